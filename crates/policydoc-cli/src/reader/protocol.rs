//! What passes between the process that asks and the one that reads files.
//!
//! ```text
//! asks:    settings LF *( request LF bytes )
//! answers: HELLO LF *( answer LF [result] )
//! ```
//! Settings, requests and answers are JSON. An answer repeats the number of its request, so that
//! one that comes late is not taken for another's.

use crate::batch::store::Format;
use policydoc_read::{Error, ErrorCode, Text};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The first line of the process that reads: it is this command, of this version and these rules.
pub(super) const HELLO: &str = concat!(
    "policydoc read-worker ",
    env!("CARGO_PKG_VERSION"),
    " ",
    env!("POLICYDOC_RULES")
);

/// A file to read; its bytes follow.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Request {
    pub(crate) name: Option<String>,
    /// The format to read it as, whatever it looks like.
    pub(crate) format: Option<policydoc_read::Format>,
    /// The media type a server gave.
    pub(crate) media_type: Option<String>,
    /// The encoding, where it is not that of the settings.
    pub(crate) encoding: Option<String>,
    pub(crate) want: Want,
    pub(crate) bytes: usize,
}

impl Request {
    pub(crate) fn new(name: Option<String>, want: Want, bytes: &[u8]) -> Self {
        Self {
            name,
            format: None,
            media_type: None,
            encoding: None,
            want,
            bytes: bytes.len(),
        }
    }
}

/// What is wanted of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Want {
    /// Its text.
    Text,
    /// Its text, if it can be parsed within the limits.
    Parsable,
    /// The document in a form of results, by this key in tables.
    Result(Format, String),
}

/// What became of a request.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Outcome {
    /// The text.
    Read(Box<Text>),
    /// The result, of which so many bytes follow.
    Made { warnings: Vec<String>, bytes: u64 },
    /// The file cannot be read.
    Refused(Error),
    /// Reading and parsing took longer than this.
    TooSlow(Duration),
    /// The process broke down, as this says.
    Died(String),
    /// There is no process.
    NotStarted(String),
    /// Reading or parsing panicked, as nothing should.
    Fault(String),
}

impl Outcome {
    /// Whether reading took too long. Where a reader gave up by itself, the library under it may
    /// still be at work.
    pub(super) fn is_late(&self) -> bool {
        match self {
            Self::TooSlow(_) => true,
            Self::Refused(error) => error.code == ErrorCode::TooSlow,
            _ => false,
        }
    }

    /// Whether the process must not be used again.
    pub(super) fn is_fatal(&self) -> bool {
        self.is_late() || matches!(self, Self::Died(_))
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Answer {
    pub(super) number: u64,
    pub(super) outcome: Outcome,
}
