//! How the paragraphs of a head or a tail make rows: cut at line breaks, into cells, and joined
//! again where a bracket, a name or a list of addressees was broken.

use super::clean;
use super::evidence::{Kind, Row, SHORT, columns, row};
use super::form;
use super::number;
use super::title::open_ended;
use crate::date;
use crate::document::Language;
use crate::lexicon::{Lexicon, Sense};
use crate::script::{closes, is_blank, is_colon, opens};
use crate::span::Span;

/// No line has more cells.
const MOST_CELLS: usize = 4;

/// Adds the rows of a stretch of text: a long line stands for itself, whatever is inside.
pub(super) fn rows(text: &str, span: Span, language: Language, rows: &mut Vec<Row>) {
    let mut start = span.start();
    for piece in clean::split_lines(span.slice(text)) {
        let full = Span::new(start, start + piece.len()).trim(text);
        start += piece.len();
        let mut rest = full;
        for _ in 0..MOST_CELLS {
            let Some(cell) = second_cell(rest.slice(text), language) else {
                break;
            };
            let cell = rest.start() + cell;
            let first = Span::new(rest.start(), cell).trim(text);
            push(text, first, language, rows);
            rest = Span::new(cell, rest.end()).trim(text);
        }
        if !rest.is_empty() {
            push(text, rest, language, rows);
        }
    }
}

fn push(text: &str, full: Span, language: Language, rows: &mut Vec<Row>) {
    let before = rows.last().map_or(0, |row| row.full.end());
    let between = text.get(before..full.start()).unwrap_or_default();
    let adjacent = before > 0 && between.bytes().filter(|&byte| byte == b'\n').count() <= 1;
    let next = row(text, full, adjacent, language);
    let joined = broken(text, rows, &next).and_then(|from| {
        let whole = rows[from].full.cover(full);
        let merged = row(text, whole, rows[from].adjacent, language);
        keeps(text, &rows[from], &merged).then_some((from, merged))
    });
    if let Some((from, merged)) = joined {
        rows.truncate(from);
        rows.push(merged);
        return;
    }
    rows.push(next);
}

/// Where the second cell of a line begins: the month of a title page (`CONTRIBUTION
/// MAY 2020`), a title behind its number, the day that a body has signed on, the note on
/// publication and what follows it (`2013年4月10日（此件公开发布） XX市工作规则`).
fn second_cell(line: &str, language: Language) -> Option<usize> {
    if columns(line) > SHORT {
        return None;
    }
    if let Some(open) = form::number_behind(line) {
        return Some(open);
    }
    if language == Language::English {
        let month = date::month_at_end(line).filter(|&at| at > 0);
        return month.or_else(|| second_column(line));
    }
    // `X府发〔2021〕7号      签发人：王石`, `X府发〔2021〕7号X府关于修渠的意见`
    let number = number::find(line).filter(|range| range.start == 0 && range.end < line.len());
    if let Some(range) = number
        && !line[range.end..].starts_with(['》', '）', ')', '，', '。'])
    {
        return Some(range.end);
    }
    let words = Lexicon::of(language);
    let note = line.starts_with(opens);
    if let Some(open) = line.find(opens)
        && let Some(close) = line[open..].find(closes)
    {
        let close = open + close;
        let end = close + line[close..].chars().next().map_or(1, char::len_utf8);
        let release = words
            .find(&line[open..end], Sense::Release)
            .next()
            .is_some();
        let cell = if note { end } else { open };
        if release && cell < line.len() && (note || date::whole(&line[..open]).is_some()) {
            return Some(cell);
        }
    }
    let (range, _) = date::ending(line)?;
    let names = line[..range.start].trim_end_matches(is_blank);
    // The day stands apart, at the end.
    let alone = range.end == line.len() && names.len() < range.start;
    (alone && form::is_names(names, words)).then_some(range.start)
}

/// `No: 71/QD-TTg          Hanoi, June 02, 2022`: where the second column of a letterhead begins.
fn second_column(line: &str) -> Option<usize> {
    let words = Lexicon::of(Language::English);
    let gap = line.find("   ").filter(|&gap| gap > 0)?;
    let right = line[gap..].trim_start_matches(is_blank);
    let column = number::whole(&line[..gap]).is_some()
        || form::placed_date(right, words).is_some()
        || words
            .word(right.trim_end_matches(','), Sense::Furniture)
            .is_some();
    (column && !right.is_empty()).then(|| line.len() - right.len())
}

/// The first of the rows that a line goes on.
fn broken(text: &str, before: &[Row], next: &Row) -> Option<usize> {
    addressees(text, before, next).or_else(|| {
        let last = before.last()?;
        let (line, rest) = (last.text(text), next.text(text));
        // `(2025年11月28日…第七届` + `委员会第十一次全体会议通过)`
        let bracket = line.starts_with(opens)
            && !line.contains(closes)
            && rest.ends_with(closes)
            && !rest.starts_with(opens);
        // `Leading Group of` + `Canal Projects`
        let name = last.kind == Kind::Organ
            && last.language == Language::English
            && next.adjacent
            && next.is_short()
            && open_ended(line);
        (bracket || name).then(|| before.len() - 1)
    })
}

/// `各区人民政府，市政府各委、办、局，` + `各有关单位：`: where the list begins that a line ends.
fn addressees(text: &str, before: &[Row], next: &Row) -> Option<usize> {
    /// A list of addressees is broken into no more lines.
    const MOST: usize = 6;
    let slice = next.text(text);
    if !slice.ends_with(is_colon) || !next.adjacent || slice.contains(['。', '；']) {
        return None;
    }
    let goes_on = |row: &Row| {
        let slice = row.text(text);
        let ends = slice.ends_with(['，', ',', '、']);
        let english = row.language == Language::English;
        matches!(row.kind, Kind::Short | Kind::Prose | Kind::Organ)
            && !row.title
            && !slice.contains(['。', '；'])
            && (ends || english && !slice.ends_with(['.', ':', ';']))
    };
    let mut first = before.len();
    while first > 0 && before.len() - first < MOST && goes_on(&before[first - 1]) {
        first -= 1;
        if !before[first].adjacent {
            break;
        }
    }
    let opening = before.get(first)?;
    let mut names = opening.words().find(opening.text(text), Sense::Addressee);
    names.next().map(|_| first)
}

/// Whether two lines make more sense together.
fn keeps(text: &str, first: &Row, merged: &Row) -> bool {
    /// What is joined is no longer, in columns.
    const LONGEST: usize = 1_200;
    (matches!(merged.kind, Kind::Addressee | Kind::Approval) || merged.kind == first.kind)
        && columns(merged.text(text)) <= LONGEST
}
