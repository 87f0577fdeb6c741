//! Pages beside the gold ones whose doubtful blocks were labelled by hand: `labels/extra.tsv`.
//!
//! The reference and snippet pages of the corpus have no labels of their own. A model lists the blocks that may be nags (`candidates`), a
//! reader says what these are, and the rest is taken from the reference text or left open.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use rayon::prelude::*;
use serde::Deserialize;
use unnag::internals::block;
use unnag::internals::features::Features;
use unnag::internals::model::Model;
use unnag::{Blocks, Label, Page};

use crate::corpus::{GoldPage, fold_of, read, site};

/// A page that is not among the gold ones.
pub(crate) struct ExtraPage {
    pub(crate) folder: &'static str,
    pub(crate) file: String,
    pub(crate) url: String,
    pub(crate) fold: usize,
    /// The reference text, if there is one.
    pub(crate) text: String,
    pub(crate) page: Page,
}

#[derive(Deserialize)]
struct Line {
    file: String,
    url: String,
    #[serde(default)]
    text: String,
}

#[derive(Deserialize)]
struct GoldLine {
    url: String,
}

fn address(url: &str) -> String {
    let rest = url.split("://").nth(1).unwrap_or(url);
    let path = rest.split(['?', '#']).next().unwrap_or("").trim_end_matches('/');
    path.trim_start_matches("www.").to_lowercase()
}

/// The reference and snippet pages whose address is not that of a gold page.
pub(crate) fn pages(folder: &Path) -> Result<Vec<ExtraPage>> {
    let mut seen: HashSet<String> = HashSet::new();
    for line in read(&folder.join("gold/index.jsonl"))?.lines() {
        seen.insert(address(&serde_json::from_str::<GoldLine>(line)?.url));
    }
    let mut lines = Vec::new();
    for name in ["reference", "snippets"] {
        for line in read(&folder.join(name).join("index.jsonl"))?.lines() {
            let line: Line = serde_json::from_str(line)?;
            if seen.insert(address(&line.url)) {
                lines.push((name, line));
            }
        }
    }
    lines
        .into_par_iter()
        .map(|(name, line)| {
            let html = read(&folder.join(name).join(&line.file))?;
            let page = unnag::page_from_html(&html, &line.url).with_context(|| line.file.clone())?.into_page();
            let fold = fold_of(&site(&line.url));
            Ok(ExtraPage { folder: name, file: line.file, url: line.url, fold, text: line.text, page })
        })
        .collect()
}

/// A digest of a page's blocks, so that labels by number are never given to other blocks than those that were read.
fn digest(blocks: &Blocks) -> String {
    let sum = (0..blocks.len())
        .fold(blocks.len() as u32, |sum, at| unnag::internals::features::hash(sum, blocks.text(at).as_bytes()));
    format!("{sum:08x}")
}

/// The labels of one page, by block number.
type PageLabels = Vec<(std::ops::Range<usize>, Label)>;

/// Reads the labels file: a line `# FOLDER FILE DIGEST` a page, then a line `FIRST-LAST LABEL` for each run of blocks.
fn labels(text: &str) -> Result<HashMap<(String, String), (String, PageLabels)>> {
    let mut pages: HashMap<(String, String), (String, PageLabels)> = HashMap::new();
    let mut page = None;
    for line in text.lines().filter(|line| !line.is_empty()) {
        let mut words = line.trim_start_matches("# ").split(' ');
        let mut word = || words.next().with_context(|| format!("labels of other pages: {line}"));
        if line.starts_with('#') {
            let key = (word()?.to_owned(), word()?.to_owned());
            pages.insert(key.clone(), (word()?.to_owned(), Vec::new()));
            page = Some(key);
            continue;
        }
        let (range, label) = (word()?, word()?);
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let range = first.parse()?..last.parse::<usize>()? + 1;
        let label = Label::from_name(label).with_context(|| format!("no such label: {line}"))?;
        if let Some((_, list)) = page.as_ref().and_then(|key| pages.get_mut(key)) {
            list.push((range, label));
        }
    }
    Ok(pages)
}

/// The pages with labels. Beside those that were given by hand, a block of some length whose text stands in the reference text is article.
pub(crate) fn labelled(folder: &Path) -> Result<Vec<GoldPage>> {
    let labels = labels(include_str!("../labels/extra.txt"))?;
    let mut list = Vec::new();
    for page in pages(folder)? {
        let Some((wanted, runs)) = labels.get(&(page.folder.to_owned(), page.file.clone())) else { continue };
        let blocks = block::of(&page.page);
        if digest(&blocks) != *wanted {
            eprintln!("left out, since its blocks are others than those that were labelled: {}", page.file);
            continue;
        }
        let reference = squeezed(&page.text);
        let mut given: Vec<Option<Label>> = (0..blocks.len())
            .map(|at| {
                let text = squeezed(blocks.text(at));
                (text.len() >= IN_REFERENCE && reference.contains(&text)).then_some(Label::Article)
            })
            .collect();
        for (range, label) in runs {
            for slot in given.get_mut(range.clone()).unwrap_or_default() {
                // What the reference text holds is article, whatever a first model guessed; a nag was read and named one by one.
                if *slot != Some(Label::Article) || label.is_nag() {
                    *slot = Some(*label);
                }
            }
        }
        let gold = blocks.iter().zip(&given).filter_map(|(block, label)| Some((block.node, (*label)?))).collect();
        list.push(GoldPage {
            name: page.file,
            lang: String::new(),
            fold: page.fold,
            page: page.page,
            gold,
            gate: Vec::new(),
        });
    }
    Ok(list)
}

/// The shortest text, in bytes, that is looked for in the reference text: shorter ones stand there by chance.
const IN_REFERENCE: usize = 40;

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Lists the blocks of pages that may be nags, for a reader to label: those that the model gives a chance, and short ones beside them.
pub(crate) fn candidates(folder: &Path, models: &[Model]) -> Result<String> {
    let mut out = String::new();
    for page in pages(folder)? {
        let blocks = block::of(&page.page);
        let features = Features::of(&page.page, &blocks);
        let Some(model) = models.get(page.fold).or(models.first()) else { continue };
        let evidence = model.evidence(&page.page, &blocks, &features);
        let scores = model.score(&blocks, &features, &evidence);
        let nag: Vec<f32> = scores.iter().map(|p| p[2] + p[3] + p[4] + p[5] + p[6]).collect();
        let listed: Vec<bool> = (0..blocks.len())
            .map(|at| {
                let near = (at.saturating_sub(2)..(at + 3).min(blocks.len())).any(|other| nag[other] > 0.3);
                nag[at] > 0.08 || near && blocks.text(at).chars().count() <= 60
            })
            .collect();
        if !listed.contains(&true) {
            continue;
        }
        let _ = writeln!(out, "# {} {} {} {}", page.folder, page.file, digest(&blocks), page.url);
        let mut gap = true;
        for at in 0..blocks.len() {
            if !listed[at] {
                gap = true;
                continue;
            }
            if gap && at > 0 {
                let text: String = blocks.text(at - 1).chars().take(50).collect();
                let _ = writeln!(out, "    … after: {text}");
            }
            gap = false;
            let best =
                Label::ALL.into_iter().max_by(|a, b| scores[at][*a as usize].total_cmp(&scores[at][*b as usize]));
            let block = blocks.get(at).copied();
            let text: String = blocks.text(at).chars().take(150).collect();
            let _ = writeln!(
                out,
                "{at}{} {} {:.2}: {text}",
                if block.is_some_and(|block| block.hidden) { " h" } else { "" },
                best.map_or("", Label::name),
                nag[at]
            );
        }
    }
    Ok(out)
}
