//! The second stage's inputs, made of what the first stage says of a page.

use super::evidence::Evidence;
use super::table::POOLED;
use crate::block::Blocks;
use crate::features::{Cue, DENSE, Dense, Features, LEVELS, Level, WIDGET};
use crate::logarithm::ln;

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
/// Added to a probability before its logarithm is taken.
const FLOOR: f32 = 0.003;

fn logs<const N: usize>(mut probabilities: [f32; N]) -> [f32; N] {
    for value in &mut probabilities {
        *value = ln(*value + FLOOR);
    }
    probabilities
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

/// What is put in of a widget. Many blocks share their widgets, so each is looked at once.
#[derive(Debug, Clone, Copy)]
struct Widget {
    text: [f32; POOLED],
    names: [f32; POOLED],
    blocks: [f32; POOLED],
    shape: [f32; WIDGET],
    cues: [f32; CUES],
}

/// A page's inputs, block by block.
pub struct Inputs<'a> {
    blocks: &'a Blocks,
    features: &'a Features,
    evidence: &'a Evidence,
    /// Of each block: the pooled classes by its text.
    pooled: Vec<[f32; POOLED]>,
    page: [f32; POOLED],
    widgets: Vec<Widget>,
    /// For each node the number of its widget in `widgets`.
    numbers: Vec<u32>,
}

/// The widgets above a block; where there are fewer, the last one again.
fn levels(features: &Features, node: u32) -> [Level; LEVELS] {
    let mut levels = [features.widgets.subtree(node); LEVELS];
    let mut found = features.widgets.levels(node);
    let mut last = levels[0];
    for slot in &mut levels {
        last = found.next().unwrap_or(last);
        *slot = last;
    }
    levels
}

impl<'a> Inputs<'a> {
    /// Prepares a page's inputs.
    pub fn of(blocks: &'a Blocks, features: &'a Features, evidence: &'a Evidence) -> Inputs<'a> {
        let pooled = evidence.pooled.iter().map(|pooled| logs(*pooled)).collect();
        let page = logs(evidence.mean(0, blocks.len()));
        let mut inputs = Inputs { blocks, features, evidence, pooled, page, widgets: Vec::new(), numbers: Vec::new() };
        for block in blocks.iter() {
            for level in features.widgets.levels(block.node) {
                inputs.add(&level);
            }
        }
        inputs
    }

    fn add(&mut self, level: &Level) {
        let node = level.node as usize;
        if node >= self.numbers.len() {
            self.numbers.resize(node + 1, u32::MAX);
        }
        if let Some(slot) = self.numbers.get_mut(node).filter(|slot| **slot == u32::MAX) {
            *slot = self.widgets.len() as u32;
            self.widgets.push(Widget {
                text: logs(self.evidence.widget_text(level)),
                names: logs(self.evidence.widget_names(level)),
                blocks: logs(self.evidence.mean(level.first as usize, level.last as usize)),
                shape: self.features.widgets.features(level),
                cues: self.features.widgets.cues(level),
            });
        }
    }

    fn widget(&self, level: &Level) -> Widget {
        let number = self.numbers.get(level.node as usize).copied().unwrap_or(u32::MAX);
        self.widgets.get(number as usize).copied().unwrap_or(Widget {
            text: [0.0; POOLED],
            names: [0.0; POOLED],
            blocks: [0.0; POOLED],
            shape: [0.0; WIDGET],
            cues: [0.0; CUES],
        })
    }

    /// Writes the inputs of a block to `row`, which has [`INPUTS`] places.
    pub fn write(&self, block: usize, row: &mut [f32]) {
        let (features, evidence) = (self.features, self.evidence);
        let mut row = Row { out: row, at: 0 };
        let count = self.blocks.len();
        let node = self.blocks.get(block).map_or(0, |block| block.node);
        let at = |list: &[[f32; 14]]| logs(list.get(block).copied().unwrap_or([1.0 / 14.0; 14]));
        row.put(at(&evidence.text));
        row.put(at(&evidence.own));
        row.put(at(&evidence.above));
        for step in NEIGHBOURS {
            let neighbour = block.checked_add_signed(step).and_then(|at| self.pooled.get(at));
            row.put(neighbour.copied().unwrap_or([-2.0; POOLED]));
        }
        let window = |half: usize| (block.saturating_sub(half), (block + half + 1).min(count));
        for half in AROUND {
            let (first, last) = window(half);
            row.put(logs(evidence.mean(first, last)));
        }
        row.put(self.page);
        for half in WINDOWS {
            let (first, last) = window(half);
            row.put(logs(evidence.window_text(first, last)));
        }
        let levels = levels(features, node);
        let widgets = levels.map(|level| self.widget(&level));
        for widget in &widgets {
            row.put(widget.text);
        }
        for widget in &widgets {
            row.put(widget.names);
        }
        for widget in &widgets {
            row.put(widget.blocks);
        }
        let mut before = None;
        for (level, widget) in levels.iter().zip(&widgets) {
            row.put(widget.shape);
            // A level that is the last one again is none of its own.
            row.put([f32::from(u8::from(before == Some(level.node)))]);
            before = Some(level.node);
        }
        let own = Level { node, end: node + 1, first: block as u32, last: block as u32 + 1 };
        row.put(features.widgets.cues(&own));
        let (first, last) = window(2);
        row.put(features.widgets.cues(&Level { node, end: node, first: first as u32, last: last as u32 }));
        for widget in [widgets[1], widgets[2], widgets[LEVELS - 1]] {
            row.put(widget.cues);
        }
        row.put(features.dense.get(block).copied().unwrap_or([0.0; DENSE]));
        for step in NEIGHBOURS {
            let neighbour = block.checked_add_signed(step).and_then(|at| features.dense.get(at));
            row.put(NEIGHBOUR_DENSE.map(|name| neighbour.map_or(-1.0, |dense| dense[name as usize])));
        }
    }
}
