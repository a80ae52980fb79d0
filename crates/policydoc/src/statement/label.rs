//! Labels of statements: not a list of spellings but a small grammar of parts.
//!
//! ```abnf
//! label = *any 1*(role [join]) body       ; 市级牵头（责任）单位  Lead implementing agencies
//! label =/ *any whole                     ; 任务分工  Project owner  Department responsible
//! ```

use crate::document::Role;
use crate::lexicon::{Lexicon, Sense};
use crate::scan::{At, Mark};
use crate::script::{closes, is_blank, joins_items, opens, parts_items};

/// The role that a label gives: `District-level responsible departments`, `市级牵头单位`. Its last
/// words are what counts.
pub(super) fn role(lexicon: &Lexicon, words: &str) -> Option<Role> {
    const LONGEST: usize = 90; // characters, and words
    const WORDS: usize = 7;
    let words = words.trim_matches(is_decoration);
    if words.is_empty() || words.len() > LONGEST || words.split(' ').count() > WORDS {
        return None;
    }
    // `Institution responsible for the action`
    let words = words.split_once(" for ").map_or(words, |(words, _)| words);
    if let Some(role) = by_parts(lexicon, words) {
        return Some(role);
    }
    let whole = |words: &str| lexicon.ends(words, Sense::Label).map(|word| word.role());
    whole(words).or_else(|| lexicon.singular(words).and_then(|words| whole(&words)))
}

/// The role of the words before the body, the first that is more than responsible.
fn by_parts(lexicon: &Lexicon, words: &str) -> Option<Role> {
    let mut before = without_body(lexicon, words)?;
    let mut role = None;
    loop {
        let between = |ch: char| {
            is_blank(ch)
                || opens(ch)
                || closes(ch)
                || parts_items(ch)
                || joins_items(ch)
                || ch == '/'
        };
        before = before.trim_end_matches(between);
        let Some(part) = lexicon.ends(before, Sense::LabelRole) else {
            return role;
        };
        if part.role() != Role::Responsible || role.is_none() {
            role = Some(part.role());
        }
        before = &before[..before.len() - part.text.len()];
    }
}

/// What stands before the word that says whom a label is about: `单位`, `agency/ies`.
fn without_body<'t>(lexicon: &Lexicon, words: &'t str) -> Option<&'t str> {
    if !lexicon.is_spaced() {
        let body = lexicon.ends(words, Sense::LabelBody)?;
        return Some(&words[..words.len() - body.text.len()]);
    }
    let start = words.rfind(is_blank).map_or(0, |at| at + 1);
    let (before, body) = (words.get(..start)?, words.get(start..)?);
    let body = body.split('/').next().unwrap_or(body);
    lexicon.noun(body, Sense::LabelBody).map(|_| before)
}

/// Whether the bracket that opens here is part of a label: `牵头（责任）单位`, `Department(s)`.
pub(super) fn is_part(lexicon: &Lexicon, text: &str, marks: &[At]) -> bool {
    let [open, close, ..] = marks else {
        return false;
    };
    let inside = &text[open.end()..close.start()];
    close.mark == Mark::Close
        && (matches!(inside, "s" | "ies") || lexicon.word(inside, Sense::LabelRole).is_some())
}

pub(super) fn is_decoration(ch: char) -> bool {
    is_blank(ch) || matches!(ch, '*' | '_' | '-' | '•' | '·' | '●' | '>' | '#')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Language::{self, Chinese, English};
    use Role::{Lead, Responsible, Support};

    #[test]
    fn labels_are_read_by_their_parts() {
        let check = |language: Language, rows: &[(&str, Option<Role>)]| {
            for &(words, role) in rows {
                assert_eq!(super::role(Lexicon::of(language), words), role, "{words}");
            }
        };
        check(
            English,
            &[
                ("District-level responsible departments", Some(Responsible)),
                ("Lead Agencies", Some(Lead)),
                ("Lead implementing agency", Some(Lead)),
                ("Partner Agency", Some(Support)),
                ("Lead partner", Some(Lead)),
                ("Delivery partners", Some(Support)),
                ("Department(s) responsible", Some(Responsible)),
                ("Responsible agency/ies", Some(Responsible)),
                ("Supporting body(ies)", Some(Support)),
                ("Nodal ministry", Some(Lead)),
                ("Institution Responsible for Action", Some(Responsible)),
                (
                    "Responsible bodies/person for implementation",
                    Some(Responsible),
                ),
                ("Plan for agencies", None),
                ("Led by", Some(Lead)),
                ("Owner", Some(Responsible)),
                ("Timeline", None),
                ("Agency", None),
            ],
        );
        check(
            Chinese,
            &[
                ("市级牵头单位", Some(Lead)),
                ("牵头（责任）单位", Some(Lead)),
                ("配合责任单位", Some(Support)),
                ("责任科室", Some(Responsible)),
                ("第一责任单位", Some(Lead)),
                ("任务分工", Some(Responsible)),
                ("时序进度", None),
                ("单位", None),
            ],
        );
    }
}
