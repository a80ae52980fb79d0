//! A text as it grows block by block, for formats that know their paragraphs.

use crate::text::{Block, BlockKind, Field, Origin};

/// The text and the blocks so far.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    pub(crate) text: String,
    pub(crate) blocks: Vec<Block>,
    pub(crate) metadata: Vec<Field>,
}

impl Builder {
    /// Adds a block: the number that the file counts, with what sets it off, and what it holds. Blank blocks are left
    /// out; the answer says whether the block was added.
    pub(crate) fn push(
        &mut self,
        kind: BlockKind,
        origin: impl FnOnce() -> Origin,
        counted: &str,
        content: &str,
    ) -> bool {
        let content = trim(content);
        if content.is_empty() {
            return false;
        }
        self.part(kind);
        let start = self.text.len();
        self.text.push_str(counted);
        let counted = trim(counted).len();
        let counted = (counted > 0).then(|| start..start + counted);
        self.text.push_str(content);
        self.blocks.push(Block {
            range: start..self.text.len(),
            kind,
            origin: origin(),
            counted,
        });
        true
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

    /// Adds a row of a table. Line ends inside cells become spaces, as a row is a line.
    pub(crate) fn row(&mut self, cells: &[String], origin: impl FnOnce() -> Origin) {
        if cells.iter().all(|cell| trim(cell).is_empty()) {
            return;
        }
        let mut row = String::from("|");
        for cell in cells {
            row.push(' ');
            let cell = cell.replace('|', "\\|");
            for (at, line) in cell
                .lines()
                .map(trim)
                .filter(|line| !line.is_empty())
                .enumerate()
            {
                if at > 0 && !ends_wide(&row) {
                    row.push(' ');
                }
                row.push_str(line);
            }
            row.push_str(if trim(&cell).is_empty() { "|" } else { " |" });
        }
        self.push(BlockKind::Row, origin, "", &row);
    }

    /// Parts the next block from the one before: rows and fields are lines that follow each
    /// other, everything else stands between blank lines.
    fn part(&mut self, next: BlockKind) {
        let Some(last) = self.blocks.last() else {
            return;
        };
        let close = last.kind == next && matches!(next, BlockKind::Row | BlockKind::Metadata);
        self.text.push_str(if close { "\n" } else { "\n\n" });
    }
}

/// A number with what sets it off from the text after it. What ends in a Chinese mark sets itself
/// off: `（一）目标`, but `1. Aims`, `第一条 目标`.
#[cfg(any(feature = "docx", feature = "html"))]
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
