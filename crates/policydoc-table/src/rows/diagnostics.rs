//! The table `diagnostics`.

use super::File;
use crate::column::{Text, columns};
use policydoc::{Diagnostic, Provision, Span};

/// Something a careful reader would want to know.
pub(crate) struct Row<'d> {
    pub(crate) file: &'d File<'d>,
    pub(crate) position: usize,
    pub(crate) diagnostic: &'d Diagnostic,
}

columns! {
    row: Row<'_>;
    /// The document it is about: `documents.document`.
    "document": &str = row.file.key;
    /// Its place among the diagnostics of its document, from 0.
    "position": usize = row.position;
    /// What it is about: a stable code.
    "code": &str = row.diagnostic.code.as_str();
    /// How much it matters: `note`, `warning` or `error`.
    "severity": &str = row.diagnostic.severity().as_str();
    /// The fact.
    "message": &str = &row.diagnostic.message;
    /// What to do about it.
    "help": Option<&str> = row.diagnostic.help.as_deref();
    /// Where the place starts, in code points of the text.
    "span_start": usize = row.file.start(row.diagnostic.span);
    /// Where the place ends.
    "span_end": usize = row.file.end(row.diagnostic.span);
    /// The innermost provision that the place starts in: `provisions.id`; null outside of all.
    "provision_id": Option<Text<'_>> = around(row.file, row.diagnostic.span).map(Text::from);
}

/// The id of the innermost provision that a span starts in.
fn around(file: &File<'_>, span: Span) -> Option<String> {
    let document = file.document;
    // Blocks lie in document order, parents first: the last that starts before the place lies in
    // the provision sought, or is it.
    let (mut low, mut high) = (0, file.blocks);
    while low < high {
        let middle = usize::midpoint(low, high);
        if document.block(middle)?.span().start() <= span.start() {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    let last = document.block(low.checked_sub(1)?)?;
    let innermost = last.as_provision().or_else(|| last.parent());
    std::iter::successors(innermost, |provision| provision.parent())
        .find(|provision| span.start() < provision.span().end())
        .map(Provision::id)
}
