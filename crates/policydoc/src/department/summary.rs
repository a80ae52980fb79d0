//! What a document's departments look like in the end: names, surfaces, counts, and what a reader
//! should know about them.

use super::Context;
use super::gazetteer::{Gazetteer, Kind, Link};
use super::identity::{Identity, Setting};
use super::place::Level;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Department, Language, MentionData, Related, Relation, index};
use crate::span::Span;
use std::collections::HashMap;

pub(super) fn summary(
    setting: &Setting<'_>,
    context: &Context<'_>,
    identities: Vec<Identity>,
    mentions: &mut [MentionData],
    mut diagnostics: Vec<Diagnostic>,
) -> (Vec<Department>, Vec<Diagnostic>) {
    let mut surfaces: Vec<Vec<(Span, u32)>> = vec![Vec::new(); identities.len()];
    let mut seen: HashMap<(u32, &str), usize> = HashMap::new();
    for mention in mentions.iter() {
        let Some(department) = mention.department else {
            continue;
        };
        let list = &mut surfaces[department as usize];
        let surface = mention.span.slice(context.written);
        let at = *seen.entry((department, surface)).or_insert(list.len());
        match list.get_mut(at) {
            Some((_, count)) => *count += 1,
            None => list.push((mention.span, 1)),
        }
    }
    drop(seen);
    // The most often mentioned first, then as they come in the text.
    let count = |list: &[(Span, u32)]| list.iter().map(|&(_, count)| count).sum::<u32>();
    let mut order: Vec<usize> = (0..identities.len())
        .filter(|&at| !surfaces[at].is_empty())
        .collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(count(&surfaces[at])), surfaces[at][0].0));
    let mut place_of = vec![None; identities.len()];
    for (place, &at) in order.iter().enumerate() {
        place_of[at] = Some(index(place));
    }
    for mention in mentions.iter_mut() {
        mention.department = mention
            .department
            .and_then(|department| place_of[department as usize]);
    }
    let mut identities: Vec<Option<Identity>> = identities.into_iter().map(Some).collect();
    let departments: Vec<Department> = order
        .iter()
        .filter_map(|&at| {
            let list = std::mem::take(&mut surfaces[at]);
            let identity = identities[at].take()?;
            Some(department(setting, context, identity, list))
        })
        .collect();
    for department in departments.iter().filter(|department| !department.known) {
        diagnostics.push(unknown(context.written, department));
    }
    similar(context.written, &departments, &mut diagnostics);
    (departments, diagnostics)
}

fn unknown(text: &str, department: &Department) -> Diagnostic {
    let span = department
        .surfaces
        .iter()
        .map(|&(span, _)| span)
        .min()
        .unwrap_or_default();
    Diagnostic::new(
        Code::UnknownDepartment,
        span,
        format!("`{}` is not in the gazetteer", span.slice(text)),
    )
    .with_help("add its kind to a gazetteer of your own if it should be known")
}

fn department(
    setting: &Setting<'_>,
    context: &Context<'_>,
    identity: Identity,
    mut surfaces: Vec<(Span, u32)>,
) -> Department {
    let gazetteer = setting.gazetteer;
    let kind = identity.kind.map(|kind| &gazetteer.kinds[kind as usize]);
    let single = !identity.id.contains('~');
    let name_en = kind
        .filter(|_| single)
        .and_then(|kind| english_name(gazetteer, kind, identity.place));
    let name_zh = kind
        .filter(|_| single)
        .and_then(|kind| chinese_name(gazetteer, kind, identity.place));
    // The fullest: the longest in characters, the first of several.
    let fullest = surfaces
        .iter()
        .map(|&(span, _)| span)
        .max_by_key(|span| {
            let length = span.slice(context.written).chars().count();
            (length, std::cmp::Reverse(span.start()))
        })
        .unwrap_or_default();
    let name = plain(fullest.slice(context.written), context.language);
    surfaces.sort_by_key(|&(span, count)| (std::cmp::Reverse(count), span));
    Department {
        name,
        kind: kind.map(|kind| {
            let id = kind.id.as_ref();
            id.rsplit('/').next().unwrap_or(id).to_owned()
        }),
        jurisdiction: identity
            .place
            .map(|at| gazetteer.places[at as usize].id.to_string()),
        known: kind.is_some(),
        mentions: surfaces.iter().map(|&(_, count)| count).sum(),
        surfaces,
        name_en,
        name_zh,
        related: match (kind, identity.place) {
            (Some(kind), Some(place)) if single => {
                related(&gazetteer.places[place as usize].id, kind)
            }
            _ => Vec::new(),
        },
        id: identity.id,
    }
}

/// The departments of the same place before and after one of a kind.
fn related(place: &str, kind: &Kind) -> Vec<Related> {
    let links = |relation, links: &[Link]| {
        let link = |link: &Link| Related {
            relation,
            id: format!("{place}/{}", link.kind),
            year: link.year,
        };
        links.iter().map(link).collect::<Vec<_>>()
    };
    let mut related = links(Relation::Predecessor, &kind.predecessors);
    related.extend(links(Relation::Successor, &kind.successors));
    related
}

/// Reports unknown departments whose names differ in one word, or one Chinese character: perhaps
/// one is a slip for the other.
fn similar(text: &str, departments: &[Department], diagnostics: &mut Vec<Diagnostic>) {
    const LONGEST: usize = 24; // words; a longer name is compared with none
    let first = |department: &Department| {
        let spans = department.surfaces.iter().map(|&(span, _)| span);
        spans.min().unwrap_or_default()
    };
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (at, department) in departments.iter().enumerate() {
        let Some((place, slug)) = department.id.split_once("/_/") else {
            continue;
        };
        let (parts, least): (Vec<&str>, usize) = if slug.is_ascii() {
            (slug.split('-').collect(), 3)
        } else {
            (slug.split("").filter(|part| !part.is_empty()).collect(), 6)
        };
        if parts.len() < least || parts.len() > LONGEST {
            continue;
        }
        let mut near = None;
        for out in 0..=parts.len() {
            let mut key = format!("{place}/");
            for (_, part) in parts.iter().enumerate().filter(|&(at, _)| at != out) {
                key.push_str(part);
                key.push('-');
            }
            let other = *seen.entry(key).or_insert(at);
            if other != at {
                near = near.or(Some(other));
            }
        }
        if let Some(other) = near {
            let (one, two) = (first(department), first(&departments[other]));
            diagnostics.push(
                Diagnostic::new(
                    Code::SimilarDepartments,
                    one,
                    format!(
                        "`{}` and `{}` differ in one word",
                        one.slice(text),
                        two.slice(text)
                    ),
                )
                .with_help("they are kept apart; if they are one, add both names to a gazetteer"),
            );
        }
    }
}

/// A surface on one line.
fn plain(surface: &str, language: Language) -> String {
    let space = if language == Language::Chinese {
        ""
    } else {
        " "
    };
    surface.split_whitespace().collect::<Vec<_>>().join(space)
}

fn english_name(gazetteer: &Gazetteer, kind: &Kind, place: Option<u32>) -> Option<String> {
    let place = &gazetteer.places[place? as usize];
    let name = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    if kind.country.is_some() || place.level == Level::Country {
        return name(&kind.en_national);
    }
    let local = name(&kind.en_local)?;
    let word = match place.level {
        Level::Province if place.municipality => " Municipality",
        Level::Province => " Province",
        Level::City => " City",
        Level::County if place.zh.ends_with('区') => " District",
        Level::County if place.county_city => " City",
        Level::County => " County",
        _ => "",
    };
    let word = if place.en.ends_with(word.trim_start()) {
        ""
    } else {
        word
    };
    Some(format!("{local} of {}{word}", place.en))
}

fn chinese_name(gazetteer: &Gazetteer, kind: &Kind, place: Option<u32>) -> Option<String> {
    let place = &gazetteer.places[place? as usize];
    let form = match place.level {
        Level::Country => {
            return Some(kind.zh_national.to_string()).filter(|name| !name.is_empty());
        }
        Level::Province if !kind.zh_province.is_empty() => &kind.zh_province,
        _ if !kind.zh_local.is_empty() => &kind.zh_local,
        _ => &kind.zh_province,
    };
    if form.is_empty() || place.zh.is_empty() {
        return None;
    }
    // `市人民政府` after `东城区`: the level stands in the place's name.
    let form = form.trim_start_matches(['省', '市', '区', '县', '旗']);
    let form = if kind.zh_local.starts_with("市场") && !form.starts_with('市') {
        &kind.zh_local
    } else {
        form
    };
    Some(format!("{}{form}", place.zh))
}
