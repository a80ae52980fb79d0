//! How a document is written: the JSON contract, and its schema.
//!
//! Both are made from the list in [`contract`](crate::contract). Nothing is built before it is
//! written: each value is asked for while it is written, by serde or as plain text.

#[cfg(feature = "schema")]
mod shape; // the JSON Schema
mod text; // JSON as text

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
use text::{close, push_number, push_str};

impl Serialize for Document {
    /// Writes the JSON contract, version 1. Offsets are in Unicode code points.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(&Of::new(self), serializer)
    }
}

impl Document {
    /// The JSON contract, version 1: the same bytes as `serde_json::to_string` writes, faster.
    ///
    /// ```
    /// let document = policydoc::parse("1. Publish a plan.");
    /// assert_eq!(document.to_json(), serde_json::to_string(&document)?);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn to_json(&self) -> String {
        let mut out = String::with_capacity(self.text.len() * 2);
        self.push(&Of::new(self), &mut out);
        out
    }
}

/// What all values of a document need to be written.
struct Of<'d> {
    document: &'d Document,
    /// Room for the id that is being written.
    id: RefCell<String>,
}

impl<'d> Of<'d> {
    fn new(document: &'d Document) -> Self {
        let id = RefCell::default();
        Self { document, id }
    }
}

/// What the contract knows how to write.
trait Value: Sized {
    fn write<S: Serializer>(self, of: &Of<'_>, serializer: S) -> Result<S::Ok, S::Error>;

    /// Adds the same as text.
    fn push(self, of: &Of<'_>, out: &mut String);

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

/// What serde knows how to write, and how it is added as text.
macro_rules! plain {
    ($($type:ty: $push:expr;)*) => {$(
        impl Value for $type {
            fn write<S: Serializer>(self, _: &Of<'_>, serializer: S) -> Result<S::Ok, S::Error> {
                self.serialize(serializer)
            }

            fn push(self, _: &Of<'_>, out: &mut String) {
                $push(self, out);
            }
        }
    )*};
}

plain! {
    &str: push_str;
    Cow<'_, str>: |text: Self, out| push_str(&text, out);
    bool: |is, out: &mut String| out.push_str(if is { "true" } else { "false" });
    // A share from 0 to 1.
    f64: |share, out: &mut String| *out += &format!("{share:?}");
    u16: |number, out| push_number(u64::from(number), out);
    u32: |number, out| push_number(u64::from(number), out);
    u64: push_number;
    BlockKind: |kind: Self, out| push_str(kind.as_str(), out);
    Language: |language: Self, out| push_str(language.code(), out);
    Relation: |relation: Self, out| push_str(relation.as_str(), out);
    Role: |role: Self, out| push_str(role.as_str(), out);
    Severity: |severity: Self, out| push_str(severity.as_str(), out);
}

impl Value for &[String] {
    fn write<S: Serializer>(self, _: &Of<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }

    fn push(self, of: &Of<'_>, out: &mut String) {
        Each(self.iter().map(String::as_str)).push(of, out);
    }

    fn left_out(&self) -> bool {
        self.is_empty()
    }
}

impl Value for Date {
    fn write<S: Serializer>(self, _: &Of<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self)
    }

    fn push(self, _: &Of<'_>, out: &mut String) {
        push_str(&self.to_string(), out);
    }
}

impl Value for Span {
    fn write<S: Serializer>(self, of: &Of<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        of.document.code_points(self).serialize(serializer)
    }

    fn push(self, of: &Of<'_>, out: &mut String) {
        let (start, end) = of.document.code_points(self);
        out.push('[');
        push_number(start as u64, out);
        out.push(',');
        push_number(end as u64, out);
        out.push(']');
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

    fn push(self, _: &Of<'_>, out: &mut String) {
        out.push('"');
        self.0.write_id(out);
        out.push('"');
    }
}

impl<T: Value> Value for Option<T> {
    fn write<S: Serializer>(self, of: &Of<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.write(of, serializer),
            None => serializer.serialize_none(),
        }
    }

    fn push(self, of: &Of<'_>, out: &mut String) {
        match self {
            Some(value) => value.push(of, out),
            None => out.push_str("null"),
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

    fn push(self, of: &Of<'_>, out: &mut String) {
        out.push('[');
        for value in self.0 {
            value.push(of, out);
            out.push(',');
        }
        close(']', out);
    }
}

impl Value for Block<'_> {
    fn write<S: Serializer>(self, of: &Of<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_provision() {
            Some(provision) => provision.write(of, serializer),
            None => Text(self).write(of, serializer),
        }
    }

    fn push(self, of: &Of<'_>, out: &mut String) {
        match self.as_provision() {
            Some(provision) => provision.push(of, out),
            None => Text(self).push(of, out),
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

            fn push(self, of: &Of<'_>, out: &mut String) {
                let $it = self;
                out.push('{');
                $({
                    const KEY: &str = start(concat!("\"", stringify!($key), "\":"));
                    let value = $value;
                    if !value.left_out() {
                        out.push_str(KEY);
                        value.push(of, out);
                        out.push(',');
                    }
                })*
                close('}', out);
            }
        }
    };
}

/// A key and its colon: `type` is the only key that is a word of Rust.
const fn start(quoted: &'static str) -> &'static str {
    match quoted.as_bytes() {
        [b'"', b'r', b'#', ..] => "\"type\":",
        _ => quoted,
    }
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

#[cfg(test)]
mod tests {
    use super::{Of, Value as _};
    use crate::parse;

    #[test]
    fn a_share_is_written_as_serde_writes_it() {
        let document = parse("");
        let shares = (0..=9999).map(|part| f64::from(part) / 9999.0);
        for share in shares.chain([1.0, 0.1 + 0.2, 2.0 / 3.0, 0.000_1]) {
            let mut out = String::new();
            share.push(&Of::new(&document), &mut out);
            assert_eq!(out, serde_json::to_string(&share).unwrap());
        }
    }

    #[test]
    fn text_and_serde_write_the_same() {
        let text = "关于“\\”的通知\n\n各区：\n一、任务\t表\n1.做\"事\"。\n责任单位：市财政局、市审计\n局等有关部门\n\
                    1.再做。\n（一）加强\u{7}领导。\n2019年5月24日";
        let document = parse(text);
        assert_eq!(
            document.to_json(),
            serde_json::to_string(&document).unwrap()
        );
    }
}
