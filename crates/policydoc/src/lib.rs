//! Reads government policy documents and gives back their structure: the section tree, the
//! numbered tasks, who is responsible for each task, and one identity for every department
//! however its name is written.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may fail"))]

mod body; // the blocks of the body
#[doc(hidden)]
pub mod contract; // the JSON contract, for what is made from it
mod coverage; // whether anything was lost
mod date; // days as they are printed
mod department; // how a name becomes a department
mod diagnostic; // what looked wrong
mod document; // what a parsed document is
mod explain; // why a marker was taken or not
mod front_matter; // what stands before and around the body
mod heading; // what of a provision is heading, and what text
mod json; // how it is written
mod language; // which language it is in
mod layout; // how lines make paragraphs
mod lexicon; // the words of a language, and what each says
mod marker; // what numbers a provision
mod markup; // HTML in Markdown
mod numeral; // what a numeral says
mod outline; // which markers are provisions, and how they nest
mod own; // the text each provision has to itself
mod parser; // how text becomes a document: the phases in their order
mod phases; // what each phase finds, one after the other
mod points; // offsets in code points
mod register; // the departments of many documents
mod review; // what a careful reader would flag
mod scan; // where the structure of a text may change
mod script; // what a character is
mod span; // where things are
mod stage; // what each phase found, for people
mod statement; // who carries a provision out
mod task; // which provisions are tasks

pub use department::{Gazetteer, GazetteerError};
pub use diagnostic::{Code, Diagnostic, Severity};
pub use document::{
    Block, BlockKind, Children, Date, Department, Document, FrontMatter, IssuedOn, Issuer,
    Language, Mention, Provision, Quote, Related, Relation, Responsibility, Role, Source,
};
pub use explain::Decision;
#[cfg(feature = "schema")]
pub use json::schema;
pub use marker::Style;
pub use outline::Step;
pub use parser::{Parser, ParserBuilder, parse};
pub use register::{Entry, Register, Surface};
pub use span::Span;
pub use stage::Stage;
