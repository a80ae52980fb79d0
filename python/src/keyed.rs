//! Several documents, each under a key.

use crate::document::Document;
use crate::parsed::Parsed;
use pyo3::exceptions::{PyBaseException, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyString};
use std::sync::Arc;

/// A document under its key, or what was raised in its place.
pub(crate) struct Keyed {
    pub(crate) key: String,
    pub(crate) found: Found,
}

pub(crate) enum Found {
    Document(Arc<Parsed>),
    Failure(String),
}

/// The documents of a mapping, or of an iterable: then the key is the name of the file, or the
/// SHA-256 of a text.
pub(crate) fn keyed(documents: &Bound<'_, PyAny>) -> PyResult<Vec<Keyed>> {
    let mut all = Vec::new();
    if let Ok(mapping) = documents.cast::<PyMapping>() {
        for item in mapping.items()? {
            let (key, document): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
            let key = key.cast::<PyString>()?.to_string_lossy().into_owned();
            let found = Found::of(&document)?;
            all.push(Keyed { key, found });
        }
    } else {
        for document in documents.try_iter()? {
            let found = Found::of(&document?)?;
            let key = found.key()?;
            all.push(Keyed { key, found });
        }
    }
    Ok(all)
}

impl Found {
    fn of(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(document) = given.cast::<Document>() {
            return Ok(Self::Document(Arc::clone(document.get().parsed())));
        }
        if given.is_instance_of::<PyBaseException>() {
            return Ok(Self::Failure(given.str()?.to_string_lossy().into_owned()));
        }
        let class = given.get_type().name()?;
        Err(PyTypeError::new_err(format!(
            "documents are Document objects or exceptions, not {class}"
        )))
    }

    fn key(&self) -> PyResult<String> {
        match self {
            Self::Document(parsed) => Ok(match &parsed.document().source().name {
                Some(name) => name.clone(),
                None => parsed.document().sha256().into_owned(),
            }),
            Self::Failure(_) => Err(PyValueError::new_err(
                "an exception needs a key: give the documents as a mapping",
            )),
        }
    }
}
