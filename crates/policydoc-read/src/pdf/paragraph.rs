//! From lines to paragraphs.
//!
//! A line goes on in the next one when its end was reached (the first word of the next line would
//! not have fitted), and nothing about the next line says that a paragraph begins there: more
//! space above it, another size of type, an indent, a bullet or a marker after a full stop.

use super::line::{Line, Page};
use crate::builder::is_wide;

/// A paragraph: its text, and where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) page: u32,
    /// The line on the page, from 1.
    pub(super) line: u32,
    /// The cells, where it is a row of a table.
    pub(super) cells: Option<Vec<String>>,
}

/// Joins the lines of all pages to paragraphs.
pub(super) fn paragraphs(pages: &[Page]) -> Vec<Paragraph> {
    let pitch = Pitch::of(pages);
    let mut out: Vec<Paragraph> = Vec::new();
    let mut open: Option<Open<'_>> = None;
    for page in pages {
        let columns = Columns::of(page);
        for (line, number) in page.lines.iter().zip(1..) {
            let column = columns.of_line(line);
            let joined = open
                .as_ref()
                .is_some_and(|open| open.goes_on(line, page.number, column, &pitch));
            if joined && let Some(last) = out.last_mut() {
                append(
                    &mut last.text,
                    line,
                    open.as_ref().is_some_and(|open| open.last.hyphen),
                );
            } else {
                out.push(Paragraph {
                    text: line.text.clone(),
                    page: page.number,
                    line: number,
                    cells: line.cells.clone(),
                });
            }
            open = Some(match open {
                Some(before) if joined => before.with(line, page.number, column.right),
                _ => Open::begin(line, page.number, column.right),
            });
        }
    }
    out
}

/// The paragraph that is open.
#[derive(Clone, Copy, Debug)]
struct Open<'p> {
    first: &'p Line,
    last: &'p Line,
    /// The page that the last line stands on.
    page: u32,
    /// Where lines of the last line's column end.
    right: f32,
    /// Where the lines after the first begin, once there are any.
    left: Option<f32>,
}

impl<'p> Open<'p> {
    fn begin(line: &'p Line, page: u32, right: f32) -> Self {
        Self {
            first: line,
            last: line,
            page,
            right,
            left: None,
        }
    }

    fn with(self, line: &'p Line, page: u32, right: f32) -> Self {
        // On another page or in another column lines begin elsewhere.
        let same = self.page == page && (line.left - self.last.left).abs() < 8.0 * line.size;
        Self {
            last: line,
            page,
            right,
            left: Some(match self.left {
                Some(left) if same => left,
                _ => line.left,
            }),
            ..self
        }
    }

    /// Whether a line belongs to this paragraph.
    fn goes_on(&self, next: &Line, page: u32, column: Column, pitch: &Pitch) -> bool {
        let last = self.last;
        let em = next.size.max(1.0);
        if last.cells.is_some() || next.cells.is_some() {
            return false;
        }
        if (last.size - next.size).abs() > 0.15 * last.size.max(next.size) {
            return false;
        }
        let gap = last.base - next.base;
        let below =
            self.page == page && gap > -0.3 * em && (next.left - last.left).abs() < 20.0 * em;
        if self.page == page && gap.abs() <= 0.3 * em && next.left > last.right {
            // Parts of one line that pdfium took apart.
            return next.left - last.right < 3.0 * em;
        }
        if below && gap > pitch.of_size(em) * 1.2 {
            return false;
        }
        if begins_with_bullet(&next.text) {
            return false;
        }
        let stops = ends_sentence(&last.text);
        if last.hyphen {
            return true;
        }
        // Where paragraphs begin with an indent, a line without one begins none.
        let left = self.left.unwrap_or(next.left);
        let indented = self.first.left > left + 0.6 * em;
        let room = self.right - last.right;
        let full = if is_wide_start(&next.text) {
            // Marks that may not begin a line take the character before them along.
            room < next.first + 0.1 * em || (room < 2.1 * em && (!stops || indented))
        } else {
            room < next.first + 0.35 * em
        };
        // Beside a picture lines are shorter; lower case goes on all the same.
        let lower = below && !stops && next.text.starts_with(char::is_lowercase);
        if !full && !lower {
            return false;
        }
        let marked = begins_with_marker(&next.text);
        if !below {
            // Over to the next column or page: what stands there goes on in the middle of a
            // sentence, or without the indent that paragraphs of this document begin with.
            let indented = self
                .left
                .is_some_and(|left| self.first.left > left + 0.6 * em);
            let unindented = next.left < column.left + 0.6 * em;
            return !marked && (!stops || (indented && unindented && is_wide_start(&next.text)));
        }
        self.is_aligned(next, stops, marked, em)
    }

    /// Whether a line below begins where a line of this paragraph would.
    fn is_aligned(&self, next: &Line, stops: bool, marked: bool, em: f32) -> bool {
        let near = |one: f32, other: f32| (one - other).abs() < 0.6 * em;
        match self.left {
            Some(left) if next.left > left + 0.6 * em => {
                !stops && !marked && next.left < left + 2.5 * em
            }
            Some(left) if next.left < left - 0.6 * em => !stops && !marked,
            Some(_) => !(marked && stops),
            // After a single line: below it, below an indented one, or hanging under a marker.
            None if near(next.left, self.first.left) => !(marked && stops),
            None if next.left < self.first.left => {
                !marked && next.left > self.first.left - 4.0 * em
            }
            None => {
                next.left < self.first.left + 5.0 * em
                    && !marked
                    && (begins_with_marker(&self.first.text)
                        || begins_with_bullet(&self.first.text)
                        || !stops)
            }
        }
    }
}

/// Adds a line to a paragraph.
pub(super) fn append(text: &mut String, line: &Line, hyphen: bool) {
    let last = text.chars().next_back();
    let first = line.text.chars().next();
    let glued = hyphen
        || match (last, first) {
            (Some(last), Some(first)) => {
                (is_wide(last) || is_wide(first))
                    && !(last.is_ascii_alphanumeric() && first.is_ascii_alphanumeric())
            }
            _ => true,
        };
    if !glued {
        text.push(' ');
    }
    text.push_str(&line.text);
}

/// How far apart the lines of a paragraph stand, for each size of type.
#[derive(Debug)]
struct Pitch(Vec<(f32, f32)>);

impl Pitch {
    /// Takes the distance that comes most often among lines of one size.
    fn of(pages: &[Page]) -> Self {
        let mut gaps: Vec<(i32, i32)> = Vec::new(); // tenths of points: size, distance
        for page in pages {
            for pair in page.lines.windows(2) {
                let gap = pair[0].base - pair[1].base;
                let size = pair[0].size;
                if gap > 0.5 * size && gap < 4.0 * size && (size - pair[1].size).abs() < 0.5 {
                    gaps.push((tenths(size), tenths(gap)));
                }
            }
        }
        gaps.sort_unstable();
        let mut pitches = Vec::new();
        for of_size in gaps.chunk_by(|one, other| one.0 == other.0) {
            // Distances differ by rounding: those within half a point count together. Where two
            // come equally often, the smaller is that inside paragraphs.
            let mut best = (0, 0);
            for (at, &(_, gap)) in of_size.iter().enumerate() {
                let count = of_size[at..].partition_point(|&(_, other)| other <= gap + 5);
                if count > best.0 {
                    best = (count, gap);
                }
            }
            if let Some(&(size, _)) = of_size.first()
                && best.0 >= 3
            {
                pitches.push((points(size), points(best.1) + 0.5));
            }
        }
        Self(pitches)
    }

    fn of_size(&self, size: f32) -> f32 {
        /// How far lines usually stand apart, in sizes of type, where too few show it.
        const USUAL: f32 = 1.3;
        let near = self
            .0
            .iter()
            .filter(|(known, _)| (known - size).abs() < 0.5)
            .min_by(|one, other| (one.0 - size).abs().total_cmp(&(other.0 - size).abs()));
        near.map_or(size * USUAL, |&(_, pitch)| pitch)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "distances on a page are small"
)]
fn tenths(points: f32) -> i32 {
    (points * 10.0).round() as i32
}

#[expect(clippy::cast_precision_loss, reason = "distances on a page are small")]
fn points(tenths: i32) -> f32 {
    tenths as f32 / 10.0
}

/// Where the columns of a page end.
#[derive(Debug)]
struct Columns(Vec<Column>);

#[derive(Clone, Copy, Debug)]
struct Column {
    left: f32,
    right: f32,
}

impl Columns {
    /// Lines that begin near each other are of one column; it ends where nearly all of them end at
    /// the latest.
    fn of(page: &Page) -> Self {
        let text = |line: &&Line| line.cells.is_none();
        let mut lines: Vec<&Line> = page.lines.iter().filter(text).collect();
        lines.sort_by(|one, other| one.left.total_cmp(&other.left));
        let apart = |one: &&Line, other: &&Line| other.left - one.left < 7.0 * other.size.max(1.0);
        let columns = lines.chunk_by(apart).map(|of_column| {
            let mut ends: Vec<f32> = of_column.iter().map(|line| end(line)).collect();
            ends.sort_by(f32::total_cmp);
            let at = (ends.len() * 19 / 20).min(ends.len() - 1);
            Column {
                left: of_column[0].left,
                right: ends[at],
            }
        });
        Self(columns.collect())
    }

    fn of_line(&self, line: &Line) -> Column {
        let after = self.0.partition_point(|column| column.left <= line.left);
        let column = after.checked_sub(1).and_then(|at| self.0.get(at));
        column.copied().unwrap_or(Column {
            left: line.left,
            right: line.right,
        })
    }
}

/// Where a line ends without the mark that may hang over the edge of a Chinese column.
fn end(line: &Line) -> f32 {
    let hangs = line.text.ends_with(['，', '。', '、', '；', '：']);
    line.right - if hangs { line.size } else { 0.0 }
}

fn is_wide_start(text: &str) -> bool {
    text.starts_with(is_wide)
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', ')', '）', '’', '』', '」', '》']);
    text.ends_with(['.', '!', '?', ':', ';', '。', '！', '？', '：', '；'])
}

fn begins_with_bullet(text: &str) -> bool {
    text.starts_with([
        '•', '●', '▪', '◦', '○', '■', '□', '◆', '➢', '✓', '→', '·', '❖',
    ]) || ["- ", "– ", "— ", "o "]
        .iter()
        .any(|bullet| text.starts_with(bullet))
}

/// Whether a line begins as numbered units do: `1.`, `(a)`, `一、`, `（一）`, `第三条`, `Article 3`.
fn begins_with_marker(text: &str) -> bool {
    let open = text.starts_with(['(', '（', '[', '【']);
    let inner = text.trim_start_matches(['(', '（', '[', '【']);
    let numeral = |ch: char| {
        ch.is_ascii_digit()
            || ('０'..='９').contains(&ch)
            || "〇零一二三四五六七八九十百".contains(ch)
    };
    let digits: usize = inner
        .chars()
        .take_while(|&ch| numeral(ch))
        .map(char::len_utf8)
        .sum();
    let letters: usize = inner
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .map(char::len_utf8)
        .sum();
    if let Some(rest) = inner.strip_prefix('第') {
        let count = rest.chars().take_while(|&ch| numeral(ch)).count();
        return (1..=5).contains(&count)
            && rest
                .chars()
                .nth(count)
                .is_some_and(|unit| "条章节编部篇項项款".contains(unit));
    }
    let closes = |rest: &str| match rest.chars().next() {
        Some(')' | '）' | ']' | '】') => true,
        Some('.' | '．' | '、' | ':' | '：') => {
            // `2019.5 million`, but `2.1. Aims`.
            let number = rest.chars().nth(1).is_some_and(|ch| ch.is_ascii_digit());
            !(open || number && digits > 2)
        }
        _ => false,
    };
    if digits > 0 && digits <= 15 && closes(&inner[digits..]) {
        return true;
    }
    if (1..=4).contains(&letters) && digits == 0 {
        let word = &inner[..letters];
        let roman = word.bytes().all(|byte| b"ivxIVX".contains(&byte));
        if (letters == 1 || roman) && closes(&inner[letters..]) {
            return true;
        }
    }
    [
        "Article ", "Section ", "Sec. ", "Chapter ", "Part ", "Annex ", "Action ", "Task ",
    ]
    .iter()
    .any(|word| {
        text.strip_prefix(word).is_some_and(|rest| {
            rest.starts_with(|ch: char| ch.is_ascii_digit() || ch.is_ascii_uppercase())
        })
    }) || matches!(text.chars().next(), Some('①'..='⑳' | '⑴'..='⒛'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of a page, each with its left edge; a glyph is six points wide, ten for Chinese.
    fn page(lines: &[(f32, &str)]) -> Page {
        let mut base = 800.0;
        let lines = lines.iter().map(|&(left, text)| {
            // A leading blank is space above.
            base -= if text.starts_with(' ') { 28.0 } else { 14.0 };
            let text = text.trim();
            let width = |text: &str| {
                text.chars()
                    .map(|ch| if is_wide(ch) { 10.0 } else { 6.0 })
                    .sum::<f32>()
            };
            let first = match text.chars().next() {
                Some(ch) if is_wide(ch) => 10.0,
                _ => width(text.split(' ').next().unwrap_or(text)),
            };
            Line {
                text: text.to_owned(),
                left,
                right: left + width(text),
                base,
                size: 10.0,
                first,
                ..Line::default()
            }
        });
        Page {
            number: 1,
            height: 842.0,
            lines: lines.collect(),
        }
    }

    fn joined(lines: &[(f32, &str)]) -> Vec<String> {
        let paragraphs = paragraphs(&[page(lines)]);
        paragraphs
            .into_iter()
            .map(|paragraph| paragraph.text)
            .collect()
    }

    #[test]
    fn chinese_paragraphs_begin_with_an_indent() {
        let text = joined(&[
            (92.0, "为进一步加强水库管理，提高防"),
            (72.0, "洪能力，保障人民群众安全，制定本"),
            (72.0, "方案。"),
            (92.0, "一、落实责任。各县要负责，按照"),
            (72.0, "职责分工。"),
            (92.0, "二、加强监督检查工作，确保工程"),
            (72.0, "质量。"),
        ]);
        assert_eq!(
            text,
            [
                "为进一步加强水库管理，提高防洪能力，保障人民群众安全，制定本方案。",
                "一、落实责任。各县要负责，按照职责分工。",
                "二、加强监督检查工作，确保工程质量。"
            ]
        );
    }

    #[test]
    fn english_paragraphs_are_parted_by_space_or_short_lines() {
        let text = joined(&[
            (72.0, "The council shall publish a plan for the"),
            (72.0, "canals of the district and for its small"),
            (72.0, "streams."),
            (72.0, " 1. The bureau shall hear the report in"),
            (90.0, "an open meeting and shall publish all"),
            (90.0, "that was said there."),
            (72.0, "2. The office shall keep the records of"),
            (90.0, "the meeting."),
        ]);
        assert_eq!(text.len(), 3, "{text:#?}");
        assert!(text[1].starts_with("1. The bureau") && text[1].ends_with("said there."));
    }

    #[test]
    fn a_chinese_paragraph_goes_on_over_the_page_without_an_indent() {
        let first = page(&[
            (92.0, "为进一步加强水库管理工作，制"),
            (72.0, "定本方案。各县要高度重视此事。"),
        ]);
        let mut second = page(&[
            (72.0, "各部门要通力合作，认真落实方案"),
            (72.0, "要求。"),
            (92.0, "本方案自发布之日起施行。"),
        ]);
        second.number = 2;
        let texts: Vec<String> = paragraphs(&[first, second])
            .into_iter()
            .map(|paragraph| paragraph.text)
            .collect();
        assert_eq!(texts.len(), 2, "{texts:#?}");
        assert!(texts[0].ends_with("认真落实方案要求。"));
    }

    #[test]
    fn markers_are_known_in_their_forms() {
        for text in [
            "1. Aims",
            "(a) the",
            "（一）目标",
            "一、目标",
            "第十三条 各",
            "iv) the",
            "Article 3",
            "① 修渠",
            "2.1. x",
        ] {
            assert!(begins_with_marker(text), "{text}");
        }
        for text in [
            "2019 was",
            "plan.",
            "Articles of",
            "2019.5 million",
            "a plan",
            "第一的",
        ] {
            assert!(!begins_with_marker(text), "{text}");
        }
    }
}
