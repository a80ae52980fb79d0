//! The words of a language and what each of them says: one table, `sense ⇥ word ⇥ value`.
//!
//! The words are in half width, simplified and in lower case; what is compared with them is
//! simplified text, in any case. Nothing is built but two indexes: the words by how they begin,
//! and by how they end.

use crate::document::{Language, Role};
use crate::script::is_wide;
use std::borrow::Cow;
use std::sync::LazyLock;

macro_rules! senses {
    ($($(#[$doc:meta])* $constant:ident = $name:literal;)*) => {
        /// What a word says. A word may have several senses, each in a line of its own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Sense { $($(#[$doc])* $constant,)* }

        impl Sense {
            fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$constant),)* _ => None }
            }
        }
    };
}

senses! {
    /// How the name of a body ends: `局`, `ministry`; the value is a [`Head`].
    Head = "head";
    /// All of a label, or its last words: `分工`, `led by`; the value is a role.
    Label = "label";
    /// A part of a label that gives a role: `牵头`, `lead`.
    LabelRole = "label-role";
    /// Whom a label is about: `单位`, `agency`.
    LabelBody = "label-body";
    /// Gives the names before it a role: `牵头`.
    After = "after";
    /// Gives the names after it a role: `led by`.
    Before = "before";
    /// Joins names that share the role word after them: `A会同B负责`.
    Joint = "joint";
    /// Ends a list and gives no role: `按职责分工`.
    Close = "close";
    /// Says that the first of each list takes the lead: `列首位的为牵头单位`.
    First = "first";
    /// Begins a list that holds for the provisions after it, too: `以下均需`.
    Blanket = "blanket";
    /// Looks like a role word and is part of a name: `牵头单位`.
    Plain = "plain";
    /// Joins parts of a name or names, so that none ends or begins with it: `of`, `及`.
    Link = "link";
    /// Stands before a list: `由`, `with`.
    Opener = "opener";
    /// Stands inside names, and before groups, without a capital: `of`, `relevant`.
    Small = "small";
    /// Makes a marker with the number beside it: `chapter`, `章`; the value is a style.
    Counter = "counter";
    /// A numeral written out: `first,`, and after a counter `one`; the value is its number.
    Ordinal = "ordinal";
    Cardinal = "cardinal";
    /// Behind a counter it tells of a reference: `第三条规定`.
    Reference = "reference";
    /// Makes the number before it an amount or a date: `3.5亿元`, `3月`.
    Amount = "amount";
    Date = "date";
    /// Heads a table of contents: `目录`.
    Contents = "contents";
    /// Stands beside the number of a page: `page`.
    Page = "page";
    /// Begins the heading of a general part, or is all of it where the value says `whole`.
    General = "general";
    /// Says what is to be done, so that a sentence is no heading: `shall`.
    Verb = "verb";
}

/// Several senses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Senses(u128);

impl Senses {
    pub(crate) const fn of(senses: &[Sense]) -> Self {
        let (mut set, mut at) = (0_u128, 0);
        while at < senses.len() {
            set |= 1 << senses[at] as u64;
            at += 1;
        }
        Self(set)
    }

    /// The senses of both.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn has(self, sense: Sense) -> bool {
        self.0 & 1 << sense as u64 != 0
    }
}

impl From<Sense> for Senses {
    fn from(sense: Sense) -> Self {
        Self::of(&[sense])
    }
}

/// What a body is whose name ends with a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    /// `局`, `bureau`.
    Organ,
    /// Of the whole country: `总署`, `parliament`.
    National,
    /// Of another organ: `分局`, `branch`.
    Branch,
    /// `公司`, `bank`.
    Firm,
    /// A place that acts: `开发区`, `district`.
    Place,
    /// Bodies of a sort, not one: `部门`, `stakeholder`.
    Group,
    /// A post that acts: `minister`.
    Person,
}

/// A line of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub(crate) sense: Sense,
    pub(crate) text: &'static str,
    pub(crate) value: &'static str,
}

impl Word {
    /// The role that the value names.
    pub(crate) fn role(&self) -> Role {
        match self.value {
            "lead" => Role::Lead,
            "support" => Role::Support,
            _ => Role::Responsible,
        }
    }

    /// What the value says of a head.
    pub(crate) fn head(&self) -> Head {
        match self.value {
            "national" => Head::National,
            "branch" => Head::Branch,
            "firm" => Head::Firm,
            "place" => Head::Place,
            "group" => Head::Group,
            "person" => Head::Person,
            _ => Head::Organ,
        }
    }
}

/// A word found in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) word: Word,
}

/// The words of one language.
pub(crate) struct Lexicon {
    /// Whether words are parted by spaces, so that one begins and ends where letters do.
    spaced: bool,
    beginning: Index,
    ending: Index,
}

impl Lexicon {
    /// The words of a language, read once in a process.
    pub(crate) fn of(language: Language) -> &'static Self {
        static ENGLISH: LazyLock<Lexicon> =
            LazyLock::new(|| Lexicon::read(include_str!("../data/lexicon/en.tsv"), true));
        static CHINESE: LazyLock<Lexicon> =
            LazyLock::new(|| Lexicon::read(include_str!("../data/lexicon/zh.tsv"), false));
        match language {
            Language::English => &ENGLISH,
            Language::Chinese => &CHINESE,
        }
    }

    /// The words of the language that a piece of text begins in.
    pub(crate) fn by(text: &str) -> &'static Self {
        Self::of(if text.starts_with(is_wide) {
            Language::Chinese
        } else {
            Language::English
        })
    }

    fn read(table: &'static str, spaced: bool) -> Self {
        let words: Vec<Word> = table.lines().skip(1).filter_map(line).collect();
        Self {
            spaced,
            beginning: Index::new(&words, first_key),
            ending: Index::new(&words, last_key),
        }
    }

    /// Whether words are parted by spaces.
    pub(crate) fn is_spaced(&self) -> bool {
        self.spaced
    }

    /// The words of these senses that begin at a place in a text, the longest first.
    pub(crate) fn at<'t>(
        &'t self,
        text: &'t str,
        at: usize,
        senses: impl Into<Senses>,
    ) -> impl Iterator<Item = Word> + 't {
        let senses = senses.into();
        let rest = &text.as_bytes()[at.min(text.len())..];
        let words = self.beginning.with(key_at(rest, 0), senses).iter().copied();
        words.filter(move |word| {
            senses.has(word.sense)
                && begins_with(rest, word.text)
                && (!self.spaced || at_words(text, at, word.text))
        })
    }

    /// The longest word of these senses that a text begins with.
    pub(crate) fn starts(&self, text: &str, senses: impl Into<Senses>) -> Option<Word> {
        self.at(text, 0, senses).next()
    }

    /// The longest word of these senses that a text ends with.
    pub(crate) fn ends(&self, text: &str, senses: impl Into<Senses>) -> Option<Word> {
        let senses = senses.into();
        let words = self.ending.with(last_key(text), senses).iter();
        words.copied().find(|word| {
            let start = text.len().checked_sub(word.text.len());
            senses.has(word.sense)
                && start.is_some_and(|start| {
                    text.as_bytes()[start..].eq_ignore_ascii_case(word.text.as_bytes())
                        && (!self.spaced || at_words(text, start, word.text))
                })
        })
    }

    /// The word of these senses that a text is.
    pub(crate) fn word(&self, text: &str, senses: impl Into<Senses>) -> Option<Word> {
        let senses = senses.into();
        let words = self.beginning.with(first_key(text), senses).iter();
        let same = |word: &Word| senses.has(word.sense) && word.text.eq_ignore_ascii_case(text);
        words.copied().find(same)
    }

    /// The same, and in English the singular of a plural: `agencies`, `body(ies)`, `unit(s)`.
    pub(crate) fn noun(&self, text: &str, senses: impl Into<Senses>) -> Option<Word> {
        let senses = senses.into();
        self.word(text, senses)
            .or_else(|| self.word(&self.singular(text)?, senses))
    }

    /// The singular of the last word of an English text.
    pub(crate) fn singular<'t>(&self, text: &'t str) -> Option<Cow<'t, str>> {
        if !self.spaced {
            return None;
        }
        if let Some(stem) = text.strip_suffix("ies") {
            return Some(Cow::Owned(format!("{stem}y")));
        }
        let stem = ["(s)", "(ies)", "s"]
            .iter()
            .find_map(|end| text.strip_suffix(end))?;
        let hisses = ["sse", "che", "she", "xe"]
            .iter()
            .any(|end| stem.ends_with(end));
        Some(Cow::Borrowed(if hisses {
            &stem[..stem.len() - 1]
        } else {
            stem
        }))
    }

    /// The words of a sense that a text begins with, though the last of them may go on:
    /// `definition` in `Definitions`.
    pub(crate) fn stems<'t>(
        &'t self,
        text: &'t str,
        sense: Sense,
    ) -> impl Iterator<Item = Word> + 't {
        let words = self.beginning.with(first_key(text), sense.into()).iter();
        let begins = move |word: &Word| begins_with(text.as_bytes(), word.text);
        words
            .copied()
            .filter(move |word| word.sense == sense && begins(word))
    }

    /// The words of these senses in a text, in order: the first, and the longest of those that
    /// begin where it does, and so on behind it.
    pub(crate) fn find<'t>(
        &'t self,
        text: &'t str,
        senses: impl Into<Senses>,
    ) -> impl Iterator<Item = Hit> + 't {
        let senses = senses.into();
        let mut from = 0;
        std::iter::from_fn(move || {
            let hit = self.next(text, from, senses)?;
            from = hit.end;
            Some(hit)
        })
    }

    /// Which of these senses the words of a text have.
    pub(crate) fn within(&self, text: &str, senses: impl Into<Senses>) -> Senses {
        let senses = senses.into();
        let mut found = Senses::default();
        let mut from = 0;
        while let Some(start) = self.candidate(text, from, senses) {
            for word in self.at(text, start, senses) {
                found = found.with(word.sense.into());
            }
            from = start + 1;
        }
        found
    }

    fn next(&self, text: &str, mut from: usize, senses: Senses) -> Option<Hit> {
        while let Some(start) = self.candidate(text, from, senses) {
            if let Some(word) = self.at(text, start, senses).next() {
                let end = start + word.text.len();
                return Some(Hit { start, end, word });
            }
            from = start + 1;
        }
        None
    }

    /// The next place in a text where a word of these senses may begin.
    fn candidate(&self, text: &str, from: usize, senses: Senses) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut at = from;
        while at < bytes.len() {
            let byte = bytes[at];
            let inside = (0x80..0xC0).contains(&byte)
                || self.spaced
                    && at > 0
                    && byte.is_ascii_alphanumeric()
                    && bytes[at - 1].is_ascii_alphanumeric();
            if !inside && !self.beginning.with(key_at(bytes, at), senses).is_empty() {
                return Some(at);
            }
            at += if byte < 0xE0 { 1 } else { 3 };
        }
        None
    }
}

fn line(line: &'static str) -> Option<Word> {
    let mut columns = line.split('\t');
    let sense = Sense::named(columns.next()?)?;
    Some(Word {
        sense,
        text: columns.next()?,
        value: columns.next().unwrap_or_default(),
    })
}

/// What words are indexed by: two letters, or one character of three bytes.
type Key = u16;

/// The words with one key, the longest first.
#[derive(Clone, Copy, Default)]
struct Slot {
    key: Key,
    start: u16,
    end: u16,
    senses: Senses,
}

/// Words by their keys: a table with open addressing, at most half full.
struct Index {
    words: Vec<Word>,
    slots: Vec<Slot>,
    /// How far a key is shifted to give its first slot.
    shift: u32,
    /// A bit for the last twelve bits of each key: most of what is looked up is no word.
    known: [u64; 64],
}

impl Index {
    fn new(words: &[Word], key: fn(&str) -> Key) -> Self {
        let mut words = words.to_vec();
        words.sort_by_key(|word| (key(word.text), usize::MAX - word.text.len()));
        let keys = words.chunk_by(|one, two| key(one.text) == key(two.text));
        let bits = (2 * keys.clone().count()).next_power_of_two().ilog2();
        let mut index = Self {
            slots: vec![Slot::default(); 1 << bits],
            shift: 32 - bits,
            known: [0; 64],
            words: Vec::new(),
        };
        let mut start = 0;
        for same in keys {
            let senses: Vec<Sense> = same.iter().map(|word| word.sense).collect();
            let end = start + u16::try_from(same.len()).unwrap_or(0);
            let key = key(same[0].text);
            index.known[usize::from(key >> 6 & 63)] |= 1 << (key & 63);
            let at = index.slot(key);
            index.slots[at] = Slot {
                key,
                start,
                end,
                senses: Senses::of(&senses),
            };
            start = end;
        }
        index.words = words;
        index
    }

    /// The slot of a key, or the free one where it would be.
    fn slot(&self, key: Key) -> usize {
        const MIX: u32 = 0x9E37_79B1;
        let mut at = (u32::from(key).wrapping_mul(MIX) >> self.shift) as usize;
        while self.slots[at].end != 0 && self.slots[at].key != key {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    /// The words with a key, if one of them has one of these senses.
    fn with(&self, key: Key, senses: Senses) -> &[Word] {
        if self.known[usize::from(key >> 6 & 63)] >> (key & 63) & 1 == 0 {
            return &[];
        }
        let slot = self.slots[self.slot(key)];
        if slot.senses.0 & senses.0 == 0 {
            return &[];
        }
        &self.words[usize::from(slot.start)..usize::from(slot.end)]
    }
}

fn first_key(text: &str) -> Key {
    key_at(text.as_bytes(), 0)
}

fn key_at(bytes: &[u8], at: usize) -> Key {
    if let Some(&[first @ 0xE0..=0xEF, second, third]) = bytes.get(at..at + 3) {
        return three(first, second, third);
    }
    let letter = |at: usize| bytes.get(at).map_or(0, u8::to_ascii_lowercase);
    two(letter(at), letter(at + 1))
}

fn last_key(text: &str) -> Key {
    match *text.as_bytes() {
        [.., first @ 0xE0..=0xEF, second, third] => three(first, second, third),
        [.., first, second] => two(first.to_ascii_lowercase(), second.to_ascii_lowercase()),
        [only] => two(only.to_ascii_lowercase(), 0),
        [] => 0,
    }
}

fn two(first: u8, second: u8) -> Key {
    u16::from_be_bytes([first, second])
}

/// The code point of three bytes.
fn three(first: u8, second: u8, third: u8) -> Key {
    u16::from(first & 0xF) << 12 | u16::from(second & 0x3F) << 6 | u16::from(third & 0x3F)
}

fn begins_with(text: &[u8], word: &str) -> bool {
    let start = text.get(..word.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether a word in a text stands apart from the letters around it.
fn at_words(text: &str, start: usize, word: &str) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[start + word.len()..].chars().next();
    let letter = |ch: Option<char>| ch.is_some_and(|ch| ch.is_alphanumeric() && !is_wide(ch));
    let inner = |ch: Option<char>| ch.is_some_and(char::is_alphanumeric);
    let cut = |outside, inside| letter(outside) && inner(inside);
    !(cut(before, word.chars().next()) || cut(after, word.chars().next_back()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{Chinese, English};

    #[test]
    fn every_line_of_the_tables_is_used() {
        for table in [
            include_str!("../data/lexicon/en.tsv"),
            include_str!("../data/lexicon/zh.tsv"),
        ] {
            let mut seen = std::collections::HashSet::new();
            assert_eq!(table.lines().next(), Some("sense\tword\tvalue"));
            for row in table.lines().skip(1) {
                if row.is_empty() || row.starts_with('#') {
                    continue;
                }
                let word = line(row).unwrap_or_else(|| panic!("{row}"));
                assert_eq!(crate::script::simplified(word.text), word.text, "{row}");
                assert_eq!(word.text.to_lowercase(), word.text, "{row}");
                assert!(seen.insert((word.sense as u8, word.text)), "twice: {row}");
            }
        }
    }

    #[test]
    fn words_are_found_by_sense_the_longest_first() {
        const CUES: Senses = Senses::of(&[Sense::After, Sense::Plain]);
        let chinese = Lexicon::of(Chinese);
        let hit = chinese.find("由市财政局牵头负责，其他配合", Senses::of(&[Sense::After]));
        let found: Vec<_> = hit.map(|hit| (hit.word.text, hit.word.role())).collect();
        assert_eq!(found, [("牵头负责", Role::Lead), ("配合", Role::Support)]);
        let words = chinese.at("负责人", 0, CUES).map(|word| word.text);
        assert_eq!(words.collect::<Vec<_>>(), ["负责人", "负责"]);
        let english = Lexicon::of(English);
        let mut hits = english.find("Led by X, misled by Y; in charged", Sense::Before);
        assert_eq!(hits.next().map(|hit| (hit.start, hit.end)), Some((0, 6)));
        assert!(hits.next().is_none());
    }

    #[test]
    fn names_end_with_heads_that_say_what_they_are() {
        let head = |language, text| {
            let word = Lexicon::of(language).ends(text, Sense::Head);
            word.map(|word| (word.text, word.head()))
        };
        assert_eq!(head(Chinese, "市气球兵团"), Some(("兵团", Head::Organ)));
        assert_eq!(head(Chinese, "市公安分局"), Some(("分局", Head::Branch)));
        assert_eq!(head(Chinese, "各有关部门"), Some(("部门", Head::Group)));
        assert_eq!(head(Chinese, "时间"), None);
        assert_eq!(
            head(English, "the River Museum"),
            Some(("museum", Head::Organ))
        );
        assert_eq!(head(English, "a rebank"), None);
        assert_eq!(head(English, ""), None);
    }

    #[test]
    fn plurals_are_read_by_their_endings() {
        let english = Lexicon::of(English);
        for (text, word) in [
            ("Agencies", "agency"),
            ("branches", "branch"),
            ("unit(s)", "unit"),
            ("Ministry", "ministry"),
        ] {
            assert_eq!(
                english.noun(text, Sense::Head).map(|word| word.text),
                Some(word)
            );
        }
        assert!(english.noun("news", Sense::Head).is_none());
        assert!(Lexicon::of(Chinese).noun("局s", Sense::Head).is_none());
    }
}
