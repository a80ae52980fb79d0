//! The Python package policydoc: a thin layer over the library. It parses nothing itself; it
//! turns byte offsets into code points, and the library's borrowed views into Python objects.
#![expect(
    clippy::doc_markdown,
    clippy::doc_link_with_quotes,
    reason = "these comments are Python's docstrings, in Python's own format"
)]
#![expect(
    clippy::needless_pass_by_value,
    reason = "arguments come from Python by value"
)]

mod command; // the command policydoc
mod document; // a document and its parts, for Python
mod error; // what Python raises
mod keyed; // several documents, each under a key
mod many; // many documents at once
mod noticed; // what was noticed while a file was read
mod parsed; // what all objects of one document share
mod parser; // the entry points
mod read; // files, for Python
mod register; // the departments of many documents
mod rules; // what texts are parsed by
mod table; // documents as Arrow tables
mod text; // Python's strings as Rust's
mod value; // the library's values as Python's

/// The compiled part of policydoc.
#[pyo3::pymodule]
mod _core {
    #[pymodule_export]
    use crate::command::_command;
    #[pymodule_export]
    use crate::document::{_document, _part, Document};
    #[pymodule_export]
    use crate::document::{Department, Mention, Provision, Responsibility, TextBlock};
    #[pymodule_export]
    use crate::error::{_panic, ParseError};
    #[pymodule_export]
    use crate::many::{parse_files, parse_many};
    #[pymodule_export]
    use crate::parser::{_parser, Parser, parse, parse_bytes, parse_file};
    #[pymodule_export]
    use crate::register::departments;
    #[pymodule_export]
    use crate::table::{Table, Tables, tables};

    #[expect(non_upper_case_globals, reason = "Python's name for it")]
    #[pymodule_export]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
