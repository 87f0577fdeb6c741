//! Reads the corpus: labelled pages and written appeals, each with the fold it belongs to.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use rayon::prelude::*;
use serde::Deserialize;
use unnag::{Blocks, Label, Page};

use crate::makers::Maker;
use crate::phrases::Phrasebook;

/// Folds of the cross-validation.
pub(crate) const FOLDS: usize = 5;

/// A page whose blocks are labelled.
#[derive(Debug, Clone)]
pub(crate) struct GoldPage {
    pub(crate) name: String,
    pub(crate) lang: String,
    pub(crate) fold: usize,
    pub(crate) page: Page,
    /// Labels by element.
    pub(crate) gold: Vec<(u32, Label)>,
    /// If its article is cut off: which of its paywall blocks, in their order, are the gate.
    pub(crate) gate: Vec<usize>,
}

impl GoldPage {
    /// The labels of its blocks, in their order; none where a block has no label.
    pub(crate) fn labels(&self, blocks: &Blocks) -> Vec<Option<Label>> {
        let map: std::collections::HashMap<u32, Label> = self.gold.iter().copied().collect();
        blocks.iter().map(|block| map.get(&block.node).copied()).collect()
    }
}

/// A written appeal, or an article text that talks like one.
#[derive(Debug, Clone)]
pub(crate) struct Appeal {
    pub(crate) lang: String,
    pub(crate) label: Label,
    pub(crate) placement: String,
    /// Role and text of each block.
    pub(crate) blocks: Vec<(String, String)>,
    pub(crate) fold: usize,
}

/// What was written for fitting: appeals and their look-alikes, how makers of widgets name them, what pages say in other languages.
#[derive(Debug, Clone, Default)]
pub(crate) struct Written {
    pub(crate) appeals: Vec<Appeal>,
    pub(crate) makers: Vec<Maker>,
    pub(crate) books: Vec<Phrasebook>,
}

/// A page whose article text is known, in full or in snippets. Its HTML is read when it is needed.
#[derive(Debug, Clone)]
pub(crate) struct TextPage {
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) fold: usize,
    /// What kind of page it is; none for a page of which only snippets are known.
    pub(crate) page_type: Option<String>,
    /// The reference text; empty if it is not known.
    pub(crate) text: String,
    /// Snippets that an extraction must contain.
    pub(crate) with: Vec<String>,
    /// Snippets that it must not contain.
    pub(crate) without: Vec<String>,
    /// Where its HTML is.
    pub(crate) path: std::path::PathBuf,
}

impl TextPage {
    /// Its HTML.
    pub(crate) fn html(&self) -> Result<String> {
        read(&self.path)
    }
}

#[derive(Deserialize)]
struct TextLine {
    file: String,
    url: String,
    page_type: Option<String>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
}

#[derive(Deserialize)]
struct IndexLine {
    file: String,
    url: String,
    #[serde(default)]
    lang: String,
}

/// A line of the written appeals, or of a phrasebook.
#[derive(Deserialize)]
pub(crate) struct WrittenLine {
    pub(crate) lang: String,
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) placement: String,
    #[serde(default)]
    pub(crate) blocks: Vec<(String, String)>,
    /// A look-alike's one text.
    #[serde(default)]
    text: String,
    /// A phrasebook's texts of one label.
    #[serde(default)]
    pub(crate) lines: Vec<String>,
}

pub(crate) fn fold_of(text: &str) -> usize {
    (unnag::internals::features::hash(17, text.as_bytes()) as usize) % FOLDS
}

/// The registrable domain of an address, or its host if it has none.
pub(crate) fn site(url: &str) -> String {
    let host = url.split("://").nth(1).unwrap_or(url).split(['/', '?', '#', ':']).next().unwrap_or("").to_lowercase();
    let host = host.rsplit('@').next().unwrap_or("").trim_end_matches('.').to_owned();
    psl::domain_str(&host).map_or(host.clone(), str::to_owned)
}

/// A language without its region.
pub(crate) fn language(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// Reads a file, unpacking it if its name ends in `.gz`.
pub(crate) fn read(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| path.display().to_string())?;
    let mut out = Vec::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::GzDecoder::new(bytes.as_slice())
            .read_to_end(&mut out)
            .with_context(|| path.display().to_string())?;
    } else {
        out = bytes;
    }
    Ok(String::from_utf8_lossy(&out).into_owned())
}

fn gold_page(name: &str, html: &str, url: &str, lang: &str) -> Result<GoldPage> {
    let parsed = unnag::page_from_html(html, url).with_context(|| name.to_owned())?;
    let gold = parsed.gold().iter().filter_map(|(node, label)| Some((*node, Label::from_name(label)?))).collect();
    Ok(GoldPage {
        name: name.to_owned(),
        lang: lang.to_owned(),
        fold: fold_of(&site(url)),
        page: parsed.into_page(),
        gold,
        gate: Vec::new(),
    })
}

/// The gates of cut articles by page: numbers among its paywall blocks. See `labels/README.md`.
fn gates(table: &str) -> std::collections::HashMap<String, Vec<usize>> {
    let row = |line: &str| {
        let mut cells = line.split('\t');
        let (file, state, gate) = (cells.next()?, cells.next()?, cells.next()?);
        let numbers = gate.split(',').filter_map(|range| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            Some(first.trim().parse::<usize>().ok()?..=last.trim().parse().ok()?)
        });
        (state == "cut").then(|| (file.to_owned(), numbers.flatten().collect()))
    };
    table.lines().filter_map(row).collect()
}

/// The gold pages of a corpus folder. Their own addresses are not told to the page: what is learned must not rest on them.
pub(crate) fn gold(corpus: &Path) -> Result<Vec<GoldPage>> {
    let folder = corpus.join("gold");
    let index = read(&folder.join("index.jsonl"))?;
    let gates = gates(include_str!("../labels/gates.tsv"));
    index
        .lines()
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|line| {
            let line: IndexLine = serde_json::from_str(line)?;
            let html = read(&folder.join(&line.file))?;
            let page = gold_page(&line.file, &html, &line.url, &line.lang)?;
            Ok(GoldPage { gate: gates.get(&line.file).cloned().unwrap_or_default(), ..page })
        })
        .collect()
}

/// The pages of `reference/` or `snippets/` of a corpus folder, in the order of their index.
pub(crate) fn texts(folder: &Path) -> Result<Vec<TextPage>> {
    read(&folder.join("index.jsonl"))?
        .lines()
        .map(|line| {
            let line: TextLine = serde_json::from_str(line)?;
            Ok(TextPage {
                path: folder.join(&line.file),
                fold: fold_of(&site(&line.url)),
                name: line.file,
                url: line.url,
                page_type: line.page_type,
                text: line.text,
                with: line.with,
                without: line.without,
            })
        })
        .collect()
}

fn fixture_files(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .filter_map(|entry| Some(entry.ok()?.path().join("page.html")))
        .filter(|path| path.is_file())
        .collect();
    names.sort();
    Ok(names)
}

/// A digest over the fixtures' files.
pub(crate) fn digest(folder: &Path) -> Result<String> {
    let mut sum = 0;
    for path in fixture_files(folder)? {
        sum = unnag::internals::features::hash(sum, read(&path)?.as_bytes());
    }
    Ok(format!("{sum:08x}"))
}

/// The project's own fixtures: `<folder>/<slug>/page.html` with `data-gold` in them, in the language that each names.
pub(crate) fn fixtures(folder: &Path) -> Result<Vec<GoldPage>> {
    let names = fixture_files(folder)?;
    names
        .iter()
        .map(|path| {
            let slug =
                path.parent().and_then(|parent| parent.file_name()).map(|name| name.to_string_lossy().into_owned());
            let slug = slug.unwrap_or_default();
            let page = gold_page(&slug, &read(path)?, "", "")?;
            Ok(GoldPage { lang: page.page.facts().lang.clone(), ..page })
        })
        .collect()
}

/// The written appeals of a folder and the article texts that talk like them.
pub(crate) fn appeals(folder: &Path) -> Result<Vec<Appeal>> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    let mut list = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "jsonl")) {
        for (at, line) in read(file)?.lines().enumerate() {
            let place = || format!("{}, line {}", file.display(), at + 1);
            let line: WrittenLine = serde_json::from_str(line).with_context(place)?;
            let label = Label::from_name(&line.kind)
                .with_context(|| format!("no such label: {}", line.kind))
                .with_context(place)?;
            let alone = |text| vec![("body".to_owned(), text)];
            let mut all: Vec<_> = line.lines.into_iter().map(alone).collect();
            if !line.blocks.is_empty() {
                all.push(line.blocks);
            } else if !line.text.is_empty() {
                all.push(alone(line.text));
            }
            list.extend(all.into_iter().map(|blocks| {
                let fold = fold_of(blocks.first().map_or("", |block| block.1.as_str()));
                Appeal { lang: line.lang.clone(), label, placement: line.placement.clone(), blocks, fold }
            }));
        }
    }
    Ok(list)
}

/// All that was written for fitting, beside the corpus' pages and in the project's own `appeals/` and `phrases/`.
pub(crate) fn written(corpus: &Path) -> Result<Written> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let phrases = own.join("phrases");
    let more = appeals(&own.join("appeals"))?;
    let mut books = crate::phrases::read_all(&phrases)?;
    for book in &mut books {
        book.add(&more);
    }
    let mut list = appeals(&corpus.join("appeals"))?;
    list.extend(books.iter().flat_map(|book| book.widgets.iter().cloned()));
    // What is not in a phrasebook by now: look-alikes, and languages that have none.
    list.extend(
        more.into_iter()
            .filter(|appeal| appeal.label == Label::Article || !books.iter().any(|book| book.lang == appeal.lang)),
    );
    Ok(Written { appeals: list, makers: crate::makers::read_all(&phrases)?, books })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_own_appeals_can_be_read_and_each_language_has_both_sides() -> Result<()> {
        let all = appeals(&Path::new(env!("CARGO_MANIFEST_DIR")).join("appeals"))?;
        let languages: std::collections::BTreeSet<&str> = all.iter().map(|appeal| appeal.lang.as_str()).collect();
        assert!(languages.len() > 30);
        for lang in languages {
            let count = |label| all.iter().filter(|appeal| appeal.lang == lang && appeal.label == label).count();
            let nags = Label::ALL.into_iter().filter(|label| label.is_nag()).map(count);
            assert!(nags.min() >= Some(10) && count(Label::Article) >= 30, "{lang}");
        }
        Ok(())
    }
}
