//! ⑥ An HTML file as a page, by a parser that follows the HTML standard.
//!
//! The rules by which a document becomes a page. The walk of a live document (`js/src/snapshot`) follows the same ones:
//!
//! 1. Nodes: the root element (`html`) and what stands under it, in document order. Left out with all their content: the elements of
//!    [`crate::tag::SKIPPED`], comments. Kept without their content, since no browser that runs scripts shows it
//!    (or it is a drawing): `svg`, `iframe`, `audio`, `video`, `canvas`, `noscript`, `noembed`, `noframes`. A run of text belongs to its parent.
//! 2. White space: a run of white space alone is left out if a sibling beside it is block-level ([`crate::tag::Tag::is_block`]), or if it is the first or
//!    last child of a block-level parent; otherwise it counts as one space. Any other run is kept as it is. (In a page for those who want its text,
//!    what counts as one space stays as it is in `pre`: between the words of coloured code stand its lines.)
//! 3. Attributes of an element (empty values are left out): its name if it is not in the list of tags; `class`, `id`, `role`, `aria-label`, `title`
//!    (for a picture `alt`, else `title`), `style`, `itemprop`, `rel`; `data-*` as `name=value` (name without `data-`; values longer than 40
//!    characters count as empty, an empty value is the name alone) separated by spaces, until 300 characters are full; `href` of `a` and `area`;
//!    `action` of `form` and `formaction` of a control; `src` of frames and embeds; of form controls `type`, `name`, `placeholder`,
//!    `autocomplete`, and `value` if the control is a button (`input` of type `submit`, `button`, `reset`; `button`).
//!    Values are cut at 300 characters, `style` at 200. Attributes of the trainer (`data-gold`) never enter.
//! 4. Flags from attributes: see [`crate::page::Flags`]. HIDDEN: `hidden`, inline `display: none` or `visibility: hidden` or `collapse`, a `dialog`
//!    without `open`. MODAL: `aria-modal=true`, a `dialog` with `open`. FADED: an inline mask or background with a gradient that ends in
//!    nothing. EDITABLE: `contenteditable` other than `false`.
//! 5. Facts: the address given, else `link rel=canonical`, else `og:url` (absolute ones only); `lang` of `html`; the first `title`;
//!    `og:type`; of JSON-LD scripts the `@type`s, `isAccessibleForFree` (not free wins), the `cssSelector`s of `hasPart` that are not free.
//!    Objects are looked for in arrays, `@graph`, `mainEntity`, `mainEntityOfPage`. Broken JSON is passed over.
//!
//! An element's path is the list of element-child indices from the root element; all element children of the document count, also the
//! ones that are no nodes of the page.

mod facts;
#[cfg(feature = "web")]
mod live;
#[cfg(feature = "web")]
mod reading;
mod style;
mod tokens;
mod tree;
mod walk;
mod write;

#[cfg(feature = "web")]
pub use live::{LivePage, page_from_document};

use crate::error::Error;
use crate::page::Page;
#[cfg(feature = "wasm")]
use crate::page::{ATTRIBUTE_END, ENTRY_END};

/// The most characters of a fact or an attribute.
const FACT_CHARS: usize = 300;
/// The most characters of an inline style.
const STYLE_CHARS: usize = 200;
/// The most characters of the value of a `data-*` attribute.
const DATA_CHARS: usize = 40;

/// A page made of an HTML file, and where its nodes stand in the document.
#[derive(Debug, Clone)]
pub struct HtmlPage {
    page: Page,
    /// For each node its index among its parent's element children; [`TEXT_INDEX`] for a run of text.
    indices: Vec<u32>,
    /// The trainer's labels: node and name.
    #[cfg_attr(not(feature = "_internals"), allow(dead_code, reason = "only the trainer reads them"))]
    gold: Vec<(u32, String)>,
}

/// Stands in the place of an index for a run of text.
const TEXT_INDEX: u32 = u32::MAX;

impl HtmlPage {
    /// The page.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// The page alone.
    pub fn into_page(self) -> Page {
        self.page
    }

    /// The element-child indices from the root element to a node; for a run of text those of its element. Empty for the root element.
    pub fn path(&self, node: u32) -> Vec<u32> {
        let mut path: Vec<u32> = std::iter::once(node)
            .chain(self.page.ancestors(node))
            .filter(|node| self.page.parent(*node).is_some())
            .filter_map(|node| self.indices.get(node as usize).copied())
            .filter(|index| *index != TEXT_INDEX)
            .collect();
        path.reverse();
        path
    }

    /// The trainer's labels: each element with a `data-gold` attribute and its value, in document order.
    #[cfg(feature = "_internals")]
    pub fn gold(&self) -> &[(u32, String)] {
        &self.gold
    }
}

/// Makes a page of an HTML file. Any text is a valid HTML document; what is not closed or misplaced is repaired as browsers do it.
/// `url` is the page's address, empty if it is not known: then the one the page names is taken.
///
/// # Errors
/// If the text, the number of nodes, an element's attributes or the depth passes a cap.
pub fn page_from_html(html: &str, url: &str) -> Result<HtmlPage, Error> {
    Ok(walk::page(&tree::Tree::parse(html, false, true)?, url, walk::How::SHOWN)?.0)
}

/// The same with all white space in `pre`, for those who want the text. `scripts`: whether they run; if not, what stands in `noscript` counts.
///
/// # Errors
/// As [`page_from_html`].
pub(crate) fn page_to_read(html: &str, url: &str, scripts: bool) -> Result<HtmlPage, Error> {
    Ok(walk::page(&tree::Tree::parse(html, false, scripts)?, url, walk::How { scripts, verbatim: true })?.0)
}

/// An HTML file that is to be written again with some of its elements hidden.
#[derive(Debug)]
pub(crate) struct Document {
    tree: tree::Tree,
    page: HtmlPage,
    /// For each node of the page its number in the tree.
    sources: Vec<u32>,
}

impl Document {
    /// Parses a file; see [`page_from_html`].
    pub(crate) fn parse(html: &str, url: &str) -> Result<Document, Error> {
        let tree = tree::Tree::parse(html, true, true)?;
        let (page, sources) = walk::page(&tree, url, walk::How::SHOWN)?;
        Ok(Document { tree, page, sources })
    }

    /// Its page.
    pub(crate) fn page(&self) -> &Page {
        self.page.page()
    }

    /// The nodes of the page as they are written in the file, for those who make new markup of them: one entry a node, separated by
    /// [`ENTRY_END`]. A run of text is `#` and the text; an element its name, then those of its attributes that say what it shows
    /// ([`MARKUP`]), each `name=value`, separated by [`ATTRIBUTE_END`].
    #[cfg(feature = "wasm")]
    pub(crate) fn markup(&self) -> String {
        let mut out = String::new();
        for (number, source) in self.sources.iter().enumerate() {
            if number > 0 {
                out.push(ENTRY_END);
            }
            let Some(node) = self.tree.get(*source) else { continue };
            if let tree::Data::Text(text) = &node.data {
                out.push('#');
                push_clean(&mut out, text);
            } else if let Some((name, attrs)) = node.element() {
                push_clean(&mut out, &name.local);
                for attr in attrs.iter().filter(|attr| attr.name.ns.is_empty() && MARKUP.contains(&&*attr.name.local)) {
                    out.push(ATTRIBUTE_END);
                    out.push_str(&attr.name.local);
                    out.push('=');
                    push_clean(&mut out, &attr.value);
                }
            }
        }
        out
    }

    /// The address that the page's others are taken from, as its first `<base href>` says it; empty without one.
    #[cfg(feature = "wasm")]
    pub(crate) fn base(&self) -> &str {
        let nodes = (0..).map_while(|node| self.tree.get(node));
        let bases =
            nodes.filter_map(tree::Node::element).filter(|(name, _)| name.local == html5ever::local_name!("base"));
        bases
            .filter_map(|(_, attrs)| attrs.iter().find(|attr| &*attr.name.local == "href"))
            .map(|attr| &*attr.value)
            .next()
            .unwrap_or_default()
    }

    /// The document as HTML, these nodes of the page hidden where they stand.
    pub(crate) fn with_hidden(&self, nodes: impl IntoIterator<Item = u32>) -> String {
        let hidden = nodes.into_iter().filter_map(|node| self.sources.get(node as usize).copied()).collect();
        write::html(&self.tree, &hidden)
    }
}

/// The attributes that say what an element of an article shows; `js/src/article/source.ts` asks for the same.
#[cfg(feature = "wasm")]
const MARKUP: &[&str] = &[
    "alt",
    "colspan",
    "data-lazy-src",
    "data-original",
    "data-src",
    "data-srcset",
    "datetime",
    "dir",
    "height",
    "href",
    "id",
    "lang",
    "rowspan",
    "scope",
    "src",
    "srcset",
    "start",
    "title",
    "width",
];

/// Appends a text whose separators become spaces.
#[cfg(feature = "wasm")]
fn push_clean(out: &mut String, text: &str) {
    out.extend(text.chars().map(|c| if matches!(c, ENTRY_END | ATTRIBUTE_END) { ' ' } else { c }));
}

/// The beginning of a text, at most `chars` characters long.
fn clip(text: &str, chars: usize) -> &str {
    if text.len() <= chars {
        return text;
    }
    text.char_indices().nth(chars).map_or(text, |(end, _)| &text[..end])
}
