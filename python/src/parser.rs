//! The entry points for one document, and parsers.

use crate::document::{Document, function};
use crate::error::detached;
use crate::many::{self, Jobs};
use crate::parsed::Parsed;
use crate::read::{self, Way};
use crate::rules::{Parts, Rules, Table};
use crate::text::characters;
use policydoc::Source;
use policydoc_read::{Format, Hint, Text};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};
use std::path::PathBuf;
use std::sync::Arc;

#[doc = include_str!("../docs/parse.txt")]
#[pyfunction]
#[pyo3(signature = (text, /))]
pub(crate) fn parse<'py>(text: &Bound<'py, PyString>) -> PyResult<Bound<'py, Document>> {
    Parser::shared().parse(text)
}

#[doc = include_str!("../docs/parse_file.txt")]
#[pyfunction]
#[pyo3(signature = (path, /, *, format = None, encoding = None, isolated = false))]
pub(crate) fn parse_file<'py>(
    py: Python<'py>,
    path: PathBuf,
    format: Option<&str>,
    encoding: Option<&str>,
    isolated: bool,
) -> PyResult<Bound<'py, Document>> {
    Parser::shared().parse_file(py, path, format, encoding, isolated)
}

#[doc = include_str!("../docs/parse_bytes.txt")]
#[pyfunction]
#[pyo3(signature = (data, /, *, name = None, media_type = None, format = None, encoding = None))]
pub(crate) fn parse_bytes<'py>(
    py: Python<'py>,
    data: &[u8],
    name: Option<&str>,
    media_type: Option<&str>,
    format: Option<&str>,
    encoding: Option<&str>,
) -> PyResult<Bound<'py, Document>> {
    Parser::shared().parse_bytes(py, data, name, media_type, format, encoding)
}

#[doc = include_str!("../docs/Parser.txt")]
#[pyclass(frozen, eq, hash, module = "policydoc")]
#[derive(PartialEq, Hash)]
pub(crate) struct Parser {
    rules: Arc<Rules>,
}

impl Parser {
    /// The parser with the built-in rules.
    fn shared() -> Self {
        let rules = Arc::clone(Rules::shared());
        Self { rules }
    }

    pub(crate) fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The document that a file gives once it is read.
    fn read<'py>(&self, py: Python<'py>, text: Text) -> PyResult<Bound<'py, Document>> {
        read::warn(py, text.name.as_deref(), &text.warnings)?;
        let document = detached(py, || text.parse(&self.rules.parser))?;
        Document::of(py, &Parsed::new(document, Arc::clone(&self.rules)))
    }
}

#[pymethods]
impl Parser {
    #[new]
    #[pyo3(signature = (*, language = None, gazetteer = None))]
    fn new(py: Python<'_>, language: Option<&str>, gazetteer: Option<Tables>) -> PyResult<Self> {
        let paths = match gazetteer {
            None => Vec::new(),
            Some(Tables::One(path)) => vec![path],
            Some(Tables::Several(paths)) => paths,
        };
        let as_text = Hint {
            format: Some(Format::Text),
            ..Hint::default()
        };
        let read = |path: PathBuf| {
            let text = read::file(py, &path, &as_text, &Way::Here)?;
            Ok((path.to_string_lossy().into_owned(), text.text))
        };
        let tables = paths.into_iter().map(read).collect::<PyResult<_>>()?;
        let rules = Rules::new(language, tables)?;
        Ok(Self { rules })
    }

    /// The language of the documents; ``None`` where each document's own is detected.
    #[getter]
    fn language(&self) -> Option<&'static str> {
        self.rules.language()
    }

    /// Parses a text, as :func:`policydoc.parse` does.
    #[pyo3(signature = (text, /))]
    fn parse<'py>(&self, text: &Bound<'py, PyString>) -> PyResult<Bound<'py, Document>> {
        let characters = characters(text)?.into_owned();
        Document::parse(text.py(), &self.rules, characters, Source::default())
    }

    /// Parses a file, as :func:`policydoc.parse_file` does.
    #[pyo3(signature = (path, /, *, format = None, encoding = None, isolated = false))]
    fn parse_file<'py>(
        &self,
        py: Python<'py>,
        path: PathBuf,
        format: Option<&str>,
        encoding: Option<&str>,
        isolated: bool,
    ) -> PyResult<Bound<'py, Document>> {
        let hint = Hint {
            format: format.map(read::format).transpose()?,
            encoding,
            ..Hint::default()
        };
        let text = read::file(py, &path, &hint, &self.rules.way(py, isolated)?)?;
        self.read(py, text)
    }

    /// Parses the bytes of a file, as :func:`policydoc.parse_bytes` does.
    #[pyo3(signature = (data, /, *, name = None, media_type = None, format = None, encoding = None))]
    fn parse_bytes<'py>(
        &self,
        py: Python<'py>,
        data: &[u8],
        name: Option<&str>,
        media_type: Option<&str>,
        format: Option<&str>,
        encoding: Option<&str>,
    ) -> PyResult<Bound<'py, Document>> {
        let hint = Hint {
            name,
            media_type,
            format: format.map(read::format).transpose()?,
            encoding,
        };
        let text = read::bytes(py, data, &hint)?;
        self.read(py, text)
    }

    /// Parses many texts, as :func:`policydoc.parse_many` does.
    #[pyo3(signature = (texts, /, *, jobs = None, return_exceptions = false))]
    fn parse_many<'py>(
        &self,
        texts: &Bound<'py, PyAny>,
        jobs: Option<Jobs>,
        return_exceptions: bool,
    ) -> PyResult<Bound<'py, PyList>> {
        many::parse_texts(&self.rules, texts, jobs, return_exceptions)
    }

    /// Reads and parses many files, as :func:`policydoc.parse_files` does.
    #[pyo3(signature = (paths, /, *, jobs = None, return_exceptions = false, isolated = false))]
    fn parse_files<'py>(
        &self,
        paths: &Bound<'py, PyAny>,
        jobs: Option<Jobs>,
        return_exceptions: bool,
        isolated: bool,
    ) -> PyResult<Bound<'py, PyList>> {
        let way = self.rules.way(paths.py(), isolated)?;
        many::parse_paths(&self.rules, paths, jobs, return_exceptions, &way)
    }

    fn __repr__(&self) -> String {
        let language = self.language().map(|code| format!("language='{code}'"));
        let tables: Vec<&str> = self.rules.tables().collect();
        let gazetteer = (!tables.is_empty()).then(|| format!("gazetteer={tables:?}"));
        let options: Vec<String> = language.into_iter().chain(gazetteer).collect();
        format!("Parser({})", options.join(", "))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Parts)> {
        Ok((function(py, "_parser")?, self.rules.parts()))
    }
}

/// A path, or several.
#[derive(FromPyObject)]
enum Tables {
    One(PathBuf),
    Several(Vec<PathBuf>),
}

/// What pickle calls: the tables go with the parser, not their paths.
#[pyfunction]
pub(crate) fn _parser(language: Option<&str>, gazetteer: Vec<Table>) -> PyResult<Parser> {
    let rules = Rules::new(language, gazetteer)?;
    Ok(Parser { rules })
}
