//! A labelled page with its features taken.

use unnag::internals::block;
use unnag::internals::features::Features;
use unnag::{Blocks, Label, Page};

use crate::corpus::GoldPage;

/// A page ready for fitting.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    pub(crate) name: String,
    pub(crate) lang: String,
    pub(crate) fold: usize,
    pub(crate) page: Page,
    pub(crate) blocks: Blocks,
    pub(crate) features: Features,
    pub(crate) labels: Vec<Option<Label>>,
    /// Made by insertion or stripping, not a page as it was.
    pub(crate) made: bool,
    /// Blocks that are the gate of an article that is cut off: they must stay.
    pub(crate) gate: Vec<usize>,
    /// Labelled only in part: for fitting, not for measuring.
    pub(crate) extra: bool,
    /// Whether the second stage is to see it without names.
    pub(crate) nameless: bool,
}

impl Sample {
    pub(crate) fn of(gold: GoldPage) -> Sample {
        let gate = gold.gate.clone();
        let blocks = block::of(&gold.page);
        let features = Features::of(&gold.page, &blocks);
        let labels = gold.labels(&blocks);
        // Gates are listed by number among the page's paywall blocks.
        let paywall = (0..labels.len()).filter(|at| labels[*at] == Some(Label::Paywall));
        let gate = paywall.enumerate().filter(|(number, _)| gate.contains(number)).map(|(_, at)| at).collect();
        Sample {
            name: gold.name,
            lang: gold.lang,
            fold: gold.fold,
            page: gold.page,
            blocks,
            features,
            labels,
            made: false,
            gate,
            extra: false,
            nameless: false,
        }
    }
}
