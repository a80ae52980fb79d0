//! How documents become record batches.

use crate::column::Cells;
use crate::error::Error;
use crate::rows::{File, departments, diagnostics, documents, mentions, provisions};
use crate::table::Table;
use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use policydoc::Document;
use std::borrow::Cow;

/// The rows of a batch, unless its texts fill it earlier.
const ROWS: usize = 8192;
/// The bytes of text after which a batch is full.
const TEXT_BYTES: usize = 16 << 20;

/// Takes documents one by one and gives the rows of their tables, batch by batch.
///
/// A batch is ready when it has 8192 rows or 16 MiB of text. To keep memory bounded, take what is
/// [`ready`](Tables::ready) now and then, best after each document; and take the rest by
/// [`finish`](Tables::finish). The batches depend on the documents and their order alone, not on
/// when they are taken.
///
/// ```
/// use policydoc_table::{Table, Tables};
///
/// let mut tables = Tables::new(&[Table::Documents, Table::Provisions]);
/// let mut rows = [0, 0];
/// for text in ["1. Publish a plan.", "1. Open an office.\n2. Report on it."] {
///     tables.push(&policydoc::parse(text))?;
///     for (table, batch) in tables.ready() {
///         rows[table as usize] += batch.num_rows(); // or write it to a file
///     }
/// }
/// for (table, batch) in tables.finish()? {
///     rows[table as usize] += batch.num_rows();
/// }
/// assert_eq!(rows, [2, 3]);
/// # Ok::<(), policydoc_table::Error>(())
/// ```
pub struct Tables {
    parts: Vec<Part>,
    ready: Vec<(Table, RecordBatch)>,
}

/// What is filled of one table.
struct Part {
    table: Table,
    schema: SchemaRef,
    cells: Cells,
}

impl Tables {
    /// Tables without rows. Only those that are asked for are made.
    pub fn new(tables: &[Table]) -> Self {
        let part = |&table: &Table| Part {
            table,
            schema: table.schema(),
            cells: Cells::new(table.columns()),
        };
        Self {
            parts: tables.iter().map(part).collect(),
            ready: Vec::new(),
        }
    }

    /// Adds the rows of a document. Its key is the name of its source, or the SHA-256 where it
    /// has none.
    pub fn push(&mut self, document: &Document) -> Result<(), Error> {
        let key = match &document.source().name {
            Some(name) => Cow::Borrowed(name.as_str()),
            None => document.sha256(),
        };
        self.push_as(&key, document)
    }

    /// Adds the rows of a document under a key, as its path. Rows of documents that share a key
    /// cannot be told apart.
    pub fn push_as(&mut self, key: &str, document: &Document) -> Result<(), Error> {
        let file = File::new(key, document);
        for part in &mut self.parts {
            part.fill(&file, &mut self.ready)?;
        }
        Ok(())
    }

    /// Adds a row to `documents` for a file that could not be read.
    pub fn push_error(&mut self, key: &str, error: &str) -> Result<(), Error> {
        let documents = self
            .parts
            .iter_mut()
            .filter(|part| part.table == Table::Documents);
        for part in documents {
            documents::append(&documents::Row::failed(key, error), &mut part.cells);
            part.flush_full(&mut self.ready)?;
        }
        Ok(())
    }

    /// The batches that are full; each is given once.
    pub fn ready(&mut self) -> impl Iterator<Item = (Table, RecordBatch)> + use<> {
        std::mem::take(&mut self.ready).into_iter()
    }

    /// The batches that were not taken yet, and the rows that fill no batch. A table without
    /// rows gives no batch.
    pub fn finish(mut self) -> Result<impl Iterator<Item = (Table, RecordBatch)>, Error> {
        for part in &mut self.parts {
            part.flush(&mut self.ready)?;
        }
        Ok(self.ready.into_iter())
    }
}

impl Part {
    fn fill(
        &mut self,
        file: &File<'_>,
        ready: &mut Vec<(Table, RecordBatch)>,
    ) -> Result<(), Error> {
        let document = file.document;
        match self.table {
            Table::Documents => {
                documents::append(&documents::Row::read(file), &mut self.cells);
                self.flush_full(ready)?;
            }
            Table::Provisions => {
                for row in provisions::rows(file) {
                    provisions::append(&row, &mut self.cells);
                    self.flush_full(ready)?;
                }
            }
            Table::Mentions => mentions::for_each(file, |row| {
                mentions::append(row, &mut self.cells);
                self.flush_full(ready)
            })?,
            Table::Departments => {
                for department in document.departments() {
                    departments::append(&departments::Row { file, department }, &mut self.cells);
                    self.flush_full(ready)?;
                }
            }
            Table::Diagnostics => {
                for (position, diagnostic) in document.diagnostics().iter().enumerate() {
                    let row = diagnostics::Row {
                        file,
                        position,
                        diagnostic,
                    };
                    diagnostics::append(&row, &mut self.cells);
                    self.flush_full(ready)?;
                }
            }
        }
        Ok(())
    }

    fn flush_full(&mut self, ready: &mut Vec<(Table, RecordBatch)>) -> Result<(), Error> {
        if self.cells.rows() >= ROWS || self.cells.text_bytes() >= TEXT_BYTES {
            self.flush(ready)?;
        }
        Ok(())
    }

    fn flush(&mut self, ready: &mut Vec<(Table, RecordBatch)>) -> Result<(), Error> {
        if self.cells.rows() > 0 {
            let columns = self.cells.finish();
            let batch = RecordBatch::try_new(self.schema.clone(), columns)?;
            ready.push((self.table, batch));
        }
        Ok(())
    }
}
