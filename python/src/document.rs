//! A document, for Python.

use crate::department::Department;
use crate::display;
use crate::parsed::Parsed;
use crate::parser::Parser;
use crate::provision::{self, Provision};
use crate::rebuild::{self, Reduced, SourceFields};
use crate::responsibility::{Mention, mentions};
use crate::value;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyTuple};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A parsed document: its text, and what was found in it.
///
/// Spans are pairs ``(start, end)`` in code points, so that ``doc.text[start:end]`` is the quoted
/// text. Documents are equal when their text and everything found in it are; parts are equal when
/// they are the same part of equal documents. A pickled document holds text and rules, and is
/// parsed anew when it is loaded.
///
/// Examples:
///     >>> import policydoc
///     >>> doc = policydoc.parse("I. General\n1. Publish a plan.\n2. Report on it.")
///     >>> [provision.id for provision in doc.provisions]
///     ['1', '1.1', '1.2']
///     >>> doc.coverage
///     1.0
#[pyclass(frozen, eq, hash, weakref, module = "policydoc")]
pub(crate) struct Document {
    parsed: Arc<Parsed>,
    body: PyOnceLock<Py<PyTuple>>,
    provisions: PyOnceLock<Py<PyTuple>>,
    sections: PyOnceLock<Py<PyTuple>>,
    tasks: PyOnceLock<Py<PyTuple>>,
    mentions: PyOnceLock<Py<PyTuple>>,
    departments: PyOnceLock<Py<PyTuple>>,
    diagnostics: PyOnceLock<Py<PyTuple>>,
    front_matter: PyOnceLock<Py<PyAny>>,
}

impl Document {
    pub(crate) fn new(parsed: Arc<Parsed>) -> Self {
        Self {
            parsed,
            body: PyOnceLock::new(),
            provisions: PyOnceLock::new(),
            sections: PyOnceLock::new(),
            tasks: PyOnceLock::new(),
            mentions: PyOnceLock::new(),
            departments: PyOnceLock::new(),
            diagnostics: PyOnceLock::new(),
            front_matter: PyOnceLock::new(),
        }
    }

    pub(crate) fn parsed(&self) -> &Arc<Parsed> {
        &self.parsed
    }

    fn provisions_of<'py>(
        &self,
        py: Python<'py>,
        blocks: impl Iterator<Item = usize>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let all: Vec<Provision> = blocks
            .map(|index| Provision::new(Arc::clone(&self.parsed), index))
            .collect();
        PyTuple::new(py, all)
    }
}

impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        self.parsed == other.parsed
    }
}

impl Hash for Document {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parsed.hash(state);
    }
}

/// The tuple in `kept`, made by `make` when it is first asked for.
fn once<'py>(
    py: Python<'py>,
    kept: &PyOnceLock<Py<PyTuple>>,
    make: impl FnOnce() -> PyResult<Bound<'py, PyTuple>>,
) -> PyResult<Bound<'py, PyTuple>> {
    kept.get_or_try_init(py, || make().map(Bound::unbind))
        .map(|tuple| tuple.bind(py).clone())
}

#[pymethods]
impl Document {
    /// The text that all spans refer to.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        self.parsed.text(py)
    }

    /// The file it was read from.
    #[getter]
    fn source<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value::source(py, &self.parsed)
    }

    /// The language of most of the text: ``"en"`` or ``"zh"``.
    #[getter]
    fn language(&self) -> &'static str {
        self.parsed.document().language().code()
    }

    /// What stands before and around the body: title, issuer, date, number, addressees.
    #[getter]
    fn front_matter<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.front_matter
            .get_or_try_init(py, || {
                value::front_matter(py, &self.parsed).map(Bound::unbind)
            })
            .map(|front| front.bind(py).clone())
    }

    /// The blocks at the top of the body, in document order.
    #[getter]
    fn body<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        once(py, &self.body, || {
            provision::blocks(py, &self.parsed, self.parsed.document().body())
        })
    }

    /// All sections, tasks and items, parents before children.
    #[getter]
    fn provisions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        once(py, &self.provisions, || {
            let blocks = self.parsed.document().provisions();
            self.provisions_of(py, blocks.map(policydoc::Provision::index))
        })
    }

    /// All sections, parents before children.
    #[getter]
    fn sections<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        once(py, &self.sections, || {
            let blocks = self.parsed.document().sections();
            self.provisions_of(py, blocks.map(policydoc::Provision::index))
        })
    }

    /// All tasks in document order.
    #[getter]
    fn tasks<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        once(py, &self.tasks, || {
            let blocks = self.parsed.document().tasks();
            self.provisions_of(py, blocks.map(policydoc::Provision::index))
        })
    }

    /// All mentions of departments, in the order of the provisions that name them.
    #[getter]
    fn mentions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        once(py, &self.mentions, || {
            let blocks = self.parsed.document().provisions();
            let all: Vec<Mention> = blocks
                .flat_map(|block| mentions(&self.parsed, block))
                .collect();
            PyTuple::new(py, all)
        })
    }

    /// The departments, the most often mentioned first.
    #[getter]
    fn departments<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        once(py, &self.departments, || {
            let count = self.parsed.document().departments().len();
            let all: Vec<Department> = (0..count)
                .map(|index| Department::new(Arc::clone(&self.parsed), index))
                .collect();
            PyTuple::new(py, all)
        })
    }

    /// What a careful reader would want to know, in document order.
    #[getter]
    fn diagnostics<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        once(py, &self.diagnostics, || {
            let all: Vec<_> = self
                .parsed
                .document()
                .diagnostics()
                .iter()
                .map(|diagnostic| value::diagnostic(py, &self.parsed, diagnostic))
                .collect::<PyResult<_>>()?;
            PyTuple::new(py, all)
        })
    }

    /// The share of the visible characters that belong to a block, a marker, a heading, a field
    /// of the front matter or a responsibility: 1.0 where nothing was lost.
    #[getter]
    fn coverage(&self) -> f64 {
        self.parsed.document().coverage()
    }

    /// The document as JSON, by the contract that ``policydoc schema`` prints: the same bytes
    /// that the command and the Rust library write.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        self.parsed.json(py)
    }

    /// The document as plain dicts and lists: what :meth:`to_json` writes, read back.
    ///
    /// Examples:
    ///     >>> import policydoc
    ///     >>> policydoc.parse("1. Publish a plan.").to_dict()["body"][0]["marker"]
    ///     '1.'
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import(intern!(py, "json"))?
            .call_method1(intern!(py, "loads"), (self.parsed.json(py)?,))
    }

    fn __repr__(&self) -> String {
        display::document(self.parsed.document())
    }

    fn _repr_html_(&self) -> String {
        display::document_html(self.parsed.document())
    }

    fn __copy__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    #[pyo3(signature = (_memo, /))]
    fn __deepcopy__<'py>(slf: Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> Bound<'py, Self> {
        slf
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py, Arguments<'py>>> {
        let source = self.parsed.source().clone();
        let source = (
            source.name,
            source.format,
            source.encoding,
            source.bytes,
            source.sha256,
        );
        let parser = self.parsed.parser.clone();
        Ok((
            rebuild::function(py, intern!(py, "_document"))?,
            (parser, self.parsed.text(py), source),
        ))
    }
}

/// A parser, a text and its source: what a document is made of.
type Arguments<'py> = (Parser, Bound<'py, PyString>, SourceFields);
