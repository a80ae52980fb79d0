//! What all objects of one document share.

use crate::document::Document;
use crate::error::detached;
use crate::parser::Parser;
use policydoc::{Block, Provision, Source, Span};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyWeakrefMethods, PyWeakrefReference};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// A document of the library, with what Python needs beside it.
pub(crate) struct Parsed {
    document: policydoc::Document,
    /// The parser it came from; with text and source it gives the same document again.
    pub(crate) parser: Parser,
    /// The text as a Python string, made once: `doc.text[start:end]` is asked for in loops.
    text: PyOnceLock<Py<PyString>>,
    hash: OnceLock<u64>,
    /// The Python object of the document. Parts lead back to it; a strong reference would be a
    /// cycle, and keep documents in memory until the garbage collector runs.
    object: Mutex<Option<Py<PyWeakrefReference>>>,
}

/// A range of code points of the text, as Python slices it.
pub(crate) type Points = (usize, usize);

impl Parsed {
    pub(crate) fn new(document: policydoc::Document, parser: Parser) -> Arc<Self> {
        Arc::new(Self {
            document,
            parser,
            text: PyOnceLock::new(),
            hash: OnceLock::new(),
            object: Mutex::new(None),
        })
    }

    pub(crate) fn document(&self) -> &policydoc::Document {
        &self.document
    }

    pub(crate) fn source(&self) -> &Source {
        self.document().source()
    }

    pub(crate) fn points(&self, span: Span) -> Points {
        self.document.code_points(span)
    }

    pub(crate) fn text<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        self.text
            .get_or_init(py, || PyString::new(py, self.document().text()).unbind())
            .bind(py)
            .clone()
    }

    /// The JSON contract; the same bytes as the command writes.
    pub(crate) fn json(&self, py: Python<'_>) -> PyResult<String> {
        detached(py, || serde_json::to_string(self.document()))?
            .map_err(|error| pyo3::exceptions::PyRuntimeError::new_err(error.to_string()))
    }

    /// The provision at an index that a part holds.
    pub(crate) fn provision(&self, index: usize) -> Provision<'_> {
        self.block(index)
            .as_provision()
            .expect("a provision's index is taken from its document")
    }

    /// The block at an index that a part holds.
    pub(crate) fn block(&self, index: usize) -> Block<'_> {
        self.document()
            .block(index)
            .expect("a part's index is taken from its document")
    }

    /// The Python object of the document: the one at hand where there is one.
    pub(crate) fn object<'py>(self: &Arc<Self>, py: Python<'py>) -> PyResult<Bound<'py, Document>> {
        // The lock is let go before Python is asked for anything: Python may come back here.
        let known = self.handle().as_ref().map(|weak| weak.clone_ref(py));
        let known = known.and_then(|weak| weak.bind(py).upgrade());
        if let Some(object) = known {
            return Ok(object.cast_into::<Document>()?);
        }
        let object = Bound::new(py, Document::new(Arc::clone(self)))?;
        let weak = PyWeakrefReference::new(object.as_any())?;
        let old = self.handle().replace(weak.unbind());
        drop(old);
        Ok(object)
    }

    fn handle(&self) -> MutexGuard<'_, Option<Py<PyWeakrefReference>>> {
        self.object.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PartialEq for Parsed {
    /// Equal texts give equal documents unless the rules or the source differ; what is written
    /// tells.
    fn eq(&self, other: &Self) -> bool {
        let json = |parsed: &Self| serde_json::to_string(parsed.document()).ok();
        std::ptr::eq(self, other)
            || (self.document().text() == other.document().text() && json(self) == json(other))
    }
}

impl Hash for Parsed {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let hash = self.hash.get_or_init(|| {
            let mut hasher = DefaultHasher::new();
            self.document().text().hash(&mut hasher);
            hasher.finish()
        });
        state.write_u64(*hash);
    }
}
