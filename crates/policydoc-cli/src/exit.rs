//! How the command ended.

use std::process::ExitCode;

/// How the command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Exit {
    /// Everything that was asked for was done.
    Success,
    /// Some input gave no result, or `check` found errors.
    Failure,
    /// The arguments make no sense; nothing was done.
    Usage,
}

impl Exit {
    /// The exit code of the process: 0, 1 or 2.
    pub fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Failure => 1,
            Self::Usage => 2,
        }
    }

    /// Failure if anything failed.
    pub(crate) fn failed_if(failed: bool) -> Self {
        if failed { Self::Failure } else { Self::Success }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
