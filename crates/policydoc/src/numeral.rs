//! Numbers as documents write them: `12`, `１２`, `十二`, `XII`, `⑫`, `twelfth`.
//!
//! Each function reads the whole of its input and nothing else: white space, a sign or a
//! trailing mark make it `None`. Which of them applies is the caller's business.

/// The number that Arabic digits write, half or full width.
///
/// ```abnf
/// arabic = 1*9( %x30-39 / %xFF10-FF19 )
/// ```
pub(crate) fn arabic(input: &str) -> Option<u32> {
    let mut value = 0_u32;
    for ch in input.chars() {
        value = value.checked_mul(10)?.checked_add(digit(ch)?)?;
    }
    (!input.is_empty()).then_some(value)
}

/// The value of one Arabic digit, half or full width.
pub(crate) fn digit(ch: char) -> Option<u32> {
    match ch {
        '0'..='9' => Some(ch as u32 - '0' as u32),
        '０'..='９' => Some(ch as u32 - '０' as u32),
        _ => None,
    }
}

/// The number that a Chinese numeral writes: counted (`一百零三`, `廿五`, `两千`) or digit by
/// digit (`二〇一九`). Numbers from 100 million on are none that a policy document counts with.
///
/// ```abnf
/// chinese = digits / counted
/// digits  = 1*8cjk-digit                  ; 二〇一九, 一
/// counted = [group "万"] group            ; 三万五千
/// group   = *( [cjk-digit] unit / "〇" ) [cjk-digit] ; 一百零三, 十二, 廿一
/// unit    = "十" / "百" / "千"
/// ```
pub(crate) fn chinese(input: &str) -> Option<u32> {
    if input.chars().all(|ch| chinese_digit(ch).is_some()) {
        let count = input.chars().count();
        return (1..=8).contains(&count).then(|| {
            input
                .chars()
                .filter_map(chinese_digit)
                .fold(0, |value, digit| value * 10 + digit)
        });
    }
    match input.split_once(['万', '萬']) {
        Some((high, "")) => group(high)?.checked_mul(10_000),
        Some((high, low)) => Some(group(high)? * 10_000 + group(low)?),
        None => group(input),
    }
}

/// Whether a character can stand in a Chinese numeral.
pub(crate) fn is_chinese(ch: char) -> bool {
    chinese_digit(ch).is_some() || unit(ch).is_some() || tens(ch).is_some() || ch == '万'
}

/// The value of one Chinese digit, in everyday, formal or traditional writing.
fn chinese_digit(ch: char) -> Option<u32> {
    Some(match ch {
        // Circles of many kinds are typed for 〇.
        '〇' | '零' | '○' | '◯' | 'Ｏ' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '貳' | '两' | '兩' => 2,
        '三' | '叁' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn unit(ch: char) -> Option<u32> {
    Some(match ch {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

/// Twenty, thirty and forty in one character.
fn tens(ch: char) -> Option<u32> {
    Some(match ch {
        '廿' => 20,
        '卅' => 30,
        '卌' => 40,
        _ => return None,
    })
}

/// A number below 10 000. Units fall from left to right, and no two digits meet: `百千`,
/// `十十` and `三五十` are no numbers.
fn group(input: &str) -> Option<u32> {
    let mut value = 0;
    let mut pending = None; // a digit that waits for its unit
    let mut below = 10_000; // the next unit is smaller than this
    for ch in input.chars() {
        if let Some(digit) = chinese_digit(ch) {
            match (pending, digit) {
                (None, 0) if value > 0 => {}
                (None, 1..) if below > 1 => pending = Some(digit),
                _ => return None,
            }
        } else if let Some(unit) = unit(ch) {
            // Only ten may stand without a digit: 十二, 一百十二.
            let digit = pending.take().or((unit == 10).then_some(1))?;
            if unit >= below {
                return None;
            }
            value += digit * unit;
            below = unit;
        } else {
            let tens = tens(ch)?;
            if pending.is_some() || below <= 10 {
                return None;
            }
            value += tens;
            below = 10;
        }
    }
    value += pending.unwrap_or(0);
    (value > 0).then_some(value)
}

/// The number that Roman numerals write, all upper or all lower case (`XIV`, `xiv`), up to 3999,
/// also as one character (`Ⅳ`, `ⅳ`). Only the regular form is read: `IIII` and `IC` are none.
///
/// ```abnf
/// roman = 0*3"m" place(c, d, m) place(x, l, c) place(i, v, x)
/// ```
pub(crate) fn roman(input: &str) -> Option<u32> {
    if let Some(value) = single(input).and_then(roman_character) {
        return Some(value);
    }
    let lower = input.bytes().all(|byte| byte.is_ascii_lowercase());
    let upper = input.bytes().all(|byte| byte.is_ascii_uppercase());
    if !(lower || upper) || input.len() > "mmmdccclxxxviii".len() {
        return None;
    }
    let letters = input.to_ascii_lowercase();
    let thousands = letters
        .bytes()
        .take_while(|&byte| byte == b'm')
        .count()
        .min(3);
    let (hundreds, rest) = place(&letters[thousands..], ['c', 'd', 'm']);
    let (tens, rest) = place(rest, ['x', 'l', 'c']);
    let (ones, rest) = place(rest, ['i', 'v', 'x']);
    let value = u32::try_from(thousands).ok()? * 1000 + hundreds * 100 + tens * 10 + ones;
    (rest.is_empty() && value > 0).then_some(value)
}

/// One decimal place of a Roman numeral and what follows it.
///
/// ```abnf
/// place = one ten / one five / [five] 0*3one
/// ```
fn place(input: &str, [one, five, ten]: [char; 3]) -> (u32, &str) {
    if let Some(rest) = input.strip_prefix(one) {
        if let Some(rest) = rest.strip_prefix(ten) {
            return (9, rest);
        }
        if let Some(rest) = rest.strip_prefix(five) {
            return (4, rest);
        }
    }
    let (mut value, mut rest) = match input.strip_prefix(five) {
        Some(rest) => (5, rest),
        None => (0, input),
    };
    for _ in 0..3 {
        if let Some(after) = rest.strip_prefix(one) {
            (value, rest) = (value + 1, after);
        }
    }
    (value, rest)
}

fn roman_character(ch: char) -> Option<u32> {
    match ch {
        'Ⅰ'..='Ⅻ' => Some(ch as u32 - 'Ⅰ' as u32 + 1),
        'ⅰ'..='ⅻ' => Some(ch as u32 - 'ⅰ' as u32 + 1),
        _ => None,
    }
}

/// The place of a single Latin letter in the alphabet: 1 for `a`, `A` and `Ａ`.
pub(crate) fn letter(input: &str) -> Option<u32> {
    let ch = single(input)?;
    match ch {
        'a'..='z' => Some(ch as u32 - 'a' as u32 + 1),
        'A'..='Z' => Some(ch as u32 - 'A' as u32 + 1),
        'ａ'..='ｚ' => Some(ch as u32 - 'ａ' as u32 + 1),
        'Ａ'..='Ｚ' => Some(ch as u32 - 'Ａ' as u32 + 1),
        _ => None,
    }
}

/// The number inside a circle: `①`, `⑳`, `㊿`, `❶`, `⓫`, `➀`, `➊`, `㊀`.
pub(crate) fn circled(ch: char) -> Option<u32> {
    const RUNS: [(char, char, u32); 8] = [
        ('①', '⑳', 1),
        ('㉑', '㉟', 21),
        ('㊱', '㊿', 36),
        ('❶', '❿', 1),
        ('⓫', '⓴', 11),
        ('➀', '➉', 1),
        ('➊', '➓', 1),
        ('㊀', '㊉', 1),
    ];
    run(ch, &RUNS)
}

/// The number inside brackets that are one character with it: `⑴`, `⒇`, `㈠`, `㈩`.
pub(crate) fn bracketed(ch: char) -> Option<u32> {
    run(ch, &[('⑴', '⒇', 1), ('㈠', '㈩', 1)])
}

/// The number before a full stop that is one character with it: `⒈`, `⒛`.
pub(crate) fn dotted(ch: char) -> Option<u32> {
    run(ch, &[('⒈', '⒛', 1)])
}

fn run(ch: char, runs: &[(char, char, u32)]) -> Option<u32> {
    runs.iter()
        .find(|&&(first, last, _)| (first..=last).contains(&ch))
        .map(|&(first, _, value)| ch as u32 - first as u32 + value)
}

/// The number that an English word writes, as a cardinal (`one`, `Twenty-One`) or an ordinal
/// (`First`, `twenty-first`), up to 99.
pub(crate) fn number_word(input: &str) -> Option<u32> {
    word(input, &ONES, &TENS).or_else(|| ordinal_word(input))
}

/// The number that an English ordinal writes: `First`, `twelfth`, `twenty-first`, up to 99.
pub(crate) fn ordinal_word(input: &str) -> Option<u32> {
    let stem = match input.rsplit_once('-') {
        Some((tens, ones)) if position(&TENS, tens).is_some() => {
            return position(&ORDINALS, ones)
                .filter(|&ones| ones < 10)
                .and_then(|ones| Some(position(&TENS, tens)? * 10 + 10 + ones));
        }
        Some(_) => return None,
        None => input,
    };
    position(&ORDINALS, stem).or_else(|| position(&TEN_ORDINALS, stem).map(|tens| tens * 10 + 10))
}

const ONES: [&str; 19] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const ORDINALS: [&str; 19] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
/// From twenty on: the first has the position 1.
const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
const TEN_ORDINALS: [&str; 8] = [
    "twentieth",
    "thirtieth",
    "fortieth",
    "fiftieth",
    "sixtieth",
    "seventieth",
    "eightieth",
    "ninetieth",
];

/// `ones`, `tens` or `tens-ones`.
fn word(input: &str, ones: &[&str], tens: &[&str]) -> Option<u32> {
    if let Some((ten, one)) = input.split_once('-') {
        let one = position(ones, one).filter(|&one| one < 10)?;
        return Some(position(tens, ten)? * 10 + 10 + one);
    }
    position(ones, input).or_else(|| position(tens, input).map(|ten| ten * 10 + 10))
}

/// Where `word` stands among `words`, counted from 1.
fn position(words: &[&str], word: &str) -> Option<u32> {
    let index = words
        .iter()
        .position(|each| each.eq_ignore_ascii_case(word))?;
    u32::try_from(index + 1).ok()
}

/// The character of a text that has just one.
fn single(input: &str) -> Option<char> {
    let mut chars = input.chars();
    chars.next().filter(|_| chars.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_digits_have_two_widths() {
        assert_eq!(arabic("64"), Some(64));
        assert_eq!(arabic("１2"), Some(12));
        assert_eq!(arabic(""), None);
        assert_eq!(arabic("3.5"), None);
        assert_eq!(arabic("99999999999999999999"), None);
    }

    #[test]
    fn chinese_numerals_are_counted() {
        for (input, value) in [
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("九十九", 99),
            ("廿一", 21),
            ("卅", 30),
            ("一百", 100),
            ("一百零三", 103),
            ("一百一十二", 112),
            ("一百十二", 112),
            ("两千零五", 2005),
            ("三万五千", 35_000),
        ] {
            assert_eq!(chinese(input), Some(value), "{input}");
        }
    }

    #[test]
    fn chinese_digits_stand_side_by_side_in_years() {
        assert_eq!(chinese("二〇一九"), Some(2019));
        assert_eq!(chinese("二○二四"), Some(2024));
    }

    #[test]
    fn irregular_chinese_numerals_are_none() {
        for input in [
            "",
            "百",
            "十十",
            "三五十",
            "百千",
            "一点五",
            "廿廿",
            "零十",
            "万",
            "十一二",
        ] {
            assert_eq!(chinese(input), None, "{input}");
        }
        assert_eq!(chinese(&"九".repeat(9)), None);
    }

    #[test]
    fn every_chinese_numeral_to_a_thousand_is_read() {
        let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
        for number in 1..1000_usize {
            let (hundred, ten, one) = (number / 100, number / 10 % 10, number % 10);
            let mut text = String::new();
            if hundred > 0 {
                text += digits[hundred];
                text += "百";
            }
            if ten > 0 {
                // 一十二 is written 十二 where nothing stands before it.
                text += if number < 20 { "" } else { digits[ten] };
                text += "十";
            } else if hundred > 0 && one > 0 {
                text += "零";
            }
            text += digits[one];
            assert_eq!(chinese(&text), u32::try_from(number).ok(), "{text}");
        }
    }

    #[test]
    fn roman_numerals_are_regular() {
        for (input, value) in [
            ("I", 1),
            ("iv", 4),
            ("XIV", 14),
            ("xlix", 49),
            ("MCMXC", 1990),
            ("Ⅻ", 12),
            ("ⅲ", 3),
        ] {
            assert_eq!(roman(input), Some(value), "{input}");
        }
        for input in ["", "IIII", "IC", "VX", "Iv", "mild", "MMMM"] {
            assert_eq!(roman(input), None, "{input}");
        }
    }

    #[test]
    fn enclosed_numbers_have_runs_of_their_own() {
        assert_eq!(circled('①'), Some(1));
        assert_eq!(circled('㉑'), Some(21));
        assert_eq!(circled('㊿'), Some(50));
        assert_eq!(circled('1'), None);
        assert_eq!(bracketed('㈢'), Some(3));
        assert_eq!(dotted('⒓'), Some(12));
    }

    #[test]
    fn english_words_count_too() {
        assert_eq!(ordinal_word("First"), Some(1));
        assert_eq!(ordinal_word("twenty-first"), Some(21));
        assert_eq!(ordinal_word("thirtieth"), Some(30));
        assert_eq!(ordinal_word("one"), None);
        assert_eq!(ordinal_word("twenty-tenth"), None);
        assert_eq!(number_word("Twelve"), Some(12));
        assert_eq!(number_word("forty-two"), Some(42));
        assert_eq!(number_word("Fifth"), Some(5));
        assert_eq!(number_word("plan"), None);
    }

    #[test]
    fn letters_count_from_one() {
        assert_eq!(letter("b"), Some(2));
        assert_eq!(letter("Ｃ"), Some(3));
        assert_eq!(letter("ab"), None);
    }
}
