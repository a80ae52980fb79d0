//! `policydoc parse`: one document as JSON.

use super::with_one;
use crate::args::Parse;
use crate::exit::Exit;
use crate::failure::Error;
use crate::printer::Printer;
use crate::setup::{Desk, Setup};
use crate::visible;
use std::ffi::OsString;
use std::io::{self, Write as _};

pub(super) fn run(args: &Parse, worker: &[OsString], printer: &mut Printer) -> Result<Exit, Error> {
    let setup = Setup::new(&args.reading, worker)?;
    let mut desk = Desk::new(&setup);
    if let Some(stage) = args.stage {
        return with_one(
            desk.parsable(&args.file, printer),
            printer,
            |read, printer| {
                let found = setup.parser.stage(&read.text, stage);
                Ok(printer.write_all(visible::lines(&found).as_bytes())?)
            },
        );
    }
    let document = desk.document(&args.file, printer);
    with_one(document, printer, |document, printer| {
        if args.pretty {
            serde_json::to_writer_pretty(&mut *printer, &document).map_err(io::Error::from)?;
        } else {
            printer.write_all(document.to_json().as_bytes())?;
        }
        Ok(writeln!(printer)?)
    })
}
