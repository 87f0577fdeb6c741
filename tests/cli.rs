//! The command line's contract: what it prints, in which order, and how it fails. Nothing here depends on what the model finds.
#![cfg(feature = "cli")]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

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
fn many_files_come_out_in_order_and_a_bad_one_does_not_cost_the_others() {
    let folder = Folder::new("many");
    let mut args: Vec<PathBuf> = vec!["label".into(), "--format=jsonl".into(), "--jobs=3".into()];
    let mut expected = Vec::new();
    for number in 0..60 {
        // The first ones take longest, so that they are ready last.
        let body = format!("<p>page {number}</p>").repeat(1 + (60 - number) * 40);
        let path = folder.file(&format!("{number}.html"), body);
        expected.push(path.to_str().unwrap().to_owned());
        args.push(path);
        if number == 30 {
            args.push(folder.0.join("missing.html"));
            args.push(folder.0.clone());
            args.push(folder.file("picture.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
            args.push(folder.file("zeros.txt", [0; 64]));
            args.push(folder.file("deep.html", "<div>".repeat(50_000)));
        }
    }
    let output = unnag(&args, b"");
    assert_eq!(output.status.code(), Some(1));
    let files: Vec<String> = json(&output).iter().map(|page| page["file"].as_str().unwrap().to_owned()).collect();
    assert_eq!(files, expected);
    let err = err(&output);
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(lines.len(), 5, "{err}");
    for (line, (name, what)) in lines.iter().zip([
        ("missing.html", "no such file"),
        ("", "is a directory"),
        ("picture.html", "not text"),
        ("zeros.txt", "not text"),
        ("deep.html", "levels deep"),
    ]) {
        assert!(line.starts_with("unnag: ") && line.contains(name) && line.contains(what), "{line}");
    }
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
        &["polish", "x"],
        &[],
    ] {
        let output = unnag(args, b"");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(!err(&output).is_empty() && output.stdout.is_empty(), "{args:?}");
    }
    assert!(err(&unnag(["label", "--kinds=article", "x"], b"")).contains("article is never hidden"));
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
#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let folder = Folder::new("pipe");
    let file = folder.file("a.html", "<p>a long paragraph of text</p>".repeat(20_000));
    let mut child = Command::new(env!("CARGO_BIN_EXE_unnag"))
        .args([OsStr::new("label"), OsStr::new("--format=jsonl")])
        .args([&file, &file, &file, &file])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(err(&output), "");
}

#[cfg(unix)]
#[test]
fn an_unwritable_target_is_named() {
    let output = unnag(["clean", "-o", "/nonexistent/folder/out.html", "-"], b"<p>x");
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("/nonexistent/folder/out.html"));
}

#[test]
fn directories_stand_for_the_pages_in_them_in_order() {
    let folder = Folder::new("directories");
    std::fs::create_dir_all(folder.0.join("b/c")).unwrap();
    for (name, text) in [
        ("b/c/2.html", "<p>two"),
        ("b/1.HTM", "<p>one"),
        ("b/note.txt", "three"),
        ("b/c/style.css", "p{}"),
        ("a.html", "<p>zero"),
    ] {
        folder.file(name, text);
    }
    let output = unnag([OsStr::new("label"), OsStr::new("--format=jsonl"), folder.0.as_os_str()], b"");
    assert!(output.status.success(), "{}", err(&output));
    let files: Vec<String> = json(&output).iter().map(|page| page["file"].as_str().unwrap().to_owned()).collect();
    let names: Vec<&str> = files.iter().map(|file| file.strip_prefix(folder.0.to_str().unwrap()).unwrap()).collect();
    assert_eq!(names, ["/a.html", "/b/1.HTM", "/b/c/2.html", "/b/note.txt"]);
}

#[test]
fn a_list_of_files_can_come_in_by_the_standard_input_as_engines_pipe_it() {
    let folder = Folder::new("list");
    let (one, two) = (folder.file("one.html", "<p>one"), folder.file("two.html", "<p>two"));
    let list = format!("{}\n\n{}\n", one.display(), two.display());
    let output = unnag(["label", "--format=jsonl", "--files-from=-"], list.as_bytes());
    assert!(output.status.success(), "{}", err(&output));
    assert_eq!(json(&output).iter().map(|page| texts(page).concat()).collect::<Vec<_>>(), ["one", "two"]);
    assert_eq!(unnag(["label"], b"").status.code(), Some(2));
    let missing = unnag(["label", "--files-from", "there-is-none"], b"");
    assert_eq!(missing.status.code(), Some(1));
    assert!(err(&missing).contains("there-is-none: there is no such file"));
}

#[test]
fn blocks_are_rows_of_plain_columns() {
    let output = unnag([OsStr::new("label"), OsStr::new("--format=blocks"), sample().as_os_str()], b"");
    let pages = json(&unnag([OsStr::new("label"), OsStr::new("--format=jsonl"), sample().as_os_str()], b""));
    let rows = json(&output);
    assert_eq!(rows.len(), pages[0]["blocks"].as_array().unwrap().len());
    for (number, row) in rows.iter().enumerate() {
        assert_eq!(
            keys(row),
            ["block", "confidence", "file", "hidden", "label", "lang", "path", "purpose", "role", "text"]
        );
        assert!(row.as_object().unwrap().values().all(|value| !value.is_object() && !value.is_array()));
        assert_eq!(row["block"], number);
        assert_eq!(row["text"], pages[0]["blocks"][number]["text"]);
    }
    let hidden = rows.iter().filter(|row| row["hidden"] == true).count();
    assert!(hidden > 0 && hidden < rows.len());
}

#[test]
fn a_run_that_was_broken_off_goes_on_where_it_ended() {
    let folder = Folder::new("resume");
    let files: Vec<PathBuf> =
        (0..5).map(|number| folder.file(&format!("{number}.html"), format!("<p>one</p><p>page {number}"))).collect();
    let out_file = folder.0.join("out.jsonl");
    for format in ["jsonl", "blocks"] {
        let run = |resume: bool| {
            let format = format!("--format={format}");
            let mut args = vec![OsStr::new("label"), OsStr::new(&format), OsStr::new("-o"), out_file.as_os_str()];
            args.extend(resume.then_some(OsStr::new("--resume")));
            args.extend(files.iter().map(|file| file.as_os_str()));
            let output = unnag(args, b"");
            assert!(output.status.success() && output.stdout.is_empty(), "{}", err(&output));
            std::fs::read(&out_file).unwrap()
        };
        let whole = run(false);
        // Broken off within a line, between lines of one file, between files, before anything, after everything.
        for cut in [
            whole.len() / 2 + 3,
            whole.len() / 2,
            0,
            whole.len(),
            whole.iter().position(|byte| *byte == b'\n').unwrap() + 1,
        ] {
            std::fs::write(&out_file, &whole[..cut]).unwrap();
            assert_eq!(run(true), whole, "{format}, cut at {cut}");
        }
        // What is done is not done again.
        let marked = String::from_utf8(whole.clone()).unwrap().replacen("one", "ONE", 1);
        std::fs::write(&out_file, &marked).unwrap();
        assert_eq!(run(true), marked.as_bytes());
    }
    let output = unnag([OsStr::new("label"), OsStr::new("--resume"), files[0].as_os_str()], b"");
    assert_eq!(output.status.code(), Some(2));
    std::fs::write(&out_file, "a table\n").unwrap();
    let output = unnag(
        [
            OsStr::new("text"),
            OsStr::new("--format=jsonl"),
            OsStr::new("--resume"),
            OsStr::new("-o"),
            out_file.as_os_str(),
            files[0].as_os_str(),
        ],
        b"",
    );
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(std::fs::read_to_string(&out_file).unwrap(), "a table\n");
}

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
