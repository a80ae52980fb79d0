//! Which places a document speaks for: by its issuers, its title, or its text. Its addressees are
//! others (`西城区管委会` of some city is not the Xicheng of Beijing).

use super::Context;
use super::chinese::places_at;
use super::gazetteer::{Gazetteer, Sense};
use super::place::{Home, Level, Place, level_of_number};
use super::reading::{Anchor, Class};
use super::split::Reader;
use super::table::Text;
use super::words::{FastMap, role, split};
use crate::document::Language;
use crate::span::Span;
use memchr::memmem;

/// Finds the document's own place.
pub(super) fn home(
    gazetteer: &Gazetteer,
    context: &Context<'_>,
    reader: &mut Reader<'_, '_>,
) -> Home {
    let at = context
        .place
        .and_then(|id| gazetteer.place(id))
        .or_else(|| by_issuers(gazetteer, context, reader))
        .or_else(|| {
            [context.title, context.document_number]
                .into_iter()
                .flatten()
                .find_map(|span| by_names(gazetteer, span.slice(context.text), true))
        })
        .or_else(|| {
            // `各省、自治区、直辖市人民政府`: only the country writes to all of them.
            let to = context.addressees?.slice(context.text);
            (to.contains("自治区、直辖市") || to.contains("autonomous regions"))
                .then(|| gazetteer.place("cn"))?
        })
        .or_else(|| by_text(gazetteer, context));
    Home::new(&gazetteer.places, at)
}

/// The place of the first issuer that names one, or the country of a national one.
fn by_issuers(
    gazetteer: &Gazetteer,
    context: &Context<'_>,
    reader: &mut Reader<'_, '_>,
) -> Option<u32> {
    for &span in context.issuers {
        if let Some(at) = by_names(gazetteer, span.slice(context.text), true) {
            return Some(at);
        }
        let reading = reader.name(span);
        let reading = &reader.readings[reading];
        let national = reading.national
            || (reading.class == Class::Known && reading.senses.iter().all(|sense| sense.national));
        if national {
            let country = reading
                .senses
                .first()
                .and_then(|sense| gazetteer.kinds[sense.kind as usize].country);
            return country.or_else(|| gazetteer.place("cn"));
        }
    }
    None
}

/// The place that most names of a short text agree on.
fn by_names(gazetteer: &Gazetteer, text: &str, short: bool) -> Option<u32> {
    const FAR: usize = 1000; // bytes
    let mut end = text.len().min(FAR);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    let mut anchors: Vec<Anchor<'_>> = Vec::new();
    if super::chinese::is_chinese(text) {
        chinese_anchors(gazetteer, text, short, &mut anchors);
    } else {
        english_anchors(gazetteer, text, &mut anchors);
    }
    agreed(&gazetteer.places, &anchors)
}

fn chinese_anchors<'g>(
    gazetteer: &'g Gazetteer,
    text: &str,
    short: bool,
    anchors: &mut Vec<Anchor<'g>>,
) {
    let mut skip = 0;
    for (at, _) in text.char_indices() {
        if at < skip {
            continue;
        }
        let found = places_at(gazetteer, &text[at..])
            .find(|&(_, end)| short || text[at..at + end].ends_with(['省', '市', '区', '县']));
        if let Some((places, end)) = found {
            anchors.push(Anchor {
                places,
                level: None,
            });
            skip = at + end;
        }
    }
}

fn english_anchors<'g>(gazetteer: &'g Gazetteer, text: &str, anchors: &mut Vec<Anchor<'g>>) {
    let words = &gazetteer.words;
    let tokens: Vec<(u32, bool)> = split(text)
        .map(|(start, end)| {
            let word = &text[start..end];
            (words.id(word), word.starts_with(char::is_uppercase))
        })
        .filter(|&(id, _)| !words.is(id, role::STOP))
        .collect();
    let ids: Vec<u32> = tokens.iter().map(|&(id, _)| id).collect();
    let mut at = 0;
    while at < ids.len() {
        let longest = gazetteer.place_starts.get(&ids[at]).copied().unwrap_or(0);
        let most = (at + usize::from(longest)).min(ids.len());
        let found = (at + 1..=most)
            .rev()
            .filter(|_| tokens[at].1)
            .find_map(|end| Some((gazetteer.english_places.get(&ids[at..end])?, end)));
        let Some((places, end)) = found else {
            at += 1;
            continue;
        };
        let level = ids
            .get(end)
            .and_then(|&id| level_of_number(words.level(id)));
        anchors.push(Anchor { places, level });
        at = end;
    }
}

/// The place that is named, or lies below places that are named, most often; the highest of
/// several, and none where that leaves several.
fn agreed(places: &[Place], anchors: &[Anchor<'_>]) -> Option<u32> {
    let mut best: Vec<u32> = Vec::new();
    let mut most = 0;
    let candidates = anchors.iter().flat_map(|anchor| {
        anchor.places.iter().filter(|&&at| {
            anchor
                .level
                .is_none_or(|level| places[at as usize].is_of(level))
        })
    });
    for &at in candidates {
        let place = &places[at as usize];
        if place.until.is_some() {
            continue;
        }
        let home = Home::new(places, Some(at));
        let support = anchors
            .iter()
            .filter(|anchor| anchor.places.iter().any(|at| home.chain.contains(at)))
            .count();
        if support > most {
            most = support;
            best.clear();
        }
        if support == most && !best.contains(&at) {
            best.push(at);
        }
    }
    let highest: Level = best.iter().map(|&at| places[at as usize].level).min()?;
    best.retain(|&at| places[at as usize].level == highest);
    (best.len() == 1).then(|| best[0])
}

/// The place that the text speaks of most: in Chinese by full names, else by country.
fn by_text(gazetteer: &Gazetteer, context: &Context<'_>) -> Option<u32> {
    const FAR: usize = 60_000; // bytes
    let mut end = context.text.len().min(FAR);
    while !context.text.is_char_boundary(end) {
        end -= 1;
    }
    let text = Span::new(0, end).slice(context.text);
    if context.language == Language::Chinese {
        return most_named(gazetteer, text);
    }
    let mut counts: Vec<(u32, usize)> = Vec::new();
    let mut add =
        |country: u32, count: usize| match counts.iter_mut().find(|(known, _)| *known == country) {
            Some((_, known)) => *known += count,
            None => counts.push((country, count)),
        };
    for (marker, country) in &gazetteer.country_words {
        let count = memmem::find_iter(text.as_bytes(), marker.as_bytes()).count();
        add(*country, count);
    }
    let mut anchors = Vec::new();
    english_anchors(gazetteer, text, &mut anchors);
    for &at in anchors.iter().flat_map(|anchor| anchor.places) {
        if gazetteer.places[at as usize].level == Level::Country {
            add(at, 1);
        }
    }
    // The first of several, as the table lists them.
    let most = counts
        .iter()
        .map(|&(_, count)| count)
        .max()
        .filter(|&most| most > 1)?;
    counts
        .iter()
        .find(|&&(_, count)| count == most)
        .map(|&(country, _)| country)
}

/// How a Chinese document speaks of its own place.
const OWN: &[(&str, Level)] = &[
    ("本省", Level::Province),
    ("本区", Level::County),
    ("本县", Level::County),
    ("本市", Level::City),
    ("我省", Level::Province),
    ("全省", Level::Province),
    ("我区", Level::County),
    ("我县", Level::County),
    ("全县", Level::County),
    ("我市", Level::City),
    ("全市", Level::City),
];

/// The place of the document's own level that its text names most, by full names if there are any.
fn most_named(gazetteer: &Gazetteer, text: &str) -> Option<u32> {
    const SHORT: usize = 9_000; // bytes that are searched for short names
    let own = OWN
        .iter()
        .map(|(word, level)| (memmem::find_iter(text.as_bytes(), word).count(), *level))
        .max_by_key(|&(count, _)| count)
        .filter(|&(count, _)| count > 0)
        .map(|(_, level)| level);
    let mut counts = Counts {
        own,
        places: &gazetteer.places,
        forms: &gazetteer.forms,
        found: Vec::new(),
    };
    for (at, ch) in text.char_indices() {
        if matches!(ch, '省' | '市' | '区' | '县' | '州' | '盟' | '旗') {
            counts.name_before(gazetteer, text, at + ch.len_utf8(), 8);
        }
    }
    if counts.found.is_empty() && own.is_some() {
        for (at, ch) in text.char_indices().take_while(|&(at, _)| at < SHORT) {
            counts.name_before(gazetteer, text, at + ch.len_utf8(), 4);
        }
    }
    if own.is_none() && text.contains("各省、自治区") {
        return gazetteer.place("cn");
    }
    counts.most(text, if own.is_some() { 1 } else { 2 })
}

/// How often places are named.
struct Counts<'g> {
    own: Option<Level>,
    places: &'g [Place],
    forms: &'g FastMap<Text, Vec<Sense>>,
    found: Vec<(u32, usize)>,
}

impl Counts<'_> {
    /// Counts the longest name that ends at `end`.
    fn name_before(&mut self, gazetteer: &Gazetteer, text: &str, end: usize, longest: usize) {
        const MOST: usize = 64; // places that are counted
        let starts = text[..end].char_indices().rev().take(longest).skip(1);
        let named = starts
            .filter_map(|(start, _)| gazetteer.chinese_places.get(&text[start..end]))
            .last();
        for &at in named.into_iter().flatten() {
            let place = &self.places[at as usize];
            let fits = match self.own {
                Some(level) => place.is_of(level),
                None => named.is_some_and(|named| named.len() == 1),
            };
            if !fits || place.until.is_some() {
                continue;
            }
            match self.found.iter().position(|&(known, _)| known == at) {
                Some(known) => self.found[known].1 += 1,
                None if self.found.len() < MOST => self.found.push((at, 1)),
                None => {}
            }
        }
    }

    /// The one that is named most, if it is named often enough; of several, the one whose short
    /// name stands in more other names (`人行涿州支行`).
    fn most(&self, text: &str, least: usize) -> Option<u32> {
        let most = self.found.iter().map(|&(_, count)| count).max()?;
        let top = self.found.iter().filter(|&&(_, count)| count == most);
        let mut ranked: Vec<(usize, u32)> = top
            .map(|&(at, _)| {
                let name = self.places[at as usize].zh.as_ref();
                let short = name
                    .char_indices()
                    .next_back()
                    .map_or("", |(end, _)| &name[..end]);
                let count = memmem::find_iter(text.as_bytes(), short.as_bytes()).count();
                (count, at)
            })
            .collect();
        ranked.sort_unstable_by_key(|&(count, _)| std::cmp::Reverse(count));
        // `资源` is a county, and a word of `自然资源局`.
        let is_word = |&(_, at): &(usize, u32)| {
            let name = self.places[at as usize].zh.as_ref();
            let short = name.trim_end_matches(['省', '市', '区', '县', '州', '盟', '旗']);
            !text.contains(name) && self.forms.keys().any(|form| form.contains(short))
        };
        ranked.retain(|place| !is_word(place));
        match ranked.as_slice() {
            _ if most < least => None,
            [(_, at)] => Some(*at),
            [(more, at), (less, _), ..] if more > less => Some(*at),
            _ => None,
        }
    }
}
