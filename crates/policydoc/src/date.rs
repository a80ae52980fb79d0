//! Days as documents print them: `May 24th, 2019`, `24 May 2019`, `2019年5月24日`,
//! `二〇一九年五月二十四日`, `2022-12-06`. A month without a day is no date.

use crate::document::Date;
use crate::numeral;
use crate::span::is_blank;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while_m_n};
use nom::character::complete::{char, one_of};
use nom::combinator::{map_opt, opt};
use nom::sequence::{delimited, preceded};
use nom::{IResult, Parser};
use std::ops::Range;

/// The date that a text is, but for white space and a full stop around it.
pub(crate) fn whole(input: &str) -> Option<Date> {
    let (rest, date) = starting(input)?;
    rest.trim_matches(|ch: char| is_blank(ch) || ch == '.')
        .is_empty()
        .then_some(date)
}

/// The date that a text begins with, and what follows it.
pub(crate) fn starting(input: &str) -> Option<(&str, Date)> {
    date(input.trim_start_matches(is_blank)).ok()
}

/// The date that a text ends with, and where it stands.
pub(crate) fn ending(input: &str) -> Option<(Range<usize>, Date)> {
    /// No date is longer than this many characters.
    const LONGEST: usize = 32;
    let end = input
        .trim_end_matches(|ch: char| is_blank(ch) || ch == '.')
        .len();
    let text = &input[..end];
    let mut found = None;
    for (offset, ch) in text.char_indices().rev().take(LONGEST) {
        // `12019-…` is not the year 2019, nor `十二月` the month two.
        let before = text[..offset].chars().next_back();
        if !ch.is_alphanumeric() && !numeral_part(ch)
            || before.is_some_and(|before| joined(before, ch))
        {
            continue;
        }
        if let Ok(("", date)) = date(&text[offset..]) {
            found = Some((offset..end, date));
        }
    }
    found
}

/// Whether a text is a month of a year, without a day: `May 2019`, `2019年5月`.
pub(crate) fn is_month(input: &str) -> bool {
    let input = input.trim_matches(is_blank);
    let english = (month, blanks, digits(4, 4)).parse(input);
    let chinese = (
        chinese_number,
        blanks,
        char('年'),
        blanks,
        chinese_number,
        blanks,
        char('月'),
    )
        .parse(input);
    english.is_ok_and(|(rest, _)| rest.is_empty()) || chinese.is_ok_and(|(rest, _)| rest.is_empty())
}

/// Where the month begins that a line ends with, white space apart from its other words:
/// `CONTRIBUTION          MAY 2020`.
pub(crate) fn month_at_end(line: &str) -> Option<usize> {
    /// So many spaces part two cells of a line.
    const GAP: &str = "   ";
    let at = line.rfind(GAP)? + GAP.len();
    is_month(&line[at..]).then_some(at)
}

/// Whether a character belongs to the number or word that another one goes on with.
fn joined(before: char, ch: char) -> bool {
    (before.is_ascii_alphanumeric() && ch.is_ascii_alphanumeric())
        || (numeral_part(before) && numeral_part(ch))
}

fn numeral_part(ch: char) -> bool {
    numeral::arabic(ch.encode_utf8(&mut [0; 4])).is_some() || is_chinese_numeral(ch)
}

/// Whether a character is one that years and days are written with: `二〇一九年`.
pub(crate) fn is_chinese_numeral(ch: char) -> bool {
    "〇零○一二三四五六七八九十廿卅".contains(ch)
}

/// ```abnf
/// date = chinese / numbers / month-first / day-first
/// ```
fn date(input: &str) -> IResult<&str, Date> {
    alt((chinese, numbers, month_first, day_first)).parse(input)
}

/// ```abnf
/// chinese = number "年" number "月" number "日" ; 2019年5月24日, 二〇一九年五月二十四日
/// ```
fn chinese(input: &str) -> IResult<&str, Date> {
    let part = |unit| (chinese_number, blanks, char(unit), blanks);
    map_opt(
        (
            part('年'),
            part('月'),
            chinese_number,
            blanks,
            one_of("日号"),
        ),
        |parts| {
            let ((year, ..), (month, ..), day, ..) = parts;
            checked(year, month, day)
        },
    )
    .parse(input)
}

fn chinese_number(input: &str) -> IResult<&str, u32> {
    map_opt(
        take_while_m_n(1, 4, |ch| numeral_part(ch) || is_round(ch)),
        |number: &str| {
            numeral::arabic(number).or_else(|| {
                // `二OO九年`: a letter for the nought, as typists and recognition have it.
                let number: String = number
                    .chars()
                    .map(|ch| if is_round(ch) { '〇' } else { ch })
                    .collect();
                numeral::chinese(&number)
            })
        },
    )
    .parse(input)
}

/// A letter that looks like a nought: Latin, full-width, Greek or Cyrillic.
fn is_round(ch: char) -> bool {
    matches!(ch, 'O' | 'Ｏ' | 'Ο' | 'О' | 'o' | 'о')
}

/// ```abnf
/// numbers = 4DIGIT "-" 1*2DIGIT "-" 1*2DIGIT ; 2022-12-06, also with slashes or full stops
/// ```
fn numbers(input: &str) -> IResult<&str, Date> {
    let (input, year) = digits(4, 4).parse(input)?;
    let (input, mark) = one_of("-/.").parse(input)?;
    let (input, month) = digits(1, 2).parse(input)?;
    let (rest, day) = preceded(char(mark), digits(1, 2)).parse(input)?;
    let date = (!rest.starts_with(|ch: char| ch.is_ascii_digit()))
        .then(|| checked(year, month, day))
        .flatten();
    date.map(|date| (rest, date)).ok_or_else(|| none(input))
}

/// ```abnf
/// month-first = month day ["," / "."] year ; November 18, 2013
/// ```
fn month_first(input: &str) -> IResult<&str, Date> {
    map_opt(
        (
            month,
            blanks,
            day,
            blanks,
            opt(one_of(",.，")),
            blanks,
            digits(4, 4),
        ),
        |(month, _, day, _, _, _, year)| checked(year, month, day),
    )
    .parse(input)
}

/// ```abnf
/// day-first = day [["day"] "of"] month [","] year ; 24 May 2019, 24th of May, 2019
/// ```
fn day_first(input: &str) -> IResult<&str, Date> {
    let of = opt(delimited(blanks, alt((tag("day of "), tag("of "))), blanks));
    map_opt(
        (
            day,
            of,
            blanks,
            month,
            blanks,
            opt(one_of(",.，")),
            blanks,
            digits(4, 4),
        ),
        |(day, _, _, month, _, _, _, year)| checked(year, month, day),
    )
    .parse(input)
}

/// ```abnf
/// day = 1*2DIGIT ["st" / "nd" / "rd" / "th"]
/// ```
fn day(input: &str) -> IResult<&str, u32> {
    let (input, day) = digits(1, 2).parse(input)?;
    let (input, _) = opt(alt((tag("st"), tag("nd"), tag("rd"), tag("th")))).parse(input)?;
    Ok((input, day))
}

/// A month's name, whole or cut to three or four letters: `May`, `Sept.`.
fn month(input: &str) -> IResult<&str, u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let (rest, word) = take_while_m_n(3, 9, |ch: char| ch.is_ascii_alphabetic()).parse(input)?;
    let lower = word.to_ascii_lowercase();
    let place = MONTHS
        .iter()
        .position(|month| *month == lower || (lower.len() <= 4 && month.starts_with(&lower)));
    let (rest, _) = opt(char('.')).parse(rest)?;
    place
        .and_then(|place| u32::try_from(place + 1).ok())
        .map(|month| (rest, month))
        .ok_or_else(|| none(input))
}

fn digits<'i>(
    least: usize,
    most: usize,
) -> impl Parser<&'i str, Output = u32, Error = nom::error::Error<&'i str>> {
    map_opt(
        take_while_m_n(least, most, |ch: char| {
            ch.is_ascii_digit() || ('０'..='９').contains(&ch)
        }),
        numeral::arabic,
    )
}

fn blanks(input: &str) -> IResult<&str, &str> {
    take_while(is_blank).parse(input)
}

fn none(input: &str) -> nom::Err<nom::error::Error<&str>> {
    nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify))
}

/// A day that the calendar has, in a year that a policy document can be of.
fn checked(year: u32, month: u32, day: u32) -> Option<Date> {
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        1..=12 => 31,
        _ => return None,
    };
    ((1000..=2999).contains(&year) && (1..=last).contains(&day)).then_some(Date {
        year: u16::try_from(year).ok()?,
        month: u8::try_from(month).ok()?,
        day: u8::try_from(day).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(input: &str) -> Option<String> {
        whole(input).map(|date| date.to_string())
    }

    #[test]
    fn dates_are_read_in_all_their_forms() {
        for input in [
            "May 24th, 2019",
            "MAY 24, 2019.",
            "24 May 2019",
            "24th of May, 2019",
            "2019年5月24日",
            "2019 年 05 月 24 日",
            "２０１９年５月２４日",
            "二〇一九年五月二十四日",
            "二○一九年五月廿四日",
            "二O一九年五月二十四日",
            "24th day of May, 2019",
            "2019-05-24",
            "2019/5/24",
        ] {
            assert_eq!(iso(input).as_deref(), Some("2019-05-24"), "{input}");
        }
        assert_eq!(iso("Sept. 3, 2020").as_deref(), Some("2020-09-03"));
    }

    #[test]
    fn a_month_or_an_impossible_day_is_no_date() {
        for input in [
            "2024年11月",
            "May 2019",
            "2019-13-01",
            "2023年2月29日",
            "2019.5",
            "Marching 3, 2019",
        ] {
            assert_eq!(iso(input), None, "{input}");
        }
        assert_eq!(iso("2024年2月29日").as_deref(), Some("2024-02-29"));
    }

    #[test]
    fn a_month_is_told_from_a_day() {
        for input in ["May 2019", "MAY 2019", "2019年5月", "二零一九年五月"] {
            assert!(is_month(input), "{input}");
        }
        for input in ["2019年5月24日", "2019年", "2019—2022年", "May 24, 2019"] {
            assert!(!is_month(input), "{input}");
        }
        assert_eq!(month_at_end("PLAN     MAY 2019"), Some(9));
        assert_eq!(month_at_end("since May 2019"), None);
    }

    #[test]
    fn a_date_at_the_end_is_found_whole() {
        let text = "市人民政府二〇一九年十二月二十四日";
        let (range, date) = ending(text).unwrap();
        assert_eq!(&text[range], "二〇一九年十二月二十四日");
        assert_eq!(date.to_string(), "2019-12-24");
        let (range, _) = ending("Office of the Council 18 November 2013.").unwrap();
        assert_eq!(range, 22..38);
        assert!(ending("in force from 2013").is_none());
    }
}
