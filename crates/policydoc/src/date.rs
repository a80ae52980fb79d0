//! Days as documents print them: `May 24th, 2019`, `24 May 2019`, `2019年5月24日`,
//! `二〇一九年五月二十四日`, `中華民國112年3月1日`, `2022-12-06`. A month without a day is no date.
//!
//! The forms are rows of `data/front_matter/dates.tsv`.

use crate::document::{Date, Language};
use crate::lexicon::{Lexicon, Sense};
use crate::numeral;
use crate::script::{clip_start, is_blank, narrow};
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// The date that a text is, but for white space and a full stop around it.
pub(crate) fn whole(input: &str) -> Option<Date> {
    let (rest, date) = starting(input)?;
    let around = |ch: char| is_blank(ch) || ch == '.';
    rest.trim_matches(around).is_empty().then_some(date)
}

/// The date that a text begins with, and what follows it.
pub(crate) fn starting(input: &str) -> Option<(&str, Date)> {
    let input = input.trim_start_matches(is_blank);
    let (range, date) = first(input)?;
    (range.start == 0).then(|| (&input[range.end..], date))
}

/// The date that a text ends with, and where it stands.
pub(crate) fn ending(input: &str) -> Option<(Range<usize>, Date)> {
    /// No date is longer than this, in bytes of its last characters.
    const LONGEST: usize = 96;
    let text = input.trim_end_matches(|ch: char| is_blank(ch) || ch == '.');
    let window = clip_start(text, LONGEST);
    let before = text.len() - window.len();
    let mut from = 0;
    while let Some((range, date)) = first(&window[from..]) {
        if from + range.end == window.len() {
            return Some((before + from + range.start..text.len(), date));
        }
        from += range.end;
    }
    None
}

/// The first date in a text, and where it stands.
pub(crate) fn first(text: &str) -> Option<(Range<usize>, Date)> {
    if !holds_year(text) {
        return None;
    }
    let found = DAYS.iter().filter_map(|form| form.first(text));
    found.min_by_key(|(range, _)| (range.start, usize::MAX - range.end))
}

/// Whether a text is a month of a year, without a day: `May 2019`, `2019年5月`.
pub(crate) fn is_month(input: &str) -> bool {
    let input = input.trim_matches(is_blank);
    holds_year(input)
        && MONTHS.iter().any(|form| {
            let found = form.pattern.captures(input);
            found.is_some_and(|found| found[0].len() == input.len() && month(&found).is_some())
        })
}

/// Where the month begins that a line ends with, white space apart from its other words:
/// `CONTRIBUTION          MAY 2020`.
pub(crate) fn month_at_end(line: &str) -> Option<usize> {
    /// So many spaces part two cells of a line.
    const GAP: &str = "   ";
    let at = line.rfind(GAP)? + GAP.len();
    is_month(&line[at..]).then_some(at)
}

static DAYS: LazyLock<Vec<Form>> = LazyLock::new(|| forms("day"));
static MONTHS: LazyLock<Vec<Form>> = LazyLock::new(|| forms("month"));

/// A way to write days.
struct Form {
    pattern: Regex,
    /// What is added to its years.
    years: u32,
}

fn forms(kind: &str) -> Vec<Form> {
    let form = |row: &str| {
        let mut columns = row.splitn(3, '\t');
        let (name, years, pattern) = (columns.next()?, columns.next()?, columns.next()?);
        let pattern = pattern
            .replace("{n}", "[0-9０-９〇零○OＯΟОoо一二三四五六七八九十廿卅百]")
            .replace("{d}", "[0-9０-９]")
            .replace("{w}", "[A-Za-z]{3,9}")
            .replace("{b}", "[ \\t\\u{A0}\\u{3000}]*");
        (name == kind).then_some(())?;
        Some(Form {
            pattern: Regex::new(&pattern).ok()?,
            years: years.parse().ok()?,
        })
    };
    let rows = include_str!("../data/front_matter/dates.tsv").lines();
    rows.filter_map(form).collect()
}

impl Form {
    fn first(&self, text: &str) -> Option<(Range<usize>, Date)> {
        let mut from = 0;
        loop {
            let found = self.pattern.captures_at(text, from)?;
            let range = found.get(0)?.range();
            // `12019-05-24` is not of the year 2019, nor `2019-05-241` of the 24th.
            let before = text[..range.start].chars().next_back();
            let after = text[range.end..].chars().next();
            let first = text[range.start..].chars().next();
            let last = text[..range.end].chars().next_back();
            let whole = !joined(before, first) && !joined(last, after);
            if let Some(date) = self.read(&found).filter(|_| whole) {
                return Some((range, date));
            }
            from = range.start + first.map_or(1, char::len_utf8);
        }
    }

    fn read(&self, found: &Captures<'_>) -> Option<Date> {
        let year = number(found.name("year")?.as_str())?;
        let day = number(found.name("day")?.as_str())?;
        checked(year.checked_add(self.years)?, month(found)?, day)
    }
}

/// The month that a form gives by its name, whole or cut to three or four letters, or by number.
fn month(found: &Captures<'_>) -> Option<u32> {
    let Some(name) = found.name("name") else {
        return number(found.name("month")?.as_str()).filter(|month| (1..=12).contains(month));
    };
    let month = Lexicon::of(Language::English).word(name.as_str(), Sense::Month)?;
    month.value.parse().ok()
}

/// A number in digits or Chinese numerals; a letter may stand for the nought (`二OO九年`), as
/// typists and recognition have it.
fn number(written: &str) -> Option<u32> {
    numeral::arabic(written).or_else(|| {
        let round = |ch| matches!(ch, 'O' | 'Ｏ' | 'Ο' | 'О' | 'o' | 'о');
        let plain: String = written.replace(round, "〇");
        numeral::chinese(&plain)
    })
}

/// Whether a text may hold a year: the character for one, or four digits.
fn holds_year(text: &str) -> bool {
    let mut digits = 0;
    text.chars().any(|ch| {
        digits = if is_digit(ch) { digits + 1 } else { 0 };
        digits == 4 || ch == '年'
    })
}

/// Whether a character belongs to the number or word that another one goes on with.
fn joined(one: Option<char>, next: Option<char>) -> bool {
    let (Some(one), Some(next)) = (one, next) else {
        return false;
    };
    (one.is_ascii_alphanumeric() && next.is_ascii_alphanumeric())
        || (is_numeral(one) && is_numeral(next))
}

/// Whether a character is one that years and days are written with: `二〇一九年`, `2019年`.
pub(crate) fn is_numeral(ch: char) -> bool {
    is_digit(ch) || numeral::chinese(ch.encode_utf8(&mut [0; 4])).is_some()
}

fn is_digit(ch: char) -> bool {
    narrow(ch).is_ascii_digit()
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
