//! PDF files with a text layer.
//!
//! A PDF file holds glyphs at places on pages. An engine says which and where; which of them make
//! a line, which lines are the running heads of pages, and which make a paragraph together, is
//! decided here from where they stand.

mod embedded; // pages as plain Rust sees them
mod ends; // what lines begin and end with
mod foot; // notes at the foot of pages
mod furniture; // running heads, feet and page numbers
mod grid; // tables drawn with rules
mod label; // fields of tasks
mod line; // from glyphs to lines
mod measure; // how pages are set
mod paragraph; // from lines to paragraphs
#[cfg(feature = "pdfium")]
mod pdfium; // pages as pdfium sees them
mod sheet; // what an engine says of a page
mod sorter; // running text and cells of tables

use crate::block::{BlockKind, Origin};
use crate::builder::{Builder, Shape, trim};
use crate::error::Error;
use crate::options::{Options, PdfEngine};
use crate::text::Warning;
use line::Page;

/// A PDF file as text.
pub(crate) struct Pdf {
    pub(crate) builder: Builder,
    /// What its properties give as its title.
    pub(crate) title: Option<String>,
    pub(crate) warnings: Vec<Warning>,
}

/// Reads a PDF file.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Pdf, Error> {
    let mut file = match options.pdf_engine {
        PdfEngine::Embedded => embedded::read(bytes, options),
        PdfEngine::Pdfium => with_pdfium(bytes, options),
    }?;
    if !options.all {
        file.warnings.extend(furniture::remove(&mut file.pages));
    }
    foot::mark(&mut file.pages);
    Ok(Pdf {
        builder: built(&file.pages),
        title: file.title.filter(|title| !trim(title).is_empty()),
        warnings: file.warnings,
    })
}

/// The text of pages.
fn built(pages: &[Page]) -> Builder {
    let mut builder = Builder::default();
    for paragraph in paragraph::paragraphs(pages) {
        let origin = Origin::Page(paragraph.page, paragraph.line);
        if let Some(cells) = &paragraph.cells {
            if !paragraph.follows {
                builder.table();
            }
            builder.row(cells, false, || origin);
            continue;
        }
        let kind = if paragraph.note {
            BlockKind::Note
        } else {
            BlockKind::Paragraph
        };
        let shape = Shape {
            kind,
            level: None,
            bold: paragraph.bold,
        };
        builder.push(shape, || origin, "", &paragraph.text);
    }
    builder
}

#[cfg(feature = "pdfium")]
fn with_pdfium(bytes: &[u8], options: &Options) -> Result<sheet::File, Error> {
    pdfium::read(bytes, options)
}

#[cfg(not(feature = "pdfium"))]
fn with_pdfium(_: &[u8], _: &Options) -> Result<sheet::File, Error> {
    let cause = "this build has no engine `pdfium`";
    Err(Error::new(crate::error::ErrorCode::NotBuilt, cause))
}
