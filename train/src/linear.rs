//! Fits the two hashed tables, of texts and of names: the examples that each learns from.

use unnag::internals::block;
use unnag::internals::features::Features;
use unnag::internals::model::{NamesTable, POOLED, TextTable, pool};
use unnag::{Blocks, Label};

use crate::corpus::{Appeal, language};
use crate::phrases::Phrasebook;
use crate::random::Random;
use crate::regression::{Example, Fit, Size};
use crate::sample::Sample;

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
    size: Size,
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
    let mut fit = Fit::new(size);
    fit.train(&mut examples, random);
    fit.table(&[14, POOLED])
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
pub(crate) fn names(samples: &[&Sample], size: Size, random: &mut Random) -> NamesTable {
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
    let mut fit = Fit::new(size);
    fit.train(&mut examples, random);
    fit.table(&[14, 14, POOLED])
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
