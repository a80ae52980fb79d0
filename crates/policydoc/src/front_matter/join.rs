//! Lines that are one: a bracket, a name or a list of addressees broken over several lines.

use super::form;
use super::line::{self, Kind, Line};
use super::title::open_ended;
use super::words::{Sense, Words};
use crate::document::Language;
use crate::span::is_blank;

/// A list of addressees is broken into no more lines.
const MOST_LINES: usize = 6;
/// What is joined is no longer than this, in bytes.
const LONGEST: usize = 1_500;

/// Joins the lines of a head or a tail.
pub(super) fn join(text: &str, lines: Vec<Line>, language: Language) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    for mut line in lines {
        let listed = joined
            .last()
            .is_some_and(|last| last.kind == Kind::Attached);
        if listed && form::is_entry(line.span.slice(text)) {
            (line.kind, line.title) = (Kind::Attached, false);
        }
        let from =
            broken_addressees(text, &joined, &line).or_else(|| broken_line(text, &joined, &line));
        let merged = from.map(|from| {
            let whole = joined[from].full.cover(line.full);
            let merged = line::read(text, whole, joined[from].adjacent, language);
            (from, merged)
        });
        match merged {
            Some((from, merged)) if keeps(&joined[from], &merged) => {
                joined.truncate(from);
                joined.push(merged);
            }
            _ => joined.push(line),
        }
    }
    joined
}

/// Whether two lines make more sense together.
fn keeps(first: &Line, merged: &Line) -> bool {
    merged.full.len() <= LONGEST
        && (matches!(merged.kind, Kind::Addressee | Kind::Approval) || merged.kind == first.kind)
}

/// `各区人民政府，市政府各委、办、局，` + `各有关单位：`: where the list begins that a line ends.
fn broken_addressees(text: &str, before: &[Line], line: &Line) -> Option<usize> {
    let slice = line.span.slice(text);
    let chinese = line.language == Language::Chinese;
    if !slice.ends_with(['：', ':']) || !line.adjacent || slice.contains(['。', '；']) {
        return None;
    }
    let goes_on = |line: &Line| {
        let slice = line.span.slice(text);
        let ends = slice.ends_with(['，', ',', '、']);
        matches!(line.kind, Kind::Short | Kind::Prose | Kind::Organ)
            && !line.title
            && !slice.contains(['。', '；'])
            && (ends || (!chinese && !slice.ends_with(['.', ':', ';'])))
    };
    let mut first = before.len();
    while first > 0 && before.len() - first < MOST_LINES && goes_on(&before[first - 1]) {
        first -= 1;
        if !before[first].adjacent {
            break;
        }
    }
    let names = |line: &Line| {
        Words::of(line.language)
            .senses(line.span.slice(text))
            .has(Sense::Addressee)
    };
    (first < before.len() && names(&before[first])).then_some(first)
}

/// `(2025年11月28日…第七届` + `委员会第十一次全体会议通过)`, `Leading Group of` + `Canal Projects`.
fn broken_line(text: &str, before: &[Line], line: &Line) -> Option<usize> {
    let last = before.last()?;
    let (slice, next) = (last.span.slice(text), line.span.slice(text));
    let open = ['（', '(', '[', '【'];
    let close = ['）', ')', ']', '】'];
    let bracket = slice.starts_with(open)
        && !slice.contains(close)
        && next.ends_with(close)
        && !next.starts_with(open);
    let name = last.kind == Kind::Organ
        && last.language == Language::English
        && line.adjacent
        && matches!(line.kind, Kind::Organ | Kind::Short)
        && open_ended(slice.trim_end_matches(is_blank));
    (bracket || name).then(|| before.len() - 1)
}
