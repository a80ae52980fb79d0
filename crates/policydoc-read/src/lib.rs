//! Reads files of government policy documents: plain text in any encoding, Markdown, HTML, DOCX
//! and PDF. Bytes go in; a text comes out, with a map of where each piece of it came from.
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
//! panics on a file. A PDF file can still hang or crash the library that reads it: whoever reads
//! files of strangers reads PDF in a process of its own, for which [`Text`] and [`Error`] can be
//! written and read with serde.
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
//! - *PDF*: lines joined to paragraphs, tables drawn with rules as rows, no running heads and page
//!   numbers. A scan without a text layer is an error.
//!
//! Formats are cargo features: `docx`, `html` and `markdown` are on, `pdf` is off by default, as
//! it needs the library pdfium at run time.
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may fail"))]

mod block; // the pieces of a text
#[cfg_attr(
    not(all(feature = "docx", feature = "html")),
    allow(dead_code, reason = "each format uses a part of it")
)]
mod builder; // a text as it grows
#[cfg(any(feature = "docx", feature = "html"))]
#[cfg_attr(
    not(all(feature = "docx", feature = "html")),
    allow(dead_code, reason = "each format uses a part of it")
)]
mod counting; // how counted numbers are written
#[cfg(feature = "docx")]
mod docx; // Word documents
mod encoding; // which characters the bytes are
mod error; // why a file could not be read
#[cfg(feature = "html")]
mod html; // web pages
#[cfg(feature = "docx")]
mod margin; // headers and footers
#[cfg(feature = "markdown")]
mod markdown; // Markdown
mod options; // hints and limits
#[cfg(feature = "pdf")]
mod pdf; // PDF files
mod plain; // plain text
mod read; // from bytes to text
mod sniff; // what format a file is of
mod text; // what reading gives

pub use block::{Block, BlockKind, Cell, Origin, Row};
pub use error::{Error, ErrorCode};
pub use options::{Hint, Limits, Options, PdfEngine};
pub use read::{read, read_file};
pub use text::{Field, Format, Text, Warning, WarningCode};
