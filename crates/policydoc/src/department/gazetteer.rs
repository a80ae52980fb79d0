//! The tables of places and kinds of organ, and what can be asked of them.
//!
//! The build script has this module too: it fills a gazetteer and prints its arrays.

use super::GazetteerError;
use super::form;
use super::map::{Map, Pool, Ref};
use super::place::{Level, Place, Unit};
use super::table::Table;
use super::words::{Does, WordId, Words, role};
use std::borrow::Cow;

/// The data that names places and kinds of organ.
///
/// The built-in tables know the organs of the People's Republic of China at all levels, and the
/// central organs of a number of other countries. [`Gazetteer::extended`] adds to them.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    pub(super) pool: Pool,
    pub(super) words: Words,
    /// A line a place: see [`Gazetteer::place`].
    pub(super) places: Cow<'static, [[u64; 5]]>,
    /// A line a kind: see [`Gazetteer::kind`].
    pub(super) kinds: Cow<'static, [[u64; 8]]>,
    pub(super) maps: Maps,
}

/// From names to lists of numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Maps {
    pub(super) place_ids: Map,
    pub(super) kind_ids: Map,
    /// Places by the words of their English names.
    pub(super) english_places: Map,
    /// Places by their Chinese names, long and short.
    pub(super) chinese_places: Map,
    /// How many characters the longest place has that begins with a character.
    pub(super) chinese_starts: Map,
    /// Kinds by the sorted words of their English names.
    pub(super) bags: Map,
    /// The same without the generic word, for lists that name it once: `Finance and Commerce
    /// Bureaus`.
    pub(super) subjects: Map,
    /// Kinds by their acronyms as written.
    pub(super) acronyms: Map,
    /// Kinds by their Chinese names without place, reduced.
    pub(super) forms: Map,
    /// The same without the last word, for lists that name it once: `财政` of `财政局`.
    pub(super) stems: Map,
    /// Words that say which country a document is from.
    pub(super) countries: Map,
}

/// A kind of organ, of which every place has one; or a single organ of another country.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kind<'g> {
    pub(super) id: &'g str,
    pub(super) en_national: &'g str,
    pub(super) en_local: &'g str,
    pub(super) zh_national: &'g str,
    pub(super) zh_province: &'g str,
    pub(super) zh_local: &'g str,
    links: Ref,
}

/// A kind that went before or came after, and the year of the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link<'g> {
    pub(super) kind: &'g str,
    pub(super) year: u16,
    /// It came after.
    pub(super) successor: bool,
    /// It went into a kind that was there before.
    pub(super) absorbed: bool,
}

/// What matters of the family that a kind belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// Anything else.
    Plain,
    /// An organ of a party committee.
    Party,
    /// One of several in a place, told apart by own names: parks, companies, subdistricts.
    Instance,
    /// Different organs under one heading, told apart by what they are called: schools, utilities.
    Various,
    /// A local organ of a national one: customs, tax, banking supervision.
    Vertical,
}

impl Family {
    const ALL: [Self; 5] = [
        Self::Plain,
        Self::Party,
        Self::Instance,
        Self::Various,
        Self::Vertical,
    ];
}

/// One reading of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sense {
    pub(super) kind: u32,
    /// Only the country's organ is called so.
    pub(super) national: bool,
    /// Listed whole, not put together from subject and generic word.
    pub(super) whole: bool,
}

impl Sense {
    fn number(self) -> u32 {
        self.kind << 2 | u32::from(self.national) << 1 | u32::from(self.whole)
    }

    fn of(number: u32) -> Self {
        Self {
            kind: number >> 2,
            national: number & 2 != 0,
            whole: number & 1 != 0,
        }
    }
}

/// The readings of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Senses<'g>(pub(super) &'g [u32]);

impl<'g> Senses<'g> {
    pub(super) fn iter(self) -> impl Iterator<Item = Sense> + use<'g> {
        self.0.iter().map(|&number| Sense::of(number))
    }

    pub(super) fn len(self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

/// What a line of the table of kinds says, to be added.
pub(super) struct NewKind<'r> {
    pub(super) id: &'r str,
    pub(super) country: Option<u32>,
    pub(super) family: Family,
    pub(super) levels: u8,
    /// `en_national`, `en_local`, `zh_national`, `zh_province`, `zh_local`.
    pub(super) names: [&'r str; 5],
    pub(super) links: Vec<Link<'r>>,
}

impl Gazetteer {
    /// Adds words. Those that speak of a country are added once its place is there.
    fn add_words(&mut self, table: &Table<'_>) -> Result<(), GazetteerError> {
        self.words.read(&mut self.pool, table)?;
        for row in table.rows().filter(|row| row.get("class") == "country") {
            if let Some(country) = self.place_of(row.get("value")) {
                let countries = &mut self.maps.countries;
                countries.change(&mut self.pool, row.get("word"), |list| push(list, country));
            }
        }
        Ok(())
    }

    /// Adds a table, told apart from others by its columns.
    pub(super) fn add(&mut self, table: &Table<'_>) -> Result<(), GazetteerError> {
        if table.has("class") {
            self.add_words(table)
        } else if table.has("place_id") {
            super::load::places(self, table)
        } else if table.has("kind_id") {
            super::load::kinds(self, table)
        } else {
            super::load::organs(self, table)
        }
    }

    /// A place by its number.
    pub(super) fn place(&self, at: u32) -> Place<'_> {
        let [id, zh, en, parent, facts] = self.places[at as usize];
        let text = |at| self.pool.text(Ref(at));
        Place {
            id: text(id),
            zh: text(zh),
            en: text(en),
            parent: number(parent).checked_sub(1),
            until: u16::try_from(facts >> 16).ok().filter(|&year| year > 0),
            level: level_of(facts),
            unit: Unit::of_number(facts >> 8 & 0xF),
            municipality: facts >> 12 & 1 != 0,
        }
    }

    pub(super) fn add_place(&mut self, place: &Place<'_>) -> u32 {
        let at = number(self.places.len() as u64);
        let facts = u64::from(place.until.unwrap_or_default()) << 16
            | u64::from(place.municipality) << 12
            | (place.unit as u64) << 8
            | place.level as u64;
        let line = [
            self.pool.keep_text(place.id).0,
            self.pool.keep_text(place.zh).0,
            self.pool.keep_text(place.en).0,
            place.parent.map_or(0, |parent| u64::from(parent) + 1),
            facts,
        ];
        self.places.to_mut().push(line);
        let ids = &mut self.maps.place_ids;
        ids.change(&mut self.pool, place.id, |list| *list = vec![at]);
        at
    }

    pub(super) fn level(&self, at: u32) -> Level {
        level_of(self.places[at as usize][4])
    }

    pub(super) fn parent(&self, at: u32) -> Option<u32> {
        number(self.places[at as usize][3]).checked_sub(1)
    }

    /// A place and those above it, the country last.
    pub(super) fn upward(&self, at: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(at), |&at| self.parent(at))
    }

    /// Whether a place lies above another one, or is it.
    pub(super) fn is_above(&self, above: u32, below: u32) -> bool {
        self.upward(below).any(|at| at == above)
    }

    pub(super) fn place_of(&self, id: &str) -> Option<u32> {
        self.maps.place_ids.one(&self.pool, id)
    }

    pub(super) fn kind_of(&self, id: &str) -> Option<u32> {
        self.maps.kind_ids.one(&self.pool, id)
    }

    /// The places that have a Chinese name.
    pub(super) fn chinese_places(&self, name: &str) -> Option<&[u32]> {
        self.maps.chinese_places.get(&self.pool, name)
    }

    /// How many characters the longest place has that a text can begin with; 0 where none does.
    pub(super) fn longest_place(&self, text: &str) -> usize {
        let first = text.chars().next().map_or("", |ch| &text[..ch.len_utf8()]);
        self.maps.chinese_starts.one(&self.pool, first).unwrap_or(0) as usize
    }

    /// The places that have an English name.
    pub(super) fn english_places(&self, name: &[WordId]) -> Option<&[u32]> {
        self.maps.english_places.get(&self.pool, name)
    }

    pub(super) fn form(&self, name: &str) -> Option<Senses<'_>> {
        self.maps.forms.get(&self.pool, name).map(Senses)
    }

    pub(super) fn stem(&self, name: &str) -> Option<Senses<'_>> {
        self.maps.stems.get(&self.pool, name).map(Senses)
    }

    pub(super) fn bag(&self, bag: &[WordId]) -> Option<Senses<'_>> {
        self.maps.bags.get(&self.pool, bag).map(Senses)
    }

    pub(super) fn subject(&self, bag: &[WordId]) -> Option<Senses<'_>> {
        self.maps.subjects.get(&self.pool, bag).map(Senses)
    }

    pub(super) fn acronym(&self, word: &str) -> Option<Senses<'_>> {
        self.maps.acronyms.get(&self.pool, word).map(Senses)
    }

    /// The longest word of a class that a text begins with: where it ends, and its value.
    pub(super) fn begins(&self, does: Does, text: &str) -> Option<(usize, u64)> {
        self.words.begins(&self.pool, does, text)
    }

    /// Where the longest word of a class begins that a text ends with.
    pub(super) fn ends(&self, does: Does, text: &str) -> Option<usize> {
        self.words.ends(&self.pool, does, text)
    }

    /// The word of level that a text begins with: where it ends, and its unit.
    pub(super) fn level_word(&self, text: &str) -> Option<(usize, Unit)> {
        let (end, unit) = self.begins(Does::Level, text)?;
        Some((end, Unit::of_number(unit.checked_sub(1)?)))
    }

    /// The unit that a Chinese name ends with.
    pub(super) fn last_unit(&self, name: &str) -> Option<Unit> {
        let start = self.ends(Does::Level, name)?;
        self.level_word(&name[start..]).map(|(_, unit)| unit)
    }

    /// Words that speak of a country, each with its country.
    pub(super) fn countries(&self) -> impl Iterator<Item = (&str, u32)> {
        let words = self.maps.countries.entries();
        words.map(|(word, list)| (self.pool.text(word), self.pool.numbers(list)[0]))
    }

    /// The unit that a word like `全市` speaks of.
    pub(super) fn own_unit(&self, word: &str) -> Option<Unit> {
        let unit = self.words.value(&self.pool, Does::Own, word)?;
        Some(Unit::of_number(unit.checked_sub(1)?))
    }

    /// The characters that end the full name of a place: `市`.
    pub(super) fn unit_characters(&self) -> Vec<char> {
        let words = self.all(Does::Level).filter_map(|word| {
            let mut chars = word.chars();
            chars.next().filter(|_| chars.next().is_none())
        });
        words.collect()
    }

    /// Whether a character may join names: `和`.
    pub(super) fn joins(&self, ch: char) -> bool {
        let mut buffer = [0; 4];
        !ch.is_ascii() && self.does(Does::Soft, ch.encode_utf8(&mut buffer))
    }

    /// All words of a class.
    pub(super) fn all(&self, does: Does) -> impl Iterator<Item = &str> {
        self.words.all(&self.pool, does)
    }

    /// Whether a text is a word of a class.
    pub(super) fn does(&self, does: Does, text: &str) -> bool {
        self.words.value(&self.pool, does, text).is_some()
    }

    /// A place as one that acts: its government.
    pub(super) fn government(&self) -> Option<Senses<'_>> {
        let kind = self.kind(self.kind_of("peoples-government")?);
        let reduced = form::reduce(self, kind.zh_local);
        self.form(form::without_level(self, &reduced).unwrap_or(&reduced))
    }

    /// A kind by its number.
    pub(super) fn kind(&self, at: u32) -> Kind<'_> {
        let [
            id,
            en_national,
            en_local,
            zh_national,
            zh_province,
            zh_local,
            links,
            _,
        ] = self.kinds[at as usize];
        let text = |at| self.pool.text(Ref(at));
        Kind {
            id: text(id),
            en_national: text(en_national),
            en_local: text(en_local),
            zh_national: text(zh_national),
            zh_province: text(zh_province),
            zh_local: text(zh_local),
            links: Ref(links),
        }
    }

    pub(super) fn add_kind(&mut self, kind: &NewKind<'_>) -> u32 {
        let at = number(self.kinds.len() as u64);
        let mut links = Vec::new();
        for link in &kind.links {
            let id = self.pool.keep_text(link.kind).0;
            links.push(number(id >> 32));
            links.push(number(id & u64::from(u32::MAX)));
            let kinds = u32::from(link.successor) | u32::from(link.absorbed) << 1;
            links.push(u32::from(link.year) << 2 | kinds);
        }
        let country = kind.country.map_or(0, |country| u64::from(country) + 1);
        let facts = country << 16 | (kind.family as u64) << 8 | u64::from(kind.levels);
        let names = kind.names.map(|name| self.pool.keep_text(name).0);
        let [en_national, en_local, zh_national, zh_province, zh_local] = names;
        let line = [
            self.pool.keep_text(kind.id).0,
            en_national,
            en_local,
            zh_national,
            zh_province,
            zh_local,
            self.pool.keep_numbers(&links).0,
            facts,
        ];
        self.kinds.to_mut().push(line);
        let ids = &mut self.maps.kind_ids;
        ids.change(&mut self.pool, kind.id, |list| *list = vec![at]);
        at
    }

    pub(super) fn family(&self, kind: u32) -> Family {
        let at = number(self.kinds[kind as usize][7] >> 8 & 0xFF) as usize;
        Family::ALL.get(at).copied().unwrap_or(Family::Plain)
    }

    /// The levels that have a kind, as bits.
    pub(super) fn levels(&self, kind: u32) -> u8 {
        self.kinds[kind as usize][7].to_le_bytes()[0]
    }

    /// The country of a single organ; `None` for a kind.
    pub(super) fn country(&self, kind: u32) -> Option<u32> {
        number(self.kinds[kind as usize][7] >> 16).checked_sub(1)
    }

    pub(super) fn links(&self, kind: u32) -> impl Iterator<Item = Link<'_>> {
        let links = self.pool.numbers(self.kind(kind).links).as_chunks::<3>().0;
        links.iter().map(|&[high, low, facts]| Link {
            kind: self.pool.text(Ref(u64::from(high) << 32 | u64::from(low))),
            year: u16::try_from(facts >> 2).unwrap_or_default(),
            successor: facts & 1 != 0,
            absorbed: facts & 2 != 0,
        })
    }

    /// Adds an English name of a place.
    pub(super) fn name_place(&mut self, name: &str, at: u32) {
        let plain = self.words.of_name(&mut self.pool, name);
        let whole = self.words.of_place(&mut self.pool, name);
        for mut ids in [plain, whole] {
            ids.retain(|&id| !self.words.is(id, role::STOP));
            // `Fuyang City` is named by `Fuyang` and its unit.
            if let [one, unit] = ids[..]
                && self.words.is(unit, role::LEVEL)
                && name.len() > SHORT
                && !self.words.is(one, role::LEVEL)
            {
                ids.pop();
            }
            // `An County` without the article is no name.
            let named = ids.iter().any(|&id| !self.words.is(id, role::LEVEL));
            let Some(&first) = ids.first().filter(|_| named) else {
                return;
            };
            self.words.begins_place(first, ids.len());
            let named = &mut self.maps.english_places;
            named.change(&mut self.pool, &*ids, |list| push(list, at));
        }
    }

    /// Adds a Chinese name of a place.
    pub(super) fn name_chinese_place(&mut self, name: &str, at: u32) {
        // `新区` was one, and says nothing.
        if self.does(Does::Level, name) {
            return;
        }
        let length = number(name.chars().count() as u64);
        let first = name.chars().next().map_or("", |ch| &name[..ch.len_utf8()]);
        let starts = &mut self.maps.chinese_starts;
        starts.change(&mut self.pool, first, |list| {
            *list = vec![length.max(list.first().copied().unwrap_or_default())];
        });
        let named = &mut self.maps.chinese_places;
        named.change(&mut self.pool, name, |list| push(list, at));
    }

    /// Adds an English name of a kind.
    pub(super) fn name_kind(&mut self, name: &str, sense: Sense) {
        let ids = self.words.of_name(&mut self.pool, name);
        for &id in &ids {
            self.words.give(id, role::SUBJECT);
        }
        let without = |roles: u16| -> Vec<WordId> {
            let stays = |id: &&WordId| !self.words.is(**id, roles);
            let mut bag: Vec<WordId> = ids.iter().filter(stays).copied().collect();
            bag.sort_unstable();
            bag
        };
        let bag = without(role::STOP);
        // The word of level says whose it is, not what: `Municipal Health Commission`.
        let bare = without(role::STOP | role::ADJECTIVE);
        let bag = if sense.national || bare.is_empty() {
            bag
        } else {
            bare
        };
        if !bag.is_empty() {
            let bags = &mut self.maps.bags;
            bags.change(&mut self.pool, &*bag, |list| add_sense(list, sense));
        }
    }

    /// Adds an acronym, as given and in capitals: `DoD`, `DOD`.
    pub(super) fn name_acronym(&mut self, acronym: &str, sense: Sense) {
        for written in [acronym, &acronym.to_uppercase()] {
            let acronyms = &mut self.maps.acronyms;
            acronyms.change(&mut self.pool, written, |list| add_sense(list, sense));
        }
    }

    /// Adds what an English name of a kind is about.
    pub(super) fn name_subject(&mut self, subject: &str, sense: Sense) {
        let mut bag = self.words.of_name(&mut self.pool, subject);
        bag.retain(|&id| !self.words.is(id, role::STOP));
        bag.sort_unstable();
        if !bag.is_empty() {
            let subjects = &mut self.maps.subjects;
            subjects.change(&mut self.pool, &*bag, |list| add_sense(list, sense));
        }
    }

    /// Adds a Chinese name of a kind.
    pub(super) fn name_form(&mut self, name: &str, sense: Sense) {
        let reduced = form::reduce(self, name).into_owned();
        let bare = form::without_level(self, &reduced).filter(|_| !sense.national);
        let form = bare.unwrap_or(&reduced).to_owned();
        if let Some(stem) = form::stem(self, &form) {
            let stems = &mut self.maps.stems;
            stems.change(&mut self.pool, stem, |list| add_sense(list, sense));
        }
        let forms = &mut self.maps.forms;
        forms.change(&mut self.pool, &*form, |list| add_sense(list, sense));
    }
}

/// A name with its unit is short up to so many bytes: `She County` keeps it.
const SHORT: usize = 10;

fn number(bits: u64) -> u32 {
    u32::try_from(bits).unwrap_or_default()
}

fn level_of(facts: u64) -> Level {
    let at = usize::from(facts.to_le_bytes()[0]);
    Level::ALL.get(at).copied().unwrap_or(Level::Town)
}

fn push(list: &mut Vec<u32>, at: u32) {
    if !list.contains(&at) {
        list.push(at);
    }
}

fn add_sense(list: &mut Vec<u32>, sense: Sense) {
    let same = |number: &&mut u32| Sense::of(**number).kind == sense.kind;
    match list.iter_mut().find(same) {
        Some(known) => {
            let before = Sense::of(*known);
            *known = Sense {
                kind: sense.kind,
                national: before.national && sense.national,
                whole: before.whole || sense.whole,
            }
            .number();
        }
        None => list.push(sense.number()),
    }
}
