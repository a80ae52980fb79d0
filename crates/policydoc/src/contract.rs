//! The JSON contract, version 1: every type, every key, what it says and where it comes from.
//!
//! This is the one list that others are made from: what serde writes and the JSON Schema in
//! [`json`](crate::json), and the classes of the Python package. `contract!(Type, each)` calls the
//! macro `each` with one type, and hands on what else it is given. A key that only JSON has is
//! marked `@json`.

use crate::document::{Block, Department, Document, Mention, Provision, Responsibility};
use crate::span::Span;

/// A document as the file it was read from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'d>(pub &'d Document);

/// The id of a provision.
#[derive(Clone, Copy, Debug)]
pub struct Id<'d>(pub Provision<'d>);

/// A department of a document, by its place there.
#[derive(Clone, Copy, Debug)]
pub struct Of<'d>(pub &'d Document, pub usize);

impl<'d> Of<'d> {
    /// The department.
    pub fn department(self) -> &'d Department {
        &self.0.departments()[self.1]
    }
}

/// A name used for a department, and how often.
#[derive(Clone, Copy, Debug)]
pub struct Used<'d>(pub &'d Document, pub Span, pub u32);

/// A responsibility, and the provision it is taken over from.
#[derive(Clone, Copy, Debug)]
pub struct Inherited<'d>(pub Provision<'d>, pub Responsibility<'d>);

/// A mention that is taken over.
#[derive(Clone, Copy, Debug)]
pub struct InheritedMention<'d>(pub Mention<'d>);

/// A block without a number.
#[derive(Clone, Copy, Debug)]
pub struct Text<'d>(pub Block<'d>);

/// Several values.
#[derive(Clone, Debug)]
pub struct Each<I>(pub I);

/// Calls a macro with a type of the contract.
#[doc(hidden)]
#[macro_export]
macro_rules! contract {
    (Document, $each:ident $($rest:tt)*) => { $each! { $($rest)*
        /// A parsed policy document.
        Document(it: &'d $crate::Document) {
            /// The version of this contract.
            @json policydoc: &'static str = "1";
            /// The file the document was read from.
            source: Source = $crate::contract::Origin(it);
            /// The language of most of the text, ISO 639-1.
            language: Language = it.language();
            /// What stands before and around the body.
            front_matter: FrontMatter = it.front_matter();
            /// The blocks of the body in document order.
            body: Vec<Block> = $crate::contract::Each(it.body());
            /// The share of the visible characters that belong to some part of this document, 0 to 1.
            coverage: f64 = it.coverage();
            /// What the mentions resolve to, the most often mentioned first.
            departments: Vec<Department> = $crate::contract::Each(
                (0..it.departments().len()).map(|index| $crate::contract::Of(it, index))
            );
            /// What a careful reader would want to know, in document order.
            diagnostics: Vec<Diagnostic> = $crate::contract::Each(it.diagnostics().iter());
        }
    } };
    (Source, $each:ident $($rest:tt)*) => { $each! { $($rest)*
        /// The file a document was read from.
        Source(it: $crate::contract::Origin<'d>) {
            /// The file's name without folders.
            name: Option<String> = it.0.source().name.as_deref();
            /// How it was read: `text`, `markdown`, `html`, `docx` or `pdf`.
            format: Option<String> = it.0.source().format.as_deref();
            /// The character encoding it was read with.
            encoding: Option<String> = it.0.source().encoding.as_deref();
            /// The size of the file in bytes; of the text in UTF-8 where there was no file.
            bytes: u64 = it.0.bytes();
            /// The SHA-256 of those bytes in lower-case hexadecimal.
            sha256: String = it.0.sha256();
        }
    } };
    (Quote, $each:ident $($rest:tt)*) => { $each! { $($rest)*
        /// A piece of the text.
        Quote(it: $crate::Quote<'d>) {
            /// The words, broken lines joined.
            text: String = it.text();
            /// Where they stand.
            span: Points = it.span();
        }
    } };
    (FrontMatter, $each:ident $($rest:tt)*) => { $each! { $($rest)*
        /// What stands before and around the body.
        FrontMatter(it: $crate::FrontMatter<'d>) {
            /// The document's own title; where a notice transmits a plan, the plan's.
            title: Option<Quote> = it.title();
            /// The issuing body as signed; where several sign, the first to the last.
            issuer: Option<Issuer> = it.issuer();
            /// Each issuing body by itself.
            issuers: Vec<Issuer> = $crate::contract::Each(it.issuers());
            /// The date of signature.
            issued_on: Option<IssuedOn> = it.issued_on();
            /// The document number as printed.
            document_number: Option<Quote> = it.document_number();
            /// Whom the document is addressed to.
            addressees: Option<Quote> = it.addressees();
            /// The note on publication.
            release: Option<Quote> = it.release();
            /// Everything else that stands there: a covering notice, metadata, contents, running heads.
            other: Vec<Quote> = $crate::contract::Each(it.other());
        }
    } };
    (Issuer, $each:ident $($rest:tt)*) => { $each! { $($rest)*
        /// An issuing body.
        Issuer(it: $crate::Issuer<'d>) {
            /// The name as signed.
            text: String = it.text();
            /// Where it stands.
            span: Points = it.span();
            /// Its identity, where that can be told.
            id: Option<String> = it.id();
        }
    } };
    (IssuedOn, $each:ident $($rest:tt)*) => { $each! { $($rest)*
        /// A date of signature.
        IssuedOn(it: $crate::IssuedOn<'d>) {
            /// The date in ISO 8601 form.
            date: String = it.date();
            /// The date as printed.
            text: String = it.text();
            /// Where it stands.
            span: Points = it.span();
        }
    } };
    (Text, $each:ident $($rest:tt)*) => { $each! { $($rest)*
        /// Text without a number, or the rows of a table.
        Text(it: $crate::contract::Text<'d>) {
            /// `paragraph` or `table`.
            r#type: BlockKind = it.0.kind();
            /// The words, broken lines joined.
            text: String = it.0.text();
            /// Where they stand.
            span: Points = it.0.span();
        }
    } };
    (Provision, $each:ident $($rest:tt)*) => { $each! { $($rest)*
        /// A numbered unit of the body.
        Provision(it: $crate::Provision<'d>) {
            /// `section`, `task` or `item`.
            r#type: BlockKind = it.kind();
            /// The path of ordinals from the top; a repeated path gets `~2`, `~3`.
            id: String = $crate::contract::Id(it);
            /// The marker as written.
            marker: Option<String> = it.marker();
            /// The ordinal that the marker gives.
            number: Option<u32> = it.number();
            /// The heading without marker and final full stop.
            heading: Option<String> = it.heading();
            /// Where the heading stands.
            heading_span: Option<Points> = it.heading_span();
            /// The provision's own running text, without marker, heading and responsibilities.
            text: Option<String> = it.text();
            /// Where the text stands.
            text_span: Option<Points> = it.text_span();
            /// The provision with everything inside it.
            span: Points = it.span();
            /// Who carries it out, as stated in this provision itself.
            responsibilities: Vec<Responsibility> = $crate::contract::Each(it.responsibilities());
            /// Responsibilities that are stated elsewhere for this provision.
            @json inherited: Vec<Inherited> = $crate::contract::Each(
                it.inherited().map(|(from, stated)| $crate::contract::Inherited(from, stated))
            );
            /// The blocks inside it, in document order.
            children: Vec<Block> = $crate::contract::Each(it.children());
        }
    } };
    (Responsibility, $each:ident $($rest:tt)*) => { $each! { $($rest)*
        /// A statement of who carries a provision out.
        Responsibility(it: $crate::Responsibility<'d>) {
            /// The label as written.
            label: Option<String> = it.label();
            /// The role it gives; the first one where it gives several.
            role: Role = it.role();
            /// The whole statement.
            span: Points = it.span();
            /// The departments named, in the order of the text.
            @json departments: Vec<Mention> = $crate::contract::Each(it.mentions());
            /// The phrases that leave the list open.
            open_ended: Vec<Quote> = $crate::contract::Each(it.open_ended());
        }
    } };
    (Mention, $each:ident $($rest:tt)*) => { $each! { $($rest)*
        /// One department's name as written.
        Mention(it: $crate::Mention<'d>) {
            /// The exact words, without a leading article.
            surface: String = it.surface();
            /// Where they stand.
            span: Points = it.span();
            /// The part the department has.
            role: Role = it.role();
            /// The department's identity; null where it is ambiguous.
            id: Option<String> = it.department().map(|department| department.id.as_str());
            /// The identities it could have, where it is ambiguous.
            #[serde(skip_serializing_if = "Vec::is_empty")]
            candidates: Vec<String> = it.candidates();
        }
    } };
    (Inherited, $each:ident $($rest:tt)*) => { $each! { $($rest)*
        /// A responsibility that a provision takes over.
        Inherited(it: $crate::contract::Inherited<'d>) {
            /// The id of the provision that states it.
            from: String = $crate::contract::Id(it.0);
            /// The label as written there.
            label: Option<String> = it.1.label();
            /// The departments named there.
            departments: Vec<InheritedMention> = $crate::contract::Each(
                it.1.mentions().map($crate::contract::InheritedMention)
            );
        }
    } };
    (InheritedMention, $each:ident $($rest:tt)*) => { $each! { $($rest)*
        /// A department that a provision takes over.
        InheritedMention(it: $crate::contract::InheritedMention<'d>) {
            /// The part it has.
            role: Role = it.0.role();
            /// Its identity.
            id: Option<String> = it.0.department().map(|department| department.id.as_str());
        }
    } };
    (Department, $each:ident $($rest:tt)*) => { $each! { $($rest)*
        /// A department: what mentions resolve to.
        Department(it: $crate::contract::Of<'d>) {
            /// Place `/` kind, the same in every document and language.
            id: String = it.department().id.as_str();
            /// The fullest name that this document uses.
            name: String = it.department().name.as_str();
            /// The English name from the gazetteer.
            name_en: Option<String> = it.department().name_en.as_deref();
            /// The Chinese name from the gazetteer.
            name_zh: Option<String> = it.department().name_zh.as_deref();
            /// The kind of organ; null where the gazetteer does not know it.
            kind: Option<String> = it.department().kind.as_deref();
            /// The place it belongs to; null where that cannot be told.
            jurisdiction: Option<String> = it.department().jurisdiction.as_deref();
            /// Whether the gazetteer knows it.
            known: bool = it.department().known;
            /// How often it is mentioned.
            mentions: u32 = it.department().mentions;
            /// The names used for it, the most frequent first.
            surfaces: Vec<Surface> = $crate::contract::Each(
                it.department().surfaces.iter().map(|&(span, count)| $crate::contract::Used(it.0, span, count))
            );
            /// The departments before and after it: links, not the same.
            related: Vec<Related> = $crate::contract::Each(it.department().related.iter());
        }
    } };
    (Related, $each:ident $($rest:tt)*) => { $each! { $($rest)*
        /// A department that went before another one or came after it.
        Related(it: &'d $crate::Related) {
            /// Whether it went before or came after.
            relation: Relation = it.relation;
            /// Its id.
            id: String = it.id.as_str();
            /// The year of the change.
            year: u16 = it.year;
        }
    } };
    (Surface, $each:ident $($rest:tt)*) => { $each! { $($rest)*
        /// A name used for a department.
        Surface(it: $crate::contract::Used<'d>) {
            /// The name, broken lines joined.
            text: String = it.0.quote(it.1);
            /// How often it is used.
            count: u32 = it.2;
        }
    } };
    (Diagnostic, $each:ident $($rest:tt)*) => { $each! { $($rest)*
        /// Something a careful reader would want to know.
        Diagnostic(it: &'d $crate::Diagnostic) {
            /// A stable code.
            code: String = it.code.as_str();
            /// How much it matters.
            severity: Severity = it.severity();
            /// The fact.
            message: String = it.message.as_str();
            /// What to do about it.
            help: Option<String> = it.help.as_deref();
            /// The place in the text.
            span: Points = it.span;
        }
    } };
}
