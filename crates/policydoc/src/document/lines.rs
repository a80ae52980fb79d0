//! Lines that were broken in the source, joined again.

use crate::script::is_wide;
use std::borrow::Cow;

/// Joins broken lines: a space between words, nothing beside a Chinese character or punctuation.
pub(super) fn join(text: &str) -> Cow<'_, str> {
    if memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut joined = String::with_capacity(text.len());
    for line in text.split(['\n', '\r']) {
        let line = line.trim();
        let (Some(next), last) = (line.chars().next(), joined.chars().next_back()) else {
            continue;
        };
        if last.is_some_and(|last| !is_wide(last) && !is_wide(next)) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    Cow::Owned(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_lines_are_joined_as_their_script_asks() {
        assert_eq!(join("of culture\n  and tourism"), "of culture and tourism");
        assert_eq!(join("加强\n领导"), "加强领导");
        assert_eq!(join("two  spaces stay"), "two  spaces stay");
    }
}
