//! The departments of many documents, for Python.

use crate::error::detached;
use crate::keyed::{Found, Keyed, keyed};
use crate::parser::Parser;
use crate::value;
use policydoc::Register;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// Joins the departments of documents by their identity.
///
/// A department's identity depends on its document and the rules alone, so joining is all there
/// is to do: nothing is merged here that a document keeps apart.
///
/// Args:
///     documents: The documents, as a mapping or an iterable: see :func:`tables`. Exceptions
///         among them are passed over.
///     as_of: Count departments as what they were, or had become, in this year, by the links
///         between predecessors and successors; as the documents name them where this is ``None``.
///     parser: The parser with the gazetteer that holds the links; the built-in one where this is
///         ``None``.
///
/// Returns:
///     The departments, the most often mentioned first.
///
/// Examples:
///     What is worth adding to a gazetteer of one's own:
///
///     >>> import policydoc
///     >>> documents = {
///     ...     "plan": policydoc.parse("1. Plant trees.\nResponsible: Balloon Office"),
///     ...     "report": policydoc.parse("1. Count trees.\nResponsible: Balloon Office"),
///     ... }
///     >>> unknown = [entry for entry in policydoc.departments(documents) if not entry.known]
///     >>> [(entry.name, entry.mentions, entry.documents) for entry in unknown]
///     [('Balloon Office', 2, ('plan', 'report'))]
#[pyfunction]
#[pyo3(signature = (documents, /, *, as_of = None, parser = None))]
pub(crate) fn departments<'py>(
    documents: &Bound<'py, PyAny>,
    as_of: Option<u16>,
    parser: Option<&Bound<'py, Parser>>,
) -> PyResult<Bound<'py, PyTuple>> {
    let py = documents.py();
    let inputs = keyed(documents)?;
    let gazetteer = match parser {
        Some(parser) => parser.get().gazetteer(),
        None => Parser::shared().gazetteer(),
    };
    let (register, entries) = detached(py, || {
        let mut register = Register::default();
        for Keyed { key, found } in inputs {
            if let Found::Document(parsed) = found {
                register.add(key, parsed.document());
            }
        }
        if let Some(year) = as_of {
            register = register.as_of(gazetteer, year);
        }
        let entries = register.entries();
        (register, entries)
    })?;
    value::entries(py, &register, &entries)
}
