//! The side that asks another process to read files.

use super::limits::Settings;
use super::protocol::{Answer, HELLO, Outcome, Request};
use std::ffi::OsString;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A process that reads files, one after the other.
#[derive(Debug)]
pub(super) struct Worker {
    process: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    asked: u64,
}

impl Worker {
    /// Starts a process with this command line.
    pub(super) fn start(line: &[OsString], settings: &Settings) -> io::Result<Self> {
        let (program, args) = line.split_first().ok_or(io::ErrorKind::InvalidInput)?;
        let mut process = Command::new(program)
            .args(args)
            .arg("read-worker")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // What a library prints while it breaks down helps nobody.
            .stderr(Stdio::null())
            .spawn()?;
        let pipes = process.stdin.take().zip(process.stdout.take());
        let (to, from) = pipes.ok_or(io::ErrorKind::BrokenPipe)?;
        let mut worker = Self {
            process,
            to,
            from: BufReader::new(from),
            asked: 0,
        };
        worker.greet(settings)?;
        Ok(worker)
    }

    /// Makes sure that the process is this command and not, say, a Python interpreter.
    fn greet(&mut self, settings: &Settings) -> io::Result<()> {
        serde_json::to_writer(&mut self.to, settings)?;
        self.to.write_all(b"\n")?;
        let mut hello = String::new();
        self.from.read_line(&mut hello)?;
        if hello.trim_end() == HELLO {
            Ok(())
        } else {
            Err(io::ErrorKind::InvalidData.into())
        }
    }

    /// Has a file read.
    pub(super) fn ask(&mut self, request: &Request, bytes: &[u8]) -> Outcome {
        self.asked += 1;
        match self.exchange(request, bytes) {
            Ok(answer) if answer.number == self.asked => answer.outcome,
            _ => Outcome::Died(self.end()),
        }
    }

    fn exchange(&mut self, request: &Request, bytes: &[u8]) -> io::Result<Answer> {
        let mut head = serde_json::to_vec(request)?;
        head.push(b'\n');
        self.to.write_all(&head)?;
        self.to.write_all(bytes)?;
        self.to.flush()?;
        let mut answer = Vec::new();
        self.from.read_until(b'\n', &mut answer)?;
        Ok(serde_json::from_slice(&answer)?)
    }

    /// How the process ended, once it is certain that it has.
    fn end(&mut self) -> String {
        let _ = self.process.kill();
        match self.process.wait() {
            Ok(status) => format!("{status}"),
            Err(error) => error.to_string(),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // A process must be waited for, or it stays in the system's table.
        self.end();
    }
}
