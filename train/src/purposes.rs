//! What pages are for, as the guard sees it, against what a reader said: `labels/purposes.tsv`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use rayon::prelude::*;
use serde::Deserialize;
use unnag::internals::model::Model;
use unnag::{Level, Options};

use crate::corpus::{FOLDS, fold_of, read, site};

#[derive(Deserialize)]
struct Line {
    file: String,
    url: String,
}

/// One page: what a reader said it is for, what the guard said, and whether anything in the flow of the page was hidden.
struct Judged {
    url: String,
    reader: String,
    guard: &'static str,
    acted: bool,
}

/// Purposes for which nothing at all may be hidden.
const HANDS_OFF: [&str; 9] =
    ["donate", "subscribe", "newsletter", "account", "checkout", "shop", "app", "search", "settings"];

fn addresses(corpus: &Path, folder: &str) -> Result<BTreeMap<String, String>> {
    let index = read(&corpus.join(folder).join("index.jsonl"))?;
    index
        .lines()
        .map(|line| {
            let line: Line = serde_json::from_str(line)?;
            Ok((line.file, line.url))
        })
        .collect()
}

fn judge(corpus: &Path, models: &[Model]) -> Result<Vec<Judged>> {
    let table = include_str!("../labels/purposes.tsv");
    let known = [("gold", addresses(corpus, "gold")?), ("reference", addresses(corpus, "reference")?)];
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    rows.par_iter()
        .filter(|row| row.get(3) == Some(&"yes"))
        .map(|row| {
            let (folder, file, reader) = (row[0], row[1], row[2]);
            let url = known.iter().find(|(name, _)| *name == folder).and_then(|(_, list)| list.get(file));
            let url = url.with_context(|| format!("purposes: no such page: {folder}/{file}"))?;
            let html = read(&corpus.join(folder).join(file))?;
            let page = unnag::page_from_html(&html, url).with_context(|| file.to_owned())?.into_page();
            let model = models.get(fold_of(&site(url)) % FOLDS).or(models.first()).context("no model")?;
            let options = Options::level(Level::Calm);
            let plan = unnag::internals::analyze_with(model, &page, &options).plan;
            let acted = !plan.hide.is_empty();
            Ok(Judged { url: url.clone(), reader: reader.to_owned(), guard: plan.purpose.name(), acted })
        })
        .collect()
}

/// The confusion table and the shares that matter, as Markdown.
pub(crate) fn table(corpus: &Path, models: &[Model], errors: bool) -> Result<String> {
    let judged = judge(corpus, models)?;
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for one in &judged {
        *counts.entry((&one.reader, one.guard)).or_default() += 1;
    }
    let mut guards: Vec<&str> = judged.iter().map(|one| one.guard).collect();
    guards.sort_unstable();
    guards.dedup();
    let mut readers: Vec<&str> = judged.iter().map(|one| one.reader.as_str()).collect();
    readers.sort_unstable();
    readers.dedup();
    let mut out = format!("| reader's word ↓ · guard's → | {} | pages | hides something |\n", guards.join(" | "));
    let _ = writeln!(out, "|{}", "---|".repeat(guards.len() + 3));
    for reader in &readers {
        let of: Vec<&Judged> = judged.iter().filter(|one| one.reader == *reader).collect();
        let cells: Vec<String> =
            guards.iter().map(|guard| counts.get(&(*reader, *guard)).map_or(String::new(), usize::to_string)).collect();
        let acted = of.iter().filter(|one| one.acted).count();
        let _ = writeln!(out, "| {reader} | {} | {} | {acted} |", cells.join(" | "), of.len());
    }
    if errors {
        for one in judged.iter().filter(|one| one.reader != one.guard) {
            let _ = writeln!(
                out,
                "{} taken for {}{}: {}",
                one.reader,
                one.guard,
                if one.acted { ", something hidden" } else { "" },
                one.url
            );
        }
    }
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let hands_off: Vec<&Judged> = judged.iter().filter(|one| HANDS_OFF.contains(&one.reader.as_str())).collect();
    let acted = hands_off.iter().filter(|one| one.acted).count();
    let articles: Vec<&Judged> = judged.iter().filter(|one| one.reader == "article").collect();
    let idle = articles.iter().filter(|one| HANDS_OFF.contains(&one.guard)).count();
    let _ = writeln!(
        out,
        "\nWhere nothing may be hidden, something is on {acted} of {} pages ({:.1} %); of {} articles {idle} are left alone ({:.1} %).",
        hands_off.len(),
        share(acted, hands_off.len()),
        articles.len(),
        share(idle, articles.len())
    );
    Ok(out)
}
