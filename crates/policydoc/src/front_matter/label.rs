//! Lines of metadata: labels and their values.

use super::words::{Field, Words};
use crate::span::is_blank;

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
        // The value goes on to the next label, which white space sets off, or in English a
        // capital (`Prime MinisterEffective date:`).
        let mut end = after.len();
        let mut before = ' ';
        for (at, ch) in after.char_indices() {
            let blank = is_blank(ch);
            let glued = ch.is_ascii_uppercase() && before.is_ascii_alphanumeric();
            before = ch;
            if !blank && !glued {
                continue;
            }
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
    let value = &text[at + colon.len_utf8()..];
    // `**Subject:**{: .from} Open Data Policy`
    let attributes = value.trim_start_matches('*').strip_prefix("{:");
    let value = attributes
        .and_then(|rest| rest.split_once('}'))
        .map_or(value, |(_, rest)| rest);
    Some((field, value))
}
