//! From what a name says and where it stands to the id of a department.

use super::choose::{FAR, Home, choose, distance};
use super::gazetteer::{Family, Gazetteer, Sense, Senses};
use super::place::{Level, Place, Unit};
use super::reading::{Anchor, Class, Owner, Reading, group_slug};
use super::words::Does;
use super::{chinese, english, form, split};
use std::borrow::Cow;

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    One(Identity),
    /// Several ids, none of which is better.
    Several(Vec<String>),
}

/// A department's identity and what it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) id: String,
    pub(super) place: Option<u32>,
    pub(super) kind: Option<u32>,
}

/// What the document says about places and time.
pub(super) struct Setting<'g> {
    pub(super) gazetteer: &'g Gazetteer,
    pub(super) home: Home,
    /// The country, which may be known where the place is not.
    pub(super) country: Option<u32>,
    pub(super) year: Option<u16>,
}

/// What the names around it say of the place of a name that names none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Given {
    Level(Unit),
    Place(u32),
}

/// Where an organ is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Where {
    Place(u32),
    /// At a level below the document's own place: `区` in a city's document.
    Below(u32, Level),
    /// In a place that cannot be told, at a level of it.
    Unknown(Option<Level>),
}

impl Setting<'_> {
    /// What a name stands for. `given` is what the names around it say of its place; a name that is
    /// `elided` has its head noun elsewhere in the list.
    pub(super) fn resolve(
        &self,
        name: &str,
        reading: &Reading<'_>,
        given: Option<Given>,
        elided: bool,
    ) -> Outcome {
        let mut reading = reading.clone();
        // A subject alone names nobody: `Finance`.
        if reading.class == Class::Text && !elided {
            reading.senses = Senses::default();
        }
        // A place as one that acts is its government.
        if reading.place_only && reading.senses.is_empty() {
            reading.senses = self.gazetteer.government().unwrap_or_default();
        }
        let at = match self.place(name, &reading, given) {
            Ok(at) => at,
            Err(several) if several.is_empty() => {
                // No such place: all of it is a name of the document's own.
                reading = self.own_named(name, &reading).unwrap_or_else(|| Reading {
                    class: Class::Unknown,
                    slug: Some(slug(self.gazetteer, name, false)),
                    ..Reading::default()
                });
                self.home.place().map_or(Where::Unknown(None), Where::Place)
            }
            Err(several) => return self.several(name, &reading, &several),
        };
        if let Where::Place(city) = at
            && let Some((zone, kind)) = self.zone(name, &reading, city)
        {
            return Outcome::One(self.identity(name, Where::Place(zone), Some(kind), &reading));
        }
        let kinds = match at {
            Where::Place(place) => self.kinds(&reading, Some(self.gazetteer.place(place)), None),
            Where::Below(_, level) | Where::Unknown(Some(level)) => {
                self.kinds(&reading, None, Some(level))
            }
            Where::Unknown(None) => self.kinds(&reading, None, None),
        };
        match kinds.as_slice() {
            [] => Outcome::One(self.identity(name, at, None, &reading)),
            [one] => Outcome::One(self.identity(name, at, Some(*one), &reading)),
            several => Outcome::Several(
                several
                    .iter()
                    .map(|&kind| self.identity(name, at, Some(kind), &reading).id)
                    .collect(),
            ),
        }
    }

    /// A name of a kind that has own names, with what was taken for a place as its own name:
    /// `和平街道办事处`.
    fn own_named(&self, name: &str, reading: &Reading<'_>) -> Option<Reading<'_>> {
        let gazetteer = self.gazetteer;
        let instance = |kind: u32| gazetteer.family(kind) == Family::Instance;
        let has_own = reading.senses.iter().any(|sense| instance(sense.kind));
        if !has_own || reading.whole_place || !chinese::is_chinese(name) {
            return None;
        }
        chinese::own_named(gazetteer, &split::without_blanks(name))
    }

    /// The zone of a city that a name means by what all such zones are called, and the kind of its
    /// committee: `高新区管委会` in a document of Chengdu.
    fn zone(&self, name: &str, reading: &Reading<'_>, city: u32) -> Option<(u32, u32)> {
        let gazetteer = self.gazetteer;
        let instance = |kind: u32| gazetteer.family(kind) == Family::Instance;
        let known = reading.class == Class::Known && reading.anchors[0].is_none();
        if !known || !reading.senses.iter().any(|sense| instance(sense.kind)) {
            return None;
        }
        let name = split::without_blanks(name);
        let bare = match reading.level.and(gazetteer.level_word(&name)) {
            Some((end, _)) => &name[end..],
            None => &name,
        };
        let zone = &bare[..gazetteer.ends(Does::Committee, bare).unwrap_or(bare.len())];
        if zone.is_empty() {
            return None;
        }
        let committee = gazetteer.all(Does::Committee).next()?;
        let kind = gazetteer
            .form(&form::reduce(gazetteer, committee))?
            .iter()
            .next()?
            .kind;
        let own = gazetteer.place(city).zh;
        let short = &own[..gazetteer.ends(Does::Level, own)?];
        let places = gazetteer.chinese_places(&format!("{short}{zone}"))?;
        let inside =
            |&at: &u32| gazetteer.parent(at) == Some(city) && gazetteer.level(at) == Level::Zone;
        let mut inside = places.iter().copied().filter(inside);
        Some((inside.next().filter(|_| inside.next().is_none())?, kind))
    }

    /// The ids of a name whose place can be one of several.
    fn several(&self, name: &str, reading: &Reading<'_>, places: &[u32]) -> Outcome {
        let ids = places.iter().map(|&at| {
            let kinds = self.kinds(reading, Some(self.gazetteer.place(at)), None);
            let kind = kinds.first().copied();
            self.identity(name, Where::Place(at), kind, reading).id
        });
        Outcome::Several(ids.collect())
    }

    /// Whether a name that is not known only begins like a place far away: the `商城集团` of Yiwu is
    /// not of Shangcheng in Henan.
    fn is_far(&self, name: &str, reading: &Reading<'_>) -> bool {
        let odd = matches!(reading.class, Class::Unknown | Class::Text) && !reading.whole_place;
        odd && chinese::is_chinese(name)
            && self.home.chain.len() > 1
            && reading.anchors[0].is_some_and(|anchor| {
                let far = |&at: &u32| distance(self.gazetteer, &self.home.chain, at) >= FAR;
                anchor.places.iter().all(far)
            })
    }

    /// Where an organ is; the places it could be in where that is not clear, and none where what
    /// stands in the name is no place.
    fn place(
        &self,
        name: &str,
        reading: &Reading<'_>,
        given: Option<Given>,
    ) -> Result<Where, Vec<u32>> {
        let gazetteer = self.gazetteer;
        if let Some(country) = self.single(reading) {
            return Ok(Where::Place(country));
        }
        if self.is_far(name, reading) {
            return Err(Vec::new());
        }
        if let Some(found) = self.anchored(reading)? {
            let own = gazetteer.place(found);
            return Ok(match reading.level.and_then(Unit::level) {
                // `Dongcheng Branch of the Municipal Bureau`: the level is that of the whole.
                Some(level) if level > own.level && !own.is_of(level) => Where::Below(found, level),
                _ => Where::Place(found),
            });
        }
        let national = reading.national
            || (!reading.senses.is_empty() && reading.senses.iter().all(|sense| sense.national));
        if national {
            return Ok(self.country.map_or(Where::Unknown(None), Where::Place));
        }
        let unit = match (reading.level, given) {
            _ if reading.class == Class::Group => None,
            (None, Some(Given::Place(at))) => return Ok(Where::Place(at)),
            (None, Some(Given::Level(unit))) => Some(unit),
            (unit, _) => unit,
        };
        let level = unit.and_then(Unit::level);
        let Some(home) = self.home.place() else {
            return Ok(Where::Unknown(level));
        };
        match (unit, level) {
            (Some(Unit::NewArea), _) => self.new_area().map(Where::Place).ok_or_else(Vec::new),
            (_, None) => Ok(Where::Place(home)),
            (_, Some(level)) => Ok(match self.home.at(gazetteer, self.own_level(unit, level)) {
                Some(at) => Where::Place(at),
                None => Where::Below(home, level),
            }),
        }
    }

    /// `新区` alone is the document's own new area.
    fn new_area(&self) -> Option<u32> {
        let mut places = self.home.chain.iter().copied();
        let is_new = |&at: &u32| {
            let place = self.gazetteer.place(at);
            self.gazetteer.last_unit(place.zh) == Some(Unit::NewArea)
        };
        places.find(is_new)
    }

    /// The level that a bare word means: `区财政厅` is the autonomous region's, in no other
    /// province.
    fn own_level(&self, unit: Option<Unit>, level: Level) -> Level {
        let province = self.home.at(self.gazetteer, Level::Province);
        let region = province.is_some_and(|at| self.gazetteer.place(at).unit == Unit::Region);
        if unit == Some(Unit::OwnRegion) && !region {
            Level::County
        } else {
            level
        }
    }

    /// The deepest place that a name names.
    fn anchored(&self, reading: &Reading<'_>) -> Result<Option<u32>, Vec<u32>> {
        let gazetteer = self.gazetteer;
        let mut found: Option<u32> = None;
        for (at, anchor) in reading.anchors.iter().flatten().enumerate() {
            // `Suzhou City, Jiangsu`: the one that lies in another place named.
            let mut inside = anchor.places.to_vec();
            for (_, other) in reading
                .anchors
                .iter()
                .flatten()
                .enumerate()
                .filter(|&(of, _)| of != at)
            {
                let lies_in = |&place: &u32| {
                    let mut above = gazetteer.upward(place).skip(1);
                    above.any(|above| other.places.contains(&above))
                };
                if inside.iter().any(lies_in) {
                    inside.retain(lies_in);
                }
            }
            let next = self.anchor(
                Anchor {
                    places: &inside,
                    unit: anchor.unit,
                },
                found,
            )?;
            found = match found {
                // `Dongcheng District, Beijing` and `Beijing Dongcheng District`.
                Some(deep) if gazetteer.is_above(next, deep) => Some(deep),
                _ => Some(next),
            };
        }
        Ok(found)
    }

    /// Whether a name means the organ of a part of a country, not the country's.
    fn is_part(&self, reading: &Reading<'_>) -> bool {
        let country = |&at: &u32| self.gazetteer.level(at) == Level::Country;
        let below = reading.anchors.iter().flatten().any(|anchor| {
            !anchor.places.iter().any(country)
                && anchor.places.iter().all(|&at| !self.is_chinese(at))
        });
        below || (self.is_sub_national() && !self.says_country(reading))
    }

    fn is_chinese(&self, at: u32) -> bool {
        self.gazetteer.upward(at).last() == self.gazetteer.place_of("cn")
    }

    /// Whether the document is of a part of another country, whose organs are not the country's.
    fn is_sub_national(&self) -> bool {
        let country = self.home.country();
        self.home.chain.len() > 1 && country != self.gazetteer.place_of("cn")
    }

    /// Whether a name says that it is of a country.
    fn says_country(&self, reading: &Reading<'_>) -> bool {
        let country = |&at: &u32| self.gazetteer.level(at) == Level::Country;
        let anchors = || reading.anchors.iter().flatten();
        reading.national && anchors().next().is_none()
            || anchors().any(|anchor| anchor.places.iter().all(country))
    }

    /// The country of a single organ.
    fn single(&self, reading: &Reading<'_>) -> Option<u32> {
        if self.is_part(reading) {
            return None;
        }
        let countries = || {
            reading
                .senses
                .iter()
                .filter_map(|sense| self.gazetteer.country(sense.kind))
        };
        let own = countries().find(|&country| self.country == Some(country));
        own.or_else(|| {
            let single = |sense: Sense| self.gazetteer.country(sense.kind).is_some();
            (reading.senses.iter().all(single) && reading.senses.len() == 1)
                .then(|| countries().next())
                .flatten()
        })
    }

    /// The place that a name names, if it can only be one.
    pub(super) fn named_place(&self, anchor: Anchor<'_>) -> Option<u32> {
        self.anchor(anchor, None).ok()
    }

    fn anchor(&self, anchor: Anchor<'_>, inside: Option<u32>) -> Result<u32, Vec<u32>> {
        let gazetteer = self.gazetteer;
        let above: Vec<u32>;
        let chain = match inside {
            Some(place) => {
                above = gazetteer.upward(place).collect();
                &above
            }
            None => &self.home.chain,
        };
        choose(gazetteer, chain, self.year, anchor.places, anchor.unit)
    }

    /// The kinds that a name can mean in a place, or at a level where the place is not known, and
    /// in the document's year.
    fn kinds(
        &self,
        reading: &Reading<'_>,
        place: Option<Place<'_>>,
        level: Option<Level>,
    ) -> Vec<u32> {
        let gazetteer = self.gazetteer;
        let country = self.country;
        let china = gazetteer.place_of("cn");
        let mut senses: Vec<Sense> = reading
            .senses
            .iter()
            .filter(|sense| match gazetteer.country(sense.kind) {
                Some(_) if self.is_part(reading) => false,
                Some(of) => country == Some(of) || reading.senses.len() == 1,
                None => {
                    place.is_none_or(|place| place.id == "cn" || place.id.starts_with("cn/"))
                        && (country.is_none() || country == china || place.is_some())
                }
            })
            .collect();
        let family = |sense: &Sense| gazetteer.family(sense.kind);
        let levels = |sense: &Sense| gazetteer.levels(sense.kind);
        let party = |sense: &Sense| family(sense) == Family::Party;
        // `黑龙江金融监管局` is the national administration's, `省金融监管局` the province's own.
        if reading.anchors[0].is_some_and(|anchor| anchor.unit.is_none()) && !reading.whole_place {
            narrow(&mut senses, |sense| family(sense) == Family::Vertical);
        } else if reading.anchors[0].is_none() && reading.level.is_some() {
            narrow(&mut senses, |sense| family(sense) != Family::Vertical);
        }
        // `市金融办` is the government's, `市委金融办` the party's.
        narrow(&mut senses, |sense| {
            party(sense) == (reading.owner == Some(Owner::Party))
        });
        if let Some(place) = place {
            let mut level = place.level.bit();
            if place.municipality {
                level |= Level::City.bit();
            }
            narrow(&mut senses, |sense| levels(sense) & level != 0);
            narrow(&mut senses, |sense| {
                place.level == Level::Country || !sense.national
            });
        }
        if let Some(level) = level {
            narrow(&mut senses, |sense| levels(sense) & level.bit() != 0);
        }
        narrow(&mut senses, |sense| sense.whole);
        // A name of no place is no former bureau of China.
        if place.is_none() && country != china {
            senses.retain(|sense| {
                gazetteer.country(sense.kind).is_some()
                    || gazetteer.links(sense.kind).all(|link| !link.successor)
            });
        }
        narrow(&mut senses, |sense| match self.year {
            Some(year) => gazetteer.links(sense.kind).all(|link| {
                if link.successor {
                    year <= link.year + 2
                } else {
                    link.absorbed || year >= link.year
                }
            }),
            None => gazetteer.links(sense.kind).all(|link| !link.successor),
        });
        senses.iter().map(|sense| sense.kind).collect()
    }

    fn identity(
        &self,
        name: &str,
        at: Where,
        kind: Option<u32>,
        reading: &Reading<'_>,
    ) -> Identity {
        let gazetteer = self.gazetteer;
        let (mut id, place) = match at {
            Where::Place(at) | Where::Below(at, _) => (gazetteer.place(at).id.to_owned(), Some(at)),
            Where::Unknown(_) => ("?".to_owned(), None),
        };
        let mut said = false;
        match kind {
            Some(kind) if gazetteer.country(kind).is_some() => {
                gazetteer.kind(kind).id.clone_into(&mut id);
            }
            Some(kind) => {
                id.push('/');
                id.push_str(gazetteer.kind(kind).id);
            }
            None => {
                let mut own = match &reading.slug {
                    Some(slug) => Cow::Borrowed(slug.as_str()),
                    None => Cow::Owned(slug(gazetteer, name, true)),
                };
                if own.is_empty() {
                    own = Cow::Owned(slug(gazetteer, name, false));
                }
                // An unknown English name keeps its word of level: `county-balloon-office`.
                said = own.is_ascii();
                id.push_str("/_/");
                id.push_str(if own.is_empty() { "?" } else { &own });
            }
        }
        let mut own = |part: &str| {
            id.push('~');
            id.push_str(part);
        };
        if reading.class == Class::Group && reading.group != 0 {
            own(&group_slug(reading.group, reading.concerned));
        }
        if let Where::Below(_, level) | Where::Unknown(Some(level)) = at
            && !said
        {
            own(match level {
                Level::Country => "country",
                Level::Province => "province",
                Level::City => "city",
                Level::County => "district",
                Level::Zone => "zone",
                Level::Town => "town",
            });
        }
        if let Some(name) = &reading.own {
            own(name);
        }
        Identity { id, place, kind }
    }
}

/// Keeps those that `fits`, if there are any.
fn narrow(senses: &mut Vec<Sense>, fits: impl Fn(&Sense) -> bool) {
    if senses.iter().any(&fits) {
        senses.retain(fits);
    }
}

/// What tells an unknown name from others, without its place or with all that it says.
fn slug(gazetteer: &Gazetteer, name: &str, placed: bool) -> String {
    if chinese::is_chinese(name) {
        chinese::slug(gazetteer, &split::without_blanks(name), placed)
    } else {
        english::slug(gazetteer, name, placed)
    }
}
