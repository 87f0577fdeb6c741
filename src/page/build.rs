//! Nodes become a page; whatever passes a cap does not.

use super::{ATTRIBUTE_END, Attr, ENTRY_END, Facts, Flags, MAX_DEPTH, MAX_NODES, MAX_TEXT, NO_NODE, Node, Page};
use crate::error::{Error, Kind};
use crate::tag::Tag;

/// Makes a page node by node, in document order, and keeps the caps.
///
/// ```
/// use unnag::{Attr, Facts, Flags, Options, PageBuilder, Tag, analyze};
///
/// let mut builder = PageBuilder::new(Facts { lang: "en".to_owned(), ..Facts::default() }, false);
/// let body = builder.element(None, Tag::BODY, Flags::default(), [])?;
/// let paragraph = builder.element(body, Tag::P, Flags::default(), [(Attr::Class, "lead")])?;
/// builder.text(paragraph, "The ferry left at six.")?;
/// let page = builder.finish();
/// assert_eq!(analyze(&page, &Options::default()).blocks.text(0), "The ferry left at six.");
/// # Ok::<(), unnag::Error>(())
/// ```
#[derive(Debug)]
pub struct PageBuilder {
    page: Page,
    depths: Vec<u16>,
}

impl PageBuilder {
    /// An empty page. `plain`: its paragraphs come from plain text.
    pub fn new(facts: Facts, plain: bool) -> Self {
        Self { page: Page { nodes: Vec::new(), text: String::new(), facts, plain }, depths: Vec::new() }
    }

    fn push(&mut self, tag: Tag, parent: u32, flags: Flags, start: usize) -> Result<u32, Error> {
        let number = self.page.nodes.len();
        if number >= MAX_NODES {
            return Err(Error::new(Kind::TooManyNodes { nodes: number + 1, cap: MAX_NODES }));
        }
        if self.page.text.len() > MAX_TEXT {
            return Err(Error::new(Kind::TooMuchText { bytes: self.page.text.len(), cap: MAX_TEXT }));
        }
        let depth = if parent == NO_NODE {
            0
        } else {
            let above = self.depths.get(parent as usize);
            // A text node can have no children; a later one can not be the parent of an earlier one.
            let above = above.filter(|_| self.page.tag(parent) != Tag::TEXT);
            usize::from(*above.ok_or(Error::new(Kind::Malformed { what: "parent", at: number }))?) + 1
        };
        if depth > MAX_DEPTH {
            return Err(Error::new(Kind::TooDeep { depth, cap: MAX_DEPTH }));
        }
        self.depths.push(depth as u16);
        let entry = if tag == Tag::TEXT { &[] } else { self.page.text.as_bytes().get(start..).unwrap_or(&[]) };
        let attrs = entry
            .split(|byte| *byte == ATTRIBUTE_END as u8)
            .fold(0, |bits, attribute| bits | attribute.first().map_or(0, |letter| Attr::bit(*letter)));
        let end = self.page.text.len() as u32;
        self.page.nodes.push(Node { tag, parent, flags, start: start as u32, end, attrs });
        Ok(number as u32)
    }

    /// Adds a run of text to an element and gives its number.
    ///
    /// # Errors
    /// If a cap is passed or the parent is not there.
    pub fn text(&mut self, parent: impl Into<Option<u32>>, text: &str) -> Result<u32, Error> {
        let start = self.page.text.len();
        self.page.text.push_str(text);
        self.push(Tag::TEXT, parent.into().unwrap_or(NO_NODE), Flags::default(), start)
    }

    /// Adds an element to another, or as a root to none, and gives its number. The attributes' values may hold anything; separators in them become spaces.
    ///
    /// # Errors
    /// If a cap is passed or the parent is not there.
    pub fn element<'a>(
        &mut self,
        parent: impl Into<Option<u32>>,
        tag: Tag,
        flags: Flags,
        attributes: impl IntoIterator<Item = (Attr, &'a str)>,
    ) -> Result<u32, Error> {
        let start = self.page.text.len();
        for (attr, value) in attributes {
            if self.page.text.len() > start {
                self.page.text.push(ATTRIBUTE_END);
            }
            self.page.text.push(attr.letter());
            if value.contains([ATTRIBUTE_END, ENTRY_END]) {
                self.page.text.push_str(&value.replace([ATTRIBUTE_END, ENTRY_END], " "));
            } else {
                self.page.text.push_str(value);
            }
        }
        self.push(tag, parent.into().unwrap_or(NO_NODE), flags, start)
    }

    /// Adds a node whose entry is already in the snapshot's form.
    #[cfg(any(test, feature = "_internals", feature = "wasm"))]
    pub(crate) fn entry(&mut self, parent: u32, tag: Tag, flags: Flags, entry: &str) -> Result<u32, Error> {
        let start = self.page.text.len();
        self.page.text.push_str(entry);
        self.push(tag, parent, flags, start)
    }

    /// The page of the nodes taken in so far, with facts that were only known at the end.
    #[cfg(feature = "html")]
    pub(crate) fn finish_with(mut self, facts: Facts) -> Page {
        self.page.facts = facts;
        self.page
    }

    /// The page of the nodes taken in so far.
    pub fn finish(self) -> Page {
        self.page
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn attributes_come_back_and_separators_in_them_do_no_harm() {
        let mut builder = PageBuilder::new(Facts::default(), false);
        let node =
            builder.element(NO_NODE, Tag::DIV, Flags::MODAL, [(Attr::Class, "a\x1eib\x1fc"), (Attr::Id, "x")]).unwrap();
        let page = builder.finish();
        assert_eq!(page.attribute(node, Attr::Class), "a ib c");
        assert_eq!(page.attribute(node, Attr::Id), "x");
        assert_eq!(page.attributes(node).count(), 2);
        assert!(page.flags(node).any(Flags::MODAL));
    }

    #[test]
    fn a_parent_that_comes_later_or_is_text_is_refused() {
        let mut builder = PageBuilder::new(Facts::default(), false);
        assert!(builder.text(3, "x").is_err());
        let mut builder = PageBuilder::new(Facts::default(), false);
        let text = builder.text(NO_NODE, "x").unwrap();
        assert!(builder.text(text, "y").is_err());
    }

    #[test]
    fn nesting_beyond_the_cap_is_refused_with_a_clear_error() {
        let mut builder = PageBuilder::new(Facts::default(), false);
        let mut parent = NO_NODE;
        let error = loop {
            match builder.element(parent, Tag::DIV, Flags::default(), []) {
                Ok(node) => parent = node,
                Err(error) => break error,
            }
        };
        assert!(error.is_too_large());
        assert!(error.to_string().contains("1025 levels"), "{error}");
    }

    #[test]
    fn subtree_ends_bracket_each_subtree() {
        let mut builder = PageBuilder::new(Facts::default(), false);
        let root = builder.element(NO_NODE, Tag::BODY, Flags::default(), []).unwrap();
        let left = builder.element(root, Tag::DIV, Flags::default(), []).unwrap();
        builder.text(left, "x").unwrap();
        builder.element(root, Tag::DIV, Flags::default(), []).unwrap();
        assert_eq!(builder.finish().subtree_ends(), vec![4, 3, 3, 4]);
    }
}
