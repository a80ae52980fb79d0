//! Front matter in one line, where line breaks were lost:
//! `XX意见X府发〔2021〕88号各区人民政府，各有关单位：现将《…》印发给你们，请认真落实。XX府2021年8月23日…`.
//!
//! The line is cut into the pieces it was made of; each is then read as any other line.

use super::cited::Cited;
use super::evidence::columns;
use super::form;
use super::number;
use super::signature;
use super::title::open_ended;
use crate::date;
use crate::document::Language;
use crate::lexicon::{Lexicon, Sense, Senses};
use crate::script::{clip, closes, is_blank, is_colon, is_wide, opens};
use crate::span::Span;

/// No line is cut further than this, and no piece is longer, in bytes of the text: bounds for the
/// work, not for what a piece is.
const LONGEST: usize = 6_000;
const PIECE: usize = 1_500;
/// A line that is shorter, in columns, is one piece.
const FUSED: usize = 60;

/// Cuts a line into pieces; a line of one piece stays whole.
pub(super) fn pieces(text: &str, span: Span, language: Language) -> Vec<Span> {
    let line = span.slice(text);
    let mut cutter = Cutter {
        text: clip(line, LONGEST),
        words: Lexicon::of(language),
        chinese: language == Language::Chinese,
        at: 0,
        cuts: Vec::new(),
    };
    if columns(cutter.text) > FUSED {
        cutter.cut();
    }
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
    words: &'static Lexicon,
    chinese: bool,
    /// How far the text is cut.
    at: usize,
    /// Where pieces end, in order.
    cuts: Vec<usize>,
}

impl<'t> Cutter<'t> {
    /// The rest, up to a length.
    fn window(&self) -> &'t str {
        clip(&self.text[self.at..], PIECE)
    }

    /// Ends a piece so far into the rest.
    fn end_piece(&mut self, length: usize) {
        if length > 0 {
            self.at += length;
            self.cuts.push(self.at);
        }
    }

    fn cut(&mut self) {
        self.numbered();
        self.quoting_title();
        self.addressees();
        let covered = self.covering();
        if covered || self.attached() {
            self.signature();
        }
    }

    /// What stands before the number, and the number.
    fn numbered(&mut self) {
        let window = self.window();
        // The number comes before the first sentence ends, or it belongs to something cited.
        let sentence = window.find(['。', '；']).unwrap_or(window.len());
        let Some(found) = number::find(&window[..sentence]) else {
            return;
        };
        let before = window[..found.start].trim_end_matches(is_blank);
        if before.ends_with(opens) || before.contains(is_colon) || before.contains(". ") {
            return;
        }
        let start = found.start + self.series(&window[found.clone()]);
        let title = window[..start].trim_end_matches(is_blank);
        let names = |title: &str| {
            form::is_masthead(title, self.words)
                || self.words.find(title, Sense::Title).next().is_some()
                || form::is_names(title, self.words)
        };
        if start > 0 && !names(title) {
            return;
        }
        if let Some(masthead) = self.words.ends(title, Sense::Masthead) {
            let names = title.len() - masthead.text.len();
            let name = if self.chinese { start } else { names };
            self.end_piece(name);
            self.end_piece(start - name);
        } else {
            self.end_piece(start);
        }
        self.end_piece(found.end - start);
    }

    /// What stands in a bracket at the start of the rest, and where that ends.
    fn bracket(&self) -> Option<(&'t str, usize)> {
        let rest = self.window();
        let inner = rest.trim_start_matches(is_blank).strip_prefix(opens)?;
        let close = inner.find(closes)?;
        let end = rest.len() - inner.len() + close;
        let mark = rest[end..].chars().next().map_or(1, char::len_utf8);
        Some((&inner[..close], end + mark))
    }

    /// Where the series of a Chinese number begins that runs into a title or a name before it.
    fn series(&self, number: &str) -> usize {
        /// The characters of a series, at least and at most.
        const SERIES: std::ops::RangeInclusive<usize> = 2..=10;
        let open = number.find(opens).unwrap_or(0);
        let run = &number[..open];
        if !self.chinese {
            return 0;
        }
        let mut places = run.char_indices().map(|(at, _)| at);
        let cut = |&at: &usize| {
            let (before, series) = run.split_at(at);
            let ends = self.words.ends(before, Sense::Title).is_some()
                || self.words.ends(before, Sense::Masthead).is_some()
                || form::is_name(before, self.words);
            columns(before) >= 8 && SERIES.contains(&series.chars().count()) && ends
        };
        places.rfind(cut).unwrap_or(0)
    }

    /// `Notice on Printing and Distributing the "…" All provinces, …`
    fn quoting_title(&mut self) {
        let window = self.window();
        let text = window.trim_start_matches(is_blank);
        if self.chinese || self.words.starts(text, Sense::Notice).is_none() {
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

    /// A list of addressees, and the title before it.
    fn addressees(&mut self) {
        let window = self.window();
        let Some(colon) = window.find(is_colon) else {
            return;
        };
        let close = colon + window[colon..].chars().next().map_or(1, char::len_utf8);
        let title = self.noted(&window[..colon]);
        let list = &window[title..colon];
        let cited = list.contains(['。', '《', '；'])
            || self.chinese && list.contains('“')
            || self.words.find(list, Sense::Follows).next().is_some();
        let numbered = !self.cuts.is_empty() || title > 0;
        if cited || !self.lists_addressees(list.trim(), numbered) {
            return;
        }
        self.end_piece(title);
        self.end_piece(close - title);
    }

    /// Where the title of a notice ends that runs into addressees: `…的通知各区人民政府`.
    fn noted(&self, text: &str) -> usize {
        /// No title is shorter, in columns.
        const SHORTEST: usize = 8;
        if !self.chinese {
            return 0;
        }
        let titles = text.rmatch_indices('的').filter_map(|(at, of)| {
            let rest = &text[at + of.len()..];
            let kinds = Senses::of(&[Sense::Title, Sense::Notice]);
            let mut kind = self.words.at(rest, 0, kinds);
            Some(at + of.len() + kind.next()?.text.len())
        });
        let mut titles = titles.filter(|&end| {
            columns(&text[..end]) >= SHORTEST
                && self
                    .words
                    .find(&text[end..], Sense::Addressee)
                    .next()
                    .is_some()
        });
        titles.next().unwrap_or(0)
    }

    /// Whether a list names whom a document is addressed to: it ends with a word for units, or
    /// follows a document number.
    fn lists_addressees(&self, list: &str, numbered: bool) -> bool {
        let named = self.words.find(list, Sense::Addressee).next().is_some();
        if !self.chinese {
            return named && (numbered || self.words.starts(list, Sense::Grade).is_some());
        }
        let wide = list.chars().filter(|&ch| is_wide(ch)).count();
        let ends = self.words.ends(list, Sense::Grade).is_some();
        named && (ends || numbered && list.starts_with('各')) && wide * 2 > list.chars().count()
    }

    /// The sentences that hand a document on, where they stand at the start of the rest.
    fn covering(&mut self) -> bool {
        let window = self.window();
        let Some(word) = self.words.find(window, Sense::Transmit).next() else {
            return false;
        };
        let stop = if self.chinese { "。" } else { ". " };
        let end = |from: usize| window[from..].find(stop).map(|at| from + at + stop.len());
        let before = &window[..word.start];
        let Some(mut at) = end(word.end) else {
            return false;
        };
        // A provision before it hands nothing on.
        if before.matches(stop).count() > 3 {
            return false;
        }
        while self.words.starts(&window[at..], Sense::Please).is_some() {
            match end(at) {
                Some(next) => at = next,
                None => break,
            }
        }
        self.end_piece(at);
        true
    }

    /// Whether a list of what is attached stands at the start of the rest.
    fn attached(&self) -> bool {
        let rest = self.window().trim_start_matches(is_blank);
        let label = self.words.starts(rest, Sense::Attached);
        let numbered = |ch| is_colon(ch) || date::is_numeral(ch);
        label.is_some_and(|label| rest[label.text.len()..].starts_with(numbered))
    }

    /// Who signed and when, the note on publication, and the title of what is handed on.
    fn signature(&mut self) {
        let window = self.window();
        let Some((range, _)) = date::first(window) else {
            return;
        };
        let before = window[..range.start].trim_end_matches(is_blank);
        let names = if self.attached() {
            signature::last_names(before, self.text, self.words)
        } else if before.trim().is_empty()
            || form::is_names(before.trim(), self.words) && !open_ended(before)
        {
            Some(0)
        } else {
            None
        };
        let Some(names) = names else {
            return;
        };
        self.end_piece(names);
        self.end_piece(range.start - names);
        self.end_piece(range.len());
        let release = |note: &str| self.words.find(note, Sense::Release).next().is_some();
        let note = self.bracket().filter(|(note, _)| release(note));
        self.end_piece(note.map_or(0, |(_, end)| end));
        self.title();
    }

    /// The label and the title of what is handed on, which the covering text cites.
    fn title(&mut self) {
        let rest = self.window();
        let mut pieces = Vec::with_capacity(self.cuts.len());
        let mut from = 0;
        for &cut in &self.cuts {
            pieces.push(&self.text[from..cut]);
            from = cut;
        }
        let cited = Cited::in_pieces(self.text, &pieces, self.words);
        let mut start = rest.len() - rest.trim_start_matches(is_blank).len();
        if let Some(label) = self.words.starts(&rest[start..], Sense::Attached) {
            let after = &rest[start + label.text.len()..];
            let number = |ch| is_blank(ch) || is_colon(ch) || date::is_numeral(ch);
            start = rest.len() - after.trim_start_matches(number).len();
        }
        let title = cited.prefix(&rest[start..]);
        if let Some(end) = title.filter(|end| start + end <= rest.len()) {
            self.end_piece(start);
            self.end_piece(end);
        }
    }
}
