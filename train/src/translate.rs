//! A labelled page in another language: its structure and its names, and what a phrasebook says in the place of each block's text.
//!
//! Choice: blocks keep their length roughly and their links, since those are what the model sees of them beside the words; runs of one nag
//! get the blocks of one written widget in their order. Gap: paragraphs are sentences of any story, one after another.

use unnag::internals::{NO_NODE, block};
use unnag::{Attr, Blocks, Label, PageBuilder, Tag};

use crate::corpus::{Appeal, GoldPage};
use crate::phrases::Phrasebook;
use crate::random::Random;

/// Texts among which the one of the fittest length is taken.
const CHOICE: usize = 4;

struct Writer<'a> {
    book: &'a Phrasebook,
    fold: usize,
    random: &'a mut Random,
}

impl Writer<'_> {
    /// A text of a label; of the page's own fold if there is one, so that no first stage that judges it has seen it.
    fn line(&mut self, label: Label, length: usize) -> Option<&str> {
        let all = &self.book.lines[label as usize];
        let own: Vec<&str> = all.iter().filter(|(_, fold)| *fold == self.fold).map(|(text, _)| text.as_str()).collect();
        let any: Vec<&str> = all.iter().map(|(text, _)| text.as_str()).collect();
        let from = if own.is_empty() { any } else { own };
        (0..CHOICE)
            .filter_map(|_| self.random.pick(&from).copied())
            .min_by_key(|text| text.chars().count().abs_diff(length))
    }

    /// Sentences of the article's, as many as fill a block.
    fn prose(&mut self, length: usize) -> Option<String> {
        let mut text = self.line(Label::Article, length)?.to_owned();
        while text.chars().count() * 10 < length * 7 {
            let more = self.line(Label::Article, length)?.to_owned();
            text.push(' ');
            text.push_str(&more);
        }
        Some(text)
    }

    /// The texts of a run of blocks of one nag: those of a widget, or of several where the run is longer.
    fn run(&mut self, label: Label, count: usize) -> Option<Vec<String>> {
        let fits = |widget: &&Appeal| widget.label == label;
        let own: Vec<&Appeal> =
            self.book.widgets.iter().filter(fits).filter(|widget| widget.fold == self.fold).collect();
        let any: Vec<&Appeal> = self.book.widgets.iter().filter(fits).collect();
        let from = if own.is_empty() { any } else { own };
        let mut texts = Vec::new();
        while texts.len() < count {
            // Of a few widgets the one whose size is nearest.
            let left = count - texts.len();
            let widget = (0..CHOICE)
                .filter_map(|_| self.random.pick(&from))
                .min_by_key(|widget| widget.blocks.len().abs_diff(left))?;
            texts.extend(widget.blocks.iter().map(|(_, text)| text.clone()));
        }
        texts.truncate(count);
        Some(texts)
    }

    fn texts(&mut self, blocks: &Blocks, labels: &[Option<Label>]) -> Option<Vec<String>> {
        let mut texts: Vec<String> = Vec::with_capacity(labels.len());
        while let Some(label) = labels.get(texts.len()) {
            let at = texts.len();
            let label = label.unwrap_or(Label::Other);
            let length = blocks.text(at).chars().count();
            if label.is_nag() || label == Label::Consent {
                let count = labels.iter().skip(at).take_while(|other| **other == Some(label)).count();
                texts.extend(self.run(label, count)?);
            } else if label == Label::Article {
                texts.push(self.prose(length)?);
            } else {
                texts.push(self.line(label, length)?.to_owned());
            }
        }
        Some(texts)
    }
}

/// A text cut into as many parts as a block has runs, each of its share of the length and ending at a space if there is one.
fn parts(text: &str, shares: &[usize]) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let all: usize = shares.iter().sum::<usize>().max(1);
    let mut cut = 0;
    let mut sum = 0;
    let mut list = Vec::with_capacity(shares.len());
    for (number, share) in shares.iter().enumerate() {
        sum += share;
        let mut end = (characters.len() * sum).div_ceil(all).max(cut);
        if number + 1 == shares.len() {
            end = characters.len();
        } else if let Some(space) = characters.get(end..).and_then(|rest| rest.iter().take(16).position(|c| *c == ' '))
        {
            end += space + 1;
        }
        let end = end.min(characters.len());
        list.push(characters.get(cut..end).unwrap_or_default().iter().collect());
        cut = end;
    }
    list
}

/// The page in the phrasebook's language; none if the phrasebook lacks a label that it has.
pub(crate) fn translated(source: &GoldPage, book: &Phrasebook, random: &mut Random) -> Option<GoldPage> {
    let page = &source.page;
    let blocks = block::of(page);
    let labels = source.labels(&blocks);
    let texts = Writer { book, fold: source.fold, random }.texts(&blocks, &labels)?;
    // Each block's runs of text.
    let mut runs: std::collections::HashMap<u32, Vec<u32>> = std::collections::HashMap::new();
    for node in (0..page.len() as u32).filter(|node| page.tag(*node) == Tag::TEXT) {
        if !page.text(node).trim().is_empty() {
            runs.entry(block::owner(&blocks, node)).or_default().push(node);
        }
    }
    let mut said: std::collections::HashMap<u32, String> = std::collections::HashMap::new();
    for (block, text) in blocks.iter().zip(&texts) {
        let Some(nodes) = runs.get(&block.node) else { continue };
        let shares: Vec<usize> = nodes.iter().map(|node| page.text(*node).chars().count()).collect();
        said.extend(nodes.iter().copied().zip(parts(text, &shares)));
    }
    let old: std::collections::HashMap<u32, Label> = source.gold.iter().copied().collect();
    let mut builder = PageBuilder::new(page.facts().clone(), page.is_plain());
    let mut moved = vec![NO_NODE; page.len()];
    let mut gold = Vec::new();
    for node in 0..page.len() as u32 {
        let parent = page.parent(node).map_or(NO_NODE, |parent| moved[parent as usize]);
        let new = if page.tag(node) == Tag::TEXT {
            builder.text(parent, said.get(&node).map_or_else(|| page.text(node), String::as_str))
        } else {
            // What controls say is in the old language.
            let names = page
                .attributes(node)
                .filter(|(attr, _)| !matches!(attr, Attr::Placeholder | Attr::Value | Attr::AriaLabel | Attr::Title));
            builder.element(parent, page.tag(node), page.flags(node), names)
        };
        moved[node as usize] = new.ok()?;
        if let Some(label) = old.get(&node) {
            gold.push((moved[node as usize], *label));
        }
    }
    Some(GoldPage { page: builder.finish(), gold, lang: book.lang.clone(), ..source.clone() })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use super::*;

    fn book() -> Phrasebook {
        let mut book = Phrasebook { lang: "xx".into(), ..Phrasebook::default() };
        book.lines[Label::Article as usize].push(("Ein Satz, der lang genug ist.".into(), 0));
        book.lines[Label::Nav as usize].push(("Start Seite".into(), 0));
        book.widgets.push(Appeal {
            lang: "xx".into(),
            label: Label::Newsletter,
            placement: String::new(),
            blocks: vec![("title".into(), "Post".into()), ("body".into(), "Jede Woche".into())],
            fold: 0,
        });
        book
    }

    fn page(html: &str) -> GoldPage {
        let parsed = unnag::page_from_html(html, "").unwrap();
        let gold = parsed.gold().iter().filter_map(|(node, label)| Some((*node, Label::from_name(label)?))).collect();
        GoldPage { name: String::new(), lang: "en".into(), fold: 0, page: parsed.into_page(), gold, gate: Vec::new() }
    }

    #[test]
    fn each_block_says_what_its_label_says_in_the_other_language() {
        let source = page(
            "<nav data-gold=nav><a href=/>Home</a> <b>page</b></nav><p data-gold=article>A sentence.</p>\
             <h3 data-gold=newsletter>Mail</h3><p data-gold=newsletter>Every week</p>",
        );
        let made = translated(&source, &book(), &mut Random::new(1)).unwrap();
        let blocks = block::of(&made.page);
        let texts: Vec<&str> = (0..blocks.len()).map(|at| blocks.text(at)).collect();
        assert_eq!(texts, ["Start Seite", "Ein Satz, der lang genug ist.", "Post", "Jede Woche"]);
        assert_eq!(made.labels(&blocks), source.labels(&block::of(&source.page)));
    }

    #[test]
    fn a_page_with_a_label_that_the_book_lacks_is_not_made() {
        assert!(translated(&page("<p data-gold=ad>Buy</p>"), &book(), &mut Random::new(1)).is_none());
    }
}
