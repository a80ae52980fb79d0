//! Short names that a document defines: `（以下简称“专班”）`, `(hereinafter referred to as the Group)`.

use crate::document::is_wide;
use crate::span::{Span, is_blank};
use memchr::memmem;

/// A short name and the full name it stands for.
pub(super) struct Alias<'t> {
    pub(super) short: &'t str,
    pub(super) full: Span,
}

/// What introduces a short name.
const CUES: &[&str] = &[
    "以下简称",
    "以下统称",
    "下称",
    "hereinafter referred to as",
    "hereafter referred to as",
    "hereinafter",
];

/// No document defines more; what comes after is not read.
const MOST: usize = 64;

/// The short names of a text, in the order of their cues.
pub(super) fn aliases(text: &str) -> Vec<Alias<'_>> {
    let mut found = Vec::new();
    for cue in CUES {
        for at in memmem::find_iter(text.as_bytes(), cue.as_bytes()) {
            if found.len() == MOST {
                return found;
            }
            found.extend(alias(text, at, at + cue.len()));
        }
    }
    found
}

/// The acronym that a name brings along: `Ministry of Infrastructure (MININFRA)`.
pub(super) fn acronym(text: &str, name: Span) -> Option<Alias<'_>> {
    let surface = name.slice(text);
    let (full, short) = surface.strip_suffix(')')?.rsplit_once('(')?;
    let capitals = short.bytes().filter(u8::is_ascii_uppercase).count();
    let full = full.trim_end();
    (capitals > 1 && !short.contains(char::is_whitespace) && full.contains(' ')).then(|| Alias {
        short,
        full: Span::of(text, full),
    })
}

fn alias(text: &str, cue: usize, after: usize) -> Option<Alias<'_>> {
    const LONGEST: usize = 90; // bytes of a short name
    let outside = |ch: char| {
        is_blank(ch)
            || matches!(
                ch,
                '“' | '”' | '"' | '‘' | '’' | '\'' | '：' | ':' | '为' | '「' | '」'
            )
    };
    let rest = text[after..].trim_start_matches(outside);
    if rest.starts_with("referred to") {
        return None; // the longer cue reads it
    }
    let end = rest.find(['）', ')', '”', '"', '’', '，', ',', '。', '」', '\n'])?;
    let short = rest.get(..end).filter(|short| short.len() <= LONGEST)?;
    let short = short.trim_matches(outside);
    let short = short
        .strip_prefix("the ")
        .or_else(|| short.strip_prefix("The "))
        .unwrap_or(short);
    // The bracket that holds the cue stands right after the full name.
    let before = text[..cue].trim_end_matches(is_blank);
    let before = before.strip_suffix(['（', '(', '，', ','])?;
    let full = full_name(before)?;
    (!short.is_empty()).then(|| Alias {
        short,
        full: Span::of(text, full),
    })
}

/// The name that a text ends with: in Chinese back to a mark or a verb, in English as far as words
/// are written large.
fn full_name(text: &str) -> Option<&str> {
    const LONGEST: usize = 120; // bytes
    const VERBS: &[&str] = &[
        "成立", "建立", "设立", "组建", "由", "对", "向", "会同", "依托",
    ];
    const SMALL: &[&str] = &["of", "and", "the", "for", "on", "to", "in", "&"];
    let mut start = text.len().saturating_sub(LONGEST);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let near = text[start..].trim_end_matches(is_blank);
    if near.chars().next_back().is_some_and(is_wide) {
        let start = near
            .rfind([
                '，', '。', '、', '；', '：', '（', '(', '\n', '”', '“', ',', ';',
            ])
            .map_or(0, |at| {
                at + near[at..].chars().next().map_or(0, char::len_utf8)
            });
        let name = &near[start..];
        let verb = VERBS
            .iter()
            .filter_map(|verb| name.rfind(verb).map(|at| at + verb.len()))
            .filter(|&at| at < name.len())
            .max()
            .unwrap_or(0);
        return Some(&name[verb..]).filter(|name| !name.is_empty());
    }
    let mut start = near.len();
    for word in near.rsplit([' ', '\n']) {
        let large = word.starts_with(char::is_uppercase);
        if !(large || SMALL.contains(&word))
            || word.ends_with(['.', ',', ';', ':']) && start < near.len()
        {
            break;
        }
        start = word.as_ptr() as usize - near.as_ptr() as usize;
    }
    let name = near[start..]
        .trim_start_matches("the ")
        .trim_start_matches("of ");
    Some(name).filter(|name| name.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::aliases;

    fn pairs(text: &str) -> Vec<(&str, &str)> {
        aliases(text)
            .iter()
            .map(|alias| (alias.short, alias.full.slice(text)))
            .collect()
    }

    #[test]
    fn short_names_are_bound_to_what_stands_before_them() {
        assert_eq!(
            pairs("市里成立北京市推进气球工作专班（以下简称“气球专班”），负责。"),
            [("气球专班", "北京市推进气球工作专班")]
        );
        assert_eq!(
            pairs(
                "It sets up the Leading Group on Balloons (hereinafter referred to as the Leading Group)."
            ),
            [("Leading Group", "Leading Group on Balloons")]
        );
        assert_eq!(pairs("以下简称"), []);
        assert_eq!(pairs("（以下简称“”）"), []);
    }
}
