//! The forms that lines of front matter have: what one look at a line tells.

use super::evidence::{SHORT, columns};
use super::number;
use crate::date;
use crate::document::Date;
use crate::lexicon::{Head, Lexicon, Sense, Word};
use crate::script::{closes, is_blank, is_colon, is_han, is_wide, opens, parts_items};

/// `Ha Noi, August 05, 2016`: a place and a day; `DONE in the City of Manila, this 23rd day of …`.
pub(super) fn placed_date(line: &str, words: &Lexicon) -> Option<Date> {
    let (range, date) = date::ending(line)?;
    if words.starts(line, Sense::Done).is_some() {
        return Some(date);
    }
    let place = line[..range.start].trim_end_matches(is_blank);
    let place = place.strip_suffix(',')?;
    let capitals = |word: &str| word.starts_with(char::is_uppercase);
    (place.split(' ').count() <= 3 && place.split(' ').all(capitals)).then_some(date)
}

/// `附件`, `附件1`: a label over what was attached; `附件：1.XX方案`: a list of it.
pub(super) fn is_attachment(line: &str, words: &Lexicon) -> bool {
    let Some(label) = words.starts(line, Sense::Attached) else {
        return false;
    };
    let rest = &line[label.text.len()..];
    let rest = rest.trim_start_matches(|ch| is_blank(ch) || date::is_numeral(ch));
    rest.is_empty() || rest.starts_with(is_colon)
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
    let steps = || line.split(" > ").count() + line.split('＞').count() - 2;
    let cut = line.ends_with('…');
    (cut || line.contains(['>', '＞']) && steps() >= 2) && columns(line) <= 2 * SHORT
}

/// The last lines of a paper: `抄送：市委各部门。`, `XX办公室  2021年3月5日印发`.
pub(super) fn is_colophon(line: &str, words: &Lexicon) -> bool {
    let sent = words.starts(line, Sense::Sent);
    if sent.is_some_and(|word| line[word.text.len()..].starts_with(is_colon)) {
        return true;
    }
    let printed = words.ends(line, Sense::Printed);
    printed.is_some_and(|word| date::ending(&line[..line.len() - word.text.len()]).is_some())
}

/// `XX市人民政府文件`, `Document of the State Council`, `Ministry of Finance Document`.
pub(super) fn is_masthead(line: &str, words: &Lexicon) -> bool {
    words
        .starts(line, Sense::Masthead)
        .is_some_and(|word| word.text.contains(' ') || word.text.len() == line.len())
        || words.ends(line, Sense::Masthead).is_some()
        || letterhead(line, words).is_some()
}

/// The name at the head of a letter, apart from its kind: `XX市政府　函`.
pub(super) fn letterhead<'l>(line: &'l str, words: &Lexicon) -> Option<&'l str> {
    let kind = words
        .ends(line, Sense::Masthead)
        .or_else(|| words.ends(line, Sense::Notice))?;
    let name = &line[..line.len() - kind.text.len()];
    let apart = kind.sense == Sense::Masthead || name.ends_with(is_blank);
    let name = name.trim_end_matches(is_blank);
    (apart && is_names(name, words)).then_some(name)
}

/// An office and who holds it: `省长　马兴瑞`, `by Li Keqiang, Premier of the State Council`.
pub(super) fn is_person(line: &str, words: &Lexicon) -> bool {
    if let Some((name, office)) = line.split_once(", ") {
        let name = without_agent(name, words);
        return words.starts(office, Sense::Post).is_some()
            && (2..=4).contains(&name.split(' ').count())
            && name
                .split(' ')
                .all(|word| word.starts_with(char::is_uppercase));
    }
    let mut parts = line.split(is_blank).filter(|part| !part.is_empty());
    let (Some(office), Some(name)) = (parts.next(), parts.next()) else {
        return false;
    };
    let count = |part: &str| part.chars().count();
    let name = count(name) + parts.map(count).sum::<usize>();
    let post = words.ends(office, Sense::Post);
    line.contains(is_han) && post.is_some() && (2..=4).contains(&name)
}

/// A name without `by` before it.
pub(super) fn without_agent<'n>(name: &'n str, words: &Lexicon) -> &'n str {
    let by = words
        .starts(name, Sense::Linked)
        .filter(|word| word.value == "agent");
    name[by.map_or(0, |by| by.text.len())..].trim_matches(is_blank)
}

/// A name without an article before it.
pub(super) fn without_article<'n>(name: &'n str, words: &Lexicon) -> &'n str {
    let article = words.starts(name, Sense::Article);
    name[article.map_or(0, |article| article.text.len())..].trim_start_matches(is_blank)
}

/// Whether a sentence ends inside a line: a full stop after a word, not after `No` or `MT`.
pub(super) fn has_sentence(line: &str) -> bool {
    line.match_indices(". ").any(|(at, _)| {
        let word = line[..at].rsplit([' ', '.']).next().unwrap_or_default();
        word.chars().count() > 3 || word.ends_with(')')
    })
}

/// What stands inside the brackets around a whole line.
pub(super) fn unbracketed(line: &str) -> &str {
    let open = line.strip_prefix(opens);
    let inner = open.and_then(|line| line.strip_suffix(closes));
    inner.map_or(line, |inner| inner.trim_matches(is_blank))
}

/// Whether a line ends as Chinese titles do, leaving aside `（试行）` and the like.
pub(super) fn ends_as_title(line: &str, words: &Lexicon) -> bool {
    let line = without_suffix(line);
    // `《XX市修渠方案》`, `XX市印发《修渠方案》`
    let line = line.strip_suffix('》').unwrap_or(line);
    words.ends(line, Sense::Title).is_some()
}

/// A line without the bracket it ends with.
pub(super) fn without_suffix(line: &str) -> &str {
    let open = line.strip_suffix(closes).and_then(|line| line.rfind(opens));
    open.map_or(line, |open| line[..open].trim_end_matches(is_blank))
}

/// `（试行）`, `（2022—2025年）`, `(Draft for Comment)`: a line of its own after a title.
pub(super) fn is_suffix(line: &str) -> bool {
    /// No suffix is longer.
    const LONGEST: usize = 60;
    unbracketed(line).len() < line.len() && columns(line) <= LONGEST
}

/// The shortest and the longest name of a body, in columns.
const NAME: std::ops::RangeInclusive<usize> = 4..=130;

/// Whether a line is a list of names of bodies and nothing else.
pub(super) fn is_names(line: &str, words: &Lexicon) -> bool {
    if line.contains(is_han) {
        let mut names = chinese_names(line).peekable();
        names.peek().is_some() && names.all(|name| is_name(name, words))
    } else {
        english_names(line, words)
    }
}

/// The names in a Chinese list.
pub(super) fn chinese_names(list: &str) -> impl Iterator<Item = &str> {
    let parts = list.split(|ch: char| is_blank(ch) || parts_items(ch));
    parts.filter(|name| !name.is_empty())
}

/// Whether a word is the head of a body that can sign.
pub(super) fn signs(word: Word) -> bool {
    word.sense == Sense::Head && !matches!(word.head(), Head::Group | Head::Person | Head::Place)
}

/// Whether a Chinese name ends with the head of a body, and is no phrase.
pub(super) fn is_name(name: &str, words: &Lexicon) -> bool {
    is_plain(name)
        && words.ends(name, Sense::Head).is_some_and(signs)
        && words.ends(name, Sense::Site).is_none()
}

/// Whether a line can be a name by its characters and its length: who signs need have no head
/// that is known where a day stands below.
pub(super) fn is_plain(name: &str) -> bool {
    let odd =
        |ch: char| !is_wide(ch) || matches!(ch, '《' | '》' | '：' | '各' | '的' | '。' | '；');
    NAME.contains(&columns(name)) && !name.chars().any(|ch| odd(ch) && !matches!(ch, '(' | ')'))
}

/// Whether an English line holds nothing but names of bodies, with capitals but for small words.
fn english_names(line: &str, words: &Lexicon) -> bool {
    /// No list of bodies is longer.
    const LONGEST: usize = 1_200;
    let line = line.trim_end_matches([',', '.']);
    let first = line.split(' ').next().unwrap_or_default();
    // `Deputy Administrator, Office of …` is a person.
    let post = words.word(first.trim_end_matches(','), Sense::Post);
    if !(8..LONGEST).contains(&columns(line))
        || post.is_some_and(|word| word.value == "first")
        || is_gerund(first)
        || words.find(line, Sense::Title).next().is_some()
        || !names_body(line, words)
    {
        return false;
    }
    let mut names = 0;
    let name = |word: &str| {
        let capital = word.starts_with(|ch: char| ch.is_uppercase() || ch == '(');
        names += usize::from(capital);
        let linked = words.word(word, Sense::Linked);
        (capital || linked.is_some_and(|word| word.value == "name"))
            && !word.ends_with([':', '.', ';'])
    };
    line.split_whitespace().all(name) && names >= 2
}

/// Whether a word in an English text makes it the name of a body that can sign.
pub(super) fn names_body(text: &str, words: &Lexicon) -> bool {
    words.find(text, Sense::Issuer).next().is_some()
        || text
            .split(|ch: char| !ch.is_alphanumeric())
            .any(|word| words.noun(word, Sense::Head).is_some_and(signs))
}

/// `CREATING AN EXECUTIVE COMMITTEE …` is the title of an order; `BEIJING …` is no verb.
fn is_gerund(word: &str) -> bool {
    word.chars().count() > 7 && word.ends_with("ING")
}

/// Whether a line with a word for addressees says to whom the document goes.
pub(super) fn is_addressee(line: &str, words: &Lexicon, chinese: bool) -> bool {
    let led = words.find(line, Sense::Follows).next().is_some();
    let ends = line.ends_with(is_colon) && !led;
    if chinese {
        // `各位代表：` is said to an audience.
        return ends
            && words.starts(line, Sense::Audience).is_none()
            && !line.contains(['。', '；']);
    }
    let to = words.starts(line, Sense::Grade);
    ends && !line.contains(". ") || to.is_some_and(|word| word.text.contains(' '))
}

/// A line that says when and by whom a document was adopted.
pub(super) fn is_approval(line: &str, inner: &str, words: &Lexicon) -> bool {
    if columns(line) > SHORT {
        return false;
    }
    let bracketed = inner.len() < line.len();
    if !line.contains(is_han) {
        return words.starts(line, Sense::Approval).is_some();
    }
    let dated = date::first(inner);
    if line.starts_with("——") {
        return dated.is_some() && !line.contains('。');
    }
    // `（民政部　一九九七年一月二十八日）` is a signature of what is handed on.
    let ends = bracketed && date::ending(inner).is_some();
    let starts = dated.is_some_and(|(range, _)| range.start == 0);
    ends || starts && (bracketed || words.ends(line, Sense::Approval).is_some())
}

/// A number in brackets at the end of a title, and where it opens: `XX意见（国发〔2018〕38号）`.
pub(super) fn number_behind(line: &str) -> Option<usize> {
    line.strip_suffix(closes)?;
    let mut opening = line.char_indices().filter(|(_, ch)| opens(*ch));
    let numbered = |at: usize| number::whole(unbracketed(&line[at..])).is_some();
    opening
        .find(|&(at, _)| at > 0 && numbered(at))
        .map(|(at, _)| at)
}
