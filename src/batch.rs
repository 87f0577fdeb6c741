//! Many pages at the same time, their results in order. Choice: plain threads that take from one queue; a result waits at most until those
//! before it are done, and only a few a thread are waited for, so memory does not grow with the number of pages.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};

/// How many results a thread may be ahead.
const AHEAD: usize = 4;

type Job<T, R> = (T, SyncSender<(T, R)>);

/// Works on inputs as they come, on `threads` threads, and hands each with its result to `done`, in their order. `done` can end it early.
///
/// Only a few inputs a thread are taken ahead of `done`, so inputs without end need no more memory than some. A `work` that panics ends the run
/// with that panic.
pub fn analyze_each<T: Send, R: Send>(
    inputs: impl IntoIterator<Item = T>,
    threads: usize,
    work: impl Fn(&T) -> R + Sync,
    mut done: impl FnMut(&T, R) -> ControlFlow<()>,
) {
    let threads = threads.max(1);
    let (sender, receiver) = channel::<Job<T, R>>();
    let (receiver, work) = (&Mutex::new(receiver), &work);
    std::thread::scope(|scope| {
        // Dropped at the end of this block, which ends the threads.
        let sender = sender;
        for _ in 0..threads {
            scope.spawn(move || {
                while let Some((input, result)) = next(receiver) {
                    let found = work(&input);
                    // Nobody waits for it any more if it was ended early.
                    let _ = result.send((input, found));
                }
            });
        }
        let mut waiting = VecDeque::new();
        for input in inputs {
            let (result, later) = sync_channel(1);
            if sender.send((input, result)).is_err() {
                return;
            }
            waiting.push_back(later);
            if waiting.len() >= AHEAD * threads && !first(&mut waiting, &mut done) {
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
fn first<T, R>(waiting: &mut VecDeque<Receiver<(T, R)>>, done: &mut impl FnMut(&T, R) -> ControlFlow<()>) -> bool {
    let Some(later) = waiting.pop_front() else { return false };
    later.recv().is_ok_and(|(input, result)| done(&input, result).is_continue())
}

#[cfg(all(test, not(target_family = "wasm")))]
mod tests {
    use std::ops::ControlFlow;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::{AHEAD, analyze_each};

    #[test]
    fn results_come_in_order_whatever_each_takes_and_few_are_taken_ahead() {
        let (taken, handed) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let inputs = (0..200).inspect(|_| {
            let ahead = taken.fetch_add(1, Ordering::SeqCst) - handed.load(Ordering::SeqCst);
            assert!(ahead <= AHEAD * 3, "{ahead}");
        });
        let work = |number: &usize| {
            std::thread::sleep(Duration::from_micros((number * 7919 % 300) as u64));
            number * 2
        };
        let mut found = Vec::new();
        analyze_each(inputs, 3, work, |number, double| {
            assert_eq!(number * 2, double);
            found.push(*number);
            handed.fetch_add(1, Ordering::SeqCst);
            ControlFlow::Continue(())
        });
        assert_eq!(found, (0..200).collect::<Vec<_>>());
    }

    #[test]
    fn it_ends_early_when_told_so_also_on_inputs_without_end() {
        let mut count = 0;
        analyze_each(
            0_u64..,
            2,
            |number| *number,
            |_, _| {
                count += 1;
                if count == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!(count, 10);
        analyze_each(0..0, 0, |number: &i32| *number, |_, _| ControlFlow::Continue(()));
    }
}
