//! Titles that the covering text cites: `《XX市修渠方案》已经市政府同意，现印发给你们`. The lines
//! that spell such a title are the title of the document handed on, however it is broken.

use super::evidence::{Kind, Row, columns};
use crate::document::Language;
use crate::lexicon::{Lexicon, Sense};
use crate::script::{folded, is_blank, is_han};
use crate::span::Span;

/// The titles cited in the head of a document, each with its letters.
pub(super) struct Cited(Vec<(Span, String)>);

/// No more titles are kept.
const MOST: usize = 24;
/// How many columns a title has.
const TITLE: std::ops::RangeInclusive<usize> = 8..=300;

impl Cited {
    pub(super) fn of(text: &str, rows: &[Row], language: Language) -> Self {
        let mut cited = Self(Vec::new());
        let words = Lexicon::of(language);
        for row in rows {
            if !matches!(row.kind, Kind::Metadata | Kind::Noise) {
                let full = row.span;
                cited.add_line(text, full.slice(text), row.kind == Kind::Transmit, words);
            }
        }
        cited
    }

    /// The titles cited in the pieces of a line.
    pub(super) fn in_pieces(text: &str, pieces: &[&str], words: &Lexicon) -> Self {
        let mut cited = Self(Vec::new());
        for piece in pieces {
            cited.add_line(text, piece, true, words);
        }
        cited
    }

    fn add_line(&mut self, text: &str, line: &str, transmits: bool, words: &Lexicon) {
        let chinese = line.contains(is_han);
        let quoted = quoted(line, chinese);
        let bare = quoted.is_empty().then(|| handed_on(line, words)).flatten();
        let subject = (transmits && !chinese)
            .then(|| subject(line, words))
            .flatten();
        for title in quoted.into_iter().chain(bare).chain(subject) {
            let letters: String = letters(title).collect();
            let whole = title.trim_matches(is_blank).len() == title.len();
            if whole && TITLE.contains(&columns(title)) && self.0.len() < MOST && letters.len() > 8
            {
                self.0.push((Span::of(text, title), letters));
            }
        }
    }

    /// The last of the rows from `first` on that spell a cited title together.
    pub(super) fn spelt(&self, text: &str, rows: &[Row], first: usize) -> Option<usize> {
        /// No title runs over more lines.
        const MOST_LINES: usize = 6;
        if self.0.is_empty() {
            return None;
        }
        let run = rows.iter().enumerate().skip(first).take(MOST_LINES);
        let mut spelt = String::new();
        for (at, row) in run.take_while(|(_, row)| row.is_short()) {
            spelt.extend(letters(row.text(text)));
            if self
                .0
                .iter()
                .any(|(cited, title)| *title == spelt && !row.span.contains(*cited))
            {
                return Some(at);
            }
        }
        None
    }

    /// Where a cited title ends that a text begins with: `…方案因历史遗留原因，我市…`.
    pub(super) fn prefix(&self, text: &str) -> Option<usize> {
        let ends = self.0.iter().filter_map(|(_, title)| {
            let mut rest = title.as_str();
            for (at, ch) in text.char_indices() {
                for ch in letters(ch.encode_utf8(&mut [0; 4])) {
                    rest = rest.strip_prefix(ch)?;
                }
                if rest.is_empty() {
                    return Some(at + ch.len_utf8());
                }
            }
            None
        });
        ends.max()
    }

    /// The title that a covering line hands on: the one next before or behind the word that says
    /// so.
    pub(super) fn within(&self, text: &str, row: &Row) -> Option<Span> {
        let word = row.words().find(row.text(text), Sense::Transmit).last();
        let word = word.map_or(row.span.end(), |hit| row.span.start() + hit.end);
        let inside = self.0.iter().map(|(title, _)| *title);
        inside
            .filter(|title| row.span.contains(*title))
            .min_by_key(|title| (title.start() > word, word.abs_diff(title.end())))
    }
}

/// What of a title counts when two are compared: its letters and digits, and not `的`, which a
/// notice drops (`若干措施` for `的若干措施`).
pub(super) fn letters(title: &str) -> impl Iterator<Item = char> {
    let counts = |ch: &char| ch.is_alphanumeric() && *ch != '的';
    title.chars().filter(counts).map(folded)
}

/// What stands in quotation marks: the outer ones.
fn quoted(line: &str, chinese: bool) -> Vec<&str> {
    let mut titles = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    for (at, ch) in line.char_indices() {
        let (open, close) = match ch {
            '《' => (true, false),
            '》' => (false, true),
            '“' if !chinese => (true, false),
            '”' if !chinese => (false, true),
            '"' if !chinese => (depth == 0, depth > 0),
            _ => continue,
        };
        if open {
            depth += 1;
            if depth == 1 {
                start = at + ch.len_utf8();
            }
        } else if close && depth > 0 {
            depth -= 1;
            if depth == 0 {
                titles.push(&line[start..at]);
            }
        }
    }
    titles
}

/// What a notice hands on without quotation marks: `XX府关于印发YY方案的通知`, `Notice on Issuing the
/// Plan for Canals`.
fn handed_on<'l>(line: &'l str, words: &Lexicon) -> Option<&'l str> {
    let line = line.trim_end_matches(is_blank);
    if let Some(notice) = words.ends(line, Sense::Notice) {
        let end = line[..line.len() - notice.text.len()].trim_end_matches('的');
        let mut verbs = words
            .find(end, Sense::About)
            .filter(|hit| hit.word.value == "on");
        return verbs.next().map(|hit| &end[hit.end..]);
    }
    words.starts(line, Sense::Notice)?;
    let mut verbs = words
        .find(line, Sense::About)
        .filter(|hit| hit.word.value == "on");
    verbs
        .next()
        .map(|hit| line[hit.end..].trim_start_matches(is_blank))
}

/// What an English covering sentence is about: `The Work Plan for Canals has been approved`.
fn subject<'l>(line: &'l str, words: &Lexicon) -> Option<&'l str> {
    let article = words.starts(line, Sense::Article)?;
    let end = words.find(line, Sense::Passive).next()?.start;
    let title = line.get(article.text.len()..end)?.trim_matches(is_blank);
    let named = words.find(title, Sense::Title).next().is_some();
    (!title.contains(['"', '“']) && named).then_some(title)
}
