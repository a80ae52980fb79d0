//! Why each candidate marker was taken, or was not.

use crate::marker::{Candidate, Place, Style};
use crate::outline::{Outline, Provision, Step};
use crate::parser::Parser;
use crate::phases::Phases;
use crate::span::Span;
use crate::stage::Stage;
use std::fmt;

/// What the outline decided on one candidate marker, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decision {
    /// The candidate.
    pub span: Span,
    /// The style it was read in; that of the first reading where it was not taken.
    pub style: Style,
    /// The number it was read as; `None` where its first reading has none.
    pub number: Option<u32>,
    /// What it does to the outline; `None` where it numbers no provision.
    pub step: Option<Step>,
    /// How deep the provision lies: 0 at the top.
    pub depth: usize,
    /// The reason, in a sentence without a final full stop.
    pub reason: String,
}

impl Decision {
    /// Whether it numbers a provision.
    pub fn taken(&self) -> bool {
        self.step.is_some()
    }

    /// How it was read, in words: `arabic-dot 2`.
    pub fn reading(&self) -> String {
        match self.number {
            Some(number) => format!("{} {number}", self.style),
            None => format!("{} ?", self.style),
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.taken() { "taken" } else { "left" };
        write!(f, "{verdict} as {}: {}", self.reading(), self.reason)
    }
}

impl Parser {
    /// Every candidate marker of a text, in order, and why it was taken or was not.
    ///
    /// ```
    /// use policydoc::{Parser, Step};
    ///
    /// let decisions = Parser::default().explain("1. Publish a plan.\n2. Report.\n3.5 per cent");
    /// let taken: Vec<bool> = decisions.iter().map(|decision| decision.taken()).collect();
    /// assert_eq!(taken, [true, true, false]);
    /// assert_eq!(decisions[1].to_string(), "taken as arabic-dot 2: continues its level after number 1");
    /// assert_eq!((decisions[1].number, decisions[1].step), (Some(2), Some(Step::Continues)));
    /// ```
    pub fn explain(&self, text: &str) -> Vec<Decision> {
        let Phases {
            candidates,
            outline,
            ..
        } = self.phases(text, Stage::Outline);
        let mut open = Vec::new(); // indexes of the provisions that are open
        let decide = |(at, candidate): (usize, &Candidate)| match outline.taken[at] {
            Some(provision) => taken(candidate, &outline, provision, &mut open),
            None => left(candidate, &outline, &open),
        };
        candidates.iter().enumerate().map(decide).collect()
    }
}

fn taken(candidate: &Candidate, outline: &Outline, at: u32, open: &mut Vec<u32>) -> Decision {
    let provision = outline.provisions[at as usize];
    while open
        .last()
        .is_some_and(|&last| Some(last) != provision.parent)
    {
        open.pop();
    }
    let depth = open.len();
    open.push(at);
    Decision {
        span: candidate.span,
        style: provision.style,
        number: Some(provision.number),
        step: Some(provision.step),
        depth,
        reason: step_reason(&provision),
    }
}

fn step_reason(provision: &Provision) -> String {
    let previous = provision.previous;
    let mut reason = match provision.step {
        Step::Continues => format!("continues its level after number {previous}"),
        Step::Skips(missing) => {
            format!("continues its level after number {previous}, {missing} missing")
        }
        Step::Repeats => format!("stands for number {previous} again"),
        Step::Restarts => format!("its level counts from 1 again after number {previous}"),
        Step::GoesBack => {
            format!("continues its level, though the count goes back from {previous}")
        }
        Step::Opens => "opens a level".to_owned(),
        Step::RunsOn => format!("opens a level whose count runs on after number {previous}"),
        Step::OpensLate if previous > 0 => {
            format!("opens a level whose count runs on after number {previous}, with a gap")
        }
        Step::OpensLate => "opens a level whose first numbers are missing".to_owned(),
    };
    if provision.odd {
        reason.push_str(", and is written unlike its siblings");
    }
    reason
}

fn left(candidate: &Candidate, outline: &Outline, open: &[u32]) -> Decision {
    let reading = candidate.readings[0];
    let expected: Vec<String> = open
        .iter()
        .map(|&at| &outline.provisions[at as usize])
        .map(|provision| format!("{} {}", provision.style, provision.number + 1))
        .collect();
    let mut reason = if candidate.doubtful {
        "what follows it speaks against a marker".to_owned()
    } else if expected.is_empty() {
        "it begins no sequence".to_owned()
    } else {
        format!(
            "it fits none of the open levels, which expect {}",
            expected.join(", ")
        )
    };
    if candidate.place != Place::Start {
        reason.push_str("; it stands inside a paragraph");
    }
    Decision {
        span: candidate.span,
        style: reading.style,
        number: reading.number,
        step: None,
        depth: open.len(),
        reason,
    }
}
