//! Who carries a provision out.

use crate::document::{Language, Role};
use crate::span::Span;

/// One provision as the outline gives it.
pub(crate) struct Own<'a> {
    /// Its own paragraphs, the first starting after the marker.
    pub(crate) paragraphs: &'a [Span],
    pub(crate) parent: Option<u32>,
    pub(crate) has_children: bool,
}

/// A statement of who carries a provision out.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    /// Index of the provision.
    pub(crate) provision: u32,
    pub(crate) span: Span,
    pub(crate) label: Option<Span>,
    pub(crate) role: Role,
    pub(crate) clauses: Vec<Clause>,
    /// Whether the provisions after it inherit it.
    pub(crate) blanket: bool,
    /// Whether a rule stated elsewhere in the document gave a role.
    pub(crate) by_rule: bool,
}

/// A list of names with one role.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    pub(crate) list: Span,
    pub(crate) role: Role,
    /// The role of the first name where it differs.
    pub(crate) first: Option<Role>,
}

/// Finds all statements of a document, in order.
pub(crate) fn responsibilities(_: &str, _: Language, _: &[Own<'_>]) -> Vec<Statement> {
    Vec::new()
}
