//! The article's text, from the labels of a page's blocks.

use crate::block::Block;
use crate::decode::Labelled;
use crate::label::{Label, Role};
use crate::pipeline::Analysis;

impl Analysis {
    /// The article's text: its blocks, separated by blank lines. Headline and captions are left out, and so is what the page does not
    /// show. Empty for a page without an article.
    pub fn article_text(&self) -> String {
        joined(self, |block, labelled| {
            labelled.label == Label::Article
                && !matches!(labelled.role, Role::Headline | Role::Caption)
                && !block.hidden
        })
    }
}

/// The text of the blocks that are to be kept, separated by blank lines.
pub fn joined(analysis: &Analysis, keep: impl Fn(&Block, &Labelled) -> bool) -> String {
    let parts: Vec<&str> = analysis
        .blocks
        .iter()
        .zip(analysis.labels.iter())
        .enumerate()
        .filter(|(_, (block, labelled))| keep(block, labelled))
        .map(|(number, _)| analysis.blocks.text(number))
        .filter(|text| !text.is_empty())
        .collect();
    parts.join("\n\n")
}
