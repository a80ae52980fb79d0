//! How text becomes a document: the phases in their order.

use crate::body::{Body, body};
use crate::coverage::coverage;
use crate::department::{Context, Gazetteer, Resolver};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{
    BlockKind, Document, Found, Inherited, Language, MentionData, NO_PARENT, Node,
    ResponsibilityData, Source, index,
};
use crate::phases::Phases;
use crate::review::review;
use crate::script::clip;
use crate::span::Span;
use crate::stage::Stage;
use crate::statement::Statement;
use crate::task::classify;
use std::sync::{Arc, LazyLock};

/// Parses a policy document with the built-in rules.
///
/// Any text gives a document: parsing never fails and never panics, and takes time and memory in
/// proportion to the text's length.
///
/// ```
/// let document = policydoc::parse("1. We shall publish a plan.\nResponsible: Ministry of Finance");
/// assert_eq!(document.tasks().count(), 1);
/// assert_eq!(document.departments()[0].name, "Ministry of Finance");
/// ```
pub fn parse(text: &str) -> Document {
    static PARSER: LazyLock<Parser> = LazyLock::new(Parser::default);
    PARSER.parse(text)
}

/// A parser with rules of one's own: built once, shared between threads, used for many documents.
///
/// ```
/// use policydoc::{Language, Parser};
///
/// let parser = Parser::builder().language(Language::English).build();
/// assert_eq!(parser.parse("1. One.\n2. Two.").provisions().count(), 2);
/// ```
#[derive(Clone, Debug)]
pub struct Parser {
    gazetteer: Arc<Gazetteer>,
    language: Option<Language>,
    place: Option<String>,
}

impl Default for Parser {
    fn default() -> Self {
        Self::builder().build()
    }
}

impl Parser {
    /// A parser to be set up.
    pub fn builder() -> ParserBuilder {
        ParserBuilder::default()
    }

    /// Parses a text.
    pub fn parse(&self, text: &str) -> Document {
        self.parse_source(text.to_owned(), Source::default())
    }

    /// Parses the text of a file; `source` describes the file and is handed on.
    pub fn parse_source(&self, mut text: String, source: Source) -> Document {
        let beyond = cut_to_limit(&mut text);
        let phases = self.phases(&text, Stage::Responsibility);
        let language = phases.language;
        let Body { mut nodes, node_of } = body(&phases);
        let mut front = phases.front.clone();
        front.other.extend(&phases.owns.furniture);
        front.other.sort_unstable();

        let issuers: Vec<Span> = front.issuers.iter().map(|issuer| issuer.span).collect();
        let mut resolver = Resolver::new(
            &self.gazetteer,
            Context {
                text: &phases.text,
                written: &text,
                language,
                place: self.place.as_deref(),
                issuers: &issuers,
                title: front.title,
                addressees: front.addressees,
                document_number: front.document_number,
                year: front.issued_on.map(|issued| issued.date.year),
            },
        );
        let mut stated = Stated::default();
        stated.resolve(&phases.statements, &node_of, &mut nodes, &mut resolver);
        for issuer in &mut front.issuers {
            issuer.id = resolver.issuer_id(issuer.span);
        }
        let (departments, mut diagnostics) = resolver.finish(&mut stated.mentions);
        classify(&phases.text, &mut nodes);
        let most = text.len().max(INHERITED);
        let (inherited, cut) = inherit(&phases.statements, &stated, &node_of, &mut nodes, most);
        diagnostics.extend(cut);
        review(&text, &phases, &node_of, &nodes, &mut diagnostics);
        diagnostics.extend(beyond);
        diagnostics.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));

        drop(phases);
        let mut document = Document {
            text,
            source,
            language,
            front_matter: front,
            nodes,
            responsibilities: stated.responsibilities,
            mentions: stated.mentions,
            open_ended: stated.open_ended,
            inherited,
            departments,
            diagnostics,
            coverage: 1.0,
            found: Found::default(),
        };
        document.coverage = coverage(&document);
        document
    }

    /// What the phases find in a text, up to one of them.
    pub(crate) fn phases<'t>(&self, text: &'t str, last: Stage) -> Phases<'t> {
        Phases::run(text, self.language, last)
    }
}

/// Responsibilities with their mentions, as the document keeps them.
#[derive(Default)]
struct Stated {
    responsibilities: Vec<ResponsibilityData>,
    mentions: Vec<MentionData>,
    open_ended: Vec<Span>,
}

impl Stated {
    fn resolve(
        &mut self,
        statements: &[Statement],
        node_of: &[u32],
        nodes: &mut [Node],
        resolver: &mut Resolver<'_>,
    ) {
        for statement in statements {
            let mentions = index(self.mentions.len());
            let open_ended = index(self.open_ended.len());
            for clause in &statement.clauses {
                let first = self.mentions.len();
                resolver.list(
                    clause.list,
                    clause.role,
                    &mut self.mentions,
                    &mut self.open_ended,
                );
                if let (Some(role), Some(mention)) = (clause.first, self.mentions.get_mut(first)) {
                    mention.role = role;
                }
            }
            let at = index(self.responsibilities.len());
            self.responsibilities.push(ResponsibilityData {
                node: node_of[statement.provision as usize],
                label: statement.label,
                role: statement.role,
                span: statement.span,
                mentions: mentions..index(self.mentions.len()),
                open_ended: open_ended..index(self.open_ended.len()),
            });
            let node = &mut nodes[node_of[statement.provision as usize] as usize];
            if node.responsibilities.is_empty() {
                node.responsibilities = at..at;
            }
            node.responsibilities.end = at + 1;
        }
    }
}

/// The departments that provisions take over, all together: at most one for each byte of the
/// text, but so many in any text. A section of a thousand departments over a thousand tasks would
/// make a million.
const INHERITED: usize = 4096;

/// What provisions take over: tasks from the sections they lie in, and from blanket statements
/// (`以下均需各区政府落实，不再列出`) before them. `most` bounds how many departments that are.
fn inherit(
    statements: &[Statement],
    stated: &Stated,
    node_of: &[u32],
    nodes: &mut [Node],
    most: usize,
) -> (Vec<Inherited>, Option<Diagnostic>) {
    let mut inherited: Vec<Inherited> = Vec::new();
    let mut blanket = statements
        .iter()
        .enumerate()
        .filter(|(_, statement)| statement.blanket)
        .map(|(at, statement)| Inherited {
            node: node_of[statement.provision as usize],
            responsibility: index(at),
        })
        .peekable();
    let mut in_force: Option<Inherited> = None;
    let mut left = most;
    for at in 0..nodes.len() {
        let here = index(at);
        while let Some(next) = blanket.next_if(|next| next.node < here) {
            in_force = Some(next);
        }
        if nodes[at].kind != BlockKind::Task {
            continue;
        }
        let start = inherited.len();
        let mut above = nodes[at].parent;
        while above != NO_PARENT {
            let section = &nodes[above as usize];
            inherited.extend(
                section
                    .responsibilities
                    .clone()
                    .map(|responsibility| Inherited {
                        node: above,
                        responsibility,
                    }),
            );
            above = section.parent;
        }
        inherited.extend(in_force);
        let taken = inherited[start..]
            .iter()
            .map(|inherited| {
                1 + stated.responsibilities[inherited.responsibility as usize]
                    .mentions
                    .len()
            })
            .sum();
        let Some(rest) = left.checked_sub(taken) else {
            inherited.truncate(start);
            return (inherited, Some(inheritance_cut(&nodes[at])));
        };
        left = rest;
        nodes[at].inherited = index(start)..index(inherited.len());
    }
    (inherited, None)
}

fn inheritance_cut(node: &Node) -> Diagnostic {
    Diagnostic::new(
        Code::InheritanceCut,
        node.marker,
        "too many departments are taken over from sections; from here on they are left out",
    )
    .with_help("see who is responsible in the sections that the task lies in")
}

/// Cuts a text at the length that spans can express.
fn cut_to_limit(text: &mut String) -> Option<Diagnostic> {
    if text.len() <= Span::MAX {
        return None;
    }
    let end = clip(text, Span::MAX).len();
    text.truncate(end);
    Some(
        Diagnostic::new(
            Code::TooLong,
            Span::empty(end),
            "the text is longer than 4 GiB; the rest was not read",
        )
        .with_help("split the file into its documents"),
    )
}

/// Sets up a [`Parser`].
#[derive(Clone, Debug, Default)]
pub struct ParserBuilder {
    gazetteer: Option<Arc<Gazetteer>>,
    language: Option<Language>,
    place: Option<String>,
}

impl ParserBuilder {
    /// The gazetteer to resolve names with; without it, the built-in one.
    #[must_use]
    pub fn gazetteer(mut self, gazetteer: impl Into<Arc<Gazetteer>>) -> Self {
        self.gazetteer = Some(gazetteer.into());
        self
    }

    /// The language of the documents; without it, each document's own is detected.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// The place that the documents speak for, where it is known from where they come; without
    /// it, each document's own is found in its issuers, its title or its text. A place that the
    /// gazetteer does not know is passed over: [`Gazetteer::knows_place`] tells.
    ///
    /// ```
    /// use policydoc::Parser;
    ///
    /// let text = "1. We shall publish a plan.\nResponsible: Finance Bureau";
    /// let id = |parser: Parser| parser.parse(text).departments()[0].id.clone();
    /// assert_eq!(id(Parser::default()), "?/finance");
    /// let parser = Parser::builder().place("cn/beijing/dongcheng").build();
    /// assert_eq!(id(parser), "cn/beijing/dongcheng/finance");
    /// ```
    #[must_use]
    pub fn place(mut self, id: impl Into<String>) -> Self {
        self.place = Some(id.into());
        self
    }

    /// The parser.
    pub fn build(self) -> Parser {
        Parser {
            gazetteer: self.gazetteer.unwrap_or_else(Gazetteer::built_in),
            language: self.language,
            place: self.place,
        }
    }
}
