//! How much reading a file may cost, and what the user said about how to read.

use policydoc_read::{Options, PdfEngine};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::time::Duration;

/// How files are read. The process that reads gets a copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settings {
    /// The encoding that all text is in, whatever it looks like.
    pub(crate) encoding: Option<String>,
    /// Whether web pages are read whole.
    pub(crate) whole_page: bool,
    /// Whether what is left out otherwise is kept.
    pub(crate) all: bool,
    /// What reads PDF.
    pub(crate) pdf_engine: PdfEngine,
    /// Where the pdfium library is.
    pub(crate) pdfium: Option<PathBuf>,
    /// The size of a file, and of what it unpacks to, in bytes.
    pub(crate) bytes: u64,
    /// How deep elements may lie inside each other.
    pub(crate) depth: u32,
    /// How many pages a file may have.
    pub(crate) pages: u32,
    /// How long reading and parsing a file may take.
    pub(crate) time: Duration,
    /// How much memory the process that reads may have, in bytes.
    pub(crate) memory: u64,
    /// The language of all documents, as a code.
    pub(crate) language: Option<String>,
    /// The user's tables, each with its name.
    pub(crate) gazetteer: Vec<(String, String)>,
}

/// Whether the system holds a process to its memory. Elsewhere time alone is limited.
pub(crate) const MEMORY_IS_HELD: bool = cfg!(any(
    target_os = "linux",
    target_os = "android",
    target_os = "freebsd",
    target_os = "netbsd",
    target_os = "illumos",
    target_os = "solaris"
));

impl Settings {
    /// The same for the library that reads.
    pub(crate) fn options(&self) -> Options {
        let mut options = Options::default();
        options.limits.bytes = self.bytes;
        options.limits.unpacked = self.bytes;
        options.limits.depth = self.depth;
        options.limits.pages = self.pages;
        options.limits.time = self.time;
        options.all = self.all;
        options.pdf_engine = self.pdf_engine;
        options.pdfium.clone_from(&self.pdfium);
        options.whole_page = self.whole_page;
        options
    }
}
