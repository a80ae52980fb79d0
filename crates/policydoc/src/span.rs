//! Where things are.

pub(crate) use crate::script::is_blank;
use std::fmt;
use std::ops::Range;

/// A half-open range `start..end` of bytes of a document's text.
///
/// ```
/// use policydoc::Span;
///
/// let span = Span::new(3, 9);
/// assert_eq!(span.slice("12 months"), "months");
/// assert_eq!(format!("{span:?}"), "3..9");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    // Invariant: start <= end; both lie on char boundaries of the text they belong to.
    start: u32,
    end: u32,
}

impl Span {
    /// The largest offset a span can hold: a text may have 4 GiB less one byte.
    pub const MAX: usize = u32::MAX as usize;

    /// The span `start..end`. An `end` before `start` gives the empty span at `start`, and an
    /// offset beyond [`Span::MAX`] is brought down to it, so that building a span never fails.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let start = clamp(start);
        Self {
            start,
            end: clamp(end).max(start),
        }
    }

    /// The empty span at `offset`.
    pub fn empty(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The offset in bytes of the first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The offset in bytes after the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// The length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing lies inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range, for indexing.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The piece of `text` inside the span; the empty string if the span is not of this text.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span around both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The span of `inner`, a slice of `text`, within `text`.
    pub(crate) fn of(text: &str, inner: &str) -> Span {
        let start = (inner.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        Span::new(start, start + inner.len())
    }

    /// The span without what cannot be seen at its ends.
    pub(crate) fn trim(self, text: &str) -> Span {
        let slice = self.slice(text);
        let start = self.start() + (slice.len() - slice.trim_start_matches(is_blank).len());
        Span::new(start, start + slice.trim_matches(is_blank).len())
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Turns offsets in bytes into offsets in Unicode code points, the unit of JSON and Python.
///
/// ```
/// use policydoc::{CodePoints, Span};
///
/// let text = "附件1：名单";
/// let points = CodePoints::new(text);
/// assert_eq!(points.at(6), 2);
/// assert_eq!(points.span(Span::new(6, 7)), (2, 3));
/// ```
#[derive(Clone, Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before every `STEP`th byte; empty where all of the text is ASCII.
    before: Vec<u32>,
}

const STEP: usize = 128;

impl<'t> CodePoints<'t> {
    /// Counts `text` once; memory is one number for each 128 bytes.
    pub fn new(text: &'t str) -> Self {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                before.push(count);
                count += starts(chunk);
            }
        }
        Self { text, before }
    }

    /// The number of code points before the byte at `offset`.
    pub fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let Some(last) = self.before.len().checked_sub(1) else {
            return offset;
        };
        let step = (offset / STEP).min(last);
        self.before[step] as usize + starts(&self.text.as_bytes()[step * STEP..offset]) as usize
    }

    /// A span in code points, as a pair of start and end.
    pub fn span(&self, span: Span) -> (usize, usize) {
        (self.at(span.start()), self.at(span.end()))
    }
}

/// The number of bytes that begin a code point.
fn starts(bytes: &[u8]) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a text has less than 4 GiB"
    )]
    let count = bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32;
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_a_plain_count_at_every_boundary() {
        let text = "é附件1：".repeat(97) + "plain tail";
        let points = CodePoints::new(&text);
        for (count, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(offset), count);
        }
        assert_eq!(points.at(text.len()), text.chars().count());
        assert_eq!(points.at(usize::MAX), text.chars().count());
    }

    #[test]
    fn a_span_is_never_reversed() {
        assert_eq!(Span::new(9, 3), Span::empty(9));
        assert_eq!(Span::new(4, 6).slice("abc"), "");
    }
}
