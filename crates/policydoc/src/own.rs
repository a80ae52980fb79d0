//! The text that each provision has to itself: what stands between its marker and the next one.

use crate::layout::{Paragraph, ParagraphKind};
use crate::marker::Candidate;
use crate::markup::is_furniture;
use crate::outline::Outline;
use crate::script::is_blank;
use crate::span::Span;
use std::ops::Range;

/// The stretches of text of all provisions, in document order.
#[derive(Default)]
pub(crate) struct Owns {
    pub(crate) stretches: Vec<Span>,
    /// Whether the stretch at the same place is a row of a table.
    pub(crate) rows: Vec<bool>,
    /// What stands before the first provision.
    pub(crate) before: Range<usize>,
    /// For each provision its stretches, the first beginning after the marker.
    pub(crate) of: Vec<Range<usize>>,
    /// For each provision where it begins: its marker, or the marks of Markdown before that.
    pub(crate) starts: Vec<usize>,
    /// What is not of the text itself: page numbers, running heads, a table of contents.
    pub(crate) furniture: Vec<Span>,
}

impl Owns {
    /// Whether a stretch of a provision, but for its first, begins at an offset.
    pub(crate) fn begins_behind(&self, provision: usize, offset: usize) -> bool {
        let own = &self.stretches[self.of[provision].clone()];
        let later = own.get(1..).unwrap_or_default();
        later
            .binary_search_by_key(&offset, |stretch| stretch.start())
            .is_ok()
    }
}

/// Cuts the paragraphs at the markers of provisions and leaves out what is `claimed` by the front
/// matter (sorted and disjoint).
pub(crate) fn owns(
    text: &str,
    paragraphs: &[Paragraph],
    candidates: &[Candidate],
    outline: &Outline,
    claimed: &[Span],
) -> Owns {
    let mut cutter = Cutter {
        text,
        claimed,
        next_claim: 0,
        owns: Owns {
            stretches: Vec::with_capacity(paragraphs.len()),
            rows: Vec::with_capacity(paragraphs.len()),
            before: 0..0,
            of: Vec::with_capacity(outline.provisions.len()),
            starts: Vec::with_capacity(outline.provisions.len()),
            furniture: Vec::new(),
        },
    };
    let mut markers = outline
        .provisions
        .iter()
        .map(|provision| &candidates[provision.candidate as usize])
        .peekable();
    let mut start = 0; // the first stretch of the provision under way
    let mut begun = false;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let mut at = paragraph.span.start();
        while let Some(marker) = markers.next_if(|marker| marker.paragraph == index) {
            let before = Span::new(at, marker.span.start());
            if is_markup(before.slice(text)) {
                cutter.owns.starts.push(before.trim(text).start());
            } else {
                cutter.push(before, paragraph.kind);
                cutter.owns.starts.push(marker.span.start());
            }
            let end = cutter.owns.stretches.len();
            if begun {
                cutter.owns.of.push(start..end);
            } else {
                cutter.owns.before = 0..end;
                begun = true;
            }
            start = end;
            at = marker.span.end();
        }
        cutter.push(Span::new(at, paragraph.span.end()), paragraph.kind);
    }
    let end = cutter.owns.stretches.len();
    if begun {
        cutter.owns.of.push(start..end);
    } else {
        cutter.owns.before = 0..end;
    }
    cutter.owns
}

/// The marks of Markdown headings and bold type before a marker: `## **一、`.
pub(crate) fn is_markup(before: &str) -> bool {
    let mark = |ch| matches!(ch, '#' | '*' | '_' | '>');
    before.chars().all(|ch| is_blank(ch) || mark(ch)) && before.contains(mark)
}

struct Cutter<'a> {
    text: &'a str,
    claimed: &'a [Span],
    next_claim: usize,
    owns: Owns,
}

impl Cutter<'_> {
    /// Adds what of a span nobody has claimed.
    fn push(&mut self, span: Span, kind: ParagraphKind) {
        let mut at = span.start();
        while let Some(claim) = self.claimed.get(self.next_claim) {
            if claim.start() >= span.end() {
                break;
            }
            if claim.start() > at {
                self.add(Span::new(at, claim.start()), kind);
            }
            at = at.max(claim.end());
            if claim.end() > span.end() {
                return;
            }
            self.next_claim += 1;
        }
        if at < span.end() {
            self.add(Span::new(at, span.end()), kind);
        }
    }

    fn add(&mut self, span: Span, kind: ParagraphKind) {
        let span = span.trim(self.text);
        if span.is_empty() {
            return;
        }
        // `Action 1</h3>` leaves a tag behind the marker.
        if kind == ParagraphKind::Furniture || is_furniture(span.slice(self.text)) {
            self.owns.furniture.push(span);
            return;
        }
        self.owns.stretches.push(span);
        self.owns.rows.push(kind == ParagraphKind::Row);
    }
}
