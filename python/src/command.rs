//! The command `policydoc`.

use crate::error::detached;
use pyo3::prelude::*;
use std::ffi::OsString;

/// Runs the command with these arguments, and gives its exit code. `worker` is a command line
/// that runs it again, for files that are read in a process of their own.
#[pyfunction]
#[pyo3(signature = (arguments, worker, /))]
pub(crate) fn _command(
    py: Python<'_>,
    arguments: Vec<OsString>,
    worker: Vec<OsString>,
) -> PyResult<u8> {
    let program = std::iter::once(OsString::from("policydoc"));
    let arguments: Vec<OsString> = program.chain(arguments).collect();
    detached(py, || {
        policydoc_cli::main_with_worker(arguments, &worker).code()
    })
}
