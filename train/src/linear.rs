//! Fits the two hashed tables: softmax regressions over hashed text and names by row-wise `AdaGrad` (one rate a row and group of columns).

use unnag::internals::block;
use unnag::internals::features::Features;
use unnag::internals::model::{CELL, NamesTable, POOLED, Table, TextTable, pool, row, softmax};
use unnag::{Blocks, Label};

use crate::corpus::{Appeal, language};
use crate::phrases::Phrasebook;
use crate::random::Random;
use crate::sample::Sample;

const EPOCHS: usize = 5;
const RATE: f32 = 0.35;
/// Shrinks weights towards zero, so that a cell's byte is spent on what is common.
const DECAY: f32 = 2e-6;

/// One example: hashed features, how much each counts, the columns it trains and what is right.
struct Example {
    features: Vec<(u32, f32)>,
    from: usize,
    classes: usize,
    right: usize,
    weight: f32,
}

struct Fit<const N: usize> {
    rows: usize,
    weights: Vec<[f32; N]>,
    squares: Vec<[f32; 3]>,
    biases: [f32; N],
}

impl<const N: usize> Fit<N> {
    fn new(rows: usize) -> Self {
        Self { rows, weights: vec![[0.0; N]; rows], squares: vec![[1e-4; 3]; rows], biases: [0.0; N] }
    }

    fn step<const M: usize>(&mut self, example: &Example, group: usize) {
        let from = example.from;
        let mut scores = [0.0_f32; M];
        for (at, score) in scores.iter_mut().enumerate() {
            *score = self.biases[from + at];
        }
        for (hash, value) in &example.features {
            let cells = &self.weights[row(*hash, self.rows)];
            for (at, score) in scores.iter_mut().enumerate() {
                *score += cells[from + at] * value;
            }
        }
        let mut error = softmax(scores);
        error[example.right] -= 1.0;
        for value in &mut error {
            *value *= example.weight;
        }
        let size: f32 = error.iter().map(|value| value * value).sum::<f32>();
        for (hash, value) in &example.features {
            let at = row(*hash, self.rows);
            let square = &mut self.squares[at][group];
            *square += size * value * value;
            let rate = RATE / square.sqrt();
            let cells = &mut self.weights[at];
            for (column, error) in error.iter().enumerate() {
                cells[from + column] -= rate * (error * value + DECAY * cells[from + column]);
            }
        }
        for (column, error) in error.iter().enumerate() {
            self.biases[from + column] -= 0.002 * error;
        }
    }

    fn train(&mut self, examples: &mut [Example], random: &mut Random) {
        for _ in 0..EPOCHS {
            random.shuffle(examples);
            for example in examples.iter() {
                match (example.classes, example.from) {
                    (14, 0) => self.step::<14>(example, 0),
                    (14, _) => self.step::<14>(example, 1),
                    _ => self.step::<POOLED>(example, 2),
                }
            }
        }
    }

    /// Rounds to a few bits: each column's scale is the one that loses least; the largest weights are cut.
    fn table(&self) -> Table<N> {
        let mut table = Table::<N>::empty(self.weights.len());
        table.biases = self.biases;
        let limit = f32::from(CELL);
        let rounded = |weight: f32, scale: f32| (weight / scale).round().clamp(-limit, limit);
        for column in 0..N {
            let weights: Vec<f32> = self.weights.iter().map(|row| row[column]).collect();
            let spread =
                (weights.iter().map(|weight| weight * weight).sum::<f32>() / weights.len() as f32).sqrt().max(1e-6);
            let loss = |scale: f32| {
                weights.iter().map(|weight| (weight - rounded(*weight, scale) * scale).powi(2)).sum::<f32>()
            };
            let scales = (4..=24).map(|step| spread * step as f32 / 8.0 * 2.0 / limit);
            let scale = scales.min_by(|a, b| loss(*a).total_cmp(&loss(*b))).unwrap_or(spread);
            table.scales[column] = scale;
            for (weight, cells) in weights.iter().zip(&mut table.cells) {
                cells[column] = rounded(*weight, scale) as i8;
            }
        }
        table
    }
}

fn normed(mut features: Vec<(u32, f32)>) -> Vec<(u32, f32)> {
    let norm: f32 = features.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if norm > 0.0 {
        for (_, weight) in &mut features {
            *weight /= norm;
        }
    }
    features
}

/// How much more a written appeal counts in a language other than the two that most labelled pages are in.
const OTHER_LANGUAGES: f32 = 1.5;

/// Rare labels count more, common ones less.
fn label_weight(label: Label) -> f32 {
    match label {
        Label::Donation => 4.0,
        Label::Paywall => 3.0,
        Label::Newsletter | Label::Prompt | Label::Consent => 1.6,
        Label::Article | Label::Meta | Label::Social | Label::Other => 1.0,
        Label::Comments | Label::Ad => 0.8,
        Label::Nav | Label::Footer | Label::Related => 0.4,
    }
}

fn text_of(features: &Features, range: std::ops::Range<usize>) -> Vec<(u32, f32)> {
    normed(range.flat_map(|block| features.text.get(block)).map(|(hash, weight)| (*hash, *weight as f32)).collect())
}

/// The class that at least `share` of the labelled blocks have.
fn majority(labels: &[Option<Label>], range: std::ops::Range<usize>, share: f32) -> Option<usize> {
    let mut counts = [0_usize; POOLED];
    for label in labels.get(range.clone())?.iter().flatten() {
        counts[pool(*label)] += 1;
    }
    let (class, count) = counts.iter().copied().enumerate().max_by_key(|(_, count)| *count)?;
    (count > 0 && count as f32 >= share * range.len() as f32).then_some(class)
}

fn pooled_weight(class: usize) -> f32 {
    [1.0, 4.0, 3.0, 1.6, 1.6, 1.6, 0.6].get(class).copied().unwrap_or(1.0)
}

fn appeal_features(appeal: &Appeal) -> Vec<Vec<(u32, f32)>> {
    let mut reader = unnag::internals::features::Reader::default();
    appeal
        .blocks
        .iter()
        .map(|(_, text)| {
            let mut list = Vec::new();
            reader.read(text, |hash, weight| list.push((hash, weight as f32)));
            list
        })
        .collect()
}

/// Fits the text table on pages and appeals that are not in the fold kept out.
pub(crate) fn text(
    samples: &[&Sample],
    appeals: &[&Appeal],
    books: &[Phrasebook],
    without: Option<usize>,
    rows: usize,
    random: &mut Random,
) -> TextTable {
    let mut examples = Vec::new();
    for sample in samples {
        for (block, label) in sample.labels.iter().enumerate() {
            let Some(label) = label else { continue };
            if matches!(label, Label::Nav | Label::Footer | Label::Related) && random.chance(0.5) {
                continue;
            }
            examples.push(Example {
                features: text_of(&sample.features, block..block + 1),
                from: 0,
                classes: 14,
                right: *label as usize,
                weight: label_weight(*label),
            });
        }
        widgets(
            sample,
            |range, class| {
                examples.push(Example {
                    features: text_of(&sample.features, range),
                    from: 14,
                    classes: POOLED,
                    right: class,
                    weight: pooled_weight(class),
                });
            },
            random,
        );
    }
    for appeal in appeals {
        let blocks = appeal_features(appeal);
        let rare = if matches!(language(&appeal.lang), "en" | "de") { 1.0 } else { OTHER_LANGUAGES };
        for features in &blocks {
            examples.push(Example {
                features: normed(features.clone()),
                from: 0,
                classes: 14,
                right: appeal.label as usize,
                weight: rare,
            });
        }
        let class = pool(appeal.label);
        // The whole, and a part of it: an appeal may be met in pieces.
        examples.push(Example {
            features: normed(blocks.concat()),
            from: 14,
            classes: POOLED,
            right: class,
            weight: 1.5 * rare,
        });
        if blocks.len() > 2 {
            let start = random.below(blocks.len() - 1);
            let part = blocks.get(start..start + 2).unwrap_or(&[]).concat();
            examples.push(Example { features: normed(part), from: 14, classes: POOLED, right: class, weight: rare });
        }
    }
    for book in books {
        phrases(book, without, &mut examples, random);
    }
    let mut fit = Fit::new(rows);
    fit.train(&mut examples, random);
    fit.table()
}

/// The lines of a phrasebook that are not in the fold kept out, by themselves and a few together as they stand on pages.
fn phrases(book: &Phrasebook, without: Option<usize>, examples: &mut Vec<Example>, random: &mut Random) {
    let mut reader = unnag::internals::features::Reader::default();
    for label in Label::ALL {
        let mut lists: Vec<Vec<(u32, f32)>> = book.lines[label as usize]
            .iter()
            .filter(|(_, fold)| Some(*fold) != without)
            .map(|(text, _)| {
                let mut list = Vec::new();
                reader.read(text, |hash, weight| list.push((hash, weight as f32)));
                list
            })
            .collect();
        random.shuffle(&mut lists);
        let mut some = lists.as_slice();
        while let Some((few, rest)) = some.split_at_checked(2 + random.below(4)) {
            let (right, weight) = (pool(label), pooled_weight(pool(label)));
            examples.push(Example { features: normed(few.concat()), from: 14, classes: POOLED, right, weight });
            some = rest;
        }
        let one = |features| Example {
            features: normed(features),
            from: 0,
            classes: 14,
            right: label as usize,
            weight: label_weight(label),
        };
        examples.extend(lists.into_iter().map(one));
    }
}

/// Candidate widgets of a page: subtrees and short runs of blocks that are mostly of one class, most of the furniture left out.
fn widgets(sample: &Sample, mut sink: impl FnMut(std::ops::Range<usize>, usize), random: &mut Random) {
    let mut seen = std::collections::HashSet::new();
    for block in 0..sample.blocks.len() {
        let node = sample.blocks.get(block).map_or(0, |block| block.node);
        for level in sample.features.widgets.levels(node) {
            let range = level.first as usize..level.last as usize;
            if range.len() > 40 || !seen.insert((level.first, level.last)) {
                continue;
            }
            if let Some(class) = majority(&sample.labels, range.clone(), 0.6)
                && (class != POOLED - 1 || random.chance(0.2))
            {
                sink(range, class);
            }
        }
        let range = block..(block + 2 + random.below(4)).min(sample.blocks.len());
        if let Some(class) = majority(&sample.labels, range.clone(), 0.75)
            && random.chance([0.3, 1.0, 1.0, 0.5, 0.5, 0.5, 0.05].get(class).copied().unwrap_or(0.0))
        {
            sink(range, class);
        }
    }
}

/// Fits the names table.
pub(crate) fn names(samples: &[&Sample], rows: usize, random: &mut Random) -> NamesTable {
    let mut examples = Vec::new();
    for sample in samples {
        let nodes = sample.page.len();
        let mut owned: Vec<Vec<u32>> = vec![Vec::new(); nodes];
        for node in 0..nodes {
            let holder = block::owner(&sample.blocks, node as u32) as usize;
            if let Some(list) = owned.get_mut(holder) {
                list.extend(sample.features.names.get(node));
            }
        }
        for (block, label) in sample.labels.iter().enumerate() {
            let Some(label) = label else { continue };
            if matches!(label, Label::Nav | Label::Footer | Label::Related) && random.chance(0.5) {
                continue;
            }
            let Some(node) = sample.blocks.get(block).map(|block| block.node) else { continue };
            let own: Vec<(u32, f32)> = owned[node as usize].iter().map(|hash| (*hash, 1.0)).collect();
            if !own.is_empty() {
                examples.push(Example {
                    features: normed(own),
                    from: 0,
                    classes: 14,
                    right: *label as usize,
                    weight: label_weight(*label),
                });
            }
            let above = faded(sample, node);
            if !above.is_empty() {
                examples.push(Example {
                    features: above,
                    from: 14,
                    classes: 14,
                    right: *label as usize,
                    weight: label_weight(*label),
                });
            }
        }
        name_widgets(sample, &mut examples, random);
    }
    let mut fit = Fit::new(rows);
    fit.train(&mut examples, random);
    fit.table()
}

/// The names above a node, as the model adds them up: each step up counts 0.7 of the last.
fn faded(sample: &Sample, node: u32) -> Vec<(u32, f32)> {
    let mut list = Vec::new();
    let mut norm = 0.0;
    let mut value = 1.0_f32;
    for above in sample.page.ancestors(node).take(24) {
        for hash in sample.features.names.get(above as usize) {
            list.push((*hash, value));
            norm += value;
        }
        value *= 0.7;
    }
    let rate = if norm > 0.0 { 1.0 / f32::sqrt(norm) } else { 0.0 };
    for (_, value) in &mut list {
        *value *= rate;
    }
    list
}

fn name_widgets(sample: &Sample, examples: &mut Vec<Example>, random: &mut Random) {
    let mut seen = std::collections::HashSet::new();
    for block in sample.blocks.iter() {
        for level in sample.features.widgets.levels(block.node) {
            let range = level.first as usize..level.last as usize;
            if range.len() > 40 || !seen.insert(level.node) {
                continue;
            }
            let Some(class) = majority(&sample.labels, range, 0.6) else { continue };
            if class == POOLED - 1 && random.chance(0.8) {
                continue;
            }
            let list: Vec<(u32, f32)> = (level.node..level.end)
                .flat_map(|node| sample.features.names.get(node as usize))
                .map(|hash| (*hash, 1.0))
                .collect();
            if !list.is_empty() && list.len() < 2000 {
                examples.push(Example {
                    features: normed(list),
                    from: 28,
                    classes: POOLED,
                    right: class,
                    weight: pooled_weight(class),
                });
            }
        }
    }
}

/// Blocks of a page that are worth fitting on.
pub(crate) fn is_usable(blocks: &Blocks) -> bool {
    !blocks.is_empty() && blocks.len() < 6000
}
