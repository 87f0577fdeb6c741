//! `cargo +nightly fuzz run weights`
#![no_main]

#[allow(dead_code, reason = "each target uses one door")]
#[path = "../../tests/fuzzing/input.rs"]
mod input;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // Being refused is fine; coming down is not.
    let _ = input::weights(bytes);
});
