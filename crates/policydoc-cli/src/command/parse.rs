//! `policydoc parse`: one document as JSON.

use super::{document, parser, read, with_one};
use crate::args::Parse;
use crate::exit::Exit;
use crate::failure::Error;
use crate::printer::Printer;
use std::io::{self, Write as _};

pub(super) fn run(args: &Parse, printer: &mut Printer) -> Result<Exit, Error> {
    let parser = parser(&args.reading);
    if let Some(stage) = args.stage {
        return with_one(read(&args.file, printer), printer, |read, printer| {
            Ok(printer.write_all(parser.stage(&read.text, stage).as_bytes())?)
        });
    }
    let document = document(&args.file, &parser, printer);
    with_one(document, printer, |document, printer| {
        let written = if args.pretty {
            serde_json::to_writer_pretty(&mut *printer, &document)
        } else {
            serde_json::to_writer(&mut *printer, &document)
        };
        written.map_err(io::Error::from)?;
        Ok(writeln!(printer)?)
    })
}
