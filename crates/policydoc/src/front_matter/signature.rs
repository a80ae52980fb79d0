//! Signatures: who signed and when, at the head of a covering notice or at the end of a document.

use super::line::{self, Kind, Line};
use super::words::Words;
use crate::date;
use crate::document::{Date, IssuedOn, Language};
use crate::span::{Span, is_blank};

/// A signature: the bodies, the date and the note on publication.
#[derive(Clone, Debug, Default)]
pub(super) struct Signature {
    pub(super) issuers: Vec<Span>,
    pub(super) issued_on: Option<IssuedOn>,
    pub(super) release: Option<Span>,
}

/// No document is signed by more bodies, each on a line of its own.
const MOST_ISSUERS: usize = 12;

/// The signature that ends with the date at `at`: the bodies stand on the lines before it.
pub(super) fn at(text: &str, lines: &[Line], at: usize, language: Language) -> Signature {
    let Kind::Date(date) = lines[at].kind else {
        return Signature::default();
    };
    let first = lines[..at]
        .iter()
        .rev()
        .take(MOST_ISSUERS)
        .take_while(|line| line.kind == Kind::Organ)
        .count();
    Signature {
        issuers: names(text, &lines[at - first..at], language),
        issued_on: Some(IssuedOn {
            span: inner(text, lines[at].span),
            date,
        }),
        release: None,
    }
}

/// The names on lines of names: in Chinese several may stand on one, with spaces between.
pub(super) fn names(text: &str, lines: &[Line], language: Language) -> Vec<Span> {
    let mut names = Vec::new();
    for line in lines.iter().filter(|line| line.kind == Kind::Organ) {
        if language == Language::English {
            let name = line.span.slice(text).trim_end_matches([',', '.']);
            names.push(Span::of(text, name));
            continue;
        }
        let pieces = line
            .span
            .slice(text)
            .split(|ch: char| is_blank(ch) || matches!(ch, '、' | '，' | ','));
        names.extend(
            pieces
                .filter(|name| !name.is_empty())
                .map(|name| Span::of(text, name)),
        );
    }
    names
}

/// The span inside the brackets around a line.
pub(super) fn inner(text: &str, span: Span) -> Span {
    Span::of(text, line::unbracketed(span.slice(text)))
}

/// The signature that a paragraph ends with where line breaks were lost: `…落实。XX省人民政府
/// 2021年8月23日（此件公开发布）`. The span is what it takes of the paragraph.
pub(super) fn glued(text: &str, paragraph: Span, language: Language) -> Option<(Signature, Span)> {
    /// A signature is no longer than this, in bytes.
    const LONGEST: usize = 400;
    let words = Words::of(language);
    let mut end = paragraph.end();
    let mut start = end.saturating_sub(LONGEST).max(paragraph.start());
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let mut signature = Signature::default();
    let tail = &text[start..end];
    if tail.ends_with(['）', ')'])
        && let Some(open) = tail.rfind(['（', '('])
        && words
            .senses(&tail[open..])
            .has(super::words::Sense::Release)
    {
        signature.release = Some(Span::new(start + open, end));
        end = start + open;
    }
    let (range, date) = date::ending(&text[start..end])?;
    let dated = Span::new(start + range.start, start + range.end);
    signature.issued_on = Some(IssuedOn { span: dated, date });
    let before = text[start..dated.start()].trim_end_matches(is_blank);
    let stop = before
        .rmatch_indices(['。', '；', '：', '.', ';', ':', '！', '\n', '）', ')'])
        .map(|(at, stop)| at + stop.len())
        .next()?;
    let name = before[stop..].trim_matches(is_blank);
    let is_body = match language {
        Language::Chinese => line::organs(name, words),
        Language::English => is_name(name, words),
    };
    if !is_body {
        return None;
    }
    let name = Span::of(text, name);
    if language == Language::Chinese {
        let pieces = name
            .slice(text)
            .split(is_blank)
            .filter(|piece| !piece.is_empty());
        signature
            .issuers
            .extend(pieces.map(|piece| Span::of(text, piece)));
    } else {
        signature.issuers.push(name);
    }
    Some((signature, Span::new(name.start(), paragraph.end())))
}

/// Whether an English phrase is a name through and through: capitals but for the small words.
fn is_name(name: &str, words: &Words) -> bool {
    let small = ["of", "the", "and", "for", "on", "in", "’s", "to"];
    (8..160).contains(&name.len())
        && words.senses(name).has(super::words::Sense::Organ)
        && name.split_whitespace().all(|word| {
            small.contains(&word) || word.starts_with(|ch: char| ch.is_uppercase() || ch == '(')
        })
}

/// A date of signature, from a field of metadata.
pub(super) fn dated(text: &str, value: Span) -> Option<IssuedOn> {
    let slice = value.slice(text);
    let (rest, date): (&str, Date) = date::starting(slice)?;
    let end = value.end() - rest.len();
    Some(IssuedOn {
        span: Span::new(value.start(), end).trim(text),
        date,
    })
}
