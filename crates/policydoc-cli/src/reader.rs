//! Files become texts and results, whatever the files do.
//!
//! A hostile file can crash, hang or bloat what reads and parses it. So every file, of whatever
//! format, is read and parsed in a process of its own with limits on time and memory; a process
//! that dies is one input that failed. Nothing looks at a file first to decide: what looks at it
//! would be what a hostile file fools. Where such a process does not start, the file fails too. A
//! caller of the library that gives no command line for it has chosen to do without.

mod kit; // what a file becomes
mod limits; // how much a file may cost
mod protocol; // what passes between the processes
mod serve; // the process that reads
mod worker; // the side that asks

pub(crate) use kit::{gazetteer, parser};
pub(crate) use limits::{MEMORY_IS_HELD, Settings};
pub(crate) use protocol::{Outcome, Request, Want};
pub(crate) use serve::serve;
pub(crate) use worker::Worker;

use crate::batch::store::Format;
use crate::failure::Failure;
use kit::Kit;
use policydoc_read::{ErrorCode, Text};
use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

/// Reads files one after the other. Each thread has its own.
#[derive(Debug)]
pub(crate) struct Reader<'s> {
    settings: &'s Settings,
    way: Way<'s>,
}

/// Where files are read.
#[derive(Debug)]
enum Way<'s> {
    /// In a process that this command line starts.
    Apart(&'s [OsString], Option<Worker>),
    /// In this one.
    Here(Box<Kit>),
}

/// A result, and what was noticed while reading.
#[derive(Debug)]
pub(crate) struct Blob {
    pub(crate) bytes: Vec<u8>,
    pub(crate) warnings: Vec<String>,
}

impl<'s> Reader<'s> {
    /// A reader; without a command line files are read in this process.
    pub(crate) fn new(settings: &'s Settings, command: Option<&'s [OsString]>) -> Self {
        let way = match command {
            Some(line) => Way::Apart(line, None),
            None => Way::Here(Box::new(Kit::new(settings))),
        };
        Self { settings, way }
    }

    /// A reader that goes on with a process that is there, if there is one.
    pub(crate) fn with(settings: &'s Settings, line: &'s [OsString], idle: Option<Worker>) -> Self {
        let way = Way::Apart(line, idle);
        Self { settings, way }
    }

    /// The process that can go on, if there is one.
    pub(crate) fn into_worker(self) -> Option<Worker> {
        match self.way {
            Way::Apart(_, worker) => worker,
            Way::Here(_) => None,
        }
    }

    /// The text of a file; `path` is what the user called it. Where it is going to be parsed
    /// here, it is made sure that it can be within the limits.
    pub(crate) fn read(
        &mut self,
        path: &Path,
        name: Option<String>,
        bytes: &[u8],
        parsed: bool,
    ) -> Result<Text, Failure> {
        let want = match self.way {
            Way::Apart(..) if parsed => Want::Parsable,
            _ => Want::Text,
        };
        match self.work(&Request::new(name, want, bytes), bytes) {
            (Outcome::Read(text), _) => Ok(*text),
            (outcome, _) => Err(self.failure(path, outcome)),
        }
    }

    /// The result that a file gives: in tables it goes by this key.
    pub(crate) fn result(
        &mut self,
        path: &Path,
        name: Option<String>,
        bytes: &[u8],
        (format, key): (Format, String),
    ) -> Result<Blob, Failure> {
        let want = Want::Result(format, key);
        match self.work(&Request::new(name, want, bytes), bytes) {
            (Outcome::Made { warnings, .. }, bytes) => Ok(Blob { bytes, warnings }),
            (outcome, _) => Err(self.failure(path, outcome)),
        }
    }

    /// Has something done with a file.
    pub(crate) fn work(&mut self, request: &Request, bytes: &[u8]) -> (Outcome, Vec<u8>) {
        let (line, kept) = match &mut self.way {
            Way::Here(kit) => return kit.work(request, bytes),
            Way::Apart(line, kept) => (*line, kept),
        };
        // A process that has read other files may be worn out by them. What becomes of a file
        // must not depend on those before it, so it gets a fresh one before it is given up.
        if let Some(mut worker) = kept.take() {
            let answer = worker.ask(request, bytes);
            if !answer.0.is_fatal() {
                *kept = Some(worker);
                return answer;
            }
            if answer.0.is_late() {
                return answer;
            }
        }
        let mut worker = match Worker::start(line, self.settings) {
            Ok(worker) => worker,
            Err(error) => return (Outcome::NotStarted(error.to_string()), Vec::new()),
        };
        let answer = worker.ask(request, bytes);
        if !answer.0.is_fatal() {
            *kept = Some(worker);
        }
        answer
    }

    /// Why there is no result.
    fn failure(&self, path: &Path, outcome: Outcome) -> Failure {
        match outcome {
            Outcome::Refused(error) => {
                let read_as = error.format.map(|format| format!("read as {format}: "));
                let cause = read_as.unwrap_or_default() + &error.cause;
                Failure::new(path, cause, help(&error))
            }
            Outcome::TooSlow(time) => too_slow(path, time),
            Outcome::Died(how) => self.died(path, &how),
            Outcome::NotStarted(error) => Failure::new(
                path,
                format!("the process to read it in does not start: {error}"),
                "if policydoc was replaced meanwhile, or the system is out of processes or open \
                 files (see ulimit), run again with --resume",
            ),
            Outcome::Fault(fault) => Failure::new(
                path,
                format!("a fault of policydoc: {fault}"),
                "please report it with the file, if you can share it",
            ),
            Outcome::Read(_) | Outcome::Made { .. } => Failure::new(
                path,
                "the process that read it gave another answer than it was asked for",
                "please report it with the file, if you can share it",
            ),
        }
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
        ErrorCode::TooMany if error.format == Some(policydoc_read::Format::Pdf) => {
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
            time: Duration::from_secs(1),
            memory: 1 << 30,
            language: None,
            gazetteer: Vec::new(),
        }
    }

    #[test]
    fn a_command_that_is_not_this_one_reads_nothing_and_neither_does_this_process() {
        let settings = settings();
        for command in ["true", "cat", "/no/such/program"] {
            let command = [OsString::from(command)];
            let mut reader = Reader::new(&settings, Some(&command));
            let failure = reader.read(Path::new("a.html"), None, b"<p>1. We plan.</p>", true);
            let failure = failure.unwrap_err();
            assert!(failure.cause.contains("does not start"), "{failure}");
        }
    }

    #[test]
    fn a_process_that_never_answers_is_given_up() {
        let settings = settings();
        let command = ["sh", "-c", "exec sleep 60"].map(OsString::from);
        let began = std::time::Instant::now();
        let mut reader = Reader::new(&settings, Some(&command));
        assert!(
            reader
                .read(Path::new("a.txt"), None, b"1. We plan.", true)
                .is_err()
        );
        assert!(began.elapsed() < Duration::from_secs(40));
    }

    #[test]
    fn without_a_command_files_are_read_here() {
        let settings = settings();
        let mut reader = Reader::new(&settings, None);
        let text = reader.read(Path::new("a.html"), None, b"<p>1. We plan.</p>", true);
        assert_eq!(text.unwrap().text, "1. We plan.");
    }
}
