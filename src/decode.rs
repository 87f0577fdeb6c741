//! ⑩ Scores → labels with confidence, decoded over the page.

use crate::block::Blocks;
use crate::label::{Label, Role};
use crate::page::Page;
use crate::plan::Reason;

/// What a block was found to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Labelled {
    /// The most probable label after decoding.
    pub label: Label,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
    /// Probability of each label, in the order of [`Label::ALL`]; they sum to 1.
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
    /// The label of a block; none beyond the last.
    pub fn get(&self, block: usize) -> Option<&Labelled> {
        self.list.get(block)
    }

    /// The labels in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Labelled> {
        self.list.iter()
    }
}

/// DRAFT that stands in until the trained model lands.
pub fn draft(_page: &Page, blocks: &Blocks) -> Labels {
    let list = (0..blocks.len())
        .map(|block| {
            let text = blocks.text(block).to_lowercase();
            let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
            let label = if has(&["cookie"]) {
                Label::Consent
            } else if has(&["donat", "support us", "chip in"]) {
                Label::Donation
            } else if has(&["subscri", "already a"]) {
                Label::Paywall
            } else if has(&["newsletter", "inbox"]) {
                Label::Newsletter
            } else {
                Label::Article
            };
            let mut probabilities = [0.005; 14];
            probabilities[label as usize] = 0.935;
            let role = if label == Label::Article { Role::Paragraph } else { Role::None };
            Labelled {
                label,
                confidence: 0.935,
                probabilities,
                role,
                reasons: [Some(Reason::Wording), None, None, None],
            }
        })
        .collect();
    Labels { list }
}
