//! ⑧ Facts about blocks and widgets as numbers. This file is the named list: the single source of their order.
//!
//! Nothing here judges. Hashed features of text and names are given as hashes, since the tables that weigh them belong to the model.

mod names;
mod place;
mod text;
mod widget;
mod words;

pub use place::{DENSE, Dense, asks_for_email};
pub(crate) use text::lower;
pub use text::{Counts, Cues, HEAVIEST, Reader, hash};
pub use widget::{LEVELS, Level, WIDGET, Widgets};
pub use words::Cue;

use crate::block::Blocks;
use crate::page::Page;

/// Lists of different lengths, one after the other.
#[derive(Debug, Clone)]
pub struct Ragged<T> {
    items: Vec<T>,
    ends: Vec<u32>,
}

impl<T> Default for Ragged<T> {
    fn default() -> Self {
        Self { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Ragged<T> {
    fn push(&mut self, item: T) {
        self.items.push(item);
    }

    fn end(&mut self) {
        self.ends.push(self.items.len() as u32);
    }

    /// The list of a number; empty beyond the last.
    pub fn get(&self, at: usize) -> &[T] {
        let start = if at == 0 { 0 } else { self.ends.get(at - 1).map_or(self.items.len(), |end| *end as usize) };
        let end = self.ends.get(at).map_or(start, |end| *end as usize);
        self.items.get(start..end).unwrap_or(&[])
    }
}

/// A page's features.
#[derive(Debug, Clone, Default)]
pub struct Features {
    /// Of each block: hashed text features and their weights.
    pub text: Ragged<(u32, i32)>,
    /// Of each node: hashed names.
    pub names: Ragged<u32>,
    /// Of each block: counts over its text.
    pub counts: Vec<Counts>,
    /// Of each block: what [`Dense`] lists.
    pub dense: Vec<[f32; DENSE]>,
    /// The widgets that each block may belong to.
    pub widgets: Widgets,
}

impl Features {
    /// Takes a page's features. Time is linear in the page.
    pub fn of(page: &Page, blocks: &Blocks) -> Features {
        let mut features = Features::default();
        let mut reader = text::Reader::default();
        features.text.items.reserve(blocks.iter().map(crate::block::Block::bytes).sum());
        for block in 0..blocks.len() {
            let list = &mut features.text;
            let counts = reader.read(blocks.text(block), |hash, weight| list.push((hash, weight)));
            list.end();
            features.counts.push(counts);
        }
        for node in 0..page.len() as u32 {
            let list = &mut features.names;
            names::read(page, node, |hash| list.push(hash));
            list.end();
        }
        features.widgets = Widgets::of(page, blocks, &features.counts);
        features.dense = place::dense(page, blocks, &features.counts);
        features
    }
}
