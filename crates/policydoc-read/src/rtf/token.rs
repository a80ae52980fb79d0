//! The pieces that a Rich Text file is made of.
//!
//! ```abnf
//! file  = *( "{" / "}" / word / sign / byte )
//! word  = "\" 1*ALPHA [ ["-"] 1*DIGIT ] [SP]
//! sign  = "\'" 2HEXDIG / "\*" / "\" OCTET       ; a byte, a star, or a character
//! ```

/// A piece of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// A byte of text.
    Byte(u8),
    /// Older readers pass over the group that begins.
    Star,
    /// A word with its number; a single sign that stands for a character is one, too.
    Word(&'a str, Option<i32>),
}

/// The pieces of a file in order.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn word(&mut self) -> Token<'a> {
        let letters = self
            .rest
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        let word = self.split(letters);
        let minus = usize::from(
            self.rest.first() == Some(&b'-') && self.rest.get(1).is_some_and(u8::is_ascii_digit),
        );
        let digits = self.rest[minus..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let number = self.split(minus + digits).parse().ok();
        if self.rest.first() == Some(&b' ') {
            self.split(1);
        }
        // Raw bytes follow, as many as the number says.
        if word == "bin" {
            let size = number
                .and_then(|size: i32| usize::try_from(size).ok())
                .unwrap_or(0);
            self.split(size.min(self.rest.len()));
        }
        Token::Word(word, number)
    }

    fn sign(&mut self, sign: u8) -> Token<'a> {
        let digit = |at: usize| {
            self.rest
                .get(at)
                .and_then(|byte| char::from(*byte).to_digit(16))
        };
        match (sign, digit(1), digit(2)) {
            (b'\'', Some(high), Some(low)) => {
                self.split(3);
                Token::Byte(u8::try_from(high << 4 | low).unwrap_or_default())
            }
            (b'*', ..) => {
                self.split(1);
                Token::Star
            }
            (b'~' | b'_', ..) => Token::Word(self.split(1), None),
            (b'\n' | b'\r', ..) => {
                self.split(1);
                Token::Word("par", None)
            }
            (b'\\' | b'{' | b'}', ..) => {
                self.split(1);
                Token::Byte(sign)
            }
            // Hyphens that may be, and what is not known.
            _ => {
                self.rest = &self.rest[1..];
                Token::Word("", None)
            }
        }
    }

    /// Takes so many bytes; they are ASCII where they are looked at.
    fn split(&mut self, at: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(at);
        self.rest = rest;
        std::str::from_utf8(taken).unwrap_or_default()
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let (&byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            return Some(match byte {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\r' | b'\n' | 0 => continue,
                b'\\' => match *rest.first()? {
                    letter if letter.is_ascii_alphabetic() => self.word(),
                    sign => self.sign(sign),
                },
                byte => Token::Byte(byte),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_signs_and_bytes_are_told_apart() {
        let tokens: Vec<_> = Tokens::of(b"{\\b0 a\\'e4\\*\\u-5?\\\\\\bin2 xx\\-}\r\n").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word("b", Some(0)),
                Token::Byte(b'a'),
                Token::Byte(0xE4),
                Token::Star,
                Token::Word("u", Some(-5)),
                Token::Byte(b'?'),
                Token::Byte(b'\\'),
                Token::Word("bin", Some(2)),
                Token::Word("", None),
                Token::Close,
            ]
        );
    }
}
