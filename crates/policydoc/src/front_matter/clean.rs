//! A line without what is wrapped around it: marks of Markdown, tags, notes of a data base, the
//! name of a site.

use super::evidence::columns;
use super::form::ends_as_title;
use crate::lexicon::{Lexicon, Sense};
use crate::script::is_blank;
use crate::span::Span;

/// Cuts a text at line breaks and at the tags that stand for them: `M-16-21<br/>MEMORANDUM FOR …`.
pub(super) fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['\n', '\r']).flat_map(|line| {
        let mut rest = line;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let cut = break_tag(rest).unwrap_or(rest.len());
            let (piece, after) = rest.split_at(cut);
            rest = after;
            Some(piece)
        })
    })
}

/// Where the first tag for a line break ends.
fn break_tag(line: &str) -> Option<usize> {
    /// `<br />` and no longer.
    const LONGEST: usize = 6;
    let bytes = line.as_bytes();
    memchr::memchr_iter(b'<', bytes).find_map(|at| {
        let tag = &bytes[at..bytes.len().min(at + LONGEST)];
        let close = memchr::memchr(b'>', tag)?;
        tag[1..close]
            .get(..2)
            .is_some_and(|name| name.eq_ignore_ascii_case(b"br"))
            .then_some(at + close + 1)
    })
}

/// The span without the marks around it.
pub(super) fn bare(text: &str, full: Span, words: &Lexicon) -> Span {
    /// Marks stand around each other no deeper than this.
    const DEPTH: usize = 8;
    let mut line = full.slice(text);
    for _ in 0..DEPTH {
        let before = line.len();
        line = line.trim_matches(is_blank);
        line = tag_at_start(line).unwrap_or(line);
        line = tag_at_end(line).unwrap_or(line);
        line = line.trim_matches(is_mark);
        line = note_at_start(line, words).unwrap_or(line);
        line = note_at_end(line, words).unwrap_or(line);
        if line.len() == before {
            break;
        }
    }
    Span::of(text, segment(line, words))
}

fn is_mark(ch: char) -> bool {
    is_blank(ch) || matches!(ch, '#' | '*' | '_' | '>' | '|')
}

/// `<h3> SUBJECT:`
fn tag_at_start(line: &str) -> Option<&str> {
    let (tag, rest) = line.strip_prefix('<')?.split_once('>')?;
    is_tag(tag).then_some(rest)
}

fn tag_at_end(line: &str) -> Option<&str> {
    let (rest, tag) = line.strip_suffix('>')?.rsplit_once('<')?;
    is_tag(tag).then_some(rest)
}

fn is_tag(tag: &str) -> bool {
    let name = tag.trim_start_matches('/');
    columns(tag) <= 40 && name.starts_with(|ch: char| ch.is_ascii_lowercase())
}

/// `【规范性文件】长沙市人民政府办公厅关于…`
fn note_at_start<'l>(line: &'l str, words: &Lexicon) -> Option<&'l str> {
    let (note, rest) = line.strip_prefix(['【', '['])?.split_once(['】', ']'])?;
    words
        .word(note.trim(), Sense::Status)
        .is_some()
        .then_some(rest)
}

/// `… Business of Commercial and Trade Enterprises [Effective]`
fn note_at_end<'l>(line: &'l str, words: &Lexicon) -> Option<&'l str> {
    let (rest, note) = line.strip_suffix(['】', ']'])?.rsplit_once(['【', '['])?;
    words
        .word(note.trim(), Sense::Status)
        .is_some()
        .then_some(rest)
}

/// The part of a page's title that is the document's: `政务服务丨XX市人民政府关于…的意见`,
/// `Seed Regulations (Draft) | Germplasm | …`.
fn segment<'l>(line: &'l str, words: &Lexicon) -> &'l str {
    let bars = ['丨', '｜', '|'];
    // More bars are those of a table.
    if !(1..=2).contains(&line.matches(bars).count()) || columns(line) > 400 {
        return line;
    }
    let mut parts = line.split(bars).map(|part| part.trim_matches(is_blank));
    let whole = parts
        .clone()
        .find(|part| columns(part) > 10 && ends_as_title(part, words));
    whole
        .or_else(|| parts.next())
        .filter(|part| !part.is_empty())
        .unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Language;

    fn bared(line: &str) -> &str {
        let language = if line.is_ascii() {
            Language::English
        } else {
            Language::Chinese
        };
        bare(line, Span::new(0, line.len()), Lexicon::of(language)).slice(line)
    }

    #[test]
    fn what_is_wrapped_around_a_line_is_no_part_of_it() {
        assert_eq!(bared("## **修渠方案**"), "修渠方案");
        assert_eq!(bared("【规范性文件】青石市修渠办法"), "青石市修渠办法");
        assert_eq!(bared("<h3> Canal Policy: One</h3>"), "Canal Policy: One");
        assert_eq!(bared("Notice of Canals [Effective]"), "Notice of Canals");
        assert_eq!(bared("政务服务丨青石市修渠办法"), "青石市修渠办法");
        assert_eq!(bared("Canal Rules | Water"), "Canal Rules");
        assert_eq!(bared("青石市修渠办法[附图]"), "青石市修渠办法[附图]");
    }

    #[test]
    fn a_tag_for_a_line_break_ends_a_line() {
        let lines: Vec<_> = split_lines("M-16-21<br/>TO ALL\nx < y").collect();
        assert_eq!(lines, ["M-16-21<br/>", "TO ALL\n", "x < y"]);
    }
}
