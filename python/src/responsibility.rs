//! Who carries a provision out, for Python.

use crate::department::Department;
use crate::display;
use crate::parsed::{Parsed, Points};
use crate::provision::Provision;
use crate::rebuild;
use crate::value;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};
use std::sync::Arc;

/// A statement of who carries a provision out.
///
/// Examples:
///     >>> import policydoc
///     >>> doc = policydoc.parse("1. Publish a plan.\nResponsible: Ministry of Finance")
///     >>> responsibility = doc.tasks[0].responsibilities[0]
///     >>> responsibility.label, responsibility.role
///     ('Responsible', 'responsible')
#[pyclass(frozen, eq, hash, module = "policydoc")]
#[derive(Clone, PartialEq, Hash)]
pub(crate) struct Responsibility {
    parsed: Arc<Parsed>,
    block: usize,
    nth: usize,
}

impl Responsibility {
    pub(crate) fn new(parsed: Arc<Parsed>, block: usize, nth: usize) -> Self {
        Self { parsed, block, nth }
    }

    fn statement(&self) -> policydoc::Responsibility<'_> {
        self.parsed
            .provision(self.block)
            .responsibilities()
            .nth(self.nth)
            .expect("a part's index is taken from its document")
    }

    pub(crate) fn mention(&self, nth: usize) -> Option<Mention> {
        let of = self.clone();
        (nth < self.statement().mentions().len()).then_some(Mention { of, nth })
    }
}

#[pymethods]
impl Responsibility {
    /// The label as written: ``"District-level responsible departments"``, ``"责任单位"``.
    #[getter]
    fn label(&self) -> Option<&str> {
        self.statement().label()
    }

    /// The role it gives, ``"responsible"``, ``"lead"`` or ``"support"``; the first one where it
    /// gives several.
    #[getter]
    fn role(&self) -> &'static str {
        self.statement().role().as_str()
    }

    /// The whole statement.
    #[getter]
    fn span(&self) -> Points {
        self.parsed.points(self.statement().span())
    }

    /// The departments it names, in the order of the text.
    #[getter]
    fn mentions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let all: Vec<Mention> = (0..).map_while(|nth| self.mention(nth)).collect();
        PyTuple::new(py, all)
    }

    /// The phrases that leave the list open: ``"and other units"``, ``"等有关部门"``.
    #[getter]
    fn open_ended<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let all: Vec<_> = self
            .statement()
            .open_ended()
            .map(|phrase| value::quote(py, &self.parsed, phrase))
            .collect::<PyResult<_>>()?;
        PyTuple::new(py, all)
    }

    /// The provision that states it.
    #[getter]
    fn provision(&self) -> Provision {
        Provision::new(Arc::clone(&self.parsed), self.block)
    }

    fn __repr__(&self) -> String {
        display::responsibility(self.statement())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<rebuild::Part<'py>> {
        let function = rebuild::function(py, intern!(py, "_responsibility"))?;
        let provision = Bound::new(py, self.provision())?;
        Ok((function, (provision.into_any(), self.nth)))
    }
}

/// One department's name as written.
///
/// Examples:
///     >>> import policydoc
///     >>> doc = policydoc.parse("1. Publish a plan.\nResponsible: Ministry of Finance")
///     >>> mention = doc.mentions[0]
///     >>> mention.surface, doc.text[slice(*mention.span)]
///     ('Ministry of Finance', 'Ministry of Finance')
#[pyclass(frozen, eq, hash, module = "policydoc")]
#[derive(PartialEq, Hash)]
pub(crate) struct Mention {
    of: Responsibility,
    nth: usize,
}

impl Mention {
    fn named(&self) -> policydoc::Mention<'_> {
        self.of
            .statement()
            .mentions()
            .nth(self.nth)
            .expect("a part's index is taken from its document")
    }
}

#[pymethods]
impl Mention {
    /// The name exactly as written, without a leading article.
    #[getter]
    fn surface(&self) -> &str {
        self.named().surface()
    }

    /// Where it stands.
    #[getter]
    fn span(&self) -> Points {
        self.of.parsed.points(self.named().span())
    }

    /// The part the department has: ``"responsible"``, ``"lead"`` or ``"support"``.
    #[getter]
    fn role(&self) -> &'static str {
        self.named().role().as_str()
    }

    /// The department's identity; ``None`` where it is ambiguous.
    #[getter]
    fn id(&self) -> Option<&str> {
        self.named()
            .department()
            .map(|department| department.id.as_str())
    }

    /// The department meant; ``None`` where it is ambiguous.
    #[getter]
    fn department(&self) -> Option<Department> {
        let meant = self.named().department()?;
        let departments = self.of.parsed.document().departments();
        let index = departments
            .iter()
            .position(|department| std::ptr::eq(department, meant))?;
        Some(Department::new(Arc::clone(&self.of.parsed), index))
    }

    /// The identities it could have, where it is ambiguous.
    #[getter]
    fn candidates<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let candidates = self.named().candidates();
        PyTuple::new(py, candidates.iter().map(|id| PyString::new(py, id)))
    }

    /// The statement it stands in.
    #[getter]
    fn responsibility(&self) -> Responsibility {
        self.of.clone()
    }

    fn __repr__(&self) -> String {
        display::mention(self.named())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<rebuild::Part<'py>> {
        let function = rebuild::function(py, intern!(py, "_mention"))?;
        let of = Bound::new(py, self.of.clone())?;
        Ok((function, (of.into_any(), self.nth)))
    }
}

/// The mentions in a provision's own responsibilities.
pub(crate) fn mentions(
    parsed: &Arc<Parsed>,
    block: policydoc::Provision<'_>,
) -> impl Iterator<Item = Mention> {
    block
        .responsibilities()
        .enumerate()
        .flat_map(move |(nth, statement)| {
            let of = Responsibility::new(Arc::clone(parsed), block.index(), nth);
            (0..statement.mentions().len()).map(move |nth| Mention {
                of: of.clone(),
                nth,
            })
        })
}
