//! How much may go: a share of the page's text and of its main column, beyond which the plan is dropped whole.
//!
//! Threat: a page that the model has never seen the like of, taken for one long appeal. Choice: shares of the visible text in the normal
//! flow; overlays do not count, furniture only as far as an article must remain. Known gap: on a page of few words the shares say little,
//! so up to a fixed length may go as long as the article holds its own against it.

use super::limits::{
    COLUMN_ARTICLE, COLUMN_BUDGET, FOCUS_LEAVES_BYTES, PAGE_BUDGET, SMALL_PAGE_BYTES, SMALL_PAGE_TIMES,
};
use super::view::{NAGS, View};
use crate::label::Label;
use crate::plan::Options;

/// Visible bytes in the flow.
#[derive(Debug, Clone, Copy, Default)]
struct Bytes {
    all: u64,
    article: u64,
    hidden_nags: u64,
    hidden: u64,
}

/// Whether hiding these subtrees would hide too much.
pub(super) fn exceeded(view: &View, taken: &[u32], options: &Options) -> bool {
    if taken.is_empty() {
        return false;
    }
    let mut gone = vec![false; view.blocks.len()];
    for node in taken {
        for block in view.within(*node) {
            if let Some(slot) = gone.get_mut(block) {
                *slot = true;
            }
        }
    }
    let page = count(view, &gone, 0..view.blocks.len());
    // Only overlays go, or nothing that is shown: the page under them stays as it is, if there is one.
    if page.hidden == 0 {
        return page.all == 0;
    }
    if page.article == 0 || page.hidden >= page.all {
        return true;
    }
    let column = count(view, &gone, main_column(view, page.article));
    let kinds = options.kinds;
    let budget = u64::from(options.budget);
    // Who asks for less means it on small pages too, and in the main column.
    let scaled = |limit: u64| limit * budget / PAGE_BUDGET;
    let small = SMALL_PAGE_BYTES.min(page.article * SMALL_PAGE_TIMES);
    let small = small.min(scaled(small));
    let over = |bytes: Bytes, percent: u64| bytes.hidden_nags > small && bytes.hidden_nags * 100 > bytes.all * percent;
    let furniture = kinds.has(Label::Related) || kinds.has(Label::Nav) || kinds.has(Label::Other);
    budget < 100 && (over(page, budget) || over(column, scaled(COLUMN_BUDGET)))
        || furniture && page.article < FOCUS_LEAVES_BYTES && page.hidden > small
}

fn count(view: &View, gone: &[bool], range: std::ops::Range<usize>) -> Bytes {
    let mut bytes = Bytes::default();
    for block in range {
        let Some(data) = view.blocks.get(block).filter(|data| !data.hidden) else { continue };
        if view.in_overlay(data.node) {
            continue;
        }
        let size = data.bytes() as u64;
        bytes.all += size;
        if gone.get(block).copied().unwrap_or(false) {
            bytes.hidden += size;
            if NAGS.has(view.label(block)) {
                bytes.hidden_nags += size;
            }
        } else if view.label(block) == Label::Article {
            bytes.article += size;
        }
    }
    bytes
}

/// The blocks of the smallest element that holds most of the article.
fn main_column(view: &View, article: u64) -> std::ops::Range<usize> {
    let mut before = Vec::with_capacity(view.blocks.len() + 1);
    let mut sum = 0_u64;
    before.push(sum);
    for (at, block) in view.blocks.iter().enumerate() {
        if view.label(at) == Label::Article && !block.hidden && !view.in_overlay(block.node) {
            sum += block.bytes() as u64;
        }
        before.push(sum);
    }
    let at = |block: usize| before.get(block).copied().unwrap_or(sum);
    // The last such element in document order is the deepest: two of them that do not hold each other can not both have two thirds.
    (0..view.page.len() as u32)
        .map(|node| view.within(node))
        .rfind(|blocks| blocks.len() > 1 && (at(blocks.end) - at(blocks.start)) * 100 >= article * COLUMN_ARTICLE)
        .unwrap_or(0..view.blocks.len())
}
