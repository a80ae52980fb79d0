//! What a character is, and what it is the same as: the one place that knows scripts.
//!
//! Folding keeps places: [`simplified`] changes no offset, [`folded`] goes from one character to
//! one. So spans into a folded text are spans into the text itself.

use std::borrow::Cow;

/// Brackets that stand around a remark or a number, by what closes them. Documents mix full and
/// half width (`（一)`), so that any of these closes any other.
pub(crate) const OPENING: [char; 6] = ['(', '（', '[', '［', '【', '〔'];
pub(crate) const CLOSING: [char; 6] = [')', '）', ']', '］', '】', '〕'];

/// Whether a character opens a bracket.
pub(crate) fn opens(ch: char) -> bool {
    matches!(ch, '(' | '（' | '[' | '［' | '【' | '〔')
}

/// Whether a character closes a bracket.
pub(crate) fn closes(ch: char) -> bool {
    matches!(ch, ')' | '）' | ']' | '］' | '】' | '〕')
}

/// Whether a character cannot be seen: white space, controls, and the marks of no width that web
/// pages leave behind.
#[inline]
pub(crate) fn is_blank(ch: char) -> bool {
    match ch {
        '\0'..=' ' | '\u{7F}'..='\u{A0}' | '\u{AD}' => true,
        '!'..='\u{167F}' => false,
        _ => ch.is_whitespace() || matches!(ch, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'),
    }
}

/// Whether a character is as wide as a Chinese one, so that no space parts it from the next.
pub(crate) fn is_wide(ch: char) -> bool {
    matches!(ch, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}' | '“'..='”' | '‘'..='’')
}

/// `:` and `：`.
pub(crate) fn is_colon(ch: char) -> bool {
    matches!(ch, ':' | '：')
}

/// Marks that part the items of a list: `、`, commas, semicolons.
pub(crate) fn parts_items(ch: char) -> bool {
    matches!(ch, '、' | ',' | '，' | ';' | '；')
}

/// Characters that join two items as `and` does.
pub(crate) fn joins_items(ch: char) -> bool {
    matches!(ch, '及' | '和')
}

/// Marks that end a sentence wherever they stand. A full stop is none in `U.S.`: ask what follows.
pub(crate) fn ends_sentence(ch: char) -> bool {
    matches!(ch, '。' | '.' | ';' | '；' | '!' | '！' | '?' | '？')
}

/// Marks behind which a line is whole: an end of a sentence, a colon, a quote or bracket closed.
pub(crate) fn ends_line(ch: char) -> bool {
    ends_sentence(ch) || is_colon(ch) || closes(ch) || matches!(ch, '”' | '"')
}

/// A character in half width: `Ａ` is `A`, `（` is `(`.
pub(crate) fn narrow(ch: char) -> char {
    match ch {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(ch as u32 - 0xFEE0).unwrap_or(ch),
        '\u{3000}' | '\u{A0}' => ' ',
        _ => ch,
    }
}

/// What a character is compared as: in half width, simplified, in lower case where that is one
/// character too.
pub(crate) fn folded(ch: char) -> char {
    let ch = narrow(ch);
    if ch.is_ascii() {
        return ch.to_ascii_lowercase();
    }
    let mut lower = ch.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => simple(lower),
        _ => ch,
    }
}

/// A text with simplified characters for traditional ones. Both take three bytes, so that every
/// offset stays what it was.
///
/// ```text
/// 北京市東城區財政局 -> 北京市东城区财政局
/// ```
pub(crate) fn simplified(text: &str) -> Cow<'_, str> {
    let Some(first) = traditional(text.as_bytes(), 0) else {
        return Cow::Borrowed(text);
    };
    let mut bytes = text.as_bytes().to_vec();
    let mut next = Some(first);
    while let Some(at) = next {
        let unit = SIMPLIFIED[point(&bytes, at) - FIRST];
        bytes[at..at + 3].copy_from_slice(&encoded(unit));
        next = traditional(&bytes, at + 3);
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The simplified form of a traditional character; any other as it is.
pub(crate) fn simple(ch: char) -> char {
    let unit = (ch as usize)
        .checked_sub(FIRST)
        .and_then(|at| SIMPLIFIED.get(at));
    match unit {
        Some(&unit) if unit != 0 => char::from_u32(u32::from(unit)).unwrap_or(ch),
        _ => ch,
    }
}

/// The longest piece from the start of a text of at most so many bytes.
pub(crate) fn clip(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The longest piece at the end of a text of at most so many bytes.
pub(crate) fn clip_start(text: &str, most: usize) -> &str {
    let mut start = text.len().saturating_sub(most);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// The first of the Chinese characters in the table, and how many there are.
const FIRST: usize = 0x4E00;
const COUNT: usize = 0x5200;

/// For each Chinese character its simplified form, or 0.
static SIMPLIFIED: [u16; COUNT] = table(include_bytes!("../data/script/traditional.tsv"));

/// Whether three bytes, the first of them E4 to E9, are a traditional character.
#[inline]
pub(crate) fn is_traditional([first, second, third]: [u8; 3]) -> bool {
    TRADITIONAL[row(first, second)] >> (third & 0x3F) & 1 != 0
}

/// The row of 64 characters that begin with two bytes: the last three bits of the first tell it
/// apart from the others.
const fn row(first: u8, second: u8) -> usize {
    (first as usize & 7) << 6 | second as usize & 0x3F
}

/// A bit for each Chinese character, 64 of them in a row: whether it is a traditional one.
static TRADITIONAL: [u64; 512] = {
    let mut rows = [0; 512];
    let mut at = 0;
    while at < COUNT {
        if SIMPLIFIED[at] != 0 {
            let point = at + FIRST;
            rows[(point >> 12 & 7) << 6 | point >> 6 & 0x3F] |= 1 << (point & 0x3F);
        }
        at += 1;
    }
    rows
};

/// Reads the table: `東⇥东⏎`, three bytes, one, three, one.
#[expect(clippy::large_stack_arrays, reason = "it is evaluated by the compiler")]
const fn table(rows: &[u8]) -> [u16; COUNT] {
    let mut table = [0; COUNT];
    let mut at = 0;
    while at + 8 <= rows.len() {
        assert!(rows[at + 3] == b'\t' && rows[at + 7] == b'\n');
        #[expect(clippy::cast_possible_truncation, reason = "three bytes hold 16 bits")]
        let simple = point(rows, at + 4) as u16;
        table[point(rows, at) - FIRST] = simple;
        at += 8;
    }
    assert!(at == rows.len());
    table
}

/// The code point that three bytes hold.
const fn point(bytes: &[u8], at: usize) -> usize {
    ((bytes[at] & 0xF) as usize) << 12
        | ((bytes[at + 1] & 0x3F) as usize) << 6
        | (bytes[at + 2] & 0x3F) as usize
}

/// A code point of three bytes.
fn encoded(unit: u16) -> [u8; 3] {
    let six = |by: u16| 0x80 | (unit >> by & 0x3F) as u8;
    [0xE0 | (unit >> 12) as u8, six(6), six(0)]
}

/// Where the next traditional character begins.
fn traditional(bytes: &[u8], from: usize) -> Option<usize> {
    const STEP: usize = 16;
    let mut at = from;
    while at + 3 <= bytes.len() {
        match bytes[at] {
            0..0x80 => {
                at += 1;
                while bytes.get(at..at + STEP).is_some_and(<[u8]>::is_ascii) {
                    at += STEP;
                }
            }
            // The Chinese characters of the table begin with these and are whole.
            0xE4..=0xE9 => {
                if is_traditional([bytes[at], bytes[at + 1], bytes[at + 2]]) {
                    return Some(at);
                }
                at += 3;
            }
            _ => at += 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_characters_are_simplified_in_place() {
        for (text, simple) in [
            ("北京市東城區財政局", "北京市东城区财政局"),
            ("Notice of 東城區 (關於)", "Notice of 东城区 (关于)"),
            ("責任單位：市財政局", "责任单位：市财政局"),
            (
                "a long line of plain letters before 會",
                "a long line of plain letters before 会",
            ),
        ] {
            assert_eq!(simplified(text), simple);
            assert_eq!(simplified(text).len(), text.len());
        }
        // What is simplified stays, and so does 乾, the name of a county.
        for text in ["陕西省乾县", "著作权", "é 😀", "", "䶵𠀀"] {
            assert!(matches!(simplified(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn no_simplified_character_is_a_traditional_one() {
        for unit in SIMPLIFIED.iter().filter(|&&unit| unit != 0) {
            assert_eq!(SIMPLIFIED[usize::from(*unit) - FIRST], 0);
        }
    }

    #[test]
    fn one_character_is_compared_as_one() {
        for (ch, same) in [
            ('Ａ', 'a'),
            ('（', '('),
            ('９', '9'),
            ('關', '关'),
            ('İ', 'İ'),
            ('É', 'é'),
        ] {
            assert_eq!(folded(ch), same);
        }
    }

    #[test]
    fn blanks_are_what_nobody_sees() {
        for ch in [
            ' ', '\n', '\u{85}', '\u{A0}', '\u{3000}', '\u{200B}', '\u{FEFF}', '\u{2028}',
            '\u{1680}',
        ] {
            assert!(is_blank(ch), "{ch:?}");
        }
        for ch in ['a', '!', '\u{A1}', '。', '中'] {
            assert!(!is_blank(ch), "{ch:?}");
        }
        let same = |ch: char| {
            ch.is_whitespace()
                || ch.is_control()
                || matches!(
                    ch,
                    '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
                )
        };
        assert!(('\0'..=char::MAX).all(|ch| is_blank(ch) == same(ch)));
    }

    #[test]
    fn brackets_open_and_close() {
        assert!(OPENING.iter().all(|&ch| opens(ch) && !closes(ch)));
        assert!(CLOSING.iter().all(|&ch| closes(ch) && !opens(ch)));
    }

    #[test]
    fn texts_are_clipped_between_characters() {
        assert_eq!(clip("附件", 4), "附");
        assert_eq!(clip_start("附件", 4), "件");
        assert_eq!((clip("abc", 9), clip_start("abc", 9)), ("abc", "abc"));
        assert_eq!((clip("附", 0), clip_start("附", 0)), ("", ""));
    }
}
