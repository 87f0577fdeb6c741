//! The plan itself: purpose, gate, selection, what is in use, the budget, leftovers.
//!
//! Threat: hiding what the reader came for. Choice: each of the rules can only take something out of the list, never put anything in, and
//! what is taken out is named ([`Why`]). Known gap: what the labels get wrong with confidence, the plan gets wrong.

use super::class::{Class, Wanted};
use super::in_use::InUse;
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
                all.taken.iter().copied().filter(|node| !view.touches(&selection.taken, *node)).collect();
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

    let in_use = InUse::of(&view);
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
        let overlay = |node: &u32| view.is_lying_over(*node);
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
                leftovers::shells(&view, &mut plan.hide);
            }
            plan.release_scroll = gate.complete && !shuts;
        }
    }
    let hidden: Vec<u32> = plan.hide.iter().map(|hidden| hidden.node).collect();
    kept.retain(|kept| !view.holds(&hidden, kept.node));
    plan.kept = in_order(kept);
    plan
}

fn in_order(mut kept: Vec<Kept>) -> Vec<Kept> {
    // One entry an element: the first in the order of the reasons, so that a gate is called a gate.
    kept = order::by(order::by(kept, |kept| kept.why as u32), |kept| kept.node);
    kept.dedup_by_key(|kept| kept.node);
    kept
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
        if doubtful && !gate && !view.hidden(block) && !view.holds(&selection.taken, node) {
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
    let overlay = view.is_lying_over(node) && !ranked.contains(&Reason::Overlay);
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
        if *overlay == NONE || flags.any(Flags::HIDDEN) || view.touches(taken, layer) {
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
