//! The built-in tables are sound.

use crate::department::gazetteer::Gazetteer;
use std::collections::{BTreeMap, BTreeSet};

const TABLES: &[(&str, &str)] = &[
    (
        "place_id",
        include_str!("../../../data/gazetteer/places.tsv"),
    ),
    (
        "kind_id",
        include_str!("../../../data/gazetteer/organs.tsv"),
    ),
    (
        "org_id",
        include_str!("../../../data/gazetteer/organs-world.tsv"),
    ),
];

#[test]
fn tables_can_be_read_and_ids_stand_once() {
    let mut seen = BTreeSet::new();
    for (column, table) in TABLES {
        let read = Gazetteer::default().extended(column, table);
        if *column == "place_id" {
            read.expect("the places need no other table");
        }
        for line in table.lines().skip(1) {
            let id = line.split('\t').next().unwrap_or_default();
            assert!(seen.insert(id), "{id} stands twice");
            let columns = table.lines().next().unwrap_or_default().split('\t').count();
            assert!(line.split('\t').count() <= columns, "{line}");
        }
    }
    Gazetteer::built_in();
}

#[test]
fn links_lead_to_kinds() {
    let gazetteer = Gazetteer::built_in();
    for kind in &gazetteer.kinds {
        for link in kind.predecessors.iter().chain(&kind.successors) {
            assert!(
                gazetteer.kind_ids.contains_key(&link.kind),
                "{} is linked to {}, which is no kind",
                kind.id,
                link.kind
            );
        }
        for link in &kind.successors {
            let next = &gazetteer.kinds[gazetteer.kind_ids[&link.kind] as usize];
            assert!(
                next.predecessors
                    .iter()
                    .any(|back| back.kind == kind.id && back.year == link.year),
                "{} names no predecessor {}",
                next.id,
                kind.id
            );
        }
    }
}

#[test]
fn no_place_is_called_like_a_kind() {
    let gazetteer = Gazetteer::built_in();
    for place in &gazetteer.places {
        let slug = place.id.rsplit('/').next().unwrap_or_default();
        assert!(
            !gazetteer.kind_ids.contains_key(slug),
            "{} ends like a kind",
            place.id
        );
    }
}

/// The names that several kinds have, as `name: kind kind`. The table of those that are known to be
/// ambiguous is the only place where a new one may come in.
#[test]
fn names_of_several_kinds_are_listed() {
    let gazetteer = Gazetteer::built_in();
    let words: BTreeMap<u32, &str> = gazetteer.words.all().collect();
    let mut found = BTreeSet::new();
    let kinds = |senses: &[super::super::gazetteer::Sense]| {
        let ids: BTreeSet<&str> = senses
            .iter()
            .map(|sense| &gazetteer.kinds[sense.kind as usize])
            .filter(|kind| kind.country.is_none())
            .map(|kind| kind.id.as_ref())
            .collect();
        (ids.len() > 1).then(|| ids.into_iter().collect::<Vec<_>>().join(" "))
    };
    for (bag, senses) in &gazetteer.bags {
        let whole: Vec<_> = senses.iter().filter(|sense| sense.whole).copied().collect();
        let counted = if whole.is_empty() { senses } else { &whole };
        if let Some(kinds) = kinds(counted) {
            let mut name: Vec<&str> = bag.iter().map(|id| words[id]).collect();
            name.sort_unstable();
            found.insert(format!("{}: {kinds}", name.join(" ")));
        }
    }
    for (form, senses) in &gazetteer.forms {
        if let Some(kinds) = kinds(senses) {
            found.insert(format!("{form}: {kinds}"));
        }
    }
    let listed: BTreeSet<String> = include_str!("ambiguous.txt")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(str::to_owned)
        .collect();
    let new: Vec<_> = found.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&found).collect();
    assert!(new.is_empty(), "names of several kinds: {new:#?}");
    assert!(gone.is_empty(), "no longer ambiguous: {gone:#?}");
}
