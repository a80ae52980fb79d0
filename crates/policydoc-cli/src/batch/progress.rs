//! What a batch shows while it runs: a bar on a terminal, nothing elsewhere.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal as _;

/// How far a batch is.
pub(crate) struct Progress {
    bar: ProgressBar,
    files: usize,
    done: usize,
    failed: usize,
}

impl Progress {
    /// A bar for so many files and bytes.
    pub(crate) fn new(quiet: bool, files: usize, bytes: impl FnOnce() -> u64) -> Self {
        let bar = if quiet || !std::io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            let style = "{bar:30.cyan/dim} {msg}  {bytes}/{total_bytes}  {eta} left";
            let style = ProgressStyle::with_template(style);
            // Ten times a second is as often as anybody looks.
            let target = ProgressDrawTarget::stderr_with_hz(10);
            ProgressBar::with_draw_target(Some(bytes()), target)
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        };
        Self {
            bar,
            files,
            done: 0,
            failed: 0,
        }
    }

    /// One more file is done.
    pub(crate) fn step(&mut self, bytes: u64, failed: bool) {
        self.done += 1;
        self.failed += usize::from(failed);
        if self.bar.is_hidden() {
            return;
        }
        let failed = match self.failed {
            0 => String::new(),
            failed => format!(", {failed} failed"),
        };
        self.bar
            .set_message(format!("{}/{} files{failed}", self.done, self.files));
        self.bar.inc(bytes);
    }

    /// Prints something without tearing the bar.
    pub(crate) fn aside(&self, print: impl FnOnce()) {
        self.bar.suspend(print);
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
