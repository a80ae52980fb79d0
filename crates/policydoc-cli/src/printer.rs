//! What people see: results on the standard output, messages on the standard error.

use crate::args::Color;
use crate::exit::Exit;
use crate::failure::{Error, Failure};
use crate::visible;
use anstream::ColorChoice;
use clap::builder::styling::{AnsiColor, Style};
use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal as _, Stdout, Write};
use std::path::Path;

/// Writes results and messages, with colour where somebody can see it.
pub(crate) struct Printer {
    out: BufWriter<Stdout>,
    color: bool,
}

/// What a piece of the output is, which decides its colour.
#[derive(Clone, Copy)]
pub(crate) enum Look {
    /// The name of something.
    Strong,
    /// What stands beside the matter.
    Dim,
    /// A marker or an id.
    Key,
    /// Taken, known, well.
    Good,
    /// Wants a look.
    Odd,
}

impl Printer {
    pub(crate) fn new(color: Color) -> Self {
        let choice = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        choice.write_global();
        let resolved = anstream::AutoStream::choice(&io::stdout());
        Self {
            out: BufWriter::new(io::stdout()),
            color: !matches!(resolved, ColorChoice::Never),
        }
    }

    /// Whether the standard output is coloured.
    pub(crate) fn color(&self) -> bool {
        self.color
    }

    /// The width of the terminal that results go to; `None` where they go elsewhere.
    pub(crate) fn columns(&self) -> Option<usize> {
        if !self.out.get_ref().is_terminal() {
            return None;
        }
        terminal_size::terminal_size_of(self.out.get_ref())
            .map(|(columns, _)| usize::from(columns.0))
    }

    /// The text, coloured if the output is.
    pub(crate) fn paint(&self, look: Look, text: impl Display) -> String {
        if !self.color {
            return text.to_string();
        }
        let style = match look {
            Look::Strong => Style::new().bold(),
            Look::Dim => Style::new().dimmed(),
            Look::Key => AnsiColor::Cyan.on_default(),
            Look::Good => AnsiColor::Green.on_default(),
            Look::Odd => AnsiColor::Yellow.on_default(),
        };
        format!("{style}{text}{style:#}")
    }

    /// Writes out what is still in memory.
    pub(crate) fn finish(&mut self) -> Result<(), Error> {
        Ok(self.out.flush()?)
    }

    /// Tells of an input that gave no result.
    #[expect(clippy::unused_self, reason = "all output goes through the printer")]
    pub(crate) fn failed(&self, failure: &Failure) {
        message("error", AnsiColor::Red, failure, Some(&failure.hint));
    }

    /// Tells of something the user should know about an input.
    #[expect(clippy::unused_self, reason = "all output goes through the printer")]
    pub(crate) fn warn(&self, file: &Path, fact: &str) {
        let fact = format!("{}: {}", visible::path(file), visible::visible(fact));
        message("warning", AnsiColor::Yellow, fact, None);
    }

    /// Says something that is no result and no trouble.
    #[expect(clippy::unused_self, reason = "all output goes through the printer")]
    pub(crate) fn say(&self, text: impl Display) {
        let _ = writeln!(anstream::stderr().lock(), "{text}");
    }

    /// Says why the command stops, and gives the exit code for it.
    pub(crate) fn give_up(&self, error: &Error) -> Exit {
        match error {
            // `policydoc outline plan.txt | head -3` is no error: the reader has seen enough.
            Error::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Success,
            Error::Output(error) => {
                let hint = "send the output elsewhere, or free some space";
                let fact = format!("the standard output cannot be written: {error}");
                message("error", AnsiColor::Red, fact, Some(hint));
                Exit::Failure
            }
            Error::Usage(problem) => {
                let problem = visible::visible(problem);
                message("error", AnsiColor::Red, problem, Some("see policydoc help"));
                Exit::Usage
            }
            Error::Store(failure) => {
                self.failed(failure);
                Exit::Failure
            }
        }
    }
}

impl Write for Printer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn message(level: &str, color: AnsiColor, fact: impl Display, hint: Option<&str>) {
    let style = color.on_default().bold();
    let help = hint.map(|hint| {
        let style = AnsiColor::Cyan.on_default().bold();
        format!("\n  {style}help:{style:#} {hint}")
    });
    let help = help.unwrap_or_default();
    let mut stderr = anstream::stderr().lock();
    // Where the standard error cannot be written there is nobody to tell.
    let _ = writeln!(stderr, "{style}{level}:{style:#} {fact}{help}");
}
