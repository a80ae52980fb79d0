//! Places, and which of several with one name a document means.

use super::table::Text;

/// The level of a place in the administration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Level {
    Country,
    Province,
    /// A prefecture-level city.
    City,
    /// A district, a county, a county-level city.
    County,
    /// A development zone and the like.
    Zone,
    /// A town, a township, a subdistrict: not in the table.
    Town,
}

impl Level {
    pub(super) const ALL: [Level; 6] = [
        Level::Country,
        Level::Province,
        Level::City,
        Level::County,
        Level::Zone,
        Level::Town,
    ];

    /// The level as the tables write it.
    pub(super) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "country" | "national" => Self::Country,
            "province" => Self::Province,
            "prefecture" | "city" => Self::City,
            "county" | "district" => Self::County,
            "functional-area" | "zone" => Self::Zone,
            "town" => Self::Town,
            _ => return None,
        })
    }

    pub(super) fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A level as a number for the table of words: 0 for none.
pub(super) fn level_number(word: &str) -> u8 {
    Level::of(word).map_or(0, |level| level as u8 + 1)
}

pub(super) fn level_of_number(number: u8) -> Option<Level> {
    Level::ALL.get(usize::from(number).checked_sub(1)?).copied()
}

/// A place of the table.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) id: Text,
    pub(super) level: Level,
    /// A directly administered city, which is a province and a city in one.
    pub(super) municipality: bool,
    /// A county-level city, which calls itself a city.
    pub(super) county_city: bool,
    pub(super) zh: Text,
    pub(super) en: Text,
    pub(super) parent: Option<u32>,
    /// The year in which it was abolished.
    pub(super) until: Option<u16>,
}

impl Place {
    /// Whether a word of a level can stand beside its name: Beijing is a city and a province.
    pub(super) fn is_of(&self, level: Level) -> bool {
        match level {
            Level::City => self.level == Level::City || self.municipality || self.county_city,
            level => self.level == level,
        }
    }
}

/// The places a document speaks for: its own, and those above it.
#[derive(Clone, Debug, Default)]
pub(super) struct Home {
    /// The deepest first; the last one is a country.
    pub(super) chain: Vec<u32>,
}

impl Home {
    pub(super) fn new(places: &[Place], deepest: Option<u32>) -> Self {
        let above = |&at: &u32| places[at as usize].parent;
        Self {
            chain: std::iter::successors(deepest, above).collect(),
        }
    }

    pub(super) fn place(&self) -> Option<u32> {
        self.chain.first().copied()
    }

    pub(super) fn country(&self) -> Option<u32> {
        self.chain.last().copied()
    }

    /// The place of the chain that a bare word of a level means: in a district's document,
    /// `municipal` is the city above it.
    pub(super) fn at(&self, places: &[Place], level: Level) -> Option<u32> {
        let found = |&&at: &&u32| places[at as usize].is_of(level);
        self.chain.iter().find(found).copied()
    }
}

/// How well a place fits a document: the smaller, the better.
pub(super) fn distance(places: &[Place], home: &Home, at: u32) -> u8 {
    if home.chain.contains(&at) {
        return 0;
    }
    let above = |&at: &u32| places[at as usize].parent;
    let meets = std::iter::successors(Some(at), above)
        .find_map(|place| home.chain.iter().position(|&own| own == place));
    match meets {
        // Below the document's own place.
        Some(0) => 1,
        // Somewhere else in the same country.
        Some(steps) if steps + 1 == home.chain.len() => 3,
        Some(_) => 2,
        None if home.chain.is_empty() => 3,
        None => 4,
    }
}

/// The place that a name means in a document, or the several that it could mean.
pub(super) fn choose(
    places: &[Place],
    home: &Home,
    year: Option<u16>,
    named: &[u32],
    level: Option<Level>,
) -> Result<u32, Vec<u32>> {
    let fits = |&&at: &&u32| {
        let place = &places[at as usize];
        level.is_none_or(|level| place.is_of(level) || place.level == Level::Zone)
            && place
                .until
                .is_none_or(|until| year.is_some_and(|year| year <= until + 2))
    };
    let mut best: Vec<u32> = Vec::new();
    let mut least = u8::MAX;
    for &at in named.iter().filter(fits) {
        let far = distance(places, home, at);
        if far < least {
            least = far;
            best.clear();
        }
        if far == least {
            best.push(at);
        }
    }
    // The name of a city and of its district means the city, unless a word says otherwise.
    let highest = best.iter().map(|&at| places[at as usize].level).min();
    let mut top = best
        .iter()
        .filter(|&&at| Some(places[at as usize].level) == highest);
    match (top.next(), top.next()) {
        (Some(&one), None) if best.len() == 1 || least < 3 || level.is_some() => Ok(one),
        _ => Err(best),
    }
}
