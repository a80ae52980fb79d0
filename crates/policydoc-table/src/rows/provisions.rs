//! The table `provisions`.

use super::{File, SEVERAL, join, unnumbered};
use crate::column::{Text, columns};
use policydoc::{Provision, Quote, Responsibility};

/// A numbered unit of the body.
pub(crate) struct Row<'d> {
    file: &'d File<'d>,
    provision: Provision<'d>,
    position: usize,
    id: String,
}

columns! {
    row: Row<'_>;
    /// The document it stands in: `documents.document`.
    "document": &str = row.file.key;
    /// The path of ordinals from the top, as `2.1.12`; a repeated path gets `~2`, `~3`. Unique
    /// in its document.
    "id": &str = &row.id;
    /// The `id` of the provision it lies in; null at the top of the body.
    "parent_id": Option<Text<'_>> = row.provision.parent().map(|parent| parent.id().into());
    /// Its place among the provisions of its document, from 0.
    "position": usize = row.position;
    /// How many provisions it lies in, from 0.
    "depth": usize = row.provision.depth();
    /// `section`, `task` or `item`.
    "type": &str = row.provision.kind().as_str();
    /// The marker as written.
    "marker": Option<&str> = row.provision.marker();
    /// The ordinal that the marker gives.
    "number": Option<u32> = row.provision.number();
    /// The heading without marker and final full stop.
    "heading": Option<Text<'_>> = row.provision.heading();
    /// Where the heading starts, in code points of the text.
    "heading_start": Option<usize> = row.provision.heading_span().map(|span| row.file.start(span));
    /// Where the heading ends.
    "heading_end": Option<usize> = row.provision.heading_span().map(|span| row.file.end(span));
    /// Its own running text, without marker, heading and responsibilities.
    "text": Option<Text<'_>> = row.provision.text();
    /// Where the text starts.
    "text_start": Option<usize> = row.provision.text_span().map(|span| row.file.start(span));
    /// Where the text ends.
    "text_end": Option<usize> = row.provision.text_span().map(|span| row.file.end(span));
    /// Its further paragraphs and tables, a line each; those of the provisions inside it are
    /// theirs.
    "paragraphs": Option<Text<'_>> = unnumbered(row.provision.children());
    /// Where it starts.
    "span_start": usize = row.file.start(row.provision.span());
    /// Where it ends, with everything inside it.
    "span_end": usize = row.file.end(row.provision.span());
    /// How many statements of who carries it out stand in it.
    "responsibilities": usize = row.provision.responsibilities().count();
    /// How many departments these statements name; a row of `mentions` each.
    "mentions": usize = row.provision.responsibilities().map(|statement| statement.mentions().len()).sum();
    /// The phrases that leave these lists open, parted by `; `.
    "open_ended": Option<Text<'_>> = row.open_ended();
}

impl Row<'_> {
    fn open_ended(&self) -> Option<Text<'_>> {
        let statements = self.provision.responsibilities();
        let phrases = statements.flat_map(Responsibility::open_ended);
        join(phrases.map(Quote::text), SEVERAL)
    }
}

/// The rows of a document.
pub(crate) fn rows<'d>(file: &'d File<'d>) -> impl Iterator<Item = Row<'d>> {
    let provisions = file.document.provisions();
    provisions.enumerate().map(|(position, provision)| Row {
        file,
        provision,
        position,
        id: provision.id(),
    })
}
