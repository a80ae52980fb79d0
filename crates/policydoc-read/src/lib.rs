//! Reads files of government policy documents: plain text in any encoding, Markdown, HTML, MHT,
//! DOCX, ODT, RTF, XLSX, XLS, ODS and PDF. Bytes go in; a text comes out, with a map of where each piece of it came from.
//!
//! ```
//! use policydoc_read::{Format, Hint, Options, read};
//!
//! let page = "<html><title>Plan</title><body><h1>Plan</h1><ol><li>Clean canals.</ol>";
//! let text = read(page.as_bytes(), &Hint::default(), &Options::default())?;
//! assert_eq!(text.format, Format::Html);
//! assert_eq!(text.text, "Plan\n\n1. Clean canals.");
//! let document = policydoc::parse(&text.text);
//! assert_eq!(document.provisions().count(), 1);
//! # Ok::<(), policydoc_read::Error>(())
//! ```
//!
//! Every file is treated as hostile: [`Limits`] says how much reading one may cost, and what
//! passes a limit or breaks the rules of its format is an [`Error`] that says so. Nothing here
//! panics on a file. What streams of a PDF file unpack to is not limited, and the library of
//! [`PdfEngine::Pdfium`] can hang or crash: whoever reads files of strangers reads PDF in a process
//! of its own, for which [`Text`] and [`Error`] can be written and read with serde.
//!
//! What each format gives:
//! - *Text and Markdown*: the characters of the file, decoded. Markdown is not rendered, so that
//!   spans point at the file's own characters.
//! - *HTML*: the document without the site around it; the numbers of lists as a browser shows
//!   them; tables of data as rows, `| a | b |`; and the metadata that Chinese government sites
//!   print beside a document (`发文字号`, `成文日期` …) at the head, a line each, where the front
//!   matter is read from.
//! - *DOCX*: paragraphs with the numbers that Word counts, tracked changes accepted, tables as
//!   rows, text boxes after their paragraph, notes at the end; of headers and footers the lines
//!   that give an issuer, a number or a date which the text does not, at the head.
//! - *ODT and RTF*: the same; RTF holds the numbers of its lists.
//! - *XLSX, XLS, ODS*: each sheet with its name and its cells as rows, merged cells filled, days as
//!   `2019-05-24`; hidden sheets are left out. A damaged XLS file can need much memory.
//! - *MHT*: the web page in it.
//! - *PDF*: lines joined to paragraphs, tables drawn with rules as rows, notes of a page after the
//!   paragraph that goes on across them, no running heads and page numbers. A scan without a text
//!   layer is an error.
//!
//! Formats are cargo features, all on by default: `docx`, `html`, `markdown`, `odf` (ODT, ODS),
//! `pdf` and `sheets` (XLSX, XLS). `pdfium` adds another engine for PDF, which needs its library at
//! run time.
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may fail"))]

#[cfg(feature = "archives")]
mod archive; // ZIP archives, within limits
mod block; // the pieces of a text
#[cfg_attr(
    not(all(
        feature = "docx",
        feature = "html",
        feature = "odf",
        feature = "sheets"
    )),
    allow(dead_code, reason = "each format uses a part of it")
)]
mod builder; // a text as it grows
#[cfg_attr(
    not(all(
        feature = "docx",
        feature = "html",
        feature = "odf",
        feature = "sheets"
    )),
    allow(dead_code, reason = "each format uses a part of it")
)]
mod container; // what the containers of office programs hold
#[cfg_attr(
    not(all(
        feature = "docx",
        feature = "html",
        feature = "odf",
        feature = "sheets"
    )),
    allow(dead_code, reason = "each format uses a part of it")
)]
mod counting; // how counted numbers are written
#[cfg(feature = "docx")]
mod docx; // Word documents
mod encoding; // which characters the bytes are
mod error; // why a file could not be read
#[cfg(feature = "sheets")]
mod excel; // Excel workbooks
#[cfg(feature = "html")]
mod html; // web pages
#[cfg_attr(
    not(feature = "html"),
    allow(dead_code, reason = "pages need their reader")
)]
mod mail; // web pages saved in one file
mod margin; // headers and footers
#[cfg(feature = "markdown")]
mod markdown; // Markdown
#[cfg(feature = "archives")]
mod members; // the files in an archive
#[cfg(feature = "odf")]
mod odf; // OpenDocument
mod options; // hints and limits
#[cfg(feature = "pdf")]
mod pdf; // PDF files
mod plain; // plain text
mod read; // from bytes to text
mod rtf; // Rich Text files
#[cfg(any(feature = "odf", feature = "sheets"))]
mod sheet; // sheets of workbooks
mod sniff; // what format a file is of
mod text; // what reading gives
#[cfg(any(feature = "docx", feature = "odf"))]
mod xml; // parts of archives as trees, within limits

pub use block::{Block, BlockKind, Cell, Origin, Row};
pub use error::{Error, ErrorCode, Remedy};
#[cfg(feature = "archives")]
pub use members::Members;
pub use options::{Hint, Limits, Options, PdfEngine};
pub use read::{read, read_file};
pub use text::{Field, Format, Text, Warning, WarningCode};
