//! Reads government policy documents and gives back their structure: the section tree, the
//! numbered tasks, who is responsible for each task, and one identity for every department
//! however its name is written.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may fail"))]

mod department; // how a name becomes a department
mod diagnostic; // what looked wrong
mod document; // what a parsed document is
mod json; // how it is written
mod marker; // what numbers a provision
#[allow(dead_code, reason = "what markers, dates and headings do not read yet")]
mod numeral; // numbers as they are written
mod parser; // how text becomes a document
mod span; // where things are

pub use department::Gazetteer;
pub use diagnostic::{Code, Diagnostic, Severity};
pub use document::{
    Block, BlockKind, Children, Date, Department, Document, FrontMatter, IssuedOn, Issuer,
    Language, Mention, Named, Responsibility, Role, Source, Statement,
};
#[cfg(feature = "schema")]
pub use json::schema;
pub use marker::Style;
pub use parser::{Parser, ParserBuilder, parse};
pub use span::{CodePoints, Span};
