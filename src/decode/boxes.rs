//! Blocks of one box are judged together: what stands in a box of its own is mostly one thing.
//!
//! Threat: a box of the article's own, facts or a table, in which a line or two talk like an appeal. Choice: a box counts only if most of its
//! text is more likely a nag than not and little of it article; then the odds of the whole are added to each block's own, so that a line which
//! is plainly something else stays that. It matters most where words say little, as in languages that the models have seen little of: there
//! all of a box is in doubt, and in one way.

use crate::block::{Block, Blocks};
use crate::label::Label;
use crate::model::Scores;
use crate::page::Page;
use crate::tag::Tag;

/// A box has so many blocks; more are a column.
const BLOCKS: std::ops::RangeInclusive<usize> = 2..=24;
/// How far up from a block its box is looked for.
const LEVELS: usize = 5;
/// The least and the most that a block counts, in bytes: a button speaks for its box too, and a paragraph does not speak for all of it.
const LEAST_BYTES: usize = 30;
/// See [`LEAST_BYTES`].
const MOST_BYTES: usize = 200;
/// How likely a block must be a nag for its box to be looked at.
const LIKELY: f32 = 0.4;
/// How likely a box as a whole must be a nag,
const MEAN: f32 = 0.5;
/// … and how likely it may be article at most.
const MOST_ARTICLE: f32 = 0.35;

/// How likely a block is a nag of any kind.
pub(super) fn nag(probabilities: &[f32; 14]) -> f32 {
    Label::ALL.iter().filter(|label| label.is_nag()).map(|label| probabilities[*label as usize]).sum()
}

fn odds(probability: f32) -> f32 {
    let probability = probability.clamp(1e-4, 1.0 - 1e-4);
    probability / (1.0 - probability)
}

/// How likely these blocks together are a nag, if that makes a box of them.
fn whole(scores: &Scores, blocks: &Blocks, range: std::ops::Range<usize>) -> Option<f32> {
    let (mut all, mut nags, mut articles) = (0.0, 0.0, 0.0);
    for at in range {
        let weight = blocks.get(at).map_or(0, Block::bytes).clamp(LEAST_BYTES, MOST_BYTES) as f32;
        let probabilities = scores.get(at)?;
        all += weight;
        nags += weight * nag(probabilities);
        articles += weight * (probabilities[Label::Article as usize] + probabilities[Label::Meta as usize]);
    }
    (nags >= MEAN * all && articles <= MOST_ARTICLE * all).then_some(nags / all)
}

/// What articles list, prices of what they review among it, stands in these: they are no box by themselves.
fn is_list(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::UL
            | Tag::OL
            | Tag::LI
            | Tag::DL
            | Tag::TABLE
            | Tag::TBODY
            | Tag::THEAD
            | Tag::TR
            | Tag::BLOCKQUOTE
            | Tag::FIGURE
    )
}

/// The largest box around a block that is a nag as a whole: its blocks, and how likely that is.
fn around(
    scores: &Scores,
    page: &Page,
    blocks: &Blocks,
    ends: &[u32],
    node: u32,
) -> Option<(std::ops::Range<usize>, f32)> {
    std::iter::once(node)
        .chain(page.ancestors(node))
        .take(LEVELS)
        .take_while(|above| !matches!(page.tag(*above), Tag::HTML | Tag::BODY | Tag::MAIN | Tag::ARTICLE))
        .map(|above| (above, blocks.within(above, ends.get(above as usize).copied().unwrap_or(above))))
        .take_while(|(_, range)| range.len() <= *BLOCKS.end())
        .filter(|(above, range)| range.len() >= *BLOCKS.start() && !is_list(page.tag(*above)))
        .filter_map(|(_, range)| whole(scores, blocks, range.clone()).map(|mean| (range, mean)))
        .last()
}

/// The scores, those in boxes settled.
pub(super) fn together(scores: &Scores, page: &Page, blocks: &Blocks) -> Scores {
    let ends = page.subtree_ends();
    let mut settled = scores.clone();
    let mut next = 0;
    for (at, block) in blocks.iter().enumerate() {
        if at < next || scores.get(at).is_none_or(|probabilities| nag(probabilities) < LIKELY) {
            continue;
        }
        let Some((range, mean)) = around(scores, page, blocks, &ends, block.node) else { continue };
        next = range.end;
        for probabilities in settled.get_mut(range).unwrap_or_default() {
            let own = nag(probabilities);
            let both = odds(own) * odds(mean);
            let new = both / (1.0 + both);
            if new <= own || own <= 0.0 {
                continue;
            }
            let rest = (1.0 - new) / (1.0 - own).max(f32::EPSILON);
            for label in Label::ALL {
                probabilities[label as usize] *= if label.is_nag() { new / own } else { rest };
            }
        }
    }
    settled
}

#[cfg(all(test, feature = "html"))]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use super::*;
    use crate::page_from_html;

    const HTML: &str = "<main><h1>A story of ferries</h1><p>Its first sentence.</p><div><h3>Lue digiä</h3><p>Kuukausi eurolla</p>\
        <p>Tunnukset puolisolle</p></div><p>Its last sentence.</p></main>";

    /// The scores of the page above: article around a box whose three blocks are a nag as likely as this, and article else.
    fn settled(box_nags: [f32; 3]) -> Vec<f32> {
        let parsed = page_from_html(HTML, "").unwrap();
        let blocks = Blocks::of(parsed.page());
        let row = |nag: f32| {
            let mut row = [0.0; 14];
            row[Label::Paywall as usize] = nag;
            row[Label::Article as usize] = 1.0 - nag;
            row
        };
        let [a, b, c] = box_nags;
        let scores: Scores = [0.01, 0.01, a, b, c, 0.6].into_iter().map(row).collect();
        assert_eq!(blocks.len(), scores.len());
        let settled = together(&scores, parsed.page(), &blocks);
        assert!(settled.iter().all(|row| (row.iter().sum::<f32>() - 1.0).abs() < 1e-4));
        settled.iter().map(nag).collect()
    }

    #[test]
    fn the_blocks_of_a_box_that_is_likely_a_nag_make_each_other_surer() {
        let nags = settled([0.9, 0.7, 0.5]);
        assert!(nags[2] > 0.94 && nags[3] > 0.8 && nags[4] > 0.65, "{nags:?}");
        assert_eq!((nags[1], nags[5]), (0.01, 0.6), "what stands around it stays as it was");
    }

    #[test]
    fn a_line_that_is_plainly_something_else_stays_that() {
        let nags = settled([0.95, 0.95, 0.02]);
        assert!(nags[4] < 0.1, "{nags:?}");
    }

    #[test]
    fn a_box_that_may_be_the_articles_own_stays_as_it_was() {
        assert_eq!(settled([0.6, 0.5, 0.5])[2..5], [0.6, 0.5, 0.5]);
        assert_eq!(settled([0.9, 0.1, 0.1])[2..5], [0.9, 0.1, 0.1]);
    }
}
