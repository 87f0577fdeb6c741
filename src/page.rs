//! ⑥ A page as the engine sees it: a flat arena of nodes in document order, and what the page says of itself.
//!
//! Threat: whoever writes the page writes every string, number and nesting in here. All limits are checked where nodes enter
//! ([`PageBuilder`]); everything after this file may take a `Page` to be sound: parents come before children, spans are inside the text,
//! depth, nodes and text are below their caps.

mod build;

use crate::tag::Tag;
pub use build::PageBuilder;

/// The most nodes (elements and runs of text) that a page may have.
pub const MAX_NODES: usize = 1_000_000;
/// The most bytes of text and attributes that a page may have.
pub const MAX_TEXT: usize = 64 << 20;
/// The deepest nesting that a page may have. Browsers' own parsers stop at 512; scripts may go further.
pub const MAX_DEPTH: usize = 1024;

/// No node: the parent of a root.
pub const NO_NODE: u32 = u32::MAX;

/// Separates the entries of the snapshot's string.
pub const ENTRY_END: char = '\x1f';
/// Separates the attributes of one element within its entry.
pub const ATTRIBUTE_END: char = '\x1e';

/// Facts about an element that are no strings; one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(u32);

macro_rules! flags {
    ($($(#[doc = $doc:literal])* $name:ident = $bit:literal,)*) => {
        impl Flags {
            $($(#[doc = $doc])* pub const $name: Flags = Flags(1 << $bit);)*
            /// The flags' names and bits, for the JavaScript side.
            #[cfg(any(test, feature = "_internals"))]
            pub(crate) const NAMES: &[(&str, u32)] = &[$((stringify!($name), 1 << $bit),)*];
        }
    };
}

flags! {
    /// Not rendered: `hidden`, inline `display: none` or `visibility: hidden`, or measured so.
    HIDDEN = 0,
    /// `position: fixed`, inline or measured.
    FIXED = 1,
    /// `position: sticky`, inline or measured.
    STICKY = 2,
    /// Measured: covers at least half of the viewport.
    COVERS = 3,
    /// Measured: covers the viewport and has no text of its own (a backdrop).
    BACKDROP = 4,
    /// `aria-modal=true`, an open `<dialog>`.
    MODAL = 5,
    /// Holds the focus.
    FOCUSED = 6,
    /// A form control into which the reader has typed.
    TYPED = 7,
    /// Media that is playing.
    PLAYING = 8,
    /// Appeared within a moment of the reader's own click.
    OPENED = 9,
    /// Layout was measured: FIXED, STICKY, COVERS, HIDDEN say what is on the screen now.
    MEASURED = 10,
    /// On `html` or `body`: scrolling is locked (measured).
    LOCKED = 11,
    /// The text fades out (mask, or a gradient laid over it), inline or measured.
    FADED = 12,
    /// `inert` or `aria-hidden=true`.
    INERT = 13,
    /// `contenteditable`.
    EDITABLE = 14,
    /// A root of a shadow tree: its children stand in the element's shadow root.
    SHADOW = 15,
}

impl Flags {
    /// The flags of the snapshot's bits. Unknown bits are kept and mean nothing.
    #[cfg(any(test, feature = "_internals", feature = "wasm"))]
    pub(crate) const fn from_bits(bits: u32) -> Flags {
        Flags(bits)
    }

    /// The bits of the flags.
    #[cfg(any(test, feature = "_internals", all(feature = "wasm", feature = "html")))]
    pub(crate) const fn bits(self) -> u32 {
        self.0
    }

    /// Whether any of these flags is set.
    pub const fn any(self, flags: Flags) -> bool {
        self.0 & flags.0 != 0
    }

    /// Both sets of flags.
    #[must_use]
    pub const fn and(self, flags: Flags) -> Flags {
        Flags(self.0 | flags.0)
    }
}

/// The attributes that are looked at, by the letter that stands for each in an element's entry of the snapshot's string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is the attribute of its name")]
pub enum Attr {
    /// The tag's name where [`Tag`] knows it not.
    TagName,
    Class,
    Id,
    Role,
    /// Names and short values of `data-*` attributes: `name=value` separated by spaces.
    Data,
    /// `href` of a link.
    Href,
    /// `action` of a form.
    Action,
    /// `src` of a frame.
    Src,
    /// `type` of a control.
    Type,
    Name,
    Placeholder,
    /// `value` of a button-like input.
    Value,
    AriaLabel,
    /// `title`, or `alt` of a picture.
    Title,
    Style,
    Autocomplete,
    Itemprop,
    Rel,
}

impl Attr {
    /// The attributes, their letters and what they are called on the JavaScript side.
    pub(crate) const LETTERS: [(Attr, char, &'static str); 18] = [
        (Attr::TagName, 'T', "TAG_NAME"),
        (Attr::Class, 'c', "CLASS"),
        (Attr::Id, 'i', "ID"),
        (Attr::Role, 'r', "ROLE"),
        (Attr::Data, 'd', "DATA"),
        (Attr::Href, 'h', "HREF"),
        (Attr::Action, 'f', "ACTION"),
        (Attr::Src, 's', "SRC"),
        (Attr::Type, 't', "TYPE"),
        (Attr::Name, 'n', "NAME"),
        (Attr::Placeholder, 'p', "PLACEHOLDER"),
        (Attr::Value, 'v', "VALUE"),
        (Attr::AriaLabel, 'a', "ARIA_LABEL"),
        (Attr::Title, 'l', "TITLE"),
        (Attr::Style, 'y', "STYLE"),
        (Attr::Autocomplete, 'o', "AUTOCOMPLETE"),
        (Attr::Itemprop, 'm', "ITEMPROP"),
        (Attr::Rel, 'e', "REL"),
    ];

    fn letter(self) -> char {
        Self::LETTERS.iter().find(|(attr, _, _)| *attr == self).map_or('\0', |(_, letter, _)| *letter)
    }

    /// The bit that stands for a letter among the attributes that an element has; none for what is no letter.
    const fn bit(letter: u8) -> u32 {
        if letter.is_ascii_alphabetic() { 1 << (letter & 31) } else { 0 }
    }

    /// The attribute of a letter; none if the letter stands for nothing.
    pub(crate) fn of(letter: char) -> Option<Attr> {
        Self::LETTERS.iter().find(|(_, other, _)| *other == letter).map(|(attr, _, _)| *attr)
    }
}

/// What the page says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The page's address; empty if it is not known.
    pub url: String,
    /// The language it names (BCP 47); empty if none.
    pub lang: String,
    /// Its title.
    pub title: String,
    /// `og:type`; empty if none.
    pub og_type: String,
    /// JSON-LD `isAccessibleForFree`; none if it does not say.
    pub free: Option<bool>,
    /// JSON-LD `hasPart.cssSelector`: where the text that is not free stands.
    pub gated: Vec<String>,
    /// JSON-LD `@type`s, separated by spaces.
    pub types: String,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    tag: Tag,
    parent: u32,
    flags: Flags,
    start: u32,
    end: u32,
    /// A bit for each attribute that the element has: nearly all questions are for one that it has not.
    attrs: u32,
}

/// A page: nodes in document order, each with its tag, parent, flags and one string (a text node's text, an element's attributes).
#[derive(Debug, Clone)]
pub struct Page {
    nodes: Vec<Node>,
    text: String,
    facts: Facts,
    /// A page of plain text: its blocks are paragraphs without markup.
    plain: bool,
}

impl Page {
    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// What the page says of itself.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Whether it was made of plain text.
    pub fn is_plain(&self) -> bool {
        self.plain
    }

    /// The tag of a node; [`Tag::UNKNOWN`] beyond the last one.
    pub fn tag(&self, node: u32) -> Tag {
        self.nodes.get(node as usize).map_or(Tag::UNKNOWN, |node| node.tag)
    }

    /// The parent of a node, always a smaller number; none for a root.
    pub fn parent(&self, node: u32) -> Option<u32> {
        self.nodes.get(node as usize).map(|node| node.parent).filter(|parent| *parent != NO_NODE)
    }

    /// The flags of a node.
    pub fn flags(&self, node: u32) -> Flags {
        self.nodes.get(node as usize).map_or(Flags::default(), |node| node.flags)
    }

    pub(crate) fn entry(&self, node: u32) -> &str {
        self.nodes
            .get(node as usize)
            .and_then(|node| self.text.get(node.start as usize..node.end as usize))
            .unwrap_or("")
    }

    /// The text of a text node as it stands in the page; empty for an element.
    pub fn text(&self, node: u32) -> &str {
        if self.tag(node) == Tag::TEXT { self.entry(node) } else { "" }
    }

    /// The attributes of an element in the order of the snapshot.
    pub fn attributes(&self, node: u32) -> impl Iterator<Item = (Attr, &str)> {
        let entry = if self.tag(node) == Tag::TEXT { "" } else { self.entry(node) };
        parts(entry).filter_map(|attribute| {
            let letter = attribute.chars().next()?;
            Some((Attr::of(letter)?, attribute.get(letter.len_utf8()..)?))
        })
    }

    /// One attribute of an element; empty if it has none.
    pub fn attribute(&self, node: u32, attr: Attr) -> &str {
        let letter = attr.letter();
        let has = self.nodes.get(node as usize).is_some_and(|node| node.attrs & Attr::bit(letter as u8) != 0);
        let entry = if has { self.entry(node) } else { "" };
        parts(entry).find_map(|attribute| attribute.strip_prefix(letter)).unwrap_or("")
    }

    /// The node's ancestors from its parent to the root.
    pub fn ancestors(&self, node: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(self.parent(node), |node| self.parent(*node))
    }

    /// For each node the number of the first node behind its subtree.
    pub fn subtree_ends(&self) -> Vec<u32> {
        let mut ends: Vec<u32> = (1..=self.nodes.len() as u32).collect();
        for at in (0..self.nodes.len()).rev() {
            if let Some(parent) = self.parent(at as u32) {
                let end = ends[at];
                if let Some(slot) = ends.get_mut(parent as usize) {
                    *slot = (*slot).max(end);
                }
            }
        }
        ends
    }
}

/// The attributes of an entry. Most have a few bytes, for which the standard library's search costs more than it finds.
fn parts(entry: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(entry);
    std::iter::from_fn(move || {
        let text = rest?;
        let (part, behind) = match text.bytes().position(|byte| byte == ATTRIBUTE_END as u8) {
            Some(at) => (text.get(..at)?, text.get(at + 1..)),
            None => (text, None),
        };
        rest = behind;
        Some(part)
    })
}
