//! Fits a hashed table: softmax regressions by row-wise `AdaGrad` (one rate a row and group of columns), rounded to cells.

use unnag::internals::model::{POOLED, Table, row, softmax};

use crate::cells;
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

/// How large a table gets.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) rows: usize,
    /// How many times coarser its cells are than would lose least.
    pub(crate) coarse: f32,
}

/// The weights of a table while they are fitted.
pub(crate) struct Fit<const N: usize> {
    coarse: f32,
    weights: Vec<[f32; N]>,
    squares: Vec<[f32; 3]>,
    biases: [f32; N],
}

impl<const N: usize> Fit<N> {
    /// All zero.
    pub(crate) fn new(Size { rows, coarse }: Size) -> Self {
        Self { coarse, weights: vec![[0.0; N]; rows], squares: vec![[1e-4; 3]; rows], biases: [0.0; N] }
    }

    fn step<const M: usize>(&mut self, example: &Example, group: usize) {
        let from = example.from;
        let mut scores = [0.0_f32; M];
        for (at, score) in scores.iter_mut().enumerate() {
            *score = self.biases[from + at];
        }
        for (hash, value) in &example.features {
            let cells = &self.weights[row(*hash, self.weights.len())];
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
            let at = row(*hash, self.weights.len());
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

    /// Rounds to cells. `groups`: how many columns in a row are one softmax; in all, all of them.
    pub(crate) fn table(mut self, groups: &[usize]) -> Table<N> {
        // It is for packing alone.
        if self.coarse > 1.0 {
            self.centre(groups);
        }
        let mut table = Table::<N>::empty(self.weights.len());
        table.biases = self.biases;
        for column in 0..N {
            let weights: Vec<f32> = self.weights.iter().map(|row| row[column]).collect();
            table.scales[column] = cells::scale(&weights, self.coarse);
            for (weight, cells) in weights.iter().zip(&mut table.cells) {
                cells[column] = cells::cell(*weight, table.scales[column]);
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
        let mut fit = Fit::<10>::new(Size { rows: 3, coarse: 2.0 });
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
            let mut fit = Fit::<7>::new(Size { rows: 200, coarse });
            fit.weights.clone_from(&weights);
            fit.table(&[7])
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
