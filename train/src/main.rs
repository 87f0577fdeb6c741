//! The trainer: corpus in, weights and report out.

mod ablate;
mod calibrate;
mod cells;
mod corpus;
mod curve;
mod evade;
mod extra;
mod fit;
mod floors;
mod insert;
mod linear;
mod makers;
mod network;
mod phrases;
mod pieces;
mod purposes;
mod random;
mod regression;
mod reliability;
mod report;
mod robust;
mod sample;
mod schema;
mod speed;
mod text;
mod translate;
mod transplant;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};
use rayon::prelude::*;
use unnag::internals::model::Model;

use report::Report;
use sample::Sample;

/// Fits and measures the model of unnag.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Prints the constants that Rust and TypeScript share, as TypeScript.
    Schema,
    /// Compares what the guard takes pages for with what a reader said.
    Purposes {
        /// The corpus' folder.
        #[arg(long, default_value = "../shared/corpus")]
        corpus: PathBuf,
        /// Folds' models; the one that is compiled in if none are named.
        #[arg(long)]
        folds: Option<PathBuf>,
        /// Names each page that is taken for something else.
        #[arg(long)]
        errors: bool,
    },
    /// Lists the blocks of the corpus' other pages that may be nags, for a reader to label.
    Candidates {
        /// The corpus' folder.
        #[arg(long, default_value = "../shared/corpus")]
        corpus: PathBuf,
        /// Folds' models.
        #[arg(long)]
        folds: PathBuf,
    },
    /// Fits the model and writes weights and report.
    Fit {
        /// The corpus' folder.
        #[arg(long, default_value = "../shared/corpus")]
        corpus: PathBuf,
        /// The folder where the weights go.
        #[arg(long, default_value = "src/model")]
        out: PathBuf,
        /// Where the cross-validated report goes.
        #[arg(long, default_value = "train/REPORT.md")]
        report: PathBuf,
        /// Seed of everything that is drawn.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Where the folds' models go, a folder for each size, for looking at errors.
        #[arg(long)]
        folds: Option<PathBuf>,
    },
    /// Fits one network again and again, each time without something, to see what it brings.
    Ablate {
        /// The corpus' folder.
        #[arg(long, default_value = "../shared/corpus")]
        corpus: PathBuf,
        /// Seed of everything that is drawn.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Where the table goes.
        #[arg(long, default_value = "train/ABLATIONS.md")]
        report: PathBuf,
    },
    /// Measures the folds' models on the gold pages with names, words or order taken away.
    Robust {
        /// The corpus' folder.
        #[arg(long, default_value = "../shared/corpus")]
        corpus: PathBuf,
        /// The folder that `fit --folds` wrote the models to.
        #[arg(long)]
        folds: PathBuf,
        /// Where the tables go.
        #[arg(long, default_value = "train/ROBUSTNESS.md")]
        report: PathBuf,
    },
    /// Plays what sites can do against us on the fixtures and, if it is there, on the corpus, and writes what came of it.
    Evade {
        /// The corpus' folder.
        #[arg(long, default_value = "../shared/corpus")]
        corpus: PathBuf,
        /// The folder that `fit --folds` wrote the models to; without it only the fixtures are measured.
        #[arg(long)]
        folds: Option<PathBuf>,
        /// Where the tables go.
        #[arg(long, default_value = "docs/EVASION.md")]
        report: PathBuf,
    },
    /// Writes the report anew from the folds' models that `fit --folds` kept: after a change of the plan, say.
    Report {
        /// The corpus' folder.
        #[arg(long, default_value = "../shared/corpus")]
        corpus: PathBuf,
        /// The folder that `fit` wrote them to.
        #[arg(long)]
        folds: PathBuf,
        /// Where the report goes.
        #[arg(long, default_value = "train/REPORT.md")]
        report: PathBuf,
    },
    /// Measures weights on the corpus (they were fitted on it: only good for finding faults) or on the project's own fixtures.
    Evaluate {
        /// The corpus' folder, or a folder of fixtures.
        #[arg(long, default_value = "tests/corpus")]
        on: PathBuf,
        /// The weights; those that are compiled in if none are named.
        #[arg(long)]
        weights: Option<PathBuf>,
        /// Folds' models as `fit --folds` wrote them: each page is then measured by the model that has not seen its site.
        #[arg(long)]
        folds: Option<PathBuf>,
        /// Holds the figures against the floors of this file and fails below them.
        #[arg(long)]
        floors: Option<PathBuf>,
        /// Sets the floors to the figures, unless that would lower one.
        #[arg(long, requires = "floors")]
        update: bool,
        /// Lets `--update` lower a floor.
        #[arg(long, requires = "update")]
        lower: bool,
        /// Prints the blocks that are wrongly hidden or missed.
        #[arg(long)]
        errors: bool,
    },
    /// Measures how well the article's text is found, and how well peers find it on the same pages.
    Text(text::Arguments),
    /// Times ours and the peers on the pages that are named on the standard input; `npm run speed:native` reads it.
    Speed {
        /// How often each system reads each page; the fastest counts.
        #[arg(long, default_value_t = 5)]
        runs: usize,
    },
}

/// Reads folds' models or one model's weights; the compiled-in model if neither is named.
fn models(folds: Option<&Path>, weights: Option<&Path>) -> Result<Vec<Model>> {
    let load = |path: &Path| -> Result<Model> {
        Ok(Model::from_bytes(&std::fs::read(path).with_context(|| path.display().to_string())?)?)
    };
    match (folds, weights) {
        (Some(folder), _) => (0..corpus::FOLDS).map(|fold| load(&folder.join(format!("{fold}.bin")))).collect(),
        (None, Some(path)) => Ok(vec![load(path)?]),
        (None, None) => Ok(vec![unnag::internals::model::shipped().clone()]),
    }
}

fn measure<'a>(samples: &[Sample], model: impl Fn(&Sample) -> Option<&'a Model> + Sync) -> Report {
    samples
        .par_iter()
        .filter(|sample| !sample.extra)
        .map(|sample| {
            let mut report = Report::default();
            if let Some(model) = model(sample) {
                report.add(sample, &report::analysis(sample, model), report::thresholds(model));
            }
            report
        })
        .reduce(Report::default, Report::merge)
}

/// The sizes' names, in the order of [`fit::SIZES`].
const NAMES: [&str; 2] = ["large", "weights"];

fn fit(corpus: &Path, out: &Path, report: &Path, seed: u64, folds: Option<&Path>) -> Result<()> {
    // Before some ten minutes of work, not after them.
    let folders = [Some(out), report.parent().filter(|folder| !folder.as_os_str().is_empty())];
    let folders = folders.into_iter().flatten().map(Path::to_path_buf);
    for folder in folders.chain(folds.into_iter().flat_map(|folds| NAMES.map(|name| folds.join(name)))) {
        std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    let data = fit::data(corpus, seed)?;
    let mut parts = Vec::new();
    for (name, fitted) in NAMES.iter().zip(fit::fit(&data, seed)) {
        let bytes = fitted.whole.to_bytes();
        let path = out.join(format!("{name}.bin"));
        std::fs::write(&path, &bytes).with_context(|| path.display().to_string())?;
        if let Some(folder) = folds {
            for (fold, model) in fitted.models.iter().enumerate() {
                std::fs::write(folder.join(name).join(format!("{fold}.bin")), model.to_bytes())?;
            }
        }
        parts.push((bytes.len(), fitted.models));
    }
    write_report(&data.pages, &parts, report)
}

/// Measures the folds' models of each size, each page by the one that has not seen its site.
fn write_report(pages: &[Sample], sizes: &[(usize, Vec<Model>)], path: &Path) -> Result<()> {
    let mut text = format!(
        "# Report\n\nCross-validated by registrable domain over {} folds on the corpus' gold pages; written by\n`cargo run --release -p train -- fit`, or by `report` from the folds' models that it kept. The page-purpose guard is off unless a line says\notherwise. Gates of cut articles (`labels/gates.tsv`) are no nags here.\n",
        corpus::FOLDS,
    );
    for (name, (bytes, models)) in NAMES.iter().zip(sizes) {
        let of = |sample: &Sample| models.get(sample.fold);
        let report = measure(pages, of);
        let _ = write!(
            text,
            "\n## `{name}.bin`, {bytes} bytes\n\n{}\n### Other thresholds\n\n{}\n### Reliability\n\n{}",
            report.markdown(),
            curve::curve(pages, of),
            report.reliability()
        );
    }
    std::fs::write(path, &text).with_context(|| path.display().to_string())?;
    print!("{text}");
    Ok(())
}

fn report_on(corpus: &Path, folds: &Path, path: &Path) -> Result<()> {
    let pages: Vec<Sample> = corpus::gold(corpus)?.into_par_iter().map(Sample::of).collect();
    let size = |name: &&str| {
        let models = models(Some(&folds.join(name)), None)?;
        Ok((models.first().map_or(0, |model| model.to_bytes().len()), models))
    };
    let sizes: Vec<(usize, Vec<Model>)> = NAMES.iter().map(size).collect::<Result<_>>()?;
    write_report(&pages, &sizes, path)
}

fn robust_on(corpus: &Path, folds: &Path, path: &Path) -> Result<()> {
    let pages = corpus::gold(corpus)?;
    let mut text = String::from(
        "# Robustness\n\nThe cross-validated figures with something taken away from the pages, nothing fitted anew; written by\n`cargo run --release -p train -- robust --folds …`. Gates of cut articles are left out.\n",
    );
    for name in NAMES {
        let _ = write!(text, "\n## `{name}.bin`\n\n{}", robust::table(&pages, &models(Some(&folds.join(name)), None)?));
    }
    std::fs::write(path, &text).with_context(|| path.display().to_string())?;
    print!("{text}");
    Ok(())
}

fn evade_on(corpus: &Path, folds: Option<&Path>, path: &Path) -> Result<()> {
    let sized = |read: &dyn Fn(&str) -> Result<Vec<Model>>| -> Result<Vec<(&str, Vec<Model>)>> {
        NAMES.into_iter().map(|name| Ok((name, read(name)?))).collect()
    };
    let shipped = sized(&|name| models(None, Some(&Path::new("src/model").join(format!("{name}.bin")))))?;
    let mut text = format!("{}\n", include_str!("evade/before.md"));
    let fixtures = corpus::fixtures(Path::new("tests/corpus"))?;
    let _ = write!(text, "## On the project's {} fixtures\n\n{}", fixtures.len(), evade::tables(&fixtures, &shipped));
    if let Some(folder) = folds {
        let pages: Vec<_> = corpus::gold(corpus)?.into_iter().map(robust::without_gate).collect();
        let models = sized(&|name| models(Some(&folder.join(name)), None))?;
        let _ = write!(text, "## On the corpus' {} pages\n\n{}", pages.len(), evade::tables(&pages, &models));
    }
    text.push_str(include_str!("evade/after.md"));
    std::fs::write(path, &text).with_context(|| path.display().to_string())?;
    print!("{text}");
    Ok(())
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Schema => print!("{}", schema::typescript()),
        Command::Purposes { corpus, folds, errors } => {
            print!("{}", purposes::table(&corpus, &models(folds.as_deref(), None)?, errors)?);
        }
        Command::Candidates { corpus, folds } => {
            print!("{}", extra::candidates(&corpus, &models(Some(&folds), None)?)?);
        }
        Command::Report { corpus, folds, report } => report_on(&corpus, &folds, &report)?,
        Command::Ablate { corpus, seed, report } => {
            let text = ablate::ablations(&corpus, seed)?;
            std::fs::write(&report, &text).with_context(|| report.display().to_string())?;
            print!("{text}");
        }
        Command::Evade { corpus, folds, report } => evade_on(&corpus, folds.as_deref(), &report)?,
        Command::Robust { corpus, folds, report } => robust_on(&corpus, &folds, &report)?,
        Command::Fit { corpus, out, report, seed, folds } => fit(&corpus, &out, &report, seed, folds.as_deref())?,
        Command::Evaluate { on, weights, folds, floors, update, lower, errors } => {
            let gold = if on.join("gold").is_dir() { corpus::gold(&on)? } else { corpus::fixtures(&on)? };
            let samples: Vec<Sample> = gold.into_par_iter().map(Sample::of).collect();
            let models = models(folds.as_deref(), weights.as_deref())?;
            let of = |sample: &Sample| models.get(sample.fold).or(models.first());
            let measured = measure(&samples, of);
            print!("{}", measured.markdown());
            if let Some(path) = floors {
                let figures = floors::Floors::of(&measured, &on)?;
                if update {
                    figures.update(&path, lower)?;
                } else {
                    figures.check(&path)?;
                }
                println!("floors in {}: kept", path.display());
            }
            if errors {
                for (chars, name) in measured.losing() {
                    println!("{chars}\t{name}");
                }
                for sample in &samples {
                    if let Some(model) = of(sample) {
                        report::errors(sample, model);
                    }
                }
            }
        }
        Command::Speed { runs } => speed::run(runs)?,
        Command::Text(arguments) => text::run(&arguments)?,
    }
    Ok(())
}
