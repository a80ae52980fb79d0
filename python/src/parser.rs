//! The entry points.

use crate::document::Document;
use crate::error::detached;
use crate::many::{self, Jobs};
use crate::parsed::Parsed;
use crate::read::{self, Way};
use crate::rebuild::{self, Reduced};
use crate::text::characters;
use policydoc::{Gazetteer, Language, Source};
use policydoc_read::{Format, Hint, Text};
use pyo3::exceptions::PyValueError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

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

/// Parses a file: plain text in any encoding, Markdown, HTML, DOCX or PDF.
///
/// PDF needs the extra ``policydoc[pdf]``. A file made to harm can hang or crash what reads it:
/// read files of strangers with ``isolated=True``, in a process of their own.
///
/// Args:
///     path: The file.
///     format: The format to read it as, whatever it looks like: ``"text"``, ``"markdown"``,
///         ``"html"``, ``"docx"`` or ``"pdf"``.
///     encoding: The encoding of text, as the WHATWG Encoding Standard names it: ``"gb18030"``.
///
///     isolated: Whether the file is read, and parsed once to see that it can be, in a process of
///         its own with the limits of the command: two minutes, and 2 GiB of memory where the
///         system holds to that.
///
/// Returns:
///     The document; ``Document.source`` describes the file.
///
/// Raises:
///     OSError: The file cannot be opened.
///     ReadError: The file cannot be read: it is damaged, protected, of an unknown format; or it
///         broke down what read it, in a process of its own.
///
/// Warns:
///     ReadWarning: Something was lost in reading, as bytes that are no characters.
///
/// Examples:
///     >>> import pathlib, policydoc, tempfile
///     >>> folder = tempfile.TemporaryDirectory()
///     >>> path = pathlib.Path(folder.name, "plan.txt")
///     >>> _ = path.write_text("一、加强组织领导。\n责任单位：市财政局", encoding="gb18030")
///     >>> doc = policydoc.parse_file(path)
///     >>> doc.language, doc.source.name, doc.source.encoding
///     ('zh', 'plan.txt', 'gb18030')
///     >>> folder.cleanup()
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

/// Parses the bytes of a file, as a download gives them.
///
/// Args:
///     data: The bytes.
///     name: The file's name; its extension helps to tell the format.
///     media_type: The media type that a server gave: ``"text/html; charset=gb2312"``.
///     format: The format to read them as, as for :func:`parse_file`.
///     encoding: The encoding of text, as for :func:`parse_file`.
///
/// Returns:
///     The document.
///
/// Raises:
///     ReadError: The bytes cannot be read.
///
/// Examples:
///     >>> import policydoc
///     >>> page = "<ol><li>Publish a plan.<li>Report on it.</ol>"
///     >>> doc = policydoc.parse_bytes(page.encode(), media_type="text/html")
///     >>> [(provision.marker, provision.text) for provision in doc.provisions]
///     [('1.', 'Publish a plan.'), ('2.', 'Report on it.')]
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

/// A parser with rules of one's own, for many documents.
///
/// Args:
///     language: The language of the documents, ``"en"`` or ``"zh"``; each document's own is
///         detected where this is ``None``.
///     gazetteer: Tables of what is known besides the built-in gazetteer: the path of a TSV file,
///         or several. The first line names the columns. With a column ``kind_id`` a table adds
///         kinds of organ, with ``place_id`` places, with ``org_id`` single organs; names stand in
///         columns like ``en_local`` and ``zh_local``, several parted by ``|``.
///
/// Raises:
///     ValueError: The language is none of these, or a line of a table cannot be used.
///     OSError: A table cannot be opened.
///
/// Examples:
///     >>> import pathlib, tempfile
///     >>> from policydoc import Parser
///     >>> folder = tempfile.TemporaryDirectory()
///     >>> path = pathlib.Path(folder.name, "mine.tsv")
///     >>> _ = path.write_text("kind_id\ten_local\nballoon-office\tBalloon Office\n")
///     >>> parser = Parser(language="en", gazetteer=path)
///     >>> parser.parse("1. Count balloons.\nResponsible: Balloon Office").departments[0].kind
///     'balloon-office'
///     >>> folder.cleanup()
#[pyclass(frozen, eq, hash, module = "policydoc")]
#[derive(Clone)]
pub(crate) struct Parser {
    pub(crate) inner: policydoc::Parser,
    gazetteer: Arc<Gazetteer>,
    rules: Rules,
}

/// What a parser is made of; what its equals have in common.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
struct Rules {
    language: Option<Language>,
    gazetteer: Arc<[Named]>,
}

/// The name and the content of a table.
type Named = (String, String);

impl Parser {
    /// The parser with the built-in rules.
    pub(crate) fn shared() -> &'static Self {
        static SHARED: LazyLock<Parser> = LazyLock::new(|| Parser {
            inner: policydoc::Parser::default(),
            gazetteer: Gazetteer::built_in(),
            rules: Rules::default(),
        });
        &SHARED
    }

    fn with(rules: Rules) -> PyResult<Self> {
        let mut gazetteer = Gazetteer::built_in();
        for (name, table) in rules.gazetteer.iter() {
            let extended = gazetteer.extended(name, table);
            gazetteer = extended
                .map_err(|error| PyValueError::new_err(error.to_string()))?
                .into();
        }
        let mut builder = policydoc::Parser::builder().gazetteer(Arc::clone(&gazetteer));
        if let Some(language) = rules.language {
            builder = builder.language(language);
        }
        Ok(Self {
            inner: builder.build(),
            gazetteer,
            rules,
        })
    }

    pub(crate) fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// How files are read that this parser parses.
    pub(crate) fn way(&self, py: Python<'_>, isolated: bool) -> PyResult<Way> {
        if !isolated {
            return Way::here(py);
        }
        Way::apart(py, self.rules.language, self.rules.gazetteer.to_vec())
    }

    /// The document that a file gives once it is read.
    fn read<'py>(&self, py: Python<'py>, text: Text) -> PyResult<Bound<'py, Document>> {
        read::warn(py, &text)?;
        let source = text.source();
        self.document(py, text.text, source)
    }

    /// The document that a text from this source gives.
    pub(crate) fn document<'py>(
        &self,
        py: Python<'py>,
        text: String,
        source: Source,
    ) -> PyResult<Bound<'py, Document>> {
        let document = detached(py, || self.inner.parse_source(text, source))?;
        self.object(py, document)
    }

    /// The Python object of a document that this parser made.
    pub(crate) fn object<'py>(
        &self,
        py: Python<'py>,
        document: policydoc::Document,
    ) -> PyResult<Bound<'py, Document>> {
        Parsed::new(document, self.clone()).object(py)
    }
}

impl PartialEq for Parser {
    fn eq(&self, other: &Self) -> bool {
        self.rules == other.rules
    }
}

impl std::hash::Hash for Parser {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.rules.hash(state);
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
        let way = Way::here(py)?;
        let read = |path: PathBuf| {
            let text = read::file(py, &path, &as_text, &way)?;
            Ok((path.to_string_lossy().into_owned(), text.text))
        };
        Self::with(Rules {
            language: language.map(self::language).transpose()?,
            gazetteer: paths.into_iter().map(read).collect::<PyResult<_>>()?,
        })
    }

    /// The language of the documents; ``None`` where each document's own is detected.
    #[getter]
    fn language(&self) -> Option<&'static str> {
        self.rules.language.map(Language::code)
    }

    /// Parses a text, as :func:`policydoc.parse` does.
    #[pyo3(signature = (text, /))]
    fn parse<'py>(&self, text: &Bound<'py, PyString>) -> PyResult<Bound<'py, Document>> {
        let characters = characters(text)?.into_owned();
        self.document(text.py(), characters, Source::default())
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
        let text = read::file(py, &path, &hint, &self.way(py, isolated)?)?;
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
        many::parse_texts(self, texts, jobs, return_exceptions)
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
        let way = self.way(paths.py(), isolated)?;
        many::parse_paths(self, paths, jobs, return_exceptions, &way)
    }

    fn __repr__(&self) -> String {
        let language = self.language().map(|code| format!("language='{code}'"));
        let tables: Vec<&str> = self
            .rules
            .gazetteer
            .iter()
            .map(|(name, _)| &**name)
            .collect();
        let gazetteer = (!tables.is_empty()).then(|| format!("gazetteer={tables:?}"));
        let options: Vec<String> = language.into_iter().chain(gazetteer).collect();
        format!("Parser({})", options.join(", "))
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<Reduced<'py, (Option<&'static str>, Vec<Named>)>> {
        let function = rebuild::function(py, intern!(py, "_parser"))?;
        Ok((function, (self.language(), self.rules.gazetteer.to_vec())))
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
pub(crate) fn _parser(language: Option<&str>, gazetteer: Vec<Named>) -> PyResult<Parser> {
    Parser::with(Rules {
        language: language.map(self::language).transpose()?,
        gazetteer: gazetteer.into(),
    })
}

fn language(code: &str) -> PyResult<Language> {
    Language::from_code(code).ok_or_else(|| {
        PyValueError::new_err(format!("language is 'en', 'zh' or None, not {code:?}"))
    })
}
