//! The labels of a page as a table for people.

use std::fmt::Write as _;

use comfy_table::{Attribute, Cell, Color, ColumnConstraint, ContentArrangement, Row, Table, Width, presets};
use unnag::{Analysis, Label, Role};

use crate::input::Paged;
use crate::{hidden, show};

/// How wide a table may be where the output is no terminal.
const WIDTH: u16 = 120;
/// The most characters of a block that are looked at; the terminal shows fewer.
const TEXT_CHARS: usize = 300;

/// How tables look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    width: u16,
    colour: bool,
}

impl Look {
    pub(crate) fn of_stdout(colour: bool) -> Look {
        let width = Table::new().width().unwrap_or(WIDTH).max(40);
        Look { width, colour }
    }
}

/// The table of one page, with what is hidden, what stays, and the count.
pub(crate) fn render(file: &str, paged: &Paged, analysis: &Analysis, look: Look) -> String {
    let Analysis { blocks, labels, .. } = analysis;
    let hidden = hidden::blocks(paged.page(), analysis);
    let mut table = table(look);
    for (number, labelled) in labels.iter().enumerate() {
        let hides = hidden.get(number).copied().unwrap_or(false);
        let text: String = show::plain(blocks.text(number)).chars().take(TEXT_CHARS).collect();
        let role = if labelled.role == Role::None { "" } else { labelled.role.name() };
        let style = |text: &str| {
            let cell = Cell::new(text);
            let cell = if look.colour { cell.fg(colour(labelled.label)) } else { cell };
            if look.colour && hides { cell.add_attribute(Attribute::Dim) } else { cell }
        };
        let mut row = Row::from(vec![
            Cell::new(if hides { "–" } else { " " }),
            style(labelled.label.name()),
            Cell::new(role),
            Cell::new(format!("{:3.0} %", labelled.confidence * 100.0)),
            if look.colour && hides { Cell::new(text).add_attribute(Attribute::Dim) } else { Cell::new(text) },
        ]);
        row.max_height(1);
        table.add_row(row);
    }
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = heading(&mut out, file, paged, analysis, look);
    if !blocks.is_empty() {
        let _ = writeln!(out, "{}", table.trim_fmt());
    }
    let _ = foot(&mut out, paged, analysis, &hidden);
    out
}

fn table(look: Look) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(look.width)
        .set_truncation_indicator("…");
    if look.colour {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    let fixed = |width| ColumnConstraint::Absolute(Width::Fixed(width));
    let text = ColumnConstraint::UpperBoundary(Width::Percentage(100));
    table.set_header(["", "label", "role", "sure", "text"]);
    table.set_constraints([fixed(3), fixed(12), fixed(12), fixed(7), text]);
    table
}

fn heading(out: &mut String, file: &str, paged: &Paged, analysis: &Analysis, look: Look) -> std::fmt::Result {
    let (bold, plain) = if look.colour { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    let lang = show::plain(&paged.page().facts().lang);
    let lang = if lang.is_empty() { String::new() } else { format!(", {lang}") };
    writeln!(out, "{bold}{}{plain} ({}{lang})", show::plain(file), analysis.plan.purpose.name())
}

fn foot(out: &mut String, paged: &Paged, analysis: &Analysis, hidden: &[bool]) -> std::fmt::Result {
    let Analysis { blocks, labels, plan } = analysis;
    if !plan.hide.is_empty() {
        writeln!(out, "\nHidden")?;
    }
    for part in &plan.hide {
        let reasons: Vec<&str> = part.reasons.iter().map(|reason| unnag::reason(*reason)).collect();
        let path = show_path(&paged.path(part.node));
        writeln!(out, "  {:<10} {:3.0} %  {path}: it {}", part.label.name(), part.confidence * 100.0, and(&reasons))?;
    }
    if !plan.kept.is_empty() {
        writeln!(out, "\nKept on purpose")?;
    }
    for part in &plan.kept {
        let path = show_path(&paged.path(part.node));
        writeln!(out, "  {:<10} {path}: {}", part.label.name(), unnag::why(part.why))?;
    }
    if plan.over_budget {
        writeln!(out, "\nNothing is hidden: it would have been too much of the page.")?;
    }
    let (mut article, mut lost, mut gone) = (0, 0, 0);
    for (number, labelled) in labels.iter().enumerate() {
        let chars = blocks.text(number).chars().count();
        let hides = hidden.get(number).copied().unwrap_or(false);
        gone += if hides { chars } else { 0 };
        if labelled.label == Label::Article {
            article += chars;
            lost += if hides { chars } else { 0 };
        }
    }
    let lost = if lost == 0 { "none".to_owned() } else { lost.to_string() };
    writeln!(
        out,
        "\narticle: {article} characters, {lost} hidden; {} blocks, {} parts hidden ({gone} characters)\n",
        blocks.len(),
        plan.hide.len()
    )
}

fn show_path(path: &[u32]) -> String {
    let steps: Vec<String> = path.iter().map(u32::to_string).collect();
    format!("[{}]", steps.join(", "))
}

fn and(parts: &[&str]) -> String {
    match parts {
        [] => "looks like one".to_owned(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// The article is calm, nags are warm, furniture is grey.
fn colour(label: Label) -> Color {
    match label {
        Label::Article => Color::Green,
        Label::Meta => Color::DarkGreen,
        Label::Donation | Label::Paywall => Color::Red,
        Label::Newsletter | Label::Prompt => Color::Yellow,
        Label::Consent => Color::Magenta,
        _ => Color::DarkGrey,
    }
}
