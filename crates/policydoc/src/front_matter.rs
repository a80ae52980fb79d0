//! What stands before and around the body: title, issuer, number, date, addressees.
//!
//! Only the head of a document, up to its first provision, and its tail are looked at. Each line
//! there is something by itself (a date, a number, a list of addressees, a covering paragraph);
//! what it is for the document is decided from the order of the lines. What cannot be told stays
//! empty: a wrong field is worse than none.

mod cited;
mod claim;
mod clean;
mod cover;
mod fields;
mod flat;
mod form;
mod join;
mod label;
mod line;
mod number;
mod signature;
mod tail;
mod title;
mod words;

use crate::document::{FrontMatterData, IssuerData, Language};
use crate::span::Span;
use cited::Cited;
use cover::covering;
use line::{Kind, Line};
use signature::Signature;
use title::titles;
use words::Words;

/// A paragraph of the document, in order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paragraph {
    pub(crate) span: Span,
    /// Where the first numbered unit begins in it.
    pub(crate) provision: Option<usize>,
}

/// The front matter, and the text that belongs to it.
pub(crate) struct Found {
    pub(crate) front: FrontMatterData,
    /// What front matter takes of the text, sorted and disjoint: all else is body.
    pub(crate) claimed: Vec<Span>,
}

/// The head is no longer than this, in lines and in bytes.
const HEAD_LINES: usize = 80;
const HEAD_BYTES: usize = 32 * 1024;
/// The last paragraph of the head adds no lines beyond these.
const MOST_LINES: usize = 160;

/// A line of front matter that is longer, in bytes, may be several run into each other.
const FUSED: usize = 100;

/// Whether the figures of one of the first paragraphs number no provision: a line of metadata or a
/// document number (`1. [主题分类] …`, `No. 71/NQ-CP`).
pub(crate) fn is_unnumbered(text: &str, language: Language, at: usize, span: Span) -> bool {
    at < HEAD_LINES
        && span.start() <= HEAD_BYTES
        && span.len() <= 200
        && matches!(
            line::read(text, span, false, language).kind,
            Kind::Metadata | Kind::Number
        )
}

/// Finds the front matter.
pub(crate) fn front_matter(text: &str, language: Language, paragraphs: &[Paragraph]) -> Found {
    let mut finder = Finder {
        text,
        language,
        words: Words::of(language),
        front: FrontMatterData::default(),
        claimed: Vec::new(),
        subject: None,
        publisher: None,
        metadata: FrontMatterData::default(),
    };
    let (head, end) = finder.head_lines(paragraphs);
    let body = finder.head(&head, end < text.len());
    let start = head.get(body).map_or(end, |line| line.full.start());
    finder.tail(paragraphs, start);
    finder.finish()
}

struct Finder<'t> {
    text: &'t str,
    language: Language,
    words: &'static Words,
    front: FrontMatterData,
    claimed: Vec<Span>,
    /// What a table of metadata says; the text itself comes first.
    metadata: FrontMatterData,
    /// What a memorandum says it is about.
    subject: Option<Span>,
    /// Who published, which is not always who issued.
    publisher: Option<Span>,
}

impl Finder<'_> {
    /// The lines before the first provision, and where they end.
    fn head_lines(&self, paragraphs: &[Paragraph]) -> (Vec<Line>, usize) {
        let mut lines: Vec<Line> = Vec::new();
        let mut end = self.text.len();
        for paragraph in paragraphs {
            if lines.len() >= HEAD_LINES || paragraph.span.start() > HEAD_BYTES {
                end = paragraph.span.start();
                break;
            }
            let whole = paragraph.provision.unwrap_or(paragraph.span.end());
            let stop = self.clip(whole.min(paragraph.span.start() + HEAD_BYTES));
            let span = Span::new(paragraph.span.start(), stop).trim(self.text);
            let prose = lines.iter().any(|line| line.kind == Kind::Prose);
            if span.len() > FUSED && !prose {
                for piece in flat::pieces(self.text, span, self.language) {
                    line::lines(self.text, piece, self.language, &mut lines);
                }
            } else {
                line::lines(self.text, span, self.language, &mut lines);
            }
            if paragraph.provision.is_some() || stop < whole {
                end = stop;
                break;
            }
        }
        if let Some(beyond) = lines.get(MOST_LINES) {
            end = beyond.full.start();
            lines.truncate(MOST_LINES);
        }
        yaml(self.text, &mut lines);
        (join::join(self.text, lines, self.language), end)
    }

    /// The last place between two characters that is not beyond an offset.
    fn clip(&self, mut offset: usize) -> usize {
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    /// Reads the head; the answer is the number of the line that the body begins with. `more` says
    /// whether text follows the head.
    fn head(&mut self, lines: &[Line], more: bool) -> usize {
        let cited = Cited::of(self.text, lines, self.language);
        let titles = titles(self.text, lines, self.language, &cited);
        let own = titles.own.or_else(|| self.first_lines(lines));
        let end = own.map(|title| title.last);
        let mut body = self.body_start(lines, end);
        let mut unsaid = None;
        if !titles.handed_on {
            let covered = self.body_start(lines, end.max(covering(lines, body)));
            let notice = own.is_none_or(|own| self.is_notice(own.span(lines)));
            unsaid = self
                .cited_title(lines, covered, &cited, more, own.is_none())
                .filter(|_| notice);
            if unsaid.is_some() {
                body = covered;
            }
        }
        self.fields(&lines[..body]);
        self.front.title = unsaid
            .or(self.subject)
            .or_else(|| own.map(|title| title.span(lines)))
            .or(self.metadata.title)
            .map(|title| title::without_footnote(self.text, title));
        for title in self.front.title.into_iter().chain(self.metadata.title) {
            self.told_by_title(title);
        }
        let title = own.filter(|_| unsaid.is_none());
        self.signature_in_head(&lines[..body], title, unsaid.is_some());
        if self.front.issuers.is_empty() && self.metadata.issuers.is_empty() {
            let in_titles = (titles.all.iter().rev())
                .filter(|title| title.last < body)
                .find_map(|title| title::issuer_in(self.text, title.span(lines), self.language));
            self.metadata
                .issuers
                .extend(in_titles.into_iter().flat_map(|list| {
                    signature::names_in(self.text, list, self.language, self.words)
                        .into_iter()
                        .map(issuer)
                }));
        }
        for line in &lines[..body] {
            self.claimed.push(line.full);
        }
        body
    }

    /// A title need not hold a word for a kind of document: a heading, or first lines that a
    /// number, addressees or a paragraph follow, are one too.
    fn first_lines(&self, lines: &[Line]) -> Option<title::Title> {
        if self.metadata.title.is_some() {
            return None;
        }
        let own = |line: &Line| match line.kind {
            Kind::Noise
            | Kind::Metadata
            | Kind::Date(_)
            | Kind::Number
            | Kind::Masthead
            | Kind::Attached => false,
            Kind::Organ => self.language == Language::Chinese,
            _ => true,
        };
        // What an English order is about stands under its number.
        let under = lines
            .windows(2)
            .take_while(|pair| pair[0].kind != Kind::Prose)
            .position(|pair| pair[0].kind == Kind::Number && pair[1].kind == Kind::Short)
            .filter(|_| self.language == Language::English)
            .map(|at| at + 1);
        let first = under.or_else(|| lines.iter().position(own))?;
        let run = lines[first..]
            .iter()
            .take_while(|line| line.kind == Kind::Short && line.marked == lines[first].marked)
            .count();
        let next = lines[first + run..]
            .iter()
            .map(|line| line.kind)
            .find(|kind| !matches!(kind, Kind::Date(_) | Kind::Noise | Kind::Metadata));
        let line = &lines[first];
        let slice = line.span.slice(self.text);
        let whole = match self.language {
            Language::Chinese => {
                let headed = matches!(next, Some(Kind::Number | Kind::Addressee | Kind::Prose));
                (1..=3).contains(&run)
                    && (line.marked || headed)
                    && slice.chars().count() >= 8
                    && !slice.contains(['：', ':', '|', '、', '？', '?'])
            }
            Language::English => {
                (run == 1 || run > 1 && line.marked)
                    && (3..=30).contains(&slice.split_whitespace().count())
                    && (line.marked || matches!(next, Some(Kind::Prose | Kind::Heading)))
                    && slice.starts_with(char::is_uppercase)
            }
        };
        let more = match self.language {
            Language::Chinese => run.saturating_sub(1),
            Language::English => 0,
        };
        whole.then_some(title::Title {
            first,
            last: first + more,
        })
    }

    /// Where the body begins: after the title, or after what hands it on, and after the lines of
    /// front matter that follow.
    fn body_start(&self, lines: &[Line], title_end: Option<usize>) -> usize {
        let cover = lines.iter().rposition(|line| line.kind == Kind::Cover);
        // Without a title, what stands over the number of the document is front matter still.
        let number = lines
            .iter()
            .take_while(|line| line.kind != Kind::Prose)
            .position(|line| line.kind == Kind::Number)
            .filter(|_| title_end.is_none());
        let mut at = title_end
            .max(cover)
            .max(number)
            .max(self.subject_line(lines))
            .map_or(0, |last| last + 1);
        // A title that is told only later still leaves a date or an address before it.
        let mut contents = false;
        while let Some(line) = lines.get(at) {
            let front = match line.kind {
                Kind::Date(_)
                | Kind::Number
                | Kind::Addressee
                | Kind::Release
                | Kind::Metadata
                | Kind::Noise
                | Kind::Person
                | Kind::Masthead
                | Kind::Attached
                | Kind::Approval => true,
                Kind::Organ => self.signs(lines, at),
                Kind::Heading => {
                    contents = is_contents(line.span.slice(self.text));
                    let next = lines.get(at + 1);
                    contents || next.is_some_and(|next| next.kind == Kind::Metadata)
                }
                Kind::Short => {
                    number::is_serial(form::unbracketed(line.span.slice(self.text)))
                        || (contents && is_contents_entry(line.span.slice(self.text)))
                }
                Kind::Prose | Kind::Transmit | Kind::Cover => false,
            };
            if !front {
                break;
            }
            at += 1;
        }
        at
    }

    /// Whether a line of names belongs to the front matter: in Chinese nothing else looks so, in
    /// English something of a signature follows.
    fn signs(&self, lines: &[Line], at: usize) -> bool {
        self.language == Language::Chinese
            || lines[at + 1..]
                .iter()
                .find(|line| line.kind != Kind::Organ)
                .is_some_and(|line| {
                    matches!(line.kind, Kind::Date(_) | Kind::Number | Kind::Addressee)
                        || self.words.opens_preamble(line.span.slice(self.text))
                })
    }

    /// The signature of a covering notice, or the date and the names that stand under the title.
    fn signature_in_head(&mut self, lines: &[Line], title: Option<title::Title>, unsaid: bool) {
        let before = if unsaid {
            lines.len()
        } else {
            title.map_or(0, |title| title.first)
        };
        let covered = lines[..before]
            .iter()
            .any(|line| matches!(line.kind, Kind::Prose | Kind::Transmit));
        let range = if covered {
            0..before
        } else {
            before..lines.len()
        };
        let dated = |line: &Line| matches!(line.kind, Kind::Date(_));
        let at = lines[range.clone()]
            .iter()
            .rposition(dated)
            .map(|at| range.start + at)
            // `January 14, 2025` over the title of an order.
            .or_else(|| {
                let above = self.language == Language::English && !covered;
                above
                    .then(|| lines[..before].iter().rposition(dated))
                    .flatten()
            })
            // A day in figures alone is the page's.
            .filter(|&at| !lines[at].span.slice(self.text).contains(['-', '/']));
        let signature = match at {
            Some(at) => signature::at(self.text, lines, at, self.language),
            None if !covered => Signature::default(),
            // A notice may be signed without a date.
            None => Signature {
                issuers: signature::names(
                    self.text,
                    trailing_organs(&lines[..before]),
                    self.language,
                ),
                ..Signature::default()
            },
        };
        self.sign(signature);
        if self.front.issuers.is_empty() && !covered {
            let after = title.map_or(0, |title| title.last + 1).min(lines.len());
            // On an English title page names stand over the title, before a preamble under it.
            let over = match self.language {
                Language::Chinese => &[],
                Language::English => first_organs(&lines[..before]),
            };
            let group = if over.is_empty() {
                first_organs(&lines[after..])
            } else {
                over
            };
            let names = signature::names(self.text, group, self.language);
            self.front.issuers.extend(names.into_iter().map(issuer));
        }
    }

    fn sign(&mut self, signature: Signature) {
        if self.front.issuers.is_empty() {
            self.front.issuers = signature.issuers.into_iter().map(issuer).collect();
        }
        self.front.issued_on = self.front.issued_on.or(signature.issued_on);
        self.front.release = self.front.release.or(signature.release);
    }
}

/// The first lines of names that follow each other.
fn first_organs(lines: &[Line]) -> &[Line] {
    let organ = |line: &Line| line.kind == Kind::Organ;
    let first = lines.iter().position(organ).unwrap_or(lines.len());
    let count = lines[first..].iter().take_while(|line| organ(line)).count();
    &lines[first..first + count]
}

/// The lines of names that some lines end with.
fn trailing_organs(lines: &[Line]) -> &[Line] {
    let count = lines
        .iter()
        .rev()
        .take_while(|line| line.kind == Kind::Organ)
        .count();
    &lines[lines.len() - count..]
}

fn issuer(span: Span) -> IssuerData {
    IssuerData { span, id: None }
}

fn is_contents(line: &str) -> bool {
    let bare: String = line.chars().filter(|ch| !ch.is_whitespace()).collect();
    ["目录", "目錄", "contents", "tableofcontents", "index"]
        .iter()
        .any(|word| bare.eq_ignore_ascii_case(word))
}

/// A line of a table of contents: it ends with the number of a page.
fn is_contents_entry(line: &str) -> bool {
    line.ends_with(|ch: char| ch.is_ascii_digit())
}

/// Metadata between lines of dashes at the very start, as static web pages have it, is no text.
fn yaml(text: &str, lines: &mut [Line]) {
    let dashes = |line: &Line| line.full.slice(text) == "---";
    if !lines.first().is_some_and(dashes) {
        return;
    }
    let Some(end) = lines.iter().skip(1).position(dashes) else {
        return;
    };
    for line in &mut lines[..=end + 1] {
        if line.kind != Kind::Metadata {
            line.kind = Kind::Noise;
        }
    }
}

#[cfg(test)]
mod tests;
