//! What stands before and around the body.

use crate::document::{FrontMatter, Language};
use crate::span::Span;

/// A paragraph of the document, in order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paragraph {
    pub(crate) span: Span,
    /// Whether a numbered unit begins it.
    pub(crate) provision: bool,
}

/// The front matter, and the text that belongs to it.
pub(crate) struct Found {
    pub(crate) front: FrontMatter,
    pub(crate) claimed: Vec<Span>,
}

/// Finds the front matter.
pub(crate) fn front_matter(_: &str, _: Language, _: &[Paragraph]) -> Found {
    Found {
        front: FrontMatter::default(),
        claimed: Vec::new(),
    }
}
