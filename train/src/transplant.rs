//! Real boxes set into other pages: a nag of one site beside the article of another, whole, with its names and forms as they are. Written appeals
//! vary in words, these in build. Boxes of furniture move too, or whatever is strange on a page would be a nag.
//!
//! A box and the page that it moves to are of the same fold, so that no fold's model has seen it.

use unnag::internals::block;
use unnag::{Label, Page, Tag};

use crate::corpus::{GoldPage, language};
use crate::insert::{Insertion, apply, container};
use crate::pieces::Piece;
use crate::random::Random;

/// The most blocks that a box may have; longer ones are whole columns.
const MOST_BLOCKS: usize = 60;
/// The share of its blocks that must be of its label.
const OF_LABEL: f32 = 0.8;
/// The least text, in bytes: a lone "Subscribe" is no box.
const LEAST_TEXT: usize = 40;

/// A box that may move.
pub(crate) struct Donor {
    fold: usize,
    lang: String,
    nag: bool,
    over: bool,
    piece: Piece,
}

/// What moves beside nags.
fn is_furniture(label: Label) -> bool {
    matches!(label, Label::Ad | Label::Related | Label::Social | Label::Comments | Label::Other | Label::Consent)
}

/// A node and all in it.
fn copy(page: &Page, node: u32, ends: &[u32], labels: &std::collections::HashMap<u32, Label>) -> Piece {
    let mut piece = Piece::new(page.tag(node), "");
    if piece.tag == Tag::TEXT {
        page.text(node).clone_into(&mut piece.text);
        return piece;
    }
    piece.attributes = page.attributes(node).map(|(attr, value)| (attr, value.to_owned())).collect();
    piece.flags = page.flags(node);
    piece.gold = labels.get(&node).copied();
    let mut child = node + 1;
    let end = ends.get(node as usize).copied().unwrap_or(child);
    while child < end {
        piece.children.push(copy(page, child, ends, labels));
        child = ends.get(child as usize).copied().unwrap_or(end).max(child + 1);
    }
    piece
}

/// The largest boxes of a page that are of one label each.
pub(crate) fn donors(source: &GoldPage) -> Vec<Donor> {
    let page = &source.page;
    let blocks = block::of(page);
    let labels = source.labels(&blocks);
    let map: std::collections::HashMap<u32, Label> = source.gold.iter().copied().collect();
    let ends = page.subtree_ends();
    let fits = |node: u32| -> Option<Label> {
        if matches!(page.tag(node), Tag::TEXT | Tag::HTML | Tag::BODY) {
            return None;
        }
        let range = blocks.within(node, *ends.get(node as usize)?);
        let length = range.len();
        if length == 0 || length > MOST_BLOCKS {
            return None;
        }
        let mut counts = [0_usize; 14];
        let mut bytes = 0;
        for at in range {
            let label = labels[at]?;
            if label.is_article_family() {
                return None;
            }
            counts[label as usize] += 1;
            bytes += blocks.text(at).len();
        }
        let (_, label) = Label::ALL.into_iter().map(|label| (counts[label as usize], label)).max_by_key(|(n, _)| *n)?;
        let wanted = label.is_nag() || (is_furniture(label) && length > 1);
        let most = counts[label as usize] as f32 >= OF_LABEL * length as f32;
        (wanted && most && bytes >= LEAST_TEXT).then_some(label)
    };
    let mut found = Vec::new();
    let mut node = 0;
    while (node as usize) < page.len() {
        if let Some(label) = fits(node) {
            found.push(Donor {
                fold: source.fold,
                lang: language(&source.lang).to_owned(),
                nag: label.is_nag(),
                over: page.parent(node).is_some_and(|above| page.tag(above) == Tag::BODY),
                piece: copy(page, node, &ends, &map),
            });
            node = ends[node as usize].max(node + 1);
        } else {
            node += 1;
        }
    }
    found
}

/// A copy of a page with one to four boxes of other sites' pages; none if it has no article.
pub(crate) fn with_boxes<'a>(source: &GoldPage, donors: &'a [Donor], random: &mut Random) -> Option<GoldPage> {
    let page = &source.page;
    let blocks = block::of(page);
    let labels = source.labels(&blocks);
    let (parent, children) = container(source, &blocks)?;
    let ends = page.subtree_ends();
    let body = (0..page.len() as u32).find(|node| page.tag(*node) == Tag::BODY)?;
    let last = (0..page.len() as u32).rev().find(|node| page.parent(*node) == Some(body))?;
    // Beside a box of furniture: the largest subtree around a block of it that holds no article.
    let beside = |random: &mut Random| -> Option<(u32, u32)> {
        let free = |node: u32| {
            let range = blocks.within(node, ends.get(node as usize).copied().unwrap_or(node));
            range.len() <= MOST_BLOCKS
                && range.into_iter().all(|at| labels[at].is_some_and(|label| !label.is_article_family()))
        };
        let block = (0..8).map(|_| random.below(labels.len())).find(|at| labels[*at].is_some_and(is_furniture))?;
        let mut node = blocks.get(block)?.node;
        while let Some(above) = page.parent(node).filter(|above| free(*above) && page.tag(*above) != Tag::BODY) {
            node = above;
        }
        Some((page.parent(node)?, node))
    };
    let choose = |random: &mut Random| -> Option<&'a Donor> {
        let nag = random.chance(0.6);
        (0..200)
            .filter_map(|_| random.pick(donors))
            .find(|donor| donor.fold == source.fold && donor.nag == nag && donor.lang == language(&source.lang))
    };
    let mut insertions = Vec::new();
    for _ in 0..=random.below(4) {
        let Some(donor) = choose(random) else { continue };
        let (parent, after) = if donor.over && random.chance(0.7) {
            (body, last)
        } else if random.chance(0.45) {
            let Some(place) = beside(random) else { continue };
            place
        } else if random.chance(0.35) {
            (parent, *children.last()?)
        } else {
            (parent, *random.pick(&children)?)
        };
        insertions.push(Insertion { parent, after, pieces: vec![donor.piece.clone()] });
    }
    if insertions.is_empty() { None } else { apply(source, &insertions) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use super::*;
    use unnag::Blocks;

    const HOST: &str = "<body><main><p data-gold=article>One sentence that is long enough.<p data-gold=article>Another sentence of it.\
        <p data-gold=article>A third one.<p data-gold=article>And the last.</main>\
        <aside><h3 data-gold=related>More</h3><p data-gold=related>Another story</aside>";

    fn page(html: &str) -> GoldPage {
        let parsed = unnag::page_from_html(html, "").unwrap();
        let gold = parsed.gold().iter().filter_map(|(node, label)| Some((*node, Label::from_name(label)?))).collect();
        GoldPage { name: String::new(), lang: "en".into(), fold: 0, page: parsed.into_page(), gold, gate: Vec::new() }
    }

    fn texts(page: &GoldPage, label: Label) -> Vec<String> {
        let blocks: Blocks = block::of(&page.page);
        let labels = page.labels(&blocks);
        (0..blocks.len()).filter(|at| labels[*at] == Some(label)).map(|at| blocks.text(at).to_owned()).collect()
    }

    #[test]
    fn the_largest_box_of_one_label_moves_whole_and_nothing_with_article_does() {
        let source = page(
            "<body><div><p data-gold=article>A sentence.</p><div class=nl><h3 data-gold=newsletter>Our letter of the harbour, each week</h3>\
             <form><p data-gold=newsletter>Your address <b>here</b></p><input type=email name=mail></form></div></div>",
        );
        let found = donors(&source);
        assert_eq!(found.len(), 1);
        assert!(found[0].nag && !found[0].over);
        let made = (1..40).find_map(|seed| with_boxes(&page(HOST), &found, &mut Random::new(seed))).unwrap();
        let said = texts(&made, Label::Newsletter);
        assert_eq!(said[..2], ["Our letter of the harbour, each week", "Your address here"]);
        assert_eq!(texts(&made, Label::Article), texts(&page(HOST), Label::Article));
        let kept = |tag| (0..made.page.len() as u32).any(|node| made.page.tag(node) == tag);
        assert!(kept(Tag::FORM) && kept(Tag::INPUT));
    }

    #[test]
    fn a_box_stays_in_its_fold_and_its_language() {
        let mut source =
            page("<body><div><h3 data-gold=newsletter>Our letter each week, for you alone, on every Friday</h3></div>");
        let from = |source: &GoldPage| {
            (1..40).find_map(|seed| with_boxes(&page(HOST), &donors(source), &mut Random::new(seed)))
        };
        assert!(from(&source).is_some());
        source.fold = 1;
        assert!(from(&source).is_none());
        source.fold = 0;
        source.lang = "fi".into();
        assert!(from(&source).is_none());
    }
}
