//! Small values that are written in Python, as data classes: `policydoc/_values.py`.

use crate::parsed::Parsed;
use policydoc::{Department, Diagnostic, Entry, IssuedOn, Issuer, Quote, Register, Relation};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDate, PyTuple, PyType};

/// A data class, imported when it is first needed.
struct Class {
    name: &'static str,
    class: PyOnceLock<Py<PyType>>,
}

impl Class {
    const fn new(name: &'static str) -> Self {
        Self {
            name,
            class: PyOnceLock::new(),
        }
    }

    fn call<'py, A>(&self, py: Python<'py>, fields: A) -> PyResult<Bound<'py, PyAny>>
    where
        A: pyo3::call::PyCallArgs<'py>,
    {
        self.class
            .import(py, "policydoc._values", self.name)?
            .call1(fields)
    }
}

/// A piece of the text.
pub(crate) fn quote<'py>(
    py: Python<'py>,
    parsed: &Parsed,
    quote: Quote<'_>,
) -> PyResult<Bound<'py, PyAny>> {
    static QUOTE: Class = Class::new("Quote");
    QUOTE.call(py, (quote.text(), parsed.points(quote.span())))
}

/// What stands before and around the body.
pub(crate) fn front_matter<'py>(py: Python<'py>, parsed: &Parsed) -> PyResult<Bound<'py, PyAny>> {
    static FRONT_MATTER: Class = Class::new("FrontMatter");
    let front = parsed.document().front_matter();
    let quoted = |found: Option<Quote<'_>>| found.map(|one| quote(py, parsed, one)).transpose();
    let issuers: Vec<_> = front
        .issuers()
        .map(|one| issuer(py, parsed, one))
        .collect::<PyResult<_>>()?;
    let other: Vec<_> = front
        .other()
        .map(|one| quote(py, parsed, one))
        .collect::<PyResult<_>>()?;
    let issued_on = front.issued_on().map(|date| issued_on(py, parsed, date));
    FRONT_MATTER.call(
        py,
        (
            quoted(front.title())?,
            front
                .issuer()
                .map(|whole| issuer(py, parsed, whole))
                .transpose()?,
            PyTuple::new(py, issuers)?,
            issued_on.transpose()?,
            quoted(front.document_number())?,
            quoted(front.addressees())?,
            quoted(front.release())?,
            PyTuple::new(py, other)?,
        ),
    )
}

fn issuer<'py>(
    py: Python<'py>,
    parsed: &Parsed,
    issuer: Issuer<'_>,
) -> PyResult<Bound<'py, PyAny>> {
    static ISSUER: Class = Class::new("Issuer");
    let span = parsed.points(issuer.span());
    ISSUER.call(py, (issuer.text(), span, issuer.id()))
}

fn issued_on<'py>(
    py: Python<'py>,
    parsed: &Parsed,
    issued: IssuedOn<'_>,
) -> PyResult<Bound<'py, PyAny>> {
    static ISSUED_ON: Class = Class::new("IssuedOn");
    let date = issued.date();
    ISSUED_ON.call(
        py,
        (
            PyDate::new(py, i32::from(date.year), date.month, date.day)?,
            issued.text(),
            parsed.points(issued.span()),
        ),
    )
}

/// The file a document was read from.
pub(crate) fn source<'py>(py: Python<'py>, parsed: &Parsed) -> PyResult<Bound<'py, PyAny>> {
    static SOURCE: Class = Class::new("Source");
    let (document, source) = (parsed.document(), parsed.source());
    SOURCE.call(
        py,
        (
            source.name.as_deref(),
            source.format.as_deref(),
            source.encoding.as_deref(),
            document.bytes(),
            document.sha256(),
        ),
    )
}

/// The names used for a department.
pub(crate) fn surfaces<'py>(
    py: Python<'py>,
    parsed: &Parsed,
    department: &Department,
) -> PyResult<Bound<'py, PyTuple>> {
    static SURFACE: Class = Class::new("Surface");
    let surfaces: Vec<_> = department
        .surfaces
        .iter()
        .map(|&(span, count)| SURFACE.call(py, (parsed.document().quote(span), count)))
        .collect::<PyResult<_>>()?;
    PyTuple::new(py, surfaces)
}

/// The departments before and after a department.
pub(crate) fn related<'py>(
    py: Python<'py>,
    department: &Department,
) -> PyResult<Bound<'py, PyTuple>> {
    static RELATED: Class = Class::new("Related");
    let related: Vec<_> = department
        .related
        .iter()
        .map(|related| {
            let relation = match related.relation {
                Relation::Predecessor => "predecessor",
                _ => "successor",
            };
            RELATED.call(py, (relation, related.id.as_str(), related.year))
        })
        .collect::<PyResult<_>>()?;
    PyTuple::new(py, related)
}

/// Something a careful reader would want to know.
pub(crate) fn diagnostic<'py>(
    py: Python<'py>,
    parsed: &Parsed,
    diagnostic: &Diagnostic,
) -> PyResult<Bound<'py, PyAny>> {
    static DIAGNOSTIC: Class = Class::new("Diagnostic");
    DIAGNOSTIC.call(
        py,
        (
            diagnostic.code.as_str(),
            diagnostic.severity().as_str(),
            diagnostic.message.as_str(),
            diagnostic.help.as_deref(),
            parsed.points(diagnostic.span),
        ),
    )
}

/// The departments of many documents.
pub(crate) fn entries<'py>(
    py: Python<'py>,
    register: &Register,
    entries: &[Entry],
) -> PyResult<Bound<'py, PyTuple>> {
    static ENTRY: Class = Class::new("Entry");
    static SURFACE: Class = Class::new("EntrySurface");
    let keys =
        |documents: &[usize]| PyTuple::new(py, documents.iter().map(|&at| register.document(at)));
    let surfaces = |entry: &Entry| {
        let all: Vec<_> = entry
            .surfaces
            .iter()
            .map(|surface| {
                let documents = keys(&surface.documents)?;
                SURFACE.call(py, (surface.text.as_str(), surface.count, documents))
            })
            .collect::<PyResult<_>>()?;
        PyTuple::new(py, all)
    };
    let all: Vec<_> = entries
        .iter()
        .map(|entry| {
            ENTRY.call(
                py,
                (
                    entry.id.as_str(),
                    entry.name.as_str(),
                    entry.name_en.as_deref(),
                    entry.name_zh.as_deref(),
                    PyTuple::new(py, &entry.as_named)?,
                    entry.kind.as_deref(),
                    entry.jurisdiction.as_deref(),
                    entry.known,
                    entry.mentions,
                    keys(&entry.documents)?,
                    surfaces(entry)?,
                ),
            )
        })
        .collect::<PyResult<_>>()?;
    PyTuple::new(py, all)
}
