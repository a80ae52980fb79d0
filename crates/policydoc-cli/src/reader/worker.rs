//! The side that asks another process to read files.

use super::limits::Settings;
use super::protocol::{Answer, HELLO, Outcome, Request};
use std::ffi::OsString;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// As long a process may take to start at least.
const START: Duration = Duration::from_secs(10);

/// As long after its time a process may take to say that it is over. It looks at a clock of its
/// own; one that was stopped, or that a library holds, does not.
const GRACE: Duration = Duration::from_secs(4);

/// A process that reads files, one after the other.
#[derive(Debug)]
pub(crate) struct Worker {
    process: Arc<Mutex<Child>>,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    clock: Clock,
    time: Duration,
    /// The longest answer.
    most: u64,
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
        let process = Arc::new(Mutex::new(process));
        let clock = Clock::start(&process).inspect_err(|_| {
            end(&process);
        })?;
        let (to, from) = pipes.ok_or(io::ErrorKind::BrokenPipe)?;
        let mut worker = Self {
            process,
            to,
            from: BufReader::new(from),
            clock,
            time: settings.time,
            most: settings.memory,
            asked: 0,
        };
        worker.clock.set(START.max(settings.time));
        worker.greet(settings)?;
        worker.clock.stop();
        Ok(worker)
    }

    /// Makes sure that the process is this command and not, say, a Python interpreter.
    fn greet(&mut self, settings: &Settings) -> io::Result<()> {
        serde_json::to_writer(&mut self.to, settings)?;
        self.to.write_all(b"\n")?;
        let mut hello = String::new();
        let most = HELLO.len() as u64 + 2;
        (&mut self.from).take(most).read_line(&mut hello)?;
        if hello.trim_end() == HELLO {
            return Ok(());
        }
        Err(io::Error::other(if hello.is_empty() {
            "it ended at once"
        } else {
            "it is not this version of policydoc"
        }))
    }

    /// Has a file read; gives the bytes of the result, where one was wanted.
    pub(super) fn ask(&mut self, request: &Request, bytes: &[u8]) -> (Outcome, Vec<u8>) {
        self.asked += 1;
        self.clock.set(self.time.saturating_add(GRACE));
        let answer = self.exchange(request, bytes);
        self.clock.stop();
        match answer {
            Ok((answer, blob)) if answer.number == self.asked => (answer.outcome, blob),
            _ if self.clock.is_over() => (Outcome::TooSlow(self.time), Vec::new()),
            _ => (Outcome::Died(end(&self.process)), Vec::new()),
        }
    }

    fn exchange(&mut self, request: &Request, bytes: &[u8]) -> io::Result<(Answer, Vec<u8>)> {
        let mut head = serde_json::to_vec(request)?;
        head.push(b'\n');
        self.to.write_all(&head)?;
        self.to.write_all(bytes)?;
        self.to.flush()?;
        let mut line = Vec::new();
        (&mut self.from)
            .take(self.most)
            .read_until(b'\n', &mut line)?;
        let answer: Answer = serde_json::from_slice(&line)?;
        let mut blob = Vec::new();
        if let Outcome::Made { bytes, .. } = answer.outcome {
            let most = bytes.min(self.most);
            if (&mut self.from).take(most).read_to_end(&mut blob)? as u64 != bytes {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok((answer, blob))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // A process must be waited for, or it stays in the system's table.
        end(&self.process);
    }
}

/// How the process ended, once it is certain that it has.
fn end(process: &Mutex<Child>) -> String {
    let mut process = process.lock().unwrap_or_else(PoisonError::into_inner);
    let _ = process.kill();
    match process.wait() {
        Ok(status) => format!("{status}"),
        Err(error) => error.to_string(),
    }
}

/// A clock of this side, for a process that does not look at its own. When its time is over it
/// kills the process, and whoever waits for an answer sees the end of the pipe.
#[derive(Debug)]
struct Clock {
    sender: Sender<Option<Duration>>,
    over: Arc<AtomicBool>,
}

impl Clock {
    fn start(process: &Arc<Mutex<Child>>) -> io::Result<Self> {
        let (sender, times) = channel();
        let over = Arc::new(AtomicBool::new(false));
        let (process, flag) = (Arc::clone(process), Arc::clone(&over));
        std::thread::Builder::new().spawn(move || watch(&times, &process, &flag))?;
        Ok(Self { sender, over })
    }

    fn set(&self, time: Duration) {
        let _ = self.sender.send(Some(time));
    }

    fn stop(&self) {
        let _ = self.sender.send(None);
    }

    fn is_over(&self) -> bool {
        self.over.load(Ordering::SeqCst)
    }
}

fn watch(times: &Receiver<Option<Duration>>, process: &Mutex<Child>, over: &AtomicBool) {
    while let Ok(time) = times.recv() {
        let Some(time) = time else { continue };
        if times.recv_timeout(time) == Err(RecvTimeoutError::Timeout) {
            over.store(true, Ordering::SeqCst);
            end(process);
            return;
        }
    }
}
