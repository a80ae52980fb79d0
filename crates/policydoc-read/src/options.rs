//! What a caller can say about a file, and how much a file may cost.

use crate::Format;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::time::Duration;

/// What is known of a file besides its bytes. Nothing of it is needed, and the bytes decide where
/// they speak plainly: a PDF file named `plan.txt` is read as PDF.
///
/// ```
/// let hint = policydoc_read::Hint::name("plan.md");
/// assert_eq!(hint.name, Some("plan.md"));
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Hint<'a> {
    /// The file's name, with or without folders.
    pub name: Option<&'a str>,
    /// The media type a server gave: `text/html; charset=gb2312`.
    pub media_type: Option<&'a str>,
    /// The encoding to decode text with, as the WHATWG Encoding Standard names it.
    pub encoding: Option<&'a str>,
    /// The format to read the file as, whatever it looks like.
    pub format: Option<Format>,
}

impl<'a> Hint<'a> {
    /// A hint that holds a name.
    pub fn name(name: &'a str) -> Self {
        Self {
            name: Some(name),
            ..Self::default()
        }
    }
}

/// How files are read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How much a file may cost.
    pub limits: Limits,
    /// What reads the pages of PDF files.
    pub pdf_engine: PdfEngine,
    /// Where the library is that [`PdfEngine::Pdfium`] needs, or the folder it is in. Without it
    /// it is looked for.
    pub pdfium: Option<PathBuf>,
    /// Whether a web page is read whole, with its navigation, and not for its document alone.
    pub whole_page: bool,
    /// Whether the lines are kept that pages of a PDF file repeat: heads, feet and page numbers.
    pub all: bool,
}

/// What reads the pages of PDF files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum PdfEngine {
    /// Plain Rust, built in.
    #[default]
    Embedded,
    /// Google's library pdfium, which must be on the machine: feature `pdfium`. It is looked for
    /// in the environment variable `POLICYDOC_PDFIUM`, the folder of the running program, the
    /// Python package `pypdfium2_raw` of the active environment, the user and the system, and the
    /// folders of the system's libraries.
    Pdfium,
}

/// How much reading a file may cost. Passing a limit is an error, never a cut text.
///
/// The limits hold memory to a small multiple of `bytes` and `unpacked`. Time inside the PDF
/// library cannot be held from inside the process: a batch reads PDF files in worker processes
/// that it can end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The size of a file, in bytes. Default: 256 MiB.
    pub bytes: u64,
    /// The size of what is unpacked from one file, in bytes. Default: 128 MiB.
    pub unpacked: u64,
    /// How many elements a web page or a part of a DOCX file may have. Default: 4,000,000.
    pub elements: u32,
    /// How deep elements may lie inside each other. Default: 2,000, as the time for a web page
    /// grows with the square of its depth.
    pub depth: u32,
    /// How many pages a PDF file may have. Default: 5,000.
    pub pages: u32,
    /// How long reading may take; looked at between pages. Default: two minutes.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 256 << 20,
            unpacked: 128 << 20,
            elements: 4_000_000,
            depth: 2_000,
            pages: 5_000,
            time: Duration::from_mins(2),
        }
    }
}

impl Limits {
    /// No limits but those of the formats: for files that can be trusted.
    pub fn none() -> Self {
        Self {
            bytes: u64::MAX,
            unpacked: u64::MAX,
            elements: u32::MAX,
            depth: u32::MAX,
            pages: u32::MAX,
            time: Duration::MAX,
        }
    }
}
