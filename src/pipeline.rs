//! The spine: one call a stage, named types between. Nothing clever here.

use crate::block::Blocks;
use crate::decode::Labels;
use crate::features::Features;
use crate::model::{self, Evidence, Model, Scores};
use crate::page::Page;
use crate::plan::{self, Options, Plan};

/// All that was found out about a page.
#[derive(Debug, Clone)]
pub struct Analysis {
    /// Its blocks.
    pub blocks: Blocks,
    /// Their labels.
    pub labels: Labels,
    /// What to do with it.
    pub plan: Plan,
}

/// Takes a page from nodes to a plan, with the model that is compiled in.
pub fn analyze(page: &Page, options: &Options) -> Analysis {
    analyze_with(model::shipped(), page, options)
}

/// How scores become labels; see [`Labels::decode`].
type Decode = fn(&Page, &Blocks, &Features, &Evidence, &Scores) -> Labels;

/// The same with a model of the caller's.
pub fn analyze_with(model: &Model, page: &Page, options: &Options) -> Analysis {
    analyze_by(model, page, options, Labels::decode)
}

/// The same with each block judged by itself.
#[cfg(feature = "_internals")]
pub fn analyze_apart(model: &Model, page: &Page, options: &Options) -> Analysis {
    analyze_by(model, page, options, Labels::apart)
}

fn analyze_by(model: &Model, page: &Page, options: &Options, decode: Decode) -> Analysis {
    let blocks = Blocks::of(page);
    let features = Features::of(page, &blocks);
    let evidence = model.evidence(page, &blocks, &features);
    let scores = model.score(&blocks, &features, &evidence);
    let mut labels = decode(page, &blocks, &features, &evidence, &scores);
    labels.calibrate(&model.calibration);
    let plan = plan::make(page, &blocks, &labels, options);
    Analysis { blocks, labels, plan }
}
