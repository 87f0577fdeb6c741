//! What each block may do to the subtrees that hold it.
//!
//! Threat: a block that is taken for a nag and is a sentence of the article. Choice: it is decided here once, by label, certainty, length and
//! place, and never again by what a subtree would gain.

use super::limits::{
    BETWEEN_RISK, FRAGMENT, FRAGMENT_RISK, SMALL_FURNITURE, SMALL_IN_OVERLAY, SMALL_OTHER, SURE_BETWEEN, SURE_HEADING,
    SURE_TITLE, TITLE, Thresholds,
};
use super::view::{NAGS, View};
use crate::label::{Kinds, Label};
use crate::tag::Tag;

/// What a block means for the subtrees that hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Never hidden, by no subtree: article text, the risk of it, a gate.
    Guard,
    /// To be hidden.
    Target,
    /// A nag that may be article text, by its length: it goes with a box in which all else is a nag too, and never alone.
    Doubtful,
    /// A long nag between two sure ones of the same element. It would be doubtful by its length alone: an appeal's one paragraph stands between
    /// its title and its links.
    Between,
    /// A word that was taken for article or meta. In a box of nags it is a button or an amount; anywhere else it guards.
    Fragment,
    /// A heading that was taken for article, but not surely: the title of a box, if all else in the box is nags and it stands first.
    Title,
    /// Goes with a widget that is mostly targets.
    Rider,
    /// Something of its own: no subtree that holds it is taken.
    Foreign,
}

/// What is asked for in one selection.
pub(super) struct Wanted<'a> {
    /// The kinds that are targets.
    pub(super) kinds: Kinds,
    /// Blocks that are part of a gate.
    pub(super) gate: &'a [bool],
    /// Whether only overlays and sticky bars may be touched.
    pub(super) overlays_only: bool,
}

impl Wanted<'_> {
    /// What the block means here.
    fn class(&self, view: &View, block: usize) -> Class {
        let label = view.label(block);
        let risk = view.risk(block);
        let Thresholds { sure, sure_in_menu, risk: most, box_risk } = view.thresholds;
        let sure = sure.get(label as usize).copied().unwrap_or(1.0);
        if self.gate.get(block).copied().unwrap_or(false) {
            return Class::Guard;
        }
        if label.is_article_family() {
            let chars = view.chars.get(block).copied().unwrap_or(u32::MAX);
            let heading = view.page.tag(view.node(block)).heading_rank().is_some();
            let unsure = view.labelled(block).is_some_and(|labelled| labelled.score < SURE_TITLE);
            return match heading {
                true if unsure && chars <= TITLE && risk < box_risk => Class::Title,
                false if chars <= FRAGMENT && risk < FRAGMENT_RISK => Class::Fragment,
                _ => Class::Guard,
            };
        }
        if risk >= most {
            let nag = self.kinds.has(label) && NAGS.has(label) && view.sure(block) >= sure && !self.overlays_only;
            return if nag && risk < box_risk { Class::Doubtful } else { Class::Guard };
        }
        let overlay = view.in_overlay(view.node(block));
        if self.kinds.has(label) {
            if self.overlays_only && !overlay {
                return Class::Foreign;
            }
            // A nag that is not sure enough by itself is no stranger in a widget that is.
            let menu = NAGS.has(label) && view.in_landmark(view.node(block));
            return if view.sure(block) >= if menu { sure_in_menu } else { sure } {
                Class::Target
            } else {
                Class::Rider
            };
        }
        if view.page.tag(view.node(block)) == Tag::IFRAME && !overlay && !in_form(view, view.node(block)) {
            return Class::Foreign;
        }
        let room = match label {
            _ if overlay || view.hidden(block) => SMALL_IN_OVERLAY,
            Label::Other => SMALL_OTHER,
            label if NAGS.has(label) => SMALL_OTHER,
            _ => SMALL_FURNITURE,
        };
        if view.chars.get(block).is_some_and(|chars| *chars <= room) { Class::Rider } else { Class::Foreign }
    }
}

/// A form's own frame is its captcha; any other is a player, a map or an advertisement.
fn in_form(view: &View, node: u32) -> bool {
    view.page.ancestors(node).take(8).any(|above| view.page.tag(above) == Tag::FORM)
}

/// What each block of the page means.
pub(super) fn classes(view: &View, wanted: &Wanted) -> Vec<Class> {
    let mut classes: Vec<Class> = (0..view.blocks.len()).map(|block| wanted.class(view, block)).collect();
    take_between(view, wanted, &mut classes);
    keep_headings(view, &mut classes);
    classes
}

/// See [`Class::Between`].
fn take_between(view: &View, wanted: &Wanted, classes: &mut [Class]) {
    for block in 1..classes.len().saturating_sub(1) {
        let label = view.label(block);
        let parent = |block: usize| view.page.parent(view.node(block));
        let target = |block: usize| classes.get(block) == Some(&Class::Target) && view.label(block) == label;
        if classes.get(block) == Some(&Class::Guard)
            && wanted.kinds.has(label)
            && NAGS.has(label)
            && !wanted.overlays_only
            && !wanted.gate.get(block).copied().unwrap_or(false)
            && view.risk(block) < BETWEEN_RISK
            && view.sure(block) >= SURE_BETWEEN
            && target(block - 1)
            && target(block + 1)
            && parent(block - 1) == parent(block)
            && parent(block + 1) == parent(block)
            && let Some(class) = classes.get_mut(block)
        {
            *class = Class::Between;
        }
    }
}

/// A heading right before article text beside it introduces that text, whatever its words are like; and one that is hardly a nag, right before
/// another story's title that stays, introduces that.
fn keep_headings(view: &View, classes: &mut [Class]) {
    for block in 1..classes.len() {
        let (heading, next) = (view.node(block - 1), view.node(block));
        if view.page.tag(heading).heading_rank().is_none() {
            continue;
        }
        let class = match view.label(block) {
            Label::Article
                if classes.get(block) == Some(&Class::Guard) && view.page.parent(heading) == view.page.parent(next) =>
            {
                Class::Guard
            }
            Label::Related
                if classes.get(block) != Some(&Class::Target)
                    && NAGS.has(view.label(block - 1))
                    && view.sure(block - 1) < SURE_HEADING =>
            {
                Class::Foreign
            }
            _ => continue,
        };
        if let Some(slot) = classes.get_mut(block - 1)
            && *slot != Class::Guard
        {
            *slot = class;
        }
    }
}
