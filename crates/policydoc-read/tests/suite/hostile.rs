//! Damaged and hostile files: each gives a text or a clear error, and none a panic.
//!
//! Limits are lowered where the default ones would make the test large. Each file is read on a
//! thread with a small stack, as worker threads have.

mod markup;
#[cfg(all(feature = "odf", feature = "sheets"))]
mod office;
#[cfg(feature = "docx")]
mod package;
#[cfg(feature = "pdf")]
mod page;
mod plain;

use crate::support::read_with;
use policydoc_read::{Error, ErrorCode, Options, Text};

/// What reading a file should give.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Expected {
    /// A text that holds these words.
    Text(&'static str),
    /// An error with this code, whose cause holds these words.
    Error(ErrorCode, &'static str),
}

use Expected::{Error as Refused, Text as Read};

/// A file, and what reading it should give.
struct Case {
    name: &'static str,
    bytes: Vec<u8>,
    expected: Expected,
}

fn case(name: &'static str, bytes: impl Into<Vec<u8>>, expected: Expected) -> Case {
    Case {
        name,
        bytes: bytes.into(),
        expected,
    }
}

/// Limits low enough for small bombs.
fn options() -> Options {
    let mut options = Options::default();
    options.limits.bytes = 32 << 20;
    options.limits.unpacked = 1 << 20;
    options.limits.elements = 50_000;
    options.limits.pages = 500;
    options
}

/// Reads on a thread with the stack that worker threads have.
fn on_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    thread.spawn(work).unwrap().join().unwrap()
}

fn check(cases: Vec<Case>) {
    for Case {
        name,
        bytes,
        expected,
    } in cases
    {
        let read = on_small_stack(move || read_with(name, &bytes, &options()));
        match (&read, expected) {
            (Ok(text), Read(words)) => {
                assert!(text.text.contains(words), "{name}: {:.200}", text.text);
            }
            (Err(error), Refused(code, words)) => {
                assert_eq!(error.code, code, "{error}");
                assert!(error.cause.contains(words), "{error}");
                clear(name, error);
            }
            _ => panic!("{name}: {}", outcome(&read)),
        }
    }
}

fn outcome(read: &Result<Text, Error>) -> String {
    match read {
        Ok(text) => format!("read: {:.200}", text.text),
        Err(error) => error.to_string(),
    }
}

/// An error names the file, and says what to do; it comes back whole from another process.
fn clear(name: &str, error: &Error) {
    let said = error.to_string();
    assert!(said.starts_with(&format!("{name}: ")), "{said}");
    assert!(said.ends_with(error.help()) && !error.help().is_empty());
    assert!(said.len() < 400 && !said.contains('\n'), "{said}");
    let json = serde_json::to_string(error).unwrap();
    assert_eq!(&serde_json::from_str::<Error>(&json).unwrap(), error);
}

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap()
    }
}

/// Damages a file in many ways: cut off, bytes changed, stretches repeated or lost. Whatever comes
/// of each, `read_with` has looked at it.
fn damage(name: &'static str, whole: &[u8], times: usize) {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let files: Vec<Vec<u8>> = (0..times)
        .map(|at| {
            let mut bytes = whole.to_vec();
            match at % 4 {
                0 => bytes.truncate(random.below(whole.len())),
                1 => {
                    for _ in 0..=random.below(20) {
                        let place = random.below(bytes.len());
                        bytes[place] = u8::try_from(random.below(256)).unwrap();
                    }
                }
                2 => {
                    let (from, to) = (random.below(bytes.len()), random.below(bytes.len()));
                    bytes.drain(from.min(to)..from.max(to).min(from.min(to) + 200));
                }
                _ => {
                    let from = random.below(bytes.len());
                    let to = bytes.len().min(from + random.below(400));
                    let stretch = bytes[from..to].to_vec();
                    let place = random.below(bytes.len());
                    bytes.splice(place..place, stretch);
                }
            }
            bytes
        })
        .collect();
    let outcomes = on_small_stack(move || {
        let read = |bytes: &Vec<u8>| read_with(name, bytes, &options());
        files.iter().map(read).collect::<Vec<_>>()
    });
    assert_eq!(outcomes.len(), times);
    for error in outcomes.iter().filter_map(|outcome| outcome.as_ref().err()) {
        clear(name, error);
    }
}
