//! Fits the network of the second stage by Adam (Kingma, Ba 2015) on the first stage's out-of-fold outputs.

use unnag::Label;
use unnag::internals::model::{CLIP, Cells, Network, Room, softmax};

use crate::cells;
use crate::random::Random;

const BATCH: usize = 128;
const RATE: f32 = 0.002;
/// Rows that are taken through a layer together, so that its weights are read once for all of them.
const TILE: usize = 16;

/// How a network is fitted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// Inputs of a row.
    pub(crate) inputs: usize,
    /// Hidden units.
    pub(crate) hidden: usize,
    /// Times that each row is seen.
    pub(crate) epochs: usize,
    /// Share of a weight that is taken off at each step, times the rate (decoupled decay, Loshchilov, Hutter 2019).
    pub(crate) decay: f32,
    /// Share of inputs that are silenced at random, so that none is relied on alone.
    pub(crate) drop: f32,
    /// How many times coarser the first layer's cells are than would lose least.
    pub(crate) coarse: f32,
}

/// The rows to fit on.
#[derive(Debug, Default, Clone)]
pub(crate) struct Rows {
    pub(crate) inputs: Vec<f32>,
    /// What is right: a probability for each label.
    pub(crate) right: Vec<[f32; 14]>,
    pub(crate) weights: Vec<f32>,
}

impl Rows {
    /// What is right, mixed with what teachers say of the rows: a student learns how sure they are, and less of what is mislabelled
    /// (distillation, Hinton et al. 2015).
    pub(crate) fn softened(&self, teachers: &[Network], share: f32, inputs: usize) -> Vec<[f32; 14]> {
        let rows: Vec<&[f32]> = self.inputs.chunks_exact(inputs).collect();
        let mut means: Vec<[f32; 14]> =
            self.right.iter().map(|right| right.map(|value| value * (1.0 - share))).collect();
        let mut room = Room::default();
        for teacher in teachers {
            for (mean, said) in means.iter_mut().zip(teacher.run_all(&rows, &mut room)) {
                add_scaled(mean, &said, share / teachers.len() as f32);
            }
        }
        means
    }

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

fn standardise(rows: &Rows, inputs: usize) -> (Vec<f32>, Vec<f32>) {
    let count = (rows.right.len() as f64).max(1.0);
    let mut means = vec![0.0_f64; inputs];
    let mut squares = vec![0.0_f64; inputs];
    for row in rows.inputs.chunks_exact(inputs) {
        for ((value, mean), square) in row.iter().zip(&mut means).zip(&mut squares) {
            *mean += f64::from(*value);
            *square += f64::from(*value) * f64::from(*value);
        }
    }
    let rates = means.iter().zip(&squares).map(|(mean, square)| {
        let mean = mean / count;
        (1.0 / (square / count - mean * mean).max(1e-4).sqrt()) as f32
    });
    // As the weights file keeps them, so that the fit sees what the engine will.
    let half = |float: f32| f32::from_bits(float.to_bits() & 0xffff_0000);
    (means.iter().map(|mean| half((mean / count) as f32)).collect(), rates.map(half).collect())
}

/// Rounds to the cells of a table, `columns` a row: each column's scale is the one that loses least, or so many times as coarse.
fn quantise(weights: &[f32], columns: usize, coarse: f32) -> (Vec<i8>, Vec<f32>) {
    let column = |column: usize| weights.iter().skip(column).step_by(columns).copied().collect::<Vec<f32>>();
    let scales: Vec<f32> = (0..columns).map(|at| cells::scale(&column(at), coarse)).collect();
    let cells = weights.iter().enumerate().map(|(at, weight)| cells::cell(*weight, scales[at % columns])).collect();
    (cells, scales)
}

/// The weights while they are fitted, or their gradients.
struct Layers {
    first: Vec<f32>,
    first_bias: Vec<f32>,
    second: Vec<f32>,
    second_bias: Vec<f32>,
}

impl Layers {
    fn zeros(shape: &Shape) -> Self {
        Self {
            first: vec![0.0; shape.inputs * shape.hidden],
            first_bias: vec![0.0; shape.hidden],
            second: vec![0.0; shape.hidden * 14],
            second_bias: vec![0.0; 14],
        }
    }

    fn random(shape: &Shape, random: &mut Random) -> Self {
        let mut draw = |count: usize, fan: usize| {
            (0..count).map(|_| (random.unit() - 0.5) * 2.0 / (fan as f32).sqrt()).collect::<Vec<f32>>()
        };
        Self {
            first: draw(shape.inputs * shape.hidden, shape.inputs),
            second: draw(shape.hidden * 14, shape.hidden),
            ..Self::zeros(shape)
        }
    }
}

fn add_scaled(slots: &mut [f32], values: &[f32], by: f32) {
    for (slot, value) in slots.iter_mut().zip(values) {
        *slot += value * by;
    }
}

/// Adds a tile's gradients. `values` holds its standardised inputs, input by input, `TILE` rows beside each other.
fn backward(
    layers: &Layers,
    gradients: &mut Layers,
    shape: &Shape,
    values: &[f32],
    hidden: &mut [f32],
    rows: &[([f32; 14], f32)],
) {
    let width = shape.hidden;
    hidden.fill(0.0);
    for (inputs, weights) in values.chunks_exact(TILE).zip(layers.first.chunks_exact(width)) {
        for (value, hidden) in inputs.iter().zip(hidden.chunks_exact_mut(width)) {
            if *value != 0.0 {
                add_scaled(hidden, weights, *value);
            }
        }
    }
    for ((right, weight), hidden) in rows.iter().zip(hidden.chunks_exact_mut(width)) {
        for (slot, bias) in hidden.iter_mut().zip(&layers.first_bias) {
            *slot = (*slot + bias).max(0.0);
        }
        let mut scores = [0.0_f32; 14];
        scores.copy_from_slice(&layers.second_bias);
        for (value, weights) in hidden.iter().zip(layers.second.as_chunks::<14>().0) {
            add_scaled(&mut scores, weights, *value);
        }
        let mut error = softmax(scores);
        for (value, right) in error.iter_mut().zip(right) {
            *value = (*value - right) * weight;
        }
        add_scaled(&mut gradients.second_bias, &error, 1.0);
        let second = layers.second.as_chunks::<14>().0.iter().zip(gradients.second.as_chunks_mut::<14>().0);
        for (value, (weights, gradient)) in hidden.iter_mut().zip(second) {
            add_scaled(gradient, &error, *value);
            let back: f32 = weights.iter().zip(&error).map(|(weight, error)| weight * error).sum();
            *value = if *value > 0.0 { back } else { 0.0 };
        }
        add_scaled(&mut gradients.first_bias, hidden, 1.0);
    }
    for (inputs, gradient) in values.chunks_exact(TILE).zip(gradients.first.chunks_exact_mut(width)) {
        for ((value, back), _) in inputs.iter().zip(hidden.chunks_exact(width)).zip(rows) {
            if *value != 0.0 {
                add_scaled(gradient, back, *value);
            }
        }
    }
}

/// Fits a network.
pub(crate) fn fit(rows: &Rows, shape: Shape, random: &mut Random) -> Network {
    let (means, rates) = standardise(rows, shape.inputs);
    let mut layers = Layers::random(&shape, random);
    let mut gradients = Layers::zeros(&shape);
    let mut adams =
        [&layers.first, &layers.first_bias, &layers.second, &layers.second_bias].map(|list| Adam::new(list.len()));
    let mut order: Vec<usize> = (0..rows.right.len()).collect();
    let steps = order.len().div_ceil(BATCH).max(1) * shape.epochs;
    let mut time = 0;
    let mut values = vec![0.0_f32; shape.inputs * TILE];
    let mut hidden = vec![0.0_f32; shape.hidden * TILE];
    for _ in 0..shape.epochs {
        random.shuffle(&mut order);
        for batch in order.chunks(BATCH) {
            time += 1;
            for tile in batch.chunks(TILE) {
                values.fill(0.0);
                let mut right = [([0.0; 14], 0.0); TILE];
                for (place, at) in tile.iter().enumerate() {
                    right[place] = (rows.right[*at], rows.weights[*at] / batch.len() as f32);
                    let inputs = &rows.inputs[at * shape.inputs..(at + 1) * shape.inputs];
                    for (input, value) in inputs.iter().enumerate() {
                        if !random.chance(shape.drop) {
                            values[input * TILE + place] = ((value - means[input]) * rates[input]).clamp(-CLIP, CLIP);
                        }
                    }
                }
                backward(&layers, &mut gradients, &shape, &values, &mut hidden, &right[..tile.len()]);
            }
            let left = 1.0 - time as f32 / steps as f32;
            let rate = RATE * (0.02 + 0.98 * left.max(0.0));
            adams[0].step(&mut layers.first, &mut gradients.first, time, rate, shape.decay);
            adams[1].step(&mut layers.first_bias, &mut gradients.first_bias, time, rate, 0.0);
            adams[2].step(&mut layers.second, &mut gradients.second, time, rate, shape.decay);
            adams[3].step(&mut layers.second_bias, &mut gradients.second_bias, time, rate, 0.0);
        }
    }
    let mut network = Network::empty(shape.inputs, shape.hidden);
    let (first, scales) = quantise(&layers.first, shape.hidden, shape.coarse);
    network.first = Cells::of(shape.hidden, &first);
    network.first_scales = scales;
    let (second, scales) = quantise(&layers.second, 14, 1.0);
    network.second = second.as_chunks::<14>().0.to_vec();
    network.second_scales.copy_from_slice(&scales);
    network.first_biases.copy_from_slice(&layers.first_bias);
    network.second_biases.copy_from_slice(&layers.second_bias);
    network.means = means;
    network.rates = rates;
    network
}
