//! The rows and cells of a table as they come.

use crate::block::{BlockKind, Origin};
use crate::builder::{Builder, Column};
use std::collections::HashMap;

/// A table that is open.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Row>,
    /// The cells of the row that is open, and the lines of its last cell.
    cells: Vec<String>,
    lines: String,
    /// What the row says of its cells.
    definitions: Vec<Definition>,
    next: Definition,
    head: bool,
}

#[derive(Debug)]
struct Row {
    cells: Vec<String>,
    definitions: Vec<Definition>,
    head: bool,
    origin: Origin,
}

/// What a row says of a cell.
#[derive(Clone, Copy, Debug, Default)]
struct Definition {
    /// Where the cell ends on the page.
    right: i32,
    merge: Merge,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Merge {
    #[default]
    None,
    Down,
    Above,
    Left,
}

impl Table {
    /// Takes a word that describes a row.
    pub(super) fn define(&mut self, word: &str, value: Option<i32>) {
        match word {
            "trowd" => {
                self.definitions.clear();
                self.next = Definition::default();
                self.head = false;
            }
            "trhdr" => self.head = true,
            "clvmgf" => self.next.merge = Merge::Down,
            "clvmrg" => self.next.merge = Merge::Above,
            "clmrg" => self.next.merge = Merge::Left,
            _ => {
                self.next.right = value.unwrap_or_default();
                self.definitions.push(std::mem::take(&mut self.next));
            }
        }
    }

    /// Adds a line to the cell that is open.
    pub(super) fn line(&mut self, text: &str) {
        self.lines.push_str(text);
        self.lines.push('\n');
    }

    /// Ends a cell with its last line.
    pub(super) fn cell(&mut self, text: &str) {
        self.lines.push_str(text);
        self.cells.push(std::mem::take(&mut self.lines));
    }

    /// Ends a row.
    pub(super) fn row(&mut self, origin: Origin) {
        if !self.cells.is_empty() {
            self.rows.push(Row {
                cells: std::mem::take(&mut self.cells),
                definitions: self.definitions.clone(),
                head: self.head,
                origin,
            });
        }
    }

    /// Writes the table: as rows, or one of one column or one row as the paragraphs in it.
    pub(super) fn write(&mut self, out: &mut Builder) {
        self.row(Origin::Paragraph(0));
        let rows = std::mem::take(&mut self.rows);
        let lines = std::mem::take(&mut self.lines);
        if rows.len() < 2 || rows.iter().all(|row| row.cells.len() < 2) {
            for row in rows {
                for line in row.cells.iter().flat_map(|cell| cell.lines()) {
                    out.push(BlockKind::Paragraph, || row.origin.clone(), "", line);
                }
            }
        } else {
            out.table();
            let mut down: HashMap<i32, String> = HashMap::new();
            for row in rows {
                let columns = columns(&row, &mut down);
                out.row(&columns, row.head, || row.origin);
            }
        }
        for line in lines.lines() {
            out.push(BlockKind::Paragraph, || Origin::Paragraph(0), "", line);
        }
    }
}

/// The columns of a row; `down` holds what cells say that reach down, by where they end.
fn columns(row: &Row, down: &mut HashMap<i32, String>) -> Vec<Column> {
    let definitions = row
        .definitions
        .iter()
        .copied()
        .map(Some)
        .chain(std::iter::repeat(None));
    let cells = row.cells.iter().zip(definitions);
    cells
        .map(|(text, definition)| {
            let Some(Definition { right, merge }) = definition else {
                return text.clone().into();
            };
            match (merge, down.get(&right)) {
                (Merge::Left, _) => return Column::spanned(),
                (Merge::Above, Some(above)) => {
                    return Column {
                        text: above.clone(),
                        repeated: true,
                        ..Column::default()
                    };
                }
                (Merge::Down, _) => down.insert(right, text.clone()),
                _ => down.remove(&right),
            };
            text.clone().into()
        })
        .collect()
}
