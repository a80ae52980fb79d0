//! The library's values as Python's. Small ones become data classes, which are written in Python:
//! `policydoc/_values.py`.

use crate::parsed::Parsed;
use policydoc::contract::{Each, Id};
use policydoc::{BlockKind, Date, Entry, Language, Register, Relation, Role, Severity, Span};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDate, PyDict, PyTuple, PyType};
use std::borrow::Cow;
use std::sync::Arc;

/// What of a document can be a Python object.
pub(crate) trait ToPython {
    fn to_python<'py>(self, py: Python<'py>, of: &Arc<Parsed>) -> PyResult<Bound<'py, PyAny>>;
}

/// What Python has itself, or what is made of a value for it.
macro_rules! plain {
    ($($type:ty: |$value:ident| $python:expr;)*) => {$(
        impl ToPython for $type {
            fn to_python<'py>(
                self,
                py: Python<'py>,
                _: &Arc<Parsed>,
            ) -> PyResult<Bound<'py, PyAny>> {
                let $value = self;
                Ok($python.into_pyobject(py)?.into_any())
            }
        }
    )*};
}

plain! {
    &str: |text| text;
    Cow<'_, str>: |text| text;
    f64: |number| number;
    u16: |number| number;
    u32: |number| number;
    u64: |number| number;
    Language: |language| language.code();
    BlockKind: |kind| kind.as_str();
    Role: |role| role.as_str();
    Relation: |relation| relation.as_str();
    Severity: |severity| severity.as_str();
    Id<'_>: |id| id.0.id();
}

impl ToPython for Span {
    fn to_python<'py>(self, py: Python<'py>, of: &Arc<Parsed>) -> PyResult<Bound<'py, PyAny>> {
        Ok(of
            .document()
            .code_points(self)
            .into_pyobject(py)?
            .into_any())
    }
}

impl ToPython for bool {
    fn to_python<'py>(self, py: Python<'py>, _: &Arc<Parsed>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.into_pyobject(py)?.to_owned().into_any())
    }
}

impl ToPython for Date {
    fn to_python<'py>(self, py: Python<'py>, _: &Arc<Parsed>) -> PyResult<Bound<'py, PyAny>> {
        let date = PyDate::new(py, i32::from(self.year), self.month, self.day)?;
        Ok(date.into_any())
    }
}

impl ToPython for &[String] {
    fn to_python<'py>(self, py: Python<'py>, of: &Arc<Parsed>) -> PyResult<Bound<'py, PyAny>> {
        Each(self.iter().map(String::as_str)).to_python(py, of)
    }
}

impl<T: ToPython> ToPython for Option<T> {
    fn to_python<'py>(self, py: Python<'py>, of: &Arc<Parsed>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Some(value) => value.to_python(py, of),
            None => Ok(py.None().into_bound(py)),
        }
    }
}

impl<T: ToPython, I: Iterator<Item = T>> ToPython for Each<I> {
    fn to_python<'py>(self, py: Python<'py>, of: &Arc<Parsed>) -> PyResult<Bound<'py, PyAny>> {
        let all: Vec<_> = self
            .0
            .map(|value| value.to_python(py, of))
            .collect::<PyResult<_>>()?;
        Ok(PyTuple::new(py, all)?.into_any())
    }
}

/// A data class, imported when it is first needed.
struct Class {
    name: &'static str,
    class: PyOnceLock<Py<PyType>>,
}

impl Class {
    const fn new(name: &'static str) -> Self {
        let class = PyOnceLock::new();
        Self { name, class }
    }

    fn get<'a, 'py>(&'a self, py: Python<'py>) -> PyResult<&'a Bound<'py, PyType>> {
        self.class.import(py, "policydoc._values", self.name)
    }
}

/// A type of the contract as a data class.
macro_rules! data_class {
    ($(#[$doc:meta])* $name:ident($it:ident: $view:ty) {
        $($(#[$about:meta])* $key:ident: $shape:ty = $value:expr;)*
    }) => {
        impl<'d> ToPython for $view {
            fn to_python<'py>(
                self,
                py: Python<'py>,
                of: &Arc<Parsed>,
            ) -> PyResult<Bound<'py, PyAny>> {
                static CLASS: Class = Class::new(stringify!($name));
                let $it = self;
                let fields = PyDict::new(py);
                $(fields.set_item(stringify!($key), $value.to_python(py, of)?)?;)*
                CLASS.get(py)?.call((), Some(&fields))
            }
        }
    };
}

policydoc::contract!(Source, data_class);
policydoc::contract!(Quote, data_class);
policydoc::contract!(FrontMatter, data_class);
policydoc::contract!(Issuer, data_class);
policydoc::contract!(IssuedOn, data_class);
policydoc::contract!(Related, data_class);
policydoc::contract!(Surface, data_class);
policydoc::contract!(Diagnostic, data_class);

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
                let fields = (surface.text.as_str(), surface.count, documents);
                SURFACE.get(py)?.call1(fields)
            })
            .collect::<PyResult<_>>()?;
        PyTuple::new(py, all)
    };
    let entry = |entry: &Entry| {
        ENTRY.get(py)?.call1((
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
        ))
    };
    let all: Vec<_> = entries.iter().map(entry).collect::<PyResult<_>>()?;
    PyTuple::new(py, all)
}
