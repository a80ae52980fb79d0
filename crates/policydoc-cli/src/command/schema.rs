//! `policydoc schema`: the JSON Schema of the output.

use crate::exit::Exit;
use crate::failure::Error;
use crate::printer::Printer;
use std::io::{self, Write as _};

pub(super) fn run(printer: &mut Printer) -> Result<Exit, Error> {
    serde_json::to_writer_pretty(&mut *printer, &policydoc::schema()).map_err(io::Error::from)?;
    writeln!(printer)?;
    Ok(Exit::Success)
}
