//! Reads an English name: the places in it, wherever they stand, then the kind as a bag of words.

mod kind; // the kind, once places are known
mod slug; // names that are not known

use super::gazetteer::{Gazetteer, Senses};
use super::place::Level;
use super::reading::{Anchor, Class, GroupBits, Reading};
use super::words::{Does, UNKNOWN, WordId, role, split};

/// A word of a list, or what stands between words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) id: WordId,
    pub(super) capital: bool,
}

impl Token {
    /// A word of `text` at a range of bytes.
    pub(super) fn new(gazetteer: &Gazetteer, text: &str, start: usize, end: usize) -> Self {
        let word = &text[start..end];
        Self {
            start: crate::document::index(start),
            end: crate::document::index(end),
            id: gazetteer.words.id(&gazetteer.pool, word),
            capital: word.starts_with(char::is_uppercase),
        }
    }

    pub(super) fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// No name has more words.
const LONGEST: usize = 24;

/// What a word of the name was taken for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Rest,
    Place,
    /// A country, which may be part of the name: `China Banking Regulatory Commission`.
    Country,
    /// A word of level beside a place: `Dongcheng District`.
    LevelOfPlace,
    /// A word of level alone: `Municipal`.
    Level,
}

struct Name<'t> {
    ids: [WordId; LONGEST],
    tokens: [Token; LONGEST],
    parts: [Part; LONGEST],
    length: usize,
    text: &'t str,
    /// The country of the document.
    country: Option<u32>,
    /// Whether the head noun is in the plural, and whether a word like `each` stands before.
    plural: bool,
    quantified: bool,
    /// The levels that words of the name give to a group.
    levels: GroupBits,
}

/// Reads one piece of a list.
pub(super) fn read<'g>(
    gazetteer: &'g Gazetteer,
    country: Option<u32>,
    text: &str,
    tokens: &[Token],
) -> Reading<'g> {
    if super::open::is_open_english(gazetteer, text, tokens) {
        return Reading {
            class: Class::Open,
            ..Reading::default()
        };
    }
    let Some(mut name) = Name::new(gazetteer, country, text, tokens) else {
        return Reading::default();
    };
    if let Some(senses) = name.bag(gazetteer, |_, _| true) {
        return name.grouped(known(Reading::default(), senses));
    }
    let mut reading = Reading::default();
    name.find_places(gazetteer, &mut reading, false);
    if let Some(found) = name.known(gazetteer, &reading) {
        return found;
    }
    if let Some(found) = name.about_a_place(gazetteer) {
        return found;
    }
    let written = name.ids;
    if name.take_plural(gazetteer) {
        if let Some(found) = name.known(gazetteer, &reading) {
            return name.grouped(found);
        }
        name.ids = written;
    }
    name.unknown(gazetteer, reading)
}

/// The level of a group that a word gives.
fn group_level(gazetteer: &Gazetteer, word: &str) -> GroupBits {
    let word = word.to_ascii_lowercase();
    let level = gazetteer.words.value(&gazetteer.pool, Does::Group, &word);
    level.map_or(0, |at| 1 << at)
}

/// Whether a word stands in a bracket of its own, in capitals.
fn is_bracketed(text: &str, token: &Token) -> bool {
    let range = token.range();
    text[..range.start].ends_with('(')
        && text[range.end..].starts_with(')')
        && text[range].bytes().filter(u8::is_ascii_uppercase).count() > 1
}

/// What tells an unknown name from others: its words without articles, and without places if they
/// are found.
pub(super) fn slug(gazetteer: &Gazetteer, text: &str, placed: bool) -> String {
    let tokens: Vec<Token> = split(text)
        .map(|(start, end)| Token::new(gazetteer, text, start, end))
        .collect();
    match Name::new(gazetteer, None, text, &tokens) {
        Some(mut name) => {
            if placed {
                name.find_places(gazetteer, &mut Reading::default(), false);
            }
            name.slug(gazetteer, &tokens)
        }
        None => String::new(),
    }
}

/// `Government of Kerala`: whose organ the one before it is.
pub(super) fn is_government_of(gazetteer: &Gazetteer, text: &str) -> bool {
    let words = &gazetteer.words;
    let mut ids = split(text).map(|(start, end)| words.id(&gazetteer.pool, &text[start..end]));
    ids.next().is_some_and(|id| words.is(id, role::GOVERNMENT))
        && ids.next().is_some_and(|id| words.is(id, role::STOP))
}

fn known<'g>(mut reading: Reading<'g>, senses: Senses<'g>) -> Reading<'g> {
    reading.class = Class::Known;
    reading.senses = senses;
    reading
}

impl<'t> Name<'t> {
    fn new(
        gazetteer: &Gazetteer,
        country: Option<u32>,
        text: &'t str,
        tokens: &[Token],
    ) -> Option<Self> {
        let none = Token {
            start: 0,
            end: 0,
            id: UNKNOWN,
            capital: false,
        };
        let mut name = Self {
            ids: [UNKNOWN; LONGEST],
            tokens: [none; LONGEST],
            parts: [Part::Rest; LONGEST],
            length: 0,
            text,
            country,
            plural: false,
            quantified: false,
            levels: 0,
        };
        let words = &gazetteer.words;
        for token in tokens {
            // `Ministry of Infrastructure (MININFRA)`: the short form says nothing new.
            if words.is(token.id, role::STOP) || (name.length > 0 && is_bracketed(text, token)) {
                continue;
            }
            if words.is(token.id, role::QUANTIFIER) && name.length == 0 {
                name.quantified = true;
                continue;
            }
            if words.is(token.id, role::LEVEL) {
                name.levels |= group_level(gazetteer, &text[token.range()]);
            }
            *name.ids.get_mut(name.length)? = token.id;
            name.tokens[name.length] = *token;
            name.length += 1;
        }
        (name.length > 0).then_some(name)
    }

    /// The kinds whose name is the bag of those words that `keep` says, each with its part.
    fn bag<'g>(
        &self,
        gazetteer: &'g Gazetteer,
        keep: impl Fn(usize, Part) -> bool,
    ) -> Option<Senses<'g>> {
        let mut bag = [UNKNOWN; LONGEST];
        let mut length = 0;
        for at in 0..self.length {
            if keep(at, self.parts[at]) {
                if self.ids[at] == UNKNOWN {
                    return None;
                }
                bag[length] = self.ids[at];
                length += 1;
            }
        }
        let bag = &mut bag[..length];
        bag.sort_unstable();
        let senses = gazetteer.bag(bag)?;
        self.fits(gazetteer, senses).then_some(senses)
    }

    /// Whether one of the kinds can be meant in the document's country. Where that is not known,
    /// a name of two words may be anybody's: `Rural Development`.
    fn fits(&self, gazetteer: &Gazetteer, senses: Senses<'_>) -> bool {
        let china = gazetteer.place_of("cn");
        senses.iter().any(|sense| {
            let of = gazetteer.country(sense.kind);
            match self.country {
                Some(country) => of.map_or(china == Some(country), |of| of == country),
                None => of.is_none() || self.length > 2,
            }
        })
    }

    /// `Wuhu Taiwan Affairs Office`: a place that names of kinds speak of is no place of the organ.
    fn about_a_place<'g>(&mut self, gazetteer: &'g Gazetteer) -> Option<Reading<'g>> {
        let subject = |at: usize| {
            self.parts[at] == Part::Place && gazetteer.words.is(self.ids[at], role::SUBJECT)
        };
        if !(0..self.length).any(subject) {
            return None;
        }
        let before = self.parts;
        self.parts = [Part::Rest; LONGEST];
        let mut reading = Reading::default();
        self.find_places(gazetteer, &mut reading, true);
        let found = self.known(gazetteer, &reading);
        self.parts = before;
        found
    }

    /// Finds the places of a name; those that are `subjects` of kinds are left out.
    fn find_places<'g>(
        &mut self,
        gazetteer: &'g Gazetteer,
        reading: &mut Reading<'g>,
        subjects: bool,
    ) {
        let words = &gazetteer.words;
        let mut at = 0;
        while at < self.length {
            let found = self.place_at(gazetteer, at).filter(|&(_, end)| {
                let mut ids = self.ids[at..end].iter();
                !(subjects && ids.all(|&id| words.is(id, role::SUBJECT)))
            });
            let Some((places, end)) = found else {
                if gazetteer.words.is(self.ids[at], role::LEVEL) {
                    self.parts[at] = Part::Level;
                    if reading.level.is_none() {
                        reading.level = gazetteer.words.unit(self.ids[at]);
                    }
                }
                at += 1;
                continue;
            };
            let country = |&at: &u32| gazetteer.level(at) == Level::Country;
            let part = if places.iter().all(country) {
                Part::Country
            } else {
                Part::Place
            };
            self.parts[at..end].fill(part);
            let mut unit = None;
            at = end;
            while at < self.length && gazetteer.words.is(self.ids[at], role::LEVEL) {
                unit = gazetteer.words.unit(self.ids[at]).or(unit);
                self.parts[at] = Part::LevelOfPlace;
                at += 1;
            }
            reading.anchor(Anchor { places, unit });
        }
    }

    fn place_at<'g>(&self, gazetteer: &'g Gazetteer, at: usize) -> Option<(&'g [u32], usize)> {
        let longest = gazetteer.words.longest_place(self.ids[at]);
        if !self.tokens[at].capital || longest == 0 {
            return None;
        }
        let most = (at + longest).min(self.length);
        (at + 1..=most)
            .rev()
            .find_map(|end| Some((gazetteer.english_places(&self.ids[at..end])?, end)))
    }
}
