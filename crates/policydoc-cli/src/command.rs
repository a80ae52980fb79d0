//! The sub-commands, one file each.

mod check;
mod convert;
mod departments;
mod explain;
mod outline;
mod parse;
mod schema;
mod text;

use crate::args::{Command, Reading};
use crate::exit::Exit;
use crate::failure::{Error, Failure};
use crate::input;
use crate::printer::Printer;
use policydoc::{Document, Parser};
use std::path::Path;

/// Does what was asked for.
pub(crate) fn run(command: Command, printer: &mut Printer) -> Result<Exit, Error> {
    match command {
        Command::Parse(args) => parse::run(&args, printer),
        Command::Outline(args) => outline::run(&args, printer),
        Command::Departments(args) => departments::run(&args, printer),
        Command::Check(args) => check::run(&args, printer),
        Command::Convert(args) => convert::run(&args, printer),
        Command::Text(args) => text::run(&args, printer),
        Command::Explain(args) => explain::run(&args, printer),
        Command::Schema => schema::run(printer),
    }
}

/// The parser that the options describe.
fn parser(reading: &Reading) -> Parser {
    let mut builder = Parser::builder();
    if let Some(language) = reading.language {
        builder = builder.language(language);
    }
    builder.build()
}

/// Reads the text of one file, and warns where the reading needs a warning.
fn read(file: &Path, printer: &Printer) -> Result<input::Read, Failure> {
    let read = input::read(file)?;
    if let Some(notice) = &read.notice {
        printer.warn(notice);
    }
    Ok(read)
}

/// Reads and parses one file.
fn document(file: &Path, parser: &Parser, printer: &Printer) -> Result<Document, Failure> {
    let read = read(file, printer)?;
    Ok(parser.parse_source(read.text, read.source))
}

/// Runs a sub-command of one file: `show` if the file can be read.
fn with_one<T>(
    read: Result<T, Failure>,
    printer: &mut Printer,
    show: impl FnOnce(T, &mut Printer) -> Result<(), Error>,
) -> Result<Exit, Error> {
    match read {
        Ok(read) => show(read, printer).map(|()| Exit::Success),
        Err(failure) => {
            printer.failed(&failure);
            Ok(Exit::Failure)
        }
    }
}
