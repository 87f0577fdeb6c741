//! From corpus to weights: folds, the first stage without each, its out-of-fold outputs, networks on them, each size for itself.

use std::path::Path;

use anyhow::Result;
use rayon::prelude::*;
use unnag::internals::model::{Calibration, Evidence, INPUTS, Inputs, Model, Network};

use crate::corpus::{self, Appeal, FOLDS, GoldPage, Written};
use crate::linear;
use crate::network::{self, Rows, Shape};
use crate::random::Random;
use crate::regression::Size;
use crate::sample::Sample;
use crate::transplant::{self, Donor};

/// All that a fit needs.
pub(crate) struct Data {
    /// The pages as they are, for the first stage and for measuring.
    pub(crate) pages: Vec<Sample>,
    /// Pages made of them, for the second stage.
    pub(crate) made: Vec<Sample>,
    /// Makers' widgets, for the names' table alone.
    pub(crate) named: Vec<Sample>,
    pub(crate) written: Written,
}

/// A cross-validated fit of one size.
pub(crate) struct Folds {
    /// For each fold the model fitted without it.
    pub(crate) models: Vec<Model>,
    /// The model fitted on everything.
    pub(crate) whole: Model,
}

/// How large a model's tables are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sizes {
    text: Size,
    names: Size,
}

/// The sizes that are fitted: the larger first, since the smaller learns from it. The cells of the smaller are coarse because it is downloaded:
/// they pack a quarter smaller, and cost nothing on the gold pages.
pub(crate) const SIZES: [Sizes; 2] = [
    Sizes { text: Size { rows: 32_768, coarse: 1.0 }, names: Size { rows: 8_192, coarse: 1.0 } },
    Sizes { text: Size { rows: 3_904, coarse: 2.0 }, names: Size { rows: 1_152, coarse: 2.0 } },
];

/// Networks of the larger model, whose mean counts.
const NETWORKS: u64 = 3;
/// One of them: kept from trusting single inputs or large weights.
pub(crate) const LARGE: Shape = Shape { inputs: INPUTS, hidden: 128, epochs: 6, decay: 0.15, drop: 0.25, coarse: 1.0 };
/// The network of the smaller model.
const SMALL: Shape = Shape { inputs: INPUTS, hidden: 64, epochs: 8, decay: 0.05, drop: 0.1, coarse: 1.5 };
/// How much the larger model's word counts beside the label, when the smaller one learns.
const SOFT: f32 = 0.8;

/// Pages of fewer blocks are rare, and each of their blocks counts.
const SHORT: usize = 120;

/// Reads the corpus and makes the pages with insertions.
pub(crate) fn data(folder: &Path, seed: u64) -> Result<Data> {
    data_with(folder, corpus::written(folder)?, seed)
}

/// The same with other writings.
pub(crate) fn data_with(folder: &Path, written: Written, seed: u64) -> Result<Data> {
    let gold: Vec<GoldPage> = corpus::gold(folder)?;
    let named = crate::makers::samples(&written.makers)?;
    let donors: Vec<Donor> = gold.par_iter().flat_map_iter(transplant::donors).collect();
    let made = gold
        .par_iter()
        .enumerate()
        .flat_map_iter(|(at, page)| make(page, &written, &donors, seed ^ (at as u64) << 20))
        .collect();
    let mut pages: Vec<Sample> = gold.into_par_iter().map(Sample::of).collect();
    let extra = crate::extra::labelled(folder)?;
    pages.par_extend(extra.into_par_iter().map(|page| Sample { extra: true, ..Sample::of(page) }));
    Ok(Data { pages, made, named, written })
}

/// The chance that a page is set into another language, and that it is set into one more.
const TRANSLATED: [f32; 2] = [0.9, 0.5];
/// The chance that such a page gets appeals in that language.
const TRANSLATED_WITH_APPEALS: f32 = 0.75;

/// The chance that a page gets boxes of other pages.
const TRANSPLANTED: f32 = 0.6;

/// The pages made of one: with insertions, without names, without markup, in another language, with boxes of other pages.
fn make(page: &GoldPage, written: &Written, donors: &[Donor], seed: u64) -> Vec<Sample> {
    let mut random = Random::new(seed);
    let mut list = Vec::new();
    let mut add = |gold: Option<GoldPage>, nameless: bool| {
        if let Some(gold) = gold {
            list.push(Sample { made: true, nameless, ..Sample::of(gold) });
        }
    };
    let nameless = random.chance(0.5);
    add(crate::insert::with_appeals(page, written, true, &mut random), nameless);
    if random.chance(0.7)
        && let Some(short) = crate::insert::shortened(page, &mut random)
    {
        let nameless = random.chance(0.4);
        let with = crate::insert::with_appeals(&short, written, true, &mut random);
        add(with, nameless);
        // Nearly as many short pages without a nag: that a page is short must not speak for one.
        let without = crate::insert::with_appeals(&short, written, false, &mut random);
        add(without.filter(|_| random.chance(0.5)), nameless);
        add(Some(short).filter(|_| random.chance(0.35)), nameless);
    }
    if random.chance(0.35) {
        let plain = random.chance(0.6);
        add(crate::insert::bare(page, &written.appeals, plain, &mut random), false);
    }
    if random.chance(0.35) {
        add(Some(page.clone()), true);
    }
    for chance in TRANSLATED {
        if random.chance(chance)
            && let Some(book) = random.pick(&written.books)
            && let Some(page) = crate::translate::translated(page, book, &mut random)
        {
            let nameless = random.chance(0.3);
            let with = if random.chance(TRANSLATED_WITH_APPEALS) {
                crate::insert::with_appeals(&page, written, true, &mut random)
            } else {
                None
            };
            add(Some(with.unwrap_or(page)), nameless);
        }
    }
    if random.chance(TRANSPLANTED) {
        let nameless = random.chance(0.15);
        add(transplant::with_boxes(page, donors, &mut random), nameless);
    }
    list
}

/// What the first stage says of a page, names left out where the later ones are not to see them.
fn evidence(sample: &Sample, model: &Model) -> Evidence {
    let evidence = model.evidence(&sample.page, &sample.blocks, &sample.features);
    if sample.nameless { evidence.without_names(&model.names) } else { evidence }
}

/// The rows of a page.
fn rows(sample: &Sample, inputs: &Inputs, random: &mut Random) -> Rows {
    let mut rows = Rows::default();
    let mut row = vec![0.0; INPUTS];
    for (block, label) in sample.labels.iter().enumerate() {
        let Some(label) = label else { continue };
        let (chance, mut weight) = network::sampling(*label);
        // Made pages teach what insertions add; their furniture is that of the page they were made of.
        let short = sample.blocks.len() < SHORT;
        let chance = if short {
            1.0
        } else if sample.made && !(label.is_nag() || label.is_article_family()) {
            chance * 0.3
        } else {
            chance
        };
        if sample.made && !short {
            weight *= 0.6;
        }
        if !random.chance(chance) {
            continue;
        }
        if *label == unnag::Label::Article {
            // A sentence lost costs everything: long article blocks count more.
            weight *= 1.0 + (sample.blocks.get(block).map_or(0, unnag::Block::bytes) as f32 / 150.0).min(2.0);
        }
        inputs.write(block, &mut row);
        rows.inputs.extend_from_slice(&row);
        rows.right.push(std::array::from_fn(|at| f32::from(u8::from(at == *label as usize))));
        rows.weights.push(weight);
    }
    rows
}

/// Out-of-fold rows of the second stage: each page by the first stage that has not seen its site.
pub(crate) fn second_rows(samples: &[&Sample], firsts: &[Model], seed: u64) -> Vec<(usize, Rows)> {
    let work = |(at, sample): (usize, &&Sample)| {
        let mut random = Random::new(seed ^ 0x5eed ^ (at as u64) << 16);
        let evidence = evidence(sample, &firsts[sample.fold]);
        let inputs = Inputs::of(&sample.blocks, &sample.features, &evidence);
        (sample.fold, rows(sample, &inputs, &mut random))
    };
    samples.par_iter().enumerate().map(work).collect()
}

/// The rows of all pages that are not in a fold.
pub(crate) fn without(per_page: &[(usize, Rows)], fold: usize) -> Rows {
    let mut all = Rows::default();
    for (_, rows) in per_page.iter().filter(|(of, _)| *of != fold) {
        all.extend(rows);
    }
    all
}

/// For one fold the networks of each size.
fn networks(large: &[(usize, Rows)], small: &[(usize, Rows)], fold: usize, seed: u64) -> [Vec<Network>; 2] {
    let rows = without(large, fold);
    let fit = |number: u64| network::fit(&rows, LARGE, &mut Random::new(seed + 101 * number));
    let networks: Vec<Network> = (0..NETWORKS).map(fit).collect();
    let right = rows.softened(&networks, SOFT, INPUTS);
    drop(rows);
    // The rows of both sizes are those of the same blocks in the same order.
    let rows = Rows { right, ..without(small, fold) };
    [networks, vec![network::fit(&rows, SMALL, &mut Random::new(seed + 1))]]
}

/// The first stage, fitted without the pages of a fold.
pub(crate) fn first_stage(data: &Data, size: Sizes, without: Option<usize>, seed: u64) -> Model {
    let pages: Vec<&Sample> =
        data.pages.iter().filter(|page| Some(page.fold) != without && linear::is_usable(&page.blocks)).collect();
    let appeals: Vec<&Appeal> = data.written.appeals.iter().filter(|appeal| Some(appeal.fold) != without).collect();
    let text = linear::text(&pages, &appeals, &data.written.books, without, size.text, &mut Random::new(seed));
    let with_makers: Vec<&Sample> = pages.iter().copied().chain(&data.named).collect();
    let names = linear::names(&with_makers, size.names, &mut Random::new(seed + 1));
    Model { text, names, networks: Vec::new(), calibration: Calibration::none() }
}

/// Fits everything: for each of [`SIZES`] a cross-validated model.
pub(crate) fn fit(data: &Data, seed: u64) -> Vec<Folds> {
    let started = std::time::Instant::now();
    let say = |what: &str| eprintln!("{:6.1} s  {what}", started.elapsed().as_secs_f32());
    say(&format!(
        "{} pages, {} made of them, {} appeals",
        data.pages.len(),
        data.made.len(),
        data.written.appeals.len()
    ));
    let folds = 0..=FOLDS;
    let mut sizes: Vec<Vec<Model>> = Vec::new();
    for size in SIZES {
        let one = |fold: usize| first_stage(data, size, (fold < FOLDS).then_some(fold), seed);
        sizes.push(folds.clone().into_par_iter().map(one).collect());
        say(&format!("first stages, {} and {} rows", size.text.rows, size.names.rows));
    }
    let samples: Vec<&Sample> =
        data.pages.iter().chain(&data.made).filter(|sample| linear::is_usable(&sample.blocks)).collect();
    let [large, small] = [0, 1].map(|size: usize| second_rows(&samples, &sizes[size], seed));
    let work = |fold: usize| {
        let networks = networks(&large, &small, fold, seed + 7);
        say(&format!("networks without fold {fold}"));
        networks
    };
    let fitted: Vec<[Vec<Network>; 2]> = folds.into_par_iter().map(work).collect();
    for (fold, networks) in fitted.into_iter().enumerate() {
        for (models, networks) in sizes.iter_mut().zip(networks) {
            models[fold].networks = networks;
        }
    }
    sizes
        .into_iter()
        .filter_map(|mut models| {
            let mut whole = models.pop()?;
            crate::calibrate::calibrate(&data.pages, &mut models, &mut whole);
            say("calibrated");
            Some(Folds { models, whole })
        })
        .collect()
}
