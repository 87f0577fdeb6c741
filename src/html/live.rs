//! ⑥ A live document as a page, for web apps that are written in Rust (feature `web`). The rules are those of this module's head, and what
//! `js/src/snapshot/walk.ts` adds to them: open shadow trees, frames of the same origin, and what the reader is doing. Like there, no layout is
//! read. Threat and choice: see `reading.rs`; the caps are kept by [`PageBuilder`], so a page that leads the walk in circles ends it.

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, ns};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Document, Node};

use super::facts::Gatherer;
use super::reading::{Dom, Getter};
use super::style;
use super::walk::{Element, Fate, Fates};
use crate::error::Error;
use crate::page::{Attr, Facts, Flags, NO_NODE, Page, PageBuilder};
use crate::tag::Tag;

const ELEMENT: f64 = 1.0;
const TEXT: f64 = 3.0;
const XHTML: &str = "http://www.w3.org/1999/xhtml";
/// The deepest chain of frames and shadow trees in which the focused element is looked for.
const MOST_ACTIVE: usize = 64;
/// Inputs that nobody types into.
const NOT_TYPED: [&str; 9] = ["hidden", "submit", "button", "reset", "image", "checkbox", "radio", "range", "color"];
/// What says something of the page as a whole.
const SAYS: &str = "title,meta,link,script";

/// A page made of a live document, and the nodes that it tells of.
#[derive(Debug, Clone)]
pub struct LivePage {
    page: Page,
    nodes: Vec<Node>,
}

impl LivePage {
    /// The page.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// The document's node of a node of the page; a shadow root is stood for by its host. None beyond the last.
    pub fn node(&self, node: u32) -> Option<&Node> {
        self.nodes.get(node as usize)
    }
}

/// Makes a page of a live document. Never changes it, and never asks for layout: what a style sheet hides or fixes is not known.
///
/// # Errors
/// If the text, the number of nodes or the depth passes a cap.
pub fn page_from_document(document: &Document) -> Result<LivePage, Error> {
    let dom = Dom::new();
    let facts = facts(&dom, document);
    let active = focused(&dom, document);
    let mut walk = Walk {
        builder: PageBuilder::new(facts, false),
        dom,
        active,
        fates: Fates::new(true),
        nodes: Vec::new(),
        blocks: Vec::new(),
        todo: Vec::new(),
        room: String::new(),
    };
    walk.later(walk.dom.root.of(document), NO_NODE, true);
    while let Some(next) = walk.todo.pop() {
        walk.visit(&next)?;
    }
    Ok(LivePage { page: walk.builder.finish(), nodes: walk.nodes })
}

/// A node that is still to be looked at.
struct Todo {
    node: JsValue,
    parent: u32,
    /// Its siblings are none of the page's.
    alone: bool,
}

struct Walk {
    dom: Dom,
    builder: PageBuilder,
    /// The focused element and those that it stands in across shadow trees and frames.
    active: Vec<JsValue>,
    fates: Fates,
    nodes: Vec<Node>,
    /// Whether each node is block-level.
    blocks: Vec<bool>,
    todo: Vec<Todo>,
    room: String,
}

impl Walk {
    fn later(&mut self, node: Option<JsValue>, parent: u32, alone: bool) {
        self.todo.extend(node.map(|node| Todo { node, parent, alone }));
    }

    fn visit(&mut self, todo: &Todo) -> Result<(), Error> {
        let Todo { node, parent, alone } = todo;
        if !alone {
            self.later(self.dom.next.of(node), *parent, false);
        }
        match kind(&self.dom, node) {
            Some(TEXT) => self.text(node, *parent),
            Some(ELEMENT) => self.element(node, *parent),
            _ => Ok(()),
        }
    }

    fn add(&mut self, node: &JsValue, block: bool) {
        self.nodes.push(node.clone().unchecked_into());
        self.blocks.push(block);
    }

    fn text(&mut self, node: &JsValue, parent: u32) -> Result<(), Error> {
        let text = self.dom.characters.text(node);
        let text = if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            let block = self.blocks.get(parent as usize).copied().unwrap_or(false);
            let (before, behind) = (self.dom.previous.of(node), self.dom.next.of(node));
            if text.is_empty() || self.is_beside_block(before, block) || self.is_beside_block(behind, block) {
                return Ok(());
            }
            " "
        } else {
            &text
        };
        self.builder.text(parent, text)?;
        self.add(node, false);
        Ok(())
    }

    fn is_beside_block(&mut self, sibling: Option<JsValue>, parent_is_block: bool) -> bool {
        let Some(sibling) = sibling else { return parent_is_block };
        if kind(&self.dom, &sibling) != Some(ELEMENT) {
            return false;
        }
        match self.fates.of(&LocalName::from(self.dom.name.text(&sibling))) {
            Fate::Skip => false,
            Fate::Leaf(tag) | Fate::Node(tag) => tag.is_block(),
        }
    }

    fn element(&mut self, node: &JsValue, parent: u32) -> Result<(), Error> {
        let name = LocalName::from(self.dom.name.text(node));
        let (tag, into) = match self.fates.of(&name) {
            Fate::Skip => return Ok(()),
            Fate::Leaf(tag) => (tag, false),
            Fate::Node(tag) => (tag, true),
        };
        let attrs = attributes(&self.dom, node);
        let flags = style::flags(tag, &attrs).and(self.state(node, tag, &attrs));
        let at = Element { tag, name: &name, attrs: &attrs }.build(&mut self.builder, parent, flags, &mut self.room)?;
        self.add(node, tag.is_block());
        if into {
            self.later(self.dom.first_child.of(node), at, false);
        }
        if let Some(shadow) = self.dom.shadow.of(node) {
            let inside = self.builder.element(at, Tag::UNKNOWN, Flags::SHADOW, [(Attr::TagName, "#shadow")])?;
            self.add(node, true);
            self.later(self.dom.first_child.of(&shadow), inside, false);
        } else {
            let body = inner(&self.dom, node).and_then(|document| self.dom.body.of(&document));
            self.later(body, at, false);
        }
        Ok(())
    }

    /// What the reader is doing there.
    fn state(&self, node: &JsValue, tag: Tag, attrs: &[Attribute]) -> Flags {
        let dom = &self.dom;
        let mut flags = if self.active.contains(node) { Flags::FOCUSED } else { Flags::default() };
        let differs = |now: &Getter, before: &Getter| now.text(node) != before.text(node);
        let typed = match tag {
            Tag::TEXTAREA => differs(&dom.area, &dom.area_before),
            Tag::INPUT => {
                let kind = attrs.iter().find(|attr| &*attr.name.local == "type").map_or("", |attr| &*attr.value);
                !NOT_TYPED.iter().any(|other| kind.eq_ignore_ascii_case(other))
                    && differs(&dom.input, &dom.input_before)
            }
            _ => false,
        };
        if typed {
            flags = flags.and(Flags::TYPED);
        }
        let plays = matches!(tag, Tag::VIDEO | Tag::AUDIO);
        if plays && dom.paused.of(node).and_then(|paused| paused.as_bool()) == Some(false) {
            flags = flags.and(Flags::PLAYING);
        }
        flags
    }
}

fn kind(dom: &Dom, node: &JsValue) -> Option<f64> {
    dom.node_type.of(node)?.as_f64()
}

/// An element's attributes as the parser would give them.
fn attributes(dom: &Dom, element: &JsValue) -> Vec<Attribute> {
    let names = dom.attribute_names.call(element, &[]).map(|names| js_sys::Array::from(&names)).unwrap_or_default();
    let names = names.iter().filter_map(|name| name.as_string());
    names
        .map(|name| {
            let value = dom.attribute.call(element, &[&name]).and_then(|value| value.as_string()).unwrap_or_default();
            let name = QualName::new(None, ns!(), LocalName::from(name));
            Attribute { name, value: StrTendril::from_slice(&value) }
        })
        .collect()
}

/// The document in a frame of the same origin; none if it can not be read.
fn inner(dom: &Dom, element: &JsValue) -> Option<JsValue> {
    if dom.name.text(element) == "iframe" { dom.frame.of(element) } else { None }
}

fn focused(dom: &Dom, document: &JsValue) -> Vec<JsValue> {
    let mut found = Vec::new();
    let mut within = document.clone();
    let mut active = dom.active.of(document);
    while let Some(element) = active {
        let is_page =
            dom.body.of(&within).as_ref() == Some(&element) || dom.root.of(&within).as_ref() == Some(&element);
        if is_page || found.len() >= MOST_ACTIVE || found.contains(&element) {
            break;
        }
        active = if let Some(shadow) = dom.shadow.of(&element) {
            dom.active_in_shadow.of(&shadow)
        } else if let Some(document) = inner(dom, &element) {
            within = document;
            dom.active.of(&within)
        } else {
            None
        };
        found.push(element);
    }
    found
}

fn facts(dom: &Dom, document: &JsValue) -> Facts {
    let mut gatherer = Gatherer::new(super::clip(&dom.url.text(document), URL_CHARS));
    if let Some(root) = dom.root.of(document) {
        gatherer.html(&attributes(dom, &root));
    }
    let list = dom.all.call(document, &[SAYS]).map(|list| js_sys::Array::from(&list)).unwrap_or_default();
    for element in list.iter().filter(|element| dom.namespace.text(element) == XHTML) {
        let name = LocalName::from(dom.name.text(&element));
        gatherer.element(&name, &attributes(dom, &element), || dom.content.text(&element));
    }
    gatherer.finish()
}

/// The most characters of an address.
const URL_CHARS: usize = 2_000;
