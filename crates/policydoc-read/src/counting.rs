//! How numbers are written where a file counts and leaves the writing to the program that shows
//! it: `numFmt` of Word, `type` and `list-style-type` of web pages.

/// A way to write numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counting {
    /// 1 2 3
    Decimal,
    /// 01 02 … 10
    DecimalZero,
    /// １ ２ … １０
    FullWidth,
    /// a b … z aa bb
    LowerLetter,
    /// A B … Z AA BB
    UpperLetter,
    /// i ii iii
    LowerRoman,
    /// I II III
    UpperRoman,
    /// ① ② … ㊿
    Circled,
    /// ⑴ ⑵ … ⒇
    Bracketed,
    /// ⒈ ⒉ … ⒛
    Stopped,
    /// ㊀ ㊁ … ㊉
    CircledChinese,
    /// 一 二 … 十 十一 … 九十九 一〇〇
    Chinese,
    /// 一 二 … 十 十一 … 一百 一百零一
    ChineseThousand,
    /// 一 二 … 一〇 一一
    ChineseDigits,
    /// 壹 贰 … 壹拾
    ChineseLegal,
    /// 壹 貳 … 壹拾
    ChineseLegalTraditional,
    /// 甲 乙 … 癸
    HeavenlyStems,
    /// 子 丑 … 亥
    EarthlyBranches,
    /// 1st 2nd 3rd
    Ordinal,
    /// One Two … Twenty
    CardinalWord,
    /// First Second … Twentieth
    OrdinalWord,
    /// A sign that is the same for all.
    Bullet,
    /// Nothing.
    None,
}

impl Counting {
    /// The way that Word calls this; decimal for what is not known.
    #[cfg(feature = "docx")]
    pub(crate) fn of_word(name: &str) -> Self {
        match name {
            "decimalZero" => Self::DecimalZero,
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "lowerLetter" => Self::LowerLetter,
            "upperLetter" => Self::UpperLetter,
            "lowerRoman" => Self::LowerRoman,
            "upperRoman" => Self::UpperRoman,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "decimalEnclosedParen" => Self::Bracketed,
            "decimalEnclosedFullstop" => Self::Stopped,
            "ideographEnclosedCircle" => Self::CircledChinese,
            "chineseCounting" | "taiwaneseCounting" => Self::Chinese,
            "chineseCountingThousand" | "taiwaneseCountingThousand" | "japaneseCounting" => {
                Self::ChineseThousand
            }
            "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
                Self::ChineseDigits
            }
            "chineseLegalSimplified" => Self::ChineseLegal,
            "ideographLegalTraditional" => Self::ChineseLegalTraditional,
            "ideographTraditional" => Self::HeavenlyStems,
            "ideographZodiac" => Self::EarthlyBranches,
            "ordinal" => Self::Ordinal,
            "cardinalText" => Self::CardinalWord,
            "ordinalText" => Self::OrdinalWord,
            "bullet" => Self::Bullet,
            "none" => Self::None,
            _ => Self::Decimal,
        }
    }

    /// The way that `OpenDocument` gives by its first numbers: `1`, `a`, `一, 二, 三, ...`.
    #[cfg(feature = "odf")]
    pub(crate) fn of_odf(format: &str) -> Self {
        match format.split(',').next().unwrap_or_default() {
            "" => Self::None,
            "01" => Self::DecimalZero,
            "a" => Self::LowerLetter,
            "A" => Self::UpperLetter,
            "i" => Self::LowerRoman,
            "I" => Self::UpperRoman,
            "１" => Self::FullWidth,
            "①" => Self::Circled,
            "一" => Self::ChineseThousand,
            "壹" if format.contains('贰') => Self::ChineseLegal,
            "壹" | "壱" => Self::ChineseLegalTraditional,
            "甲" => Self::HeavenlyStems,
            "子" => Self::EarthlyBranches,
            "1st" => Self::Ordinal,
            "One" => Self::CardinalWord,
            "First" => Self::OrdinalWord,
            _ => Self::Decimal,
        }
    }

    /// The way that a list of a web page has: its `type`, or a style of CSS.
    #[cfg(feature = "html")]
    pub(crate) fn of_css(name: &str) -> Option<Self> {
        Some(match name {
            "1" | "decimal" => Self::Decimal,
            "a" | "lower-alpha" | "lower-latin" => Self::LowerLetter,
            "A" | "upper-alpha" | "upper-latin" => Self::UpperLetter,
            "i" | "lower-roman" => Self::LowerRoman,
            "I" | "upper-roman" => Self::UpperRoman,
            "decimal-leading-zero" => Self::DecimalZero,
            "cjk-decimal" => Self::ChineseDigits,
            "cjk-ideographic" | "simp-chinese-informal" | "trad-chinese-informal" => {
                Self::ChineseThousand
            }
            "simp-chinese-formal" => Self::ChineseLegal,
            "trad-chinese-formal" => Self::ChineseLegalTraditional,
            "cjk-heavenly-stem" => Self::HeavenlyStems,
            "cjk-earthly-branch" => Self::EarthlyBranches,
            "disc" | "circle" | "square" => Self::Bullet,
            "none" => Self::None,
            _ => return None,
        })
    }

    /// A number as it is written; in digits where this way has no more signs.
    pub(crate) fn write(self, number: i64) -> String {
        let written = match self {
            Self::Decimal => None,
            Self::DecimalZero => (0..10).contains(&number).then(|| format!("0{number}")),
            Self::FullWidth => Some(full_width(number)),
            Self::LowerLetter => letters(number).map(|letters| letters.to_ascii_lowercase()),
            Self::UpperLetter => letters(number),
            Self::LowerRoman => roman(number).map(|roman| roman.to_ascii_lowercase()),
            Self::UpperRoman => roman(number),
            Self::Circled => sign(number, &[('①', 1..=20), ('㉑', 21..=35), ('㊱', 36..=50)]),
            Self::Bracketed => sign(number, &[('⑴', 1..=20)]),
            Self::Stopped => sign(number, &[('⒈', 1..=20)]),
            Self::CircledChinese => sign(number, &[('㊀', 1..=10)]),
            Self::Chinese if number >= 100 => Some(chinese_digits(number)),
            Self::Chinese | Self::ChineseThousand => chinese(number, &SIMPLE),
            Self::ChineseDigits => (number >= 0).then(|| chinese_digits(number)),
            Self::ChineseLegal => chinese(number, &LEGAL),
            Self::ChineseLegalTraditional => chinese(number, &LEGAL_TRADITIONAL),
            Self::HeavenlyStems => one_of(number, "甲乙丙丁戊己庚辛壬癸"),
            Self::EarthlyBranches => one_of(number, "子丑寅卯辰巳午未申酉戌亥"),
            Self::Ordinal => Some(ordinal(number)),
            Self::CardinalWord => word(number, &CARDINALS),
            Self::OrdinalWord => word(number, &ORDINALS),
            Self::Bullet => Some("•".to_owned()),
            Self::None => Some(String::new()),
        };
        written.unwrap_or_else(|| number.to_string())
    }
}

fn full_width(number: i64) -> String {
    let wide = |ch: char| match ch.to_digit(10) {
        Some(digit) => char::from_u32('０' as u32 + digit).unwrap_or(ch),
        None => '－',
    };
    number.to_string().chars().map(wide).collect()
}

/// A … Z, AA, BB: Word says a letter again and does not count on in two letters.
fn letters(number: i64) -> Option<String> {
    /// A letter is said no more often than this.
    const AGAIN: i64 = 30;
    let at = number.checked_sub(1)?;
    let times = usize::try_from(at / 26 + 1).ok()?;
    let letter = u8::try_from(at.rem_euclid(26)).ok()? + b'A';
    ((0..26 * AGAIN).contains(&at)).then(|| char::from(letter).to_string().repeat(times))
}

fn roman(number: i64) -> Option<String> {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = (1..4000).contains(&number).then_some(number)?;
    let mut roman = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            roman.push_str(sign);
            rest -= value;
        }
    }
    Some(roman)
}

/// The sign of a number from stretches of signs, each given by its first one.
fn sign(number: i64, stretches: &[(char, std::ops::RangeInclusive<i64>)]) -> Option<String> {
    let (first, range) = stretches
        .iter()
        .find(|(_, range)| range.contains(&number))?;
    let code = u32::try_from(number - range.start()).ok()? + u32::from(*first);
    Some(char::from_u32(code)?.to_string())
}

fn one_of(number: i64, signs: &str) -> Option<String> {
    let at = usize::try_from(number.checked_sub(1)?).ok()?;
    Some(signs.chars().nth(at)?.to_string())
}

/// The digits 0 to 9, and the words for ten, hundred and thousand.
type Numerals = ([char; 10], [&'static str; 4], bool);

const SIMPLE: Numerals = (
    ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    ["", "十", "百", "千"],
    true,
);
const LEGAL: Numerals = (
    ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    ["", "拾", "佰", "仟"],
    false,
);
const LEGAL_TRADITIONAL: Numerals = (
    ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'],
    ["", "拾", "佰", "仟"],
    false,
);

/// 二十一, 一百零三, 一千零二十; ten to nineteen without the leading one, unless it is kept.
fn chinese(number: i64, (digits, units, short): &Numerals) -> Option<String> {
    if number == 0 {
        return Some(digits[0].to_string());
    }
    let mut rest = usize::try_from(number)
        .ok()
        .filter(|&number| number < 10_000)?;
    let mut written = String::new();
    let (mut begun, mut gap) = (false, false);
    for place in (0..4).rev() {
        let value = 10_usize.pow(u32::try_from(place).ok()?);
        let digit = rest / value;
        rest %= value;
        if digit == 0 {
            gap = begun;
            continue;
        }
        if gap {
            written.push(digits[0]);
            gap = false;
        }
        // 十一, but 一百一十一.
        if !(*short && place == 1 && digit == 1 && !begun) {
            written.push(digits[digit]);
        }
        written.push_str(units[place]);
        begun = true;
    }
    Some(written)
}

fn chinese_digits(number: i64) -> String {
    let digit = |ch: char| match ch.to_digit(10) {
        Some(0) => '〇',
        Some(digit) => SIMPLE.0[digit as usize],
        None => ch,
    };
    number.to_string().chars().map(digit).collect()
}

fn ordinal(number: i64) -> String {
    let suffix = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{suffix}")
}

const CARDINALS: [&str; 20] = [
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
    "Twenty",
];
const ORDINALS: [&str; 20] = [
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
    "Twentieth",
];

fn word(number: i64, words: &[&str]) -> Option<String> {
    let at = usize::try_from(number.checked_sub(1)?).ok()?;
    words.get(at).map(|word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(counting: Counting, numbers: &[i64]) -> String {
        let written: Vec<_> = numbers
            .iter()
            .map(|&number| counting.write(number))
            .collect();
        written.join(" ")
    }

    #[test]
    fn chinese_numbers_are_written_as_word_writes_them() {
        let numbers = [0, 1, 10, 11, 20, 21, 99, 100, 101, 110];
        assert_eq!(
            written(Counting::ChineseThousand, &numbers),
            "零 一 十 十一 二十 二十一 九十九 一百 一百零一 一百一十"
        );
        assert_eq!(
            written(Counting::Chinese, &[10, 21, 100]),
            "十 二十一 一〇〇"
        );
        assert_eq!(
            written(Counting::ChineseDigits, &[1, 10, 21]),
            "一 一〇 二一"
        );
        assert_eq!(written(Counting::ChineseLegal, &[1, 2, 12]), "壹 贰 壹拾贰");
        assert_eq!(
            written(Counting::ChineseThousand, &[1001, 1020]),
            "一千零一 一千零二十"
        );
        assert_eq!(written(Counting::HeavenlyStems, &[1, 10, 11]), "甲 癸 11");
    }

    #[test]
    fn letters_and_roman_numerals_are_as_in_word() {
        assert_eq!(
            written(Counting::LowerLetter, &[1, 26, 27, 28, 53]),
            "a z aa bb aaa"
        );
        assert_eq!(
            written(Counting::UpperRoman, &[1, 4, 9, 14, 40, 1990]),
            "I IV IX XIV XL MCMXC"
        );
        assert_eq!(
            written(Counting::Circled, &[1, 20, 21, 36, 50, 51]),
            "① ⑳ ㉑ ㊱ ㊿ 51"
        );
        assert_eq!(
            written(Counting::Ordinal, &[1, 2, 3, 4, 11, 22]),
            "1st 2nd 3rd 4th 11th 22nd"
        );
        assert_eq!(written(Counting::FullWidth, &[12]), "１２");
        assert_eq!(written(Counting::DecimalZero, &[1, 10]), "01 10");
    }

    #[test]
    fn what_has_no_sign_is_written_in_digits() {
        let odd = [i64::MIN, -1, 0, i64::MAX];
        for counting in [
            Counting::UpperRoman,
            Counting::LowerLetter,
            Counting::ChineseThousand,
            Counting::Circled,
            Counting::EarthlyBranches,
            Counting::CardinalWord,
        ] {
            for number in odd.into_iter().filter(|number| *number != 0) {
                assert_eq!(counting.write(number), number.to_string());
            }
        }
    }
}
