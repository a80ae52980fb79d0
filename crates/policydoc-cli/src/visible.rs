//! Text of strangers on a terminal: what would steer the terminal is shown instead.

use std::borrow::Cow;
use std::path::Path;

/// The text with its control characters shown: `␛` for escape, `\u{9b}` for those without a
/// picture. Characters that reorder a line are shown too, as a name could hide its end with them.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(steers) {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for ch in text.chars() {
        match u32::from(ch) {
            code @ 0..0x20 => shown.extend(char::from_u32(0x2400 + code)),
            0x7F => shown.push('\u{2421}'),
            code if steers(ch) => shown += &format!("\\u{{{code:x}}}"),
            _ => shown.push(ch),
        }
    }
    shown.into()
}

/// A path, shown in the same way.
pub(crate) fn path(path: &Path) -> String {
    visible(&crate::batch::paths::text(path)).into_owned()
}

/// A text of several lines: their ends and tabs stay.
pub(crate) fn lines(text: &str) -> String {
    let parts = text.split_inclusive(['\n', '\t']);
    let shown = parts.map(|part| {
        let body = part.strip_suffix("\r\n").unwrap_or(part);
        let body = body.trim_end_matches(['\n', '\t']);
        visible(body).into_owned() + &part[body.len()..]
    });
    shown.collect()
}

fn steers(ch: char) -> bool {
    ch.is_control()
        || matches!(ch, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        assert_eq!(visible("计划 é"), "计划 é");
        assert_eq!(
            visible("a\u{1b}[31m\u{9b}2J\r\n\u{7f}"),
            "a␛[31m\\u{9b}2J␍␊␡"
        );
        assert_eq!(visible("gpj\u{202e}.exe"), "gpj\\u{202e}.exe");
        assert_eq!(lines("a\u{7}\r\n\tb\rc\n"), "a␇\r\n\tb␍c\n");
    }
}
