//! Markers in the middle of a paragraph, where a line break was lost.

use super::grammar::is_numeral;
use super::style::Style;
use super::{Found, Place, read};
use crate::document::is_wide;
use crate::span::is_blank;

/// Finds the markers inside a paragraph, from an offset on.
pub(super) fn find(paragraph: &str, from: usize, flat: bool, mut take: impl FnMut(Found, Place)) {
    if flat {
        in_flat(paragraph, from, &mut take);
    } else {
        glued(paragraph, from, &mut take);
    }
}

/// The first unit of a list that begins on the line of the provision it lies in, behind its heading:
/// `Sec. 2. Policy. (a) Agencies shall …`, with `(b)` on a line of its own.
pub(super) fn behind_heading(paragraph: &str, from: usize) -> Option<Found> {
    const LONGEST: usize = 160; // bytes of a heading
    let rest = paragraph.get(from..)?;
    let start = from + (rest.len() - rest.trim_start_matches(is_blank).len());
    let at = if paragraph[start..].starts_with('(') {
        start
    } else {
        start + paragraph[start..].find(". (")? + ". ".len()
    };
    if at > start + LONGEST {
        return None;
    }
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
fn glued(paragraph: &str, from: usize, take: &mut impl FnMut(Found, Place)) {
    let bytes = paragraph.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let start = match bytes[at] {
            b'.' | b';' | b'!' | b'?' | b')' => at + 1,
            b'(' if at > 0 && bytes[at - 1].is_ascii_lowercase() => at,
            0xE3 if bytes[at..].starts_with("。".as_bytes()) => at + 3,
            0xE3 if bytes[at..].starts_with("\u{3000}\u{3000}".as_bytes()) => at + 6,
            0xE2 if bytes[at..].starts_with("”".as_bytes()) => at + 3,
            0xEF if bytes[at..].starts_with("！".as_bytes())
                || bytes[at..].starts_with("）".as_bytes()) =>
            {
                at + 3
            }
            _ => {
                at += 1;
                continue;
            }
        };
        let found = paragraph
            .get(start..)
            .filter(|rest| rest.starts_with(begins_marker))
            .and_then(read)
            .filter(|found| may_be_glued(found, &paragraph[..start]));
        at = match found {
            Some(mut found) => {
                found.shift(start);
                let end = found.end;
                take(found, Place::Glued);
                end
            }
            None => start.max(at + 1),
        };
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
fn in_flat(paragraph: &str, from: usize, take: &mut impl FnMut(Found, Place)) {
    let mut last = '\n'; // the last visible character
    let mut spaced = true; // whether a space stands behind it
    let mut resume = from;
    for (at, ch) in paragraph.char_indices().skip_while(|&(at, _)| at < from) {
        if at < resume {
            last = ch;
            continue;
        }
        if is_blank(ch) {
            spaced = true;
            continue;
        }
        // A letter or digit in the middle of a word or number begins nothing.
        let breaks = spaced || is_wide(ch) || is_wide(last) || !last.is_alphanumeric();
        if breaks && begins_marker(ch) {
            let ended = ends_sentence(last);
            let found = read(&paragraph[at..]).filter(|found| {
                let (marker, rest) = paragraph[at..].split_at(found.end);
                // `(8) ) to promote`: closed twice by a slip, so no reference in a sentence.
                let heads = rest
                    .trim_start_matches(is_blank)
                    .starts_with(char::is_uppercase)
                    || marker.matches([')', '）']).count() > 1;
                may_be_flat(found, last, ended, spaced, heads)
            });
            if let Some(mut found) = found {
                found.shift(at);
                resume = found.end;
                take(found, Place::Flat(ended));
            }
        }
        last = ch;
        spaced = false;
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

fn ends_sentence(ch: char) -> bool {
    matches!(
        ch,
        '.' | '。'
            | '；'
            | ';'
            | '！'
            | '!'
            | '?'
            | '？'
            | '）'
            | ')'
            | '”'
            | '"'
            | '：'
            | ':'
            | '〕'
            | ']'
    )
}

fn begins_marker(ch: char) -> bool {
    matches!(ch, '(' | '（' | '第' | '附' | 'A'..='Z' | '①'..='⒛' | '㈠'..='㈩' | '—')
        || is_numeral(ch)
}
