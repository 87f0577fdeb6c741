//! The command line's contract: what it prints, in which order, and how it fails. Nothing here depends on what the model finds.
#![cfg(feature = "cli")]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod many;
mod scale;
mod warc;

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A folder of its own for each test, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("unnag-cli-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn unnag(args: impl IntoIterator<Item = impl AsRef<OsStr>>, stdin: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_unnag"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input may be gone already.
    let _ = child.stdin.take().unwrap().write_all(stdin);
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn json(output: &Output) -> Vec<Value> {
    out(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn texts(page: &Value) -> Vec<&str> {
    page["blocks"].as_array().unwrap().iter().map(|block| block["text"].as_str().unwrap()).collect()
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/sample/page.html")
}

#[test]
fn label_prints_one_object_a_file_with_the_fields_of_the_contract() {
    let output = unnag([OsStr::new("label"), OsStr::new("--format=jsonl"), sample().as_os_str()], b"");
    assert!(output.status.success(), "{}", err(&output));
    let pages = json(&output);
    assert_eq!(pages.len(), 1);
    let page = &pages[0];
    assert_eq!(keys(page), ["blocks", "file", "hide", "kept", "lang", "purpose"]);
    assert_eq!(page["file"], sample().to_str().unwrap());
    assert_eq!(page["lang"], "en");
    for block in page["blocks"].as_array().unwrap() {
        assert_eq!(keys(block), ["confidence", "label", "path", "role", "text"]);
        assert!(block["role"].is_null() || block["role"].is_string());
        assert_eq!(block["role"].is_string(), block["label"] == "article");
        let confidence = block["confidence"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&confidence) && format!("{confidence}").len() <= 5);
    }
    for part in page["hide"].as_array().unwrap() {
        assert_eq!(keys(part), ["confidence", "label", "path", "reasons"]);
        assert!(part["reasons"].as_array().unwrap().iter().all(Value::is_string));
    }
    for part in page["kept"].as_array().unwrap() {
        assert_eq!(keys(part), ["label", "path", "why"]);
    }
}

#[test]
fn paths_are_element_child_indices_and_paragraph_numbers_in_plain_text() {
    let folder = Folder::new("paths");
    let html =
        folder.file("a.html", "<html><head><title>t</title></head><body><script></script><div><p>a</p>x<p>b</p></div>");
    let text = folder.file("a.TXT", "one\r\n\r\n  \r\ntwo <p>\r\nthree");
    let output = unnag([OsStr::new("label"), OsStr::new("--format=jsonl"), html.as_os_str(), text.as_os_str()], b"");
    let pages = json(&output);
    let paths = |page: &Value| -> Vec<String> {
        page["blocks"].as_array().unwrap().iter().map(|block| block["path"].to_string()).collect()
    };
    assert_eq!(paths(&pages[0]), ["[1,1]", "[1,1,0]", "[1,1,1]"]);
    assert_eq!(texts(&pages[0]), ["x", "a", "b"]);
    assert_eq!(paths(&pages[1]), ["[0]", "[1]", "[2]"]);
    assert_eq!(texts(&pages[1]), ["one", "two <p>", "three"]);
}

#[test]
fn a_file_over_the_cap_is_refused_by_name() {
    let folder = Folder::new("cap");
    let large = folder.file("large.html", "x".repeat((1 << 20) + 1));
    let fits = folder.file("fits.html", "x".repeat(1 << 20));
    let args = [OsStr::new("text"), OsStr::new("--max-size=1"), large.as_os_str(), fits.as_os_str()];
    let output = unnag(args, b"");
    assert_eq!(output.status.code(), Some(1));
    let message = err(&output);
    assert!(message.contains("large.html: it is larger than 1 MiB") && !message.contains("fits"), "{message}");
    let output = unnag(["label", "--max-size=1", "-"], &vec![b'x'; (1 << 20) + 1]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("unnag: -: it is larger"), "{}", err(&output));
}

#[test]
fn standard_input_is_html_or_plain_text_and_read_once() {
    let page = |args: &[&str], stdin: &[u8]| json(&unnag(args, stdin)).remove(0);
    let html = page(&["label", "--format=jsonl", "-"], b"<p>a</p><p>b</p>");
    assert_eq!((html["file"].as_str(), html["blocks"][1]["path"].to_string()), (Some("-"), "[1,1]".to_owned()));
    let text = page(&["label", "--format=jsonl", "-"], b"a\nb < c");
    assert_eq!(text["blocks"][1]["path"].to_string(), "[1]");
    let forced = page(&["label", "--format=jsonl", "--text", "-"], b"a\n<p>b</p>");
    assert_eq!(texts(&forced), ["a", "<p>b</p>"]);
    let output = unnag(["label", "--format=jsonl", "-", "-"], b"<p>a</p>");
    assert_eq!((output.status.code(), json(&output).len()), (Some(1), 1));
    assert!(err(&output).contains("only once"));
}

#[test]
fn files_in_other_encodings_are_decoded() {
    let folder = Folder::new("encodings");
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain("<p>Grüße".encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let files = [
        folder.file("utf16.html", utf16),
        folder.file("latin.html", b"<meta charset=iso-8859-1><p>Gr\xfc\xdfe"),
        folder.file("broken.html", b"<meta charset=utf-8><p>Gr\xc3\xbc\xc3\x9fe \xff"),
        folder.file("mark.txt", "\u{feff}Grüße"),
    ];
    let args: Vec<&OsStr> =
        ["label", "--format=jsonl"].iter().map(OsStr::new).chain(files.iter().map(|file| file.as_os_str())).collect();
    let output = unnag(args, b"");
    assert!(output.status.success(), "{}", err(&output));
    let pages = json(&output);
    assert_eq!(texts(&pages[0]), ["Grüße"]);
    assert_eq!(texts(&pages[1]), ["Grüße"]);
    assert_eq!(texts(&pages[2]), ["Grüße \u{fffd}"]);
    assert_eq!(texts(&pages[3]), ["Grüße"]);
}

#[test]
fn an_empty_file_is_an_empty_page() {
    let folder = Folder::new("empty");
    for name in ["empty.html", "empty.txt"] {
        let file = folder.file(name, "");
        let output = unnag([OsStr::new("label"), OsStr::new("--format=jsonl"), file.as_os_str()], b"");
        assert!(output.status.success());
        let page = json(&output).remove(0);
        assert_eq!((page["blocks"].to_string(), page["lang"].is_null()), ("[]".to_owned(), true));
        for command in ["label", "text", "clean"] {
            assert!(unnag([OsStr::new(command), file.as_os_str()], b"").status.success(), "{command} {name}");
        }
    }
}

#[test]
fn text_prints_article_blocks_without_what_the_page_hides() {
    let output = unnag([OsStr::new("label"), OsStr::new("--format=jsonl"), sample().as_os_str()], b"");
    let labels = json(&output).remove(0);
    let expected: Vec<&str> = labels["blocks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|block| block["label"] == "article" && block["role"] != "headline" && block["role"] != "caption")
        .map(|block| block["text"].as_str().unwrap())
        .collect();
    assert!(!expected.is_empty());
    let output = unnag([OsStr::new("text"), OsStr::new("--format=jsonl"), sample().as_os_str()], b"");
    let page = json(&output).remove(0);
    assert_eq!(keys(&page), ["file", "text"]);
    let text = page["text"].as_str().unwrap();
    assert!(text.split("\n\n").all(|block| expected.contains(&block)), "{text}");
    assert_eq!(out(&unnag([OsStr::new("text"), sample().as_os_str()], b"")), format!("{text}\n"));
    let long = "The ferry left the harbour at noon, an hour late, with forty people on board and a goat. ".repeat(6);
    let html = format!("<article><h1>Ferry</h1><p>{long}<p hidden>secret {long}<p>{long}");
    assert!(!out(&unnag(["text", "-"], html.as_bytes())).contains("secret"));
}

#[test]
fn text_is_in_the_pages_order_with_its_breaks_code_and_tables() {
    let line = |word: &str| {
        format!(
            "{word} ferry left the harbour of Havnsund at noon, an hour late, with forty people on board, a goat and a piano."
        )
    };
    let [one, two, three, four, five] = ["One", "Two", "Three", "Four", "Five"].map(line);
    let html = format!(
        "<title>Ferry</title><article><h1>Ferry</h1><p>{one}</p><div>{two}<blockquote>{three}</blockquote>{four}<br>{five}<br><br>{one}</div>
        <p>{two} It is moored by these lines:</p><pre><code>a\n\t<i>b</i>\n  <i>c</i></code></pre><p>{three} These are its ports.</p></article>"
    );
    let text = out(&unnag(["text", "-"], html.as_bytes()));
    let paragraphs = format!("{one}\n\n{two}\n\n{three}\n\n{four}\n{five}\n\n{one}\n\n{two} It is");
    assert!(text.starts_with(&paragraphs), "{text}");
    assert!(text.contains("lines:\n\na\n\tb\n  c\n\n"), "{text}");
    let rows = [
        ["Port of call", "What the ferry brought there"],
        ["Havnsund, in the south", "Forty people, a goat and the piano of the old school"],
        ["Vik, in the north", "The goat alone, which had to be carried off the boat"],
    ];
    let cells = rows.map(|row| format!("<tr><td>{}", row.join("<td>"))).concat();
    let html = format!(
        "<title>Ferry</title><article><h1>Ferry</h1><p>{three}</p><table>{cells}</table><p>{four}</p></article>"
    );
    let text = out(&unnag(["text", "-"], html.as_bytes()));
    assert!(text.contains(&format!("\n\n{}\n\nFour", rows.map(|row| row.join("\t")).join("\n"))), "{text}");
}

#[test]
fn text_that_is_for_browsers_without_scripts_alone_is_read_where_there_is_no_other() {
    let prose =
        "<p>The ferry left the harbour at six, as it had every morning since the bridge was lost to the ice.</p>"
            .repeat(12);
    let noscript = format!("<noscript><main><h1>Ferry</h1>{}</main></noscript>", prose.replace("ferry", "last ferry"));
    let text = |html: String| out(&unnag(["text", "-"], html.as_bytes()));
    let shell = text(format!("<body><h1>Havnsund harbour forum</h1>{noscript}<script>start()</script>"));
    assert!(shell.contains("The last ferry left"), "{shell}");
    let built = text(format!("<body><article>{prose}</article>{noscript}"));
    assert!(built.contains("The ferry left") && !built.contains("last ferry"), "{built}");
    // Where things stand is told of the page as a browser shows it that runs scripts.
    let labels = unnag(["label", "--format=jsonl", "-"], format!("<body><div>Please wait</div>{noscript}").as_bytes());
    assert_eq!(texts(&json(&labels)[0]), ["Please wait"]);
}

#[test]
fn control_characters_of_a_page_do_not_reach_the_terminal() {
    let html = "<html lang='\u{1b}[31m'><p>a\u{1b}]0;title\u{7}b\u{202e}c\u{9b}31m</p>";
    for command in ["label", "text"] {
        let out = out(&unnag([command, "-"], html.as_bytes()));
        let bad = |c: char| c != '\n' && c.is_control() || c == '\u{202e}';
        assert!(!out.contains(bad), "{command}: {out:?}");
    }
    let output = unnag(["label", "no\u{1b}[31msuch"], b"");
    assert!(!err(&output).contains('\u{1b}'));
}

#[test]
fn the_table_says_what_is_hidden_and_counts_the_article() {
    let output = unnag([OsStr::new("label"), sample().as_os_str()], b"");
    let table = out(&output);
    assert!(table.contains("page.html (") && table.contains("label"), "{table}");
    assert!(table.lines().any(|line| line.starts_with("article: ") && line.contains(" characters, ")), "{table}");
    assert!(!table.contains('\u{1b}'));
    assert!(table.lines().all(|line| line.chars().count() <= 200));
}

#[test]
fn clean_hides_in_place_exactly_what_label_says() {
    let folder = Folder::new("clean");
    let target = folder.0.join("out.html");
    for level in ["calm", "focus"] {
        let level = format!("--level={level}");
        let label = |file: &OsStr, level: &str| {
            json(&unnag([OsStr::new("label"), OsStr::new("--format=jsonl"), OsStr::new(level), file], b"")).remove(0)
        };
        let before = label(sample().as_os_str(), &level);
        let page = sample();
        let args = [OsStr::new("clean"), OsStr::new(&level), OsStr::new("-o"), target.as_os_str(), page.as_os_str()];
        let output = unnag(args, b"");
        assert!(output.status.success() && output.stdout.is_empty(), "{}", err(&output));
        let html = std::fs::read_to_string(&target).unwrap();
        assert_eq!(html.matches("style=\"display:none!important\"").count(), before["hide"].as_array().unwrap().len());
        // The tree is the same, so all blocks stand where they stood.
        let after = label(target.as_os_str(), &level);
        let paths = |page: &Value| -> Vec<String> {
            page["blocks"].as_array().unwrap().iter().map(|block| block["path"].to_string()).collect()
        };
        assert_eq!(paths(&before), paths(&after));
        assert_eq!(out(&unnag([OsStr::new("clean"), OsStr::new(&level), sample().as_os_str()], b"")), html);
    }
}

#[test]
fn clean_gives_a_page_in_another_encoding_a_mark_and_plain_text_paragraphs() {
    let output = unnag(["clean", "-"], b"<meta charset=iso-8859-1><p>Gr\xfc\xdfe");
    assert!(out(&output).starts_with('\u{feff}') && out(&output).contains("<p>Grüße"));
    let output = unnag(["clean", "-"], "one\n\na < b & c".as_bytes());
    assert!(out(&output).contains("<p>one</p>\n<p>a &lt; b &amp; c</p>"), "{}", out(&output));
}

#[test]
fn wrong_arguments_end_with_2_and_help_with_0() {
    for args in [
        &["label"][..],
        &["label", "--level=loud", "x"],
        &["label", "--kinds=article", "x"],
        &["label", "--kinds=spam", "x"],
        &["text", "--format=table", "x"],
        &["text", "--max-size=0", "x"],
        &["clean", "a", "b"],
        &["label", "--resume", "x"],
        &["label", "--resume", "-o", "y", "x"],
        &["text", "--resume", "-o", "y", "x"],
        &["label", "--files-from=-", "-"],
        &["polish", "x"],
        &[],
    ] {
        let output = unnag(args, b"");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(!err(&output).is_empty() && output.stdout.is_empty(), "{args:?}");
    }
    assert!(err(&unnag(["label", "--kinds=article", "x"], b"")).contains("article is never hidden"));
    for jobs in ["-j0", "-j-1", "-jmany"] {
        let output = unnag(["label", jobs, "x"], b"");
        assert_eq!(output.status.code(), Some(2), "{jobs}");
        assert!(err(&output).contains("a whole number from 1 on is wanted"), "{}", err(&output));
    }
    for url in
        ["not a url", "a.example/page", "https://", "://a.example", "https://a.example/a b", " https://a.example/"]
    {
        for command in ["label", "text", "clean"] {
            let output = unnag([command, "--url", url, "-"], b"<p>a");
            assert_eq!(output.status.code(), Some(2), "{command} {url}");
            assert!(err(&output).contains("an address is wanted, such as https://"), "{}", err(&output));
        }
    }
    for url in ["https://a.example", "HTTP://a.example:80/b?c#d", "file:///home/a.html", ""] {
        assert!(unnag(["clean", "--url", url, "-"], b"<p>a").status.success(), "{url}");
    }
    // It takes no WARC files, and need not speak of them.
    assert!(!out(&unnag(["clean", "--help"], b"")).contains("WARC"));
    for command in ["label", "text"] {
        assert!(out(&unnag([command, "--help"], b"")).contains("WARC"));
    }
    for args in [&["--version"][..], &["--help"], &["clean", "--help"]] {
        let output = unnag(args, b"");
        assert!(output.status.success() && !output.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn kinds_replace_the_levels() {
    let labels = |args: &[&str]| -> Vec<String> {
        let page = sample();
        let args = args.iter().map(OsStr::new).chain([page.as_os_str()]);
        json(&unnag(args, b"")).remove(0)["hide"]
            .as_array()
            .unwrap()
            .iter()
            .map(|part| part["label"].as_str().unwrap().to_owned())
            .collect()
    };
    let none = labels(&["label", "--format=jsonl", "--no-guard", "--kinds=comments"]);
    assert!(none.iter().all(|label| label == "comments"), "{none:?}");
}

#[cfg(unix)]
#[cfg(unix)]
#[test]
fn the_manual_and_completions_know_every_option() {
    let manual = out(&unnag(["man"], b""));
    assert!(manual.starts_with(".ie") || manual.contains(".TH"), "{manual}");
    for word in ["unnag", "LABEL", "TEXT", "CLEAN", "resume", "files\\-from", "no\\-guard"] {
        assert!(manual.contains(word), "{word}");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = out(&unnag(["completions", shell], b""));
        assert!(script.contains("no-guard") && script.contains("resume"), "{shell}");
    }
    assert_eq!(unnag(["completions", "nosuch"], b"").status.code(), Some(2));
}
