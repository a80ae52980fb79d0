//! PDF files with a text layer.
//!
//! A PDF file holds glyphs at places on pages. An engine says which and where; which of them make
//! a line, which lines are the running heads of pages, and which make a paragraph together, is
//! decided here from where they stand.

mod embedded; // pages as plain Rust sees them
mod ends; // what lines begin and end with
mod furniture; // running heads, feet and page numbers
mod grid; // tables drawn with rules
mod line; // from glyphs to lines
mod measure; // how pages are set
mod paragraph; // from lines to paragraphs
#[cfg(feature = "pdfium")]
mod pdfium; // pages as pdfium sees them
mod sheet; // what an engine says of a page
mod sorter; // running text and cells of tables

use crate::builder::{Builder, trim};
use crate::error::Error;
use crate::options::{Options, PdfEngine};
use crate::text::{BlockKind, Origin, Warning};

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
    furniture::remove(&mut file.pages);
    let mut builder = Builder::default();
    for paragraph in paragraph::paragraphs(&file.pages) {
        let origin = Origin::Page(paragraph.page, paragraph.line);
        match &paragraph.cells {
            Some(cells) => builder.row(cells, || origin),
            None => {
                builder.push(BlockKind::Paragraph, || origin, "", &paragraph.text);
            }
        }
    }
    Ok(Pdf {
        builder,
        title: file.title.filter(|title| !trim(title).is_empty()),
        warnings: file.warnings,
    })
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
