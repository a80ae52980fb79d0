//! Reads government policy documents, English and Chinese, and gives back their structure: the
//! section tree, the numbered tasks, who is responsible for each task, and one identity for every
//! department however its name is written.
//!
//! ```
//! let document = policydoc::parse(
//!     "Work Plan of Haidian District, Beijing\n\n\
//!      I. Open services\n\
//!      1. We shall publish a list of open fields.\n\
//!      Responsible departments: Commerce Bureau of Haidian District and all other relevant units\n\
//!      2. We shall report each year.\n\
//!      Lead department: Haidian Bureau of Commerce",
//! );
//!
//! // What stands before the body, and the tree of provisions.
//! let front = document.front_matter();
//! assert_eq!(front.title().unwrap().text(), "Work Plan of Haidian District, Beijing");
//! let task = document.provision("1.1").unwrap();
//! assert_eq!((task.marker(), task.number()), (Some("1."), Some(1)));
//! assert_eq!(task.text().unwrap(), "We shall publish a list of open fields.");
//! assert_eq!(task.parent().unwrap().heading().unwrap(), "Open services");
//!
//! // Who carries it out: a label, a role, mentions, and whether the list is open.
//! let stated = task.responsibilities().next().unwrap();
//! assert_eq!(stated.label(), Some("Responsible departments"));
//! assert_eq!(stated.open_ended().next().unwrap().text(), "all other relevant units");
//! let mention = stated.mentions().next().unwrap();
//! assert_eq!(&document.text()[mention.span().range()], mention.surface());
//!
//! // Both spellings are one department.
//! let [department] = document.departments() else { panic!() };
//! assert_eq!(department.id, "cn/beijing/haidian/commerce");
//! assert_eq!(department.tasks(&document).count(), 2);
//!
//! // Nothing looked wrong, and nothing was lost. The JSON is a contract.
//! assert!(document.diagnostics().is_empty());
//! assert_eq!(document.coverage(), 1.0);
//! assert!(document.to_json().starts_with(r#"{"policydoc":"1","source":"#));
//! ```
//!
//! # The parts
//!
//! - [`parse`] takes any text; a [`Parser`] has a language, a [`Gazetteer`] or a place given.
//! - A [`Document`] keeps the text and shows what was found in it: [`Provision`]s and other
//!   [`Block`]s, [`Responsibility`]s and their [`Mention`]s, [`FrontMatter`], [`Department`]s,
//!   [`Diagnostic`]s. All of them are small views, to be copied freely.
//! - Every value has a [`Span`], in bytes of the text; [`Document::code_points`] gives it as JSON
//!   and Python count.
//! - A [`Register`] joins the departments of many documents.
//! - [`Parser::explain`] and [`Parser::stage`] say why a document was read as it was.
//!
//! # Features
//!
//! - `schema`: the function `schema()` gives the JSON Schema of the output.
//!
//! # Limits
//!
//! Parsing never fails and never panics, in time and memory proportional to the text. A text may
//! have 4 GiB; provisions nest 32 deep; what tasks take over from sections is bounded by the length
//! of the text; where a limit cuts something off, a diagnostic says so. The library does no I/O
//! and starts no threads: `policydoc-read` reads files. Tables are kept whole, deadlines and
//! targets stay in the text, and departments that only occur in a sentence are no responsibility.
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
