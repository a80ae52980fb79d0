//! What stands before and around the body: title, issuer, number, date, addressees.
//!
//! Only the head of a document and its tail are looked at: lines become rows of evidence (what
//! each is by itself), the cheapest reading of all rows together says what each is for the
//! document, and the fields are taken from that. What cannot be told stays empty: a wrong field is
//! worse than none.

mod cited; // titles that a covering text cites
mod clean; // a line without what is wrapped around it
mod cost; // what each reading of a line costs
mod evidence; // what a line is by itself
mod fields; // what the lines give
mod flat; // lines that ran into each other
mod form; // the forms of lines
mod label; // labels and their values
mod line; // how paragraphs make rows
mod number; // document numbers
mod signature; // who signed and when
mod solve; // what each line is for the document
mod tail; // the end of a document
mod title; // which lines make a title

use crate::document::{FrontMatterData, IssuerData, Language};
use crate::layout::Paragraph;
use crate::lexicon::{Lexicon, Sense};
use crate::marker::{self, Candidate, Place, Style};
use crate::own::is_markup;
use crate::script::{clip, is_blank};
use crate::span::Span;
use evidence::{Kind, Row};
use fields::Finder;

/// The front matter, and the text that belongs to it.
pub(crate) struct Found {
    pub(crate) front: FrontMatterData,
    /// What front matter takes of the text, sorted and disjoint: all else is body.
    pub(crate) claimed: Vec<Span>,
}

impl Found {
    /// Leaves out the candidates that stand in front matter: its figures number no provisions
    /// (`1. [主题分类] …`, `No. 71/NQ-CP`). Adds those that stand right behind it in a paragraph.
    pub(crate) fn settle(
        &self,
        text: &str,
        paragraphs: &[Paragraph],
        candidates: &mut Vec<Candidate>,
    ) {
        let mut claims = self.claimed.iter().peekable();
        candidates.retain(|candidate| {
            let start = candidate.span.start();
            while claims.next_if(|claim| claim.end() <= start).is_some() {}
            let end = candidate.span.end();
            claims.peek().is_none_or(|claim| claim.start() >= end)
        });
        for claim in &self.claimed {
            let at = paragraphs.partition_point(|paragraph| paragraph.span.end() <= claim.end());
            let Some(paragraph) = paragraphs
                .get(at)
                .filter(|at| at.span.start() < claim.end())
            else {
                continue;
            };
            let rest = Span::new(claim.end(), paragraph.span.end()).trim(text);
            let Some(candidate) = marker::behind(text, rest, at) else {
                continue;
            };
            let place =
                candidates.partition_point(|other| other.span.start() < candidate.span.start());
            let known = candidates
                .get(place)
                .is_some_and(|next| next.span.start() < candidate.span.end());
            if !known {
                candidates.insert(place, candidate);
            }
        }
    }
}

/// Finds the front matter of a text in simplified characters, of which the candidates may number provisions.
pub(crate) fn front_matter(
    text: &str,
    language: Language,
    paragraphs: &[Paragraph],
    candidates: &[Candidate],
) -> Found {
    let provisions = provisions(text, paragraphs, candidates);
    let head = Head::of(text, language, paragraphs, &provisions);
    let mut finder = Finder::new(text, language);
    let body = finder.head(&head.rows, head.end < text.len());
    let start = head.rows.get(body).map_or(head.end, |row| row.full.start());
    finder.tail(paragraphs, &provisions, start);
    finder.finish()
}

/// For each paragraph where the first thing begins in it that may number a provision, with the
/// marks of Markdown before it.
fn provisions(
    text: &str,
    paragraphs: &[Paragraph],
    candidates: &[Candidate],
) -> Vec<Option<usize>> {
    let mut provisions = vec![None; paragraphs.len()];
    for candidate in candidates {
        // The first of a count, or near it: `478 Regulations of …` begins no text.
        let reading = candidate.readings[0];
        let early =
            reading.style != Style::ARABIC_BARE || reading.number.is_none_or(|number| number <= 3);
        let likely = match candidate.place {
            Place::Start => !candidate.doubtful && early,
            Place::Glued | Place::Flat(true) => true,
            Place::Flat(false) => reading.style.is_keyword(),
        };
        let first = &mut provisions[candidate.paragraph];
        if first.is_some() || !likely {
            continue;
        }
        let start = paragraphs[candidate.paragraph].span.start();
        let before = Span::new(start, candidate.span.start()).slice(text);
        // `附件：1.名单2.说明` numbers what is attached.
        let sentence = before.rfind('。').map_or(before, |at| &before[at..]);
        let words = Lexicon::of(Language::Chinese);
        let marker = candidate.span.slice(text);
        let lists =
            candidate.place != Place::Start && words.starts(marker, Sense::Attached).is_some();
        if !lists && words.find(sentence, Sense::Attached).next().is_none() {
            *first = Some(if is_markup(before) {
                start
            } else {
                candidate.span.start()
            });
        }
    }
    provisions
}

/// The rows before the first provision, and where they end.
struct Head {
    rows: Vec<Row>,
    end: usize,
}

/// The head is no longer than this, in lines and in bytes: bounds for the work.
const HEAD_LINES: usize = 80;
const HEAD_BYTES: usize = 32 * 1024;
/// The last paragraph of the head adds no lines beyond these.
const MOST_LINES: usize = 160;
/// So many lines behind the first figure are looked at: it may be that of the head of a journal
/// over an order, or the initial of a name.
const BEYOND: usize = 6;

impl Head {
    fn of(
        text: &str,
        language: Language,
        paragraphs: &[Paragraph],
        provisions: &[Option<usize>],
    ) -> Self {
        let mut head = Self {
            rows: Vec::new(),
            end: text.len(),
        };
        // The rows before the first provision.
        let mut begun: Option<usize> = None;
        for (paragraph, provision) in paragraphs.iter().zip(provisions) {
            let start = paragraph.span.start();
            let far =
                begun.is_some_and(|rows| !head.hands_on(rows) && head.rows.len() >= rows + BEYOND);
            if head.rows.len() >= HEAD_LINES || start > HEAD_BYTES || far {
                head.end = start;
                break;
            }
            let whole = provision
                .filter(|&at| at > start)
                .unwrap_or(paragraph.span.end());
            let stop = start + clip(&text[start..whole], HEAD_BYTES).len();
            let before = head.rows.len();
            head.read(
                text,
                Span::new(start, stop).trim(text),
                language,
                provision.is_some_and(|at| at == start),
            );
            if begun.is_none() && head.rows[before..].iter().any(|row| row.provision) {
                begun = Some(before);
            }
            if stop < paragraph.span.end() {
                head.end = stop;
                break;
            }
        }
        if let Some(beyond) = head.rows.get(MOST_LINES) {
            head.end = beyond.full.start();
            head.rows.truncate(MOST_LINES);
        }
        yaml(text, &mut head.rows);
        head
    }

    fn read(&mut self, text: &str, span: Span, language: Language, provision: bool) {
        let before = self.rows.len();
        let prose = self.rows.iter().any(|row| row.kind == Kind::Prose);
        if prose || provision {
            line::rows(text, span, language, &mut self.rows);
        } else {
            for piece in flat::pieces(text, span, language) {
                line::rows(text, piece, language, &mut self.rows);
            }
        }
        let front = |row: &Row| {
            matches!(
                row.kind,
                Kind::Number | Kind::Metadata | Kind::Masthead | Kind::Attached
            )
        };
        if let Some(row) = self
            .rows
            .get_mut(before)
            .filter(|row| provision && !front(row))
        {
            row.provision = true;
        }
    }

    /// Whether the rows before the first provision hand a document on, which may follow the
    /// provisions of a notice.
    fn hands_on(&self, rows: usize) -> bool {
        self.rows[..rows]
            .iter()
            .any(|row| row.kind == Kind::Transmit)
    }
}

/// Metadata between lines of dashes at the very start, as static web pages have it, is no text.
fn yaml(text: &str, rows: &mut [Row]) {
    let dashes = |row: &Row| row.full.slice(text) == "---";
    if !rows.first().is_some_and(dashes) {
        return;
    }
    let Some(end) = rows.iter().skip(1).position(dashes) else {
        return;
    };
    for row in &mut rows[..=end + 1] {
        if row.kind != Kind::Metadata {
            row.kind = Kind::Noise;
        }
    }
}

fn issuer(span: Span) -> IssuerData {
    IssuerData { span, id: None }
}

/// Whether nothing visible stands between two places, or the second is before the first.
fn is_gap(text: &str, end: usize, start: usize) -> bool {
    text.get(end..start)
        .unwrap_or_default()
        .chars()
        .all(is_blank)
}

#[cfg(test)]
mod tests;
