//! Many files at the same time, their results in order.

use std::io::{self, IsTerminal as _, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};
use unnag::analyze_each;

use crate::args::{Many, Source};
use crate::input::{self, Piece};
use crate::output::{Lines, Output};
use crate::pieces::Pieces;
use crate::{list, show, warc};

/// How finely the bar moves within a file.
const STEPS: u64 = 1000;

/// Works on each page and prints what comes out, in the order of the files; says on the standard error what went wrong. At most a few
/// results a job wait to be printed, so memory does not grow with the number of pages; each is written as it is printed, not before, so that
/// what a page makes of itself in the output is never held. Gives whether all went well.
pub(crate) fn each<R: Send>(
    many: &Many,
    source: &Source,
    lines: Lines,
    work: impl Fn(&Piece) -> Result<R, String> + Sync,
    print: impl Fn(&Piece, &R, &mut dyn Write) -> io::Result<()>,
) -> bool {
    let (files, wrong) = list::files(many);
    for (place, error) in &wrong {
        complain(place, error);
    }
    let (mut out, done) = match Output::open(many, &files, lines) {
        Ok(opened) => opened,
        Err(error) => {
            let target = many.output.as_deref().map_or_else(String::new, input::name);
            complain(&target, &error);
            return false;
        }
    };
    let files: Vec<PathBuf> = files.into_iter().filter(|file| !done.contains(&input::name(file))).collect();
    let bar = bar(&files);
    let mut all_well = wrong.is_empty();
    let work = |piece: &Piece| {
        // One page must never cost the others.
        catch_unwind(AssertUnwindSafe(|| work(piece)))
            .unwrap_or_else(|_| Err("internal error; please report it with the file".to_owned()))
    };
    // How many pages the standard input and WARC files hold is seen when they are read.
    let countable = !files.iter().any(|file| input::is_stdin(file) || warc::is_named(file));
    let jobs = many.jobs(if countable { files.len() } else { usize::MAX });
    let pieces = Pieces::of(&files, &done, input::cap(source), |file| {
        bar.set_position((file * STEPS as f64) as u64);
        bar.set_message(format!("{} of {} files", file as usize, files.len()));
    });
    let mut broken = None;
    analyze_each(pieces, jobs, work, |piece, result| {
        let printed = match result {
            Ok(result) => bar.suspend(|| out.write(|to| print(piece, &result, to))),
            Err(error) => {
                all_well = false;
                bar.suspend(|| complain(&piece.name, &error));
                Ok(())
            }
        };
        match printed {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                broken = Some(error);
                ControlFlow::Break(())
            }
        }
    });
    bar.finish_and_clear();
    let target = out.name.clone();
    // Where nothing could be read, what an earlier run wrote stays.
    let ended = if broken.is_none() && all_well { out.end() } else { Ok(()) };
    match broken.map_or(ended, Err) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            complain(&target, &error.to_string());
            false
        }
        _ => all_well,
    }
}

/// Says on the standard error what is wrong with a file.
pub(crate) fn complain(file: &str, error: &str) {
    // There is nobody left to tell if this fails.
    let _ = writeln!(io::stderr(), "unnag: {}: {}", show::plain(file), show::plain(error));
}

fn bar(files: &[PathBuf]) -> ProgressBar {
    let many = files.len() > 1 || files.iter().any(|file| warc::is_named(file));
    if !many || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(files.len() as u64 * STEPS);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {msg}, {eta} left") {
        bar.set_style(style);
    }
    bar
}
