//! What pages show besides the text: running heads and feet, and the numbers of pages.

use super::line::{Line, Page};
use std::collections::HashMap;

/// So many lines at the top and at the bottom of a page may be furniture.
const EDGE: usize = 4;

/// Takes the furniture away from pages.
pub(super) fn remove(pages: &mut [Page]) {
    let often = repeated(pages);
    for page in pages {
        let edges = edges(page);
        let mut furniture: Vec<usize> = Vec::new();
        for edge in edges {
            // From the edge inwards, up to the first line that is text.
            for at in edge {
                let line = &page.lines[at];
                let margin = in_margin(page, line);
                let number = is_page_number(&line.text) && margin;
                if number || keys(page, line).iter().any(|key| often.contains_key(key)) {
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
}

/// The lines at the top of a page, from the top, and those at its bottom, from the bottom.
fn edges(page: &Page) -> [Vec<usize>; 2] {
    let text = |at: &usize| page.lines[*at].cells.is_none();
    let mut order: Vec<usize> = (0..page.lines.len()).filter(text).collect();
    order.sort_by(|&one, &other| page.lines[other].base.total_cmp(&page.lines[one].base));
    let top = order.iter().take(EDGE).copied().collect();
    let bottom = order.iter().rev().take(EDGE).copied().collect();
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

/// Lines that stand at the same height of at least three pages, and of a fifth of all of them.
fn repeated(pages: &[Page]) -> HashMap<Key, usize> {
    let mut counts: HashMap<Key, usize> = HashMap::new();
    for page in pages {
        let mut here: Vec<_> = edges(page)
            .into_iter()
            .flatten()
            .flat_map(|at| keys(page, &page.lines[at]))
            .collect();
        here.sort();
        here.dedup();
        for key in here {
            *counts.entry(key).or_default() += 1;
        }
    }
    // Odd and even pages may have heads of their own, and so may each chapter.
    let enough = 3.max(pages.len() / 20);
    counts.retain(|_, count| *count >= enough);
    // A foot that counts pages in digits counts the first ones in Roman numerals.
    let digits: Vec<Key> = counts
        .keys()
        .filter(|key| key.1.is_some())
        .cloned()
        .collect();
    counts.extend(
        digits
            .into_iter()
            .map(|(shown, _, height)| ((shown, Some(ROMAN), height), enough)),
    );
    counts
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
        remove(&mut pages);
        assert_eq!(
            texts(&pages)[0],
            ["Text of page 1 begins", "It was the year 2020."]
        );
        assert_eq!(texts(&pages)[2][0], "A heading at the top");
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
