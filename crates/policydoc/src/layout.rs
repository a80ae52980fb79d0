//! How the lines of a text make paragraphs.
//!
//! A plain text may hold one paragraph a line, paragraphs parted by blank lines and wrapped at a
//! column, or everything in one line with runs of spaces where line breaks were lost. Which of
//! them it is, is decided once for the document, from the lengths and ends of its lines.

use crate::lexicon::{Lexicon, Sense};
use crate::markup;
use crate::scan::{At, Line, Mark, Scan};
use crate::script::{clip, ends_line, is_blank, is_wide};
use crate::span::Span;
use std::collections::HashMap;

/// A stretch of text that belongs together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Paragraph {
    pub(crate) span: Span,
    pub(crate) kind: ParagraphKind,
    /// Whether line breaks were lost inside, so that markers may stand in the middle.
    pub(crate) flat: bool,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParagraphKind {
    Text,
    /// A row of a table.
    Row,
    /// Not of the text itself: a page number, a running head, a line of a table of contents.
    Furniture,
}

/// A line of a text in which line breaks were lost is longer than this, in bytes.
const FLAT: usize = 4_000;

/// Cuts a text into paragraphs, in order. Everything visible lies in one of them. `begins` tells of
/// a line whether it begins with a marker, so that it goes on with no other.
pub(crate) fn paragraphs(text: &str, scan: &Scan, begins: impl Fn(&str) -> bool) -> Vec<Paragraph> {
    let page = Page { text, scan, begins };
    let lines = scan.lines(text);
    let wrap = page.wrap(&lines);
    let heads = page.running_heads(&lines);
    let listed = page.contents_lines(&lines);
    let mut paragraphs: Vec<Paragraph> = Vec::with_capacity(lines.len());
    let mut contents = Contents::default();
    let mut last: Option<Line> = None;
    for (line, listed) in lines.into_iter().zip(listed) {
        let slice = line.span.slice(text);
        let kind = if listed {
            ParagraphKind::Furniture
        } else {
            kind(slice, &heads, &mut contents)
        };
        if let (Some(width), Some(last), Some(paragraph)) = (wrap, last, paragraphs.last_mut())
            && kind == ParagraphKind::Text
            && paragraph.kind == ParagraphKind::Text
            && page.joins(width, last, line)
        {
            paragraph.span = paragraph.span.cover(line.span);
        } else if kind == ParagraphKind::Text && line.span.len() > FLAT {
            flattened(text, line.span, &mut paragraphs);
        } else {
            paragraphs.push(Paragraph {
                span: line.span,
                kind,
                flat: false,
            });
        }
        last = Some(line);
    }
    paragraphs
}

/// The lines of a text as they stand on its pages.
struct Page<'t, B> {
    text: &'t str,
    scan: &'t Scan,
    begins: B,
}

impl<'t, B: Fn(&str) -> bool> Page<'t, B> {
    /// The width at which lines are broken, in bytes; `None` where a line is a paragraph. A text is
    /// wrapped where many lines go on in the next: the line before is nearly as long as lines get
    /// and ends in the middle of a sentence.
    fn wrap(&self, lines: &[Line]) -> Option<usize> {
        let mut lengths: Vec<usize> = lines.iter().map(|line| line.span.len()).collect();
        if lengths.len() < 4 {
            return None;
        }
        let nine_tenths = lengths.len() * 9 / 10;
        let (_, &mut width, _) = lengths.select_nth_unstable(nine_tenths);
        // A column that lines are wrapped at: no wider than a page, and no list of words.
        if !(40..=180).contains(&width) {
            return None;
        }
        let goes_on = |pair: &&[Line]| {
            let (line, next) = (pair[0], pair[1]);
            !next.after_blank
                && line.span.len() * 4 >= width * 3
                && !line.span.slice(self.text).ends_with(ends_line)
                && !(self.begins)(next.span.slice(self.text))
        };
        let count = lines.windows(2).filter(goes_on).count();
        (count * 7 >= lines.len()).then_some(width)
    }

    /// Whether a line goes on in the next one, in a text that is wrapped at `width`.
    fn joins(&self, width: usize, line: Line, next: Line) -> bool {
        let (before, after) = (line.span.slice(self.text), next.span.slice(self.text));
        if next.after_blank || is_bullet(after) || is_field(after) || (self.begins)(after) {
            return false;
        }
        // A heading is shorter than the column and is not gone on with, unless in lower case.
        after.starts_with(char::is_lowercase)
            || (before.len() * 4 >= width * 3
                && !(before.ends_with(ends_line) && before.len() * 10 < width * 9))
    }

    /// Lines that stand again and again, as a page's head or foot does.
    fn running_heads(&self, lines: &[Line]) -> Heads<'t> {
        /// A head stands at least so often, and is no longer than this.
        const OFTEN: u32 = 5;
        const SHORT: usize = 120;
        let mut heads = Heads::new();
        // A text of few pages has no running heads.
        if lines.len() < 120 {
            return heads;
        }
        for line in lines {
            let slice = line.span.slice(self.text);
            // A head has words, and neither a label's colon nor a marker: those recur in the body.
            if (8..=SHORT).contains(&slice.len())
                && !slice.starts_with(['(', '（', '-', '•', '#', '*', '['])
                && !slice.ends_with(ends_line)
                && !self.holds(line.span, &[Mark::Colon, Mark::Bar])
            {
                *heads.entry(slice).or_default() += 1;
            }
        }
        heads.retain(|head, count| *count >= OFTEN && !(self.begins)(head));
        heads
    }

    fn holds(&self, span: Span, marks: &[Mark]) -> bool {
        let mut within = self.scan.within(span).iter();
        within.any(|at| marks.contains(&at.mark))
    }

    /// Which lines belong to a table of contents by their leaders: the lines that have some, and
    /// short lines between two of them, where an entry is broken or its number stands apart.
    fn contents_lines(&self, lines: &[Line]) -> Vec<bool> {
        /// So many lines may stand between two with leaders.
        const GAP: usize = 3;
        let mut listed = vec![false; lines.len()];
        let mut last: Option<usize> = None;
        for (at, line) in lines.iter().enumerate() {
            if !self.has_leaders(line.span) {
                continue;
            }
            listed[at] = true;
            if let Some(last) = last.filter(|last| at - last <= GAP + 1) {
                let short = |line: &Line| line.span.len() < 140;
                if lines[last + 1..at].iter().all(short) {
                    listed[last + 1..at].fill(true);
                }
            }
            last = Some(at);
        }
        listed
    }

    /// `Positive results ........ 4`, `Foreword ______ 4`, `Annex I...32`: a line with leaders.
    fn has_leaders(&self, line: Span) -> bool {
        const LEADERS: [&str; 4] = [".....", "______", ". . . . .", "……………"];
        let leads = |at: &At| {
            let rest = &self.text.as_bytes()[at.start()..line.end()];
            let begins = |leader: &&str| rest.starts_with(leader.as_bytes());
            matches!(at.mark, Mark::Dot | Mark::Leader) && LEADERS.iter().any(begins)
        };
        let slice = line.slice(self.text);
        let entry = slice.trim_end_matches(|ch: char| ch.is_ascii_digit());
        (1..=3).contains(&(slice.len() - entry.len())) && entry.ends_with("...")
            || self.scan.within(line).iter().any(leads)
    }
}

fn is_bullet(line: &str) -> bool {
    line.starts_with([
        '•', '·', '●', '▪', '◦', '–', '—', '-', '*', '|', '#', '>', '□', '■', '◆', '<',
    ])
}

/// `Responsible departments: …`, `责任单位：…`: a line that begins with a label.
fn is_field(line: &str) -> bool {
    const LABEL: usize = 60; // bytes
    clip(line, LABEL + 3)
        .find([':', '：'])
        .is_some_and(|colon| {
            colon <= LABEL
                && !line.starts_with(char::is_lowercase)
                && line[..colon].split(' ').count() <= 6
        })
}

/// Cuts a line in which line breaks were lost at runs of wide white space, the trace that lost
/// indents and centred lines leave.
fn flattened(text: &str, line: Span, paragraphs: &mut Vec<Paragraph>) {
    const WIDE: usize = 4; // columns
    let slice = line.slice(text);
    let mut start = 0;
    let mut run: Option<(usize, usize)> = None; // offset and width of a run of white space
    let mut push = |from: usize, to: usize| {
        let span = Span::new(line.start() + from, line.start() + to).trim(text);
        if !span.is_empty() {
            paragraphs.push(Paragraph {
                span,
                kind: ParagraphKind::Text,
                flat: true,
            });
        }
    };
    for (offset, ch) in slice.char_indices() {
        if is_blank(ch) {
            let width = if ch == '\u{3000}' { 2 } else { 1 };
            let (at, sum) = run.unwrap_or((offset, 0));
            run = Some((at, sum + width));
        } else if let Some((at, width)) = run {
            run = None;
            if width >= WIDE {
                push(start, at);
                start = offset;
            }
        }
    }
    push(start, slice.len());
}

fn kind(line: &str, heads: &Heads<'_>, contents: &mut Contents) -> ParagraphKind {
    if contents.holds(line)
        || is_page_number(line)
        || !heads.is_empty() && heads.contains_key(line)
        || markup::is_furniture(line)
    {
        ParagraphKind::Furniture
    } else if is_row(line) {
        ParagraphKind::Row
    } else {
        ParagraphKind::Text
    }
}

/// A row of a Markdown table, or cells parted by tabs.
fn is_row(line: &str) -> bool {
    line.starts_with('|') || {
        // A tab after a marker only sets it off: `Article 1\tScope`.
        let mut tabs = memchr::memchr_iter(b'\t', line.as_bytes());
        tabs.next().is_some() && tabs.nth(1).is_some()
    }
}

/// `12`, `- 12 -`, `— 3 —`, `Page 3 of 10`, `第 3 页`.
fn is_page_number(line: &str) -> bool {
    const LONGEST: usize = 32; // bytes
    const DIGITS: usize = 4;
    if line.len() > LONGEST || !line.contains(|ch: char| ch.is_ascii_digit()) {
        return false;
    }
    let dash = |ch: char| is_blank(ch) || matches!(ch, '-' | '—' | '–' | '－' | '─' | '·');
    let bare = line.trim_matches(dash);
    let mut words = bare
        .split(|ch: char| ch.is_ascii_digit())
        .flat_map(|between| between.split(is_blank))
        .filter(|word| !word.is_empty())
        .peekable();
    let lone = words.peek().is_none();
    let mut numbers = bare
        .split(|ch: char| !ch.is_ascii_digit())
        .filter(|digits| !digits.is_empty());
    numbers.all(|digits| digits.len() <= DIGITS && (!lone || digits.len() == bare.len()))
        && words.all(|word| Lexicon::by(word).word(word, Sense::Page).is_some())
}

type Heads<'t> = HashMap<&'t str, u32>;

/// Follows a table of contents: the lines after its title that end in a page number or stand
/// between such lines.
#[derive(Default)]
struct Contents {
    open: bool,
    misses: u32,
}

impl Contents {
    fn holds(&mut self, line: &str) -> bool {
        if is_contents_title(line) {
            self.open = true;
            self.misses = 0;
            return true;
        }
        if !self.open {
            return false;
        }
        if ends_in_page(line) {
            self.misses = 0;
            return true;
        }
        self.misses += 1;
        self.open = self.misses <= 1 && line.len() < 120;
        false
    }
}

fn is_contents_title(line: &str) -> bool {
    const LONGEST: usize = 20; // bytes, without the marks around it
    if line.len() > 2 * LONGEST {
        return false;
    }
    let bare = line.trim_matches(['#', '*', ' ', ':', '：']);
    if bare.len() > LONGEST || bare.is_empty() {
        return false;
    }
    let lexicon = Lexicon::by(bare);
    if bare.starts_with(is_wide) {
        let letters: String = bare.chars().filter(|&ch| !is_blank(ch)).collect();
        return lexicon.word(&letters, Sense::Contents).is_some();
    }
    lexicon.word(bare, Sense::Contents).is_some()
}

/// `Positive results 4`: a short line that ends in a page number.
fn ends_in_page(line: &str) -> bool {
    let words = line.trim_end_matches(|ch: char| ch.is_ascii_digit());
    line.len() < 160
        && words.len() < line.len()
        && line.len() - words.len() <= 3
        && words.ends_with([' ', '\t', '.', '…', '·', '\u{3000}'])
        && words.trim().len() > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Paragraph> {
        let begins = |line: &str| line.starts_with(|ch: char| ch.is_ascii_digit());
        paragraphs(text, &Scan::new(text), begins)
    }

    fn cut(text: &str) -> Vec<&str> {
        all(text)
            .iter()
            .map(|paragraph| paragraph.span.slice(text))
            .collect()
    }

    #[test]
    fn a_line_is_a_paragraph_unless_the_text_is_wrapped() {
        assert_eq!(
            cut("One line.\n\nAnother\r\n  third  \n"),
            ["One line.", "Another", "third"]
        );
    }

    #[test]
    fn a_wrapped_text_is_joined_up_to_its_blank_lines_and_markers() {
        let text = "\
1. The department shall publish a plan for the whole of the
   district, and shall report on it to the council once in
   every year that follows the year of its publication until
   the plan has been carried out.
2. The council shall hear the report in an open meeting and
   shall publish what was said there, with the names of all
   members who took part in the meeting and spoke at length.

The plan enters into force upon its publication in the city
gazette.
";
        let cut = cut(text);
        assert_eq!(cut.len(), 3, "{cut:#?}");
        assert!(cut[1].starts_with("2. The council"));
        assert!(cut[2].ends_with("gazette."));
    }

    #[test]
    fn page_numbers_and_contents_are_no_text() {
        use ParagraphKind::{Furniture, Text};
        let text = "Contents\nI. Goals ..... 1\nII. Tasks ..... 2\n- 1 -\nI. Goals\nPage 2 of 10";
        let kinds: Vec<_> = all(text).iter().map(|paragraph| paragraph.kind).collect();
        assert_eq!(
            kinds,
            [Furniture, Furniture, Furniture, Furniture, Text, Furniture]
        );
    }

    #[test]
    fn lost_line_breaks_are_found_by_the_spaces_they_left() {
        let text = format!(
            "标题\u{3000}\u{3000}一、目标\u{3000}\u{3000}{}",
            "为进一步加强工作。".repeat(160)
        );
        let cut = cut(&text);
        assert_eq!(&cut[..2], ["标题", "一、目标"]);
    }
}
