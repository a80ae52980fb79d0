//! Many documents at once, on several cores.

use crate::document::Document;
use crate::error::{ParseError, caught};
use crate::parser::Parser;
use crate::read::{self, Way};
use crate::text::characters;
use policydoc::Source;
use policydoc_read::Hint;
use pyo3::exceptions::{PyException, PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};
use rayon::prelude::*;
use std::path::PathBuf;

/// How many threads work.
#[derive(Clone, Copy)]
pub(crate) struct Jobs(usize);

/// More threads than this are a slip of the hand.
const MOST_JOBS: usize = 1024;

impl<'py> FromPyObject<'_, 'py> for Jobs {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let asked: i64 = object.extract()?;
        let jobs = usize::try_from(asked).ok();
        let jobs = jobs.filter(|jobs| (1..=MOST_JOBS).contains(jobs));
        jobs.map(Self).ok_or_else(|| {
            PyValueError::new_err(format!(
                "jobs is a number from 1 to {MOST_JOBS}, or None for one a core, not {asked}"
            ))
        })
    }
}

/// How many documents are parsed between two looks at what the user wants.
const PORTION: usize = 64;

/// Parses many texts, on several cores.
///
/// Args:
///     texts: The texts.
///     jobs: How many threads work; one a core where this is ``None``.
///     return_exceptions: Whether an exception stands in the place of its document, instead of
///         being raised.
///
/// Returns:
///     The documents in the order of the texts.
///
/// Examples:
///     >>> import policydoc
///     >>> documents = policydoc.parse_many(["1. One thing.\n2. Two things.", "Just words."])
///     >>> [len(document.provisions) for document in documents]
///     [2, 0]
#[pyfunction]
#[pyo3(signature = (texts, /, *, jobs = None, return_exceptions = false))]
pub(crate) fn parse_many<'py>(
    texts: &Bound<'py, PyAny>,
    jobs: Option<Jobs>,
    return_exceptions: bool,
) -> PyResult<Bound<'py, PyList>> {
    parse_texts(Parser::shared(), texts, jobs, return_exceptions)
}

/// [`parse_many`] with a parser.
pub(crate) fn parse_texts<'py>(
    parser: &Parser,
    texts: &Bound<'py, PyAny>,
    jobs: Option<Jobs>,
    return_exceptions: bool,
) -> PyResult<Bound<'py, PyList>> {
    if texts.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err(
            "texts is an iterable of str; a single str is parsed by `parse`",
        ));
    }
    let mut all = Vec::new();
    for text in texts.try_iter()? {
        all.push(characters(text?.cast::<PyString>()?)?.into_owned());
    }
    let documents = on_cores(texts.py(), jobs, all, |text| {
        caught(|| parser.inner.parse_source(text, Source::default()))
    })?;
    let made = documents.into_iter().map(|document| match document {
        Ok(document) => parser.object(texts.py(), document),
        Err(panic) => Err(ParseError::new_err(panic)),
    });
    listed(texts.py(), made, return_exceptions)
}

/// Reads and parses many files, on several cores. They are read as :func:`parse_file` does.
///
/// Args:
///     paths: The files.
///     jobs: How many threads work; one a core where this is ``None``.
///     return_exceptions: Whether an exception stands in the place of its document, instead of
///         being raised.
///     isolated: Whether files are read in processes of their own, as for :func:`parse_file`.
///
/// Returns:
///     The documents in the order of the paths.
///
/// Examples:
///     >>> import pathlib, policydoc, tempfile
///     >>> folder = tempfile.TemporaryDirectory()
///     >>> path = pathlib.Path(folder.name, "plan.txt")
///     >>> _ = path.write_text("1. Publish a plan.\n2. Report on it.")
///     >>> document, missing = policydoc.parse_files([path, "none"], return_exceptions=True)
///     >>> document
///     <Document: 0 sections, 2 tasks, 0 departments>
///     >>> missing
///     FileNotFoundError(2, 'No such file or directory')
///     >>> folder.cleanup()
#[pyfunction]
#[pyo3(signature = (paths, /, *, jobs = None, return_exceptions = false, isolated = false))]
pub(crate) fn parse_files<'py>(
    paths: &Bound<'py, PyAny>,
    jobs: Option<Jobs>,
    return_exceptions: bool,
    isolated: bool,
) -> PyResult<Bound<'py, PyList>> {
    let parser = Parser::shared();
    let way = parser.way(paths.py(), isolated)?;
    parse_paths(parser, paths, jobs, return_exceptions, &way)
}

/// [`parse_files`] with a parser.
pub(crate) fn parse_paths<'py>(
    parser: &Parser,
    paths: &Bound<'py, PyAny>,
    jobs: Option<Jobs>,
    return_exceptions: bool,
    way: &Way,
) -> PyResult<Bound<'py, PyList>> {
    let py = paths.py();
    if paths.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err(
            "paths is an iterable of paths; a single file is parsed by `parse_file`",
        ));
    }
    let all: Vec<PathBuf> = paths
        .try_iter()?
        .map(|path| path?.extract())
        .collect::<PyResult<_>>()?;
    let documents = on_cores(py, jobs, all, |path| {
        let document = caught(|| {
            read::open(&path, &Hint::default(), way).map(|mut text| {
                let (source, words) = (text.source(), std::mem::take(&mut text.text));
                (text, parser.inner.parse_source(words, source))
            })
        });
        (path, document)
    })?;
    let made = documents
        .into_iter()
        .map(|(path, document)| match document {
            Ok(Ok((text, document))) => {
                read::warn(py, &text)?;
                parser.object(py, document)
            }
            Ok(Err(failure)) => Err(failure.raise(py, &path)),
            Err(panic) => Err(ParseError::new_err(panic)),
        });
    listed(py, made, return_exceptions)
}

/// Does `work` to each of the items, with the interpreter released. Between portions it looks
/// whether the user wants to stop.
///
/// The threads end with the call: threads that outlived it would be missing in a forked process,
/// and the next call there would wait for them.
fn on_cores<I: Send, O: Send>(
    py: Python<'_>,
    jobs: Option<Jobs>,
    items: Vec<I>,
    work: impl Fn(I) -> O + Sync + Send,
) -> PyResult<Vec<O>> {
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.map_or(0, |Jobs(jobs)| jobs))
        .build()
        .map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    let mut made = Vec::with_capacity(items.len());
    let mut items = items.into_iter();
    while items.len() > 0 {
        let portion: Vec<I> = items.by_ref().take(PORTION).collect();
        made.extend(
            py.detach(|| {
                threads.install(|| portion.into_par_iter().map(&work).collect::<Vec<O>>())
            }),
        );
        py.check_signals()?;
    }
    Ok(made)
}

/// A list of what was made; of the exceptions too, where they are wanted.
fn listed<'py>(
    py: Python<'py>,
    made: impl Iterator<Item = PyResult<Bound<'py, Document>>>,
    return_exceptions: bool,
) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for one in made {
        match one {
            Ok(one) => list.append(one)?,
            Err(error) if return_exceptions && error.is_instance_of::<PyException>(py) => {
                list.append(error.into_value(py))?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(list)
}
