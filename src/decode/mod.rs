//! ⑩ Scores → labels with confidence, decoded over the page; the part each article block plays; why.

mod boxes;
mod joint;

use crate::block::Blocks;
use crate::features::{Cue, Features};
use crate::label::{Label, Role};
use crate::model::{Calibration, Evidence, Scores, pool};
use crate::order;
use crate::page::{Attr, Page};
use crate::plan::Reason;
use crate::tag::Tag;

/// What a block was found to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Labelled {
    /// The most probable label after decoding.
    pub label: Label,
    /// How probable it is that the label is right, 0 to 1: calibrated on sites that the model had not seen.
    pub confidence: f32,
    /// The same as the networks say it; what the plan goes by.
    pub(crate) score: f32,
    /// How probable it is that the block is a nag or a consent notice, whichever.
    pub(crate) nag: f32,
    /// The score of each label, in the order of [`Label::ALL`], the networks' as settled over boxes and runs; they sum to 1. [`Labelled::confidence`] is what the label's means.
    pub probabilities: [f32; 14],
    /// The part it plays if it is of the article.
    pub role: Role,
    /// Why the label, the strongest first.
    pub reasons: [Option<Reason>; 4],
}

/// The labels of a page's blocks, one a block, in the order of [`Blocks`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Labels {
    pub(crate) list: Vec<Labelled>,
}

impl Labels {
    /// Decodes scores.
    pub(crate) fn decode(
        page: &Page,
        blocks: &Blocks,
        features: &Features,
        evidence: &Evidence,
        scores: &Scores,
    ) -> Labels {
        let scores = boxes::together(scores, page, blocks);
        let mut labels = Labels::apart(page, blocks, features, evidence, &scores);
        joint::settle(&mut labels.list, page, blocks, evidence);
        labels
    }

    /// Says of each label how probable it is.
    #[inline(never)]
    pub(crate) fn calibrate(&mut self, calibration: &Calibration) {
        for labelled in &mut self.list {
            let [_, _, donation, paywall, newsletter, prompt, consent, ..] = labelled.probabilities;
            labelled.confidence = calibration.label(labelled.label, labelled.score);
            labelled.nag = calibration.family(donation + paywall + newsletter + prompt + consent);
        }
    }

    /// The same block by block, each by its own scores: for measuring what deciding together brings.
    pub(crate) fn apart(
        page: &Page,
        blocks: &Blocks,
        features: &Features,
        evidence: &Evidence,
        scores: &Scores,
    ) -> Labels {
        let mut headline = false;
        let mut paragraph = false;
        let list = scores
            .iter()
            .enumerate()
            .map(|(block, probabilities)| {
                let (label, score) = most_probable(probabilities);
                let node = blocks.get(block).map_or(0, |block| block.node);
                let role = if label == Label::Article { role(page, node, headline, paragraph) } else { Role::None };
                headline |= role == Role::Headline;
                paragraph |= role == Role::Paragraph;
                Labelled {
                    label,
                    confidence: score,
                    score,
                    nag: 0.0,
                    probabilities: *probabilities,
                    role,
                    reasons: reasons(block, node, label, features, evidence),
                }
            })
            .collect();
        Labels { list }
    }

    /// The label of a block; none beyond the last.
    pub fn get(&self, block: usize) -> Option<&Labelled> {
        self.list.get(block)
    }

    /// The labels in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Labelled> {
        self.list.iter()
    }
}

/// The label of a block by its own probabilities. The four nags stand together against each other label, since which of them it is matters
/// less than whether it is one: "join us from 3 a month" may be in doubt between donation and subscription, and is a nag all the same.
fn most_probable(probabilities: &[f32; 14]) -> (Label, f32) {
    let (mut nag, mut other, mut nags) = ((Label::Other, 0.0), (Label::Other, 0.0), 0.0);
    for label in Label::ALL {
        let value = probabilities[label as usize];
        nags += if label.is_nag() { value } else { 0.0 };
        let best = if label.is_nag() { &mut nag } else { &mut other };
        if value > best.1 {
            *best = (label, value);
        }
    }
    if nags > other.1 { nag } else { other }
}

/// The part an article block plays, from its tag and the few above it.
fn role(page: &Page, node: u32, had_headline: bool, had_paragraph: bool) -> Role {
    let tag = page.tag(node);
    match tag {
        Tag::H1 if !had_headline && !had_paragraph => return Role::Headline,
        Tag::FIGCAPTION | Tag::CAPTION => return Role::Caption,
        Tag::TD | Tag::TH => return Role::Table,
        Tag::PRE => return Role::Code,
        tag if tag.heading_rank().is_some() => return Role::Crosshead,
        _ => {}
    }
    for above in std::iter::once(node).chain(page.ancestors(node)).take(5) {
        match page.tag(above) {
            Tag::FIGURE => return Role::Caption,
            Tag::BLOCKQUOTE => return Role::Quote,
            Tag::LI | Tag::DD | Tag::DT => return Role::List,
            Tag::TD | Tag::TH => return Role::Table,
            Tag::PRE => return Role::Code,
            _ => {}
        }
    }
    if page.is_plain() && !had_headline && !had_paragraph {
        return Role::Headline;
    }
    let name = page.attribute(node, Attr::Class).to_ascii_lowercase();
    let standfirst = ["standfirst", "lead", "intro", "deck", "summary", "teaser", "subtitle", "vorspann", "dek"];
    // "article-lead" is one; "leading-relaxed" is how far apart lines stand.
    let mut words = name.as_bytes().split(|byte| !byte.is_ascii_alphanumeric());
    if !had_paragraph && words.any(|word| standfirst.iter().any(|end| word.ends_with(end.as_bytes()))) {
        return Role::Standfirst;
    }
    Role::Paragraph
}

/// The evidence that speaks most for a label, in words: each family's probability for the label against what the label has on average.
fn reasons(block: usize, node: u32, label: Label, features: &Features, evidence: &Evidence) -> [Option<Reason>; 4] {
    let number = label as usize;
    let of = |list: &[[f32; 14]]| list.get(block).map_or(0.0, |row| row[number]);
    let mut found: Vec<(f32, Reason)> = Vec::with_capacity(8);
    found.push((of(&evidence.text), Reason::Wording));
    found.push((of(&evidence.own).max(of(&evidence.above)), Reason::Names));
    let class = pool(label);
    let widest = features
        .widgets
        .levels(node)
        .skip(1)
        .map(|level| (evidence.widget_text(&level)[class], level))
        .reduce(|a, b| if b.0 > a.0 { b } else { a });
    if label.is_nag() || label == Label::Consent {
        let around = widest.map_or(0.0, |(score, _)| score);
        found.push((around * 0.9, Reason::Widget));
        let level = widest.map_or_else(|| features.widgets.subtree(node), |(_, level)| level);
        let cues = features.widgets.cues(&level);
        let has = |cue: Cue| cues[cue as usize] > 0.0;
        // What is named must be there, and be of the kind; how sure it makes is that of the widget's text.
        let sure = around.max(of(&evidence.text));
        for (cues, kinds, reason) in CUE_REASONS {
            if kinds.contains(&label) && cues.iter().all(|cue| has(*cue)) {
                found.push((sure + 0.05, *reason));
            }
        }
        if label == Label::Newsletter && features.widgets.has_email(&level) {
            found.push((sure + 0.1, Reason::Email));
        }
        if features.widgets.is_overlay(&level) {
            found.push((sure * 0.8, Reason::Overlay));
        }
    } else if features.dense.get(block).is_some_and(|dense| dense[crate::features::Dense::LinkShare as usize] > 0.6) {
        found.push((0.5, Reason::Links));
    } else {
        found.push((0.2, Reason::Place));
    }
    found.retain(|(score, _)| *score > 0.15);
    if found.is_empty() {
        found.push((0.0, Reason::Place));
    }
    std::array::from_fn(|_| order::take_top(&mut found))
}

const CUE_REASONS: &[(&[Cue], &[Label], Reason)] = &[
    (&[Cue::Give], &[Label::Donation], Reason::AsksMoney),
    (&[Cue::Support, Cue::We], &[Label::Donation], Reason::AsksMoney),
    (&[Cue::Money], &[Label::Donation], Reason::Amounts),
    (&[Cue::Money, Cue::Period], &[Label::Paywall], Reason::Price),
    (&[Cue::Subscribe], &[Label::Paywall], Reason::Subscribe),
    (&[Cue::LogIn], &[Label::Paywall, Label::Prompt], Reason::LogIn),
    (&[Cue::Email], &[Label::Newsletter], Reason::Email),
    (&[Cue::Newsletter], &[Label::Newsletter], Reason::Email),
    (&[Cue::Cookie], &[Label::Consent], Reason::Cookies),
    (&[Cue::App], &[Label::Prompt], Reason::AppPrompt),
    (&[Cue::AdBlock], &[Label::Prompt], Reason::AppPrompt),
];

#[cfg(all(test, feature = "html"))]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use super::role;
    use crate::label::Role;
    use crate::{Blocks, page_from_html};

    #[test]
    fn a_standfirst_is_named_so_and_not_by_how_far_apart_its_lines_stand() {
        for (class, expected) in [
            ("text-lg leading-relaxed", Role::Paragraph),
            ("deckchairs introvert", Role::Paragraph),
            ("article-lead", Role::Standfirst),
            ("c-head__intro is-wide", Role::Standfirst),
            ("postSubtitle", Role::Standfirst),
        ] {
            let parsed = page_from_html(&format!("<p class='{class}'>The ferry left at six.</p>"), "").unwrap();
            let node = Blocks::of(parsed.page()).get(0).unwrap().node;
            assert_eq!(role(parsed.page(), node, true, false), expected, "{class}");
        }
    }
}
