//! What pickle calls. A document is pickled as its text and parsed anew, which is faster than
//! reading a parsed one back would be; a part is pickled as its document and its place there.

use crate::department::Department;
use crate::document::Document;
use crate::parser::Parser;
use crate::provision::{self, Provision};
use crate::responsibility::{Mention, Responsibility};
use crate::text::characters;
use policydoc::Source;
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use std::sync::Arc;

/// What `__reduce__` gives: one of the functions below, and its arguments.
pub(crate) type Reduced<'py, A> = (Bound<'py, PyAny>, A);

/// What `__reduce__` of a part gives.
pub(crate) type Part<'py> = Reduced<'py, (Bound<'py, PyAny>, usize)>;

/// The fields of a source, as far as they are known.
pub(crate) type SourceFields = (
    Option<String>,
    Option<String>,
    Option<String>,
    Option<u64>,
    Option<String>,
);

/// One of the functions below.
pub(crate) fn function<'py>(
    py: Python<'py>,
    name: &Bound<'py, PyString>,
) -> PyResult<Bound<'py, PyAny>> {
    py.import("policydoc._core")?.getattr(name)
}

#[pyfunction]
pub(crate) fn _document<'py>(
    parser: &Bound<'py, Parser>,
    text: &Bound<'py, PyString>,
    source: SourceFields,
) -> PyResult<Bound<'py, Document>> {
    let (name, format, encoding, bytes, sha256) = source;
    let mut source = Source::default();
    (source.name, source.format, source.encoding) = (name, format, encoding);
    (source.bytes, source.sha256) = (bytes, sha256);
    let text = characters(text)?.into_owned();
    parser.get().document(parser.py(), text, source)
}

#[pyfunction]
pub(crate) fn _block<'py>(
    document: &Bound<'py, Document>,
    index: usize,
) -> PyResult<Bound<'py, PyAny>> {
    let parsed = document.get().parsed();
    let block = parsed.document().block(index).ok_or_else(missing)?;
    provision::object(document.py(), parsed, block)
}

#[pyfunction]
pub(crate) fn _responsibility(
    provision: &Bound<'_, Provision>,
    nth: usize,
) -> PyResult<Responsibility> {
    let provision = provision.get();
    let (parsed, block) = (provision.parsed(), provision.block());
    if nth >= block.responsibilities().len() {
        return Err(missing());
    }
    Ok(Responsibility::new(Arc::clone(parsed), block.index(), nth))
}

#[pyfunction]
pub(crate) fn _mention(
    responsibility: &Bound<'_, Responsibility>,
    nth: usize,
) -> PyResult<Mention> {
    responsibility.get().mention(nth).ok_or_else(missing)
}

#[pyfunction]
pub(crate) fn _department(document: &Bound<'_, Document>, index: usize) -> PyResult<Department> {
    let parsed = document.get().parsed();
    if index >= parsed.document().departments().len() {
        return Err(missing());
    }
    Ok(Department::new(Arc::clone(parsed), index))
}

/// Another version of policydoc may find less in the same text.
fn missing() -> PyErr {
    PyIndexError::new_err("this version of policydoc finds no such part in the document")
}
