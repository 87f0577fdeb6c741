//! What is left when a nag has gone, and shows nothing without it.
//!
//! Threat: taking what the reader uses, or what belongs to something that stays. Choice: only what holds no word and no picture, and stands right
//! beside what was hidden. Known gap: a frame with a form in it, into which nobody can look.

use super::in_use::IN_USE;
use super::view::View;
use super::{Hidden, Reason};
use crate::features::asks_for_email;
use crate::label::Label;
use crate::order;
use crate::page::{Attr, Flags, Page};
use crate::tag::Tag;

/// The fields for an e-mail address that stand right behind a newsletter's hidden words, and nothing else but fields: without text they are no
/// block, and so have no label.
pub(super) fn form(view: &View, hidden: &Hidden) -> Option<Hidden> {
    let page = view.page;
    let all = page.len() as u32;
    let node = (view.end(hidden.node)..all).find(|next| !is_blank(page, *next))?;
    let is_field = |node: u32| match page.tag(node) {
        Tag::INPUT => page.attribute(node, Attr::Type) != "password",
        Tag::FORM | Tag::FIELDSET | Tag::DIV | Tag::P | Tag::SPAN | Tag::LABEL | Tag::BR => true,
        _ => is_blank(page, node),
    };
    let beside = hidden.label == Label::Newsletter
        && !page.flags(node).any(Flags::HIDDEN)
        && page.parent(node) == page.parent(hidden.node)
        && view.in_overlay(node) == view.in_overlay(hidden.node);
    let fields =
        beside && (node..view.end(node)).all(is_field) && (node..view.end(node)).any(|node| asks_for_email(page, node));
    fields.then(|| Hidden { node, label: hidden.label, confidence: hidden.confidence, reasons: vec![Reason::Leftover] })
}

/// Whether a node is text of spaces alone.
fn is_blank(page: &Page, node: u32) -> bool {
    page.tag(node) == Tag::TEXT && page.text(node).trim().is_empty()
}

/// Adds what is left of a hidden overlay: its backdrop and empty shells beside it. Not while another dialog stays open, since the backdrop
/// may be that one's.
pub(super) fn shells(view: &View, hide: &mut Vec<Hidden>) {
    let page = view.page;
    let taken: Vec<u32> = hide.iter().map(|hidden| hidden.node).collect();
    let mut beside = vec![false; page.len()];
    for node in taken.iter().filter(|node| view.is_lying_over(**node)) {
        if let Some(parent) = page.parent(*node) {
            beside[parent as usize] = true;
        }
    }
    let contents = contents(page);
    let is_empty = |node: u32| contents.get(view.end(node) as usize) == contents.get(node as usize);
    let mut found = Vec::new();
    let mut node = 0;
    while (node as usize) < page.len() {
        let sibling = page.parent(node).is_some_and(|parent| beside[parent as usize]);
        let shell = page.flags(node).any(Flags::BACKDROP) || sibling && view.says_overlay(node);
        let element = page.tag(node) != Tag::TEXT && !page.flags(node).any(Flags::SHADOW);
        if shell && element && page.parent(node).is_some() && is_empty(node) && !view.touches(&taken, node) {
            let (label, confidence) = nearest(hide, node);
            found.push(Hidden { node, label, confidence, reasons: vec![Reason::Leftover] });
            node = view.end(node);
        } else {
            node += 1;
        }
    }
    hide.append(&mut found);
    *hide = order::by(std::mem::take(hide), |hidden| hidden.node);
}

/// Label and confidence of the hidden subtree before a node, or else of the first one.
fn nearest(hide: &[Hidden], node: u32) -> (Label, f32) {
    let at = hide.partition_point(|hidden| hidden.node < node);
    hide.get(at.saturating_sub(1)).map_or((Label::Other, 0.5), |hidden| (hidden.label, hidden.confidence))
}

/// For each node how many before it show something of their own or are in use: text, media, frames, controls.
fn contents(page: &Page) -> Vec<u32> {
    let mut before = Vec::with_capacity(page.len() + 1);
    let mut count = 0;
    for node in 0..page.len() as u32 {
        before.push(count);
        let shows = !page.text(node).trim().is_empty()
            || page.flags(node).any(IN_USE.and(Flags::FOCUSED))
            || matches!(
                page.tag(node),
                Tag::HTML
                    | Tag::BODY
                    | Tag::MAIN
                    | Tag::ARTICLE
                    | Tag::IMG
                    | Tag::PICTURE
                    | Tag::VIDEO
                    | Tag::AUDIO
                    | Tag::IFRAME
                    | Tag::CANVAS
                    | Tag::EMBED
                    | Tag::OBJECT
                    | Tag::INPUT
                    | Tag::SELECT
                    | Tag::TEXTAREA
                    | Tag::BUTTON
            );
        count += u32::from(shows);
    }
    before.push(count);
    before
}
