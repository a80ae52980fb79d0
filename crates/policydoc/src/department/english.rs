//! Reads an English name: the places in it, wherever they stand, then the kind as a bag of words.

use super::gazetteer::{Family, Gazetteer, Sense};
use super::place::level_of_number;
use super::reading::{Anchor, Class, GROUPS, GroupBits, Owner, Reading, owned};
use super::words::{UNKNOWN, WordId, Words, role, split};

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
    pub(super) fn new(words: &Words, text: &str, start: usize, end: usize) -> Self {
        let word = &text[start..end];
        Self {
            start: crate::document::index(start),
            end: crate::document::index(end),
            id: words.id(word),
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
    if super::open::is_open_english(&gazetteer.words, text, tokens) {
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
    name.find_places(gazetteer, &mut reading);
    if let Some(found) = name.known(gazetteer, &reading) {
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

/// The number that a word gives; nothing for `No`.
fn number(word: &str) -> Option<String> {
    const ORDINALS: &[&str] = &["first", "second", "third", "fourth", "fifth"];
    if word.eq_ignore_ascii_case("no") {
        return Some(String::new());
    }
    let ordinal = ORDINALS
        .iter()
        .position(|ordinal| word.eq_ignore_ascii_case(ordinal));
    match ordinal {
        Some(at) => Some((at + 1).to_string()),
        None if word.bytes().all(|byte| byte.is_ascii_digit()) => Some(word.to_owned()),
        None => None,
    }
}

/// The level of a group that a word gives.
fn group_level(word: &str) -> GroupBits {
    GROUPS
        .iter()
        .position(|(_, _, words)| words.iter().any(|known| known.eq_ignore_ascii_case(word)))
        .map_or(0, |at| 1 << at)
}

/// Whether a kind is a heading over different organs.
fn is_various(gazetteer: &Gazetteer, senses: &[Sense]) -> bool {
    senses
        .iter()
        .any(|sense| gazetteer.kinds[sense.kind as usize].family == Family::Various)
}

/// Whether a place has several organs of a kind.
fn several(gazetteer: &Gazetteer, senses: &[Sense]) -> bool {
    senses
        .iter()
        .any(|sense| gazetteer.kinds[sense.kind as usize].family == Family::Instance)
}

/// What tells an unknown name from others: its words without places and articles.
pub(super) fn slug(gazetteer: &Gazetteer, text: &str) -> String {
    let words = &gazetteer.words;
    let tokens: Vec<Token> = split(text)
        .map(|(start, end)| Token::new(words, text, start, end))
        .collect();
    match Name::new(gazetteer, None, text, &tokens) {
        Some(mut name) => {
            name.find_places(gazetteer, &mut Reading::default());
            name.slug(gazetteer, &tokens)
        }
        None => String::new(),
    }
}

fn known<'g>(mut reading: Reading<'g>, senses: &'g [Sense]) -> Reading<'g> {
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
            if words.is(token.id, role::STOP) {
                continue;
            }
            if words.is(token.id, role::QUANTIFIER) && name.length == 0 {
                name.quantified = true;
                continue;
            }
            if words.is(token.id, role::LEVEL) {
                name.levels |= group_level(&text[token.range()]);
            }
            *name.ids.get_mut(name.length)? = token.id;
            name.tokens[name.length] = *token;
            name.length += 1;
        }
        (name.length > 0).then_some(name)
    }

    /// The name as one of a known kind.
    fn known<'g>(&self, gazetteer: &'g Gazetteer, reading: &Reading<'g>) -> Option<Reading<'g>> {
        if let Some(found) = self.acronym(gazetteer, reading) {
            return Some(found);
        }
        if let Some(mut found) = self.kind(gazetteer, reading) {
            if several(gazetteer, found.senses) {
                found.own = self.own_of_place(gazetteer);
            } else if is_various(gazetteer, found.senses) {
                let mut slug = String::new();
                for at in (0..self.length).filter(|&at| self.parts[at] == Part::Rest) {
                    self.add_to(&mut slug, at);
                }
                found.own = Some(slug);
            }
            return Some(self.grouped(found));
        }
        self.instance(gazetteer, reading)
    }

    /// Takes the plural off the head nouns, if there is one.
    fn take_plural(&mut self, gazetteer: &Gazetteer) -> bool {
        for id in &mut self.ids[..self.length] {
            if let Some(singular) = gazetteer.words.singular(*id) {
                (*id, self.plural) = (singular, true);
            }
        }
        self.plural
    }

    /// The kinds whose name is the bag of those words that `keep` says, each with its part.
    fn bag<'g>(
        &self,
        gazetteer: &'g Gazetteer,
        keep: impl Fn(usize, Part) -> bool,
    ) -> Option<&'g [Sense]> {
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
        let senses = gazetteer.bags.get(&*bag)?;
        self.fits(gazetteer, senses).then_some(senses)
    }

    /// Whether one of the kinds can be meant in the document's country. Where that is not known,
    /// a name of two words may be anybody's: `Rural Development`.
    fn fits(&self, gazetteer: &Gazetteer, senses: &[Sense]) -> bool {
        let china = gazetteer.place("cn");
        senses.iter().any(|sense| {
            let of = gazetteer.kinds[sense.kind as usize].country;
            match self.country {
                Some(country) => of.map_or(china == Some(country), |of| of == country),
                None => of.is_none() || self.length > 2,
            }
        })
    }

    /// A known name as a group, if it speaks of all of a kind: `each district government`,
    /// `provincial people's governments`.
    fn grouped<'g>(&self, mut reading: Reading<'g>) -> Reading<'g> {
        if self.quantified || (self.plural && self.levels != 0) {
            reading.class = Class::Group;
            reading.level = None;
            reading.group = match self.levels {
                0 => 1 << (GROUPS.len() - 1),
                levels => levels,
            };
        }
        reading
    }

    fn find_places<'g>(&mut self, gazetteer: &'g Gazetteer, reading: &mut Reading<'g>) {
        let mut at = 0;
        while at < self.length {
            let Some((places, end)) = self.place_at(gazetteer, at) else {
                if gazetteer.words.is(self.ids[at], role::LEVEL) {
                    self.parts[at] = Part::Level;
                    if reading.level.is_none() {
                        reading.level = level_of_number(gazetteer.words.level(self.ids[at]));
                    }
                }
                at += 1;
                continue;
            };
            self.parts[at..end].fill(Part::Place);
            let mut level = None;
            at = end;
            while at < self.length && gazetteer.words.is(self.ids[at], role::LEVEL) {
                level = level_of_number(gazetteer.words.level(self.ids[at])).or(level);
                self.parts[at] = Part::LevelOfPlace;
                at += 1;
            }
            reading.anchor(Anchor { places, level });
        }
    }

    fn place_at<'g>(&self, gazetteer: &'g Gazetteer, at: usize) -> Option<(&'g [u32], usize)> {
        let longest = *gazetteer.place_starts.get(&self.ids[at])?;
        if !self.tokens[at].capital || self.ids[at] == UNKNOWN {
            return None;
        }
        let most = (at + usize::from(longest)).min(self.length);
        (at + 1..=most).rev().find_map(|end| {
            let places = gazetteer.english_places.get(&self.ids[at..end])?;
            Some((places.as_slice(), end))
        })
    }

    /// `SASAC of Dongcheng District`: capitals only, and nothing but places around them.
    fn acronym<'g>(&self, gazetteer: &'g Gazetteer, reading: &Reading<'g>) -> Option<Reading<'g>> {
        let mut rest = (0..self.length).filter(|&at| self.parts[at] == Part::Rest);
        let (at, None) = (rest.next()?, rest.next()) else {
            return None;
        };
        let word = &self.text[self.tokens[at].range()];
        let capitals = word.chars().filter(|ch| ch.is_uppercase()).count();
        if capitals < 2 {
            return None;
        }
        let senses = gazetteer.acronyms.get(word)?;
        if !self.fits(gazetteer, senses) {
            return None;
        }
        Some(known(reading.clone(), senses))
    }

    /// The kind, once places and owners are taken out.
    fn kind<'g>(&self, gazetteer: &'g Gazetteer, reading: &Reading<'g>) -> Option<Reading<'g>> {
        let words = &gazetteer.words;
        let is = |at: usize, role: u16| words.is(self.ids[at], role);
        let placed = |part: Part| matches!(part, Part::Place | Part::LevelOfPlace);
        let accept = |senses: &'g [Sense], owner, national: bool| {
            let mut reading = reading.clone();
            reading.owner = owner;
            reading.national |= national;
            owned(gazetteer, senses, owner).then(|| known(reading, senses))
        };
        if let Some(senses) = self.bag(gazetteer, |_, part| !placed(part)) {
            // The word of level belongs to the name: `City Management Bureau`.
            let mut reading = reading.clone();
            reading.level = None;
            return Some(known(reading, senses));
        }
        if let Some(senses) = self.bag(gazetteer, |_, part| part == Part::Rest) {
            return accept(senses, None, false);
        }
        for (roles, owner) in [
            (role::GOVERNMENT, Some(Owner::Government)),
            (role::PARTY, Some(Owner::Party)),
            (role::GOVERNMENT | role::PARTY, Some(Owner::Party)),
            (role::BRANCH, None),
        ] {
            let senses = self.bag(gazetteer, |at, part| part == Part::Rest && !is(at, roles));
            if let Some(mut found) = senses.and_then(|senses| accept(senses, owner, false)) {
                found.loose = true;
                return Some(found);
            }
        }
        let senses = self.bag(gazetteer, |at, part| {
            part == Part::Rest && !is(at, role::NATIONAL)
        })?;
        let national = |sense: &Sense| gazetteer.kinds[sense.kind as usize].levels & 1 != 0;
        if senses.iter().any(national) {
            return accept(senses, None, true);
        }
        None
    }

    /// A kind of which there are several, and an own name: `Administration Committee of Dongcheng
    /// Park`, `Wangfujing Construction Administration Office`.
    fn instance<'g>(&self, gazetteer: &'g Gazetteer, reading: &Reading<'g>) -> Option<Reading<'g>> {
        let words = &gazetteer.words;
        let own = |at: usize| {
            self.parts[at] == Part::Rest
                && (self.tokens[at].capital
                    || self.text[self.tokens[at].range()]
                        .starts_with(|ch: char| ch.is_ascii_digit()))
                && !words.is(self.ids[at], role::SUBJECT | role::HEAD)
        };
        let senses = self.bag(gazetteer, |at, part| part == Part::Rest && !own(at))?;
        // `No. 1 Intermediate People's Court`: a number is identity, whatever the kind.
        if let Some(number) = (0..self.length)
            .filter(|&at| own(at))
            .map(|at| number(&self.text[self.tokens[at].range()]))
            .collect::<Option<String>>()
            .filter(|number| !number.is_empty())
        {
            let mut reading = known(reading.clone(), senses);
            reading.own = Some(number);
            return Some(reading);
        }
        if !several(gazetteer, senses) {
            return None;
        }
        let mut slug = String::new();
        for at in 0..self.length {
            if own(at) {
                self.add_to(&mut slug, at);
            }
        }
        if slug.is_empty() {
            return None;
        }
        let mut reading = known(reading.clone(), senses);
        reading.class = Class::Instance;
        reading.loose = true;
        reading.own = Some(slug);
        Some(reading)
    }

    fn add_to(&self, slug: &mut String, at: usize) {
        self.add_word(slug, &self.tokens[at]);
    }

    fn add_word(&self, slug: &mut String, token: &Token) {
        if !slug.is_empty() {
            slug.push('-');
        }
        let word = match &self.text[token.range()] {
            "&" => "and",
            word => word,
        };
        for ch in word.chars().filter(|ch| ch.is_alphanumeric()) {
            slug.extend(ch.to_lowercase());
        }
    }

    fn unknown<'g>(&self, gazetteer: &'g Gazetteer, mut reading: Reading<'g>) -> Reading<'g> {
        let words = &gazetteer.words;
        reading.place_only = self.parts[..self.length]
            .iter()
            .all(|&part| part != Part::Rest);
        // `Haidian District`: a place as one that acts is its government.
        if reading.place_only
            && reading.anchors[0].is_some_and(|anchor| anchor.level.is_some())
            && let Some(senses) = gazetteer.bags.get(&[words.id("government")][..])
        {
            return known(reading, senses);
        }
        let capitals = (0..self.length).filter(|&at| self.tokens[at].capital);
        let heads = capitals
            .clone()
            .any(|at| words.is(self.ids[at], role::HEAD));
        // Most words of a name are written large; those of a sentence are not.
        if heads && capitals.count() * 2 >= self.length {
            reading.class = Class::Unknown;
        } else if let Some(senses) = self.subject(gazetteer) {
            (reading.senses, reading.elided) = (senses, true);
        }
        reading
    }

    /// The name without places and articles, in lower case with hyphens.
    fn slug(&self, gazetteer: &Gazetteer, tokens: &[Token]) -> String {
        let words = &gazetteer.words;
        let placed = |token: &Token| {
            (0..self.length).any(|at| {
                self.tokens[at].start == token.start
                    && matches!(self.parts[at], Part::Place | Part::LevelOfPlace)
            })
        };
        let mut slug = String::new();
        // Small words wait for what they join: `Promotion Office of Dongcheng` ends in no `of`.
        let mut waiting: Option<&Token> = None;
        for token in tokens {
            let word = &self.text[token.range()];
            if words.is(token.id, role::STOP) {
                if !["the", "a", "an"]
                    .iter()
                    .any(|article| word.eq_ignore_ascii_case(article))
                {
                    waiting = Some(token);
                }
                continue;
            }
            if placed(token) {
                waiting = None;
                continue;
            }
            if let Some(small) = waiting.take()
                && !slug.is_empty()
            {
                self.add_word(&mut slug, small);
            }
            self.add_word(&mut slug, token);
        }
        slug
    }

    /// The kinds that are about what the name says, if it has no head noun.
    fn subject<'g>(&self, gazetteer: &'g Gazetteer) -> Option<&'g [Sense]> {
        let mut bag: Vec<WordId> = (0..self.length)
            .filter(|&at| !matches!(self.parts[at], Part::Place | Part::LevelOfPlace))
            .map(|at| self.ids[at])
            .collect();
        bag.sort_unstable();
        let senses = gazetteer.subjects.get(&*bag)?;
        self.fits(gazetteer, senses).then_some(senses)
    }

    /// The own name that a place and a class word form: `Dongcheng Park`.
    fn own_of_place(&self, gazetteer: &Gazetteer) -> Option<String> {
        let class = (1..self.length).find(|&at| {
            self.parts[at - 1] == Part::Place
                && self.parts[at] == Part::Rest
                && gazetteer.words.is(self.ids[at], role::CLASS)
        })?;
        let mut start = class;
        while start > 0 && self.parts[start - 1] == Part::Place {
            start -= 1;
        }
        let mut slug = String::new();
        for at in start..=class {
            self.add_to(&mut slug, at);
        }
        Some(slug)
    }
}
