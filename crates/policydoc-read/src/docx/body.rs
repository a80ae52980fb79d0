//! From the elements of a document's text to blocks.

use super::numbering::Numbering;
use super::run::{DEPTH, Field, Runs, too_deep};
use super::styles::{List, Styles, heading_level};
use super::table::{self, Merge};
use crate::block::{BlockKind, Origin};
use crate::builder::{Builder, Column, Shape};
use crate::error::{Error, ErrorCode};
use crate::text::{Warning, WarningCode};
use crate::xml::{attribute, child, is, number, value};
use roxmltree::{Document, Node};
use std::collections::HashMap;

/// The text as it is read.
pub(super) struct Body<'s> {
    styles: &'s Styles,
    numbering: Numbering,
    pub(super) out: Builder,
    pub(super) warnings: Vec<Warning>,
    /// How many paragraphs have been read.
    paragraphs: u32,
    fields: Vec<Field>,
    notes: Vec<String>,
    /// The text of paragraphs whose end was deleted: it goes on in the next one.
    carried: String,
    /// The first number of a blank paragraph in the cell that is read.
    alone: String,
}

/// A paragraph as its reader sees it.
struct Paragraph<'a, 'i> {
    number: String,
    text: String,
    shape: Shape,
    boxes: Vec<Node<'a, 'i>>,
}

impl<'s> Body<'s> {
    pub(super) fn new(styles: &'s Styles, numbering: Numbering) -> Self {
        Self {
            styles,
            numbering,
            out: Builder::default(),
            warnings: Vec::new(),
            paragraphs: 0,
            fields: Vec::new(),
            notes: Vec::new(),
            carried: String::new(),
            alone: String::new(),
        }
    }

    /// Reads the main part.
    pub(super) fn document(&mut self, part: &Document<'_>) -> Result<(), Error> {
        let root = part.root_element();
        let body = child(root, "body").filter(|_| is(root, "document"));
        let Some(body) = body else {
            let cause = "its main part is no Word document";
            return Err(Error::new(ErrorCode::Damaged, cause));
        };
        self.blocks(body, 0)?;
        let last = std::mem::take(&mut self.carried);
        let origin = Origin::Paragraph(self.paragraphs);
        self.out.push(BlockKind::Paragraph, || origin, "", &last);
        Ok(())
    }

    /// Reads footnotes or endnotes, those that the text refers to.
    pub(super) fn notes(&mut self, part: &Document<'_>) -> Result<(), Error> {
        let root = part.root_element();
        let kind = if is(root, "footnotes") { 'f' } else { 'e' };
        for note in root.children().filter(Node::is_element) {
            let id = format!("{kind}{}", attribute(note, "id").unwrap_or_default());
            let Some(at) = self.notes.iter().position(|note| *note == id) else {
                continue;
            };
            let mut number = format!("[{}] ", at + 1);
            for paragraph in note.descendants().filter(|node| is(*node, "p")) {
                let read = self.paragraph(paragraph)?;
                let origin = Origin::Paragraph(self.paragraphs);
                if self
                    .out
                    .push(BlockKind::Note, || origin, &number, &read.text)
                {
                    number.clear();
                }
            }
        }
        Ok(())
    }

    /// The lines of a part that is a header or a footer.
    pub(super) fn lines(&mut self, part: &Document<'_>) -> Result<Vec<String>, Error> {
        let mut lines = Vec::new();
        for paragraph in part.descendants().filter(|node| is(*node, "p")) {
            let read = self.paragraph(paragraph)?;
            lines.extend(read.text.lines().map(str::to_owned));
        }
        self.carried.clear();
        Ok(lines)
    }

    /// Reads paragraphs and tables in order.
    fn blocks(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), Error> {
        if depth > DEPTH {
            return Err(too_deep());
        }
        for inner in node.children().filter(Node::is_element) {
            match inner.tag_name().name() {
                "p" => self.block(inner, depth)?,
                "tbl" if table::is_data(inner) => self.rows(inner, depth)?,
                "AlternateContent" => {
                    let form = child(inner, "Choice").or_else(|| child(inner, "Fallback"));
                    if let Some(form) = form {
                        self.blocks(form, depth + 1)?;
                    }
                }
                "altChunk" => self.warnings.push(Warning::new(
                    WarningCode::MissingPart,
                    "a document embedded in this one was left out",
                )),
                "tr" if table::is_deleted(inner) => {}
                "del" | "moveFrom" | "sectPr" | "tblPr" | "tblGrid" | "tcPr" | "trPr" | "sdtPr"
                | "sdtEndPr" => {}
                _ => self.blocks(inner, depth + 1)?,
            }
        }
        Ok(())
    }

    /// Reads a paragraph as a block, and the text boxes anchored in it after it.
    fn block(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), Error> {
        let read = self.paragraph(node)?;
        let origin = Origin::Paragraph(self.paragraphs);
        let shown = self
            .out
            .push(read.shape, || origin, &read.number, &read.text);
        if !shown && self.alone.is_empty() && read.shape.kind == BlockKind::Item {
            self.alone = read.number;
        }
        for inner in read.boxes {
            self.blocks(inner, depth + 1)?;
        }
        Ok(())
    }

    /// Reads a table as rows.
    fn rows(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), Error> {
        self.out.table();
        // What stands in the cells that reach down, by the column they begin in.
        let mut down: HashMap<usize, String> = HashMap::new();
        for row in table::parts(node, "tr") {
            if table::is_deleted(row) {
                continue;
            }
            let first = self.paragraphs + 1;
            let mut columns: Vec<Column> = Vec::new();
            columns.resize_with(table::before(row), Column::default);
            for cell in table::parts(row, "tc") {
                let text = self.cell(cell, depth + 1)?;
                let at = columns.len();
                columns.push(match table::merge(cell) {
                    Merge::Left => Column::spanned(),
                    Merge::Above => match down.get(&at) {
                        Some(above) => Column {
                            text: above.clone(),
                            repeated: true,
                            ..Column::default()
                        },
                        None => text.into(),
                    },
                    merge => {
                        match merge {
                            Merge::Down => down.insert(at, text.clone()),
                            _ => down.remove(&at),
                        };
                        text.into()
                    }
                });
                // What spans columns leaves the others blank, so that columns stay in line.
                columns.extend((1..table::columns(cell)).map(|_| Column::spanned()));
            }
            let head = table::is_head(row);
            self.out.row(&columns, head, || Origin::Paragraph(first));
        }
        Ok(())
    }

    /// The text of a cell, a line a paragraph. A cell that holds nothing but a number that Word
    /// counts, as in a column of numbers, has the number as its text.
    fn cell(&mut self, node: Node<'_, '_>, depth: usize) -> Result<String, Error> {
        let outer = std::mem::take(&mut self.out);
        let alone = std::mem::take(&mut self.alone);
        let read = self.blocks(node, depth);
        let inner = std::mem::replace(&mut self.out, outer);
        let number = std::mem::replace(&mut self.alone, alone);
        read?;
        Ok(if inner.text.is_empty() {
            number
        } else {
            inner.text
        })
    }

    /// Reads a paragraph. Where its end was deleted, its text goes on in the next one.
    fn paragraph<'a, 'i>(&mut self, node: Node<'a, 'i>) -> Result<Paragraph<'a, 'i>, Error> {
        self.paragraphs = self.paragraphs.saturating_add(1);
        let mut runs = Runs {
            styles: self.styles,
            fields: &mut self.fields,
            notes: &mut self.notes,
            text: std::mem::take(&mut self.carried),
            boxes: Vec::new(),
            bold: false,
            plain: false,
        };
        let properties = child(node, "pPr");
        let style = properties.and_then(|properties| value(properties, "pStyle"));
        runs.bold = self.styles.is_bold(style);
        runs.take(node, 0)?;
        let Runs {
            text, boxes, plain, ..
        } = runs;
        // An instruction that is never closed would swallow the rest of the document.
        self.fields.retain(|field| *field == Field::Result);
        if properties.is_some_and(end_is_deleted) {
            self.carried = text;
            return Ok(Paragraph {
                number: String::new(),
                text: String::new(),
                shape: BlockKind::Paragraph.into(),
                boxes,
            });
        }
        let own = properties.map(List::read).unwrap_or_default();
        let counted = self.numbering.count(own, style, self.styles);
        let outlined = properties
            .and_then(|properties| number(properties, "outlineLvl"))
            .map(heading_level);
        let heading = outlined.unwrap_or_else(|| self.styles.heading(style));
        let (kind, level) = match (heading, &counted) {
            (Some(level), _) => (BlockKind::Heading, Some(level)),
            (None, Some(counted)) => (BlockKind::Item, Some(counted.level)),
            (None, None) => (BlockKind::Paragraph, None),
        };
        Ok(Paragraph {
            number: counted.map(|counted| counted.number).unwrap_or_default(),
            text,
            shape: Shape {
                kind,
                level,
                bold: !plain,
            },
            boxes,
        })
    }
}

/// Whether a tracked change deleted the end of a paragraph, or moved it away.
fn end_is_deleted(properties: Node<'_, '_>) -> bool {
    child(properties, "rPr")
        .is_some_and(|mark| child(mark, "del").is_some() || child(mark, "moveFrom").is_some())
}
