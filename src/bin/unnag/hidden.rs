//! Which blocks a plan hides.

use unnag::{Analysis, Page};

/// For each block whether it goes.
pub(crate) fn blocks(page: &Page, Analysis { blocks, plan, .. }: &Analysis) -> Vec<bool> {
    let ends = page.subtree_ends();
    let mut hidden = vec![false; blocks.len()];
    for subtree in &plan.hide {
        let end = ends.get(subtree.node as usize).copied().unwrap_or(subtree.node + 1);
        for number in blocks.within(subtree.node, end) {
            hidden[number] = true;
        }
    }
    hidden
}
