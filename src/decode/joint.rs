//! Labels settled over neighbours and widgets, after each block has been judged.
//!
//! Threat: a sentence of the article, or of a reader, that talks like an appeal. Choice: steps, each of which needs more than the block's own
//! word. What an article quotes is its own. A run of nags that reads like one widget as a whole makes each of its blocks surer, and its short
//! lines of its main kind; a short run in a container of the article's own, or among comments, that has no such backing is doubted. Labels are
//! not pushed into neighbours: what that won in nags it lost twice in links beside them. Known gap: an appeal of one paragraph in the article's
//! own container.

use super::boxes::nag;
use super::{Labelled, role};
use crate::block::{Block, Blocks};
use crate::label::{Label, Role};
use crate::model::Evidence;
use crate::page::{Attr, Page};
use crate::plan::Reason;
use crate::tag::Tag;

/// How sure the text of a run as a whole must be of being a nag to back its blocks up.
const BACKED: f32 = 0.9;
/// How sure it must be of that in a box among the article's own blocks: without anything to fill in, and with.
const SPEAKS: [f32; 2] = [0.15, 0.3];
/// How sure the text of a block alone must be of being a nag for that, in a container of the article's own.
const SAYS_SO: f32 = 0.7;
/// How sure such a block is of the article then, unless it is short: enough to be read with the rest of it.
const READ: f32 = 0.5;
/// How many nag blocks in a row, with how many bytes at most, count as lone.
const LONE_BLOCKS: usize = 3;
/// See [`LONE_BLOCKS`].
const LONE_BYTES: usize = 400;
/// How sure one of them must be of being a nag of any kind, and see [`AGREES`].
const LONE_SURE: f32 = 0.95;

/// A longer text in front of a list, in bytes, is no title of it.
const SENTENCE: usize = 60;
/// A box of more nodes is not looked through for something to click.
const MOST_NODES: usize = 120;
/// How far up from a block, itself included, its quotation is looked for.
const QUOTED: usize = 4;

/// How far up the comments that something stands among are looked for.
const THREAD: usize = 32;

/// Percent of a run's text that must be of one kind for its short lines to be of that kind too.
const MAIN_KIND: usize = 75;
/// How sure the text of a run as a whole must be of being a nag for that, and for a lone run to be one.
const AGREES: f32 = 0.5;
/// The longest line, in bytes, that takes the kind of its run.
const SHORT_BYTES: usize = 40;

/// The page as the steps look at it.
struct Settling<'a> {
    list: &'a mut Vec<Labelled>,
    page: &'a Page,
    blocks: &'a Blocks,
    evidence: &'a Evidence,
    /// What each node holds directly, in bytes: of the article, and of nags.
    columns: Vec<(usize, usize)>,
    /// The node after each node's last.
    ends: Vec<u32>,
}

/// Settles the labels of a page's blocks.
pub(super) fn settle(list: &mut Vec<Labelled>, page: &Page, blocks: &Blocks, evidence: &Evidence) {
    let mut columns = vec![(0, 0); page.len()];
    for (block, labelled) in blocks.iter().zip(list.iter()) {
        let parent = page.parent(block.node).and_then(|parent| columns.get_mut(parent as usize));
        let Some((article, nags)) = parent else { continue };
        *article += if labelled.label == Label::Article { block.bytes().max(1) } else { 0 };
        *nags += if labelled.label.is_nag() { block.bytes() } else { 0 };
    }
    let ends = page.subtree_ends();
    let mut settling = Settling { list, page, blocks, evidence, columns, ends };
    settling.own();
    settling.runs();
}

/// Words of the class or id of what holds readers' comments, or one of them.
const COMMENTS: &[&str] = &["comment", "comments", "commentlist", "disqus"];

/// Whether a node is named as one that holds comments. A page's frame is also named by whether it may be commented on.
fn holds_comments(page: &Page, node: u32) -> bool {
    let named = |attr: Attr| {
        let mut words = page.attribute(node, attr).as_bytes().split(|byte| !byte.is_ascii_alphanumeric());
        words.any(|word| COMMENTS.iter().any(|name| word.eq_ignore_ascii_case(name.as_bytes())))
    };
    !matches!(page.tag(node), Tag::HTML | Tag::BODY | Tag::MAIN | Tag::ARTICLE)
        && (named(Attr::Class) || named(Attr::Id))
}

/// Types of what takes a number, a date or a word.
const ASKS: &[&str] = &["", "number", "text", "date", "range"];

/// What a reader can click or fill in.
fn is_control(tag: Tag) -> bool {
    matches!(tag, Tag::A | Tag::BUTTON | Tag::INPUT | Tag::SELECT | Tag::TEXTAREA | Tag::FORM | Tag::LABEL)
}

impl Settling<'_> {
    fn bytes(&self, block: usize) -> usize {
        self.blocks.get(block).map_or(0, Block::bytes)
    }

    fn is_nag(&self, block: usize) -> bool {
        self.list.get(block).is_some_and(|labelled| labelled.label.is_nag())
    }

    /// The element that a block stands in. The text of a box beside other blocks, as its button, stands in the box, as they do.
    fn place(&self, block: usize) -> Option<u32> {
        let own = self.blocks.get(block)?.node;
        let next = self.blocks.get(block + 1).map_or(own, |next| next.node);
        // Up to here there are no other nodes than those between the two: all such climbs together are no longer than the page.
        let stands = self.page.ancestors(next).find(|above| *above <= own) == Some(own);
        if stands {
            return Some(own);
        }
        // A paragraph of an entry stands in the list, as the entry's own text would.
        let parent = self.page.parent(own)?;
        if self.page.tag(parent) == Tag::LI { self.page.parent(parent) } else { Some(parent) }
    }

    fn end(&self, node: u32) -> u32 {
        self.ends.get(node as usize).copied().unwrap_or(node)
    }

    /// Whether any of these nodes can be clicked or filled in; so it is if they are too many to be looked through.
    #[inline(never)]
    fn holds_controls(&self, nodes: std::ops::Range<u32>) -> bool {
        nodes.len() > MOST_NODES || nodes.into_iter().any(|node| is_control(self.page.tag(node)))
    }

    /// Blocks that are the article's own by themselves, whatever stands around them.
    fn own(&mut self) {
        for block in 0..self.list.len() {
            if self.is_nag(block) && (self.is_quoted(block) || self.is_silent(block)) {
                self.take_for(Label::Article, block, block + 1);
                let long = self.bytes(block) > SHORT_BYTES;
                if let Some(labelled) = self.list.get_mut(block).filter(|_| long) {
                    labelled.score = labelled.score.max(READ);
                }
            }
        }
    }

    /// What an article quotes is its own, however much it talks like an appeal: an appeal would lead somewhere.
    fn is_quoted(&self, block: usize) -> bool {
        let Some(own) = self.blocks.get(block).map(|block| block.node) else { return false };
        let mut above = std::iter::once(own).chain(self.page.ancestors(own));
        let Some(quote) = above.by_ref().take(QUOTED).find(|above| self.page.tag(*above) == Tag::BLOCKQUOTE) else {
            return false;
        };
        let around = above.find(|above| self.page.tag(*above) != Tag::FIGURE);
        around.is_some_and(|around| self.is_article(around)) && !self.holds_controls(quote..self.end(quote))
    }

    /// Whether a block in the article's own container, in which nothing can be clicked, does not talk like a nag by itself: an appeal's words speak
    /// for those beside it too.
    fn is_silent(&self, block: usize) -> bool {
        self.evidence.text.get(block).is_some_and(|text| nag(text) < SAYS_SO)
            && self.blocks.get(block).is_some_and(|block| block.link_bytes + block.button_bytes == 0)
            && self.place(block).is_some_and(|place| self.is_article(place))
    }

    /// Whether a node stands among readers' comments.
    fn among_comments(&self, node: u32) -> bool {
        let mut above = std::iter::once(node).chain(self.page.ancestors(node)).take(THREAD);
        above.any(|above| holds_comments(self.page, above))
    }

    /// Whether what stands directly in a node is somebody's text by the node's own account: an `article`'s, a commenting reader's.
    fn is_text_by_name(&self, node: u32) -> bool {
        self.page.tag(node) == Tag::ARTICLE || self.among_comments(node)
    }

    fn runs(&mut self) {
        let mut at = 0;
        while at < self.list.len() {
            let place = if self.is_nag(at) { self.place(at) } else { None };
            let Some(place) = place else {
                at += 1;
                continue;
            };
            let mut end = at + 1;
            while self.is_nag(end) && self.place(end) == Some(place) {
                end += 1;
            }
            self.agree(at, end);
            // What a site asks for in the article's own container leads somewhere; what the article says of such things need not.
            let told = self.is_column(place) && !self.leads(place, at, end);
            if told || self.is_bare_list(at, end) || self.lacks_words(place, at, end) {
                self.take_for(Label::Article, at, end);
            } else if !self.back_up(place, at, end) {
                self.doubt(place, at, end);
            }
            at = end;
        }
    }

    fn whole(&self, first: usize, last: usize) -> f32 {
        let [_, donation, paywall, newsletter, prompt, ..] = self.evidence.window_text(first, last);
        donation + paywall + newsletter + prompt
    }

    /// A run that reads like one widget makes its blocks surer. Gives whether it does. Among the article's own blocks only those that talk like a nag
    /// by themselves: an appeal's words speak for a run that a short line of the article beside it has got into.
    fn back_up(&mut self, place: u32, first: usize, last: usize) -> bool {
        let whole = self.whole(first, last);
        if last - first < 2 || whole < BACKED {
            return false;
        }
        let column = self.is_article(place) || self.is_text_by_name(place);
        for (block, labelled) in self.list.iter_mut().enumerate().take(last).skip(first) {
            if column && self.evidence.text.get(block).is_none_or(|text| nag(text) < SAYS_SO) {
                continue;
            }
            // What is taken off the doubt that a block is article goes to what it was taken for.
            let article = labelled.probabilities[Label::Article as usize];
            labelled.probabilities[Label::Article as usize] = article * (1.0 - whole);
            labelled.probabilities[labelled.label as usize] += article * whole;
            labelled.score = labelled.probabilities[labelled.label as usize].clamp(0.0, 1.0);
        }
        true
    }

    /// A button or a line of a few words is of the kind of the text that it stands with: "Remind me later" belongs to the appeal above it, and
    /// goes and stays with it.
    fn agree(&mut self, first: usize, last: usize) {
        if self.whole(first, last) < AGREES {
            return;
        }
        let mut bytes = [0_usize; 14];
        for block in first..last {
            let Some(labelled) = self.list.get(block) else { continue };
            bytes[labelled.label as usize] += self.bytes(block);
        }
        let all: usize = bytes.iter().sum();
        let Some(&kind) = Label::ALL.iter().find(|label| bytes[**label as usize] * 100 > all * MAIN_KIND) else {
            return;
        };
        for block in first..last {
            let short = self.bytes(block) <= SHORT_BYTES;
            let Some(labelled) = self.list.get_mut(block).filter(|labelled| short && labelled.label != kind) else {
                continue;
            };
            // The kinds' shares change places: how sure it is to be a nag stays as it was.
            labelled.probabilities.swap(labelled.label as usize, kind as usize);
            labelled.label = kind;
        }
    }

    /// Whether this is a box among the article's own blocks, or some of them, whose text as a whole has little of a nag: a calculator or a table to
    /// book asks for numbers as an appeal does.
    fn lacks_words(&self, place: u32, first: usize, last: usize) -> bool {
        let mut around = std::iter::once(place).chain(self.page.parent(place));
        if !around.any(|above| self.is_article(above)) {
            return false;
        }
        let end = self.end(place).min(place + MOST_NODES as u32);
        let asks = |node: u32| match self.page.tag(node) {
            Tag::SELECT => true,
            Tag::INPUT => ASKS.contains(&self.page.attribute(node, Attr::Type)),
            _ => false,
        };
        self.whole(first, last) < SPEAKS[usize::from((place..end).any(asks))]
    }

    /// Whether a node holds a block of the article directly.
    fn is_column(&self, node: u32) -> bool {
        self.columns.get(node as usize).is_some_and(|(article, _)| *article > 0)
    }

    /// Whether a node holds more of the article directly than of nags: in a box of nags a word may be taken for article.
    fn is_article(&self, node: u32) -> bool {
        self.columns.get(node as usize).is_some_and(|(article, nags)| article > nags)
    }

    /// Whether these blocks are a list in which nothing can be clicked or filled in, among the article's blocks; or in a box of its own, nothing in
    /// that box either, and numbers in it: what a thing costs that the article is about. An offer's prices lead somewhere, and what it promises may
    /// be a list by itself; an account's numbers follow the appeal that they are given for.
    fn is_bare_list(&self, first: usize, last: usize) -> bool {
        let inside = self.place(first).filter(|place| matches!(self.page.tag(*place), Tag::UL | Tag::OL | Tag::DL));
        let Some((inside, around)) = inside.and_then(|inside| Some((inside, self.page.parent(inside)?))) else {
            return false;
        };
        let among = self.is_column(around);
        let follows = |before: usize| {
            let inside = self.blocks.get(before).is_some_and(|block| block.node > around);
            inside && self.is_nag(before) && self.bytes(before) > SENTENCE
        };
        if !among && first.checked_sub(1).is_some_and(follows) {
            return false;
        }
        let numbers =
            || (first..last).filter(|block| self.blocks.text(*block).bytes().any(|byte| byte.is_ascii_digit()));
        if !among && numbers().count() * 2 < last - first {
            return false;
        }
        let whole = if among { inside } else { around };
        !self.holds_controls(whole..self.end(whole))
    }

    /// Whether anything in a run or right behind it, in the same container, can be clicked or filled in: a field has no text, and so is no block.
    fn leads(&self, place: u32, first: usize, last: usize) -> bool {
        let end = self.end(place);
        let node = |block: usize| self.blocks.get(block).map_or(end, |block| block.node.min(end));
        let from = node(first);
        let links = |block: &Block| block.link_bytes + block.button_bytes > 0;
        self.blocks.iter().take(last).skip(first).any(links)
            || self.holds_controls(from..node(last).min(from + MOST_NODES as u32))
    }

    /// A short run of nags in a container that holds article blocks too, or comments, reads like a nag only by its words: they must say so by
    /// themselves, it must lead somewhere, and be surer than one that has a box of its own, or it is taken for what stands around it. A lone
    /// button is a nag to the networks by its shape alone, whatever it says, and so is an article's last line behind a box that asks for money.
    fn doubt(&mut self, place: u32, first: usize, last: usize) {
        let bytes: usize = (first..last).map(|block| self.bytes(block)).sum();
        let column = self.is_column(place);
        let beside = column || self.is_text_by_name(place);
        let leads = self.leads(place, first, last);
        let sure = self
            .list
            .get(first..last)
            .unwrap_or(&[])
            .iter()
            .map(|labelled| nag(&labelled.probabilities))
            .fold(0.0, f32::max);
        let certain = leads && sure >= LONE_SURE && self.whole(first, last) >= AGREES;
        if last - first > LONE_BLOCKS || bytes >= LONE_BYTES || !beside || certain {
            return;
        }
        let comment = !column && self.among_comments(place);
        self.take_for(if comment { Label::Comments } else { Label::Article }, first, last);
    }

    fn take_for(&mut self, label: Label, first: usize, last: usize) {
        for block in first..last {
            let node = self.blocks.get(block).map_or(0, |block| block.node);
            let role = if label == Label::Article { role(self.page, node, true, true) } else { Role::None };
            if let Some(labelled) = self.list.get_mut(block) {
                labelled.label = label;
                labelled.role = role;
                labelled.score = labelled.probabilities[label as usize];
                labelled.reasons = [Some(Reason::Place), None, None, None];
            }
        }
    }
}

#[cfg(all(test, feature = "html"))]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests;
