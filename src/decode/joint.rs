//! Labels settled over neighbours and widgets, after each block has been judged.
//!
//! Threat: a sentence of the article that talks like an appeal. Choice: two steps, each of which needs more than the block's own word. A
//! run of nags that reads like one widget as a whole makes each of its blocks surer, and its short lines of its main kind; a short run between article blocks that has no such
//! backing is doubted. Labels are not pushed into neighbours: what that won in nags it lost twice in links beside them. Known gap: an appeal
//! of one paragraph in the article's own container.

use super::{Labelled, role};
use crate::block::{Block, Blocks};
use crate::label::Label;
use crate::model::Evidence;
use crate::page::Page;
use crate::plan::Reason;

/// How sure the text of a run as a whole must be of being a nag to back its blocks up.
const BACKED: f32 = 0.9;
/// How many nag blocks in a row, with how many bytes at most, count as lone.
const LONE_BLOCKS: usize = 3;
/// See [`LONE_BLOCKS`].
const LONE_BYTES: usize = 400;
/// How sure one of them must be of being a nag of any kind, and see [`AGREES`].
const LONE_SURE: f32 = 0.95;

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
}

/// Settles the labels of a page's blocks.
pub(super) fn settle(list: &mut Vec<Labelled>, page: &Page, blocks: &Blocks, evidence: &Evidence) {
    let mut settling = Settling { list, page, blocks, evidence };
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
            self.agree(at, end);
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

    /// A run that reads like one widget makes its blocks surer. Gives whether it does.
    fn back_up(&mut self, first: usize, last: usize) -> bool {
        let whole = self.whole(first, last);
        if last - first < 2 || whole < BACKED {
            return false;
        }
        for labelled in self.list.get_mut(first..last).unwrap_or_default() {
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
        let Some(kind) = Label::ALL.into_iter().find(|label| bytes[*label as usize] * 100 > all * MAIN_KIND) else {
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

    /// A short run of nags between article blocks of the same container reads like a nag only by its words: they must say so by themselves, and
    /// it must be surer than one that has a box of its own, or it is taken for what stands around it. A lone button is a nag to the networks
    /// by its shape alone, whatever it says.
    fn doubt(&mut self, first: usize, last: usize) {
        let article = |block: usize| {
            self.list.get(block).is_some_and(|labelled| labelled.label == Label::Article)
                && self.parent(block) == self.parent(first)
        };
        let bytes: usize = (first..last).map(|block| self.bytes(block)).sum();
        let between = first.checked_sub(1).is_some_and(article) && article(last);
        let sure = self.list.get(first..last).unwrap_or(&[]).iter().map(nag).fold(0.0, f32::max);
        let certain = sure >= LONE_SURE && self.whole(first, last) >= AGREES;
        if last - first > LONE_BLOCKS || bytes >= LONE_BYTES || !between || certain {
            return;
        }
        for block in first..last {
            let node = self.blocks.get(block).map_or(0, |block| block.node);
            let role = role(self.page, node, true, true);
            if let Some(labelled) = self.list.get_mut(block) {
                labelled.label = Label::Article;
                labelled.role = role;
                labelled.score = labelled.probabilities[Label::Article as usize];
                labelled.reasons = [Some(Reason::Place), None, None, None];
            }
        }
    }
}

#[cfg(all(test, feature = "html"))]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use crate::{Options, analyze, page_from_html};

    fn hidden(button: &str) -> usize {
        let html = format!(
            "<title>The ferry that nobody counted</title><article><h1>The ferry that nobody counted</h1>\
             <p>The ferry left the harbour of Havnsund at six, as it had every morning since the bridge was lost to the ice of that long winter.</p>\
             <p>So it did today, with eleven people and a piano aboard, and nobody on the quay asked the captain’s brother what for.</p>\
             <p><button>{button}</button></p>\
             <p>The council met on Tuesday evening and agreed, after three hours, that the old bridge should be repaired before winter comes.</p>\
             <p>Nobody in the village has counted the boats since the clerk retired, and the book lies where he left it.</p></article>"
        );
        analyze(page_from_html(&html, "").unwrap().page(), &Options::default()).plan.hide.len()
    }

    #[test]
    fn a_lone_button_in_an_article_is_a_nag_only_if_it_says_so() {
        for words in ["Chart", "Show map", "Listen", "Next"] {
            assert_eq!(hidden(words), 0, "{words}");
        }
        assert_eq!(hidden("Donate now"), 1);
    }
}
