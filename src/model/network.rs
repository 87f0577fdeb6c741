//! The second stage: one hidden layer of rectified units, then a softmax over the labels.

use super::inputs::INPUTS;
use super::table::softmax;

/// Hidden units.
pub const HIDDEN: usize = 64;
/// An input beyond this many standard deviations is cut.
const CLIP: f32 = 4.0;

/// A small network with weights of one byte.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// What is taken from each input.
    pub means: Vec<f32>,
    /// What each input is then multiplied by.
    pub rates: Vec<f32>,
    /// Input → hidden.
    pub first: Vec<[i8; HIDDEN]>,
    /// What a cell of each hidden unit's column is worth.
    pub first_scales: [f32; HIDDEN],
    /// What each hidden unit starts from.
    pub first_biases: [f32; HIDDEN],
    /// Hidden → labels.
    pub second: Vec<[i8; 14]>,
    /// What a cell of each label's column is worth.
    pub second_scales: [f32; 14],
    /// What each label starts from.
    pub second_biases: [f32; 14],
}

impl Network {
    /// A network of zeros.
    pub fn empty() -> Self {
        Self {
            means: vec![0.0; INPUTS],
            rates: vec![1.0; INPUTS],
            first: vec![[0; HIDDEN]; INPUTS],
            first_scales: [1.0; HIDDEN],
            first_biases: [0.0; HIDDEN],
            second: vec![[0; 14]; HIDDEN],
            second_scales: [1.0; 14],
            second_biases: [0.0; 14],
        }
    }

    /// The probability of each label for one row of inputs.
    pub fn run(&self, inputs: &[f32]) -> [f32; 14] {
        let mut hidden = [0.0_f32; HIDDEN];
        for (((input, mean), rate), cells) in inputs.iter().zip(&self.means).zip(&self.rates).zip(&self.first) {
            let value = ((input - mean) * rate).clamp(-CLIP, CLIP);
            for (slot, cell) in hidden.iter_mut().zip(cells) {
                *slot += value * f32::from(*cell);
            }
        }
        let mut scores = [0.0_f32; 14];
        for (at, cells) in self.second.iter().enumerate().take(HIDDEN) {
            let value = (hidden[at] * self.first_scales[at] + self.first_biases[at]).max(0.0);
            for (slot, cell) in scores.iter_mut().zip(cells) {
                *slot += value * f32::from(*cell);
            }
        }
        softmax(std::array::from_fn(|at| scores[at] * self.second_scales[at] + self.second_biases[at]))
    }
}
