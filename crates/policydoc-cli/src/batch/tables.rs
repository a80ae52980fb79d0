//! Documents as rows of tables: CSV and Parquet, a file a table.

use crate::batch::whole::WholeFile;
use crate::failure::{Error, Failure};
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;
use policydoc::Document;
use policydoc_table::{Format, RecordBatch, Table, Tables, Writer};
use std::fs::File;
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// The rows of one document in all tables, as bytes that a log can keep: an Arrow stream a table.
pub(crate) fn rows(key: &str, document: &Document) -> Result<Vec<u8>, policydoc_table::Error> {
    let mut tables = Tables::new(&Table::ALL);
    tables.push_as(key, document)?;
    let batches: Vec<_> = tables.finish()?.collect();
    let mut bytes = Vec::new();
    for table in Table::ALL {
        let mut stream = StreamWriter::try_new(&mut bytes, &table.schema())?;
        for (_, batch) in batches.iter().filter(|(of, _)| *of == table) {
            stream.write(batch)?;
        }
        stream.finish()?;
    }
    Ok(bytes)
}

/// The files of all tables.
pub(crate) struct TableFiles {
    out: PathBuf,
    files: Vec<TableFile>,
}

struct TableFile {
    table: Table,
    file: WholeFile,
    writer: Writer<File>,
}

impl TableFiles {
    /// Begins the files: `OUT/documents.csv` in a folder, or beside it where OUT has the
    /// extension: `out.documents.csv` for `out.csv`.
    pub(crate) fn create(out: &Path, format: Format) -> Result<Self, Error> {
        let create = |table: Table| {
            let path = path(out, table, format.extension());
            let file = WholeFile::create(&path)?;
            let handle = file.handle()?;
            let writer = Writer::new(table, format, handle);
            Ok(TableFile {
                table,
                writer: writer.map_err(|error| unwritable(&path, &error))?,
                file,
            })
        };
        let files = Table::ALL.into_iter().map(create);
        Ok(Self {
            out: out.to_owned(),
            files: files.collect::<Result<_, Error>>()?,
        })
    }

    /// Adds the rows of a document.
    pub(crate) fn add(&mut self, rows: &[u8]) -> Result<(), Error> {
        let mut bytes = Cursor::new(rows);
        for file in &mut self.files {
            let stream = StreamReader::try_new(&mut bytes, None);
            for batch in stream.map_err(|error| broken(&self.out, &error))? {
                file.write(&batch.map_err(|error| broken(&self.out, &error))?)?;
            }
        }
        Ok(())
    }

    /// Adds the row of an input that gave no result.
    pub(crate) fn add_failure(&mut self, failure: &Failure) -> Result<(), Error> {
        let mut tables = Tables::new(&[Table::Documents]);
        let pushed = tables.push_error(&failure.file, &failure.cause);
        let batches = pushed.and_then(|()| tables.finish());
        for (table, batch) in batches.map_err(|error| unwritable(&self.out, &error))? {
            for file in self.files.iter_mut().filter(|file| file.table == table) {
                file.write(&batch)?;
            }
        }
        Ok(())
    }

    /// Gives the files their names.
    pub(crate) fn finish(&mut self) -> Result<(), Error> {
        for TableFile { writer, file, .. } in self.files.drain(..) {
            let done = writer.finish();
            done.map_err(|error| unwritable(file.path(), &error))?;
            file.finish()?;
        }
        Ok(())
    }
}

impl TableFile {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        let written = self.writer.write(batch);
        written.map_err(|error| unwritable(self.file.path(), &error))
    }
}

fn path(out: &Path, table: Table, extension: &str) -> PathBuf {
    if has_extension(out, extension) {
        out.with_extension(format!("{table}.{extension}"))
    } else {
        out.join(format!("{table}.{extension}"))
    }
}

/// Whether a path ends like this, in upper or lower case.
pub(crate) fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension()
        .is_some_and(|own| own.eq_ignore_ascii_case(extension))
}

fn unwritable(path: &Path, error: &policydoc_table::Error) -> Error {
    let source = std::error::Error::source(error);
    let cause = source.map_or_else(|| error.to_string(), |source| format!("{error}: {source}"));
    Error::unwritable(path, &std::io::Error::other(cause))
}

fn broken(out: &Path, error: &impl std::fmt::Display) -> Error {
    Error::Store(Failure::new(
        out,
        format!("what an earlier run has left of it is damaged: {error}"),
        "run again without --resume",
    ))
}
