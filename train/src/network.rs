//! Fits the second stage by Adam (Kingma, Ba 2015) on the first stage's out-of-fold outputs.

use unnag::Label;
use unnag::internals::model::{CELL, HIDDEN, INPUTS, Network, softmax};

use crate::random::Random;

const EPOCHS: usize = 8;
const BATCH: usize = 128;
const RATE: f32 = 0.002;
const CLIP: f32 = 4.0;
/// Share of inputs that are silenced at random, so that none is relied on alone.
const DROP: f32 = 0.15;

/// The rows to fit on.
#[derive(Debug, Default, Clone)]
pub(crate) struct Rows {
    pub(crate) inputs: Vec<f32>,
    pub(crate) right: Vec<u8>,
    pub(crate) weights: Vec<f32>,
}

impl Rows {
    pub(crate) fn extend(&mut self, other: &Rows) {
        self.inputs.extend_from_slice(&other.inputs);
        self.right.extend_from_slice(&other.right);
        self.weights.extend_from_slice(&other.weights);
    }
}

/// How often rows of a label are taken, and what one counts then.
pub(crate) fn sampling(label: Label) -> (f32, f32) {
    match label {
        Label::Article => (1.0, 1.0),
        Label::Donation => (1.0, 1.8),
        Label::Paywall => (1.0, 1.7),
        Label::Newsletter | Label::Prompt | Label::Consent => (1.0, 1.3),
        Label::Nav | Label::Footer | Label::Related => (0.3, 2.0),
        _ => (0.7, 1.4),
    }
}

struct Adam {
    first: Vec<f32>,
    second: Vec<f32>,
}

impl Adam {
    fn new(size: usize) -> Self {
        Self { first: vec![0.0; size], second: vec![0.0; size] }
    }

    fn step(&mut self, weights: &mut [f32], gradient: &mut [f32], time: i32, rate: f32, decay: f32) {
        let (a, b) = (1.0 - 0.9_f32.powi(time), 1.0 - 0.999_f32.powi(time));
        for (((weight, gradient), first), second) in
            weights.iter_mut().zip(gradient.iter_mut()).zip(&mut self.first).zip(&mut self.second)
        {
            *first = 0.9 * *first + 0.1 * *gradient;
            *second = 0.999 * *second + 0.001 * *gradient * *gradient;
            *weight -= rate * ((*first / a) / ((*second / b).sqrt() + 1e-7) + decay * *weight);
            *gradient = 0.0;
        }
    }
}

fn standardise(rows: &Rows) -> (Vec<f32>, Vec<f32>) {
    let count = (rows.right.len() as f64).max(1.0);
    let mut means = vec![0.0_f64; INPUTS];
    let mut squares = vec![0.0_f64; INPUTS];
    for row in rows.inputs.chunks_exact(INPUTS) {
        for ((value, mean), square) in row.iter().zip(&mut means).zip(&mut squares) {
            *mean += f64::from(*value);
            *square += f64::from(*value) * f64::from(*value);
        }
    }
    let rates = means.iter().zip(&squares).map(|(mean, square)| {
        let mean = mean / count;
        (1.0 / (square / count - mean * mean).max(1e-4).sqrt()) as f32
    });
    (means.iter().map(|mean| (mean / count) as f32).collect(), rates.collect())
}

/// Rounds to the cells of a table: each column's scale is the one that loses least.
fn quantise<const N: usize>(weights: &[f32], scales: &mut [f32; N]) -> Vec<[i8; N]> {
    let limit = f32::from(CELL);
    let rounded = |weight: f32, scale: f32| (weight / scale).round().clamp(-limit, limit);
    for (column, scale) in scales.iter_mut().enumerate() {
        let column: Vec<f32> = weights.iter().skip(column).step_by(N).copied().collect();
        let spread = (column.iter().map(|weight| weight * weight).sum::<f32>() / column.len() as f32).sqrt().max(1e-6);
        let loss =
            |scale: f32| column.iter().map(|weight| (weight - rounded(*weight, scale) * scale).powi(2)).sum::<f32>();
        let scales = (4..=24).map(|step| spread * step as f32 / 4.0 / limit);
        *scale = scales.min_by(|a, b| loss(*a).total_cmp(&loss(*b))).unwrap_or(spread);
    }
    let cells = |row: &[f32; N]| std::array::from_fn(|at| rounded(row[at], scales[at]) as i8);
    weights.as_chunks::<N>().0.iter().map(cells).collect()
}

/// Fits a network.
pub(crate) fn fit(rows: &Rows, random: &mut Random) -> Network {
    let (means, rates) = standardise(rows);
    let mut first: Vec<f32> =
        (0..INPUTS * HIDDEN).map(|_| (random.unit() - 0.5) * 2.0 / (INPUTS as f32).sqrt()).collect();
    let mut second: Vec<f32> = (0..HIDDEN * 14).map(|_| (random.unit() - 0.5) * 2.0 / (HIDDEN as f32).sqrt()).collect();
    let (mut first_bias, mut second_bias) = (vec![0.0_f32; HIDDEN], vec![0.0_f32; 14]);
    let mut gradients =
        (vec![0.0_f32; first.len()], vec![0.0_f32; HIDDEN], vec![0.0_f32; second.len()], vec![0.0_f32; 14]);
    let mut adams = (Adam::new(first.len()), Adam::new(HIDDEN), Adam::new(second.len()), Adam::new(14));
    let mut order: Vec<usize> = (0..rows.right.len()).collect();
    let steps = (order.len() / BATCH).max(1) * EPOCHS;
    let mut time = 0;
    let mut values = vec![0.0_f32; INPUTS];
    for _ in 0..EPOCHS {
        random.shuffle(&mut order);
        for batch in order.chunks(BATCH) {
            time += 1;
            for at in batch {
                let input = &rows.inputs[at * INPUTS..(at + 1) * INPUTS];
                for (((value, input), mean), rate) in values.iter_mut().zip(input).zip(&means).zip(&rates) {
                    *value = ((input - mean) * rate).clamp(-CLIP, CLIP);
                }
                for value in &mut values {
                    if random.chance(DROP) {
                        *value = 0.0;
                    }
                }
                let mut hidden = [0.0_f32; HIDDEN];
                for (value, weights) in values.iter().zip(first.as_chunks::<HIDDEN>().0) {
                    for (slot, weight) in hidden.iter_mut().zip(weights) {
                        *slot += value * weight;
                    }
                }
                for (slot, bias) in hidden.iter_mut().zip(&first_bias) {
                    *slot = (*slot + bias).max(0.0);
                }
                let mut scores = [0.0_f32; 14];
                scores.copy_from_slice(&second_bias);
                for (value, weights) in hidden.iter().zip(second.as_chunks::<14>().0) {
                    for (slot, weight) in scores.iter_mut().zip(weights) {
                        *slot += value * weight;
                    }
                }
                let mut error = softmax(scores);
                error[usize::from(rows.right[*at])] -= 1.0;
                let scale = rows.weights[*at] / batch.len() as f32;
                for value in &mut error {
                    *value *= scale;
                }
                let mut back = [0.0_f32; HIDDEN];
                for (((value, weights), gradient), back) in hidden
                    .iter()
                    .zip(second.as_chunks::<14>().0)
                    .zip(gradients.2.as_chunks_mut::<14>().0)
                    .zip(&mut back)
                {
                    for ((slot, error), weight) in gradient.iter_mut().zip(&error).zip(weights) {
                        *slot += value * error;
                        *back += weight * error;
                    }
                    if *value <= 0.0 {
                        *back = 0.0;
                    }
                }
                for (slot, error) in gradients.3.iter_mut().zip(&error) {
                    *slot += error;
                }
                for (slot, back) in gradients.1.iter_mut().zip(&back) {
                    *slot += back;
                }
                for (value, gradient) in values.iter().zip(gradients.0.as_chunks_mut::<HIDDEN>().0) {
                    for (slot, back) in gradient.iter_mut().zip(&back) {
                        *slot += value * back;
                    }
                }
            }
            let left = 1.0 - time as f32 / steps as f32;
            let rate = RATE * (0.02 + 0.98 * left.max(0.0));
            adams.0.step(&mut first, &mut gradients.0, time, rate, 0.01);
            adams.1.step(&mut first_bias, &mut gradients.1, time, rate, 0.0);
            adams.2.step(&mut second, &mut gradients.2, time, rate, 0.01);
            adams.3.step(&mut second_bias, &mut gradients.3, time, rate, 0.0);
        }
    }
    let mut network = Network::empty();
    network.first = quantise(&first, &mut network.first_scales);
    network.second = quantise(&second, &mut network.second_scales);
    network.first_biases.copy_from_slice(&first_bias);
    network.second_biases.copy_from_slice(&second_bias);
    // As the weights file keeps them.
    let half = |float: f32| f32::from_bits(float.to_bits() & 0xffff_0000);
    network.means = means.into_iter().map(half).collect();
    network.rates = rates.into_iter().map(half).collect();
    network
}
