//! How a name becomes a department.
//!
//! A list is split at the cheapest of all possible cuts, each piece is read by itself (places, then
//! the kind of organ), and what the document says of places and time settles the identity.

mod alias; // short names that a document defines
mod built; // the tables as the build script printed them
mod chinese; // reads a Chinese name
mod choose; // which of several places is meant
mod english; // reads an English name
mod error; // what is wrong with a table
mod fast; // maps over what documents say
mod form; // how Chinese names of kinds are looked up
mod gazetteer; // the tables and their indexes
mod history; // what departments became
mod home; // the places a document speaks for
mod identity; // from a reading to an id
mod load; // lines of tables
mod map; // maps that are made once
mod open; // phrases that leave a list open
mod place; // places and levels
mod reading; // what a name says by itself
mod repair; // misspellings
mod split; // from a list to names
mod summary; // what a document's departments look like in the end
mod table; // tab-separated values
#[cfg(test)]
mod tests;
mod words; // English words as numbers

pub use error::GazetteerError;
pub use gazetteer::Gazetteer;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Department, Language, MentionData, Role};
use crate::span::Span;
use fast::FastMap;
use gazetteer::{Family, Sense};
use identity::{Given, Identity, Outcome, Setting};
use reading::{Class, Reading};
use split::{Piece, Reader};
use words::Does;

/// What of a document says which places it speaks of.
pub(crate) struct Context<'t> {
    /// The text with simplified characters, and as it is written.
    pub(crate) text: &'t str,
    pub(crate) written: &'t str,
    pub(crate) language: Language,
    /// The id of the place that the caller says the document speaks for.
    pub(crate) place: Option<&'t str>,
    pub(crate) issuers: &'t [Span],
    pub(crate) title: Option<Span>,
    pub(crate) addressees: Option<Span>,
    pub(crate) document_number: Option<Span>,
    pub(crate) year: Option<u16>,
}

/// Resolves the names of one document.
pub(crate) struct Resolver<'a> {
    context: Context<'a>,
    setting: Setting<'a>,
    reader: Reader<'a, 'a>,
    /// Short names with the full names that they stand for; the first definition holds.
    aliases: FastMap<&'a str, Span>,
    found: FastMap<String, u32>,
    identities: Vec<Identity>,
    /// What was found for a reading under what the names around it gave, with or without a head.
    outcomes: FastMap<(usize, Option<Given>, bool), Settled>,
    /// For each mention, the reading it was settled by.
    read_by: Vec<usize>,
    /// Whether the document's place is only guessed.
    guessed: bool,
    pieces: Vec<Piece>,
    diagnostics: Vec<Diagnostic>,
}

/// What a surface stands for, once and for all in this document.
#[derive(Clone, Debug)]
struct Settled {
    department: Option<u32>,
    candidates: Vec<String>,
    repair: Option<repair::Repair>,
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(gazetteer: &'a Gazetteer, context: Context<'a>) -> Self {
        let mut reader = Reader::new(gazetteer, context.text);
        let (home, guessed) = home::home(gazetteer, &context, &mut reader);
        // A Chinese document may not say of which place it is, but it is of China.
        let country = home.country().or_else(|| match context.language {
            Language::Chinese => gazetteer.place_of("cn"),
            Language::English => None,
        });
        reader.country = country;
        reader.forget();
        Self {
            setting: Setting {
                gazetteer,
                home,
                country,
                year: context.year,
            },
            reader,
            aliases: alias::aliases(gazetteer, context.text)
                .into_iter()
                .map(|alias| (alias.short, alias.full))
                .collect(),
            context,
            found: FastMap::default(),
            identities: Vec::new(),
            outcomes: FastMap::default(),
            read_by: Vec::new(),
            guessed,
            pieces: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// The id of an issuing body.
    pub(crate) fn issuer_id(&mut self, span: Span) -> Option<String> {
        let at = self.reader.name(span);
        if !matches!(
            self.reader.readings[at].class,
            Class::Known | Class::Instance | Class::Unknown
        ) {
            return None;
        }
        let reading = &self.reader.readings[at];
        let name = span.slice(self.context.text);
        match self.setting.resolve(name, reading, None, false) {
            Outcome::One(identity) => Some(identity.id),
            Outcome::Several(_) => None,
        }
    }

    /// Splits a list of names that share a role.
    pub(crate) fn list(
        &mut self,
        span: Span,
        role: Role,
        mentions: &mut Vec<MentionData>,
        open_ended: &mut Vec<Span>,
    ) {
        if self.is_filler(span, false) {
            return;
        }
        let mut pieces = std::mem::take(&mut self.pieces);
        pieces.clear();
        self.reader.list(span, &mut pieces);
        self.join_branches(&mut pieces);
        self.drop_fillers(&mut pieces);
        for piece in &pieces {
            if let Some(alias) = alias::acronym(self.context.text, piece.span) {
                self.aliases.entry(alias.short).or_insert(alias.full);
            }
        }
        let gazetteer = self.setting.gazetteer;
        let mut before = None;
        let named = pieces
            .iter()
            .any(|piece| self.reader.readings[piece.reading].class != Class::Text);
        for at in 0..pieces.len() {
            let piece = &pieces[at];
            let reading = &self.reader.readings[piece.reading];
            if reading.class == Class::Open {
                open_ended.push(piece.span);
                continue;
            }
            if reading.class == Class::Text
                && !piece.elided
                && is_prose(piece.span.slice(self.context.text), named)
            {
                continue;
            }
            let anchored = reading.anchored();
            // `Commerce Bureau and Finance Bureau of Dongcheng District`: one place for both.
            let given = match pieces.get(at + 1) {
                Some(next) if piece.joined && !anchored => self.tail_place(next),
                _ => None,
            };
            if anchored {
                before = None;
            }
            let inherits = takes_place(gazetteer, piece.span.slice(self.context.text), reading);
            let settled = self.settle(piece, given.or(before).filter(|_| inherits));
            if anchored {
                before = self.given(piece, &settled);
            }
            self.read_by.push(piece.reading);
            mentions.push(MentionData {
                span: piece.span,
                role,
                department: settled.department,
                candidates: settled.candidates.clone(),
            });
            self.report(piece.span, &settled);
        }
        self.pieces = pieces;
    }

    /// Takes out what is no body, and the remark on time behind one that is: `长期坚持`, `Finance
    /// Bureau (by 2024)`.
    fn drop_fillers(&mut self, pieces: &mut Vec<Piece>) {
        let text = self.context.text;
        for piece in pieces.iter_mut() {
            let Some((name, remark)) = remark(piece.span.slice(text)) else {
                continue;
            };
            let (name, remark) = (Span::of(text, name), Span::of(text, remark));
            if self.is_filler(remark, true) {
                piece.span = name;
                piece.reading = self.reader.name(name);
            }
        }
        pieces.retain(|piece| {
            let class = self.reader.readings[piece.reading].class;
            !self.is_filler(piece.span, class == Class::Text)
        });
    }

    /// Whether words stand where a body would and name none (`N/A`, `待定`), or, in `prose`, a time
    /// (`2024年底前`).
    fn is_filler(&self, span: Span, prose: bool) -> bool {
        const LONGEST: usize = 60; // bytes
        let gazetteer = self.setting.gazetteer;
        let words = span.slice(self.context.text);
        if words.len() > LONGEST {
            return false;
        }
        let lower = words.to_lowercase();
        let time = || {
            let mut parts = lower.char_indices().map(|(at, _)| &lower[at..]);
            lower.contains(|ch: char| ch.is_ascii_digit())
                && parts.any(|part| gazetteer.begins(Does::Time, part).is_some())
        };
        gazetteer.does(Does::Filler, &lower) || (prose && time())
    }

    /// Joins a branch and the national organ it belongs to: `Jiangsu Provincial Tax Service, State
    /// Taxation Administration` is one name with a comma.
    fn join_branches(&mut self, pieces: &mut Vec<Piece>) {
        let gazetteer = self.setting.gazetteer;
        let mut kept = 0;
        for at in 0..pieces.len() {
            let next = &self.reader.readings[pieces[at].reading];
            let joins = at > 0 && next.class == Class::Known && !next.senses.is_empty() && {
                let branch = &self.reader.readings[pieces[kept - 1].reading];
                let of_one = |sense: Sense| {
                    sense.national
                        && gazetteer.family(sense.kind) == Family::Vertical
                        && branch
                            .senses
                            .iter()
                            .any(|own| own.kind == sense.kind && !own.national)
                };
                branch.class == Class::Known
                    && branch.anchored()
                    && !next.anchored()
                    && next.senses.iter().all(of_one)
                    && pieces[at].span.slice(self.context.text).is_ascii()
            };
            if joins || (at > 0 && self.join_place(pieces, kept - 1, at)) {
                pieces[kept - 1].span = pieces[kept - 1].span.cover(pieces[at].span);
            } else {
                pieces.swap(kept, at);
                kept += 1;
            }
        }
        pieces.truncate(kept);
    }

    /// Gives a name the place above its own that follows it: `Commerce Bureau of Suzhou City,
    /// Jiangsu`.
    fn join_place(&mut self, pieces: &mut [Piece], name: usize, at: usize) -> bool {
        let gazetteer = self.setting.gazetteer;
        let next = &self.reader.readings[pieces[at].reading];
        let reading = &self.reader.readings[pieces[name].reading];
        let free = reading.anchors.iter().position(Option::is_none);
        let (Some(above), Some(free)) = (next.anchors[0], free) else {
            return false;
        };
        let lies_in = |&place: &u32| {
            let mut higher = gazetteer.upward(place).skip(1);
            higher.any(|higher| above.places.contains(&higher))
        };
        let joins = if let Some(own) = reading.anchors.iter().flatten().last() {
            next.place_only && reading.class == Class::Known && own.places.iter().any(lies_in)
        } else {
            // `Department of Revenue, Government of Kerala`; in China these are two.
            let china = gazetteer.place_of("cn");
            let of = pieces[at].span.slice(self.context.text);
            matches!(reading.class, Class::Known | Class::Unknown)
                && above
                    .places
                    .iter()
                    .all(|&at| gazetteer.upward(at).last() != china)
                && english::is_government_of(gazetteer, of)
        };
        if joins {
            let mut reading = reading.clone();
            reading.anchors[free] = Some(above);
            pieces[name].reading = self.reader.readings.len();
            self.reader.readings.push(reading);
        }
        joins
    }

    /// What a name gives to those after it in the list that name no place: `省科技厅、工业和信息化厅`,
    /// `漯河市财政局、审计局`. A branch of a national organ gives nothing: `合肥海关、商务厅`.
    fn given(&self, piece: &Piece, settled: &Settled) -> Option<Given> {
        let reading = &self.reader.readings[piece.reading];
        if let Some(level) = reading.level {
            return Some(Given::Level(level));
        }
        let identity = &self.identities[settled.department? as usize];
        let vertical = identity
            .kind
            .is_some_and(|kind| self.setting.gazetteer.family(kind) == Family::Vertical);
        (reading.whole_place && !vertical).then_some(Given::Place(identity.place?))
    }

    /// The place at the end of an English name: `of Dongcheng District`.
    fn tail_place(&self, piece: &Piece) -> Option<Given> {
        let reading = &self.reader.readings[piece.reading];
        let anchor = reading.anchors[0]?;
        let surface = piece.span.slice(self.context.written);
        let tail = surface.rsplit(" of ").next()?;
        if reading.class != Class::Known || !surface.is_ascii() || tail.len() == surface.len() {
            return None;
        }
        let names_place = |&at: &u32| {
            let name = self.setting.gazetteer.place(at).en;
            tail.trim_start_matches("the ").starts_with(name)
        };
        anchor.places.iter().any(names_place).then_some(())?;
        self.setting.named_place(anchor).map(Given::Place)
    }

    fn report(&mut self, span: Span, settled: &Settled) {
        if let Some(repair) = &settled.repair {
            self.diagnostics
                .push(repair.report(self.context.written, span));
        } else if !settled.candidates.is_empty() {
            let surface = span.slice(self.context.written);
            let ids = settled.candidates.join(", ");
            self.diagnostics.push(
                Diagnostic::new(
                    Code::AmbiguousDepartment,
                    span,
                    format!("`{surface}` can be one of several departments"),
                )
                .with_help(format!("it could be {ids}")),
            );
        }
    }

    fn settle(&mut self, piece: &Piece, before: Option<Given>) -> Settled {
        let key = (piece.reading, before, piece.elided);
        if let Some(settled) = self.outcomes.get(&key) {
            return settled.clone();
        }
        let mut surface = piece.span.slice(self.context.text);
        let mut at = piece.reading;
        // A name of no known kind may be short for one.
        if matches!(self.reader.readings[at].class, Class::Unknown | Class::Text)
            && let Some(full) = self.full_name(surface)
        {
            surface = full.slice(self.context.text);
            at = self.reader.name(full);
        }
        let reading = &self.reader.readings[at];
        let mut repair = None;
        let mut outcome = self.setting.resolve(surface, reading, before, piece.elided);
        if matches!(reading.class, Class::Unknown | Class::Text)
            && let Some((better, why)) = repair::repair(&self.setting, surface)
        {
            (outcome, repair) = (better, Some(why));
        }
        let settled = match outcome {
            Outcome::One(identity) => Settled {
                department: Some(self.department(identity)),
                candidates: Vec::new(),
                repair,
            },
            Outcome::Several(candidates) => Settled {
                department: None,
                candidates,
                repair: None,
            },
        };
        self.outcomes.insert(key, settled.clone());
        settled
    }

    /// What a surface is short for, if the document says so.
    fn full_name(&self, surface: &str) -> Option<Span> {
        self.aliases.get(surface).copied()
    }

    fn department(&mut self, identity: Identity) -> u32 {
        if let Some(&at) = self.found.get(&identity.id) {
            return at;
        }
        let at = crate::document::index(self.identities.len());
        self.found.insert(identity.id.clone(), at);
        self.identities.push(identity);
        at
    }

    /// Keeps a body and the one before it apart where a document names both: beside a `Health
    /// Commission`, a `Health Bureau` is the bureau that went before.
    fn part_predecessors(&mut self, mentions: &mut [MentionData]) {
        let gazetteer = self.setting.gazetteer;
        let known = self.identities.len();
        let mut of: Vec<Vec<usize>> = vec![Vec::new(); known];
        for (at, mention) in mentions.iter().enumerate().take(self.read_by.len()) {
            if let Some(department) = mention.department {
                of[department as usize].push(at);
            }
        }
        for (at, of) in of.iter().enumerate() {
            let Some(kind) = self.identities[at].kind else {
                continue;
            };
            for before in gazetteer.before(kind) {
                let may_be = |reading: usize| {
                    let mut senses = self.reader.readings[reading].senses.iter();
                    senses.any(|sense| sense.kind == before)
                };
                let (older, newer): (Vec<usize>, Vec<usize>) = of
                    .iter()
                    .partition(|&&mention| may_be(self.read_by[mention]));
                if older.is_empty() || newer.is_empty() {
                    continue;
                }
                let identity = &self.identities[at];
                let id =
                    identity
                        .id
                        .replacen(gazetteer.kind(kind).id, gazetteer.kind(before).id, 1);
                let place = identity.place;
                let earlier = self.department(Identity {
                    id,
                    place,
                    kind: Some(before),
                });
                for mention in older {
                    mentions[mention].department = Some(earlier);
                }
                break;
            }
        }
    }

    /// Says at the first name that takes the document's place that this is a guess.
    fn report_guess(&mut self, mentions: &[MentionData]) {
        // Of the country alone there is little doubt.
        let [place, _, ..] = self.setting.home.chain[..] else {
            return;
        };
        let first = mentions
            .iter()
            .zip(&self.read_by)
            .find(|(mention, reading)| {
                let department = mention.department.map(|at| &self.identities[at as usize]);
                let own = department.is_some_and(|of| of.place == Some(place));
                own && self.readings_place(**reading).is_none()
            });
        if let Some((mention, _)) = first.filter(|_| self.guessed) {
            let id = self.setting.gazetteer.place(place).id;
            self.diagnostics.push(
                Diagnostic::new(
                    Code::GuessedPlace,
                    mention.span,
                    format!("the document's place is guessed to be `{id}`"),
                )
                .with_help("its text names it most; no issuer and no title does"),
            );
        }
    }

    fn readings_place(&self, reading: usize) -> Option<reading::Anchor<'a>> {
        self.reader.readings[reading].anchors[0]
    }

    /// The departments, and what is to be said about them.
    pub(crate) fn finish(
        mut self,
        mentions: &mut [MentionData],
    ) -> (Vec<Department>, Vec<Diagnostic>) {
        self.part_predecessors(mentions);
        self.report_guess(mentions);
        summary::summary(
            &self.setting,
            &self.context,
            self.identities,
            mentions,
            self.diagnostics,
        )
    }
}

/// A name and what stands in a bracket behind it.
fn remark(surface: &str) -> Option<(&str, &str)> {
    let inner = surface.strip_suffix(crate::script::closes)?;
    let (name, remark) = inner.rsplit_once(crate::script::opens)?;
    let name = name.trim_end();
    (!name.is_empty()).then_some((name, remark))
}

/// Whether a name without a place takes that of the name before it: not `各商业银行`, `园区管委会`.
fn takes_place(gazetteer: &Gazetteer, surface: &str, reading: &Reading<'_>) -> bool {
    match reading.class {
        Class::Known => gazetteer.ends(Does::Committee, surface).is_none(),
        Class::Unknown => {
            gazetteer.begins(Does::Each, surface).is_none()
                && gazetteer.ends(Does::Apart, surface).is_none()
        }
        _ => false,
    }
}

/// Whether words that name nobody are too many to be even an odd name, or, in a list that holds no
/// other name, written small.
fn is_prose(text: &str, named: bool) -> bool {
    const WORDS: usize = 6;
    const CHARACTERS: usize = 20;
    if !text.contains(char::is_alphabetic) {
        return true;
    }
    if chinese::is_chinese(text) {
        text.chars().count() > CHARACTERS
    } else {
        text.split_whitespace().count() > WORDS || (!named && text.starts_with(char::is_lowercase))
    }
}
