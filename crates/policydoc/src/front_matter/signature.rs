//! Signatures: who signed and when, at the head of a covering notice or at the end of a document.

use super::evidence::{Kind, Row, columns};
use super::form;
use crate::date;
use crate::document::{IssuedOnData, Language};
use crate::lexicon::{Lexicon, Sense};
use crate::script::{clip_start, closes, ends_sentence, is_blank, is_colon, is_han, opens};
use crate::span::Span;

/// A signature: the bodies, the date and the note on publication.
#[derive(Clone, Debug, Default)]
pub(super) struct Signature {
    pub(super) issuers: Vec<Span>,
    pub(super) issued_on: Option<IssuedOnData>,
    pub(super) release: Option<Span>,
    /// How many rows before its day it takes.
    pub(super) rows: usize,
}

/// No document is signed by more bodies, each on a line of its own.
const MOST_ISSUERS: usize = 12;

/// The signature that ends with the date at `at`: the bodies stand on the lines before it. Where
/// none of them ends as names do, one line that could be a name is one: who signs stands over
/// the day. `alone` says that nothing else can stand there.
pub(super) fn at(text: &str, rows: &[Row], at: usize, alone: bool) -> Signature {
    let Kind::Date(date) = rows[at].kind else {
        return Signature::default();
    };
    let above = rows[..at].iter().rev().take(MOST_ISSUERS);
    let mut count = above.take_while(|row| row.kind == Kind::Organ).count();
    let mut issuers = names(text, &rows[at - count..at]);
    if count == 0
        && let Some(above) = rows[..at]
            .last()
            .filter(|row| alone && could_sign(text, row))
    {
        count = 1;
        issuers = vec![above.span];
    }
    let day = rows[at].span;
    let day = date::ending(day.slice(text)).map_or(inner(text, day), |(range, _)| {
        Span::new(day.start() + range.start, day.start() + range.end)
    });
    Signature {
        issuers,
        issued_on: Some(IssuedOnData { span: day, date }),
        release: None,
        rows: count,
    }
}

/// Whether a short line can be the name of who signs, though it has no known head or, in a
/// translation, no capitals: `芜湖市科协`, `the people’s government of X city`.
pub(super) fn could_sign(text: &str, row: &Row) -> bool {
    /// The columns of such a name.
    const NAME: usize = 60;
    let line = row.text(text);
    let short = row.kind == Kind::Short && !row.title && !row.provision && columns(line) <= NAME;
    short
        && match row.language {
            Language::Chinese => form::is_plain(line) && columns(line) >= 6,
            Language::English => {
                line.split(' ').count() <= 12 && form::names_body(line, row.words())
            }
        }
}

/// The names on lines of names: several may stand on one.
pub(super) fn names(text: &str, rows: &[Row]) -> Vec<Span> {
    let rows = rows.iter().filter(|row| row.kind == Kind::Organ);
    rows.flat_map(|row| names_in(text, row.span, row.words()))
        .collect()
}

/// The names in a list without other words.
pub(super) fn names_in(text: &str, list: Span, words: &Lexicon) -> Vec<Span> {
    let list = list.slice(text);
    let names = if list.contains(is_han) {
        let names = form::chinese_names(list);
        names.flat_map(|piece| unglued(piece, words)).collect()
    } else {
        english_names(list, words)
    };
    names.into_iter().map(|name| Span::of(text, name)).collect()
}

/// The first two characters of a name or a title, which are those of its place.
fn place(name: &str, words: &Lexicon) -> String {
    let party = words
        .starts(name, Sense::Opening)
        .filter(|word| word.value == "party");
    name[party.map_or(0, |word| word.text.len())..]
        .chars()
        .take(2)
        .collect()
}

/// Parts Chinese names that run into each other where a name has ended and another of the same
/// place begins: `龙岩市城市管理局龙岩市通信发展管理办公室`.
fn unglued<'n>(names: &'n str, words: &Lexicon) -> Vec<&'n str> {
    /// No name is shorter, in columns.
    const SHORTEST: usize = 8;
    let place = place(names, words);
    let opens = |rest: &str| {
        words.starts(rest, Sense::Opening).is_some() || rest.starts_with(place.as_str())
    };
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in names.char_indices().skip(4) {
        let name = &names[start..at];
        if opens(&names[at..]) && columns(name) >= SHORTEST && form::is_name(name, words) {
            parts.push(name);
            start = at;
        }
    }
    parts.push(&names[start..]);
    parts
}

/// Parts English names: at commas where each part is a name, or before the words that names of
/// national bodies begin with (`Ministry of Transport National Energy Administration`).
fn english_names<'n>(list: &'n str, words: &Lexicon) -> Vec<&'n str> {
    let list = list.trim_end_matches([',', '.', ' ']);
    let list = form::without_agent(list, words);
    let parts: Vec<&str> = list.split(", ").map(str::trim).collect();
    let linked = |part: &str| {
        let word = words.starts(part, Sense::Linked);
        word.is_some() && words.starts(part, Sense::Article).is_none()
    };
    let body = |part: &&str| form::names_body(part, words) && !linked(part);
    if parts.len() > 1 && parts.iter().all(body) {
        return parts;
    }
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut linked = true;
    for word in list.split(' ') {
        let opening = words.word(word, Sense::Opening).filter(|_| !linked);
        if opening.is_some() && at > start && form::names_body(&list[start..at], words) {
            parts.push(list[start..at].trim_end());
            start = at;
        }
        linked = words.word(word, Sense::Linked).is_some();
        at += word.len() + 1;
    }
    parts.push(&list[start..]);
    parts
}

/// The span inside the brackets around a line.
pub(super) fn inner(text: &str, span: Span) -> Span {
    Span::of(text, form::unbracketed(span.slice(text)))
}

/// Where the name begins that a text ends with, behind other words without a mark between:
/// a body of the place that the whole text begins with (`2.填报说明芜湖市人民政府办公室`), or in
/// English a run of capitals after the last small word.
pub(super) fn last_names(before: &str, whole: &str, words: &Lexicon) -> Option<usize> {
    let before = before.trim_end_matches(is_blank);
    if !before.contains(is_han) {
        let stops = |ch| closes(ch) || ends_sentence(ch) || is_colon(ch);
        let start = before.rfind(stops).map_or(0, |at| at + 1);
        let start = before.len() - before.get(start..)?.trim_start_matches(is_blank).len();
        return form::is_names(&before[start..], words).then_some(start);
    }
    let place = place(whole.trim_start(), words);
    let tail = before.len() - before.trim_end_matches(|ch| !ends_sentence(ch)).len();
    let from = before.len() - tail;
    let starts = before.match_indices(place.as_str()).map(|(at, _)| at);
    let mut starts = starts.filter(|&at| at >= from && !place.is_empty());
    starts.find(|&at| form::is_names(&before[at..], words))
}

/// The signature that a paragraph ends with where line breaks were lost: `…落实。XX省人民政府
/// 2021年8月23日（此件公开发布）`. The span is what it takes of the paragraph.
pub(super) fn glued(text: &str, paragraph: Span, words: &Lexicon) -> Option<(Signature, Span)> {
    /// A signature is no longer than this, in bytes.
    const LONGEST: usize = 400;
    let mut tail = clip_start(paragraph.slice(text), LONGEST);
    let mut signature = Signature::default();
    if tail.ends_with(closes)
        && let Some(open) = tail.rfind(opens)
        && words.find(&tail[open..], Sense::Release).next().is_some()
    {
        signature.release = Some(Span::of(text, &tail[open..]));
        tail = &tail[..open];
    }
    let (range, date) = date::ending(tail)?;
    let span = Span::of(text, &tail[range.clone()]);
    signature.issued_on = Some(IssuedOnData { span, date });
    let before = tail[..range.start].trim_end_matches(is_blank);
    let stops = |ch| ends_sentence(ch) || is_colon(ch) || closes(ch) || ch == '\n';
    let stop = before.rfind(stops)?;
    let stop = stop + before[stop..].chars().next().map_or(1, char::len_utf8);
    let line = before[stop..].trim_matches(is_blank);
    let whole = form::is_names(line, words) && crate::marker::at_start(line).is_none();
    let own = last_names(line, text, words);
    let name = match own {
        Some(at) if at > 0 => &line[at..],
        _ if whole => line,
        _ => return None,
    };
    let name = Span::of(text, name);
    signature.issuers = names_in(text, name, words);
    Some((signature, Span::new(name.start(), paragraph.end())))
}

/// A date of signature, from a field of metadata.
pub(super) fn dated(text: &str, value: Span) -> Option<IssuedOnData> {
    let slice = value.slice(text);
    let (range, date) = date::first(slice).filter(|(range, _)| range.start == 0)?;
    let span = Span::new(value.start(), value.start() + range.end);
    Some(IssuedOnData { span, date })
}
