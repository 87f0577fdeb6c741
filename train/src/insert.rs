//! Written appeals set into real pages, since real ones are rare: in varied structures and places, half of them without telling names.
//!
//! What an insertion gives away is learnt too, so article texts that talk like appeals are set in the same way into the article's container,
//! labelled as the article they are, and the plain form of an appeal copies the tag and class of the paragraphs around it.

use unnag::internals::{NO_NODE, block};
use unnag::{Attr, Blocks, Facts, Flags, Label, PageBuilder, Tag};

use crate::corpus::{Appeal, GoldPage, Written, language};
use crate::pieces::{Piece, plain, prose, sentences, widget};
use crate::random::Random;

/// Where and what: children of `parent` after its child `after` (or first).
pub(crate) struct Insertion {
    pub(crate) parent: u32,
    pub(crate) after: u32,
    pub(crate) pieces: Vec<Piece>,
}

/// The container of the article: the parent with the most article text, and its children of that kind.
pub(crate) fn container(gold: &GoldPage, blocks: &Blocks) -> Option<(u32, Vec<u32>)> {
    let labels = gold.labels(blocks);
    let mut sums: std::collections::BTreeMap<u32, (usize, Vec<u32>)> = std::collections::BTreeMap::new();
    for (block, label) in blocks.iter().zip(&labels) {
        if *label == Some(Label::Article)
            && gold.page.tag(block.node) == Tag::P
            && let Some(parent) = gold.page.parent(block.node)
        {
            let entry = sums.entry(parent).or_default();
            entry.0 += block.bytes();
            entry.1.push(block.node);
        }
    }
    sums.into_iter()
        .max_by_key(|(_, (bytes, _))| *bytes)
        .map(|(parent, (_, children))| (parent, children))
        .filter(|(_, children)| children.len() >= 4)
}

fn build(builder: &mut PageBuilder, parent: u32, piece: &Piece, gold: &mut Vec<(u32, Label)>) -> Option<()> {
    if piece.tag == Tag::TEXT {
        builder.text(parent, &piece.text).ok()?;
        return Some(());
    }
    let attributes = piece.attributes.iter().map(|(attr, value)| (*attr, value.as_str()));
    let node = builder.element(parent, piece.tag, piece.flags, attributes).ok()?;
    gold.extend(piece.gold.map(|label| (node, label)));
    if !piece.text.is_empty() {
        builder.text(node, &piece.text).ok()?;
    }
    for child in &piece.children {
        build(builder, node, child, gold)?;
    }
    Some(())
}

pub(crate) fn apply(source: &GoldPage, insertions: &[Insertion]) -> Option<GoldPage> {
    let page = &source.page;
    let ends = page.subtree_ends();
    let old: std::collections::HashMap<u32, Label> = source.gold.iter().copied().collect();
    let mut builder = PageBuilder::new(page.facts().clone(), page.is_plain());
    let mut moved = vec![NO_NODE; page.len()];
    let mut gold = Vec::new();
    let mut due: Vec<(u32, &Insertion)> = insertions
        .iter()
        .map(|insertion| (ends.get(insertion.after as usize).copied().unwrap_or(0), insertion))
        .collect();
    due.sort_by_key(|(at, _)| *at);
    let mut due = due.into_iter().peekable();
    for node in 0..=page.len() as u32 {
        while let Some((_, insertion)) = due.next_if(|(at, _)| *at == node) {
            let parent = *moved.get(insertion.parent as usize)?;
            for piece in &insertion.pieces {
                build(&mut builder, parent, piece, &mut gold)?;
            }
        }
        if node == page.len() as u32 {
            break;
        }
        let parent = page.parent(node).map_or(NO_NODE, |parent| moved[parent as usize]);
        let new = if page.tag(node) == Tag::TEXT {
            builder.text(parent, page.text(node))
        } else {
            builder.element(parent, page.tag(node), page.flags(node), page.attributes(node))
        }
        .ok()?;
        moved[node as usize] = new;
        if let Some(label) = old.get(&node) {
            gold.push((new, *label));
        }
    }
    Some(GoldPage { page: builder.finish(), gold, ..source.clone() })
}

fn choose<'a>(appeals: &'a [Appeal], page: &GoldPage, article: bool, random: &mut Random) -> Option<&'a Appeal> {
    // The rare kinds more often; the page's own language if a few tries find it.
    let mut best = None;
    for _ in 0..40 {
        let appeal = random.pick(appeals)?;
        if appeal.fold != page.fold || (appeal.label == Label::Article) != article {
            continue;
        }
        best = Some(appeal);
        if language(&page.lang) == language(&appeal.lang) {
            break;
        }
    }
    best
}

/// A copy of a page with one to three appeals and one or two look-alikes set in; none if it has no article to set them into.
///
/// With `nags` off only the look-alikes are set in.
pub(crate) fn with_appeals(source: &GoldPage, written: &Written, nags: bool, random: &mut Random) -> Option<GoldPage> {
    let appeals = &written.appeals;
    let blocks = block::of(&source.page);
    let (parent, children) = container(source, &blocks)?;
    let body = (0..source.page.len() as u32).find(|node| source.page.tag(*node) == Tag::BODY)?;
    let last = (0..source.page.len() as u32).rev().find(|node| source.page.parent(*node) == Some(body))?;
    let like = |child: u32| (source.page.tag(child), source.page.attribute(child, Attr::Class));
    let mut insertions = Vec::new();
    for _ in 0..=random.below(3) {
        if let Some(look_alike) = choose(appeals, source, true, random) {
            let after = *random.pick(&children)?;
            let (tag, class) = like(after);
            let lines = sentences(look_alike, random);
            let several = lines.len() > 1;
            let tag = if several {
                *random.pick(&[tag, tag, Tag::H2, Tag::H3, Tag::BLOCKQUOTE]).unwrap_or(&tag)
            } else {
                tag
            };
            let pieces = if several && random.chance(0.4) {
                let around = *random.pick(&[Tag::UL, Tag::OL]).unwrap_or(&Tag::UL);
                vec![Piece::new(around, "").hold(plain(&lines, Label::Article, Tag::LI, ""))]
            } else {
                plain(&lines, Label::Article, tag, class)
            };
            insertions.push(Insertion { parent, after, pieces });
        }
    }
    let count = if nags { 1 + random.below(3) } else { 0 };
    for _ in 0..count {
        let Some(appeal) = choose(appeals, source, false, random) else { continue };
        let overlay = matches!(appeal.placement.as_str(), "modal" | "slidein" | "sticky" | "footer");
        let inside = !overlay || random.chance(0.2);
        let after = if !inside {
            last
        } else if random.chance(0.35) {
            *children.last()?
        } else {
            *random.pick(&children)?
        };
        let (tag, class) = like(after);
        let pieces = if inside && random.chance(0.3) {
            plain(&prose(appeal, random), appeal.label, tag, class)
        } else {
            widget(appeal, &written.makers, random)
        };
        insertions.push(Insertion { parent: if inside { parent } else { body }, after, pieces });
    }
    apply(source, &insertions)
}

/// A copy of a page with most of its blocks left out, as short as a blog's note or a wire story: on such pages a nag is a large part of the
/// page, and what holds it all may be no larger than a widget elsewhere.
pub(crate) fn shortened(source: &GoldPage, random: &mut Random) -> Option<GoldPage> {
    let blocks = block::of(&source.page);
    let labels = source.labels(&blocks);
    let (_, children) = container(source, &blocks)?;
    let paragraphs = 4 + random.below(8);
    let furniture = 0.02 + 0.2 * random.unit();
    let first: std::collections::HashSet<u32> = children.iter().copied().take(paragraphs).collect();
    let keep: Vec<bool> = blocks
        .iter()
        .zip(&labels)
        .map(|(block, label)| match label {
            Some(Label::Article) => {
                first.contains(&block.node) || source.page.tag(block.node) == Tag::H1 || random.chance(0.03)
            }
            Some(Label::Meta) => random.chance(0.5),
            Some(label) if label.is_nag() => random.chance(0.5),
            _ => random.chance(furniture),
        })
        .collect();
    let ends = source.page.subtree_ends();
    let gone = |node: u32| {
        let range = blocks.within(node, ends.get(node as usize).copied().unwrap_or(node));
        !range.is_empty() && range.clone().all(|block| !keep[block])
    };
    let page = &source.page;
    let old: std::collections::HashMap<u32, Label> = source.gold.iter().copied().collect();
    let mut builder = PageBuilder::new(page.facts().clone(), false);
    let mut moved = vec![NO_NODE; page.len()];
    let mut dropped = vec![false; page.len()];
    let mut gold = Vec::new();
    for node in 0..page.len() as u32 {
        let above = page.parent(node);
        let text_of_dropped = page.tag(node) == Tag::TEXT
            && blocks
                .within(block::owner(&blocks, node), block::owner(&blocks, node).saturating_add(1))
                .any(|block| !keep[block]);
        dropped[node as usize] = above.is_some_and(|above| dropped[above as usize]) || text_of_dropped || gone(node);
        if dropped[node as usize] {
            continue;
        }
        let parent = above.map_or(NO_NODE, |above| moved[above as usize]);
        let new = if page.tag(node) == Tag::TEXT {
            builder.text(parent, page.text(node))
        } else {
            builder.element(parent, page.tag(node), page.flags(node), page.attributes(node))
        };
        moved[node as usize] = new.ok()?;
        if let Some(label) = old.get(&node) {
            gold.push((moved[node as usize], *label));
        }
    }
    Some(GoldPage { page: builder.finish(), gold, ..source.clone() })
}

/// A page's text as a crawler leaves it: paragraphs without markup, most of the furniture gone, appeals among them.
pub(crate) fn bare(source: &GoldPage, appeals: &[Appeal], plain: bool, random: &mut Random) -> Option<GoldPage> {
    let blocks = block::of(&source.page);
    let labels = source.labels(&blocks);
    if labels.iter().filter(|label| **label == Some(Label::Article)).count() < 6 {
        return None;
    }
    let mut lines: Vec<(String, Option<Label>)> = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        let keep = match label {
            Some(Label::Article) => 1.0,
            Some(label) if label.is_nag() => 0.8,
            Some(Label::Nav | Label::Footer | Label::Related | Label::Comments) => 0.04,
            _ => 0.15,
        };
        if random.chance(keep) {
            lines.push((blocks.text(at).to_owned(), *label));
        }
    }
    let mut add = |appeal: &Appeal, at: usize| {
        let at = at.min(lines.len());
        lines.splice(at..at, appeal.blocks.iter().map(|(_, text)| (text.clone(), Some(appeal.label))));
    };
    let count = labels.len();
    for _ in 0..2 {
        if let Some(look_alike) = choose(appeals, source, true, random) {
            let look_alike = Appeal { blocks: sentences(look_alike, random), ..look_alike.clone() };
            add(&look_alike, 2 + random.below(count / 2));
        }
    }
    for _ in 0..=random.below(2) {
        if let Some(appeal) = choose(appeals, source, false, random) {
            let at = if random.chance(0.5) { usize::MAX } else { random.below(count) };
            add(appeal, at);
        }
    }
    let mut builder = PageBuilder::new(Facts::default(), plain);
    let body = builder.element(NO_NODE, Tag::BODY, Flags::default(), []).ok()?;
    let mut gold = Vec::new();
    for (line, label) in &lines {
        let node = builder.element(body, Tag::P, Flags::default(), []).ok()?;
        builder.text(node, line).ok()?;
        gold.extend(label.map(|label| (node, label)));
    }
    Some(GoldPage { page: builder.finish(), gold, ..source.clone() })
}
