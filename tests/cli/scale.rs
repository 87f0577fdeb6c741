//! For crawls: memory that does not grow, and the README's recipe for more than one machine, run as it stands there.

use super::*;

/// The most memory that a process has had, in KiB.
#[cfg(target_os = "linux")]
fn peak(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn ten_thousand_pages_need_no_more_memory_than_one_thousand() {
    use std::io::BufRead as _;
    const PAGES: usize = 10_000;
    /// Held until the end, what comes out of the pages would be ten times as much.
    const GROWTH: u64 = 4 << 10;

    let folder = Folder::new("scale");
    let page = folder.file("page.html", "<p>A sentence of a story that goes on for a while.</p>".repeat(40));
    let list = folder.file("list", format!("{}\n", page.display()).repeat(PAGES));
    let mut child = Command::new(env!("CARGO_BIN_EXE_unnag"))
        .args([OsStr::new("text"), OsStr::new("--format=jsonl"), OsStr::new("--jobs=2"), OsStr::new("--files-from")])
        .arg(&list)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // What is not read yet keeps it alive.
    let mut lines = std::io::BufReader::with_capacity(1 << 10, child.stdout.take().unwrap()).lines();
    let mut after = |count: usize| {
        assert_eq!(
            lines.by_ref().take(count).filter(|line| line.as_ref().is_ok_and(|line| !line.is_empty())).count(),
            count
        );
        peak(child.id())
    };
    let (early, late) = (after(PAGES / 10), after(PAGES - PAGES / 10 - 200));
    assert_eq!(lines.count(), 200);
    assert!(child.wait().unwrap().success());
    assert!(late <= early + GROWTH, "{early} KiB after {} pages, {late} KiB at the end", PAGES / 10);
}

/// The most address space (KiB) that one page may make the tool ask for, its own program and stacks included.
#[cfg(target_os = "linux")]
const MOST: u32 = 1 << 20;

#[cfg(target_os = "linux")]
#[test]
fn one_hostile_page_is_read_or_refused_within_bounds_of_memory_and_time() {
    use std::time::{Duration, Instant};
    let most = 64 << 20;
    let pages: [(&str, String, bool); 9] = [
        ("ten million nodes", "<p>".repeat(10_000_000), false),
        ("ten million nodes with text", "<b>x</b>".repeat(most / 8), false),
        ("a hundred thousand deep", "<div>".repeat(100_000), false),
        ("a megabyte of attribute", format!("<p class='{}'>x", "a".repeat(1 << 20)), true),
        ("an attribute as long as a page may be", format!("<p class='{}'>x", "a".repeat(most - 20)), true),
        ("all attributes", format!("<p {}>x", "a=b ".repeat(most / 4 - 4)), false),
        ("all less-than signs", "<".repeat(most), true),
        ("all comments", "<!-- x -->".repeat(most / 10), false),
        ("one more byte than a page may have", "x".repeat(most + 1), false),
    ];
    let folder = Folder::new("hostile");
    for (name, html, taken) in pages {
        let file = folder.file("page.html", html);
        let start = Instant::now();
        // What asks for more memory than that is ended by the system, and not with 1.
        let output = Command::new("sh")
            .args(["-c", &format!("ulimit -v {MOST}; exec \"$0\" label --format=jsonl --jobs=1 \"$1\"")])
            .args([Path::new(env!("CARGO_BIN_EXE_unnag")), &file])
            .output()
            .unwrap();
        let told = err(&output);
        assert_eq!(
            output.status.code(),
            Some(i32::from(!taken)),
            "{name}: {}",
            told.chars().take(300).collect::<String>()
        );
        assert!(taken || told.contains("page.html") && told.lines().count() <= 2, "{name}: {told}");
        assert!(start.elapsed() < Duration::from_secs(60), "{name}: {:?}", start.elapsed());
    }
}

/// The commands of the README's recipes, in the order in which they stand there.
fn recipe(program: &str) -> String {
    let readme = include_str!("../../README.md");
    let line = readme.lines().find(|line| line.starts_with("find ") && line.contains(program));
    line.expect("the README has a recipe").to_owned()
}

#[cfg(unix)]
#[test]
fn the_recipe_for_gnu_parallel_labels_each_page_once() {
    let version = Command::new("parallel").arg("--version").stdin(Stdio::null()).output();
    if !version.is_ok_and(|told| out(&told).starts_with("GNU parallel")) {
        assert!(std::env::var_os("CI").is_none(), "GNU parallel is missing: apt-get install parallel");
        eprintln!("left out: GNU parallel is not here");
        return;
    }
    let folder = Folder::new("parallel");
    std::fs::create_dir_all(folder.0.join("pages/more")).unwrap();
    let names: Vec<String> =
        (0..40).map(|number| format!("pages/{}{number}.html", if number % 2 == 0 { "" } else { "more/" })).collect();
    for name in &names {
        folder.file(name, format!("<h1>{name}</h1><p>one</p><p>two</p>"));
    }
    // Several batches for so few pages.
    let command = recipe("parallel").replace("-N500", "-N7");
    assert!(command.contains("-N7"), "{command}");
    let tool = Path::new(env!("CARGO_BIN_EXE_unnag")).parent().unwrap().to_str().unwrap();
    let path = format!("{tool}:{}", std::env::var("PATH").unwrap());
    let output = Command::new("sh").args(["-c", &command]).env("PATH", path).current_dir(&folder.0).output().unwrap();
    assert!(output.status.success(), "{}", err(&output));
    let rows = std::fs::read_to_string(folder.0.join("labels.jsonl")).unwrap();
    let rows: Vec<Value> = rows.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut expected: Vec<(String, u64)> =
        names.iter().flat_map(|name| (0..3).map(|block| (name.clone(), block))).collect();
    let mut found: Vec<(String, u64)> =
        rows.iter().map(|row| (row["file"].as_str().unwrap().to_owned(), row["block"].as_u64().unwrap())).collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn the_manual_and_the_help_say_how_runs_end_and_show_runs_that_work() {
    let manual = out(&unnag(["man"], b""));
    let help = out(&unnag(["--help"], b""));
    for section in [".SH \"EXIT STATUS\"", ".SH EXAMPLES"] {
        assert!(manual.contains(section), "{section}");
    }
    assert!(help.contains("Exit status:") && help.contains("Examples:"), "{help}");
    let examples: Vec<&str> =
        help.lines().map(str::trim).filter(|line| line.contains("unnag ") && line.contains("page")).collect();
    assert!(examples.len() >= 5, "{help}");
    assert!(examples.contains(&&*recipe("parallel")), "the recipe is the README's: {help}");
    let folder = Folder::new("examples");
    std::fs::create_dir_all(folder.0.join("pages")).unwrap();
    for name in ["page.html", "pages/one.html", "pages/two.html"] {
        folder.file(name, "<p>A sentence of a story that goes on for a while.</p>".repeat(9));
    }
    for example in examples.iter().filter(|example| !example.contains("parallel")) {
        let (command, input) = example.split_once(" < ").unwrap_or((example, "page.html"));
        let output = Command::new(env!("CARGO_BIN_EXE_unnag"))
            .args(command.split(' ').skip(1))
            .current_dir(&folder.0)
            .stdin(std::fs::File::open(folder.0.join(input)).unwrap())
            .output()
            .unwrap();
        assert!(output.status.success(), "{example}: {}", err(&output));
    }
}
