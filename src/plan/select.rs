//! Which subtrees to take: as few and as whole as possible, from the top down.
//!
//! Threat: a subtree that holds a sentence of the article, or something of its own that happens to stand beside a nag. Choice: what a block
//! may do to the subtrees that hold it is decided once ([`Class`]); then the first element from the top whose blocks all allow it is taken
//! whole. Taking from the top gives the highest element without any climbing, in one pass and in document order. Known gap: pictures do
//! not count; a box of nothing but a nag and a photograph goes whole.

use super::class::{Class, Wanted, classes};
use super::limits::{
    BOX_TARGETS, FRAGMENT_SHARE, FRAME_CHARS, FURNITURE_PIECES, FURNITURE_PIECES_IN_OVERLAY, FURNITURE_SHARE, MAJORITY,
    OVERLAY_MAJORITY, RIDERS_RISK,
};
use super::view::{NAGS, View};
use crate::label::Label;
use crate::page::{Attr, Flags, Page};
use crate::tag::Tag;

/// Sums over nodes: what the subtree of a node holds.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    targets: u32,
    target_chars: u32,
    rider_chars: u32,
    rider_risk: u64,
    /// Riders that are something by themselves, if only a small thing: a link of a menu, a share button.
    furniture: u32,
    furniture_chars: u32,
    /// Of the riders' text that of nags that are switched off.
    off_chars: u32,
    titles: u32,
    fragments: u32,
    fragment_chars: u32,
    doubtful: u32,
    /// Of targets and doubtful blocks.
    risk: u64,
    guards: u32,
    foreign: u32,
    vetoes: u32,
}

impl Tally {
    fn add(&mut self, other: &Tally) {
        self.targets += other.targets;
        self.target_chars += other.target_chars;
        self.rider_chars += other.rider_chars;
        self.rider_risk += other.rider_risk;
        self.furniture += other.furniture;
        self.furniture_chars += other.furniture_chars;
        self.off_chars += other.off_chars;
        self.titles += other.titles;
        self.fragments += other.fragments;
        self.fragment_chars += other.fragment_chars;
        self.doubtful += other.doubtful;
        self.risk += other.risk;
        self.guards += other.guards;
        self.foreign += other.foreign;
        self.vetoes += other.vetoes;
    }

    fn minus(&self, other: &Tally) -> Tally {
        Tally {
            targets: self.targets - other.targets,
            target_chars: self.target_chars - other.target_chars,
            rider_chars: self.rider_chars - other.rider_chars,
            rider_risk: self.rider_risk - other.rider_risk,
            furniture: self.furniture - other.furniture,
            furniture_chars: self.furniture_chars - other.furniture_chars,
            off_chars: self.off_chars - other.off_chars,
            titles: self.titles - other.titles,
            fragments: self.fragments - other.fragments,
            fragment_chars: self.fragment_chars - other.fragment_chars,
            doubtful: self.doubtful - other.doubtful,
            risk: self.risk - other.risk,
            guards: self.guards - other.guards,
            foreign: self.foreign - other.foreign,
            vetoes: self.vetoes - other.vetoes,
        }
    }
}

/// What a selection found.
pub(super) struct Selection {
    /// The subtrees to take, none inside another, in document order.
    pub(super) taken: Vec<u32>,
    /// Blocks that are targets but could not be taken, and whether article text stands in the same element.
    pub(super) left: Vec<(usize, bool)>,
    /// What each block means.
    pub(super) classes: Vec<Class>,
}

/// Selects the subtrees to take.
pub(super) fn select(view: &View, wanted: &Wanted) -> Selection {
    let classes = classes(view, wanted);
    let sums = sums(view, wanted, &classes);
    let of = |node: u32| {
        let first = sums.get(node as usize).copied().unwrap_or_default();
        sums.get(view.end(node) as usize).copied().unwrap_or_default().minus(&first)
    };
    let mut selection = Selection { taken: Vec::new(), left: Vec::new(), classes };
    let mut node = 0;
    while (node as usize) < view.page.len() {
        let tally = of(node);
        if tally.targets == 0 {
            node = view.end(node);
            continue;
        }
        if may_be_root(view, node) && fits(view, node, &tally, &selection.classes) {
            selection.taken.push(node);
            node = view.end(node);
            continue;
        }
        // A dialog of a kind that stays is not nibbled at.
        if view.overlay.get(node as usize) == Some(&node) && tally.guards == 0 && tally.off_chars >= tally.target_chars
        {
            node = view.end(node);
            continue;
        }
        let block = view.blocks.within(node, node + 1);
        if let Some(block) = Some(block.start).filter(|_| !block.is_empty())
            && selection.classes.get(block) == Some(&Class::Target)
        {
            selection.left.push((block, tally.guards + tally.fragments + tally.titles > 0));
        }
        node += 1;
    }
    selection
}

/// Whether an element may be hidden as such: it has a parent, all text in it is its own, and it is no frame of the whole page.
fn may_be_root(view: &View, node: u32) -> bool {
    let tag = view.page.tag(node);
    // A shadow root is no element; hiding its host would hide what is slotted into it too.
    let root = view.page.flags(node).any(Flags::SHADOW);
    view.page.parent(node).is_some()
        && !root
        && (view.blocks.owner(node) == node || tag == Tag::IFRAME)
        && !matches!(tag, Tag::HTML | Tag::BODY | Tag::MAIN | Tag::TITLE | Tag::HEAD)
}

fn fits(view: &View, node: u32, tally: &Tally, classes: &[Class]) -> bool {
    let titled = classes.get(view.within(node).start) == Some(&Class::Title);
    let overlay = view.in_overlay(node);
    let majority = if overlay { OVERLAY_MAJORITY } else { MAJORITY };
    let pieces = if overlay { FURNITURE_PIECES_IN_OVERLAY } else { FURNITURE_PIECES };
    let all = u64::from(tally.target_chars) + u64::from(tally.rider_chars);
    // Words and doubtful blocks need a box in which several others are sure.
    let box_of_nags = tally.targets >= BOX_TARGETS
        && tally.risk < u64::from(view.thresholds.box_risk)
        && u64::from(tally.fragment_chars) * 100 <= u64::from(tally.target_chars) * u64::from(FRAGMENT_SHARE);
    tally.guards == 0
        && (tally.fragments + tally.doubtful + tally.titles == 0 || box_of_nags)
        && (tally.titles == 0 || tally.titles == 1 && titled)
        && tally.foreign == 0
        && tally.vetoes == 0
        && tally.rider_risk < RIDERS_RISK
        && u64::from(tally.target_chars) * 100 >= all * u64::from(majority)
        && tally.off_chars <= tally.target_chars
        && tally.furniture <= pieces
        && u64::from(tally.furniture_chars) * 100 <= u64::from(tally.target_chars) * u64::from(FURNITURE_SHARE)
}

/// Prefix sums: entry `n` holds what stands in the nodes before `n`.
fn sums(view: &View, wanted: &Wanted, classes: &[Class]) -> Vec<Tally> {
    let mut sums = Vec::with_capacity(view.page.len() + 1);
    let mut sum = Tally::default();
    let mut section = vec![false; view.page.len()];
    let mut card = vec![false; view.page.len()];
    let mut frame = vec![false; view.page.len()];
    let mut next = 0;
    for node in 0..view.page.len() as u32 {
        sums.push(sum);
        let inherits = |list: &[bool]| view.page.parent(node).is_some_and(|parent| list[parent as usize]);
        let above = inherits(&section);
        let tag = view.page.tag(node);
        section[node as usize] =
            above || matches!(tag, Tag::ARTICLE | Tag::ASIDE | Tag::SECTION | Tag::FORM) || view.in_overlay(node);
        card[node as usize] = matches!(tag, Tag::A | Tag::LI | Tag::ASIDE) || inherits(&card);
        let place = Place { section: above, card: card[node as usize], frame: inherits(&frame) };
        frame[node as usize] = tag == Tag::IFRAME || place.frame;
        let mut own = Tally { vetoes: u32::from(vetoes(view, wanted, node, place)), ..Tally::default() };
        if view.node(next) == node {
            own.add(&tally(view, wanted, classes, next));
            next += 1;
        }
        sum.add(&own);
    }
    sums.push(sum);
    sums
}

fn tally(view: &View, wanted: &Wanted, classes: &[Class], block: usize) -> Tally {
    let frame = view.page.tag(view.node(block)) == Tag::IFRAME;
    let chars = view.chars.get(block).copied().unwrap_or(0).max(if frame { FRAME_CHARS } else { 0 });
    let mut tally = Tally::default();
    match classes.get(block).copied().unwrap_or(Class::Guard) {
        Class::Guard => tally.guards = 1,
        Class::Foreign => tally.foreign = 1,
        Class::Target => {
            tally.targets = 1;
            tally.target_chars = chars;
            tally.risk = u64::from(view.risk(block));
        }
        Class::Doubtful => {
            tally.doubtful = 1;
            tally.target_chars = chars;
            tally.risk = u64::from(view.risk(block));
        }
        Class::Between => {
            tally.doubtful = 1;
            tally.target_chars = chars;
        }
        Class::Title => tally.titles = 1,
        Class::Fragment => {
            tally.fragments = 1;
            tally.fragment_chars = chars;
        }
        Class::Rider => {
            tally.rider_risk = u64::from(view.risk(block));
            let label = view.label(block);
            let furniture = label != Label::Other && !NAGS.has(label);
            // What is not shown now counts too: a menu that opens at a click is a menu still. But the next step of a dialog that is shown is the dialog's.
            let seen = !view.hidden(block);
            if seen || furniture && !view.in_shown_overlay(view.node(block)) {
                tally.rider_chars = chars;
                if furniture {
                    tally.furniture = 1;
                    tally.furniture_chars = chars;
                }
            }
            if seen && NAGS.has(label) && !wanted.kinds.has(label) {
                tally.off_chars = chars;
            }
        }
    }
    tally
}

/// Where an element stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// In a section, article, form or overlay: a header there is not the page's.
    section: bool,
    /// In a link, a list's entry or an aside: a picture there belongs to a teaser.
    card: bool,
    /// In a frame, whose page is no part of this one.
    frame: bool,
}

/// Whether a field is one to search by. Amounts to choose from are named "s" too.
fn is_search(page: &Page, node: u32) -> bool {
    match page.attribute(node, Attr::Type) {
        "search" => true,
        "" | "text" => matches!(page.attribute(node, Attr::Name), "s" | "q"),
        _ => false,
    }
}

/// Whether an element forbids to hide what holds it, whatever its text is.
fn vetoes(view: &View, wanted: &Wanted, node: u32, place: Place) -> bool {
    let page = view.page;
    let tag = page.tag(node);
    if tag == Tag::TEXT {
        return false;
    }
    if page.flags(node).any(Flags::PLAYING) {
        return true;
    }
    if place.frame {
        return false;
    }
    let overlay = view.in_overlay(node);
    match tag {
        Tag::MAIN | Tag::BODY | Tag::HTML => true,
        // The shell of an article whose text is not there yet; and its pictures and players, which have no text to speak for them.
        Tag::ARTICLE if !overlay => !wanted.kinds.has(Label::Related),
        Tag::VIDEO | Tag::AUDIO | Tag::FIGURE if !overlay => !(wanted.kinds.has(Label::Related) && place.card),
        // What the reader searches by is no part of the box beside it.
        Tag::INPUT if !overlay && is_search(page, node) => !wanted.kinds.has(Label::Nav),
        Tag::HEADER | Tag::NAV if !place.section => !wanted.kinds.has(Label::Nav),
        Tag::FOOTER if !place.section => !wanted.kinds.has(Label::Footer),
        _ => match page.attribute(node, Attr::Role) {
            "main" => true,
            "banner" | "navigation" if !place.section => !wanted.kinds.has(Label::Nav),
            "contentinfo" if !place.section => !wanted.kinds.has(Label::Footer),
            _ => page.attribute(node, Attr::Itemprop) == "articleBody",
        },
    }
}
