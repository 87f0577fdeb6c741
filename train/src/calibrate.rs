//! Finds what the scores mean: for each label, and for "a nag or a consent notice", how often what is said with a score is so on sites that the
//! networks had not seen.
//!
//! Why they do not mean what they say: rows are sampled and weighted by label, and inputs that are silenced in fitting all speak later. The
//! scores stay as they are, since the plan's thresholds are chosen on them; see [`Calibration`].

use rayon::prelude::*;
use unnag::internals::model::{Calibration, FAMILY, Model, POINTS, ROWS, place};
use unnag::{Label, Options};

use crate::corpus::FOLDS;
use crate::sample::Sample;

/// A score that was said of a row of the calibration, and whether it was so.
type Said = (usize, f32, bool);

/// How many blocks of all rows' mean a row is mixed with: rare labels have few to tell by.
const SHARED: f32 = 20.0;
const STEPS: usize = 400;

/// What a model says of a page, block by block.
fn said(sample: &Sample, model: &Model) -> Vec<Said> {
    let model = Model { calibration: Calibration::none(), ..model.clone() };
    let analysis = unnag::internals::analyze_with(&model, &sample.page, &Options::default());
    let mut list = Vec::new();
    let judged = analysis.labels.iter().zip(&sample.labels).zip(sample.blocks.iter());
    for ((labelled, right), _) in judged.filter(|(_, block)| !block.hidden) {
        let Some(right) = right else { continue };
        list.push((labelled.label as usize, labelled.confidence, labelled.label == *right));
        let alike = |label: Label| label.is_nag() || label == Label::Consent;
        let sum: f32 =
            Label::ALL.iter().filter(|label| alike(**label)).map(|label| labelled.probabilities[*label as usize]).sum();
        list.push((FAMILY, sum.min(1.0), alike(*right)));
    }
    list
}

/// The points' heights that come nearest to what was so, in the sense of least squares: by steps of each point to the best given the others.
fn fitted(said: &[&Said], shared: Option<&[f32; POINTS.len()]>) -> [f32; POINTS.len()] {
    let mut heights = shared.copied().unwrap_or(POINTS);
    // Sums that say all of the errors: of the products of the points' shares, and of each share and what was so.
    let mut products = [[0.0_f64; POINTS.len()]; POINTS.len()];
    let mut right = [0.0_f64; POINTS.len()];
    for (_, score, so) in said {
        let (segment, share) = place(*score);
        let ends = [(segment, 1.0 - f64::from(share)), (segment + 1, f64::from(share))];
        for (at, one) in ends {
            right[at] += one * f64::from(u8::from(*so));
            for (other, two) in ends {
                products[at][other] += one * two;
            }
        }
    }
    for _ in 0..STEPS {
        for at in 0..POINTS.len() {
            let others: f64 = (0..POINTS.len())
                .filter(|other| *other != at)
                .map(|other| products[at][other] * f64::from(heights[other]))
                .sum();
            let prior = f64::from(shared.map_or(POINTS[at], |shared| shared[at]));
            let weight = f64::from(if shared.is_some() { SHARED } else { 1.0 });
            let best = (right[at] - others + prior * weight) / (products[at][at] + weight);
            heights[at] = (best as f32).clamp(0.0, 1.0);
        }
    }
    rising(heights, std::array::from_fn(|at| products[at][at] + 1.0))
}

/// The nearest heights that never fall (pool adjacent violators, Ayer et al. 1955): surer is never less probable.
fn rising(heights: [f32; POINTS.len()], weights: [f64; POINTS.len()]) -> [f32; POINTS.len()] {
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for (height, weight) in heights.into_iter().zip(weights) {
        let mut pool = (f64::from(height), weight, 1);
        while let Some(last) = pools.pop_if(|last| last.0 > pool.0) {
            let weight = last.1 + pool.1;
            pool = ((last.0 * last.1 + pool.0 * pool.1) / weight, weight, last.2 + pool.2);
        }
        pools.push(pool);
    }
    let mut all = pools.into_iter().flat_map(|(height, _, count)| std::iter::repeat_n(height as f32, count));
    std::array::from_fn(|_| all.next().unwrap_or(1.0))
}

fn calibration(said: &[&Said]) -> Calibration {
    let labels: Vec<&Said> = said.iter().copied().filter(|(row, ..)| *row != FAMILY).collect();
    let shared = fitted(&labels, None);
    let mut calibration = Calibration::none();
    for row in 0..ROWS {
        let own: Vec<&Said> = said.iter().copied().filter(|(of, ..)| *of == row).collect();
        let heights = fitted(&own, (row != FAMILY).then_some(&shared));
        calibration.rows[row] = heights.map(|height| (height * 255.0).round() as u8);
    }
    calibration
}

/// Calibrates the folds' models, each by what the others say of sites that they have not seen, and the model of all pages by all of them.
pub(crate) fn calibrate(pages: &[Sample], models: &mut [Model], whole: &mut Model) {
    let list: Vec<(usize, Vec<Said>)> = pages
        .par_iter()
        .filter(|page| !page.extra && !page.made)
        .filter_map(|page| Some((page.fold, said(page, models.get(page.fold)?))))
        .collect();
    let without = |fold: usize| -> Calibration {
        let some: Vec<&Said> = list.iter().filter(|(of, _)| *of != fold).flat_map(|(_, said)| said).collect();
        calibration(&some)
    };
    for (fold, model) in models.iter_mut().enumerate() {
        model.calibration = without(fold);
    }
    whole.calibration = without(FOLDS);
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_boaster_is_brought_down_to_how_often_it_is_right() {
        let said: Vec<Said> = (0..4000).map(|at| (FAMILY, [0.3, 0.75][at % 2], at % 20 == 0 || at % 4 == 1)).collect();
        // Three tenths are said where one in ten is so, and three quarters where half are.
        let found = calibration(&said.iter().collect::<Vec<_>>());
        assert!((found.family(0.3) - 0.1).abs() < 0.03, "{}", found.family(0.3));
        assert!((found.family(0.75) - 0.5).abs() < 0.03, "{}", found.family(0.75));
        assert!(found.rows[FAMILY].is_sorted());
    }

    #[test]
    fn a_label_of_which_nothing_is_known_means_what_all_mean() {
        let said: Vec<Said> = (0..4000).map(|at| (0, 0.85, at % 2 == 0)).collect();
        let found = calibration(&said.iter().collect::<Vec<_>>());
        assert!((found.at(7, 0.85) - found.at(0, 0.85)).abs() < 0.05);
    }
}
