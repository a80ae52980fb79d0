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
