//! How lines of tables become places and kinds.

use super::GazetteerError;
use super::form;
use super::gazetteer::{Family, Gazetteer, Link, NewKind, Sense};
use super::place::{Level, Place, Unit};
use super::table::{Row, Table};
use super::words::{role, split};

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
fn id<'t>(row: &Row<'t>, column: &str, slashes: bool) -> Result<&'t str, GazetteerError> {
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

pub(super) fn places(gazetteer: &mut Gazetteer, table: &Table<'_>) -> Result<(), GazetteerError> {
    table.check(PLACE_COLUMNS)?;
    for row in table.rows() {
        whole(&row)?;
        let id = id(&row, "place_id", true)?;
        let at = match gazetteer.place_of(id) {
            Some(at) => at,
            None => new_place(gazetteer, &row, id)?,
        };
        let names = |first, others| {
            let all = [row.get(first)].into_iter().chain(row.list(others));
            all.filter(|name| !name.is_empty())
        };
        for name in names("en", "en_variants") {
            gazetteer.name_place(name, at);
        }
        // One character (`京`) stands in document numbers only.
        for name in names("zh", "zh_short").filter(|name| name.chars().count() > 1) {
            gazetteer.name_chinese_place(name, at);
        }
    }
    Ok(())
}

fn new_place(gazetteer: &mut Gazetteer, row: &Row<'_>, id: &str) -> Result<u32, GazetteerError> {
    let level = match row.get("level") {
        "" if !id.contains('/') => Level::Country,
        word => Level::of(word).ok_or_else(|| row.error(format!("unknown level `{word}`")))?,
    };
    let parent = match id.rsplit_once('/') {
        None => None,
        Some((above, _)) => Some(gazetteer.place_of(above).ok_or_else(|| {
            row.error(format!(
                "`{id}` lies in `{above}`, which is not in the table"
            ))
        })?),
    };
    let status = row.get("status").strip_prefix("abolished:");
    let mut unit = unit(row.get("type"));
    if level == Level::County && gazetteer.last_unit(row.get("zh")) == Some(Unit::NewArea) {
        unit = Unit::NewArea;
    }
    Ok(gazetteer.add_place(&Place {
        id,
        level,
        unit,
        municipality: row.get("type") == "municipality",
        zh: row.get("zh"),
        en: row.get("en"),
        parent,
        until: status.and_then(|rest| rest.split(':').next()?.parse().ok()),
    }))
}

/// What a place of a type calls itself.
fn unit(kind: &str) -> Unit {
    match kind {
        "municipality" | "prefecture-level-city" | "county-level-city" => Unit::City,
        "autonomous-region" | "special-administrative-region" => Unit::Region,
        "prefecture" | "autonomous-prefecture" | "league" => Unit::Prefecture,
        "county" | "autonomous-county" => Unit::County,
        "district" | "forestry-district" | "special-district" => Unit::District,
        "banner" | "autonomous-banner" => Unit::Banner,
        "functional-area" => Unit::Zone,
        "province" => Unit::Province,
        "state" => Unit::State,
        _ => Unit::Other,
    }
}

pub(super) fn kinds(gazetteer: &mut Gazetteer, table: &Table<'_>) -> Result<(), GazetteerError> {
    table.check(KIND_COLUMNS)?;
    for row in table.rows() {
        whole(&row)?;
        let id = id(&row, "kind_id", false)?;
        let at = match gazetteer.kind_of(id) {
            Some(at) => at,
            None => gazetteer.add_kind(&new_kind(&row, id)?),
        };
        english_names(gazetteer, &row, at);
        chinese_names(gazetteer, &row, at);
    }
    Ok(())
}

fn new_kind<'t>(row: &Row<'t>, id: &'t str) -> Result<NewKind<'t>, GazetteerError> {
    let mut levels = 0;
    for word in row.get("levels").split(',').filter(|word| !word.is_empty()) {
        let level =
            Level::of(word.trim()).ok_or_else(|| row.error(format!("unknown level `{word}`")))?;
        levels |= level.bit();
    }
    if levels == 0 {
        levels = u8::MAX;
    }
    let mut links = Vec::new();
    for (column, successor) in [("predecessors", false), ("successors", true)] {
        for part in row.list(column) {
            let link = link(part, successor);
            links.push(link.ok_or_else(|| row.error(format!("`{part}` is no `kind:year`")))?);
        }
    }
    let columns = [
        "en_national",
        "en_local",
        "zh_national",
        "zh_province",
        "zh_local",
    ];
    Ok(NewKind {
        id,
        country: None,
        family: match row.get("family") {
            "party" => Family::Party,
            "park-committee" | "enterprise" | "subdistrict" => Family::Instance,
            "various" => Family::Various,
            "vertical" | "customs-tax-vertical" => Family::Vertical,
            _ => Family::Plain,
        },
        levels,
        names: columns.map(|column| row.list(column).next().unwrap_or_default()),
        links,
    })
}

/// `tourism:2018`, `+culture:2018`.
fn link(part: &str, successor: bool) -> Option<Link<'_>> {
    let bare = part.strip_prefix('+').unwrap_or(part);
    let (kind, year) = bare.split_once(':')?;
    Some(Link {
        kind,
        year: year.parse().ok()?,
        successor,
        absorbed: bare.len() < part.len(),
    })
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
        let national = !local || is_national(gazetteer, &name);
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
    let first = |column| row.get(column).chars().next();
    for acronym in row.list("acronyms") {
        // `NDRC` is the National Development and Reform Commission, in a city's document too.
        let letter = acronym.chars().next();
        let national = letter == first("en_national") && letter != first("en_local");
        gazetteer.name_acronym(acronym, sense(!local || national, true));
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
        let national = !local || form::is_national(gazetteer, name);
        gazetteer.name_form(name, sense(national));
    }
}

/// Whether an English name says by itself that it is the country's organ.
fn is_national(gazetteer: &Gazetteer, name: &str) -> bool {
    split(name).any(|(start, end)| {
        let id = gazetteer.words.id(&gazetteer.pool, &name[start..end]);
        gazetteer.words.is(id, role::NATIONAL | role::CENTRAL)
    })
}

/// Single organs of other countries.
pub(super) fn organs(gazetteer: &mut Gazetteer, table: &Table<'_>) -> Result<(), GazetteerError> {
    table.check(ORGAN_COLUMNS)?;
    for row in table.rows() {
        whole(&row)?;
        let id = id(&row, "org_id", true)?;
        let Some((country, _)) = id.split_once('/') else {
            return Err(row.error(format!("`{id}` is no id of an organ: `country/name`")));
        };
        let country = gazetteer
            .place_of(country)
            .ok_or_else(|| row.error(format!("`{country}` is not in the table of places")))?;
        let kind = gazetteer.kind_of(id).unwrap_or_else(|| {
            gazetteer.add_kind(&NewKind {
                id,
                country: Some(country),
                family: Family::Plain,
                levels: Level::Country.bit(),
                names: [row.get("name"), "", "", "", ""],
                links: Vec::new(),
            })
        });
        let sense = Sense {
            kind,
            national: true,
            whole: true,
        };
        let names = [row.get("name")].into_iter().chain(row.list("aliases"));
        for name in names.filter(|name| !name.is_empty()) {
            gazetteer.name_kind(name, sense);
        }
        for acronym in row.list("acronyms") {
            gazetteer.name_acronym(acronym, sense);
        }
    }
    Ok(())
}
