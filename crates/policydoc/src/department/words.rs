//! English words as numbers, so that a name can be compared as a bag of words, and Chinese words by
//! what they do.

use super::GazetteerError;
use super::map::{Map, Pool};
use super::place::Unit;
use super::table::Table;
use std::borrow::Cow;

/// The number of a word; 0 stands for every word that the tables do not have.
pub(super) type WordId = u32;

pub(super) const UNKNOWN: WordId = 0;

/// What a word does in a name.
pub(super) mod role {
    /// Says nothing: `of`, `and`, `the`.
    pub(in super::super) const STOP: u16 = 1;
    /// What a name is about: `Bureau`, `Commission`.
    pub(in super::super) const HEAD: u16 = 1 << 1;
    /// The same in the plural: `Bureaus`.
    pub(in super::super) const PLURAL: u16 = 1 << 2;
    /// The level of a place: `District`, `Municipal`.
    pub(in super::super) const LEVEL: u16 = 1 << 3;
    /// Says that an organ is the country's: `National`, `State`.
    pub(in super::super) const NATIONAL: u16 = 1 << 4;
    /// The government as the owner of an organ.
    pub(in super::super) const GOVERNMENT: u16 = 1 << 5;
    /// A party committee as the owner of an organ.
    pub(in super::super) const PARTY: u16 = 1 << 6;
    /// A branch of an organ: `Dongcheng Branch of ...`.
    pub(in super::super) const BRANCH: u16 = 1 << 7;
    /// The last word of an own name: `Dongcheng Park`.
    pub(in super::super) const CLASS: u16 = 1 << 8;
    /// Stands in the name of a kind of organ.
    pub(in super::super) const SUBJECT: u16 = 1 << 9;
    /// Speaks of all of a kind: `each`, `all`.
    pub(in super::super) const QUANTIFIER: u16 = 1 << 10;
    /// A level that only says whose organ it is: `Municipal`, but not `City` (`City Management`).
    pub(in super::super) const ADJECTIVE: u16 = 1 << 11;
    /// Says that others are meant whom the text does not name: `relevant`.
    pub(in super::super) const VAGUE: u16 = 1 << 12;
    /// Whom such a phrase speaks of: `units`.
    pub(in super::super) const WHOM: u16 = 1 << 13;
    /// May stand in such a phrase: `local`.
    pub(in super::super) const SMALL: u16 = 1 << 14;
    /// The name of organs that only a country has: `Ministry`.
    pub(in super::super) const CENTRAL: u16 = 1 << 15;
}

macro_rules! classes {
    ($($(#[$doc:meta])* $constant:ident = $name:literal;)*) => {
        /// What a word does in a name, besides the roles of English words: a class of the table
        /// `words.tsv`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Does { $($(#[$doc])* $constant,)* }

        /// The classes as the table writes them.
        const CLASSES: &[(&str, Does)] = &[$(($name, Does::$constant),)*];
    };
}

classes! {
    /// Names the unit of a place: `市`.
    Level = "zh-level";
    /// Follows such a word and says no more: `市级`.
    AfterLevel = "zh-after-level";
    /// Follows a character that is no level then: `市场`.
    NoLevel = "zh-no-level";
    /// Says that an organ is the country's: `国家`.
    National = "zh-national";
    /// Whose organ it is: `政府`, `委`.
    Owner = "zh-owner";
    /// The same, as only a province has it: `区党委`.
    ProvincialOwner = "zh-provincial-owner";
    /// The party in front of a name: `中共`.
    Party = "zh-party";
    /// What follows the place in the name of a branch: `分行`.
    Branch = "zh-branch";
    /// A long form; the value is what it is reduced to.
    Reduced = "zh-reduced";
    /// The last word of a kind, which a list may leave out: `局`.
    Ending = "zh-ending";
    /// A word for all organs that are about something: `部门`.
    Plural = "zh-plural";
    /// Another last word than the usual one: `委` for `局`.
    OtherEnding = "zh-other-ending";
    /// The last word of an organ that only a province has: `厅`.
    ProvincialEnding = "zh-provincial-ending";
    /// The last word of an organ that only the country has: `总局`.
    NationalEnding = "zh-national-ending";
    /// Ends like that, of organs that places have too: `宣传部`.
    LocalEnding = "zh-local-ending";
    /// Makes a number of its sort: `第`.
    Ordinal = "zh-ordinal";
    /// A park, in the own name of its committee: `园`.
    Park = "zh-park";
    /// The committee of a zone: `管委会`.
    Committee = "zh-committee";
    /// Ends the name of a zone, the place of a committee: `区`.
    Zone = "zh-zone";
    /// A level that groups are named by; the value is an id of it: `各区`.
    Group = "group";
    /// All of a kind: `各`.
    Each = "zh-each";
    /// Some of a kind: `有关`.
    Concerned = "zh-concerned";
    /// Says after levels that both are meant: `两级`.
    BothLevels = "zh-both-levels";
    /// Joins levels: `和`.
    JoinsLevels = "zh-joins-levels";
    /// Parts names or says that several are meant.
    Parts = "zh-parts";
    /// Says that others follow whom the text does not name: `等`.
    Others = "zh-others";
    /// Before that word it is another: `高等`.
    NoOthers = "zh-no-others";
    /// Says that somebody is meant whom the text does not name: `有关`.
    Vague = "zh-vague";
    /// Whom such a phrase speaks of: `部门`.
    Whom = "zh-whom";
    /// What may stand before that: `成员`.
    Sort = "zh-sort";
    /// What may stand before a vague word: `市`, `直`.
    Before = "zh-before";
    /// Ends an English list: `etc`.
    SoOn = "so-on";
    /// Ends bodies that share no place with others of their list: `银行`.
    Apart = "zh-apart";
    /// Joins names, or stands inside one: `和`.
    Soft = "zh-soft";
    /// What such a character belongs to where it joins nothing: `涉及`.
    NoSoft = "zh-no-soft";
    /// Belongs to such a word behind it: `以及`.
    BeforeSoft = "zh-before-soft";
    /// Joins names; the value is what belongs to the second: `组织各`.
    Joins = "zh-joins";
    /// Stands in front of a name and is no part of it: `由`.
    Introduces = "zh-introduces";
    /// Follows names and is no part of them: `实施`.
    Follows = "zh-follows";
    /// Ends a list whose names lack their last word: `部门`.
    Elides = "zh-elides";
    /// Stands where a body would and names none: `待定`, `n/a`.
    Filler = "filler";
    /// Is part of a time with a number: `年`, `end of`.
    Time = "time";
    /// How a document speaks of its own place: `全市`.
    Own = "zh-own";
    /// Speaks to all provinces, as only the country does.
    AllProvinces = "all-provinces";
    /// Says that a state is meant, not a country of the same name: `State of`.
    StateOf = "state-of";
    /// Names a place only beside its city: `城区`.
    Common = "zh-common";
    /// Introduces a short name: `以下简称`, `hereinafter`.
    Alias = "alias";
    /// Goes on after such a word, which then introduces nothing.
    AliasMore = "alias-more";
    /// Stands before the full name of what is set up: `成立`.
    SetsUp = "zh-sets-up";
    /// Stands before an English name and is no part of it.
    Article = "article";
    /// Is written small inside an English name: `of`.
    SmallName = "small-name";
    /// Parts two organs of which one is in the other: `within`.
    Within = "within";
    /// A head noun that a name may go on behind: `Public Service and Employment Ministry`.
    WeakHead = "weak-head";
    /// Follows a comma and belongs to the company before it: `Ltd`.
    Legal = "legal";
    /// An English number as a word; the value is the number.
    Ordinals = "ordinal";
    /// Stands before a number: `No`.
    Number = "number";
}

/// One of 64 bits for a character.
fn bit(ch: char) -> u64 {
    1 << (u32::from(ch) & 63)
}

/// The longest of these words that a text is searched for, in characters.
const CHARACTERS: usize = 12;

/// All words that the gazetteer uses.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub(super) ids: Map,
    /// What each word does, by its number, with the unit it names and how many words the longest
    /// place has that begins with it; and the number of its singular.
    pub(super) rows: Cow<'static, [[u32; 2]]>,
    /// Words by their classes: for each one of a word, the class and a value in two halves.
    pub(super) classes: Map,
    /// For each class, which characters its words begin and end with, as bits, and how long the
    /// longest is, in characters.
    pub(super) filters: Cow<'static, [[u64; 3]]>,
}

/// The longest word that is looked up, in bytes.
const LONGEST: usize = 40;

const UNIT: u32 = 16; // bits before the unit
const PLACES: u32 = 24; // bits before the longest place

impl Words {
    pub(super) fn read(
        &mut self,
        pool: &mut Pool,
        table: &Table<'_>,
    ) -> Result<(), GazetteerError> {
        table.check(&["class", "word", "value"])?;
        if self.rows.is_empty() {
            self.rows = Cow::Owned(vec![[0; 2]]);
        }
        for row in table.rows() {
            let (class, word, value) = (row.get("class"), row.get("word"), row.get("value"));
            let given = match class {
                "stop" => role::STOP,
                "head" => role::HEAD,
                "plural" => role::HEAD | role::PLURAL,
                "level" => role::LEVEL,
                "national" => role::NATIONAL,
                "owner" if value == "party" => role::PARTY,
                "owner" => role::GOVERNMENT,
                "branch" => role::BRANCH,
                "class" => role::CLASS,
                "quantifier" => role::QUANTIFIER,
                "adjective" => role::ADJECTIVE,
                "vague" => role::VAGUE,
                "whom" => role::WHOM,
                "small" => role::SMALL,
                "central" => role::CENTRAL,
                "spelling" => {
                    let right = self.add(pool, value);
                    self.ids.change(pool, word, |list| *list = vec![right]);
                    continue;
                }
                "country" => continue,
                class => {
                    self.read_class(pool, class, word, value)
                        .map_err(|message| row.error(message))?;
                    continue;
                }
            };
            let id = self.add(pool, word);
            self.give(id, given);
            if given == role::LEVEL {
                let unit = Unit::of(value).map_or(0, |unit| unit as u32 + 1);
                self.rows.to_mut()[id as usize][0] |= unit << UNIT;
            }
            if given & role::PLURAL != 0 {
                let one = self.add(pool, value);
                self.give(one, role::HEAD);
                self.rows.to_mut()[id as usize][1] = one;
            }
        }
        Ok(())
    }

    fn read_class(
        &mut self,
        pool: &mut Pool,
        class: &str,
        word: &str,
        value: &str,
    ) -> Result<(), String> {
        let Some(&(_, does)) = CLASSES.iter().find(|(name, _)| *name == class) else {
            return Err(format!("unknown class `{class}`"));
        };
        let value = match does {
            Does::Level | Does::Own => Unit::of(value).map_or(0, |unit| unit as u64 + 1),
            Does::Owner => u64::from(value == "party"),
            Does::Group | Does::Ordinals => value.parse().unwrap_or_default(),
            _ => pool.keep_text(value).0,
        };
        let half = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).unwrap_or_default();
        let entry = [does as u32, half(value >> 32), half(value)];
        self.note(does, word);
        self.classes.change(pool, word, |list| {
            if !list.as_chunks::<3>().0.contains(&entry) {
                list.extend(entry);
            }
        });
        Ok(())
    }

    /// What a word of a class stands for.
    pub(super) fn value(&self, pool: &Pool, does: Does, word: &str) -> Option<u64> {
        self.most(does, word.chars().next(), 0)?;
        let entries = self.classes.get(pool, word)?.as_chunks::<3>().0;
        let found = entries.iter().find(|entry| entry[0] == does as u32)?;
        Some(u64::from(found[1]) << 32 | u64::from(found[2]))
    }

    /// Notes with which characters a word of a class begins and ends.
    fn note(&mut self, does: Does, word: &str) {
        let filters = self.filters.to_mut();
        if filters.is_empty() {
            *filters = vec![[0; 3]; CLASSES.len()];
        }
        let [first, last, longest] = &mut filters[does as usize];
        let mut chars = word.chars();
        *first |= chars.next().map_or(0, bit);
        *last |= word.chars().next_back().map_or(0, bit);
        *longest = (*longest).max(word.chars().count() as u64);
    }

    /// How many characters of a text can be a word of a class, if one with this character at its
    /// beginning or end can.
    fn most(&self, does: Does, ch: Option<char>, side: usize) -> Option<usize> {
        let filter = self.filters.get(does as usize)?;
        let longest = usize::try_from(filter[2]).unwrap_or(CHARACTERS);
        (filter[side] & bit(ch?) != 0).then_some(longest.min(CHARACTERS))
    }

    /// The longest word of a class that a text begins with: where it ends, and its value.
    pub(super) fn begins(&self, pool: &Pool, does: Does, text: &str) -> Option<(usize, u64)> {
        let most = self.most(does, text.chars().next(), 0)?;
        let mut ends = [0; CHARACTERS];
        let mut count = 0;
        for (at, ch) in text.char_indices().take(most) {
            ends[count] = at + ch.len_utf8();
            count += 1;
        }
        let ends = ends[..count].iter().rev();
        ends.copied()
            .find_map(|end| Some((end, self.value(pool, does, &text[..end])?)))
    }

    /// Where the longest word of a class begins that a text ends with.
    pub(super) fn ends(&self, pool: &Pool, does: Does, text: &str) -> Option<usize> {
        let most = self.most(does, text.chars().next_back(), 1)?;
        let starts = text.char_indices().rev().take(most);
        let found = starts.filter(|&(at, _)| self.value(pool, does, &text[at..]).is_some());
        found.last().map(|(at, _)| at)
    }

    /// All words of a class.
    pub(super) fn all<'p>(
        &'p self,
        pool: &'p Pool,
        does: Does,
    ) -> impl Iterator<Item = &'p str> + 'p {
        let of = move |list| {
            let entries = pool.numbers(list).as_chunks::<3>().0;
            entries.iter().any(|entry| entry[0] == does as u32)
        };
        let words = self.classes.entries();
        words
            .filter(move |&(_, list)| of(list))
            .map(|(word, _)| pool.text(word))
    }

    /// The number of a word in lower case; a new one where it has none.
    pub(super) fn add(&mut self, pool: &mut Pool, word: &str) -> WordId {
        if let Some(id) = self.ids.one(pool, word) {
            return id;
        }
        let id = WordId::try_from(self.rows.len()).unwrap_or(UNKNOWN);
        self.rows.to_mut().push([0; 2]);
        self.ids.change(pool, word, |list| *list = vec![id]);
        id
    }

    pub(super) fn give(&mut self, id: WordId, role: u16) {
        self.rows.to_mut()[id as usize][0] |= u32::from(role);
    }

    /// Notes that the name of a place begins with a word and has so many.
    pub(super) fn begins_place(&mut self, id: WordId, count: usize) {
        let row = &mut self.rows.to_mut()[id as usize][0];
        let longest = (*row >> PLACES).max(u32::try_from(count).unwrap_or(u32::MAX).min(0xFF));
        *row = *row & ((1 << PLACES) - 1) | longest << PLACES;
    }

    /// The number of a word as written.
    pub(super) fn id(&self, pool: &Pool, word: &str) -> WordId {
        // `Gu'an` is not `Guan`, if there is such a word.
        if let Some(whole) = apostrophe(word)
            && let Some(id) = self.ids.one(pool, &*whole)
        {
            return id;
        }
        let mut buffer = [0u8; LONGEST];
        lower(word, &mut buffer)
            .and_then(|lower| self.ids.one(pool, lower))
            .unwrap_or(UNKNOWN)
    }

    pub(super) fn is(&self, id: WordId, role: u16) -> bool {
        self.rows[id as usize][0] & u32::from(role) != 0
    }

    /// The unit of administration that a word names: `District`.
    pub(super) fn unit(&self, id: WordId) -> Option<Unit> {
        let number = (self.rows[id as usize][0] >> UNIT & 0xFF).checked_sub(1)?;
        Some(Unit::of_number(u64::from(number)))
    }

    /// How many words the longest place has that begins with a word; 0 where none does.
    pub(super) fn longest_place(&self, id: WordId) -> usize {
        (self.rows[id as usize][0] >> PLACES) as usize
    }

    /// The singular of a head noun in the plural.
    pub(super) fn singular(&self, id: WordId) -> Option<WordId> {
        Some(self.rows[id as usize][1]).filter(|&one| one != UNKNOWN)
    }

    /// Every word of the names of kinds that begins with a letter, in alphabetical order.
    pub(super) fn subjects<'p>(
        &self,
        pool: &'p Pool,
        first: u8,
    ) -> impl Iterator<Item = (&'p str, WordId)> {
        let words = self.ids.entries().filter_map(move |(word, list)| {
            let word = pool.text(word);
            (word.as_bytes().first() == Some(&first)).then_some((word, pool.numbers(list)[0]))
        });
        words.filter(|&(_, id)| self.is(id, role::SUBJECT | role::HEAD))
    }

    /// The words of the name of a place, with apostrophes as they are: `Gu'an`.
    pub(super) fn of_place(&mut self, pool: &mut Pool, name: &str) -> Vec<WordId> {
        let mut ids = self.of_name(pool, name);
        for (at, (start, end)) in split(name).enumerate() {
            if let (Some(whole), Some(id)) = (apostrophe(&name[start..end]), ids.get_mut(at)) {
                *id = self.add(pool, &whole);
            }
        }
        ids
    }

    /// The words of a name that the tables give.
    pub(super) fn of_name(&mut self, pool: &mut Pool, name: &str) -> Vec<WordId> {
        let mut ids = Vec::new();
        for (start, end) in split(name) {
            let mut buffer = [0u8; LONGEST];
            if let Some(lower) = lower(&name[start..end], &mut buffer) {
                ids.push(self.add(pool, lower));
            }
        }
        ids
    }
}

/// A word in lower case with the apostrophe inside it, if there is one: not `People's`.
fn apostrophe(word: &str) -> Option<String> {
    if !word.bytes().any(|byte| matches!(byte, b'\'' | 0xE2)) {
        return None;
    }
    let bare = word.replace('’', "'");
    let bare = bare.strip_suffix("'s").unwrap_or(&bare);
    let inside = bare.trim_matches('\'').contains('\'');
    inside.then(|| bare.to_lowercase())
}

/// A word in lower case without genitive, apostrophes, full stops and hyphens: `people` for
/// `People’s`, `us` for `U.S.`, `subbureau` for `Sub-bureau`.
pub(super) fn lower<'b>(word: &str, buffer: &'b mut [u8; LONGEST]) -> Option<&'b str> {
    let word = word
        .strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .unwrap_or(word);
    let mut end = 0;
    if word.is_ascii() {
        for &byte in word.as_bytes() {
            if !matches!(byte, b'\'' | b'.' | b'-') {
                *buffer.get_mut(end)? = byte.to_ascii_lowercase();
                end += 1;
            }
        }
        let lower = std::str::from_utf8(&buffer[..end]).ok();
        return lower.filter(|word| !word.is_empty());
    }
    for ch in word.chars() {
        if matches!(ch, '\'' | '’' | '‘' | '.' | '-' | '‑') {
            continue;
        }
        for ch in ch.to_lowercase() {
            let size = ch.len_utf8();
            ch.encode_utf8(buffer.get_mut(end..end + size)?);
            end += size;
        }
    }
    std::str::from_utf8(&buffer[..end])
        .ok()
        .filter(|word| !word.is_empty())
}

/// Where the words of a name stand. Hyphens part words (`Urban-Rural`), but not the prefix of one
/// (`Sub-district`); apostrophes and the full stops of `U.S.` belong to their word.
pub(super) fn split(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let start = at + rest.find(|ch: char| ch.is_alphanumeric() || ch == '&')?;
        let mut end = start;
        let mut chars = text[start..].char_indices().peekable();
        while let Some((offset, ch)) = chars.next() {
            let next = chars.peek().map(|&(_, next)| next);
            let inside = ch.is_alphanumeric()
                || (matches!(ch, '\'' | '’') && offset > 0)
                || (ch == '&' && end == start)
                || (ch == '.' && is_initial(&text[start..start + offset]) && next.is_some())
                || (matches!(ch, '-' | '‑')
                    && text[start..start + offset].eq_ignore_ascii_case("sub"));
            if !inside {
                break;
            }
            end = start + offset + ch.len_utf8();
            if ch == '&' && !next.is_some_and(char::is_alphanumeric) {
                break;
            }
        }
        at = end;
        Some((start, end))
    })
}

/// Whether what stands before a full stop is an initial: the `U` or `U.S` of `U.S.`
fn is_initial(before: &str) -> bool {
    before
        .rsplit('.')
        .next()
        .is_some_and(|last| last.chars().count() == 1 && last.chars().all(char::is_uppercase))
}
