//! Short names that a document defines: `（以下简称“专班”）`, `(hereinafter referred to as the Group)`.

use super::gazetteer::Gazetteer;
use super::words::Does;
use crate::script::{clip, is_blank, is_wide};
use crate::span::Span;
use memchr::memmem;

/// A short name and the full name it stands for.
pub(super) struct Alias<'t> {
    pub(super) short: &'t str,
    pub(super) full: Span,
}

/// No document defines more; what comes after is not read.
const MOST: usize = 64;

/// The short names of a text, in the order of their cues.
pub(super) fn aliases<'t>(gazetteer: &Gazetteer, text: &'t str) -> Vec<Alias<'t>> {
    let mut found = Vec::new();
    for cue in gazetteer.all(Does::Alias) {
        for at in memmem::find_iter(text.as_bytes(), cue.as_bytes()) {
            if found.len() == MOST {
                return found;
            }
            found.extend(alias(gazetteer, text, at, at + cue.len()));
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

fn alias<'t>(gazetteer: &Gazetteer, text: &'t str, cue: usize, after: usize) -> Option<Alias<'t>> {
    const LONGEST: usize = 30; // characters of a short name
    const FAR: usize = 300; // bytes that are read
    let outside = |ch: char| {
        is_blank(ch)
            || matches!(
                ch,
                '“' | '”' | '"' | '‘' | '’' | '\'' | '：' | ':' | '为' | '「' | '」'
            )
    };
    let rest = clip(&text[after..], FAR).trim_start_matches(outside);
    if gazetteer
        .all(Does::AliasMore)
        .any(|more| rest.starts_with(more))
    {
        return None; // the longer cue reads it
    }
    let end = rest.find(['）', ')', '”', '"', '’', '，', ',', '。', '」', '\n'])?;
    let short = rest
        .get(..end)
        .filter(|short| short.chars().count() <= LONGEST)?;
    let short = short.trim_matches(outside);
    let short = without_article(gazetteer, short);
    // The bracket that holds the cue stands right after the full name.
    let before = text[..cue].trim_end_matches(is_blank);
    let before = before.strip_suffix(['（', '(', '，', ','])?;
    let full = full_name(gazetteer, before)?;
    (!short.is_empty()).then(|| Alias {
        short,
        full: Span::of(text, full),
    })
}

/// The name that a text ends with: in Chinese back to a mark or a verb, in English as far as words
/// are written large.
fn full_name<'t>(gazetteer: &Gazetteer, text: &'t str) -> Option<&'t str> {
    const LONGEST: usize = 120; // bytes
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
        let verbs = name.char_indices().filter_map(|(at, _)| {
            let (end, _) = gazetteer.begins(Does::SetsUp, &name[at..])?;
            Some(at + end).filter(|&end| end < name.len())
        });
        let verb = verbs.max().unwrap_or(0);
        return Some(&name[verb..]).filter(|name| !name.is_empty());
    }
    let mut start = near.len();
    for word in near.rsplit([' ', '\n']) {
        let large = word.starts_with(char::is_uppercase);
        if !(large || gazetteer.does(Does::SmallName, word))
            || word.ends_with(['.', ',', ';', ':']) && start < near.len()
        {
            break;
        }
        start = word.as_ptr() as usize - near.as_ptr() as usize;
    }
    let mut name = &near[start..];
    while let Some((first, rest)) = name.split_once(' ')
        && gazetteer.does(Does::SmallName, first)
    {
        name = rest;
    }
    Some(name).filter(|name| name.contains(' '))
}

/// A name without the article that it begins with.
fn without_article<'t>(gazetteer: &Gazetteer, name: &'t str) -> &'t str {
    match name.split_once(' ') {
        Some((first, rest)) if gazetteer.does(Does::Article, &first.to_lowercase()) => rest,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::aliases;

    fn pairs(text: &str) -> Vec<(&str, &str)> {
        aliases(&super::Gazetteer::built_in(), text)
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
