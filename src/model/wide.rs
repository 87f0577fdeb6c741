//! The widest registers that the machine has.
//!
//! A binary is made for the oldest processors of its kind; newer ones take two or four times as many numbers in one instruction. The answers
//! are the same: what is summed up here is whole numbers, and what is not is still multiplied, rounded and added in the same order.

#[cfg(any(not(target_family = "wasm"), target_feature = "simd128"))]
use fearless_simd::{Bytes as _, Simd, SimdBase as _, SimdIntWiden as _};

/// What this machine has.
#[cfg(any(not(target_family = "wasm"), target_feature = "simd128"))]
pub(super) static LEVEL: std::sync::LazyLock<fearless_simd::Level> =
    std::sync::LazyLock::new(fearless_simd::Level::new);

/// Rows whose sums are taken at once.
pub(super) const LANES: usize = 16;
/// Units that are kept together.
pub(super) const TILE: usize = 8;

/// Sums by registers of some width.
pub(super) trait Wide: Copy {
    /// Adds to `out`, for each unit of a tile, its sums for a group of rows. Both come as pairs of inputs, 16 bits each.
    fn dot(self, pairs: &[[i32; LANES]], tile: &[[i32; TILE]], out: &mut Vec<[i32; LANES]>);
}

#[cfg(any(not(target_family = "wasm"), target_feature = "simd128"))]
impl<S: Simd> Wide for S {
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "compiled anew for each width of registers")]
    fn dot(self, pairs: &[[i32; LANES]], tile: &[[i32; TILE]], out: &mut Vec<[i32; LANES]>) {
        // Eight registers of sums, whatever their width.
        match S::i32s::LEN {
            16 => sums::<S, 1, 8>(self, pairs, tile, out),
            8 => sums::<S, 2, 4>(self, pairs, tile, out),
            _ => sums::<S, 4, 2>(self, pairs, tile, out),
        }
    }
}

/// `UNITS` units at a time; a row of pairs takes so many registers.
#[cfg(any(not(target_family = "wasm"), target_feature = "simd128"))]
#[inline(always)]
#[allow(clippy::inline_always, reason = "compiled anew for each width of registers")]
fn sums<S: Simd, const REGISTERS: usize, const UNITS: usize>(
    simd: S,
    pairs: &[[i32; LANES]],
    tile: &[[i32; TILE]],
    out: &mut Vec<[i32; LANES]>,
) {
    let width = S::i32s::LEN;
    for from in (0..TILE).step_by(UNITS) {
        let mut sums = [[S::i32s::splat(simd, 0); REGISTERS]; UNITS];
        for (values, cells) in pairs.iter().zip(tile) {
            // As many as there are sums: `from` is a multiple of that.
            let Some(cells) = cells.get(from..).and_then(|cells| cells.first_chunk::<UNITS>()) else { continue };
            let values: [S::i16s; REGISTERS] =
                std::array::from_fn(|at| S::i32s::from_slice(simd, &values[at * width..(at + 1) * width]).bitcast());
            for (sums, cell) in sums.iter_mut().zip(cells) {
                let cell: S::i16s = S::i32s::splat(simd, *cell).bitcast();
                for (sum, value) in sums.iter_mut().zip(values) {
                    *sum += value.pairwise_dot_product(cell);
                }
            }
        }
        for sums in sums {
            let mut row = [0; LANES];
            for (slots, sum) in row.chunks_exact_mut(width).zip(sums) {
                sum.store_slice(slots);
            }
            out.push(row);
        }
    }
}

/// Without such registers.
#[cfg(any(test, all(target_family = "wasm", not(target_feature = "simd128"))))]
#[derive(Clone, Copy)]
pub(super) struct Plain;

#[cfg(any(test, all(target_family = "wasm", not(target_feature = "simd128"))))]
impl Wide for Plain {
    fn dot(self, pairs: &[[i32; LANES]], tile: &[[i32; TILE]], out: &mut Vec<[i32; LANES]>) {
        for unit in 0..TILE {
            let mut sums = [0_i32; LANES];
            for (values, cells) in pairs.iter().zip(tile) {
                let (low, high) = (i32::from(cells[unit] as i16), cells[unit] >> 16);
                for (sum, value) in sums.iter_mut().zip(values) {
                    *sum += i32::from(*value as i16) * low + (value >> 16) * high;
                }
            }
            out.push(sums);
        }
    }
}

/// Compiles an expression once for each width of registers and runs the widest that this machine can; `$wide` is it. Only what is inlined
/// into the expression is compiled so.
#[cfg(any(not(target_family = "wasm"), target_feature = "simd128"))]
macro_rules! widest {
    ($wide:ident => $work:expr) => {
        fearless_simd::dispatch!(*$crate::model::wide::LEVEL, $wide => $work)
    };
}

/// The same where there are none: one unit after the other, since several would be more code and no gain.
#[cfg(all(target_family = "wasm", not(target_feature = "simd128")))]
macro_rules! widest {
    ($wide:ident => $work:expr) => {{
        let $wide = $crate::model::wide::Plain;
        $work
    }};
}

pub(super) use widest;
