//! The pieces of a text, and what their file says of them.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;

/// A piece of the text.
///
/// Beside its characters it keeps what the format knows and a parser can use: how deep a heading
/// or an item lies, the cells of a row, whether a line is bold.
///
/// ```
/// use policydoc_read::{BlockKind, Hint, Options, read};
///
/// let page = "<h2>Aims</h2><table><tr><th>Task<th>Unit<tr><td>Dredge<td>Water Bureau</table>";
/// let text = read(page.as_bytes(), &Hint::default(), &Options::default())?;
/// assert_eq!(text.blocks[0].kind, BlockKind::Heading);
/// assert_eq!(text.blocks[0].level, Some(2));
/// let row = text.blocks[2].row.as_ref().unwrap();
/// assert_eq!(&text.text[row.cells[1].range.clone()], "Water Bureau");
/// # Ok::<(), policydoc_read::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Block {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: BlockKind,
    /// Where in the file it came from.
    pub origin: Origin,
    /// The number at its start that the file does not hold but counts: `（一）` of an automatic
    /// list of Word, `3.` of an `<ol>`.
    pub counted: Option<Range<usize>>,
    /// How deep a heading or an item lies, where the file says so: 1 for the outermost. A heading
    /// of level 0 is the title of the document.
    pub level: Option<u8>,
    /// Whether all of its own characters are bold.
    pub bold: bool,
    /// The table and the cells, where it is a row.
    pub row: Option<Row>,
}

impl Block {
    /// Moves it so many bytes towards the end of the text.
    pub(crate) fn shift(&mut self, by: usize) {
        let cells = self.row.iter_mut().flat_map(|row| &mut row.cells);
        let ranges = std::iter::once(&mut self.range)
            .chain(&mut self.counted)
            .chain(cells.map(|cell| &mut cell.range));
        for range in ranges {
            *range = range.start + by..range.end + by;
        }
    }
}

/// What a piece of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// A paragraph that the file marks as a heading.
    Heading,
    /// The first paragraph of an item of a list.
    Item,
    /// A row of a table: `| a | b |`.
    Row,
    /// A field of a table of metadata: `发文字号：…`.
    Metadata,
    /// A line of a header or footer that says who issued the document, when or under which number.
    Header,
    /// A footnote or an endnote.
    Note,
}

/// What a row of a table holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Row {
    /// Which table of the text it is of, from 0. The rows of a table follow each other.
    pub table: u32,
    /// Whether the file marks it as one of the table's heads.
    pub head: bool,
    /// The cells in order, one a column of the table: a cell that spans several columns is
    /// followed by blank ones.
    pub cells: Vec<Cell>,
}

/// A cell of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Cell {
    /// Where its text stands, in bytes; empty for a blank cell.
    pub range: Range<usize>,
    /// Whether it is one cell with the one above, whose text it says again.
    pub repeated: bool,
    /// Whether it is one cell with the one to its left, and so blank.
    pub spanned: bool,
}

/// Where in a file a block came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Origin {
    /// The line it begins on, from 1: plain text and Markdown.
    Line(u32),
    /// A CSS selector of the element: web pages.
    Element(String),
    /// The number of the paragraph among all paragraphs of the part, from 1: Word, `OpenDocument`,
    /// Rich Text.
    Paragraph(u32),
    /// The page, and the line on it that the block begins with, both from 1: PDF.
    Page(u32, u32),
    /// The how-manieth line of headers and footers that is evidence, from 1: Word.
    Margin(u32),
    /// The sheet, and the row on it, both from 1: workbooks.
    Sheet(u32, u32),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Element(path) => f.write_str(path),
            Self::Paragraph(number) => write!(f, "paragraph {number}"),
            Self::Page(page, line) => write!(f, "page {page}, line {line}"),
            Self::Margin(line) => write!(f, "line {line} of headers and footers"),
            Self::Sheet(sheet, row) => write!(f, "sheet {sheet}, row {row}"),
        }
    }
}
