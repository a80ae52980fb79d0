//! From lines to paragraphs.
//!
//! A line goes on in the next one when its end was reached (the first word of the next line would
//! not have fitted), and nothing about the next line says that a paragraph begins there: more
//! space above it, another size of type, an indent, a bullet or a marker after a full stop.

use super::ends::{begins_with_bullet, begins_with_marker, ends_sentence, is_wide_start};
use super::line::{Line, Page};
use super::measure::{Columns, Edges, Pitch};
use crate::builder::{Column, is_wide};

/// A paragraph: its text, and where it begins.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) page: u32,
    /// The line on the page, from 1.
    pub(super) line: u32,
    /// The cells, where it is a row of a table.
    pub(super) cells: Option<Vec<Column>>,
    /// Whether it follows a row of the same table.
    pub(super) follows: bool,
    /// Whether all of its glyphs are bold.
    pub(super) bold: bool,
    /// Whether it is a note at the foot of a page.
    pub(super) note: bool,
}

/// Joins the lines of all pages to paragraphs. Notes at the foot of a page stand after the
/// paragraph that goes on on the next page.
pub(super) fn paragraphs(pages: &[Page]) -> Vec<Paragraph> {
    let pitch = Pitch::of(pages);
    let (mut text, mut notes) = (Flow::default(), Flow::default());
    for page in pages {
        let columns = Columns::of(page);
        for (line, number) in page.lines.iter().zip(1..) {
            let column = columns.of_line(line);
            if line.note {
                notes.add(line, (page.number, number), column, &pitch);
                continue;
            }
            if !text.goes_on(line, page.number, column, &pitch) && notes.page() < page.number {
                text.done.append(&mut notes.done);
                notes.open = None;
            }
            text.add(line, (page.number, number), column, &pitch);
        }
    }
    text.done.append(&mut notes.done);
    text.done
}

/// Lines that follow each other, of the text or of its notes.
#[derive(Debug, Default)]
struct Flow<'p> {
    done: Vec<Paragraph>,
    open: Option<Open<'p>>,
}

impl<'p> Flow<'p> {
    /// The page that the last paragraph begins on.
    fn page(&self) -> u32 {
        self.done.last().map_or(u32::MAX, |last| last.page)
    }

    fn goes_on(&self, line: &Line, page: u32, column: Edges, pitch: &Pitch) -> bool {
        let open = self.open.as_ref();
        open.is_some_and(|open| open.goes_on(line, page, column, pitch))
    }

    /// Adds a line, which stands on a page under a number.
    fn add(&mut self, line: &'p Line, place: (u32, u32), column: Edges, pitch: &Pitch) {
        let joined = self.goes_on(line, place.0, column, pitch);
        if joined && let (Some(last), Some(open)) = (self.done.last_mut(), &self.open) {
            append(&mut last.text, line, open.last.hyphen);
            last.bold &= line.bold;
        } else {
            let columns = |cells: &Option<Vec<Column>>| cells.as_ref().map(Vec::len);
            let before = self.open.as_ref().map(|open| open.last);
            self.done.push(Paragraph {
                text: line.text.clone(),
                page: place.0,
                line: place.1,
                cells: line.cells.clone(),
                follows: before
                    .is_some_and(|before| columns(&before.cells) == columns(&line.cells)),
                bold: line.bold,
                note: line.note,
            });
        }
        self.open = Some(match self.open {
            Some(before) if joined => before.with(line, place.0, column.right),
            _ => Open::begin(line, place.0, column.right),
        });
    }
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
    fn goes_on(&self, next: &Line, page: u32, column: Edges, pitch: &Pitch) -> bool {
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
}
