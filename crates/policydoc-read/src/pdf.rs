//! PDF files with a text layer, read with Google's pdfium.
//!
//! A PDF file holds glyphs at places on pages. pdfium makes lines of them; which lines are the
//! running heads of pages, and which make a paragraph together, is decided here from where they
//! stand.
//!
//! pdfium is loaded at run time and has one lock: files are read one after the other. It is
//! written in C++ and has crashed and hung on hostile files before; nothing inside this process
//! can hold that. Whoever reads files of strangers does so in a process that can be lost.

mod ends; // what lines begin and end with
mod furniture; // running heads, feet and page numbers
mod grid; // tables drawn with rules
mod library; // where pdfium is
mod line; // from glyphs to lines
mod measure; // how pages are set
mod page; // from pages to lines
mod paragraph; // from lines to paragraphs
mod sorter; // running text and cells of tables

use crate::block::{BlockKind, Origin};
use crate::builder::{Builder, Column, trim};
use crate::error::Error;
use crate::options::Options;
use crate::text::Warning;

/// A PDF file as text.
pub(crate) struct Pdf {
    pub(crate) builder: Builder,
    /// What its properties give as its title.
    pub(crate) title: Option<String>,
    pub(crate) warnings: Vec<Warning>,
}

/// Reads a PDF file.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Pdf, Error> {
    let mut file = page::read(bytes, options)?;
    furniture::remove(&mut file.pages);
    let mut builder = Builder::default();
    let mut in_table = false;
    for paragraph in paragraph::paragraphs(&file.pages) {
        let origin = Origin::Page(paragraph.page, paragraph.line);
        match &paragraph.cells {
            Some(cells) => {
                if !in_table {
                    builder.table();
                }
                let columns: Vec<Column> = cells.iter().cloned().map(Column::from).collect();
                builder.row(&columns, false, || origin);
            }
            None => {
                builder.push(BlockKind::Paragraph, || origin, "", &paragraph.text);
            }
        }
        in_table = paragraph.cells.is_some();
    }
    Ok(Pdf {
        builder,
        title: file.title.filter(|title| !trim(title).is_empty()),
        warnings: file.warnings,
    })
}
