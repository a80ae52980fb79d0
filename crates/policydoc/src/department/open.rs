//! Phrases that leave a list open without naming a body.

use super::english::Token;
use super::gazetteer::Gazetteer;
use super::words::{Does, role};

/// `等`, `市有关部门`, `各相关单位`, `市直各部门`, `各成员单位`.
pub(super) fn is_open_chinese(gazetteer: &Gazetteer, name: &str) -> bool {
    let others = gazetteer.begins(Does::Others, name);
    let name = &name[others.map_or(0, |(end, _)| end)..];
    if name.is_empty() {
        return others.is_some();
    }
    if gazetteer.ends(Does::Whom, name).is_none() || find(gazetteer, Does::Others, name).is_some() {
        return false;
    }
    if let Some(at) = find(gazetteer, Does::Vague, name) {
        return others.is_some() || only(gazetteer, Does::Before, &name[..at]);
    }
    let mut bare = name;
    while let Some(start) = gazetteer
        .ends(Does::Whom, bare)
        .or_else(|| gazetteer.ends(Does::Sort, bare))
    {
        bare = &bare[..start];
    }
    only(gazetteer, Does::Before, bare)
}

/// Where the first word of a class stands in a text.
fn find(gazetteer: &Gazetteer, does: Does, text: &str) -> Option<usize> {
    let mut places = text.char_indices().map(|(at, _)| at);
    places.find(|&at| gazetteer.begins(does, &text[at..]).is_some())
}

/// Whether a text consists of words of a class.
fn only(gazetteer: &Gazetteer, does: Does, mut text: &str) -> bool {
    while !text.is_empty() {
        let Some((end, _)) = gazetteer.begins(does, text) else {
            return false;
        };
        text = &text[end..];
    }
    true
}

/// Where the phrase begins that ends a list: `、市财政局等部门` gives the offset of `等`.
pub(super) fn tail_chinese(gazetteer: &Gazetteer, piece: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = find(gazetteer, Does::Others, &piece[from..]) {
        let at = from + at;
        let inside = gazetteer.ends(Does::NoOthers, &piece[..at]).is_some(); // `高等学校`
        if !inside && is_open_chinese(gazetteer, &piece[at..]) {
            return Some(at);
        }
        from = at + piece[at..].chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// `all other relevant units`, `other concerned departments`, `etc.`, `and so on`.
pub(super) fn is_open_english(gazetteer: &Gazetteer, text: &str, tokens: &[Token]) -> bool {
    let words = &gazetteer.words;
    let (mut vague, mut whom) = (false, false);
    for token in tokens {
        vague |= words.is(token.id, role::VAGUE);
        whom |= words.is(token.id, role::WHOM);
        let small = role::VAGUE | role::WHOM | role::SMALL | role::STOP;
        if !words.is(token.id, small) {
            return is_so_on(gazetteer, text, tokens);
        }
    }
    vague && whom
}

fn is_so_on(gazetteer: &Gazetteer, text: &str, tokens: &[Token]) -> bool {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return false;
    };
    let phrase = text[first.range().start..last.range().end].trim_end_matches('.');
    gazetteer.does(Does::SoOn, &phrase.to_ascii_lowercase())
}
