//! Files of strangers, for programs that link this library.

use crate::reader::{Outcome, Reader, Request, Settings, Want, Worker};
use policydoc::Language;
use policydoc_read::{Error, ErrorCode, Hint, Limits, PdfEngine, Text};
use std::ffi::OsString;
use std::sync::{Mutex, PoisonError};

/// As much memory a file may take, and as much time above, as the command allows by default.
const MEMORY: u64 = 2 << 30;

/// Reads files in processes of their own, as the command does: a file that crashes, hangs or
/// bloats what reads or parses it is an error. Several threads may use it at once.
#[derive(Debug)]
pub struct Isolated {
    settings: Settings,
    line: Vec<OsString>,
    idle: Mutex<Vec<Worker>>,
}

impl Isolated {
    /// Reads with the processes that this command line starts: one that ends in a call of
    /// [`main`](crate::main) with the arguments that are added to it. Language and gazetteer are
    /// those that the texts are going to be parsed with.
    pub fn new(
        line: Vec<OsString>,
        language: Option<Language>,
        gazetteer: Vec<(String, String)>,
    ) -> Self {
        let limits = Limits::default();
        let settings = Settings {
            encoding: None,
            whole_page: false,
            all: false,
            pdf_engine: PdfEngine::Embedded,
            pdfium: None,
            bytes: limits.bytes,
            depth: limits.depth,
            pages: limits.pages,
            time: limits.time,
            memory: MEMORY,
            language: language.map(|language| language.code().to_owned()),
            gazetteer,
        };
        Self {
            settings,
            line,
            idle: Mutex::default(),
        }
    }

    /// The text of a file that could be read, and parsed, within the limits of the command.
    ///
    /// # Errors
    /// As [`policydoc_read::read`], and when the process that reads breaks down, takes too long
    /// or does not start.
    pub fn read(&self, bytes: &[u8], hint: &Hint<'_>) -> Result<Text, Error> {
        let request = Request {
            format: hint.format,
            media_type: hint.media_type.map(str::to_owned),
            encoding: hint.encoding.map(str::to_owned),
            ..Request::new(hint.name.map(str::to_owned), Want::Parsable, bytes)
        };
        let idle = self.idle().pop();
        let mut reader = Reader::with(&self.settings, &self.line, idle);
        let (outcome, _) = reader.work(&request, bytes);
        self.idle().extend(reader.into_worker());
        let mut error = match outcome {
            Outcome::Read(text) => return Ok(*text),
            Outcome::Refused(error) => error,
            Outcome::TooSlow(time) => {
                let cause = format!("reading it took longer than {} s", time.as_secs());
                Error::new(ErrorCode::TooSlow, cause)
            }
            Outcome::NotStarted(cause) => {
                let cause = format!("the process to read it in does not start: {cause}");
                Error::new(ErrorCode::Crashed, cause)
            }
            Outcome::Died(cause) | Outcome::Fault(cause) => Error::new(
                ErrorCode::Crashed,
                format!("reading it broke down: {cause}"),
            ),
            Outcome::Made { .. } => Error::new(ErrorCode::Crashed, "it was answered otherwise"),
        };
        error.name = error.name.or_else(|| hint.name.map(str::to_owned));
        Err(error)
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Worker>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_does_not_start_is_an_error_and_nothing_is_read() {
        let isolated = Isolated::new(vec!["/no/such".into()], None, Vec::new());
        let error = isolated
            .read(b"1. We plan.", &Hint::name("a.txt"))
            .unwrap_err();
        assert_eq!(error.code, ErrorCode::Crashed);
        assert_eq!(error.name.as_deref(), Some("a.txt"));
    }
}
