//! Parsed policy documents as tables: Arrow record batches, CSV and Parquet.
//!
//! There are five [tables](Table), described column by column in `TABLES.md` and by
//! [`tables_schema`]. [`Tables`] turns documents into record batches; a [`Writer`] turns the
//! batches of one table into a file. Whoever wants the rows in memory takes the batches and
//! [`Table::schema`]: together they make an Arrow stream.
//!
//! ```
//! use policydoc_table::{RecordBatch, Table, Tables};
//!
//! let mut tables = Tables::new(&[Table::Provisions]);
//! tables.push_as("plan.txt", &policydoc::parse("1. Publish a plan.\n2. Report on it."))?;
//! let batches: Vec<RecordBatch> = tables.finish()?.map(|(_, batch)| batch).collect();
//! assert_eq!(batches[0].num_rows(), 2);
//! assert_eq!(batches[0].schema(), Table::Provisions.schema());
//! # Ok::<(), policydoc_table::Error>(())
//! ```
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
