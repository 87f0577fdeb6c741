//! ⑫ An analysis as bytes: what crosses from wasm to JavaScript and between the extension's parts.
//!
//! Little-endian 32-bit words: `UNP1`, purpose | over budget << 8 | release scroll << 9, number of hidden, of kept, of blocks, article
//! bytes, all bytes. Then each hidden subtree (node, label | confidence/255 << 8 | reasons << 16, four reasons' bytes), each kept one
//! (node, label | why << 8) and, if asked for, each block (node, label | role << 8 | confidence/255 << 16).

use crate::label::Label;
use crate::pipeline::Analysis;

/// The first word: `UNP1`.
pub const MAGIC: u32 = u32::from_le_bytes(*b"UNP1");

fn byte(confidence: f32) -> u32 {
    (confidence.clamp(0.0, 1.0) * 255.0) as u32
}

/// Encodes an analysis; the blocks' labels only if they are wanted.
pub fn encode(analysis: &Analysis, with_blocks: bool) -> Vec<u8> {
    let Analysis { blocks, labels, plan } = analysis;
    let count = if with_blocks { blocks.len() } else { 0 };
    let article: usize = blocks
        .iter()
        .zip(labels.iter())
        .filter(|(_, labelled)| labelled.label == Label::Article)
        .map(|(block, _)| block.bytes())
        .sum();
    let all: usize = blocks.iter().map(crate::block::Block::bytes).sum();
    let mut words = vec![
        MAGIC,
        plan.purpose as u32 | u32::from(plan.over_budget) << 8 | u32::from(plan.release_scroll) << 9,
        plan.hide.len() as u32,
        plan.kept.len() as u32,
        count as u32,
        article as u32,
        all as u32,
    ];
    for hidden in &plan.hide {
        let mut reasons = [0_u8; 4];
        for (slot, reason) in reasons.iter_mut().zip(&hidden.reasons) {
            *slot = *reason as u8;
        }
        let number = hidden.reasons.len().min(4) as u32;
        words.extend([
            hidden.node,
            hidden.label as u32 | byte(hidden.confidence) << 8 | number << 16,
            u32::from_le_bytes(reasons),
        ]);
    }
    for kept in &plan.kept {
        words.extend([kept.node, kept.label as u32 | (kept.why as u32) << 8]);
    }
    for (block, labelled) in blocks.iter().zip(labels.iter()).take(count) {
        words.extend([
            block.node,
            labelled.label as u32 | (labelled.role as u32) << 8 | byte(labelled.confidence) << 16,
        ]);
    }
    words.into_iter().flat_map(u32::to_le_bytes).collect()
}
