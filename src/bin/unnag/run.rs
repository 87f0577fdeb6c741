//! Many files at the same time, their results in order.

use std::collections::VecDeque;
use std::io::{self, IsTerminal as _, Write as _};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};

use indicatif::{ProgressBar, ProgressStyle};

use crate::args::Many;
use crate::{input, show};

/// Works on each file and prints what comes out, in the order of the files; says on the standard error what went wrong. At most a few
/// results a job wait to be printed, so memory does not grow with the number of files. Gives whether all went well.
pub(crate) fn each(many: &Many, work: impl Fn(&Path) -> Result<String, String> + Sync) -> bool {
    let bar = bar(many.files.len());
    let mut all_well = true;
    let mut out = io::stdout().lock();
    let mut twice = false;
    let work = |file: &Path, again: bool| {
        if again {
            return Err("the standard input can be read only once".to_owned());
        }
        // One page must never cost the others.
        catch_unwind(AssertUnwindSafe(|| work(file)))
            .unwrap_or_else(|_| Err("internal error; please report it with the file".to_owned()))
    };
    let files = many.files.iter().map(|file| {
        let again = input::is_stdin(file) && std::mem::replace(&mut twice, true);
        (file, again)
    });
    in_order(files, many.jobs(), work, |file, result| {
        let printed = match result {
            Ok(text) => bar.suspend(|| out.write_all(text.as_bytes()).and_then(|()| out.flush())),
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
                if error.kind() != io::ErrorKind::BrokenPipe {
                    all_well = false;
                    bar.suspend(|| complain("standard output", &error.to_string()));
                }
                ControlFlow::Break(())
            }
        }
    });
    bar.finish_and_clear();
    all_well
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

type Job<'a, R> = (&'a PathBuf, bool, SyncSender<R>);

fn in_order<'a, R: Send>(
    files: impl Iterator<Item = (&'a PathBuf, bool)>,
    jobs: usize,
    work: impl Fn(&Path, bool) -> R + Sync,
    mut done: impl FnMut(&Path, R) -> ControlFlow<()>,
) {
    let (sender, receiver) = channel::<Job<R>>();
    let (receiver, work) = (&Mutex::new(receiver), &work);
    std::thread::scope(|scope| {
        // Dropped at the end of this block, which ends the workers.
        let sender = sender;
        for _ in 0..jobs {
            scope.spawn(move || {
                while let Some((file, again, result)) = next(receiver) {
                    // Nobody waits for it any more if the output is gone.
                    let _ = result.send(work(file, again));
                }
            });
        }
        let mut waiting: VecDeque<(&Path, Receiver<R>)> = VecDeque::new();
        for (file, again) in files {
            let (result, later) = sync_channel(1);
            if sender.send((file, again, result)).is_err() {
                return;
            }
            waiting.push_back((file, later));
            if waiting.len() >= 4 * jobs && !first(&mut waiting, &mut done) {
                return;
            }
        }
        while first(&mut waiting, &mut done) {}
    });
}

fn next<T>(receiver: &Mutex<Receiver<T>>) -> Option<T> {
    receiver.lock().ok()?.recv().ok()
}

/// Hands on the oldest result; gives whether to go on.
fn first<R>(waiting: &mut VecDeque<(&Path, Receiver<R>)>, done: &mut impl FnMut(&Path, R) -> ControlFlow<()>) -> bool {
    let Some((file, later)) = waiting.pop_front() else { return false };
    later.recv().is_ok_and(|result| done(file, result).is_continue())
}
