//! The phases on the way from a text to its structure, one after the other: a field a phase.

use crate::document::{FrontMatterData, Language};
use crate::front_matter::front_matter;
use crate::language;
use crate::layout::{Paragraph, paragraphs};
use crate::marker::{self, Candidate, candidates};
use crate::outline::{Outline, outline};
use crate::own::{Owns, owns};
use crate::scan::Scan;
use crate::script::simplified;
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
        let text = if scan.traditional {
            simplified(written)
        } else {
            Cow::Borrowed(written)
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
        let found = front_matter(
            &self.text,
            self.language,
            &self.paragraphs,
            &self.candidates,
        );
        found.settle(&self.text, &self.paragraphs, &mut self.candidates);
        if last == Stage::Markers {
            return;
        }
        self.outline = outline(&self.candidates);
        if last == Stage::Outline {
            return;
        }
        let text = &*self.text;
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
}
