//! Parsed policy documents as tables: Arrow record batches, CSV and Parquet.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may fail"))]

mod column; // what a column is
mod describe; // the columns, for people and machines
mod error; // why a table could not be made
mod rows; // the rows and columns of each table
mod table; // which tables there are
mod tables; // how documents become record batches
mod write; // tables as files

pub use column::{Column, Kind};
pub use describe::{TableSchema, TablesSchema, tables_schema};
pub use error::Error;
pub use table::Table;
pub use tables::Tables;
pub use write::{Format, Writer};

pub use arrow_array::RecordBatch;
pub use arrow_schema::SchemaRef;
