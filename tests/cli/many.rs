//! Many files in one run: their order, lists, directories, where results go, and going on where a run ended.

use super::*;

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
            std::fs::create_dir(folder.0.join("empty")).unwrap();
            args.push(folder.0.join("empty"));
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
        ("empty", "is a directory without pages"),
        ("missing.html", "no such file"),
        ("picture.html", "not text"),
        ("zeros.txt", "not text"),
        ("deep.html", "levels deep"),
    ]) {
        assert!(line.starts_with("unnag: ") && line.contains(name) && line.contains(what), "{line}");
    }
}

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
    #[cfg(unix)]
    std::os::unix::fs::symlink("..", folder.0.join("b/c/loop")).unwrap();
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

/// Runs with an output file and gives what it holds then.
fn into(command: &[&str], out_file: &Path, files: &[&Path]) -> (Output, String) {
    let args = command.iter().map(OsStr::new).chain([OsStr::new("-o"), out_file.as_os_str()]);
    let output = unnag(args.chain(files.iter().map(|file| file.as_os_str())), b"<p>piped in");
    let held = std::fs::read_to_string(out_file).unwrap_or_default();
    (output, held)
}

#[test]
fn going_on_with_other_files_keeps_what_is_there() {
    let folder = Folder::new("resume-other");
    let [a, b, c, d] =
        ["a", "b", "c", "d"].map(|name| folder.file(&format!("{name}.html"), format!("<p>page {name}</p><p>two")));
    let out_file = folder.0.join("out");
    let resume = |command: &[&str], files: &[&Path]| into(&[command, &["--resume"]].concat(), &out_file, files);
    for command in [&["label", "--format=jsonl"][..], &["text", "--format=jsonl"]] {
        let (_, first) = into(command, &out_file, &[&a, &b]);
        assert_eq!(first.lines().count(), 2);
        let (output, both) = resume(command, &[&c, &d]);
        assert!(output.status.success(), "{}", err(&output));
        assert!(both.starts_with(&first) && both.lines().count() == 4, "{both}");
        // What was piped in was another page each time.
        for lines in [5, 6] {
            assert_eq!(resume(command, &[&a, Path::new("-")]).1.lines().count(), lines);
        }
    }
    // A file of several rows: whether its last ones are there is known only to those who read it again.
    let blocks = ["label", "--format=blocks"];
    let (_, first) = into(&blocks, &out_file, &[&a, &b]);
    let (output, held) = resume(&blocks, &[&c, &d]);
    assert_eq!((output.status.code(), &held), (Some(1), &first));
    assert!(err(&output).contains("b.html") && err(&output).contains("nothing was written"), "{}", err(&output));
    let (output, held) = resume(&blocks, &[&b, &c]);
    assert!(output.status.success() && held.starts_with(&first) && held.len() > first.len());
    // Another format.
    for command in [&["text", "--format=jsonl"][..], &["label", "--format=jsonl"]] {
        let (output, after) = resume(command, &[&d]);
        assert_eq!((output.status.code(), &after), (Some(1), &held), "{command:?}");
    }
}

#[test]
fn an_output_never_takes_the_place_of_what_is_read() {
    let folder = Folder::new("own-input");
    let text = "<p>the only copy of a page";
    let (a, b) = (folder.file("a.html", text), folder.file("b.html", "<p>b"));
    std::fs::create_dir(folder.0.join("c")).unwrap();
    let list = folder.file("list", format!("{}\n", b.display()));
    let mut names = vec![a.clone(), folder.0.join("c/../a.html")];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&a, folder.0.join("link.html")).unwrap();
        std::fs::hard_link(&a, folder.0.join("hard.html")).unwrap();
        names.extend(["link.html", "hard.html"].map(|name| folder.0.join(name)));
    }
    for name in &names {
        for (command, files) in [
            (&["text"][..], &[&*b, &*a][..]),
            (&["label", "--format=jsonl", "--resume"], &[&b, &a]),
            (&["clean"], &[&a]),
        ] {
            let (output, held) = into(command, name, files);
            assert_eq!((output.status.code(), &*held), (Some(1), text), "{command:?} {}", name.display());
            assert!(err(&output).contains("one of the files to read"), "{}", err(&output));
        }
    }
    let (output, held) = into(&["text", "--files-from", list.to_str().unwrap()], &list, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(held.ends_with("b.html\n"));
    // Another page's place may be taken, whole or not at all.
    let (output, held) = into(&["clean"], &b, &[&a]);
    assert!(output.status.success() && held.contains("the only copy of a page"), "{}", err(&output));
    let left: Vec<_> = std::fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("part")), "{left:?}");
}

#[test]
fn a_dash_for_the_output_is_the_standard_output() {
    let folder = Folder::new("dash");
    let prose =
        "<p>The ferry left the harbour at noon, an hour late, with forty people on board and a goat.</p>".repeat(8);
    let file = folder.file("a.html", format!("<article><h1>Ferry</h1>{prose}</article>"));
    for command in [&["text"][..], &["label", "--format=jsonl"], &["clean"]] {
        let run = |more: &[&str]| {
            let args = command.iter().chain(more).map(OsStr::new).chain([file.as_os_str()]);
            // Where it would leave a file of that name.
            let program = env!("CARGO_BIN_EXE_unnag");
            Command::new(program).args(args).current_dir(&folder.0).output().unwrap()
        };
        let output = run(&["-o", "-"]);
        assert!(output.status.success() && out(&output).contains("The ferry left"), "{command:?}: {}", err(&output));
        assert_eq!(out(&output), out(&run(&[])), "{command:?}");
    }
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 1);
    let output = unnag(["label", "--format=jsonl", "--resume", "-o-", "x"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("--resume needs a file"), "{}", err(&output));
}

#[test]
fn the_texts_of_several_pages_stand_under_their_names() {
    let folder = Folder::new("headings");
    let prose = |name: &str| {
        let sentence =
            format!("<p>The ferry {name} left the harbour at noon, an hour late, with forty people on board.</p>");
        format!("<article><h1>Ferry</h1>{}</article>", sentence.repeat(8))
    };
    let (a, b) = (folder.file("a.html", prose("Anna")), folder.file("b\u{1b}.html", prose("Berta")));
    let empty = folder.file("c.html", "");
    let text = |args: &[&OsStr]| out(&unnag([&[OsStr::new("text")], args].concat(), b""));
    let one = text(&[a.as_os_str()]);
    assert!(one.starts_with("The ferry Anna"), "{one}");
    let all = text(&[a.as_os_str(), b.as_os_str(), empty.as_os_str()]);
    let (first, second) = (format!("==> {} <==\n{one}\n", a.display()), one.replace("Anna", "Berta"));
    let name = b.display().to_string().replace('\u{1b}', "");
    assert_eq!(all, format!("{first}==> {name} <==\n{second}\n"));
    assert_eq!(text(&[folder.0.as_os_str()]), all);
}

#[test]
fn a_run_without_a_result_leaves_an_earlier_output() {
    let folder = Folder::new("no-result");
    let (out_file, missing) = (folder.file("out.txt", "earlier"), folder.0.join("missing.html"));
    let (output, held) = into(&["text"], &out_file, &[&missing]);
    assert_eq!((output.status.code(), &*held), (Some(1), "earlier"));
    let (output, held) = into(&["text"], &out_file, &[&folder.file("empty.html", "")]);
    assert_eq!((output.status.code(), &*held), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_by_the_outputs_name() {
    let folder = Folder::new("full");
    let page = folder.file("a.html", "<p>a");
    let output = unnag([OsStr::new("label"), OsStr::new("-o/dev/full"), page.as_os_str()], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).starts_with("unnag: /dev/full: "), "{}", err(&output));
}

#[cfg(unix)]
#[test]
fn one_odd_name_in_a_list_does_not_cost_the_others() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Folder::new("odd-names");
    let odd = folder.file("placeholder", "").with_file_name(OsStr::from_bytes(b"caf\xe9.html"));
    std::fs::write(&odd, "<p>odd").unwrap();
    let plain = folder.file("plain.html", "<p>plain");
    let list = [odd.as_os_str().as_bytes(), plain.as_os_str().as_bytes(), b"missing\xff.html"].join(&b'\n');
    let output = unnag(["label", "--format=jsonl", "--files-from=-"], &list);
    assert_eq!(json(&output).iter().map(|page| texts(page).concat()).collect::<Vec<_>>(), ["odd", "plain"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("there is no such file"), "{}", err(&output));
}

#[cfg(unix)]
#[test]
fn blocks_that_stand_deep_do_not_need_memory_for_all_their_paths() {
    let folder = Folder::new("deep");
    let page = "<div>".repeat(900) + &"<p>a ".repeat(20_000);
    let file = folder.file("deep.html", page);
    for format in ["jsonl", "blocks"] {
        let output = Command::new("sh")
            // 200 MB of address space: all the paths at once, and the output made of them, need more.
            .args([
                "-c",
                "ulimit -v 200000; exec \"$@\"",
                "sh",
                env!("CARGO_BIN_EXE_unnag"),
                "label",
                "-j1",
                "--format",
                format,
            ])
            .arg(&file)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
            .wait_with_output()
            .unwrap();
        assert!(output.status.success(), "{format}: {}", err(&output));
    }
}
