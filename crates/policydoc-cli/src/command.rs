//! The sub-commands, one file each.

mod check;
mod convert;
mod departments;
mod explain;
mod outline;
mod parse;
mod schema;
mod text;

use crate::args::Command;
use crate::exit::Exit;
use crate::failure::{Error, Failure};
use crate::printer::Printer;
use crate::reader;
use std::ffi::OsString;

/// Does what was asked for; `worker` is the command line that starts this command again.
pub(crate) fn run(
    command: Command,
    worker: &[OsString],
    printer: &mut Printer,
) -> Result<Exit, Error> {
    match command {
        Command::Parse(args) => parse::run(&args, worker, printer),
        Command::Outline(args) => outline::run(&args, worker, printer),
        Command::Departments(args) => departments::run(&args, worker, printer),
        Command::Check(args) => check::run(&args, worker, printer),
        Command::Convert(args) => convert::run(&args, worker, printer),
        Command::Text(args) => text::run(&args, worker, printer),
        Command::Explain(args) => explain::run(&args, worker, printer),
        Command::Schema(args) => schema::run(&args, printer),
        // Whoever started this process sees its end; an error has nobody else to be told to.
        Command::ReadWorker => Ok(Exit::failed_if(reader::serve().is_err())),
    }
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
