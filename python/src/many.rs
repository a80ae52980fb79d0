//! Many documents at once, on several cores.

use crate::document::Document;
use crate::error::{ParseError, caught};
use crate::parsed::Parsed;
use crate::read::{self, Way};
use crate::rules::Rules;
use crate::text::characters;
use policydoc::Source;
use policydoc_read::Hint;
use pyo3::exceptions::{PyException, PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};
use rayon::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

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

#[doc = include_str!("../docs/parse_many.txt")]
#[pyfunction]
#[pyo3(signature = (texts, /, *, jobs = None, return_exceptions = false))]
pub(crate) fn parse_many<'py>(
    texts: &Bound<'py, PyAny>,
    jobs: Option<Jobs>,
    return_exceptions: bool,
) -> PyResult<Bound<'py, PyList>> {
    parse_texts(Rules::shared(), texts, jobs, return_exceptions)
}

/// [`parse_many`] by these rules.
pub(crate) fn parse_texts<'py>(
    rules: &Arc<Rules>,
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
        caught(|| rules.parser.parse_source(text, Source::default()))
    })?;
    let made = documents.into_iter().map(|document| match document {
        Ok(document) => Document::of(texts.py(), &Parsed::new(document, Arc::clone(rules))),
        Err(panic) => Err(ParseError::new_err(panic)),
    });
    listed(texts.py(), made, return_exceptions)
}

#[doc = include_str!("../docs/parse_files.txt")]
#[pyfunction]
#[pyo3(signature = (paths, /, *, jobs = None, return_exceptions = false, isolated = false))]
pub(crate) fn parse_files<'py>(
    paths: &Bound<'py, PyAny>,
    jobs: Option<Jobs>,
    return_exceptions: bool,
    isolated: bool,
) -> PyResult<Bound<'py, PyList>> {
    let rules = Rules::shared();
    let way = rules.way(paths.py(), isolated)?;
    parse_paths(rules, paths, jobs, return_exceptions, &way)
}

/// [`parse_files`] by these rules.
pub(crate) fn parse_paths<'py>(
    rules: &Arc<Rules>,
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
            read::open(&path, &Hint::default(), way).map(|text| {
                let (name, warnings) = (text.name.clone(), text.warnings.clone());
                (name, warnings, text.parse(&rules.parser))
            })
        });
        (path, document)
    })?;
    let made = documents
        .into_iter()
        .map(|(path, document)| match document {
            Ok(Ok((name, warnings, document))) => {
                read::warn(py, name.as_deref(), &warnings)?;
                Document::of(py, &Parsed::new(document, Arc::clone(rules)))
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
