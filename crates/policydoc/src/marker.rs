//! The marker grammar: what numbers a provision.
//!
//! ```text
//! I.   (I)   I、        A.   (A)   a.   (a)   a)      roman or latin letters
//! 1.   1、  1)  (1)      1.1  1.1.1                    arabic numbers and decimals
//! 一、 （一）  (一）     ①  ⑴  ⒈  ㈠                  Chinese numerals, circled numbers
//! Chapter I   Article 5   Sec. 2.   Annex 1   Action 12   No. 3
//! 第一编  第二章  第三节  第四条  第五款  附件1
//! ```
//!
//! What is found here is a candidate: whether it numbers a provision is for the outline to say.

mod grammar; // the forms
mod inside; // those in the middle of a paragraph
mod reading; // what they say
mod style; // the styles in one table

use crate::layout::{Paragraph, ParagraphKind};
use crate::lexicon::{Lexicon, Sense};
use crate::markup::without_tags;
use crate::scan::Scan;
use crate::script::{is_blank, is_colon, is_wide};
use crate::span::Span;
use grammar::{is_numeral, is_unit, shape};

pub(crate) use reading::{Path, Reading};
pub use style::Style;

/// Where a candidate stands, which says how likely it is to number a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// At the start of a paragraph.
    Start,
    /// Right after the end of a sentence, without the space that would part two sentences: a
    /// line break was lost there.
    Glued,
    /// Inside a paragraph in which all line breaks were lost; `true` after the end of a sentence.
    Flat(bool),
}

/// What may be a marker.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) span: Span,
    /// Index of the paragraph it stands in.
    pub(crate) paragraph: usize,
    pub(crate) place: Place,
    /// The ways to read it; the second is `Reading::default()` where there is one only.
    pub(crate) readings: [Reading; 2],
    /// What follows speaks against it: `3.5 per cent`, `Section 5 of the Act`.
    pub(crate) doubtful: bool,
    /// How far the line is indented that it begins, in columns; nested lists of Markdown differ
    /// in nothing else.
    pub(crate) indent: u8,
}

impl Candidate {
    pub(crate) fn readings(&self) -> &[Reading] {
        let count = 1 + usize::from(self.readings[1].style != Style::NONE);
        &self.readings[..count]
    }
}

/// All candidates of a text in order.
pub(crate) fn candidates(text: &str, scan: &Scan, paragraphs: &[Paragraph]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut attachments = Attachments::default();
    let mut previous = "";
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if paragraph.kind != ParagraphKind::Text {
            continue;
        }
        let slice = paragraph.span.slice(text);
        let before = std::mem::replace(&mut previous, slice);
        let start = paragraph.span.start();
        let mut from = 0;
        let found = at_start(slice);
        if attachments.list(slice, found.as_ref()) {
            continue;
        }
        if let Some(found) = found {
            from = found.end;
            // `附件` alone before all else heads the document itself.
            if !(candidates.is_empty() && found.is_bare_annex(slice)) {
                let mut candidate = found.candidate(start, index, Place::Start);
                candidate.indent = indent(&text[..start]);
                candidate.doubtful &= !goes_on_a_list(&candidate, &slice[from..], before);
                candidates.push(candidate);
            }
        }
        let headed = candidates
            .last()
            .is_some_and(|last| last.paragraph == index && last.readings[0].style.is_keyword());
        if headed
            && !paragraph.flat
            && let Some(found) = inside::behind_heading(slice, from)
        {
            from = found.end;
            candidates.push(found.candidate(start, index, Place::Glued));
        }
        let mut take = |found: Found, place| {
            candidates.push(found.candidate(start, index, place));
        };
        if paragraph.flat {
            inside::in_flat(slice, from, &mut take);
        } else {
            inside::glued(slice, start, from, scan.within(paragraph.span), &mut take);
        }
    }
    doubt_enumerations(&mut candidates);
    candidates
}

/// `The plan shall state:` and then `1. the volume;` `2. the works.`: a lower-case letter after a
/// number begins a unit of a list where the line before leads into one or goes on with one.
fn goes_on_a_list(candidate: &Candidate, rest: &str, before: &str) -> bool {
    candidate.readings[0].style == Style::ARABIC_DOT
        && rest
            .trim_start_matches(is_blank)
            .starts_with(char::is_lowercase)
        && [":", ";", "; and", "; or", ", and", ", or"]
            .iter()
            .any(|end| before.ends_with(end))
}

/// `First, …` `Second, …` `Third, …` is an enumeration in running text; only a word that stands
/// alone may be a numeral that a translator wrote out.
fn doubt_enumerations(candidates: &mut [Candidate]) {
    let mut last: Option<usize> = None;
    for at in 0..candidates.len() {
        let reading = candidates[at].readings[0];
        if reading.style != Style::WORD {
            continue;
        }
        if let Some(before) = last {
            let previous = candidates[before].readings[0].number;
            if previous < reading.number {
                candidates[before].doubtful = true;
                candidates[at].doubtful = true;
            }
        }
        last = Some(at);
    }
}

/// Follows the note that lists the attachments of a notice: `附件：1. 名单`, and `2. 样式` on the
/// next line. Its numbers number no provisions.
#[derive(Default)]
struct Attachments {
    /// The number that would go on with the list.
    next: Option<u32>,
}

impl Attachments {
    fn list(&mut self, paragraph: &str, found: Option<&Found>) -> bool {
        let noted = found.filter(|found| {
            found.is_bare_annex(paragraph) && paragraph[..found.end].ends_with(is_colon)
        });
        if let Some(noted) = noted {
            let listed = paragraph[noted.end..].trim_matches(is_blank);
            self.next = at_start(listed)
                .and_then(|first| first.readings[0].number)
                .map(|first| first + 1);
            return !listed.is_empty();
        }
        let number = found.and_then(|found| found.readings[0].number);
        let goes_on = self.next.is_some() && self.next == number && paragraph.chars().count() < 60;
        self.next = if goes_on {
            number.map(|number| number + 1)
        } else {
            None
        };
        goes_on
    }
}

/// A marker found in a slice: offsets are into that slice.
pub(crate) struct Found {
    start: usize,
    pub(crate) end: usize,
    readings: [Reading; 2],
    doubtful: bool,
}

impl Found {
    /// Moves the offsets into a slice that begins `by` bytes earlier.
    fn shift(&mut self, by: usize) {
        self.start += by;
        self.end += by;
    }

    /// `附件` without a number.
    fn is_bare_annex(&self, slice: &str) -> bool {
        let counts = |ch: char| is_numeral(ch) || ch.is_ascii_alphanumeric();
        self.readings[0].style == Style::ANNEX && !slice[self.start..self.end].contains(counts)
    }

    fn candidate(self, base: usize, paragraph: usize, place: Place) -> Candidate {
        Candidate {
            span: Span::new(base + self.start, base + self.end),
            paragraph,
            place,
            readings: self.readings,
            doubtful: self.doubtful,
            indent: 0,
        }
    }
}

/// The columns of white space that a text ends with since its last line break. Ideographic
/// spaces do not count: they indent every paragraph of a Chinese text.
fn indent(before: &str) -> u8 {
    const MOST: u8 = 64;
    let mut columns = 0;
    for byte in before.bytes().rev() {
        match byte {
            b' ' if columns < MOST => columns += 1,
            b'\t' if columns < MOST => columns += 4,
            _ => break,
        }
    }
    columns
}

/// The marker that a paragraph begins with, behind tags and the marks of Markdown
/// headings and bold type.
pub(crate) fn at_start(paragraph: &str) -> Option<Found> {
    let decoration = |ch: char| is_blank(ch) || matches!(ch, '#' | '*' | '_' | '>');
    let bare = without_tags(paragraph).trim_start_matches(decoration);
    let start = paragraph.len() - bare.len();
    let mut found = read(bare)?;
    found.shift(start);
    Some(found)
}

/// Whether a line begins with a marker that nothing speaks against.
pub(crate) fn begins(line: &str) -> bool {
    // "… by the end of" / "2019. The remaining buses …"
    let year = |found: &Found| found.readings[0].number.is_some_and(|number| number > 1500);
    at_start(line).is_some_and(|found| !found.doubtful && !year(&found))
}

/// Reads the marker that `input` begins with.
fn read(input: &str) -> Option<Found> {
    // Most paragraphs begin with a letter that begins no marker: settle those by one look.
    let first = *input.as_bytes().first()?;
    let worth = match first {
        b'A'..=b'Z' | b'0'..=b'9' | b'(' | b'-' => true,
        b'a'..=b'z' => input
            .as_bytes()
            .get(1..6)
            .is_some_and(|next| next.iter().any(|byte| matches!(byte, b'.' | b')' | b' '))),
        _ => first >= 0x80,
    };
    if !worth {
        return None;
    }
    let (rest, shape) = shape(input).ok()?;
    let end = input.len() - rest.len();
    let readings = shape.readings()?;
    let doubtful = doubtful(&readings[0], rest);
    Some(Found {
        start: 0,
        end,
        readings,
        doubtful,
    })
}
/// Whether what follows a marker speaks against it.
fn doubtful(reading: &Reading, rest: &str) -> bool {
    let after = rest.trim_start_matches(|ch: char| is_blank(ch) || matches!(ch, '*' | '_'));
    let Some(next) = after.chars().next() else {
        // Only a word or a bracket makes a marker that stands alone on its line.
        return matches!(reading.style, Style::ARABIC_BARE | Style::WORD)
            || reading.style.decimals() > 0;
    };
    let spaced = after.len() < rest.len();
    match reading.style {
        // "Section 5 of the Act", "第三条规定", "附件：1. …"
        style if style.is_keyword() => {
            if style == Style::ANNEX
                && !rest.starts_with(char::is_alphabetic)
                && matches!(next, '1' | '一')
            {
                return true;
            }
            // `No. 71/NQ-CP` and `Title 3—The President`, a title of the Federal Register
            !spaced && (next == '/' || style == Style::TITLE && matches!(next, '—' | '-'))
                || next.is_lowercase()
                // `Part A "Current State" describes`
                || matches!(next, '"' | '“') && style != Style::ANNEX && style.name().is_ascii()
                || !spaced && is_range(after)
                || matches!(next, ',' | '，' | '、' | '）' | ')' | '》' | ';' | '；' | '。')
                || Lexicon::by(after).starts(after, Sense::Reference).is_some()
        }
        Style::ARABIC_BARE => !(next.is_uppercase() || is_wide(next) && !is_unit(after)),
        Style::ARABIC_DOT
        | Style::DECIMAL_2
        | Style::DECIMAL_3
        | Style::DECIMAL_4
        | Style::DECIMAL_5
        | Style::DECIMAL_6 => {
            // "3.5 per cent", but "1.2.1 existing systems" is a clause
            next.is_lowercase() && reading.style.decimals() <= 2
                || next.is_ascii_digit() && !spaced
                || reading.style.decimals() > 0 && is_range(after)
                || matches!(next, ',' | ')' | '，' | '）' | '%')
                || reading.style != Style::ARABIC_DOT
                    && !spaced
                    && !is_wide(next)
                    && !next.is_uppercase()
        }
        // "U.S." and "e.g."
        Style::LATIN_UPPER_DOT | Style::LATIN_DOT | Style::ROMAN_DOT | Style::ROMAN_LOWER_DOT => {
            !spaced && !is_wide(next) && after.chars().nth(1) == Some('.')
                || !spaced && next.is_lowercase()
        }
        Style::CHINESE_DOT => matches!(next, '、'),
        _ => matches!(next, ',' | '，' | ';' | '、'),
    }
}

/// `0.81 - 3.56`: the second half of a range of amounts.
fn is_range(after: &str) -> bool {
    after
        .strip_prefix(['-', '–', '—', '~', '～'])
        .is_some_and(|rest| {
            rest.trim_start_matches(is_blank)
                .starts_with(|ch: char| ch.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Option<(&str, Style, Option<u32>)> {
        let found = at_start(text)?;
        let reading = found.readings[0];
        Some((&text[found.start..found.end], reading.style, reading.number))
    }

    #[test]
    fn each_style_is_read() {
        for (text, marker, style, number) in [
            ("I. Goals", "I.", Style::ROMAN_DOT, 1),
            ("(IV) Goals", "(IV)", Style::ROMAN_BRACKET, 4),
            ("XXXVIII. Goals", "XXXVIII.", Style::ROMAN_DOT, 38),
            ("A. Goals", "A.", Style::LATIN_UPPER_DOT, 1),
            ("(b) heads of", "(b)", Style::LATIN_BRACKET, 2),
            ("b) heads of", "b)", Style::LATIN_CLOSE, 2),
            ("12. We shall", "12.", Style::ARABIC_DOT, 12),
            ("１２．加强领导", "１２．", Style::ARABIC_DOT, 12),
            ("3、加强领导", "3、", Style::ARABIC_COMMA, 3),
            ("6.2.1 Publish", "6.2.1", Style::DECIMAL_3, 1),
            ("二十一、加强领导", "二十一、", Style::CHINESE_DOT, 21),
            ("（十二)加强领导", "（十二)", Style::CHINESE_BRACKET, 12),
            ("①加强领导", "①", Style::CIRCLED, 1),
            ("⑵加强领导", "⑵", Style::ARABIC_BRACKET, 2),
            ("第二十三条　各区", "第二十三条", Style::ARTICLE_ZH, 23),
            ("第一章 总则", "第一章", Style::CHAPTER_ZH, 1),
            ("附件2", "附件2", Style::ANNEX, 2),
            ("Chapter II: Duties", "Chapter II:", Style::CHAPTER, 2),
            ("Sec. 2 . Objectives.", "Sec. 2 .", Style::SECTION, 2),
            ("Article 5\tScope", "Article 5", Style::ARTICLE, 5),
            ("Action 12: Publish", "Action 12:", Style::ACTION, 12),
            ("No. 3 Publish", "No. 3", Style::NO, 3),
            ("Fifth, create", "Fifth,", Style::WORD, 5),
            ("**一、总体要求**", "一、", Style::CHINESE_DOT, 1),
            ("### Section 1.", "Section 1.", Style::SECTION, 1),
        ] {
            assert_eq!(first(text), Some((marker, style, Some(number))), "{text}");
        }
    }

    #[test]
    fn what_is_no_marker_is_not_read() {
        for text in [
            "2019年，全市",
            "3.5亿元",
            "The plan",
            "Sections 5 and 6",
            "一是加强领导",
            "（2019年）",
            "e.g. this",
            "U.S. agencies",
            "(see below)",
            "12,000 people",
            "10%",
            "",
            "(",
        ] {
            assert!(
                first(text).is_none_or(|_| at_start(text).is_some_and(|found| found.doubtful)),
                "{text}"
            );
        }
    }

    #[test]
    fn what_follows_may_speak_against_a_marker() {
        for text in [
            "3.5 per cent",
            "Section 5 of the Act",
            "第三条规定的",
            "5 million",
        ] {
            assert!(at_start(text).is_none_or(|found| found.doubtful), "{text}");
        }
    }

    #[test]
    fn a_letter_may_be_a_roman_numeral() {
        let found = at_start("(i) first").unwrap();
        let styles = found
            .readings
            .map(|reading| (reading.style, reading.number));
        assert_eq!(
            styles,
            [
                (Style::ROMAN_LOWER_BRACKET, Some(1)),
                (Style::LATIN_BRACKET, Some(9))
            ]
        );
    }
}
