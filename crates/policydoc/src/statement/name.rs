//! What reads like the name of a body, seen from outside: enough to tell a list from a sentence.

use crate::lexicon::{Head, Lexicon, Sense, Word};
use crate::script::{closes, is_blank, joins_items, opens, parts_items};

/// The items of a list, roughly: enough to see whether they are names.
pub(super) fn items(list: &str) -> impl Iterator<Item = &str> {
    list.split(|ch| parts_items(ch) || joins_items(ch))
        .map(|item| item.trim_matches(is_blank))
        .filter(|item| !item.is_empty())
}

/// Whether a piece of text ends, or in English holds, what a department's name does.
pub(super) fn is_name(lexicon: &Lexicon, item: &str) -> bool {
    if !lexicon.is_spaced() {
        let name = without_bracket(item).trim();
        return lexicon.ends(name, Sense::Head).is_some();
    }
    words(item).map(|word| word.trim_matches('.')).any(|word| {
        let acronym =
            (2..=8).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
        let noun = word.starts_with(char::is_uppercase) || word.ends_with('s');
        acronym || noun && is_head(lexicon, word)
    })
}

/// Whether a word is the head of a name. `Cities` are places and nobody in particular.
fn is_head(lexicon: &Lexicon, word: &str) -> bool {
    let place = |head: Word| head.head() == Head::Place && head.text.len() != word.len();
    lexicon
        .noun(word, Sense::Head)
        .is_some_and(|head| !place(head))
}

pub(super) fn only_names(lexicon: &Lexicon, list: &str) -> bool {
    items(list).all(|item| is_name(lexicon, item))
}

/// Whether an item of a list reads like a name or a group and not like a part of a sentence. In
/// English the words of a name are capitals but for small ones; Chinese has no such mark.
pub(super) fn is_listed(lexicon: &Lexicon, item: &str) -> bool {
    /// So many words of an item may be plain ones: `Ministry of Finance in charge of budgets`.
    const PLAIN: usize = 3;
    if !lexicon.is_spaced() {
        return is_name(lexicon, item);
    }
    let mut words = words(item).filter(|word| lexicon.word(word, Sense::Small).is_none());
    let mut plain = 0;
    let first = words.next();
    let capital = first.is_some_and(|first| first.starts_with(char::is_uppercase));
    for word in first.into_iter().chain(words) {
        plain += usize::from(word.starts_with(char::is_lowercase));
    }
    plain <= PLAIN && (capital || is_name(lexicon, item))
}

/// Whether most of the first items of some lists read like names.
pub(super) fn lists_names<'t>(lexicon: &Lexicon, lists: impl Iterator<Item = &'t str>) -> bool {
    const LOOK: usize = 3; // items of each list
    let (mut all, mut listed) = (0, 0);
    for item in lists.flat_map(|list| items(list).take(LOOK)) {
        all += 1;
        listed += usize::from(is_listed(lexicon, item));
    }
    listed * 2 > all
}

fn words(item: &str) -> impl Iterator<Item = &str> {
    item.split(|ch: char| !ch.is_alphanumeric() && !matches!(ch, '\'' | '’' | '.'))
        .filter(|word| !word.is_empty())
}

/// A name without the bracket it ends in: `各区政府（管委会）`.
fn without_bracket(item: &str) -> &str {
    let item = item
        .trim_end_matches(|ch: char| is_blank(ch) || parts_items(ch) || matches!(ch, '等' | '。'));
    if !item.ends_with(closes) {
        return item;
    }
    match item.rfind(opens) {
        Some(open) if open > 0 => item[..open].trim_end(),
        _ => item,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Language::{Chinese, English};

    #[test]
    fn names_are_known_by_their_heads() {
        let chinese = Lexicon::of(Chinese);
        for name in [
            "市财政局",
            "各区政府（管委会）",
            "人民银行",
            "财政部等",
            "市气球兵团",
        ] {
            assert!(is_name(chinese, name), "{name}");
        }
        for text in ["2023—2025年", "见附件1", "以下简称方案"] {
            assert!(!is_name(chinese, text), "{text}");
        }
        let english = Lexicon::of(English);
        assert!(is_name(english, "the Ministry of Finance"));
        assert!(is_name(english, "the River Museum"));
        assert!(is_name(english, "NDRC"));
        assert!(!is_name(english, "see below"));
    }

    #[test]
    fn a_sentence_lists_no_names() {
        let english = Lexicon::of(English);
        assert!(is_listed(english, "Ministry of Finance"));
        assert!(!is_listed(
            english,
            "Assignment of the targets that each town below shall reach"
        ));
        assert!(lists_names(english, ["X Bureau, Y Office"].into_iter()));
    }
}
