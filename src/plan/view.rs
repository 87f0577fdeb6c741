//! The page as the plan's rules look at it: blocks and labels by element, with sums over every subtree at hand.
//!
//! All sums are prefix sums over nodes, so that any rule about a subtree costs the same however large it is and the plan stays linear.

use super::limits::{PROSE, PROSE_LINKS, SHELL, Thresholds};
use crate::block::Blocks;
use crate::decode::{Labelled, Labels};
use crate::label::{Kinds, Label};
use crate::page::{Attr, Flags, Page};
use crate::tag::Tag;

/// No node.
pub(super) const NONE: u32 = u32::MAX;

/// A page with its blocks, their labels and what holds for each element.
pub(super) struct View<'a> {
    pub(super) page: &'a Page,
    pub(super) blocks: &'a Blocks,
    labels: &'a Labels,
    pub(super) thresholds: Thresholds,
    /// For each node the first one behind its subtree.
    pub(super) ends: Vec<u32>,
    /// For each node the outermost overlay that it is or stands in; [`NONE`] if it is in the flow of the page.
    pub(super) overlay: Vec<u32>,
    /// For each block its characters, those in `<option>`s left out: a list of all countries is one control, not prose.
    pub(super) chars: Vec<u32>,
    /// For each node whether it stands in the page's own header, menu or footer.
    landmark: Vec<bool>,
    /// Count of the blocks that are shown before each block.
    shown: Vec<u32>,
}

impl<'a> View<'a> {
    pub(super) fn new(page: &'a Page, blocks: &'a Blocks, labels: &'a Labels, thresholds: Thresholds) -> Self {
        let mut shown = Vec::with_capacity(blocks.len() + 1);
        let mut count = 0;
        shown.push(count);
        for block in blocks.iter() {
            count += u32::from(!block.hidden);
            shown.push(count);
        }
        let ends = page.subtree_ends();
        let mut view = View {
            page,
            blocks,
            labels,
            thresholds,
            ends,
            overlay: Vec::new(),
            landmark: Vec::new(),
            chars: chars(page, blocks),
            shown,
        };
        view.overlay = view.overlays();
        view.landmark = view.landmarks();
        view
    }

    /// A block's label; one that was not labelled is taken for article, so that it is never hidden.
    pub(super) fn label(&self, block: usize) -> Label {
        self.labels.get(block).map_or(Label::Article, |labelled| labelled.label)
    }

    pub(super) fn labelled(&self, block: usize) -> Option<&Labelled> {
        self.labels.get(block)
    }

    /// The block's element.
    pub(super) fn node(&self, block: usize) -> u32 {
        self.blocks.get(block).map_or(NONE, |block| block.node)
    }

    pub(super) fn end(&self, node: u32) -> u32 {
        self.ends.get(node as usize).copied().unwrap_or(node.saturating_add(1))
    }

    /// The blocks of a subtree.
    pub(super) fn within(&self, node: u32) -> std::ops::Range<usize> {
        self.blocks.within(node, self.end(node))
    }

    pub(super) fn hidden(&self, block: usize) -> bool {
        self.blocks.get(block).is_some_and(|block| block.hidden)
    }

    /// Whether nothing of a subtree's text is shown now.
    pub(super) fn is_hidden(&self, node: u32) -> bool {
        let blocks = self.within(node);
        self.shown.get(blocks.end) == self.shown.get(blocks.start)
    }

    pub(super) fn in_overlay(&self, node: u32) -> bool {
        self.overlay.get(node as usize).is_some_and(|overlay| *overlay != NONE)
    }

    /// Whether a node stands in an overlay of which something is shown.
    pub(super) fn in_shown_overlay(&self, node: u32) -> bool {
        self.overlay.get(node as usize).is_some_and(|overlay| *overlay != NONE && !self.is_hidden(*overlay))
    }

    /// The block's probability of being article times its length, in thousandths of a character.
    pub(super) fn risk(&self, block: usize) -> u32 {
        let Some(labelled) = self.labels.get(block) else { return u32::MAX };
        let chars = self.chars.get(block).copied().unwrap_or(0);
        // A float that is no number gives 0 here; probabilities are the model's and finite.
        (labelled.probabilities[Label::Article as usize].clamp(0.0, 1.0) * chars as f32 * 1000.0) as u32
    }

    /// How sure it is that a block is of its label or one like it: which of the nags it is does not matter for hiding it.
    pub(super) fn sure(&self, block: usize) -> f32 {
        let Some(labelled) = self.labels.get(block) else { return 0.0 };
        let alike = |label: &Label| label.is_nag() || *label == Label::Consent;
        let family = alike(&labelled.label);
        let sum: f32 = Label::ALL
            .iter()
            .filter(|label| !label.is_article_family() && alike(label) == family)
            .map(|label| labelled.probabilities[*label as usize])
            .sum();
        labelled.score.max(sum).clamp(0.0, 1.0)
    }

    /// How probable it is that a block is of its label or one like it.
    pub(super) fn confidence(&self, block: usize) -> f32 {
        let Some(labelled) = self.labels.get(block) else { return 0.0 };
        let alike = labelled.label.is_nag() || labelled.label == Label::Consent;
        if alike { labelled.nag } else { labelled.confidence }
    }

    /// Whether a block is a sentence or more of the article that is shown in the flow of the page.
    pub(super) fn is_prose(&self, block: usize) -> bool {
        self.label(block) == Label::Article && self.reads_like_prose(block)
    }

    fn reads_like_prose(&self, block: usize) -> bool {
        self.blocks.get(block).is_some_and(|data| {
            !data.hidden
                && self.chars.get(block).is_some_and(|chars| *chars >= PROSE)
                && u64::from(data.link_bytes) * 100 <= data.bytes() as u64 * u64::from(PROSE_LINKS)
                && self.page.tag(data.node).heading_rank().is_none()
                && !self.in_overlay(data.node)
        })
    }

    /// Whether an element says that it lies over the page: flags or an ARIA role.
    pub(super) fn says_overlay(&self, node: u32) -> bool {
        self.page.flags(node).any(Flags::FIXED.and(Flags::STICKY).and(Flags::COVERS)) || self.is_dialog(node)
    }

    /// Whether an element is a dialog by flag, tag or role.
    pub(super) fn is_dialog(&self, node: u32) -> bool {
        let tag = self.page.tag(node);
        tag != Tag::TEXT
            && (self.page.flags(node).any(Flags::MODAL)
                || tag == Tag::DIALOG
                || matches!(self.page.attribute(node, Attr::Role), "dialog" | "alertdialog"))
    }

    /// Whether a subtree is an overlay, stands in one, or is nothing but the wrapper of one.
    pub(super) fn is_lying_over(&self, node: u32) -> bool {
        let mut at = node;
        // A wrapper has one element in it: more than a few levels of them are not met.
        for _ in 0..8 {
            if self.in_overlay(at) {
                return true;
            }
            let mut blocks = self.within(at);
            let (Some(first), Some(last)) = (blocks.next(), blocks.next_back().or_else(|| self.within(at).next()))
            else {
                return false;
            };
            let (first, last) = (self.node(first), self.node(last));
            if self.in_overlay(first) && self.in_overlay(last) {
                return true;
            }
            if first != last || self.page.parent(first) != Some(at) {
                return false;
            }
            at = first;
        }
        false
    }

    /// Whether one of the sorted, disjoint subtrees holds the node.
    pub(super) fn holds(&self, taken: &[u32], node: u32) -> bool {
        let at = taken.partition_point(|other| *other <= node);
        at.checked_sub(1).and_then(|at| taken.get(at)).is_some_and(|other| self.end(*other) > node)
    }

    /// Whether one of the sorted, disjoint subtrees holds the node or stands in its subtree.
    pub(super) fn touches(&self, taken: &[u32], node: u32) -> bool {
        let at = taken.partition_point(|other| *other <= node);
        self.holds(taken, node) || taken.get(at).is_some_and(|other| *other < self.end(node))
    }

    /// Whether a node stands in the page's own header, menu or footer, where "Subscribe" and "Donate" are entries of a menu.
    pub(super) fn in_landmark(&self, node: u32) -> bool {
        self.landmark.get(node as usize).copied().unwrap_or(false)
    }

    fn landmarks(&self) -> Vec<bool> {
        let nodes = self.page.len();
        let (mut landmark, mut section) = (vec![false; nodes], vec![false; nodes]);
        for node in 0..nodes as u32 {
            let at = node as usize;
            let tag = self.page.tag(node);
            let above = self.page.parent(node).map(|parent| parent as usize);
            section[at] = above.is_some_and(|above| section[above])
                || matches!(tag, Tag::ARTICLE | Tag::ASIDE | Tag::SECTION | Tag::FORM)
                || self.in_overlay(node);
            landmark[at] = above.is_some_and(|above| landmark[above])
                || !section[at]
                    && (matches!(tag, Tag::HEADER | Tag::NAV | Tag::FOOTER)
                        || matches!(self.page.attribute(node, Attr::Role), "banner" | "navigation" | "contentinfo"));
        }
        landmark
    }

    fn overlays(&self) -> Vec<u32> {
        let nodes = self.page.len();
        // Article bytes before each block, to see how much of the article an element holds.
        let mut before = Vec::with_capacity(self.blocks.len() + 1);
        let mut sum = 0_u64;
        before.push(sum);
        for (at, block) in self.blocks.iter().enumerate() {
            if self.label(at) == Label::Article {
                sum += block.bytes() as u64;
            }
            before.push(sum);
        }
        let at = |block: usize| before.get(block).copied().unwrap_or(sum);
        let mut overlay = vec![NONE; nodes];
        for node in 0..nodes as u32 {
            let above = self.page.parent(node).map_or(NONE, |parent| overlay[parent as usize]);
            overlay[node as usize] = if above != NONE {
                above
            } else if !matches!(self.page.tag(node), Tag::HTML | Tag::BODY) && self.says_overlay(node) {
                let blocks = self.within(node);
                let article = at(blocks.end) - at(blocks.start);
                if article > 0 && article * 100 >= sum * u64::from(SHELL) { NONE } else { node }
            } else {
                NONE
            };
        }
        overlay
    }
}

/// The characters of each block, without those of options.
fn chars(page: &Page, blocks: &Blocks) -> Vec<u32> {
    let mut chars: Vec<u32> = (0..blocks.len()).map(|block| blocks.text(block).chars().count() as u32).collect();
    let in_list =
        |node: u32| page.parent(node).is_some_and(|parent| matches!(page.tag(parent), Tag::SELECT | Tag::OPTGROUP));
    for node in (0..page.len() as u32).filter(|node| page.tag(*node) == Tag::OPTION && in_list(*node)) {
        let owner = blocks.owner(node);
        if owner == node {
            continue;
        }
        let block = blocks.within(owner, owner.saturating_add(1));
        let Some(slot) = chars.get_mut(block.start).filter(|_| !block.is_empty()) else { continue };
        let own: u32 = (node + 1..page.len() as u32)
            .take_while(|child| page.parent(*child) == Some(node))
            .map(|child| page.text(child).trim().chars().count() as u32 + 1)
            .sum();
        *slot = slot.saturating_sub(own);
    }
    chars
}

/// The kinds that are nags in the wide sense: those that calm hides, and consent.
pub(super) const NAGS: Kinds = Kinds::CALM.with(Label::Consent);
