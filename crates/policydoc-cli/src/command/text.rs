//! `policydoc text`: what all spans refer to.

use super::{read, with_one};
use crate::args::Text;
use crate::exit::Exit;
use crate::failure::Error;
use crate::printer::Printer;
use std::io::Write as _;

pub(super) fn run(args: &Text, printer: &mut Printer) -> Result<Exit, Error> {
    with_one(read(&args.file, printer), printer, |read, printer| {
        Ok(printer.write_all(read.text.as_bytes())?)
    })
}
