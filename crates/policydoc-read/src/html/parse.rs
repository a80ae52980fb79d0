//! A web page as a tree, within limits.
//!
//! html5ever takes any input, but its time grows with the square of the nesting, and a few bytes
//! can make many elements (`<b a=1><b a=2>…` is opened anew in every paragraph). So the page is
//! fed in small pieces, and the tree is looked at after each.

use crate::error::{Error, ErrorCode};
use crate::options::Limits;
use dom_query::Document;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tokenizer::TokenizerOpts;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use std::time::Instant;

/// How much is fed at once, in bytes: what a piece can do to the tree is small.
const PIECE: usize = 1024;

/// Parses a page.
pub(super) fn parse(html: &str, limits: &Limits) -> Result<Document, Error> {
    /// An element of a real page has a few dozen. The parser compares each with all others.
    const ATTRIBUTES: usize = 1_000;
    if most_attributes(html) > ATTRIBUTES {
        return Err(Error::new(
            ErrorCode::Damaged,
            format!("an element has more than {ATTRIBUTES} attributes, as no real one has"),
        ));
    }
    let started = Instant::now();
    let options = ParseOpts {
        tokenizer: TokenizerOpts::default(),
        tree_builder: TreeBuilderOpts {
            // What `<noscript>` holds is then in the tree as elements, and can be left out.
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        },
    };
    let mut parser = parse_document(Document::default(), options);
    let mut rest = html;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(boundary(rest, PIECE));
        rest = after;
        parser.process(StrTendril::from(piece));
        check(&parser.tokenizer.sink.sink, limits)?;
        if started.elapsed() > limits.time {
            return Err(Error::new(
                ErrorCode::TooSlow,
                format!("it was not parsed within {:?}", limits.time),
            ));
        }
    }
    Ok(parser.finish())
}

/// The number of attributes of the element that has most, or a little more: what parts attributes
/// (white space, a slash, the end of a quoted value) is counted in the tags of the page.
fn most_attributes(html: &str) -> usize {
    let bytes = html.as_bytes();
    let (mut most, mut at) = (0, 0);
    while let Some(found) = bytes[at..].iter().position(|&byte| byte == b'<') {
        at += found + 1;
        let rest = &bytes[at..];
        if rest.starts_with(b"!--") {
            at += end_of(rest, b"-->");
        } else if rest.first().is_some_and(u8::is_ascii_alphabetic) {
            let (count, length) = attributes(rest);
            most = most.max(count);
            // Scripts compare and divide; nothing in them is a tag.
            let name = |name: &[u8]| {
                rest.len() > name.len() && rest[..name.len()].eq_ignore_ascii_case(name)
            };
            at += length;
            if name(b"script") {
                at += end_of(&bytes[at..], b"</script");
            } else if name(b"style") {
                at += end_of(&bytes[at..], b"</style");
            }
        }
    }
    most
}

/// The number of attributes of a tag, and its length.
fn attributes(tag: &[u8]) -> (usize, usize) {
    let mut count = 0;
    let (mut quote, mut value) = (None, false);
    let mut before = b' ';
    for (at, &byte) in tag.iter().enumerate() {
        match (quote, byte) {
            (Some(end), _) if end == byte => {
                quote = None;
                count += 1;
            }
            (Some(_), _) => {}
            (None, b'>') => return (count, at + 1),
            (None, b'"' | b'\'') if value => (quote, value) = (Some(byte), false),
            (None, b'=') => value = true,
            (None, b'/') => count += 1,
            (None, _) if byte.is_ascii_whitespace() => {
                count += usize::from(!before.is_ascii_whitespace() && !value);
            }
            (None, _) => value = false,
        }
        before = byte;
    }
    (count, tag.len())
}

/// The end of the first place where a pattern in lower case stands, in any case; of all where it
/// stands nowhere.
fn end_of(bytes: &[u8], pattern: &[u8]) -> usize {
    bytes
        .windows(pattern.len())
        .position(|window| window.eq_ignore_ascii_case(pattern))
        .map_or(bytes.len(), |at| at + pattern.len())
}

fn check(document: &Document, limits: &Limits) -> Result<(), Error> {
    let nodes = document.tree.len();
    if nodes > limits.elements as usize {
        return Err(Error::new(
            ErrorCode::TooMany,
            format!("it has more than {} elements", limits.elements),
        ));
    }
    let mut depth = 0;
    let mut open = document.root();
    while let Some(child) = open.last_child() {
        depth += 1;
        open = child;
    }
    if depth > limits.depth {
        return Err(Error::new(
            ErrorCode::TooDeep,
            format!("its elements are nested deeper than {}", limits.depth),
        ));
    }
    Ok(())
}

/// The end of the first so many bytes, moved to the end of a character.
fn boundary(text: &str, mut at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_where_tags_are_open() {
        assert_eq!(most_attributes("a < b c d e f <p>g h i j</p k l>"), 0);
        assert_eq!(most_attributes("<p a=\"x y z>\" b = 'c'>d e f</p>"), 5);
        assert_eq!(
            most_attributes("<!-- <p a b c d --><script>i<n/a/b/c/d</SCRIPT ><p e>"),
            1
        );
        for hidden in [" a", "/a", " a=''", " x\" a", "a='b'"] {
            let page = format!("<p {}>", hidden.repeat(2_000));
            assert!(most_attributes(&page) >= 1_999, "{hidden}");
        }
        let page = format!("<p {}>", "a/".repeat(2_000));
        let error = parse(&page, &Limits::default()).err().unwrap();
        assert_eq!(error.code, ErrorCode::Damaged);
    }
}
