//! ⑦ A page's nodes grouped into blocks: the run of text that belongs to one block-level element directly, inline children included.
//!
//! An inline element that holds a block-level one counts as block-level itself; so do custom elements. A frame without text is a block
//! of its own, named by its title, since a widget in a frame shows nothing else. No scores here.

use crate::order;
use crate::page::{Attr, Flags, Page};
use crate::tag::Tag;

/// One block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// The element it belongs to.
    pub node: u32,
    start: u32,
    end: u32,
    /// Bytes of its text that stand in links.
    pub(crate) link_bytes: u32,
    /// Bytes of its text that stand in buttons.
    pub(crate) button_bytes: u32,
    /// Links that begin in it.
    pub(crate) links: u16,
    /// Whether it is not rendered, as far as attributes or measurements say.
    pub hidden: bool,
}

/// The blocks of a page in the order of their elements.
#[derive(Debug, Clone, Default)]
pub struct Blocks {
    list: Vec<Block>,
    text: String,
    owner: Vec<u32>,
}

/// No block.
pub const NO_BLOCK: u32 = u32::MAX;

impl Blocks {
    /// Groups a page's nodes. Time and space are linear in the page.
    pub(crate) fn of(page: &Page) -> Blocks {
        let owners = owners(page);
        let shape = Shape::of(page);
        // Text nodes of one block need not be neighbours (text, child block, text), so they are gathered by owner first.
        let mut runs: Vec<u64> = (0..page.len() as u32)
            .filter(|node| {
                page.tag(*node) == Tag::TEXT && owners[*node as usize] != NO_BLOCK && !shape.skipped[*node as usize]
            })
            .map(|node| order::key(owners[node as usize], node))
            .collect();
        for node in 0..page.len() as u32 {
            if page.tag(node) == Tag::IFRAME && !shape.skipped[node as usize] {
                runs.push(order::key(node, node));
            }
        }
        order::sort(&mut runs);
        let mut blocks = Blocks { owner: owners, ..Blocks::default() };
        for group in runs.chunk_by(|a, b| order::halves(*a).0 == order::halves(*b).0) {
            blocks.add(page, &shape, group);
        }
        blocks
    }

    fn add(&mut self, page: &Page, shape: &Shape, group: &[u64]) {
        let Some((owner, _)) = group.first().copied().map(order::halves) else { return };
        let start = self.text.len();
        let mut block = Block {
            node: owner,
            start: start as u32,
            end: 0,
            link_bytes: 0,
            button_bytes: 0,
            links: 0,
            hidden: shape.hidden[owner as usize],
        };
        let mut last_link = None;
        let (mut previous, mut previous_link) = (owner, NO_BLOCK);
        let mut all_hidden = true;
        for (_, node) in group.iter().copied().map(order::halves) {
            if page.tag(node) == Tag::TEXT && is_blank(page.text(node)) {
                // Makes no block, but parts the words around it.
                self.push_text(start, " ", false);
                continue;
            }
            // Runs that other nodes separate (a break, a button, a picture) are words apart even without white space.
            let link = shape.link[node as usize];
            // So are two links side by side, as in a menu without a list.
            let links_meet = link != NO_BLOCK && previous_link != NO_BLOCK && link != previous_link;
            let apart = links_meet || node > previous + 1 && separates(page, previous, node);
            let text = if node == owner { frame_text(page, owner) } else { page.text(node) };
            let added = self.push_text(start, text, apart);
            if link != NO_BLOCK {
                block.link_bytes += added as u32;
                if last_link != Some(link) {
                    block.links = block.links.saturating_add(1);
                    last_link = Some(link);
                }
            }
            if shape.button[node as usize] {
                block.button_bytes += added as u32;
            }
            all_hidden &= shape.hidden[node as usize];
            (previous, previous_link) = (node, link);
        }
        block.hidden |= all_hidden;
        while self.text.len() > start && self.text.ends_with(' ') {
            self.text.pop();
        }
        block.end = self.text.len() as u32;
        if block.end > block.start || page.tag(owner) == Tag::IFRAME {
            self.list.push(block);
        }
    }

    /// Appends text with white space collapsed; gives the bytes added.
    fn push_text(&mut self, start: usize, text: &str, apart: bool) -> usize {
        let before = self.text.len();
        if apart && before > start && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
        for (at, word) in text.split(char::is_whitespace).enumerate() {
            if at > 0 && self.text.len() > start && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
            self.text.push_str(word);
        }
        self.text.len() - before
    }

    /// How many blocks there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The blocks in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Block> + DoubleEndedIterator {
        self.list.iter()
    }

    /// A block by number; none beyond the last.
    pub fn get(&self, block: usize) -> Option<&Block> {
        self.list.get(block)
    }

    /// A block's text: white space collapsed, trimmed.
    pub fn text(&self, block: usize) -> &str {
        self.list.get(block).and_then(|block| self.text.get(block.start as usize..block.end as usize)).unwrap_or("")
    }

    /// The blocks whose elements stand in the subtree `node..end`, as a range of block numbers.
    pub fn within(&self, node: u32, end: u32) -> std::ops::Range<usize> {
        self.list.partition_point(|block| block.node < node)..self.list.partition_point(|block| block.node < end)
    }

    /// The block-level element a node's text belongs to; [`NO_BLOCK`] if there is none above it.
    pub(crate) fn owner(&self, node: u32) -> u32 {
        self.owner.get(node as usize).copied().unwrap_or(NO_BLOCK)
    }
}

impl Block {
    /// Length of its text in bytes.
    pub fn bytes(&self) -> usize {
        (self.end - self.start) as usize
    }
}

/// Whether a text is nothing but white space; a byte-order mark counts as such, as in JavaScript.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '\u{feff}')
}

fn frame_text(page: &Page, node: u32) -> &str {
    let label = page.attribute(node, Attr::AriaLabel);
    if label.is_empty() { page.attribute(node, Attr::Title) } else { label }
}

/// Whether something between two text nodes parts their words: a break, a control, or another block.
pub(crate) fn separates(page: &Page, from: u32, to: u32) -> bool {
    let parts = |tag: Tag| {
        tag.is_block()
            || matches!(
                tag,
                Tag::BR
                    | Tag::BUTTON
                    | Tag::INPUT
                    | Tag::SELECT
                    | Tag::OPTION
                    | Tag::LABEL
                    | Tag::TEXTAREA
                    | Tag::IMG
                    | Tag::SVG
                    | Tag::IFRAME
                    | Tag::VIDEO
            )
    };
    // A long way apart there is surely something; looking at all of it again at each level would be quadratic.
    to - from > 64
        || (from + 1..to).any(|node| parts(page.tag(node)))
        || page.parent(from).is_some_and(|parent| {
            parts(page.tag(parent)) && page.parent(to) != Some(parent) && !page.tag(parent).is_block()
        })
}

/// For each node the nearest block-level element that holds it (itself, if it is one).
fn owners(page: &Page) -> Vec<u32> {
    let nodes = page.len() as u32;
    let mut block: Vec<bool> =
        (0..nodes).map(|node| page.tag(node).is_block() || page.flags(node).any(Flags::SHADOW)).collect();
    for node in (0..nodes).rev() {
        if block[node as usize]
            && let Some(parent) = page.parent(node)
        {
            block[parent as usize] = true;
        }
    }
    let mut owners = vec![NO_BLOCK; nodes as usize];
    for node in 0..nodes {
        owners[node as usize] = if block[node as usize] {
            node
        } else {
            page.parent(node).map_or(NO_BLOCK, |parent| owners[parent as usize])
        };
    }
    owners
}

/// Whether an id is that of a part which the server sent late and a script puts into its place at once, shown: `<div hidden id="S:0">`, as
/// React's streaming writes it (react-dom, `ReactFizzConfigDOM`: prefix `S:` and a number in hexadecimal).
fn is_streamed(id: &str) -> bool {
    id.strip_prefix("S:")
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// What a node inherits from the elements above it.
struct Shape {
    hidden: Vec<bool>,
    button: Vec<bool>,
    /// Number of the link that holds the node, or [`NO_BLOCK`].
    link: Vec<u32>,
    skipped: Vec<bool>,
}

impl Shape {
    fn of(page: &Page) -> Shape {
        let nodes = page.len();
        let mut shape = Shape {
            hidden: vec![false; nodes],
            button: vec![false; nodes],
            link: vec![NO_BLOCK; nodes],
            skipped: vec![false; nodes],
        };
        for at in 0..nodes {
            let node = at as u32;
            let tag = page.tag(node);
            let above = page.parent(node).map(|parent| parent as usize);
            // A page that is hidden as a whole shows itself by script; what is in it is looked at as if it had.
            let own = page.flags(node).any(Flags::HIDDEN)
                && !matches!(tag, Tag::HTML | Tag::BODY)
                && !is_streamed(page.attribute(node, Attr::Id));
            shape.hidden[at] = own || above.is_some_and(|above| shape.hidden[above]);
            shape.button[at] = tag == Tag::BUTTON
                || above.is_some_and(|above| shape.button[above])
                || (tag != Tag::TEXT && page.attribute(node, Attr::Role) == "button");
            shape.link[at] = if tag == Tag::A { node } else { above.map_or(NO_BLOCK, |above| shape.link[above]) };
            shape.skipped[at] = tag == Tag::TEXTAREA || above.is_some_and(|above| shape.skipped[above]);
        }
        shape
    }
}
