//! What the first stage says of a page, and the second stage's inputs made of it.

use super::table::{NAME_COLUMNS, NamesTable, POOLED, Sums, TEXT_COLUMNS, TextTable, softmax};
use crate::block::Blocks;
use crate::features::{Cue, DENSE, Dense, Features, LEVELS, Level, WIDGET};
use crate::page::Page;

const CUES: usize = Cue::ALL.len();

/// The inputs' groups in order, with their widths: part of the weights' digest.
pub const NAMES: &[(&str, usize)] = &[
    ("text", 14),
    ("own names", 14),
    ("names above", 14),
    ("neighbours' text", NEIGHBOURS.len() * POOLED),
    ("text around", 3 * POOLED),
    ("windows", 3 * POOLED),
    ("levels' text", LEVELS * POOLED),
    ("levels' names", LEVELS * POOLED),
    ("levels' blocks", LEVELS * POOLED),
    ("levels' shape", LEVELS * (WIDGET + 1)),
    ("cues", CUES),
    ("cues nearby", CUES),
    ("levels' cues", 3 * CUES),
    ("dense", DENSE),
    ("neighbours' shape", NEIGHBOURS.len() * NEIGHBOUR_DENSE.len()),
];

/// How many inputs there are.
pub const INPUTS: usize = {
    let mut sum = 0;
    let mut at = 0;
    while at < NAMES.len() {
        sum += NAMES[at].1;
        at += 1;
    }
    sum
};

const NEIGHBOURS: [isize; 4] = [-2, -1, 1, 2];
const NEIGHBOUR_DENSE: [Dense; 6] =
    [Dense::LogChars, Dense::LinkShare, Dense::Ended, Dense::TagP, Dense::HasEmail, Dense::ButtonShare];
/// Half widths of the windows whose mean is an input.
const AROUND: [usize; 2] = [3, 8];
/// Half widths of the windows that are judged like a widget: an appeal in plain paragraphs has no element of its own.
const WINDOWS: [usize; 3] = [1, 2, 4];
/// How much of the names further up is left at each step.
const FADE: f32 = 0.7;
/// Added to a probability before its logarithm is taken.
const FLOOR: f32 = 0.003;

fn log(probability: f32) -> f32 {
    libm::logf(probability + FLOOR)
}

/// What the first stage says of a page.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// Of each block: probabilities of the labels by its text.
    pub text: Vec<[f32; 14]>,
    /// Of each block: by its own names and those of what stands in it.
    pub own: Vec<[f32; 14]>,
    /// Of each block: by the names above it.
    pub above: Vec<[f32; 14]>,
    pooled: Vec<[f32; POOLED]>,
    /// Running sums over blocks of the pooled probabilities.
    pooled_before: Vec<[f32; POOLED]>,
    text_before: Vec<Sums<TEXT_COLUMNS>>,
    names_before: Vec<Sums<NAME_COLUMNS>>,
    widget_text: [f32; POOLED],
    widget_text_scales: [f32; POOLED],
    widget_names: [f32; POOLED],
    widget_names_scales: [f32; POOLED],
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
            widget_text: std::array::from_fn(|at| text.biases[14 + at]),
            widget_text_scales: std::array::from_fn(|at| text.scales[14 + at]),
            widget_names: std::array::from_fn(|at| names.biases[28 + at]),
            widget_names_scales: std::array::from_fn(|at| names.scales[28 + at]),
            ..Evidence::default()
        };
        evidence.read_text(text, blocks, features);
        evidence.read_names(names, page, blocks, features);
        evidence
    }

    fn read_text(&mut self, table: &TextTable, blocks: &Blocks, features: &Features) {
        let mut running = Sums::default();
        let mut pooled_running = [0.0; POOLED];
        self.text_before.push(running);
        self.pooled_before.push(pooled_running);
        for block in 0..blocks.len() {
            let mut sums = Sums::default();
            for (hash, weight) in features.text.get(block) {
                table.add(*hash, *weight, &mut sums);
            }
            let probabilities = softmax(table.scores::<14>(&sums, 0));
            running.add(&sums);
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
        self.names_before.push(running);
        for (node, sums) in element.iter_mut().enumerate() {
            for hash in features.names.get(node) {
                table.add(*hash, 1, sums);
            }
            running.add(sums);
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
            if owner != node && owner < nodes {
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
        widget_scores(&self.text_before, first, last, 14, &self.widget_text_scales, &self.widget_text)
    }

    /// What the text of a widget says.
    pub fn widget_text(&self, level: &Level) -> [f32; POOLED] {
        self.window_text(level.first as usize, level.last as usize)
    }

    /// What the names in a widget say.
    pub fn widget_names(&self, level: &Level) -> [f32; POOLED] {
        widget_scores(
            &self.names_before,
            level.node as usize,
            level.end as usize,
            28,
            &self.widget_names_scales,
            &self.widget_names,
        )
    }

    fn mean(&self, first: usize, last: usize) -> [f32; POOLED] {
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
        self.names_before.fill(nothing);
        self
    }
}

fn widget_scores<const N: usize>(
    before: &[Sums<N>],
    first: usize,
    last: usize,
    column: usize,
    scales: &[f32; POOLED],
    biases: &[f32; POOLED],
) -> [f32; POOLED] {
    let (Some(from), Some(to)) = (before.get(first), before.get(last)) else { return [1.0 / POOLED as f32; POOLED] };
    let norm = to.norm.saturating_sub(from.norm);
    let rate = if norm == 0 { 0.0 } else { 1.0 / (norm as f32).sqrt() };
    softmax(std::array::from_fn(|at| {
        let sum = to.columns[column + at].saturating_sub(from.columns[column + at]);
        sum as f32 * scales[at] * rate + biases[at]
    }))
}

struct Row<'a> {
    out: &'a mut [f32],
    at: usize,
}

impl Row<'_> {
    fn put(&mut self, values: impl IntoIterator<Item = f32>) {
        for value in values {
            if let Some(slot) = self.out.get_mut(self.at) {
                *slot = value;
            }
            self.at += 1;
        }
    }
}

/// Writes the inputs of a block to `row`, which has [`INPUTS`] places.
pub fn inputs(block: usize, blocks: &Blocks, features: &Features, evidence: &Evidence, row: &mut [f32]) {
    let mut row = Row { out: row, at: 0 };
    let count = blocks.len();
    let node = blocks.get(block).map_or(0, |block| block.node);
    let at = |list: &[[f32; 14]]| list.get(block).copied().unwrap_or([1.0 / 14.0; 14]).map(log);
    row.put(at(&evidence.text));
    row.put(at(&evidence.own));
    row.put(at(&evidence.above));
    for step in NEIGHBOURS {
        let neighbour = block.checked_add_signed(step).and_then(|at| evidence.pooled.get(at));
        row.put(neighbour.map_or([-2.0; POOLED], |pooled| pooled.map(log)));
    }
    let window = |half: usize| (block.saturating_sub(half), (block + half + 1).min(count));
    for half in AROUND {
        let (first, last) = window(half);
        row.put(evidence.mean(first, last).map(log));
    }
    row.put(evidence.mean(0, count).map(log));
    for half in WINDOWS {
        let (first, last) = window(half);
        row.put(evidence.window_text(first, last).map(log));
    }
    let mut levels = [features.widgets.subtree(node); LEVELS];
    let mut last = None;
    for (at, slot) in levels.iter_mut().enumerate() {
        last = features.widgets.levels(node).nth(at).or(last);
        *slot = last.unwrap_or(*slot);
    }
    for level in &levels {
        row.put(evidence.widget_text(level).map(log));
    }
    for level in &levels {
        row.put(evidence.widget_names(level).map(log));
    }
    for level in &levels {
        row.put(evidence.mean(level.first as usize, level.last as usize).map(log));
    }
    let mut before = None;
    for level in &levels {
        row.put(features.widgets.features(level));
        // A level that is the last one again is none of its own.
        row.put([f32::from(u8::from(before == Some(level.node)))]);
        before = Some(level.node);
    }
    let own = Level { node, end: node + 1, first: block as u32, last: block as u32 + 1 };
    row.put(features.widgets.cues(&own));
    let (first, last) = window(2);
    row.put(features.widgets.cues(&Level { node, end: node, first: first as u32, last: last as u32 }));
    for level in [levels[1], levels[2], levels[LEVELS - 1]] {
        row.put(features.widgets.cues(&level));
    }
    row.put(features.dense.get(block).copied().unwrap_or([0.0; DENSE]));
    for step in NEIGHBOURS {
        let neighbour = block.checked_add_signed(step).and_then(|at| features.dense.get(at));
        row.put(NEIGHBOUR_DENSE.map(|name| neighbour.map_or(-1.0, |dense| dense[name as usize])));
    }
}
