//! What a name says by itself, before the document it stands in is asked.

use super::gazetteer::{Family, Gazetteer, Sense};
use super::place::Level;

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

/// A place in a name: those that are called so, and the level a word beside it gives.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor<'g> {
    pub(super) places: &'g [u32],
    pub(super) level: Option<Level>,
}

/// Levels of a group, as bits: an index into [`GROUPS`].
pub(super) type GroupBits = u16;

/// The levels that groups speak of, in the order of their ids, with the Chinese and English words.
pub(super) const GROUPS: &[(&str, &[&str], &[&str])] = &[
    (
        "province",
        &["省"],
        &["province", "provinces", "provincial"],
    ),
    ("region", &["自治区"], &["region", "regions"]),
    (
        "municipality",
        &["直辖市"],
        &["municipality", "municipalities"],
    ),
    (
        "prefecture",
        &["自治州", "州", "盟", "地区"],
        &["prefecture", "prefectures", "prefectural"],
    ),
    ("city", &["省辖市", "市"], &["city", "cities", "municipal"]),
    ("county", &["自治县", "县", "旗"], &["county", "counties"]),
    (
        "district",
        &["城区", "特区", "区"],
        &["district", "districts"],
    ),
    (
        "town",
        &["乡镇", "镇", "乡"],
        &["town", "towns", "township", "townships"],
    ),
    (
        "subdistrict",
        &["街道", "街"],
        &["subdistrict", "subdistricts"],
    ),
    (
        "zone",
        &[
            "经济技术开发区",
            "经开区",
            "开发区",
            "高新区",
            "功能区",
            "新区",
            "园区",
            "示范区",
        ],
        &["zone", "zones"],
    ),
    ("level", &["级"], &["level", "levels"]),
];

/// What a name says.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about a name"
)]
#[derive(Clone, Debug, Default)]
pub(super) struct Reading<'g> {
    pub(super) class: Class,
    /// The kinds that are called so.
    pub(super) senses: &'g [Sense],
    pub(super) anchors: [Option<Anchor<'g>>; 2],
    /// A bare word of level: `市`, `Municipal`.
    pub(super) level: Option<Level>,
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
pub(super) fn owned(gazetteer: &Gazetteer, senses: &[Sense], owner: Option<Owner>) -> bool {
    let family = |sense: &Sense| gazetteer.kinds[sense.kind as usize].family;
    match owner {
        Some(Owner::Party) => senses.iter().any(|sense| family(sense) == Family::Party),
        Some(Owner::Government) => senses.iter().any(|sense| family(sense) != Family::Party),
        None => !senses.is_empty(),
    }
}

/// The id of the levels of a group: `each-county-district`.
pub(super) fn group_slug(bits: GroupBits, concerned: bool) -> String {
    let mut slug = String::from(if concerned { "concerned" } else { "each" });
    for (at, (id, ..)) in GROUPS.iter().enumerate() {
        if bits & (1 << at) != 0 {
            slug.push('-');
            slug.push_str(id);
        }
    }
    slug
}
