//! Chinese names that need more than a prefix and a kind: branches, zones, own names, unknown ones.

use super::form::{NO_LEVEL, has_head, reduce, without_bracket};
use super::{AFTER_LEVEL, LEVELS, ends_in_level, form_of, has_family, places_at, prefixes};
use crate::department::gazetteer::{Family, Gazetteer};
use crate::department::reading::{Anchor, Class, Reading};

/// What follows the place in the name of a branch.
const BRANCHES: &[&str] = &[
    "分行",
    "支行",
    "中心支行",
    "分公司",
    "省公司",
    "市公司",
    "公司",
    "监管局",
    "监管分局",
    "分局",
    "办事处",
    "分中心",
    "电力",
    "供电公司",
    "税务局",
    "调查队",
    "调查总队",
    "营业管理部",
    "营管部",
    "局",
    "分行营管部",
    "总部",
    "分行营业管理部",
    "管理部",
    "分署",
    "电力公司",
    "省电力公司",
    "监管组",
    "监管支局",
    "支局",
    "分社",
    "分会",
];

/// `人民银行黑龙江省分行`, `人行漯河市中心支行`: the place stands in the middle.
pub(in crate::department) fn inner_place<'g>(
    gazetteer: &'g Gazetteer,
    name: &str,
) -> Option<Reading<'g>> {
    const MOST: usize = 22; // characters before the place
    for (at, _) in name.char_indices().take(MOST).skip(2) {
        let (head, tail) = name.split_at(at);
        for (places, end) in places_at(gazetteer, tail) {
            let mut rest = &tail[end..];
            let mut level = None;
            for (word, of) in LEVELS {
                if let Some(after) = rest.strip_prefix(word) {
                    (rest, level) = (after, Some(*of));
                    break;
                }
            }
            let start = Reading {
                anchors: [Some(Anchor { places, level }), None],
                ..Reading::default()
            };
            let joined = format!("{head}{rest}");
            if let Some(found) = form_of(gazetteer, &joined, start.clone()) {
                return Some(found);
            }
            // `市住房公积金管理中心铜鼓办事处`: what comes before is whose branch it is.
            if BRANCHES.contains(&rest)
                && let Some(found) = prefixes(gazetteer, head, &Reading::default(), form_of, 0)
            {
                return Some(Reading {
                    level: None,
                    national: false,
                    anchors: start.anchors,
                    whole_place: level.is_some(),
                    ..found
                });
            }
        }
    }
    None
}

/// `钦南区`: a place as one that acts is its government.
pub(in crate::department) fn place_alone<'g>(
    gazetteer: &'g Gazetteer,
    name: &str,
) -> Option<Reading<'g>> {
    let places = gazetteer.chinese_places.get(name)?;
    if !ends_in_level(name) {
        return None;
    }
    let mut reading = form_of(gazetteer, "政府", Reading::default())?;
    reading.anchor(Anchor {
        places,
        level: None,
    });
    reading.whole_place = true;
    Some(reading)
}

/// `高新区`, `长江新区`: a zone as one that acts is its committee.
pub(in crate::department) fn zone_alone<'g>(
    gazetteer: &'g Gazetteer,
    name: &str,
) -> Option<Reading<'g>> {
    if !name.ends_with(['区', '园']) {
        return None;
    }
    let whole = format!("{name}管委会");
    prefixes(gazetteer, &whole, &Reading::default(), form_of, 0)
        .or_else(|| instance(gazetteer, &whole))
}

/// `东城园管委会`: an own name before the name of a kind of which there are several.
pub(in crate::department) fn instance<'g>(
    gazetteer: &'g Gazetteer,
    name: &str,
) -> Option<Reading<'g>> {
    const LEAST: usize = 2; // characters of the kind
    let mut reading = Reading::default();
    let rest = take_anchors(gazetteer, name, &mut reading);
    for (at, _) in rest.char_indices().skip(1) {
        let (own, kind) = rest.split_at(at);
        if kind.chars().count() < LEAST {
            break;
        }
        let Some(senses) = gazetteer.forms.get(reduce(kind).as_ref()) else {
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

/// The own name as an id: places by their English names, so that both languages agree.
fn own_name(gazetteer: &Gazetteer, own: &str, kind: &str) -> String {
    let class = if kind.starts_with('园') || own.ends_with('园') {
        "-park"
    } else {
        ""
    };
    let base = own.strip_suffix('园').unwrap_or(own);
    match gazetteer.chinese_places.get(base) {
        Some(places) => {
            let name = &gazetteer.places[places[0] as usize].id;
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
    while reading.anchors[1].is_none() && !name.starts_with("中国") {
        let Some((places, end)) = places_at(gazetteer, rest).next() else {
            break;
        };
        // `盐湖区公安局`: a short name inside is no place, though there is a Gong'an.
        let whole = ends_in_level(&rest[..end]);
        if end == rest.len() || (!whole && (rest.len() < name.len() || places.len() > 1)) {
            break;
        }
        reading.anchor(Anchor {
            places,
            level: None,
        });
        reading.whole_place = whole;
        rest = &rest[end..];
    }
    for (word, level) in LEVELS {
        if let Some(after) = rest.strip_prefix(word)
            && after.chars().count() >= 2
            && !after.starts_with(NO_LEVEL)
        {
            match reading.anchors.iter_mut().flatten().last() {
                Some(anchor) => anchor.level = Some(*level),
                None => reading.level = Some(*level),
            }
            let bare = AFTER_LEVEL.iter().find_map(|word| after.strip_prefix(word));
            return bare.unwrap_or(after);
        }
    }
    rest
}

pub(in crate::department) fn unknown<'g>(gazetteer: &'g Gazetteer, name: &str) -> Reading<'g> {
    let mut reading = Reading::default();
    take_anchors(gazetteer, name, &mut reading);
    if has_head(name) {
        reading.class = Class::Unknown;
    }
    reading
}

/// What tells an unknown name from others: its reduced form without places and levels.
pub(in crate::department) fn slug(gazetteer: &Gazetteer, name: &str) -> String {
    let name = without_bracket(name);
    let rest = take_anchors(gazetteer, name, &mut Reading::default());
    reduce(rest).into_owned()
}
