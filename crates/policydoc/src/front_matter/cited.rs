//! Titles that the covering text cites: `《XX市修渠方案》已经市政府同意，现印发给你们`. The lines
//! that spell such a title are the title of the document handed on, however it is broken.

use super::line::{Kind, Line};
use super::title::Title;
use super::words::{Sense, Words};
use crate::document::Language;
use crate::span::{Span, is_blank};

/// The titles cited in the head of a document.
pub(super) struct Cited(Vec<(Span, String)>);

/// No more titles are kept, and none longer in bytes.
const MOST: usize = 24;
const LONGEST: usize = 450;
/// No title runs over more lines.
const MOST_LINES: usize = 6;

impl Cited {
    pub(super) fn of(text: &str, lines: &[Line], language: Language) -> Self {
        let mut cited = Self(Vec::new());
        for line in lines {
            if matches!(line.kind, Kind::Metadata | Kind::Noise) {
                continue;
            }
            for title in in_line(line.span.slice(text), line.kind, language) {
                cited.add(text, title);
            }
        }
        cited
    }

    /// The titles cited in a text of one line.
    pub(super) fn of_text(text: &str, language: Language) -> Self {
        let mut cited = Self(Vec::new());
        for title in in_line(text, Kind::Transmit, language) {
            cited.add(text, title);
        }
        cited
    }

    fn add(&mut self, text: &str, title: &str) {
        let squashed = squash(title).collect::<String>();
        let fits = (12..=LONGEST).contains(&title.len()) && squashed.len() >= 9;
        if fits && self.0.len() < MOST {
            self.0.push((Span::of(text, title), squashed));
        }
    }

    /// The lines from `first` on that spell a cited title.
    pub(super) fn title_at(&self, text: &str, lines: &[Line], first: usize) -> Option<Title> {
        if self.0.is_empty() {
            return None;
        }
        let short = |line: &&Line| matches!(line.kind, Kind::Short | Kind::Organ);
        let run = lines
            .get(first..)?
            .iter()
            .take(MOST_LINES)
            .take_while(short);
        let mut spelt = String::new();
        for (count, line) in run.enumerate() {
            spelt.extend(squash(line.span.slice(text)));
            if self.0.iter().any(|(_, title)| *title == spelt) {
                return Some(Title {
                    first,
                    last: first + count,
                });
            }
        }
        None
    }

    /// Where a cited title ends that a text begins with: `…方案因历史遗留原因，我市…`.
    pub(super) fn prefix(&self, text: &str) -> Option<usize> {
        let ends = self.0.iter().filter_map(|(_, title)| {
            let mut rest = title.as_str();
            for (at, ch) in text.char_indices() {
                for ch in squash(ch.encode_utf8(&mut [0; 4])) {
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

    /// The first title cited within a span.
    pub(super) fn within(&self, span: Span) -> Option<Span> {
        self.0
            .iter()
            .map(|(title, _)| *title)
            .find(|&title| span.contains(title))
    }
}

/// What of a title counts when two are compared: its letters and digits, and not `的`, which a
/// notice drops (`若干措施` for `的若干措施`).
fn squash(title: &str) -> impl Iterator<Item = char> {
    title
        .chars()
        .filter(|ch| ch.is_alphanumeric() && *ch != '的')
        .map(|ch| ch.to_ascii_lowercase())
}

/// The titles that a line cites.
fn in_line(line: &str, kind: Kind, language: Language) -> Vec<&str> {
    let mut titles = quoted(line, language);
    match language {
        Language::Chinese if titles.is_empty() => titles.extend(handed_on(line)),
        Language::English if kind == Kind::Transmit => titles.extend(subject(line)),
        _ => {}
    }
    titles
}

/// What stands in quotation marks: the outer ones.
fn quoted(line: &str, language: Language) -> Vec<&str> {
    let mut titles = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    for (at, ch) in line.char_indices() {
        let after = at + ch.len_utf8();
        let (open, close) = match (language, ch) {
            (Language::Chinese, '《') | (Language::English, '“' | '《') => (true, false),
            (Language::Chinese, '》') | (Language::English, '”' | '》') => (false, true),
            (Language::English, '"') => (depth == 0, depth > 0),
            _ => continue,
        };
        if open {
            depth += 1;
            if depth == 1 {
                start = after;
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

/// What a notice hands on without quotation marks: `XX府关于印发YY方案的通知`.
fn handed_on(line: &str) -> Option<&str> {
    let line = line.trim_end_matches(is_blank);
    let end = line.strip_suffix("通知")?.trim_end_matches('的');
    ["印发", "印發", "转发", "轉發", "公布"]
        .iter()
        .find_map(|word| end.find(word).map(|at| &end[at + word.len()..]))
}

/// What an English covering sentence is about: `The Work Plan for Canals has been approved`.
fn subject(line: &str) -> Option<&str> {
    let rest = line
        .strip_prefix("The ")
        .or_else(|| line.strip_prefix("the "))?;
    let end = [
        " has been ",
        " have been ",
        " is hereby ",
        " are hereby ",
        " is now ",
    ]
    .iter()
    .filter_map(|verb| rest.find(verb))
    .min()?;
    let title = &rest[..end];
    let words = Words::of(Language::English);
    (!title.contains(['"', '“']) && words.senses(title).has(Sense::Title)).then_some(title)
}
