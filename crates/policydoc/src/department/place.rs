//! Places of the table, their levels and the units they call themselves.

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

/// What a place calls itself: a county and a district stand at one level, but no county is a
/// district.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Unit {
    /// Another country's, or not said.
    Other,
    Province,
    Region,
    /// `区` in the name of an organ that only a region has.
    OwnRegion,
    City,
    Prefecture,
    /// Of a federation: `State of Georgia`.
    State,
    County,
    District,
    /// A district that calls itself a new area: `浦东新区`.
    NewArea,
    Banner,
    Zone,
    Town,
}

impl Unit {
    const ALL: [(&str, Self); 13] = [
        ("other", Self::Other),
        ("province", Self::Province),
        ("region", Self::Region),
        ("own-region", Self::OwnRegion),
        ("city", Self::City),
        ("prefecture", Self::Prefecture),
        ("state", Self::State),
        ("county", Self::County),
        ("district", Self::District),
        ("new-area", Self::NewArea),
        ("banner", Self::Banner),
        ("zone", Self::Zone),
        ("town", Self::Town),
    ];

    /// The unit as the tables write it.
    pub(super) fn of(word: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(name, _)| *name == word);
        found.map(|&(_, unit)| unit)
    }

    pub(super) fn of_number(number: u64) -> Self {
        let at = usize::try_from(number).unwrap_or_default();
        Self::ALL.get(at).map_or(Self::Other, |&(_, unit)| unit)
    }

    /// The level at which a word of it stands alone: `Municipal`, `县`.
    pub(super) fn level(self) -> Option<Level> {
        Some(match self {
            Self::Other => return None,
            Self::Province | Self::Region | Self::OwnRegion | Self::State => Level::Province,
            Self::City | Self::Prefecture => Level::City,
            Self::County | Self::District | Self::NewArea | Self::Banner => Level::County,
            Self::Zone => Level::Zone,
            Self::Town => Level::Town,
        })
    }
}

/// A place of the table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'g> {
    pub(super) id: &'g str,
    pub(super) level: Level,
    pub(super) unit: Unit,
    /// A directly administered city, which is a province and a city in one.
    pub(super) municipality: bool,
    pub(super) zh: &'g str,
    pub(super) en: &'g str,
    pub(super) parent: Option<u32>,
    /// The year in which it was abolished.
    pub(super) until: Option<u16>,
}

impl Place<'_> {
    /// Whether a word for a unit can stand beside its name: Beijing is a city and a province.
    pub(super) fn is_called(&self, unit: Unit) -> bool {
        match (unit, self.unit) {
            // `浦东新区` is a district, `广西区` the region.
            (Unit::Other, _) | (Unit::District, Unit::NewArea | Unit::Region) => true,
            (_, Unit::Other) => unit.level().is_none_or(|level| level == self.level),
            (unit, own) => unit == own,
        }
    }

    /// Whether it is what a bare word of a level means: `市` in a county-level city is its own.
    pub(super) fn is_of(&self, level: Level) -> bool {
        match level {
            Level::City => {
                self.level == Level::City
                    || self.municipality
                    || (self.level == Level::County && self.unit == Unit::City)
            }
            level => self.level == level,
        }
    }
}
