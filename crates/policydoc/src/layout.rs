//! How the lines of a text make paragraphs.
//!
//! A plain text may hold one paragraph a line, paragraphs parted by blank lines and wrapped at a
//! column, or everything in one line with runs of spaces where line breaks were lost. Which of
//! them it is, is decided once for the document, from the lengths and ends of its lines.

use crate::marker;
use crate::markup;
use crate::span::{Span, is_blank};
use memchr::memchr2_iter;
use memchr::memmem::Finder;
use std::collections::HashMap;
use std::sync::LazyLock;

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

/// Cuts a text into paragraphs, in order. Everything visible lies in one of them.
pub(crate) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let lines = lines(text);
    let wrap = Wrap::detect(text, &lines);
    let heads = running_heads(text, &lines);
    let listed = contents_lines(text, &lines);
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
        if let (Some(last), Some(paragraph)) = (last, paragraphs.last_mut())
            && kind == ParagraphKind::Text
            && paragraph.kind == ParagraphKind::Text
            && wrap.joins(text, last, line)
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

/// A line that is not blank.
#[derive(Clone, Copy)]
struct Line {
    span: Span,
    /// Whether a blank line stands before it.
    after_blank: bool,
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::with_capacity(text.len() / 120 + 4);
    let mut start = 0;
    let mut after_blank = false;
    let bytes = text.as_bytes();
    for end in memchr2_iter(b'\n', b'\r', bytes).chain([text.len()]) {
        let span = Span::new(start, end).trim(text);
        // The two bytes of CR LF end one line, not two.
        let pair = start > 0
            && bytes.get(start - 1) == Some(&b'\r')
            && bytes.get(end) == Some(&b'\n')
            && end == start;
        if !span.is_empty() {
            lines.push(Line { span, after_blank });
            after_blank = false;
        } else if !pair {
            after_blank = true;
        }
        start = end + 1;
    }
    lines
}

/// How the text is wrapped.
struct Wrap {
    /// The width at which lines are broken, in bytes; `None` where a line is a paragraph.
    width: Option<usize>,
}

impl Wrap {
    /// A text is wrapped where many lines go on in the next: it begins in lower case, or the line
    /// before is as long as lines get and ends in the middle of a sentence.
    fn detect(text: &str, lines: &[Line]) -> Self {
        let mut lengths: Vec<usize> = lines.iter().map(|line| line.span.len()).collect();
        if lengths.len() < 4 {
            return Self { width: None };
        }
        let nine_tenths = lengths.len() * 9 / 10;
        let (_, &mut width, _) = lengths.select_nth_unstable(nine_tenths);
        // A column that lines are wrapped at: no wider than a page, and no list of words.
        if !(40..=180).contains(&width) {
            return Self { width: None };
        }
        let goes_on = lines
            .windows(2)
            .filter(|pair| {
                let (line, next) = (pair[0], pair[1]);
                !next.after_blank
                    && line.span.len() * 4 >= width * 3
                    && !ends_sentence(line.span.slice(text))
                    && !marker::begins(next.span.slice(text))
            })
            .count();
        Self {
            width: (goes_on * 7 >= lines.len()).then_some(width),
        }
    }

    fn joins(&self, text: &str, line: Line, next: Line) -> bool {
        let Some(width) = self.width else {
            return false;
        };
        let (before, after) = (line.span.slice(text), next.span.slice(text));
        if next.after_blank || is_bullet(after) || is_field(after) || marker::begins(after) {
            return false;
        }
        // A heading is shorter than the column and is not gone on with, unless in lower case.
        after.starts_with(char::is_lowercase)
            || (before.len() * 4 >= width * 3
                && !(ends_sentence(before) && before.len() * 10 < width * 9))
    }
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with([
        '.', '!', '?', ':', ';', '。', '！', '？', '：', '；', '”', '"', ')', '）', '〕', ']',
    ])
}

fn is_bullet(line: &str) -> bool {
    line.starts_with([
        '•', '·', '●', '▪', '◦', '–', '—', '-', '*', '|', '#', '>', '□', '■', '◆', '<',
    ])
}

/// `Responsible departments: …`, `责任单位：…`: a line that begins with a label.
fn is_field(line: &str) -> bool {
    const LABEL: usize = 60; // bytes
    line.find([':', '：']).is_some_and(|colon| {
        colon <= LABEL
            && !line.starts_with(char::is_lowercase)
            && line[..colon].split(' ').count() <= 6
    })
}

/// Cuts a line in which line breaks were lost at runs of wide white space, the trace that lost
/// indents and centred lines leave.
fn flattened(text: &str, line: Span, paragraphs: &mut Vec<Paragraph>) {
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
    let mut before = '。';
    for (offset, ch) in slice.char_indices() {
        if is_blank(ch) {
            let width = if ch == '\u{3000}' { 2 } else { 1 };
            run = Some(match run {
                Some((at, sum)) => (at, sum + width),
                None => (offset, width),
            });
            continue;
        }
        if let Some((at, width)) = run.take() {
            // `第一条　　根据…` and `第一章　总　则` hold their spaces inside.
            let after_marker = matches!(before, '条' | '章' | '节' | '则' | '总');
            if width >= 4 && !after_marker {
                push(start, at);
                start = offset;
            }
        }
        before = ch;
    }
    push(start, slice.len());
}

fn kind(line: &str, heads: &Heads<'_>, contents: &mut Contents) -> ParagraphKind {
    if contents.holds(line)
        || is_page_number(line)
        || heads.contains_key(line)
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
    if line.len() > 32 {
        return false;
    }
    let bare = line
        .trim_matches(|ch: char| is_blank(ch) || matches!(ch, '-' | '—' | '–' | '－' | '─' | '·'));
    let numeral = |text: &str| {
        !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if numeral(bare) {
        return true;
    }
    let words = bare
        .strip_prefix("Page ")
        .or_else(|| bare.strip_prefix("page "));
    if let Some(rest) = words {
        return rest.split(" of ").all(numeral);
    }
    bare.strip_prefix('第')
        .and_then(|rest| rest.strip_suffix('页'))
        .is_some_and(|rest| numeral(rest.trim()))
}

type Heads<'t> = HashMap<&'t str, u32>;

/// Lines that stand again and again, as a page's head or foot does.
fn running_heads<'t>(text: &'t str, lines: &[Line]) -> Heads<'t> {
    /// A head stands at least so often, and is no longer than this.
    const OFTEN: u32 = 5;
    const SHORT: usize = 120;
    let mut heads = Heads::new();
    // A text of few pages has no running heads.
    if lines.len() < 120 {
        return heads;
    }
    for line in lines {
        let slice = line.span.slice(text);
        // A head has words, and neither a label's colon nor a marker: those recur in the body.
        if (8..=SHORT).contains(&slice.len())
            && !slice.contains([':', '：', '|'])
            && !slice.starts_with(['(', '（', '-', '•', '#', '*', '['])
            && !ends_sentence(slice)
        {
            *heads.entry(slice).or_default() += 1;
        }
    }
    heads.retain(|head, count| *count >= OFTEN && !marker::begins(head));
    heads
}

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
    let bare = line.trim_matches(['#', '*', ' ', ':', '：']);
    if bare.len() > 20 {
        return false;
    }
    matches!(
        bare,
        "目录" | "目 录" | "目　录" | "目  录" | "目　　录" | "目次"
    ) || bare.eq_ignore_ascii_case("contents")
        || bare.eq_ignore_ascii_case("table of contents")
}

/// Which lines belong to a table of contents by their leaders: the lines that have some, and short
/// lines between two of them, where an entry is broken or its number stands apart.
fn contents_lines(text: &str, lines: &[Line]) -> Vec<bool> {
    /// So many lines may stand between two with leaders.
    const GAP: usize = 3;
    let mut listed = vec![false; lines.len()];
    let mut last: Option<usize> = None;
    for (at, line) in lines.iter().enumerate() {
        if !has_leaders(line.span.slice(text)) {
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
fn has_leaders(line: &str) -> bool {
    static LEADERS: LazyLock<[Finder<'static>; 4]> =
        LazyLock::new(|| [".....", "______", ". . . . .", "……………"].map(Finder::new));
    LEADERS
        .iter()
        .any(|leader| leader.find(line.as_bytes()).is_some())
        || {
            let entry = line.trim_end_matches(|ch: char| ch.is_ascii_digit());
            entry.len() < line.len() && entry.len() + 3 >= line.len() && entry.ends_with("...")
        }
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

    fn cut(text: &str) -> Vec<&str> {
        paragraphs(text)
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
        let kinds: Vec<_> = paragraphs(text)
            .iter()
            .map(|paragraph| paragraph.kind)
            .collect();
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
