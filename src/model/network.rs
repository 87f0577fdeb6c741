//! A small network: one hidden layer of rectified units, then a softmax over the labels. Both later stages are one.
//!
//! Nearly all of the engine's arithmetic is here, so blocks are judged many at a time: a few units' sums for a few blocks stay in registers
//! while all inputs pass by. Inputs are rounded to whole steps and the first layer's cells are whole numbers, so its sums are exact: the
//! answers do not depend on how many are judged at once, nor on how wide a machine's registers are, and one instruction takes two inputs.

use super::table::softmax;
use super::wide::{LANES, TILE, Wide, widest};

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
            first: Cells::of(hidden, &vec![0; inputs * hidden]),
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
        widest!(wide => self.judge(wide, rows, room))
    }

    #[inline(always)]
    #[allow(clippy::inline_always, reason = "compiled anew for each width of registers")]
    fn judge(&self, wide: impl Wide, rows: &[&[f32]], room: &mut Room) -> Vec<[f32; 14]> {
        let mut out = Vec::with_capacity(rows.len());
        let pairs = self.means.len().div_ceil(2);
        for group in rows.chunks(LANES) {
            // Lanes without a row keep what the group before has left there; nobody asks for their sums.
            room.pairs.resize(pairs, [0; LANES]);
            for (lane, row) in group.iter().enumerate() {
                room.steps.clear();
                let inputs = row.iter().zip(&self.means).zip(&self.rates);
                room.steps.extend(inputs.map(|((value, mean), rate)| steps((value - mean) * rate)));
                room.steps.resize(pairs * 2, 0);
                for (slots, both) in room.pairs.iter_mut().zip(room.steps.as_chunks::<2>().0) {
                    slots[lane] = half(both[0], 0) | half(both[1], 1);
                }
            }
            room.hidden.clear();
            for tile in self.first.tiles.chunks_exact(pairs.max(1)) {
                wide.dot(&room.pairs, tile, &mut room.hidden);
            }
            finish(&self.second(&room.hidden), group.len(), &mut out);
        }
        out
    }

    /// The second layer's sums for a group of rows.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "compiled anew for each width of registers")]
    fn second(&self, hidden: &[[i32; LANES]]) -> [[f32; LANES]; 14] {
        let mut scores = [[0.0_f32; LANES]; 14];
        let units = hidden.iter().zip(&self.first_scales).zip(&self.first_biases);
        for (((values, scale), bias), cells) in units.zip(&self.second) {
            let values = values.map(|sum| (sum as f32 * (scale / STEPS) + bias).max(0.0));
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

/// Steps in a standard deviation. [`CLIP`] of them, times a cell, summed up over 65,000 inputs, still fit 32 bits.
const STEPS: f32 = 1024.0;

/// A standardised input in whole steps, the nearest. No number at all is the mean.
#[inline(always)]
#[allow(clippy::inline_always, reason = "compiled anew for each width of registers")]
fn steps(input: f32) -> i16 {
    // A float this large has no bits for less than one, so adding rounds, and the last bits are the whole number.
    const WHOLE: f32 = 1.5 * (1 << 23) as f32;
    (input.clamp(-CLIP, CLIP) * STEPS + WHOLE).to_bits() as i16
}

/// An input's number at its place in its pair's: two neighbours stand in one, as the registers' instructions take them.
#[inline(always)]
#[allow(clippy::inline_always, reason = "compiled anew for each width of registers")]
fn half(number: i16, input: usize) -> i32 {
    i32::from(number.cast_unsigned()) << (input % 2 * 16)
}

/// The cells between inputs and hidden units: whole numbers, each input's beside the next one's.
#[derive(Debug, Clone, PartialEq)]
pub struct Cells {
    hidden: usize,
    inputs: usize,
    /// A few units' cells for all pairs of inputs, then the next few units': in the order in which they are used. Zeros fill up the last ones.
    tiles: Vec<[i32; TILE]>,
}

impl Cells {
    /// The cells of rows: one of `hidden` cells for each input.
    pub fn of(hidden: usize, rows: &[i8]) -> Cells {
        let inputs = rows.len() / hidden.max(1);
        let pairs = inputs.div_ceil(2);
        let mut tiles = vec![[0; TILE]; hidden.div_ceil(TILE) * pairs];
        for (input, row) in rows.chunks_exact(hidden.max(1)).enumerate() {
            for (unit, cell) in row.iter().enumerate() {
                if let Some(tile) = tiles.get_mut(unit / TILE * pairs + input / 2) {
                    tile[unit % TILE] |= half(i16::from(*cell), input);
                }
            }
        }
        Cells { hidden, inputs, tiles }
    }

    /// The rows again.
    pub fn rows(&self) -> Vec<i8> {
        let pairs = self.inputs.div_ceil(2);
        let cell = |input: usize, unit: usize| {
            let tile = self.tiles.get(unit / TILE * pairs + input / 2)?;
            Some((tile[unit % TILE] >> (input % 2 * 16)) as i8)
        };
        (0..self.inputs).flat_map(|input| (0..self.hidden).filter_map(move |unit| cell(input, unit))).collect()
    }
}

/// The probabilities of a group's rows. Nothing here is wide.
#[inline(never)]
fn finish(scores: &[[f32; LANES]; 14], rows: usize, out: &mut Vec<[f32; 14]>) {
    out.extend((0..rows.min(LANES)).map(|lane| softmax(std::array::from_fn(|at| scores[at][lane]))));
}

/// Room for [`Network::run_all`] to work in; kept between calls, it is not asked for anew. Its content does not matter.
#[derive(Debug, Default)]
pub struct Room {
    steps: Vec<i16>,
    pairs: Vec<[i32; LANES]>,
    hidden: Vec<[i32; LANES]>,
}

#[cfg(test)]
mod tests {
    use super::super::wide::Plain;
    use super::*;

    /// The same by the book: one row, one unit after the other.
    fn plainly(network: &Network, row: &[f32]) -> [f32; 14] {
        let (cells, width) = (network.first.rows(), network.hidden());
        let mut scores = [0.0_f32; 14];
        for unit in 0..width {
            let mut sum = 0_i32;
            for (at, input) in row.iter().enumerate() {
                let input = ((input - network.means[at]) * network.rates[at]).clamp(-CLIP, CLIP);
                sum += (input * 1024.0).round_ties_even() as i32 * i32::from(cells[at * width + unit]);
            }
            let value = (sum as f32 * (network.first_scales[unit] / 1024.0) + network.first_biases[unit]).max(0.0);
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
            let cells: Vec<i8> = (0..inputs * hidden).map(|_| (draw() * 8.0) as i8).collect();
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
                let what = format!("{count} rows, {inputs} inputs, {hidden} units");
                assert_eq!(bits(network.run_all(&rows, &mut room)), alone, "{what}");
                assert_eq!(bits(network.judge(Plain, &rows, &mut room)), alone, "{what}, without wide registers");
            }
        }
    }
}
