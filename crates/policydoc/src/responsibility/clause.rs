//! What a statement says: its labels, its roles, and the lists of names they belong to.

use super::Clause;
use crate::document::Role;
use crate::rulebook::{Cue, Found, Rulebook};
use crate::span::{Span, is_blank};
use std::cell::RefCell;
use std::collections::HashMap;

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

#[derive(Clone, Copy)]
enum Token {
    Label(Role, Span),
    /// Another field, which ends the list: `适用范围：`.
    Field,
    Cue(Cue),
}

/// The labels of a document: those of the rulebook and its own. Each is looked up once.
pub(super) struct Labels<'t> {
    rulebook: &'static Rulebook,
    seen: RefCell<HashMap<&'t str, Option<Role>>>,
}

impl<'t> Labels<'t> {
    pub(super) fn new(rulebook: &'static Rulebook) -> Self {
        Self {
            rulebook,
            seen: RefCell::default(),
        }
    }

    /// Adds a label that this document uses besides those of the rulebook.
    pub(super) fn add(&self, words: &'t str, role: Role) {
        self.seen.borrow_mut().insert(words, Some(role));
    }

    /// The role of a label, if it is one.
    pub(super) fn role(&self, words: &'t str) -> Option<Role> {
        const LONGEST: usize = 90; // bytes
        const WORDS: usize = 7;
        if words.is_empty() || words.len() > LONGEST || words.split(' ').count() > WORDS {
            return None;
        }
        *self
            .seen
            .borrow_mut()
            .entry(words)
            .or_insert_with(|| self.rulebook.label(words))
    }
}

/// Reads a statement.
pub(super) fn read<'t>(
    rulebook: &Rulebook,
    known: &Labels<'t>,
    text: &'t str,
    span: Span,
) -> Reading {
    let slice = span.slice(text);
    let mut tokens = labels(known, slice, span.start());
    for Found { start, end, cue } in rulebook.cues(slice) {
        let apart = tokens
            .iter()
            .all(|&(from, to, _)| end <= from || to <= start);
        if apart {
            tokens.push((start, end, Token::Cue(cue)));
        }
    }
    tokens.sort_unstable_by_key(|&(start, ..)| start);
    let mut walk = Walk {
        rulebook,
        text,
        slice,
        base: span.start(),
        reading: Reading::default(),
        names: 0,
        names_end: None,
        pending: None,
        labelled: None,
        joined: 0,
        skipping: false,
        off: false,
    };
    for (start, end, token) in tokens {
        walk.token(start, end, token);
    }
    walk.flush(slice.len(), None);
    walk.reading
}

/// The labels in a statement: what stands between a separator and a colon.
fn labels<'t>(known: &Labels<'t>, slice: &'t str, base: usize) -> Vec<(usize, usize, Token)> {
    let mut tokens = Vec::new();
    let mut run = 0; // where the words began that the next colon may label
    for (at, ch) in slice.char_indices() {
        match ch {
            ':' | '：' => {
                let words = slice[run..at].trim_matches(is_decoration);
                let start = run
                    + (slice[run..at].len()
                        - slice[run..at].trim_start_matches(is_decoration).len());
                let end = at + ch.len_utf8();
                if let Some(role) = known.role(words) {
                    let span = Span::new(base + start, base + start + words.len());
                    tokens.push((start, end, Token::Label(role, span)));
                } else if words.chars().count() <= 8 {
                    tokens.push((start, end, Token::Field));
                }
                run = end;
            }
            ',' | '，' | ';' | '；' | '。' | '(' | '（' | '[' | '【' | '〔' | '\n' | '|' => {
                run = at + ch.len_utf8();
            }
            _ => {}
        }
    }
    tokens
}

pub(super) fn is_decoration(ch: char) -> bool {
    is_blank(ch) || matches!(ch, '*' | '_' | '-' | '•' | '·' | '●' | '>' | '#')
}

struct Walk<'a> {
    rulebook: &'a Rulebook,
    text: &'a str,
    slice: &'a str,
    base: usize,
    reading: Reading,
    /// Where the names under way begin.
    names: usize,
    /// Where they end, if a closing phrase has ended them.
    names_end: Option<usize>,
    /// The role that a word before the names gives them.
    pending: Option<Role>,
    /// The role of the label in force.
    labelled: Option<Role>,
    /// How many of the last clauses wait for the role word that they share with the next names.
    joined: usize,
    /// After a role word: what goes on without a separator belongs to the word (`牵头抓总`).
    skipping: bool,
    /// Inside another field.
    off: bool,
}

impl Walk<'_> {
    fn token(&mut self, start: usize, end: usize, token: Token) {
        match token {
            Token::Label(role, span) => {
                self.flush(start, None);
                self.reading.label.get_or_insert(span);
                self.labelled = Some(role);
                self.pending = None;
                self.off = false;
                self.begin(end, false);
            }
            Token::Field => {
                self.flush(start, None);
                self.off = true;
                self.begin(end, false);
            }
            Token::Cue(Cue::After(role)) => {
                self.reading.cued = true;
                self.flush(start, Some(role));
                let first = self.reading.clauses.len().saturating_sub(self.joined + 1);
                for clause in self
                    .reading
                    .clauses
                    .iter_mut()
                    .skip(first)
                    .take(self.joined)
                {
                    clause.role = role;
                }
                (self.pending, self.joined) = (None, 0);
                self.begin(end, true);
            }
            Token::Cue(Cue::Joint) => {
                self.reading.cued = true;
                let before = self.reading.clauses.len();
                self.flush(start, None);
                self.joined += self.reading.clauses.len() - before;
                self.begin(end, false);
            }
            Token::Cue(Cue::Before(role)) => {
                self.reading.cued = true;
                // "A together with B": A leads where nothing else is said.
                let before = if role == Role::Support {
                    Some(Role::Lead)
                } else {
                    None
                };
                let open = self.pending.is_none() && self.labelled.is_none();
                self.flush(start, if open { before } else { None });
                self.pending = Some(role);
                self.begin(end, false);
            }
            Token::Cue(Cue::Plain) => {}
            Token::Cue(Cue::Close) => {
                self.names_end.get_or_insert(start);
            }
            Token::Cue(Cue::First) => {
                self.flush(start, None);
                self.reading.first_leads = true;
                self.off = true;
                self.begin(end, false);
            }
            Token::Cue(Cue::Blanket) => {
                self.flush(start, None);
                self.reading.cued = true;
                self.reading
                    .blanket
                    .get_or_insert((self.base + start, self.reading.clauses.len()));
                (self.labelled, self.pending, self.off) = (None, Some(Role::Responsible), false);
                self.begin(end, false);
            }
        }
    }

    fn begin(&mut self, at: usize, skipping: bool) {
        self.names = at;
        self.names_end = None;
        self.skipping = skipping;
    }

    /// Ends the list under way at `end`; `after` is the role of the word that follows it.
    fn flush(&mut self, end: usize, after: Option<Role>) {
        if self.off {
            return;
        }
        let end = self.names_end.unwrap_or(end).max(self.names);
        let mut start = self.names;
        let names = &self.slice[start..end];
        if self.skipping && !names.trim_start_matches(is_blank).starts_with(is_separator) {
            let rest = names.find(is_separator).map(|at| start + at);
            match rest {
                Some(rest) => {
                    self.reading.more |= self.slice[start..rest].contains(char::is_alphanumeric);
                    start = rest;
                }
                // `市财政局牵头市发展改革委配合`: names all the same, if a role word follows.
                None if after.is_some() && self.rulebook.is_name(names) => {}
                None => {
                    self.reading.more |= names.contains(char::is_alphanumeric);
                    return;
                }
            }
        }
        // What follows the end of a sentence is another one.
        let list = trim_list(&self.slice[start..end]);
        if list.is_empty() || !list.contains(char::is_alphanumeric) {
            return;
        }
        let role = match (after, self.pending, self.labelled) {
            (Some(after), ..) if after != Role::Responsible => after,
            (_, Some(pending), _) => pending,
            (_, None, Some(label)) => label,
            (_, None, None) => Role::Responsible,
        };
        let span = Span::of(self.text, list);
        if self.labelled.is_none() && !self.names_somebody(list) {
            self.reading.more = true;
            return;
        }
        self.reading.clauses.push(Clause {
            list: span,
            role,
            first: None,
        });
    }

    fn names_somebody(&self, list: &str) -> bool {
        items(list).any(|item| self.rulebook.is_name(item))
    }
}

/// The items of a list, roughly: enough to see whether they are names.
pub(super) fn items(list: &str) -> impl Iterator<Item = &str> {
    list.split(['、', '，', ',', ';', '；', '及', '和'])
        .map(|item| item.trim_matches(is_blank))
        .filter(|item| !item.is_empty())
}

fn is_separator(ch: char) -> bool {
    matches!(ch, '，' | ',' | '；' | ';' | '、' | '。' | '.' | '\n')
}

/// A list without the separators and small words around it.
fn trim_list(list: &str) -> &str {
    let outside =
        |ch: char| is_decoration(ch) || is_separator(ch) || matches!(ch, ':' | '：' | '|');
    let mut list = list.trim_matches(outside);
    for word in ["由", "and ", "with "] {
        list = list
            .strip_prefix(word)
            .unwrap_or(list)
            .trim_start_matches(outside);
    }
    list
}
