//! Chinese names of groups: all organs of a kind at some levels.

use super::form::{CLOSING, NO_LEVEL, OPENING, has_head, reduce};
use super::{form_of, stem};
use crate::department::gazetteer::Gazetteer;
use crate::department::reading::{Class, GROUPS, GroupBits, Reading};

/// `各区政府`, `各县（市、区）人民政府`, `市(区)不动产登记中心`, `市、区财政局`.
pub(in crate::department) fn group<'g>(
    gazetteer: &'g Gazetteer,
    name: &str,
) -> Option<Reading<'g>> {
    let Some(Levels {
        bits,
        rest,
        concerned,
        listed,
    }) = group_levels(name)
    else {
        // `各基础电信企业`
        let mut reading = form_of(gazetteer, name.strip_prefix('各')?, Reading::default())?;
        (reading.class, reading.own) = (Class::Group, Some("each".to_owned()));
        return Some(reading);
    };
    let mut reading = Reading {
        class: Class::Group,
        group: bits,
        concerned,
        ..Reading::default()
    };
    let rest = rest.strip_prefix('级').unwrap_or(rest);
    let kind = match rest {
        "" => "政府",
        rest => rest,
    };
    // `各区、市财政局` are two; `各区、县（市）政府` are one.
    if listed && !matches!(kind, "政府" | "人民政府") {
        return None;
    }
    for look in [form_of, stem] {
        if let Some(found) = look(gazetteer, kind, Reading::default()) {
            reading.senses = found.senses;
            return Some(reading);
        }
    }
    let parted = rest.contains(['、', '，', ',', '；', ';', '和', '与', '及', '各']);
    if rest.contains(OPENING) {
        return None;
    }
    let vague = rest.contains("相关") || rest.contains("有关");
    if parted || vague || !has_head(rest) {
        return None;
    }
    reading.slug = Some(reduce(rest).into_owned());
    Some(reading)
}

/// The bit of `级`, which stands after another level or alone.
const LEVEL: GroupBits = 1 << (GROUPS.len() - 1);

/// Whether a piece only names levels, so that the name may go on over a comma: `各区`, `市`.
pub(in crate::department) fn names_levels(piece: &str) -> bool {
    const LONGEST: usize = 8; // characters
    let levels = |word: &str| {
        GROUPS
            .iter()
            .any(|(_, words, _)| words.iter().any(|level| word.ends_with(level)))
    };
    levels(piece) && piece.chars().count() <= LONGEST
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
fn group_levels(name: &str) -> Option<Levels<'_>> {
    let each = [
        "各有关",
        "地方各",
        "各相关",
        "各省辖",
        "全省各",
        "全市各",
        "全区各",
        "各",
        "相关各",
        "有关各",
        "相关",
        "有关",
        "所有",
    ]
    .iter()
    .find_map(|word| name.strip_prefix(word));
    let mut rest = each.unwrap_or(name);
    // `有关区政府` are some of `各区政府`.
    let concerned = name[..name.len() - rest.len()].contains('关');
    let (mut bits, mut count, mut depth, mut parted) = (0, 0, 0usize, false);
    let mut listed = false;
    // `高新区、市商务局` are two.
    let zone = GROUPS.iter().position(|(id, ..)| *id == "zone");
    loop {
        let before = rest;
        for (at, (_, words, _)) in GROUPS.iter().enumerate() {
            // `级` alone: `各级财政部门`.
            for word in *words {
                if let Some(after) = rest.strip_prefix(word) {
                    if each.is_none() && Some(at) == zone {
                        continue;
                    }
                    if after.starts_with(NO_LEVEL)
                        || (after.starts_with('政') && !after.starts_with("政府"))
                    {
                        // `县` after `区` is a level again: `各区县`.
                        if !after.starts_with('县') {
                            continue;
                        }
                    }
                    bits |= 1 << at;
                    count += 1;
                    rest = after;
                }
            }
        }
        if count > 0 {
            let mut chars = rest.chars();
            let before = rest.len();
            match chars.next() {
                Some('、' | '/' | '和' | '及' | '，' | ',') => {
                    listed |= depth == 0;
                    rest = chars.as_str();
                }
                Some(ch) if OPENING.contains(&ch) => {
                    depth += 1;
                    rest = chars.as_str();
                }
                Some(ch) if CLOSING.contains(&ch) && depth > 0 => {
                    depth -= 1;
                    rest = chars.as_str();
                }
                Some('两') if chars.as_str().starts_with('级') => {
                    rest = &rest["两级".len()..];
                }
                _ => {}
            }
            parted |= rest.len() < before;
        }
        if rest == before {
            break;
        }
    }
    // `省级` are provinces; `各级` alone are all levels.
    if bits != LEVEL {
        bits &= !LEVEL;
    }
    let several = count >= 2 && (parted || rest.ends_with("政府"));
    (depth == 0 && (several || (each.is_some() && count > 0))).then_some(Levels {
        bits,
        rest,
        concerned,
        listed: listed && each.is_some(),
    })
}
