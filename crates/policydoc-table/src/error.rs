//! Why a table could not be made or written.

use arrow_schema::ArrowError;
use std::{error, fmt, io};

/// Why a table could not be made or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The file could not be written.
    Io(io::Error),
    /// Arrow refused the rows: they are of another table, or too much for its memory.
    Arrow(ArrowError),
    /// The Parquet file could not be made.
    #[cfg(feature = "parquet")]
    Parquet(parquet::errors::ParquetError),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(_) => f.write_str("the table could not be written"),
            Self::Arrow(_) => f.write_str("the rows make no table"),
            #[cfg(feature = "parquet")]
            Self::Parquet(_) => f.write_str("the Parquet file could not be written"),
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::Arrow(error) => Some(error),
            #[cfg(feature = "parquet")]
            Self::Parquet(error) => Some(error),
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<ArrowError> for Error {
    fn from(error: ArrowError) -> Self {
        Self::Arrow(error)
    }
}

impl From<csv::Error> for Error {
    fn from(error: csv::Error) -> Self {
        Self::Io(error.into())
    }
}

#[cfg(feature = "parquet")]
impl From<parquet::errors::ParquetError> for Error {
    fn from(error: parquet::errors::ParquetError) -> Self {
        Self::Parquet(error)
    }
}
