//! The entry points.

use crate::document::Document;
use crate::error::detached;
use crate::parsed::Parsed;
use crate::text::characters;
use policydoc::{Language, Source};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Parses the text of a policy document.
///
/// Any text gives a document. Other Python threads run meanwhile. A lone surrogate, which is no
/// character, becomes U+FFFD.
///
/// Args:
///     text: The document's text, English or Chinese.
///
/// Returns:
///     The document. Its spans count code points of ``text``.
///
/// Examples:
///     >>> import policydoc
///     >>> doc = policydoc.parse(
///     ...     "1. We shall publish a plan.\nResponsible: Ministry of Finance"
///     ... )
///     >>> task = doc.tasks[0]
///     >>> task.marker, task.text
///     ('1.', 'We shall publish a plan.')
///     >>> start, end = task.text_span
///     >>> doc.text[start:end]
///     'We shall publish a plan.'
#[pyfunction]
#[pyo3(signature = (text, /))]
pub(crate) fn parse<'py>(text: &Bound<'py, PyString>) -> PyResult<Bound<'py, Document>> {
    Parser::shared().parse(text)
}

/// Parses a file.
///
/// Args:
///     path: A text file in UTF-8.
///
/// Returns:
///     The document; ``Document.source`` describes the file.
///
/// Raises:
///     OSError: The file cannot be read.
///     UnicodeDecodeError: The file is not in UTF-8.
///
/// Examples:
///     >>> import pathlib, policydoc, tempfile
///     >>> folder = tempfile.TemporaryDirectory()
///     >>> path = pathlib.Path(folder.name, "plan.txt")
///     >>> _ = path.write_text("一、加强领导。\n责任单位：市财政局", encoding="utf-8")
///     >>> doc = policydoc.parse_file(path)
///     >>> doc.language, doc.source.name
///     ('zh', 'plan.txt')
///     >>> folder.cleanup()
#[pyfunction]
#[pyo3(signature = (path, /))]
pub(crate) fn parse_file(py: Python<'_>, path: PathBuf) -> PyResult<Bound<'_, Document>> {
    Parser::shared().parse_file(py, path)
}

/// A parser with rules of one's own, for many documents.
///
/// Args:
///     language: The language of the documents, ``"en"`` or ``"zh"``; each document's own is
///         detected where this is ``None``.
///
/// Raises:
///     ValueError: The language is none of these.
///
/// Examples:
///     >>> from policydoc import Parser
///     >>> parser = Parser(language="en")
///     >>> [provision.id for provision in parser.parse("1. One.\n2. Two.").provisions]
///     ['1', '2']
#[pyclass(frozen, eq, hash, module = "policydoc")]
#[derive(Clone)]
pub(crate) struct Parser {
    pub(crate) parser: policydoc::Parser,
    language: Option<Language>,
}

impl Parser {
    /// The parser with the built-in rules.
    pub(crate) fn shared() -> &'static Self {
        static SHARED: LazyLock<Parser> = LazyLock::new(|| Parser::with(None));
        &SHARED
    }

    fn with(language: Option<Language>) -> Self {
        let mut builder = policydoc::Parser::builder();
        if let Some(language) = language {
            builder = builder.language(language);
        }
        Self {
            parser: builder.build(),
            language,
        }
    }

    /// The document that a text from this source gives.
    pub(crate) fn document<'py>(
        &self,
        py: Python<'py>,
        text: String,
        source: Source,
    ) -> PyResult<Bound<'py, Document>> {
        let document = detached(py, || self.parser.parse_source(text, source))?;
        Parsed::new(document, self.clone()).object(py)
    }
}

impl PartialEq for Parser {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

impl std::hash::Hash for Parser {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.language.hash(state);
    }
}

#[pymethods]
impl Parser {
    #[new]
    #[pyo3(signature = (*, language = None))]
    fn new(language: Option<&str>) -> PyResult<Self> {
        let language = match language {
            None => None,
            Some(code) => Some(Language::from_code(code).ok_or_else(|| {
                PyValueError::new_err(format!("language is 'en', 'zh' or None, not {code:?}"))
            })?),
        };
        Ok(Self::with(language))
    }

    /// The language of the documents; ``None`` where each document's own is detected.
    #[getter]
    fn language(&self) -> Option<&'static str> {
        self.language.map(Language::code)
    }

    /// Parses a text, as :func:`policydoc.parse` does.
    #[pyo3(signature = (text, /))]
    fn parse<'py>(&self, text: &Bound<'py, PyString>) -> PyResult<Bound<'py, Document>> {
        let characters = characters(text)?.into_owned();
        self.document(text.py(), characters, Source::default())
    }

    /// Parses a file, as :func:`policydoc.parse_file` does.
    #[pyo3(signature = (path, /))]
    fn parse_file<'py>(&self, py: Python<'py>, path: PathBuf) -> PyResult<Bound<'py, Document>> {
        let (text, source) = read(py, &path)?;
        self.document(py, text, source)
    }

    fn __repr__(&self) -> String {
        match self.language() {
            Some(code) => format!("Parser(language='{code}')"),
            None => "Parser()".to_owned(),
        }
    }

    fn __getnewargs_ex__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let options = PyDict::new(py);
        options.set_item("language", self.language())?;
        Ok((PyTuple::empty(py), options))
    }
}

/// The text of a file, and what is to be said about the file.
fn read(py: Python<'_>, path: &Path) -> PyResult<(String, Source)> {
    // Python's own `open` raises the right `OSError`, with the file's name.
    let options = PyDict::new(py);
    options.set_item("encoding", "utf-8")?;
    options.set_item("newline", "")?;
    let file = py
        .import("io")?
        .call_method("open", (path,), Some(&options))?;
    let text = file.call_method0("read").and_then(|text| text.extract());
    file.call_method0("close")?;
    let source = Source {
        name: path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned()),
        format: Some("text".to_owned()),
        encoding: Some("UTF-8".to_owned()),
        ..Source::default()
    };
    Ok((text?, source))
}
