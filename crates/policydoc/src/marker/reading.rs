//! What a marker says: its style and its ordinal, which may be read in two ways.

use super::grammar::Shape;
use super::style::Style;
use crate::numeral;

/// The numbers of a decimal, coarsest first; of other markers only the last counts.
pub(crate) type Path = [u16; 6];

/// One way to read a marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Reading {
    pub(crate) style: Style,
    /// The ordinal; `None` where it is misprinted and only its place can tell.
    pub(crate) number: Option<u32>,
    /// Whether the numeral is misprinted.
    pub(crate) misprint: bool,
    pub(crate) path: Path,
}
impl Shape<'_> {
    pub(super) fn readings(self) -> Option<[Reading; 2]> {
        let one = |style, number| Some([reading(style, number), Reading::default()]);
        match self {
            Shape::Decimal(written) => {
                decimal_reading(written).map(|first| [first, Reading::default()])
            }
            Shape::Circled(ch) => match ch {
                '⑴'..='⒇' => one(Style::ARABIC_BRACKET, numeral::circled(ch)?),
                '⒈'..='⒛' => one(Style::ARABIC_DOT, numeral::circled(ch)?),
                '㈠'..='㈩' => one(Style::CHINESE_BRACKET, numeral::circled(ch)?),
                _ => one(Style::CIRCLED, numeral::circled(ch)?),
            },
            Shape::Keyword(style, written) => one(style, keyword_number(written)?),
            Shape::OrdinalWord(word) => one(Style::WORD, numeral::ordinal_word(word)?),
            Shape::Misprint => Some(misprinted(Style::CHINESE_DOT)),
            Shape::Dot(written) => numbered(written, &DOT),
            Shape::Comma(written) => numbered(written, &COMMA),
            Shape::Bracket(written) => numbered(written, &BRACKET),
            Shape::Close(written) => numbered(written, &CLOSE),
            Shape::Bare(written) => one(Style::ARABIC_BARE, numeral::arabic(written)?),
        }
    }
}

/// Which style a numeral of each script has in one frame.
struct Frame {
    arabic: Style,
    chinese: Style,
    roman_upper: Style,
    roman_lower: Style,
    latin_upper: Style,
    latin_lower: Style,
}

const DOT: Frame = Frame {
    arabic: Style::ARABIC_DOT,
    chinese: Style::CHINESE_DOT,
    roman_upper: Style::ROMAN_DOT,
    roman_lower: Style::ROMAN_LOWER_DOT,
    latin_upper: Style::LATIN_UPPER_DOT,
    latin_lower: Style::LATIN_DOT,
};

const COMMA: Frame = Frame {
    arabic: Style::ARABIC_COMMA,
    ..DOT
};

const BRACKET: Frame = Frame {
    arabic: Style::ARABIC_BRACKET,
    chinese: Style::CHINESE_BRACKET,
    roman_upper: Style::ROMAN_BRACKET,
    roman_lower: Style::ROMAN_LOWER_BRACKET,
    latin_upper: Style::LATIN_UPPER_BRACKET,
    latin_lower: Style::LATIN_BRACKET,
};

const CLOSE: Frame = Frame {
    arabic: Style::ARABIC_CLOSE,
    roman_lower: Style::ROMAN_LOWER_CLOSE,
    latin_upper: Style::LATIN_UPPER_CLOSE,
    latin_lower: Style::LATIN_CLOSE,
    ..BRACKET
};

/// Reads a numeral in its frame: letters may be roman or latin, and both readings are kept.
fn numbered(written: &str, frame: &Frame) -> Option<[Reading; 2]> {
    let first = written.chars().next()?;
    if matches!(first, '-' | '—' | '－') {
        return Some(misprinted(frame.chinese));
    }
    if first.is_ascii_digit() || matches!(first, '０'..='９') {
        let number = numeral::arabic(written)?;
        return Some([reading(frame.arabic, number), Reading::default()]);
    }
    if !first.is_ascii_alphabetic() {
        let number = numeral::chinese(written)?;
        return Some([reading(frame.chinese, number), Reading::default()]);
    }
    let (roman_style, latin_style) = if first.is_ascii_uppercase() {
        (frame.roman_upper, frame.latin_upper)
    } else {
        (frame.roman_lower, frame.latin_lower)
    };
    let roman = numeral::roman(written).map(|number| reading(roman_style, number));
    let latin = (written.len() == 1).then(|| {
        let number = u32::from(first.to_ascii_lowercase() as u8 - b'a') + 1;
        reading(latin_style, number)
    });
    match (roman, latin) {
        (Some(roman), latin) => Some([roman, latin.unwrap_or_default()]),
        (None, latin) => latin.map(|latin| [latin, Reading::default()]),
    }
}

fn reading(style: Style, number: u32) -> Reading {
    Reading {
        style,
        number: Some(number),
        ..Reading::default()
    }
}

/// A dash where a numeral should be is 一 set as a dash, or stands for a numeral that was lost.
fn misprinted(style: Style) -> [Reading; 2] {
    let lost = Reading {
        style,
        misprint: true,
        ..Reading::default()
    };
    let one = Reading {
        number: Some(1),
        ..lost
    };
    [one, lost]
}

fn keyword_number(written: &str) -> Option<u32> {
    if written.is_empty() {
        return Some(1); // `附件` alone: the only one
    }
    numeral::arabic(written)
        .or_else(|| numeral::chinese(written))
        .or_else(|| numeral::roman(written))
        .or_else(|| numeral::cardinal_word(written))
        .or_else(|| {
            let letter = *written.as_bytes().first()?;
            (written.len() == 1 && letter.is_ascii_uppercase())
                .then(|| u32::from(letter - b'A') + 1)
        })
}

fn decimal_reading(written: &str) -> Option<Reading> {
    const DECIMALS: [Style; 5] = [
        Style::DECIMAL_2,
        Style::DECIMAL_3,
        Style::DECIMAL_4,
        Style::DECIMAL_5,
        Style::DECIMAL_6,
    ];
    let mut path = Path::default();
    let mut count = 0;
    for number in written.split(['.', '．']) {
        // No unit is numbered 0.36 or 1.05: those are amounts.
        if number.len() > 1 && number.starts_with('0') || count == 0 && number == "0" {
            return None;
        }
        *path.get_mut(count)? = number.parse().ok()?;
        count += 1;
    }
    Some(Reading {
        style: *DECIMALS.get(count.checked_sub(2)?)?,
        number: Some(u32::from(path[count - 1])),
        misprint: false,
        path,
    })
}
