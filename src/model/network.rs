//! A small network: one hidden layer of rectified units, then a softmax over the labels. Both later stages are one.
//!
//! Nearly all of the engine's arithmetic is here, so blocks are judged many at a time: a few units' sums for a few blocks stay in registers
//! while all inputs pass by. Each sum is still taken in the order of the inputs, so that the answers do not depend on how many are judged
//! at once, nor on how wide a machine's registers are.

use super::table::softmax;
use super::wide::widest;

/// An input beyond this many standard deviations is cut.
pub const CLIP: f32 = 4.0;

/// A small network whose weights are small integers; a column's cell times its scale is a weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// What is taken from each input.
    pub means: Vec<f32>,
    /// What each input is then multiplied by.
    pub rates: Vec<f32>,
    /// Input → hidden.
    pub first: Cells,
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
            first: Cells::of(hidden, &vec![0.0; inputs * hidden]),
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

    /// The probability of each label for each of these rows of inputs.
    pub fn run_all(&self, rows: &[&[f32]], room: &mut Room) -> Vec<[f32; 14]> {
        widest!(numbers => match numbers {
            8.. => self.judge::<4>(rows, room),
            2.. => self.judge::<2>(rows, room),
            _ => self.judge::<1>(rows, room),
        })
    }

    #[inline(always)]
    #[allow(clippy::inline_always, reason = "compiled anew for each width of registers")]
    fn judge<const UNITS: usize>(&self, rows: &[&[f32]], room: &mut Room) -> Vec<[f32; 14]> {
        let mut out = Vec::with_capacity(rows.len());
        for group in rows.chunks(LANES) {
            room.values.clear();
            for (at, (mean, rate)) in self.means.iter().zip(&self.rates).enumerate() {
                let mut values = [0.0_f32; LANES];
                for (slot, row) in values.iter_mut().zip(group) {
                    *slot = row.get(at).copied().unwrap_or(0.0);
                }
                for value in &mut values {
                    *value = ((*value - mean) * rate).clamp(-CLIP, CLIP);
                }
                room.values.push(values);
            }
            room.hidden.clear();
            for tile in self.first.tiles.chunks_exact(self.means.len().max(1)) {
                for from in (0..TILE).step_by(UNITS) {
                    room.hidden.extend(sums::<UNITS>(&room.values, tile, from));
                }
            }
            finish(&self.second(&room.hidden), group.len(), &mut out);
        }
        out
    }

    /// The second layer's sums for a group of rows.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "compiled anew for each width of registers")]
    fn second(&self, hidden: &[[f32; LANES]]) -> [[f32; LANES]; 14] {
        let mut scores = [[0.0_f32; LANES]; 14];
        let units = hidden.iter().zip(&self.first_scales).zip(&self.first_biases);
        for (((values, scale), bias), cells) in units.zip(&self.second) {
            let mut values = *values;
            for value in &mut values {
                *value = (*value * scale + bias).max(0.0);
            }
            for (slots, cell) in scores.iter_mut().zip(cells) {
                let cell = f32::from(*cell);
                for (slot, value) in slots.iter_mut().zip(&values) {
                    *slot += value * cell;
                }
            }
        }
        for ((slots, scale), bias) in scores.iter_mut().zip(&self.second_scales).zip(&self.second_biases) {
            for slot in slots {
                *slot = *slot * scale + bias;
            }
        }
        scores
    }
}

/// The cells between inputs and hidden units: whole numbers, kept as floats, since they are multiplied by floats for every block.
#[derive(Debug, Clone, PartialEq)]
pub struct Cells {
    hidden: usize,
    /// A few units' cells for all inputs, then the next few units': in the order in which they are used. Zeros fill up the last ones.
    tiles: Vec<[f32; TILE]>,
}

/// Units that are kept together.
const TILE: usize = 8;

impl Cells {
    /// The cells of rows: one of `hidden` cells for each input.
    pub fn of(hidden: usize, rows: &[f32]) -> Cells {
        let rows = rows.chunks_exact(hidden.max(1));
        let cell = |row: &[f32], unit: usize| row.get(unit).copied().unwrap_or(0.0);
        let tiles = (0..hidden)
            .step_by(TILE)
            .flat_map(|from| rows.clone().map(move |row| std::array::from_fn(|at| cell(row, from + at))))
            .collect();
        Cells { hidden, tiles }
    }

    /// The rows again.
    pub fn rows(&self) -> Vec<f32> {
        let inputs = self.tiles.len() / self.hidden.div_ceil(TILE).max(1);
        let cell =
            |input: usize, unit: usize| self.tiles.get(unit / TILE * inputs + input).map(|tile| tile[unit % TILE]);
        (0..inputs).flat_map(|input| (0..self.hidden).filter_map(move |unit| cell(input, unit))).collect()
    }
}

/// The probabilities of a group's rows. Nothing here is wide.
#[inline(never)]
fn finish(scores: &[[f32; LANES]; 14], rows: usize, out: &mut Vec<[f32; 14]>) {
    out.extend((0..rows.min(LANES)).map(|lane| softmax(std::array::from_fn(|at| scores[at][lane]))));
}

/// Rows whose sums are taken at once.
const LANES: usize = 16;

/// Room for [`Network::run_all`] to work in; kept between calls, it is not asked for anew. Its content does not matter.
#[derive(Debug, Default)]
pub struct Room {
    values: Vec<[f32; LANES]>,
    hidden: Vec<[f32; LANES]>,
}

/// The sums of a few units of a tile for a group of rows.
#[inline(always)]
#[allow(clippy::inline_always, reason = "compiled anew for each width of registers")]
fn sums<const UNITS: usize>(values: &[[f32; LANES]], tile: &[[f32; TILE]], from: usize) -> [[f32; LANES]; UNITS] {
    let mut sums = [[0.0_f32; LANES]; UNITS];
    for (values, cells) in values.iter().zip(tile) {
        // As many as there are sums: `from` is a multiple of that.
        let Some(cells) = cells.get(from..).and_then(|cells| cells.first_chunk::<UNITS>()) else { continue };
        for (sums, cell) in sums.iter_mut().zip(cells) {
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += value * cell;
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same by the book: one row, one unit after the other.
    fn plainly(network: &Network, row: &[f32]) -> [f32; 14] {
        let (cells, width) = (network.first.rows(), network.hidden());
        let mut scores = [0.0_f32; 14];
        for unit in 0..width {
            let mut sum = 0.0_f32;
            for (at, input) in row.iter().enumerate() {
                sum += ((input - network.means[at]) * network.rates[at]).clamp(-CLIP, CLIP) * cells[at * width + unit];
            }
            let value = (sum * network.first_scales[unit] + network.first_biases[unit]).max(0.0);
            for (slot, cell) in scores.iter_mut().zip(network.second[unit]) {
                *slot += value * f32::from(cell);
            }
        }
        softmax(std::array::from_fn(|at| scores[at] * network.second_scales[at] + network.second_biases[at]))
    }

    #[test]
    fn many_rows_at_once_give_what_each_gives_alone_to_the_last_bit() {
        let mut state = 1_u32;
        let mut draw = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        let mut room = Room::default();
        for (inputs, hidden) in [(5, 1), (7, 3), (64, 48), (33, 130)] {
            let mut network = Network::empty(inputs, hidden);
            let cells: Vec<f32> = (0..inputs * hidden).map(|_| (draw() * 7.0).trunc()).collect();
            network.first = Cells::of(hidden, &cells);
            assert_eq!(network.first.rows(), cells);
            network.means.fill_with(&mut draw);
            network.rates.fill_with(|| draw() * 3.0);
            network.first_scales.fill_with(&mut draw);
            network.first_biases.fill_with(&mut draw);
            network.second.fill_with(|| std::array::from_fn(|_| (draw() * 7.0) as i8));
            network.second_biases = std::array::from_fn(|_| draw());
            for count in [0, 1, 15, 16, 17, 40] {
                let rows: Vec<Vec<f32>> = (0..count).map(|_| (0..inputs).map(|_| draw() * 5.0).collect()).collect();
                let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
                let bits = |rows: Vec<[f32; 14]>| -> Vec<_> { rows.iter().map(|row| row.map(f32::to_bits)).collect() };
                let alone = bits(rows.iter().map(|row| plainly(&network, row)).collect());
                assert_eq!(
                    bits(network.run_all(&rows, &mut room)),
                    alone,
                    "{count} rows, {inputs} inputs, {hidden} units"
                );
            }
        }
    }
}
