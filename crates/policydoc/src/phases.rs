//! The phases on the way from a text to its structure, one after the other: a field a phase.

use crate::document::{FrontMatterData, Language};
use crate::front_matter::{self, front_matter};
use crate::language;
use crate::layout::{Paragraph, paragraphs};
use crate::marker::{self, Candidate, candidates};
use crate::outline::{Outline, outline};
use crate::own::{Owns, is_markup, owns};
use crate::scan::{Mark, Scan};
use crate::script::simplified;
use crate::span::Span;
use crate::stage::Stage;
use crate::statement::{self, Statement, statements};
use std::borrow::Cow;

/// What the phases found in a text. Those behind the last that was asked for found nothing.
pub(crate) struct Phases<'t> {
    /// The text with simplified characters: no offset differs.
    pub(crate) text: Cow<'t, str>,
    pub(crate) language: Language,
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) outline: Outline,
    pub(crate) front: FrontMatterData,
    pub(crate) owns: Owns,
    pub(crate) statements: Vec<Statement>,
}

impl<'t> Phases<'t> {
    /// Runs the phases up to one, which is the last.
    pub(crate) fn run(written: &'t str, language: Option<Language>, last: Stage) -> Self {
        let scan = Scan::new(written);
        let text = match scan.traditional {
            true => simplified(written),
            false => Cow::Borrowed(written),
        };
        let language = language.unwrap_or_else(|| language::detect(&text));
        let mut phases = Self {
            paragraphs: paragraphs(&text, &scan, marker::begins),
            text,
            language,
            candidates: Vec::new(),
            outline: Outline::default(),
            front: FrontMatterData::default(),
            owns: Owns::default(),
            statements: Vec::new(),
        };
        phases.find(&scan, last);
        phases
    }

    fn find(&mut self, scan: &Scan, last: Stage) {
        if last == Stage::Blocks {
            return;
        }
        self.candidates = candidates(&self.text, scan, &self.paragraphs);
        self.drop_metadata(scan);
        if last == Stage::Markers {
            return;
        }
        self.outline = outline(&self.candidates);
        if last == Stage::Outline {
            return;
        }
        let text = &*self.text;
        let found = front_matter(text, self.language, &self.begun());
        self.front = found.front;
        let claimed = &found.claimed;
        self.owns = owns(
            text,
            &self.paragraphs,
            &self.candidates,
            &self.outline,
            claimed,
        );
        self.statements = statements(statement::Context {
            text,
            language: self.language,
            scan,
            outline: &self.outline,
            owns: &self.owns,
            claimed,
        });
    }

    /// Drops what numbers lines of metadata among the first: `1. [主题分类] …`, `2. Issuer: …`.
    fn drop_metadata(&mut self, scan: &Scan) {
        const LABEL: usize = 60; // bytes
        let (text, language) = (&*self.text, self.language);
        let mut seen = (usize::MAX, false);
        self.candidates.retain(
            |&Candidate {
                 paragraph, span, ..
             }| {
                if paragraph != seen.0 {
                    let near = Span::new(span.end(), (span.end() + LABEL).min(text.len()));
                    let mut marks = scan.within(near).iter();
                    let labels = marks.any(|at| matches!(at.mark, Mark::Colon | Mark::Open));
                    let line = self.paragraphs[paragraph].span;
                    let figures =
                        labels && front_matter::is_unnumbered(text, language, paragraph, line);
                    seen = (paragraph, figures);
                }
                !seen.1
            },
        );
    }

    /// The paragraphs, and where the first provision in each of them begins.
    fn begun(&self) -> Vec<front_matter::Paragraph> {
        let paragraph = |paragraph: &Paragraph| front_matter::Paragraph {
            span: paragraph.span,
            provision: None,
        };
        let mut begun: Vec<_> = self.paragraphs.iter().map(paragraph).collect();
        for provision in &self.outline.provisions {
            let candidate = &self.candidates[provision.candidate as usize];
            let start = self.paragraphs[candidate.paragraph].span.start();
            let before = Span::new(start, candidate.span.start());
            // A paragraph of a thousand provisions is looked at for its first alone.
            begun[candidate.paragraph].provision.get_or_insert_with(|| {
                if is_markup(before.slice(&self.text)) {
                    start
                } else {
                    candidate.span.start()
                }
            });
        }
        begun
    }
}
