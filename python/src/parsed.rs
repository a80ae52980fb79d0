//! What all objects of one document share.

use crate::rules::Rules;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyWeakrefMethods, PyWeakrefReference};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// A document of the library, with what Python needs beside it.
pub(crate) struct Parsed {
    document: policydoc::Document,
    /// The rules it came from; with text and source they give the same document again.
    pub(crate) rules: Arc<Rules>,
    /// The text as a Python string, made once: `doc.text[start:end]` is asked for in loops.
    text: PyOnceLock<Py<PyString>>,
    hash: OnceLock<u64>,
    /// The Python object of the document. Parts lead back to it; a strong reference would be a
    /// cycle, and keep documents in memory until the garbage collector runs.
    object: Mutex<Option<Py<PyWeakrefReference>>>,
}

impl Parsed {
    pub(crate) fn new(document: policydoc::Document, rules: Arc<Rules>) -> Arc<Self> {
        Arc::new(Self {
            document,
            rules,
            text: PyOnceLock::new(),
            hash: OnceLock::new(),
            object: Mutex::new(None),
        })
    }

    pub(crate) fn document(&self) -> &policydoc::Document {
        &self.document
    }

    pub(crate) fn text<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        self.text
            .get_or_init(py, || PyString::new(py, self.document.text()).unbind())
            .bind(py)
            .clone()
    }

    /// The Python object of the document, where there is one.
    pub(crate) fn object<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyAny>> {
        // The lock is let go before Python is asked for anything: Python may come back here.
        let known = self.handle().as_ref().map(|weak| weak.clone_ref(py));
        known.and_then(|weak| weak.bind(py).upgrade())
    }

    /// Takes note of that object.
    pub(crate) fn shown_as(&self, object: &Bound<'_, PyAny>) -> PyResult<()> {
        let weak = PyWeakrefReference::new(object)?;
        let old = self.handle().replace(weak.unbind());
        drop(old);
        Ok(())
    }

    fn handle(&self) -> MutexGuard<'_, Option<Py<PyWeakrefReference>>> {
        self.object.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PartialEq for Parsed {
    /// Equal texts give equal documents unless the rules or the source differ; what is written
    /// tells.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
            || (self.document.text() == other.document.text()
                && self.document.to_json() == other.document.to_json())
    }
}

impl Hash for Parsed {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let hash = self.hash.get_or_init(|| {
            let mut hasher = DefaultHasher::new();
            self.document.text().hash(&mut hasher);
            hasher.finish()
        });
        state.write_u64(*hash);
    }
}
