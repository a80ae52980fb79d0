//! `policydoc schema`: what the output looks like.

use crate::args::Schema;
use crate::exit::Exit;
use crate::failure::Error;
use crate::printer::Printer;
use std::io::{self, Write as _};

pub(super) fn run(args: &Schema, printer: &mut Printer) -> Result<Exit, Error> {
    if args.tables {
        write!(printer, "{}", policydoc_table::tables_schema())?;
        return Ok(Exit::Success);
    }
    serde_json::to_writer_pretty(&mut *printer, &policydoc::schema()).map_err(io::Error::from)?;
    writeln!(printer)?;
    Ok(Exit::Success)
}
