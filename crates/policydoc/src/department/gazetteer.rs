//! The tables of places and kinds of organ, and the indexes over them.

use super::place::Place;
use super::table::{GazetteerError, Table, Text};
use super::words::{FastMap, WordId, Words, role, split};
use std::sync::{Arc, LazyLock};

/// The data that names places and kinds of organ.
///
/// The built-in tables know the organs of the People's Republic of China at all levels, and the
/// central organs of a number of other countries. [`Gazetteer::extended`] adds to them.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    pub(super) words: Words,
    pub(super) places: Vec<Place>,
    pub(super) place_ids: FastMap<Text, u32>,
    /// Places by the words of their English names.
    pub(super) english_places: FastMap<Box<[WordId]>, Vec<u32>>,
    /// How many words the longest place name has that begins with a word.
    pub(super) place_starts: FastMap<WordId, u8>,
    /// Places by their Chinese names, long and short.
    pub(super) chinese_places: FastMap<Text, Vec<u32>>,
    pub(super) kinds: Vec<Kind>,
    pub(super) kind_ids: FastMap<Text, u32>,
    /// Kinds by the sorted words of their English names.
    pub(super) bags: FastMap<Box<[WordId]>, Vec<Sense>>,
    /// The same without the generic word, for lists that name it once: `Finance and Commerce
    /// Bureaus`.
    pub(super) subjects: FastMap<Box<[WordId]>, Vec<Sense>>,
    /// Kinds by their acronyms as written.
    pub(super) acronyms: FastMap<Text, Vec<Sense>>,
    /// Kinds by their Chinese names without place, reduced.
    pub(super) forms: FastMap<Text, Vec<Sense>>,
    /// The same without the last word, for lists that name it once: `财政` of `财政局`.
    pub(super) stems: FastMap<Text, Vec<Sense>>,
    /// Words that say which country a document is from.
    pub(super) country_words: Vec<(Text, u32)>,
}

/// A kind of organ, of which every place has one; or a single organ of another country.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    pub(super) id: Text,
    /// The country of a single organ; `None` for a kind.
    pub(super) country: Option<u32>,
    pub(super) family: Family,
    /// The levels that have it, as bits.
    pub(super) levels: u8,
    pub(super) en_national: Text,
    pub(super) en_local: Text,
    pub(super) zh_national: Text,
    pub(super) zh_province: Text,
    pub(super) zh_local: Text,
    pub(super) predecessors: Vec<Link>,
    pub(super) successors: Vec<Link>,
}

/// A kind that went before or came after, and the year of the change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) kind: Text,
    pub(super) year: u16,
    /// It went into a kind that was there before.
    pub(super) absorbed: bool,
}

/// What matters of the family that a kind belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// An organ of a party committee.
    Party,
    /// One of several in a place, told apart by own names: parks, companies, subdistricts.
    Instance,
    /// Different organs under one heading, told apart by what they are called: schools, utilities.
    Various,
    /// A local organ of a national one: customs, tax, banking supervision.
    Vertical,
    /// Anything else.
    Plain,
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

const ORGANS: &str = include_str!("../../data/gazetteer/organs.tsv");
const WORLD: &str = include_str!("../../data/gazetteer/organs-world.tsv");
const PLACES: &str = include_str!("../../data/gazetteer/places.tsv");
const WORDS: &str = include_str!("../../data/gazetteer/words.tsv");

/// Final words of Chinese names, the longest first, so that `财政局` gives `财政`.
const ENDINGS: &[&str] = &[
    "委员会",
    "办公室",
    "部门",
    "局",
    "厅",
    "委",
    "部",
    "办",
    "署",
];

impl Gazetteer {
    /// The tables that come with the library, read once in a process.
    pub fn built_in() -> Arc<Gazetteer> {
        static BUILT_IN: LazyLock<Arc<Gazetteer>> = LazyLock::new(|| Arc::new(Gazetteer::read()));
        Arc::clone(&BUILT_IN)
    }

    fn read() -> Self {
        let mut gazetteer = Self {
            words: Words::read(&Table::new("words.tsv", WORDS)),
            ..Self::default()
        };
        gazetteer.english_places.reserve(8192);
        gazetteer.chinese_places.reserve(8192);
        gazetteer.place_ids.reserve(4096);
        gazetteer.bags.reserve(8192);
        gazetteer.forms.reserve(4096);
        for (name, text) in [
            ("places.tsv", PLACES),
            ("organs.tsv", ORGANS),
            ("organs-world.tsv", WORLD),
        ] {
            // A test sees to it that the built-in tables are right.
            let read = gazetteer.add(&Table::new(name, text));
            debug_assert_eq!(read, Ok(()));
        }
        let words = Table::new("words.tsv", WORDS);
        for row in words.rows().filter(|row| row.get("class") == "country") {
            if let Some(country) = gazetteer.place(row.get("value")) {
                gazetteer.country_words.push((row.text("word"), country));
            }
        }
        gazetteer.words.sort();
        gazetteer
    }

    /// This gazetteer with one more table: places, kinds of organ, or single organs, told apart
    /// by their columns `place_id`, `kind_id` or `org_id`. `name` is used in error messages.
    ///
    /// The columns are those of the built-in tables; the first line names them, in any order, and
    /// all but the id may be left out. Lists are separated by `|`. A line whose id is known adds
    /// names to what is there.
    ///
    /// ```
    /// use policydoc::{Gazetteer, Parser};
    ///
    /// let mine = "kind_id\ten_local\tzh_local\nballoon-office\tBalloon Office\t气球办公室\n";
    /// let parser = Parser::builder()
    ///     .gazetteer(Gazetteer::built_in().extended("mine.tsv", mine)?)
    ///     .build();
    /// let document = parser.parse("北京市方案\n\n一、管好气球。\n责任单位：市气球办公室");
    /// assert_eq!(document.departments()[0].id, "cn/beijing/balloon-office");
    /// # Ok::<(), policydoc::GazetteerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A line that cannot be used: an unknown column, a missing id, an unknown level or place.
    pub fn extended(&self, name: &str, table: &str) -> Result<Gazetteer, GazetteerError> {
        let mut gazetteer = self.clone();
        gazetteer.add(&Table::new(name, table.to_owned()))?;
        gazetteer.words.sort();
        Ok(gazetteer)
    }

    /// The departments that a department was, or became, in a year: itself where nothing changed,
    /// several where it was made of several. Ids of single organs and of unknown names stay.
    ///
    /// ```
    /// let gazetteer = policydoc::Gazetteer::built_in();
    /// assert_eq!(gazetteer.as_of("cn/beijing/tourism", 2020), ["cn/beijing/culture-tourism"]);
    /// assert_eq!(
    ///     gazetteer.as_of("cn/beijing/culture-tourism", 2015),
    ///     ["cn/beijing/culture", "cn/beijing/tourism"]
    /// );
    /// ```
    pub fn as_of(&self, id: &str, year: u16) -> Vec<String> {
        const STEPS: usize = 8; // changes in a row
        let mut now = vec![id.to_owned()];
        for _ in 0..STEPS {
            let mut next: Vec<String> = Vec::new();
            for id in &now {
                let changed = self.step(id, year);
                let changed = if changed.is_empty() {
                    vec![id.clone()]
                } else {
                    changed
                };
                for id in changed {
                    if !next.contains(&id) {
                        next.push(id);
                    }
                }
            }
            if next == now {
                break;
            }
            now = next;
        }
        now
    }

    /// What a department became by a year, or was before a change after it.
    fn step(&self, id: &str, year: u16) -> Vec<String> {
        let Some((place, kind)) = id.rsplit_once('/') else {
            return Vec::new();
        };
        let Some(&at) = self.kind_ids.get(kind) else {
            return Vec::new();
        };
        let kind = &self.kinds[at as usize];
        let of = |link: &Link| format!("{place}/{}", link.kind);
        let after = kind.successors.iter().filter(|link| link.year <= year);
        let before = kind
            .predecessors
            .iter()
            .filter(|link| link.year > year && !link.absorbed);
        // The State Taxation Administration was none of the state tax bureaus.
        let level = self.place(place).map(|at| self.places[at as usize].level);
        let exists = |link: &&Link| {
            let other = self.kind_ids.get(&link.kind);
            other.is_some_and(|&other| {
                level.is_none_or(|level| self.kinds[other as usize].levels & level.bit() != 0)
            })
        };
        let after: Vec<String> = after.filter(exists).map(of).collect();
        if after.is_empty() {
            before.filter(exists).map(of).collect()
        } else {
            after
        }
    }

    fn add(&mut self, table: &Table) -> Result<(), GazetteerError> {
        if table.has("place_id") {
            super::load::places(self, table)
        } else if table.has("kind_id") {
            super::load::kinds(self, table)
        } else {
            super::load::organs(self, table)
        }
    }

    /// Whether a place has this id: one that [`ParserBuilder::place`](crate::ParserBuilder::place)
    /// takes.
    ///
    /// ```
    /// assert!(policydoc::Gazetteer::built_in().knows_place("cn/beijing/dongcheng"));
    /// ```
    pub fn knows_place(&self, id: &str) -> bool {
        self.place(id).is_some()
    }

    pub(super) fn place(&self, id: &str) -> Option<u32> {
        self.place_ids.get(id).copied()
    }

    /// Adds an English name of a place.
    pub(super) fn name_place(&mut self, name: &str, at: u32) {
        let ids: Vec<WordId> = self.words.of_name(name);
        let ids: Box<[WordId]> = ids
            .into_iter()
            .filter(|&id| !self.words.is(id, role::STOP))
            .collect();
        let Some(&first) = ids.first() else { return };
        let longest = self.place_starts.entry(first).or_default();
        *longest = (*longest).max(u8::try_from(ids.len()).unwrap_or(u8::MAX));
        push(self.english_places.entry(ids).or_default(), at);
    }

    /// Adds an English name of a kind.
    pub(super) fn name_kind(&mut self, name: &str, sense: Sense) {
        let ids = self.words.of_name(name);
        for &id in &ids {
            self.words.give(id, role::SUBJECT);
        }
        let stop = |id: &&WordId| !self.words.is(**id, role::STOP);
        let mut bag: Vec<WordId> = ids.iter().filter(stop).copied().collect();
        bag.sort_unstable();
        // The word of level says whose it is, not what: `Municipal Health Commission`.
        let bare: Vec<WordId> = bag
            .iter()
            .filter(|&&id| !self.words.is(id, role::ADJECTIVE))
            .copied()
            .collect();
        let bag = if sense.national || bare.is_empty() {
            bag
        } else {
            bare
        };
        if !bag.is_empty() {
            add_sense(self.bags.entry(bag.into()).or_default(), sense);
        }
    }

    /// Adds an acronym, as given and in capitals: `DoD`, `DOD`.
    pub(super) fn name_acronym(&mut self, acronym: &str, sense: Sense) {
        for written in [acronym.to_owned(), acronym.to_uppercase()] {
            add_sense(
                self.acronyms.entry(Text::Owned(written)).or_default(),
                sense,
            );
        }
    }

    /// Adds what an English name of a kind is about.
    pub(super) fn name_subject(&mut self, subject: &str, sense: Sense) {
        let ids = self.words.of_name(subject);
        let mut bag: Vec<WordId> = ids
            .into_iter()
            .filter(|&id| !self.words.is(id, role::STOP))
            .collect();
        bag.sort_unstable();
        if !bag.is_empty() {
            add_sense(self.subjects.entry(bag.into()).or_default(), sense);
        }
    }

    /// Adds a Chinese name of a kind.
    pub(super) fn name_form(&mut self, name: &str, sense: Sense) {
        let reduced = super::chinese::reduce(name);
        let bare = super::chinese::without_level(&reduced).filter(|_| !sense.national);
        let form = bare.unwrap_or(&reduced);
        for ending in ENDINGS {
            if let Some(stem) = form.strip_suffix(ending)
                && stem.chars().count() >= 2
            {
                let stem = Text::Owned(stem.to_owned());
                add_sense(self.stems.entry(stem).or_default(), sense);
                break;
            }
        }
        add_sense(
            self.forms.entry(Text::Owned(form.to_owned())).or_default(),
            sense,
        );
    }
}

pub(super) fn push(list: &mut Vec<u32>, at: u32) {
    if !list.contains(&at) {
        list.push(at);
    }
}

fn add_sense(senses: &mut Vec<Sense>, sense: Sense) {
    match senses.iter_mut().find(|known| known.kind == sense.kind) {
        Some(known) => {
            known.national &= sense.national;
            known.whole |= sense.whole;
        }
        None => senses.push(sense),
    }
}

/// Whether an English name says by itself that it is the country's organ.
pub(super) fn is_national(words: &Words, name: &str) -> bool {
    split(name).any(|(start, end)| {
        let word = &name[start..end];
        words.is(words.id(word), role::NATIONAL) || word == "Ministry"
    })
}
