//! Random bytes through every door: none may bring the engine down, and what must hold of any plan holds. The same inputs in every run;
//! `fuzz/` looks further. What once failed is kept in `tests/crashers` and tried first.
#![cfg(all(not(target_family = "wasm"), feature = "_internals"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

mod input;

/// How many inputs are tried at each door.
const INPUTS: u64 = 10_000;

/// Pseudo-random bytes: xorshift64*, the same from the same seed everywhere.
fn bytes(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 56
    };
    (0..length).map(|_| next() as u8).collect()
}

/// Tries inputs of growing length.
fn run(door: fn(&[u8]) -> Result<(), unnag::Error>, make: fn(Vec<u8>) -> Vec<u8>) {
    let mut taken = 0;
    for seed in 0..INPUTS {
        let input = make(bytes(seed + 1, (seed % 160) as usize));
        taken += u64::from(door(&input).is_ok());
    }
    assert!(taken * 2 > INPUTS, "only {taken} of {INPUTS} inputs get past the door: too little is tried");
}

/// Pieces of text or HTML instead of bytes that mean nothing.
fn soup(pieces: &[&str], bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|byte| pieces[usize::from(*byte) % pieces.len()].bytes()).collect()
}

#[test]
fn snapshots() {
    run(input::snapshot, |bytes| bytes);
}

#[test]
fn options() {
    run(input::options, |bytes| bytes);
}

/// Half of the files have a checksum that does not fit, and of the others most are no model: how many get in is looked at for itself.
#[test]
fn weights() {
    let taken = (0..INPUTS).filter(|seed| input::weights(&bytes(seed + 1, (seed % 40) as usize)).is_ok()).count();
    assert!(taken > 100, "only {taken} of {INPUTS} files are models: too little is tried");
}

#[test]
fn plain_texts() {
    run(input::plain_text, |bytes| {
        soup(
            &[
                "Give us money. ",
                "\n",
                "\r\n",
                "The ferry left at noon. ",
                "\u{0}",
                "…",
                "5 €",
                "Subscribe ",
                "\u{2028}",
                "é",
                "会員限定",
            ],
            &bytes[..bytes.len() / 4],
        )
    });
}

#[cfg(feature = "html")]
#[test]
fn html() {
    run(input::html, |bytes| {
        let pieces = [
            "<div>",
            "</div>",
            "<p class=paywall>",
            "<b>",
            "</b>",
            "<table>",
            "<td>",
            "<svg>",
            "<template>",
            "<iframe>",
            "</iframe>",
            "<select>",
            "<option>",
            "<form action=/donate>",
            "<input type=password>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "<![CDATA[",
            "&amp",
            "&#0;",
            "text that is read ",
            "Subscribe to continue reading ",
            "<a href='",
            "'>",
            "<dialog open>",
            "</p>",
            "<noscript>",
            "<body hidden>",
            "\u{0}",
        ];
        soup(&pieces, &bytes)
    });
}

#[test]
fn crashers() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/crashers");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "README.md" {
            continue;
        }
        let (door, _) = name.split_once('-').unwrap_or((&name, ""));
        let bytes = std::fs::read(&path).unwrap();
        // Being refused is fine; coming down is not.
        let _ = match door {
            "snapshot" => input::snapshot(&bytes),
            "text" => input::plain_text(&bytes),
            "options" => input::options(&bytes),
            "weights" => input::weights(&bytes),
            #[cfg(feature = "html")]
            "html" => input::html(&bytes),
            _ => panic!("{name}: no such door"),
        };
    }
}
