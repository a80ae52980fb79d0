//! What Python raises.

use pyo3::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};

pyo3::create_exception!(
    policydoc,
    ParseError,
    pyo3::exceptions::PyException,
    "A text made the parser fail: a defect of policydoc, since any text gives a document.\n\n\
     It is an ordinary exception, so that one text does not end a batch. Please report the text."
);

/// Does `work` with the interpreter released. A panic becomes a [`ParseError`]: `PyO3` would
/// raise a `BaseException`, which `except Exception` does not catch.
pub(crate) fn detached<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    py.detach(|| caught(work)).map_err(ParseError::new_err)
}

/// What `work` gives; what a panic says where it panics.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let message = panic
            .downcast_ref::<&str>()
            .copied()
            .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        message.unwrap_or("the parser failed").to_owned()
    })
}

/// Panics as a defect of the parser would: the tests of every wheel see it become an exception.
#[pyfunction]
pub(crate) fn _panic(py: Python<'_>, message: String) -> PyResult<()> {
    detached(py, || panic!("{message}"))
}
