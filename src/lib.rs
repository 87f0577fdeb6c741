//! Tells a page's article from everything that nags around it, and says why.
//!
//! A page goes in, as HTML, as plain text, as a live document or node by node; out come its blocks, each with a label, how sure that is and why, and
//! a plan: which subtrees to hide, what stays on purpose, and the article's text. The model is compiled in. Nothing is fetched, nothing is
//! written, the same page always gives the same answer, and no input makes it panic.
//!
//! # A tour
//!
//! [`page_from_html`] makes a [`Page`] of any text that a browser would show as HTML; [`analyze`] says what is what.
//!
//! ```
//! # #[cfg(feature = "html")] {
//! use unnag::{Label, Options, Purpose, analyze, page_from_html};
//!
//! let html = "<title>The last ferry</title><main><h1>The last ferry</h1>
//!     <p>The ferry left the harbour of Havnsund at six, as it had every morning since the bridge was lost to the ice.</p>
//!     <p>On board were a dentist, eleven sheep and a piano that nobody had asked for, which was to be tuned on the other side.</p></main>
//!     <footer><a href='/imprint'>Imprint</a> <a href='/privacy'>Privacy</a></footer>";
//! let page = page_from_html(html, "https://paper.example/2026/the-last-ferry")?;
//! let analysis = analyze(page.page(), &Options::default());
//!
//! assert_eq!(analysis.plan.purpose, Purpose::Article);
//! assert!(analysis.article_text(page.page()).starts_with("The ferry left the harbour"));
//! for (number, (block, labelled)) in analysis.blocks.iter().zip(analysis.labels.iter()).enumerate() {
//!     println!("{:?} {} {:.2} {}", page.path(block.node), labelled.label.name(), labelled.confidence, analysis.blocks.text(number));
//! }
//! assert!(analysis.labels.iter().any(|labelled| labelled.label == Label::Article));
//! # }
//! # Ok::<(), unnag::Error>(())
//! ```
//!
//! What is to be hidden is in [`Plan::hide`], each with its reasons in words by [`reason`]; what looks like a nag and stays is in [`Plan::kept`], with
//! [`why`]. [`Options`] choose the kinds, the guard that stands back where the nag is what a page is for, and the budget:
//!
//! ```
//! # #[cfg(feature = "html")] {
//! use unnag::{Kinds, Label, Level, Options, analyze, page_from_html};
//!
//! let html = "<main><h1>The last ferry</h1>
//!     <p>The ferry left the harbour of Havnsund at six, as it had every morning since the bridge was lost to the ice.</p>
//!     <aside><p>Please support us: donate from 5 euros a month.</p><a href='/donate'>Donate now</a></aside></main>
//!     <div id='consent'><p>We and our partners use cookies.</p><button>Accept all</button></div>";
//! let page = page_from_html(html, "https://paper.example/2026/the-last-ferry")?;
//! let quiet = Options { kinds: Kinds::CALM.with(Label::Consent), ..Options::level(Level::Calm) };
//! let hide = analyze(page.page(), &quiet).plan.hide;
//! for hidden in &hide {
//!     let reasons: Vec<&str> = hidden.reasons.iter().map(|reason| unnag::reason(*reason)).collect();
//!     println!("{} {:.2}: {}", hidden.label.name(), hidden.confidence, reasons.join(", "));
//! }
//! assert_eq!(hide.iter().map(|hidden| hidden.label).collect::<Vec<_>>(), [Label::Donation, Label::Consent]);
//! # }
//! # Ok::<(), unnag::Error>(())
//! ```
//!
//! [`clean_html`] writes a page with its plan applied; [`PageBuilder`] makes pages of whatever else you have.
//!
//! # Many pages
//!
//! An [`Analysis`] borrows nothing and a page needs no other, so pages can be worked on in any order and by as many threads as there are.
//! [`analyze_each`] does so for pages that come one by one, gives the results in their order, and holds only a few at a time:
//!
//! ```
//! use unnag::{Options, analyze, analyze_each, page_from_text};
//!
//! let options = Options::default();
//! let texts = (0..1_000).map(|number| format!("Page {number} of a long story."));
//! let mut bytes = 0;
//! let read = |text: &String| {
//!     let page = page_from_text(text)?;
//!     Ok::<_, unnag::Error>(analyze(&page, &options).article_text(&page))
//! };
//! analyze_each(texts, 4, read, |text, found| {
//!     bytes += found.map_or(0, |article| article.len());
//!     std::ops::ControlFlow::Continue(())
//! });
//! ```
//!
//! # Features
//!
//! | feature | what it adds | default |
//! |---|---|---|
//! | `html` | [`page_from_html`], [`clean_html`]: HTML by a parser that follows the standard | yes |
//! | `serde` | `Serialize` for labels, plans and the like | |
//! | `large` | the larger model (0.6 MB) in place of the small one | |
//! | `web` | `page_from_document`: a page of a live `web_sys::Document`, for web apps that are written in Rust | |
//! | `cli` | the command-line tool; brings `html` and `large` | |
//! | `wasm` | the bindings that the npm package is built on; not for use from Rust | |
//!
//! Each compiles alone. Without any of them there are plain text and [`PageBuilder`].
//!
//! Rust 1.89 or newer. A newer minimum is a new minor version.
//!
//! How a page goes through the house is told in [`DESIGN.md`](https://github.com/unnag/unnag/blob/main/DESIGN.md).

#![cfg_attr(docsrs, feature(doc_cfg))]

mod article;
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
mod batch;
mod block;
#[cfg(feature = "html")]
mod clean;
mod decode;
#[cfg_attr(not(any(feature = "_internals", feature = "wasm")), allow(dead_code, reason = "bytes are for wasm"))]
mod encode;
mod error;
#[cfg_attr(
    not(feature = "_internals"),
    allow(dead_code, unused_imports, reason = "the trainer uses what the engine does not")
)]
mod features;
#[cfg(feature = "html")]
mod html;
mod label;
mod logarithm;
#[cfg_attr(
    not(feature = "_internals"),
    allow(dead_code, unused_imports, reason = "the trainer uses what the engine does not")
)]
mod model;
mod order;
mod page;
mod pipeline;
mod plan;
#[cfg(feature = "html")]
mod read;
#[cfg(any(test, feature = "_internals", feature = "wasm"))]
mod snapshot;
#[cfg_attr(
    not(feature = "_internals"),
    allow(dead_code, unused_imports, reason = "the trainer uses what the engine does not")
)]
mod tag;
mod text;
#[cfg(feature = "wasm")]
mod wasm;
mod words;

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub use batch::analyze_each;
pub use block::{Block, Blocks};
#[cfg(feature = "html")]
pub use clean::clean_html;
pub use decode::{Labelled, Labels};
pub use error::Error;
#[cfg(feature = "html")]
pub use html::{HtmlPage, page_from_html};
#[cfg(feature = "web")]
pub use html::{LivePage, page_from_document};
pub use label::{Kinds, Label, Role};
pub use page::{Attr, Facts, Flags, Page, PageBuilder};
pub use pipeline::{Analysis, analyze};
pub use plan::{Hidden, Kept, Level, Options, Plan, Purpose, Reason, Why};
#[cfg(feature = "html")]
pub use read::page_from_html_to_read;
pub use tag::Tag;
pub use text::page as page_from_text;
pub use words::{reason, why};

/// Internals for the trainer, benches and tests; may change at any time.
#[cfg(feature = "_internals")]
pub mod internals {
    pub use crate::article::joined;
    pub use crate::encode::{MAGIC, encode};
    pub use crate::page::{ATTRIBUTE_END, ENTRY_END, MAX_DEPTH, MAX_NODES, MAX_TEXT, NO_NODE};
    pub use crate::pipeline::{analyze_apart, analyze_with};
    pub use crate::snapshot::{columns, decode as page_from_snapshot};
    pub use crate::tag::{SKIPPED, TAGS};

    use crate::page::{Attr, Flags};

    /// The attributes, their letters and what they are called on the JavaScript side.
    pub const LETTERS: [(Attr, char, &str); 18] = Attr::LETTERS;
    /// The flags' names and bits, for the JavaScript side.
    pub const FLAGS: &[(&str, u32)] = Flags::NAMES;

    /// Stage ⑦.
    pub mod block {
        use crate::{Block, Blocks, Page};

        /// The blocks of a page.
        pub fn of(page: &Page) -> Blocks {
            Blocks::of(page)
        }

        /// The block's node that a node's text belongs to.
        pub fn owner(blocks: &Blocks, node: u32) -> u32 {
            blocks.owner(node)
        }

        /// Bytes of a block's text that stand in links and buttons.
        pub fn in_controls(block: &Block) -> usize {
            (block.link_bytes + block.button_bytes) as usize
        }
    }

    /// Stage ⑧.
    pub mod features {
        pub use crate::features::{Counts, Cue, Cues, DENSE, Dense, Features, Level, Reader, Widgets, hash};
    }

    /// Stages ⑩ and ⑪ on their own, for the benches; the others are the types' own functions.
    pub mod stages {
        use crate::features::Features;
        use crate::model::{Evidence, Scores};
        use crate::{Blocks, Labels, Options, Page, Plan};

        /// Stage ⑩.
        pub fn decode(
            page: &Page,
            blocks: &Blocks,
            features: &Features,
            evidence: &Evidence,
            scores: &Scores,
        ) -> Labels {
            Labels::decode(page, blocks, features, evidence, scores)
        }

        /// How probable it is that a block is a nag or a consent notice, whichever.
        pub fn nag(labels: &Labels, block: usize) -> f32 {
            labels.get(block).map_or(0.0, |labelled| labelled.nag)
        }

        /// Stage ⑪.
        pub fn plan(page: &Page, blocks: &Blocks, labels: &Labels, options: &Options) -> Plan {
            crate::plan::make(page, blocks, labels, options)
        }
    }

    /// Stage ⑪ by other thresholds than the plan's own.
    pub mod plan {
        pub use crate::plan::{Thresholds, make_by};
    }

    /// Stage ⑨.
    pub mod model {
        pub use crate::model::{
            CELL, CLIP, Calibration, Cells, Evidence, FAMILY, INPUTS, Inputs, Model, NAMES, NamesTable, Network,
            POINTS, POOLED, ROWS, Room, Table, TextTable, place, pool, row, shipped, softmax,
        };
    }
}

/// The README's examples are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
