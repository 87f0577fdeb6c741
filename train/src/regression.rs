//! Fits a hashed table: softmax regressions by row-wise `AdaGrad` (one rate a row and group of columns), rounded to a few bits.

use unnag::internals::model::{CELL, POOLED, Table, row, softmax};

use crate::random::Random;

const EPOCHS: usize = 5;
const RATE: f32 = 0.35;
/// Shrinks weights towards zero, so that a cell's bits are spent on what is common.
const DECAY: f32 = 2e-6;

/// One example: hashed features, how much each counts, the columns it trains and what is right.
pub(crate) struct Example {
    pub(crate) features: Vec<(u32, f32)>,
    pub(crate) from: usize,
    pub(crate) classes: usize,
    pub(crate) right: usize,
    pub(crate) weight: f32,
}

/// The weights of a table while they are fitted.
pub(crate) struct Fit<const N: usize> {
    rows: usize,
    weights: Vec<[f32; N]>,
    squares: Vec<[f32; 3]>,
    biases: [f32; N],
}

impl<const N: usize> Fit<N> {
    /// A table of so many rows, all zero.
    pub(crate) fn new(rows: usize) -> Self {
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

    /// Goes over the examples, in another order each time.
    pub(crate) fn train(&mut self, examples: &mut [Example], random: &mut Random) {
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

    /// Takes each row's median from each group of columns. A group is one softmax, so no answer changes, but most weights are about zero then.
    fn centre(&mut self, groups: &[usize]) {
        for row in &mut self.weights {
            let mut rest = row.as_mut_slice();
            for columns in groups {
                let (group, more) = rest.split_at_mut(*columns);
                let mut sorted = group.to_vec();
                sorted.sort_by(f32::total_cmp);
                let median = sorted[columns / 2];
                for weight in group {
                    *weight -= median;
                }
                rest = more;
            }
        }
    }

    /// Rounds to a few bits: each column's scale is the one that loses least, or so many times as coarse; the largest weights are cut.
    pub(crate) fn table(&mut self, groups: &[usize], coarse: f32) -> Table<N> {
        // It is for packing alone.
        if coarse > 1.0 {
            self.centre(groups);
        }
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
            let scale = scales.min_by(|a, b| loss(*a).total_cmp(&loss(*b))).unwrap_or(spread) * coarse;
            table.scales[column] = scale;
            for (weight, cells) in weights.iter().zip(&mut table.cells) {
                cells[column] = rounded(*weight, scale) as i8;
            }
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_from_all_columns_of_a_group_changes_no_answer() {
        let mut fit = Fit::<10>::new(3);
        for (at, weight) in fit.weights.iter_mut().flatten().enumerate() {
            *weight = (at * at % 11) as f32 - 2.0;
        }
        let answers = |fit: &Fit<10>| {
            let sums: [f32; 10] = std::array::from_fn(|column| fit.weights.iter().map(|row| row[column]).sum());
            [
                softmax::<3>(std::array::from_fn(|at| sums[at])).to_vec(),
                softmax::<7>(std::array::from_fn(|at| sums[3 + at])).to_vec(),
            ]
            .concat()
        };
        let before = answers(&fit);
        fit.centre(&[3, 7]);
        assert!(before.iter().zip(answers(&fit)).all(|(a, b)| (a - b).abs() < 1e-6));
        for row in &fit.weights {
            assert!([&row[..3], &row[3..]].iter().all(|group| group.contains(&0.0)), "{row:?}");
        }
    }

    #[test]
    fn coarse_cells_are_smaller_and_mean_nearly_the_same() {
        let mut random = Random::new(1);
        let weights: Vec<[f32; 7]> =
            (0..200).map(|_| std::array::from_fn(|_| random.below(1000) as f32 / 500.0 - 1.0)).collect();
        let table = |coarse: f32| {
            let mut fit = Fit::<7>::new(200);
            fit.weights.clone_from(&weights);
            fit.table(&[7], coarse)
        };
        let (fine, coarse) = (table(1.0), table(2.0));
        let size = |table: &Table<7>| table.cells.iter().flatten().map(|cell| i64::from(cell.abs())).sum::<i64>();
        assert!(size(&coarse) * 10 < size(&fine) * 7, "{} {}", size(&coarse), size(&fine));
        for (cells, weights) in coarse.cells.iter().zip(&weights) {
            let told = std::array::from_fn(|column| f32::from(cells[column]) * coarse.scales[column]);
            for (a, b) in softmax::<7>(told).into_iter().zip(softmax(*weights)) {
                assert!((a - b).abs() < 0.1, "{told:?} {weights:?}");
            }
        }
    }
}
