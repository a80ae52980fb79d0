//! Document numbers: `国办发〔2018〕117号`, `Guobanfa [2013] No. 104`, `M-24-10`, `No. 71/NQ-CP`.

use crate::date;
use crate::document::{Date, is_wide};
use crate::span::is_blank;
use std::ops::Range;

const OPEN: [char; 8] = ['〔', '[', '【', '（', '(', '［', '﹝', '„'];
const CLOSE: [char; 8] = ['〕', ']', '】', '）', ')', '］', '﹞', '‟'];

/// Where the first document number with a year in brackets stands in a text, with the letters
/// or characters before the brackets that name the series. What runs into those without a space,
/// as a title does where line breaks were lost, is part of the range: the caller knows better.
///
/// ```abnf
/// number = series open 4DIGIT close ["第" / "No."] 1*5DIGIT ["号"]
/// series = 1*chinese / 1*( word " " )    ; 京政办发, Jing Zheng Fa, H.J.S.G.
/// ```
pub(super) fn find(text: &str) -> Option<Range<usize>> {
    for (open, _) in text.char_indices().filter(|(_, ch)| OPEN.contains(ch)) {
        if let Some(end) = after_open(&text[open..]) {
            let start = series_start(&text[..open]);
            if start < open {
                return Some(start..open + end);
            }
        }
    }
    None
}

/// Whether a whole line is a document number.
pub(super) fn is_number(line: &str) -> bool {
    if find(line).is_some_and(|range| range == (0..line.len())) {
        return true;
    }
    if instrument(line).is_some() || is_order(line) {
        return true;
    }
    // `M-24-10`, `CP 1241`, `No. 71/NQ-CP`, `第290号`: short, and with a figure.
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 || line.len() > 40 {
        return false;
    }
    if let Some(rest) = line.strip_prefix("M-") {
        return rest.len() <= 6
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-');
    }
    if let Some(rest) = line.strip_prefix("CP ") {
        return rest.len() <= 4 && rest.bytes().all(|byte| byte.is_ascii_digit());
    }
    let marked = ["No.:", "No.", "No:", "Number:"];
    if let Some(rest) = marked.iter().find_map(|mark| line.strip_prefix(mark)) {
        let rest = rest.trim_start();
        return rest.starts_with(|ch: char| ch.is_ascii_digit())
            && rest.contains(['/', '-'])
            && !rest.contains(' ');
    }
    false
}

/// The number in a line that gives an instrument's number and day: `Executive Order 14017 of
/// February 24, 2021`, `[ OP EXECUTIVE ORDER NO. 815, July 06, 2009 ]`; and the day.
pub(super) fn instrument(line: &str) -> Option<(Range<usize>, Option<Date>)> {
    const KINDS: [&str; 5] = ["order", "proclamation", "decree", "memorandum", "decision"];
    if line.len() > 80 {
        return None;
    }
    let lower = line.to_ascii_lowercase();
    let (kind, at) = KINDS
        .iter()
        .find_map(|kind| Some((kind, lower.find(kind)?)))?;
    let rest = line[at + kind.len()..].trim_start();
    let marked = ["No.", "NO.", "no."]
        .iter()
        .find_map(|no| rest.strip_prefix(no));
    let rest = marked.unwrap_or(rest).trim_start();
    let serial = rest
        .find(|ch: char| !ch.is_ascii_digit())
        .unwrap_or(rest.len());
    if !(1..=6).contains(&serial) || line[..at].split_whitespace().count() > 3 {
        return None;
    }
    let end = line.len() - rest.len() + serial;
    let start = if line.starts_with("OP ") {
        "OP ".len()
    } else {
        0
    };
    let after = rest[serial..].trim_matches(is_blank);
    if after.is_empty() {
        return marked
            .map(|_| ())
            .or_else(|| (serial > 3).then_some(()))
            .map(|()| (start..end, None));
    }
    let day = [", ", "of ", "dated ", "— "]
        .iter()
        .find_map(|of| after.strip_prefix(of))?;
    Some((start..end, Some(date::whole(day)?)))
}

/// `第290号`: the number of an order, which is told from the line before it.
pub(super) fn is_serial(line: &str) -> bool {
    line.strip_prefix('第')
        .and_then(|rest| rest.strip_suffix(['号', '號']))
        .is_some_and(|rest| {
            !rest.trim().is_empty() && rest.len() <= 15 && !rest.contains(['年', '月'])
        })
}

/// `上海市人民政府令第19号`, `公告2023年第15号`, `2023年第15号`: numbers of orders and announcements.
fn is_order(line: &str) -> bool {
    let Some((before, serial)) = line.rsplit_once('第') else {
        return false;
    };
    let serial = serial.strip_suffix(['号', '號']).unwrap_or_default().trim();
    let before = before.trim_end_matches(is_blank);
    let (kind, year) = match before.strip_suffix('年') {
        Some(dated) => {
            let kind = dated.trim_end_matches(|ch: char| ch.is_ascii_digit());
            (kind.trim_end(), dated.len() - kind.len() == 4)
        }
        None => (before, false),
    };
    let named = ["令", "公告", "通告"].iter().any(|end| kind.ends_with(end));
    line.len() <= 90
        && !serial.is_empty()
        && serial.chars().count() <= 5
        && serial
            .chars()
            .all(|ch| ch.is_ascii_digit() || date::is_chinese_numeral(ch))
        && (named || (year && kind.is_empty()))
}

/// The length of what follows the series, from the opening bracket on.
fn after_open(text: &str) -> Option<usize> {
    let mut rest = &text[text.chars().next()?.len_utf8()..];
    let digits = |text: &str| -> usize {
        text.chars()
            .take_while(|ch| ch.is_ascii_digit() || ('０'..='９').contains(ch))
            .map(char::len_utf8)
            .sum()
    };
    rest = rest.trim_start_matches(is_blank);
    let year = digits(rest);
    if rest[..year].chars().count() != 4 {
        return None;
    }
    rest = rest[year..].trim_start_matches(is_blank);
    rest = rest.strip_prefix(CLOSE)?.trim_start_matches(is_blank);
    let marked = ["第", "No.", "No．", "NO.", "no.", "No", "Number"]
        .iter()
        .find_map(|mark| rest.strip_prefix(mark));
    rest = marked.unwrap_or(rest).trim_start_matches(is_blank);
    let serial = digits(rest);
    if serial == 0 || rest[..serial].chars().count() > 5 {
        return None;
    }
    rest = &rest[serial..];
    let unit = rest.trim_start_matches(is_blank).strip_prefix(['号', '號']);
    if marked.is_none() && unit.is_none() {
        return None;
    }
    Some(text.len() - unit.unwrap_or(rest).len())
}

/// Where the name of the series before the brackets begins.
fn series_start(before: &str) -> usize {
    let trimmed = before.trim_end_matches(is_blank);
    let last = trimmed.chars().next_back();
    if last.is_some_and(is_han) {
        return trimmed
            .char_indices()
            .rev()
            .take_while(|(_, ch)| is_han(*ch))
            .last()
            .map_or(before.len(), |(at, _)| at);
    }
    // Words with a capital, of one syllable where there are several: `Jing Zheng Ban Fa`,
    // `Guobanfa`, `H.J.S.G.`.
    let mut start = before.len();
    let mut rest = trimmed;
    for place in 0..5 {
        let word = rest.rsplit(is_blank).next().unwrap_or_default();
        let letters = word
            .chars()
            .all(|ch| ch.is_ascii_alphabetic() || matches!(ch, '.' | '-' | '\''));
        if word.is_empty() || !letters || !word.starts_with(|ch: char| ch.is_ascii_uppercase()) {
            break;
        }
        if place > 0 && word.len() > 5 {
            break;
        }
        start = rest.len() - word.len();
        if word.len() > 5 {
            break;
        }
        rest = rest[..start].trim_end_matches(is_blank);
    }
    start
}

fn is_han(ch: char) -> bool {
    is_wide(ch) && ch.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_a_year_in_any_brackets() {
        for line in [
            "京政办发〔2019〕5号",
            "京政办发[2019] 5 号",
            "京政办发【2019】第5号",
            "府发（２０１９）５号",
            "湘政办发„2009‟3号",
            "Jing Zheng Fa [2015] No.66",
            "H.J.S.G. [2019] No. 1",
        ] {
            assert!(is_number(line), "{line}");
        }
        for line in [
            "2019年5号",
            "（2019年）5号",
            "方案（2021）",
            "No. 5 of the list",
            "第3号楼",
        ] {
            assert!(!is_number(line), "{line}");
        }
    }

    #[test]
    fn numbers_of_other_governments() {
        for line in ["M-24-10", "CP 1241", "No. 71/NQ-CP"] {
            assert!(is_number(line), "{line}");
        }
        assert!(is_serial("第290号") && !is_serial("第290条"));
    }

    #[test]
    fn a_number_is_found_inside_a_text() {
        let text = "Opinions on Coal Guobanfa [2013] No. 104 People's governments";
        assert_eq!(&text[find(text).unwrap()], "Guobanfa [2013] No. 104");
    }
}
