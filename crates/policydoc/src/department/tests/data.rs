//! The built-in tables are sound.

use crate::department::gazetteer::{Gazetteer, Sense, Senses};
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

fn count(length: usize) -> u32 {
    u32::try_from(length).expect("few lines")
}

#[test]
fn tables_can_be_read_and_ids_stand_once() {
    let mut seen = BTreeSet::new();
    for (column, table) in TABLES {
        let read = Gazetteer::built_in().extended(column, table);
        assert!(read.is_ok(), "{read:?}");
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
    for at in 0..count(gazetteer.kinds.len()) {
        let id = gazetteer.kind(at).id;
        for link in gazetteer.links(at) {
            let Some(next) = gazetteer.kind_of(link.kind) else {
                panic!("{id} is linked to {}, which is no kind", link.kind);
            };
            let mut back = gazetteer.links(next);
            assert!(
                !link.successor
                    || back.any(|back| {
                        !back.successor && back.kind == id && back.year == link.year
                    }),
                "{} names no predecessor {id}",
                link.kind
            );
        }
    }
}

#[test]
fn no_place_is_called_like_a_kind() {
    let gazetteer = Gazetteer::built_in();
    for at in 0..count(gazetteer.places.len()) {
        let id = gazetteer.place(at).id;
        let slug = id.rsplit('/').next().unwrap_or_default();
        assert!(gazetteer.kind_of(slug).is_none(), "{id} ends like a kind");
    }
}

/// The names that several kinds have, as `name: kind kind`. The table of those that are known to be
/// ambiguous is the only place where a new one may come in.
#[test]
fn names_of_several_kinds_are_listed() {
    let gazetteer = Gazetteer::built_in();
    let pool = &gazetteer.pool;
    // The right spelling of a word comes before others.
    let mut words: BTreeMap<u32, &str> = BTreeMap::new();
    for (word, id) in gazetteer.words.ids.entries() {
        words.entry(pool.numbers(id)[0]).or_insert(pool.text(word));
    }
    let mut found = BTreeSet::new();
    let kinds = |senses: &[Sense]| {
        let ids: BTreeSet<&str> = senses
            .iter()
            .filter(|sense| gazetteer.country(sense.kind).is_none())
            .map(|sense| gazetteer.kind(sense.kind).id)
            .collect();
        (ids.len() > 1).then(|| ids.into_iter().collect::<Vec<_>>().join(" "))
    };
    for (bag, senses) in gazetteer.maps.bags.entries() {
        let all: Vec<Sense> = Senses(pool.numbers(senses)).iter().collect();
        let whole: Vec<Sense> = all.iter().filter(|sense| sense.whole).copied().collect();
        let counted = if whole.is_empty() { &all } else { &whole };
        if let Some(kinds) = kinds(counted) {
            let bag = pool.numbers(bag);
            let mut name: Vec<&str> = bag.iter().map(|id| words[id]).collect();
            name.sort_unstable();
            found.insert(format!("{}: {kinds}", name.join(" ")));
        }
    }
    for (form, senses) in gazetteer.maps.forms.entries() {
        let all: Vec<Sense> = Senses(pool.numbers(senses)).iter().collect();
        if let Some(kinds) = kinds(&all) {
            found.insert(format!("{}: {kinds}", pool.text(form)));
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
