//! Signatures: who signed and when, at the head of a covering notice or at the end of a document.

use super::form;
use super::line::{Kind, Line};
use super::words::Words;
use crate::date;
use crate::document::{Date, IssuedOnData, Language};
use crate::span::{Span, is_blank};

/// A signature: the bodies, the date and the note on publication.
#[derive(Clone, Debug, Default)]
pub(super) struct Signature {
    pub(super) issuers: Vec<Span>,
    pub(super) issued_on: Option<IssuedOnData>,
    pub(super) release: Option<Span>,
}

/// No document is signed by more bodies, each on a line of its own.
const MOST_ISSUERS: usize = 12;

/// The signature that ends with the date at `at`: the bodies stand on the lines before it.
pub(super) fn at(text: &str, lines: &[Line], at: usize, language: Language) -> Signature {
    let Kind::Date(date) = lines[at].kind else {
        return Signature::default();
    };
    let mut first = lines[..at]
        .iter()
        .rev()
        .take(MOST_ISSUERS)
        .take_while(|line| line.kind == Kind::Organ)
        .count();
    let above = lines[..at].iter().rev().nth(first);
    // A translation may not write a name as one: `the people’s government of X city`.
    let plain = first == 0
        && language == Language::English
        && above.is_some_and(|line| is_plain_name(line, text))
        && matches!(lines[..at - 1].last(), Some(line) if line.kind == Kind::Transmit);
    first += usize::from(plain);
    let slice = lines[at].span.slice(text);
    let span = date::ending(slice).map_or(lines[at].span, |(range, _)| {
        let start = lines[at].span.start();
        Span::new(start + range.start, start + range.end)
    });
    let signers = &lines[at - first..at];
    Signature {
        issuers: if plain {
            signers.iter().map(|line| line.span).collect()
        } else {
            names(text, signers, language)
        },
        issued_on: Some(IssuedOnData {
            span: inner(text, span),
            date,
        }),
        release: None,
    }
}

/// A few words that name a body, without capitals.
fn is_plain_name(line: &Line, text: &str) -> bool {
    let slice = line.span.slice(text);
    line.kind == Kind::Short
        && !line.title
        && slice.split(' ').count() <= 12
        && Words::of(Language::English)
            .senses(slice)
            .has(super::words::Sense::Organ)
}

/// The names on lines of names: several may stand on one.
pub(super) fn names(text: &str, lines: &[Line], language: Language) -> Vec<Span> {
    let words = Words::of(language);
    lines
        .iter()
        .filter(|line| line.kind == Kind::Organ)
        .flat_map(|line| names_in(text, line.span, language, words))
        .collect()
}

/// The names in a list without other words.
pub(super) fn names_in(text: &str, list: Span, language: Language, words: &Words) -> Vec<Span> {
    let list = list.slice(text);
    if language == Language::English {
        return english_names(list, words)
            .into_iter()
            .map(|name| Span::of(text, name))
            .collect();
    }
    list.split(|ch: char| is_blank(ch) || matches!(ch, '、' | '，' | ','))
        .flat_map(|piece| unglued(piece, words))
        .filter(|name| !name.is_empty())
        .map(|name| Span::of(text, name))
        .collect()
}

/// Parts Chinese names that run into each other where a name has ended and another of the same
/// place begins: `龙岩市城市管理局龙岩市通信发展管理办公室`.
pub(super) fn unglued<'n>(names: &'n str, words: &Words) -> Vec<&'n str> {
    let place = names.trim_start_matches("中共");
    let place = place
        .char_indices()
        .nth(2)
        .map_or("", |(at, _)| &place[..at]);
    let opens = |rest: &str| {
        ["中共", "国家", "中国", "国务院"]
            .iter()
            .any(|word| rest.starts_with(word))
            || (!place.is_empty() && rest.starts_with(place))
    };
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in names.char_indices().skip(4) {
        let name = &names[start..at];
        if name.len() >= 12 && opens(&names[at..]) && words.ends_as_organ(name) {
            parts.push(name);
            start = at;
        }
    }
    parts.push(&names[start..]);
    parts
}

/// Parts English names: at commas where each part is a name, or before the words that names of
/// national bodies begin with (`Ministry of Transport National Energy Administration`).
fn english_names<'n>(list: &'n str, words: &Words) -> Vec<&'n str> {
    let list = list.trim_end_matches([',', '.', ' ']);
    let list = list.strip_prefix("BY ").unwrap_or(list);
    let list = list.trim_matches(is_blank);
    let organ = |name: &&str| words.senses(name).has(super::words::Sense::Organ);
    let parts: Vec<&str> = list.split(", ").map(str::trim).collect();
    if parts.len() > 1
        && parts
            .iter()
            .all(|part| organ(part) && !part.starts_with("and "))
    {
        return parts;
    }
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before = "of";
    let mut at = 0;
    for word in list.split(' ') {
        let opens = match word {
            "Ministry" => true,
            "National" | "State" => !matches!(before, "of" | "the" | "and" | "for"),
            _ => false,
        };
        if opens && at > start && before != "the" && organ(&&list[start..at]) {
            parts.push(list[start..at].trim_end());
            start = at;
        }
        before = word;
        at += word.len() + 1;
    }
    parts.push(&list[start..]);
    parts
}

/// The span inside the brackets around a line.
pub(super) fn inner(text: &str, span: Span) -> Span {
    Span::of(text, form::unbracketed(span.slice(text)))
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
    signature.issued_on = Some(IssuedOnData { span: dated, date });
    let before = text[start..dated.start()].trim_end_matches(is_blank);
    let stop = before
        .rmatch_indices(['。', '；', '：', '.', ';', ':', '！', '\n', '）', ')'])
        .map(|(at, stop)| at + stop.len())
        .next()?;
    let name = before[stop..].trim_matches(is_blank);
    let is_body = match language {
        Language::Chinese => form::organs(name, words),
        Language::English => form::is_names(name, words),
    };
    if !is_body || crate::marker::at_start(name).is_some() {
        return None;
    }
    let name = Span::of(text, name);
    signature.issuers = names_in(text, name, language, words);
    Some((signature, Span::new(name.start(), paragraph.end())))
}

/// A date of signature, from a field of metadata.
pub(super) fn dated(text: &str, value: Span) -> Option<IssuedOnData> {
    let slice = value.slice(text);
    let (rest, date): (&str, Date) = date::starting(slice)?;
    let end = value.end() - rest.len();
    Some(IssuedOnData {
        span: Span::new(value.start(), end).trim(text),
        date,
    })
}
