//! A department, for Python.

use crate::display;
use crate::parsed::Parsed;
use crate::rebuild;
use crate::value;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use std::sync::Arc;

/// A department: what the mentions of a document resolve to.
///
/// ``id`` is the same in every document and language; join by it. Two ``Department`` objects are
/// equal when they are the same department of equal documents.
///
/// Examples:
///     >>> import policydoc
///     >>> doc = policydoc.parse("1. Publish a plan.\nResponsible: Ministry of Finance")
///     >>> department = doc.departments[0]
///     >>> department.name, department.mentions
///     ('Ministry of Finance', 1)
#[pyclass(frozen, eq, hash, module = "policydoc")]
#[derive(PartialEq, Hash)]
pub(crate) struct Department {
    parsed: Arc<Parsed>,
    index: usize,
}

impl Department {
    pub(crate) fn new(parsed: Arc<Parsed>, index: usize) -> Self {
        Self { parsed, index }
    }

    fn department(&self) -> &policydoc::Department {
        &self.parsed.document().departments()[self.index]
    }
}

#[pymethods]
impl Department {
    /// Place ``/`` kind, as ``"cn/beijing/dongcheng/commerce"``.
    #[getter]
    fn id(&self) -> &str {
        &self.department().id
    }

    /// The name to show: the fullest one that the document uses.
    #[getter]
    fn name(&self) -> &str {
        &self.department().name
    }

    /// The English name from the gazetteer.
    #[getter]
    fn name_en(&self) -> Option<&str> {
        self.department().name_en.as_deref()
    }

    /// The Chinese name from the gazetteer.
    #[getter]
    fn name_zh(&self) -> Option<&str> {
        self.department().name_zh.as_deref()
    }

    /// The kind of organ; ``None`` where the gazetteer does not know it.
    #[getter]
    fn kind(&self) -> Option<&str> {
        self.department().kind.as_deref()
    }

    /// The place it belongs to; ``None`` where that cannot be told.
    #[getter]
    fn jurisdiction(&self) -> Option<&str> {
        self.department().jurisdiction.as_deref()
    }

    /// Whether the gazetteer knows it.
    #[getter]
    fn known(&self) -> bool {
        self.department().known
    }

    /// How often it is mentioned.
    #[getter]
    fn mentions(&self) -> u32 {
        self.department().mentions
    }

    /// The names used for it, the most frequent first.
    #[getter]
    fn surfaces<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        value::surfaces(py, &self.parsed, self.department())
    }

    /// The departments that went before it and came after it, from the gazetteer. They are
    /// others: a link is no licence to take them for one.
    #[getter]
    fn related<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        value::related(py, self.department())
    }

    fn __repr__(&self) -> String {
        display::department(self.department())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<rebuild::Part<'py>> {
        let function = rebuild::function(py, intern!(py, "_department"))?;
        Ok((function, (self.parsed.object(py)?.into_any(), self.index)))
    }
}
