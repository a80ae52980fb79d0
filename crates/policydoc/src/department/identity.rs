//! From what a name says and where it stands to the id of a department.

use super::gazetteer::{Family, Gazetteer, Sense};
use super::place::{Home, Level, Place, choose};
use super::reading::{Anchor, Class, Owner, Reading, group_slug};

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
    Level(Level),
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
        reading: &Reading<'_>,
        given: Option<Given>,
        elided: bool,
    ) -> Outcome {
        // A subject alone names nobody: `Finance`.
        let known = reading.class != Class::Text || elided;
        let bare;
        let reading = if known || reading.senses.is_empty() {
            reading
        } else {
            bare = Reading {
                senses: &[],
                ..reading.clone()
            };
            &bare
        };
        let places = &self.gazetteer.places;
        let at = match self.place(reading, given) {
            Ok(at) => at,
            Err(several) => {
                let ids = several.iter().map(|&at| {
                    let kind = self.kinds(reading, Some(&places[at as usize]), None);
                    self.identity(Where::Place(at), kind.first().copied(), reading)
                        .id
                });
                return Outcome::Several(ids.collect());
            }
        };
        let place = match at {
            Where::Place(at) | Where::Below(at, _) => Some(&places[at as usize]),
            Where::Unknown(_) => None,
        };
        let kinds = match at {
            Where::Below(_, level) | Where::Unknown(Some(level)) => {
                self.kinds(reading, None, Some(level))
            }
            _ => self.kinds(reading, place, None),
        };
        match kinds.as_slice() {
            [] => Outcome::One(self.identity(at, None, reading)),
            [one] => Outcome::One(self.identity(at, Some(*one), reading)),
            several => Outcome::Several(
                several
                    .iter()
                    .map(|&kind| self.identity(at, Some(kind), reading).id)
                    .collect(),
            ),
        }
    }

    fn place(&self, reading: &Reading<'_>, given: Option<Given>) -> Result<Where, Vec<u32>> {
        let gazetteer = self.gazetteer;
        if let Some(country) = self.single(reading) {
            return Ok(Where::Place(country));
        }
        let mut found: Option<u32> = None;
        for (at, anchor) in reading.anchors.iter().flatten().enumerate() {
            // `Suzhou City, Jiangsu`: the one that lies in the other place named.
            let other = reading.anchors[1 - at];
            let inside: Vec<u32> = anchor
                .places
                .iter()
                .copied()
                .filter(|&place| {
                    other.is_some_and(|other| {
                        other
                            .places
                            .iter()
                            .any(|&above| is_above(&gazetteer.places, above, place))
                    })
                })
                .collect();
            let narrowed = Anchor {
                places: if inside.is_empty() {
                    anchor.places
                } else {
                    &inside
                },
                level: anchor.level,
            };
            let next = self.anchor(narrowed, found)?;
            found = match found {
                // `Dongcheng District, Beijing` and `Beijing Dongcheng District`.
                Some(deep) if is_above(&gazetteer.places, next, deep) => Some(deep),
                _ => Some(next),
            };
        }
        if let Some(found) = found {
            return Ok(match reading.level {
                // `Dongcheng Branch of the Municipal Bureau`: the level is that of the whole.
                Some(level)
                    if level > gazetteer.places[found as usize].level
                        && !gazetteer.places[found as usize].is_of(level) =>
                {
                    Where::Below(found, level)
                }
                _ => Where::Place(found),
            });
        }
        let national = reading.national
            || (!reading.senses.is_empty() && reading.senses.iter().all(|sense| sense.national));
        if national {
            return Ok(self.country.map_or(Where::Unknown(None), Where::Place));
        }
        let level = match (reading.level, given) {
            _ if reading.class == Class::Group => None,
            (None, Some(Given::Place(at))) => return Ok(Where::Place(at)),
            (None, Some(Given::Level(level))) => Some(level),
            (level, _) => level,
        };
        let Some(home) = self.home.place() else {
            return Ok(Where::Unknown(level));
        };
        Ok(match level {
            None => Where::Place(home),
            Some(level) => match self.home.at(&gazetteer.places, level) {
                Some(at) => Where::Place(at),
                None => Where::Below(home, level),
            },
        })
    }

    /// The country of a single organ.
    fn single(&self, reading: &Reading<'_>) -> Option<u32> {
        let countries = || {
            reading
                .senses
                .iter()
                .filter_map(|sense| self.gazetteer.kinds[sense.kind as usize].country)
        };
        let own = countries().find(|&country| self.country == Some(country));
        own.or_else(|| {
            let single =
                |sense: &Sense| self.gazetteer.kinds[sense.kind as usize].country.is_some();
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
        let places = &self.gazetteer.places;
        let home = match inside {
            Some(above) => Home::new(places, Some(above)),
            None => Home {
                chain: self.home.chain.clone(),
            },
        };
        choose(places, &home, self.year, anchor.places, anchor.level)
    }

    /// The kinds that a name can mean in a place, or at a level where the place is not known, and
    /// in the document's year.
    fn kinds(
        &self,
        reading: &Reading<'_>,
        place: Option<&Place>,
        level: Option<Level>,
    ) -> Vec<u32> {
        let gazetteer = self.gazetteer;
        let country = self.country;
        let china = gazetteer.place("cn");
        let mut senses: Vec<Sense> = reading
            .senses
            .iter()
            .filter(|sense| match gazetteer.kinds[sense.kind as usize].country {
                Some(of) => country == Some(of) || reading.senses.len() == 1,
                None => {
                    place.is_none_or(|place| place.id == "cn" || place.id.starts_with("cn/"))
                        && (country.is_none() || country == china || place.is_some())
                }
            })
            .copied()
            .collect();
        let kind = |sense: &Sense| &gazetteer.kinds[sense.kind as usize];
        let party = |sense: &Sense| kind(sense).family == Family::Party;
        // `黑龙江金融监管局` is the national administration's, `省金融监管局` the province's own.
        if reading.anchors[0].is_some_and(|anchor| anchor.level.is_none()) && !reading.whole_place {
            narrow(&mut senses, |sense| kind(sense).family == Family::Vertical);
        } else if reading.anchors[0].is_none() && reading.level.is_some() {
            narrow(&mut senses, |sense| kind(sense).family != Family::Vertical);
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
            narrow(&mut senses, |sense| kind(sense).levels & level != 0);
            narrow(&mut senses, |sense| {
                place.level == Level::Country || !sense.national
            });
        }
        if let Some(level) = level {
            narrow(&mut senses, |sense| kind(sense).levels & level.bit() != 0);
        }
        narrow(&mut senses, |sense| sense.whole);
        if let Some(year) = self.year {
            narrow(&mut senses, |sense| {
                let kind = kind(sense);
                kind.successors.iter().all(|link| year <= link.year + 2)
                    && kind
                        .predecessors
                        .iter()
                        .all(|link| link.absorbed || year >= link.year)
            });
        } else {
            narrow(&mut senses, |sense| kind(sense).successors.is_empty());
        }
        senses.iter().map(|sense| sense.kind).collect()
    }

    fn identity(&self, at: Where, kind: Option<u32>, reading: &Reading<'_>) -> Identity {
        let gazetteer = self.gazetteer;
        let (mut id, place) = match at {
            Where::Place(at) | Where::Below(at, _) => {
                (gazetteer.places[at as usize].id.to_string(), Some(at))
            }
            Where::Unknown(_) => ("?".to_owned(), None),
        };
        if let Some(kind) = kind.map(|kind| &gazetteer.kinds[kind as usize]) {
            if kind.country.is_some() {
                id = kind.id.to_string();
            } else {
                id.push('/');
                id.push_str(&kind.id);
            }
        } else {
            id.push_str("/_/");
            id.push_str(reading.slug.as_deref().unwrap_or("?"));
        }
        let mut own = |part: &str| {
            id.push('~');
            id.push_str(part);
        };
        if reading.class == Class::Group && reading.group != 0 {
            own(&group_slug(reading.group, reading.concerned));
        }
        // An unknown English name keeps its word of level: `county-balloon-office`.
        let said = kind.is_none() && reading.slug.as_deref().is_some_and(str::is_ascii);
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

/// Whether a place lies above another one.
fn is_above(places: &[Place], above: u32, below: u32) -> bool {
    std::iter::successors(Some(below), |&at| places[at as usize].parent).any(|at| at == above)
}
