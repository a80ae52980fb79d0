//! Titles: which lines make one, and which of several is the document's own.

use super::line::{Kind, Line};
use super::words::Words;
use crate::document::Language;
use crate::span::{Span, is_blank};

/// Lines that make a title together: `first..=last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) first: usize,
    pub(super) last: usize,
}

impl Title {
    pub(super) fn span(self, lines: &[Line]) -> Span {
        lines[self.first].span.cover(lines[self.last].span)
    }
}

/// No title runs over more lines.
const MOST_LINES: usize = 6;

/// The titles that stand before the body: all of them, and the one that is the document's own.
///
/// Prose closes the front matter: what looks like a title after it is a heading of the body. A
/// paragraph that hands a document on, or the date that a covering notice is signed with, opens
/// it again, and what comes then is the title of the document handed on.
pub(super) fn titles(
    text: &str,
    lines: &[Line],
    language: Language,
) -> (Vec<Title>, Option<Title>) {
    let mut titles = Vec::new();
    let mut own = None;
    let mut open = true;
    let mut covered = false; // whether a covering notice has begun
    let mut handed_on = false; // whether the title found last is that of a document handed on
    let mut at = 0;
    while at < lines.len() {
        match lines[at].kind {
            Kind::Prose => {
                open = false;
                covered = true;
            }
            Kind::Transmit | Kind::Cover => {
                (open, covered, handed_on) = (true, true, false);
            }
            Kind::Date(_) | Kind::Release if covered => (open, handed_on) = (true, false),
            Kind::Short | Kind::Organ if open => {
                let run = run(lines, at);
                for title in split(text, &lines[..run], at, language) {
                    let better = match language {
                        // The head of a page stands before the title, a subtitle seldom after it.
                        Language::Chinese => !handed_on,
                        Language::English => own.is_none() || (covered && !handed_on),
                    };
                    titles.push(title);
                    if better {
                        own = Some(title);
                        handed_on = covered;
                    }
                }
                at = run;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    (titles, own)
}

/// The end of the run of short lines that begins at `at`.
fn run(lines: &[Line], at: usize) -> usize {
    let short = |line: &&Line| matches!(line.kind, Kind::Short | Kind::Organ);
    at + lines[at..].iter().take_while(short).count()
}

/// Cuts the run `lines[at..]` into titles; what belongs to none is left out.
fn split(text: &str, lines: &[Line], mut at: usize, language: Language) -> Vec<Title> {
    let mut titles = Vec::new();
    while at < lines.len() {
        let found = match language {
            Language::Chinese => chinese(text, lines, at),
            Language::English => english(text, lines, at),
        };
        at = match found {
            Some(title) => {
                titles.push(title);
                title.last + 1
            }
            None => at + 1,
        };
    }
    titles
}

/// A title is what ends with a word for a kind of document, with the lines before it: `XX市
/// 人民政府办公厅关于加快` + `发展住房保障的意见`. Names of bodies open it only where it goes on
/// with `关于` or the like.
fn chinese(text: &str, lines: &[Line], first: usize) -> Option<Title> {
    let slice = |at: usize| lines[at].span.slice(text);
    if lines[first].kind == Kind::Organ {
        let next = first
            + lines[first..]
                .iter()
                .take_while(|line| line.kind == Kind::Organ)
                .count();
        let goes_on = next < lines.len()
            && ["关于", "關於", "關于", "印发", "印發", "转发", "批转"]
                .iter()
                .any(|word| slice(next).starts_with(word));
        if !goes_on || next - first > 9 {
            return None;
        }
        let rest = chinese(text, lines, next)?;
        return Some(Title {
            first,
            last: rest.last,
        });
    }
    let mut quotes = 0_i32;
    for (last, line) in lines.iter().enumerate().skip(first).take(MOST_LINES) {
        let words = line.span.slice(text);
        for ch in words.chars() {
            quotes += i32::from(matches!(ch, '《' | '〈')) - i32::from(matches!(ch, '》' | '〉'));
        }
        let next = lines.get(last + 1).map(|line| line.span.slice(text));
        let goes_on = next.is_some_and(|next| {
            next.starts_with(['的', '》', '、', '和', '及'])
                || (next.starts_with("通知") && next.len() < 12)
        });
        if line.title && quotes <= 0 && !goes_on {
            let suffix = next.is_some_and(is_suffix);
            return Some(Title {
                first,
                last: last + usize::from(suffix),
            });
        }
        // What is repeated was whole: the head of a page and then the title.
        if last > first && next == Some(slice(first)) {
            return None;
        }
    }
    None
}

/// `（试行）`, `（2022—2025年）`, `(Draft for Comment)`: a line of its own after a title.
fn is_suffix(line: &str) -> bool {
    line.starts_with(['（', '(']) && line.ends_with(['）', ')']) && line.len() <= 80
}

/// A title is a line with a word for a kind of document, and the lines it goes on in.
fn english(text: &str, lines: &[Line], first: usize) -> Option<Title> {
    let slice = |at: usize| lines[at].span.slice(text);
    if lines[first].kind == Kind::Organ {
        return None;
    }
    let mut last = first;
    let mut named = lines[first].title;
    while last + 1 < lines.len() && last + 1 < first + MOST_LINES {
        let next = &lines[last + 1];
        let words = slice(last + 1);
        let open = open_ended(slice(last));
        let goes_on = open
            || words.starts_with(char::is_lowercase)
            || is_suffix(words)
            || (next.adjacent && !named && next.title && !lines[last].marked);
        if !goes_on || words == slice(first) || next.marked != lines[first].marked {
            break;
        }
        last += 1;
        named |= next.title;
    }
    named.then_some(Title { first, last })
}

/// Whether a line ends with a word that another one must follow.
fn open_ended(line: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or_default();
    [
        "of", "and", "for", "on", "the", "to", "in", "with", "by", "a", "an", "&", "from", "at",
    ]
    .iter()
    .any(|word| word.eq_ignore_ascii_case(last))
}

/// The bodies that a Chinese title names before `关于`, `印发` or the like: one a line.
pub(super) fn issuers_in(text: &str, title: Span, words: &Words) -> Vec<Span> {
    let slice = title.slice(text);
    let end = [
        "关于", "關於", "關于", "印发", "印發", "转发", "轉發", "批转", "公布",
    ]
    .iter()
    .filter_map(|word| slice.find(word))
    .min();
    let names: Vec<&str> = slice[..end.unwrap_or(0)]
        .split(['\n', '\r'])
        .map(|line| line.trim_matches(is_blank))
        .filter(|line| !line.is_empty())
        .collect();
    if !names.iter().all(|name| super::line::organs(name, words)) {
        return Vec::new();
    }
    names.iter().map(|name| Span::of(text, name)).collect()
}
