//! What is wrong with a table of a user's own.

use std::fmt;

/// A line of a gazetteer table that cannot be used.
///
/// ```
/// use policydoc::Gazetteer;
///
/// let error = Gazetteer::built_in().extended("mine.tsv", "kind_id\tcolour\n").unwrap_err();
/// assert_eq!(error.to_string(), "mine.tsv:1: unknown column `colour`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GazetteerError {
    /// The name of the table, as given.
    pub table: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

impl fmt::Display for GazetteerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.table, self.line, self.message)
    }
}

impl std::error::Error for GazetteerError {}
