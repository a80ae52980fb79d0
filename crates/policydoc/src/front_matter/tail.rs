//! The end of a document: a signature, notes on publication, what a page shows below.

use super::join;
use super::line::{self, Kind, Line};
use super::signature::{self, Signature};
use super::{Finder, Paragraph, trailing_organs};
use crate::document::Language;
use crate::span::Span;

/// The tail is no longer than this, in lines.
const TAIL_LINES: usize = 24;
/// Before a day that stands in the middle, no more lines are looked at.
const MOST_NAMES: usize = 12;

impl Finder<'_> {
    /// Reads the end of the document from the last line up.
    pub(super) fn tail(&mut self, paragraphs: &[Paragraph], body: usize) {
        let after = |paragraph: &&Paragraph| paragraph.span.start() > body;
        let last: Vec<&Paragraph> = paragraphs
            .iter()
            .rev()
            .take(TAIL_LINES)
            .take_while(after)
            .take_while(|paragraph| paragraph.provision.is_none() && paragraph.span.len() < 1_000)
            .collect();
        let mut lines = Vec::new();
        for paragraph in last.iter().rev() {
            line::lines(self.text, paragraph.span, self.language, &mut lines);
        }
        let lines = join::join(self.text, lines, self.language);
        if !self.signed(&lines) && !self.signed_before_annexes(paragraphs, body) {
            let end = lines.iter().rposition(|line| line.kind != Kind::Noise);
            let end = end
                .map(|at| lines[at].full)
                .or(paragraphs.last().map(|last| last.span));
            let glued = end
                .filter(|span| span.end() > body)
                .map(|span| Span::new(span.start().max(body), span.end()))
                .and_then(|span| signature::glued(self.text, span, self.language));
            if let Some((signature, span)) = glued
                && !self.claimed.iter().any(|claim| claim.end() > span.start())
            {
                self.sign(signature);
                self.claimed.push(span);
            }
        }
    }

    /// Claims the signature and what follows it at the end. The answer says whether there is one.
    fn signed(&mut self, lines: &[Line]) -> bool {
        let first = lines
            .iter()
            .rposition(|line| !belongs_to_tail(line, self.text))
            .map_or(0, |at| at + 1);
        let tail = &lines[first..];
        let date = tail
            .iter()
            .rposition(|line| matches!(line.kind, Kind::Date(_)));
        let organs = trailing_organs(&tail[..date.unwrap_or(tail.len())]);
        let noise = tail
            .iter()
            .rposition(|line| !matches!(line.kind, Kind::Noise | Kind::Metadata))
            .map_or(0, |at| at + 1);
        if date.is_none() && (organs.len() < 2 || self.front.issued_on.is_some()) {
            // No signature: only what the page shows besides the document.
            let release = tail.iter().position(|line| line.kind == Kind::Release);
            let from = release.map_or(noise, |release| release.min(noise));
            for line in &tail[from..] {
                if line.kind == Kind::Release {
                    self.front.release = self.front.release.or(Some(line.span));
                }
                self.claimed.push(line.full);
            }
            return false;
        }
        let mut signature = match date {
            Some(at) => signature::at(self.text, tail, at, self.language),
            None => Signature {
                issuers: signature::names(self.text, organs, self.language),
                ..Signature::default()
            },
        };
        let start = date.unwrap_or(tail.len()) - organs.len();
        // The place of signature, the file name of the facsimile.
        let noise = |line: &&Line| line.kind == Kind::Noise;
        let start = start - tail[..start].iter().rev().take_while(noise).count();
        // The note on publication may stand before the signature, too.
        let note = |line: &&Line| line.kind == Kind::Release;
        let after = tail[start..].iter().find(note);
        if let Some(release) = after.or_else(|| tail[..start].iter().rfind(note)) {
            signature.release = Some(release.span);
            self.claimed.push(release.full);
        }
        self.sign(signature);
        // The name of the person who signs stands above: `JOSEPH R. BIDEN JR.`
        let above = (first + start).checked_sub(1).and_then(|at| lines.get(at));
        if let Some(above) = above.filter(|line| is_person(line.span.slice(self.text))) {
            self.claimed.push(above.full);
        }
        for line in &tail[start..] {
            self.claimed.push(line.full);
        }
        true
    }

    /// A signature in the middle: annexes follow it. Only Chinese dates stand so by themselves.
    fn signed_before_annexes(&mut self, paragraphs: &[Paragraph], body: usize) -> bool {
        if self.language == Language::English || self.front.issued_on.is_some() {
            return false;
        }
        for (at, paragraph) in paragraphs.iter().enumerate().skip(1) {
            let span = paragraph.span;
            if span.len() > 60
                || span.start() <= body
                || paragraphs[at - 1].provision.is_some()
                || !span.slice(self.text).ends_with('日')
            {
                continue;
            }
            let names = paragraphs[..at]
                .iter()
                .rev()
                .take(MOST_NAMES)
                .take_while(|before| {
                    before.provision.is_none()
                        && before.span.start() > body
                        && before.span.len() <= 300
                })
                .count();
            let mut lines = Vec::new();
            let after = (paragraphs.get(at + 1)).filter(|after| after.provision.is_none());
            for paragraph in paragraphs[at - names..=at].iter().chain(after) {
                line::lines(self.text, paragraph.span, self.language, &mut lines);
            }
            let Some(date) = lines.iter().position(|line| line.full == span) else {
                continue;
            };
            let signature = signature::at(self.text, &lines, date, self.language);
            if signature.issued_on.is_none() || signature.issuers.is_empty() {
                continue;
            }
            let first = date - trailing_organs(&lines[..date]).len();
            let note = lines
                .get(date + 1)
                .filter(|line| line.kind == Kind::Release);
            for line in lines[first..=date].iter().chain(note) {
                self.claimed.push(line.full);
            }
            self.front.release = self.front.release.or(note.map(|note| note.span));
            self.sign(signature);
            return true;
        }
        false
    }
}

/// Whether a line can stand in or after a signature.
fn belongs_to_tail(line: &Line, text: &str) -> bool {
    match line.kind {
        Kind::Noise | Kind::Metadata | Kind::Date(_) | Kind::Release | Kind::Organ => true,
        Kind::Short => {
            let slice = line.span.slice(text);
            ["联系人", "联系电话", "联系方式", "电话", "传真"]
                .iter()
                .any(|word| slice.trim_start_matches(['(', '（']).starts_with(word))
        }
        _ => false,
    }
}

/// `JOSEPH R. BIDEN JR.`: a few words in capitals.
fn is_person(line: &str) -> bool {
    (2..=6).contains(&line.split_whitespace().count())
        && line.len() < 60
        && line
            .chars()
            .all(|ch| ch.is_uppercase() || matches!(ch, ' ' | '.' | ',' | '-' | '\''))
}
