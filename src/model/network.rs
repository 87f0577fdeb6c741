//! A small network: one hidden layer of rectified units, then a softmax over the labels. Both later stages are one.

use super::table::softmax;

/// An input beyond this many standard deviations is cut.
pub const CLIP: f32 = 4.0;

/// A small network whose weights are small integers; a column's cell times its scale is a weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// What is taken from each input.
    pub means: Vec<f32>,
    /// What each input is then multiplied by.
    pub rates: Vec<f32>,
    /// Input → hidden: a row of hidden units for each input. Whole numbers, kept as floats: they are multiplied by floats for every block.
    pub first: Vec<f32>,
    /// What a cell of each hidden unit's column is worth.
    pub first_scales: Vec<f32>,
    /// What each hidden unit starts from.
    pub first_biases: Vec<f32>,
    /// Hidden → labels.
    pub second: Vec<[i8; 14]>,
    /// What a cell of each label's column is worth.
    pub second_scales: [f32; 14],
    /// What each label starts from.
    pub second_biases: [f32; 14],
}

impl Network {
    /// A network of zeros for so many inputs, with so many hidden units.
    pub fn empty(inputs: usize, hidden: usize) -> Self {
        Self {
            means: vec![0.0; inputs],
            rates: vec![1.0; inputs],
            first: vec![0.0; inputs * hidden],
            first_scales: vec![1.0; hidden],
            first_biases: vec![0.0; hidden],
            second: vec![[0; 14]; hidden],
            second_scales: [1.0; 14],
            second_biases: [0.0; 14],
        }
    }

    /// How many hidden units there are.
    pub fn hidden(&self) -> usize {
        self.first_biases.len()
    }

    /// The probability of each label for one row of inputs. `hidden` is room to work in; its content does not matter.
    pub fn run(&self, inputs: &[f32], hidden: &mut Vec<f32>) -> [f32; 14] {
        let width = self.hidden();
        hidden.clear();
        hidden.resize(width, 0.0);
        let rows = self.first.chunks_exact(width.max(1));
        for (((input, mean), rate), cells) in inputs.iter().zip(&self.means).zip(&self.rates).zip(rows) {
            let value = ((input - mean) * rate).clamp(-CLIP, CLIP);
            for (slot, cell) in hidden.iter_mut().zip(cells) {
                *slot += value * cell;
            }
        }
        let mut scores = [0.0_f32; 14];
        let units = hidden.iter().zip(&self.first_scales).zip(&self.first_biases);
        for (((value, scale), bias), cells) in units.zip(&self.second) {
            let value = (value * scale + bias).max(0.0);
            for (slot, cell) in scores.iter_mut().zip(cells) {
                *slot += value * f32::from(*cell);
            }
        }
        softmax(std::array::from_fn(|at| scores[at] * self.second_scales[at] + self.second_biases[at]))
    }
}
