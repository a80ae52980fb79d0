//! The lines at the head and the tail of a document, and what each of them is by itself.

use super::number;
use super::words::{Field, Sense, Words};
use crate::date;
use crate::document::{Date, Language};
use crate::span::{Span, is_blank};

/// What a line is, by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `索引号：…  发文机关：…`
    Metadata,
    Date(Date),
    Number,
    /// `（此件公开发布）`
    Release,
    /// `各区人民政府，各有关单位：`
    Addressee,
    /// Hands a document on: `现将《…》印发给你们，请认真贯彻执行。`
    Transmit,
    /// Says that the document follows: `全文如下：`
    Cover,
    /// What the page shows besides the document.
    Noise,
    /// `（2016年1月6日…会议通过）`, `Presented to Parliament …`
    Approval,
    /// A heading that is no title: `目录`, `Introduction`.
    Heading,
    /// The names of one or several bodies.
    Organ,
    /// A short line without a full stop.
    Short,
    Prose,
}

/// A line at the head or the tail.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Without the marks of Markdown around it.
    pub(super) span: Span,
    /// With them.
    pub(super) full: Span,
    pub(super) kind: Kind,
    /// Whether it holds (English) or ends with (Chinese) a word for a kind of document.
    pub(super) title: bool,
    /// Whether Markdown makes it a heading.
    pub(super) marked: bool,
    /// Whether no blank line stands before it.
    pub(super) adjacent: bool,
}

/// How long a line may be that is still short, in bytes.
const SHORT: usize = 330;
/// How long a covering paragraph may be, in bytes.
const COVERING: usize = 3_000;

/// Reads the lines of a stretch of text: a long line stands for itself, whatever is inside.
pub(super) fn lines(text: &str, span: Span, language: Language, lines: &mut Vec<Line>) {
    let mut start = span.start();
    for piece in span.slice(text).split_inclusive(['\n', '\r']) {
        let full = Span::new(start, start + piece.len()).trim(text);
        start += piece.len();
        if !full.is_empty() {
            let before = lines.last().map_or(0, |line| line.full.end());
            let between = text.get(before..full.start()).unwrap_or_default();
            let adjacent = before > 0 && between.bytes().filter(|&byte| byte == b'\n').count() <= 1;
            lines.push(line(text, full, adjacent, language));
        }
    }
}

fn line(text: &str, full: Span, adjacent: bool, language: Language) -> Line {
    let words = Words::of(language);
    let span = bare(text, full);
    let slice = span.slice(text);
    let marked = full.slice(text).starts_with('#');
    let (kind, title) = kind(slice, language, words);
    Line {
        span,
        full,
        kind,
        title,
        marked,
        adjacent,
    }
}

/// A line without the marks of Markdown headings, quotations and bold type.
fn bare(text: &str, full: Span) -> Span {
    let mark = |ch: char| is_blank(ch) || matches!(ch, '#' | '*' | '_' | '>' | '|');
    let slice = full.slice(text);
    let start = slice.len() - slice.trim_start_matches(mark).len();
    let end = slice.trim_end_matches(mark).len();
    Span::new(full.start() + start, full.start() + end.max(start))
}

fn kind(line: &str, language: Language, words: &Words) -> (Kind, bool) {
    let plain = |kind| (kind, false);
    if !line.contains(char::is_alphanumeric) {
        return plain(Kind::Noise);
    }
    if line.len() > COVERING {
        return plain(Kind::Prose);
    }
    let inner = unbracketed(line);
    if line.len() < 80 {
        if let Some(date) = date::whole(inner) {
            return plain(Kind::Date(date));
        }
        if number::is_number(inner) {
            return plain(Kind::Number);
        }
        if words.is_heading(inner) {
            return plain(Kind::Heading);
        }
    }
    if line.len() < SHORT && fields(line, words).next().is_some() {
        return plain(Kind::Metadata);
    }
    let senses = words.senses(line);
    let chinese = language == Language::Chinese;
    if senses.has(Sense::Release) && inner.len() < line.len() && line.len() <= 150 {
        return plain(Kind::Release);
    }
    if is_addressee(line, language, senses.has(Sense::Addressee)) {
        return plain(Kind::Addressee);
    }
    let stops = line.ends_with(['。', '；', '，', '：', ';', ',', ':', '！'])
        || (line.ends_with('.') && !chinese);
    if senses.has(Sense::Cover) && line.len() < 200 {
        return plain(Kind::Cover);
    }
    if senses.has(Sense::Transmit) && (stops || line.len() >= SHORT) {
        return plain(Kind::Transmit);
    }
    if senses.has(Sense::Noise) && line.len() < SHORT && !(chinese && line.contains('。')) {
        return plain(Kind::Noise);
    }
    if is_approval(line, inner, chinese) {
        return plain(Kind::Approval);
    }
    if line.len() >= SHORT || stops || line.contains('。') {
        return plain(Kind::Prose);
    }
    if chinese {
        if organs(line, words) {
            return plain(Kind::Organ);
        }
        return (Kind::Short, ends_as_title(line, words));
    }
    if line.contains(". ") && line.len() > 120 {
        return plain(Kind::Prose);
    }
    let capital = line.starts_with(|ch: char| !ch.is_lowercase());
    // `Partners: Transport Agency` is a field, not a signature.
    let plainly = !line.contains([':', '：']) && !line.contains(" is ");
    if senses.has(Sense::Organ) && !senses.has(Sense::Title) && capital && plainly {
        return plain(Kind::Organ);
    }
    (Kind::Short, senses.has(Sense::Title) && capital)
}

/// What stands inside the brackets around a whole line.
pub(super) fn unbracketed(line: &str) -> &str {
    let open = line.strip_prefix(['（', '(', '〔', '[', '【']);
    let inner = open.and_then(|line| line.strip_suffix(['）', ')', '〕', ']', '】']));
    inner.map_or(line, |inner| inner.trim_matches(is_blank))
}

/// Whether a Chinese line ends as titles do, leaving aside `（试行）` and the like.
pub(super) fn ends_as_title(line: &str, words: &Words) -> bool {
    words.ends_as_title(without_suffix(line))
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
            (6..=90).contains(&name.len())
                && words.ends_as_organ(name)
                && !name.contains(['《', '》', '“', ':', '：', '各', '的'])
                && !name.contains("关于")
                && !name.chars().any(|ch| ch.is_ascii_alphanumeric())
        })
}

fn is_addressee(line: &str, language: Language, named: bool) -> bool {
    if !named || line.len() > 1_500 {
        return false;
    }
    if language == Language::Chinese {
        line.ends_with(['：', ':'])
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
            || line.starts_with("TO THE HEADS OF ")
    }
}

fn is_approval(line: &str, inner: &str, chinese: bool) -> bool {
    if line.len() > 300 {
        return false;
    }
    if line.starts_with("——") {
        return chinese && line.contains('年') && !line.contains('。');
    }
    if chinese {
        let dated = date::starting(inner).is_some();
        return dated
            && (inner.len() < line.len()
                || ["批准", "通过", "公布", "發布", "发布"]
                    .iter()
                    .any(|end| line.ends_with(end)));
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

/// The fields of a line of metadata: the label and the value, in the order of the line. A line
/// that does not begin with a known label is none.
pub(super) fn fields<'l>(
    line: &'l str,
    words: &'l Words,
) -> impl Iterator<Item = (Field, &'l str)> + use<'l> {
    let mut rest = line.trim_start_matches(|ch: char| {
        is_blank(ch) || matches!(ch, '•' | '-' | '*' | '#' | '·' | '◇')
    });
    // `1. [主题分类] …`
    if rest.contains('[')
        && let Some((ordinal, after)) = rest.split_once(". ")
        && ordinal.len() <= 2
        && ordinal.bytes().all(|byte| byte.is_ascii_digit())
    {
        rest = after;
    }
    let mut next = label(rest, words);
    std::iter::from_fn(move || {
        let (field, after) = next.take()?;
        // The value goes on to the next label, which white space sets off.
        let mut end = after.len();
        for (at, _) in after.char_indices().filter(|(_, ch)| is_blank(*ch)) {
            let tail = after[at..].trim_start_matches(is_blank);
            if let Some(found) = label(tail, words) {
                next = Some(found);
                end = at;
                break;
            }
        }
        let value = after[..end].trim_matches(|ch: char| is_blank(ch) || ch == '*');
        Some((field, value))
    })
}

/// A label at the start of a text, and what follows its colon or bracket.
fn label<'l>(text: &'l str, words: &Words) -> Option<(Field, &'l str)> {
    /// No label is longer, in bytes.
    const LONGEST: usize = 48;
    let close = ['：', ':', ']', '】'];
    let bracketed = text.strip_prefix(['[', '【']);
    let text = bracketed.unwrap_or(text);
    let at = text
        .char_indices()
        .take_while(|(at, _)| *at <= LONGEST)
        .find(|(_, ch)| close.contains(ch))?
        .0;
    let name = text[..at].trim_matches(|ch: char| is_blank(ch) || ch == '*');
    let colon = text[at..].chars().next()?;
    if bracketed.is_none() && matches!(colon, ']' | '】') {
        return None;
    }
    let field = words.field(name)?;
    Some((field, &text[at + colon.len_utf8()..]))
}
