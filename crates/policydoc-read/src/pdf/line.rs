//! From glyphs to lines.

use crate::builder::{Column, is_wide};
use unicode_normalization::UnicodeNormalization;

/// A glyph: its character and where it stands, in points from the lower left of the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub(super) ch: char,
    pub(super) left: f32,
    pub(super) right: f32,
    /// The line it stands on.
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
}

/// A line of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    /// The size of most of its glyphs.
    pub(super) size: f32,
    /// How wide its first word is: whether it would have fitted on the line before.
    pub(super) first: f32,
    /// Whether it breaks off inside a word.
    pub(super) hyphen: bool,
    /// The cells, where it is a row of a table.
    pub(super) cells: Option<Vec<Column>>,
    /// Whether all of its glyphs are bold.
    pub(super) bold: bool,
    /// Whether it is of a note at the foot of its page.
    pub(super) note: bool,
}

/// A page: its lines in reading order.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// From 1.
    pub(super) number: u32,
    pub(super) height: f32,
    pub(super) lines: Vec<Line>,
}

/// Collects the glyphs of a line.
#[derive(Debug, Default)]
pub(super) struct Collector {
    glyphs: Vec<Glyph>,
    text: String,
    lines: Vec<Line>,
    hyphen: bool,
    /// A space that waits for the glyph after it.
    space: Option<Space>,
}

/// A space between glyphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// The file holds it.
    Written,
    /// The glyphs stand apart there.
    Gap,
}

impl Collector {
    /// Adds a glyph.
    pub(super) fn glyph(&mut self, glyph: Glyph) {
        if let Some(last) = self.glyphs.last() {
            // Engines end a line where the glyphs jump; pdfium misses small jumps back, as between
            // the number at the end of a heading and the first word of the text below it.
            let below = (last.base - glyph.base).abs() > last.size.max(glyph.size) * 0.7;
            if below && glyph.left < last.left {
                self.end();
            }
        }
        if self.is_spaced(&glyph) {
            self.text.push(' ');
        }
        self.space = None;
        push_plain(&mut self.text, glyph.ch);
        self.glyphs.push(glyph);
    }

    /// Adds a space.
    pub(super) fn space(&mut self, space: Space) {
        // One that is written counts more than a gap beside it.
        if self.space != Some(Space::Written) {
            self.space = Some(space);
        }
    }

    /// Whether the space that waits is one to the reader. Word sets Chinese characters and digits
    /// apart by a quarter of an em, and letterheads are spread over the line: `办 公 厅 文 件`.
    fn is_spaced(&self, next: &Glyph) -> bool {
        let (Some(space), Some(last)) = (self.space, self.glyphs.last()) else {
            return false;
        };
        let gap = next.left - last.right;
        let most = match (is_wide(last.ch), is_wide(next.ch)) {
            (false, false) => 0.0,
            (true, true) => 1.0,
            _ => 0.5,
        };
        space == Space::Written || gap > most * last.size.max(next.size)
    }

    /// Says that the line ends inside a word, with a hyphen that was no glyph. It is kept, as those
    /// of policy documents are part of the word: `foreign-invested`.
    pub(super) fn hyphen(&mut self) {
        self.text.push('-');
        self.hyphen = true;
    }

    /// Ends the line.
    pub(super) fn end(&mut self) {
        let glyphs = std::mem::take(&mut self.glyphs);
        let text = std::mem::take(&mut self.text);
        let hyphen = std::mem::take(&mut self.hyphen) || ends_in_hyphen(&text);
        self.space = None;
        if glyphs.is_empty() || text.trim().is_empty() {
            return;
        }
        let left = glyphs
            .iter()
            .map(|glyph| glyph.left)
            .fold(f32::MAX, f32::min);
        let right = glyphs
            .iter()
            .map(|glyph| glyph.right)
            .fold(f32::MIN, f32::max);
        self.lines.push(Line {
            text: text.trim().to_owned(),
            left,
            right,
            base: common(&glyphs, |glyph| glyph.base),
            size: common(&glyphs, |glyph| glyph.size),
            first: first_word(&glyphs, &text),
            hyphen,
            cells: None,
            bold: glyphs.iter().all(|glyph| glyph.bold),
            note: false,
        });
    }

    /// How many lines have ended.
    pub(super) fn ended(&self) -> usize {
        self.lines.len()
    }

    /// The lines so far.
    pub(super) fn take(mut self) -> Vec<Line> {
        self.end();
        self.lines
    }
}

/// Whether a line breaks off behind a hyphen: `foreign-`, but not `aims -`.
fn ends_in_hyphen(text: &str) -> bool {
    let before = text.trim_end().strip_suffix(['-', '\u{2010}']);
    before.is_some_and(|before| before.ends_with(char::is_alphanumeric))
}

/// What most glyphs have: the raised mark of a note at the start of a line says nothing of where
/// the line stands.
fn common(glyphs: &[Glyph], of: impl Fn(&Glyph) -> f32) -> f32 {
    let mut values: Vec<f32> = glyphs.iter().map(of).collect();
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f32::total_cmp).1
}

/// The width of the first word: of the first character in Chinese, where lines break anywhere.
fn first_word(glyphs: &[Glyph], text: &str) -> f32 {
    let Some(first) = glyphs.first() else {
        return 0.0;
    };
    let letters = text
        .chars()
        .position(|ch| ch == ' ' || is_wide(ch))
        .unwrap_or(glyphs.len())
        .clamp(1, glyphs.len());
    glyphs[letters - 1].right - first.left
}

/// Adds a character in its plain form: ligatures as letters, and the radicals that fonts of
/// Chinese PDF files name in place of characters (`⼀` U+2F00 for `一`) as those characters.
fn push_plain(text: &mut String, ch: char) {
    match ch {
        '\u{FB00}'..='\u{FB06}' | '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' => {
            text.extend(std::iter::once(ch).nfkc());
        }
        '\u{AD}' => text.push('-'),
        _ if ch.is_control() || ('\u{E000}'..='\u{F8FF}').contains(&ch) => {}
        _ => text.push(ch),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(ch: char, left: f32, base: f32) -> Glyph {
        let right = left + 10.0;
        Glyph {
            ch,
            left,
            right,
            base,
            size: 10.0,
            bold: false,
        }
    }

    #[test]
    fn glyphs_make_lines() {
        let mut collector = Collector::default();
        collector.glyph(glyph('⼀', 50.0, 700.0));
        collector.glyph(glyph('ﬁ', 60.0, 700.0));
        collector.space(Space::Gap);
        collector.glyph(glyph('x', 80.0, 700.0));
        collector.glyph(glyph('y', 50.0, 680.0));
        let lines = collector.take();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].text, "一fi x");
        assert!((lines[0].right - 90.0).abs() < 0.1 && (lines[1].base - 680.0).abs() < 0.1);
    }
}
