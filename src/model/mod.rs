//! ⑨ Features → scores: for each block the probability of each label.
//!
//! Two stages. The first is linear and cheap: hashed text and names look up rows of small integers, whose sums are the evidence of a block,
//! of its names, of the names above it, and (the same sums added up) of every widget around it. The second is a small network over what
//! the first says of the block, its neighbours and its widgets, with the dense features beside it. See `train/` for how both are fitted.
//!
//! All sums of table cells and of the network's first layer are integers and the rest is plain `f32` arithmetic in a fixed order with
//! `libm`'s functions, so that native code and wasm give the same bytes.

mod calibration;
mod evidence;
mod format;
mod inputs;
mod network;
mod table;
mod wide;

use std::sync::LazyLock;

pub use calibration::{Calibration, FAMILY, POINTS, ROWS, place};
pub use evidence::Evidence;
pub use inputs::{INPUTS, Inputs, NAMES};
pub use network::{CLIP, Cells, Network, Room};
pub use table::{CELL, NamesTable, POOLED, Table, TextTable, pool, row, softmax};

use crate::block::Blocks;
use crate::error::Error;
use crate::features::Features;
use crate::page::Page;

/// A trained model.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Weighs hashed text.
    pub text: TextTable,
    /// Weighs hashed names.
    pub names: NamesTable,
    /// Judge the two and the dense features together; the mean of what they say counts.
    pub networks: Vec<Network>,
    /// What their scores mean as probabilities.
    pub calibration: Calibration,
}

/// For each block the probability of each label, in the order of [`crate::label::Label::ALL`].
pub type Scores = Vec<[f32; 14]>;

impl Model {
    /// The model of a weights file.
    ///
    /// # Errors
    /// If it is not a weights file, of another version, damaged, or made for other features.
    pub fn from_bytes(bytes: &[u8]) -> Result<Model, Error> {
        format::decode(bytes)
    }

    /// The weights file of a model.
    pub fn to_bytes(&self) -> Vec<u8> {
        format::encode(self)
    }

    /// What the first stage says.
    pub fn evidence(&self, page: &Page, blocks: &Blocks, features: &Features) -> Evidence {
        Evidence::of(&self.text, &self.names, page, blocks, features)
    }

    /// The scores of all blocks.
    pub fn score(&self, blocks: &Blocks, features: &Features, evidence: &Evidence) -> Scores {
        let inputs = Inputs::of(blocks, features, evidence);
        let Some((first, others)) = self.networks.split_first() else { return Scores::new() };
        let mut rows = vec![0.0; INPUTS * blocks.len().min(BATCH)];
        let mut room = Room::default();
        let mut scores = Scores::with_capacity(blocks.len());
        for start in (0..blocks.len()).step_by(BATCH) {
            let end = (start + BATCH).min(blocks.len());
            for (block, row) in (start..end).zip(rows.chunks_exact_mut(INPUTS)) {
                inputs.write(block, row);
            }
            let rows: Vec<&[f32]> = rows.chunks_exact(INPUTS).take(end - start).collect();
            scores.extend(first.run_all(&rows, &mut room));
            let said = scores.get_mut(start..).unwrap_or_default();
            let (doubtful, rows): (Vec<&mut [f32; 14]>, Vec<&[f32]>) =
                said.iter_mut().zip(rows).filter(|(said, _)| !is_plain(said)).unzip();
            let mut means = doubtful;
            for network in others {
                for (mean, more) in means.iter_mut().zip(network.run_all(&rows, &mut room)) {
                    for (slot, value) in mean.iter_mut().zip(more) {
                        *slot += value;
                    }
                }
            }
            for slot in means.into_iter().flatten() {
                *slot /= self.networks.len() as f32;
            }
        }
        scores
    }
}

/// Blocks that are judged at once: what is kept of them meanwhile fits a processor's cache.
const BATCH: usize = 128;

/// How sure the first network must be of a block for the others not to be asked.
const PLAIN: f32 = 0.95;
/// The most of a nag that it may see in it then.
const PLAIN_NAG: f32 = 0.01;

/// Whether a block is what it is plainly: most are menus and paragraphs, and three networks would say of them what one says.
fn is_plain(said: &[f32; 14]) -> bool {
    let [_, _, donation, paywall, newsletter, prompt, consent, ..] = said;
    said.iter().any(|value| *value >= PLAIN) && donation + paywall + newsletter + prompt + consent <= PLAIN_NAG
}

/// The weights file that is compiled in.
#[cfg(feature = "large")]
const WEIGHTS: &[u8] = include_bytes!("large.bin");
#[cfg(not(feature = "large"))]
const WEIGHTS: &[u8] = include_bytes!("weights.bin");

/// The weights that are compiled in.
static SHIPPED: LazyLock<Model> = LazyLock::new(|| {
    // A file that does not load can not pass the test below; should it be built all the same, a model of zeros hides nothing.
    format::decode_compiled_in(WEIGHTS).unwrap_or_else(|_| Model {
        text: Table::empty(1),
        names: Table::empty(1),
        networks: vec![Network::empty(INPUTS, 1)],
        calibration: Calibration { rows: [[0; POINTS.len()]; ROWS] },
    })
});

/// The model that is compiled in.
pub fn shipped() -> &'static Model {
    &SHIPPED
}

#[cfg(test)]
mod tests {
    use super::Model;

    #[test]
    fn the_shipped_weights_load() {
        for bytes in [&include_bytes!("weights.bin")[..], include_bytes!("large.bin")] {
            assert!(Model::from_bytes(bytes).is_ok());
        }
    }
}
