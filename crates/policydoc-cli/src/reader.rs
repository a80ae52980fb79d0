//! Files become texts, whatever the files do.
//!
//! Plain text is read here. Every other format goes through a library that a hostile file can
//! crash or hang, so it is read in a process of its own with limits on time and memory; a process
//! that dies is one input that failed. Where the command cannot start itself again, as inside a
//! foreign program, such files are read here too: panics are caught, but a crash or a hang of a
//! library is then one of the whole run.

mod limits; // how much a file may cost
mod protocol; // what passes between the processes
mod serve; // the process that reads
mod worker; // the side that asks

pub(crate) use limits::Settings;
pub(crate) use serve::serve;

use crate::failure::Failure;
use policydoc_read::{ErrorCode, Format, Text};
use protocol::{Outcome, Request};
use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;
use worker::Worker;

/// Reads files one after the other. Each thread has its own.
#[derive(Debug)]
pub(crate) struct Reader<'s> {
    settings: &'s Settings,
    /// The command line that starts a reading process; `None` to read here.
    command: Option<&'s [OsString]>,
    worker: Option<Worker>,
}

impl<'s> Reader<'s> {
    pub(crate) fn new(settings: &'s Settings, command: Option<&'s [OsString]>) -> Self {
        Self {
            settings,
            command,
            worker: None,
        }
    }

    /// The text of a file; `path` is what the user called it.
    pub(crate) fn read(
        &mut self,
        path: &Path,
        name: Option<String>,
        bytes: &[u8],
    ) -> Result<Text, Failure> {
        let request = Request {
            name,
            encoding: self.settings.encoding.clone(),
            bytes: bytes.len(),
        };
        let outcome = if is_plain(bytes) {
            serve::read(&request, bytes, self.settings)
        } else {
            self.ask(&request, bytes)
        };
        match outcome {
            Outcome::Read(text) => Ok(*text),
            Outcome::Refused(error) => {
                let read_as = error.format.map(|format| format!("read as {format}: "));
                let cause = read_as.unwrap_or_default() + &error.cause;
                Err(Failure::new(path, cause, help(&error)))
            }
            Outcome::TooSlow(time) => Err(too_slow(path, time)),
            Outcome::Died(how) => Err(self.died(path, &how)),
        }
    }

    /// Has a file read by another process, or here where there can be none.
    fn ask(&mut self, request: &Request, bytes: &[u8]) -> Outcome {
        // A process that has read other files may be worn out by them. What becomes of a file
        // must not depend on those before it, so it gets a fresh one before it is given up.
        if let Some(worker) = &mut self.worker {
            let outcome = worker.ask(request, bytes);
            if !outcome.is_fatal() {
                return outcome;
            }
            self.worker = None;
            if outcome.is_late() {
                return outcome;
            }
        }
        let started = self.command.map(|line| Worker::start(line, self.settings));
        let Some(Ok(mut worker)) = started else {
            self.command = None;
            return serve::read(request, bytes, self.settings);
        };
        let outcome = worker.ask(request, bytes);
        if !outcome.is_fatal() {
            self.worker = Some(worker);
        }
        outcome
    }

    fn died(&self, path: &Path, how: &str) -> Failure {
        let memory = self.settings.memory >> 20;
        Failure::new(
            path,
            format!("reading it broke down: {how}"),
            format!(
                "it may need more than {memory} MiB of memory (raise --max-memory if the file can \
                 be trusted) or be damaged (open it in its own program and save it anew)"
            ),
        )
    }
}

/// What the user can do, in terms of this command.
fn help(error: &policydoc_read::Error) -> &'static str {
    match error.code {
        ErrorCode::TooLarge => "raise --max-bytes if the file can be trusted",
        ErrorCode::TooDeep => "raise --max-depth if the file can be trusted",
        ErrorCode::TooSlow => "raise --max-time if the file can be trusted",
        ErrorCode::TooMany if error.format == Some(Format::Pdf) => {
            "raise --max-pages if the file can be trusted"
        }
        _ => error.help(),
    }
}

fn too_slow(path: &Path, time: Duration) -> Failure {
    Failure::new(
        path,
        format!("reading it took longer than {} s", time.as_secs()),
        "raise --max-time if the file can be trusted",
    )
}

/// Whether a file is certainly text without mark-up. What looks like anything else in its first
/// kilobyte is not.
fn is_plain(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    let odd = |&byte: &u8| byte == 0 || byte == b'<';
    !head.iter().any(odd) && !head.starts_with(b"PK") && !head.windows(4).any(|at| at == b"%PDF")
}

#[cfg(test)]
mod tests {
    use super::*;
    use policydoc_read::PdfEngine;

    fn settings() -> Settings {
        Settings {
            encoding: None,
            whole_page: false,
            all: false,
            pdf_engine: PdfEngine::Embedded,
            pdfium: None,
            bytes: 1 << 20,
            depth: 100,
            pages: 100,
            time: Duration::from_secs(10),
            memory: 1 << 30,
        }
    }

    #[test]
    fn a_command_that_is_not_this_one_is_not_asked() {
        let settings = settings();
        for command in ["true", "cat", "/no/such/program"] {
            let command = [OsString::from(command)];
            let mut reader = Reader::new(&settings, Some(&command));
            let text = reader.read(Path::new("a.html"), None, b"<p>1. We plan.</p>");
            assert_eq!(text.unwrap().text, "1. We plan.");
            assert!(reader.worker.is_none());
        }
    }

    #[test]
    fn only_plain_text_is_read_here() {
        assert!(is_plain("一、加强组织领导".as_bytes()));
        assert!(is_plain(b"PDF and DOCX files"));
        for odd in [
            &b"mail\n%PDF-1.7"[..],
            b"PK\x03\x04",
            b"\xFF\xFE1\0",
            b"  <p>",
        ] {
            assert!(!is_plain(odd));
        }
    }
}
