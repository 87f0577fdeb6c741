//! The widest registers that the machine has.
//!
//! A binary is made for the oldest processors of its kind; newer ones take two or four times as many numbers in one instruction. The answers
//! are the same: each number is still multiplied, rounded, added and rounded as it is on the oldest.

/// What this machine has.
#[cfg(not(target_family = "wasm"))]
pub(super) static LEVEL: std::sync::LazyLock<fearless_simd::Level> =
    std::sync::LazyLock::new(fearless_simd::Level::new);

/// How many numbers a register holds.
#[cfg(not(target_family = "wasm"))]
#[inline(always)]
#[allow(clippy::inline_always, reason = "a constant for each width")]
pub(super) fn numbers<S: fearless_simd::Simd>(_: S) -> usize {
    size_of::<S::f32s>() / size_of::<f32>()
}

/// Compiles an expression once for each width of registers and runs the widest that this machine can; `$numbers` is how many numbers a
/// register holds. Only what is inlined into the expression is compiled so.
#[cfg(not(target_family = "wasm"))]
macro_rules! widest {
    ($numbers:ident => $work:expr) => {
        fearless_simd::dispatch!(*$crate::model::wide::LEVEL, simd => {
            let $numbers = $crate::model::wide::numbers(simd);
            $work
        })
    };
}

/// WebAssembly has one width, or none: then there is nothing to gain from several units at once, and code to lose.
#[cfg(target_family = "wasm")]
macro_rules! widest {
    ($numbers:ident => $work:expr) => {{
        let $numbers = if cfg!(target_feature = "simd128") { 4_usize } else { 1 };
        $work
    }};
}

pub(super) use widest;
