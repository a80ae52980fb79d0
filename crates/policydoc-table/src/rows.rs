//! The rows of each table: which there are, and the columns they have.

pub(crate) mod departments;
pub(crate) mod diagnostics;
pub(crate) mod documents;
pub(crate) mod mentions;
pub(crate) mod provisions;

use crate::column::Text;
use policydoc::{Block, CodePoints, Document, Span};

/// What all rows of a document share.
pub(crate) struct File<'d> {
    pub(crate) key: &'d str,
    pub(crate) document: &'d Document,
    points: CodePoints<'d>,
    /// How many blocks the document has.
    pub(crate) blocks: usize,
}

impl<'d> File<'d> {
    pub(crate) fn new(key: &'d str, document: &'d Document) -> Self {
        Self {
            key,
            document,
            points: CodePoints::new(document.text()),
            blocks: document.blocks().count(),
        }
    }

    pub(crate) fn start(&self, span: Span) -> usize {
        self.points.at(span.start())
    }

    pub(crate) fn end(&self, span: Span) -> usize {
        self.points.at(span.end())
    }

    pub(crate) fn length(&self) -> usize {
        self.points.at(usize::MAX)
    }

    /// Pieces of the text, one a line.
    pub(crate) fn lines(&self, spans: impl Iterator<Item = Span>) -> Option<Text<'d>> {
        join(spans.map(|span| self.document.quote(span)), "\n")
    }
}

/// The paragraphs and tables among some blocks.
pub(crate) fn unnumbered<'d>(
    blocks: impl Iterator<Item = Block<'d>>,
) -> impl Iterator<Item = Span> {
    blocks
        .filter(|block| !block.is_provision())
        .map(|block| block.span())
}

/// Some texts as one; `None` where there are none.
pub(crate) fn join<'a>(
    texts: impl Iterator<Item = Text<'a>>,
    separator: &'a str,
) -> Option<Text<'a>> {
    texts.reduce(|joined, text| joined + separator + text)
}

/// What stands between the values of a cell that holds several.
pub(crate) const SEVERAL: &str = "; ";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_joined() {
        let texts = ["a", "b", "c"].map(Text::from);
        assert_eq!(join(texts.into_iter(), SEVERAL).unwrap(), "a; b; c");
        assert_eq!(join(std::iter::empty(), SEVERAL), None);
    }
}
