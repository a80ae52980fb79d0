//! `policydoc text`: what all spans refer to.

use super::with_one;
use crate::args::Text;
use crate::exit::Exit;
use crate::failure::Error;
use crate::printer::Printer;
use crate::setup::{Desk, Setup};
use std::ffi::OsString;
use std::io::Write as _;

pub(super) fn run(args: &Text, worker: &[OsString], printer: &mut Printer) -> Result<Exit, Error> {
    let mut setup = Setup::of_files(&args.files, worker);
    setup.settings.all = args.all;
    let text = Desk::new(&setup).read(&args.file, printer);
    with_one(text, printer, |read, printer| {
        Ok(printer.write_all(read.text.as_bytes())?)
    })
}
