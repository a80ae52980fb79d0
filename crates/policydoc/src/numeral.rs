//! Numerals as documents write them.

use crate::document::Language;
use crate::lexicon::{Lexicon, Sense};

/// No unit has a greater number: what would have is no numeral.
const MOST: u32 = 99_999_999;

/// Arabic digits, half or full width: `12`, `１２`.
pub(crate) fn arabic(written: &str) -> Option<u32> {
    let mut value: u32 = 0;
    for ch in written.chars() {
        let digit = match ch {
            '0'..='9' => u32::from(ch) - u32::from('0'),
            '０'..='９' => u32::from(ch) - u32::from('０'),
            _ => return None,
        };
        value = value.checked_mul(10)?.checked_add(digit)?;
    }
    (!written.is_empty() && value <= MOST).then_some(value)
}

/// Chinese numerals below 10,000, counted (`二十一`, `一百零三`, `廿五`) or spelt (`二〇一九`).
pub(crate) fn chinese(written: &str) -> Option<u32> {
    if !written.is_empty() && written.chars().all(|ch| digit(ch).is_some()) {
        // `十` is no digit, so this is a number spelt digit by digit.
        return written.chars().try_fold(0_u32, |value, ch| {
            let value = value.checked_mul(10)?.checked_add(digit(ch)?)?;
            (value <= MOST).then_some(value)
        });
    }
    let (mut total, mut pending) = (0_u32, None);
    let mut last_unit = u32::MAX;
    for ch in written.chars() {
        if let Some(digit) = digit(ch) {
            // Two digits in a row only after a zero: `一百零三`.
            if pending.is_some_and(|pending| pending != 0) {
                return None;
            }
            pending = Some(digit);
            continue;
        }
        let (unit, own) = match ch {
            '十' | '拾' => (10, 1),
            '廿' => (10, 2),
            '卅' => (10, 3),
            '百' | '佰' => (100, 1),
            '千' | '仟' => (1000, 1),
            _ => return None,
        };
        if unit >= last_unit {
            return None;
        }
        last_unit = unit;
        let count = match pending.take() {
            Some(0) | None => own,
            Some(count) => count * own,
        };
        total += count * unit;
    }
    if let Some(pending) = pending {
        total += pending;
    }
    (total > 0).then_some(total)
}

fn digit(ch: char) -> Option<u32> {
    Some(match ch {
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '貳' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Roman numerals below 90 in their usual form, all of one case: `IV`, `xii`.
pub(crate) fn roman(written: &str) -> Option<u32> {
    const TENS: [&str; 9] = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx"];
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let one_case = written.bytes().all(|byte| byte.is_ascii_lowercase())
        || written.bytes().all(|byte| byte.is_ascii_uppercase());
    if written.is_empty() || written.len() > 8 || !one_case {
        return None;
    }
    let lower = written.to_ascii_lowercase();
    let tens_end = lower.find(['i', 'v']).unwrap_or(lower.len());
    // `ix` keeps its `x` after the `i`.
    let (tens, ones) = lower.split_at(tens_end);
    let tens = TENS.iter().position(|&form| form == tens)?;
    let ones = ONES.iter().position(|&form| form == ones)?;
    u32::try_from(tens * 10 + ones)
        .ok()
        .filter(|&value| value > 0)
}

/// `①` to `㊿` and the bracketed and dotted forms `⑴`, `⒈`, `㈠`, `❶`.
pub(crate) fn circled(ch: char) -> Option<u32> {
    let offset = |first: char, add: u32| Some(u32::from(ch) - u32::from(first) + add);
    match ch {
        '①'..='⑳' => offset('①', 1),
        '⑴'..='⒇' => offset('⑴', 1),
        '⒈'..='⒛' => offset('⒈', 1),
        '㈠'..='㈩' => offset('㈠', 1),
        '❶'..='❿' => offset('❶', 1),
        '㉑'..='㉟' => offset('㉑', 21),
        '㊱'..='㊿' => offset('㊱', 36),
        _ => None,
    }
}

/// `First` to `Twentieth`, in any case.
pub(crate) fn ordinal_word(word: &str) -> Option<u32> {
    written_out(word, Sense::Ordinal)
}

/// `One` to `Twenty`, in any case.
pub(crate) fn cardinal_word(word: &str) -> Option<u32> {
    written_out(word, Sense::Cardinal)
}

fn written_out(word: &str, sense: Sense) -> Option<u32> {
    let word = Lexicon::of(Language::English).word(word, sense)?;
    word.value.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numerals() {
        for (written, value) in [
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("九十九", 99),
            ("一百零三", 103),
            ("廿五", 25),
            ("二〇一九", 2019),
            ("一百一十", 110),
            ("〇五", 5),
        ] {
            assert_eq!(chinese(written), Some(value), "{written}");
        }
        for written in ["", "二十三百", "十十", "百千", "人", "十二三"] {
            assert_eq!(chinese(written), None, "{written}");
        }
    }

    #[test]
    fn roman_numerals_have_one_form() {
        for (written, value) in [
            ("I", 1),
            ("iv", 4),
            ("IX", 9),
            ("XIV", 14),
            ("xlii", 42),
            ("LXXXIX", 89),
        ] {
            assert_eq!(roman(written), Some(value), "{written}");
        }
        for written in ["", "IIII", "VX", "Iv", "IC", "mix"] {
            assert_eq!(roman(written), None, "{written}");
        }
    }

    #[test]
    fn other_numerals() {
        assert_eq!(arabic("１２"), Some(12));
        assert_eq!(arabic("99999999999"), None);
        assert_eq!(circled('⑳'), Some(20));
        assert_eq!(circled('㊿'), Some(50));
        assert_eq!(ordinal_word("Fifth"), Some(5));
        assert_eq!(cardinal_word("TEN"), Some(10));
    }
}
