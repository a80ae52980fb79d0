//! The command from the outside: standard output, standard error and exit code.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test may fail")]

mod run;

mod batch;
mod departments;
#[cfg(unix)]
mod harm;
mod kill;
mod limits;
mod noticed;
mod safe;
mod shown;
mod streams;
