//! Work on many threads, results in order, memory bounded.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How many results may wait for their turn, for each thread. One slow document must not hold up
/// the other threads at once, nor may they run ahead without end.
const AHEAD: usize = 8;

/// As many bytes of results may wait for their turn before no further work is begun: a result can
/// be a thousand times as large as another.
const WAITING: usize = 64 << 20;

/// Does `work` on the numbers below `count` with `jobs` threads, and hands the results to `each` on
/// this thread in the order of the numbers. `weigh` tells how many bytes a result takes. Each thread has a state of its own, made by `start`.
/// The first error of `each` ends the work.
pub(crate) fn ordered<S, R: Send, E>(
    count: usize,
    jobs: usize,
    start: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) -> R + Sync,
    weigh: impl Fn(&R) -> usize + Sync,
    mut each: impl FnMut(usize, R) -> Result<(), E>,
) -> Result<(), E> {
    let jobs = jobs.clamp(1, count.max(1));
    let queue = Queue::new(count, jobs * AHEAD);
    std::thread::scope(|scope| {
        // However this ends, the threads must not wait for a turn that never comes.
        let _stop = Stop(&queue);
        let run = || {
            let _stop = Stop(&queue);
            let mut state = start();
            while let Some(at) = queue.take() {
                let result = work(&mut state, at);
                let weight = weigh(&result);
                queue.put(at, (result, weight));
            }
        };
        let spawn = || std::thread::Builder::new().spawn_scoped(scope, run);
        // Where the system gives fewer threads, those do the work; where it gives none, this one.
        let threads = (0..jobs).map_while(|_| spawn().ok()).count();
        if threads == 0 {
            let mut state = start();
            return (0..count).try_for_each(|at| each(at, work(&mut state, at)));
        }
        for at in 0..count {
            match queue.next() {
                Some(result) => each(at, result)?,
                // A thread broke down; leaving the scope hands its panic on.
                None => break,
            }
        }
        Ok(())
    })
}

struct Queue<R> {
    state: Mutex<State<R>>,
    changed: Condvar,
    count: usize,
    ahead: usize,
}

struct State<R> {
    /// The first number that no thread has taken.
    next: usize,
    /// The first number whose result was not handed on.
    first: usize,
    /// The results from `first` on.
    results: VecDeque<Option<(R, usize)>>,
    /// How many bytes they take.
    waiting: usize,
    /// Whether the work ended early: an error, or a thread that broke down.
    stopped: bool,
}

impl<R> Queue<R> {
    fn new(count: usize, ahead: usize) -> Self {
        Self {
            state: Mutex::new(State {
                next: 0,
                first: 0,
                results: VecDeque::new(),
                waiting: 0,
                stopped: false,
            }),
            changed: Condvar::new(),
            count,
            ahead,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until `ready` finds something, or the work is stopped.
    fn wait<U>(&self, mut ready: impl FnMut(&mut State<R>) -> Option<U>) -> Option<U> {
        let mut state = self.lock();
        loop {
            if let Some(found) = ready(&mut state) {
                self.changed.notify_all();
                return Some(found);
            }
            if state.stopped {
                return None;
            }
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The next number to work on; `None` when there is no more.
    fn take(&self) -> Option<usize> {
        let mut left = true;
        let taken = self.wait(|state| {
            left = state.next < self.count;
            if !left {
                return Some(0);
            }
            // What the others wait for is begun in any case.
            let has_room = state.waiting < WAITING || state.next == state.first;
            (!state.stopped && has_room && state.next < state.first + self.ahead).then(|| {
                state.next += 1;
                state.next - 1
            })
        });
        taken.filter(|_| left)
    }

    fn put(&self, at: usize, result: (R, usize)) {
        let mut state = self.lock();
        state.waiting += result.1;
        let place = at - state.first;
        if state.results.len() <= place {
            state.results.resize_with(place + 1, || None);
        }
        state.results[place] = Some(result);
        self.changed.notify_all();
    }

    /// The next result in order.
    fn next(&self) -> Option<R> {
        self.wait(|state| {
            let (result, weight) = state.results.front_mut()?.take()?;
            state.results.pop_front();
            state.first += 1;
            state.waiting -= weight;
            Some(result)
        })
    }
}

/// Stops the work when it is dropped before the work is done.
struct Stop<'q, R>(&'q Queue<R>);

impl<R> Drop for Stop<'_, R> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        if std::thread::panicking() || state.next < self.0.count {
            state.stopped = true;
        }
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn results_come_in_order_whatever_the_threads_do() {
        for jobs in [1, 2, 7] {
            let mut seen = Vec::new();
            let work = |(): &mut (), at: usize| {
                std::thread::sleep(Duration::from_micros(at as u64 * 7 % 13 * 20));
                at * 2
            };
            let each = |at, result| {
                seen.push((at, result));
                Ok::<_, ()>(())
            };
            ordered(500, jobs, || (), work, |_| 0, each).unwrap();
            let expected: Vec<_> = (0..500).map(|at| (at, at * 2)).collect();
            assert_eq!(seen, expected);
        }
    }

    #[test]
    fn no_thread_runs_far_ahead() {
        let (handed, worst) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |(): &mut (), at: usize| {
            let ahead = at.saturating_sub(handed.load(Ordering::SeqCst));
            worst.fetch_max(ahead, Ordering::SeqCst);
        };
        let each = |_, ()| {
            std::thread::yield_now();
            handed.fetch_add(1, Ordering::SeqCst);
            Ok::<_, ()>(())
        };
        ordered(300, 3, || (), work, |()| 0, each).unwrap();
        assert!(worst.load(Ordering::SeqCst) <= 3 * AHEAD + 1);
    }

    #[test]
    fn large_results_wait_in_small_numbers() {
        let (made, worst) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |(): &mut (), at: usize| {
            if at == 0 {
                std::thread::sleep(Duration::from_millis(200));
            }
            let waiting = made.fetch_add(1, Ordering::SeqCst);
            worst.fetch_max(waiting, Ordering::SeqCst);
        };
        let each = |_, ()| {
            made.fetch_sub(1, Ordering::SeqCst);
            Ok::<_, ()>(())
        };
        // Three of them fill what may wait, and each thread may hold one more.
        ordered(40, 2, || (), work, |()| WAITING / 3, each).unwrap();
        assert!(worst.into_inner() <= 3 + 2);
    }

    #[test]
    fn an_error_ends_the_work() {
        let worked = AtomicUsize::new(0);
        let work = |(): &mut (), _| worked.fetch_add(1, Ordering::SeqCst);
        let each = |at, _| if at == 20 { Err("full") } else { Ok(()) };
        assert_eq!(ordered(10_000, 2, || (), work, |_| 0, each), Err("full"));
        assert!(worked.load(Ordering::SeqCst) < 100);
    }

    #[test]
    fn nothing_to_do_is_done() {
        let each = |_, ()| Ok::<_, ()>(());
        ordered(0, 4, || (), |(): &mut (), _| (), |()| 0, each).unwrap();
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_thread_that_breaks_down_does_not_hang_the_rest() {
        let work = |(): &mut (), at| assert_ne!(at, 50);
        let _ = ordered(100, 2, || (), work, |()| 0, |_, ()| Ok::<_, ()>(()));
    }
}
