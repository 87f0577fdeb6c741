//! What a site can do against us, and what it gets for it: nags in disguise, and articles that are dressed up as nags so that they are hidden.
//!
//! Choice: the pages, the model and the options are those of the extension, the page-purpose guard included; only the page changes. A nag counts as
//! hidden if the element that its text stood in is, so that one whose text is gone still counts.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use rayon::prelude::*;
use unnag::internals::model::Model;
use unnag::internals::plan::make_by;
use unnag::internals::{NO_NODE, block};
use unnag::{Attr, Blocks, Flags, Label, Options, PageBuilder, Tag};

use crate::corpus::GoldPage;
use crate::insert::container;
use crate::report;
use crate::robust::hashed;
use crate::sample::Sample;

/// One way of evading, or of provoking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trick {
    Nothing,
    ZeroWidth,
    LookAlikes,
    SplitWords,
    Pictures,
    HashedNames,
    ProseNames,
    Diluted,
    Surrounded,
    InTheText,
    Linked,
    Everything,
    CueWords,
    Sentences,
    NagNames,
    NagNamesAndSentences,
    EverySentence,
}

/// A trick, in words: what is done, and what it costs who does it.
struct Told {
    trick: Trick,
    what: &'static str,
    cost: &'static str,
}

const fn told(trick: Trick, what: &'static str, cost: &'static str) -> Told {
    Told { trick, what, cost }
}

const ON_NAGS: [Told; 11] = [
    told(Trick::HashedNames, "class, id and data names hashed", "none: build tools do it anyway"),
    told(
        Trick::ProseNames,
        "boxes become `<article>`, their blocks `<p>`, all with class names of prose",
        "little: styles have to be written anew",
    ),
    told(
        Trick::ZeroWidth,
        "a zero-width space in the middle of each word",
        "little: screen readers stumble, text that is copied or searched is broken",
    ),
    told(
        Trick::LookAlikes,
        "Latin letters replaced by Cyrillic ones that look the same",
        "little; screen readers spell it out, translation fails, some fonts betray it",
    ),
    told(Trick::SplitWords, "each word split over two `<span>`", "none to the reader; more markup"),
    told(
        Trick::Diluted,
        "a sentence of the article in front of and behind each run of words, in the same block",
        "much: the appeal drowns in it",
    ),
    told(
        Trick::Surrounded,
        "a paragraph of the article before each block, in the same box",
        "much: the reader reads it twice",
    ),
    told(
        Trick::InTheText,
        "no box at all: each block a paragraph in the middle of the article, like those around it, no button, no field",
        "much: it can not be closed or clicked, and is read as the newspaper's own words",
    ),
    told(Trick::Linked, "the same, but the last of them is a link", "much: it is read as the newspaper's own words"),
    told(
        Trick::Pictures,
        "the words become a picture",
        "much: not accessible (unlawful for many), not translated, not responsive",
    ),
    told(Trick::Everything, "look-alikes, split words and prose names together", "all of theirs"),
];

const ON_ARTICLES: [Told; 5] = [
    told(
        Trick::CueWords,
        "a word such as “donate” or “subscribe” after each tenth of the article",
        "much: it reads like nonsense",
    ),
    told(
        Trick::Sentences,
        "a whole sentence of an appeal at the end of each paragraph of 120 characters or more",
        "much: each paragraph begs",
    ),
    told(
        Trick::EverySentence,
        "the same at the end of each block, however short: titles, list items, cells",
        "very much: in short blocks there is more appeal than article",
    ),
    told(
        Trick::NagNames,
        "each paragraph and each box around it named `donation-banner newsletter-signup paywall`",
        "none to the reader",
    ),
    told(
        Trick::NagNamesAndSentences,
        "both: these names, and a sentence of an appeal at the end of each such paragraph",
        "much",
    ),
];

const PROSE: &str = "article-body entry-content prose";
const NAG: &str = "donation-banner newsletter-signup paywall";
const CUES: [&str; 6] = ["donate", "subscribe", "newsletter", "support us", "sign up", "membership"];
const APPEALS: [&str; 4] = [
    "Please support our journalism with a donation today.",
    "Subscribe now for only $1 a week.",
    "Sign up for our free newsletter.",
    "Become a member and help us keep going.",
];

fn look_alike(c: char) -> char {
    const LATIN: &str = "aeopcyxiABEKMHOPCTX";
    const CYRILLIC: &str = "аеорсухіАВЕКМНОРСТХ";
    LATIN.chars().zip(CYRILLIC.chars()).find(|(latin, _)| *latin == c).map_or(c, |(_, cyrillic)| cyrillic)
}

/// A word as two halves.
fn halves(word: &str) -> (&str, &str) {
    let middle = word.char_indices().nth(word.chars().count() / 2).map_or(0, |(at, _)| at);
    word.split_at(middle)
}

fn by_word(text: &str, change: impl Fn(usize, &str) -> String) -> String {
    text.split(' ').enumerate().map(|(at, word)| change(at, word)).collect::<Vec<_>>().join(" ")
}

/// A page and what of it a trick is about.
struct Stage<'a> {
    gold: &'a GoldPage,
    blocks: Blocks,
    /// Blocks' elements: nags that are seen, and those of the article.
    nags: HashSet<u32>,
    /// The latter with the number of their characters.
    article: HashMap<u32, u64>,
    /// Elements that hold nags and nothing else.
    widget: Vec<bool>,
    /// Elements that hold article text.
    around: Vec<bool>,
    /// Paragraphs of the article, for putting between.
    prose: Vec<String>,
}

impl Stage<'_> {
    fn of(gold: &GoldPage) -> Stage<'_> {
        let page = &gold.page;
        let blocks = block::of(page);
        let labels = gold.labels(&blocks);
        let ends = page.subtree_ends();
        let is_nag = |at: usize| labels[at].is_some_and(Label::is_nag);
        let nodes = 0..page.len() as u32;
        let within = |node: u32| blocks.within(node, ends.get(node as usize).copied().unwrap_or(node));
        let numbered = || blocks.iter().enumerate();
        let seen = numbered().filter(|(at, block)| is_nag(*at) && !block.hidden).map(|(_, block)| block.node).collect();
        let is_article = |at: usize| labels[at] == Some(Label::Article);
        let prose = (0..blocks.len()).filter(|at| is_article(*at) && blocks.text(*at).len() > 120);
        Stage {
            nags: seen,
            article: numbered()
                .filter(|(at, _)| is_article(*at))
                .map(|(at, block)| (block.node, blocks.text(at).chars().count() as u64))
                .collect(),
            widget: nodes.clone().map(|node| !within(node).is_empty() && within(node).all(is_nag)).collect(),
            around: nodes.map(|node| within(node).any(is_article)).collect(),
            prose: prose.map(|at| blocks.text(at).to_owned()).collect(),
            blocks,
            gold,
        }
    }

    fn is_widget(&self, node: u32) -> bool {
        self.widget.get(node as usize).copied().unwrap_or(false)
    }

    /// A paragraph of the article, another one for each number.
    fn paragraph(&self, number: u32) -> &str {
        self.prose.get(number as usize % self.prose.len().max(1)).map_or("", String::as_str)
    }

    fn is_prose(&self, node: u32) -> bool {
        self.article.get(&node).is_some_and(|chars| *chars >= 120)
    }

    fn sentence(&self, number: u32) -> &str {
        self.paragraph(number).split_inclusive(". ").next().unwrap_or("").trim()
    }
}

/// A page being built anew.
struct Tricked {
    builder: PageBuilder,
    /// Where each node has gone.
    moved: Vec<u32>,
}

impl Tricked {
    fn paragraph(&mut self, parent: u32, tag: Tag, class: &str, text: &str) -> Option<u32> {
        let node = self.builder.element(parent, tag, Flags::default(), [(Attr::Class, class)]).ok()?;
        self.builder.text(node, text).ok()?;
        Some(node)
    }
}

/// The words of a text node under a trick; `last`: it is the last of its block.
fn words(stage: &Stage, trick: Trick, owner: u32, node: u32, last: bool) -> String {
    let text = stage.gold.page.text(node);
    let appeal = APPEALS[owner as usize % APPEALS.len()];
    if stage.nags.contains(&owner) {
        return match trick {
            Trick::ZeroWidth => by_word(text, |_, word| {
                let (one, two) = halves(word);
                format!("{one}\u{200b}{two}")
            }),
            Trick::LookAlikes | Trick::Everything => text.chars().map(look_alike).collect(),
            Trick::Diluted => {
                format!("{} {text}{} {}", stage.sentence(owner), if last { "" } else { " " }, stage.sentence(owner + 1))
            }
            _ => text.to_owned(),
        };
    }
    if !stage.article.contains_key(&owner) {
        return text.to_owned();
    }
    match trick {
        Trick::CueWords => {
            by_word(
                text,
                |at, word| {
                    if at % 10 == 9 { format!("{word} {}", CUES[at / 10 % CUES.len()]) } else { word.to_owned() }
                },
            )
        }
        Trick::Sentences | Trick::NagNamesAndSentences if last && stage.is_prose(owner) => format!("{text} {appeal}"),
        Trick::EverySentence if last => format!("{text} {appeal}"),
        _ => text.to_owned(),
    }
}

fn attributes(stage: &Stage, trick: Trick, node: u32) -> Vec<(Attr, String)> {
    let named = |attr: Attr| matches!(attr, Attr::Class | Attr::Id | Attr::Data);
    let all = stage.gold.page.attributes(node).map(|(attr, value)| (attr, value.to_owned()));
    let renamed = |name: &str| -> Vec<(Attr, String)> {
        let rest = stage.gold.page.attributes(node).filter(|(attr, _)| !named(*attr) && *attr != Attr::Role);
        [(Attr::Class, name.to_owned())].into_iter().chain(rest.map(|(attr, value)| (attr, value.to_owned()))).collect()
    };
    match trick {
        Trick::HashedNames if stage.is_widget(node) => {
            all.map(|(attr, value)| if named(attr) { (attr, hashed(&value)) } else { (attr, value) }).collect()
        }
        Trick::ProseNames | Trick::Everything if stage.is_widget(node) => renamed(PROSE),
        Trick::NagNames | Trick::NagNamesAndSentences
            if stage.around[node as usize] && !matches!(stage.gold.page.tag(node), Tag::BODY | Tag::HTML) =>
        {
            renamed(NAG)
        }
        _ => all.collect(),
    }
}

fn tag(stage: &Stage, trick: Trick, node: u32) -> Tag {
    let tag = stage.gold.page.tag(node);
    if !matches!(trick, Trick::ProseNames | Trick::Everything) || !stage.is_widget(node) {
        return tag;
    }
    match tag {
        Tag::ASIDE | Tag::SECTION | Tag::DIALOG => Tag::ARTICLE,
        Tag::DIV | Tag::LI | Tag::H2 | Tag::H3 | Tag::H4 if stage.nags.contains(&node) => Tag::P,
        _ => tag,
    }
}

/// The page with a trick played on it, and where each node has gone; none if it can not be.
fn played(stage: &Stage, trick: Trick) -> Option<(GoldPage, Vec<u32>)> {
    let page = &stage.gold.page;
    let in_the_text = matches!(trick, Trick::InTheText | Trick::Linked);
    let into = if in_the_text { Some(container(stage.gold, &stage.blocks)?) } else { None };
    let ends = page.subtree_ends();
    let end_of = |node: u32| ends.get(node as usize).copied().unwrap_or(node + 1);
    let mut made =
        Tricked { builder: PageBuilder::new(page.facts().clone(), page.is_plain()), moved: vec![NO_NODE; page.len()] };
    let place = into.as_ref().and_then(|(parent, children)| Some((*parent, *children.get(children.len() / 2)?)));
    let mut last = vec![NO_NODE; page.len() + 1];
    for node in
        (0..page.len() as u32).filter(|node| page.tag(*node) == Tag::TEXT && !page.text(*node).trim().is_empty())
    {
        if let Some(slot) = last.get_mut(block::owner(&stage.blocks, node) as usize) {
            *slot = node;
        }
    }
    let mut node = 0;
    while node < page.len() as u32 {
        if let Some((parent, after)) = place
            && node == end_of(after)
        {
            let class = page.attribute(after, Attr::Class).to_owned();
            for (at, block) in stage.blocks.iter().enumerate().filter(|(_, block)| stage.nags.contains(&block.node)) {
                let parent = made.moved[parent as usize];
                let is_link = trick == Trick::Linked && Some(&block.node) == stage.nags.iter().max();
                let text = stage.blocks.text(at);
                let node = made.paragraph(parent, page.tag(after), &class, if is_link { "" } else { text })?;
                if is_link {
                    made.paragraph(node, Tag::A, "", text)?;
                }
                made.moved[block.node as usize] = node;
            }
        }
        if in_the_text && stage.is_widget(node) {
            node = end_of(node);
            continue;
        }
        let parent = page.parent(node).map_or(NO_NODE, |parent| made.moved[parent as usize]);
        let owner = block::owner(&stage.blocks, node);
        let of_nag = stage.nags.contains(&owner);
        if page.tag(node) == Tag::TEXT {
            let text = words(stage, trick, owner, node, last.get(owner as usize) == Some(&node));
            match trick {
                Trick::Pictures if of_nag => {
                    made.moved[node as usize] = made.builder.element(parent, Tag::IMG, Flags::default(), []).ok()?;
                }
                Trick::SplitWords | Trick::Everything if of_nag => {
                    for (at, word) in text.split(' ').enumerate() {
                        let (one, two) = halves(word);
                        for (half, before) in [(one, if at > 0 { " " } else { "" }), (two, "")] {
                            made.paragraph(parent, Tag::SPAN, "", &format!("{before}{half}"))?;
                        }
                    }
                }
                _ => made.moved[node as usize] = made.builder.text(parent, &text).ok()?,
            }
        } else {
            let decoy = trick == Trick::Surrounded && stage.nags.contains(&node);
            if decoy {
                made.paragraph(parent, Tag::P, "", stage.paragraph(node))?;
            }
            let attributes = attributes(stage, trick, node);
            let attributes = attributes.iter().map(|(attr, value)| (*attr, value.as_str()));
            made.moved[node as usize] =
                made.builder.element(parent, tag(stage, trick, node), page.flags(node), attributes).ok()?;
        }
        node += 1;
    }
    let gold = stage.gold.gold.iter().map(|(node, label)| (made.moved[*node as usize], *label));
    let gold = gold.filter(|(node, _)| *node != NO_NODE).collect();
    Some((GoldPage { page: made.builder.finish(), gold, ..stage.gold.clone() }, made.moved))
}

/// What came of a trick.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(crate) struct Sum {
    nags: u64,
    hidden: u64,
    article: u64,
    lost: u64,
    /// Pages that lose more than a long sentence.
    losing: u64,
}

impl Sum {
    fn and(self, other: Sum) -> Sum {
        Sum {
            nags: self.nags + other.nags,
            hidden: self.hidden + other.hidden,
            article: self.article + other.article,
            lost: self.lost + other.lost,
            losing: self.losing + other.losing,
        }
    }

    fn recall(&self) -> f64 {
        100.0 * self.hidden as f64 / (self.nags as f64).max(1.0)
    }

    fn loss(&self) -> f64 {
        100.0 * self.lost as f64 / (self.article as f64).max(1.0)
    }
}

fn outcome(stage: &Stage, trick: Trick, model: &Model) -> Option<Sum> {
    let (gold, moved) = played(stage, trick)?;
    let sample = Sample::of(gold);
    let analysis = report::analysis(&sample, model);
    let plan =
        make_by(&sample.page, &analysis.blocks, &analysis.labels, &Options::default(), report::thresholds(model));
    let ends = sample.page.subtree_ends();
    let mut gone = vec![false; sample.page.len()];
    for item in &plan.hide {
        let end = ends.get(item.node as usize).copied().unwrap_or(item.node);
        gone[item.node as usize..end as usize].fill(true);
    }
    let is_gone = |node: u32| gone.get(node as usize).copied().unwrap_or(false);
    let mut sum = Sum { nags: stage.nags.len() as u64, ..Sum::default() };
    sum.hidden = stage.nags.iter().filter(|node| is_gone(moved[**node as usize])).count() as u64;
    // What was there before, and not what was put in.
    for (node, chars) in &stage.article {
        sum.article += chars;
        sum.lost += if is_gone(moved[*node as usize]) { *chars } else { 0 };
    }
    sum.losing = u64::from(sum.lost > 150);
    Some(sum)
}

/// Each page by the model that has not seen its site, or by the only one.
fn sum(pages: &[GoldPage], models: &[Model], trick: Trick) -> Sum {
    pages
        .par_iter()
        .filter_map(|gold| outcome(&Stage::of(gold), trick, models.get(gold.fold).or(models.first())?))
        .reduce(Sum::default, Sum::and)
}

/// The tables of one set of pages, as Markdown: a column pair for each of the models.
pub(crate) fn tables(pages: &[GoldPage], sizes: &[(&str, Vec<Model>)]) -> String {
    let mut out = String::new();
    let mut table = |head: &str, tricks: &[Told]| {
        let names: Vec<String> = sizes
            .iter()
            .map(|(name, _)| format!("`{name}`: nags hidden | article characters hidden | pages losing more than 150"))
            .collect();
        let _ = writeln!(out, "| {head} | what it costs the site | {} |", names.join(" | "));
        let _ = writeln!(out, "|---|---|{}", "---:|---:|---:|".repeat(sizes.len()));
        for Told { trick, what, cost } in [told(Trick::Nothing, "nothing", "")].iter().chain(tricks) {
            let cells = sizes.iter().map(|(_, models)| {
                let sum = sum(pages, models, *trick);
                format!("{:.1} % | {:.4} % | {}", sum.recall(), sum.loss(), sum.losing)
            });
            let cells: Vec<String> = cells.collect();
            let _ = writeln!(out, "| {what} | {cost} | {} |", cells.join(" | "));
        }
        out.push('\n');
    };
    table("done to nags", &ON_NAGS);
    table("done to articles", &ON_ARTICLES);
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests;
