//! The text of chosen blocks as it is read: in the page's order, with its line breaks, code as it stands, a table's row a line.
//!
//! A block is what belongs to one element directly, so other blocks may stand in the middle of it; and its text knows no lines. Here the page is
//! walked once more, and a block's words are put together by the rules of `block.rs`: they are those of [`Blocks::text`], only parted otherwise.
//! `js/src/article/written.ts` does the same; the cases in `tests/written.json` hold the two together.

use std::collections::{BTreeMap, BTreeSet};

use crate::block::{Blocks, NO_BLOCK, is_blank, separates};
use crate::page::{Flags, NO_NODE, Page};
use crate::tag::Tag;

/// The text of these blocks of a page. Time and space are linear in the page.
pub(super) fn text(page: &Page, blocks: &Blocks, chosen: &[usize]) -> String {
    if chosen.is_empty() {
        return String::new();
    }
    let mut walk = Walk::new(page, blocks, chosen);
    for node in 0..page.len() as u32 {
        walk.visit(node);
    }
    walk.runs.push(Run { start: walk.text.len(), ..Run::NONE });
    let mut tables = Tables::of(page, &walk.runs);
    let mut text = String::with_capacity(walk.text.len() + 2 * walk.runs.len());
    let mut before = Run::NONE;
    for pair in walk.runs.windows(2) {
        let [run, next] = pair else { continue };
        tables.part(page, before, *run, &mut text);
        text.push_str(walk.text.get(run.start..next.start).unwrap_or_default().trim_end());
        before = *run;
    }
    text
}

/// Words that stand together: a paragraph or a line.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// Where its text begins; it ends where the next one's begins.
    start: usize,
    /// A single line break stands before it, no more.
    is_line: bool,
    above: Above,
}

impl Run {
    const NONE: Run = Run { start: 0, is_line: false, above: Above::NONE };
}

/// What stands above a node, the nearest of each; [`NO_NODE`] where there is none.
#[derive(Debug, Clone, Copy)]
struct Above {
    link: u32,
    cell: u32,
    pre: u32,
}

impl Above {
    const NONE: Above = Above { link: NO_NODE, cell: NO_NODE, pre: NO_NODE };
}

struct Walk<'a> {
    page: &'a Page,
    blocks: &'a Blocks,
    /// By node: whether it is the element of a chosen block.
    chosen: Vec<bool>,
    /// By node.
    above: Vec<Above>,
    /// The hidden element and the text area that the walk is in.
    hidden: u32,
    area: u32,
    text: String,
    runs: Vec<Run>,
    /// The element that the last words belong to, and the text node that they are of.
    owner: u32,
    last: u32,
    /// What has come since: white space, line breaks, another block.
    is_space: bool,
    breaks: usize,
    is_parted: bool,
}

impl<'a> Walk<'a> {
    fn new(page: &'a Page, blocks: &'a Blocks, numbers: &[usize]) -> Self {
        let mut chosen = vec![false; page.len()];
        for block in numbers.iter().filter_map(|number| blocks.get(*number)) {
            if let Some(slot) = chosen.get_mut(block.node as usize) {
                *slot = true;
            }
        }
        Walk {
            page,
            blocks,
            chosen,
            above: Vec::with_capacity(page.len()),
            hidden: NO_NODE,
            area: NO_NODE,
            text: String::new(),
            runs: Vec::new(),
            owner: NO_BLOCK,
            last: NO_NODE,
            is_space: false,
            breaks: 0,
            is_parted: false,
        }
    }

    fn is_chosen(&self, owner: u32) -> bool {
        self.chosen.get(owner as usize).is_some_and(|chosen| *chosen)
    }

    fn visit(&mut self, node: u32) {
        let (page, tag) = (self.page, self.page.tag(node));
        let parent = page.parent(node);
        let mut above = parent.and_then(|parent| self.above.get(parent as usize)).copied().unwrap_or(Above::NONE);
        match tag {
            Tag::A => above.link = node,
            Tag::TD | Tag::TH => above.cell = node,
            Tag::PRE => above.pre = node,
            _ => {}
        }
        self.above.push(above);
        // Nodes stand in document order: the first whose parent stands before an element is behind it.
        let is_in = |root: u32| root != NO_NODE && parent.is_some_and(|parent| parent >= root);
        if !is_in(self.hidden) {
            let is_hidden = page.flags(node).any(Flags::HIDDEN) && !matches!(tag, Tag::HTML | Tag::BODY);
            self.hidden = if is_hidden { node } else { NO_NODE };
        }
        if !is_in(self.area) {
            self.area = if tag == Tag::TEXTAREA { node } else { NO_NODE };
        }
        match tag {
            Tag::TEXT if self.area == NO_NODE => self.words(node, above),
            Tag::BR if self.blocks.owner(node) == self.owner => self.breaks += 1,
            Tag::IFRAME if self.area == NO_NODE && self.is_chosen(node) => {
                let number = self.blocks.within(node, node + 1).start;
                self.begin(node, false, above);
                self.text.push_str(self.blocks.text(number));
            }
            // Custom elements are inline unless they are styled.
            _ if tag.is_block() && tag != Tag::UNKNOWN && self.hidden == NO_NODE => self.is_parted = true,
            _ => {}
        }
    }

    fn begin(&mut self, owner: u32, is_line: bool, above: Above) {
        self.runs.push(Run { start: self.text.len(), is_line, above });
        (self.owner, self.is_space) = (owner, false);
    }

    fn words(&mut self, node: u32, above: Above) {
        let (page, owner, text) = (self.page, self.blocks.owner(node), self.page.text(node));
        // What is written of a frame are not its words.
        if owner == NO_BLOCK || !self.is_chosen(owner) || page.tag(owner) == Tag::IFRAME {
            return;
        }
        let is_verbatim = above.pre != NO_NODE;
        if is_blank(text) {
            self.is_space = true;
            if is_verbatim && owner == self.owner {
                self.text.push_str(text);
            }
            return;
        }
        let mut is_new = true;
        if owner != self.owner || self.is_parted {
            self.begin(owner, false, above);
        } else if self.breaks > 0 && !is_verbatim {
            self.begin(owner, self.breaks == 1, above);
        } else {
            is_new = false;
            self.text.extend(std::iter::repeat_n('\n', self.breaks));
            let before = self.above.get(self.last as usize).map_or(NO_NODE, |above| above.link);
            let links_meet = above.link != NO_NODE && before != NO_NODE && above.link != before;
            self.is_space |= links_meet || node > self.last + 1 && separates(page, self.last, node);
        }
        if is_verbatim {
            self.text.push_str(if is_new { without_blank_lines(text) } else { text });
        } else {
            self.collapsed(text);
        }
        (self.last, self.breaks, self.is_parted) = (node, 0, false);
    }

    fn collapsed(&mut self, text: &str) {
        let start = self.runs.last().map_or(0, |run| run.start);
        for (at, word) in text.split(char::is_whitespace).enumerate() {
            self.is_space |= at > 0;
            if !word.is_empty() {
                if self.is_space && self.text.len() > start {
                    self.text.push(' ');
                }
                self.text.push_str(word);
                self.is_space = false;
            }
        }
    }
}

/// Without the blank lines that it begins with.
fn without_blank_lines(text: &str) -> &str {
    let blank = text.len() - text.trim_start().len();
    let line = text.get(..blank).and_then(|blank| blank.rfind('\n')).map_or(0, |at| at + 1);
    text.get(line..).unwrap_or(text)
}

/// The rows that are written as lines. A row is one if none of its cells holds more than a paragraph, in a table in which one such row has at
/// least two cells with words: tables that only place things on the page are none.
struct Tables {
    /// By row: its table.
    lines: BTreeMap<u32, u32>,
    /// The node up to which cells have been counted: no row is counted twice, whatever stands in it.
    counted: u32,
}

#[derive(Debug, Default)]
struct Row {
    cells: usize,
    is_long: bool,
}

impl Tables {
    fn of(page: &Page, runs: &[Run]) -> Tables {
        let mut paragraphs: BTreeMap<u32, usize> = BTreeMap::new();
        for Run { is_line, above, .. } in runs.iter().filter(|run| run.above.cell != NO_NODE) {
            // Code has lines of its own.
            *paragraphs.entry(above.cell).or_default() += usize::from(!is_line) + usize::from(above.pre != NO_NODE);
        }
        let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
        for (cell, count) in paragraphs {
            if let Some(row) = row_of(page, cell) {
                let told = rows.entry(row).or_default();
                told.cells += 1;
                told.is_long |= count > 1;
            }
        }
        rows.retain(|_, row| !row.is_long);
        let table = |row: u32| page.ancestors(row).take(TO_TABLE).find(|node| page.tag(*node) == Tag::TABLE);
        let wide = rows.iter().filter(|(_, told)| told.cells > 1);
        let tables: BTreeSet<u32> = wide.filter_map(|(row, _)| table(*row)).collect();
        let lines = rows.into_keys().filter_map(|row| Some((row, table(row)?)));
        Tables { lines: lines.filter(|(_, table)| tables.contains(table)).collect(), counted: 0 }
    }

    /// The row that a run is a cell of, and its table, if that is written as a line.
    fn line(&self, page: &Page, run: Run) -> Option<(u32, u32)> {
        let row = row_of(page, run.above.cell)?;
        Some((row, *self.lines.get(&row)?))
    }

    /// Writes what parts a run from the one before.
    fn part(&mut self, page: &Page, before: Run, run: Run, text: &mut String) {
        let (Above { cell, pre, .. }, was) = (run.above, before.above);
        let ((row, table), (row_before, table_before)) =
            (self.line(page, run).unzip(), self.line(page, before).unzip());
        let is_same_row = row.is_some() && row == row_before;
        if is_same_row && cell == was.cell {
            text.push(' ');
            return;
        }
        let is_close = run.is_line || pre != NO_NODE && pre == was.pre || table.is_some() && table == table_before;
        if !is_same_row && !text.is_empty() {
            text.push_str(if is_close { "\n" } else { "\n\n" });
        }
        let Some(row) = row.filter(|row| is_same_row || *row >= self.counted) else { return };
        // Cells without words count, so that columns stay.
        let from = if is_same_row { was.cell + 1 } else { row };
        let is_cell = |node: u32| {
            matches!(page.tag(node), Tag::TD | Tag::TH)
                && page.parent(node) == Some(row)
                && !page.flags(node).any(Flags::HIDDEN)
        };
        text.extend((from..cell).filter(|node| is_cell(*node)).map(|_| '\t'));
        if is_same_row {
            text.push('\t');
        }
        self.counted = cell;
    }
}

/// Steps from a row to its table; there are two at most but where scripts put things together.
const TO_TABLE: usize = 4;

fn row_of(page: &Page, cell: u32) -> Option<u32> {
    page.parent(cell).filter(|row| page.tag(*row) == Tag::TR)
}

#[cfg(all(test, feature = "html"))]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use std::time::{Duration, Instant};

    use serde_json::Value;

    use super::text;
    use crate::block::Blocks;
    use crate::html::page_to_read;
    use crate::page::{Attr, Page};

    fn page(html: &str) -> Page {
        page_to_read(html, "", true).unwrap().into_page()
    }

    fn written(page: &Page, is_wanted: impl Fn(u32) -> bool) -> String {
        let blocks = Blocks::of(page);
        let wanted: Vec<usize> = (0..blocks.len()).filter(|at| is_wanted(blocks.get(*at).unwrap().node)).collect();
        text(page, &blocks, &wanted)
    }

    #[test]
    fn the_cases_that_javascript_has_too() {
        let cases: Value = serde_json::from_str(include_str!("../../tests/written.json")).unwrap();
        for case in cases.as_array().unwrap() {
            let html = case["html"].as_str().unwrap();
            let page = page(html);
            let is_wanted = |node| page.attribute(node, Attr::Data).split(' ').any(|name| name == "a");
            assert_eq!(written(&page, is_wanted), case["text"].as_str().unwrap(), "{}: {html}", case["what"]);
        }
    }

    #[test]
    fn a_page_keeps_its_words_and_blocks_without_breaks_their_text() {
        let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus");
        let mut pages = 0;
        for entry in std::fs::read_dir(corpus).unwrap() {
            let Ok(html) = std::fs::read_to_string(entry.unwrap().path().join("page.html")) else { continue };
            let page = page(&html);
            let blocks = Blocks::of(&page);
            let each: Vec<&str> = (0..blocks.len()).map(|block| blocks.text(block)).collect();
            let words = |text: &str| {
                let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
                words.sort();
                words
            };
            assert_eq!(words(&written(&page, |_| true)), words(&each.join(" ")));
            for (at, text) in each.iter().enumerate() {
                let one = written(&page, |node| node == blocks.get(at).unwrap().node);
                let one: Vec<&str> = one.split_whitespace().collect();
                assert_eq!(one.join(" "), text.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            pages += 1;
        }
        assert!(pages > 30);
    }

    #[test]
    fn whatever_stands_in_what_takes_time_as_it_is_long() {
        let begin = Instant::now();
        for (before, part, behind) in [
            ("<div>", "x<p>y</p>", ""),
            ("<p>", "x<br>", ""),
            ("<pre>", "x<i> </i>\n", ""),
            ("<table><tr>", "<td>x", ""),
            ("<table><tr><td>a<td>b<tr>", "<td>x<table><tr><td>y<td>z</table>", ""),
            ("<table>", "<tr><td><td>x<td>y", "</table>"),
        ] {
            let page = page(&format!("{before}{}{behind}", part.repeat(20_000)));
            assert!(written(&page, |_| true).len() > 20_000);
        }
        assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
    }
}
