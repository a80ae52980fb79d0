//! The departments of many documents, for Python.

use crate::error::detached;
use crate::keyed::{Found, Keyed, keyed};
use crate::parser::Parser;
use crate::rules::Rules;
use crate::value;
use policydoc::Register;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

#[doc = include_str!("../docs/departments.txt")]
#[pyfunction]
#[pyo3(signature = (documents, /, *, as_of = None, parser = None))]
pub(crate) fn departments<'py>(
    documents: &Bound<'py, PyAny>,
    as_of: Option<u16>,
    parser: Option<&Bound<'py, Parser>>,
) -> PyResult<Bound<'py, PyTuple>> {
    let py = documents.py();
    let inputs = keyed(documents)?;
    let rules = parser.map_or(&**Rules::shared(), |parser| parser.get().rules());
    let (register, entries) = detached(py, || {
        let mut register = Register::default();
        for Keyed { key, found } in inputs {
            if let Found::Document(parsed) = found {
                register.add(key, parsed.document());
            }
        }
        if let Some(year) = as_of {
            register = register.as_of(&rules.gazetteer, year);
        }
        let entries = register.entries();
        (register, entries)
    })?;
    value::entries(py, &register, &entries)
}
