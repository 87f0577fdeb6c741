//! Many files at the same time, their results in order.

use std::io::{self, IsTerminal as _, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use unnag::analyze_each;

use crate::args::Many;
use crate::output::{Lines, Output};
use crate::{input, list, show};

/// Works on each file and prints what comes out, in the order of the files; says on the standard error what went wrong. At most a few
/// results a job wait to be printed, so memory does not grow with the number of files; each is written as it is printed, not before, so that
/// what a page makes of itself in the output is never held. Gives whether all went well.
pub(crate) fn each<R: Send>(
    many: &Many,
    lines: Lines,
    work: impl Fn(&Path) -> Result<R, String> + Sync,
    print: impl Fn(&Path, &R, &mut dyn Write) -> io::Result<()>,
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
    let bar = bar(files.len());
    let mut all_well = wrong.is_empty();
    let mut twice = false;
    let work = |(file, again): &(&PathBuf, bool)| {
        if *again {
            return Err("the standard input can be read only once".to_owned());
        }
        // One page must never cost the others.
        catch_unwind(AssertUnwindSafe(|| work(file)))
            .unwrap_or_else(|_| Err("internal error; please report it with the file".to_owned()))
    };
    let jobs = many.jobs(files.len());
    let files = files.iter().map(|file| {
        let again = input::is_stdin(file) && std::mem::replace(&mut twice, true);
        (file, again)
    });
    let mut broken = None;
    analyze_each(files, jobs, work, |(file, _), result| {
        let printed = match result {
            Ok(result) => bar.suspend(|| out.write(|to| print(file, &result, to))),
            Err(error) => {
                all_well = false;
                bar.suspend(|| complain(&input::name(file), &error));
                Ok(())
            }
        };
        bar.inc(1);
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

fn bar(files: usize) -> ProgressBar {
    if files < 2 || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(files as u64);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} files, {eta} left") {
        bar.set_style(style);
    }
    bar
}
