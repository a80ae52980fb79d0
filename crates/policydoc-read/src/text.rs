//! What reading a file gives.

use crate::block::Block;
use policydoc::{Code, Diagnostic, Document, Parser, Span};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;

/// The format a file was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// A web page saved with its pictures in one file.
    Mht,
    /// A Word document.
    Docx,
    /// A text document of `OpenDocument`.
    Odt,
    /// A Rich Text file.
    Rtf,
    /// An Excel workbook.
    Xlsx,
    /// An Excel workbook of 1997 to 2003.
    Xls,
    /// A workbook of `OpenDocument`.
    Ods,
    /// A PDF file with a text layer.
    Pdf,
}

impl Format {
    /// Every format.
    pub const ALL: &'static [Format] = &[
        Self::Text,
        Self::Markdown,
        Self::Html,
        Self::Mht,
        Self::Docx,
        Self::Odt,
        Self::Rtf,
        Self::Xlsx,
        Self::Xls,
        Self::Ods,
        Self::Pdf,
    ];

    /// The name as it is written in `source.format`: `text`, `markdown`, `html`, `mht`, `docx`,
    /// `odt`, `rtf`, `xlsx`, `xls`, `ods`, `pdf`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Mht => "mht",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Rtf => "rtf",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Pdf => "pdf",
        }
    }

    /// The format that files with this extension have, in any case and without a dot.
    ///
    /// ```
    /// use policydoc_read::Format;
    ///
    /// assert_eq!(Format::from_extension("HTM"), Some(Format::Html));
    /// assert_eq!(Format::from_extension("doc"), None);
    /// ```
    pub fn from_extension(extension: &str) -> Option<Self> {
        let extension = extension.to_ascii_lowercase();
        Some(match extension.as_str() {
            "txt" | "text" => Self::Text,
            "md" | "markdown" | "mdown" | "mkd" => Self::Markdown,
            "html" | "htm" | "xhtml" | "shtml" | "jhtml" => Self::Html,
            "docx" | "docm" | "dotx" => Self::Docx,
            "mht" | "mhtml" => Self::Mht,
            "odt" | "ott" => Self::Odt,
            "rtf" => Self::Rtf,
            "xlsx" | "xlsm" | "xltx" => Self::Xlsx,
            "xls" | "xlt" | "et" => Self::Xls,
            "ods" => Self::Ods,
            "pdf" => Self::Pdf,
            _ => return None,
        })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A file as text: what every span of the parsed document refers to, and where it came from.
///
/// It can be written and read with serde, so that a file can be read in another process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Text {
    /// The text. Plain text and Markdown are as in the file; other formats give a paragraph, a
    /// row of a table or a line of metadata a line, with a blank line between paragraphs.
    pub text: String,
    /// The pieces of the text, in order and disjoint, and where each came from.
    pub blocks: Vec<Block>,
    /// The file's name, without folders.
    pub name: Option<String>,
    /// The format it was read as.
    pub format: Format,
    /// The encoding it was decoded with, in the names of the WHATWG Encoding Standard; `None` for
    /// formats that have their own.
    pub encoding: Option<String>,
    /// How many byte sequences were no characters of the encoding; each is U+FFFD in the text.
    pub replaced: u64,
    /// The title that the file gives itself apart from its text: `<title>`, document properties.
    pub title: Option<String>,
    /// What a table of metadata says: `发文字号`, `成文日期`, `索引号`, `发文机关`. The text holds
    /// them too, at its head, a line each.
    pub metadata: Vec<Field>,
    /// What a careful reader would want to know.
    pub warnings: Vec<Warning>,
    /// The size of the file in bytes.
    pub bytes: u64,
    /// The SHA-256 of the file in lower-case hexadecimal.
    pub sha256: String,
}

impl Text {
    /// What [`policydoc::Parser::parse_source`] wants to know of the file.
    ///
    /// ```
    /// use policydoc_read::{Hint, Options, read};
    ///
    /// let text = read(b"1. We plan.", &Hint::default(), &Options::default())?;
    /// assert_eq!(text.source().bytes, Some(11));
    /// # Ok::<(), policydoc_read::Error>(())
    /// ```
    pub fn source(&self) -> policydoc::Source {
        let mut source = policydoc::Source::default();
        source.name.clone_from(&self.name);
        source.format = Some(self.format.as_str().to_owned());
        source.encoding.clone_from(&self.encoding);
        source.bytes = Some(self.bytes);
        source.sha256 = Some(self.sha256.clone());
        source
    }

    /// What was noticed while reading, as the document says it.
    pub fn diagnostics(&self) -> impl Iterator<Item = Diagnostic> + '_ {
        self.warnings.iter().map(|warning| {
            let replaced = match warning.code {
                WarningCode::ReplacedBytes => self.text.find('\u{FFFD}'),
                _ => None,
            };
            let span = replaced.map_or(Span::empty(0), |at| {
                Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8())
            });
            Diagnostic::new(warning.code.into(), span, &warning.message)
                .with_help("check the document against the original file")
        })
    }

    /// Parses the text; what was noticed while reading is among the document's diagnostics.
    ///
    /// ```
    /// use policydoc::{Code, Parser};
    /// use policydoc_read::{Hint, Options, read};
    ///
    /// let hint = Hint {
    ///     encoding: Some("utf-8"),
    ///     ..Hint::name("in/plan.txt")
    /// };
    /// let text = read(b"1. We plan\xFF canals.", &hint, &Options::default())?;
    /// let document = text.parse(&Parser::default());
    /// assert_eq!(document.source().name.as_deref(), Some("plan.txt"));
    /// assert_eq!(document.diagnostics()[0].code, Code::ReplacedBytes);
    /// # Ok::<(), policydoc_read::Error>(())
    /// ```
    pub fn parse(self, parser: &Parser) -> Document {
        let diagnostics: Vec<Diagnostic> = self.diagnostics().collect();
        let source = self.source();
        let mut document = parser.parse_source(self.text, source);
        document.add_diagnostics(diagnostics);
        document
    }

    /// The block that holds a byte of the text.
    ///
    /// ```
    /// use policydoc_read::{Hint, Options, read};
    ///
    /// let text = read(b"Aims\n\n1. We plan.", &Hint::default(), &Options::default())?;
    /// let block = text.block_at(9).unwrap();
    /// assert_eq!(&text.text[block.range.clone()], "1. We plan.");
    /// assert_eq!(block.origin.to_string(), "line 3");
    /// # Ok::<(), policydoc_read::Error>(())
    /// ```
    pub fn block_at(&self, offset: usize) -> Option<&Block> {
        let after = self
            .blocks
            .partition_point(|block| block.range.end <= offset);
        self.blocks
            .get(after)
            .filter(|block| block.range.contains(&offset))
    }
}

/// A field of a table of metadata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Field {
    /// The label, without white space and colon: `发文字号`.
    pub label: String,
    /// The value.
    pub value: String,
    /// Where the value stands in the text, in bytes.
    pub range: Range<usize>,
}

/// Something that a careful reader would want to know of how a file was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Warning {
    /// What it is about.
    pub code: WarningCode,
    /// The fact, in a sentence without a final full stop.
    pub message: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.message)
    }
}

/// What a warning is about. The codes are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WarningCode {
    /// Bytes that are no characters of the encoding were replaced with U+FFFD.
    ReplacedBytes,
    /// The encoding is not the one that the file declares.
    WrongDeclaration,
    /// The format is not the one that the name or the media type says.
    WrongExtension,
    /// Some pages are pictures, or cannot be read: their text is missing.
    MissingPages,
    /// A part of the file is missing, damaged or not of a kind that is read; the rest was read.
    MissingPart,
    /// Lines that are of the pages and not of the document were left out: running heads, headers
    /// and footers.
    LeftOut,
}

impl WarningCode {
    /// Every code.
    pub const ALL: &'static [WarningCode] = &[
        Self::ReplacedBytes,
        Self::WrongDeclaration,
        Self::WrongExtension,
        Self::MissingPages,
        Self::MissingPart,
        Self::LeftOut,
    ];

    /// The code of reading that a diagnostic has; none where it is of parsing.
    ///
    /// ```
    /// use policydoc::Code;
    /// use policydoc_read::WarningCode;
    ///
    /// assert_eq!(WarningCode::of(Code::MissingPart), Some(WarningCode::MissingPart));
    /// assert_eq!(WarningCode::of(Code::SkippedNumber), None);
    /// ```
    pub fn of(code: Code) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|known| Code::from(*known) == code)
    }

    /// The code as it is written.
    pub fn as_str(self) -> &'static str {
        Code::from(self).as_str()
    }
}

impl From<WarningCode> for Code {
    fn from(code: WarningCode) -> Self {
        match code {
            WarningCode::ReplacedBytes => Self::ReplacedBytes,
            WarningCode::WrongDeclaration => Self::WrongDeclaration,
            WarningCode::WrongExtension => Self::WrongExtension,
            WarningCode::MissingPages => Self::MissingPages,
            WarningCode::MissingPart => Self::MissingPart,
            WarningCode::LeftOut => Self::LeftOut,
        }
    }
}

impl Warning {
    pub(crate) fn new(code: WarningCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}
