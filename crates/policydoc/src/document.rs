//! What a parsed document is: its text, and small plain nodes that point into it.

use crate::diagnostic::Diagnostic;
use crate::marker::Style;
pub(crate) use crate::script::is_wide;
use crate::span::Span;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::ops::Range;

/// The language of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Language {
    /// English.
    #[serde(rename = "en")]
    English,
    /// Chinese, simplified or traditional.
    #[serde(rename = "zh")]
    Chinese,
}

impl Language {
    /// The ISO 639-1 code: `en` or `zh`.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }

    /// The language with this ISO 639-1 code.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "en" => Some(Self::English),
            "zh" => Some(Self::Chinese),
            _ => None,
        }
    }
}

/// The file a document was read from. All fields but the size are unknown for a plain string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The file's name, without folders.
    pub name: Option<String>,
    /// How it was read: `text`, `markdown`, `html`, `docx` or `pdf`.
    pub format: Option<String>,
    /// The character encoding it was read with.
    pub encoding: Option<String>,
    /// The size of the file in bytes; of the text where there was no file.
    pub bytes: Option<u64>,
    /// The SHA-256 of the file in lower-case hexadecimal; of the text where there was no file.
    pub sha256: Option<String>,
}

/// What stands before and around the body: who issued the document, when, to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The document's own title; where a notice transmits a plan, the plan's.
    pub title: Option<Span>,
    /// The issuing bodies as signed, one or several.
    pub issuers: Vec<Issuer>,
    /// The date of signature.
    pub issued_on: Option<IssuedOn>,
    /// The document number as printed: `京政办发〔2019〕5号`.
    pub document_number: Option<Span>,
    /// Whom the document is addressed to.
    pub addressees: Option<Span>,
    /// The note on publication: `（此件公开发布）`.
    pub release: Option<Span>,
    /// Everything else that stands there, in document order: the paragraphs of a covering
    /// notice, its title, lines of a metadata table, a table of contents, running heads.
    pub other: Vec<Span>,
}

/// An issuing body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// The name as signed.
    pub span: Span,
    /// Its id, where the gazetteer can tell.
    pub id: Option<String>,
}

/// A date as printed, and what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IssuedOn {
    /// The date as printed.
    pub span: Span,
    /// The year, month and day.
    pub date: Date,
}

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, 1 to 9999.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31.
    pub day: u8,
}

impl std::fmt::Display for Date {
    /// The ISO 8601 form: `2019-05-24`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// What a block of the body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum BlockKind {
    /// A provision that holds others, or that assigns nothing.
    Section,
    /// A provision that somebody has to carry out.
    Task,
    /// A numbered unit inside a task.
    Item,
    /// Text without a number.
    Paragraph,
    /// Rows of a table, kept as they stand.
    Table,
}

impl BlockKind {
    /// The kind as it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Task => "task",
            Self::Item => "item",
            Self::Paragraph => "paragraph",
            Self::Table => "table",
        }
    }
}

/// What part a department has in a responsibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Role {
    /// Responsible, without distinction.
    Responsible,
    /// Takes the lead.
    Lead,
    /// Supports the one in the lead.
    Support,
}

impl Role {
    /// The role as it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Responsible => "responsible",
            Self::Lead => "lead",
            Self::Support => "support",
        }
    }
}

/// A statement of who carries a provision out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responsibility {
    /// The label as written: `District-level responsible departments`, `责任单位`.
    pub label: Option<Span>,
    /// The role it gives; the first one where it gives several.
    pub role: Role,
    /// The whole statement.
    pub span: Span,
    pub(crate) mentions: Range<u32>,
    pub(crate) open_ended: Range<u32>,
}

/// One department's name as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The name without a leading article.
    pub span: Span,
    /// The part it has.
    pub role: Role,
    /// The department, as an index into [`Document::departments`]; `None` where it is ambiguous.
    pub department: Option<u32>,
    /// The ids it could stand for, where it is ambiguous.
    pub candidates: Vec<String>,
}

/// A department: what mentions resolve to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    /// Its identity: place `/` kind, the same in every document and language.
    pub id: String,
    /// The name to show: the fullest one this document uses.
    pub name: String,
    /// The kind of organ; `None` where the gazetteer does not know it.
    pub kind: Option<String>,
    /// The place it belongs to; `None` where that cannot be told.
    pub jurisdiction: Option<String>,
    /// Whether the gazetteer knows it.
    pub known: bool,
    /// How often it is mentioned.
    pub mentions: u32,
    /// The names used for it, each with the first place it stands at and how often it is used;
    /// the most frequent first.
    pub surfaces: Vec<(Span, u32)>,
    /// Its English name, from the gazetteer.
    pub name_en: Option<String>,
    /// Its Chinese name, from the gazetteer.
    pub name_zh: Option<String>,
    /// The departments before and after it, from the gazetteer. They are others: a link is no
    /// licence to take them for one.
    pub related: Vec<Related>,
}

/// A department that went before another one or came after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Whether it went before or came after.
    pub relation: Relation,
    /// Its id.
    pub id: String,
    /// The year of the change in the country; local departments followed within a year or two.
    pub year: u16,
}

/// How two departments follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Relation {
    /// It went before.
    Predecessor,
    /// It came after.
    Successor,
}

/// A responsibility that a provision takes over from elsewhere in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Inherited {
    /// The provision that states it.
    pub(crate) node: u32,
    /// Index into the document's responsibilities.
    pub(crate) responsibility: u32,
}

/// One block of the body. Nodes lie in document order, parents before children.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: BlockKind,
    /// Index of the parent; `NO_PARENT` at the top.
    pub(crate) parent: u32,
    /// One past the last node inside this one.
    pub(crate) end: u32,
    pub(crate) span: Span,
    /// Empty where there is none; the same for `heading` and `text`.
    pub(crate) marker: Span,
    pub(crate) style: Style,
    pub(crate) number: Option<u32>,
    /// How many siblings before it have the same number.
    pub(crate) repeat: u32,
    pub(crate) heading: Span,
    pub(crate) text: Span,
    pub(crate) responsibilities: Range<u32>,
    pub(crate) inherited: Range<u32>,
}

pub(crate) const NO_PARENT: u32 = u32::MAX;

/// A parsed document: its text, and what was found in it.
///
/// ```
/// let document = policydoc::parse("1. We shall publish a plan.\nResponsible: Ministry of Finance");
/// let task = document.tasks().next().unwrap();
/// assert_eq!(task.marker(), Some("1."));
/// assert_eq!(task.text().as_deref(), Some("We shall publish a plan."));
/// let mention = task.responsibilities().next().unwrap().mentions().next().unwrap();
/// assert_eq!(mention.surface(), "Ministry of Finance");
/// ```
#[derive(Clone, Debug)]
pub struct Document {
    pub(crate) text: String,
    /// The file it was read from.
    pub source: Source,
    /// The language of most of its text.
    pub language: Language,
    /// What stands before and around the body.
    pub front_matter: FrontMatter,
    pub(crate) nodes: Vec<Node>,
    pub(crate) responsibilities: Vec<Responsibility>,
    pub(crate) mentions: Vec<Mention>,
    pub(crate) open_ended: Vec<Span>,
    pub(crate) inherited: Vec<Inherited>,
    pub(crate) departments: Vec<Department>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) coverage: f64,
}

impl Document {
    /// The text that all spans refer to.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The size in bytes of the file it was read from; of the text where there was no file.
    pub fn bytes(&self) -> u64 {
        self.source.bytes.unwrap_or(self.text.len() as u64)
    }

    /// The SHA-256 of those bytes in lower-case hexadecimal.
    ///
    /// ```
    /// assert_eq!(&policydoc::parse("").sha256()[..8], "e3b0c442");
    /// ```
    pub fn sha256(&self) -> Cow<'_, str> {
        match &self.source.sha256 {
            Some(sum) => Cow::Borrowed(sum),
            None => format!("{:x}", Sha256::digest(&self.text)).into(),
        }
    }

    /// The blocks of the body that lie at its top, in document order.
    pub fn body(&self) -> Children<'_> {
        Children {
            document: self,
            next: 0,
            end: index(self.nodes.len()),
        }
    }

    /// All blocks of the body, parents before children.
    pub fn blocks(&self) -> impl DoubleEndedIterator<Item = Block<'_>> + Clone {
        (0..index(self.nodes.len())).map(|index| Block {
            document: self,
            index,
        })
    }

    /// The block at `index` in [`Document::blocks`].
    pub fn block(&self, index: usize) -> Option<Block<'_>> {
        let index = u32::try_from(index).ok()?;
        ((index as usize) < self.nodes.len()).then_some(Block {
            document: self,
            index,
        })
    }

    /// All provisions: sections, tasks and items, parents before children.
    pub fn provisions(&self) -> impl DoubleEndedIterator<Item = Block<'_>> + Clone {
        self.blocks().filter(Block::is_provision)
    }

    /// All sections, parents before children.
    pub fn sections(&self) -> impl DoubleEndedIterator<Item = Block<'_>> + Clone {
        self.blocks()
            .filter(|block| block.kind() == BlockKind::Section)
    }

    /// All tasks in document order.
    pub fn tasks(&self) -> impl DoubleEndedIterator<Item = Block<'_>> + Clone {
        self.blocks()
            .filter(|block| block.kind() == BlockKind::Task)
    }

    /// The departments, the most often mentioned first.
    pub fn departments(&self) -> &[Department] {
        &self.departments
    }

    /// What looked wrong, in document order.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Adds what was noticed before the text was parsed, as by the reader of its file.
    ///
    /// ```
    /// use policydoc::{Code, Diagnostic, Span};
    ///
    /// let mut document = policydoc::parse("1. We plan.");
    /// document.add_diagnostics([Diagnostic::new(Code::MissingPages, Span::empty(0), "page 2 is blank")]);
    /// assert_eq!(document.diagnostics()[0].code, Code::MissingPages);
    /// ```
    pub fn add_diagnostics(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.diagnostics.extend(diagnostics);
        self.diagnostics
            .sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
    }

    /// The share of the visible characters that belong to a block, a marker, a heading, a field
    /// of the front matter or a responsibility: 1 where nothing was lost.
    pub fn coverage(&self) -> f64 {
        self.coverage
    }

    /// A piece of the text for people: lines that were broken in the source are joined again,
    /// with a space between words and nothing between Chinese characters.
    pub fn quote(&self, span: Span) -> Cow<'_, str> {
        join_lines(span.slice(&self.text).trim())
    }
}

/// The index of a node; a text has fewer than 2^32 bytes, so it has fewer nodes.
pub(crate) fn index(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// The blocks inside another block, or at the top of the body.
#[derive(Clone, Debug)]
pub struct Children<'d> {
    document: &'d Document,
    next: u32,
    end: u32,
}

impl<'d> Iterator for Children<'d> {
    type Item = Block<'d>;

    fn next(&mut self) -> Option<Block<'d>> {
        (self.next < self.end).then(|| {
            let block = Block {
                document: self.document,
                index: self.next,
            };
            self.next = block.node().end;
            block
        })
    }
}

/// One block of the body: a provision, a paragraph or a table.
#[derive(Clone, Copy, Debug)]
pub struct Block<'d> {
    document: &'d Document,
    index: u32,
}

impl<'d> Block<'d> {
    pub(crate) fn node(&self) -> &'d Node {
        &self.document.nodes[self.index as usize]
    }

    /// Its place in [`Document::blocks`].
    pub fn index(&self) -> usize {
        self.index as usize
    }

    /// The document it belongs to.
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// What it is.
    pub fn kind(&self) -> BlockKind {
        self.node().kind
    }

    /// Whether it is a section, a task or an item.
    pub fn is_provision(&self) -> bool {
        !matches!(self.kind(), BlockKind::Paragraph | BlockKind::Table)
    }

    /// The whole block with everything inside it.
    pub fn span(&self) -> Span {
        self.node().span
    }

    /// The block it lies in.
    pub fn parent(&self) -> Option<Block<'d>> {
        let parent = self.node().parent;
        (parent != NO_PARENT).then_some(Block {
            document: self.document,
            index: parent,
        })
    }

    /// The blocks inside it, in document order.
    pub fn children(&self) -> Children<'d> {
        Children {
            document: self.document,
            next: self.index + 1,
            end: self.node().end,
        }
    }

    /// How many blocks it lies in: 0 at the top of the body.
    pub fn depth(&self) -> usize {
        std::iter::successors(self.parent(), Block::parent).count()
    }

    /// The path of ordinals from the top, as `2.1.12`; the same in every language. A path that
    /// was used before gets `~2`, `~3`. `None` for paragraphs and tables.
    pub fn id(&self) -> Option<String> {
        if !self.is_provision() {
            return None;
        }
        let mut path = match self.parent() {
            Some(parent) => parent.id().unwrap_or_default() + ".",
            None => String::new(),
        };
        let node = self.node();
        path += &node.number.unwrap_or(0).to_string();
        if node.repeat > 0 {
            path.push('~');
            path += &(node.repeat + 1).to_string();
        }
        Some(path)
    }

    /// The marker as written: `(I)`, `十二、`.
    pub fn marker(&self) -> Option<&'d str> {
        self.marker_span()
            .map(|span| span.slice(&self.document.text))
    }

    /// Where the marker stands.
    pub fn marker_span(&self) -> Option<Span> {
        some(self.node().marker)
    }

    /// The style of the marker.
    pub fn style(&self) -> Option<Style> {
        self.marker_span().map(|_| self.node().style)
    }

    /// The ordinal that the marker gives: 12 for `（十二）`, 3 for `1.2.3`.
    pub fn number(&self) -> Option<u32> {
        self.node().number
    }

    /// The heading without marker and final full stop.
    pub fn heading(&self) -> Option<Cow<'d, str>> {
        self.heading_span().map(|span| self.document.quote(span))
    }

    /// Where the heading stands.
    pub fn heading_span(&self) -> Option<Span> {
        some(self.node().heading)
    }

    /// Its own running text, without marker, heading and responsibilities. Further paragraphs
    /// are among the children.
    pub fn text(&self) -> Option<Cow<'d, str>> {
        self.text_span().map(|span| self.document.quote(span))
    }

    /// Where the text stands.
    pub fn text_span(&self) -> Option<Span> {
        some(self.node().text)
    }

    /// Who carries it out, as stated in this provision itself.
    pub fn responsibilities(&self) -> impl DoubleEndedIterator<Item = Statement<'d>> + use<'d> {
        let document = self.document;
        self.node()
            .responsibilities
            .clone()
            .map(move |index| Statement {
                document,
                responsibility: &document.responsibilities[index as usize],
            })
    }

    /// Responsibilities that are stated elsewhere for this provision: by the section it lies in,
    /// or by a rule that holds from some provision on. Each comes with the provision that states it.
    pub fn inherited(
        &self,
    ) -> impl DoubleEndedIterator<Item = (Block<'d>, Statement<'d>)> + use<'d> {
        let document = self.document;
        let node = self.node();
        document.inherited[node.inherited.start as usize..node.inherited.end as usize]
            .iter()
            .map(move |inherited| {
                let from = Block {
                    document,
                    index: inherited.node,
                };
                let responsibility = &document.responsibilities[inherited.responsibility as usize];
                (
                    from,
                    Statement {
                        document,
                        responsibility,
                    },
                )
            })
    }
}

/// A responsibility and the document it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'d> {
    document: &'d Document,
    responsibility: &'d Responsibility,
}

impl<'d> Statement<'d> {
    /// The label as written.
    pub fn label(&self) -> Option<&'d str> {
        self.responsibility
            .label
            .map(|span| span.slice(&self.document.text))
    }

    /// The role it gives; the first one where it gives several.
    pub fn role(&self) -> Role {
        self.responsibility.role
    }

    /// The whole statement.
    pub fn span(&self) -> Span {
        self.responsibility.span
    }

    /// The departments it names, in the order of the text.
    pub fn mentions(
        &self,
    ) -> impl DoubleEndedIterator<Item = Named<'d>> + ExactSizeIterator + use<'d> {
        let document = self.document;
        let range = &self.responsibility.mentions;
        document.mentions[range.start as usize..range.end as usize]
            .iter()
            .map(move |mention| Named { document, mention })
    }

    /// The phrases that leave the list open: `and all other relevant units`, `等有关部门`.
    pub fn open_ended(&self) -> &'d [Span] {
        let range = &self.responsibility.open_ended;
        &self.document.open_ended[range.start as usize..range.end as usize]
    }
}

/// A mention and the document it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Named<'d> {
    document: &'d Document,
    mention: &'d Mention,
}

impl<'d> Named<'d> {
    /// The name exactly as written, without a leading article.
    pub fn surface(&self) -> &'d str {
        self.mention.span.slice(&self.document.text)
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        self.mention.span
    }

    /// The part the department has.
    pub fn role(&self) -> Role {
        self.mention.role
    }

    /// The department meant; `None` where it is ambiguous.
    pub fn department(&self) -> Option<&'d Department> {
        let index = self.mention.department?;
        self.document.departments.get(index as usize)
    }

    /// The ids it could stand for, where it is ambiguous.
    pub fn candidates(&self) -> &'d [String] {
        &self.mention.candidates
    }
}

fn some(span: Span) -> Option<Span> {
    (!span.is_empty()).then_some(span)
}

/// Joins broken lines: a space between words, nothing beside a Chinese character or punctuation.
fn join_lines(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\r']) {
        return Cow::Borrowed(text);
    }
    let mut joined = String::with_capacity(text.len());
    for line in text.split(['\n', '\r']) {
        let line = line.trim();
        let (Some(next), last) = (line.chars().next(), joined.chars().next_back()) else {
            continue;
        };
        if last.is_some_and(|last| !is_wide(last) && !is_wide(next)) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    Cow::Owned(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_lines_are_joined_as_their_script_asks() {
        assert_eq!(
            join_lines("of culture\n  and tourism"),
            "of culture and tourism"
        );
        assert_eq!(join_lines("加强\n领导"), "加强领导");
        assert_eq!(join_lines("two  spaces stay"), "two  spaces stay");
    }
}
