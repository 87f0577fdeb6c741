//! The article's text, from the labels of a page's blocks.

mod written;

use crate::block::Block;
use crate::decode::Labelled;
use crate::features::hash;
use crate::label::{Label, Role};
use crate::order;
use crate::page::Page;
use crate::pipeline::Analysis;
use crate::plan::Purpose;

impl Analysis {
    /// The article's text, in the page's order: paragraphs separated by blank lines, breaks and code as they stand, of a table a row a line, its
    /// cells separated by tabs. Headline and captions are left out, and so is what the page does not show. Empty for a page without an article.
    ///
    /// `page`: the one that was analyzed. All line breaks in coloured code are in a page by [`crate::page_from_html_to_read`] alone.
    pub fn article_text(&self, page: &Page) -> String {
        let is_text = |number: &usize| self.labels.get(*number).is_some_and(|labelled| !is_beside(labelled));
        let numbers: Vec<usize> = self.article_blocks(page).filter(is_text).collect();
        written::text(page, &self.blocks, &numbers)
    }

    /// What a page is about, as text: of an article [`Analysis::article_text`]; of a page that is a list, a thread, a shop or the like all that
    /// may be article, its headline too, and what it leads to, if that is a good part of it. What the page does not show is left out.
    ///
    /// A page is taken for such a one by its purpose, or because little of it is surely an article and much leads elsewhere. The limits are
    /// chosen on the reference pages of `train text`; see `train/MODEL_CARD.md`.
    pub fn main_text(&self, page: &Page) -> String {
        let chars = |of: &dyn Fn(&Labelled) -> bool| -> usize {
            let each = self.blocks.iter().zip(self.labels.iter()).enumerate();
            let wanted = each.filter(|(_, (block, labelled))| !block.hidden && of(labelled));
            wanted.map(|(number, _)| self.blocks.text(number).chars().count()).sum()
        };
        let sure = chars(&|labelled| is_article(labelled) && labelled.score >= SURE);
        let leads = 2 * chars(&|labelled| labelled.label == Label::Related) >= sure;
        if self.plan.purpose == Purpose::Article && (sure >= SHORT || !leads) {
            return self.article_text(page);
        }
        let keep = |_: usize, block: &Block, labelled: &Labelled| {
            (is_article(labelled) || leads && labelled.label == Label::Related)
                && labelled.role != Role::Caption
                && !block.hidden
        };
        joined(page, self, keep)
    }

    /// The numbers of the blocks that make up the article, in order: those that are surely its own, headline and captions included. What
    /// the page does not show is left out, and what it carries twice is taken once.
    pub fn article_blocks(&self, page: &Page) -> impl Iterator<Item = usize> {
        let mut doubt = doubt(self);
        in_company(self, page, &mut doubt);
        once(self, |at, block, _| !block.hidden && doubt.get(at).is_some_and(|doubt| *doubt <= MOST)).into_iter()
    }
}

/// How doubtful it is that each block is the article's own: 0 if it is sure by itself, or stands in a table at least half of which is. One that
/// may be article counts its steps from the last sure block and to the next, nags aside: in a run of two between sure ones, 3. All else [`FAR`].
fn doubt(analysis: &Analysis) -> Vec<u8> {
    let labels = analysis.labels.list.as_slice();
    let mut doubt: Vec<u8> =
        labels.iter().map(|labelled| if is_article(labelled) && labelled.score >= SURE { 0 } else { FAR }).collect();
    let (mut start, mut more) = (0, 0);
    for at in 0..=labels.len() {
        if labels.get(at).is_some_and(|labelled| is_article(labelled) && labelled.role == Role::Table) {
            more += if doubt[at] == 0 { 1 } else { -1 };
            continue;
        }
        if more >= 0 {
            doubt[start..at].fill(0);
        }
        (start, more) = (at + 1, 0);
    }
    for back in [false, true] {
        let mut steps = FAR;
        for step in 0..labels.len() {
            let at = if back { labels.len() - 1 - step } else { step };
            if doubt[at] == 0 {
                steps = 0;
            } else if is_article(&labels[at]) {
                steps = FAR.min(steps + 1);
                doubt[at] = if back { doubt[at] + steps } else { steps };
            } else if !labels[at].label.is_nag() {
                steps = FAR;
            }
        }
    }
    doubt
}

/// Takes what may be article where the same element holds it and, by half of its own text or more, what is taken: an article's last line is doubted
/// by itself and has nothing sure behind it.
fn in_company(analysis: &Analysis, page: &Page, doubt: &mut [u8]) {
    let blocks = || analysis.blocks.iter().zip(analysis.labels.iter()).enumerate();
    let parent = |block: &Block| page.parent(block.node).map_or(0, |parent| parent as usize);
    let mut held = vec![(0_usize, 0_usize); page.len()];
    for (at, (block, labelled)) in blocks() {
        if block.hidden || labelled.label.is_nag() {
            continue;
        }
        if let Some((all, taken)) = held.get_mut(parent(block)) {
            *all += block.bytes();
            *taken += if doubt.get(at).is_some_and(|doubt| *doubt <= MOST) { block.bytes() } else { 0 };
        }
    }
    for (at, (block, labelled)) in blocks() {
        let company = held.get(parent(block)).is_some_and(|(all, taken)| *taken > 0 && taken * 2 >= *all);
        if let Some(slot) = doubt.get_mut(at).filter(|_| company && is_article(labelled) && labelled.score >= LIKELY) {
            *slot = MOST.min(*slot);
        }
    }
}

/// How likely it must be that a block is of the article for it to be taken with the rest of its element.
const LIKELY: f32 = 0.5;

/// Too far from a sure block to be read for its sake.
const FAR: u8 = 9;

/// The most that a block may be doubted to be read: runs of two between sure ones are, a paragraph and its crosshead.
const MOST: u8 = 3;

/// Whether a block is no part of the running text.
fn is_beside(labelled: &Labelled) -> bool {
    matches!(labelled.role, Role::Headline | Role::Caption)
}

fn is_article(labelled: &Labelled) -> bool {
    labelled.label == Label::Article
}

/// How sure it must be that a block is of the article for its text to be taken, if it does not stand between two that are. Hiding asks for
/// proof that something is no article; a text that is read on its own asks for proof that it is one. See `train/MODEL_CARD.md` for others.
const SURE: f32 = 0.85;

/// Characters of sure article below which a page may be one that leads to others.
const SHORT: usize = 600;

/// A block of at least so many bytes that stands in the page twice is one paragraph; shorter ones may be refrains, table cells, list entries.
const TWICE: usize = 80;

/// The text of the blocks that are to be kept.
pub fn joined(page: &Page, analysis: &Analysis, keep: impl Fn(usize, &Block, &Labelled) -> bool) -> String {
    written::text(page, &analysis.blocks, &once(analysis, keep))
}

/// The numbers of the blocks that are to be kept and have text, each paragraph once: some pages carry their article twice, once for each
/// width of the window.
fn once(analysis: &Analysis, keep: impl Fn(usize, &Block, &Labelled) -> bool) -> Vec<usize> {
    let each = analysis.blocks.iter().zip(analysis.labels.iter()).enumerate();
    let mut kept = Vec::new();
    let mut long = Vec::new();
    for (number, (block, labelled)) in each {
        let text = analysis.blocks.text(number);
        if text.is_empty() || !keep(number, block, labelled) {
            continue;
        }
        kept.push(number);
        if text.len() >= TWICE {
            // A caption in a paragraph's words does not take its place.
            long.push(order::key(hash(u32::from(is_beside(labelled)), text.as_bytes()), number as u32));
        }
    }
    order::sort(&mut long);
    let mut again = vec![false; analysis.blocks.len()];
    for alike in long.chunk_by(|a, b| order::halves(*a).0 == order::halves(*b).0) {
        let numbers = alike.iter().map(|key| order::halves(*key).1 as usize);
        let first = numbers.clone().next().unwrap_or(0);
        for other in numbers.skip(1) {
            again[other] = analysis.blocks.text(other) == analysis.blocks.text(first);
        }
    }
    kept.retain(|number| !again[*number]);
    kept
}

#[cfg(all(test, feature = "html"))]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use super::{LIKELY, SURE, joined};
    use crate::label::{Label, Role};
    use crate::{Options, analyze, page_from_html};

    #[test]
    fn a_paragraph_that_stands_twice_is_read_once_and_a_short_line_each_time() {
        let prose = "The ferry left the harbour of Havnsund at six, as it had every morning since the bridge was lost to the ice.";
        let html = format!("<p>{prose}</p><p>And on.</p><p>{prose}</p><p>And on.</p>");
        let page = page_from_html(&html, "").unwrap().into_page();
        let analysis = analyze(&page, &Options::default());
        let text = joined(&page, &analysis, |_, _, _| true);
        assert_eq!((text.matches(prose).count(), text.matches("And on.").count()), (1, 2), "{text}");
        assert_eq!(joined(&page, &analysis, |at, _, _| at == 2), prose);
    }

    #[test]
    fn a_page_that_leads_elsewhere_is_read_with_what_it_leads_to_and_an_article_without() {
        let read = |slug: &str| {
            let path = format!("{}/tests/corpus/{slug}/page.html", env!("CARGO_MANIFEST_DIR"));
            let html = std::fs::read_to_string(path).unwrap();
            let page = page_from_html(&html, "").unwrap().into_page();
            let analysis = analyze(&page, &Options::default());
            (analysis.main_text(&page), analysis.article_text(&page))
        };
        for slug in ["plain-article", "german-article", "wordpress-blog", "gate-fade", "sample"] {
            let (main, article) = read(slug);
            assert!(main == article && article.len() > 500, "{slug}");
        }
        let (main, article) = read("home-page");
        assert!(main.len() > 2 * article.len() && main.len() > 500, "{main}");
    }

    #[test]
    fn what_may_be_article_is_read_in_the_company_of_what_is() {
        // Two boxes: the first holds the first four blocks, the second the rest.
        let told = |blocks: &[(Label, f32)]| -> String {
            let html = |numbers: std::ops::Range<usize>| {
                numbers.map(|number| format!("<p>{number}</p>")).collect::<Vec<_>>().concat()
            };
            let html = format!("<div>{}</div><div>{}</div>", html(0..4), html(4..blocks.len()));
            let parsed = page_from_html(&html, "").unwrap();
            let mut analysis = analyze(parsed.page(), &Options::default());
            for (labelled, (label, confidence)) in analysis.labels.list.iter_mut().zip(blocks) {
                (labelled.label, labelled.score, labelled.role) = (*label, *confidence, Role::Paragraph);
            }
            analysis.article_text(parsed.page()).replace('\n', "")
        };
        let line = |confidence| (Label::Article, confidence);
        let other = |label| (label, 0.99);
        let (sure, likely) = (SURE, LIKELY);
        // An article's last line; and one that stands alone behind it.
        assert_eq!(told(&[line(sure), line(sure), line(likely), line(likely), line(likely)]), "0123");
        assert_eq!(told(&[line(sure), line(sure), line(likely), line(likely - 0.01), line(likely)]), "012");
        // Nags count for nothing, and what leads elsewhere against it.
        assert_eq!(told(&[line(sure), other(Label::Donation), other(Label::Prompt), line(likely)]), "03");
        assert_eq!(told(&[line(sure), other(Label::Related), other(Label::Related), line(likely)]), "0");
    }

    #[test]
    fn what_is_nearly_sure_is_read_between_sure_blocks_beside_nags_and_in_a_table() {
        let (sure, nearly) = (SURE, SURE - 0.05);
        let told = |blocks: &[(Label, f32, Role)]| -> String {
            // Each in an element of its own: those of one speak for each other.
            let html: Vec<String> = (0..blocks.len()).map(|number| format!("<div><p>{number}</p></div>")).collect();
            let page = page_from_html(&html.concat(), "").unwrap().into_page();
            let mut analysis = analyze(&page, &Options::default());
            for (labelled, (label, confidence, role)) in analysis.labels.list.iter_mut().zip(blocks) {
                (labelled.label, labelled.score, labelled.role) = (*label, *confidence, *role);
            }
            analysis.article_text(&page).replace('\n', "")
        };
        let line = |confidence| (Label::Article, confidence, Role::Paragraph);
        let cell = |confidence| (Label::Article, confidence, Role::Table);
        let other = |label| (label, 0.99, Role::None);
        assert_eq!(told(&[line(sure), line(nearly), line(sure), line(nearly)]), "012");
        assert_eq!(told(&[line(sure), other(Label::Donation), other(Label::Prompt), line(nearly), line(sure)]), "034");
        assert_eq!(told(&[line(sure), other(Label::Related), line(nearly), line(sure)]), "03");
        assert_eq!(told(&[line(nearly), cell(sure), cell(nearly), cell(nearly), cell(sure), line(nearly)]), "1234");
        assert_eq!(told(&[cell(sure), cell(nearly), cell(nearly)]), "0");
        // A cell that is read for its table's sake stands beside a paragraph like any other.
        assert_eq!(told(&[cell(sure), cell(nearly), other(Label::Donation), line(nearly), line(sure)]), "0134");
        // A paragraph and its crosshead are read, a longer run is not.
        assert_eq!(told(&[line(sure), line(nearly), line(nearly), line(sure)]), "0123");
        assert_eq!(told(&[line(sure), line(nearly), other(Label::Donation), line(nearly), line(sure)]), "0134");
        assert_eq!(told(&[line(sure), line(nearly), line(nearly), line(nearly), line(sure)]), "04");
    }
}
