//! Gate against promo: the notice of an article that is cut off is information and stays; an offer around a whole article is a nag.
//!
//! Threat: hiding the notice of a cut article makes the page a lie (a text that just stops), and hiding a wall laid over an article is
//! what we do not do. Choice: a run of nag blocks is a gate if it stands where the article's text stops and enough speaks for a cut:
//!
//! | evidence | points | why |
//! |---|---|---|
//! | JSON-LD says the article is not free, and the part that is not free is not there in full | 3 | the publisher's own word |
//! | it says the article is free | −2 | likewise |
//! | the text fades out at its end (`FADED`) | 3 | nobody fades a text that ends |
//! | the notice says that one reads on behind it | 3 | the notice's own word |
//! | … on a button, or in a newsletter box or an appeal | 2 | so are those closed, too |
//! | … over more than a little text, with a button that closes it | 1 or 0 | what lies behind can be read already |
//! | the text trails off ("…") | 2 | so are teasers cut |
//! | the last sentence has no end | 1 | may be a list or a caption |
//! | little text | 1 | short articles exist |
//! | names like `paywall` around the notice | 1 | promos carry them too |
//!
//! Three points make a gate. No article text may follow beyond a trifle, and little else may stand between text and notice. An overlay need
//! not stand there; a bar at the edge of the window covers nothing and needs words of its own. Known gap: a site that delivers the whole
//! text, hides it by script and says nothing of it looks like a promo.

use super::limits::{
    AFTER_GATE, AFTER_GATE_SHARE, BEFORE_GATE, DELIVERED, GATE, MAX_SELECTORS, SHORT_ARTICLE, SMALL_FURNITURE,
    SURE_AFTER_GATE,
};
use super::view::{NONE, View};
use super::words;
use crate::label::Label;
use crate::page::{Attr, Flags, Page};
use crate::tag::Tag;

/// Letters of a text in which it must say so.
const BEGINNING: usize = 400;
/// Nodes of an overlay that are looked through for a button that closes it.
const MOST_NODES: u32 = 200;

/// What was found out about the end of the article.
pub(super) struct Gate {
    /// For each block whether it is of a gate.
    pub(super) blocks: Vec<bool>,
    /// The gates' elements and labels.
    pub(super) notices: Vec<(u32, Label)>,
    /// Whether the article's own text is complete, as far as can be seen.
    pub(super) complete: bool,
}

/// Looks for gates.
pub(super) fn find(view: &View) -> Gate {
    let end = End::of(view);
    let mut gate = Gate { blocks: vec![false; view.blocks.len()], notices: Vec::new(), complete: false };
    let mut from = 0;
    while from < view.blocks.len() {
        let Some(run) = next_run(view, from) else { break };
        from = run.end;
        if end.is_gate(view, &run) {
            mark(view, &trimmed(view, run), &mut gate);
        }
    }
    gate.complete = gate.notices.is_empty()
        && end.prose > 0
        && end.free != Some(false)
        && !end.faded
        && !end.trails
        && !end.hidden_text;
    gate
}

/// A gate without the newsletter box or appeal that stands right beside it.
fn trimmed(view: &View, mut run: Run) -> Run {
    let another =
        |block: usize| matches!(view.label(block), Label::Newsletter | Label::Donation) && says_so(view, block) == 0;
    if run.paywall {
        while run.end > run.start && another(run.end - 1) {
            run.end -= 1;
        }
        while run.start < run.end && another(run.start) {
            run.start += 1;
        }
    }
    run
}

/// The points for a block's saying that one reads on behind it. A notice says so at once, if at all. "Continue reading" is also what closes a newsletter's
/// modal or an appeal over a whole article: on a button, or in a box of those kinds, it needs one point more from elsewhere.
fn says_so(view: &View, block: usize) -> u32 {
    let text = words::fold(view.blocks.text(block), BEGINNING);
    if !view.label(block).is_nag() || !words::GATE.iter().any(|words| text.contains(words)) {
        return 0;
    }
    let control = view
        .blocks
        .get(block)
        .is_none_or(|block| (block.link_bytes + block.button_bytes) as usize * 2 >= block.bytes());
    2 + u32::from(matches!(view.label(block), Label::Paywall | Label::Prompt) && !control)
}

/// Whether a notice stands in an overlay with a button to be seen that is called, in full, as those are that close it. Where it is not among the first
/// nodes, it is taken for having none.
fn can_be_closed(view: &View, notice: u32) -> bool {
    let page = view.page;
    let is_called = |name: &str| words::CLOSE.contains(&words::fold(name, BEGINNING).as_str());
    // The notice itself may be the overlay: it is above its own first node.
    let own = page.ancestors(notice + 1).find(|above| view.says_overlay(*above));
    let Some(own) = own else { return false };
    let (mut node, end) = (own, view.end(own).min(own + MOST_NODES));
    while node < end {
        if page.flags(node).any(Flags::HIDDEN) {
            node = view.end(node);
            continue;
        }
        if page.tag(node) == Tag::BUTTON
            && (is_called(page.attribute(node, Attr::AriaLabel)) || is_called(page.text(node + 1)))
        {
            return true;
        }
        node += 1;
    }
    false
}

/// Marks a run's blocks, and names the highest elements that hold nothing else.
fn mark(view: &View, run: &Run, gate: &mut Gate) {
    for slot in gate.blocks.get_mut(run.start..run.end).unwrap_or_default() {
        *slot = true;
    }
    // One that is not shown yet is not hidden in advance, but until it is shown it says nothing of the text.
    if (run.start..run.end).all(|block| view.hidden(block)) {
        return;
    }
    let mut block = run.start;
    while block < run.end {
        let mut node = view.node(block);
        while let Some(parent) = view.page.parent(node) {
            let range = view.within(parent);
            if range.start < block
                || range.end > run.end
                || matches!(view.page.tag(parent), Tag::HTML | Tag::BODY | Tag::MAIN)
            {
                break;
            }
            node = parent;
        }
        gate.notices.push((node, run.label));
        block = view.within(node).end.max(block + 1);
    }
}

/// Neighbouring nag blocks, with small fragments between them.
#[derive(Debug, Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
    /// The overlay they stand in, or [`NONE`].
    overlay: u32,
    /// Whether one of them is a paywall block.
    paywall: bool,
    label: Label,
}

/// The next run that starts at `from` or later. Each block is looked at once or, at the end of a run, twice.
fn next_run(view: &View, from: usize) -> Option<Run> {
    let start = (from..view.blocks.len()).find(|block| view.label(*block).is_nag())?;
    let overlay = view.overlay.get(view.node(start) as usize).copied().unwrap_or(NONE);
    let mut run = Run { start, end: start + 1, overlay, paywall: false, label: view.label(start) };
    for block in start..view.blocks.len() {
        let node = view.node(block);
        if view.overlay.get(node as usize).copied().unwrap_or(NONE) != overlay
            || overlay == NONE && at_landmark(view, node)
        {
            break;
        }
        let label = view.label(block);
        if label.is_nag() {
            run.end = block + 1;
            run.paywall |= label == Label::Paywall;
        } else if label.is_article_family() || view.chars.get(block).is_none_or(|chars| *chars > SMALL_FURNITURE) {
            break;
        }
    }
    if run.paywall {
        run.label = Label::Paywall;
    }
    Some(run)
}

/// Whether a block's own element is one of the page's landmarks: there something new begins.
fn at_landmark(view: &View, node: u32) -> bool {
    matches!(view.page.tag(node), Tag::FOOTER | Tag::HEADER | Tag::NAV)
}

/// The end of the article's text.
#[allow(clippy::struct_excessive_bools, reason = "each is one piece of evidence")]
struct End {
    free: Option<bool>,
    /// Whether the part that is not free stands in the page in full.
    delivered: bool,
    /// The last block of prose.
    last: Option<usize>,
    /// Characters of prose.
    prose: u32,
    /// Prose and other visible characters in the flow before each block, and of the prose what is surely article.
    before: Vec<(u32, u32, u32)>,
    trails: bool,
    unfinished: bool,
    /// Whether the text fades out where it stops: an element of its last blocks or one around them.
    faded: bool,
    /// For each node the faded ones before it.
    faded_before: Vec<u32>,
    /// Whether there is article text that the page itself does not show.
    hidden_text: bool,
}

impl End {
    fn of(view: &View) -> End {
        let mut before = Vec::with_capacity(view.blocks.len() + 1);
        let (mut prose, mut other, mut sure, mut hidden, mut last) = (0_u32, 0_u32, 0_u32, 0_u32, None);
        for block in 0..view.blocks.len() {
            before.push((prose, other, sure));
            let chars = view.chars.get(block).copied().unwrap_or(0);
            if view.is_prose(block) {
                prose += chars;
                last = Some(block);
                if view.labelled(block).is_some_and(|labelled| labelled.score >= SURE_AFTER_GATE) {
                    sure += chars;
                }
            } else if !view.hidden(block) && !view.label(block).is_nag() && !view.in_overlay(view.node(block)) {
                other += chars;
            } else if view.hidden(block) && view.label(block) == Label::Article {
                hidden += chars;
            }
        }
        before.push((prose, other, sure));
        // A stray teaser far down that was taken for article is not where the text stops: the end is where nine tenths are reached.
        let most = prose - prose * AFTER_GATE_SHARE / 100;
        let main = (0..view.blocks.len())
            .find(|block| view.is_prose(*block) && before.get(block + 1).is_some_and(|at| at.0 >= most));
        let text =
            main.map_or("", |block| view.blocks.text(block)).trim_end_matches(['"', '”', '»', '’', ')', ']', ' ']);
        let mut faded_before = Vec::with_capacity(view.page.len() + 1);
        let mut count = 0;
        for node in 0..view.page.len() as u32 {
            faded_before.push(count);
            count += u32::from(view.page.flags(node).any(Flags::FADED));
        }
        faded_before.push(count);
        // The very last paragraph may be less than the last tenth.
        let faded = main.into_iter().chain(last).any(|block| {
            let node = view.node(block);
            view.page.flags(node).any(Flags::FADED)
                || view.page.ancestors(node).any(|at| view.page.flags(at).any(Flags::FADED))
        });
        End {
            free: view.page.facts().free,
            delivered: delivered(view),
            last,
            prose,
            before,
            trails: text.ends_with('…') || text.ends_with("..."),
            unfinished: !text.is_empty() && !text.ends_with(['.', '!', '?', '。', '！', '？', '؟', '।', ':', '…']),
            faded,
            faded_before,
            hidden_text: hidden > DELIVERED && hidden > prose / 2,
        }
    }

    fn is_gate(&self, view: &View, run: &Run) -> bool {
        let says_so = (run.start..run.end).map(|block| says_so(view, block)).max().unwrap_or(0);
        if !run.paywall && says_so == 0 {
            return false;
        }
        let (prose_before, other_before, _) = self.before.get(run.start).copied().unwrap_or_default();
        let mut points = 0;
        if run.overlay == NONE {
            let sure = |block: usize| self.before.get(block).map_or(0, |at| at.2);
            let after = sure(view.blocks.len()) - sure(run.end);
            if after > AFTER_GATE.max(prose_before * AFTER_GATE_SHARE / 100) {
                return false;
            }
            let end = self.last.and_then(|last| self.before.get(last + 1)).map_or(0, |at| at.1);
            if other_before.saturating_sub(end) > BEFORE_GATE || prose_before == 0 && self.prose > 0 {
                return false;
            }
            points += u32::from(self.fades(view, run)) * 3;
        } else {
            let covers = view.page.flags(run.overlay).any(Flags::COVERS) || view.is_dialog(run.overlay);
            if !covers && says_so == 0 {
                return false;
            }
            points += u32::from(self.faded) * 3;
        }
        // A few paragraphs may be all that a cut article gives: there its word counts in full.
        let whole = says_so > 0 && self.prose >= SHORT_ARTICLE && can_be_closed(view, view.node(run.start));
        points += if whole { says_so.saturating_sub(2) } else { says_so };
        points += u32::from(self.free == Some(false) && (!self.delivered || run.overlay != NONE)) * 3;
        points += if self.trails { 2 } else { u32::from(self.unfinished) };
        points += u32::from(self.prose < SHORT_ARTICLE);
        points += u32::from(named(view, run));
        points.saturating_sub(if self.free == Some(true) { 2 } else { 0 }) >= GATE
    }

    /// Whether the text fades out: its own element or one around it, one between it and the notice, or the notice's own.
    fn fades(&self, view: &View, run: &Run) -> bool {
        let last = self.last.filter(|last| *last < run.start).map_or(0, |last| view.node(last));
        let at = |node: u32| self.faded_before.get(node as usize).copied().unwrap_or(0);
        let stop = view.end(view.node(run.end - 1));
        self.faded || at(stop) > at(last)
    }
}

/// Whether a notice or what is closely around it has a gate's name.
fn named(view: &View, run: &Run) -> bool {
    let node = view.node(run.start);
    std::iter::once(node).chain(view.page.ancestors(node).take(3)).any(|at| {
        !matches!(view.page.tag(at), Tag::HTML | Tag::BODY) && {
            let names = [Attr::Class, Attr::Id].map(|attr| view.page.attribute(at, attr).to_ascii_lowercase());
            words::GATE_NAMES.iter().any(|name| names.iter().any(|names| names.contains(name)))
        }
    })
}

/// Whether the parts that the page says are not free hold enough prose to be there in full.
fn delivered(view: &View) -> bool {
    let selectors: Vec<Simple> = view
        .page
        .facts()
        .gated
        .iter()
        .flat_map(|list| list.split(','))
        .filter_map(Simple::parse)
        .take(MAX_SELECTORS)
        .collect();
    if selectors.is_empty() {
        return false;
    }
    let mut node = 0;
    let mut chars = 0_u32;
    while (node as usize) < view.page.len() {
        if selectors.iter().any(|selector| selector.matches(view.page, node)) {
            chars = view
                .within(node)
                .filter(|block| view.is_prose(*block))
                .filter_map(|block| view.chars.get(block))
                .fold(chars, |sum, chars| sum.saturating_add(*chars));
            node = view.end(node);
        } else {
            node += 1;
        }
    }
    chars >= DELIVERED
}

/// The last compound of a selector: a tag, an id, classes. Anything else in it makes it unreadable to us, and it is left out.
#[derive(Debug, PartialEq, Eq)]
struct Simple<'a> {
    tag: &'a str,
    id: &'a str,
    classes: Vec<&'a str>,
}

impl<'a> Simple<'a> {
    fn parse(selector: &'a str) -> Option<Simple<'a>> {
        let last = selector.split([' ', '>']).rfind(|part| !part.is_empty())?;
        let plain = |name: &str| name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        let first = last.find(['.', '#']).unwrap_or(last.len());
        let mut simple = Simple { tag: last.get(..first)?, id: "", classes: Vec::new() };
        let mut rest = last.get(first..)?;
        while let Some(kind) = rest.chars().next() {
            let body = rest.get(1..)?;
            let end = body.find(['.', '#']).unwrap_or(body.len());
            let name = body.get(..end)?;
            if name.is_empty() || !plain(name) {
                return None;
            }
            if kind == '#' {
                simple.id = name;
            } else {
                simple.classes.push(name);
            }
            rest = body.get(end..)?;
        }
        let something = !simple.tag.is_empty() || !simple.id.is_empty() || !simple.classes.is_empty();
        (something && plain(simple.tag)).then_some(simple)
    }

    fn matches(&self, page: &Page, node: u32) -> bool {
        let tag = page.tag(node);
        tag != Tag::TEXT
            && (self.tag.is_empty() || tag.name().eq_ignore_ascii_case(self.tag))
            && (self.id.is_empty() || page.attribute(node, Attr::Id) == self.id)
            && self
                .classes
                .iter()
                .all(|class| page.attribute(node, Attr::Class).split_whitespace().any(|own| own == *class))
    }
}
