//! Hashed linear models: a table of small integers, a row for each hash.

use super::wide::widest;
use crate::features::HEAVIEST;
use crate::label::Label;

/// Classes that widgets are judged by: article, donation, paywall, newsletter, prompt, consent, the rest.
pub const POOLED: usize = 7;
/// Columns of the text table: 14 labels of a block, [`POOLED`] classes of a widget.
pub const TEXT_COLUMNS: usize = 14 + POOLED;
/// Columns of the names table: 14 labels by own names, 14 by the names above, [`POOLED`] of a widget.
pub const NAME_COLUMNS: usize = 28 + POOLED;

/// The text table.
pub type TextTable = Table<TEXT_COLUMNS>;
/// The names table.
pub type NamesTable = Table<NAME_COLUMNS>;

/// The pooled class of a label.
pub fn pool(label: Label) -> usize {
    match label {
        Label::Article => 0,
        Label::Donation => 1,
        Label::Paywall => 2,
        Label::Newsletter => 3,
        Label::Prompt => 4,
        Label::Consent => 5,
        _ => 6,
    }
}

/// The largest cell of a table: they are stored in four bits.
pub const CELL: i8 = 7;

/// How many rows are added up in 16 bits: of features that weigh no more than a text's do.
const SHORT: usize = 512;
const _: () = assert!(SHORT * CELL as usize * HEAVIEST as usize <= i16::MAX as usize);

/// The row of a hash in a table of so many: its share of the range of hashes (Lemire 2019), which needs no power of two.
pub fn row(hash: u32, rows: usize) -> usize {
    ((u64::from(hash) * rows as u64) >> 32) as usize
}

/// Rows of small integers, -[`CELL`] to [`CELL`]; a column's cell times its scale is a weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Table<const N: usize> {
    /// Row after row, as many as the size budget allows.
    pub cells: Vec<[i8; N]>,
    /// What a cell of each column is worth.
    pub scales: [f32; N],
    /// What each column starts from.
    pub biases: [f32; N],
}

/// Sums of cells over features, and what to divide them by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sums<const N: usize> {
    /// Weighted sums of the columns.
    pub columns: [i32; N],
    /// Sum of the squared weights.
    pub norm: u32,
}

impl<const N: usize> Default for Sums<N> {
    fn default() -> Self {
        Self { columns: [0; N], norm: 0 }
    }
}

/// The last [`POOLED`] of a table's columns: those of a widget.
pub(super) fn last<T: Copy + Default, const N: usize>(columns: &[T; N]) -> [T; POOLED] {
    columns.last_chunk().copied().unwrap_or_default()
}

impl<const N: usize> Sums<N> {
    /// The sums of a widget's columns alone.
    pub(super) fn last(&self) -> Sums<POOLED> {
        Sums { columns: last(&self.columns), norm: self.norm }
    }

    /// Adds another's sums.
    pub fn add(&mut self, other: &Sums<N>) {
        for (slot, value) in self.columns.iter_mut().zip(&other.columns) {
            *slot = slot.saturating_add(*value);
        }
        self.norm = self.norm.saturating_add(other.norm);
    }
}

impl<const N: usize> Table<N> {
    /// A table of zeros.
    pub fn empty(rows: usize) -> Self {
        Self { cells: vec![[0; N]; rows], scales: [1.0; N], biases: [0.0; N] }
    }

    /// The row of a hash.
    pub fn row(&self, hash: u32) -> usize {
        row(hash, self.cells.len())
    }

    /// Adds the rows of weighted features to sums, as many at a time as sums of 16 bits can take: twice as many of them are added at once
    /// as of 32 bits. What this waits for is memory; the fewer instructions a row takes, the more rows are on their way at once.
    pub fn add_all(&self, features: &[(u32, i32)], sums: &mut Sums<N>) {
        for some in features.chunks(SHORT) {
            let short = widest!(_wide => self.short(some.iter().copied()));
            for (slot, value) in sums.columns.iter_mut().zip(short) {
                *slot = slot.wrapping_add(i32::from(value));
            }
            let norm: i32 = some.iter().map(|(_, weight)| weight * weight).sum();
            sums.norm = sums.norm.saturating_add(norm as u32);
        }
    }

    /// The same of features that all weigh one.
    pub fn add_plain(&self, hashes: &[u32], sums: &mut Sums<N>) {
        for some in hashes.chunks(SHORT) {
            let short = widest!(_wide => self.short(some.iter().map(|hash| (*hash, 1))));
            for (slot, value) in sums.columns.iter_mut().zip(short) {
                *slot = slot.wrapping_add(i32::from(value));
            }
            sums.norm = sums.norm.saturating_add(some.len() as u32);
        }
    }

    /// The sums of up to [`SHORT`] rows.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "compiled anew for each width of registers")]
    fn short(&self, features: impl Iterator<Item = (u32, i32)>) -> [i16; N] {
        let mut short = [0_i16; N];
        for (hash, weight) in features {
            if let Some(cells) = self.cells.get(row(hash, self.cells.len())) {
                let weight = weight as i16;
                for (slot, cell) in short.iter_mut().zip(cells) {
                    *slot = slot.wrapping_add(i16::from(*cell).wrapping_mul(weight));
                }
            }
        }
        short
    }

    /// Adds a feature's row to sums.
    pub fn add(&self, hash: u32, weight: i32, sums: &mut Sums<N>) {
        if let Some(cells) = self.cells.get(self.row(hash)) {
            for (slot, cell) in sums.columns.iter_mut().zip(cells) {
                *slot = slot.wrapping_add(i32::from(*cell) * weight);
            }
        }
        sums.norm = sums.norm.saturating_add((weight * weight) as u32);
    }

    /// The scores of `M` columns from the `from`th on: scaled sums over the root of the norm, and the bias.
    pub fn scores<const M: usize>(&self, sums: &Sums<N>, from: usize) -> [f32; M] {
        let norm = if sums.norm == 0 { 0.0 } else { 1.0 / (sums.norm as f32).sqrt() };
        std::array::from_fn(|at| {
            sums.columns[from + at] as f32 * self.scales[from + at] * norm + self.biases[from + at]
        })
    }
}

/// Scores → probabilities.
pub fn softmax<const M: usize>(scores: [f32; M]) -> [f32; M] {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut values = scores;
    let mut low = 0.0_f32;
    for value in &mut values {
        *value -= top;
        low = low.min(*value);
    }
    let near = low > LOWEST;
    for value in &mut values {
        *value = if near { exp(*value) } else { libm::expf(*value) };
    }
    let sum: f32 = values.iter().sum();
    for value in &mut values {
        *value /= sum;
    }
    values
}

/// See [`exp`].
const LOWEST: f32 = -80.0;

/// `libm::expf` for numbers from [`LOWEST`] to 0, to the last bit: its algorithm (FreeBSD's `e_expf.c`, Sun Microsystems 1993, freely granted)
/// without the ways for other numbers, so that several are raised at once.
fn exp(x: f32) -> f32 {
    /// Halves of ln 2 and its inverse.
    const LN2: (f32, f32) = (f32::from_bits(0x3f31_7200), f32::from_bits(0x35bf_be8e));
    const INVERSE: f32 = f32::from_bits(0x3fb8_aa3b);
    const P: (f32, f32) = (1.666_662_5e-1, -2.766_733_3e-3);
    let size = x.to_bits() & 0x7fff_ffff;
    // How many times ln 2 goes into it.
    let many = (INVERSE * x - 0.5) as i32;
    let times = if size > 0x3f85_1592 { many } else { -i32::from(size > 0x3eb1_7218) };
    let high = x - times as f32 * LN2.0;
    let low = times as f32 * LN2.1;
    let rest = high - low;
    let square = rest * rest;
    let c = rest - square * (P.0 + square * P.1);
    let power = 1.0 + (rest * c / (2.0 - c) - low + high);
    let power = if size > 0x3900_0000 { power } else { 1.0 + x };
    power * f32::from_bits(((times + 127) as u32) << 23)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::float_cmp, reason = "the products are exact")]
    fn sums_are_additive_and_scores_are_scaled() {
        let mut table = Table::<2>::empty(3);
        table.cells[0] = [3, -3];
        assert_eq!((table.row(1), table.row(u32::MAX)), (0, 2));
        table.scales = [0.5, 1.0];
        table.biases = [0.0, 1.0];
        let mut one = Sums::default();
        table.add(1, 2, &mut one);
        let mut two = one;
        two.add(&one);
        assert_eq!(two.columns, [12, -12]);
        let mut many = Sums::default();
        table.add_all(&vec![(1, 6); 5000], &mut many);
        assert_eq!((many.columns, many.norm), ([90_000, -90_000], 180_000));
        let mut plain = Sums::default();
        table.add_plain(&[1; 700], &mut plain);
        assert_eq!((plain.columns, plain.norm), ([2100, -2100], 700));
        assert_eq!(table.scores::<2>(&one, 0), [1.5, -2.0]);
        assert_eq!(table.scores::<2>(&Sums::default(), 0), [0.0, 1.0]);
    }

    #[test]
    fn powers_are_those_of_the_library_to_the_last_bit() {
        // Each 997th number between the bounds; all of them were looked at once.
        for bits in (0x8000_0000..=LOWEST.to_bits()).step_by(997).chain([0, 0x8000_0001]) {
            let x = f32::from_bits(bits);
            assert_eq!(exp(x).to_bits(), libm::expf(x).to_bits(), "{x}");
        }
    }

    #[test]
    fn softmax_sums_to_one_even_at_the_edges() {
        for scores in [[0.0, 0.0, 0.0], [1000.0, 0.0, -1000.0], [-1e30, 0.0, 1.0]] {
            let sum: f32 = softmax(scores).iter().sum();
            assert!((sum - 1.0).abs() < 1e-5);
        }
    }
}
