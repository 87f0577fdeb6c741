//! `unnag label`: what each block is, what would be hidden and why.

use std::io::{self, Write};

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};
use unnag::{Analysis, Labelled, Role, analyze};

use crate::args::{LabelArgs, LabelFormat};
use crate::input::{self, Paged, Piece};
use crate::output::Lines;
use crate::table::{self, Look};
use crate::{hidden, run, show};

/// A page as one line. Its lists are written element by element: where blocks stand deep, their paths together are far longer than the page.
struct Report<'a> {
    file: &'a str,
    /// Where it was recorded, of a page in a WARC file.
    url: Option<&'a str>,
    paged: &'a Paged,
    analysis: &'a Analysis,
}

impl Serialize for Report<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Report", 6 + usize::from(self.url.is_some()))?;
        fields.serialize_field("file", self.file)?;
        match self.url {
            Some(url) => fields.serialize_field("url", url)?,
            None => fields.skip_field("url")?,
        }
        fields.serialize_field("purpose", self.analysis.plan.purpose.name())?;
        fields.serialize_field("lang", &lang(self.paged))?;
        fields.serialize_field(
            "blocks",
            &Each(|| (0..self.analysis.blocks.len()).filter_map(|number| self.block(number))),
        )?;
        fields.serialize_field("hide", &Each(|| self.hide()))?;
        fields.serialize_field("kept", &Each(|| self.kept()))?;
        fields.end()
    }
}

impl<'a> Report<'a> {
    fn block(&self, number: usize) -> Option<Block<'a>> {
        let Analysis { blocks, labels, .. } = self.analysis;
        let labelled = labels.get(number)?;
        Some(Block {
            path: self.paged.path(blocks.get(number)?.node),
            label: labelled.label.name(),
            role: role(labelled),
            confidence: rounded(labelled.confidence),
            text: blocks.text(number),
        })
    }

    fn hide(&self) -> impl Iterator<Item = Hide> {
        self.analysis.plan.hide.iter().map(|hidden| Hide {
            path: self.paged.path(hidden.node),
            label: hidden.label.name(),
            confidence: rounded(hidden.confidence),
            reasons: hidden.reasons.iter().map(|reason| unnag::reason(*reason)).collect(),
        })
    }

    fn kept(&self) -> impl Iterator<Item = Kept> {
        self.analysis.plan.kept.iter().map(|kept| Kept {
            path: self.paged.path(kept.node),
            label: kept.label.name(),
            why: unnag::why(kept.why),
        })
    }
}

/// A list whose elements are made while it is written.
struct Each<F>(F);

impl<F: Fn() -> I, I: Iterator<Item: Serialize>> Serialize for Each<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
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
    let lines = match args.format {
        LabelFormat::Table => Lines::Other,
        LabelFormat::Jsonl => Lines::Pages,
        LabelFormat::Blocks => Lines::Blocks,
    };
    let look = Look::of_stdout(show::colour());
    let work = |piece: &Piece| {
        let paged = input::page(piece, &args.source)?;
        let analysis = analyze(paged.page(), &options);
        Ok((paged, analysis))
    };
    run::each(&args.many, &args.source, lines, work, |piece, (paged, analysis), out| {
        let report = Report { file: &piece.name, url: piece.url(), paged, analysis };
        match args.format {
            LabelFormat::Table => {
                let name = piece.url().map_or_else(|| piece.name.clone(), |url| format!("{} {url}", piece.name));
                out.write_all(table::render(&name, paged, analysis, look).as_bytes())
            }
            LabelFormat::Blocks => columns(&report, out),
            LabelFormat::Jsonl => {
                serde_json::to_writer(&mut *out, &report)?;
                writeln!(out)
            }
        }
    })
}

/// A block with the page that it is of: no lists and no objects, so that each field is a column wherever it is read.
#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
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

fn columns(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Report { file, url, paged, analysis } = *report;
    for (block, hidden) in hidden::blocks(paged.page(), analysis).into_iter().enumerate() {
        let Some(Block { path, label, role, confidence, text }) = report.block(block) else { continue };
        let path: Vec<String> = path.iter().map(ToString::to_string).collect();
        let (purpose, lang, path) = (analysis.plan.purpose.name(), lang(paged), path.join("."));
        let row = Row { file, url, purpose, lang, block, path, label, role, confidence, hidden, text };
        serde_json::to_writer(&mut *out, &row)?;
        writeln!(out)?;
    }
    Ok(())
}

fn lang(paged: &Paged) -> Option<&str> {
    let lang = paged.page().facts().lang.as_str();
    (!lang.is_empty()).then_some(lang)
}

fn role(labelled: &Labelled) -> Option<&'static str> {
    (labelled.role != Role::None).then(|| labelled.role.name())
}

/// More than three decimals of a confidence say nothing.
fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}
