//! Parquet.

use crate::error::Error;
use crate::table::Table;
use arrow_array::RecordBatch;
use arrow_select::coalesce::BatchCoalescer;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use std::io::Write;

/// The rows that are given to the encoder at once. It checks the sizes of its pages at the ends
/// of what it is given, so that the file would depend on how the rows were batched.
const ROWS: usize = 1024;
/// The rows of a row group at most, and its bytes: it is kept in memory until it is complete.
const GROUP_ROWS: usize = 1 << 17;
const GROUP_BYTES: usize = 64 << 20;

pub(super) struct ParquetWriter<W: Write + Send> {
    rows: BatchCoalescer,
    out: ArrowWriter<W>,
}

impl<W: Write + Send> ParquetWriter<W> {
    pub(super) fn new(table: Table, out: W) -> Result<Self, Error> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(GROUP_ROWS))
            .set_max_row_group_bytes(Some(GROUP_BYTES))
            .build();
        Ok(Self {
            rows: BatchCoalescer::new(table.schema(), ROWS),
            out: ArrowWriter::try_new(out, table.schema(), Some(properties))?,
        })
    }

    pub(super) fn write(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        self.rows.push_batch(batch.clone())?;
        self.write_completed()
    }

    fn write_completed(&mut self) -> Result<(), Error> {
        while let Some(batch) = self.rows.next_completed_batch() {
            self.out.write(&batch)?;
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<W, Error> {
        self.rows.finish_buffered_batch()?;
        self.write_completed()?;
        Ok(self.out.into_inner()?)
    }
}
