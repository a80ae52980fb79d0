//! Lines of metadata: labels and their values.

use crate::lexicon::{Lexicon, Sense};
use crate::script::{is_blank, is_colon};

/// The fields of a line of metadata: the name of the field and the value, in the order of the
/// line. A line that does not begin with a known label is none.
pub(super) fn fields<'l>(
    line: &'l str,
    words: &'l Lexicon,
) -> impl Iterator<Item = (&'static str, &'l str)> + use<'l> {
    let bullet = |ch| is_blank(ch) || matches!(ch, '•' | '-' | '*' | '#' | '·' | '◇');
    let mut rest = line.trim_start_matches(bullet);
    // `1. [主题分类] …`
    if let Some((ordinal, after)) = rest.split_once(". ")
        && after.starts_with('[')
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
        let value = after[..end].trim_matches(|ch| is_blank(ch) || ch == '*');
        Some((field, value))
    })
}

/// A label at the start of a text, and what follows its colon or bracket.
fn label<'l>(text: &'l str, words: &Lexicon) -> Option<(&'static str, &'l str)> {
    /// No label has more characters.
    const LONGEST: usize = 30;
    let bracketed = text.strip_prefix(['[', '【']);
    let text = bracketed.unwrap_or(text);
    let ends = |ch: char| is_colon(ch) || bracketed.is_some() && matches!(ch, ']' | '】');
    let (at, _) = (text.char_indices().take(LONGEST)).find(|(_, ch)| ends(*ch))?;
    let name = text[..at].trim_matches(|ch| is_blank(ch) || ch == '*');
    // White space inside (`标　　题`) does not count.
    let squeezed: String;
    let name = if name.is_ascii() {
        name
    } else {
        squeezed = name.chars().filter(|&ch| !is_blank(ch)).collect();
        &squeezed
    };
    let field = words.word(name, Sense::Field)?;
    let value = text[at..].strip_prefix(|_| true).unwrap_or_default();
    // `**Subject:**{: .from} Open Data Policy`
    let attributes = value.trim_start_matches('*').strip_prefix("{:");
    let after = attributes.and_then(|rest| rest.split_once('}'));
    Some((field.value, after.map_or(value, |(_, rest)| rest)))
}
