//! ⑧ Widgets: the subtrees a block may belong to, and what stands in each of them.
//!
//! Going up from a block, a wrapper that adds no other block says nothing new; only subtrees that hold more blocks than the last count as a
//! level. Everything about a subtree is a difference of two running sums, so that all levels of all blocks cost as much as the page is long.

use super::place::log;
use super::text::Counts;
use super::words::Cue;
use crate::block::Blocks;
use crate::page::{Attr, Flags, Page};
use crate::tag::Tag;

/// Levels looked at above a block.
pub const LEVELS: usize = 5;
/// A widget has at most this many blocks; what is larger is a part of the page.
const MAX_BLOCKS: usize = 48;
/// A widget has at most this many bytes of text.
const MAX_BYTES: u32 = 4000;
/// Features of a widget besides its cues: log bytes, log blocks, link share, button share, sentences a word, e-mail fields, other text
/// fields, choices, buttons, pictures, headings, overlay, share of the page.
pub const WIDGET: usize = 13;

/// One widget: a subtree as a range of nodes and of blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level {
    /// The subtree's element.
    pub node: u32,
    /// The first node behind it.
    pub end: u32,
    /// The first of its blocks.
    pub first: u32,
    /// The first block behind it.
    pub last: u32,
}

/// A page's widgets: running sums over it, and the way up from each node.
#[derive(Debug, Clone, Default)]
pub struct Widgets {
    ends: Vec<u32>,
    /// For each node: how many blocks' elements come before it.
    blocks_before: Vec<u32>,
    /// For each node: the nearest ancestor with more blocks.
    up: Vec<u32>,
    nodes: Vec<[u32; 7]>,
    blocks: Vec<[u32; 5]>,
    cues: Vec<[u32; Cue::ALL.len()]>,
}

fn counted(page: &Page, node: u32) -> [u32; 7] {
    let tag = page.tag(node);
    let flags = page.flags(node);
    let kind = if tag == Tag::INPUT { page.attribute(node, Attr::Type) } else { "" };
    let email = tag == Tag::INPUT
        && (kind == "email"
            || (matches!(kind, "" | "text")
                && [Attr::Name, Attr::Placeholder]
                    .iter()
                    .any(|attr| page.attribute(node, *attr).to_ascii_lowercase().contains("mail"))));
    let text = tag == Tag::TEXTAREA
        || (tag == Tag::INPUT && !email && matches!(kind, "" | "text" | "search" | "tel" | "password" | "number"));
    let choice = tag == Tag::SELECT || matches!(kind, "checkbox" | "radio");
    let button = tag == Tag::BUTTON
        || matches!(kind, "submit" | "button" | "image")
        || (tag != Tag::TEXT && page.attribute(node, Attr::Role) == "button");
    let picture = matches!(tag, Tag::IMG | Tag::SVG | Tag::PICTURE | Tag::VIDEO | Tag::IFRAME);
    let overlay = flags.any(Flags::FIXED.and(Flags::STICKY).and(Flags::MODAL))
        || tag == Tag::DIALOG
        || page.attribute(node, Attr::Role) == "dialog";
    [email, text, choice, button, picture, tag.heading_rank().is_some(), overlay].map(u32::from)
}

fn running<const N: usize>(rows: impl Iterator<Item = [u32; N]>) -> Vec<[u32; N]> {
    let mut sums = vec![[0; N]];
    let mut sum = [0_u32; N];
    for row in rows {
        for (slot, value) in sum.iter_mut().zip(row) {
            *slot = slot.saturating_add(value);
        }
        sums.push(sum);
    }
    sums
}

fn between<const N: usize>(sums: &[[u32; N]], from: u32, to: u32) -> [u32; N] {
    match (sums.get(from as usize), sums.get(to as usize)) {
        (Some(from), Some(to)) => std::array::from_fn(|at| to[at].saturating_sub(from[at])),
        _ => [0; N],
    }
}

impl Widgets {
    /// Takes a page's running sums.
    pub fn of(page: &Page, blocks: &Blocks, counts: &[Counts]) -> Widgets {
        let ends = page.subtree_ends();
        let mut blocks_before = vec![0_u32; page.len() + 1];
        for block in blocks.iter() {
            blocks_before[block.node as usize + 1] += 1;
        }
        for at in 1..blocks_before.len() {
            blocks_before[at] += blocks_before[at - 1];
        }
        let within = |node: u32| blocks_before[ends[node as usize] as usize] - blocks_before[node as usize];
        let mut up = vec![u32::MAX; page.len()];
        for node in 0..page.len() as u32 {
            if let Some(parent) = page.parent(node) {
                up[node as usize] = if within(parent) > within(node) { parent } else { up[parent as usize] };
            }
        }
        let sums = blocks.iter().zip(counts).map(|(block, counts)| {
            [block.bytes() as u32, block.link_bytes, block.button_bytes, counts.sentences, counts.words]
        });
        let cues = counts.iter().map(|counts| counts.cues.map(u32::from));
        let nodes = running((0..page.len() as u32).map(|node| counted(page, node)));
        let blocks = running(sums);
        let cues = running(cues);
        Widgets { ends, blocks_before, up, nodes, blocks, cues }
    }

    /// The subtree of a node.
    pub fn subtree(&self, node: u32) -> Level {
        let end = self.ends.get(node as usize).copied().unwrap_or(node + 1);
        let before = |node: u32| self.blocks_before.get(node as usize).copied().unwrap_or(0);
        Level { node, end, first: before(node), last: before(end) }
    }

    fn is_small(&self, level: &Level) -> bool {
        let [bytes, ..] = between(&self.blocks, level.first, level.last);
        level.last - level.first <= MAX_BLOCKS as u32 && bytes <= MAX_BYTES
    }

    /// The widgets a block's element may belong to, itself first; as many as there are up to [`LEVELS`].
    pub fn levels(&self, node: u32) -> impl Iterator<Item = Level> {
        std::iter::successors(Some(node), |node| self.up.get(*node as usize).copied().filter(|up| *up != u32::MAX))
            .map(|node| self.subtree(node))
            .enumerate()
            .take_while(|(at, level)| *at == 0 || self.is_small(level))
            .map(|(_, level)| level)
            .take(LEVELS)
    }

    /// What stands in a widget, see [`WIDGET`].
    pub fn features(&self, level: &Level) -> [f32; WIDGET] {
        let [bytes, link, button, sentences, words] = between(&self.blocks, level.first, level.last);
        let [email, text, choice, buttons, pictures, headings, overlay] = between(&self.nodes, level.node, level.end);
        let share = |part: u32, whole: u32| part.min(whole) as f32 / whole.max(1) as f32;
        let total = self.blocks.last().map_or(0, |sums| sums[0]);
        [
            log(bytes as f32),
            log((level.last - level.first) as f32),
            share(link, bytes),
            share(button, bytes),
            share(sentences * 10, words * 10),
            log(email as f32),
            log(text as f32),
            log(choice as f32),
            log(buttons as f32),
            log(pictures as f32),
            log(headings as f32),
            overlay.min(1) as f32,
            share(bytes, total),
        ]
    }

    /// How often each cue stands in a widget, as logs.
    pub fn cues(&self, level: &Level) -> [f32; Cue::ALL.len()] {
        between(&self.cues, level.first, level.last).map(|count| log(count as f32))
    }

    /// Whether the widget lies over the page or sticks to the window.
    pub fn is_overlay(&self, level: &Level) -> bool {
        between(&self.nodes, level.node, level.end)[6] > 0
    }

    /// Whether it has a field for an e-mail address.
    pub fn has_email(&self, level: &Level) -> bool {
        between(&self.nodes, level.node, level.end)[0] > 0
    }
}
