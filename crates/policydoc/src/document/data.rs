//! What a document keeps: small plain values that point into its text and at each other. The views
//! of the same names are what its users see.

use super::{BlockKind, Date, Role};
use crate::marker::Style;
use crate::span::Span;
use std::ops::Range;

/// What stands before and around the body: who issued the document, when, to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FrontMatterData {
    /// The document's own title; where a notice transmits a plan, the plan's.
    pub(crate) title: Option<Span>,
    /// The issuing bodies as signed, one or several.
    pub(crate) issuers: Vec<IssuerData>,
    /// The date of signature.
    pub(crate) issued_on: Option<IssuedOnData>,
    /// The document number as printed: `京政办发〔2019〕5号`.
    pub(crate) document_number: Option<Span>,
    /// Whom the document is addressed to.
    pub(crate) addressees: Option<Span>,
    /// The note on publication: `（此件公开发布）`.
    pub(crate) release: Option<Span>,
    /// Everything else that stands there, in document order: the paragraphs of a covering
    /// notice, its title, lines of a metadata table, a table of contents, running heads.
    pub(crate) other: Vec<Span>,
}

/// An issuing body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct IssuerData {
    /// The name as signed.
    pub(crate) span: Span,
    /// Its id, where the gazetteer can tell.
    pub(crate) id: Option<String>,
}

/// A date as printed, and what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct IssuedOnData {
    /// The date as printed.
    pub(crate) span: Span,
    /// The year, month and day.
    pub(crate) date: Date,
}

/// A statement of who carries a provision out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ResponsibilityData {
    /// The provision that states it.
    pub(crate) node: u32,
    /// The label as written: `District-level responsible departments`, `责任单位`.
    pub(crate) label: Option<Span>,
    /// The role it gives; the first one where it gives several.
    pub(crate) role: Role,
    /// The whole statement.
    pub(crate) span: Span,
    pub(crate) mentions: Range<u32>,
    pub(crate) open_ended: Range<u32>,
}

/// One department's name as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MentionData {
    /// The name without a leading article.
    pub(crate) span: Span,
    /// The part it has.
    pub(crate) role: Role,
    /// The department, as an index into the document's departments; `None` where it is ambiguous.
    pub(crate) department: Option<u32>,
    /// The ids it could stand for, where it is ambiguous.
    pub(crate) candidates: Vec<String>,
}

/// A responsibility that a provision takes over from elsewhere in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Inherited {
    /// The provision that states it.
    pub(crate) node: u32,
    /// Index into the document's responsibilities.
    pub(crate) responsibility: u32,
}

/// One block of the body. Nodes lie in document order, parents before children.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: BlockKind,
    /// Index of the parent; `NO_PARENT` at the top.
    pub(crate) parent: u32,
    /// One past the last node inside this one.
    pub(crate) end: u32,
    pub(crate) span: Span,
    /// Empty where there is none; the same for `heading` and `text`.
    pub(crate) marker: Span,
    pub(crate) style: Style,
    pub(crate) number: Option<u32>,
    /// How many siblings before it have the same number.
    pub(crate) repeat: u32,
    pub(crate) heading: Span,
    pub(crate) text: Span,
    pub(crate) responsibilities: Range<u32>,
    pub(crate) inherited: Range<u32>,
}

pub(crate) const NO_PARENT: u32 = u32::MAX;

/// The index of a node; a text has fewer than 2^32 bytes, so it has fewer nodes.
pub(crate) fn index(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
