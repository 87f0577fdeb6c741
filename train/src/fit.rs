//! From corpus to weights: folds, the first stage without each, its out-of-fold outputs, the second stage on them.

use anyhow::Result;
use rayon::prelude::*;
use unnag::internals::model::{INPUTS, Model, Network, inputs};

use crate::corpus::{self, Appeal, FOLDS, GoldPage};
use crate::linear;
use crate::network::{self, Rows};
use crate::random::Random;
use crate::sample::Sample;

/// All that a fit needs.
pub(crate) struct Data {
    /// The pages as they are, for the first stage and for measuring.
    pub(crate) pages: Vec<Sample>,
    /// Pages made of them, for the second stage.
    made: Vec<Sample>,
    appeals: Vec<Appeal>,
}

/// A cross-validated fit.
pub(crate) struct Folds {
    /// For each fold the model fitted without it.
    pub(crate) models: Vec<Model>,
    /// The model fitted on everything.
    pub(crate) whole: Model,
}

/// Pages of fewer blocks are rare, and each of their blocks counts.
const SHORT: usize = 120;

fn say(started: std::time::Instant, what: &str) {
    eprintln!("{:6.1} s  {what}", started.elapsed().as_secs_f32());
}

/// Reads the corpus and makes the pages with insertions.
pub(crate) fn data(folder: &std::path::Path, seed: u64) -> Result<Data> {
    let gold: Vec<GoldPage> = corpus::gold(folder)?;
    let appeals = corpus::appeals(folder)?;
    let made = gold
        .par_iter()
        .enumerate()
        .flat_map_iter(|(at, page)| make(page, &appeals, seed ^ (at as u64) << 20))
        .collect();
    let pages: Vec<Sample> = gold.into_par_iter().map(Sample::of).collect();
    Ok(Data { pages, made, appeals })
}

/// The pages made of one: with insertions, without names, without markup.
fn make(page: &GoldPage, appeals: &[Appeal], seed: u64) -> Vec<Sample> {
    let mut random = Random::new(seed);
    let mut list = Vec::new();
    let mut add = |gold: Option<GoldPage>, nameless: bool| {
        if let Some(gold) = gold {
            list.push(Sample { made: true, nameless, ..Sample::of(gold) });
        }
    };
    let nameless = random.chance(0.5);
    add(crate::insert::with_appeals(page, appeals, true, &mut random), nameless);
    if random.chance(0.7)
        && let Some(short) = crate::insert::shortened(page, &mut random)
    {
        let nameless = random.chance(0.4);
        let with = crate::insert::with_appeals(&short, appeals, true, &mut random);
        add(with, nameless);
        // Nearly as many short pages without a nag: that a page is short must not speak for one.
        let without = crate::insert::with_appeals(&short, appeals, false, &mut random);
        add(without.filter(|_| random.chance(0.5)), nameless);
        add(Some(short).filter(|_| random.chance(0.35)), nameless);
    }
    if random.chance(0.35) {
        let plain = random.chance(0.6);
        add(crate::insert::bare(page, appeals, plain, &mut random), false);
    }
    if random.chance(0.35) {
        add(Some(page.clone()), true);
    }
    list
}

fn rows(sample: &Sample, model: &Model, random: &mut Random) -> Rows {
    let mut evidence = model.evidence(&sample.page, &sample.blocks, &sample.features);
    if sample.nameless {
        evidence = evidence.without_names(&model.names);
    }
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
        inputs(block, &sample.blocks, &sample.features, &evidence, &mut row);
        rows.inputs.extend_from_slice(&row);
        rows.right.push(*label as u8);
        rows.weights.push(weight);
    }
    rows
}

fn first_stage(data: &Data, without: Option<usize>, seed: u64) -> Model {
    let pages: Vec<&Sample> =
        data.pages.iter().filter(|page| Some(page.fold) != without && linear::is_usable(&page.blocks)).collect();
    let appeals: Vec<&Appeal> = data.appeals.iter().filter(|appeal| Some(appeal.fold) != without).collect();
    let text = linear::text(&pages, &appeals, &mut Random::new(seed));
    let names = linear::names(&pages, &mut Random::new(seed + 1));
    Model { text, names, network: Network::empty() }
}

/// Fits everything. `whole_only` leaves out the folds' second stages, when no report is wanted.
pub(crate) fn fit(data: &Data, seed: u64, cross_validate: bool) -> Folds {
    let started = std::time::Instant::now();
    say(
        started,
        &format!("{} pages, {} made of them, {} appeals", data.pages.len(), data.made.len(), data.appeals.len()),
    );
    let mut firsts: Vec<Model> =
        (0..=FOLDS).into_par_iter().map(|fold| first_stage(data, (fold < FOLDS).then_some(fold), seed)).collect();
    let Some(mut whole) = firsts.pop() else {
        return Folds { models: Vec::new(), whole: first_stage(data, None, seed) };
    };
    say(started, "first stages");
    let samples: Vec<&Sample> =
        data.pages.iter().chain(&data.made).filter(|sample| linear::is_usable(&sample.blocks)).collect();
    let per_page: Vec<(usize, Rows)> = samples
        .par_iter()
        .enumerate()
        .map(|(at, sample)| {
            let mut random = Random::new(seed ^ 0x5eed ^ (at as u64) << 16);
            (sample.fold, rows(sample, &firsts[sample.fold], &mut random))
        })
        .collect();
    say(started, "out-of-fold outputs");
    let fits: Vec<Option<usize>> =
        if cross_validate { (0..FOLDS).map(Some).chain([None]).collect() } else { vec![None] };
    let networks: Vec<(Option<usize>, Network)> = fits
        .into_par_iter()
        .map(|without| {
            let mut all = Rows::default();
            for (fold, rows) in &per_page {
                if Some(*fold) != without {
                    all.extend(rows);
                }
            }
            let network = network::fit(&all, &mut Random::new(seed + 7));
            say(started, &format!("second stage on {} rows", all.right.len()));
            (without, network)
        })
        .collect();
    for (without, network) in networks {
        match without {
            Some(fold) => firsts[fold].network = network,
            None => whole.network = network,
        }
    }
    Folds { models: firsts, whole }
}
