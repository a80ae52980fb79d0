//! HTML that stands in a Markdown text.

use crate::span::is_blank;

/// Elements that hold a heading or running text; lines of other elements are a page's furniture.
const TEXT: &[&str] = &[
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "td", "th", "b", "strong", "em", "i", "u",
    "sup", "sub", "br",
];

/// Whether a line is made of tags alone, or is one short element that is no text: a badge or a
/// button, as `<span class="status">Complete</span>`.
pub(crate) fn is_furniture(line: &str) -> bool {
    const SHORT: usize = 80; // visible bytes
    let Some((name, rest)) = tag(line) else {
        return false;
    };
    let visible = visible(rest);
    visible == 0
        || visible <= SHORT && line.ends_with('>') && !TEXT.contains(&name) && !name.is_empty()
}

/// A text without the tags it begins with.
pub(crate) fn without_tags(mut text: &str) -> &str {
    while let Some((_, rest)) = tag(text) {
        text = rest.trim_start_matches(is_blank);
    }
    text
}

/// The name of the tag that a text begins with, empty for `<!-- … -->`, and what follows it.
fn tag(text: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 400; // bytes
    let inside = text.strip_prefix('<')?;
    let name = inside.trim_start_matches('/');
    let length = name
        .find(|ch: char| !ch.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    let begins = name.starts_with(|ch: char| ch.is_ascii_alphabetic()) && length <= 12;
    if !begins && !inside.starts_with("!--") {
        return None;
    }
    // Tags are ASCII, so the end is found by its byte.
    let end = memchr::memchr(b'>', &inside.as_bytes()[..inside.len().min(LONGEST)])?;
    Some((
        if begins { &name[..length] } else { "" },
        &inside[end + 1..],
    ))
}

/// How many bytes outside tags are letters or digits.
fn visible(mut text: &str) -> usize {
    let mut count = 0;
    while let Some(open) = text.find('<') {
        let (before, from) = text.split_at(open);
        count += letters(before);
        text = match tag(from) {
            Some((_, rest)) => rest,
            None => &from[1..],
        };
    }
    count + letters(text)
}

fn letters(text: &str) -> usize {
    text.chars()
        .filter(|ch| ch.is_alphanumeric())
        .map(char::len_utf8)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_badges_are_furniture_and_headings_are_text() {
        for line in [
            "<div class=\"item\">",
            "</div>",
            "<!-- note -->",
            "<span class=\"status\">Complete</span>",
            "<div><a href=\"/\"><span></span> Go to the centre</a></div>",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in [
            "<h3 id=\"action-1\">Action 1</h3>",
            "< 5 per cent",
            "<b>Goals</b> and means",
            "5 < 6 > 4",
            "<",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
        assert_eq!(
            without_tags("<h3 id=\"1\"> <b>Action 1</b>"),
            "Action 1</b>"
        );
    }
}
