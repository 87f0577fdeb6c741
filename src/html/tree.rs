//! ⑥ The parsed document as a flat arena: what the HTML parser builds, before it becomes a page.
//!
//! Threat: nesting, size and mis-nesting are the page's choice. The parser looks through its stack of open elements at each tag, so
//! nesting without end would cost quadratic time long before the page is refused; unclosed formatting elements make it copy them into
//! each paragraph. So the arena's size and depth are looked at after each tag and run of text (`tokens.rs`).
//! Choice: an arena of numbers. Nothing recurses here, neither parsing, walking nor dropping.

use std::cell::{Cell, Ref, RefCell};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, Namespace, QualName, expanded_name, local_name, ns};

use super::tokens;
use crate::error::{Error, Kind};
use crate::page::{MAX_DEPTH, MAX_NODES, MAX_TEXT};

#[cfg(test)]
mod alone;

/// No node.
pub(super) const NONE: u32 = u32::MAX;
/// The document itself.
pub(super) const DOCUMENT: u32 = 0;

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// The document, or the content of a template.
    Root,
    /// `<!doctype NAME>` with its public and system identifiers, which decide whether browsers show the page in quirks mode.
    Doctype([StrTendril; 3]),
    /// A run of text.
    Text(StrTendril),
    /// A comment.
    Comment(StrTendril),
    /// An element. A template's content hangs on a root of its own.
    Element { name: QualName, attrs: Vec<Attribute>, content: u32 },
}

/// A node and its place.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) data: Data,
    pub(super) parent: u32,
    pub(super) previous: u32,
    pub(super) next: u32,
    pub(super) first: u32,
    pub(super) last: u32,
    depth: u32,
    /// Whether its text is not kept: code and styles, of which nothing is read.
    silent: bool,
}

impl Node {
    fn new(data: Data) -> Node {
        Node { data, parent: NONE, previous: NONE, next: NONE, first: NONE, last: NONE, depth: 0, silent: false }
    }

    /// The name and attributes of an element; none for other nodes.
    pub(super) fn element(&self) -> Option<(&QualName, &[Attribute])> {
        match &self.data {
            Data::Element { name, attrs, .. } => Some((name, attrs)),
            _ => None,
        }
    }
}

/// A parsed document.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// Parses a document. `scripts`: as a browser does that runs scripts, where the content of `noscript` is text. As elements, a picture in a
    /// `noscript` of the head would end the head there, and all paths behind it would differ from those of the live page.
    ///
    /// `whole`: the text of scripts and styles is kept too. It is half of many a page, and only one who writes the document out again needs it.
    pub(super) fn parse(html: &str, whole: bool, scripts: bool) -> Result<Tree, Error> {
        if html.len() > MAX_TEXT {
            return Err(Error::new(Kind::TooMuchText { bytes: html.len(), cap: MAX_TEXT }));
        }
        let options = TreeBuilderOpts { scripting_enabled: scripts, ..TreeBuilderOpts::default() };
        let builder = TreeBuilder::new(Sink::new(html.len(), whole), options);
        tokens::feed(html, &builder)?;
        let sink = builder.sink;
        Ok(Tree { nodes: sink.nodes.into_inner() })
    }

    /// A node. There is always one for a number that the tree gave.
    pub(super) fn get(&self, node: u32) -> Option<&Node> {
        self.nodes.get(node as usize)
    }

    /// A node's children in order.
    pub(super) fn children(&self, node: u32) -> impl Iterator<Item = u32> {
        let first = self.get(node).map(|node| node.first).filter(|first| *first != NONE);
        std::iter::successors(first, |at| self.get(*at).map(|node| node.next).filter(|next| *next != NONE))
    }

    /// All nodes in document order, each with whether it is being entered. `enter` says whether to go into a node's children.
    /// The content of templates is not gone into.
    pub(super) fn walk<E>(
        &self,
        root: u32,
        mut visit: impl FnMut(u32, &Node, Step) -> Result<bool, E>,
    ) -> Result<(), E> {
        let mut at = root;
        loop {
            let Some(node) = self.get(at) else { return Ok(()) };
            let into = visit(at, node, Step::Enter)?;
            if into && node.first != NONE {
                at = node.first;
                continue;
            }
            let mut left = node;
            loop {
                visit(at, left, Step::Leave)?;
                if at == root {
                    return Ok(());
                }
                if left.next != NONE {
                    at = left.next;
                    break;
                }
                at = left.parent;
                let Some(parent) = self.get(at) else { return Ok(()) };
                left = parent;
            }
        }
    }
}

/// Whether a walk comes to a node or goes from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Before its children.
    Enter,
    /// Behind its children.
    Leave,
}

/// Takes in what the parser builds.
pub(super) struct Sink {
    nodes: RefCell<Vec<Node>>,
    deepest: Cell<u32>,
    /// See [`Tree::parse`].
    pub(super) whole: bool,
}

/// Bytes of HTML for which a node is made room, up to so many nodes: more pages have fewer nodes than more.
const ROOM: (usize, usize) = (64, 1 << 16);

impl Sink {
    fn new(bytes: usize, whole: bool) -> Sink {
        let mut nodes = Vec::with_capacity((bytes / ROOM.0).min(ROOM.1));
        nodes.push(Node::new(Data::Root));
        Sink { nodes: RefCell::new(nodes), deepest: Cell::new(0), whole }
    }

    /// Whether the text of an element is of no use: what scripts say of the page in JSON-LD is.
    fn is_silent(&self, name: &QualName, attrs: &[Attribute]) -> bool {
        let says = |attr: &Attribute| {
            attr.name.local == local_name!("type") && attr.value.trim().eq_ignore_ascii_case("application/ld+json")
        };
        !self.whole
            && name.ns == ns!(html)
            && match name.local {
                local_name!("script") => !attrs.iter().any(says),
                local_name!("style") => true,
                _ => false,
            }
    }

    /// The depth is that of the parser's work, not of the page (heads and templates count here), so it is looked at generously; the
    /// page's own cap is kept where its nodes are taken in.
    pub(super) fn check(&self) -> Result<(), Error> {
        let nodes = self.nodes.borrow().len();
        if nodes > 2 * MAX_NODES {
            return Err(Error::new(Kind::TooManyNodes { nodes, cap: MAX_NODES }));
        }
        let depth = self.deepest.get() as usize;
        if depth > 2 * MAX_DEPTH {
            return Err(Error::new(Kind::TooDeep { depth, cap: MAX_DEPTH }));
        }
        Ok(())
    }

    /// Whether the text of the element that was made last is not kept.
    pub(super) fn is_last_silent(&self) -> bool {
        self.nodes.borrow().last().is_some_and(|node| node.silent)
    }

    fn add(&self, data: Data) -> u32 {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node::new(data));
        (nodes.len() - 1) as u32
    }

    fn unlink(nodes: &mut [Node], node: u32) {
        let at = &mut nodes[node as usize];
        let (parent, previous, next) = (at.parent, at.previous, at.next);
        (at.parent, at.previous, at.next) = (NONE, NONE, NONE);
        if previous != NONE {
            nodes[previous as usize].next = next;
        } else if parent != NONE {
            nodes[parent as usize].first = next;
        }
        if next != NONE {
            nodes[next as usize].previous = previous;
        } else if parent != NONE {
            nodes[parent as usize].last = previous;
        }
    }

    /// Puts a node under a parent, before `next` or at the end.
    fn link(&self, nodes: &mut [Node], parent: u32, next: u32, node: u32) {
        Self::unlink(nodes, node);
        let previous = if next == NONE { nodes[parent as usize].last } else { nodes[next as usize].previous };
        let depth = nodes[parent as usize].depth + 1;
        let at = &mut nodes[node as usize];
        (at.parent, at.previous, at.next, at.depth) = (parent, previous, next, depth);
        self.deepest.set(self.deepest.get().max(depth));
        if previous == NONE {
            nodes[parent as usize].first = node;
        } else {
            nodes[previous as usize].next = node;
        }
        if next == NONE {
            nodes[parent as usize].last = node;
        } else {
            nodes[next as usize].previous = node;
        }
    }

    fn insert(&self, parent: u32, next: u32, child: NodeOrText<u32>) {
        let nodes = &mut *self.nodes.borrow_mut();
        match child {
            NodeOrText::AppendNode(node) => self.link(nodes, parent, next, node),
            NodeOrText::AppendText(_) if nodes.get(parent as usize).is_some_and(|parent| parent.silent) => {}
            NodeOrText::AppendText(text) => {
                let previous = if next == NONE { nodes[parent as usize].last } else { nodes[next as usize].previous };
                if let Some(Node { data: Data::Text(before), .. }) = nodes.get_mut(previous as usize) {
                    before.push_tendril(&text);
                    return;
                }
                nodes.push(Node::new(Data::Text(text)));
                let node = (nodes.len() - 1) as u32;
                self.link(nodes, parent, next, node);
            }
        }
    }
}

/// An element's name while the arena is borrowed.
#[derive(Debug)]
pub(super) struct Name<'a>(Ref<'a, QualName>);

impl ElemName for Name<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

/// The name given to what is no element; the parser never asks for it.
static NO_NAME: QualName = QualName { prefix: None, ns: ns!(), local: local_name!("") };

impl TreeSink for Sink {
    type Handle = u32;
    type Output = Sink;
    type ElemName<'a> = Name<'a>;

    fn finish(self) -> Sink {
        self
    }

    fn parse_error(&self, _: std::borrow::Cow<'static, str>) {}

    fn get_document(&self) -> u32 {
        DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a u32) -> Name<'a> {
        Name(Ref::map(self.nodes.borrow(), |nodes| match nodes.get(*target as usize) {
            Some(Node { data: Data::Element { name, .. }, .. }) => name,
            _ => &NO_NAME,
        }))
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> u32 {
        let content = if flags.template { self.add(Data::Root) } else { NONE };
        let silent = self.is_silent(&name, &attrs);
        let node = self.add(Data::Element { name, attrs, content });
        if let Some(node) = self.nodes.borrow_mut().get_mut(node as usize) {
            node.silent = silent;
        }
        node
    }

    fn create_comment(&self, text: StrTendril) -> u32 {
        self.add(Data::Comment(text))
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> u32 {
        self.add(Data::Comment(data))
    }

    fn append(&self, parent: &u32, child: NodeOrText<u32>) {
        self.insert(*parent, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &u32, previous: &u32, child: NodeOrText<u32>) {
        let parent = self.nodes.borrow().get(*element as usize).map_or(NONE, |node| node.parent);
        if parent == NONE {
            self.insert(*previous, NONE, child);
        } else {
            self.insert(parent, *element, child);
        }
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        let node = self.add(Data::Doctype([name, public, system]));
        self.insert(DOCUMENT, NONE, NodeOrText::AppendNode(node));
    }

    fn get_template_contents(&self, target: &u32) -> u32 {
        let mut nodes = self.nodes.borrow_mut();
        let Some(Node { data: Data::Element { content, .. }, depth, .. }) = nodes.get(*target as usize) else {
            return *target;
        };
        let (content, depth) = (*content, *depth);
        if let Some(root) = nodes.get_mut(content as usize) {
            root.depth = depth;
            return content;
        }
        *target
    }

    fn same_node(&self, x: &u32, y: &u32) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &u32, child: NodeOrText<u32>) {
        let parent = self.nodes.borrow().get(*sibling as usize).map_or(NONE, |node| node.parent);
        if parent != NONE {
            self.insert(parent, *sibling, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &u32, more: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(Node { data: Data::Element { attrs, .. }, .. }) = nodes.get_mut(*target as usize) {
            for attr in more {
                if !attrs.iter().any(|old| old.name == attr.name) {
                    attrs.push(attr);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &u32) {
        Self::unlink(&mut self.nodes.borrow_mut(), *target);
    }

    fn reparent_children(&self, node: &u32, parent: &u32) {
        let nodes = &mut *self.nodes.borrow_mut();
        while let Some(child) = nodes.get(*node as usize).map(|node| node.first).filter(|first| *first != NONE) {
            self.link(nodes, *parent, NONE, child);
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, target: &u32) -> bool {
        match self.nodes.borrow().get(*target as usize).map(|node| &node.data) {
            Some(Data::Element { name, attrs, .. }) if name.expanded() == expanded_name!(mathml "annotation-xml") => {
                attrs.iter().any(|attr| {
                    attr.name.local == local_name!("encoding")
                        && (attr.value.eq_ignore_ascii_case("text/html")
                            || attr.value.eq_ignore_ascii_case("application/xhtml+xml"))
                })
            }
            _ => false,
        }
    }
}
