//! English words as numbers, so that a name can be compared as a bag of words.

use super::table::{Table, Text};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map with a fast hash. What it finds never depends on the order of its entries.
pub(super) type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<FastHasher>>;

/// Multiply and rotate, word by word: names are short, and `SipHash` would cost more than all else.
#[derive(Clone, Copy, Default)]
pub(super) struct FastHasher(u64);

impl FastHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for FastHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.add(u64::from_le_bytes(word));
        }
    }
    fn write_u8(&mut self, byte: u8) {
        self.add(u64::from(byte));
    }
    fn write_u32(&mut self, word: u32) {
        self.add(u64::from(word));
    }
    fn write_usize(&mut self, word: usize) {
        self.add(word as u64);
    }
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

/// The number of a word; 0 for a word that the gazetteer does not use.
pub(super) type WordId = u32;
pub(super) const UNKNOWN: WordId = 0;

/// What a word does in a name.
pub(super) mod role {
    /// Says nothing: `of`, `and`, `the`.
    pub(in crate::department) const STOP: u16 = 1;
    /// What a name is about: `Bureau`, `Commission`.
    pub(in crate::department) const HEAD: u16 = 1 << 1;
    /// The same in the plural: `Bureaus`.
    pub(in crate::department) const PLURAL: u16 = 1 << 2;
    /// The level of a place: `District`, `Municipal`.
    pub(in crate::department) const LEVEL: u16 = 1 << 3;
    /// Says that an organ is the country's: `National`, `State`.
    pub(in crate::department) const NATIONAL: u16 = 1 << 4;
    /// The government as the owner of an organ.
    pub(in crate::department) const GOVERNMENT: u16 = 1 << 5;
    /// A party committee as the owner of an organ.
    pub(in crate::department) const PARTY: u16 = 1 << 6;
    /// A branch of an organ: `Dongcheng Branch of ...`.
    pub(in crate::department) const BRANCH: u16 = 1 << 7;
    /// The last word of an own name: `Dongcheng Park`.
    pub(in crate::department) const CLASS: u16 = 1 << 8;
    /// Stands in the name of a kind of organ.
    pub(in crate::department) const SUBJECT: u16 = 1 << 9;
    /// Speaks of all of a kind: `each`, `all`.
    pub(in crate::department) const QUANTIFIER: u16 = 1 << 10;
    /// A level that only says whose organ it is: `Municipal`, but not `City` (`City Management`).
    pub(in crate::department) const ADJECTIVE: u16 = 1 << 11;
    /// Says that others are meant whom the text does not name: `relevant`.
    pub(in crate::department) const VAGUE: u16 = 1 << 12;
    /// Whom such a phrase speaks of: `units`.
    pub(in crate::department) const WHOM: u16 = 1 << 13;
    /// May stand in such a phrase: `local`.
    pub(in crate::department) const SMALL: u16 = 1 << 14;
}

/// All words that the gazetteer uses.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    ids: FastMap<Text, WordId>,
    /// What each word does, by its number.
    roles: Vec<u16>,
    /// The level that a word names, by its number: an index into `place::Level::ALL`, plus one.
    levels: Vec<u8>,
    spelling: FastMap<Text, Text>,
    /// The words of names of kinds, sorted.
    sorted: Vec<(Text, WordId)>,
    /// The singular of a plural.
    singular: FastMap<WordId, WordId>,
}

/// The longest word that is looked up, in bytes.
const LONGEST: usize = 40;

impl Words {
    pub(super) fn read(table: &Table) -> Self {
        let mut words = Self {
            roles: vec![0],
            levels: vec![0],
            ..Self::default()
        };
        for row in table.rows().filter(|row| row.get("class") == "spelling") {
            let (word, value) = (row.text("word"), row.text("value"));
            words.spelling.insert(word, value);
        }
        for row in table.rows() {
            let value = row.get("value");
            let given = match row.get("class") {
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
                _ => continue,
            };
            let id = words.add(row.text("word"));
            words.give(id, given);
            if given == role::LEVEL {
                words.levels[id as usize] = super::place::level_number(value);
            }
            if given & role::PLURAL != 0 {
                let one = words.add(row.text("value"));
                words.give(one, role::HEAD);
                words.singular.insert(id, one);
            }
        }
        words
    }

    /// The number of a word in lower case; a new one where it has none.
    pub(super) fn add(&mut self, word: Text) -> WordId {
        let word = self.spelling.get(&word).cloned().unwrap_or(word);
        if let Some(&id) = self.ids.get(&word) {
            return id;
        }
        let id = WordId::try_from(self.roles.len()).unwrap_or(UNKNOWN);
        self.roles.push(0);
        self.levels.push(0);
        self.ids.insert(word, id);
        id
    }

    pub(super) fn give(&mut self, id: WordId, role: u16) {
        self.roles[id as usize] |= role;
    }

    /// The number of a word as written.
    pub(super) fn id(&self, word: &str) -> WordId {
        let mut buffer = [0u8; LONGEST];
        match lower(word, &mut buffer) {
            Some(lower) => {
                let id = self.ids.get(lower).copied();
                id.or_else(|| self.ids.get(self.spelling.get(lower)?).copied())
                    .unwrap_or(UNKNOWN)
            }
            None => UNKNOWN,
        }
    }

    pub(super) fn is(&self, id: WordId, role: u16) -> bool {
        self.roles[id as usize] & role != 0
    }

    /// The level that a word names: see [`super::place::level_number`].
    pub(super) fn level(&self, id: WordId) -> u8 {
        self.levels[id as usize]
    }

    /// The singular of a head noun in the plural.
    pub(super) fn singular(&self, id: WordId) -> Option<WordId> {
        self.singular.get(&id).copied()
    }

    /// The words of names of kinds that begin with a letter, in alphabetical order.
    pub(super) fn subjects(&self, first: u8) -> &[(Text, WordId)] {
        let begins = |(word, _): &(Text, WordId)| word.as_bytes().first() < Some(&first);
        let start = self.sorted.partition_point(begins);
        let rest = &self.sorted[start..];
        let count = rest.partition_point(|(word, _)| word.as_bytes().first() == Some(&first));
        &rest[..count]
    }

    /// Every word with its number.
    #[cfg(test)]
    pub(super) fn all(&self) -> impl Iterator<Item = (WordId, &str)> {
        self.ids.iter().map(|(word, &id)| (id, word.as_ref()))
    }

    /// Sorts the words once all tables are read.
    pub(super) fn sort(&mut self) {
        self.sorted = self
            .ids
            .iter()
            .filter(|&(_, &id)| self.is(id, role::SUBJECT | role::HEAD))
            .map(|(word, &id)| (word.clone(), id))
            .collect();
        self.sorted.sort_unstable();
    }

    /// The words of a name that the tables give.
    pub(super) fn of_name(&mut self, name: &str) -> Vec<WordId> {
        let mut ids = Vec::new();
        for word in split(name) {
            let mut buffer = [0u8; LONGEST];
            if let Some(lower) = lower(&name[word.0..word.1], &mut buffer) {
                let id = match self.ids.get(lower) {
                    Some(&id) => id,
                    None => self.add(Text::Owned(lower.to_owned())),
                };
                ids.push(id);
            }
        }
        ids
    }
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
