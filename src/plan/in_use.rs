//! What the reader is using: the plan leaves it alone.
//!
//! Threat: taking a field that is being filled in, a film that plays, what was opened a moment ago. Choice: by the nodes' own states, a form into
//! which something was typed as a whole. Known gap: what the reader has only looked at.

use super::view::{NONE, View};
use crate::page::Flags;
use crate::tag::Tag;

/// What the reader is using, whatever element it is on. Focus counts too, but not on the page itself.
pub(super) const IN_USE: Flags = Flags::TYPED.and(Flags::PLAYING).and(Flags::OPENED).and(Flags::EDITABLE);

/// What the reader is using: nodes that no hidden subtree may hold, and subtrees within which nothing is hidden.
pub(super) struct InUse {
    /// Count of such nodes before each node.
    before: Vec<u32>,
    within: Vec<bool>,
}

impl InUse {
    pub(super) fn of(view: &View) -> InUse {
        let page = view.page;
        let nodes = page.len();
        let mut within = vec![false; nodes];
        // A form into which the reader has typed is in use as a whole.
        let mut forms: Vec<u32> = Vec::with_capacity(nodes);
        for node in 0..nodes as u32 {
            let above = page.parent(node).map_or(NONE, |parent| forms[parent as usize]);
            forms.push(if page.tag(node) == Tag::FORM { node } else { above });
            if page.flags(node).any(Flags::TYPED)
                && let Some(slot) = within.get_mut(above as usize)
            {
                *slot = true;
            }
        }
        let mut before = Vec::with_capacity(nodes + 1);
        let mut count = 0;
        for node in 0..nodes as u32 {
            before.push(count);
            let flags = page.flags(node);
            let used =
                flags.any(IN_USE) || flags.any(Flags::FOCUSED) && !matches!(page.tag(node), Tag::HTML | Tag::BODY);
            let above = page.parent(node).is_some_and(|parent| within[parent as usize]);
            within[node as usize] |= above || flags.any(Flags::OPENED.and(Flags::EDITABLE));
            count += u32::from(used);
        }
        before.push(count);
        InUse { before, within }
    }

    /// Whether a subtree holds any of that, or stands within it.
    pub(super) fn touches(&self, view: &View, node: u32) -> bool {
        let at = |node: u32| self.before.get(node as usize).copied().unwrap_or(0);
        self.within.get(node as usize).copied().unwrap_or(true) || at(view.end(node)) > at(node)
    }
}
