//! Tiny pages for the tests, in a notation of indented lines.
//!
//! `div.card#box FIXED role=dialog =donation ~0.9 | text`: tag with classes and id; flags in capitals; attributes; the block's label and
//! its probability (the rest of it is spread evenly; `article:0.2` gives one other label a share of its own); the text after the bar.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::trivially_copy_pass_by_ref,
    reason = "a test may fail by panicking"
)]

use std::collections::HashMap;

use super::{Options, Plan, Thresholds, make_by};
use crate::block::Blocks;
use crate::decode::{Labelled, Labels};
use crate::label::{Label, Role};
use crate::page::{Attr, Facts, Flags, NO_NODE, Page, PageBuilder};
use crate::tag::Tag;

/// A page with its labels.
pub(super) struct Sample {
    pub(super) page: Page,
    pub(super) blocks: Blocks,
    pub(super) labels: Labels,
    /// Nodes by id.
    ids: HashMap<String, u32>,
}

/// A block of this label.
pub(super) fn labelled(label: Label, confidence: f32) -> Labelled {
    let mut probabilities = [(1.0 - confidence) / 13.0; 14];
    probabilities[label as usize] = confidence;
    Labelled {
        label,
        confidence,
        score: confidence,
        nag: confidence,
        probabilities,
        role: Role::None,
        reasons: [None; 4],
    }
}

const PROSE: &str = "The council met on Tuesday evening and agreed, after three hours, that the old bridge should be repaired before winter.";

/// A page of the notation, at `https://paper.example/2026/a-bridge-for-the-old-town-is-back`.
pub(super) fn sample(text: &str) -> Sample {
    with(Facts { url: "https://paper.example/2026/a-bridge-for-the-old-town-is-back".into(), ..Facts::default() }, text)
}

/// The same with facts. `$prose` in a text is a sentence of an article; `$prose*3` three of them.
pub(super) fn with(facts: Facts, text: &str) -> Sample {
    let mut builder = PageBuilder::new(facts, false);
    let mut above: Vec<(usize, u32)> = Vec::new();
    let mut ids = HashMap::new();
    let mut given: HashMap<u32, Labelled> = HashMap::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let indent = line.len() - line.trim_start().len();
        while above.last().is_some_and(|(other, _)| *other >= indent) {
            above.pop();
        }
        let parent = above.last().map_or(NO_NODE, |(_, node)| *node);
        let (head, content) = line.trim().split_once('|').unwrap_or((line.trim(), ""));
        let mut words = head.split_whitespace();
        let names = words.next().unwrap();
        let tag_end = names.find(['.', '#']).unwrap_or(names.len());
        let (mut classes, mut id) = (Vec::new(), "");
        for (kind, name) in names[tag_end..].char_indices().filter(|(_, c)| ".#".contains(*c)).map(|(at, kind)| {
            let rest = &names[tag_end + at + 1..];
            (kind, &rest[..rest.find(['.', '#']).unwrap_or(rest.len())])
        }) {
            if kind == '.' { classes.push(name) } else { id = name }
        }
        let classes = classes.join(" ");
        let mut attributes = vec![(Attr::Class, classes.as_str()), (Attr::Id, id)];
        let mut flags = Flags::default();
        let mut label = None;
        let mut confidence = 0.95;
        let mut article = None;
        for word in words {
            if let Some(name) = word.strip_prefix('=') {
                label = Some(Label::from_name(name).unwrap());
            } else if let Some(number) = word.strip_prefix('~') {
                confidence = number.parse().unwrap();
            } else if let Some(number) = word.strip_prefix("article:") {
                article = Some(number.parse::<f32>().unwrap());
            } else if let Some((_, bit)) = Flags::NAMES.iter().find(|(name, _)| *name == word) {
                flags = flags.and(Flags::from_bits(*bit));
            } else {
                let (name, value) = word.split_once('=').unwrap_or_else(|| panic!("{word}"));
                let attr = Attr::LETTERS.iter().find(|(_, _, other)| other.to_lowercase() == name).unwrap().0;
                attributes.push((attr, value));
            }
        }
        let node = builder.element(parent, Tag::of(&names[..tag_end]), flags, attributes).unwrap();
        let content = content.trim();
        if !content.is_empty() {
            let content = match content.strip_prefix("$prose*") {
                Some(times) => vec![PROSE; times.parse().unwrap()].join(" "),
                None => content.replace("$prose", PROSE),
            };
            builder.text(node, &content).unwrap();
        }
        if let Some(label) = label {
            let mut one = labelled(label, confidence);
            if let Some(article) = article {
                one.probabilities[Label::Article as usize] = article;
            }
            given.insert(node, one);
        }
        if !id.is_empty() {
            ids.insert(id.to_owned(), node);
        }
        above.push((indent, node));
    }
    let page = builder.finish();
    let blocks = Blocks::of(&page);
    let list =
        blocks.iter().map(|block| given.get(&block.node).copied().unwrap_or(labelled(Label::Other, 0.9))).collect();
    Sample { page, blocks, labels: Labels { list }, ids }
}

impl Sample {
    pub(super) fn plan(&self, options: &Options) -> Plan {
        // The rules are the same whichever model is compiled in; only how much may be risked differs.
        make_by(&self.page, &self.blocks, &self.labels, options, Thresholds::LARGE)
    }

    /// The ids of what calm hides, in order; a node without an id by its number.
    pub(super) fn hides(&self) -> Vec<String> {
        self.plan(&Options::default()).hide.iter().map(|hidden| self.name(hidden.node)).collect()
    }

    /// What stays on purpose under calm: id and reason.
    pub(super) fn keeps(&self) -> Vec<(String, &'static str)> {
        self.plan(&Options::default()).kept.iter().map(|kept| (self.name(kept.node), kept.why.name())).collect()
    }

    pub(super) fn name(&self, node: u32) -> String {
        self.ids.iter().find(|(_, other)| **other == node).map_or_else(|| node.to_string(), |(id, _)| id.clone())
    }
}
