//! Labels settled over neighbours and widgets, after each block has been judged.
//!
//! Threat: a sentence of the article that talks like an appeal, and a word of an appeal that says nothing ("Once", "10 monthly"). Choice:
//! three steps, each of which needs more than the block's own word. What stands in a box of nags and says nothing itself is of the box; a
//! run of nags that reads like one widget as a whole makes each of its blocks surer and may take in one doubtful neighbour; a short run
//! between article blocks that has no such backing is doubted. Known gap: an appeal of one paragraph in the article's own container.

use super::{Labelled, role};
use crate::block::{Block, Blocks};
use crate::features::Features;
use crate::label::{Label, Role};
use crate::model::Evidence;
use crate::page::Page;
use crate::plan::Reason;

/// A block up to this many bytes says nothing by itself.
const FRAGMENT: usize = 60;
/// A box whose label is pushed down has at most this many blocks, and this many bytes.
const BOX_BLOCKS: u32 = 16;
/// See [`BOX_BLOCKS`].
const BOX_BYTES: usize = 1_500;
/// Percent of a box's text that must be of nags.
const BOX_MAJORITY: usize = 70;
/// How sure a block must be of being a nag to speak for its box or run.
const SPEAKS: f32 = 0.6;

/// How sure the text of a run as a whole must be of being a nag to back its blocks up.
const BACKED: f32 = 0.9;
/// The same for taking in a neighbour.
const TAKES_IN: f32 = 0.95;
/// How sure a neighbour must at least be itself, and how long it may be in bytes.
const DOUBTFUL: f32 = 0.25;
/// See [`DOUBTFUL`].
const NEIGHBOUR_BYTES: usize = 500;

/// How many nag blocks in a row, with how many bytes at most, count as lone.
const LONE_BLOCKS: usize = 3;
/// See [`LONE_BLOCKS`].
const LONE_BYTES: usize = 400;
/// How sure one of them must be of being a nag of any kind.
const LONE_SURE: f32 = 0.95;

/// The page as the steps look at it.
struct Settling<'a> {
    list: &'a mut Vec<Labelled>,
    page: &'a Page,
    blocks: &'a Blocks,
    features: &'a Features,
    evidence: &'a Evidence,
}

/// Settles the labels of a page's blocks.
pub(super) fn settle(list: &mut Vec<Labelled>, page: &Page, blocks: &Blocks, features: &Features, evidence: &Evidence) {
    let mut settling = Settling { list, page, blocks, features, evidence };
    settling.push_down();
    settling.runs();
}

/// The probability of being a nag of any kind.
fn nag(labelled: &Labelled) -> f32 {
    Label::ALL.iter().filter(|label| label.is_nag()).map(|label| labelled.probabilities[*label as usize]).sum()
}

impl Settling<'_> {
    fn bytes(&self, block: usize) -> usize {
        self.blocks.get(block).map_or(0, Block::bytes)
    }

    fn is_nag(&self, block: usize) -> bool {
        self.list.get(block).is_some_and(|labelled| labelled.label.is_nag())
    }

    fn parent(&self, block: usize) -> Option<u32> {
        self.blocks.get(block).and_then(|block| self.page.parent(block.node))
    }

    /// Makes a block one of its neighbours': its label, and all but `keep` of its doubt that it is article.
    fn join(&mut self, block: usize, label: Label, keep: f32, reason: Reason) {
        let Some(labelled) = self.list.get_mut(block) else { return };
        let moved: f32 = if labelled.label == label {
            0.0
        } else {
            labelled.reasons = [Some(reason), None, None, None];
            labelled.probabilities[labelled.label as usize] * (1.0 - keep)
        };
        if labelled.label != label && labelled.label != Label::Article {
            labelled.probabilities[labelled.label as usize] -= moved;
            labelled.probabilities[label as usize] += moved;
        }
        let article = labelled.probabilities[Label::Article as usize];
        labelled.probabilities[Label::Article as usize] = article * keep;
        labelled.probabilities[label as usize] += article * (1.0 - keep);
        labelled.label = label;
        labelled.role = Role::None;
        labelled.confidence = labelled.probabilities[label as usize].clamp(0.0, 1.0);
    }

    /// What stands in a box of nags and says nothing itself is of the box.
    fn push_down(&mut self) {
        let mut joined = Vec::new();
        for block in 0..self.list.len() {
            if self.is_nag(block) || self.bytes(block) > FRAGMENT {
                continue;
            }
            let Some(node) = self.blocks.get(block).map(|block| block.node) else { continue };
            let mut boxes = self
                .features
                .widgets
                .levels(node)
                .skip(1)
                .take(3)
                .filter(|level| level.last - level.first <= BOX_BLOCKS);
            if let Some(label) = boxes.find_map(|level| self.speaks_for(level.first as usize..level.last as usize)) {
                joined.push((block, label));
            }
        }
        for (block, label) in joined {
            self.join(block, label, 0.1, Reason::Widget);
        }
    }

    /// The nag that a box is, if it is one: most of its text is, and nothing in it that is longer than a word or two is anything else.
    fn speaks_for(&self, range: std::ops::Range<usize>) -> Option<Label> {
        let mut weights = [0_usize; 14];
        let (mut nags, mut all) = (0, 0);
        for block in range {
            let labelled = self.list.get(block)?;
            let bytes = self.bytes(block);
            all += bytes;
            if labelled.label.is_nag() && nag(labelled) >= SPEAKS {
                nags += bytes;
                weights[labelled.label as usize] += bytes;
            } else if bytes > FRAGMENT {
                return None;
            }
        }
        if all > BOX_BYTES || nags * 100 < all * BOX_MAJORITY {
            return None;
        }
        Label::ALL
            .into_iter()
            .reduce(|best, label| if weights[label as usize] > weights[best as usize] { label } else { best })
    }

    fn runs(&mut self) {
        let mut at = 0;
        while at < self.list.len() {
            if !self.is_nag(at) {
                at += 1;
                continue;
            }
            let mut end = at + 1;
            while self.is_nag(end) && self.parent(end) == self.parent(at) {
                end += 1;
            }
            if !self.back_up(at, end) {
                self.doubt(at, end);
            }
            at = end;
        }
    }

    fn whole(&self, first: usize, last: usize) -> f32 {
        let [_, donation, paywall, newsletter, prompt, ..] = self.evidence.window_text(first, last);
        donation + paywall + newsletter + prompt
    }

    /// A run that reads like one widget makes its blocks surer, and may take in a neighbour on each side. Gives whether it does.
    fn back_up(&mut self, first: usize, last: usize) -> bool {
        if last - first < 2 || self.whole(first, last) < BACKED {
            return false;
        }
        let (mut from, mut to) = (first, last);
        if first > 0 && self.may_join(first - 1, first) && self.whole(first - 1, last) >= TAKES_IN {
            from -= 1;
        }
        if self.may_join(last, first) && self.whole(from, last + 1) >= TAKES_IN {
            to += 1;
        }
        let label = self.list.get(first).map_or(Label::Other, |labelled| labelled.label);
        for block in from..to {
            let own = self.list.get(block).map(|labelled| labelled.label).filter(|label| label.is_nag());
            self.join(block, own.unwrap_or(label), 1.0 - self.whole(from, to), Reason::Widget);
        }
        true
    }

    fn may_join(&self, block: usize, run: usize) -> bool {
        self.list.get(block).is_some_and(|labelled| nag(labelled) >= DOUBTFUL)
            && self.bytes(block) <= NEIGHBOUR_BYTES
            && self.parent(block) == self.parent(run)
    }

    /// A short run of nags between article blocks of the same container reads like a nag only by its words: it must be surer than one that
    /// has a box of its own, or it is taken for what stands around it.
    fn doubt(&mut self, first: usize, last: usize) {
        let article = |block: usize| {
            self.list.get(block).is_some_and(|labelled| labelled.label == Label::Article)
                && self.parent(block) == self.parent(first)
        };
        let bytes: usize = (first..last).map(|block| self.bytes(block)).sum();
        let between = first.checked_sub(1).is_some_and(article) && article(last);
        let sure = self.list.get(first..last).unwrap_or(&[]).iter().map(nag).fold(0.0, f32::max);
        if last - first > LONE_BLOCKS || bytes >= LONE_BYTES || !between || sure >= LONE_SURE {
            return;
        }
        for block in first..last {
            let node = self.blocks.get(block).map_or(0, |block| block.node);
            let role = role(self.page, node, true, true);
            if let Some(labelled) = self.list.get_mut(block) {
                labelled.label = Label::Article;
                labelled.role = role;
                labelled.confidence = labelled.probabilities[Label::Article as usize];
                labelled.reasons = [Some(Reason::Place), None, None, None];
            }
        }
    }
}
