//! Which places a document speaks for: by its issuers, its title, or its text. Its addressees are
//! others (`西城区管委会` of some city is not the Xicheng of Beijing).

use super::Context;
use super::chinese::places_at;
use super::choose::Home;
use super::gazetteer::Gazetteer;
use super::place::{Level, Unit};
use super::reading::{Anchor, Class};
use super::split::Reader;
use super::words::{Does, WordId, role, split};
use crate::document::Language;
use crate::script::clip;
use crate::span::Span;
use memchr::memmem;

/// Finds the document's own place, and says whether it is only guessed: from its text.
pub(super) fn home(
    gazetteer: &Gazetteer,
    context: &Context<'_>,
    reader: &mut Reader<'_, '_>,
) -> (Home, bool) {
    let named = |span: Span| by_names(gazetteer, span.slice(context.text), context.year);
    let at = context
        .place
        .and_then(|id| gazetteer.place_of(id))
        .or_else(|| by_issuers(gazetteer, context, reader))
        .or_else(|| context.title.and_then(named))
        .or_else(|| context.document_number.and_then(named))
        .or_else(|| {
            // `各省、自治区、直辖市人民政府`: only the country writes to all of them.
            let to = context.addressees?.slice(context.text);
            let all = gazetteer
                .all(Does::AllProvinces)
                .any(|word| to.contains(word));
            all.then(|| gazetteer.place_of("cn"))?
        });
    let guess = at.is_none();
    let at = at.or_else(|| by_text(gazetteer, context));
    (Home::new(gazetteer, at), guess)
}

/// The place of the first issuer that names one, or the country of a national one.
fn by_issuers(
    gazetteer: &Gazetteer,
    context: &Context<'_>,
    reader: &mut Reader<'_, '_>,
) -> Option<u32> {
    for &span in context.issuers {
        let named = by_names(gazetteer, span.slice(context.text), context.year);
        if named.is_some() {
            return named;
        }
        let reading = reader.name(span);
        let reading = &reader.readings[reading];
        let national = reading.national
            || (reading.class == Class::Known && reading.senses.iter().all(|sense| sense.national));
        if national {
            let first = reading.senses.iter().next();
            let country = first.and_then(|sense| gazetteer.country(sense.kind));
            return country.or_else(|| gazetteer.place_of("cn"));
        }
    }
    None
}

/// The place that most names of a short text agree on.
fn by_names(gazetteer: &Gazetteer, text: &str, year: Option<u16>) -> Option<u32> {
    const FAR: usize = 1000; // bytes
    let text = clip(text, FAR);
    let mut anchors: Vec<Anchor<'_>> = Vec::new();
    if super::chinese::is_chinese(text) {
        chinese_anchors(gazetteer, text, &mut anchors);
    } else {
        english_anchors(gazetteer, text, &mut anchors);
    }
    agreed(gazetteer, &anchors, year)
}

/// The places that a Chinese text names with their unit, and well-known ones without it. `合作` and
/// `平安` are counties, and words that every plan has.
fn chinese_anchors<'g>(gazetteer: &'g Gazetteer, text: &str, anchors: &mut Vec<Anchor<'g>>) {
    let mut skip = 0;
    for (at, _) in text.char_indices() {
        if at < skip {
            continue;
        }
        let explicit = |&(places, end): &(&[u32], usize)| {
            let name = &text[at..at + end];
            gazetteer.last_unit(name).is_some()
                || (places.iter().any(|&at| gazetteer.level(at) <= Level::City)
                    && gazetteer.level_word(&text[at + end..]).is_none())
        };
        if let Some((places, end)) = places_at(gazetteer, &text[at..]).find(explicit) {
            anchors.push(Anchor { places, unit: None });
            skip = at + end;
        }
    }
}

/// A place in an English text: where it begins and ends, and its unit.
struct Named<'g> {
    places: &'g [u32],
    start: usize,
    end: usize,
    unit: Option<Unit>,
}

fn english_anchors<'g>(gazetteer: &'g Gazetteer, text: &str, anchors: &mut Vec<Anchor<'g>>) {
    let mut at = 0;
    let words = &gazetteer.words;
    let mut before: Option<Named<'_>> = None;
    while let Some(start) = next_capital(text, at) {
        let end = word_end(text, start);
        let first = words.id(&gazetteer.pool, &text[start..end]);
        if words.longest_place(first) == 0 {
            at = end;
            continue;
        }
        let Ok(named) = english_place(gazetteer, text, start) else {
            at = end;
            continue;
        };
        at = named.end;
        // `Lebanon, Pennsylvania` is no country.
        if let Some(before) = before.take()
            && lies_in(gazetteer, text, &before, &named)
        {
            anchors.pop();
        }
        let whole = is_whole(gazetteer, text, &named);
        if whole {
            anchors.push(Anchor {
                places: named.places,
                unit: named.unit,
            });
            before = Some(named);
        }
    }
}

/// The place whose name begins at a word.
fn english_place<'g>(gazetteer: &'g Gazetteer, text: &str, start: usize) -> Result<Named<'g>, ()> {
    let words = &gazetteer.words;
    let mut tokens = split(&text[start..])
        .map(|(from, to)| (start + from, start + to))
        .map(|(from, to)| (words.id(&gazetteer.pool, &text[from..to]), from, to))
        .filter(|&(id, ..)| !words.is(id, role::STOP));
    let first = tokens
        .next()
        .filter(|&(_, from, _)| from == start)
        .ok_or(())?;
    let longest = words.longest_place(first.0);
    if longest == 0 {
        return Err(());
    }
    let near: Vec<(WordId, usize, usize)> =
        std::iter::once(first).chain(tokens.take(longest)).collect();
    let ids: Vec<WordId> = near.iter().map(|&(id, ..)| id).collect();
    let most = longest.min(ids.len());
    let found = (1..=most)
        .rev()
        .find_map(|end| Some((gazetteer.english_places(&ids[..end])?, end)));
    let (places, end) = found.ok_or(())?;
    let after = near
        .get(end)
        .filter(|&&(_, from, _)| text[near[end - 1].2..from].trim().is_empty());
    let of = gazetteer
        .all(Does::StateOf)
        .any(|word| text[..start].trim_end().ends_with(word));
    let unit = after.and_then(|&(id, ..)| words.unit(id));
    Ok(Named {
        places,
        start,
        end: near[end - 1].2,
        unit: unit.or(of.then_some(Unit::State)),
    })
}

/// Whether a name stands for itself: not in `Guinea-Bissau`, not in `Indian River County`.
fn is_whole(gazetteer: &Gazetteer, text: &str, named: &Named<'_>) -> bool {
    let hyphen = |ch: char| matches!(ch, '-' | '‑' | '–');
    if text[named.end..].starts_with(hyphen) || text[..named.start].ends_with(hyphen) {
        return false;
    }
    let country = |&at: &u32| gazetteer.level(at) == Level::Country;
    if named.unit.is_some() || !named.places.iter().all(country) {
        return true;
    }
    let words = &gazetteer.words;
    let rest = text[named.end..].trim_start_matches(' ');
    let mut tokens = split(rest).map(|(from, to)| &rest[from..to]);
    let large = tokens.next().is_some_and(|word| {
        rest.starts_with(word)
            && word.starts_with(char::is_uppercase)
            && words.longest_place(words.id(&gazetteer.pool, word)) == 0
    });
    let unit = tokens
        .next()
        .and_then(|word| words.unit(words.id(&gazetteer.pool, word)));
    !(large && matches!(unit, Some(Unit::County | Unit::City | Unit::District)))
}

/// Whether a country's name is followed by the place that it then lies in.
fn lies_in(gazetteer: &Gazetteer, text: &str, one: &Named<'_>, next: &Named<'_>) -> bool {
    let country = |&at: &u32| gazetteer.level(at) == Level::Country;
    text[one.end..next.start].trim() == ","
        && one.places.iter().any(country)
        && !next.places.iter().any(country)
}

/// Where the word ends that begins at a place. Most are plain; the others are read as any word is.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = &text.as_bytes()[start..];
    let plain = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    match bytes.get(plain) {
        Some(b'\'' | b'.' | b'-' | 0x80..) => split(&text[start..])
            .next()
            .map_or(text.len(), |(_, end)| start + end),
        _ => start + plain,
    }
}

/// Where the next word begins that is written large.
fn next_capital(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut inside = false;
    let mut at = from;
    while at < bytes.len() {
        if bytes[at].is_ascii() {
            if bytes[at].is_ascii_uppercase() && !inside {
                return Some(at);
            }
            inside = bytes[at].is_ascii_alphanumeric();
            at += 1;
            continue;
        }
        let ch = text[at..].chars().next()?;
        if ch.is_uppercase() && !inside {
            return Some(at);
        }
        inside = ch.is_alphanumeric();
        at += ch.len_utf8();
    }
    None
}

/// The place that is named, or lies below places that are named, most often; the highest of
/// several, and none where that leaves several. A place that is no more counts where the document
/// is of its time, or where nothing that stands explains as many of the names.
fn agreed(gazetteer: &Gazetteer, anchors: &[Anchor<'_>], year: Option<u16>) -> Option<u32> {
    let mut best: Vec<u32> = Vec::new();
    let mut most = (0, false);
    for anchor in anchors {
        let called = |&at: &u32| {
            anchor
                .unit
                .is_none_or(|unit| gazetteer.place(at).is_called(unit))
        };
        // `State of Kuwait`: no place is called so, and the word says nothing.
        let any = anchor.unit == Some(Unit::State) && !anchor.places.iter().any(called);
        for &at in anchor.places.iter().filter(|at| any || called(at)) {
            let chain = Home::new(gazetteer, Some(at)).chain;
            let support = anchors
                .iter()
                .filter(|anchor| anchor.places.iter().any(|at| chain.contains(at)))
                .count();
            let until = gazetteer.place(at).until;
            let stands = until.is_none_or(|until| year.is_some_and(|year| year <= until + 2));
            if (support, stands) > most {
                most = (support, stands);
                best.clear();
            }
            if (support, stands) == most && !best.contains(&at) {
                best.push(at);
            }
        }
    }
    let highest: Level = best.iter().map(|&at| gazetteer.level(at)).min()?;
    best.retain(|&at| gazetteer.level(at) == highest);
    (best.len() == 1).then(|| best[0])
}

/// The place that the text speaks of most: in Chinese by full names, else by country.
fn by_text(gazetteer: &Gazetteer, context: &Context<'_>) -> Option<u32> {
    const FAR: usize = 60_000; // bytes
    let text = clip(context.text, FAR);
    if context.language == Language::Chinese {
        return most_named(gazetteer, text);
    }
    let mut counts: Vec<(u32, usize)> = Vec::new();
    let mut add =
        |country: u32, count: usize| match counts.iter_mut().find(|(known, _)| *known == country) {
            Some((_, known)) => *known += count,
            None => counts.push((country, count)),
        };
    for (word, country) in gazetteer.countries() {
        let count = memmem::find_iter(text.as_bytes(), word.as_bytes()).count();
        add(country, count);
    }
    let mut anchors = Vec::new();
    english_anchors(gazetteer, text, &mut anchors);
    for &at in anchors.iter().flat_map(|anchor| anchor.places) {
        if gazetteer.level(at) == Level::Country {
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

/// The place of the document's own level that its text names most, by full names if there are any.
fn most_named(gazetteer: &Gazetteer, text: &str) -> Option<u32> {
    const SHORT: usize = 9_000; // bytes that are searched for short names
    let own = gazetteer
        .all(Does::Own)
        .map(|word| {
            let count = memmem::find_iter(text.as_bytes(), word.as_bytes()).count();
            (count, gazetteer.own_unit(word).and_then(Unit::level))
        })
        .max_by_key(|&(count, _)| count)
        .filter(|&(count, _)| count > 0)
        .and_then(|(_, level)| level);
    let mut counts = Counts {
        own,
        gazetteer,
        found: Vec::new(),
    };
    let units = gazetteer.unit_characters();
    let bit = |ch: char| 1_u64 << (u32::from(ch) & 63);
    let near = units.iter().fold(0, |bits, &ch| bits | bit(ch));
    for (at, ch) in text.char_indices() {
        if near & bit(ch) != 0 && units.contains(&ch) {
            counts.name_before(text, at + ch.len_utf8(), 8);
        }
    }
    if counts.found.is_empty() && own.is_some() {
        for (at, ch) in text.char_indices().take_while(|&(at, _)| at < SHORT) {
            counts.name_before(text, at + ch.len_utf8(), 4);
        }
    }
    if own.is_none()
        && gazetteer
            .all(Does::AllProvinces)
            .any(|word| text.contains(word))
    {
        return gazetteer.place_of("cn");
    }
    counts.most(text, if own.is_some() { 1 } else { 2 })
}

/// How often places are named.
struct Counts<'g> {
    own: Option<Level>,
    gazetteer: &'g Gazetteer,
    found: Vec<(u32, usize)>,
}

impl Counts<'_> {
    /// Counts the longest name that ends at `end`.
    fn name_before(&mut self, text: &str, end: usize, longest: usize) {
        const MOST: usize = 64; // places that are counted
        let starts = text[..end].char_indices().rev().take(longest).skip(1);
        let named = starts
            .filter_map(|(start, _)| self.gazetteer.chinese_places(&text[start..end]))
            .last();
        // `城区` is a district of some cities, and any city's inner part.
        let named = named.filter(|_| {
            let near = &text[..end];
            self.gazetteer.ends(Does::Common, near).is_none()
        });
        for &at in named.into_iter().flatten() {
            let place = self.gazetteer.place(at);
            let fits = match self.own {
                Some(level) => place.is_of(level),
                None => named.is_some_and(|named| self.standing(named) == 1),
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

    /// How many of several places there still are.
    fn standing(&self, places: &[u32]) -> usize {
        let stands = |&&at: &&u32| self.gazetteer.place(at).until.is_none();
        places.iter().filter(stands).count()
    }

    /// The one that is named most, if it is named often enough; of several, the one whose short
    /// name stands in more other names (`人行涿州支行`).
    fn most(&self, text: &str, least: usize) -> Option<u32> {
        let most = self.found.iter().map(|&(_, count)| count).max()?;
        let top = self.found.iter().filter(|&&(_, count)| count == most);
        let mut ranked: Vec<(usize, u32)> = top
            .map(|&(at, _)| {
                let short = self.short(at);
                let count = memmem::find_iter(text.as_bytes(), short.as_bytes()).count();
                (count, at)
            })
            .collect();
        ranked.sort_by_key(|&(count, at)| (std::cmp::Reverse(count), at));
        ranked.retain(|&(_, at)| !self.is_word(text, at));
        match ranked.as_slice() {
            _ if most < least => None,
            [(_, at)] => Some(*at),
            [(more, at), (less, _), ..] if more > less => Some(*at),
            _ => None,
        }
    }

    /// The name of a place without its last character.
    fn short(&self, at: u32) -> &str {
        let name = self.gazetteer.place(at).zh;
        name.char_indices()
            .next_back()
            .map_or("", |(end, _)| &name[..end])
    }

    /// `资源` is a county, and a word of `自然资源局`.
    fn is_word(&self, text: &str, at: u32) -> bool {
        let gazetteer = self.gazetteer;
        let mut forms = gazetteer.maps.forms.entries();
        let short = self.short(at);
        !text.contains(gazetteer.place(at).zh)
            && forms.any(|(form, _)| gazetteer.pool.text(form).contains(short))
    }
}
