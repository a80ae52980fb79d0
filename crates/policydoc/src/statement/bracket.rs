//! The brackets of a paragraph.

use crate::scan::{Mark, Scan};
use crate::script::is_blank;
use crate::span::Span;

/// A bracket.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact by itself")]
#[derive(Clone, Copy, Debug)]
pub(super) struct Bracket {
    /// With the stop behind it.
    pub(super) span: Span,
    pub(super) inner: Span,
    pub(super) closed: bool,
    /// Whether other brackets come after its opening.
    pub(super) holds_others: bool,
    /// Whether only punctuation follows.
    pub(super) last: bool,
    /// Whether it stands behind the end of a sentence.
    pub(super) after_sentence: bool,
    /// Whether it holds more than a list: several sentences of running text.
    pub(super) long: bool,
}

/// The outermost brackets of a paragraph, in order. Kinds of bracket may be mixed. One that is not
/// closed goes to the paragraph's end, and those inside it come after it.
pub(super) fn brackets(text: &str, scan: &Scan, paragraph: Span) -> Vec<Bracket> {
    let mut found: Vec<(Span, Span)> = Vec::new(); // each with what it holds
    let mut open = Vec::new();
    for at in scan.within(paragraph) {
        match at.mark {
            Mark::Open => open.push(*at),
            Mark::Close => {
                let Some(begun) = open.pop() else {
                    continue;
                };
                // What lies inside this bracket is part of it.
                while found
                    .last()
                    .is_some_and(|(last, _)| last.start() > begun.start())
                {
                    found.pop();
                }
                let inner = Span::new(begun.end(), at.start());
                found.push((Span::new(begun.start(), at.end()), inner));
            }
            _ => {}
        }
    }
    if found.is_empty() && open.is_empty() {
        return Vec::new();
    }
    let slice = paragraph.slice(text);
    let last_word = slice.rfind(char::is_alphanumeric);
    let words_end = paragraph.start() + last_word.unwrap_or(0);
    let bracket =
        |span: Span, inner: Span, closed| bracket(text, paragraph, words_end, span, inner, closed);
    let mut all: Vec<Bracket> = found
        .iter()
        .map(|&(span, inner)| bracket(span, inner, true))
        .collect();
    if let Some(first) = open.first() {
        let span = Span::new(first.start(), paragraph.end());
        let inner = Span::new(first.end(), paragraph.end());
        let at = found.partition_point(|(other, _)| other.start() < span.start());
        let holds_others = at < found.len();
        let unclosed = bracket(span, inner, false);
        all.insert(
            at,
            Bracket {
                holds_others,
                ..unclosed
            },
        );
    }
    all
}

fn bracket(
    text: &str,
    paragraph: Span,
    words_end: usize,
    span: Span,
    inner: Span,
    closed: bool,
) -> Bracket {
    const LONG: usize = 900; // bytes
    let stop = |ch: char| matches!(ch, '。' | '.' | ';' | '；' | ',' | '，');
    let rest = &text[span.end()..paragraph.end()];
    let stops = rest.len() - rest.trim_start_matches(stop).len();
    let before = text[paragraph.start()..span.start()].trim_end_matches(is_blank);
    let ends = ['。', '；', ';', '.', '！', '!', '”', '"'];
    Bracket {
        span: Span::new(span.start(), span.end() + stops),
        inner,
        closed,
        holds_others: false,
        last: words_end < span.end(),
        after_sentence: before.is_empty() || before.ends_with(ends),
        long: inner.len() > LONG,
    }
}
