//! What passes between the process that asks for texts and the one that reads files.
//!
//! ```text
//! asks:    settings LF *( request LF bytes )
//! answers: HELLO LF *( answer LF )
//! ```
//! Settings, requests and answers are JSON. An answer repeats the number of its request, so that
//! one that comes late is not taken for another's.

use policydoc_read::{Error, ErrorCode, Text};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The first line of the process that reads: it is this command, of this version.
pub(super) const HELLO: &str = concat!("policydoc read-worker ", env!("CARGO_PKG_VERSION"));

/// A file to read; its bytes follow.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Request {
    pub(super) name: Option<String>,
    pub(super) encoding: Option<String>,
    pub(super) bytes: usize,
}

/// What became of a request.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Outcome {
    /// The text.
    Read(Box<Text>),
    /// The file cannot be read.
    Refused(Error),
    /// Reading took longer than this.
    TooSlow(Duration),
    /// The process broke down, as this says.
    Died(String),
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
