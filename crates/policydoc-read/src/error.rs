//! Why a file could not be read.

use crate::Format;
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! causes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $help:literal;)*) => {
        /// What kept a file from being read. The codes are stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum ErrorCode {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl ErrorCode {
            /// Every code.
            pub const ALL: &'static [ErrorCode] = &[$(ErrorCode::$name,)*];

            /// The code as it is written.
            pub fn as_str(self) -> &'static str {
                match self { $(ErrorCode::$name => $code,)* }
            }

            /// What the user can do.
            pub fn help(self) -> &'static str {
                match self { $(ErrorCode::$name => $help,)* }
            }
        }
    };
}

causes! {
    /// The file could not be opened or read from the disk.
    Io = "io", "check that the path is a file you may read";
    /// There is nothing in the file, or nothing visible.
    Empty = "empty", "check that the file was downloaded whole";
    /// The file, what it unpacks to, or its text is larger than the limit.
    TooLarge = "too-large", "raise the limit if the file can be trusted";
    /// Elements lie inside each other deeper than the limit.
    TooDeep = "too-deep", "raise the limit if the file can be trusted";
    /// The file has more elements or pages than the limit.
    TooMany = "too-many", "raise the limit if the file can be trusted";
    /// What read the file broke down over it, in a process of its own.
    Crashed = "crashed", "it may need more memory than it may have, or be damaged: open it in its own program and save it anew";
    /// Reading took longer than the limit.
    TooSlow = "too-slow", "raise the limit if the file can be trusted";
    /// The file is protected by a password.
    Encrypted = "encrypted", "save a copy without the password";
    /// The file breaks the rules of its format.
    Damaged = "damaged", "download it again, or open it in its own program and save it anew";
    /// The file is of a format that is not read.
    Unsupported = "unsupported", "save it as text, Markdown, HTML, DOCX, XLSX or PDF";
    /// The pages are pictures: there is no text in the file.
    NoText = "no-text", "run it through optical character recognition (for instance ocrmypdf) first";
    /// The library of the engine that was asked for is not on this machine.
    NoLibrary = "no-library", "install it with `pip install pypdfium2`, say in POLICYDOC_PDFIUM where it is, or use the engine that is built in";
    /// This build was made without the format.
    NotBuilt = "not-built", "build with the cargo feature of this format";
    /// The encoding that was asked for is not known.
    UnknownEncoding = "unknown-encoding", "name it as the WHATWG Encoding Standard does: utf-8, gb18030, big5, windows-1252";
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a file could not be read: which file, as what format, the cause, and what to do.
///
/// ```
/// use policydoc_read::{ErrorCode, Hint, Options, read};
///
/// let error = read(b"", &Hint::name("plan.txt"), &Options::default()).unwrap_err();
/// assert_eq!(error.code, ErrorCode::Empty);
/// assert_eq!(
///     error.to_string(),
///     "plan.txt: the file is empty; check that the file was downloaded whole",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Error {
    /// What kept the file from being read.
    pub code: ErrorCode,
    /// The file's name, where it is known.
    pub name: Option<String>,
    /// The format it was read as, once that was known.
    pub format: Option<Format>,
    /// The cause, in a few words.
    pub cause: String,
    /// What the user can do, where there is more to say than for all errors of the code.
    pub remedy: Option<Remedy>,
}

macro_rules! remedies {
    ($($(#[$doc:meta])* $name:ident = $help:literal;)*) => {
        /// What the user can do with a file of a kind that is not read.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum Remedy {
            $($(#[$doc])* $name,)*
        }

        impl Remedy {
            /// The remedy in words.
            pub fn as_str(self) -> &'static str {
                match self { $(Remedy::$name => $help,)* }
            }
        }
    };
}

remedies! {
    /// Save it as something else in its own program.
    Save = "save it as text, Markdown, HTML, DOCX, XLSX or PDF";
    /// Convert it to DOCX with `LibreOffice`.
    ToDocx = "convert it with `soffice --headless --convert-to docx FILE`";
    /// Convert it to XLSX with `LibreOffice`.
    ToXlsx = "convert it with `soffice --headless --convert-to xlsx FILE`";
    /// Convert it to PDF with `LibreOffice`.
    ToPdf = "convert it with `soffice --headless --convert-to pdf FILE`";
    /// Print it to PDF.
    PrintPdf = "open it in an OFD reader and print or export it as PDF";
    /// Convert it with pandoc.
    Pandoc = "convert it with `pandoc FILE -o FILE.docx`";
    /// Export it as DOCX.
    SaveDocx = "export it as DOCX in its own program";
    /// Save the text or the attachment.
    SaveText = "save its text or its attachment as a file of its own";
    /// Unpack it, or let the command do so.
    Unpack = "give it to `policydoc convert`, which reads the documents in it, or unpack it";
}

impl Error {
    /// An error with a cause in a few words, for who reads files in processes of their own.
    ///
    /// ```
    /// use policydoc_read::{Error, ErrorCode};
    ///
    /// let error = Error::new(ErrorCode::Crashed, "signal: 11");
    /// assert!(error.to_string().starts_with("signal: 11; it may need more memory"));
    /// ```
    pub fn new(code: ErrorCode, cause: impl Into<String>) -> Self {
        Self {
            code,
            name: None,
            format: None,
            cause: cause.into(),
            remedy: None,
        }
    }

    /// The same with what the user can do.
    pub(crate) fn with(mut self, remedy: Remedy) -> Self {
        self.remedy = Some(remedy);
        self
    }

    /// Fills in the name and the format, unless they are there.
    pub(crate) fn of(mut self, name: Option<&str>, format: Option<Format>) -> Self {
        self.name = self.name.or_else(|| name.map(str::to_owned));
        self.format = self.format.or(format);
        self
    }

    /// What the user can do.
    pub fn help(&self) -> &'static str {
        self.remedy.map_or_else(|| self.code.help(), Remedy::as_str)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(name) = &self.name {
            write!(f, "{name}: ")?;
        }
        if let Some(format) = self.format {
            write!(f, "read as {format}: ")?;
        }
        write!(f, "{}; {}", self.cause, self.help())
    }
}

impl std::error::Error for Error {}
