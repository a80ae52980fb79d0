//! A document, for Python.

/// The getters of a class: a type of the contract, without the keys that only JSON has, and what
/// else the class can.
macro_rules! class {
    ($class:ident { $($more:tt)* } $(#[doc = $about:tt])* $name:ident($it:ident: $view:ty) {
        $($keys:tt)*
    }) => {
        class! { @keys $class $it [] { $($more)* } $($keys)* }
    };
    (@keys $class:ident $it:ident [$($kept:tt)*] { $($more:tt)* }
        $(#[doc = $doc:tt])* @json $key:ident: $shape:ty = $value:expr; $($keys:tt)*
    ) => {
        class! { @keys $class $it [$($kept)*] { $($more)* } $($keys)* }
    };
    (@keys $class:ident $it:ident [$($kept:tt)*] { $($more:tt)* }
        $(#[doc = $doc:tt])* $(#[python = $python:tt])+ $key:ident: $shape:ty = $value:expr;
        $($keys:tt)*
    ) => {
        class! { @keys $class $it [$($kept)*] { $($more)* }
            $(#[doc = $python])* $key: $shape = $value; $($keys)*
        }
    };
    (@keys $class:ident $it:ident [$($kept:tt)*] { $($more:tt)* }
        $(#[doc = $doc:tt])* $(#[serde $serde:tt])? $key:ident: $shape:ty = $value:expr;
        $($keys:tt)*
    ) => {
        class! { @keys $class $it [$($kept)* { $(#[doc = $doc])* $key $value }] { $($more)* } $($keys)* }
    };
    (@keys $class:ident $it:ident [$({ $(#[doc = $doc:tt])* $key:ident $value:expr })*] {
        $($more:tt)*
    }) => {
        #[pymethods]
        impl $class {
            $(
                $(#[doc = $doc])*
                #[getter]
                fn $key<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                    let $it = self.view();
                    self.kept(py, stringify!($key), $value)
                }
            )*
            $($more)*
        }
    };
}

mod part; // the parts of a document

pub(crate) use part::{_part, Department, Mention, Provision, Responsibility, TextBlock};

use crate::error::detached;
use crate::noticed::{self, Noticed};
use crate::parsed::Parsed;
use crate::rules::{self, Rules};
use crate::text::characters;
use crate::value::ToPython;
use policydoc::Source;
use policydoc::contract::Each;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyString;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

#[doc = include_str!("../docs/Document.txt")]
#[pyclass(frozen, eq, hash, weakref, module = "policydoc")]
pub(crate) struct Document {
    parsed: Arc<Parsed>,
    /// What was asked for once.
    known: Mutex<HashMap<&'static str, Py<PyAny>>>,
}

impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        self.parsed == other.parsed
    }
}

impl std::hash::Hash for Document {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.parsed.hash(state);
    }
}

impl Document {
    /// The document that a text from this source gives.
    pub(crate) fn parse<'py>(
        py: Python<'py>,
        rules: &Arc<Rules>,
        text: String,
        source: Source,
    ) -> PyResult<Bound<'py, Self>> {
        let document = detached(py, || rules.parser.parse_source(text, source))?;
        Self::of(py, &Parsed::new(document, Arc::clone(rules)))
    }

    /// The Python object of a document: the one at hand where there is one.
    pub(crate) fn of<'py>(py: Python<'py>, parsed: &Arc<Parsed>) -> PyResult<Bound<'py, Self>> {
        if let Some(object) = parsed.object(py) {
            return Ok(object.cast_into::<Self>()?);
        }
        let document = Self {
            parsed: Arc::clone(parsed),
            known: Mutex::default(),
        };
        let object = Bound::new(py, document)?;
        parsed.shown_as(object.as_any())?;
        Ok(object)
    }

    pub(crate) fn parsed(&self) -> &Arc<Parsed> {
        &self.parsed
    }

    fn view(&self) -> &policydoc::Document {
        self.parsed.document()
    }

    /// The value of a getter, made when it is first asked for.
    fn kept<'py>(
        &self,
        py: Python<'py>,
        getter: &'static str,
        value: impl ToPython,
    ) -> PyResult<Bound<'py, PyAny>> {
        // The lock is let go before Python is asked for anything: Python may come back here.
        let known = self.known().get(getter).map(|known| known.clone_ref(py));
        if let Some(known) = known {
            return Ok(known.into_bound(py));
        }
        let made = value.to_python(py, &self.parsed)?;
        let first = made.clone().unbind();
        let kept = self.known().entry(getter).or_insert(first).clone_ref(py);
        Ok(kept.into_bound(py))
    }

    fn known(&self) -> MutexGuard<'_, HashMap<&'static str, Py<PyAny>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

policydoc::contract!(Document, class Document {
    /// The text that all spans refer to.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        self.parsed.text(py)
    }

    /// All sections, tasks and items, parents before children.
    #[getter]
    fn provisions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.kept(py, "provisions", Each(self.view().provisions()))
    }

    /// All sections, parents before children.
    #[getter]
    fn sections<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.kept(py, "sections", Each(self.view().sections()))
    }

    /// All tasks in document order.
    #[getter]
    fn tasks<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.kept(py, "tasks", Each(self.view().tasks()))
    }

    /// All mentions of departments, in the order of the provisions that name them.
    #[getter]
    fn mentions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let provisions = self.view().provisions();
        self.kept(py, "mentions", Each(provisions.flat_map(part::mentions)))
    }

    /// The document as JSON, by the contract that ``policydoc schema`` prints: the same bytes
    /// that the command and the Rust library write.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        detached(py, || self.view().to_json())
    }

    /// The document as plain dicts and lists: what :meth:`to_json` writes, read back.
    ///
    /// Examples:
    ///     >>> import policydoc
    ///     >>> policydoc.parse("1. Publish a plan.").to_dict()["body"][0]["marker"]
    ///     '1.'
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import(intern!(py, "json"))?
            .call_method1(intern!(py, "loads"), (self.to_json(py)?,))
    }

    fn __repr__(slf: Bound<'_, Self>) -> PyResult<Bound<'_, PyAny>> {
        shown("line", slf.as_any())
    }

    fn _repr_html_(slf: Bound<'_, Self>) -> PyResult<Bound<'_, PyAny>> {
        shown("document_html", slf.as_any())
    }

    fn __copy__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    #[pyo3(signature = (_memo, /))]
    fn __deepcopy__<'py>(slf: Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> Bound<'py, Self> {
        slf
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Pickled<'py>)> {
        let Source { name, format, encoding, bytes, sha256, .. } = self.view().source().clone();
        let source = (name, format, encoding, bytes, sha256);
        let noticed = noticed::of(self.view());
        let pickled = (self.parsed.rules.parts(), self.parsed.text(py), source, noticed);
        Ok((function(py, "_document")?, pickled))
    }
});

/// What shows an object, as a line or in a notebook: `policydoc/_display.py`.
fn shown<'py>(how: &str, object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let module = object.py().import("policydoc._display")?;
    module.getattr(how)?.call1((object,))
}

/// A function that pickle calls.
pub(crate) fn function<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("policydoc._core")?.getattr(name)
}

/// A document is pickled as its rules, its text, its source and what was noticed while that was
/// read, and parsed anew, which is faster than reading a parsed one back would be.
type Pickled<'py> = (
    rules::Parts,
    Bound<'py, PyString>,
    SourceFields,
    Vec<Noticed>,
);

/// The fields of a source, as far as they are known.
type SourceFields = (
    Option<String>,
    Option<String>,
    Option<String>,
    Option<u64>,
    Option<String>,
);

/// What pickle calls for a document.
#[pyfunction]
pub(crate) fn _document<'py>(
    rules: (Option<String>, Vec<rules::Table>),
    text: &Bound<'py, PyString>,
    fields: SourceFields,
    noticed: Vec<Noticed>,
) -> PyResult<Bound<'py, Document>> {
    let (language, tables) = rules;
    let mut source = Source::default();
    (
        source.name,
        source.format,
        source.encoding,
        source.bytes,
        source.sha256,
    ) = fields;
    let rules = Rules::new(language.as_deref(), tables)?;
    let characters = characters(text)?.into_owned();
    let document = detached(text.py(), || {
        let mut document = rules.parser.parse_source(characters, source);
        document.add_diagnostics(noticed.into_iter().filter_map(noticed::diagnostic));
        document
    })?;
    Document::of(text.py(), &Parsed::new(document, rules))
}
