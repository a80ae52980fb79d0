//! The characters of a paragraph: what its reader sees of runs, fields and tracked changes.

use super::styles::Styles;
use crate::error::{Error, ErrorCode};
use crate::xml::{attribute, child, flag, value};
use roxmltree::Node;

/// Elements of real documents lie no deeper inside each other; the readers here go down with
/// them.
pub(super) const DEPTH: usize = 200;

/// The answer when a document goes deeper.
pub(super) fn too_deep() -> Error {
    Error::new(
        ErrorCode::TooDeep,
        format!("its elements are nested deeper than {DEPTH}"),
    )
}

/// Where a complex field is: Word writes its instruction and its result as runs in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Instruction,
    Result,
}

/// What the runs of a paragraph hold.
pub(super) struct Runs<'r, 'a, 'i> {
    pub(super) styles: &'r Styles,
    /// The fields that are open.
    pub(super) fields: &'r mut Vec<Field>,
    /// The ids of notes referred to so far, in order; a note's number is its place.
    pub(super) notes: &'r mut Vec<String>,
    pub(super) text: String,
    /// Text boxes anchored here: their paragraphs are none of this one's.
    pub(super) boxes: Vec<Node<'a, 'i>>,
    /// Whether the run that is read is bold, and whether visible text was read that is not.
    pub(super) bold: bool,
    pub(super) plain: bool,
}

impl<'a, 'i> Runs<'_, 'a, 'i> {
    /// Takes in what a paragraph, or an element inside one, holds.
    pub(super) fn take(&mut self, node: Node<'a, 'i>, depth: usize) -> Result<(), Error> {
        if depth > DEPTH {
            return Err(too_deep());
        }
        for inner in node.children().filter(Node::is_element) {
            self.element(inner, depth)?;
        }
        Ok(())
    }

    fn element(&mut self, node: Node<'a, 'i>, depth: usize) -> Result<(), Error> {
        match node.tag_name().name() {
            "t" => self.push(node.text().unwrap_or_default()),
            "tab" | "ptab" => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "sym" => self.symbol(node),
            "fldChar" => self.field(attribute(node, "fldCharType")),
            "footnoteReference" => self.note(node, 'f'),
            "endnoteReference" => self.note(node, 'e'),
            "txbxContent" => self.boxes.push(node),
            "r" if self.is_hidden(node) => {}
            "r" => {
                let around = self.bold;
                self.bold = self.is_bold(node);
                let read = self.take(node, depth + 1);
                self.bold = around;
                read?;
            }
            // Of two forms of the same, the newer: the other is for older programs.
            "AlternateContent" => {
                let form = child(node, "Choice").or_else(|| child(node, "Fallback"));
                if let Some(form) = form {
                    self.take(form, depth + 1)?;
                }
            }
            // The base of a phonetic guide, without the guide.
            "ruby" => {
                if let Some(base) = child(node, "rubyBase") {
                    self.take(base, depth + 1)?;
                }
            }
            // Repeated numbers of notes, what was deleted or moved away, instructions of fields, properties.
            "footnoteRef" | "endnoteRef" | "del" | "moveFrom" | "delText" | "instrText"
            | "delInstrText" | "rPr" | "pPr" | "sdtPr" | "sdtEndPr" | "rt" | "ctrlPr" => {}
            _ => self.take(node, depth + 1)?,
        }
        Ok(())
    }

    fn push(&mut self, text: &str) {
        if !self.fields.contains(&Field::Instruction) {
            self.text.push_str(text);
            self.plain |= !self.bold && !text.trim().is_empty();
        }
    }

    /// A character of a symbol font; what stands in the private area has no meaning as text.
    fn symbol(&mut self, node: Node<'_, '_>) {
        let code = attribute(node, "char").and_then(|code| u32::from_str_radix(code, 16).ok());
        let ch = code.and_then(char::from_u32);
        if let Some(ch) =
            ch.filter(|ch| !ch.is_control() && !('\u{E000}'..='\u{F8FF}').contains(ch))
        {
            self.push(ch.encode_utf8(&mut [0; 4]));
        }
    }

    fn field(&mut self, kind: Option<&str>) {
        match kind {
            Some("begin") => self.fields.push(Field::Instruction),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    *field = Field::Result;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn note(&mut self, node: Node<'_, '_>, kind: char) {
        if let Some(id) = attribute(node, "id") {
            self.notes.push(format!("{kind}{id}"));
            let number = self.notes.len();
            self.push(&format!("[{number}]"));
        }
    }

    fn is_hidden(&self, run: Node<'_, '_>) -> bool {
        let Some(properties) = child(run, "rPr") else {
            return false;
        };
        if child(properties, "vanish").is_some() {
            return flag(properties, "vanish");
        }
        self.styles.is_hidden(value(properties, "rStyle"))
    }

    /// Whether a run is bold: as it says itself, as its style says, or as its paragraph is.
    fn is_bold(&self, run: Node<'_, '_>) -> bool {
        let Some(properties) = child(run, "rPr") else {
            return self.bold;
        };
        if child(properties, "b").is_some() {
            return flag(properties, "b");
        }
        let style = value(properties, "rStyle");
        self.bold || (style.is_some() && self.styles.is_bold(style))
    }
}
