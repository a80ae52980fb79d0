//! The forms under which Chinese names of kinds are looked up.

use super::gazetteer::Gazetteer;
use super::map::Ref;
use super::place::Unit;
use super::words::Does;
use std::borrow::Cow;

/// The form under which a name is looked up: long words reduced, so that `发展和改革委员会` meets
/// `发展改革委`. Reducing twice changes nothing.
pub(super) fn reduce<'n>(gazetteer: &Gazetteer, name: &'n str) -> Cow<'n, str> {
    let mut reduced = String::new();
    let mut kept = 0; // what stands before has gone into `reduced`
    let mut at = 0;
    while let Some(ch) = name[at..].chars().next() {
        let found = gazetteer.begins(Does::Reduced, &name[at..]);
        let Some((length, short)) = found else {
            at += ch.len_utf8();
            continue;
        };
        reduced.push_str(&name[kept..at]);
        reduced.push_str(gazetteer.pool.text(Ref(short)));
        at += length;
        kept = at;
    }
    if kept == 0 {
        return Cow::Borrowed(name);
    }
    reduced.push_str(&name[kept..]);
    Cow::Owned(reduced)
}

/// A listed form without the level that it begins with: `市政府`, `区公安分局`; but not `市场监管局`.
pub(super) fn without_level<'n>(gazetteer: &Gazetteer, form: &'n str) -> Option<&'n str> {
    let (end, unit) = gazetteer.level_word(form)?;
    let rest = &form[end..];
    let belongs = matches!(unit, Unit::Town | Unit::Prefecture | Unit::NewArea); // `街道办事处`
    (!belongs && !rest.is_empty() && is_level_before(gazetteer, rest)).then_some(rest)
}

/// Whether a word of level before a text is one: not in `市场`, `市政局`.
pub(super) fn is_level_before(gazetteer: &Gazetteer, rest: &str) -> bool {
    gazetteer.begins(Does::NoLevel, rest).is_none() || gazetteer.begins(Does::Owner, rest).is_some()
}

/// Whether a short form can only be the country's organ: `市场监管总局`, `国家卫健委`, `商务部`.
pub(super) fn is_national(gazetteer: &Gazetteer, name: &str) -> bool {
    gazetteer.begins(Does::National, name).is_some()
        || (gazetteer.ends(Does::NationalEnding, name).is_some()
            && gazetteer.ends(Does::LocalEnding, name).is_none())
}

/// A form without its last word: `财政` of `财政局`.
pub(super) fn stem<'n>(gazetteer: &Gazetteer, form: &'n str) -> Option<&'n str> {
    let stem = &form[..gazetteer.ends(Does::Ending, form)?];
    (stem.chars().count() >= 2).then_some(stem)
}
