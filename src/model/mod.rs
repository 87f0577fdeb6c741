//! ⑨ Features → scores: for each block the probability of each label.
//!
//! Two stages. The first is linear and cheap: hashed text and names look up rows of small integers, whose sums are the evidence of a block,
//! of its names, of the names above it, and (the same sums added up) of every widget around it. The second is a small network over what
//! the first says of the block, its neighbours and its widgets, with the dense features beside it. See `train/` for how both are fitted.
//!
//! All sums of table cells are integers and the rest is plain `f32` arithmetic in a fixed order with `libm`'s functions, so that native code and
//! wasm give the same bytes.

mod format;
mod inputs;
mod network;
mod table;

use std::sync::LazyLock;

pub use inputs::{Evidence, INPUTS, NAMES, inputs};
pub use network::{HIDDEN, Network};
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
    /// Judges the two and the dense features together.
    pub network: Network,
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
        let mut row = vec![0.0; INPUTS];
        (0..blocks.len())
            .map(|block| {
                inputs(block, blocks, features, evidence, &mut row);
                self.network.run(&row)
            })
            .collect()
    }
}

/// The weights that are compiled in.
static SHIPPED: LazyLock<Model> = LazyLock::new(|| {
    // A file that does not load can not pass the test below; should it be built all the same, a model of zeros hides nothing.
    Model::from_bytes(include_bytes!("weights.bin")).unwrap_or_else(|_| Model {
        text: Table::empty(1),
        names: Table::empty(1),
        network: Network::empty(),
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
        assert!(Model::from_bytes(include_bytes!("weights.bin")).is_ok());
    }
}
