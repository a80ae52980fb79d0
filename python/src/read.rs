//! Files, for Python.

use crate::error::detached;
use policydoc::Language;
use policydoc_cli::Isolated;
use policydoc_read::{Error, Format, Hint, Options, Text, Warning};
use pyo3::exceptions::{PyOSError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;
use std::ffi::OsString;
use std::io::{self, Read};
use std::path::Path;

/// How files are read.
pub(crate) enum Way {
    /// In this process.
    Here,
    /// In processes of their own, as the command reads them.
    Apart(Isolated),
}

impl Way {
    /// In processes that parse by the same rules.
    pub(crate) fn apart(
        py: Python<'_>,
        language: Option<Language>,
        gazetteer: Vec<(String, String)>,
    ) -> PyResult<Self> {
        let line: Vec<OsString> = py
            .import("policydoc._cli")?
            .call_method0("worker")?
            .extract()?;
        if line.is_empty() {
            let problem = "this Python does not say what program it is, so none can read apart";
            return Err(PyRuntimeError::new_err(problem));
        }
        Ok(Self::Apart(Isolated::new(line, language, gazetteer)))
    }
}

/// Reads a file of the disk.
pub(crate) fn file(py: Python<'_>, path: &Path, hint: &Hint<'_>, way: &Way) -> PyResult<Text> {
    match detached(py, || open(path, hint, way))? {
        Ok(text) => Ok(text),
        Err(failure) => Err(failure.raise(py, path)),
    }
}

/// Reads the bytes of a file.
pub(crate) fn bytes(py: Python<'_>, data: &[u8], hint: &Hint<'_>) -> PyResult<Text> {
    let options = Options::default();
    detached(py, || policydoc_read::read(data, hint, &options))?
        .map_err(|error| read_error(py, &error))
}

/// Why a file gave no text.
pub(crate) enum Failure {
    Open(io::Error),
    Read(Error),
}

impl Failure {
    /// The exception: an `OSError` of the right kind, or a `ReadError`.
    pub(crate) fn raise(&self, py: Python<'_>, path: &Path) -> PyErr {
        match self {
            Self::Open(error) => {
                let said = error.to_string();
                let said = said.split(" (os error").next().unwrap_or_default();
                PyOSError::new_err((
                    error.raw_os_error(),
                    said.to_owned(),
                    path.as_os_str().to_owned(),
                ))
            }
            Self::Read(error) => read_error(py, error),
        }
    }
}

/// Reads a file of the disk, without Python.
pub(crate) fn open(path: &Path, hint: &Hint<'_>, way: &Way) -> Result<Text, Failure> {
    let options = Options::default();
    let bytes = load(path, options.limits.bytes).map_err(Failure::Open)?;
    let name = path.file_name().map(|name| name.to_string_lossy());
    let hint = Hint {
        name: name.as_deref(),
        ..*hint
    };
    let read = match way {
        Way::Here => policydoc_read::read(&bytes, &hint, &options),
        Way::Apart(isolated) => isolated.read(&bytes, &hint),
    };
    read.map_err(Failure::Read)
}

/// The bytes of a file; one more than the limit where there are more.
fn load(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let found = std::fs::metadata(path)?;
    // Opening a pipe would wait for a writer. A folder opens, and is refused when it is read.
    if !found.is_file() && !found.is_dir() {
        return Err(io::Error::other("Not a plain file"));
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path)?;
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Says what was lost in reading, as a Python warning.
pub(crate) fn warn(py: Python<'_>, name: Option<&str>, warnings: &[Warning]) -> PyResult<()> {
    static READ_WARNING: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    for warning in warnings {
        let category = READ_WARNING.import(py, "policydoc._errors", "ReadWarning")?;
        let name = name.unwrap_or("bytes");
        let message = std::ffi::CString::new(format!("{name}: {warning}").replace('\0', " "))?;
        PyErr::warn(py, category, &message, 2)?;
    }
    Ok(())
}

/// The format with this name.
pub(crate) fn format(name: &str) -> PyResult<Format> {
    let mut all = Format::ALL.iter();
    all.find(|format| format.as_str() == name)
        .copied()
        .ok_or_else(|| {
            let known: Vec<_> = Format::ALL.iter().map(|format| format.as_str()).collect();
            PyValueError::new_err(format!(
                "format is one of {}, not {name:?}",
                known.join(", ")
            ))
        })
}

fn read_error(py: Python<'_>, error: &Error) -> PyErr {
    static READ_ERROR: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let fields = (
        error.code.as_str(),
        error.cause.as_str(),
        error.help(),
        error.name.as_deref(),
        error.format.map(Format::as_str),
    );
    let raised = READ_ERROR
        .import(py, "policydoc._errors", "ReadError")
        .and_then(|class| class.call1(fields));
    raised.map_or_else(|failed| failed, PyErr::from_value)
}
