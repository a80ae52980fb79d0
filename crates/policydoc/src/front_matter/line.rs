//! The lines at the head and the tail of a document, and what each of them is by itself.

use super::clean;
use super::form::{
    ends_as_title, has_sentence, is_addressee, is_approval, is_attachment, is_colophon, is_damaged,
    is_furniture, is_masthead, is_names, is_person, organs, placed_date, unbracketed,
};
use super::label::fields;
use super::number;
use super::words::{Sense, Words};
use crate::date;
use crate::document::{Date, Language, is_wide};
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
    /// Who signs or speaks: `省长　马兴瑞`.
    Person,
    /// The head of the paper: `XX市人民政府文件`.
    Masthead,
    /// A label over what is attached, or a list of it: `附件：1.XX方案`.
    Attached,
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
    /// The language of its words, which need not be the document's.
    pub(super) language: Language,
}

/// No line has more cells.
const MOST_CELLS: usize = 4;
/// How long a line may be that is still short, in bytes.
const SHORT: usize = 330;
/// How long a covering paragraph may be, in bytes.
const COVERING: usize = 3_000;

/// Reads the lines of a stretch of text: a long line stands for itself, whatever is inside.
pub(super) fn lines(text: &str, span: Span, language: Language, lines: &mut Vec<Line>) {
    let mut start = span.start();
    for piece in clean::split_lines(span.slice(text)) {
        let full = Span::new(start, start + piece.len()).trim(text);
        start += piece.len();
        let mut rest = full;
        for _ in 0..MOST_CELLS {
            let Some(cell) = second_cell(rest.slice(text), language) else {
                break;
            };
            let cell = rest.start() + cell;
            let first = Span::new(rest.start(), cell).trim(text);
            push(text, first, language, lines);
            rest = Span::new(cell, rest.end()).trim(text);
        }
        if !rest.is_empty() {
            push(text, rest, language, lines);
        }
    }
}

/// Where the second cell of a line begins: the month of a title page (`CONTRIBUTION
/// MAY 2020`), the day that a body has signed on (`XX市财政局  2021年3月4日`), the note on publication
/// and what follows it (`2013年4月10日（此件公开发布） XX市工作规则`).
fn second_cell(line: &str, language: Language) -> Option<usize> {
    if line.len() > 300 {
        return None;
    }
    // `XX意见（国发〔2018〕38号）`
    if line.ends_with(['）', ')'])
        && let Some(open) = line.rfind(['（', '('])
        && open > 0
        && number::find(unbracketed(&line[open..])).is_some_and(|range| range.start == 0)
        && number::is_number(unbracketed(&line[open..]))
    {
        return Some(open);
    }
    if language == Language::English {
        return date::month_at_end(line)
            .filter(|&at| at > 0)
            .or_else(|| second_column(line));
    }
    // `X府发〔2021〕7号      签发人：王石`
    let number = number::find(line).filter(|range| range.start == 0);
    let apart = |rest: &str| {
        rest.starts_with([' ', '\u{3000}', '\t'])
            && (rest.contains(['：', ':']) || date::whole(rest).is_some())
    };
    if let Some(range) = number
        && apart(&line[range.end..])
    {
        return Some(range.end);
    }
    let note = line.starts_with(['（', '(']);
    if note || line.contains("日（") || line.contains("日(") {
        let open = line.find(['（', '('])?;
        let close = line[open..].find(['）', ')']).map(|at| open + at)?;
        let end = close + line[close..].chars().next().map_or(1, char::len_utf8);
        let release = Words::of(language)
            .senses(&line[open..end])
            .has(Sense::Release);
        let cell = if note { end } else { open };
        return (release && cell < line.len() && (note || date::whole(&line[..open]).is_some()))
            .then_some(cell);
    }
    let (range, _) = date::ending(line)?;
    let names = line[..range.start].trim_end_matches(is_blank);
    // The day stands apart, at the end.
    let alone = range.end == line.len() && names.len() < range.start;
    (alone && organs(names, Words::of(language))).then_some(range.start)
}

/// `No: 71/QD-TTg          Hanoi, June 02, 2022`: where the second column of a letterhead begins.
fn second_column(line: &str) -> Option<usize> {
    let words = Words::of(Language::English);
    let gap = line.find("   ")?;
    let right = line[gap..].trim_start_matches(is_blank);
    let column = number::is_number(&line[..gap])
        || placed_date(right, Language::English).is_some()
        || words.is_furniture(right);
    (gap > 0 && column && !right.is_empty()).then(|| line.len() - right.len())
}

fn push(text: &str, full: Span, language: Language, lines: &mut Vec<Line>) {
    let before = lines.last().map_or(0, |line| line.full.end());
    let between = text.get(before..full.start()).unwrap_or_default();
    let adjacent = before > 0 && between.bytes().filter(|&byte| byte == b'\n').count() <= 1;
    lines.push(read(text, full, adjacent, language));
}

/// Reads one line.
pub(super) fn read(text: &str, full: Span, adjacent: bool, document: Language) -> Line {
    let language = script(full.slice(text), document);
    let words = Words::of(language);
    let span = clean::bare(text, full, words);
    let (mut kind, mut title) = kind(span.slice(text), language, words);
    // A line in another language says the same again, or belongs to the page.
    if language != document
        && matches!(
            kind,
            Kind::Short | Kind::Organ | Kind::Heading | Kind::Masthead | Kind::Person
        )
    {
        (kind, title) = (Kind::Noise, false);
    }
    Line {
        span,
        full,
        kind,
        title,
        marked: full.slice(text).starts_with('#'),
        adjacent,
        language,
    }
}

/// The language that a line is in: a bilingual text says the same in two.
fn script(line: &str, document: Language) -> Language {
    let latin = line.bytes().filter(u8::is_ascii_alphabetic).count();
    if document == Language::Chinese {
        let foreign = latin > 20 && !line.contains(is_wide) && line.matches(' ').count() > 3;
        return if foreign { Language::English } else { document };
    }
    let wide = line.chars().filter(|&ch| is_wide(ch)).count();
    if wide * 2 > latin {
        Language::Chinese
    } else {
        Language::English
    }
}

fn kind(line: &str, language: Language, words: &Words) -> (Kind, bool) {
    let plain = |kind| (kind, false);
    let chinese = language == Language::Chinese;
    if is_furniture(line) || (chinese && (is_damaged(line) || is_colophon(line))) {
        return plain(Kind::Noise);
    }
    if chinese && is_attachment(line) {
        return plain(Kind::Attached);
    }
    // A long line or the row of a table is none of the lines of front matter.
    if line.len() > COVERING || line.matches('|').count() > 2 {
        return plain(Kind::Prose);
    }
    let inner = unbracketed(line);
    if line.len() < 120
        && let Some(kind) = small(inner, language, words)
    {
        return plain(kind);
    }
    if line.len() < SHORT && fields(line, words).next().is_some() {
        return plain(Kind::Metadata);
    }
    let senses = words.senses(line);
    let labelled = line.len() <= 60 && line.contains(['：', ':']);
    if senses.has(Sense::Release) && (inner.len() < line.len() || labelled) && line.len() <= 150 {
        return plain(Kind::Release);
    }
    if is_addressee(line, language, senses.has(Sense::Addressee)) {
        return plain(Kind::Addressee);
    }
    let stops = line.ends_with(['。', '；', '，', '：', ';', ',', ':', '！'])
        || (line.ends_with('.') && (!chinese || line.len() > 60));
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
    // `Partners: Transport Agency` is a field, not a signature.
    if !chinese && !line.contains(':') && is_names(line, words) {
        return plain(Kind::Organ);
    }
    if line.len() >= SHORT || stops || line.contains('。') {
        return plain(Kind::Prose);
    }
    if chinese {
        let kind = match () {
            () if organs(line, words) => Kind::Organ,
            () if is_person(line) => Kind::Person,
            () if is_masthead(line) => Kind::Masthead,
            () => return (Kind::Short, ends_as_title(line, words)),
        };
        return plain(kind);
    }
    if line.len() > 120 && has_sentence(line) {
        return plain(Kind::Prose);
    }
    if is_masthead(line) {
        return plain(Kind::Masthead);
    }
    if is_person(line) {
        return plain(Kind::Person);
    }
    let capital = line.starts_with(|ch: char| !ch.is_lowercase());
    (Kind::Short, senses.has(Sense::Title) && capital)
}

/// What a short line is by its form: a day, a number, a heading, a label.
fn small(line: &str, language: Language, words: &Words) -> Option<Kind> {
    if let Some(date) = date::whole(line).or_else(|| placed_date(line, language)) {
        return Some(Kind::Date(date));
    }
    if number::is_number(line) {
        return Some(Kind::Number);
    }
    if number::is_serial(line) {
        // `第290号` under `XX省人民政府令`.
        return Some(Kind::Masthead);
    }
    if words.is_heading(line) {
        return Some(Kind::Heading);
    }
    (date::is_month(line) || words.is_furniture(line)).then_some(Kind::Noise)
}
