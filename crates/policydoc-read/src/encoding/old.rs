//! Encodings that the web does not use, and files from before it do: UTF-32, ISO-2022 for Korean and
//! Chinese, and the Cyrillic code page 855 of DOS.

use super::{Decoded, How};
use encoding_rs::{EUC_KR, Encoding, GB18030};
use std::collections::HashSet;

/// An older encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Old {
    Utf32Le,
    Utf32Be,
    Iso2022Kr,
    Iso2022Cn,
    Ibm855,
}

/// The encodings with their names and labels, the name first.
const LABELS: &[(Old, &[&str])] = &[
    (Old::Utf32Le, &["UTF-32LE", "utf32le", "ucs-4le"]),
    (
        Old::Utf32Be,
        &["UTF-32BE", "utf-32", "utf32", "ucs-4", "iso-10646-ucs-4"],
    ),
    (Old::Iso2022Kr, &["ISO-2022-KR", "csiso2022kr"]),
    (Old::Iso2022Cn, &["ISO-2022-CN", "iso-2022-cn-ext"]),
    (Old::Ibm855, &["IBM855", "cp855", "855", "csibm855"]),
];

/// The characters of code page 855 from byte 0x80 on.
const IBM855: &str = "ђЂѓЃёЁєЄѕЅіІїЇјЈљЉњЊћЋќЌўЎџЏюЮъЪаАбБцЦдДеЕфФгГ«»░▒▓│┤хХиИ╣║╗╝йЙ┐└┴┬├─┼кК╚╔╩╦╠═╬¤лЛмМнНоОп┘┌█▄Пя▀ЯрРсСтТуУжЖвВьЬ№\u{AD}ыЫзЗшШэЭщЩчЧ§■\u{A0}";

/// What announces Korean or Chinese in ISO-2022.
const ANNOUNCED: &[(&[u8], Old)] = &[
    (b"\x1B$)C", Old::Iso2022Kr),
    (b"\x1B$)A", Old::Iso2022Cn),
    (b"\x1B$)E", Old::Iso2022Cn),
];

impl Old {
    pub(super) fn name(self) -> &'static str {
        let found = LABELS.iter().find(|(old, _)| *old == self);
        found.map_or("", |(_, labels)| labels[0])
    }

    pub(super) fn for_label(label: &str) -> Option<Self> {
        let named = |labels: &[&str]| labels.iter().any(|known| known.eq_ignore_ascii_case(label));
        LABELS
            .iter()
            .find(|(_, labels)| named(labels))
            .map(|(old, _)| *old)
    }

    /// The encoding that a mark at the start gives, and the length of the mark.
    pub(super) fn for_mark(bytes: &[u8]) -> Option<(Self, usize)> {
        match bytes {
            [0xFF, 0xFE, 0, 0, ..] if bytes.len().is_multiple_of(4) => Some((Self::Utf32Le, 4)),
            [0, 0, 0xFE, 0xFF, ..] => Some((Self::Utf32Be, 4)),
            _ => None,
        }
    }

    /// The encoding that the pattern of the bytes shows.
    pub(super) fn of_pattern(sample: &[u8]) -> Option<Self> {
        let escape = sample.iter().position(|&byte| byte == 0x1B);
        if let Some(at) = escape.filter(|_| sample.is_ascii()) {
            let announced = ANNOUNCED
                .iter()
                .find(|(mark, _)| sample[at..].starts_with(mark));
            return announced.map(|(_, old)| *old);
        }
        // Of each four bytes of UTF-32 two are zero, as no character lies beyond two bytes but rare ones.
        let whole = sample.len() >= 16 && sample.contains(&0);
        [Self::Utf32Le, Self::Utf32Be].into_iter().find(|old| {
            let (all, good) =
                sample
                    .chunks_exact(4)
                    .fold((0_usize, 0_usize), |(all, good), four| {
                        let ch = old
                            .unit(four)
                            .filter(|ch| *ch != '\0' && u32::from(*ch) < 0x1_0000);
                        (all + 1, good + usize::from(ch.is_some()))
                    });
            whole && good * 100 >= all * 97
        })
    }

    /// Code page 855, where its letters make words and those of another encoding do not.
    pub(super) fn of_letters(sample: &[u8], other: &str) -> Option<Self> {
        /// Fewer bytes beyond ASCII tell nothing.
        const LEAST: usize = 24;
        /// Nor does a text of fewer letters.
        const LETTERS: usize = 8;
        let high = sample.iter().filter(|byte| **byte >= 0x80).count();
        let letters: HashSet<&u8> = sample.iter().filter(|byte| **byte >= 0x80).collect();
        if high < LEAST || high * 2 < sample.len() || letters.len() < LETTERS {
            return None;
        }
        let own = Self::Ibm855.decode(sample);
        (in_words(&own.text) >= 95 && in_words(other) < 90).then_some(Self::Ibm855)
    }

    pub(super) fn decode(self, bytes: &[u8]) -> Decoded<'_> {
        let mut how = How {
            encoding: self.name(),
            replaced: 0,
            warnings: Vec::new(),
        };
        let (text, replaced) = match self {
            Self::Utf32Le | Self::Utf32Be => self.units(bytes),
            Self::Iso2022Kr => shifted(bytes, EUC_KR),
            Self::Iso2022Cn => shifted(bytes, GB18030),
            Self::Ibm855 => (by_table(bytes), 0),
        };
        if replaced > 0 {
            how.replaces(replaced);
        }
        Decoded {
            text: text.into(),
            how,
        }
    }

    fn unit(self, four: &[u8]) -> Option<char> {
        let four: [u8; 4] = four.try_into().ok()?;
        char::from_u32(match self {
            Self::Utf32Le => u32::from_le_bytes(four),
            _ => u32::from_be_bytes(four),
        })
    }

    fn units(self, bytes: &[u8]) -> (String, u64) {
        let mut replaced = 0;
        let text = bytes.chunks(4).map(|four| {
            self.unit(four).unwrap_or_else(|| {
                replaced += 1;
                char::REPLACEMENT_CHARACTER
            })
        });
        let text = text.collect();
        (text, replaced)
    }
}

/// Text that switches with SO and SI between ASCII and a set of seven-bit pairs, whose eight-bit
/// form is an encoding of its own.
fn shifted(bytes: &[u8], encoding: &'static Encoding) -> (String, u64) {
    const OUT: u8 = 0x0E;
    const IN: u8 = 0x0F;
    let mut eight = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    let mut out = false;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            OUT => out = true,
            IN => out = false,
            // An announcement says which set, which is known.
            0x1B if after.len() >= 3 => rest = &after[3..],
            b'\n' => {
                out = false;
                eight.push(byte);
            }
            _ if out && byte > 0x20 => eight.push(byte | 0x80),
            _ => eight.push(byte),
        }
    }
    let decoded = super::with(encoding, &eight);
    (decoded.text.into_owned(), decoded.how.replaced)
}

fn by_table(bytes: &[u8]) -> String {
    let table: Vec<char> = IBM855.chars().collect();
    let character = |byte: &u8| match byte.checked_sub(0x80) {
        Some(at) => table
            .get(usize::from(at))
            .copied()
            .unwrap_or(char::REPLACEMENT_CHARACTER),
        None => char::from(*byte),
    };
    bytes.iter().map(character).collect()
}

/// How many of a hundred characters beyond ASCII are Cyrillic letters that go on in the case of the
/// one before, or with a small letter.
fn in_words(text: &str) -> usize {
    let (mut all, mut good) = (0_usize, 0_usize);
    let mut before: Option<char> = None;
    for ch in text.chars() {
        if !ch.is_ascii() {
            let letter = ('\u{400}'..='\u{45F}').contains(&ch);
            let fits = before.is_none_or(|before| ch.is_lowercase() || before.is_uppercase());
            all += 1;
            good += usize::from(letter && fits);
        }
        before = Some(ch).filter(|ch| ch.is_alphabetic());
    }
    (good * 100).checked_div(all).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::*;

    fn guessed(bytes: &[u8]) -> (&'static str, String) {
        let decoded = decode(bytes, None, None);
        (decoded.how.encoding, decoded.text.into_owned())
    }

    const PLAN: &str = "Министерство финансов публикует план до конца года.";

    fn in_855(text: &str) -> Vec<u8> {
        let byte = |ch: char| match IBM855.chars().position(|other| other == ch) {
            Some(at) => u8::try_from(at + 0x80).unwrap(),
            None => u8::try_from(ch).unwrap(),
        };
        text.chars().map(byte).collect()
    }

    #[test]
    fn utf_32_is_read_with_and_without_a_mark() {
        for text in ["1. Publish a plan.\n", "一、加强组织领导，各区各部门。"] {
            let text = text.repeat(3);
            let little: Vec<u8> = text
                .chars()
                .flat_map(|ch| u32::from(ch).to_le_bytes())
                .collect();
            let big: Vec<u8> = text
                .chars()
                .flat_map(|ch| u32::from(ch).to_be_bytes())
                .collect();
            let marked = [&b"\xFF\xFE\0\0"[..], &little].concat();
            assert_eq!(guessed(&marked), ("UTF-32LE", text.clone()));
            assert_eq!(guessed(&little), ("UTF-32LE", text.clone()));
            assert_eq!(guessed(&big), ("UTF-32BE", text.clone()));
            let broken = [&marked[..], &[0, 0, 0xFF, 0xFF]].concat();
            assert_eq!(decode(&broken, None, None).how.replaced, 1);
        }
    }

    #[test]
    fn code_page_855_is_told_by_its_words() {
        assert_eq!(IBM855.chars().count(), 128);
        assert_eq!(guessed(&in_855(PLAN)), ("IBM855", PLAN.to_owned()));
        for other in [
            encoding_rs::WINDOWS_1251,
            encoding_rs::KOI8_R,
            encoding_rs::IBM866,
            encoding_rs::ISO_8859_5,
        ] {
            let bytes = other.encode(PLAN).0;
            assert_eq!(guessed(&bytes).1, PLAN, "{}", other.name());
        }
        let forced = super::super::named("cp855").unwrap();
        assert_eq!(decode(&in_855("План"), Some(forced), None).text, "План");
    }
}
