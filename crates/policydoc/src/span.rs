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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_never_reversed() {
        assert_eq!(Span::new(9, 3), Span::empty(9));
        assert_eq!(Span::new(4, 6).slice("abc"), "");
    }
}
