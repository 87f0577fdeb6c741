//! WARC files: what of them becomes a page, how the pages are called, and what a broken record or file costs.

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;

const HTML: &str = "Content-Type: text/html; charset=utf-8";

/// A record, with its head and what stands behind it.
fn record(kind: &str, fields: &[&str], block: impl AsRef<[u8]>) -> Vec<u8> {
    let block = block.as_ref();
    let fields: String = fields.iter().flat_map(|field| [field, "\r\n"]).collect();
    let head = format!("WARC/1.1\r\nWARC-Type: {kind}\r\n{fields}Content-Length: {}\r\n\r\n", block.len());
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn answer(status: &str, fields: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let fields: String = fields.iter().flat_map(|field| [field, "\r\n"]).collect();
    [format!("{status}\r\n{fields}\r\n").as_bytes(), body.as_ref()].concat()
}

fn response(url: &str, status: &str, fields: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let url = format!("WARC-Target-URI: {url}");
    record("response", &[&url, "Content-Type: application/http; msgtype=response"], answer(status, fields, body))
}

fn page(name: &str) -> Vec<u8> {
    response(&format!("https://a.test/{name}"), "HTTP/1.1 200 OK", &[HTML], format!("<p>page {name}</p>"))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Records one after the other, each a gzip member if wanted.
fn joined(records: &[Vec<u8>], zipped: bool) -> Vec<u8> {
    records.iter().flat_map(|record| if zipped { gzip(record) } else { record.clone() }).collect()
}

fn label(file: &Path, more: &[&str]) -> Output {
    let mut args = vec![OsStr::new("label"), OsStr::new("--format=jsonl"), file.as_os_str()];
    args.extend(more.iter().map(OsStr::new));
    unnag(args, b"")
}

fn bodies(output: &Output) -> Vec<String> {
    json(output).iter().map(|page| texts(page).join("|")).collect()
}

#[test]
fn each_page_of_a_file_is_one_by_its_place_and_address() {
    let folder = Folder::new("warc-pages");
    let records = [
        record("warcinfo", &["Content-Type: application/warc-fields"], "software: none\r\n"),
        record("request", &["WARC-Target-URI: https://a.test/1"], "GET / HTTP/1.1\r\n\r\n"),
        page("1"),
        response("https://a.test/p.png", "HTTP/1.1 200 OK", &["Content-Type: image/png"], b"\x89PNG\r\n\x1a\n"),
        response("https://a.test/gone", "HTTP/1.1 404 Not Found", &[HTML], "<p>not here</p>"),
        response("https://a.test/else", "HTTP/1.1 302 Found", &[HTML, "Location: /1"], ""),
        // As some programs write it: an address in brackets, HTTP of another version, line ends of one character, no reason.
        response("<https://a.test/2>", "HTTP/2 200", &["content-type: application/xhtml+xml"], "<p>page 2</p>"),
        record("resource", &["WARC-Target-URI: file:///3.html", "Content-Type: text/html"], "<p>page 3</p>"),
        record("resource", &["WARC-Target-URI: file:///4.css", "Content-Type: text/css"], "p{}"),
        record("metadata", &["WARC-Target-URI: https://a.test/1", "Content-Type: text/html"], "<p>of it</p>"),
        response("https://a.test/5.txt", "HTTP/1.1 200 OK", &["Content-Type: text/plain"], "one <p>\ntwo"),
        // The same address once more.
        page("1"),
    ];
    for (name, zipped) in [("a.warc", false), ("b.WARC.gz", true)] {
        let file = folder.file(name, joined(&records, zipped));
        let output = label(&file, &["--jobs=3"]);
        assert!(output.status.success() && err(&output).is_empty(), "{}", err(&output));
        let pages = json(&output);
        let start = |number: usize| joined(&records[..number], zipped).len();
        for (page, (number, url, text)) in pages.iter().zip([
            (2, "https://a.test/1", "page 1"),
            (6, "https://a.test/2", "page 2"),
            (7, "file:///3.html", "page 3"),
            (10, "https://a.test/5.txt", "one <p>|two"),
            (11, "https://a.test/1", "page 1"),
        ]) {
            assert_eq!(keys(page), ["blocks", "file", "hide", "kept", "lang", "purpose", "url"]);
            assert_eq!(page["file"], format!("{}#{}", file.display(), start(number)));
            assert_eq!(page["url"], url);
            assert_eq!(texts(page).join("|"), text);
        }
        assert_eq!(pages.len(), 5);
    }
    // The other formats know the address too, and files in directories and lists are found.
    let folder_name = folder.0.to_str().unwrap();
    let rows = json(&unnag(["label", "--format=blocks", folder_name], b""));
    assert_eq!(rows.len(), 12);
    assert!(rows.iter().all(|row| row["url"].is_string()));
    let list = format!("{folder_name}/a.warc\n");
    let texts = json(&unnag(["text", "--format=jsonl", "--files-from=-"], list.as_bytes()));
    assert_eq!(texts.len(), 5);
    assert_eq!(keys(&texts[0]), ["file", "text", "url"]);
    let table = out(&unnag(["label", folder_name], b""));
    assert!(table.contains("a.warc#") && table.contains("https://a.test/2"), "{table}");
    // A run of files without any has rows as before.
    let plain = folder.file("c.html", "<p>x");
    assert!(!json(&label(&plain, &[]))[0].as_object().unwrap().contains_key("url"));
}

#[test]
fn the_address_of_a_record_says_what_its_page_is_for() {
    let folder = Folder::new("warc-url");
    let body = "<p>one</p>";
    let records = ["https://a.test/donate", "https://a.test/news/2026/11/a-ferry-at-six"]
        .map(|url| response(url, "HTTP/1.1 200 OK", &[HTML], body));
    let warc = json(&label(&folder.file("a.warc", records.concat()), &["--url=https://a.test/login"]));
    let file = folder.file("a.html", body);
    for (page, url) in warc.iter().zip(["https://a.test/donate", "https://a.test/news/2026/11/a-ferry-at-six"]) {
        let one = &json(&label(&file, &["--url", url]))[0];
        assert_eq!((&page["purpose"], &page["blocks"]), (&one["purpose"], &one["blocks"]), "{url}");
    }
    assert_ne!(warc[0]["purpose"], warc[1]["purpose"]);
}

#[test]
fn bodies_are_unpacked_and_decoded_as_their_server_says() {
    let folder = Folder::new("warc-bodies");
    let ok = "HTTP/1.1 200 OK";
    let chunked = "Transfer-Encoding: chunked";
    let zipped = gzip("<p>zipped</p>".as_bytes());
    let (first, second) = zipped.split_at(10);
    let both = [
        format!("{:x}\r\n", first.len()).as_bytes(),
        first,
        format!("\r\n{:X};x=y\r\n", second.len()).as_bytes(),
        second,
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let records = [
        response("https://a.test/1", ok, &[HTML, chunked], "5\r\n<p>in\r\n7\r\n chunks\r\n0\r\n\r\n"),
        response("https://a.test/2", ok, &[HTML, chunked, "Content-Encoding: gzip"], both),
        response("https://a.test/3", ok, &[HTML, chunked, "Content-Encoding: br"], "<p>as it was</p>"),
        response("https://a.test/4", ok, &["Content-Type: text/html; charset=windows-1251"], b"<p>\xcf\xf0\xe8</p>"),
        response("https://a.test/5", ok, &["Content-Type: text/html"], b"<meta charset=koi8-r><p>\xf0\xd2\xc9</p>"),
        response("https://a.test/6", ok, &[HTML, "Content-Encoding: compress"], b"\x1f\x9d"),
        response("https://a.test/7", ok, &[HTML, "Content-Encoding: gzip"], b"\x1f\x8b\x08 broken"),
        response("https://a.test/8", ok, &[HTML, chunked], "5\r\n<p>in\r\nzz"),
        response("https://a.test/9", ok, &[HTML], b"\x89PNG\r\n\x1a\n"),
        response("https://a.test/10", ok, &[HTML, "Content-Encoding: compress, gzip"], b"\x1f\x8b"),
        response("https://a.test/11", ok, &[HTML, "Content-Encoding: gzip"], gzip(&vec![b'x'; (1 << 20) + 1])),
        page("12"),
    ];
    let file = folder.file("a.warc", records.concat());
    let output = label(&file, &["--max-size=1"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(bodies(&output), ["in chunks", "zipped", "as it was", "При", "При", "page 12"]);
    let name = |number: usize| format!("unnag: {}#{}: ", file.display(), records[..number].concat().len());
    let err = err(&output);
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(lines.len(), 5, "{err}");
    for (line, (name, what)) in lines.iter().zip([
        (name(6), "it can not be unpacked"),
        (name(7), "its chunks are broken"),
        (name(8), "it is not text"),
        (name(10), "unpacked it is larger than 1 MiB"),
        (
            format!("unnag: {}: ", file.display()),
            "2 pages are left out, packed in a way that is not known here (first: compress,",
        ),
    ]) {
        assert!(line.starts_with(&name) && line.contains(what), "{line}");
    }
}

#[test]
fn a_broken_record_costs_no_other() {
    let folder = Folder::new("warc-broken");
    let huge = page("huge");
    let huge = String::from_utf8(huge).unwrap();
    let length = huge.lines().find(|line| line.starts_with("Content-Length")).unwrap();
    let with = |length: &str, new: &str| huge.replacen(length, new, 1).into_bytes();
    let large = response("https://a.test/large", "HTTP/1.1 200 OK", &[HTML], vec![b'x'; (1 << 20) + 1]);
    let records = [
        page("1"),
        with(length, "Content-Length: 18446744073709551615"),
        page("2"),
        with(length, "Content-Length: 184467440737095516160"),
        page("3"),
        with(length, "Length: 5"),
        page("4"),
        with("WARC/1.1", "PARC/1.1"),
        page("5"),
        with("HTTP/1.1 200 OK", "HTTQ/1.1 200 OK"),
        page("6"),
        large,
        page("7"),
        with("WARC-Type: response\r\n", &"X: y\r\n".repeat(300)),
        page("8"),
        with(length, "Content-Length: 7"),
        page("9"),
    ];
    let plain = [
        "longer than the file",
        "how long",
        "how long",
        "no record begins",
        "HTTP answer",
        "1 MiB",
        "head is broken",
        "HTTP answer",
        "no record begins",
    ];
    // In a member of its own a record that is too long ends with it.
    let zipped = [
        "shorter than it says",
        "how long",
        "how long",
        "no record begins",
        "HTTP answer",
        "1 MiB",
        "head is broken",
        "HTTP answer",
        "no record begins",
    ];
    for (name, is_zipped, expected) in [("a.warc", false, plain), ("a.warc.gz", true, zipped)] {
        let output = label(&folder.file(name, joined(&records, is_zipped)), &["--max-size=1"]);
        assert_eq!(output.status.code(), Some(1));
        let pages: Vec<String> = (1..10).map(|number| format!("page {number}")).collect();
        assert_eq!(bodies(&output), pages, "{}", err(&output));
        let err = err(&output);
        let lines: Vec<&str> = err.lines().collect();
        assert_eq!(lines.len(), expected.len(), "{err}");
        for (line, what) in lines.iter().zip(expected) {
            assert!(line.contains("warc") && line.contains('#') && line.contains(what), "{what}: {line}");
        }
    }
    // A bit that flipped on a disk.
    let mut file = joined(&[page("1"), page("2"), page("3")], true);
    let middle = gzip(&page("1")).len() + 60;
    file[middle] ^= 0x10;
    let output = label(&folder.file("flipped.warc.gz", file), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(bodies(&output), ["page 1", "page 3"]);
    assert!(err(&output).contains("the record is broken"), "{}", err(&output));
}

#[test]
fn a_file_that_was_cut_off_gives_what_is_whole() {
    let folder = Folder::new("warc-cut");
    let records = [page("1"), page("2"), page("3")];
    for zipped in [false, true] {
        let whole = joined(&records, zipped);
        let last = joined(&records[..2], zipped).len();
        for cut in [last + 1, last + 30, whole.len() - 10] {
            let name = if zipped { "a.warc.gz" } else { "a.warc" };
            let file = folder.file(name, &whole[..cut]);
            let next = folder.file("b.html", "<p>the next</p>");
            let output = label(&file, &[next.to_str().unwrap()]);
            assert_eq!(output.status.code(), Some(1));
            assert_eq!(bodies(&output), ["page 1", "page 2", "the next"], "{zipped}, {cut}");
            let expected = format!("unnag: {}: it ends in the middle of a record (#{last})\n", file.display());
            assert_eq!(err(&output), expected);
        }
    }
    for (bytes, what) in
        [("", "without records"), ("<p>a page</p>\n<p>x", "not a WARC file"), ("\x1f", "not a WARC file")]
    {
        let output = label(&folder.file("none.warc", bytes), &[]);
        assert_eq!(output.status.code(), Some(1));
        assert!(err(&output).contains(what), "{}", err(&output));
    }
    let missing = label(&folder.0.join("missing.warc.gz"), &[]);
    assert!(err(&missing).contains("there is no such file"));
}

#[test]
fn files_that_are_packed_otherwise_are_read() {
    let folder = Folder::new("warc-packed");
    let records = [page("1"), page("2"), page("3")];
    let pages = ["page 1", "page 2", "page 3"];
    let whole = records.concat();
    // One member around all; members that cut records anywhere; what was unpacked but kept its name.
    let anywhere: Vec<u8> = whole.chunks(100).flat_map(gzip).collect();
    for (name, bytes) in [("one", gzip(&whole)), ("anywhere", anywhere), ("not", whole.clone())] {
        let output = label(&folder.file(&format!("{name}.warc.gz"), bytes), &[]);
        assert!(output.status.success(), "{name}: {}", err(&output));
        assert_eq!(bodies(&output), pages, "{name}");
        let names: std::collections::HashSet<String> =
            json(&output).iter().map(|page| page["file"].to_string()).collect();
        assert_eq!(names.len(), 3, "{names:?}");
    }
    // By the standard input a file is known by its start.
    for bytes in [whole, joined(&records, true)] {
        let output = unnag(["label", "--format=jsonl", "-"], &bytes);
        assert!(output.status.success(), "{}", err(&output));
        assert_eq!(bodies(&output), pages);
        assert_eq!(json(&output)[0]["file"], "-#0");
    }
}

#[test]
fn a_run_that_was_broken_off_within_a_file_goes_on_where_it_ended() {
    let folder = Folder::new("warc-resume");
    let records: Vec<Vec<u8>> = (0..8).map(|number| page(&(number % 3).to_string())).collect();
    let file = folder.file("a.warc.gz", joined(&records, true));
    let out_file = folder.0.join("out.jsonl");
    for format in ["jsonl", "blocks"] {
        let run = |resume: bool| {
            let format = format!("--format={format}");
            let mut args = vec![OsStr::new("label"), OsStr::new(&format), OsStr::new("-o"), out_file.as_os_str()];
            args.extend(resume.then_some(OsStr::new("--resume")));
            args.push(file.as_os_str());
            let output = unnag(args, b"");
            assert!(output.status.success(), "{}", err(&output));
            std::fs::read(&out_file).unwrap()
        };
        let whole = run(false);
        for cut in [whole.len() / 2, whole.len() - 1, 0, whole.len()] {
            std::fs::write(&out_file, &whole[..cut]).unwrap();
            assert_eq!(run(true), whole, "{format}, {cut}");
        }
    }
    // Nothing takes the file's place.
    let output = label(&file, &["-o", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("one of the files to read"));
}

#[test]
fn clean_says_that_it_takes_one_page() {
    let folder = Folder::new("warc-clean");
    let file = folder.file("a.warc", page("1"));
    let output = unnag([OsStr::new("clean"), file.as_os_str()], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("label and text read it"), "{}", err(&output));
}
