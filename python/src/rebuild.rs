//! What pickle calls. A document is pickled as its text and parsed anew, which is faster than
//! reading a parsed one back would be; a part is pickled as its document and its place there.

use crate::department::Department;
use crate::document::Document;
use crate::error::detached;
use crate::parser::Parser;
use crate::provision::{self, Provision};
use crate::responsibility::{Mention, Responsibility};
use crate::text::characters;
use policydoc::{Code, Diagnostic, Source, Span};
use policydoc_read::WarningCode;
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

/// What was noticed while a file was read: code, message, help, and the bytes it speaks of.
pub(crate) type Noticed = (String, String, Option<String>, usize, usize);

/// What was noticed while the file of a document was read. Parsing the text anew would not.
pub(crate) fn noticed(document: &policydoc::Document) -> Vec<Noticed> {
    let diagnostics = document.diagnostics().iter();
    diagnostics
        .filter(|diagnostic| WarningCode::of(diagnostic.code).is_some())
        .map(|diagnostic| {
            (
                diagnostic.code.as_str().to_owned(),
                diagnostic.message.clone(),
                diagnostic.help.clone(),
                diagnostic.span.start(),
                diagnostic.span.end(),
            )
        })
        .collect()
}

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
    noticed: Vec<Noticed>,
) -> PyResult<Bound<'py, Document>> {
    let (name, format, encoding, bytes, sha256) = source;
    let mut source = Source::default();
    (source.name, source.format, source.encoding) = (name, format, encoding);
    (source.bytes, source.sha256) = (bytes, sha256);
    let text = characters(text)?.into_owned();
    let rules = &parser.get().inner;
    let parsed = || {
        let mut document = rules.parse_source(text, source);
        document.add_diagnostics(noticed.into_iter().filter_map(diagnostic));
        document
    };
    let document = detached(parser.py(), parsed)?;
    parser.get().object(parser.py(), document)
}

/// A diagnostic of reading from what was pickled; none where a newer version has other codes.
fn diagnostic((code, message, help, start, end): Noticed) -> Option<Diagnostic> {
    let code = Code::ALL.iter().find(|known| known.as_str() == code)?;
    let diagnostic = Diagnostic::new(*code, Span::new(start, end), message);
    Some(match help {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    })
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
