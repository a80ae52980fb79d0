//! The JSON Schema: the shape of each type of the contract.
#![expect(
    dead_code,
    reason = "shapes hold nothing; the schema is derived from them"
)]

use crate::diagnostic::Severity;
use crate::document::{BlockKind, Language, Relation, Role};
use schemars::JsonSchema;

/// The JSON Schema (draft 2020-12) of what a [`Document`](crate::Document) is written as.
///
/// ```
/// let schema = policydoc::schema();
/// assert_eq!(schema.get("$schema").unwrap(), "https://json-schema.org/draft/2020-12/schema");
/// ```
pub fn schema() -> schemars::Schema {
    schemars::generate::SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Document>()
}

/// A half-open range of Unicode code points of the text: start and end.
type Points = (usize, usize);

/// A block of the body: a provision, or text without a number.
#[derive(JsonSchema)]
#[serde(untagged)]
enum Block {
    Provision(Box<Provision>),
    Text(Text),
}

macro_rules! shape {
    ($(#[$doc:meta])* $name:ident($it:ident: $view:ty) {
        $($(#[$about:meta])* $(@$only:ident)? $key:ident: $shape:ty = $value:expr;)*
    }) => {
        $(#[$doc])*
        #[derive(JsonSchema)]
        struct $name {
            $($(#[$about])* $key: $shape,)*
        }
    };
}

crate::contract!(Document, shape);
crate::contract!(Source, shape);
crate::contract!(Quote, shape);
crate::contract!(FrontMatter, shape);
crate::contract!(Issuer, shape);
crate::contract!(IssuedOn, shape);
crate::contract!(Text, shape);
crate::contract!(Provision, shape);
crate::contract!(Responsibility, shape);
crate::contract!(Mention, shape);
crate::contract!(Inherited, shape);
crate::contract!(InheritedMention, shape);
crate::contract!(Department, shape);
crate::contract!(Related, shape);
crate::contract!(Surface, shape);
crate::contract!(Diagnostic, shape);
