//! How a document is written: the JSON contract, and its schema.
//!
//! Both are made from the list in [`contract`](crate::contract). Nothing is built before it is
//! written: each value is asked for while serde writes it.

#[cfg(feature = "schema")]
mod shape; // the JSON Schema

#[cfg(feature = "schema")]
pub use shape::schema;

use crate::contract::{Each, Id, Text};
use crate::diagnostic::Severity;
use crate::document::{Block, BlockKind, Date, Document, Language, Relation, Role};
use crate::span::Span;
use serde::ser::{SerializeSeq as _, SerializeStruct as _};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

impl Serialize for Document {
    /// Writes the JSON contract, version 1. Offsets are in Unicode code points.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let of = Of {
            document: self,
            id: RefCell::default(),
        };
        self.write(&of, serializer)
    }
}

/// What all values of a document need to be written.
struct Of<'d> {
    document: &'d Document,
    /// Room for the id that is being written.
    id: RefCell<String>,
}

/// What the contract knows how to write.
trait Value: Sized {
    fn write<S: Serializer>(self, of: &Of<'_>, serializer: S) -> Result<S::Ok, S::Error>;

    /// Whether its key is left out.
    fn left_out(&self) -> bool {
        false
    }
}

/// A value on its way to serde, which asks for it once.
struct Written<'o, 'd, T>(Cell<Option<T>>, &'o Of<'d>);

impl<'o, 'd, T> Written<'o, 'd, T> {
    fn new(value: T, of: &'o Of<'d>) -> Self {
        Self(Cell::new(Some(value)), of)
    }
}

impl<T: Value> Serialize for Written<'_, '_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.take() {
            Some(value) => value.write(self.1, serializer),
            None => serializer.serialize_none(),
        }
    }
}

macro_rules! plain {
    ($($type:ty),* $(,)?) => {$(
        impl Value for $type {
            fn write<S: Serializer>(self, _: &Of<'_>, serializer: S) -> Result<S::Ok, S::Error> {
                self.serialize(serializer)
            }
        }
    )*};
}

plain! {
    &str, Cow<'_, str>, bool, f64, u16, u32, u64, BlockKind, Language, Relation, Role, Severity,
}

impl Value for &[String] {
    fn write<S: Serializer>(self, _: &Of<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }

    fn left_out(&self) -> bool {
        self.is_empty()
    }
}

impl Value for Date {
    fn write<S: Serializer>(self, _: &Of<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self)
    }
}

impl Value for Span {
    fn write<S: Serializer>(self, of: &Of<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        of.document.code_points(self).serialize(serializer)
    }
}

impl Value for Id<'_> {
    fn write<S: Serializer>(self, of: &Of<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        let mut id = of.id.take();
        id.clear();
        self.0.write_id(&mut id);
        let written = serializer.serialize_str(&id);
        of.id.replace(id);
        written
    }
}

impl<T: Value> Value for Option<T> {
    fn write<S: Serializer>(self, of: &Of<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.write(of, serializer),
            None => serializer.serialize_none(),
        }
    }
}

impl<T: Value, I: Iterator<Item = T>> Value for Each<I> {
    fn write<S: Serializer>(self, of: &Of<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        let mut all = serializer.serialize_seq(None)?;
        for value in self.0 {
            all.serialize_element(&Written::new(value, of))?;
        }
        all.end()
    }
}

impl Value for Block<'_> {
    fn write<S: Serializer>(self, of: &Of<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_provision() {
            Some(provision) => provision.write(of, serializer),
            None => Text(self).write(of, serializer),
        }
    }
}

/// Writes a type of the contract: its keys in their order.
macro_rules! written {
    ($(#[$doc:meta])* $name:ident($it:ident: $view:ty) {
        $($(#[$about:meta])* $(@$only:ident)? $key:ident: $shape:ty = $value:expr;)*
    }) => {
        impl<'d> Value for $view {
            fn write<S: Serializer>(self, of: &Of<'_>, serializer: S) -> Result<S::Ok, S::Error> {
                const KEYS: &[&str] = &[$(stringify!($key)),*];
                let $it = self;
                let mut all = serializer.serialize_struct(stringify!($name), KEYS.len())?;
                $({
                    const KEY: &str = key(stringify!($key));
                    let value = $value;
                    if value.left_out() {
                        all.skip_field(KEY)?;
                    } else {
                        all.serialize_field(KEY, &Written::new(value, of))?;
                    }
                })*
                all.end()
            }
        }
    };
}

/// A key as JSON has it: `type` of `r#type`.
const fn key(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

crate::contract!(Document, written);
crate::contract!(Source, written);
crate::contract!(Quote, written);
crate::contract!(FrontMatter, written);
crate::contract!(Issuer, written);
crate::contract!(IssuedOn, written);
crate::contract!(Text, written);
crate::contract!(Provision, written);
crate::contract!(Responsibility, written);
crate::contract!(Mention, written);
crate::contract!(Inherited, written);
crate::contract!(InheritedMention, written);
crate::contract!(Department, written);
crate::contract!(Related, written);
crate::contract!(Surface, written);
crate::contract!(Diagnostic, written);
