//! The same page gives the same answer on every machine: the labels, probabilities and plan of each fixture and of a thousand made pages, digested,
//! against one file that the native run and the run as wasm both read. `UNNAG_UPDATE=1 cargo test --test same_everywhere` writes the file anew
//! after a change of the model.
#![cfg(feature = "html")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

use std::fmt::Write as _;
use std::path::Path;

use unnag::{Level, Options, analyze, page_from_html};

fn digest(text: &str) -> u64 {
    // FNV-1a, 64 bits.
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// What is said of a page, to the last bit.
fn said(html: &str) -> String {
    let page = page_from_html(html, "").unwrap().into_page();
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
    said
}

/// Made pages are digested by this many.
const BATCH: u64 = 50;
/// So many times.
const BATCHES: u64 = 20;

/// What made pages are made of: what fixtures have, and much that no fixture has, in any order.
const PIECES: &[&str] = &[
    "<p>The ferry left the harbour of Havnsund at six, as it had every morning since the bridge was lost to the ice.",
    "<p>“We counted forty-one boats,” said Ida Brekke, who keeps the light, “and then the fog came in.”",
    "<p>Der Rat vertagte sich gegen Mitternacht; die Brücke bleibt bis zum Frühjahr gesperrt …",
    "<p>Au petit matin, les pêcheurs ont trouvé le quai vide et la lanterne encore allumée.",
    "<p>İstanbul'da köprü kapandı; ıssız iskelede yalnız martılar vardı.",
    "<p>橋は春まで通れない。船は毎朝六時に出る。",
    "<p>غادرت العبّارة الميناء في السادسة كما كل صباح.",
    "<p>zero\u{200b}width \u{ad}soft \u{1f469}\u{200d}\u{1f467} e\u{301} \u{fffd} \0",
    "<h1>The ice on the sound</h1>",
    "<h2>Support the Herald from 5 € a month</h2>",
    "<div class=donation-box><p>We have no owner and no shareholders. Give what you can.",
    "<aside id=newsletter-signup role=complementary><p>The morning letter: the news of the coast, every day at six.",
    "<div class='paywall gate'><p>Subscribe to continue reading. Already a subscriber? <a href=/login>Log in</a>",
    "<div style='position:fixed;inset:0' role=dialog aria-modal=true class=css-1x2y3z>",
    "<p>Jetzt spenden! Ohne Ihre Hilfe gibt es uns nicht. 10 € 25 € 50 €",
    "<p>We and our 312 partners store cookies on your device. <button>Accept all</button><button>Refuse</button>",
    "<form action=/donate><input type=radio name=amount><input type=email placeholder='Your e-mail'><button>Give</button></form>",
    "<nav><ul><li><a href=/a>Coast</a><li><a href=/b>Valley</a></ul></nav>",
    "<section class=related><h3>Read on</h3><a href=/mill-sold>Who wants the mill?</a>",
    "<ul class=share><li>Share<li>Send<li>12 comments</ul>",
    "<footer><p>© The Havnsund Herald</p></footer>",
    "<article>",
    "<main id=content>",
    "<table><tr><td>7 %<td>1,204",
    "</div>",
    "</aside>",
    "</section>",
    "</article>",
    "<span hidden>not seen</span>",
    "<iframe src=https://offers.example/contribute></iframe>",
    "<svg><text>drawn</text></svg>",
    "<blockquote>Once.</blockquote><figure><img alt=Harbour><figcaption>Photo: A. Lind</figcaption></figure>",
];

/// A page of random pieces: the same for a number everywhere (xorshift64*).
fn made(number: u64) -> String {
    let mut state = (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = |below: usize| {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        (state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % below
    };
    let length = 5 + next(60);
    let kind = ["", "<meta property=og:type content=article>"][next(2)];
    let html = (0..length).map(|_| PIECES[next(PIECES.len())]).collect::<String>();
    format!("<!doctype html><html lang=en><head><title>Ice</title>{kind}</head><body>{html}")
}

/// The fixtures and their names.
fn fixtures() -> Vec<(String, String)> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut pages: Vec<_> = std::fs::read_dir(&corpus)
        .unwrap()
        .map(|entry| entry.unwrap().path().join("page.html"))
        .filter(|path| path.is_file())
        .collect();
    pages.sort();
    let named = |path: std::path::PathBuf| {
        let slug = path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        (slug, std::fs::read_to_string(&path).unwrap())
    };
    pages.into_iter().map(named).collect()
}

fn answers() -> String {
    let mut out = String::new();
    for (slug, html) in fixtures() {
        writeln!(out, "{slug} {:016x}", digest(&said(&html))).unwrap();
    }
    for batch in 0..BATCHES {
        let all: String = (batch * BATCH..(batch + 1) * BATCH).map(|number| said(&made(number))).collect();
        writeln!(out, "made-{batch} {:016x}", digest(&all)).unwrap();
    }
    out
}

/// What the engines that ship are asked in js/test/engines.test.ts, and what they must answer: a line of JSON a page, in the file that
/// `UNNAG_ANSWERS` names. The optimiser that they have passed through is no part of this crate's own tests.
#[cfg(feature = "_internals")]
#[test]
#[ignore = "writes a file: npm test -- --only 'Engines as shipped' asks for it"]
fn what_is_said_is_written_down_for_the_engines_that_ship() {
    use unnag::internals::{columns, encode};

    let file = std::env::var_os("UNNAG_ANSWERS").expect("UNNAG_ANSWERS names the file");
    let made = (0..BATCH * BATCHES).map(|number| (format!("made-{number}"), made(number)));
    let mut out = String::new();
    for (name, html) in fixtures().into_iter().chain(made) {
        let page = page_from_html(&html, "").unwrap().into_page();
        let answers = [Level::Calm, Level::Focus].map(|level| {
            let analysis = analyze(&page, &Options::level(level));
            let mut bits = String::new();
            for labelled in analysis.labels.iter() {
                for probability in labelled.probabilities {
                    write!(bits, "{:x},", probability.to_bits()).unwrap();
                }
            }
            let mut plan = String::new();
            for byte in encode(&analysis, true) {
                write!(plan, "{byte:02x}").unwrap();
            }
            serde_json::json!({ "plan": plan, "probabilities": bits, "kinds": Options::level(level).kinds.bits() })
        });
        let (tags, parents, flags, text, facts) = columns(&page);
        let asked = serde_json::json!({
            "name": name, "html": html, "answers": answers,
            "tags": tags, "parents": parents, "flags": flags, "text": text, "facts": facts,
        });
        writeln!(out, "{asked}").unwrap();
    }
    std::fs::write(file, out).unwrap();
}

/// Digests that agree are worth nothing if they are those of pages on which nothing is decided.
#[test]
fn the_made_pages_do_have_something_to_decide() {
    let plans = (0..BATCH * 4)
        .map(|number| analyze(page_from_html(&made(number), "").unwrap().page(), &Options::default()).plan);
    let (hides, keeps) = plans.fold((0, 0), |(hides, keeps), plan| {
        (hides + u32::from(!plan.hide.is_empty()), keeps + u32::from(!plan.kept.is_empty()))
    });
    assert!(hides >= 40 && keeps >= 40, "{hides} hide, {keeps} keep");
}

#[test]
fn each_page_is_answered_to_the_last_bit_as_it_was() {
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
