//! `text`: how well the article's text is found, by us and by peers, on pages whose text is known.
//!
//! What is measured stands in [`aeb`] and [`wcxb`]. The pages of the article extraction benchmark itself are not in the corpus: its
//! measure is taken on the corpus' articles, so its figures are comparable within a run and not with the published ones.

mod aeb;
#[cfg(feature = "peers")]
mod peers;
mod systems;
mod table;
mod wcxb;
mod words;

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use unnag::internals::model::Model;

use crate::corpus::{self, TextPage};
use systems::{OURS, Output};
use table::{ARTICLE, Tally};
use wcxb::WordScore;

/// Pages that `--errors` prints.
const ERRORS: usize = 40;
/// Characters of a chunk that it prints.
const CHUNK: usize = 80;
/// Bytes of stack: peers walk documents recursively.
const STACK: usize = 1 << 28;

/// What is measured, and with which model.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Arguments {
    /// The corpus' folder, with `reference/` and `snippets/` in it.
    #[arg(long, default_value = "../shared/corpus")]
    corpus: PathBuf,
    /// The weights; those that are compiled in if none are named.
    #[arg(long)]
    weights: Option<PathBuf>,
    /// Folds' models as `fit --folds` wrote them: each page is then measured by the model that has not seen its site.
    #[arg(long)]
    folds: Option<PathBuf>,
    /// Prints our worst articles by word F1, with the longest chunks that are missing and too many.
    #[arg(long)]
    errors: bool,
}

/// F1 of a precision and a recall; 0 if both are.
fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

/// An article and how far our text of it is from its reference.
#[derive(Debug)]
struct Miss {
    score: WordScore,
    line: String,
}

impl Miss {
    fn of(page: &TextPage, text: &str) -> Miss {
        let score = WordScore::of(text, &page.text);
        let WordScore { precision, recall, f1 } = score;
        let (missing, surplus) = (aeb::longest_alone(&page.text, text), aeb::longest_alone(text, &page.text));
        let name = &page.name;
        let (missing, surplus) = (start(missing), start(surplus));
        let line = format!("{name}\t{f1:.3}\t{precision:.3}\t{recall:.3}\t-{missing}\t+{surplus}");
        Miss { score, line }
    }
}

/// The first characters of a chunk, on one line.
fn start(chunk: &str) -> String {
    chunk.chars().map(|char| if char.is_control() { ' ' } else { char }).take(CHUNK).collect()
}

#[cfg_attr(not(feature = "peers"), allow(unused_mut, reason = "nothing is added without peers"))]
fn outputs(html: &str, page: &TextPage, model: &Model) -> Vec<Output> {
    let mut outputs = systems::ours(html, &page.url, model);
    #[cfg(feature = "peers")]
    outputs.extend(peers::outputs(html, &page.url));
    outputs
}

/// Runs something on a thread of its own whose stack is deep enough for the peers.
pub(crate) fn on_a_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T> {
    std::thread::scope(|scope| {
        let worker = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work)?;
        worker.join().map_err(|_| anyhow::anyhow!("the measuring thread panicked"))
    })
}

/// Milliseconds that our text of a page takes.
pub(crate) fn time_of_ours(html: &str, model: &Model) -> Option<f64> {
    systems::ours(html, "", model).into_iter().find_map(|output| output.time)
}

/// The same of the peers' texts.
#[cfg(feature = "peers")]
pub(crate) fn times_of_peers(html: &str) -> impl Iterator<Item = (&'static str, f64)> {
    peers::outputs(html, "").into_iter().filter_map(|output| Some((output.system, output.time?)))
}

/// Measures, page by page on one thread, since the time is taken, and prints the tables.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let models = crate::models(arguments.folds.as_deref(), arguments.weights.as_deref())?;
    let mut pages = corpus::texts(&arguments.corpus.join("reference"))?;
    pages.extend(corpus::texts(&arguments.corpus.join("snippets"))?);
    let Measured { tallies, mut misses } = on_a_deep_stack(|| measure(&pages, &models))??;
    print!("{}", table::markdown(&tallies));
    if arguments.errors {
        misses.sort_by(|a, b| a.score.f1.total_cmp(&b.score.f1));
        println!("\npage\tF1\tprecision\trecall\t-missing\t+surplus");
        for miss in misses.iter().take(ERRORS) {
            println!("{}", miss.line);
        }
    }
    Ok(())
}

/// What is measured over all pages.
#[derive(Debug, Default)]
struct Measured {
    /// The systems in the order of their rows.
    tallies: Vec<(&'static str, Tally)>,
    /// Our articles.
    misses: Vec<Miss>,
}

fn measure(pages: &[TextPage], models: &[Model]) -> Result<Measured> {
    let Measured { mut tallies, mut misses } = Measured::default();
    for page in pages {
        let model = models.get(page.fold).or(models.first()).context("no model")?;
        let html = page.html()?;
        for output in outputs(&html, page, model) {
            if output.system == OURS && page.page_type.as_deref() == Some(ARTICLE) && !page.text.is_empty() {
                misses.push(Miss::of(page, &output.text));
            }
            let at = tallies.iter().position(|(system, _)| *system == output.system).unwrap_or_else(|| {
                tallies.push((output.system, Tally::default()));
                tallies.len() - 1
            });
            tallies[at].1.add(page, &output);
        }
    }
    Ok(Measured { tallies, misses })
}
