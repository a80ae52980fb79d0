//! The kind that an English name names, once its places are known.

use super::{Name, Part, known};
use crate::department::gazetteer::{Family, Gazetteer, Sense, Senses};
use crate::department::reading::{Class, Owner, Reading, owned};
use crate::department::words::{Does, role};

impl Name<'_> {
    /// The name as one of a known kind.
    pub(super) fn known<'g>(
        &self,
        gazetteer: &'g Gazetteer,
        reading: &Reading<'g>,
    ) -> Option<Reading<'g>> {
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
    pub(super) fn take_plural(&mut self, gazetteer: &Gazetteer) -> bool {
        for id in &mut self.ids[..self.length] {
            if let Some(singular) = gazetteer.words.singular(*id) {
                (*id, self.plural) = (singular, true);
            }
        }
        self.plural
    }

    /// A known name as a group, if it speaks of all of a kind: `each district government`,
    /// `provincial people's governments`.
    pub(super) fn grouped<'g>(&self, mut reading: Reading<'g>) -> Reading<'g> {
        if self.quantified || (self.plural && self.levels != 0) {
            reading.class = Class::Group;
            reading.level = None;
            reading.group = self.levels;
            if self.levels == 0 {
                reading.own = Some("each".to_owned());
            }
        }
        reading
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
        let senses = gazetteer.acronym(word)?;
        if !self.fits(gazetteer, senses) {
            return None;
        }
        Some(known(reading.clone(), senses))
    }

    /// The kind, once places and owners are taken out.
    fn kind<'g>(&self, gazetteer: &'g Gazetteer, reading: &Reading<'g>) -> Option<Reading<'g>> {
        let words = &gazetteer.words;
        let is = |at: usize, role: u16| words.is(self.ids[at], role);
        let placed = |part: Part| matches!(part, Part::Place | Part::Country | Part::LevelOfPlace);
        let accept = |senses: Senses<'g>, owner, national: bool| {
            let mut reading = reading.clone();
            reading.owner = owner;
            reading.national |= national;
            owned(gazetteer, senses, owner).then(|| known(reading, senses))
        };
        let kept = |part: Part| matches!(part, Part::Rest | Part::Country);
        if self.parts[..self.length].contains(&Part::Country)
            && let Some(senses) = self.bag(gazetteer, |_, part| kept(part))
        {
            return accept(senses, None, false);
        }
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
        let national = |sense: Sense| gazetteer.levels(sense.kind) & 1 != 0;
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
            .map(|at| number(gazetteer, &self.text[self.tokens[at].range()]))
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

/// The number that a word gives; nothing for `No`.
fn number(gazetteer: &Gazetteer, word: &str) -> Option<String> {
    let lower = word.to_ascii_lowercase();
    if gazetteer.does(Does::Number, &lower) {
        return Some(String::new());
    }
    let pool = &gazetteer.pool;
    match gazetteer.words.value(pool, Does::Ordinals, &lower) {
        Some(number) => Some(number.to_string()),
        None if word.bytes().all(|byte| byte.is_ascii_digit()) => Some(word.to_owned()),
        None => None,
    }
}

/// Whether a kind is a heading over different organs.
fn is_various(gazetteer: &Gazetteer, senses: Senses<'_>) -> bool {
    senses
        .iter()
        .any(|sense| gazetteer.family(sense.kind) == Family::Various)
}

/// Whether a place has several organs of a kind.
fn several(gazetteer: &Gazetteer, senses: Senses<'_>) -> bool {
    senses
        .iter()
        .any(|sense| gazetteer.family(sense.kind) == Family::Instance)
}
