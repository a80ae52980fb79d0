//! From the elements of a document's text to blocks.

use super::numbering::Numbering;
use super::run::{DEPTH, Field, Runs, too_deep};
use super::styles::{List, Styles};
use super::table;
use super::xml::{attribute, child, is, number, value};
use crate::builder::Builder;
use crate::error::{Error, ErrorCode};
use crate::text::{BlockKind, Origin, Warning, WarningCode};
use roxmltree::{Document, Node};

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
}

/// A paragraph as its reader sees it.
struct Paragraph<'a, 'i> {
    number: String,
    text: String,
    kind: BlockKind,
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
        self.out
            .push(read.kind, || origin, &read.number, &read.text);
        for inner in read.boxes {
            self.blocks(inner, depth + 1)?;
        }
        Ok(())
    }

    /// Reads a table as rows.
    fn rows(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), Error> {
        for row in table::parts(node, "tr") {
            if table::is_deleted(row) {
                continue;
            }
            let mut cells = Vec::new();
            let first = self.paragraphs + 1;
            for cell in table::parts(row, "tc") {
                let text = self.cell(cell, depth + 1)?;
                cells.push(if table::is_continued(cell) {
                    String::new()
                } else {
                    text
                });
                // What spans columns leaves the others empty, so that columns stay in line.
                cells.extend((1..table::columns(cell)).map(|_| String::new()));
            }
            self.out.row(&cells, || Origin::Paragraph(first));
        }
        Ok(())
    }

    /// The text of a cell, a line a paragraph.
    fn cell(&mut self, node: Node<'_, '_>, depth: usize) -> Result<String, Error> {
        let outer = std::mem::take(&mut self.out);
        let read = self.blocks(node, depth);
        let inner = std::mem::replace(&mut self.out, outer);
        read?;
        Ok(inner.text)
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
        };
        runs.take(node, 0)?;
        let Runs { text, boxes, .. } = runs;
        // An instruction that is never closed would swallow the rest of the document.
        self.fields.retain(|field| *field == Field::Result);
        let properties = child(node, "pPr");
        if properties.is_some_and(end_is_deleted) {
            self.carried = text;
            return Ok(Paragraph {
                number: String::new(),
                text: String::new(),
                kind: BlockKind::Paragraph,
                boxes,
            });
        }
        let style = properties.and_then(|properties| value(properties, "pStyle"));
        let own = properties.map(List::read).unwrap_or_default();
        let counted = self.numbering.count(own, style, self.styles);
        let outlined = properties
            .and_then(|properties| number(properties, "outlineLvl"))
            .is_some_and(|level| (0..9).contains(&level));
        let heading = outlined || self.styles.is_heading(style);
        Ok(Paragraph {
            number: counted.unwrap_or_default(),
            text,
            kind: if heading {
                BlockKind::Heading
            } else {
                BlockKind::Paragraph
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
