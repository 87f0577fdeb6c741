//! `unnag label`: what each block is, what would be hidden and why.

use std::path::Path;

use serde::Serialize;
use unnag::{Analysis, Options, Role, analyze};

use crate::args::{LabelArgs, LabelFormat};
use crate::input::{self, Paged};
use crate::table::{self, Look};
use crate::{run, show};

#[derive(Serialize)]
struct Report<'a> {
    file: &'a str,
    purpose: &'static str,
    lang: Option<&'a str>,
    blocks: Vec<Block<'a>>,
    hide: Vec<Hide>,
    kept: Vec<Kept>,
}

#[derive(Serialize)]
struct Block<'a> {
    path: Vec<u32>,
    label: &'static str,
    role: Option<&'static str>,
    confidence: f64,
    text: &'a str,
}

#[derive(Serialize)]
struct Hide {
    path: Vec<u32>,
    label: &'static str,
    confidence: f64,
    reasons: Vec<&'static str>,
}

#[derive(Serialize)]
struct Kept {
    path: Vec<u32>,
    label: &'static str,
    why: &'static str,
}

/// Prints the labels of each file.
pub(crate) fn run(args: &LabelArgs) -> bool {
    let options = args.choice.options();
    if args.many.resume && args.format == LabelFormat::Table {
        return run::refuse_resume("jsonl or blocks");
    }
    let look = Look::of_stdout(show::colour());
    run::each(&args.many, |file| one(file, args, options, look))
}

fn one(file: &Path, args: &LabelArgs, options: Options, look: Look) -> Result<String, String> {
    let paged = input::page(file, &args.source)?;
    let analysis = analyze(paged.page(), &options);
    let name = input::name(file);
    match args.format {
        LabelFormat::Table => Ok(table::render(&name, &paged, &analysis, look)),
        LabelFormat::Blocks => columns(&name, &paged, &analysis).map_err(|error| error.to_string()),
        LabelFormat::Jsonl => serde_json::to_string(&report(&name, &paged, &analysis))
            .map(|line| line + "\n")
            .map_err(|error| error.to_string()),
    }
}

/// A block with the page that it is of: no lists and no objects, so that each field is a column wherever it is read.
#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    purpose: &'static str,
    lang: Option<&'a str>,
    block: usize,
    path: String,
    label: &'static str,
    role: Option<&'static str>,
    confidence: f64,
    hidden: bool,
    text: &'a str,
}

fn columns(file: &str, paged: &Paged, analysis: &Analysis) -> serde_json::Result<String> {
    let Report { purpose, lang, blocks, hide, .. } = report(file, paged, analysis);
    let mut lines = String::new();
    for (block, Block { path, label, role, confidence, text }) in blocks.into_iter().enumerate() {
        let hidden = hide.iter().any(|part| path.starts_with(&part.path));
        let path: Vec<String> = path.iter().map(ToString::to_string).collect();
        let path = path.join(".");
        lines +=
            &serde_json::to_string(&Row { file, purpose, lang, block, path, label, role, confidence, hidden, text })?;
        lines.push('\n');
    }
    Ok(lines)
}

fn report<'a>(file: &'a str, paged: &'a Paged, analysis: &'a Analysis) -> Report<'a> {
    let Analysis { blocks, labels, plan } = analysis;
    let lang = paged.page().facts().lang.as_str();
    Report {
        file,
        purpose: plan.purpose.name(),
        lang: (!lang.is_empty()).then_some(lang),
        blocks: blocks
            .iter()
            .zip(labels.iter())
            .enumerate()
            .map(|(number, (block, labelled))| Block {
                path: paged.path(block.node),
                label: labelled.label.name(),
                role: (labelled.role != Role::None).then(|| labelled.role.name()),
                confidence: rounded(labelled.confidence),
                text: blocks.text(number),
            })
            .collect(),
        hide: plan
            .hide
            .iter()
            .map(|hidden| Hide {
                path: paged.path(hidden.node),
                label: hidden.label.name(),
                confidence: rounded(hidden.confidence),
                reasons: hidden.reasons.iter().map(|reason| unnag::reason(*reason)).collect(),
            })
            .collect(),
        kept: plan
            .kept
            .iter()
            .map(|kept| Kept { path: paged.path(kept.node), label: kept.label.name(), why: unnag::why(kept.why) })
            .collect(),
    }
}

/// More than three decimals of a confidence say nothing.
fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}
