//! html5lib's tree-construction tests: each input becomes the page that its tree makes by the rules of `src/html/mod.rs`.
#![cfg(all(feature = "html", not(target_family = "wasm")))]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

use std::fmt::Write as _;
use std::path::Path;

use unnag::{Attr, Options, Page, Tag, analyze, clean_html, page_from_html};

/// One test: the input and its tree's lines, without the bar before each.
struct Case {
    name: String,
    data: String,
    tree: Vec<String>,
}

/// The tests of a file that are whole documents and do not ask for a browser without scripts.
fn cases(file: &str, text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for (number, test) in format!("\n{text}").split("\n#data\n").skip(1).enumerate() {
        let (data, rest) = test.split_once("\n#errors").or_else(|| Some(("", test.strip_prefix("#errors")?))).unwrap();
        let (head, tree) = rest.split_once("\n#document\n").unwrap();
        if head.contains("\n#document-fragment") || head.contains("\n#script-off") {
            continue;
        }
        let mut lines: Vec<String> = Vec::new();
        for line in tree.trim_end_matches('\n').split('\n') {
            match (line.strip_prefix("| "), lines.last_mut()) {
                (Some(line), last) if last.as_deref().is_none_or(|last| is_whole(last)) => lines.push(line.to_owned()),
                (_, last) => write!(last.unwrap(), "\n{line}").unwrap(),
            }
        }
        cases.push(Case { name: format!("{file} {}", number + 1), data: data.to_owned(), tree: lines });
    }
    cases
}

/// Whether what begins on a line of a tree ends on it: texts, comments and attributes' values go on over line breaks.
fn is_whole(line: &str) -> bool {
    let line = line.trim_start_matches(' ');
    let value = line.split_once("=\"").map(|(_, value)| value);
    match (line.as_bytes().first(), value) {
        (Some(b'"'), _) => line.len() > 1 && line.ends_with('"'),
        _ if line.starts_with("<!--") => line.ends_with("-->"),
        // There are attributes that are called `<`.
        (_, Some(value)) => value.ends_with('"') || line.starts_with('<') && line.ends_with('>'),
        _ => true,
    }
}

/// An element, or a run of text, and how deep it stands.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    depth: usize,
    what: String,
}

/// White space is not compared: the rules say where it counts, and have tests of their own. Runs that only something left out parts are one.
fn push_text(entries: &mut Vec<Entry>, depth: usize, text: &str) {
    let text: String = text.split_ascii_whitespace().collect();
    match entries.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.depth == depth && last.what.starts_with('"') => last.what.push_str(&text),
        _ => entries.push(Entry { depth, what: format!("\"{text}") }),
    }
}

/// What is left out with its content, and what is kept without it (rule 1).
const LEFT_OUT: [&str; 8] = ["script", "style", "template", "link", "meta", "base", "head", "math"];
const EMPTY: [&str; 8] = ["svg", "iframe", "audio", "video", "canvas", "noscript", "noembed", "noframes"];

/// The page that a tree makes.
fn expected(tree: &[String]) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut inside: Option<usize> = None;
    for line in tree {
        let text = line.trim_start_matches(' ');
        let depth = (line.len() - text.len()) / 2;
        if inside.is_some_and(|above| depth > above) {
            continue;
        }
        inside = None;
        if let Some(text) = text.strip_prefix('"') {
            push_text(&mut entries, depth, text.strip_suffix('"').unwrap());
        } else if let Some(name) =
            text.strip_prefix('<').and_then(|name| name.strip_suffix('>')).filter(|name| !name.starts_with(['!', '?']))
        {
            let name = name.strip_prefix("svg ").or(name.strip_prefix("math ")).unwrap_or(name);
            if LEFT_OUT.contains(&name) || EMPTY.contains(&name) {
                inside = Some(depth);
            }
            if !LEFT_OUT.contains(&name) {
                entries.push(Entry { depth, what: name.to_owned() });
            }
        }
    }
    entries
}

/// The page as it was made.
fn given(page: &Page) -> Vec<Entry> {
    let mut entries = Vec::new();
    for node in 0..page.len() as u32 {
        let depth = page.ancestors(node).count();
        match page.tag(node) {
            Tag::TEXT => push_text(&mut entries, depth, page.text(node)),
            Tag::UNKNOWN => entries.push(Entry { depth, what: page.attribute(node, Attr::TagName).to_owned() }),
            tag => entries.push(Entry { depth, what: tag.name().to_owned() }),
        }
    }
    entries
}

/// Tests whose tree is another today: they are of 2020, when a `select` took in nothing but its options.
const OTHER: [&str; 12] = [
    "menuitem-element 14",
    "tests1 30",
    "tests1 102",
    "tests10 4",
    "tests10 5",
    "tests10 17",
    "tests10 18",
    "tests18 14",
    "tests18 15",
    "tests7 31",
    "tests9 18",
    "tests9 19",
];

#[test]
fn each_input_is_the_page_that_its_tree_makes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/html5lib");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut tried, mut wrong) = (0, Vec::new());
    for path in files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "dat")) {
        let text = std::fs::read_to_string(path).unwrap();
        for Case { name, data, tree } in cases(&path.file_stem().unwrap().to_string_lossy(), &text) {
            tried += 1;
            let page = page_from_html(&data, "").unwrap();
            let (given, expected) = (given(page.page()), expected(&tree));
            if given != expected {
                wrong.push((name, format!("{data:?}\n  given    {given:?}\n  expected {expected:?}")));
            }
            // And it goes all the way; a page that is written out again is read again.
            let _ = analyze(page.page(), &Options::default());
            let (clean, _) = clean_html(&data, "", &Options::default()).unwrap();
            page_from_html(&clean, "").unwrap();
        }
    }
    assert!(tried > 1_400, "only {tried} tests were found");
    let news: Vec<_> = wrong.iter().filter(|(name, _)| !OTHER.contains(&name.as_str())).collect();
    assert!(news.is_empty(), "{} of {tried} are another page: {news:#?}", news.len());
    let mended: Vec<_> = OTHER.iter().filter(|other| !wrong.iter().any(|(name, _)| name == *other)).collect();
    assert!(mended.is_empty(), "as expected now: {mended:?}");
}
