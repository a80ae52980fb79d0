//! Which of several places with one name a document means.

use super::gazetteer::Gazetteer;
use super::place::{Level, Unit};

/// The places a document speaks for: its own, and those above it.
#[derive(Clone, Debug, Default)]
pub(super) struct Home {
    /// The deepest first; the last one is a country.
    pub(super) chain: Vec<u32>,
}

impl Home {
    pub(super) fn new(gazetteer: &Gazetteer, deepest: Option<u32>) -> Self {
        let chain = deepest.into_iter().flat_map(|at| gazetteer.upward(at));
        Self {
            chain: chain.collect(),
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
    pub(super) fn at(&self, gazetteer: &Gazetteer, level: Level) -> Option<u32> {
        let found = |&&at: &&u32| gazetteer.place(at).is_of(level);
        self.chain.iter().find(found).copied()
    }
}

/// Another province, or further.
pub(super) const FAR: u8 = 100;

/// How well a place fits a document: the smaller, the better.
pub(super) fn distance(gazetteer: &Gazetteer, home: &[u32], at: u32) -> u8 {
    if home.contains(&at) {
        return 0;
    }
    let meets = gazetteer
        .upward(at)
        .find_map(|place| home.iter().position(|&own| own == place));
    match meets {
        // Below the document's own place.
        Some(0) => 1,
        // Somewhere else in the same country.
        Some(steps) if steps + 1 == home.len() => FAR,
        Some(steps) => u8::try_from(steps).map_or(FAR, |steps| steps + 1),
        None if home.is_empty() => FAR,
        None => FAR + 1,
    }
}

/// The place that a name means in a document, or the several that it could mean; none where it is
/// no place for the document.
pub(super) fn choose(
    gazetteer: &Gazetteer,
    home: &[u32],
    year: Option<u16>,
    named: &[u32],
    unit: Option<Unit>,
) -> Result<u32, Vec<u32>> {
    let mut best: Vec<u32> = Vec::new();
    let mut least = (u8::MAX, true);
    for &at in named {
        let place = gazetteer.place(at);
        if !unit.is_none_or(|unit| place.is_called(unit)) {
            continue;
        }
        let stands = |until: u16| year.is_some_and(|year| year <= until + 2);
        let gone = !place.until.is_none_or(stands);
        let distance = distance(gazetteer, home, at);
        let far = distance >= FAR;
        // What is no more is named by the documents of its own province, if at all.
        if far && gone {
            continue;
        }
        let rank = (distance, gone);
        if rank < least {
            least = rank;
            best.clear();
        }
        if rank == least {
            best.push(at);
        }
    }
    // The name of a city and of its district means the city, unless a word says otherwise.
    let highest = best.iter().map(|&at| gazetteer.level(at)).min();
    let top: Vec<u32> = best
        .iter()
        .copied()
        .filter(|&at| Some(gazetteer.level(at)) == highest)
        .collect();
    let known = home.len() > 1;
    match top.as_slice() {
        // A county of another province is never guessed.
        [] => Err(Vec::new()),
        _ if least.0 >= FAR && known && highest > Some(Level::City) => Err(Vec::new()),
        [one] if best.len() == 1 || least.0 < FAR || unit.is_some() => Ok(*one),
        _ => Err(best),
    }
}
