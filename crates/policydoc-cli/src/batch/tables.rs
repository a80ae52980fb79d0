//! Documents as rows of tables: CSV and Parquet, a file a table.

use crate::batch::site::{Site, WholeFile};
use crate::batch::sum::Tally;
use crate::failure::{Error, Failure};
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;
use policydoc::Document;
use policydoc_table::{Format, RecordBatch, Table, Tables, Writer};
use std::fs::File;
use std::io::{self, BufWriter, Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

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
    path: PathBuf,
    writer: Writer<Whole>,
    fault: Fault,
}

/// The error of the system behind that of a writer, which may keep no more than its words.
type Fault = Arc<Mutex<Option<io::Error>>>;

/// A file that a writer of tables writes to; it remembers why it could not.
#[derive(Debug)]
struct Whole {
    file: WholeFile,
    fault: Fault,
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.noted(|writer| writer.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.noted(Write::flush)
    }
}

impl TableFiles {
    /// Begins the files.
    pub(crate) fn create(out: &Path, format: Format, site: &mut Site) -> Result<Self, Error> {
        let mut files = Vec::new();
        for (table, path) in Table::ALL.into_iter().zip(paths(out, format)) {
            let file = Whole {
                file: site.create(&path)?,
                fault: Arc::default(),
            };
            let fault = Arc::clone(&file.fault);
            let writer = Writer::new(table, format, file);
            files.push(TableFile {
                table,
                writer: writer.map_err(|error| unwritable(&path, &error, &fault))?,
                fault,
                path,
            });
        }
        Ok(Self {
            out: out.to_owned(),
            files,
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
        for (table, batch) in batches.map_err(|error| broken(&self.out, &error))? {
            for file in self.files.iter_mut().filter(|file| file.table == table) {
                file.write(&batch)?;
            }
        }
        Ok(())
    }

    /// Gives the files their names.
    pub(crate) fn finish(&mut self, site: &mut Site) -> Result<(), Error> {
        let mut whole = Vec::new();
        for TableFile {
            writer,
            path,
            fault,
            ..
        } in self.files.drain(..)
        {
            let done = writer.finish();
            whole.push(done.map_err(|error| unwritable(&path, &error, &fault))?);
        }
        // Once all can be whole, so that tables of two runs seldom stand side by side.
        whole
            .into_iter()
            .try_for_each(|whole| site.finish(whole.file))
    }

    /// Whether there are such tables already.
    pub(crate) fn exist(&self) -> bool {
        self.files.iter().any(|file| file.path.exists())
    }

    /// Gives up what was begun; what an earlier run has made stays.
    pub(crate) fn discard(&mut self) {
        for TableFile { writer, .. } in self.files.drain(..) {
            if let Ok(whole) = writer.finish() {
                whole.file.discard();
            }
        }
    }
}

impl Whole {
    fn noted<T>(
        &mut self,
        write: impl FnOnce(&mut BufWriter<Tally<File>>) -> io::Result<T>,
    ) -> io::Result<T> {
        write(&mut self.file.writer).map_err(|error| {
            let kind = error.kind();
            let mut fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
            *fault = Some(error);
            kind.into()
        })
    }
}

impl TableFile {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        let written = self.writer.write(batch);
        written.map_err(|error| unwritable(&self.path, &error, &self.fault))
    }
}

/// The files of all tables: `OUT/documents.csv` in a folder, or beside it where OUT has the
/// extension: `out.documents.csv` for `out.csv`.
pub(crate) fn paths(out: &Path, format: Format) -> Vec<PathBuf> {
    let path = |table| path(out, table, format.extension());
    Table::ALL.into_iter().map(path).collect()
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

fn unwritable(path: &Path, error: &policydoc_table::Error, fault: &Fault) -> Error {
    if let Some(fault) = &*fault.lock().unwrap_or_else(PoisonError::into_inner) {
        return Error::unwritable(path, fault);
    }
    let source = std::error::Error::source(error);
    let cause = source.map_or_else(|| error.to_string(), |source| format!("{error}: {source}"));
    Error::unwritable(path, &io::Error::other(cause))
}

fn broken(out: &Path, error: &impl std::fmt::Display) -> Error {
    Error::Store(Failure::new(
        out,
        format!("what an earlier run has left of it is damaged: {error}"),
        "run again without --resume",
    ))
}
