//! The process that reads files for another: `policydoc read-worker`.

use super::kit::Kit;
use super::limits::Settings;
use super::protocol::{Answer, HELLO, Outcome, Request};
use std::io::{self, BufRead, Read as _, Write as _};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// Reads the files that the standard input asks for, until it ends.
pub(crate) fn serve() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let Some(line) = line(&mut input)? else {
        return Ok(());
    };
    let settings: Settings = serde_json::from_slice(&line)?;
    hold(settings.memory);
    let alarm = alarm(settings.time)?;
    let kit = Kit::new(&settings);
    kit.warm();
    writeln!(io::stdout().lock(), "{HELLO}")?;
    let mut number = 0;
    let mut bytes = Vec::new();
    while let Some(line) = self::line(&mut input)? {
        number += 1;
        let request: Request = serde_json::from_slice(&line)?;
        bytes.resize(request.bytes, 0);
        input.read_exact(&mut bytes)?;
        let _ = alarm.send(Some(number));
        let (outcome, blob) = kit.work(&request, &bytes);
        let _ = alarm.send(None);
        answer(number, outcome, &blob)?;
    }
    Ok(())
}

fn line(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    input.read_until(b'\n', &mut line)?;
    Ok((!line.is_empty()).then_some(line))
}

fn answer(number: u64, outcome: Outcome, blob: &[u8]) -> io::Result<()> {
    let mut answer = serde_json::to_vec(&Answer { number, outcome })?;
    answer.push(b'\n');
    let mut output = io::stdout().lock();
    output.write_all(&answer)?;
    output.write_all(blob)?;
    output.flush()
}

/// Ends this process when a request takes too long. A thread of its own, as a library that hangs
/// does not look at a clock; in this process, so that it ends even if nobody waits for it.
fn alarm(time: Duration) -> io::Result<Sender<Option<u64>>> {
    let (sender, requests) = channel();
    std::thread::Builder::new().spawn(move || watch(&requests, time))?;
    Ok(sender)
}

fn watch(requests: &Receiver<Option<u64>>, time: Duration) {
    // Where a reader looks at the clock by itself, its own word is the better one.
    let patience = time.saturating_add(Duration::from_secs(1));
    while let Ok(request) = requests.recv() {
        let Some(number) = request else { continue };
        if requests.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
            let _ = answer(number, Outcome::TooSlow(time), b"");
            std::process::abort();
        }
    }
}

/// Limits the memory of this process, and lets it die without a trace on the disk.
#[cfg(unix)]
fn hold(memory: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    for (resource, most) in [(Resource::As, memory), (Resource::Core, 0)] {
        let limit = Rlimit {
            current: Some(most),
            maximum: getrlimit(resource).maximum,
        };
        // Systems without such a limit are served without it.
        let _ = setrlimit(resource, limit);
    }
}

#[cfg(not(unix))]
fn hold(_: u64) {}
