//! Documents as Arrow tables, for any library that reads Arrow.

use crate::error::detached;
use crate::keyed::{Found, Keyed, keyed};
use arrow_array::RecordBatchIterator;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use policydoc_table::{Error, RecordBatch, Table as Kind};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

#[doc = include_str!("../docs/tables.txt")]
#[pyfunction]
#[pyo3(signature = (documents, /))]
pub(crate) fn tables(documents: &Bound<'_, PyAny>) -> PyResult<Tables> {
    let py = documents.py();
    let inputs = keyed(documents)?;
    let batches = detached(py, || filled(&inputs))?
        .map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    let table = |kind: Kind| {
        let of_kind = batches.iter().filter(|(of, _)| *of == kind);
        let batches = of_kind.map(|(_, batch)| batch.clone()).collect();
        Py::new(py, Table { kind, batches })
    };
    Ok(Tables {
        documents: table(Kind::Documents)?,
        provisions: table(Kind::Provisions)?,
        mentions: table(Kind::Mentions)?,
        departments: table(Kind::Departments)?,
        diagnostics: table(Kind::Diagnostics)?,
    })
}

fn filled(inputs: &[Keyed]) -> Result<Vec<(Kind, RecordBatch)>, Error> {
    let mut tables = policydoc_table::Tables::new(&Kind::ALL);
    for Keyed { key, found } in inputs {
        match found {
            Found::Document(parsed) => tables.push_as(key, parsed.document())?,
            Found::Failure(error) => tables.push_error(key, error)?,
        }
    }
    Ok(tables.finish()?.collect())
}

/// The tables of some documents.
#[pyclass(frozen, get_all, module = "policydoc")]
pub(crate) struct Tables {
    /// A row for each document, and for each file that could not be read.
    documents: Py<Table>,
    /// A row for each section, task and item.
    provisions: Py<Table>,
    /// A row for each department that a provision names or takes over.
    mentions: Py<Table>,
    /// A row for each department of each document.
    departments: Py<Table>,
    /// A row for each diagnostic.
    diagnostics: Py<Table>,
}

#[pymethods]
impl Tables {
    fn __repr__(&self) -> String {
        let all = [
            &self.documents,
            &self.provisions,
            &self.mentions,
            &self.departments,
            &self.diagnostics,
        ];
        let all: Vec<_> = all
            .iter()
            .map(|table| format!("{} {}", table.get().__len__(), table.get().kind.name()))
            .collect();
        format!("<Tables: {}>", all.join(", "))
    }
}

#[doc = include_str!("../docs/Table.txt")]
#[pyclass(frozen, module = "policydoc")]
pub(crate) struct Table {
    kind: Kind,
    batches: Vec<RecordBatch>,
}

#[pymethods]
impl Table {
    /// The table's name.
    #[getter]
    fn name(&self) -> &'static str {
        self.kind.name()
    }

    /// The names of its columns. ``policydoc schema --tables`` says what they mean.
    #[getter]
    fn columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.kind.columns().iter().map(|column| column.name))
    }

    /// The number of rows.
    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// The Arrow C stream of its rows, which consumers ask for. A schema that they would rather
    /// have is not heeded, as the protocol allows.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = self.batches.clone().into_iter().map(Ok);
        let reader = RecordBatchIterator::new(batches, self.kind.schema());
        let stream = FFI_ArrowArrayStream::new(Box::new(reader));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    fn __repr__(&self) -> String {
        let rows = self.__len__();
        let plural = if rows == 1 { "" } else { "s" };
        format!("<Table {}: {rows} row{plural}>", self.kind.name())
    }
}
