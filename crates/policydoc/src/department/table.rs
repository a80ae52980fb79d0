//! Tables of tab-separated values with a header line.

use std::borrow::Cow;
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

/// Text of the built-in tables is borrowed, text of a user's table is owned.
pub(super) type Text = Cow<'static, str>;

/// Splits text that is borrowed or owned like `text`.
pub(super) fn piece(text: &Text, part: &str) -> Text {
    match text {
        // Both point into the same static text, so the part can be had for good.
        Cow::Borrowed(whole) => {
            let start = part.as_ptr() as usize - whole.as_ptr() as usize;
            Cow::Borrowed(&whole[start..start + part.len()])
        }
        Cow::Owned(_) => Cow::Owned(part.to_owned()),
    }
}

/// A table: its columns by name, its rows with their line numbers.
pub(super) struct Table {
    name: String,
    text: Text,
    columns: Vec<Text>,
}

impl Table {
    pub(super) fn new(name: &str, text: impl Into<Text>) -> Self {
        let text = text.into();
        let header = text
            .lines()
            .find(|line| !is_comment(line))
            .unwrap_or_default();
        let columns = header
            .split('\t')
            .map(|column| piece(&text, column.trim()))
            .collect();
        Self {
            name: name.to_owned(),
            columns,
            text,
        }
    }

    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }

    /// Fails on a column that is not among `known`.
    pub(super) fn check(&self, known: &[&str]) -> Result<(), GazetteerError> {
        let odd = self
            .columns
            .iter()
            .find(|column| !known.contains(&column.as_ref()));
        match odd {
            None => Ok(()),
            Some(odd) => Err(self.error(self.header(), format!("unknown column `{odd}`"))),
        }
    }

    fn header(&self) -> usize {
        let before = self.text.lines().take_while(|line| is_comment(line));
        before.count() + 1
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.text
            .lines()
            .enumerate()
            .filter(|(_, line)| !is_comment(line))
            .skip(1)
            .map(|(at, line)| Row::new(self, at + 1, line))
    }

    fn error(&self, line: usize, message: String) -> GazetteerError {
        GazetteerError {
            table: self.name.clone(),
            line,
            message,
        }
    }
}

fn is_comment(line: &str) -> bool {
    line.starts_with('#') || line.trim().is_empty()
}

/// One line of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'t> {
    table: &'t Table,
    line: usize,
    fields: [&'t str; MOST],
    count: usize,
}

/// No table has more columns.
const MOST: usize = 18;

impl<'t> Row<'t> {
    fn new(table: &'t Table, line: usize, text: &'t str) -> Self {
        let mut fields = [""; MOST];
        let mut count = 0;
        for field in text.split('\t') {
            if let Some(slot) = fields.get_mut(count) {
                *slot = field.trim();
            }
            count += 1;
        }
        Self {
            table,
            line,
            fields,
            count,
        }
    }

    /// A field by the name of its column; empty where the table does not have it.
    pub(super) fn get(&self, column: &str) -> &'t str {
        let at = self.table.columns.iter().position(|name| name == column);
        at.and_then(|at| self.fields.get(at).copied())
            .unwrap_or_default()
    }

    /// The parts of a field, which `|` separates.
    pub(super) fn list(&self, column: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.get(column)
            .split('|')
            .map(str::trim)
            .filter(|part| !part.is_empty())
    }

    /// A field to be kept.
    pub(super) fn text(&self, column: &str) -> Text {
        self.keep(self.get(column))
    }

    /// A part of a field to be kept.
    pub(super) fn keep(&self, part: &str) -> Text {
        if part.is_empty() {
            return Text::default();
        }
        piece(&self.table.text, part)
    }

    /// A field that must not be empty.
    pub(super) fn need(&self, column: &str) -> Result<Text, GazetteerError> {
        match self.get(column) {
            "" => Err(self.error(format!("`{column}` is empty"))),
            text => Ok(self.keep(text)),
        }
    }

    pub(super) fn fields(&self) -> usize {
        self.count
    }

    pub(super) fn columns(&self) -> usize {
        self.table.columns.len()
    }

    pub(super) fn error(&self, message: impl Into<String>) -> GazetteerError {
        self.table.error(self.line, message.into())
    }
}
