//! Why an input gave no result, or the command could not go on.

use crate::batch::paths;
use crate::visible::visible;
use serde::Serialize;
use std::fmt;
use std::io;
use std::path::Path;

/// An input that gave no result: which, why, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Failure {
    /// The input as the user named it.
    pub(crate) file: String,
    /// What went wrong, without a final full stop.
    pub(crate) cause: String,
    /// What to do about it, without a final full stop.
    pub(crate) hint: String,
}

impl Failure {
    pub(crate) fn new(file: &Path, cause: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            file: paths::text(file),
            cause: cause.into(),
            hint: hint.into(),
        }
    }

    /// A file that the system did not let us read.
    pub(crate) fn unreadable(file: &Path, error: &io::Error) -> Self {
        let (cause, hint) = match error.kind() {
            io::ErrorKind::NotFound => ("no such file", "check the spelling of the path"),
            io::ErrorKind::PermissionDenied => {
                ("it may not be read", "check the permissions of the file")
            }
            io::ErrorKind::IsADirectory => (
                "it is a folder",
                "name a file in it, or convert all of it: policydoc convert FOLDER -o OUT",
            ),
            _ => return Self::new(file, error.to_string(), "check that the file can be opened"),
        };
        Self::new(file, cause, hint)
    }
}

/// Why the command stopped.
#[derive(Debug)]
pub(crate) enum Error {
    /// The standard output could not be written.
    Output(io::Error),
    /// The arguments ask for something impossible.
    Usage(String),
    /// A result could not be stored.
    Store(Failure),
}

impl Error {
    /// A file that the system did not let us write.
    pub(crate) fn unwritable(file: &Path, error: &io::Error) -> Self {
        let hint = match error.kind() {
            io::ErrorKind::PermissionDenied => "choose a place you may write to with -o",
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "free some space, then run again with --resume"
            }
            io::ErrorKind::FileTooLarge => {
                "choose a disk that holds larger files (or see ulimit -f), then run again with \
                 --resume"
            }
            _ => "check that the folder exists and can be written to",
        };
        Self::Store(Failure::new(
            file,
            format!("it cannot be written: {error}"),
            hint,
        ))
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", visible(&self.file), visible(&self.cause))
    }
}
