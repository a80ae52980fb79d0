//! Plain text: the text is the file's own, character for character.

use crate::block::{Block, BlockKind, Cell, Origin, Row};

/// The lines of a plain text that are not blank, one block each.
pub(crate) fn lines(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut tables = Tables::default();
    let mut start = 0;
    for (at, line) in (1..).zip(text.split_inclusive('\n')) {
        let trimmed = line.trim_end();
        let indent = trimmed.len() - trimmed.trim_start().len();
        if trimmed.is_empty() {
            tables.end();
        } else {
            let range = start + indent..start + trimmed.len();
            let row = tables.row(&text[range.clone()], range.start);
            blocks.push(Block {
                range,
                kind: if row.is_some() {
                    BlockKind::Row
                } else {
                    BlockKind::Paragraph
                },
                origin: Origin::Line(at),
                counted: None,
                level: None,
                bold: false,
                row,
            });
        }
        start += line.len();
    }
    blocks
}

/// The tables of a text whose rows are written with bars.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    /// How many have ended.
    ended: u32,
    open: bool,
}

impl Tables {
    pub(crate) fn end(&mut self) {
        self.ended += u32::from(self.open);
        self.open = false;
    }

    /// The row that a line is; none where it does not begin with a bar, which ends the table.
    pub(crate) fn row(&mut self, line: &str, offset: usize) -> Option<Row> {
        let inner = line.strip_prefix('|');
        if inner.is_none() {
            self.end();
        }
        let cells = cells(inner?, offset + 1);
        self.open = true;
        Some(Row {
            table: self.ended,
            head: false,
            cells,
        })
    }
}

/// The cells of a row behind its first bar: what stands between bars that no `\` comes before.
fn cells(row: &str, offset: usize) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut start = 0;
    let mut escaped = false;
    let bars = row.bytes().enumerate().filter(|&(_, byte)| {
        let bar = byte == b'|' && !escaped;
        escaped = byte == b'\\' && !escaped;
        bar
    });
    for end in bars.map(|(at, _)| at).collect::<Vec<_>>() {
        cells.push(cell(&row[start..end], offset + start));
        start = end + 1;
    }
    // A last bar may be missing.
    if !row[start..].trim().is_empty() {
        cells.push(cell(&row[start..], offset + start));
    }
    cells
}

fn cell(text: &str, offset: usize) -> Cell {
    let content = text.trim();
    let start = if content.is_empty() {
        offset
    } else {
        offset + text.len() - text.trim_start().len()
    };
    Cell {
        range: start..start + content.len(),
        repeated: false,
        spanned: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_block_wherever_it_ends() {
        let text = "Aims\r\n\r\n  1. We plan.\r\n| a | b |";
        let blocks = lines(text);
        let slices: Vec<_> = blocks
            .iter()
            .map(|block| &text[block.range.clone()])
            .collect();
        assert_eq!(slices, ["Aims", "1. We plan.", "| a | b |"]);
        assert_eq!(blocks[1].origin, Origin::Line(3));
        assert_eq!(blocks[2].kind, BlockKind::Row);
    }

    #[test]
    fn a_row_has_its_cells() {
        let text = "| a \\| b |  |c\n|d|\n\n|e|";
        let blocks = lines(text);
        let cells = |at: usize| -> (u32, Vec<&str>) {
            let row = blocks[at].row.as_ref().unwrap();
            let cells = row.cells.iter().map(|cell| &text[cell.range.clone()]);
            (row.table, cells.collect())
        };
        assert_eq!(cells(0), (0, vec!["a \\| b", "", "c"]));
        assert_eq!(cells(1), (0, vec!["d"]));
        assert_eq!(cells(2), (1, vec!["e"]));
    }
}
