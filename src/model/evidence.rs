//! What the first stage says of a page: its blocks, their names, and everything around them as running sums.

use super::table::{NAME_COLUMNS, NamesTable, POOLED, Sums, TextTable, last, softmax};
use crate::block::Blocks;
use crate::features::{Features, Level};
use crate::page::Page;

/// How much of the names further up is left at each step.
const FADE: f32 = 0.7;

/// What the first stage says of a page.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// Of each block: probabilities of the labels by its text.
    pub text: Vec<[f32; 14]>,
    /// Of each block: by its own names and those of what stands in it.
    pub own: Vec<[f32; 14]>,
    /// Of each block: by the names above it.
    pub above: Vec<[f32; 14]>,
    pub(super) pooled: Vec<[f32; POOLED]>,
    /// Running sums over blocks of the pooled probabilities.
    pooled_before: Vec<[f32; POOLED]>,
    /// Running sums of the columns that widgets are judged by.
    text_before: Vec<Sums<POOLED>>,
    names_before: Vec<Sums<POOLED>>,
    text_biases: [f32; POOLED],
    text_scales: [f32; POOLED],
    names_biases: [f32; POOLED],
    names_scales: [f32; POOLED],
}

fn pooled(labels: &[f32; 14]) -> [f32; POOLED] {
    let kinds = [labels[0], labels[2], labels[3], labels[4], labels[5], labels[6]];
    let rest = labels[1] + labels[7] + labels[8] + labels[9] + labels[10] + labels[11] + labels[12] + labels[13];
    [kinds[0], kinds[1], kinds[2], kinds[3], kinds[4], kinds[5], rest]
}

impl Evidence {
    /// Looks a page's features up.
    pub fn of(text: &TextTable, names: &NamesTable, page: &Page, blocks: &Blocks, features: &Features) -> Evidence {
        let mut evidence = Evidence {
            text_biases: last(&text.biases),
            text_scales: last(&text.scales),
            names_biases: last(&names.biases),
            names_scales: last(&names.scales),
            ..Evidence::default()
        };
        evidence.read_text(text, blocks, features);
        evidence.read_names(names, page, blocks, features);
        evidence
    }

    fn read_text(&mut self, table: &TextTable, blocks: &Blocks, features: &Features) {
        let mut running = Sums::default();
        let mut pooled_running = [0.0; POOLED];
        self.text_before.reserve_exact(blocks.len() + 1);
        self.text_before.push(running);
        self.pooled_before.push(pooled_running);
        for block in 0..blocks.len() {
            let mut sums = Sums::default();
            table.add_all(features.text.get(block), &mut sums);
            let probabilities = softmax(table.scores::<14>(&sums, 0));
            running.add(&sums.last());
            self.text_before.push(running);
            let pooled = pooled(&probabilities);
            for (slot, value) in pooled_running.iter_mut().zip(pooled) {
                *slot += value;
            }
            self.pooled_before.push(pooled_running);
            self.pooled.push(pooled);
            self.text.push(probabilities);
        }
    }

    fn read_names(&mut self, table: &NamesTable, page: &Page, blocks: &Blocks, features: &Features) {
        let nodes = page.len();
        let mut element = vec![Sums::<NAME_COLUMNS>::default(); nodes];
        let mut running = Sums::default();
        self.names_before.reserve_exact(nodes + 1);
        self.names_before.push(running);
        for (node, sums) in element.iter_mut().enumerate() {
            let names = features.names.get(node);
            if !names.is_empty() {
                table.add_plain(names, sums);
                running.add(&sums.last());
            }
            self.names_before.push(running);
        }
        // The names above a node, fading with distance, before its own are added to it.
        let mut above = vec![([0.0_f32; 14], 0.0_f32); nodes];
        for node in 0..nodes {
            if let Some(parent) = page.parent(node as u32).map(|parent| parent as usize) {
                let (mut columns, mut norm) = above[parent];
                for (at, slot) in columns.iter_mut().enumerate() {
                    *slot = *slot * FADE + element[parent].columns[14 + at] as f32;
                }
                norm = norm * FADE + element[parent].norm as f32;
                above[node] = (columns, norm);
            }
        }
        for node in (0..nodes).rev() {
            let owner = blocks.owner(node as u32) as usize;
            if owner != node && owner < nodes && element[node].norm > 0 {
                let sums = element[node];
                element[owner].add(&sums);
            }
        }
        for block in blocks.iter() {
            let node = block.node as usize;
            self.own.push(softmax(table.scores::<14>(&element[node], 0)));
            let (columns, norm) = above[node];
            let rate = if norm > 0.0 { 1.0 / norm.sqrt() } else { 0.0 };
            self.above.push(softmax(std::array::from_fn(|at| {
                columns[at] * rate * table.scales[14 + at] + table.biases[14 + at]
            })));
        }
    }

    /// What the text of blocks in a row says as a whole.
    pub fn window_text(&self, first: usize, last: usize) -> [f32; POOLED] {
        pooled_scores(&self.text_before, first, last, &self.text_scales, &self.text_biases)
    }

    /// What the text of a widget says.
    pub fn widget_text(&self, level: &Level) -> [f32; POOLED] {
        self.window_text(level.first as usize, level.last as usize)
    }

    /// What the names in a widget say.
    pub fn widget_names(&self, level: &Level) -> [f32; POOLED] {
        let (first, last) = (level.node as usize, level.end as usize);
        pooled_scores(&self.names_before, first, last, &self.names_scales, &self.names_biases)
    }

    pub(super) fn mean(&self, first: usize, last: usize) -> [f32; POOLED] {
        let (Some(from), Some(to)) = (self.pooled_before.get(first), self.pooled_before.get(last)) else {
            return [0.0; POOLED];
        };
        let count = last.saturating_sub(first).max(1) as f32;
        std::array::from_fn(|at| (to[at] - from[at]).max(0.0) / count)
    }

    /// Forgets what names say, as on a page whose class names are hashed.
    #[must_use]
    pub fn without_names(mut self, names: &NamesTable) -> Evidence {
        let nothing = Sums::default();
        self.own.fill(softmax(names.scores::<14>(&nothing, 0)));
        self.above.fill(softmax(names.scores::<14>(&nothing, 14)));
        self.names_before.fill(Sums::default());
        self
    }
}

/// The pooled classes of everything between two running sums.
fn pooled_scores(
    before: &[Sums<POOLED>],
    first: usize,
    last: usize,
    scales: &[f32; POOLED],
    biases: &[f32; POOLED],
) -> [f32; POOLED] {
    let (Some(from), Some(to)) = (before.get(first), before.get(last)) else { return [1.0 / POOLED as f32; POOLED] };
    let norm = to.norm.saturating_sub(from.norm);
    let rate = if norm == 0 { 0.0 } else { 1.0 / (norm as f32).sqrt() };
    softmax(std::array::from_fn(|at| {
        let sum = to.columns[at].saturating_sub(from.columns[at]);
        sum as f32 * scales[at] * rate + biases[at]
    }))
}
