//! How a name becomes a department.

use crate::diagnostic::Diagnostic;
use crate::document::{Department, Language, Mention, Role};
use crate::span::Span;
use std::sync::{Arc, LazyLock};

/// The data that names places and kinds of organ.
#[derive(Debug, Default)]
pub struct Gazetteer {}

impl Gazetteer {
    /// The tables that come with the library, read once in a process.
    pub fn built_in() -> Arc<Gazetteer> {
        static BUILT_IN: LazyLock<Arc<Gazetteer>> = LazyLock::new(Arc::default);
        Arc::clone(&BUILT_IN)
    }
}

/// What of a document says which places it speaks of.
#[allow(dead_code)]
pub(crate) struct Context<'t> {
    pub(crate) text: &'t str,
    pub(crate) language: Language,
    pub(crate) issuers: &'t [Span],
    pub(crate) title: Option<Span>,
    pub(crate) addressees: Option<Span>,
    pub(crate) document_number: Option<Span>,
    pub(crate) year: Option<u16>,
}

pub(crate) struct Resolver<'a>(#[allow(dead_code)] Context<'a>);

impl<'a> Resolver<'a> {
    pub(crate) fn new(_: &'a Gazetteer, context: Context<'a>) -> Self {
        Self(context)
    }
    pub(crate) fn issuer_id(&mut self, _: Span) -> Option<String> {
        None
    }
    pub(crate) fn list(&mut self, _: Span, _: Role, _: &mut Vec<Mention>, _: &mut Vec<Span>) {}
    pub(crate) fn finish(self, _: &mut [Mention]) -> (Vec<Department>, Vec<Diagnostic>) {
        (Vec::new(), Vec::new())
    }
}
