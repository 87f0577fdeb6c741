//! Runs one stage over the fixtures and a made page, for callgrind to count its instructions: `node scripts/counts.mjs`.
#![allow(clippy::unwrap_used, reason = "a bench may fail by panicking")]

mod common;

use common::{Case, STAGES};

/// What is counted: callgrind collects while this runs, and only then.
#[inline(never)]
fn counted(stage: &str, cases: &[Case]) {
    for case in cases {
        case.run(stage);
    }
}

fn main() {
    // `cargo bench` gives arguments of its own.
    let Some(stage) = std::env::args().find(|argument| STAGES.contains(&argument.as_str())) else {
        println!("{}", STAGES.join(" "));
        return;
    };
    let cases: Vec<Case> = common::fixtures().into_iter().chain([common::page(60_000)]).map(Case::of).collect();
    counted(&stage, &cases);
}
