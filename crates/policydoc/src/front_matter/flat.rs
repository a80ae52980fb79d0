//! Front matter in one line, where line breaks were lost:
//! `XX意见X府发〔2021〕88号各区人民政府，各有关单位：现将《…》印发给你们，请认真落实。XX府2021年8月23日…`.
//!
//! The line is cut into the pieces it was made of; each is then read as any other line.

use super::cited::Cited;
use super::form;
use super::number;
use super::signature;
use super::words::{Sense, Words};
use crate::date;
use crate::document::{Language, is_wide};
use crate::span::{Span, is_blank};

/// No line is cut further than this, in bytes.
const LONGEST: usize = 6_000;
/// A title, a list of addressees and a covering sentence are no longer, in bytes.
const TITLE: usize = 1_200;
const ADDRESSEES: usize = 1_500;
const COVERING: usize = 900;
/// A signature is no longer, in bytes.
const SIGNATURE: usize = 1_300;

/// Cuts a line into pieces; a line of one piece stays whole.
pub(super) fn pieces(text: &str, span: Span, language: Language) -> Vec<Span> {
    let mut end = span.end().min(span.start() + LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut cutter = Cutter {
        text: text.get(span.start()..end).unwrap_or_default(),
        language,
        words: Words::of(language),
        at: 0,
        cuts: Vec::new(),
    };
    cutter.cut();
    let mut pieces = Vec::with_capacity(cutter.cuts.len() + 1);
    let mut start = span.start();
    let ends = cutter.cuts.iter().map(|cut| span.start() + cut);
    for end in ends.chain([span.end()]) {
        let piece = Span::new(start, end.max(start)).trim(text);
        start = end.max(start);
        if !piece.is_empty() {
            pieces.push(piece);
        }
    }
    pieces
}

struct Cutter<'t> {
    text: &'t str,
    language: Language,
    words: &'static Words,
    /// How far the text is cut.
    at: usize,
    /// Where pieces end, in order.
    cuts: Vec<usize>,
}

impl<'t> Cutter<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The rest, up to a length.
    fn window(&self, length: usize) -> &'t str {
        let rest = self.rest();
        let mut end = rest.len().min(length);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        &rest[..end]
    }

    /// Ends a piece so far into the rest.
    fn end_piece(&mut self, length: usize) {
        self.at += length;
        self.cuts.push(self.at);
    }

    fn cut(&mut self) {
        self.capitals();
        self.numbered_title();
        self.quoting_title();
        self.addressees();
        if self.covering() {
            self.signature();
        }
    }

    /// A title in capitals before a text that is none: `THE STATE PROGRAM FOR … Event Period …`.
    fn capitals(&mut self) {
        let window = self.window(TITLE);
        let mut end = 0;
        let mut words = 0;
        for word in window.split_inclusive(' ') {
            if word.contains(|ch: char| ch.is_lowercase()) {
                break;
            }
            end += word.len();
            words += 1;
        }
        if words >= 6 && end < window.len() && self.words.senses(&window[..end]).has(Sense::Title) {
            self.end_piece(end);
        }
    }

    /// What stands before the number, and the number.
    fn numbered_title(&mut self) {
        let window = self.window(TITLE);
        // The number comes before the first sentence ends, or it belongs to something cited.
        let sentence = window.find(['。', '；']).unwrap_or(window.len());
        let Some(found) = number::find(&window[..sentence]) else {
            return;
        };
        let before = window[..found.start].trim_end_matches(is_blank);
        if before.ends_with(['（', '(']) || before.contains(['：', ':']) || before.contains(". ")
        {
            return;
        }
        // A Chinese series runs into the title before it.
        let start = match self.language {
            Language::English => found.start,
            Language::Chinese => {
                let whole = &window[..found.end];
                let title = self.words.last_title_end(whole);
                let masthead = whole.rfind("文件").map(|at| at + "文件".len());
                title
                    .max(masthead)
                    .map_or(found.start, |end| end.max(found.start))
            }
        };
        let title = window[..start].trim_end_matches(is_blank);
        // A Chinese number in a translation is of no text cited.
        let foreign = self.language == Language::English && window[start..].starts_with(is_wide);
        let heads = start == 0
            || foreign
            || (title.len() >= 12
                && (self.words.senses(title).has(Sense::Title)
                    || form::is_masthead(title)
                    || self.names(title)));
        if !heads || found.end <= start {
            return;
        }
        if let Some(names) = title.strip_suffix(" Document") {
            self.end_piece(names.len());
            self.end_piece(start - names.len());
        } else if start > 0 {
            self.end_piece(start);
        }
        self.end_piece(found.end - start);
        self.bracketed_day();
    }

    /// `(2010年12月24日)` after the number.
    fn bracketed_day(&mut self) {
        let rest = self.window(80);
        let inner = rest.trim_start_matches(is_blank);
        if let Some(inner) = inner.strip_prefix(['（', '('])
            && let Some((after, _)) = date::starting(inner)
            && after.starts_with(['）', ')'])
        {
            let close = after.chars().next().map_or(0, char::len_utf8);
            self.end_piece(rest.len() - after.len() + close);
        }
    }

    /// `Notice on Printing and Distributing the "…" All provinces, …`
    fn quoting_title(&mut self) {
        let window = self.window(TITLE);
        if self.language == Language::Chinese {
            return;
        }
        let first: String = window
            .split_whitespace()
            .take(2)
            .collect::<Vec<_>>()
            .join(" ");
        if !self.words.senses(&first).has(Sense::Title) {
            return;
        }
        let open = window.find(['"', '“']).map(|at| at + 1);
        let close = open.and_then(|open| {
            let at = window.get(open..)?.find(['"', '”'])? + open;
            Some(at + window[at..].chars().next()?.len_utf8())
        });
        let goes_on = |end: &usize| window[*end..].trim_start().starts_with(char::is_uppercase);
        if let Some(end) = close.filter(goes_on)
            && !window[..end].contains(". ")
        {
            self.end_piece(end);
        }
    }

    /// A list of addressees, and what stands before it.
    fn addressees(&mut self) {
        let window = self.window(ADDRESSEES);
        let Some(colon) = window.find(['：', ':']) else {
            return;
        };
        let close = colon + window[colon..].chars().next().map_or(1, char::len_utf8);
        let mut list = &window[..colon];
        let mut title = 0;
        if self.language == Language::Chinese
            && let Some(end) = self.words.last_noted_end(list)
            && end >= 12
            && self.words.senses(&list[end..]).has(Sense::Addressee)
        {
            title = end;
            list = &list[end..];
        }
        let cited = list.contains(['。', '《', '；'])
            || (self.language == Language::Chinese && list.contains('“'))
            || ["如下", "以下", "follow"]
                .iter()
                .any(|word| list.contains(word));
        let numbered = !self.cuts.is_empty() || title > 0;
        if cited || !self.ends_as_addressees(list, numbered) {
            return;
        }
        if title > 0 {
            self.end_piece(title);
        }
        self.end_piece(close - title);
    }

    /// Whether a list names whom a document is addressed to: it ends with a word for units, or
    /// follows a document number.
    fn ends_as_addressees(&self, list: &str, numbered: bool) -> bool {
        let named = self.words.senses(list).has(Sense::Addressee);
        match self.language {
            Language::Chinese => {
                let units = [
                    "单位",
                    "單位",
                    "部门",
                    "部門",
                    "机构",
                    "機構",
                    "人民政府",
                    "管委会",
                    "代表",
                    "院校",
                    "企业",
                    "公司",
                    "学校",
                    "高校",
                    "机关",
                    "街道",
                    "局",
                    "委",
                    "办",
                ];
                let list = list.trim();
                let ends = units.iter().any(|unit| list.ends_with(unit));
                let wide = list.chars().filter(|&ch| is_wide(ch)).count();
                named
                    && (ends || (numbered && list.starts_with('各')))
                    && wide * 2 > list.chars().count()
            }
            Language::English => named && (numbered || list.starts_with("To ")),
        }
    }

    /// The sentences that hand a document on, where they stand at the start of the rest.
    fn covering(&mut self) -> bool {
        let window = self.window(COVERING);
        let Some(word) = self.words.end_of(Sense::Transmit, window) else {
            return false;
        };
        let stop = match self.language {
            Language::Chinese => "。",
            Language::English => ". ",
        };
        let Some(mut end) = window[word..].find(stop).map(|at| word + at + stop.len()) else {
            return false;
        };
        while window[end..].starts_with("Please ")
            && let Some(more) = window[end..].find(stop)
        {
            end += more + stop.len();
        }
        self.end_piece(end);
        true
    }

    /// Who signed and when, the note on publication, and the title of what is handed on.
    fn signature(&mut self) {
        let window = self.window(SIGNATURE);
        let Some((start, end)) = first_date(window) else {
            return;
        };
        let names = window[..start].trim_matches(is_blank);
        if !names.is_empty() && !self.names(names) {
            return;
        }
        if !names.is_empty() {
            self.end_piece(start);
        }
        self.end_piece(end - if names.is_empty() { 0 } else { start });
        let rest = self.window(SIGNATURE);
        let bracket = rest.trim_start_matches(is_blank);
        if bracket.starts_with(['（', '('])
            && let Some(close) = rest.find(['）', ')'])
            && self.words.senses(&rest[..close]).has(Sense::Release)
        {
            self.end_piece(close + rest[close..].chars().next().map_or(1, char::len_utf8));
        }
        self.title();
    }

    /// The title of what is handed on, which the covering text cites.
    fn title(&mut self) {
        let rest = self.window(TITLE);
        let blank = rest.len() - rest.trim_start_matches(is_blank).len();
        let before = self.text.get(..self.at).unwrap_or_default();
        let cited = Cited::of_text(before, self.language);
        if let Some(end) = cited.prefix(&rest[blank..])
            && blank + end < rest.len()
        {
            self.end_piece(blank + end);
        }
    }

    /// Whether a stretch holds nothing but names of bodies.
    fn names(&self, stretch: &str) -> bool {
        match self.language {
            Language::Chinese => stretch
                .split(is_blank)
                .flat_map(|name| signature::unglued(name, self.words))
                .all(|name| name.is_empty() || form::organs(name, self.words)),
            Language::English => form::is_names(stretch, self.words),
        }
    }
}

/// Where the first date of a text begins and ends.
fn first_date(text: &str) -> Option<(usize, usize)> {
    let mut before = ' ';
    for (at, ch) in text.char_indices() {
        let starts =
            (ch.is_ascii_digit() || date::is_chinese_numeral(ch) || ch.is_ascii_uppercase())
                && !before.is_ascii_alphanumeric()
                && !date::is_chinese_numeral(before);
        before = ch;
        if starts && let Some((rest, _)) = date::starting(&text[at..]) {
            return Some((at, text.len() - rest.len()));
        }
    }
    None
}
