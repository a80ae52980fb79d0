//! What a parsed document is: its text, what is kept of it, and the views that show it.

mod data; // what is kept
mod kind; // what parts can be
mod lines; // broken lines joined
mod record; // what stands by itself
mod view; // what is shown

pub(crate) use crate::script::is_wide;
pub(crate) use data::{
    FrontMatterData, Inherited, IssuedOnData, IssuerData, MentionData, NO_PARENT, Node,
    ResponsibilityData, index,
};
pub use kind::{BlockKind, Language, Relation, Role};
pub use record::{Date, Department, Related, Source};
pub use view::{
    Block, Children, FrontMatter, IssuedOn, Issuer, Mention, Provision, Quote, Responsibility,
};

use crate::diagnostic::Diagnostic;
use crate::points::Points;
use crate::span::Span;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::sync::OnceLock;

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
    pub(crate) source: Source,
    pub(crate) language: Language,
    pub(crate) front_matter: FrontMatterData,
    pub(crate) nodes: Vec<Node>,
    pub(crate) responsibilities: Vec<ResponsibilityData>,
    pub(crate) mentions: Vec<MentionData>,
    pub(crate) open_ended: Vec<Span>,
    pub(crate) inherited: Vec<Inherited>,
    pub(crate) departments: Vec<Department>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) coverage: f64,
    pub(crate) found: Found,
}

/// What is worked out when it is first asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    points: OnceLock<Points>,
    /// The provisions by parent, number and repetition.
    paths: OnceLock<Box<[u32]>>,
}

impl Document {
    /// The text that all spans refer to.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The file it was read from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The language of most of its text.
    pub fn language(&self) -> Language {
        self.language
    }

    /// What stands before and around the body: title, issuers, date, number, addressees.
    pub fn front_matter(&self) -> FrontMatter<'_> {
        FrontMatter::new(self)
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
        Children::new(self, 0, index(self.nodes.len()))
    }

    /// All blocks of the body, parents before children.
    pub fn blocks(&self) -> impl DoubleEndedIterator<Item = Block<'_>> + Clone {
        (0..index(self.nodes.len())).map(|index| Block::new(self, index))
    }

    /// The block at `index` in [`Document::blocks`].
    pub fn block(&self, index: usize) -> Option<Block<'_>> {
        let index = u32::try_from(index).ok()?;
        ((index as usize) < self.nodes.len()).then(|| Block::new(self, index))
    }

    /// All provisions: sections, tasks and items, parents before children.
    pub fn provisions(&self) -> impl DoubleEndedIterator<Item = Provision<'_>> + Clone {
        self.blocks().filter_map(Block::as_provision)
    }

    /// All sections, parents before children.
    pub fn sections(&self) -> impl DoubleEndedIterator<Item = Provision<'_>> + Clone {
        self.provisions()
            .filter(|provision| provision.kind() == BlockKind::Section)
    }

    /// All tasks in document order.
    pub fn tasks(&self) -> impl DoubleEndedIterator<Item = Provision<'_>> + Clone {
        self.provisions()
            .filter(|provision| provision.kind() == BlockKind::Task)
    }

    /// The provision with this id.
    ///
    /// ```
    /// let document = policydoc::parse("I. Plans\n1. Publish a plan.\n2. Report on it.");
    /// let provision = document.provision("1.2").unwrap();
    /// assert_eq!(provision.text().unwrap(), "Report on it.");
    /// assert!(document.provision("1.3").is_none());
    /// ```
    pub fn provision(&self, id: &str) -> Option<Provision<'_>> {
        let paths = self.found.paths.get_or_init(|| self.paths());
        let mut at = NO_PARENT;
        for step in id.split('.') {
            let (number, times) = step.split_once('~').unwrap_or((step, "1"));
            let number: u32 = number.parse().ok()?;
            let repeat = times.parse::<u32>().ok()?.checked_sub(1)?;
            let path = (at, number, repeat);
            let found = paths.binary_search_by_key(&path, |&index| self.path(index));
            at = paths[found.ok()?];
        }
        let provision = self.block(at as usize)?.as_provision()?;
        // One id names one provision: not `01`, nor `1~1`.
        (provision.id() == id).then_some(provision)
    }

    /// The provisions in the order of their paths.
    fn paths(&self) -> Box<[u32]> {
        let mut paths: Vec<u32> = self
            .provisions()
            .map(|provision| index(provision.index()))
            .collect();
        paths.sort_unstable_by_key(|&index| self.path(index));
        paths.into()
    }

    fn path(&self, index: u32) -> (u32, u32, u32) {
        let node = &self.nodes[index as usize];
        (node.parent, node.number.unwrap_or(0), node.repeat)
    }

    /// The responsibility at [`Responsibility::index`].
    pub fn responsibility(&self, index: usize) -> Option<Responsibility<'_>> {
        let at = u32::try_from(index).ok()?;
        (index < self.responsibilities.len()).then(|| Responsibility::new(self, at))
    }

    /// The mention at [`Mention::index`].
    pub fn mention(&self, index: usize) -> Option<Mention<'_>> {
        let at = u32::try_from(index).ok()?;
        (index < self.mentions.len()).then(|| Mention::new(self, at))
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
        lines::join(span.slice(&self.text).trim())
    }

    /// A span of the text in Unicode code points, the unit of JSON and Python, as a pair of start
    /// and end.
    ///
    /// ```
    /// let document = policydoc::parse("附件1：名单");
    /// assert_eq!(document.code_points(policydoc::Span::new(6, 7)), (2, 3));
    /// ```
    pub fn code_points(&self, span: Span) -> (usize, usize) {
        let points = self.found.points.get_or_init(|| Points::new(&self.text));
        let at = |offset| points.at(&self.text, offset);
        (at(span.start()), at(span.end()))
    }
}

#[cfg(test)]
mod tests {
    use crate::parse;

    #[test]
    fn a_part_leads_back_to_what_it_is_part_of() {
        let text = "一、做。\n1.做。\n责任单位：市财政局、市商务局\n2.做。\n责任单位：\n3.做。\n\
                    （市审计局牵头）\n以上任务责任单位：市教育局";
        let document = parse(text);
        let mut mentions = 0;
        for provision in document.provisions() {
            for stated in provision.responsibilities() {
                assert_eq!(stated.provision().index(), provision.index());
                let same = document.responsibility(stated.index()).unwrap();
                assert_eq!(same.span(), stated.span());
                for mention in stated.mentions() {
                    assert_eq!(mention.responsibility().index(), stated.index());
                    let same = document.mention(mention.index()).unwrap();
                    assert_eq!(same.span(), mention.span());
                    mentions += 1;
                }
            }
        }
        assert!(mentions > 2 && document.mention(mentions).is_none());
    }

    #[test]
    fn every_provision_is_found_by_its_id_and_by_no_other() {
        let text = "一、总体要求\n（一）一项。\n（一）又一项。\n二、任务\n1.做。\n2.做。\n1.再做。";
        let document = parse(text);
        assert!(
            document
                .provisions()
                .any(|provision| provision.id().contains('~'))
        );
        for provision in document.provisions() {
            let found = document.provision(&provision.id()).unwrap();
            assert_eq!(found.index(), provision.index());
        }
        for id in [
            "",
            ".",
            "0",
            "01",
            "1~1",
            "1~0",
            "1.",
            "3",
            "+1",
            "1.1~9",
            "4294967296",
        ] {
            assert!(document.provision(id).is_none(), "{id}");
        }
    }
}
