//! Characters as a browser shows them: white space of the source is laid out anew.

use crate::builder::is_wide;

/// The text of one paragraph as it grows.
#[derive(Debug, Default)]
pub(super) struct Inline {
    text: String,
    /// White space that came last and is shown if something follows.
    space: Space,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Space {
    #[default]
    None,
    Blank,
    LineEnd,
}

impl Inline {
    /// Adds text of the source; runs of white space are one space.
    pub(super) fn push(&mut self, text: &str) {
        for ch in text.chars() {
            match ch {
                '\n' | '\r' => self.space = Space::LineEnd,
                ' ' | '\t' | '\x0C' => {
                    if self.space == Space::None {
                        self.space = Space::Blank;
                    }
                }
                // Soft hyphens and marks of joining are not seen.
                '\u{AD}' | '\u{200B}' | '\u{FEFF}' | '\u{2060}' => {}
                _ => self.visible(ch),
            }
        }
    }

    /// Adds text whose white space counts.
    pub(super) fn push_verbatim(&mut self, text: &str) {
        self.space = Space::None;
        self.text.push_str(text);
    }

    /// Ends the line.
    pub(super) fn line_end(&mut self) {
        self.space = Space::None;
        self.text.push('\n');
    }

    fn visible(&mut self, ch: char) {
        let last = self.text.chars().next_back();
        let shown = match (self.space, last) {
            (Space::None, _) | (_, None | Some('\n' | ' ')) => false,
            // A source broken between two Chinese characters has no space there.
            (Space::LineEnd, Some(last)) => !(is_wide(last) && is_wide(ch)),
            (Space::Blank, _) => true,
        };
        if shown {
            self.text.push(' ');
        }
        self.space = Space::None;
        self.text.push(ch);
    }

    /// Whether nothing visible is there yet.
    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    /// Takes the text out.
    pub(super) fn take(&mut self) -> String {
        self.space = Space::None;
        std::mem::take(&mut self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &[&str]) -> String {
        let mut inline = Inline::default();
        for piece in pieces {
            inline.push(piece);
        }
        inline.take()
    }

    #[test]
    fn white_space_is_laid_out_anew() {
        assert_eq!(shown(&["  The\n  plan ", " is"]), "The plan is");
        assert_eq!(
            shown(&["各区\n   人民政府 好\nplan"]),
            "各区人民政府 好 plan"
        );
        assert_eq!(shown(&["re\u{AD}new"]), "renew");
    }
}
