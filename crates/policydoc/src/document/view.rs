//! The views that show a document: small values that borrow from it.

use super::data::{
    IssuedOnData, IssuerData, MentionData, NO_PARENT, Node, ResponsibilityData, index,
};
use super::{BlockKind, Date, Department, Document, Role};
use crate::marker::Style;
use crate::span::Span;
use std::borrow::Cow;

/// The blocks inside another block, or at the top of the body.
#[derive(Clone, Debug)]
pub struct Children<'d> {
    document: &'d Document,
    next: u32,
    end: u32,
}

impl<'d> Children<'d> {
    pub(super) fn new(document: &'d Document, next: u32, end: u32) -> Self {
        Self {
            document,
            next,
            end,
        }
    }
}

impl<'d> Iterator for Children<'d> {
    type Item = Block<'d>;

    fn next(&mut self) -> Option<Block<'d>> {
        (self.next < self.end).then(|| {
            let block = Block::new(self.document, self.next);
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
    pub(super) fn new(document: &'d Document, index: u32) -> Self {
        Self { document, index }
    }

    pub(crate) fn node(self) -> &'d Node {
        &self.document.nodes[self.index as usize]
    }

    /// Its place in [`Document::blocks`].
    pub fn index(self) -> usize {
        self.index as usize
    }

    /// The document it belongs to.
    pub fn document(self) -> &'d Document {
        self.document
    }

    /// What it is.
    pub fn kind(self) -> BlockKind {
        self.node().kind
    }

    /// The provision that it is, where it is one: a section, a task or an item.
    pub fn as_provision(self) -> Option<Provision<'d>> {
        (!matches!(self.kind(), BlockKind::Paragraph | BlockKind::Table)).then_some(Provision(self))
    }

    /// The whole block with everything inside it.
    pub fn span(self) -> Span {
        self.node().span
    }

    /// The words of all of it, broken lines joined.
    pub fn text(self) -> Cow<'d, str> {
        self.document.quote(self.span())
    }

    /// The provision it lies in.
    pub fn parent(self) -> Option<Provision<'d>> {
        let parent = self.node().parent;
        (parent != NO_PARENT).then_some(Provision(Self::new(self.document, parent)))
    }

    /// The blocks inside it, in document order.
    pub fn children(self) -> Children<'d> {
        Children::new(self.document, self.index + 1, self.node().end)
    }

    /// How many provisions it lies in: 0 at the top of the body.
    pub fn depth(self) -> usize {
        std::iter::successors(self.parent(), |provision| provision.parent()).count()
    }
}

impl<'d> From<Provision<'d>> for Block<'d> {
    fn from(provision: Provision<'d>) -> Self {
        provision.0
    }
}

/// A numbered unit of the body: a section, a task or an item.
#[derive(Clone, Copy, Debug)]
pub struct Provision<'d>(Block<'d>);

impl<'d> Provision<'d> {
    /// Its place in [`Document::blocks`].
    pub fn index(self) -> usize {
        self.0.index()
    }

    /// The document it belongs to.
    pub fn document(self) -> &'d Document {
        self.0.document
    }

    /// What it is: a section, a task or an item.
    pub fn kind(self) -> BlockKind {
        self.0.kind()
    }

    /// The whole provision with everything inside it.
    pub fn span(self) -> Span {
        self.0.span()
    }

    /// The provision it lies in.
    pub fn parent(self) -> Option<Provision<'d>> {
        self.0.parent()
    }

    /// The blocks inside it, in document order.
    pub fn children(self) -> Children<'d> {
        self.0.children()
    }

    /// How many provisions it lies in: 0 at the top of the body.
    pub fn depth(self) -> usize {
        self.0.depth()
    }

    /// The path of ordinals from the top, as `2.1.12`; the same in every language. A path that
    /// was used before gets `~2`, `~3`. [`Document::provision`] leads back.
    pub fn id(self) -> String {
        let mut id = String::new();
        self.write_id(&mut id);
        id
    }

    pub(crate) fn write_id(self, id: &mut String) {
        if let Some(parent) = self.parent() {
            parent.write_id(id);
            id.push('.');
        }
        let node = self.0.node();
        id.push_str(itoa::Buffer::new().format(node.number.unwrap_or(0)));
        if node.repeat > 0 {
            id.push('~');
            id.push_str(itoa::Buffer::new().format(node.repeat + 1));
        }
    }

    /// The marker as written: `(I)`, `十二、`.
    pub fn marker(self) -> Option<&'d str> {
        self.marker_span()
            .map(|span| span.slice(&self.document().text))
    }

    /// Where the marker stands.
    pub fn marker_span(self) -> Option<Span> {
        some(self.0.node().marker)
    }

    /// The style of the marker.
    pub fn style(self) -> Option<Style> {
        self.marker_span().map(|_| self.0.node().style)
    }

    /// The ordinal that the marker gives: 12 for `（十二）`, 3 for `1.2.3`.
    pub fn number(self) -> Option<u32> {
        self.0.node().number
    }

    /// The heading without marker and final full stop.
    pub fn heading(self) -> Option<Cow<'d, str>> {
        self.heading_span().map(|span| self.document().quote(span))
    }

    /// Where the heading stands.
    pub fn heading_span(self) -> Option<Span> {
        some(self.0.node().heading)
    }

    /// Its own running text, without marker, heading and responsibilities. Further paragraphs
    /// are among the children.
    pub fn text(self) -> Option<Cow<'d, str>> {
        self.text_span().map(|span| self.document().quote(span))
    }

    /// Where the text stands.
    pub fn text_span(self) -> Option<Span> {
        some(self.0.node().text)
    }

    /// Who carries it out, as stated in this provision itself.
    pub fn responsibilities(
        self,
    ) -> impl DoubleEndedIterator<Item = Responsibility<'d>> + ExactSizeIterator + use<'d> {
        let document = self.document();
        let responsibilities = self.0.node().responsibilities.clone();
        responsibilities.map(move |index| Responsibility::new(document, index))
    }

    /// Responsibilities that are stated elsewhere for this provision: by the section it lies in,
    /// or by a rule that holds from some provision on. Each comes with the provision that states it.
    pub fn inherited(
        self,
    ) -> impl DoubleEndedIterator<Item = (Provision<'d>, Responsibility<'d>)> + ExactSizeIterator + use<'d>
    {
        let document = self.document();
        let range = &self.0.node().inherited;
        document.inherited[range.start as usize..range.end as usize]
            .iter()
            .map(move |inherited| {
                let from = Provision(Block::new(document, inherited.node));
                let stated = Responsibility::new(document, inherited.responsibility);
                (from, stated)
            })
    }
}

/// A statement of who carries a provision out.
#[derive(Clone, Copy, Debug)]
pub struct Responsibility<'d> {
    document: &'d Document,
    index: u32,
}

impl<'d> Responsibility<'d> {
    pub(super) fn new(document: &'d Document, index: u32) -> Self {
        Self { document, index }
    }

    fn data(self) -> &'d ResponsibilityData {
        &self.document.responsibilities[self.index as usize]
    }

    /// Its place among the responsibilities of the document: see [`Document::responsibility`].
    pub fn index(self) -> usize {
        self.index as usize
    }

    /// The provision that states it.
    pub fn provision(self) -> Provision<'d> {
        Provision(Block::new(self.document, self.data().node))
    }

    /// The label as written: `District-level responsible departments`, `责任单位`.
    pub fn label(self) -> Option<&'d str> {
        self.data()
            .label
            .map(|span| span.slice(&self.document.text))
    }

    /// The role it gives; the first one where it gives several.
    pub fn role(self) -> Role {
        self.data().role
    }

    /// The whole statement.
    pub fn span(self) -> Span {
        self.data().span
    }

    /// The departments it names, in the order of the text.
    pub fn mentions(
        self,
    ) -> impl DoubleEndedIterator<Item = Mention<'d>> + ExactSizeIterator + use<'d> {
        let document = self.document;
        let mentions = self.data().mentions.clone();
        mentions.map(move |index| Mention::new(document, index))
    }

    /// The phrases that leave the list open: `and all other relevant units`, `等有关部门`.
    pub fn open_ended(
        self,
    ) -> impl DoubleEndedIterator<Item = Quote<'d>> + ExactSizeIterator + use<'d> {
        let document = self.document;
        let range = &self.data().open_ended;
        document.open_ended[range.start as usize..range.end as usize]
            .iter()
            .map(move |&span| Quote { document, span })
    }
}

/// One department's name as written.
#[derive(Clone, Copy, Debug)]
pub struct Mention<'d> {
    document: &'d Document,
    index: u32,
}

impl<'d> Mention<'d> {
    pub(super) fn new(document: &'d Document, index: u32) -> Self {
        Self { document, index }
    }

    fn data(self) -> &'d MentionData {
        &self.document.mentions[self.index as usize]
    }

    /// Its place among the mentions of the document: see [`Document::mention`].
    pub fn index(self) -> usize {
        self.index as usize
    }

    /// The statement it stands in.
    pub fn responsibility(self) -> Responsibility<'d> {
        let all = &self.document.responsibilities;
        let of = all.partition_point(|data| data.mentions.end <= self.index);
        Responsibility::new(self.document, index(of))
    }

    /// The name exactly as written, without a leading article.
    pub fn surface(self) -> &'d str {
        self.data().span.slice(&self.document.text)
    }

    /// Where it stands.
    pub fn span(self) -> Span {
        self.data().span
    }

    /// The part the department has.
    pub fn role(self) -> Role {
        self.data().role
    }

    /// The department meant; `None` where it is ambiguous.
    pub fn department(self) -> Option<&'d Department> {
        self.document.departments.get(self.department_index()?)
    }

    /// The place of that department in [`Document::departments`].
    pub fn department_index(self) -> Option<usize> {
        self.data().department.map(|index| index as usize)
    }

    /// The ids it could stand for, where it is ambiguous.
    pub fn candidates(self) -> &'d [String] {
        &self.data().candidates
    }
}

/// A piece of the text.
#[derive(Clone, Copy, Debug)]
pub struct Quote<'d> {
    document: &'d Document,
    span: Span,
}

impl<'d> Quote<'d> {
    /// The words, broken lines joined.
    pub fn text(self) -> Cow<'d, str> {
        self.document.quote(self.span)
    }

    /// Where they stand.
    pub fn span(self) -> Span {
        self.span
    }
}

/// What stands before and around the body: who issued the document, when, to whom.
///
/// ```
/// let document = policydoc::parse("Proposal on Open Fields\n\nMay 24th, 2019\n\n1. We shall plan.");
/// let front = document.front_matter();
/// assert_eq!(front.title().unwrap().text(), "Proposal on Open Fields");
/// assert_eq!(front.issued_on().unwrap().date().to_string(), "2019-05-24");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct FrontMatter<'d> {
    document: &'d Document,
}

impl<'d> FrontMatter<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self { document }
    }

    fn quote(self, span: Option<Span>) -> Option<Quote<'d>> {
        let document = self.document;
        span.map(|span| Quote { document, span })
    }

    /// The document's own title; where a notice transmits a plan, the plan's.
    pub fn title(self) -> Option<Quote<'d>> {
        self.quote(self.document.front_matter.title)
    }

    /// The issuing body as signed; where several sign, the first to the last, with the id of the
    /// first.
    pub fn issuer(self) -> Option<Issuer<'d>> {
        let issuers = &self.document.front_matter.issuers;
        let (data, last) = (issuers.first()?, issuers.last()?);
        Some(Issuer {
            document: self.document,
            span: data.span.cover(last.span),
            data,
        })
    }

    /// Each issuing body by itself.
    pub fn issuers(
        self,
    ) -> impl DoubleEndedIterator<Item = Issuer<'d>> + ExactSizeIterator + use<'d> {
        let document = self.document;
        document
            .front_matter
            .issuers
            .iter()
            .map(move |data| Issuer {
                document,
                span: data.span,
                data,
            })
    }

    /// The date of signature.
    pub fn issued_on(self) -> Option<IssuedOn<'d>> {
        let document = self.document;
        let data = document.front_matter.issued_on.as_ref()?;
        Some(IssuedOn { document, data })
    }

    /// The document number as printed: `京政办发〔2019〕5号`.
    pub fn document_number(self) -> Option<Quote<'d>> {
        self.quote(self.document.front_matter.document_number)
    }

    /// Whom the document is addressed to.
    pub fn addressees(self) -> Option<Quote<'d>> {
        self.quote(self.document.front_matter.addressees)
    }

    /// The note on publication: `（此件公开发布）`.
    pub fn release(self) -> Option<Quote<'d>> {
        self.quote(self.document.front_matter.release)
    }

    /// Everything else that stands there, in document order: the paragraphs of a covering
    /// notice, its title, lines of a metadata table, a table of contents, running heads.
    pub fn other(self) -> impl DoubleEndedIterator<Item = Quote<'d>> + ExactSizeIterator + use<'d> {
        let document = self.document;
        let other = document.front_matter.other.iter();
        other.map(move |&span| Quote { document, span })
    }
}

/// An issuing body.
#[derive(Clone, Copy, Debug)]
pub struct Issuer<'d> {
    document: &'d Document,
    span: Span,
    data: &'d IssuerData,
}

impl<'d> Issuer<'d> {
    /// The name as signed.
    pub fn text(self) -> Cow<'d, str> {
        self.document.quote(self.span)
    }

    /// Where it stands.
    pub fn span(self) -> Span {
        self.span
    }

    /// Its id, where that can be told.
    pub fn id(self) -> Option<&'d str> {
        self.data.id.as_deref()
    }
}

/// A date of signature.
#[derive(Clone, Copy, Debug)]
pub struct IssuedOn<'d> {
    document: &'d Document,
    data: &'d IssuedOnData,
}

impl<'d> IssuedOn<'d> {
    /// The year, month and day.
    pub fn date(self) -> Date {
        self.data.date
    }

    /// The date as printed.
    pub fn text(self) -> Cow<'d, str> {
        self.document.quote(self.data.span)
    }

    /// Where it stands.
    pub fn span(self) -> Span {
        self.data.span
    }
}

fn some(span: Span) -> Option<Span> {
    (!span.is_empty()).then_some(span)
}
