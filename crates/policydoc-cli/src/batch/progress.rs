//! What a batch shows while it runs: a bar on a terminal, nothing elsewhere.

use crate::batch::inputs::Input;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal as _;

/// How far a batch is.
pub(crate) struct Progress<'a> {
    bar: ProgressBar,
    inputs: &'a [Input],
    done: usize,
    failed: usize,
}

impl<'a> Progress<'a> {
    /// A bar for these inputs.
    pub(crate) fn new(quiet: bool, inputs: &'a [Input]) -> Self {
        let bar = if quiet || !std::io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            let style = "{bar:30.cyan/dim} {msg}  {bytes}/{total_bytes}  {eta} left";
            let style = ProgressStyle::with_template(style);
            // Ten times a second is as often as anybody looks.
            let target = ProgressDrawTarget::stderr_with_hz(10);
            ProgressBar::with_draw_target(Some(size(inputs)), target)
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        };
        Self {
            bar,
            inputs,
            done: 0,
            failed: 0,
        }
    }

    /// The next input is done.
    pub(crate) fn step(&mut self, failed: bool) {
        self.failed += usize::from(failed);
        self.done += 1;
        if self.bar.is_hidden() {
            return;
        }
        self.bar.inc(size(&self.inputs[self.done - 1..self.done]));
        let failed = match self.failed {
            0 => String::new(),
            failed => format!(", {failed} failed"),
        };
        let files = self.inputs.len();
        self.bar
            .set_message(format!("{}/{files} files{failed}", self.done));
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

/// The bytes of inputs, as far as they can be told before reading.
fn size(inputs: &[Input]) -> u64 {
    inputs
        .iter()
        .filter_map(|input| std::fs::metadata(&input.path).ok())
        .map(|metadata| metadata.len())
        .sum()
}
