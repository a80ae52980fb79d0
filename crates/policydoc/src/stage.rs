//! What each phase found, for people who debug a document.

use crate::parser::Parser;
use crate::span::Span;
use std::fmt::Write as _;
use unicode_segmentation::UnicodeSegmentation as _;

/// A phase on the way from text to document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// The paragraphs.
    Blocks,
    /// The candidate markers.
    Markers,
    /// The provisions and how they nest.
    Outline,
    /// The statements of who carries a provision out.
    Responsibility,
    /// The mentions and what they resolve to.
    Department,
}

impl Stage {
    /// Every phase, in order.
    pub const ALL: &'static [Stage] = &[
        Stage::Blocks,
        Stage::Markers,
        Stage::Outline,
        Stage::Responsibility,
        Stage::Department,
    ];

    /// The name of the phase: `blocks`, `markers`, `outline`, `responsibility`, `department`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Blocks => "blocks",
            Self::Markers => "markers",
            Self::Outline => "outline",
            Self::Responsibility => "responsibility",
            Self::Department => "department",
        }
    }
}

impl Parser {
    /// What a phase found in a text: a line each, with its span in bytes and its first words.
    ///
    /// ```
    /// use policydoc::{Parser, Stage};
    ///
    /// let found = Parser::default().stage("1. Publish a plan.", Stage::Markers);
    /// assert_eq!(found, "0..2 arabic-dot 1 | 1.\n");
    /// ```
    pub fn stage(&self, text: &str, stage: Stage) -> String {
        let mut lines = Lines {
            text,
            out: String::new(),
        };
        match stage {
            Stage::Blocks => {
                for paragraph in self.phases(text, stage).paragraphs {
                    let flat = if paragraph.flat { " flat" } else { "" };
                    lines.add(
                        0,
                        paragraph.span,
                        &format!("{:?}{flat}", paragraph.kind).to_lowercase(),
                    );
                }
            }
            Stage::Markers => {
                for candidate in self.phases(text, stage).candidates {
                    let readings: Vec<String> = candidate
                        .readings()
                        .iter()
                        .map(|reading| match reading.number {
                            Some(number) => format!("{} {number}", reading.style),
                            None => format!("{} ?", reading.style),
                        })
                        .collect();
                    lines.add(0, candidate.span, &readings.join(" or "));
                }
            }
            Stage::Outline => {
                for decision in self
                    .explain(text)
                    .iter()
                    .filter(|decision| decision.taken())
                {
                    lines.add(decision.depth, decision.span, &decision.reading());
                }
            }
            Stage::Responsibility | Stage::Department => self.found(stage, &mut lines),
        }
        lines.out
    }

    fn found(&self, stage: Stage, lines: &mut Lines<'_>) {
        let document = self.parse(lines.text);
        for provision in document.provisions() {
            for statement in provision.responsibilities() {
                if stage == Stage::Responsibility {
                    let id = provision.id();
                    let label = statement.label().unwrap_or("-");
                    lines.add(
                        0,
                        statement.span(),
                        &format!("{id} {} [{label}]", statement.role().as_str()),
                    );
                    continue;
                }
                for mention in statement.mentions() {
                    let id = match mention.department() {
                        Some(department) => department.id.clone(),
                        None => format!("? {}", mention.candidates().join(" or ")),
                    };
                    lines.add(
                        0,
                        mention.span(),
                        &format!("{} {id}", mention.role().as_str()),
                    );
                }
                for open in statement.open_ended() {
                    lines.add(0, open.span(), "open-ended");
                }
            }
        }
    }
}

/// Only for measuring: not part of the API.
#[doc(hidden)]
impl Parser {
    /// Runs the phases up to a phase and nothing more; gives the number of things it found.
    pub fn run_to(&self, text: &str, stage: Stage) -> usize {
        if stage == Stage::Department {
            return self.parse(text).mentions.len();
        }
        let phases = self.phases(text, stage);
        match stage {
            Stage::Blocks => phases.paragraphs.len(),
            Stage::Markers => phases.candidates.len(),
            Stage::Outline => phases.outline.provisions.len(),
            Stage::Responsibility | Stage::Department => phases.statements.len(),
        }
    }
}

struct Lines<'t> {
    text: &'t str,
    out: String,
}

impl Lines<'_> {
    fn add(&mut self, depth: usize, span: Span, what: &str) {
        const SHOWN: usize = 60; // of each piece, in what people see as characters
        let words: String = span
            .slice(self.text)
            .graphemes(true)
            .take(SHOWN)
            .map(|shown| {
                if shown.contains(char::is_control) {
                    " "
                } else {
                    shown
                }
            })
            .collect();
        // Writing to a string cannot fail.
        let _ = writeln!(self.out, "{}{span:?} {what} | {words}", "  ".repeat(depth));
    }
}
