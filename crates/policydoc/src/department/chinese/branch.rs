//! Chinese names that need more than a prefix and a kind: branches, zones, own names, unknown ones.

use super::{
    Does, Level, Reading, ends_in_level, form_of, has_family, has_head, places_at, prefixes,
    without_bracket,
};
use crate::department::form::{is_level_before, reduce};
use crate::department::gazetteer::{Family, Gazetteer};
use crate::department::reading::{Anchor, Class};

/// `人民银行黑龙江省分行`, `人行漯河市中心支行`: the place stands in the middle.
pub(super) fn inner_place<'g>(gazetteer: &'g Gazetteer, name: &str) -> Option<Reading<'g>> {
    const MOST: usize = 22; // characters before the place
    for (at, _) in name.char_indices().take(MOST).skip(2) {
        let (head, tail) = name.split_at(at);
        for (places, end) in places_at(gazetteer, tail) {
            let mut rest = &tail[end..];
            let mut unit = None;
            if let Some((end, of)) = gazetteer.level_word(rest) {
                (rest, unit) = (&rest[end..], Some(of));
            }
            let anchor = Anchor { places, unit };
            let start = Reading {
                anchors: [Some(anchor), None, None],
                ..Reading::default()
            };
            let joined = format!("{head}{rest}");
            if let Some(found) = form_of(gazetteer, &joined, start.clone()) {
                return Some(found);
            }
            // `市住房公积金管理中心铜鼓办事处`: what comes before is whose branch it is.
            if gazetteer.does(Does::Branch, rest)
                && let Some(found) = prefixes(gazetteer, head, &Reading::default(), form_of, 0)
            {
                return Some(Reading {
                    level: None,
                    national: false,
                    anchors: start.anchors,
                    whole_place: unit.is_some(),
                    ..found
                });
            }
        }
    }
    None
}

/// `钦南区`: a place as one that acts is its government.
pub(super) fn place_alone<'g>(gazetteer: &'g Gazetteer, name: &str) -> Option<Reading<'g>> {
    let places = gazetteer.chinese_places(name)?;
    if !ends_in_level(gazetteer, name) {
        return None;
    }
    let mut reading = Reading {
        class: Class::Known,
        senses: gazetteer.government()?,
        ..Reading::default()
    };
    reading.anchor(Anchor { places, unit: None });
    reading.whole_place = true;
    Some(reading)
}

/// `高新区`, `长江新区`: a zone as one that acts is its committee.
pub(super) fn zone_alone<'g>(gazetteer: &'g Gazetteer, name: &str) -> Option<Reading<'g>> {
    gazetteer.ends(Does::Zone, name)?;
    let committee = gazetteer.all(Does::Committee).next()?;
    let whole = format!("{name}{committee}");
    prefixes(gazetteer, &whole, &Reading::default(), form_of, 0)
        .or_else(|| instance(gazetteer, &whole))
}

/// `东城园管委会`: an own name before the name of a kind of which there are several.
pub(super) fn instance<'g>(gazetteer: &'g Gazetteer, name: &str) -> Option<Reading<'g>> {
    let mut reading = Reading::default();
    let rest = take_anchors(gazetteer, name, &mut reading);
    instance_of(gazetteer, rest, reading)
}

/// The same, of a name that names no place.
pub(in crate::department) fn own_named<'g>(
    gazetteer: &'g Gazetteer,
    name: &str,
) -> Option<Reading<'g>> {
    instance_of(gazetteer, without_bracket(name), Reading::default())
}

fn instance_of<'g>(
    gazetteer: &'g Gazetteer,
    rest: &str,
    mut reading: Reading<'g>,
) -> Option<Reading<'g>> {
    const LEAST: usize = 2; // characters of the kind
    for (at, _) in rest.char_indices().skip(1) {
        let (own, kind) = rest.split_at(at);
        // `银保监会及各地区` are two.
        if kind.chars().count() < LEAST || speaks_of_several(gazetteer, kind) {
            break;
        }
        let Some(senses) = gazetteer.form(&reduce(gazetteer, kind)) else {
            continue;
        };
        if !has_family(gazetteer, senses, Family::Instance) {
            continue;
        }
        reading.class = Class::Instance;
        reading.senses = senses;
        reading.own = Some(own_name(gazetteer, own, kind));
        return Some(reading);
    }
    None
}

/// Whether a text begins a group: `各地区`, `相关地区`.
fn speaks_of_several(gazetteer: &Gazetteer, text: &str) -> bool {
    gazetteer.begins(Does::Each, text).is_some()
        || gazetteer.begins(Does::Concerned, text).is_some()
}

/// The own name as an id: places by their English names, so that both languages agree.
fn own_name(gazetteer: &Gazetteer, own: &str, kind: &str) -> String {
    let park = gazetteer.ends(Does::Park, own);
    let class = if gazetteer.begins(Does::Park, kind).is_some() || park.is_some() {
        "-park"
    } else {
        ""
    };
    let base = &own[..park.unwrap_or(own.len())];
    match gazetteer.chinese_places(base) {
        Some(places) => {
            let name = gazetteer.place(places[0]).id;
            format!("{}{class}", name.rsplit('/').next().unwrap_or_default())
        }
        None => own.to_owned(),
    }
}

/// Takes places and words of level off the front of a name that is not known.
fn take_anchors<'g, 's>(
    gazetteer: &'g Gazetteer,
    name: &'s str,
    reading: &mut Reading<'g>,
) -> &'s str {
    let mut rest = name;
    // `中国烟草总公司贵州省公司`: the country is part of the name.
    while gazetteer.begins(Does::National, name).is_none() {
        let found = places_at(gazetteer, rest).find(|&(places, end)| {
            end < rest.len()
                && reading.may_hold(gazetteer, places)
                && (ends_in_level(gazetteer, &rest[..end])
                    || is_well_known(gazetteer, places, rest.len() == name.len()))
        });
        let Some((places, end)) = found else { break };
        reading.whole_place = ends_in_level(gazetteer, &rest[..end]);
        reading.anchor(Anchor { places, unit: None });
        rest = &rest[end..];
    }
    if let Some((end, unit)) = gazetteer.level_word(rest)
        && rest[end..].chars().count() >= 2
        && is_level_before(gazetteer, &rest[end..])
    {
        match reading.anchors.iter_mut().flatten().last() {
            Some(anchor) if !reading.whole_place => anchor.unit = Some(unit),
            _ => reading.level = Some(unit),
        }
        let after = &rest[end..];
        let bare = gazetteer.begins(Does::AfterLevel, after);
        return &after[bare.map_or(0, |(end, _)| end)..];
    }
    rest
}

/// Whether a name without its unit means one place: `合肥`, but not `东方`, which is a word too.
fn is_well_known(gazetteer: &Gazetteer, places: &[u32], first: bool) -> bool {
    let stands = |&&at: &&u32| gazetteer.place(at).until.is_none();
    let mut standing = places.iter().filter(stands);
    match (standing.next(), standing.next()) {
        (Some(&at), None) => first && gazetteer.level(at) <= Level::City,
        _ => false,
    }
}

pub(super) fn unknown<'g>(gazetteer: &'g Gazetteer, name: &str) -> Reading<'g> {
    let mut reading = Reading::default();
    take_anchors(gazetteer, name, &mut reading);
    if has_head(name) {
        reading.class = Class::Unknown;
    }
    reading
}

/// What tells an unknown name from others: its reduced form, without places and levels if they
/// are found.
pub(in crate::department) fn slug(gazetteer: &Gazetteer, name: &str, placed: bool) -> String {
    let name = without_bracket(name);
    let rest = if placed {
        take_anchors(gazetteer, name, &mut Reading::default())
    } else {
        // What begins like a word that joins belongs to the name: `和平区政府`.
        let first = name.chars().next().map_or(0, char::len_utf8);
        return format!("{}{}", &name[..first], reduce(gazetteer, &name[first..]));
    };
    reduce(gazetteer, rest).into_owned()
}
