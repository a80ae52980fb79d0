//! Reads a Chinese name: places, levels and owners in front, then the kind.

mod branch; // places in the middle, zones, own names
mod form; // reduced forms, endings, brackets
mod group; // all organs of a kind

use super::gazetteer::{Family, Gazetteer, Sense};
use super::place::Level;
use super::reading::{Anchor, Class, Owner, Reading, owned};
use branch::{inner_place, instance, place_alone, unknown, zone_alone};
use form::{has_outer_separator, without_bracket};
use group::group;

pub(super) use branch::slug;
pub(super) use form::{CLOSING, OPENING, has_head, is_national, reduce, without_level};
pub(super) use group::names_levels;

/// Words of level, the longest first.
const LEVELS: &[(&str, Level)] = &[
    ("自治区", Level::Province),
    ("自治州", Level::City),
    ("自治县", Level::County),
    ("街道", Level::Town),
    ("省", Level::Province),
    ("市", Level::City),
    ("州", Level::City),
    ("盟", Level::City),
    ("区", Level::County),
    ("县", Level::County),
    ("旗", Level::County),
    ("镇", Level::Town),
    ("乡", Level::Town),
];

/// What follows a word of level and says no more: `市级`, `省直`, `区属`.
const AFTER_LEVEL: &[&str] = &["级", "直", "属"];

const NATIONAL: &[&str] = &["国家", "中央", "全国", "中国", "国务院", "中华人民共和国"];

const OWNERS: &[(&str, Owner)] = &[
    ("人民政府", Owner::Government),
    ("政府", Owner::Government),
    ("委员会", Owner::Party),
    ("党委", Owner::Party),
    ("委", Owner::Party),
];

const LONGEST_PLACE: usize = 14; // characters
const LONGEST_NAME: usize = 60; // characters; longer ones name nobody

/// Reads one piece of a list, free of blanks.
pub(super) fn read<'g>(gazetteer: &'g Gazetteer, name: &str) -> Reading<'g> {
    if name.chars().count() > LONGEST_NAME {
        return Reading::default();
    }
    // Before the bracket goes: `各市（自治州）`.
    if let Some(reading) = group(gazetteer, name) {
        return reading;
    }
    let name = without_bracket(name);
    if name.is_empty() {
        return Reading::default();
    }
    let listed = has_outer_separator(name);
    if !listed && super::open::is_open_chinese(name) {
        return Reading {
            class: Class::Open,
            ..Reading::default()
        };
    }
    if let Some(reading) = group(gazetteer, name) {
        return reading;
    }
    if listed {
        return Reading::default();
    }
    for look in [form_of, stem] {
        let start = Reading::default();
        if let Some(reading) = prefixes(gazetteer, name, &start, look, 0) {
            return reading;
        }
    }
    inner_place(gazetteer, name)
        .or_else(|| place_alone(gazetteer, name))
        .or_else(|| instance(gazetteer, name))
        .or_else(|| zone_alone(gazetteer, name))
        .unwrap_or_else(|| unknown(gazetteer, name))
}

type Look = for<'g> fn(&'g Gazetteer, &str, Reading<'g>) -> Option<Reading<'g>>;

/// A kind by its whole name.
fn form_of<'g>(gazetteer: &'g Gazetteer, rest: &str, reading: Reading<'g>) -> Option<Reading<'g>> {
    if let Some(senses) = gazetteer.forms.get(reduce(rest).as_ref()) {
        let mut found = known(gazetteer, senses, reading)?;
        if has_family(gazetteer, senses, Family::Various) {
            found.own = Some(reduce(rest).into_owned());
        }
        return Some(found);
    }
    // `第一中级法院`, `二中院`: a number is identity.
    let numbered = rest.strip_prefix('第').unwrap_or(rest);
    let mut chars = numbered.chars();
    let number = "一二三四五六七八九"
        .chars()
        .position(|digit| numbered.starts_with(digit))?;
    chars.next();
    let senses = gazetteer.forms.get(reduce(chars.as_str()).as_ref())?;
    let mut found = known(gazetteer, senses, reading)?;
    found.own = Some((number + 1).to_string());
    Some(found)
}

/// A kind by its name without the last word, or with another one: `财政`, `财政部门`.
fn stem<'g>(gazetteer: &'g Gazetteer, rest: &str, mut reading: Reading<'g>) -> Option<Reading<'g>> {
    const PLURAL: &[&str] = &[
        "行政主管部门",
        "主管部门",
        "行政部门",
        "管理部门",
        "部门",
        "主管单位",
        "单位",
        "系统",
    ];
    // Not `办`: `科创办` is no `科创局`.
    const OTHER: &[&str] = &["局", "厅", "委", "部", "分局", "委员会"];
    let reduced = reduce(rest);
    if let Some(senses) = gazetteer.stems.get(reduced.as_ref()) {
        reading.elided = true;
        return known(gazetteer, senses, reading);
    }
    for ending in PLURAL {
        if let Some(stem) = reduced.strip_suffix(ending) {
            let senses = gazetteer.stems.get(stem)?;
            return known(gazetteer, senses, reading);
        }
    }
    for ending in OTHER {
        if let Some(stem) = reduced.strip_suffix(ending)
            && let Some(senses) = gazetteer.stems.get(stem)
        {
            // `科技委` is not `科技局` if two kinds share the stem.
            return (senses.len() == 1)
                .then(|| known(gazetteer, senses, reading))
                .flatten();
        }
    }
    None
}

fn known<'g>(
    gazetteer: &Gazetteer,
    senses: &'g [Sense],
    mut reading: Reading<'g>,
) -> Option<Reading<'g>> {
    if !owned(gazetteer, senses, reading.owner) {
        return None;
    }
    if reading.national && !has_level(gazetteer, senses, Level::Country) {
        return None;
    }
    reading.class = Class::Known;
    reading.senses = senses;
    Some(reading)
}

fn has_family(gazetteer: &Gazetteer, senses: &[Sense], family: Family) -> bool {
    senses
        .iter()
        .any(|sense| gazetteer.kinds[sense.kind as usize].family == family)
}

fn has_level(gazetteer: &Gazetteer, senses: &[Sense], level: Level) -> bool {
    senses
        .iter()
        .any(|sense| gazetteer.kinds[sense.kind as usize].levels & level.bit() != 0)
}

/// Takes off places, levels and owners until the rest is a kind.
fn prefixes<'g>(
    gazetteer: &'g Gazetteer,
    rest: &str,
    reading: &Reading<'g>,
    look: Look,
    depth: u8,
) -> Option<Reading<'g>> {
    const DEEPEST: u8 = 5;
    if let Some(found) = look(gazetteer, rest, reading.clone()) {
        return Some(found);
    }
    if depth == DEEPEST || rest.is_empty() {
        return None;
    }
    for (rest, next) in steps(gazetteer, rest, reading) {
        if !rest.is_empty()
            && let Some(found) = prefixes(gazetteer, rest, &next, look, depth + 1)
        {
            return Some(found);
        }
    }
    None
}

/// What can be taken off the front of a name, the likelier first.
fn steps<'g, 's>(
    gazetteer: &'g Gazetteer,
    rest: &'s str,
    reading: &Reading<'g>,
) -> Vec<(&'s str, Reading<'g>)> {
    let mut steps = Vec::new();
    let rest = rest
        .strip_prefix("中国共产党")
        .or_else(|| rest.strip_prefix("中共"))
        .unwrap_or(rest);
    if reading.anchors[1].is_none() && reading.level.is_none() && reading.owner.is_none() {
        for (places, end) in places_at(gazetteer, rest) {
            let mut next = reading.clone();
            next.anchor(Anchor {
                places,
                level: None,
            });
            next.whole_place = ends_in_level(&rest[..end]);
            steps.push((&rest[end..], next));
        }
    }
    if reading.owner.is_none() {
        for (word, level) in LEVELS {
            if let Some(rest) = rest.strip_prefix(word) {
                let mut next = reading.clone();
                // `漯河` + `市`: the level of the place before it.
                match next.anchors.iter_mut().flatten().last() {
                    Some(anchor)
                        if anchor.level.is_none()
                            && reading.level.is_none()
                            && !reading.whole_place =>
                    {
                        anchor.level = Some(*level);
                    }
                    _ => next.level = Some(*level),
                }
                let bare = AFTER_LEVEL
                    .iter()
                    .find_map(|after| rest.strip_prefix(after));
                if let Some(bare) = bare {
                    steps.push((bare, next.clone()));
                }
                steps.push((rest, next));
            }
        }
        for (word, owner) in OWNERS {
            if let Some(rest) = rest.strip_prefix(word) {
                let mut next = reading.clone();
                next.owner = Some(*owner);
                steps.push((rest, next));
            }
        }
    }
    if !reading.anchored() {
        for word in NATIONAL {
            if let Some(rest) = rest.strip_prefix(word) {
                let mut next = reading.clone();
                next.national = true;
                steps.push((rest, next));
            }
        }
    }
    steps
}

/// The places whose names a text begins with, the longest first, and where the names end.
pub(super) fn places_at<'g, 's>(
    gazetteer: &'g Gazetteer,
    text: &'s str,
) -> impl Iterator<Item = (&'g [u32], usize)> + use<'g, 's> {
    let mut ends: Vec<usize> = text
        .char_indices()
        .take(LONGEST_PLACE)
        .skip(1)
        .map(|(at, ch)| at + ch.len_utf8())
        .collect();
    ends.reverse();
    ends.into_iter().filter_map(move |end| {
        let places = gazetteer.chinese_places.get(&text[..end])?;
        Some((places.as_slice(), end))
    })
}

fn ends_in_level(name: &str) -> bool {
    LEVELS.iter().any(|(word, _)| name.ends_with(word))
}
