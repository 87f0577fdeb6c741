//! ⑥ What a parsed document says of itself: address, language, title, `og:type`, JSON-LD.
//!
//! Threat: all of it is the page's claim and may be broken, huge or nested. What can not be read is passed over in silence.

use html5ever::{Attribute, local_name};
use serde_json::Value;

use super::tree::{Data, Tree};
use super::{FACT_CHARS, clip};
use crate::page::Facts;

/// The most JSON-LD objects that are looked at, and the most gated selectors or types that are kept.
const MAX_OBJECTS: usize = 200;
const MAX_KEPT: usize = 20;

/// Gathers the facts while the document is walked.
#[derive(Debug, Default)]
pub(super) struct Gatherer {
    facts: Facts,
    canonical: String,
    og_url: String,
    titled: bool,
    types: Vec<String>,
}

impl Gatherer {
    /// `url`: the page's address if it is known, else empty.
    pub(super) fn new(url: &str) -> Gatherer {
        Gatherer { facts: Facts { url: url.to_owned(), ..Facts::default() }, ..Gatherer::default() }
    }

    /// Takes the language of the root element.
    pub(super) fn html(&mut self, attrs: &[Attribute]) {
        let lang = value(attrs, "lang");
        lang.trim().clone_into(&mut self.facts.lang);
        if self.facts.lang.len() > 35 {
            self.facts.lang.clear();
        }
    }

    /// Looks at one element of the document; `content` gives its text.
    pub(super) fn element(
        &mut self,
        name: &html5ever::LocalName,
        attrs: &[Attribute],
        content: impl FnOnce() -> String,
    ) {
        match *name {
            local_name!("title") if !self.titled => {
                self.titled = true;
                let text = content();
                let words: Vec<&str> = text.split_whitespace().collect();
                clip(&words.join(" "), FACT_CHARS).clone_into(&mut self.facts.title);
            }
            local_name!("meta") => {
                let property = value(attrs, "property");
                let property = if property.is_empty() { value(attrs, "name") } else { property };
                if property == "og:type" && self.facts.og_type.is_empty() {
                    clip(value(attrs, "content").trim(), FACT_CHARS).clone_into(&mut self.facts.og_type);
                } else if property == "og:url" && self.og_url.is_empty() {
                    self.og_url = address(value(attrs, "content"));
                }
            }
            local_name!("link") if self.canonical.is_empty() => {
                if value(attrs, "rel").split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("canonical")) {
                    self.canonical = address(value(attrs, "href"));
                }
            }
            local_name!("script") if value(attrs, "type").trim().eq_ignore_ascii_case("application/ld+json") => {
                self.json(&content());
            }
            _ => {}
        }
    }

    /// Reads one JSON-LD script.
    fn json(&mut self, text: &str) {
        let text = text.trim();
        let text = text.strip_prefix("<!--").and_then(|text| text.strip_suffix("-->")).unwrap_or(text);
        let text = text.trim().trim_start_matches("//").trim_start();
        let text = text.strip_prefix("<![CDATA[").map_or(text, |text| {
            let text = text.trim_end();
            text.strip_suffix("]]>").unwrap_or(text).trim_end().trim_end_matches('/')
        });
        let Ok(root) = serde_json::from_str::<Value>(text) else { return };
        let mut objects = vec![&root];
        let mut looked_at = 0;
        while let Some(value) = objects.pop() {
            looked_at += 1;
            if looked_at > MAX_OBJECTS {
                break;
            }
            match value {
                Value::Array(items) => objects.extend(items.iter().rev()),
                Value::Object(object) => {
                    for inner in ["mainEntity", "mainEntityOfPage", "@graph"] {
                        objects.extend(object.get(inner).filter(|inner| inner.is_array() || inner.is_object()));
                    }
                    self.object(object);
                }
                _ => {}
            }
        }
    }

    fn object(&mut self, object: &serde_json::Map<String, Value>) {
        for kind in strings(object.get("@type")) {
            let kind = clip(kind, 60);
            if self.types.len() < MAX_KEPT && !kind.is_empty() && !self.types.iter().any(|old| old == kind) {
                self.types.push(kind.to_owned());
            }
        }
        self.free(free(object.get("isAccessibleForFree")));
        let parts = object.get("hasPart");
        let one = parts.into_iter().filter(|parts| parts.is_object());
        for part in parts.and_then(Value::as_array).into_iter().flatten().chain(one).take(MAX_OBJECTS) {
            let Some(part) = part.as_object() else { continue };
            let open = free(part.get("isAccessibleForFree"));
            if open == Some(true) {
                continue;
            }
            let selectors = strings(part.get("cssSelector"));
            if open.is_some() && !selectors.is_empty() {
                self.free(open);
            }
            for selector in selectors {
                let selector = clip(selector.trim(), FACT_CHARS);
                let known = self.facts.gated.iter().any(|old| old == selector);
                if self.facts.gated.len() < MAX_KEPT && !selector.is_empty() && !known {
                    self.facts.gated.push(selector.to_owned());
                }
            }
        }
    }

    /// Where two objects of the page disagree, the one that says "not free" counts: then the gate stays.
    fn free(&mut self, free: Option<bool>) {
        if free.is_some() && self.facts.free != Some(false) {
            self.facts.free = free;
        }
    }

    /// The facts of all that was looked at.
    pub(super) fn finish(self) -> Facts {
        let mut facts = self.facts;
        if facts.url.is_empty() {
            facts.url = if self.canonical.is_empty() { self.og_url } else { self.canonical };
        }
        facts.types = self.types.join(" ");
        facts
    }
}

/// The value of an attribute; empty if there is none.
fn value<'a>(attrs: &'a [Attribute], name: &str) -> &'a str {
    attrs.iter().find(|attr| &*attr.name.local == name).map_or("", |attr| &*attr.value)
}

/// The text in an element of a tree.
pub(super) fn content(tree: &Tree, node: u32) -> String {
    tree.children(node)
        .filter_map(|child| match tree.get(child).map(|child| &child.data) {
            Some(Data::Text(text)) => Some(&**text),
            _ => None,
        })
        .collect()
}

/// An absolute address, or nothing.
fn address(url: &str) -> String {
    let url = url.trim();
    let absolute = ["http://", "https://"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    if absolute { clip(url, 2000).to_owned() } else { String::new() }
}

fn strings(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).take(MAX_OBJECTS).collect(),
        _ => Vec::new(),
    }
}

fn free(value: Option<&Value>) -> Option<bool> {
    match value? {
        Value::Bool(free) => Some(*free),
        Value::String(word) => {
            let word = word.trim().rsplit('/').next().unwrap_or("");
            if word.eq_ignore_ascii_case("true") {
                Some(true)
            } else if word.eq_ignore_ascii_case("false") {
                Some(false)
            } else {
                None
            }
        }
        _ => None,
    }
}
