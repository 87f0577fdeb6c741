//! Tells a page's article from everything that nags around it, and says why.
//!
//! Engine draft: see `DESIGN.md`.

mod article;
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
#[cfg_attr(
    not(feature = "_internals"),
    allow(dead_code, unused_imports, reason = "the trainer uses what the engine does not")
)]
mod model;
mod order;
mod page;
mod pipeline;
mod plan;
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

pub use block::{Block, Blocks};
#[cfg(feature = "html")]
pub use clean::clean_html;
pub use decode::{Labelled, Labels};
pub use error::Error;
#[cfg(feature = "html")]
pub use html::{HtmlPage, page_from_html};
pub use label::{Kinds, Label, Role};
pub use page::{Attr, Facts, Flags, Page, PageBuilder};
pub use pipeline::{Analysis, analyze};
pub use plan::{Hidden, Kept, Level, Options, Plan, Purpose, Reason, Why};
pub use snapshot::decode as page_from_snapshot;
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
    pub use crate::tag::{SKIPPED, TAGS};

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
            CELL, CLIP, Cells, Evidence, INPUTS, Inputs, Model, NAMES, NamesTable, Network, POOLED, Room, Table,
            TextTable, pool, row, shipped, softmax,
        };
    }
}

/// The README's examples are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
