//! How a name becomes a department.
//!
//! A list is split at the cheapest of all possible cuts, each piece is read by itself (places, then
//! the kind of organ), and what the document says of places and time settles the identity.

mod alias; // short names that a document defines
mod chinese; // reads a Chinese name
mod english; // reads an English name
mod gazetteer; // the tables and their indexes
mod home; // the places a document speaks for
mod identity; // from a reading to an id
mod load; // lines of tables
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

pub use gazetteer::Gazetteer;
pub use table::GazetteerError;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Department, Language, MentionData, Role};
use crate::span::Span;
use gazetteer::{Family, Sense};
use identity::{Given, Identity, Outcome, Setting};
use place::Home;
use reading::{Class, Reading};
use split::{Piece, Reader};
use words::FastMap;

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
        let home = home::home(gazetteer, &context, &mut reader);
        // A Chinese document may not say of which place it is, but it is of China.
        let country = home.country().or_else(|| match context.language {
            Language::Chinese => gazetteer.place("cn"),
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
            aliases: alias::aliases(context.text)
                .into_iter()
                .map(|alias| (alias.short, alias.full))
                .collect(),
            context,
            found: FastMap::default(),
            identities: Vec::new(),
            outcomes: FastMap::default(),
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
        self.add_slug(at, span.slice(self.context.text));
        let reading = &self.reader.readings[at];
        match self.setting.resolve(reading, None, false) {
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
        let mut pieces = std::mem::take(&mut self.pieces);
        pieces.clear();
        self.reader.list(span, &mut pieces);
        self.join_branches(&mut pieces);
        for piece in &pieces {
            if let Some(alias) = alias::acronym(self.context.text, piece.span) {
                self.aliases.entry(alias.short).or_insert(alias.full);
            }
        }
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
            let inherits = takes_place(piece.span.slice(self.context.text), reading);
            let settled = self.settle(piece, given.or(before).filter(|_| inherits));
            if anchored {
                before = self.given(piece, &settled);
            }
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

    /// Joins a branch and the national organ it belongs to: `Jiangsu Provincial Tax Service, State
    /// Taxation Administration` is one name with a comma.
    fn join_branches(&mut self, pieces: &mut Vec<Piece>) {
        let gazetteer = self.setting.gazetteer;
        let mut kept = 0;
        for at in 0..pieces.len() {
            let next = &self.reader.readings[pieces[at].reading];
            let joins = at > 0 && next.class == Class::Known && !next.senses.is_empty() && {
                let branch = &self.reader.readings[pieces[kept - 1].reading];
                let of_one = |sense: &Sense| {
                    sense.national
                        && gazetteer.kinds[sense.kind as usize].family == Family::Vertical
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
        let places = &self.setting.gazetteer.places;
        let next = &self.reader.readings[pieces[at].reading];
        let reading = &self.reader.readings[pieces[name].reading];
        let (Some(above), Some(own)) = (next.anchors[0], reading.anchors[0]) else {
            return false;
        };
        let lies_in = |&place: &u32| {
            Home::new(places, Some(place)).chain[1..]
                .iter()
                .any(|higher| above.places.contains(higher))
        };
        let joins = next.place_only
            && reading.class == Class::Known
            && reading.anchors[1].is_none()
            && own.places.iter().any(lies_in);
        if joins {
            let mut reading = reading.clone();
            reading.anchors[1] = Some(above);
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
        let vertical = identity.kind.is_some_and(|kind| {
            self.setting.gazetteer.kinds[kind as usize].family == Family::Vertical
        });
        (reading.whole_place && !vertical).then_some(Given::Place(identity.place?))
    }

    /// The place at the end of an English name: `of Dongcheng District`.
    fn tail_place(&self, piece: &Piece) -> Option<Given> {
        let reading = &self.reader.readings[piece.reading];
        let anchor = reading.anchors[0]?;
        let surface = piece.span.slice(self.context.text);
        let tail = surface.rsplit(" of ").next()?;
        if reading.class != Class::Known || !surface.is_ascii() || tail.len() == surface.len() {
            return None;
        }
        let names_place = |&at: &u32| {
            let name = &self.setting.gazetteer.places[at as usize].en;
            tail.trim_start_matches("the ").starts_with(name.as_ref())
        };
        anchor.places.iter().any(names_place).then_some(())?;
        self.setting.named_place(anchor).map(Given::Place)
    }

    fn report(&mut self, span: Span, settled: &Settled) {
        if let Some(repair) = &settled.repair {
            self.diagnostics
                .push(repair.report(self.context.written, span));
        } else if !settled.candidates.is_empty() {
            let surface = span.slice(self.context.text);
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

    /// Gives a reading the slug that its name has where no kind is known for it.
    fn add_slug(&mut self, at: usize, surface: &str) {
        let gazetteer = self.setting.gazetteer;
        let reading = &mut self.reader.readings[at];
        reading.slug.get_or_insert_with(|| {
            if chinese::is_chinese(surface) {
                chinese::slug(gazetteer, &split::without_blanks(surface))
            } else {
                english::slug(gazetteer, surface)
            }
        });
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
        self.add_slug(at, surface);
        let reading = &self.reader.readings[at];
        let mut repair = None;
        let mut outcome = self.setting.resolve(reading, before, piece.elided);
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

    /// The departments, and what is to be said about them.
    pub(crate) fn finish(self, mentions: &mut [MentionData]) -> (Vec<Department>, Vec<Diagnostic>) {
        summary::summary(
            &self.setting,
            &self.context,
            self.identities,
            mentions,
            self.diagnostics,
        )
    }
}

/// Whether a name without a place takes that of the name before it: not `各商业银行`, `园区管委会`.
fn takes_place(surface: &str, reading: &Reading<'_>) -> bool {
    const OTHERS: &[&str] = &["银行", "机构", "企业", "公司", "集团", "管委会", "单位"];
    match reading.class {
        Class::Known => !surface.ends_with("管委会"),
        Class::Unknown => {
            !surface.starts_with('各') && !OTHERS.iter().any(|word| surface.ends_with(word))
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
