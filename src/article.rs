//! The article's text, from the labels of a page's blocks.

use std::collections::BTreeSet;

use crate::block::Block;
use crate::decode::Labelled;
use crate::label::{Label, Role};
use crate::pipeline::Analysis;

impl Analysis {
    /// The article's text: its blocks, separated by blank lines. Headline and captions are left out, and so is what the page does not
    /// show. Empty for a page without an article.
    pub fn article_text(&self) -> String {
        let labels: Vec<&Labelled> = self.labels.iter().collect();
        let sure =
            |at: usize| labels.get(at).is_some_and(|labelled| is_article(labelled) && labelled.confidence >= SURE);
        joined(self, |at, block, labelled| {
            is_article(labelled)
                && !matches!(labelled.role, Role::Headline | Role::Caption)
                && !block.hidden
                && (sure(at) || at.checked_sub(1).is_some_and(sure) && sure(at + 1))
        })
    }
}

fn is_article(labelled: &Labelled) -> bool {
    labelled.label == Label::Article
}

/// How sure it must be that a block is of the article for its text to be taken, if it does not stand between two that are. Hiding asks for
/// proof that something is no article; a text that is read on its own asks for proof that it is one. See `train/MODEL_CARD.md` for others.
const SURE: f32 = 0.85;

/// A block of at least so many bytes that stands in the page twice is one paragraph; shorter ones may be refrains, table cells, list entries.
const TWICE: usize = 80;

/// The text of the blocks that are to be kept, separated by blank lines.
pub fn joined(analysis: &Analysis, keep: impl Fn(usize, &Block, &Labelled) -> bool) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (number, (block, labelled)) in analysis.blocks.iter().zip(analysis.labels.iter()).enumerate() {
        let text = analysis.blocks.text(number);
        // Some pages carry their article twice, once for each width of the window.
        if !text.is_empty() && keep(number, block, labelled) && (text.len() < TWICE || seen.insert(text)) {
            parts.push(text);
        }
    }
    parts.join("\n\n")
}

#[cfg(all(test, feature = "html"))]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use super::joined;
    use crate::{Options, analyze, page_from_html};

    #[test]
    fn a_paragraph_that_stands_twice_is_read_once_and_a_short_line_each_time() {
        let prose = "The ferry left the harbour of Havnsund at six, as it had every morning since the bridge was lost to the ice.";
        let html = format!("<p>{prose}</p><p>And on.</p><p>{prose}</p><p>And on.</p>");
        let analysis = analyze(page_from_html(&html, "").unwrap().page(), &Options::default());
        let text = joined(&analysis, |_, _, _| true);
        assert_eq!((text.matches(prose).count(), text.matches("And on.").count()), (1, 2), "{text}");
        assert_eq!(joined(&analysis, |at, _, _| at == 2), prose);
    }
}
