//! The table `departments`.

use super::{File, SEVERAL, join};
use crate::column::{Text, columns};
use policydoc::{Department, Relation};

/// A department of a document.
pub(crate) struct Row<'d> {
    pub(crate) file: &'d File<'d>,
    pub(crate) department: &'d Department,
}

columns! {
    row: Row<'_>;
    /// The document that mentions it: `documents.document`.
    "document": &str = row.file.key;
    /// Its identity: place `/` kind, the same in every document and language.
    "id": &str = &row.department.id;
    /// The fullest name that this document uses.
    "name": &str = &row.department.name;
    /// Its English name, from the gazetteer.
    "name_en": Option<&str> = row.department.name_en.as_deref();
    /// Its Chinese name, from the gazetteer.
    "name_zh": Option<&str> = row.department.name_zh.as_deref();
    /// The kind of organ; null where the gazetteer does not know it.
    "kind": Option<&str> = row.department.kind.as_deref();
    /// The place it belongs to; null where that cannot be told.
    "jurisdiction": Option<&str> = row.department.jurisdiction.as_deref();
    /// Whether the gazetteer knows it.
    "known": bool = row.department.known;
    /// How often this document mentions it; what provisions take over from elsewhere is not
    /// counted again.
    "mentions": u32 = row.department.mentions;
    /// The names that this document uses for it, the most frequent first, parted by `; `.
    "surfaces": Option<Text<'_>> = row.surfaces();
    /// The ids of the departments that went before it, from the gazetteer, parted by `; `: links,
    /// not the same.
    "predecessors": Option<Text<'_>> = row.related(Relation::Predecessor);
    /// The ids of the departments that came after it, parted by `; `.
    "successors": Option<Text<'_>> = row.related(Relation::Successor);
}

impl Row<'_> {
    fn surfaces(&self) -> Option<Text<'_>> {
        let document = self.file.document;
        let surfaces = self.department.surfaces.iter();
        join(surfaces.map(|&(span, _)| document.quote(span)), SEVERAL)
    }

    fn related(&self, relation: Relation) -> Option<Text<'_>> {
        let related = self.department.related.iter();
        let related = related.filter(|related| related.relation == relation);
        join(related.map(|related| Text::from(&related.id)), SEVERAL)
    }
}
