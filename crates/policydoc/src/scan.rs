//! One pass over a text that notes where its structure may change. Later phases look the marks up
//! and do not search the text again.

use crate::document::index;
use crate::script::is_traditional;
use crate::span::Span;

/// What stands at a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A line break, or a tab.
    Line,
    Tab,
    /// `|`
    Bar,
    Colon,
    Open,
    Close,
    /// `。`, `;`, `!`, `?`: ends a sentence.
    Stop,
    /// `.`, which ends a sentence where white space follows.
    Dot,
    Comma,
    /// `、`
    Item,
    /// `”`, `"`
    Quote,
    /// An ideographic space.
    Wide,
    /// `_` and `…`: a leader to a page number may begin.
    Leader,
}

/// A mark and where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At {
    at: u32,
    length: u8,
    pub(crate) mark: Mark,
}

impl At {
    pub(crate) fn start(self) -> usize {
        self.at as usize
    }

    pub(crate) fn end(self) -> usize {
        self.start() + usize::from(self.length)
    }
}

/// A line that is not blank.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub(crate) span: Span,
    /// Whether a blank line stands before it.
    pub(crate) after_blank: bool,
}

/// The marks of a text, in order.
pub(crate) struct Scan {
    marks: Vec<At>,
    /// Whether the text holds a traditional character.
    pub(crate) traditional: bool,
}

impl Scan {
    pub(crate) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut marks = Vec::with_capacity(text.len() / 24 + 8);
        let mut traditional = false;
        let plain = |byte: &u8| CLASSES[usize::from(*byte)] != NOTHING;
        let mut at = 0;
        while let Some(skipped) = bytes[at..].iter().position(plain) {
            at += skipped;
            while let Some(&[first @ 0xE4..=0xE9, second, third]) = bytes.get(at..at + 3) {
                traditional |= is_traditional([first, second, third]);
                at += 3;
            }
            let class = bytes
                .get(at)
                .map_or(NOTHING, |&byte| CLASSES[usize::from(byte)]);
            let (mark, length) = match class {
                WIDE => (wide(bytes, at), 3),
                class => (ASCII[usize::from(class)], 1),
            };
            if let Some(mark) = mark {
                marks.push(At {
                    at: index(at),
                    length,
                    mark,
                });
            }
            at = (at + usize::from(length)).min(bytes.len());
        }
        Self { marks, traditional }
    }

    /// The marks inside a span.
    pub(crate) fn within(&self, span: Span) -> &[At] {
        let start = self.marks.partition_point(|at| at.start() < span.start());
        let rest = &self.marks[start..];
        // Most spans hold few: a step that doubles finds their end sooner than halving does.
        let mut step = 8;
        while rest.get(step).is_some_and(|at| at.start() < span.end()) {
            step *= 2;
        }
        let near = &rest[..step.min(rest.len())];
        &near[..near.partition_point(|at| at.start() < span.end())]
    }

    /// The lines that are not blank.
    pub(crate) fn lines(&self, text: &str) -> Vec<Line> {
        let mut lines = Vec::with_capacity(text.len() / 120 + 4);
        let (mut start, mut after_blank) = (0, false);
        let breaks = self.marks.iter().filter(|at| at.mark == Mark::Line);
        for end in breaks.map(|at| at.start()).chain([text.len()]) {
            let span = Span::new(start, end).trim(text);
            // The two bytes of CR LF end one line, not two.
            let pair = start > 0 && end == start && text[start - 1..].starts_with("\r\n");
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
}

const NOTHING: u8 = 0;
/// A Chinese character begins.
const HAN: u8 = 1;
/// A character of three bytes begins that may be a mark.
const WIDE: u8 = 2;

/// What the classes of ASCII characters are.
const ASCII: [Option<Mark>; 15] = [
    None,
    None,
    None,
    Some(Mark::Line),
    Some(Mark::Tab),
    Some(Mark::Bar),
    Some(Mark::Colon),
    Some(Mark::Open),
    Some(Mark::Close),
    Some(Mark::Stop),
    Some(Mark::Dot),
    Some(Mark::Comma),
    Some(Mark::Item),
    Some(Mark::Quote),
    Some(Mark::Leader),
];

static CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [NOTHING; 256];
    let mut byte = 0xE4;
    while byte <= 0xE9 {
        classes[byte] = HAN;
        byte += 1;
    }
    classes[0xE2] = WIDE;
    classes[0xE3] = WIDE;
    classes[0xEF] = WIDE;
    let sets: [&[u8]; 12] = [
        b"\n\r", b"\t", b"|", b":", b"([", b")]", b";!?", b".", b",", b"", b"\"", b"_",
    ];
    let mut set = 0;
    while set < sets.len() {
        let mut at = 0;
        while at < sets[set].len() {
            #[expect(clippy::cast_possible_truncation, reason = "there are twelve sets")]
            let class = set as u8 + 3;
            classes[sets[set][at] as usize] = class;
            at += 1;
        }
        set += 1;
    }
    classes
}

/// The mark that a character of three bytes is.
fn wide(bytes: &[u8], at: usize) -> Option<Mark> {
    let bits = |by: usize| u32::from(bytes.get(at + by).copied().unwrap_or_default() & 0x3F);
    let point = u32::from(bytes[at] & 0xF) << 12 | bits(1) << 6 | bits(2);
    Some(match char::from_u32(point)? {
        '：' => Mark::Colon,
        '（' | '［' | '【' | '〔' => Mark::Open,
        '）' | '］' | '】' | '〕' => Mark::Close,
        '。' | '；' | '！' | '？' => Mark::Stop,
        '，' => Mark::Comma,
        '、' => Mark::Item,
        '”' => Mark::Quote,
        '\u{3000}' => Mark::Wide,
        '…' => Mark::Leader,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_noted_once_and_looked_up_by_span() {
        let text = "一、责任单位：市财政局（牵头）。\r\n\r\n(a) U.S.: \u{3000}x, y… “z”";
        let scan = Scan::new(text);
        let all = scan.within(Span::new(0, text.len()));
        let plain = |at: &At| &text[at.start()..at.end()];
        let found: Vec<&str> = all.iter().map(plain).collect();
        assert_eq!(
            found,
            [
                "、", "：", "（", "）", "。", "\r", "\n", "\r", "\n", "(", ")", ".", ".", ":",
                "\u{3000}", ",", "…", "”"
            ]
        );
        for start in 0..=text.len() {
            for end in start..=text.len() {
                let inside = |at: &&At| start <= at.start() && at.start() < end;
                let count = all.iter().filter(inside).count();
                assert_eq!(scan.within(Span::new(start, end)).len(), count);
            }
        }
    }

    #[test]
    fn lines_know_whether_a_blank_line_stands_before_them() {
        let text = "a\r\nb\n\n c \r\rd";
        let lines = Scan::new(text).lines(text);
        let found: Vec<_> = lines
            .iter()
            .map(|line| (line.span.slice(text), line.after_blank))
            .collect();
        assert_eq!(
            found,
            [("a", false), ("b", false), ("c", true), ("d", true)]
        );
    }
}
