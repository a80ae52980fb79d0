//! The forms that lines of front matter have: what one look at a line tells.

use super::words::{Sense, Words};
use crate::date;
use crate::document::{Date, Language};
use crate::span::is_blank;

/// `Ha Noi, August 05, 2016`: a place and a day.
pub(super) fn placed_date(line: &str, language: Language) -> Option<Date> {
    if language == Language::Chinese || line.len() > 100 {
        return None;
    }
    let (range, date) = date::ending(line)?;
    // `DONE in the City of Manila, this 23rd day of February, 2023.`
    if ["DONE ", "Done ", "GIVEN ", "Given "]
        .iter()
        .any(|done| line.starts_with(done))
    {
        return Some(date);
    }
    let place = line[..range.start]
        .trim_end_matches(is_blank)
        .strip_suffix(',')?;
    let capitals = |word: &str| word.starts_with(char::is_uppercase);
    (place.split(' ').count() <= 3 && place.split(' ').all(capitals)).then_some(date)
}

/// `附件`, `附件1`: a label over what was attached; `附件：1.XX方案`: a list of it.
pub(super) fn is_attachment(line: &str) -> bool {
    let labels = ["附件", "附錄", "附录", "附表"];
    let Some(rest) = labels.iter().find_map(|label| line.strip_prefix(label)) else {
        return false;
    };
    let rest = rest.trim_start_matches(|ch: char| {
        is_blank(ch) || ch.is_ascii_digit() || date::is_chinese_numeral(ch)
    });
    rest.is_empty() || rest.starts_with(['：', ':'])
}

/// A further entry of a list of attachments: `2.任务分工表`.
pub(super) fn is_entry(line: &str) -> bool {
    let rest = line.trim_start_matches(|ch: char| ch.is_ascii_digit());
    rest.len() < line.len() && line.len() < 300 && rest.starts_with(['.', '．', '、'])
}

/// What can be no words of a document: rules, a letter of a logo, the way through a site's pages,
/// a line that a list of results cut off.
pub(super) fn is_furniture(line: &str) -> bool {
    let mut letters = line.chars().filter(|ch| ch.is_alphanumeric());
    match (letters.next(), letters.next()) {
        (None, _) => return true,
        (Some(only), None) if only.is_ascii() => return true,
        _ => {}
    }
    let steps = line.split(" > ").count() + line.split('＞').count() - 2;
    (steps >= 2 && line.len() < 300) || (line.ends_with('…') && line.len() < 660)
}

/// The last lines of a paper: `抄送：市委各部门。`, `XX办公室  2021年3月5日印发`.
pub(super) fn is_colophon(line: &str) -> bool {
    /// No line of them is longer, in bytes.
    const LONGEST: usize = 600;
    let sent = ["抄送", "抄报", "抄報", "分送"].iter().any(|word| {
        line.strip_prefix(word)
            .is_some_and(|rest| rest.starts_with(['：', ':']))
    });
    let printed = line
        .strip_suffix("印发")
        .or_else(|| line.strip_suffix("印發"));
    line.len() <= LONGEST && (sent || printed.is_some_and(|rest| date::ending(rest).is_some()))
}

/// Whether bytes of a Chinese line were read in a Western encoding: `ç´¢ 引 å·ï¼š`.
pub(super) fn is_damaged(line: &str) -> bool {
    line.chars()
        .filter(|ch| matches!(ch, '\u{C0}'..='\u{FF}'))
        .nth(2)
        .is_some()
}

/// `XX市人民政府文件`, `Document of the State Council`, `Ministry of Finance Document`.
pub(super) fn is_masthead(line: &str) -> bool {
    let ends = ["文件", " Document", " Documents", " DOCUMENT"];
    line.starts_with("Document of ")
        || ends.iter().any(|end| line.ends_with(end))
        || line == "Document"
}

/// An office and who holds it: `省长　马兴瑞`, `北京市东城区人民政府代区长  周金星`.
pub(super) fn is_person(line: &str) -> bool {
    if let Some((name, office)) = line.split_once(", ") {
        // `by Li Keqiang, Premier of the State Council`
        let title = office.split(' ').next().unwrap_or_default();
        let titles = [
            "Mayor",
            "Premier",
            "President",
            "Governor",
            "Minister",
            "Chairman",
            "Prime",
        ];
        let name = name.strip_prefix("by ").unwrap_or(name);
        return titles.contains(&title)
            && (2..=4).contains(&name.split(' ').count())
            && name
                .split(' ')
                .all(|word| word.starts_with(char::is_uppercase));
    }
    let offices = [
        "省长", "市长", "区长", "县长", "州长", "主席", "主任", "总理", "局长", "部长", "厅长",
        "省長", "市長", "區長", "縣長", "總理", "局長", "部長", "廳長",
    ];
    let mut parts = line.split(is_blank).filter(|part| !part.is_empty());
    let (Some(office), Some(name)) = (parts.next(), parts.next()) else {
        return false;
    };
    let name = name.chars().count() + parts.map(|part| part.chars().count()).sum::<usize>();
    offices.iter().any(|end| office.ends_with(end)) && (2..=4).contains(&name)
}

/// `CREATING AN EXECUTIVE COMMITTEE …` is the title of an order; `BEIJING …` is no verb.
pub(super) fn is_gerund(word: &str) -> bool {
    let ends = [
        "ATING", "ARING", "VING", "DING", "SHING", "RING", "ZING", "FYING",
    ];
    ends.iter().any(|end| word.ends_with(end))
}

/// Whether a sentence ends inside a line: a full stop after a word, not after `No` or `MT`.
pub(super) fn has_sentence(line: &str) -> bool {
    line.match_indices(". ").any(|(at, _)| {
        let word = line[..at].rsplit([' ', '.']).next().unwrap_or_default();
        word.len() > 3 || word.ends_with(')')
    })
}

/// Whether an English line holds nothing but names of bodies, with capitals but for small words.
pub(super) fn is_names(line: &str, words: &Words) -> bool {
    /// No list of bodies is longer, in bytes.
    const LONGEST: usize = 1_200;
    let line = line.trim_end_matches([',', '.']);
    let senses = words.senses(line);
    let first = line.split(' ').next().unwrap_or_default();
    // `Deputy Administrator, Office of …` is a person.
    let offices = [
        "Director",
        "Deputy",
        "Administrator",
        "Secretary",
        "Assistant",
        "Acting",
        "Chief",
        "Chair",
        "Chairman",
        "Minister",
        "Head",
    ];
    if !(8..LONGEST).contains(&line.len())
        || offices.contains(&first.trim_end_matches(','))
        || !senses.has(Sense::Organ)
        || senses.has(Sense::Title)
        || is_gerund(first)
    {
        return false;
    }
    let small = ["of", "the", "and", "for", "on", "in", "’s", "to", "&"];
    let mut names = 0;
    line.split_whitespace().all(|word| {
        let capital = word.starts_with(|ch: char| ch.is_uppercase() || ch == '(');
        names += usize::from(capital);
        (capital || small.contains(&word)) && !word.ends_with([':', '.', ';'])
    }) && names >= 2
}

/// What stands inside the brackets around a whole line.
pub(super) fn unbracketed(line: &str) -> &str {
    let open = line.strip_prefix(['（', '(', '〔', '[', '【']);
    let inner = open.and_then(|line| line.strip_suffix(['）', ')', '〕', ']', '】']));
    inner.map_or(line, |inner| inner.trim_matches(is_blank))
}

/// Whether a Chinese line ends as titles do, leaving aside `（试行）` and the like.
pub(super) fn ends_as_title(line: &str, words: &Words) -> bool {
    let line = without_suffix(line);
    // `《XX市修渠方案》`, `XX市印发《修渠方案》`
    words.ends_as_title(line.strip_suffix('》').unwrap_or(line))
}

/// A line without the bracket it ends with.
pub(super) fn without_suffix(line: &str) -> &str {
    if !line.ends_with(['）', ')', ']', '】', '〕']) {
        return line;
    }
    let open = line.rfind(['（', '(', '[', '【', '〔']);
    open.map_or(line, |open| line[..open].trim_end_matches(is_blank))
}

/// Whether a Chinese line is a list of names of bodies.
pub(super) fn organs(line: &str, words: &Words) -> bool {
    let mut names = line
        .split(|ch: char| is_blank(ch) || matches!(ch, '、' | ',' | '，'))
        .filter(|name| !name.is_empty())
        .peekable();
    names.peek().is_some()
        && names.all(|name| {
            (6..=200).contains(&name.len())
                && words.ends_as_organ(name)
                && !name.contains(['《', '》', ':', '：', '各', '的'])
                && !name.contains("关于")
                && !name.chars().any(|ch| ch.is_ascii_alphanumeric())
        })
}

pub(super) fn is_addressee(line: &str, language: Language, named: bool) -> bool {
    if !named || line.len() > 1_500 {
        return false;
    }
    if language == Language::Chinese {
        // `各位代表：` is said to an audience.
        line.ends_with(['：', ':'])
            && !line.starts_with("各位")
            && !line.contains(['。', '；'])
            && !["如下", "以下", "通知:", "通知："]
                .iter()
                .any(|word| line.contains(word))
    } else {
        (line.ends_with([':', '：'])
            && !line.contains(". ")
            && !line.contains("follow")
            && !line.contains(" shall ")
            && !line.contains(" will "))
            || line.starts_with("MEMORANDUM FOR ")
            || line.starts_with("MEMORANDUM TO ")
            || line.starts_with("TO THE HEADS OF ")
    }
}

pub(super) fn is_approval(line: &str, inner: &str, chinese: bool) -> bool {
    if line.len() > 300 {
        return false;
    }
    if line.starts_with("——") {
        return chinese && line.contains('年') && !line.contains('。');
    }
    if chinese {
        let bracketed = inner.len() < line.len();
        let ends = ["批准", "通过", "通過", "公布", "發布", "发布"];
        // `（民政部　一九九七年一月二十八日）` is a signature of what is handed on.
        return (date::starting(inner).is_some()
            && (bracketed || ends.iter().any(|end| line.ends_with(end))))
            || (bracketed && date::ending(inner).is_some());
    }
    [
        "Presented to ",
        "presented to ",
        "Delivered at ",
        "by the Secretary ",
        "by Command ",
        "By Command ",
    ]
    .iter()
    .any(|start| line.starts_with(start))
}
