//! How a document is written: the JSON contract, version 1.
//!
//! The types here are the contract. Each is a view that borrows from the document and is made
//! while serde asks for it, one block at a time: there is no second tree in memory, and the JSON
//! Schema is derived from the same types that write.

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{
    Block, BlockKind, Children, Department, Document, IssuedOn, Issuer, Language, Mention,
    Provision, Quote, Relation, Responsibility, Role,
};
use crate::span::Span;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

impl Serialize for Document {
    /// Writes the JSON contract, version 1. Offsets are in Unicode code points.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let context = Context { document: self };
        context.view().serialize(serializer)
    }
}

/// The JSON Schema (draft 2020-12) of what a [`Document`] is written as.
///
/// ```
/// let schema = policydoc::schema();
/// assert_eq!(schema.get("$schema").unwrap(), "https://json-schema.org/draft/2020-12/schema");
/// ```
#[cfg(feature = "schema")]
pub fn schema() -> schemars::Schema {
    schemars::generate::SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<DocumentView<'_>>()
}

/// A half-open range of Unicode code points of the text: start and end.
type Points = (usize, usize);

/// A parsed policy document.
#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Document")
)]
struct DocumentView<'a> {
    /// The version of this contract.
    policydoc: &'static str,
    /// The file the document was read from.
    source: SourceView<'a>,
    /// The language of most of the text, ISO 639-1.
    language: Language,
    /// What stands before and around the body.
    front_matter: FrontMatterView<'a>,
    /// The blocks of the body in document order.
    body: Blocks<'a>,
    /// The share of the visible characters that belong to some part of this document, 0 to 1.
    coverage: f64,
    /// What the mentions resolve to, the most often mentioned first.
    departments: Vec<DepartmentView<'a>>,
    /// What a careful reader would want to know, in document order.
    diagnostics: Vec<DiagnosticView<'a>>,
}

/// The file a document was read from.
#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Source")
)]
struct SourceView<'a> {
    /// The file's name without folders.
    name: Option<&'a str>,
    /// How it was read: `text`, `markdown`, `html`, `docx` or `pdf`.
    format: Option<&'a str>,
    /// The character encoding it was read with.
    encoding: Option<&'a str>,
    /// The size of the file in bytes; of the text in UTF-8 where there was no file.
    bytes: u64,
    /// The SHA-256 of those bytes in lower-case hexadecimal.
    sha256: Cow<'a, str>,
}

/// A piece of the text.
#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Quote")
)]
struct QuoteView<'a> {
    /// The words, broken lines joined.
    text: Cow<'a, str>,
    /// Where they stand.
    span: Points,
}

/// What stands before and around the body.
#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "FrontMatter")
)]
struct FrontMatterView<'a> {
    /// The document's own title; where a notice transmits a plan, the plan's.
    title: Option<QuoteView<'a>>,
    /// The issuing body as signed; where several sign, the first to the last.
    issuer: Option<IssuerView<'a>>,
    /// Each issuing body by itself.
    issuers: Vec<IssuerView<'a>>,
    /// The date of signature.
    issued_on: Option<IssuedOnView<'a>>,
    /// The document number as printed.
    document_number: Option<QuoteView<'a>>,
    /// Whom the document is addressed to.
    addressees: Option<QuoteView<'a>>,
    /// The note on publication.
    release: Option<QuoteView<'a>>,
    /// Everything else that stands there: a covering notice, metadata, contents, running heads.
    other: Vec<QuoteView<'a>>,
}

/// An issuing body.
#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Issuer")
)]
struct IssuerView<'a> {
    /// The name as signed.
    text: Cow<'a, str>,
    /// Where it stands.
    span: Points,
    /// Its identity, where that can be told.
    id: Option<&'a str>,
}

/// A date of signature.
#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "IssuedOn")
)]
struct IssuedOnView<'a> {
    /// The date in ISO 8601 form.
    date: String,
    /// The date as printed.
    text: Cow<'a, str>,
    /// Where it stands.
    span: Points,
}

/// A block of the body: a provision, or text without a number.
#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Block")
)]
#[serde(untagged)]
enum BlockView<'a> {
    Provision(Box<ProvisionView<'a>>),
    Text(TextView<'a>),
}

/// Text without a number, or the rows of a table.
#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Text")
)]
struct TextView<'a> {
    /// `paragraph` or `table`.
    r#type: BlockKind,
    /// The words, broken lines joined.
    text: Cow<'a, str>,
    /// Where they stand.
    span: Points,
}

/// A numbered unit of the body.
#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Provision")
)]
struct ProvisionView<'a> {
    /// `section`, `task` or `item`.
    r#type: BlockKind,
    /// The path of ordinals from the top; a repeated path gets `~2`, `~3`.
    id: String,
    /// The marker as written.
    marker: Option<&'a str>,
    /// The ordinal that the marker gives.
    number: Option<u32>,
    /// The heading without marker and final full stop.
    heading: Option<Cow<'a, str>>,
    /// Where the heading stands.
    heading_span: Option<Points>,
    /// The provision's own running text, without marker, heading and responsibilities.
    text: Option<Cow<'a, str>>,
    /// Where the text stands.
    text_span: Option<Points>,
    /// The provision with everything inside it.
    span: Points,
    /// Who carries it out, as stated in this provision itself.
    responsibilities: Vec<ResponsibilityView<'a>>,
    /// Responsibilities that are stated elsewhere for this provision.
    inherited: Vec<InheritedView<'a>>,
    /// The blocks inside it, in document order.
    children: Blocks<'a>,
}

/// A statement of who carries a provision out.
#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Responsibility")
)]
struct ResponsibilityView<'a> {
    /// The label as written.
    label: Option<&'a str>,
    /// The role it gives; the first one where it gives several.
    role: Role,
    /// The whole statement.
    span: Points,
    /// The departments named, in the order of the text.
    departments: Vec<MentionView<'a>>,
    /// The phrases that leave the list open.
    open_ended: Vec<QuoteView<'a>>,
}

/// One department's name as written.
#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Mention")
)]
struct MentionView<'a> {
    /// The exact words, without a leading article.
    surface: &'a str,
    /// Where they stand.
    span: Points,
    /// The part the department has.
    role: Role,
    /// The department's identity; null where it is ambiguous.
    id: Option<&'a str>,
    /// The identities it could have, where it is ambiguous.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    candidates: &'a [String],
}

/// A responsibility that a provision takes over.
#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Inherited")
)]
struct InheritedView<'a> {
    /// The id of the provision that states it.
    from: String,
    /// The label as written there.
    label: Option<&'a str>,
    /// The departments named there.
    departments: Vec<InheritedMention<'a>>,
}

/// A department that a provision takes over.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct InheritedMention<'a> {
    /// The part it has.
    role: Role,
    /// Its identity.
    id: Option<&'a str>,
}

/// A department: what mentions resolve to.
#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Department")
)]
struct DepartmentView<'a> {
    /// Place `/` kind, the same in every document and language.
    id: &'a str,
    /// The fullest name that this document uses.
    name: &'a str,
    /// The English name from the gazetteer.
    name_en: Option<&'a str>,
    /// The Chinese name from the gazetteer.
    name_zh: Option<&'a str>,
    /// The kind of organ; null where the gazetteer does not know it.
    kind: Option<&'a str>,
    /// The place it belongs to; null where that cannot be told.
    jurisdiction: Option<&'a str>,
    /// Whether the gazetteer knows it.
    known: bool,
    /// How often it is mentioned.
    mentions: u32,
    /// The names used for it, the most frequent first.
    surfaces: Vec<SurfaceView<'a>>,
    /// The departments before and after it: links, not the same.
    related: Vec<RelatedView<'a>>,
}

/// A department that went before another one or came after it.
#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Related")
)]
struct RelatedView<'a> {
    /// Whether it went before or came after.
    relation: Relation,
    /// Its id.
    id: &'a str,
    /// The year of the change.
    year: u16,
}

/// A name used for a department.
#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Surface")
)]
struct SurfaceView<'a> {
    /// The name, broken lines joined.
    text: Cow<'a, str>,
    /// How often it is used.
    count: u32,
}

/// Something a careful reader would want to know.
#[derive(Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Diagnostic")
)]
struct DiagnosticView<'a> {
    /// A stable code.
    code: &'static str,
    /// How much it matters.
    severity: Severity,
    /// The fact.
    message: &'a str,
    /// What to do about it.
    help: Option<&'a str>,
    /// The place in the text.
    span: Points,
}

/// Blocks in document order, each viewed when it is written.
struct Blocks<'a> {
    context: Context<'a>,
    blocks: Children<'a>,
}

impl Serialize for Blocks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.blocks.clone().map(|block| self.context.block(block)))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Blocks<'_> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Blocks".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        <Vec<BlockView<'_>>>::json_schema(generator)
    }
}

#[derive(Clone, Copy)]
struct Context<'a> {
    document: &'a Document,
}

impl<'a> Context<'a> {
    fn view(self) -> DocumentView<'a> {
        let document = self.document;
        DocumentView {
            policydoc: "1",
            source: self.source(),
            language: document.language(),
            front_matter: self.front_matter(),
            body: Blocks {
                context: self,
                blocks: document.body(),
            },
            coverage: document.coverage(),
            departments: document
                .departments()
                .iter()
                .map(|department| self.department(department))
                .collect(),
            diagnostics: document
                .diagnostics()
                .iter()
                .map(|diagnostic| self.diagnostic(diagnostic))
                .collect(),
        }
    }

    fn source(self) -> SourceView<'a> {
        let source = self.document.source();
        SourceView {
            name: source.name.as_deref(),
            format: source.format.as_deref(),
            encoding: source.encoding.as_deref(),
            bytes: self.document.bytes(),
            sha256: self.document.sha256(),
        }
    }

    fn span(self, span: Span) -> Points {
        self.document.code_points(span)
    }

    fn quote(self, quote: Quote<'a>) -> QuoteView<'a> {
        QuoteView {
            text: quote.text(),
            span: self.span(quote.span()),
        }
    }

    fn front_matter(self) -> FrontMatterView<'a> {
        let front = self.document.front_matter();
        FrontMatterView {
            title: front.title().map(|quote| self.quote(quote)),
            issuer: front.issuer().map(|issuer| self.issuer(issuer)),
            issuers: front.issuers().map(|issuer| self.issuer(issuer)).collect(),
            issued_on: front.issued_on().map(|date| self.issued_on(date)),
            document_number: front.document_number().map(|quote| self.quote(quote)),
            addressees: front.addressees().map(|quote| self.quote(quote)),
            release: front.release().map(|quote| self.quote(quote)),
            other: front.other().map(|quote| self.quote(quote)).collect(),
        }
    }

    fn issuer(self, issuer: Issuer<'a>) -> IssuerView<'a> {
        IssuerView {
            text: issuer.text(),
            span: self.span(issuer.span()),
            id: issuer.id(),
        }
    }

    fn issued_on(self, issued: IssuedOn<'a>) -> IssuedOnView<'a> {
        IssuedOnView {
            date: issued.date().to_string(),
            text: issued.text(),
            span: self.span(issued.span()),
        }
    }

    fn block(self, block: Block<'a>) -> BlockView<'a> {
        let Some(provision) = block.as_provision() else {
            return BlockView::Text(TextView {
                r#type: block.kind(),
                text: block.text(),
                span: self.span(block.span()),
            });
        };
        BlockView::Provision(Box::new(ProvisionView {
            r#type: provision.kind(),
            id: provision.id(),
            marker: provision.marker(),
            number: provision.number(),
            heading: provision.heading(),
            heading_span: provision.heading_span().map(|span| self.span(span)),
            text: provision.text(),
            text_span: provision.text_span().map(|span| self.span(span)),
            span: self.span(provision.span()),
            responsibilities: provision
                .responsibilities()
                .map(|responsibility| self.responsibility(responsibility))
                .collect(),
            inherited: provision
                .inherited()
                .map(|(from, responsibility)| inherited(from, responsibility))
                .collect(),
            children: Blocks {
                context: self,
                blocks: provision.children(),
            },
        }))
    }

    fn responsibility(self, responsibility: Responsibility<'a>) -> ResponsibilityView<'a> {
        ResponsibilityView {
            label: responsibility.label(),
            role: responsibility.role(),
            span: self.span(responsibility.span()),
            departments: responsibility
                .mentions()
                .map(|mention| self.mention(mention))
                .collect(),
            open_ended: responsibility
                .open_ended()
                .map(|quote| self.quote(quote))
                .collect(),
        }
    }

    fn mention(self, mention: Mention<'a>) -> MentionView<'a> {
        MentionView {
            surface: mention.surface(),
            span: self.span(mention.span()),
            role: mention.role(),
            id: mention
                .department()
                .map(|department| department.id.as_str()),
            candidates: mention.candidates(),
        }
    }

    fn department(self, department: &'a Department) -> DepartmentView<'a> {
        DepartmentView {
            id: &department.id,
            name: &department.name,
            name_en: department.name_en.as_deref(),
            name_zh: department.name_zh.as_deref(),
            kind: department.kind.as_deref(),
            jurisdiction: department.jurisdiction.as_deref(),
            known: department.known,
            mentions: department.mentions,
            surfaces: department
                .surfaces
                .iter()
                .map(|&(span, count)| SurfaceView {
                    text: self.document.quote(span),
                    count,
                })
                .collect(),
            related: department
                .related
                .iter()
                .map(|related| RelatedView {
                    relation: related.relation,
                    id: &related.id,
                    year: related.year,
                })
                .collect(),
        }
    }

    fn diagnostic(self, diagnostic: &'a Diagnostic) -> DiagnosticView<'a> {
        DiagnosticView {
            code: diagnostic.code.as_str(),
            severity: diagnostic.severity(),
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            span: self.span(diagnostic.span),
        }
    }
}

fn inherited<'a>(from: Provision<'a>, responsibility: Responsibility<'a>) -> InheritedView<'a> {
    InheritedView {
        from: from.id(),
        label: responsibility.label(),
        departments: responsibility
            .mentions()
            .map(|mention| InheritedMention {
                role: mention.role(),
                id: mention
                    .department()
                    .map(|department| department.id.as_str()),
            })
            .collect(),
    }
}
