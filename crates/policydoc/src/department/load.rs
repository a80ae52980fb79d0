//! How lines of tables become places and kinds.

use super::gazetteer::{Family, Gazetteer, Kind, Link, Sense, is_national, push};
use super::place::{Level, Place};
use super::table::{GazetteerError, Row, Table, Text};

const PLACE_COLUMNS: &[&str] = &[
    "place_id",
    "level",
    "type",
    "zh",
    "zh_short",
    "en",
    "en_variants",
    "status",
];
const KIND_COLUMNS: &[&str] = &[
    "kind_id",
    "family",
    "levels",
    "zh_national",
    "zh_province",
    "zh_local",
    "zh_short",
    "en_national",
    "en_local",
    "en_subjects",
    "en_generics",
    "en_variants",
    "acronyms",
    "predecessors",
    "successors",
    "note",
];
const ORGAN_COLUMNS: &[&str] = &[
    "org_id", "country", "name", "acronyms", "aliases", "parent", "links", "note",
];

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn whole(row: &Row<'_>) -> Result<(), GazetteerError> {
    if row.fields() > row.columns() {
        return Err(row.error(format!(
            "{} fields, but the first line names {} columns",
            row.fields(),
            row.columns()
        )));
    }
    Ok(())
}

/// Whether an id can be used: lower-case words with hyphens; of places also parts with slashes.
fn id(row: &Row<'_>, column: &str, slashes: bool) -> Result<Text, GazetteerError> {
    let id = row.need(column)?;
    let fits = |ch: char| {
        ch.is_ascii_lowercase() || ch.is_ascii_digit() || ch == '-' || (slashes && ch == '/')
    };
    if id.chars().all(fits) {
        return Ok(id);
    }
    Err(row.error(format!(
        "`{id}` is no id: use lower-case letters, digits and hyphens"
    )))
}

pub(super) fn places(gazetteer: &mut Gazetteer, table: &Table) -> Result<(), GazetteerError> {
    table.check(PLACE_COLUMNS)?;
    for row in table.rows() {
        whole(&row)?;
        let id = id(&row, "place_id", true)?;
        let at = match gazetteer.place(&id) {
            Some(at) => at,
            None => new_place(gazetteer, &row, id)?,
        };
        for name in [row.get("en")]
            .into_iter()
            .chain(row.list("en_variants"))
            .filter(|name| !name.is_empty())
        {
            gazetteer.name_place(name, at);
        }
        for name in [row.get("zh")].into_iter().chain(row.list("zh_short")) {
            // One character (`京`) stands in document numbers only, and `城区` is any city's inner
            // district.
            if name.chars().count() > 1 && !matches!(name, "城区" | "矿区" | "郊区") {
                let named = gazetteer.chinese_places.entry(row.keep(name)).or_default();
                push(named, at);
            }
        }
    }
    Ok(())
}

fn new_place(gazetteer: &mut Gazetteer, row: &Row<'_>, id: Text) -> Result<u32, GazetteerError> {
    let level = match row.get("level") {
        "" if !id.contains('/') => Level::Country,
        word => Level::of(word).ok_or_else(|| row.error(format!("unknown level `{word}`")))?,
    };
    let parent = match id.rsplit_once('/') {
        None => None,
        Some((above, _)) => Some(gazetteer.place(above).ok_or_else(|| {
            row.error(format!(
                "`{id}` lies in `{above}`, which is not in the table"
            ))
        })?),
    };
    let status = row.get("status");
    let at = count(gazetteer.places.len());
    gazetteer.places.push(Place {
        level,
        municipality: row.get("type") == "municipality",
        county_city: row.get("type") == "county-level-city",
        zh: row.text("zh"),
        en: row.text("en"),
        parent,
        until: status
            .strip_prefix("abolished:")
            .and_then(|rest| rest.split(':').next()?.parse().ok()),
        id: id.clone(),
    });
    gazetteer.place_ids.insert(id, at);
    Ok(at)
}

pub(super) fn kinds(gazetteer: &mut Gazetteer, table: &Table) -> Result<(), GazetteerError> {
    table.check(KIND_COLUMNS)?;
    for row in table.rows() {
        whole(&row)?;
        let id = id(&row, "kind_id", false)?;
        let at = match gazetteer.kind_ids.get(&id) {
            Some(&at) => at,
            None => new_kind(gazetteer, &row, id)?,
        };
        english_names(gazetteer, &row, at);
        chinese_names(gazetteer, &row, at);
    }
    Ok(())
}

fn new_kind(gazetteer: &mut Gazetteer, row: &Row<'_>, id: Text) -> Result<u32, GazetteerError> {
    let mut levels = 0;
    for word in row.get("levels").split(',').filter(|word| !word.is_empty()) {
        let level =
            Level::of(word.trim()).ok_or_else(|| row.error(format!("unknown level `{word}`")))?;
        levels |= level.bit();
    }
    if levels == 0 {
        levels = u8::MAX;
    }
    let links = |column| -> Result<Vec<Link>, GazetteerError> {
        row.list(column)
            .map(|part| {
                let bare = part.strip_prefix('+').unwrap_or(part);
                let link = bare.split_once(':').and_then(|(kind, year)| {
                    Some(Link {
                        kind: row.keep(kind),
                        year: year.parse().ok()?,
                        absorbed: bare.len() < part.len(),
                    })
                });
                link.ok_or_else(|| row.error(format!("`{part}` is no `kind:year`")))
            })
            .collect()
    };
    let first = |column: &str| row.keep(row.list(column).next().unwrap_or_default());
    let kind = Kind {
        country: None,
        family: match row.get("family") {
            "party" => Family::Party,
            "park-committee" | "enterprise" | "subdistrict" => Family::Instance,
            "various" => Family::Various,
            "vertical" | "customs-tax-vertical" => Family::Vertical,
            _ => Family::Plain,
        },
        levels,
        en_national: first("en_national"),
        en_local: first("en_local"),
        zh_national: first("zh_national"),
        zh_province: first("zh_province"),
        zh_local: first("zh_local"),
        predecessors: links("predecessors")?,
        successors: links("successors")?,
        id: id.clone(),
    };
    let at = count(gazetteer.kinds.len());
    gazetteer.kinds.push(kind);
    gazetteer.kind_ids.insert(id, at);
    Ok(at)
}

fn english_names(gazetteer: &mut Gazetteer, row: &Row<'_>, kind: u32) {
    let sense = |national, whole| Sense {
        kind,
        national,
        whole,
    };
    let local = row.get("levels") != "national";
    for name in row.list("en_national") {
        gazetteer.name_kind(name, sense(true, true));
    }
    for name in row.list("en_local").chain(row.list("en_variants")) {
        let name = name.replace("(X)", "");
        let name = name
            .split(' ')
            .filter(|word| *word != "X")
            .collect::<Vec<_>>()
            .join(" ");
        let national = !local || is_national(&gazetteer.words, &name);
        gazetteer.name_kind(&name, sense(national, true));
    }
    for subject in row.list("en_subjects") {
        gazetteer.name_subject(subject, sense(!local, false));
        for generic in row.list("en_generics") {
            let national = !local || matches!(generic, "Ministry" | "General Administration");
            gazetteer.name_kind(&format!("{subject} {generic}"), sense(national, false));
        }
    }
    if row.get("en_subjects").is_empty() {
        for generic in row.list("en_generics") {
            // `Office` alone says nothing.
            if generic.contains(' ') || row.get("en_variants").is_empty() {
                gazetteer.name_kind(generic, sense(!local, true));
            }
        }
    }
    for acronym in row.list("acronyms") {
        gazetteer.name_acronym(acronym, sense(!local, true));
    }
}

fn chinese_names(gazetteer: &mut Gazetteer, row: &Row<'_>, kind: u32) {
    let local = row.get("levels") != "national";
    let sense = |national| Sense {
        kind,
        national,
        whole: true,
    };
    for name in row.list("zh_national") {
        gazetteer.name_form(name, sense(true));
    }
    for name in row.list("zh_province").chain(row.list("zh_local")) {
        gazetteer.name_form(name, sense(false));
    }
    for name in row.list("zh_short") {
        let national = !local || super::chinese::is_national(name);
        gazetteer.name_form(name, sense(national));
    }
}

/// Single organs of other countries.
pub(super) fn organs(gazetteer: &mut Gazetteer, table: &Table) -> Result<(), GazetteerError> {
    table.check(ORGAN_COLUMNS)?;
    for row in table.rows() {
        whole(&row)?;
        let id = id(&row, "org_id", true)?;
        let Some((country, _)) = id.split_once('/') else {
            return Err(row.error(format!("`{id}` is no id of an organ: `country/name`")));
        };
        let country = gazetteer
            .place(country)
            .ok_or_else(|| row.error(format!("`{country}` is not in the table of places")))?;
        let at = match gazetteer.kind_ids.get(&id) {
            Some(&at) => at,
            None => new_organ(gazetteer, &row, id, country),
        };
        let sense = Sense {
            kind: at,
            national: true,
            whole: true,
        };
        for name in [row.get("name")]
            .into_iter()
            .chain(row.list("aliases"))
            .filter(|name| !name.is_empty())
        {
            gazetteer.name_kind(name, sense);
        }
        for acronym in row.list("acronyms") {
            gazetteer.name_acronym(acronym, sense);
        }
    }
    Ok(())
}

fn new_organ(gazetteer: &mut Gazetteer, row: &Row<'_>, id: Text, country: u32) -> u32 {
    let at = count(gazetteer.kinds.len());
    gazetteer.kinds.push(Kind {
        country: Some(country),
        family: Family::Plain,
        levels: Level::Country.bit(),
        en_national: row.text("name"),
        en_local: Text::default(),
        zh_national: Text::default(),
        zh_province: Text::default(),
        zh_local: Text::default(),
        predecessors: Vec::new(),
        successors: Vec::new(),
        id: id.clone(),
    });
    gazetteer.kind_ids.insert(id, at);
    at
}
