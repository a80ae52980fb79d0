//! Reads a Chinese name: places, levels and owners in front, then the kind.

mod branch; // places in the middle, zones, own names
mod group; // all organs of a kind

use super::form::reduce;
use super::gazetteer::{Family, Gazetteer, Senses};
use super::place::{Level, Unit};
use super::reading::{Anchor, Class, Owner, Reading, owned};
use super::words::Does;
use crate::document::Language;
use crate::lexicon::{Lexicon, Sense};
use crate::script::{closes, opens, parts_items};
use branch::{inner_place, instance, place_alone, unknown, zone_alone};
use group::group;

pub(super) use branch::{own_named, slug};
pub(super) use group::names_levels;

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
    if !listed && super::open::is_open_chinese(gazetteer, name) {
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
    if let Some(senses) = gazetteer.form(&reduce(gazetteer, rest)) {
        let mut found = known(gazetteer, rest, senses, reading)?;
        if has_family(gazetteer, senses, Family::Various) {
            // `东方大学` is not of Dongfang: what a kind is called may begin like a county.
            if begins_like_a_county(gazetteer, &found) {
                return None;
            }
            found.own = Some(reduce(gazetteer, rest).into_owned());
        }
        return Some(found);
    }
    // `第一中级法院`, `二中院`: a number is identity.
    let ordinal = gazetteer.begins(Does::Ordinal, rest);
    let numbered = &rest[ordinal.map_or(0, |(end, _)| end)..];
    let (end, _) = numbered.char_indices().nth(1)?;
    let number = crate::numeral::chinese(&numbered[..end]).filter(|number| *number < 10)?;
    let senses = gazetteer.form(&reduce(gazetteer, &numbered[end..]))?;
    let mut found = known(gazetteer, rest, senses, reading)?;
    found.own = Some(number.to_string());
    Some(found)
}

/// A kind by its name without the last word, or with another one: `财政`, `财政部门`.
fn stem<'g>(gazetteer: &'g Gazetteer, rest: &str, mut reading: Reading<'g>) -> Option<Reading<'g>> {
    let reduced = reduce(gazetteer, rest);
    if let Some(senses) = gazetteer.stem(&reduced) {
        reading.elided = true;
        return known(gazetteer, rest, senses, reading);
    }
    if let Some(end) = gazetteer.ends(Does::Plural, &reduced) {
        let senses = gazetteer.stem(&reduced[..end])?;
        return known(gazetteer, rest, senses, reading);
    }
    let end = gazetteer.ends(Does::OtherEnding, &reduced)?;
    let senses = gazetteer.stem(&reduced[..end])?;
    // `科技委` is not `科技局` if two kinds share the stem.
    (senses.len() == 1)
        .then(|| known(gazetteer, rest, senses, reading))
        .flatten()
}

fn known<'g>(
    gazetteer: &Gazetteer,
    name: &str,
    senses: Senses<'g>,
    mut reading: Reading<'g>,
) -> Option<Reading<'g>> {
    if !owned(gazetteer, senses, reading.owner) {
        return None;
    }
    if reading.national && !has_level(gazetteer, senses, Level::Country) {
        return None;
    }
    // `区财政厅`: only a province has a `厅`.
    if reading.level == Some(Unit::District)
        && gazetteer.ends(Does::ProvincialEnding, name).is_some()
    {
        reading.level = Some(Unit::OwnRegion);
    }
    reading.class = Class::Known;
    reading.senses = senses;
    Some(reading)
}

/// Whether the last place of a name is a county without its unit.
fn begins_like_a_county(gazetteer: &Gazetteer, reading: &Reading<'_>) -> bool {
    let county = |&at: &u32| gazetteer.level(at) > Level::City;
    let last = reading.anchors.iter().flatten().last();
    !reading.whole_place
        && last.is_some_and(|anchor| anchor.unit.is_none() && anchor.places.iter().all(county))
}

fn has_family(gazetteer: &Gazetteer, senses: Senses<'_>, family: Family) -> bool {
    let of = |sense: super::gazetteer::Sense| gazetteer.family(sense.kind);
    senses.iter().any(|sense| of(sense) == family)
}

fn has_level(gazetteer: &Gazetteer, senses: Senses<'_>, level: Level) -> bool {
    let levels = |sense: super::gazetteer::Sense| gazetteer.levels(sense.kind);
    senses.iter().any(|sense| levels(sense) & level.bit() != 0)
}

/// Takes off places, levels and owners until the rest is a kind.
fn prefixes<'g>(
    gazetteer: &'g Gazetteer,
    rest: &str,
    reading: &Reading<'g>,
    look: Look,
    depth: u8,
) -> Option<Reading<'g>> {
    const DEEPEST: u8 = 7;
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
    let party = gazetteer.begins(Does::Party, rest);
    let rest = &rest[party.map_or(0, |(end, _)| end)..];
    if reading.level.is_none() && reading.owner.is_none() {
        for (places, end) in places_at(gazetteer, rest) {
            if !reading.may_hold(gazetteer, places) {
                continue;
            }
            let mut next = reading.clone();
            next.anchor(Anchor { places, unit: None });
            next.whole_place = ends_in_level(gazetteer, &rest[..end]);
            steps.push((&rest[end..], next));
        }
    }
    if reading.owner.is_none() {
        level_step(gazetteer, rest, reading, &mut steps);
        if let Some((end, owner)) = Owner::begins(gazetteer, rest) {
            let mut next = reading.clone();
            // `区党委` is a region's, `区委` a district's.
            if next.level == Some(Unit::District)
                && gazetteer.does(Does::ProvincialOwner, &rest[..end])
            {
                next.level = Some(Unit::OwnRegion);
            }
            next.owner = Some(owner);
            steps.push((&rest[end..], next));
        }
    }
    if !reading.anchored()
        && let Some((end, _)) = gazetteer.begins(Does::National, rest)
    {
        let mut next = reading.clone();
        next.national = true;
        steps.push((&rest[end..], next));
    }
    steps
}

/// Takes off a word of level: that of the place before it (`漯河` + `市`), or one that stands alone.
fn level_step<'g, 's>(
    gazetteer: &'g Gazetteer,
    rest: &'s str,
    reading: &Reading<'g>,
    steps: &mut Vec<(&'s str, Reading<'g>)>,
) {
    let Some((end, unit)) = gazetteer.level_word(rest) else {
        return;
    };
    if reading.level.is_some() {
        return;
    }
    let mut next = reading.clone();
    match next.anchors.iter_mut().flatten().last() {
        Some(anchor) if anchor.unit.is_none() && !reading.whole_place => {
            anchor.unit = Some(unit);
        }
        _ => next.level = Some(unit),
    }
    let rest = &rest[end..];
    if let Some((end, _)) = gazetteer.begins(Does::AfterLevel, rest) {
        steps.push((&rest[end..], next.clone()));
    }
    steps.push((rest, next));
}

/// The places whose names a text begins with, the longest first, and where the names end.
pub(super) fn places_at<'g, 's>(
    gazetteer: &'g Gazetteer,
    text: &'s str,
) -> impl Iterator<Item = (&'g [u32], usize)> + use<'g, 's> {
    let mut ends = [0; LONGEST_PLACE];
    let mut count = 0;
    let most = gazetteer.longest_place(text).min(LONGEST_PLACE);
    for (at, ch) in text.char_indices().take(most) {
        ends[count] = at + ch.len_utf8();
        count += 1;
    }
    // No place has a name of one character.
    (1..count.max(1)).rev().filter_map(move |at| {
        let places = gazetteer.chinese_places(&text[..ends[at]])?;
        Some((places, ends[at]))
    })
}

fn ends_in_level(gazetteer: &Gazetteer, name: &str) -> bool {
    gazetteer.ends(Does::Level, name).is_some()
}

/// Whether a text ends as a name does.
pub(super) fn has_head(name: &str) -> bool {
    let lexicon = Lexicon::of(Language::Chinese);
    lexicon.ends(without_bracket(name), Sense::Head).is_some()
}

/// Whether something stands between two names outside brackets and quotes.
fn has_outer_separator(name: &str) -> bool {
    let mut depth = 0i32;
    for ch in name.chars() {
        if opens(ch) || matches!(ch, '“' | '《') {
            depth += 1;
        } else if closes(ch) || matches!(ch, '”' | '》') {
            depth -= 1;
        } else if depth <= 0 && parts_items(ch) {
            return true;
        }
    }
    false
}

/// The name without a bracket at its end: `市教育局（市语委办）`.
pub(super) fn without_bracket(name: &str) -> &str {
    let Some(inner) = name.strip_suffix(is_closing) else {
        // The bracket is not closed: `各区人民政府(管委会`.
        return match name.find(is_opening) {
            Some(open) if open > 0 && !name.contains(is_closing) => &name[..open],
            _ => name,
        };
    };
    match inner.rfind(is_opening) {
        Some(open) if open > 0 => &name[..open],
        _ => name,
    }
}

/// Whether a character opens a bracket: some write `〈`.
fn is_opening(ch: char) -> bool {
    opens(ch) || matches!(ch, '〈' | '<')
}

fn is_closing(ch: char) -> bool {
    closes(ch) || matches!(ch, '〉' | '>')
}

/// Whether a text is Chinese. Curly quotes are wide too, but English has them: `President’s`.
pub(super) fn is_chinese(text: &str) -> bool {
    text.chars()
        .any(|ch| crate::script::is_wide(ch) && !('‘'..='”').contains(&ch))
}
