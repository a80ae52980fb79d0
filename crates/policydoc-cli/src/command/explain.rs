//! `policydoc explain`: every candidate marker, and why it was taken or not.

use super::with_one;
use crate::args::Explain;
use crate::exit::Exit;
use crate::failure::Error;
use crate::printer::{Look, Printer};
use crate::setup::{Desk, Setup};
use crate::width::{pad, width};
use policydoc::Decision;
use std::ffi::OsString;
use std::io::Write as _;

pub(super) fn run(
    args: &Explain,
    worker: &[OsString],
    printer: &mut Printer,
) -> Result<Exit, Error> {
    let setup = Setup::new(&args.reading, worker)?;
    let text = Desk::new(&setup).read(&args.file, printer);
    with_one(text, printer, |read, printer| {
        let decisions = setup.parser.explain(&read.text);
        let marker = |decision: &Decision| width(decision.span.slice(&read.text));
        let columns = decisions.iter().map(marker).max().unwrap_or(0);
        let mut place = Place::default();
        for decision in &decisions {
            place.advance(&read.text, decision.span.start());
            let marker = pad(decision.span.slice(&read.text), columns);
            let look = if decision.taken() {
                Look::Good
            } else {
                Look::Dim
            };
            writeln!(
                printer,
                "{:>5}:{:<4} {}  {}{}",
                place.line,
                place.column,
                printer.paint(Look::Key, marker),
                "  ".repeat(decision.depth),
                printer.paint(look, decision),
            )?;
        }
        Ok(())
    })
}

/// A place in the text as editors count: line and column start at 1, columns count characters.
struct Place {
    offset: usize,
    line: usize,
    column: usize,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            offset: 0,
            line: 1,
            column: 1,
        }
    }
}

impl Place {
    fn advance(&mut self, text: &str, offset: usize) {
        for ch in text.get(self.offset..offset).unwrap_or_default().chars() {
            self.column += 1;
            if ch == '\n' {
                self.line += 1;
                self.column = 1;
            }
        }
        self.offset = offset;
    }
}
