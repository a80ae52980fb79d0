//! Labels of statements: not a list of spellings but a small grammar of parts.
//!
//! ```abnf
//! label = *any 1*(role [join]) body       ; 市级牵头（责任）单位  Lead implementing agencies
//! label =/ *any whole                     ; 任务分工  Project owner  Department responsible
//! ```

use crate::document::Role;
use crate::lexicon::{Lexicon, Sense, Senses};
use crate::scan::{At, Mark};
use crate::script::{closes, is_blank, joins_items, opens, parts_items};

/// The role that a label gives: `District-level responsible departments`, `市级牵头单位`. Its last
/// words are what counts.
pub(super) fn role(lexicon: &Lexicon, words: &str) -> Option<Role> {
    const LONGEST: usize = 90; // characters, and words
    const WORDS: usize = 7;
    let words = words.trim_matches(is_decoration);
    // `Unit(s)` is no remark.
    let bare = remark(words).filter(|(_, inside)| inside.len() > "(ies".len());
    let words = bare.map_or(words, |(words, _)| words);
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
    const PARTS: Senses = Senses::of(&[Sense::LabelRole, Sense::LabelBody]);
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
        let Some(part) = lexicon.ends(before, PARTS) else {
            return role;
        };
        let gives = part.sense == Sense::LabelRole;
        if gives && (part.role() != Role::Responsible || role.is_none()) {
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
    let body = words.rsplit(is_blank).next().unwrap_or(words);
    let before = &words[..words.len() - body.len()];
    let body = body.split('/').next().unwrap_or(body);
    lexicon.noun(body, Sense::LabelBody).map(|_| before)
}

/// Whether the bracket that opens here is part of a label: `牵头（责任）单位`, `Department(s)`, and a
/// remark before the colon, `责任单位（排名第一的为牵头单位）：`.
pub(super) fn is_part(lexicon: &Lexicon, text: &str, marks: &[At]) -> bool {
    const REMARK: usize = 60; // bytes
    let [open, close, rest @ ..] = marks else {
        return false;
    };
    let inside = &text[open.end()..close.start()];
    let colon = || {
        rest.first()
            .is_some_and(|at| at.mark == Mark::Colon && at.start() == close.end())
    };
    close.mark == Mark::Close
        && (matches!(inside, "s" | "ies")
            || lexicon.word(inside, Sense::LabelRole).is_some()
            || inside.len() <= REMARK && colon())
}

/// A label without the bracket that it ends with, and what stands in that.
pub(super) fn remark(words: &str) -> Option<(&str, &str)> {
    let inner = words.strip_suffix(closes)?;
    let open = inner.rfind(opens)?;
    Some((&words[..open], &inner[open..]))
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
                ("Responsible\u{A0}departments", Some(Responsible)),
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
                ("责任部门和单位", Some(Responsible)),
                ("单位和部门", None),
                ("第一责任单位", Some(Lead)),
                ("任务分工", Some(Responsible)),
                ("时序进度", None),
                ("单位", None),
            ],
        );
    }
}
