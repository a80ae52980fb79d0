//! What a statement says: its labels, its roles, and the lists of names they belong to.

use super::Clause;
use super::label::{self, is_decoration};
use super::name::{is_name, items};
use crate::document::Role;
use crate::lexicon::{Lexicon, Sense, Senses};
use crate::scan::{Mark, Scan};
use crate::script::{is_blank, is_colon, parts_items};
use crate::span::Span;

/// A statement read.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// The first label, without colon.
    pub(super) label: Option<Span>,
    pub(super) clauses: Vec<Clause>,
    /// Where the part begins that holds for later provisions, and how many clauses stand before.
    pub(super) blanket: Option<(usize, usize)>,
    /// Whether it says that the first of each list takes the lead.
    pub(super) first_leads: bool,
    /// Whether a role word stands in it.
    pub(super) cued: bool,
    /// Whether it holds words that are neither names nor role words.
    pub(super) more: bool,
}

/// What a word or field of a statement does.
#[derive(Clone, Copy)]
enum Act {
    Label(Role, Span),
    /// Another field, which ends the list: `适用范围：`.
    Field,
    After(Role),
    Before(Role),
    Joint,
    Close,
    First,
    Blanket,
}

/// An act, and where the words stand that say so.
#[derive(Clone, Copy)]
struct Token {
    start: usize,
    end: usize,
    act: Act,
}

/// Reads a statement.
pub(super) fn read(lexicon: &Lexicon, scan: &Scan, text: &str, span: Span) -> Reading {
    const CUES: Senses = Senses::of(&[
        Sense::After,
        Sense::Before,
        Sense::Joint,
        Sense::Close,
        Sense::First,
        Sense::Blanket,
        Sense::Plain,
    ]);
    let labels = labels(lexicon, scan, text, span);
    let mut walk = Walk {
        lexicon,
        text,
        reading: Reading::default(),
        state: State::Names,
        from: span.start(),
        until: None,
        pending: None,
        labelled: None,
        joined: 0,
    };
    let mut next = labels.iter().copied().peekable();
    for hit in lexicon.find(span.slice(text), CUES) {
        let (start, end) = (span.start() + hit.start, span.start() + hit.end);
        while let Some(label) = next.next_if(|label| label.end <= start) {
            walk.token(label);
        }
        let act = match hit.word.sense {
            Sense::After => Act::After(hit.word.role()),
            Sense::Before => Act::Before(hit.word.role()),
            Sense::Joint => Act::Joint,
            Sense::Close => Act::Close,
            Sense::First => Act::First,
            Sense::Blanket => Act::Blanket,
            _ => continue,
        };
        if next.peek().is_none_or(|label| end <= label.start) {
            walk.token(Token { start, end, act });
        }
    }
    next.for_each(|label| walk.token(label));
    walk.flush(span.end(), None);
    walk.reading
}

/// The labels in a statement: what stands between a separator and a colon.
fn labels(lexicon: &Lexicon, scan: &Scan, text: &str, span: Span) -> Vec<Token> {
    const SHORT: usize = 8; // characters of another field
    let marks = scan.within(span);
    let mut tokens = Vec::new();
    let mut run = span.start(); // where the words began that the next colon may label
    for (place, at) in marks.iter().enumerate() {
        match at.mark {
            Mark::Colon => {
                let words = text[run..at.start()].trim_matches(is_decoration);
                let words = Span::of(text, words);
                let act = match label::role(lexicon, words.slice(text)) {
                    Some(role) => Some(Act::Label(role, words)),
                    None => (words.slice(text).chars().count() <= SHORT).then_some(Act::Field),
                };
                tokens.extend(act.map(|act| Token {
                    start: words.start(),
                    end: at.end(),
                    act,
                }));
            }
            Mark::Open if label::is_part(lexicon, text, &marks[place..]) => continue,
            Mark::Comma | Mark::Stop | Mark::Open | Mark::Line | Mark::Bar => {}
            _ => continue,
        }
        run = at.end();
    }
    tokens
}

/// Where the walk through a statement is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Among the names of a list.
    Names,
    /// Behind a role word: what goes on without a separator belongs to the word (`牵头抓总`).
    Behind,
    /// Inside another field.
    Off,
}

struct Walk<'a> {
    lexicon: &'a Lexicon,
    text: &'a str,
    reading: Reading,
    state: State,
    /// Where the names under way begin.
    from: usize,
    /// Where they end, if a closing phrase has ended them.
    until: Option<usize>,
    /// The role that a word before the names gives them.
    pending: Option<Role>,
    /// The role of the label in force.
    labelled: Option<Role>,
    /// How many of the last clauses wait for the role word that they share with the next names.
    joined: usize,
}

impl Walk<'_> {
    fn token(&mut self, Token { start, end, act }: Token) {
        let off = self.state == State::Off;
        let on = if off { State::Off } else { State::Names };
        let state = match act {
            Act::Label(role, span) => {
                self.flush(start, None);
                self.reading.label.get_or_insert(span);
                (self.labelled, self.pending) = (Some(role), None);
                State::Names
            }
            Act::Field => {
                self.flush(start, None);
                State::Off
            }
            Act::After(role) => {
                self.reading.cued = true;
                self.flush(start, Some(role));
                self.share(role);
                (self.pending, self.joined) = (None, 0);
                if off { State::Off } else { State::Behind }
            }
            Act::Joint => {
                self.reading.cued = true;
                let before = self.reading.clauses.len();
                self.flush(start, None);
                self.joined += self.reading.clauses.len() - before;
                on
            }
            Act::Before(role) => {
                self.reading.cued = true;
                // "A together with B": A leads where nothing else is said.
                let open = self.pending.is_none() && self.labelled.is_none();
                let leads = open && role == Role::Support;
                self.flush(start, leads.then_some(Role::Lead));
                self.pending = Some(role);
                on
            }
            Act::Close => {
                self.until.get_or_insert(start);
                return;
            }
            Act::First => {
                self.flush(start, None);
                self.reading.first_leads = true;
                State::Off
            }
            Act::Blanket => {
                self.flush(start, None);
                self.reading.cued = true;
                let clauses = self.reading.clauses.len();
                self.reading.blanket.get_or_insert((start, clauses));
                (self.labelled, self.pending) = (None, Some(Role::Responsible));
                State::Names
            }
        };
        (self.state, self.from, self.until) = (state, end, None);
    }

    /// Gives a role to the clauses before the last that wait for it.
    fn share(&mut self, role: Role) {
        let first = self.reading.clauses.len().saturating_sub(self.joined + 1);
        let waiting = self.reading.clauses.iter_mut().skip(first);
        waiting
            .take(self.joined)
            .for_each(|clause| clause.role = role);
    }

    /// Ends the list under way at `end`; `after` is the role of the word that follows it.
    fn flush(&mut self, end: usize, after: Option<Role>) {
        if self.state == State::Off {
            return;
        }
        let end = self.until.unwrap_or(end).max(self.from);
        let Some(start) = self.names_start(end, after) else {
            self.reading.more |= has_words(&self.text[self.from..end]);
            return;
        };
        let list = trim_list(self.lexicon, &self.text[start..end]);
        if !has_words(list) {
            return;
        }
        if self.labelled.is_none() && !items(list).any(|item| is_name(self.lexicon, item)) {
            self.reading.more = true;
            return;
        }
        let role = match after {
            Some(after) if after != Role::Responsible => after,
            _ => self.pending.or(self.labelled).unwrap_or(Role::Responsible),
        };
        self.reading.clauses.push(Clause {
            list: Span::of(self.text, list),
            role,
            first: None,
        });
    }

    /// Where the names begin: behind a role word at the next separator. `市财政局牵头市发展改革委配合`
    /// has none, and goes on with names all the same if a role word follows.
    fn names_start(&mut self, end: usize, after: Option<Role>) -> Option<usize> {
        let names = &self.text[self.from..end];
        if self.state == State::Names || names.trim_start_matches(is_blank).starts_with(separates) {
            return Some(self.from);
        }
        match names.find(separates) {
            Some(at) => {
                self.reading.more |= has_words(&names[..at]);
                Some(self.from + at)
            }
            None => (after.is_some() && is_name(self.lexicon, names)).then_some(self.from),
        }
    }
}

fn has_words(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

fn separates(ch: char) -> bool {
    parts_items(ch) || matches!(ch, '。' | '.' | '\n')
}

/// A list without the separators and small words around it.
fn trim_list<'t>(lexicon: &Lexicon, list: &'t str) -> &'t str {
    let outside = |ch: char| is_decoration(ch) || separates(ch) || is_colon(ch) || ch == '|';
    let mut list = list.trim_matches(outside);
    while let Some(word) = lexicon.starts(list, Sense::Opener) {
        list = list[word.text.len()..].trim_start_matches(outside);
    }
    list
}
