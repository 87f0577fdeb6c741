//! The same page gives the same answer on every machine: each fixture's labels, probabilities and plan, digested, against one file that the
//! native run and the run as wasm both read. `UNNAG_UPDATE=1 cargo test --test same_everywhere` writes the file anew after a change of the model.
#![cfg(feature = "html")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by panicking")]

use std::fmt::Write as _;
use std::path::Path;

use unnag::{Level, Options, analyze, page_from_html};

fn digest(text: &str) -> u64 {
    // FNV-1a, 64 bits.
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn answers() -> String {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut pages: Vec<_> = std::fs::read_dir(&corpus)
        .unwrap()
        .map(|entry| entry.unwrap().path().join("page.html"))
        .filter(|path| path.is_file())
        .collect();
    pages.sort();
    let mut out = String::new();
    for path in pages {
        let page = page_from_html(&std::fs::read_to_string(&path).unwrap(), "").unwrap().into_page();
        let mut said = String::new();
        for level in [Level::Calm, Level::Focus] {
            let analysis = analyze(&page, &Options::level(level));
            for (block, labelled) in analysis.blocks.iter().zip(analysis.labels.iter()) {
                // A float's bits, not its digits: a last bit that differs is a difference.
                let bits = labelled.probabilities.map(f32::to_bits);
                writeln!(said, "{} {} {:?} {bits:?}", block.node, labelled.label.name(), labelled.reasons).unwrap();
            }
            writeln!(said, "{:?}", analysis.plan).unwrap();
        }
        let slug = path.parent().unwrap().file_name().unwrap().to_string_lossy();
        writeln!(out, "{slug} {:016x}", digest(&said)).unwrap();
    }
    out
}

#[test]
fn each_fixture_is_answered_to_the_last_bit_as_it_was() {
    let name = if cfg!(feature = "large") { "tests/answers-large.txt" } else { "tests/answers.txt" };
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let answers = answers();
    assert!(answers.lines().count() > 10, "the fixtures are missing");
    if std::env::var_os("UNNAG_UPDATE").is_some() {
        std::fs::write(&file, &answers).unwrap();
    }
    let expected = std::fs::read_to_string(&file).unwrap();
    for (given, expected) in answers.lines().zip(expected.lines()) {
        assert_eq!(given, expected, "(UNNAG_UPDATE=1 writes {} anew, if this change is meant)", file.display());
    }
    assert_eq!(answers.lines().count(), expected.lines().count());
}
