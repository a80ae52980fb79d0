//! How a name becomes a department.
//!
//! A list is split at the cheapest of all possible cuts, each piece is read by itself (places, then
//! the kind of organ), and what the document says of places and time settles the identity.

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
use crate::document::{Department, Language, Mention, Role};
use crate::span::Span;
use identity::{Identity, Outcome, Setting};
use place::Level;
use reading::Class;
use split::{Piece, Reader};
use words::FastMap;

/// What of a document says which places it speaks of.
pub(crate) struct Context<'t> {
    pub(crate) text: &'t str,
    pub(crate) language: Language,
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
    found: FastMap<String, u32>,
    identities: Vec<Identity>,
    /// What was found for a reading under the level that a name before it gave.
    outcomes: FastMap<(usize, Option<Level>), Settled>,
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
        Self {
            setting: Setting {
                gazetteer,
                home,
                year: context.year,
            },
            reader,
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
        let reading = &self.reader.readings[at];
        if !matches!(
            reading.class,
            Class::Known | Class::Instance | Class::Unknown
        ) {
            return None;
        }
        match self.setting.resolve(reading, None) {
            Outcome::One(identity) => Some(identity.id),
            Outcome::Several(_) => None,
        }
    }

    /// Splits a list of names that share a role.
    pub(crate) fn list(
        &mut self,
        span: Span,
        role: Role,
        mentions: &mut Vec<Mention>,
        open_ended: &mut Vec<Span>,
    ) {
        let mut pieces = std::mem::take(&mut self.pieces);
        pieces.clear();
        self.reader.list(span, &mut pieces);
        let mut before = None;
        for piece in &pieces {
            let reading = &self.reader.readings[piece.reading];
            match reading.class {
                Class::Open => {
                    open_ended.push(piece.span);
                    continue;
                }
                // `省科技厅、工业和信息化厅`: the level is named once.
                _ if reading.level.is_some() => before = reading.level,
                _ if reading.anchored() => before = None,
                _ => {}
            }
            let settled = self.settle(piece, before);
            mentions.push(Mention {
                span: piece.span,
                role,
                department: settled.department,
                candidates: settled.candidates.clone(),
            });
            if let Some(repair) = settled.repair.clone() {
                self.diagnostics
                    .push(repair.report(self.context.text, piece.span));
            } else if !settled.candidates.is_empty() {
                let names = settled.candidates.join(", ");
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::AmbiguousDepartment,
                        piece.span,
                        format!(
                            "`{}` can be one of several departments",
                            piece.span.slice(self.context.text)
                        ),
                    )
                    .with_help(format!("it could be {names}")),
                );
            }
        }
        self.pieces = pieces;
    }

    fn settle(&mut self, piece: &Piece, before: Option<Level>) -> Settled {
        let key = (piece.reading, before);
        if let Some(settled) = self.outcomes.get(&key) {
            return settled.clone();
        }
        let reading = &self.reader.readings[piece.reading];
        let mut repair = None;
        let mut outcome = self.setting.resolve(reading, before);
        if matches!(reading.class, Class::Unknown | Class::Text)
            && let Some((better, why)) =
                repair::repair(&self.setting, piece.span.slice(self.context.text))
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
    pub(crate) fn finish(self, mentions: &mut [Mention]) -> (Vec<Department>, Vec<Diagnostic>) {
        summary::summary(
            &self.setting,
            &self.context,
            self.identities,
            mentions,
            self.diagnostics,
        )
    }
}
