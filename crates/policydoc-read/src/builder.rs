//! A text as it grows block by block, for formats that know their paragraphs.

use crate::block::{Block, BlockKind, Cell, Origin, Row};
use crate::text::Field;

/// The text and the blocks so far.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    pub(crate) text: String,
    pub(crate) blocks: Vec<Block>,
    pub(crate) metadata: Vec<Field>,
    /// How many tables have begun.
    tables: u32,
    /// How much of the text is cells said again, in bytes.
    repeated: usize,
}

/// How much of a text may be cells said again, in bytes: a cell that reaches over many rows would
/// let a small file make a text without end.
const REPEATED: usize = 8 << 20;

/// What a file says of a paragraph besides its characters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub(crate) kind: BlockKind,
    pub(crate) level: Option<u8>,
    pub(crate) bold: bool,
}

impl From<BlockKind> for Shape {
    fn from(kind: BlockKind) -> Self {
        Self {
            kind,
            level: None,
            bold: false,
        }
    }
}

/// What stands in one column of a row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    pub(crate) text: String,
    /// It is said again for the cell above, which reaches down here.
    pub(crate) repeated: bool,
    /// It is blank, as the cell to the left reaches over here.
    pub(crate) spanned: bool,
}

impl From<String> for Column {
    fn from(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}

impl Column {
    /// A column that the cell to the left reaches over.
    pub(crate) fn spanned() -> Self {
        Self {
            spanned: true,
            ..Self::default()
        }
    }
}

impl Builder {
    /// Adds a block: the number that the file counts, with what sets it off, and what it holds. Blank blocks are left
    /// out; the answer says whether the block was added.
    pub(crate) fn push(
        &mut self,
        shape: impl Into<Shape>,
        origin: impl FnOnce() -> Origin,
        counted: &str,
        content: &str,
    ) -> bool {
        let content = trim(content);
        if content.is_empty() {
            return false;
        }
        self.add(shape.into(), origin(), counted, content);
        true
    }

    fn add(&mut self, shape: Shape, origin: Origin, counted: &str, content: &str) {
        self.part(shape.kind, None);
        let start = self.text.len();
        self.text.push_str(counted);
        let counted = trim(counted).len();
        let counted = (counted > 0).then(|| start..start + counted);
        self.text.push_str(content);
        self.blocks.push(Block {
            range: start..self.text.len(),
            kind: shape.kind,
            origin,
            counted,
            level: shape.level,
            bold: shape.bold,
            row: None,
        });
    }

    /// Adds a field of metadata as a line of its own.
    pub(crate) fn field(&mut self, label: &str, value: &str, origin: impl FnOnce() -> Origin) {
        let (label, value) = (trim(label), trim(value));
        if self.push(
            BlockKind::Metadata,
            origin,
            "",
            &format!("{label}：{value}"),
        ) {
            let end = self.text.len();
            self.metadata.push(Field {
                label: label.split_whitespace().collect(),
                value: value.to_owned(),
                range: end - value.len()..end,
            });
        }
    }

    /// Puts lines of headers and footers before and after all that was added.
    pub(crate) fn put_around(&mut self, before: &[String], after: &[String]) {
        let mut lines = (1..).map(Origin::Margin);
        let mut origin = || lines.next().unwrap_or(Origin::Margin(0));
        let mut head = Self::default();
        for line in before {
            head.push(BlockKind::Header, &mut origin, "", line);
        }
        if !head.blocks.is_empty() {
            head.text.push_str("\n\n");
            self.shift(head.text.len());
            self.text.insert_str(0, &head.text);
            self.blocks.splice(0..0, head.blocks);
        }
        for line in after {
            self.push(BlockKind::Header, &mut origin, "", line);
        }
    }

    /// Moves all that was added so many bytes towards the end.
    fn shift(&mut self, by: usize) {
        for block in &mut self.blocks {
            block.shift(by);
        }
        for field in &mut self.metadata {
            field.range = field.range.start + by..field.range.end + by;
        }
    }

    /// Begins a table: the rows that follow are its own.
    pub(crate) fn table(&mut self) {
        self.tables = self.tables.saturating_add(1);
    }

    /// Adds a row of the table that has begun. Line ends inside cells become spaces, as a row is a
    /// line. A row that holds nothing of its own is left out.
    pub(crate) fn row(&mut self, columns: &[Column], head: bool, origin: impl FnOnce() -> Origin) {
        let is_blank = |column: &Column| column.repeated || trim(&column.text).is_empty();
        if columns.iter().all(is_blank) {
            return;
        }
        let table = self.tables.saturating_sub(1);
        self.part(BlockKind::Row, Some(table));
        let start = self.text.len();
        self.text.push('|');
        let cells = columns.iter().map(|column| self.cell(column)).collect();
        self.blocks.push(Block {
            range: start..self.text.len(),
            kind: BlockKind::Row,
            origin: origin(),
            counted: None,
            level: None,
            bold: false,
            row: Some(Row { table, head, cells }),
        });
    }

    /// Writes a cell of a row, and the bar after it.
    fn cell(&mut self, column: &Column) -> Cell {
        self.text.push(' ');
        let start = self.text.len();
        let content = if column.repeated && self.is_cut() {
            String::new()
        } else {
            column.text.replace('|', "\\|")
        };
        self.repeated += usize::from(column.repeated) * content.len();
        let lines = content.lines().map(trim).filter(|line| !line.is_empty());
        for (at, line) in lines.enumerate() {
            if at > 0 && !ends_wide(&self.text) {
                self.text.push(' ');
            }
            self.text.push_str(line);
        }
        let range = start..self.text.len();
        self.text
            .push_str(if range.is_empty() { "|" } else { " |" });
        Cell {
            range,
            repeated: column.repeated,
            spanned: column.spanned,
        }
    }

    /// Whether cells that reach over several rows were left blank, as there were too many.
    pub(crate) fn is_cut(&self) -> bool {
        self.repeated >= REPEATED
    }

    /// Parts the next block from the one before: rows of one table and fields are lines that
    /// follow each other, everything else stands between blank lines.
    fn part(&mut self, next: BlockKind, table: Option<u32>) {
        let Some(last) = self.blocks.last() else {
            return;
        };
        let close = last.kind == next
            && match next {
                BlockKind::Metadata => true,
                BlockKind::Row => last.row.as_ref().map(|row| row.table) == table,
                _ => false,
            };
        self.text.push_str(if close { "\n" } else { "\n\n" });
    }
}

/// A number with what sets it off from the text after it. What ends in a Chinese mark sets itself
/// off: `（一）目标`, but `1. Aims`, `第一条 目标`.
pub(crate) fn set_off(mut number: String) -> String {
    if !number.is_empty() && !number.ends_with(['、', '）', '．', '。', '】', '〕', '：']) {
        number.push(' ');
    }
    number
}

/// A text without the white space around it, ideographic and no-break spaces among it.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(|ch: char| ch.is_whitespace() || matches!(ch, '\u{200B}' | '\u{FEFF}'))
}

/// Whether a text ends with a character of Chinese, after which a line end is no space.
pub(crate) fn ends_wide(text: &str) -> bool {
    text.chars().next_back().is_some_and(is_wide)
}

/// Whether a character is as wide as a Chinese one and stands without spaces around it.
pub(crate) fn is_wide(ch: char) -> bool {
    matches!(ch, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFF}')
}
