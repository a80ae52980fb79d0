//! The words of responsibility statements in one language, from a table.

use crate::document::{Language, Role};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a word or phrase of a statement does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    /// Gives a role to the names before it.
    After(Role),
    /// Gives a role to the names after it.
    Before(Role),
    /// Joins names that share the role word after them: `A会同B负责`.
    Joint,
    /// Ends a list and gives no role.
    Close,
    /// Says that the first of each list takes the lead.
    First,
    /// Begins a list that holds for the provisions after it, too.
    Blanket,
    /// Looks like a role word and is part of a name.
    Plain,
}

/// A cue and where it stands in a piece of text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) cue: Cue,
}

/// The words of one language.
pub(crate) struct Rulebook {
    language: Language,
    labels: HashMap<&'static str, Role>,
    /// The longest label, in words or characters.
    longest: usize,
    /// Only a table of millions of words could not be built; a test sees to it that ours is.
    cues: Option<AhoCorasick>,
    phrases: Vec<&'static str>,
    meanings: Vec<Cue>,
    heads: HashSet<&'static str>,
}

impl Rulebook {
    /// The rulebook of a language, read once in a process.
    pub(crate) fn of(language: Language) -> &'static Rulebook {
        static ENGLISH: LazyLock<Rulebook> = LazyLock::new(|| {
            Rulebook::read(Language::English, include_str!("../data/rulebook/en.tsv"))
        });
        static CHINESE: LazyLock<Rulebook> = LazyLock::new(|| {
            Rulebook::read(Language::Chinese, include_str!("../data/rulebook/zh.tsv"))
        });
        match language {
            Language::English => &ENGLISH,
            Language::Chinese => &CHINESE,
        }
    }

    fn read(language: Language, table: &'static str) -> Self {
        let (mut labels, mut heads) = (HashMap::new(), HashSet::new());
        let (mut phrases, mut meanings) = (Vec::new(), Vec::new());
        for line in table.lines().skip(1) {
            let mut columns = line.split('\t');
            let (Some(kind), Some(text)) = (columns.next(), columns.next()) else {
                continue;
            };
            let role = match columns.next() {
                Some("lead") => Role::Lead,
                Some("support") => Role::Support,
                _ => Role::Responsible,
            };
            let cue = match kind {
                "label" => {
                    labels.insert(text, role);
                    continue;
                }
                "head" => {
                    heads.insert(text);
                    continue;
                }
                "after" => Cue::After(role),
                "before" => Cue::Before(role),
                "joint" => Cue::Joint,
                "first" => Cue::First,
                "blanket" => Cue::Blanket,
                "plain" => Cue::Plain,
                _ => Cue::Close,
            };
            phrases.push(text);
            meanings.push(cue);
        }
        let cues = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(&phrases);
        let longest = labels
            .keys()
            .chain(&heads)
            .map(|word| match language {
                Language::English => word.split(' ').count(),
                Language::Chinese => word.chars().count(),
            })
            .max()
            .unwrap_or(1);
        Self {
            language,
            labels,
            longest,
            cues: cues.ok(),
            phrases,
            meanings,
            heads,
        }
    }

    /// The role that a label gives: `District-level responsible departments`, `市级牵头单位`. Its
    /// last words are what counts.
    pub(crate) fn label(&self, words: &str) -> Option<Role> {
        self.suffixes(&words.to_lowercase())
            .into_iter()
            .find_map(|suffix| {
                let forms = [
                    suffix,
                    suffix.strip_suffix("(s)").unwrap_or(suffix),
                    suffix.strip_suffix('s').unwrap_or(suffix),
                ];
                forms
                    .iter()
                    .find_map(|form| self.labels.get(form).copied())
                    .or_else(|| {
                        self.labels
                            .get(format!("{}y", suffix.strip_suffix("ies")?).as_str())
                            .copied()
                    })
            })
    }

    /// The longest first: ends of a text that begin at a word, or at a Chinese character.
    fn suffixes<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let text = text.trim();
        let mut starts: Vec<usize> = match self.language {
            Language::English => std::iter::once(0)
                .chain(
                    text.char_indices()
                        .filter(|&(_, ch)| matches!(ch, ' ' | '-' | '\u{A0}'))
                        .map(|(at, ch)| at + ch.len_utf8()),
                )
                .collect(),
            Language::Chinese => text.char_indices().map(|(at, _)| at).collect(),
        };
        let keep = starts.len().saturating_sub(self.longest);
        starts.drain(..keep);
        starts.into_iter().map(|start| &text[start..]).collect()
    }

    /// Whether a piece of text ends, or in English holds, what a department's name does.
    pub(crate) fn is_name(&self, item: &str) -> bool {
        match self.language {
            Language::Chinese => {
                let item = without_bracket(item).trim();
                item.char_indices()
                    .rev()
                    .take(self.longest)
                    .any(|(start, _)| self.heads.contains(&item[start..]))
            }
            Language::English => item
                .split(|ch: char| !ch.is_alphanumeric() && ch != '\'' && ch != '’')
                .any(|word| {
                    let acronym = word.len() >= 2
                        && word.len() <= 8
                        && word.bytes().all(|byte| byte.is_ascii_uppercase());
                    acronym
                        || (word.starts_with(char::is_uppercase) || word.ends_with('s'))
                            && self.heads.contains(word.to_lowercase().as_str())
                }),
        }
    }

    /// Whether an item of a list reads like a name or a group and not like a part of a sentence. In
    /// English the words of a name are capitals but for small ones; Chinese has no such mark.
    pub(crate) fn is_listed(&self, item: &str) -> bool {
        /// So many words of an item may be plain ones: `Ministry of Finance in charge of budgets`.
        const PLAIN: usize = 3;
        if self.language == Language::Chinese {
            return self.is_name(item);
        }
        let mut words = item
            .split(|ch: char| !ch.is_alphanumeric() && ch != '\'' && ch != '’' && ch != '.')
            .filter(|word| {
                !word.is_empty() && !SMALL.iter().any(|small| small.eq_ignore_ascii_case(word))
            })
            .peekable();
        let capital = words
            .peek()
            .is_some_and(|first| first.starts_with(char::is_uppercase));
        let plain = words
            .filter(|word| word.starts_with(char::is_lowercase))
            .count();
        plain <= PLAIN && (capital || self.is_name(item))
    }

    /// Whether a line begins with a word that gives the lead to the names after it, or ends with
    /// a role word: a cheap look before all cues are searched for.
    pub(crate) fn frames(&self, line: &str) -> bool {
        let bytes = line.as_bytes();
        self.phrases
            .iter()
            .zip(&self.meanings)
            .any(|(phrase, cue)| {
                let length = phrase.len();
                length <= bytes.len()
                    && match cue {
                        Cue::Before(Role::Lead) => {
                            bytes[..length].eq_ignore_ascii_case(phrase.as_bytes())
                        }
                        Cue::After(_) => {
                            bytes[bytes.len() - length..].eq_ignore_ascii_case(phrase.as_bytes())
                        }
                        _ => false,
                    }
            })
    }

    /// The cues in a piece of text, in order.
    pub(crate) fn cues<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Found> + 't {
        self.cues
            .iter()
            .flat_map(move |cues| cues.find_iter(text))
            .filter(move |found| {
                self.language == Language::Chinese || at_words(text, found.start(), found.end())
            })
            .map(|found| Found {
                start: found.start(),
                end: found.end(),
                cue: self.meanings[found.pattern().as_usize()],
            })
    }
}

/// Words that stand inside names and before groups without a capital.
const SMALL: &[&str] = &[
    "a",
    "an",
    "the",
    "of",
    "and",
    "for",
    "on",
    "in",
    "to",
    "with",
    "by",
    "from",
    "at",
    "or",
    "as",
    "well",
    "all",
    "any",
    "each",
    "every",
    "other",
    "relevant",
    "related",
    "concerned",
    "competent",
    "under",
];

/// Whether a stretch begins and ends at words.
fn at_words(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let first = text[start..].chars().next();
    (!before.is_some_and(char::is_alphanumeric) || !first.is_some_and(char::is_alphanumeric))
        && !after.is_some_and(char::is_alphanumeric)
}

/// A name without the bracket it ends in: `各区政府（管委会）`.
pub(crate) fn without_bracket(item: &str) -> &str {
    let item = item.trim_end_matches(|ch: char| {
        ch.is_whitespace() || matches!(ch, '等' | '。' | '，' | ',' | ';' | '；')
    });
    if !item.ends_with([')', '）', '〕', ']', '】']) {
        return item;
    }
    match item.rfind(['(', '（', '〔', '[', '【']) {
        Some(open) if open > 0 => item[..open].trim_end(),
        _ => item,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_by_their_last_words() {
        let english = Rulebook::of(Language::English);
        assert_eq!(
            english.label("District-level responsible departments"),
            Some(Role::Responsible)
        );
        assert_eq!(english.label("Lead Agencies"), Some(Role::Lead));
        assert_eq!(english.label("Partner Agency"), Some(Role::Support));
        assert_eq!(english.label("Timeline"), None);
        let chinese = Rulebook::of(Language::Chinese);
        assert_eq!(chinese.label("市级牵头单位"), Some(Role::Lead));
        assert_eq!(chinese.label("时序进度"), None);
    }

    #[test]
    fn names_are_known_by_their_heads() {
        let chinese = Rulebook::of(Language::Chinese);
        for name in ["市财政局", "各区政府（管委会）", "人民银行", "财政部等"]
        {
            assert!(chinese.is_name(name), "{name}");
        }
        for text in ["2023—2025年", "见附件1", "以下简称方案"] {
            assert!(!chinese.is_name(text), "{text}");
        }
        let english = Rulebook::of(Language::English);
        assert!(english.is_name("the Ministry of Finance"));
        assert!(english.is_name("NDRC"));
        assert!(!english.is_name("see below"));
    }

    #[test]
    fn every_line_of_the_tables_is_used() {
        for language in [Language::English, Language::Chinese] {
            let rulebook = Rulebook::of(language);
            assert!(
                rulebook.meanings.len() > 20
                    && rulebook.labels.len() > 20
                    && rulebook.heads.len() > 20
            );
            assert_eq!(
                rulebook.cues.as_ref().unwrap().patterns_len(),
                rulebook.meanings.len()
            );
        }
    }
}
