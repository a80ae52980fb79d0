//! Notes at the foot of pages: a paragraph that goes on on the next page goes on across them.

use super::line::{Line, Page};
use super::measure::body_size;

/// Marks the lines of notes: smaller than the text, below all of it, from a line on that begins
/// with the mark of a note.
pub(super) fn mark(pages: &mut [Page]) {
    let Some(body) = body_size(pages) else {
        return;
    };
    for page in pages {
        let is_small = |line: &Line| line.cells.is_none() && line.size < 0.93 * body;
        let lowest = |lines: &mut dyn Iterator<Item = &Line>| {
            lines.map(|line| line.base).fold(f32::MAX, f32::min)
        };
        let text = lowest(&mut page.lines.iter().filter(|line| !is_small(line)));
        let below =
            |line: &Line| is_small(line) && line.base < text && line.base < 0.6 * page.height;
        let first = page
            .lines
            .iter()
            .filter(|line| below(line) && begins_with_mark(&line.text))
            .map(|line| line.base)
            .fold(f32::MIN, f32::max);
        for line in &mut page.lines {
            // The mark itself may be raised by a third.
            line.note = below(line) && line.base <= first + 0.4 * line.size;
        }
    }
}

/// Whether a line begins with the mark of a note: `1 See`, `12See`, `[3]`, `①`, `*`, `†`.
fn begins_with_mark(text: &str) -> bool {
    let rest = text.trim_start_matches(['[', '(', '〔', '（']);
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let after = rest[digits..].chars().next();
    match digits {
        0 => rest.starts_with(|ch: char| {
            matches!(ch, '*' | '†' | '‡' | '§' | '①'..='⑳' | '⑴'..='⒇' | '¹' | '²' | '³' | '⁰'..='⁹')
        }),
        1..=3 => after.is_some_and(|ch| ch.is_whitespace() || ch.is_alphabetic() || "])〕）“\"‘".contains(ch)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_notes_are_known() {
        for text in [
            "1 See the plan",
            "12See",
            "[3] Ibid.",
            "① 见第三条",
            "* Not counted",
            "¹ See",
        ] {
            assert!(begins_with_mark(text), "{text}");
        }
        for text in ["See 1", "1. Aims", "2019 was", "(a) the", "1.5 per cent"] {
            assert!(!begins_with_mark(text), "{text}");
        }
    }

    #[test]
    fn notes_are_smaller_and_below_the_text() {
        let line = |text: &str, base: f32, size: f32| Line {
            text: text.to_owned(),
            base,
            size,
            ..Line::default()
        };
        let mut pages = vec![Page {
            number: 1,
            height: 800.0,
            lines: vec![
                line("1 A small heading", 700.0, 8.0),
                line(
                    "The text of the page, which is longer than the notes,",
                    600.0,
                    11.0,
                ),
                line(
                    "and which goes on in the middle of a sentence on the",
                    120.0,
                    11.0,
                ),
                line("Source: the bureau", 100.0, 8.0),
                line("1 See the plan", 80.0, 8.0),
                line("of last year.", 70.0, 8.0),
            ],
        }];
        mark(&mut pages);
        let notes: Vec<bool> = pages[0].lines.iter().map(|line| line.note).collect();
        assert_eq!(notes, [false, false, false, false, true, true]);
    }
}
