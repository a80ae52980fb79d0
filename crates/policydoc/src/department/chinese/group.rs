//! Chinese names of groups: all organs of a kind at some levels.

use super::{form_of, has_head, is_closing, is_opening, stem};
use crate::department::form::{is_level_before, reduce};
use crate::department::gazetteer::Gazetteer;
use crate::department::reading::{Class, GroupBits, LEVEL, Reading, ZONE};
use crate::department::words::Does;
use crate::script::parts_items;

/// `各区政府`, `各县（市、区）人民政府`, `市(区)不动产登记中心`, `市、区财政局`.
pub(super) fn group<'g>(gazetteer: &'g Gazetteer, name: &str) -> Option<Reading<'g>> {
    let Some(Levels {
        bits,
        rest,
        concerned,
        listed,
    }) = group_levels(gazetteer, name)
    else {
        // `各基础电信企业`
        let (end, _) = gazetteer.begins(Does::Each, name)?;
        let mut reading = form_of(gazetteer, &name[end..], Reading::default())?;
        (reading.class, reading.own) = (Class::Group, Some("each".to_owned()));
        return Some(reading);
    };
    let mut reading = Reading {
        class: Class::Group,
        group: bits,
        concerned,
        ..Reading::default()
    };
    let government = rest.is_empty() || gazetteer.does(Does::Owner, rest);
    // `各区、市财政局` are two; `各区、县（市）政府` are one.
    if listed && !government {
        return None;
    }
    if rest.is_empty() {
        reading.senses = gazetteer.government()?;
        return Some(reading);
    }
    for look in [form_of, stem] {
        if let Some(found) = look(gazetteer, rest, Reading::default()) {
            reading.senses = found.senses;
            return Some(reading);
        }
    }
    let mut parts = rest.char_indices().map(|(at, _)| &rest[at..]);
    let parted = parts.any(|part| {
        part.starts_with(parts_items)
            || part.starts_with(is_opening)
            || gazetteer.begins(Does::Parts, part).is_some()
    });
    if parted || !has_head(rest) {
        return None;
    }
    reading.slug = Some(reduce(gazetteer, rest).into_owned());
    Some(reading)
}

/// Whether a piece only names levels, so that the name may go on over a comma: `各区`, `市`.
pub(in crate::department) fn names_levels(gazetteer: &Gazetteer, piece: &str) -> bool {
    const LONGEST: usize = 8; // characters
    gazetteer.ends(Does::Group, piece).is_some() && piece.chars().count() <= LONGEST
}

/// The levels that a group is named by.
struct Levels<'n> {
    bits: GroupBits,
    /// What follows them.
    rest: &'n str,
    /// Only those whom it concerns: `有关区政府`.
    concerned: bool,
    /// Whether something stands between them outside brackets.
    listed: bool,
}

/// Reads the levels that a name begins with, if they are a group's.
fn group_levels<'n>(gazetteer: &Gazetteer, name: &'n str) -> Option<Levels<'n>> {
    let each = gazetteer.begins(Does::Each, name);
    // `有关区政府` are some of `各区政府`.
    let some = gazetteer.begins(Does::Concerned, name);
    let start = each.or(some).map_or(0, |(end, _)| end);
    let mut levels = Levels {
        bits: 0,
        rest: &name[start..],
        concerned: some.is_some(),
        listed: false,
    };
    let (mut count, mut depth, mut parted) = (0, 0usize, false);
    loop {
        let before = levels.rest.len();
        if let Some((end, bit)) = level_at(gazetteer, levels.rest, start > 0) {
            levels.bits |= bit;
            count += 1;
            levels.rest = &levels.rest[end..];
        }
        let after = levels.rest.len();
        if count > 0 {
            levels.rest = between(gazetteer, levels.rest, &mut depth, &mut levels.listed);
            parted |= levels.rest.len() < after;
        }
        if levels.rest.len() == before {
            break;
        }
    }
    // `省级` are provinces; `各级` alone are all levels.
    if levels.bits != LEVEL {
        levels.bits &= !LEVEL;
    }
    levels.listed &= start > 0;
    let several = count >= 2 && (parted || gazetteer.ends(Does::Owner, levels.rest).is_some());
    (depth == 0 && (several || (start > 0 && count > 0))).then_some(levels)
}

/// The level that a text begins with: where its word ends, and its bit. `高新区、市商务局` are two
/// where no word like `各` stands before.
fn level_at(gazetteer: &Gazetteer, rest: &str, each: bool) -> Option<(usize, GroupBits)> {
    let (end, at) = gazetteer.begins(Does::Group, rest)?;
    let bit: GroupBits = 1 << at;
    let after = &rest[end..];
    // `县` after `区` is a level again: `各区县`.
    let level = is_level_before(gazetteer, after) || gazetteer.begins(Does::Group, after).is_some();
    (level && (each || bit != ZONE)).then_some((end, bit))
}

/// What follows a separator or a bracket between levels.
fn between<'n>(
    gazetteer: &Gazetteer,
    rest: &'n str,
    depth: &mut usize,
    listed: &mut bool,
) -> &'n str {
    let Some(ch) = rest.chars().next() else {
        return rest;
    };
    let after = &rest[ch.len_utf8()..];
    if is_opening(ch) {
        *depth += 1;
    } else if is_closing(ch) && *depth > 0 {
        *depth -= 1;
    } else if let Some((end, _)) = gazetteer.begins(Does::BothLevels, rest) {
        return &rest[end..];
    } else if parts_items(ch) || gazetteer.begins(Does::JoinsLevels, rest).is_some() {
        *listed |= *depth == 0;
    } else {
        return rest;
    }
    after
}
