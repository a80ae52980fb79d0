//! Tables as files.

mod csv;
#[cfg(feature = "parquet")]
mod parquet;

use crate::error::Error;
use crate::table::Table;
use arrow_array::RecordBatch;
use std::io::Write;

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Comma-separated values in UTF-8, quoted as in RFC 4180, lines ended by LF, a header line.
    ///
    /// - No value is an empty cell; dates are `2019-05-24`; booleans `true` and `false`.
    /// - A text that a spreadsheet could take for a formula is kept from it: where it begins with
    ///   `=`, `+`, `-`, `@`, one of these in full width, a tab or a line end, it gets an
    ///   apostrophe in front; and so does a text that begins with an apostrophe. To have the text
    ///   as it was, take one leading apostrophe off the cells of text columns.
    /// - NUL, which many readers of CSV stop at, is written as U+FFFD.
    Csv {
        /// Whether the file begins with a byte order mark, which Excel needs to see that it is in
        /// UTF-8.
        bom: bool,
    },
    /// Parquet, compressed with zstd. Needs the feature `parquet`.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    /// The usual extension of such files, without a dot: `csv`, `parquet`.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv { .. } => "csv",
            #[cfg(feature = "parquet")]
            Self::Parquet => "parquet",
        }
    }
}

/// Writes the batches of one table to a file.
///
/// The bytes depend on the rows alone, not on the batches they come in. A file that is not
/// finished is not complete: call [`Writer::finish`], also for a table without rows.
///
/// ```
/// use policydoc_table::{Format, Table, Tables, Writer};
///
/// let mut tables = Tables::new(&[Table::Departments]);
/// let mut writer = Writer::new(Table::Departments, Format::Csv { bom: false }, Vec::new())?;
/// tables.push(&policydoc::parse("1. Publish a plan."))?;
/// for (_, batch) in tables.finish()? {
///     writer.write(&batch)?;
/// }
/// let file = writer.finish()?;
/// assert!(file.starts_with(b"document,id,name,"));
/// # Ok::<(), policydoc_table::Error>(())
/// ```
pub struct Writer<W: Write + Send>(Inner<W>);

enum Inner<W: Write + Send> {
    Csv(csv::CsvWriter<W>),
    #[cfg(feature = "parquet")]
    Parquet(parquet::ParquetWriter<W>),
}

impl<W: Write + Send> Writer<W> {
    /// A writer of `table` to `out`. Nothing is buffered twice: `out` need not be a `BufWriter`.
    pub fn new(table: Table, format: Format, out: W) -> Result<Self, Error> {
        Ok(Self(match format {
            Format::Csv { bom } => Inner::Csv(csv::CsvWriter::new(table, bom, out)?),
            #[cfg(feature = "parquet")]
            Format::Parquet => Inner::Parquet(parquet::ParquetWriter::new(table, out)?),
        }))
    }

    /// Writes the rows of a batch.
    pub fn write(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        match &mut self.0 {
            Inner::Csv(writer) => writer.write(batch),
            #[cfg(feature = "parquet")]
            Inner::Parquet(writer) => writer.write(batch),
        }
    }

    /// Completes the file and gives back what it was written to, flushed.
    pub fn finish(self) -> Result<W, Error> {
        let mut out = match self.0 {
            Inner::Csv(writer) => writer.finish()?,
            #[cfg(feature = "parquet")]
            Inner::Parquet(writer) => writer.finish()?,
        };
        out.flush()?;
        Ok(out)
    }
}
