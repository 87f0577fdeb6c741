//! What each part of the model and of its lessons brings: one network of the larger model's shape, fitted without it.
//!
//! Choice: one network and not three, and the first stage fitted once for all families of inputs: the differences count, and a row takes a
//! minute. Known gap: what the first stage knows of a family that is silenced behind it stays in the other inputs.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;
use rayon::prelude::*;
use unnag::internals::model::{INPUTS, Model, NAMES, Network};
use unnag::internals::plan::Thresholds;

use crate::corpus::{self, FOLDS, Written};
use crate::fit::{self, Data, LARGE, SIZES};
use crate::linear;
use crate::network::{self, Rows};
use crate::random::Random;
use crate::report::Report;
use crate::sample::Sample;

/// Groups of inputs ([`NAMES`]) that are silenced together.
const FAMILIES: [(&str, &[&str]); 7] = [
    ("words: the block's own", &["text"]),
    ("words: those of neighbours and windows", &["neighbours' text", "text around", "windows"]),
    ("words: those of widgets", &["levels' text", "levels' blocks"]),
    ("names: its own and those above", &["own names", "names above", "levels' names"]),
    ("cues", &["cues", "cues nearby", "levels' cues"]),
    ("shape of widgets", &["levels' shape"]),
    ("shape of the block and its neighbours", &["dense", "neighbours' shape"]),
];

/// Which inputs stay.
fn mask(silent: &[&str]) -> Vec<bool> {
    NAMES.iter().flat_map(|(name, width)| std::iter::repeat_n(!silent.contains(name), *width)).collect()
}

/// One network a fold, with some inputs silenced.
fn networks(rows: &[(usize, Rows)], stays: &[bool], seed: u64) -> Vec<Network> {
    (0..FOLDS)
        .into_par_iter()
        .map(|fold| {
            let mut rows = fit::without(rows, fold);
            for row in rows.inputs.chunks_exact_mut(INPUTS) {
                row.iter_mut().zip(stays).filter(|(_, stays)| !**stays).for_each(|(value, _)| *value = 0.0);
            }
            let mut network = network::fit(&rows, LARGE, &mut Random::new(seed + 7));
            network.rates.iter_mut().zip(stays).filter(|(_, stays)| !**stays).for_each(|(rate, _)| *rate = 0.0);
            network
        })
        .collect()
}

/// The table's row of first stages and networks.
fn row(pages: &[Sample], firsts: &[Model], networks: &[Network], apart: bool) -> String {
    let models: Vec<Model> = firsts
        .iter()
        .zip(networks)
        .map(|(first, network)| Model { networks: vec![network.clone()], ..first.clone() })
        .collect();
    let options = unnag::Options::default();
    let report = pages
        .par_iter()
        .filter(|sample| !sample.extra)
        .map(|sample| {
            let mut report = Report::default();
            if let Some(model) = models.get(sample.fold) {
                let analysis = if apart {
                    unnag::internals::analyze_apart(model, &sample.page, &options)
                } else {
                    unnag::internals::analyze_with(model, &sample.page, &options)
                };
                report.add(sample, &analysis, Thresholds::LARGE);
            }
            report
        })
        .reduce(Report::default, Report::merge);
    format!("{} | {:.3} | {:.4} |\n", report.row(), report.macro_f1(), report.average_precision())
}

fn firsts(data: &Data, seed: u64) -> Vec<Model> {
    (0..FOLDS).into_par_iter().map(|fold| fit::first_stage(data, SIZES[0], Some(fold), seed)).collect()
}

fn rows(data: &Data, firsts: &[Model], made: impl Fn(&Sample) -> bool, seed: u64) -> Vec<(usize, Rows)> {
    let samples =
        data.pages.iter().chain(&data.made).filter(|sample| linear::is_usable(&sample.blocks) && made(sample));
    fit::second_rows(&samples.collect::<Vec<_>>(), firsts, seed)
}

/// The table, as Markdown.
pub(crate) fn ablations(corpus: &Path, seed: u64) -> Result<String> {
    let mut data = fit::data(corpus, seed)?;
    let started = std::time::Instant::now();
    let mut out = String::from(
        "# Ablations\n\nCross-validated figures of one network of the larger model's shape, without one thing at a time; written by\n`cargo run --release -p train -- ablate`. Two runs with other seeds differ by about one point of nags hidden.\n\n| without | nags hidden | donation / paywall / newsletter / prompt | nag or consent | … ad or near-nag | article lost | pages losing more than 150 characters | gates kept | macro F1 | average precision |\n|---|---|---|---|---|---|---|---|---|---|\n",
    );
    let mut add = |name: &str, row: &str| {
        let _ = write!(out, "| {name} | {row}");
        eprintln!("{:6.1} s  {name}: {}", started.elapsed().as_secs_f32(), row.trim());
    };
    let first = firsts(&data, seed);
    let all = rows(&data, &first, |_| true, seed);
    let whole = networks(&all, &mask(&[]), seed);
    add("nothing", &row(&data.pages, &first, &whole, false));
    add("deciding together", &row(&data.pages, &first, &whole, true));
    for (name, silent) in FAMILIES {
        add(name, &row(&data.pages, &first, &networks(&all, &mask(silent), seed), false));
    }
    drop(all);
    let written = Written { books: Vec::new(), makers: Vec::new(), appeals: corpus::appeals(&corpus.join("appeals"))? };
    let other = fit::data_with(corpus, written, seed)?;
    let without = firsts(&other, seed);
    let made = networks(&rows(&other, &without, |_| true, seed), &mask(&[]), seed);
    add("phrasebooks, pages in other languages, makers' names", &row(&other.pages, &without, &made, false));
    drop(other);
    let natural = rows(&data, &first, |sample| !sample.made, seed);
    add("made pages", &row(&data.pages, &first, &networks(&natural, &mask(&[]), seed), false));
    drop(natural);
    data.written = Written::default();
    data.named.clear();
    let first = firsts(&data, seed);
    let natural = rows(&data, &first, |sample| !sample.made, seed);
    add("made pages and written appeals", &row(&data.pages, &first, &networks(&natural, &mask(&[]), seed), false));
    data.pages.retain(|sample| !sample.extra);
    let first = firsts(&data, seed);
    let natural = rows(&data, &first, |sample| !sample.made, seed);
    add("… and the extra pages", &row(&data.pages, &first, &networks(&natural, &mask(&[]), seed), false));
    Ok(out)
}
