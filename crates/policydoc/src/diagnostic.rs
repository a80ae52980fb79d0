//! What looked wrong.

use crate::Span;
use serde::Serialize;
use std::fmt;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Severity {
    /// Worth knowing; nothing need be done.
    Note,
    /// Probably a slip in the document, or a reading that a person should look at.
    Warning,
    /// Something of the document could not be read.
    Error,
}

impl Severity {
    /// The severity as it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $severity:ident;)*) => {
        /// What a diagnostic is about. The codes are stable: they are never renamed or reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The code as it is written in JSON and on the command line.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $code,)* }
            }

            /// How much it matters.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// A number is missing between two markers: `3.` is followed by `5.`.
    SkippedNumber = "skipped-number", Warning;
    /// A number stands twice under one parent: `4.` is followed by `4.`.
    RepeatedNumber = "repeated-number", Warning;
    /// A marker is written unlike its siblings, as `-、` or `1.` among `一、 二、 三、`.
    OddMarker = "odd-marker", Warning;
    /// A heading has nothing under it.
    EmptySection = "empty-section", Warning;
    /// A list of departments ends in a separator or in the middle of a name.
    CutList = "cut-list", Warning;
    /// A place's name is misspelt: `Dongchen` for `Dongcheng`.
    MisspeltPlace = "misspelt-place", Warning;
    /// A word of a department's name is misspelt or cut: `Distric` for `District`.
    MisspeltName = "misspelt-name", Warning;
    /// A name could be one of several departments; it has candidates and no id.
    AmbiguousDepartment = "ambiguous-department", Warning;
    /// A department that the gazetteer does not know.
    UnknownDepartment = "unknown-department", Note;
    /// Two departments of this document have names that differ in one word.
    SimilarDepartments = "similar-departments", Note;
    /// Bytes of the file that are no characters of its encoding stand as U+FFFD.
    ReplacedBytes = "replaced-bytes", Warning;
    /// Pages of the file are pictures, or damaged: their text is missing.
    MissingPages = "missing-pages", Error;
    /// A part of the file is missing, damaged or of a kind that is not read.
    MissingPart = "missing-part", Error;
    /// The file is in another encoding than it declares.
    WrongDeclaration = "wrong-declaration", Note;
    /// The file is of another format than its name says.
    WrongExtension = "wrong-extension", Note;
    /// So many tasks take over so many departments that the rest was left out.
    InheritanceCut = "inheritance-cut", Warning;
    /// The text is longer than 4 GiB; what lies beyond was not read.
    TooLong = "too-long", Error;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Something a careful reader would want to know.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// What it is about.
    pub code: Code,
    /// The fact, in a sentence without a final full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The place in the text.
    pub span: Span,
}

impl Diagnostic {
    /// A diagnostic without a help line.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            help: None,
            span,
        }
    }

    /// The same with a help line.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}
