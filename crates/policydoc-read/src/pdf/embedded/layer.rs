//! Layers of a file that are switched off: nobody sees what stands on them.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Object, ObjectIdentifier};
use std::collections::HashSet;

/// The layers that are switched off when the file is opened.
#[derive(Debug, Default)]
pub(super) struct Layers(HashSet<ObjectIdentifier>);

impl Layers {
    pub(super) fn of(pdf: &Pdf) -> Self {
        let xref = pdf.xref();
        let off = xref
            .get::<Dict<'_>>(xref.root_id())
            .and_then(|catalogue| catalogue.get::<Dict<'_>>("OCProperties"))
            .and_then(|properties| properties.get::<Dict<'_>>("D"))
            .and_then(|configuration| configuration.get::<Array<'_>>("OFF"));
        Self(off.iter().flat_map(references).collect())
    }

    /// Whether content is hidden that belongs to this entry of `dict`: a layer, or a group of
    /// layers, which is hidden when all of them are.
    pub(super) fn hides(&self, dict: &Dict<'_>, key: &[u8]) -> bool {
        if self.0.is_empty() {
            return false;
        }
        if let Some(reference) = dict.get_ref(key)
            && self.0.contains(&reference.into())
        {
            return true;
        }
        let Some(group) = dict.get::<Dict<'_>>(key) else {
            return false;
        };
        if let Some(reference) = group.get_ref("OCGs") {
            return self.0.contains(&reference.into());
        }
        let layers = group.get::<Array<'_>>("OCGs");
        let mut layers = layers.iter().flat_map(references).peekable();
        layers.peek().is_some() && layers.all(|layer| self.0.contains(&layer))
    }
}

/// The objects that an array refers to.
fn references(array: &Array<'_>) -> Vec<ObjectIdentifier> {
    let identifier = |item: MaybeRef<Object<'_>>| match item {
        MaybeRef::Ref(reference) => Some(reference.into()),
        MaybeRef::NotRef(_) => None,
    };
    array.raw_iter().filter_map(identifier).collect()
}
