//! The blocks of the body, for Python.

use crate::display;
use crate::document::Document;
use crate::parsed::{Parsed, Points};
use crate::rebuild;
use crate::responsibility::{Mention, Responsibility, mentions};
use policydoc::Block;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use std::borrow::Cow;
use std::sync::Arc;

/// A numbered unit of the body: a section, a task or an item.
///
/// Examples:
///     >>> import policydoc
///     >>> doc = policydoc.parse("I. Plans\n1. Publish a plan.\n2. Report on it.")
///     >>> section = doc.sections[0]
///     >>> section.marker, section.number, section.heading
///     ('I.', 1, 'Plans')
///     >>> [child.id for child in section.children]
///     ['1.1', '1.2']
#[pyclass(frozen, eq, hash, module = "policydoc")]
#[derive(PartialEq, Hash)]
pub(crate) struct Provision {
    parsed: Arc<Parsed>,
    index: usize,
}

impl Provision {
    pub(crate) fn new(parsed: Arc<Parsed>, index: usize) -> Self {
        Self { parsed, index }
    }

    pub(crate) fn parsed(&self) -> &Arc<Parsed> {
        &self.parsed
    }

    pub(crate) fn block(&self) -> policydoc::Provision<'_> {
        self.parsed.provision(self.index)
    }
}

#[pymethods]
impl Provision {
    /// ``"section"``, ``"task"`` or ``"item"``.
    #[getter]
    fn r#type(&self) -> &'static str {
        self.block().kind().as_str()
    }

    /// The path of ordinals from the top, as ``"2.1.12"``; the same in every language. A path
    /// that was used before gets ``~2``, ``~3``.
    #[getter]
    pub(crate) fn id(&self) -> String {
        self.block().id()
    }

    /// The marker as written: ``"(I)"``, ``"十二、"``.
    #[getter]
    fn marker(&self) -> Option<&str> {
        self.block().marker()
    }

    /// Where the marker stands.
    #[getter]
    fn marker_span(&self) -> Option<Points> {
        let span = self.block().marker_span();
        span.map(|span| self.parsed.points(span))
    }

    /// The ordinal that the marker gives: 12 for ``（十二）``, 3 for ``1.2.3``.
    #[getter]
    fn number(&self) -> Option<u32> {
        self.block().number()
    }

    /// The heading without marker and final full stop.
    #[getter]
    fn heading(&self) -> Option<Cow<'_, str>> {
        self.block().heading()
    }

    /// Where the heading stands.
    #[getter]
    fn heading_span(&self) -> Option<Points> {
        let span = self.block().heading_span();
        span.map(|span| self.parsed.points(span))
    }

    /// Its own running text, without marker, heading and responsibilities; broken lines are
    /// joined. Further paragraphs are among the children.
    #[getter]
    fn text(&self) -> Option<Cow<'_, str>> {
        self.block().text()
    }

    /// Where the text stands.
    #[getter]
    fn text_span(&self) -> Option<Points> {
        let span = self.block().text_span();
        span.map(|span| self.parsed.points(span))
    }

    /// The whole provision with everything inside it.
    #[getter]
    fn span(&self) -> Points {
        self.parsed.points(self.block().span())
    }

    /// Who carries it out, as stated in this provision itself.
    #[getter]
    fn responsibilities<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let count = self.block().responsibilities().len();
        let all: Vec<Responsibility> = (0..count)
            .map(|nth| Responsibility::new(Arc::clone(&self.parsed), self.index, nth))
            .collect();
        PyTuple::new(py, all)
    }

    /// Responsibilities that are stated elsewhere for this provision: by the section it lies in,
    /// or by a rule that holds from some provision on. ``Responsibility.provision`` tells where.
    #[getter]
    fn inherited<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let all: Vec<Responsibility> = self
            .block()
            .inherited()
            .filter_map(|(from, statement)| {
                let nth = from
                    .responsibilities()
                    .position(|stated| stated.span() == statement.span())?;
                let parsed = Arc::clone(&self.parsed);
                Some(Responsibility::new(parsed, from.index(), nth))
            })
            .collect();
        PyTuple::new(py, all)
    }

    /// The departments that its own responsibilities name.
    #[getter]
    fn mentions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let all: Vec<Mention> = mentions(&self.parsed, self.block()).collect();
        PyTuple::new(py, all)
    }

    /// The blocks inside it, in document order.
    #[getter]
    fn children<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        blocks(py, &self.parsed, self.block().children())
    }

    /// The provision it lies in; ``None`` at the top of the body.
    #[getter]
    fn parent(&self) -> Option<Provision> {
        parent(&self.parsed, self.block().into())
    }

    /// How many provisions it lies in: 0 at the top of the body.
    #[getter]
    fn depth(&self) -> usize {
        self.block().depth()
    }

    /// The document it belongs to.
    #[getter]
    fn document<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, Document>> {
        self.parsed.object(py)
    }

    fn __repr__(&self) -> String {
        display::block(self.block().into())
    }

    fn _repr_html_(&self) -> String {
        display::provision_html(self.block())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<rebuild::Part<'py>> {
        let function = rebuild::function(py, intern!(py, "_block"))?;
        Ok((function, (self.parsed.object(py)?.into_any(), self.index)))
    }
}

/// Text of the body without a number: a paragraph, or the rows of a table.
#[pyclass(frozen, eq, hash, module = "policydoc")]
#[derive(PartialEq, Hash)]
pub(crate) struct TextBlock {
    parsed: Arc<Parsed>,
    index: usize,
}

impl TextBlock {
    fn block(&self) -> Block<'_> {
        self.parsed.block(self.index)
    }
}

#[pymethods]
impl TextBlock {
    /// ``"paragraph"`` or ``"table"``.
    #[getter]
    fn r#type(&self) -> &'static str {
        self.block().kind().as_str()
    }

    /// The words, broken lines joined.
    #[getter]
    fn text(&self) -> Cow<'_, str> {
        self.block().text()
    }

    /// Where they stand.
    #[getter]
    fn span(&self) -> Points {
        self.parsed.points(self.block().span())
    }

    /// The provision it lies in; ``None`` at the top of the body.
    #[getter]
    fn parent(&self) -> Option<Provision> {
        parent(&self.parsed, self.block())
    }

    /// The document it belongs to.
    #[getter]
    fn document<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, Document>> {
        self.parsed.object(py)
    }

    fn __repr__(&self) -> String {
        display::block(self.block())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<rebuild::Part<'py>> {
        let function = rebuild::function(py, intern!(py, "_block"))?;
        Ok((function, (self.parsed.object(py)?.into_any(), self.index)))
    }
}

/// A block as a Python object.
pub(crate) fn object<'py>(
    py: Python<'py>,
    parsed: &Arc<Parsed>,
    block: Block<'_>,
) -> PyResult<Bound<'py, PyAny>> {
    let (parsed, index) = (Arc::clone(parsed), block.index());
    if block.as_provision().is_some() {
        Ok(Bound::new(py, Provision { parsed, index })?.into_any())
    } else {
        Ok(Bound::new(py, TextBlock { parsed, index })?.into_any())
    }
}

/// Blocks as a tuple of Python objects.
pub(crate) fn blocks<'py>(
    py: Python<'py>,
    parsed: &Arc<Parsed>,
    blocks: policydoc::Children<'_>,
) -> PyResult<Bound<'py, PyTuple>> {
    let all: Vec<_> = blocks
        .map(|block| object(py, parsed, block))
        .collect::<PyResult<_>>()?;
    PyTuple::new(py, all)
}

fn parent(parsed: &Arc<Parsed>, block: Block<'_>) -> Option<Provision> {
    let parent = block.parent()?;
    Some(Provision::new(Arc::clone(parsed), parent.index()))
}
