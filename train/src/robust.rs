//! The same pages with something taken away: names, words, order. What a model loses then is what it leans on.

use std::fmt::Write as _;

use rayon::prelude::*;
use unnag::internals::features::hash;
use unnag::internals::model::Model;
use unnag::internals::{NO_NODE, block};
use unnag::{Attr, Label, PageBuilder, Tag};

use crate::corpus::GoldPage;
use crate::random::Random;
use crate::report::{self, Report};
use crate::sample::Sample;

/// What is done to a page before it is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Nothing,
    /// Classes, ids and data attributes become hashes, as build tools make them. Roles and link targets stay.
    HashedNames,
    /// Letters become `x` and digits `0`: what is left are lengths, names and shape.
    NoWords,
    /// Letters become those of an alphabet that no labelled page has: a language that the model has never met.
    UnknownLetters,
    /// The children of each element in any order.
    Shuffled,
}

const CHANGES: [(Change, &str); 5] = [
    (Change::Nothing, "as they are"),
    (Change::HashedNames, "class, id and data names hashed"),
    (Change::NoWords, "all letters and digits of the text alike"),
    (Change::UnknownLetters, "letters of the text replaced by those of an alphabet never met (Georgian)"),
    (Change::Shuffled, "children of each element shuffled"),
];

pub(crate) fn hashed(names: &str) -> String {
    let name = |name: &str| format!("c{:x}", hash(23, name.as_bytes()) & 0xff_ffff);
    names.split_whitespace().map(name).collect::<Vec<_>>().join(" ")
}

fn without_words(text: &str) -> String {
    let plain = |c: char| {
        if c.is_alphabetic() {
            'x'
        } else if c.is_numeric() {
            '0'
        } else {
            c
        }
    };
    text.chars().map(plain).collect()
}

fn in_unknown_letters(text: &str) -> String {
    // The 33 letters of the modern Georgian alphabet, U+10D0 on.
    let other = |c: char| {
        if c.is_alphabetic() {
            char::from_u32(0x10d0 + c.to_lowercase().next().map_or(0, u32::from) % 33).unwrap_or(c)
        } else {
            c
        }
    };
    text.chars().map(other).collect()
}

/// The nodes in the order in which they are to stand.
fn order(gold: &GoldPage, change: Change) -> Vec<u32> {
    let page = &gold.page;
    let count = page.len() as u32;
    if change != Change::Shuffled {
        return (0..count).collect();
    }
    let mut random = Random::new(hash(29, gold.name.as_bytes()).into());
    let mut children = vec![Vec::new(); page.len() + 1];
    for node in 0..count {
        children[page.parent(node).map_or(page.len(), |parent| parent as usize)].push(node);
    }
    for list in &mut children {
        for last in (1..list.len()).rev() {
            list.swap(last, random.below(last + 1));
        }
    }
    let (mut order, mut due) = (Vec::with_capacity(page.len()), children[page.len()].clone());
    while let Some(node) = due.pop() {
        order.push(node);
        due.extend(&children[node as usize]);
    }
    order
}

/// The page with a change made; none if it can not be built again.
fn changed(gold: &GoldPage, change: Change) -> Option<GoldPage> {
    let page = &gold.page;
    let mut builder = PageBuilder::new(page.facts().clone(), page.is_plain());
    let mut moved = vec![NO_NODE; page.len()];
    for node in order(gold, change) {
        let parent = page.parent(node).map_or(NO_NODE, |parent| moved[parent as usize]);
        moved[node as usize] = if page.tag(node) == Tag::TEXT {
            let text = page.text(node);
            let text = match change {
                Change::NoWords => without_words(text),
                Change::UnknownLetters => in_unknown_letters(text),
                _ => text.to_owned(),
            };
            builder.text(parent, &text)
        } else {
            let attributes: Vec<(Attr, String)> = page
                .attributes(node)
                .map(|(attr, value)| {
                    let name = matches!(attr, Attr::Class | Attr::Id | Attr::Data);
                    let text = matches!(attr, Attr::Placeholder | Attr::Value | Attr::AriaLabel | Attr::Title);
                    let value = match change {
                        Change::HashedNames if name => hashed(value),
                        Change::NoWords if text => without_words(value),
                        Change::UnknownLetters if text => in_unknown_letters(value),
                        _ => value.to_owned(),
                    };
                    (attr, value)
                })
                .collect();
            let attributes = attributes.iter().map(|(attr, value)| (*attr, value.as_str()));
            builder.element(parent, page.tag(node), page.flags(node), attributes)
        }
        .ok()?;
    }
    let labels = gold.gold.iter().map(|(node, label)| (moved[*node as usize], *label)).collect();
    Some(GoldPage { page: builder.finish(), gold: labels, ..gold.clone() })
}

/// Gates are listed by their place in the page, which a change may move: they are left out of every row.
pub(crate) fn without_gate(mut gold: GoldPage) -> GoldPage {
    let labels = gold.labels(&block::of(&gold.page));
    let paywall: Vec<u32> = block::of(&gold.page)
        .iter()
        .zip(&labels)
        .filter(|(_, label)| **label == Some(Label::Paywall))
        .map(|(block, _)| block.node)
        .collect();
    let gate: Vec<u32> = gold.gate.iter().filter_map(|number| paywall.get(*number).copied()).collect();
    gold.gold.retain(|(node, _)| !gate.contains(node));
    gold.gate.clear();
    gold
}

/// The figures of each change, as Markdown; each page by the model that has not seen its site.
pub(crate) fn table(pages: &[GoldPage], models: &[Model]) -> String {
    let mut out = String::from(
        "| pages | nags hidden | donation / paywall / newsletter / prompt | nag or consent | … ad or near-nag | article lost | pages losing more than 150 characters | macro F1 |\n|---|---|---|---|---|---|---|---|\n",
    );
    for (change, name) in CHANGES {
        let report = pages
            .par_iter()
            .filter_map(|gold| {
                let sample = Sample::of(changed(&without_gate(gold.clone()), change)?);
                let model = models.get(sample.fold)?;
                let mut report = Report::default();
                report.add(&sample, &report::analysis(&sample, model), report::thresholds(model));
                Some(report)
            })
            .reduce(Report::default, Report::merge);
        // The last figure of a row is the gates', which are left out here.
        let row = report.row();
        let row = row.rsplit_once(" | ").map_or(row.as_str(), |(row, _)| row);
        let _ = writeln!(out, "| {name} | {row} | {:.3} |", report.macro_f1());
    }
    out
}
