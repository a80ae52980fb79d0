//! Markers in the middle of a paragraph, where a line break was lost.

use super::grammar::is_numeral;
use super::style::Style;
use super::{Found, Place, read};
use crate::scan::{At, Mark};
use crate::script::{clip, ends_line, is_blank, is_wide};

/// The first unit of a list that begins on the line of the provision it lies in, behind its heading:
/// `Sec. 2. Policy. (a) Agencies shall …`, with `(b)` on a line of its own.
pub(super) fn behind_heading(paragraph: &str, from: usize) -> Option<Found> {
    const LONGEST: usize = 160; // bytes of a heading
    let rest = paragraph.get(from..)?;
    let start = from + (rest.len() - rest.trim_start_matches(is_blank).len());
    let near = clip(&paragraph[start..], LONGEST);
    let at = match near.starts_with('(') {
        true => start,
        false => start + near.find(". (")? + ". ".len(),
    };
    let mut found = read(&paragraph[at..])?;
    let first = found.readings.iter().any(|reading| {
        reading.number == Some(1)
            && matches!(
                reading.style,
                Style::LATIN_BRACKET | Style::ARABIC_BRACKET | Style::ROMAN_LOWER_BRACKET
            )
    });
    let sentence = paragraph[at + found.end..]
        .trim_start_matches(is_blank)
        .starts_with(char::is_uppercase);
    if found.doubtful || !first || !sentence {
        return None;
    }
    found.shift(at);
    Some(found)
}

/// In running text a lost line break leaves a marker right behind the end of a sentence
/// (`Directive on Open Government.6.2 Transparency`), a heading (`Requirements(1) Guiding`) or an
/// indent of two ideographic spaces. Spaces part sentences otherwise, so little is looked at.
/// `marks` are those of the paragraph, which begins at `base`.
pub(super) fn glued(
    paragraph: &str,
    base: usize,
    mut from: usize,
    marks: &[At],
    take: &mut impl FnMut(Found, Place),
) {
    for at in marks {
        let (start, end) = (at.start() - base, at.end() - base);
        if start < from {
            continue;
        }
        let begin = match at.mark {
            // `；（2）` goes on with a list in a sentence.
            Mark::Stop if paragraph[start..].starts_with('；') => continue,
            Mark::Dot | Mark::Stop | Mark::Close | Mark::Quote => end,
            Mark::Open if paragraph[..start].ends_with(|ch: char| ch.is_ascii_lowercase()) => start,
            Mark::Wide if paragraph[end..].starts_with('\u{3000}') => end + '\u{3000}'.len_utf8(),
            _ => continue,
        };
        let found = Some(&paragraph[begin..])
            .filter(|rest| rest.starts_with(begins_marker))
            .and_then(read)
            .filter(|found| may_be_glued(found, &paragraph[..begin]));
        if let Some(mut found) = found {
            found.shift(begin);
            from = found.end;
            take(found, Place::Glued);
        }
    }
}

/// "U.S.A. Smith" and "p.5" are no markers: only what cannot be an abbreviation or a sum.
fn may_be_glued(found: &Found, before: &str) -> bool {
    let style = found.readings[0].style;
    if found.doubtful || matches!(style, Style::ARABIC_BARE | Style::NO) {
        return false;
    }
    let bracket = matches!(style, Style::ARABIC_BRACKET | Style::ROMAN_BRACKET);
    if before.ends_with(|ch: char| ch.is_ascii_alphabetic()) {
        return bracket;
    }
    if before.ends_with([')', '）']) {
        // `…（责任单位：市财政局）（三十四）…`, but not "paragraph (e)(1)"
        return matches!(style, Style::CHINESE_DOT | Style::CHINESE_BRACKET);
    }
    bracket
        || style.is_keyword()
        || style.decimals() > 0
        || matches!(
            style,
            Style::ARABIC_DOT | Style::ROMAN_DOT | Style::CHINESE_DOT | Style::CHINESE_BRACKET
        )
}

/// Where all line breaks are lost, a marker may stand anywhere.
pub(super) fn in_flat(paragraph: &str, from: usize, take: &mut impl FnMut(Found, Place)) {
    let bytes = paragraph.as_bytes();
    let mut next = from;
    while let Some(&byte) = bytes.get(next) {
        let at = next;
        next += 1;
        // Most of what stands in a text is in lower case.
        if byte.is_ascii_lowercase() || byte == b' ' {
            continue;
        }
        let Some(ch) = paragraph.get(at..).and_then(|rest| rest.chars().next()) else {
            continue;
        };
        let in_word = |at: usize| at > from && bytes[at - 1].is_ascii_alphanumeric();
        if !begins_marker(ch) || ch.is_ascii() && in_word(at) {
            continue;
        }
        let before = paragraph[..at].trim_end_matches(is_blank);
        let spaced = before.len() < at || at == from;
        let last = before.chars().next_back().unwrap_or('\n');
        // A letter or digit in the middle of a word or number begins nothing.
        if !(spaced || is_wide(ch) || is_wide(last) || !last.is_alphanumeric()) {
            continue;
        }
        let Some(mut found) = read(&paragraph[at..]) else {
            continue;
        };
        let ended = ends_line(last);
        let rest = paragraph[at + found.end..].trim_start_matches(is_blank);
        let heads = rest.starts_with(char::is_uppercase);
        if may_be_flat(&found, last, ended, spaced, heads) {
            found.shift(at);
            next = found.end;
            take(found, Place::Flat(ended));
        }
    }
}

/// `ended`, `spaced`: what stands before it; `heads`: whether a sentence or heading follows.
fn may_be_flat(found: &Found, last: char, ended: bool, spaced: bool, heads: bool) -> bool {
    let style = found.readings[0].style;
    // `第（三）项` refers to a provision; "Document No. 104" is no marker.
    if found.doubtful || last == '第' || matches!(style, Style::ARABIC_BARE | Style::NO) {
        return false;
    }
    match style {
        Style::WORD => ended && spaced,
        // `3. Overall requirements (4) Strengthen …`: a heading has no full stop.
        Style::ARABIC_BRACKET | Style::ROMAN_BRACKET => ended || spaced && heads,
        Style::ANNEX => true,
        style if style.is_keyword() => ended || style.name().chars().all(is_wide),
        Style::CHINESE_DOT | Style::CHINESE_BRACKET | Style::ARABIC_DOT => ended || is_wide(last),
        _ => ended,
    }
}

fn begins_marker(ch: char) -> bool {
    if ch.is_ascii() {
        return ch == '(' || ch.is_ascii_digit() || ch.is_ascii_uppercase();
    }
    matches!(ch, '（' | '第' | '附' | '①'..='⒛' | '㈠'..='㈩' | '—') || is_numeral(ch)
}
