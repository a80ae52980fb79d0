//! What a name says by itself, before the document it stands in is asked.

use super::gazetteer::{Family, Gazetteer, Senses};
use super::place::Unit;
use super::words::Does;

/// How sure it is that a piece of a list is one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Class {
    /// Words that name nobody.
    #[default]
    Text,
    /// A name with a head noun, of a kind that the gazetteer does not know.
    Unknown,
    /// A known kind.
    Known,
    /// A known kind with an own name: a park, a subdistrict.
    Instance,
    /// All organs of a kind at some levels: `各区政府`.
    Group,
    /// A phrase that leaves the list open: `等有关部门`.
    Open,
}

/// Whose organ it is, where the name says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Government,
    Party,
}

impl Owner {
    /// The owner that a Chinese text begins with, and where its word ends.
    pub(super) fn begins(gazetteer: &Gazetteer, text: &str) -> Option<(usize, Self)> {
        let (end, party) = gazetteer.begins(Does::Owner, text)?;
        let owner = if party == 1 {
            Self::Party
        } else {
            Self::Government
        };
        Some((end, owner))
    }
}

/// A place in a name: those that are called so, and the unit that a word beside it names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor<'g> {
    pub(super) places: &'g [u32],
    pub(super) unit: Option<Unit>,
}

/// Levels of a group, as bits: an index into [`GROUPS`].
pub(super) type GroupBits = u16;

/// The levels that groups speak of, in the order of their ids. The words for them stand in the
/// table of words, with these numbers.
const GROUPS: [&str; 11] = [
    "province",
    "region",
    "municipality",
    "prefecture",
    "city",
    "county",
    "district",
    "town",
    "subdistrict",
    "zone",
    "level",
];

/// The bit of `zone`.
pub(super) const ZONE: GroupBits = 1 << 9;

/// The bit of `level`, which stands after another level or alone: `各级`.
pub(super) const LEVEL: GroupBits = 1 << 10;

/// What a name says.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about a name"
)]
#[derive(Clone, Debug, Default)]
pub(super) struct Reading<'g> {
    pub(super) class: Class,
    /// The kinds that are called so.
    pub(super) senses: Senses<'g>,
    pub(super) anchors: [Option<Anchor<'g>>; 3],
    /// A bare word of level: `市`, `Municipal`.
    pub(super) level: Option<Unit>,
    /// Says that it is the country's: `国家`, `National`.
    pub(super) national: bool,
    pub(super) owner: Option<Owner>,
    /// Of an organ that has others of its kind beside it.
    pub(super) own: Option<String>,
    pub(super) group: GroupBits,
    /// Only those of a group whom it concerns: `有关区政府`.
    pub(super) concerned: bool,
    /// Whether the place is named with its level: `漯河市`, not `漯河`.
    pub(super) whole_place: bool,
    /// Names a place and nothing else.
    pub(super) place_only: bool,
    /// Known only once an owner or a branch is taken out, or an own name.
    pub(super) loose: bool,
    /// The head noun is left out, as the list names it once.
    pub(super) elided: bool,
    /// What tells an unknown organ from others: its name without the places, in lower case.
    pub(super) slug: Option<String>,
}

impl<'g> Reading<'g> {
    pub(super) fn anchored(&self) -> bool {
        self.anchors[0].is_some() || self.level.is_some() || self.national
    }

    /// Whether another place can stand behind those of the name: one that lies in the last.
    pub(super) fn may_hold(&self, gazetteer: &Gazetteer, places: &[u32]) -> bool {
        let [.., None] = self.anchors else {
            return false;
        };
        self.anchors.iter().flatten().last().is_none_or(|last| {
            let inside = |&at: &u32| {
                let mut above = gazetteer.upward(at).skip(1);
                above.any(|above| last.places.contains(&above))
            };
            places.iter().any(inside)
        })
    }

    pub(super) fn anchor(&mut self, anchor: Anchor<'g>) {
        if let Some(free) = self.anchors.iter_mut().find(|known| known.is_none()) {
            *free = Some(anchor);
        }
    }

    /// The cost of taking a piece of a list for one name, if it swallows `inner` possible cuts
    /// and the list has a head noun in the `plural`.
    pub(super) fn cost(&self, inner: u32, plural: bool) -> u32 {
        match self.class {
            Class::Known if self.elided => {
                if plural {
                    20
                } else {
                    90
                }
            }
            Class::Known if self.anchored() || self.senses.iter().all(|sense| sense.national) => 10,
            Class::Group | Class::Open => 10,
            Class::Instance => 12,
            Class::Known => 15,
            Class::Unknown => 40 * (1 + inner),
            Class::Text if plural && self.elided => 20,
            Class::Text => 100 * (1 + inner),
        }
    }
}

/// The kinds that a name may mean, once its owner is known.
pub(super) fn owned(gazetteer: &Gazetteer, senses: Senses<'_>, owner: Option<Owner>) -> bool {
    match owner {
        Some(Owner::Party) => senses
            .iter()
            .any(|sense| gazetteer.family(sense.kind) == Family::Party),
        Some(Owner::Government) => senses
            .iter()
            .any(|sense| gazetteer.family(sense.kind) != Family::Party),
        None => !senses.is_empty(),
    }
}

/// The id of the levels of a group: `each-county-district`.
pub(super) fn group_slug(bits: GroupBits, concerned: bool) -> String {
    let mut slug = String::from(if concerned { "concerned" } else { "each" });
    for (at, id) in GROUPS.iter().enumerate() {
        if bits & (1 << at) != 0 {
            slug.push('-');
            slug.push_str(id);
        }
    }
    slug
}
