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
mod department; // a department, for Python
mod display; // how objects show themselves
mod document; // a document, for Python
mod error; // what Python raises
mod keyed; // several documents, each under a key
mod many; // many documents at once
mod parsed; // what all objects of one document share
mod parser; // the entry points
mod provision; // the blocks of the body
mod read; // files, for Python
mod rebuild; // what pickle calls
mod register; // the departments of many documents
mod responsibility; // who carries a provision out
mod table; // documents as Arrow tables
mod text; // Python's strings as Rust's
mod value; // small values, written in Python

/// The compiled part of policydoc.
#[pyo3::pymodule]
mod _core {
    #[pymodule_export]
    use crate::command::_command;
    #[pymodule_export]
    use crate::department::Department;
    #[pymodule_export]
    use crate::document::Document;
    #[pymodule_export]
    use crate::error::{_panic, ParseError};
    #[pymodule_export]
    use crate::many::{parse_files, parse_many};
    #[pymodule_export]
    use crate::parser::{_parser, Parser, parse, parse_bytes, parse_file};
    #[pymodule_export]
    use crate::provision::{Provision, TextBlock};
    #[pymodule_export]
    use crate::rebuild::{_block, _department, _document, _mention, _responsibility};
    #[pymodule_export]
    use crate::register::departments;
    #[pymodule_export]
    use crate::responsibility::{Mention, Responsibility};
    #[pymodule_export]
    use crate::table::{Table, Tables, tables};

    #[expect(non_upper_case_globals, reason = "Python's name for it")]
    #[pymodule_export]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
