//! The end of a document: a signature, notes on publication, what a page shows below.

use super::evidence::{Kind, Row, columns};
use super::fields::{Finder, trailing_names};
use super::line;
use super::signature::{self, Signature};
use crate::date;
use crate::document::{IssuedOnData, Language};
use crate::layout::Paragraph;
use crate::lexicon::Sense;
use crate::script::{clip, is_blank};
use crate::span::Span;

/// The tail is no longer than this, in lines.
const TAIL_LINES: usize = 24;
/// Nor are its paragraphs longer, in bytes: a bound for the work.
const LONGEST: usize = 1_000;
/// Before a day that stands in the middle, no more lines are looked at.
const MOST_NAMES: usize = 12;

impl Finder<'_> {
    /// Reads the end of the document from the last line up.
    pub(super) fn tail(
        &mut self,
        paragraphs: &[Paragraph],
        provisions: &[Option<usize>],
        body: usize,
    ) {
        let plain = |at: usize| {
            let span = paragraphs[at].span;
            span.start() > body && span.len() < LONGEST && provisions[at].is_none()
        };
        let count = paragraphs.len();
        let last = (0..count)
            .rev()
            .take(TAIL_LINES)
            .take_while(|&at| plain(at));
        let first = count - last.count();
        let mut rows = Vec::new();
        for paragraph in &paragraphs[first..] {
            line::rows(self.text, paragraph.span, self.language, &mut rows);
        }
        if self.signed(&rows) || self.signed_before_annexes(paragraphs, &plain) {
            return;
        }
        let end = rows
            .iter()
            .rfind(|row| row.kind != Kind::Noise)
            .map(|row| row.full);
        let end = end
            .or(paragraphs.last().map(|last| last.span))
            .filter(|end| end.end() > body);
        let Some(end) = end else {
            return;
        };
        let end = Span::new(end.start().max(body), end.end());
        let glued = signature::glued(self.text, end, self.words);
        let glued = glued.or_else(|| self.before_attached(end));
        let free = |span: Span| !self.claimed.iter().any(|claim| claim.end() > span.start());
        if let Some((signature, span)) = glued.filter(|(_, span)| free(*span)) {
            self.sign(signature);
            self.claimed.push(span);
        }
    }

    /// Claims the signature and what follows it at the end. The answer says whether there is one.
    fn signed(&mut self, rows: &[Row]) -> bool {
        let first = (0..rows.len()).rev().find(|&at| !self.belongs(rows, at));
        let first = first.map_or(0, |at| at + 1);
        let tail = &rows[first..];
        let day = tail.iter().rposition(Row::is_date);
        let names = trailing_names(tail);
        if day.is_none() && (names.len() < 2 || self.front.issued_on.is_some()) {
            self.page(tail);
            return false;
        }
        let mut signature = match day {
            Some(at) => signature::at(self.text, tail, at, true),
            None => Signature {
                issuers: signature::names(self.text, names),
                rows: names.len(),
                ..Signature::default()
            },
        };
        let start = day.unwrap_or(tail.len()) - signature.rows;
        // The place of signature, the file name of the facsimile.
        let noise = |row: &&Row| row.kind == Kind::Noise;
        let start = start - tail[..start].iter().rev().take_while(noise).count();
        // The note on publication may stand before the signature, too.
        let note = |row: &&Row| row.kind == Kind::Release;
        let after = tail[start..].iter().find(note);
        if let Some(release) = after.or_else(|| tail[..start].iter().rfind(note)) {
            signature.release = Some(release.span);
            self.claimed.push(release.full);
        }
        self.sign(signature);
        // The name of the person who signs stands above: `JOSEPH R. BIDEN JR.`
        let above = (first + start).checked_sub(1).map(|at| rows[at]);
        if let Some(above) = above.filter(|row| is_signer(row.text(self.text))) {
            self.claimed.push(above.full);
        }
        self.claimed
            .extend(tail[start..].iter().map(|row| row.full));
        true
    }

    /// Claims what a page shows besides the document, where nobody signs.
    fn page(&mut self, tail: &[Row]) {
        let noise = |row: &Row| matches!(row.kind, Kind::Noise | Kind::Metadata);
        let release = tail.iter().position(|row| row.kind == Kind::Release);
        let from = tail
            .iter()
            .rposition(|row| !noise(row))
            .map_or(0, |at| at + 1);
        for row in &tail[release.map_or(from, |release| release.min(from))..] {
            if row.kind == Kind::Release {
                self.front.release = self.front.release.or(Some(row.span));
            }
            self.claimed.push(row.full);
        }
    }

    /// Whether a line can stand in or after a signature.
    fn belongs(&self, rows: &[Row], at: usize) -> bool {
        let row = &rows[at];
        match row.kind {
            Kind::Noise
            | Kind::Metadata
            | Kind::Date(_)
            | Kind::Release
            | Kind::Organ
            | Kind::Person => true,
            Kind::Short => {
                let line = row.text(self.text).trim_start_matches(['(', '（']);
                row.words().starts(line, Sense::Contact).is_some()
                    || rows.get(at + 1).is_some_and(Row::is_date)
                        && signature::could_sign(self.text, row)
            }
            _ => false,
        }
    }

    /// A signature in the middle: annexes follow it. Only Chinese dates stand so by themselves.
    fn signed_before_annexes(
        &mut self,
        paragraphs: &[Paragraph],
        plain: &dyn Fn(usize) -> bool,
    ) -> bool {
        /// How many bytes the line with the day has at most: a bound for the work.
        const DAY: usize = 60;
        if self.language == Language::English || self.front.issued_on.is_some() {
            return false;
        }
        for (at, paragraph) in paragraphs.iter().enumerate().skip(1) {
            let span = paragraph.span;
            if span.len() > DAY || !span.slice(self.text).ends_with('日') || !plain(at) {
                continue;
            }
            let before = (0..at).rev().take(MOST_NAMES).take_while(|&at| plain(at));
            let first = at - before.count();
            let last = at + usize::from(at + 1 < paragraphs.len() && plain(at + 1));
            let mut rows = Vec::new();
            for paragraph in &paragraphs[first..=last] {
                line::rows(self.text, paragraph.span, self.language, &mut rows);
            }
            let Some(day) = rows.iter().position(|row| row.full == span) else {
                continue;
            };
            let mut signature = signature::at(self.text, &rows, day, false);
            if signature.issued_on.is_none() || signature.issuers.is_empty() {
                continue;
            }
            let note = rows.get(day + 1).filter(|row| row.kind == Kind::Release);
            signature.release = note.map(|note| note.span);
            let signed = rows[day - signature.rows..=day].iter().chain(note);
            self.claimed.extend(signed.map(|row| row.full));
            self.sign(signature);
            return true;
        }
        false
    }

    /// A signature between the list of what is attached and the attachment, in a text in which
    /// line breaks were lost: `… Attachment: Plan for X Ministry of X August 3, 2024 Attachment …`.
    fn before_attached(&self, paragraph: Span) -> Option<(Signature, Span)> {
        /// From the list to its end, in bytes: a bound for the work.
        const WINDOW: usize = 600;
        if self.front.issued_on.is_some() || paragraph.len() < LONGEST / 4 {
            return None;
        }
        let text = paragraph.slice(self.text);
        let mut lists = self.words.find(text, Sense::Attached).take(TAIL_LINES);
        lists.find_map(|list| {
            let window = clip(&text[list.end..], WINDOW);
            let (range, date) = date::first(window)?;
            let after = window[range.end..].trim_start_matches(is_blank);
            self.words.starts(after, Sense::Attached)?;
            let before = window[..range.start].trim_end_matches(is_blank);
            let start = signature::last_names(before, self.text, self.words)?;
            let names = Span::of(self.text, &before[start..]);
            let day = Span::of(self.text, &window[range]);
            let signature = Signature {
                issuers: signature::names_in(self.text, names, self.words),
                issued_on: Some(IssuedOnData { span: day, date }),
                ..Signature::default()
            };
            Some((signature, names.cover(day)))
        })
    }
}

/// `JOSEPH R. BIDEN JR.`: a few words in capitals.
fn is_signer(line: &str) -> bool {
    let mark = |ch| matches!(ch, ' ' | '.' | ',' | '-' | '\'');
    (2..=6).contains(&line.split_whitespace().count())
        && columns(line) < 60
        && line.chars().all(|ch| ch.is_uppercase() || mark(ch))
}
