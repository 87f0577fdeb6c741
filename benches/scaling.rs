//! Whether time grows with a page's size and not faster: `cargo bench --bench scaling`, from 1 KB to 20 MB of HTML, parsing included.
//! Prints the table, fails if the line is not straight, and with `-- --svg docs/scaling.svg` draws it.
#![allow(clippy::unwrap_used, reason = "a bench may fail by panicking")]

mod common;

use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// Bytes of HTML.
const SIZES: [usize; 10] =
    [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000, 20_000_000];
/// Each size is run until so much time is spent, and at least three times.
const TIME: Duration = Duration::from_millis(1500);
/// How far the exponent may be from 1, over the sizes from [`FROM`] on: below, what a page costs whatever its size weighs in.
const SLACK: f64 = 0.12;
const FROM: usize = 30_000;

/// Milliseconds that this thread has had a processor for, where the system tells; else since the start. On a machine that is shared the
/// clock on the wall counts the others' work too.
fn clock(start: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse::<u64>().ok());
    nanoseconds.map_or_else(|| start.elapsed().as_secs_f64() * 1e3, |nanoseconds| nanoseconds as f64 / 1e6)
}

/// Milliseconds a run, over as many as it takes: the system's clock of a thread ticks in milliseconds.
fn time(html: &str) -> f64 {
    let start = Instant::now();
    std::thread::sleep(Duration::from_millis(1));
    let before = clock(start);
    let mut runs = 0;
    while runs < 3 || start.elapsed() < TIME {
        std::hint::black_box(common::whole(html));
        runs += 1;
    }
    // The clock is brought up to date when the thread has slept.
    std::thread::sleep(Duration::from_millis(1));
    (clock(start) - before) / f64::from(runs)
}

/// The exponent of the power law through the points: the slope of the line through their logarithms.
fn exponent(points: &[(usize, f64)]) -> f64 {
    let logs: Vec<(f64, f64)> = points.iter().map(|(bytes, ms)| ((*bytes as f64).ln(), ms.ln())).collect();
    let count = logs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| logs.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let above: f64 = logs.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    let below: f64 = logs.iter().map(|point| (point.0 - x).powi(2)).sum();
    above / below
}

/// The points on two logarithmic axes, and the line of time in proportion to size.
fn svg(points: &[(usize, f64)]) -> String {
    let x = |bytes: f64| 70.0 + (bytes.log10() - 2.8) / 4.6 * 600.0;
    let y = |ms: f64| 330.0 - (ms.log10() + 2.0) / 6.0 * 300.0;
    let mut out = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 380\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\n<title>Time of a whole analysis against the size of the page</title>\n<style>svg{color-scheme:light dark;background:light-dark(#fff,#16181c);fill:light-dark(#222,#ddd)}.grid{stroke:light-dark(#ddd,#333)}.line{stroke:light-dark(#888,#999);stroke-dasharray:4 4}.dot{fill:light-dark(#0b6bcb,#6db3f2)}</style>\n",
    );
    for (power, label) in [(3, "1 KB"), (4, "10 KB"), (5, "100 KB"), (6, "1 MB"), (7, "10 MB")] {
        let at = x(10_f64.powi(power));
        let _ = writeln!(
            out,
            "<line class=\"grid\" x1=\"{at:.0}\" y1=\"30\" x2=\"{at:.0}\" y2=\"330\"/><text x=\"{at:.0}\" y=\"350\" text-anchor=\"middle\">{label}</text>"
        );
    }
    for (power, label) in [(-2, "10 µs"), (-1, "0.1 ms"), (0, "1 ms"), (1, "10 ms"), (2, "0.1 s"), (3, "1 s")] {
        let at = y(10_f64.powi(power));
        let _ = writeln!(
            out,
            "<line class=\"grid\" x1=\"70\" y1=\"{at:.0}\" x2=\"670\" y2=\"{at:.0}\"/><text x=\"62\" y=\"{:.0}\" text-anchor=\"end\">{label}</text>",
            at + 4.0
        );
    }
    if let Some((bytes, ms)) = points.iter().find(|(bytes, _)| *bytes >= 100_000) {
        let line = |at: f64| ms * at / *bytes as f64;
        let _ = writeln!(
            out,
            "<line class=\"line\" x1=\"{:.0}\" y1=\"{:.0}\" x2=\"{:.0}\" y2=\"{:.0}\"/>",
            x(1e3),
            y(line(1e3)),
            x(2e7),
            y(line(2e7))
        );
    }
    for (bytes, ms) in points {
        let _ = writeln!(out, "<circle class=\"dot\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"5\"/>", x(*bytes as f64), y(*ms));
    }
    out.push_str(
        "<text x=\"370\" y=\"372\" text-anchor=\"middle\">bytes of HTML; dashed: in proportion</text>\n</svg>\n",
    );
    out
}

fn main() {
    println!("{:>9}  {:>9}  {:>7}", "KB", "ms", "MB/s");
    let points: Vec<(usize, f64)> = SIZES
        .into_iter()
        .map(|size| {
            let html = common::page(size);
            let ms = time(&html);
            println!("{:9.1}  {ms:9.3}  {:7.1}", html.len() as f64 / 1e3, html.len() as f64 / 1e3 / ms);
            (html.len(), ms)
        })
        .collect();
    let from = points.iter().position(|(bytes, _)| *bytes >= FROM).unwrap_or(0);
    let exponent = exponent(&points[from..]);
    println!("time grows with size to the power of {exponent:.3} (from {} KB on)", FROM / 1000);
    let mut arguments = std::env::args().skip_while(|argument| argument != "--svg").skip(1);
    if let Some(path) = arguments.next() {
        std::fs::write(&path, svg(&points)).unwrap();
        println!("drawn: {path}");
    }
    if (exponent - 1.0).abs() > SLACK {
        println!("that is no straight line: between {:.2} and {:.2} is wanted", 1.0 - SLACK, 1.0 + SLACK);
        std::process::exit(1);
    }
}
