//! What pages show besides the text: running heads and feet, and the numbers of pages.
//!
//! A line is one where pages that follow each other repeat it at the same height, and it stands in
//! the margin or apart from the text. What is numbered and what is labelled (`Lead: …`) is text,
//! however often it comes, and what is larger than the text is a heading.

use super::ends::begins_with_marker;
use super::label::is_labelled;
use super::line::{Line, Page};
use super::measure::{Pitch, body_size};
use crate::text::{Warning, WarningCode};
use std::collections::HashMap;

/// So many lines at the top and at the bottom of a page may be furniture.
const EDGE: usize = 4;

/// Takes the furniture away from pages, and tells what it was.
pub(super) fn remove(pages: &mut [Page]) -> Option<Warning> {
    let repeated = repeated(pages);
    let pitch = Pitch::of(pages);
    let body = body_size(pages).unwrap_or(f32::MAX);
    let mut told = Told::default();
    for page in pages {
        let mut furniture: Vec<usize> = Vec::new();
        for order in edges(page) {
            // From the edge inwards, up to the first line that is text; of these, as many as a gap
            // parts from the text.
            let is_number = |line: &Line| in_margin(page, line) && is_page_number(&line.text);
            let is_again = |line: &Line| {
                let seen = keys(page, line);
                let mut seen = seen.iter().filter_map(|key| repeated.get(key));
                let large = line.size > 1.15 * body;
                is_plain(line) && seen.any(|seen| !large || seen.is_throughout())
            };
            let lines = order.iter().map(|&at| &page.lines[at]).take(EDGE);
            let count = lines
                .take_while(|line| is_number(line) || is_again(line))
                .count();
            let apart = (0..count).rev().find(|&at| {
                let line = &page.lines[order[at]];
                let inner = order[at + 1..].iter().map(|&at| &page.lines[at]);
                // Type that is smaller than the text sets the margin off too.
                let small = in_margin(page, line) && line.size < 0.93 * body;
                is_number(line) || small || is_apart(page, line, inner, &pitch)
            });
            for &at in &order[..apart.map_or(0, |at| at + 1)] {
                if !furniture.contains(&at) {
                    let line = &page.lines[at];
                    told.line(&line.text, is_number(line));
                    furniture.push(at);
                }
            }
        }
        let mut at = 0;
        page.lines.retain(|_| {
            at += 1;
            !furniture.contains(&(at - 1))
        });
    }
    told.warning()
}

/// Whether a line is neither numbered nor labelled.
fn is_plain(line: &Line) -> bool {
    !begins_with_marker(&line.text) && !is_labelled(&line.text)
}

/// Whether a line stands in the margin, or with a gap to the next line inwards that paragraphs do
/// not have.
fn is_apart<'p>(
    page: &Page,
    line: &Line,
    mut inner: impl Iterator<Item = &'p Line>,
    pitch: &Pitch,
) -> bool {
    /// No text stands nearer to the edge, as a share of the page.
    const MARGIN: f32 = 0.06;
    /// Nothing but text stands nearer to the middle.
    const MIDDLE: f32 = 0.2;
    /// So many times the distance of lines is a gap, near the edge and elsewhere.
    const NEAR_EDGE: f32 = 1.25;
    const ELSEWHERE: f32 = 2.2;
    let share = line.base / page.height.max(1.0);
    if !(MARGIN..=1.0 - MARGIN).contains(&share) {
        return true;
    }
    if (MIDDLE..=1.0 - MIDDLE).contains(&share) {
        return false;
    }
    let gap = |inner: &Line| (line.base - inner.base).abs();
    // What stands beside it is no nearer to the text than it is.
    let next = inner.find(|inner| gap(inner) > 0.3 * line.size);
    let wanted = if in_margin(page, line) {
        NEAR_EDGE
    } else {
        ELSEWHERE
    };
    next.is_some_and(|next| gap(next) > wanted * pitch.of_size(line.size.max(next.size)))
}

/// What was left out.
#[derive(Debug, Default)]
struct Told {
    numbers: usize,
    lines: usize,
    /// The distinct ones, in their order.
    distinct: Vec<String>,
}

impl Told {
    fn line(&mut self, text: &str, number: bool) {
        if number {
            self.numbers += 1;
            return;
        }
        self.lines += 1;
        // The page number in a running head is another on each page.
        let text = text.trim_matches(|ch: char| ch.is_ascii_digit() || ch.is_whitespace());
        if !self.distinct.iter().any(|told| told == text) {
            self.distinct.push(text.to_owned());
        }
    }

    fn warning(&self) -> Option<Warning> {
        /// So many are told word for word, and so many characters of each.
        const TOLD: usize = 3;
        const CHARACTERS: usize = 40;
        if self.lines + self.numbers == 0 {
            return None;
        }
        let quoted = self.distinct.iter().take(TOLD).map(|text| {
            let short: String = text.chars().take(CHARACTERS).collect();
            let cut = if short.len() < text.len() { "…" } else { "" };
            format!("`{short}{cut}`")
        });
        let mut message = format!(
            "{} lines that pages repeat and {} page numbers were left out",
            self.lines, self.numbers
        );
        let quoted: Vec<String> = quoted.collect();
        if !quoted.is_empty() {
            message += &format!(": {}", quoted.join(", "));
        }
        let more = self.distinct.len().saturating_sub(TOLD);
        if more > 0 {
            message += &format!(" and {more} more");
        }
        Some(Warning::new(WarningCode::LeftOut, message))
    }
}

/// The lines of a page from the top, and from the bottom; rows of tables are left out.
fn edges(page: &Page) -> [Vec<usize>; 2] {
    let text = |at: &usize| page.lines[*at].cells.is_none();
    let mut top: Vec<usize> = (0..page.lines.len()).filter(text).collect();
    top.sort_by(|&one, &other| page.lines[other].base.total_cmp(&page.lines[one].base));
    let bottom = top.iter().rev().copied().collect();
    [top, bottom]
}

/// Whether a line stands in the upper or lower margin.
fn in_margin(page: &Page, line: &Line) -> bool {
    let share = line.base / page.height.max(1.0);
    !(0.12..=0.88).contains(&share)
}

/// What a line shows and where, as other pages may show it again.
type Key = (String, Option<i64>, i32);

/// What a line shows and the height it stands at: as it is, and with a number at its start or end
/// as the difference to the number of the page. `Chapter 3` and `Chapter 4` at the top of two
/// pages are no running head: their numbers do not grow with those of the pages.
fn keys(page: &Page, line: &Line) -> [Key; 2] {
    let digit = |ch: char| ch.is_ascii_digit();
    let text = line.text.as_str();
    let rest = text.trim_end_matches(digit);
    let (shown, number) = if rest.len() < text.len() {
        (rest, &text[rest.len()..])
    } else {
        let rest = text.trim_start_matches(digit);
        (rest, &text[..text.len() - rest.len()])
    };
    let number: Option<i64> = number.parse().ok();
    let offset = number.map(|number| number - i64::from(page.number));
    // Landscape pages stand among others: from the nearer edge.
    let share = line.base / page.height.max(1.0);
    let height = if share > 0.5 {
        page.height - line.base
    } else {
        -line.base
    };
    #[expect(clippy::cast_possible_truncation, reason = "a coarse height in points")]
    let height = (height / 8.0).round() as i32;
    let (shown, offset) = match ends_in_roman(text) {
        Some(before) => (before, Some(ROMAN)),
        None => (shown, offset),
    };
    [
        (text.to_owned(), None, height),
        (shown.to_owned(), offset, height),
    ]
}

/// Stands for a page number in Roman numerals: the first pages of a report.
const ROMAN: i64 = i64::MAX;

/// What of a line stands before a Roman numeral at its end: `Action Plan iii`.
fn ends_in_roman(text: &str) -> Option<&str> {
    let (before, last) = text.rsplit_once(' ')?;
    let roman = !last.is_empty() && last.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    roman.then(|| &text[..=before.len()])
}

/// Lines that stand at the same height of at least three pages, and of nearly every other page
/// from the first to the last of these: odd and even pages may have heads of their own, and so may
/// each chapter.
fn repeated(pages: &[Page]) -> HashMap<Key, Seen> {
    let mut seen: HashMap<Key, Seen> = HashMap::new();
    for (at, page) in pages.iter().enumerate() {
        let mut here: Vec<_> = edges(page)
            .into_iter()
            .flat_map(|edge| edge.into_iter().take(EDGE))
            .flat_map(|at| keys(page, &page.lines[at]))
            .collect();
        here.sort();
        here.dedup();
        for key in here {
            let seen = seen.entry(key).or_insert(Seen {
                pages: 0,
                first: at,
                last: at,
            });
            seen.pages += 1;
            seen.last = at;
        }
    }
    seen.retain(|_, seen| seen.is_often());
    // A foot that counts pages in digits counts the first ones in Roman numerals.
    let digits: Vec<(Key, Seen)> = seen
        .iter()
        .filter(|(key, _)| key.1.is_some())
        .map(|((shown, _, height), &seen)| ((shown.clone(), Some(ROMAN), *height), seen))
        .collect();
    seen.extend(digits);
    seen
}

/// On how many pages a line is seen, and which are the first and the last of them.
#[derive(Clone, Copy, Debug)]
struct Seen {
    pages: usize,
    first: usize,
    last: usize,
}

impl Seen {
    /// Whether nearly all pages of a long stretch show it, as no heading stands on.
    fn is_throughout(self) -> bool {
        self.pages >= 8 && self.pages * 4 >= (self.last - self.first + 1) * 3
    }

    fn is_often(self) -> bool {
        self.pages >= 3 && self.pages * 5 >= (self.last - self.first + 1) * 2
    }
}

/// `12`, `- 12 -`, `— 3 —`, `Page 3 of 10`, `第 3 页 共 9 页`, `xii`, `3 | Page`.
fn is_page_number(text: &str) -> bool {
    /// No page number is longer, in characters.
    const LONGEST: usize = 24;
    if text.chars().count() > LONGEST {
        return false;
    }
    let lower = text.to_lowercase();
    let bare: String = ["page", "of", "第", "页", "共", "頁"]
        .iter()
        .fold(lower, |text, word| text.replace(word, " "));
    let marks = |ch: char| {
        ch.is_whitespace()
            || matches!(
                ch,
                '-' | '–' | '—' | '－' | '─' | '·' | '|' | '/' | ',' | '，'
            )
    };
    let mut words = bare.split(marks).filter(|word| !word.is_empty()).peekable();
    let roman = |word: &str| {
        word.len() <= 6
            && word
                .bytes()
                .all(|byte| matches!(byte, b'i' | b'v' | b'x' | b'l'))
    };
    words.peek().is_some()
        && words.all(|word| {
            (word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit())) || roman(word)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(number: u32, lines: &[(&str, f32)]) -> Page {
        let lines = lines.iter().map(|&(text, base)| Line {
            text: text.to_owned(),
            base,
            size: 10.0,
            ..Line::default()
        });
        Page {
            number,
            height: 800.0,
            lines: lines.collect(),
        }
    }

    fn texts(pages: &[Page]) -> Vec<Vec<&str>> {
        pages
            .iter()
            .map(|page| page.lines.iter().map(|line| line.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn heads_and_page_numbers_go_and_the_text_stays() {
        let mut pages: Vec<Page> = (1..=4)
            .map(|number| {
                let foot = format!("Clean Canals | {number}");
                let year = format!("It was the year {}.", 2019 + number * number);
                let body = format!("Text of page {number} begins");
                page(
                    number,
                    &[
                        ("Action Plan 2020", 770.0),
                        (&body, 740.0),
                        (&year, 400.0),
                        (&foot, 30.0),
                    ],
                )
            })
            .collect();
        // What stands on one page alone is text, wherever it stands.
        pages[2].lines[0].text = "A heading at the top".to_owned();
        let told = remove(&mut pages).unwrap();
        assert_eq!(
            texts(&pages)[0],
            ["Text of page 1 begins", "It was the year 2020."]
        );
        assert_eq!(texts(&pages)[2][0], "A heading at the top");
        assert_eq!(
            told.to_string(),
            "left-out: 7 lines that pages repeat and 0 page numbers were left out: \
             `Action Plan`, `Clean Canals |`"
        );
    }

    #[test]
    fn cards_keep_what_is_numbered_and_labelled() {
        let mut pages: Vec<Page> = (1..=5)
            .map(|number| {
                let action = format!("Action {number}");
                page(
                    number,
                    &[
                        (&action, 770.0),
                        ("Lead: Ministry of Finance", 740.0),
                        ("Deadline: end of 2027", 725.0),
                        ("责任单位：市财政局", 700.0),
                        ("Practical recommendations", 680.0),
                        ("The ministry shall see to it.", 666.0),
                        ("Responsible departments: Ministry of Trade", 80.0),
                    ],
                )
            })
            .collect();
        let before = pages.clone();
        assert!(remove(&mut pages).is_none());
        assert_eq!(texts(&pages), texts(&before));
    }

    #[test]
    fn a_heading_that_comes_again_later_is_no_running_head() {
        let mut pages: Vec<Page> = (1..=20)
            .map(|number| {
                let body = format!("Text of page {number} begins and is longer than a heading");
                page(number, &[(&body, 740.0), ("and ends.", 400.0)])
            })
            .collect();
        for at in [1, 8, 17] {
            let heading = page(0, &[("Practical recommendations", 775.0)]);
            pages[at].lines.insert(0, heading.lines[0].clone());
        }
        assert!(remove(&mut pages).is_none());
        // One that stands on every page of a few, large as it is.
        pages.truncate(6);
        for page in &mut pages {
            let heading = Line {
                text: "Practical recommendations".to_owned(),
                base: 775.0,
                size: 16.0,
                ..Line::default()
            };
            page.lines.retain(|line| line.base < 750.0);
            page.lines.insert(0, heading);
        }
        assert!(remove(&mut pages).is_none());
    }

    #[test]
    fn page_numbers_are_known_in_their_forms() {
        for text in [
            "12",
            "- 12 -",
            "— 3 —",
            "Page 3 of 10",
            "第 3 页 共 9 页",
            "xii",
            "3 | Page",
        ] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["2019年", "Annex 3", "12,000 people", "—", "page"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
