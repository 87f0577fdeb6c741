//! The spine: one call a stage, named types between. Nothing clever here.

use crate::block::Blocks;
use crate::decode::{self, Labels};
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

/// Takes a page from nodes to a plan.
pub fn analyze(page: &Page, options: &Options) -> Analysis {
    let blocks = Blocks::of(page);
    let labels = decode::draft(page, &blocks);
    let plan = plan::make(page, &blocks, &labels, options);
    Analysis { blocks, labels, plan }
}
