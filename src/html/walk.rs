//! ⑥ From the parsed document to the page: which elements and attributes become nodes.

use std::collections::HashMap;

use html5ever::{Attribute, LocalName, local_name, ns};

use super::facts::{self, Gatherer};
use super::tree::{DOCUMENT, Data, NONE, Node, Step, Tree};
use super::{DATA_CHARS, FACT_CHARS, HtmlPage, STYLE_CHARS, TEXT_INDEX, clip, style};
use crate::error::Error;
use crate::page::{Attr, Facts, Flags, NO_NODE, PageBuilder};
use crate::tag::{SKIPPED, Tag};

/// What becomes of an element.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fate {
    /// Left out with its content.
    Skip,
    /// A node; its content is left out.
    Leaf(Tag),
    /// A node.
    Node(Tag),
}

/// Names are looked up once a page: comparing an element's name with a hundred others is dear.
pub(super) struct Fates {
    known: HashMap<LocalName, Fate>,
    /// Whether scripts run, so that the content of `noscript` is not shown.
    scripts: bool,
}

impl Fates {
    pub(super) fn new(scripts: bool) -> Fates {
        Fates { known: HashMap::new(), scripts }
    }

    pub(super) fn of(&mut self, name: &LocalName) -> Fate {
        if let Some(fate) = self.known.get(name) {
            return *fate;
        }
        let fate = if SKIPPED.contains(&&**name) {
            Fate::Skip
        } else if matches!(&**name, "svg" | "iframe" | "audio" | "video" | "canvas" | "noembed" | "noframes")
            || self.scripts && *name == local_name!("noscript")
        {
            Fate::Leaf(Tag::of(name))
        } else {
            Fate::Node(Tag::of(name))
        };
        self.known.insert(name.clone(), fate);
        fate
    }
}

/// How a document is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct How {
    /// Scripts run, so that what stands in `noscript` is not shown.
    pub(super) scripts: bool,
    /// White space that is kept stays as it is in `pre`.
    pub(super) verbatim: bool,
}

impl How {
    /// As a browser shows it, by the rules of this module's head.
    pub(super) const SHOWN: How = How { scripts: true, verbatim: false };
}

/// Makes the page of a document; gives for each of its nodes the number of the one in the tree too.
pub(super) fn page(tree: &Tree, url: &str, how: How) -> Result<(HtmlPage, Vec<u32>), Error> {
    let mut walk = Walk {
        tree,
        builder: PageBuilder::new(Facts::default(), false),
        gatherer: Gatherer::new(url),
        fates: Fates::new(how.scripts),
        verbatim: how.verbatim,
        open: Vec::new(),
        indices: Vec::new(),
        sources: Vec::new(),
        gold: Vec::new(),
        data: String::new(),
    };
    let root = tree.children(DOCUMENT).find(|node| tree.get(*node).is_some_and(|node| node.element().is_some()));
    if let Some(root) = root {
        tree.walk(root, |at, node, step| walk.visit(at, node, step))?;
    }
    let page = walk.builder.finish_with(walk.gatherer.finish());
    Ok((HtmlPage { page, indices: walk.indices, gold: walk.gold }, walk.sources))
}

/// An element whose children are being walked.
struct Open {
    /// Its number in the page; [`NO_NODE`] inside something that is left out.
    node: u32,
    block: bool,
    /// Whether white space in it stays as it is.
    verbatim: bool,
    /// Element children so far.
    elements: u32,
}

struct Walk<'a> {
    tree: &'a Tree,
    builder: PageBuilder,
    gatherer: Gatherer,
    fates: Fates,
    /// Whether white space in `pre` stays as it is.
    verbatim: bool,
    open: Vec<Open>,
    indices: Vec<u32>,
    sources: Vec<u32>,
    gold: Vec<(u32, String)>,
    data: String,
}

impl Walk<'_> {
    fn visit(&mut self, at: u32, node: &Node, step: Step) -> Result<bool, Error> {
        match &node.data {
            Data::Text(text) if step == Step::Enter => self.text(at, node, text).map(|()| false),
            Data::Element { name, attrs, .. } => {
                if step == Step::Leave {
                    self.open.pop();
                    return Ok(false);
                }
                self.enter(at, name, attrs)
            }
            _ => Ok(false),
        }
    }

    fn enter(&mut self, at: u32, name: &html5ever::QualName, attrs: &[Attribute]) -> Result<bool, Error> {
        let root = self.open.is_empty();
        let (parent, index) = self.open.last_mut().map_or((NO_NODE, 0), |open| {
            open.elements += 1;
            (open.node, open.elements - 1)
        });
        if root {
            self.gatherer.html(attrs);
        } else if name.ns == ns!(html) {
            let tree = self.tree;
            self.gatherer.element(&name.local, attrs, || facts::content(tree, at));
        }
        let inside_skipped = !root && parent == NO_NODE;
        let fate = if inside_skipped { Fate::Skip } else { self.fates.of(&name.local) };
        let (tag, into) = match fate {
            Fate::Skip => {
                self.open.push(Open { node: NO_NODE, block: true, verbatim: false, elements: 0 });
                // Facts stand in the head; nothing below another element that is left out is looked at.
                return Ok(name.local == local_name!("head") || inside_skipped);
            }
            Fate::Leaf(tag) => (tag, false),
            Fate::Node(tag) => (tag, true),
        };
        let element = Element { tag, name: &name.local, attrs };
        let node = element.build(&mut self.builder, parent, style::flags(tag, attrs), &mut self.data)?;
        self.indices.push(index);
        self.sources.push(at);
        if let Some(gold) = attrs.iter().find(|attr| &*attr.name.local == "data-gold") {
            self.gold.push((node, gold.value.to_string()));
        }
        let verbatim = self.verbatim && (tag == Tag::PRE || self.open.last().is_some_and(|open| open.verbatim));
        self.open.push(Open { node, block: tag.is_block(), verbatim, elements: 0 });
        Ok(into)
    }

    fn text(&mut self, at: u32, node: &Node, text: &str) -> Result<(), Error> {
        let Some(open) = self.open.last() else { return Ok(()) };
        if open.node == NO_NODE {
            return Ok(());
        }
        let parent = open.node;
        let text = if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            let Open { block, verbatim, .. } = *open;
            if self.beside_block(node.previous, block) || self.beside_block(node.next, block) {
                return Ok(());
            }
            if verbatim { text } else { " " }
        } else {
            text
        };
        self.builder.text(parent, text)?;
        self.indices.push(TEXT_INDEX);
        self.sources.push(at);
        Ok(())
    }

    /// Whether a sibling is block-level, or missing in a block-level parent.
    fn beside_block(&mut self, sibling: u32, parent_is_block: bool) -> bool {
        if sibling == NONE {
            return parent_is_block;
        }
        match self.tree.get(sibling).map(|node| &node.data) {
            Some(Data::Element { name, .. }) => match self.fates.of(&name.local) {
                Fate::Skip => false,
                Fate::Leaf(tag) | Fate::Node(tag) => tag.is_block(),
            },
            _ => false,
        }
    }
}

/// The `data-*` attributes as one string.
fn data(attrs: &[Attribute], out: &mut String) {
    let mut chars = 0;
    for attr in attrs {
        let Some(name) = attr.name.local.strip_prefix("data-") else { continue };
        if name.is_empty() || name == "gold" || attr.name.ns != ns!() {
            continue;
        }
        let value = attr.value.trim();
        let short = value.len() <= 4 * DATA_CHARS && value.chars().count() <= DATA_CHARS;
        let value = if short { value } else { "" };
        chars += name.chars().count() + value.chars().count() + 2;
        if chars > FACT_CHARS {
            return;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(name);
        if !value.is_empty() {
            out.push('=');
            out.push_str(value);
        }
    }
}

/// An element that becomes a node.
pub(super) struct Element<'a> {
    pub(super) tag: Tag,
    pub(super) name: &'a LocalName,
    pub(super) attrs: &'a [Attribute],
}

impl Element<'_> {
    /// Adds it to a page and gives its number. `room`: a string that is used for one element after the other.
    pub(super) fn build(
        &self,
        builder: &mut PageBuilder,
        parent: u32,
        flags: Flags,
        room: &mut String,
    ) -> Result<u32, Error> {
        room.clear();
        data(self.attrs, room);
        let list = Attributes { tag: self.tag, name: self.name, attrs: self.attrs, data: room };
        builder.element(parent, self.tag, flags, list.iter())
    }
}

/// The attributes of one element that enter the page.
struct Attributes<'a> {
    tag: Tag,
    name: &'a LocalName,
    attrs: &'a [Attribute],
    data: &'a str,
}

impl<'a> Attributes<'a> {
    fn iter(&self) -> impl Iterator<Item = (Attr, &'a str)> {
        let name: &'a str = self.name;
        let unknown = (self.tag == Tag::UNKNOWN).then_some((Attr::TagName, clip(name, FACT_CHARS)));
        let data = (!self.data.is_empty()).then_some((Attr::Data, self.data));
        let tag = self.tag;
        let button = match tag {
            Tag::BUTTON => true,
            Tag::INPUT => self.attrs.iter().any(|attr| {
                attr.name.local == local_name!("type")
                    && ["submit", "button", "reset"].iter().any(|kind| attr.value.trim().eq_ignore_ascii_case(kind))
            }),
            _ => false,
        };
        let attrs: &'a [Attribute] = self.attrs;
        let alt = tag == Tag::IMG
            && attrs.iter().any(|attr| attr.name.local == local_name!("alt") && !attr.value.trim().is_empty());
        let area = name == "area";
        let rest = attrs.iter().filter_map(move |attr| {
            if attr.name.ns != ns!() {
                return None;
            }
            let control = matches!(tag, Tag::INPUT | Tag::BUTTON | Tag::SELECT | Tag::TEXTAREA);
            let frame = matches!(tag, Tag::IFRAME | Tag::EMBED) || name == "frame";
            let known = match attr.name.local {
                local_name!("class") => Attr::Class,
                local_name!("id") => Attr::Id,
                local_name!("role") => Attr::Role,
                local_name!("aria-label") => Attr::AriaLabel,
                local_name!("style") => Attr::Style,
                local_name!("itemprop") => Attr::Itemprop,
                local_name!("rel") => Attr::Rel,
                local_name!("title") if !alt => Attr::Title,
                local_name!("alt") if alt => Attr::Title,
                local_name!("href") if tag == Tag::A || area => Attr::Href,
                local_name!("action") if tag == Tag::FORM => Attr::Action,
                local_name!("formaction") if control => Attr::Action,
                local_name!("src") if frame => Attr::Src,
                local_name!("name") if control || frame => Attr::Name,
                local_name!("type") if control => Attr::Type,
                local_name!("placeholder") if control => Attr::Placeholder,
                local_name!("autocomplete") if control || tag == Tag::FORM => Attr::Autocomplete,
                local_name!("value") if button => Attr::Value,
                _ => return None,
            };
            let chars = if known == Attr::Style { STYLE_CHARS } else { FACT_CHARS };
            let value = clip(attr.value.trim(), chars);
            (!value.is_empty()).then_some((known, value))
        });
        unknown.into_iter().chain(data).chain(rest)
    }
}
