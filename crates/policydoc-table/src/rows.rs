//! The rows of each table: which there are, and the columns they have.

pub(crate) mod departments;
pub(crate) mod diagnostics;
pub(crate) mod documents;
pub(crate) mod mentions;
pub(crate) mod provisions;

use crate::column::Text;
use policydoc::{Block, Document, Quote, Span};

/// What all rows of a document share.
pub(crate) struct File<'d> {
    pub(crate) key: &'d str,
    pub(crate) document: &'d Document,
    /// How many blocks the document has.
    pub(crate) blocks: usize,
}

impl<'d> File<'d> {
    pub(crate) fn new(key: &'d str, document: &'d Document) -> Self {
        Self {
            key,
            document,
            blocks: document.blocks().count(),
        }
    }

    pub(crate) fn start(&self, span: Span) -> usize {
        self.document.code_points(span).0
    }

    pub(crate) fn end(&self, span: Span) -> usize {
        self.document.code_points(span).1
    }

    pub(crate) fn length(&self) -> usize {
        self.end(Span::new(0, self.document.text().len()))
    }
}

/// Pieces of the text, one a line.
pub(crate) fn lines<'d>(quotes: impl Iterator<Item = Quote<'d>>) -> Option<Text<'d>> {
    join(quotes.map(Quote::text), "\n")
}

/// The paragraphs and tables among some blocks, one a line.
pub(crate) fn unnumbered<'d>(blocks: impl Iterator<Item = Block<'d>>) -> Option<Text<'d>> {
    let unnumbered = blocks.filter(|block| block.as_provision().is_none());
    join(unnumbered.map(Block::text), "\n")
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
