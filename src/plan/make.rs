//! The plan itself: purpose, gate, selection, what is in use, the budget, leftovers.
//!
//! Threat: hiding what the reader came for. Choice: each of the rules can only take something out of the list, never put anything in, and
//! what is taken out is named ([`Why`]). Known gap: what the labels get wrong with confidence, the plan gets wrong.

use super::class::{Class, Wanted};
use super::limits::Thresholds;
use super::select::{Selection, select};
use super::view::{NAGS, NONE, View};
use super::{Hidden, Kept, Options, Plan, Reason, Why, budget, gate, leftovers, purpose};
use crate::block::Blocks;
use crate::decode::Labels;
use crate::label::{Kinds, Label};
use crate::order;
use crate::page::{Attr, Flags, Page};
use crate::tag::Tag;

/// What to do with a page whose blocks have these labels. Time is linear in the page, but for a logarithm.
pub(crate) fn make(page: &Page, blocks: &Blocks, labels: &Labels, options: &Options) -> Plan {
    make_by(page, blocks, labels, options, Thresholds::SHIPPED)
}

/// The same by other thresholds.
pub fn make_by(page: &Page, blocks: &Blocks, labels: &Labels, options: &Options, thresholds: Thresholds) -> Plan {
    let view = View::new(page, blocks, labels, thresholds);
    let purpose = purpose::of(&view);
    let stance = if options.guard { purpose::stance(purpose) } else { purpose::Stance::All };
    let gate = gate::find(&view);
    let mut kept: Vec<Kept> =
        gate.notices.iter().map(|(node, label)| Kept { node: *node, label: *label, why: Why::Gate }).collect();
    let whole = Wanted { kinds: options.kinds, gate: &gate.blocks, overlays_only: false };
    let keep = |kept: &mut Vec<Kept>, nodes: &[u32], classes: &[Class], why: Why| {
        kept.extend(nodes.iter().map(|node| Kept { node: *node, label: describe(&view, *node, classes).label, why }));
    };

    let mut plan = Plan { purpose, hide: Vec::new(), kept: Vec::new(), over_budget: false, release_scroll: false };
    let selection = match stance {
        purpose::Stance::All => select(&view, &whole),
        purpose::Stance::Overlays => {
            let selection = select(&view, &Wanted { overlays_only: true, ..whole });
            let all = select(&view, &Wanted { overlays_only: false, ..whole });
            let rest: Vec<u32> =
                all.taken.iter().copied().filter(|node| !touches(&view, &selection.taken, *node)).collect();
            keep(&mut kept, &rest, &all.classes, Why::HomePage);
            selection
        }
        purpose::Stance::Nothing => {
            let Selection { taken, classes, .. } = select(&view, &whole);
            keep(&mut kept, &taken, &classes, Why::Purpose);
            plan.kept = in_order(kept);
            return plan;
        }
    };
    leave_behind(&view, &selection, &whole, &mut kept);
    switched_off(&view, options.kinds, &gate.blocks, &mut kept);

    let in_use = in_use(&view);
    let (used, taken): (Vec<u32>, Vec<u32>) = selection.taken.iter().partition(|node| in_use.touches(&view, **node));
    keep(&mut kept, &used, &selection.classes, Why::InUse);
    // They come in order: what one waits in is looked through once.
    let mut waiting = (0, false);
    let (dormant, taken): (Vec<u32>, Vec<u32>) = taken.into_iter().partition(|node| {
        if *node >= waiting.0 {
            waiting = dormant_login(&view, *node);
        }
        waiting.1
    });
    keep(&mut kept, &dormant, &selection.classes, Why::Unsure);

    if budget::exceeded(&view, &taken, options) {
        plan.over_budget = true;
        keep(&mut kept, &taken, &selection.classes, Why::Budget);
    } else {
        let overlay = |node: &u32| is_lying_over(&view, *node);
        for node in &taken {
            let hidden = describe(&view, *node, &selection.classes);
            let form = leftovers::form(&view, &hidden).filter(|form| !in_use.touches(&view, form.node));
            plan.hide.push(hidden);
            plan.hide.extend(form);
        }
        let shown = taken.iter().filter(|node| !view.is_hidden(**node)).any(overlay);
        if shown {
            let (open, shuts) = still_open(&view, &taken);
            if !open {
                leftovers::shells(&view, &taken, &mut plan.hide);
            }
            plan.release_scroll = gate.complete && !shuts;
        }
    }
    let hidden: Vec<u32> = plan.hide.iter().map(|hidden| hidden.node).collect();
    kept.retain(|kept| !holds(&view, &hidden, kept.node));
    plan.kept = in_order(kept);
    plan
}

fn in_order(mut kept: Vec<Kept>) -> Vec<Kept> {
    // One entry an element: the first in the order of the reasons, so that a gate is called a gate.
    kept = order::by(order::by(kept, |kept| kept.why as u32), |kept| kept.node);
    kept.dedup_by_key(|kept| kept.node);
    kept
}

/// Whether one of the sorted, disjoint subtrees holds the node.
fn holds(view: &View, taken: &[u32], node: u32) -> bool {
    let at = taken.partition_point(|other| *other <= node);
    at.checked_sub(1).and_then(|at| taken.get(at)).is_some_and(|other| view.end(*other) > node)
}

/// Whether one of the sorted, disjoint subtrees holds the node or stands in its subtree.
pub(super) fn touches(view: &View, taken: &[u32], node: u32) -> bool {
    let at = taken.partition_point(|other| *other <= node);
    holds(view, taken, node) || taken.get(at).is_some_and(|other| *other < view.end(node))
}

/// Names the nags that could not be taken.
fn leave_behind(view: &View, selection: &Selection, wanted: &Wanted, kept: &mut Vec<Kept>) {
    for (block, holds_article) in &selection.left {
        let why = if *holds_article { Why::HoldsArticle } else { Why::Unsure };
        kept.push(Kept { node: view.node(*block), label: view.label(*block), why });
    }
    for block in 0..view.blocks.len() {
        let (node, label) = (view.node(block), view.label(block));
        let class = selection.classes.get(block).copied().unwrap_or(Class::Guard);
        let doubtful = matches!(class, Class::Guard | Class::Rider | Class::Doubtful | Class::Between)
            && wanted.kinds.has(label)
            && NAGS.has(label);
        let gate = wanted.gate.get(block).copied().unwrap_or(false);
        if doubtful && !gate && !view.hidden(block) && !holds(view, &selection.taken, node) {
            kept.push(Kept { node, label, why: Why::Unsure });
        }
    }
}

/// Names the overlays whose kind is switched off: the reader will wonder about those.
fn switched_off(view: &View, kinds: Kinds, gate: &[bool], kept: &mut Vec<Kept>) {
    let off = Kinds::from_bits(NAGS.bits() & !kinds.bits());
    let selection = select(view, &Wanted { kinds: off, gate, overlays_only: true });
    for node in selection.taken.iter().filter(|node| !view.is_hidden(**node)) {
        kept.push(Kept { node: *node, label: describe(view, *node, &selection.classes).label, why: Why::SwitchedOff });
    }
}

/// A subtree with the label that most of its text has, the mean confidence and the reasons of its blocks.
fn describe(view: &View, node: u32, classes: &[Class]) -> Hidden {
    let mut weights = [0.0_f32; 14];
    let mut reasons = [0.0_f32; Reason::ALL.len()];
    let (mut sum, mut total) = (0.0_f32, 0.0_f32);
    for block in view
        .within(node)
        .filter(|block| matches!(classes.get(*block), Some(Class::Target | Class::Doubtful | Class::Between)))
    {
        let weight = view.chars.get(block).copied().unwrap_or(0).max(1) as f32;
        weights[view.label(block) as usize] += weight;
        sum += weight * view.confidence(block);
        total += weight;
        let Some(labelled) = view.labelled(block) else { continue };
        for (rank, reason) in labelled.reasons.iter().flatten().enumerate() {
            reasons[*reason as usize] += weight / (rank as f32 + 1.0);
        }
    }
    let mut label = Label::Other;
    for other in Label::ALL {
        if weights[other as usize] > weights[label as usize] {
            label = other;
        }
    }
    let mut scored: Vec<(f32, Reason)> = Reason::ALL
        .iter()
        .map(|reason| (reasons[*reason as usize], *reason))
        .filter(|(score, _)| *score > 0.0)
        .collect();
    let mut ranked: Vec<Reason> = std::iter::from_fn(|| order::take_top(&mut scored)).take(4).collect();
    let overlay = is_lying_over(view, node) && !ranked.contains(&Reason::Overlay);
    // Four are encoded, and that something lies over the page is the one that a reader sees for himself.
    ranked.truncate(if overlay { 3 } else { 4 });
    if overlay {
        ranked.push(Reason::Overlay);
    }
    if ranked.is_empty() {
        ranked.push(Reason::Wording);
    }
    Hidden { node, label, confidence: if total > 0.0 { sum / total } else { 0.5 }, reasons: ranked }
}

/// Whether a subtree is an overlay, stands in one, or is nothing but the wrapper of one.
pub(super) fn is_lying_over(view: &View, node: u32) -> bool {
    let mut at = node;
    // A wrapper has one element in it: more than a few levels of them are not met.
    for _ in 0..8 {
        if view.in_overlay(at) {
            return true;
        }
        let mut blocks = view.within(at);
        let (Some(first), Some(last)) = (blocks.next(), blocks.next_back().or_else(|| view.within(at).next())) else {
            return false;
        };
        let (first, last) = (view.node(first), view.node(last));
        if view.in_overlay(first) && view.in_overlay(last) {
            return true;
        }
        if first != last || view.page.parent(first) != Some(at) {
            return false;
        }
        at = first;
    }
    false
}

/// A log-in dialog that is not shown waits for the reader to open it; hiding it in advance, or its title, would break the button. Gives the first
/// node behind what waits, or else behind this one, and whether a password is asked for there.
fn dormant_login(view: &View, node: u32) -> (u32, bool) {
    let page = view.page;
    if !view.is_hidden(node) {
        return (node, false);
    }
    let mut whole = node;
    while let Some(parent) = page.parent(whole)
        && page.tag(parent) != Tag::BODY
        && view.is_hidden(parent)
    {
        whole = parent;
    }
    let asks = |at: u32| page.tag(at) == Tag::INPUT && page.attribute(at, Attr::Type).eq_ignore_ascii_case("password");
    (view.end(whole), (whole..view.end(whole)).any(asks))
}

/// What the reader is using, whatever element it is on. Focus counts too, but not on the page itself.
pub(super) const IN_USE: Flags = Flags::TYPED.and(Flags::PLAYING).and(Flags::OPENED).and(Flags::EDITABLE);

/// What the reader is using: nodes that no hidden subtree may hold, and subtrees within which nothing is hidden.
struct InUse {
    /// Count of such nodes before each node.
    before: Vec<u32>,
    within: Vec<bool>,
}

impl InUse {
    fn touches(&self, view: &View, node: u32) -> bool {
        let at = |node: u32| self.before.get(node as usize).copied().unwrap_or(0);
        self.within.get(node as usize).copied().unwrap_or(true) || at(view.end(node)) > at(node)
    }
}

fn in_use(view: &View) -> InUse {
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
        let used = flags.any(IN_USE) || flags.any(Flags::FOCUSED) && !matches!(page.tag(node), Tag::HTML | Tag::BODY);
        let above = page.parent(node).is_some_and(|parent| within[parent as usize]);
        within[node as usize] |= above || flags.any(Flags::OPENED.and(Flags::EDITABLE));
        count += u32::from(used);
    }
    before.push(count);
    InUse { before, within }
}

/// Whether a dialog or layer over the page stays when the taken ones go, and whether that shuts the page off, so that the scroll lock may be its
/// own; a bar that calls itself a dialog does not. Into a frame nobody can look: it shows something.
fn still_open(view: &View, taken: &[u32]) -> (bool, bool) {
    let page = view.page;
    let (mut open, mut shuts) = (false, false);
    for (node, overlay) in view.overlay.iter().enumerate() {
        let node = node as u32;
        let frame = page.tag(node) == Tag::IFRAME;
        let layer = if frame { *overlay } else { node };
        let flags = page.flags(node).and(page.flags(layer));
        if *overlay == NONE || flags.any(Flags::HIDDEN) || touches(view, taken, layer) {
            continue;
        }
        // A backdrop may be that of a dialog which does not say that it is modal.
        shuts |= flags.any(Flags::BACKDROP);
        // What the reader opened may be a picture.
        if (flags.any(Flags::COVERS) || view.is_dialog(layer))
            && (frame || flags.any(Flags::OPENED) || !view.is_hidden(node))
        {
            open = true;
            shuts |= flags.any(Flags::COVERS.and(Flags::MODAL));
        }
    }
    (open, open && shuts)
}
