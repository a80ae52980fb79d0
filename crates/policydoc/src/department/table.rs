//! Tables of tab-separated values with a header line.

use super::GazetteerError;

/// A table: its columns by name, its rows with their line numbers.
pub(super) struct Table<'t> {
    name: &'t str,
    text: &'t str,
    columns: Vec<&'t str>,
}

impl<'t> Table<'t> {
    pub(super) fn new(name: &'t str, text: &'t str) -> Self {
        let header = text.lines().find(|line| !is_comment(line));
        let columns = header.unwrap_or_default().split('\t');
        Self {
            name,
            text,
            columns: columns.map(str::trim).collect(),
        }
    }

    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.contains(&column)
    }

    /// Fails on a column that is not among `known`.
    pub(super) fn check(&self, known: &[&str]) -> Result<(), GazetteerError> {
        match self.columns.iter().find(|column| !known.contains(column)) {
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
            .map(|(at, line)| Row {
                table: self,
                line: at + 1,
                fields: line.split('\t').map(str::trim).collect(),
            })
    }

    fn error(&self, line: usize, message: String) -> GazetteerError {
        GazetteerError {
            table: self.name.to_owned(),
            line,
            message,
        }
    }
}

fn is_comment(line: &str) -> bool {
    line.starts_with('#') || line.trim().is_empty()
}

/// One line of a table.
pub(super) struct Row<'t> {
    table: &'t Table<'t>,
    line: usize,
    fields: Vec<&'t str>,
}

impl<'t> Row<'t> {
    /// A field by the name of its column; empty where the table does not have it.
    pub(super) fn get(&self, column: &str) -> &'t str {
        let at = self.table.columns.iter().position(|name| *name == column);
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

    /// A field that must not be empty.
    pub(super) fn need(&self, column: &str) -> Result<&'t str, GazetteerError> {
        match self.get(column) {
            "" => Err(self.error(format!("`{column}` is empty"))),
            text => Ok(text),
        }
    }

    pub(super) fn fields(&self) -> usize {
        self.fields.len()
    }

    pub(super) fn columns(&self) -> usize {
        self.table.columns.len()
    }

    pub(super) fn error(&self, message: impl Into<String>) -> GazetteerError {
        self.table.error(self.line, message.into())
    }
}
