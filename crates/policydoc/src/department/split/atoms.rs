//! Cuts a list into atoms: the pieces between all places where a name could end.

use super::{Atom, Cut, Reader};
use crate::department::english::Token;
use crate::department::gazetteer::Gazetteer;
use crate::department::map::Ref;
use crate::department::words::{Does, role, split as words};
use crate::department::{chinese, open};
use crate::script::{closes, is_blank, opens, parts_items};
use crate::span::Span;
use std::borrow::Cow;

/// What is known of a piece by itself.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about a piece"
)]
pub(super) struct Facts {
    /// Whether it has a head noun.
    pub(super) head: bool,
    /// Whether it begins with one, as `Ministry of Finance` does: no name goes on with it.
    pub(super) begins: bool,
    /// Whether it ends with one, as `Finance Bureau` does: no name goes on behind it.
    pub(super) ends: bool,
    /// Whether that is in the plural, so that names without one may share it.
    pub(super) plural: bool,
}

impl Reader<'_, '_> {
    /// The words of a piece, each with its number.
    pub(super) fn tokens(&self, start: usize, end: usize) -> Vec<Token> {
        let all = words(&self.text[start..end]);
        all.map(|(from, to)| Token::new(self.gazetteer, self.text, start + from, start + to))
            .collect()
    }

    pub(super) fn english_atoms(&mut self, span: Span) {
        let slice = span.slice(self.text);
        let (mut first, mut cut) = (None, Cut::Hard);
        let (mut depth, mut before) = (0usize, 0);
        let closes = slice.rfind([')', ']']).unwrap_or(0);
        for (start, end) in words(slice) {
            let gap = if before == 0 {
                ""
            } else {
                &slice[before..start]
            };
            depth = (depth + gap.matches(['(', '[']).count())
                .saturating_sub(gap.matches([')', ']']).count());
            let word = &slice[start..end];
            let joins = word == "&" || word.eq_ignore_ascii_case("and");
            let within = first.is_some() && self.gazetteer.does(Does::Within, word);
            // `1) Finance Bureau 2) Commerce Bureau`
            let number = (depth == 0 || gap.ends_with('(')) && is_number(word, &slice[end..]);
            let hard = within
                || number
                || gap.contains([',', ';', '/', '、', '，', '；'])
                    && !(depth > 0 && end < closes)
                    && !self.is(Does::Legal, word.trim_end_matches('.'));
            if (hard || joins)
                && let Some(first) = first.take()
            {
                self.english_atom(span.start() + first, span.start() + before, cut);
                cut = Cut::Soft;
            }
            if hard {
                cut = Cut::Hard;
            }
            if !joins && !within && !number && first.is_none() && !self.is(Does::Article, word) {
                first = Some(start);
            }
            before = end;
        }
        if let Some(first) = first {
            self.english_atom(span.start() + first, span.start() + before, cut);
        }
    }

    fn english_atom(&mut self, start: usize, mut end: usize, cut: Cut) {
        let text = self.text;
        // A closing bracket belongs to what it closes.
        if text[start..end].contains('(') && text[end..].starts_with(')') {
            end += 1;
        }
        let known = self.facts.get(&text[start..end]).copied();
        let facts = known.unwrap_or_else(|| self.english_facts(start, end));
        self.facts.insert(&text[start..end], facts);
        self.atoms.push(Atom {
            start,
            end,
            cut,
            facts,
        });
    }

    fn english_facts(&self, start: usize, end: usize) -> Facts {
        let words = &self.gazetteer.words;
        let tokens = self.tokens(start, end);
        let begins = self.begins_with_head(&tokens);
        // `Ministry of Housing and Local Government`
        let part = tokens.len() > 1
            && tokens.iter().all(|token| {
                words.is(token.id, role::SMALL | role::GOVERNMENT)
                    && !words.is(token.id, role::LEVEL | role::NATIONAL | role::PLURAL)
            });
        Facts {
            head: !part
                && tokens.iter().any(|token| {
                    (token.capital && words.is(token.id, role::HEAD))
                        || words.is(token.id, role::PLURAL)
                        || self.is_acronym(token)
                }),
            begins,
            ends: !begins && self.ends_with_head(&tokens),
            plural: tokens.iter().any(|token| {
                token.capital
                    && words.is(token.id, role::PLURAL)
                    && !words.is(token.id, role::GOVERNMENT)
            }),
        }
    }

    /// Whether an English word is of a class.
    fn is(&self, does: Does, word: &str) -> bool {
        word.len() <= 12 && self.gazetteer.does(does, &word.to_ascii_lowercase())
    }

    /// `Ministry of Finance`.
    fn begins_with_head(&self, tokens: &[Token]) -> bool {
        let words = &self.gazetteer.words;
        let [first, of, ..] = tokens else {
            return false;
        };
        first.capital && words.is(first.id, role::HEAD) && words.is(of.id, role::STOP)
    }

    /// `Finance Bureau`; but not `Public Service`, which may go on.
    fn ends_with_head(&self, tokens: &[Token]) -> bool {
        let words = &self.gazetteer.words;
        tokens.last().is_some_and(|token| {
            token.capital
                && words.is(token.id, role::HEAD)
                && !words.is(token.id, role::PLURAL)
                && !self.is(Does::WeakHead, &self.text[token.range()])
        })
    }

    fn is_acronym(&self, token: &Token) -> bool {
        let word = &self.text[token.range()];
        token.capital
            && word.bytes().filter(u8::is_ascii_uppercase).count() > 1
            && self.gazetteer.acronym(word).is_some()
    }

    pub(super) fn chinese_atoms(&mut self, span: Span) {
        let text = self.text;
        let slice = span.slice(text);
        let mut closes = closings(slice).into_iter().peekable();
        let (mut start, mut cut) = (0, Cut::Hard);
        let mut skip = 0;
        for (at, ch) in slice.char_indices() {
            if at < skip {
                continue;
            }
            while closes.peek().is_some_and(|&(open, _)| open < at) {
                closes.next();
            }
            if let Some((_, end)) = closes.next_if(|&(open, _)| open == at) {
                skip = end;
                continue;
            }
            let next = match ch {
                '、' | '，' | ',' | '；' | ';' | '/' | '。' => Cut::Hard,
                // `涉及`, `普及` join nothing.
                ch if is_blank(ch) => Cut::Soft,
                ch if self.gazetteer.joins(ch) && self.is_cut(slice, start, at) => Cut::Soft,
                _ => continue,
            };
            // `以及` is one word.
            let before = self.gazetteer.ends(Does::BeforeSoft, &slice[start..at]);
            let end = match next {
                Cut::Soft => start + before.unwrap_or(at - start),
                Cut::Hard => at,
            };
            self.chinese_atoms_between(span.start() + start, span.start() + end, &mut cut);
            cut = if start == at { cut.max(next) } else { next };
            start = at + ch.len_utf8();
        }
        self.chinese_atoms_between(span.start() + start, span.end(), &mut cut);
    }

    /// Whether a character like `和` joins names where it stands: not in `普及`, and not where a
    /// name begins with it (`和平区财政局`).
    fn is_cut(&self, slice: &str, start: usize, at: usize) -> bool {
        let width = slice[at..].chars().next().map_or(0, char::len_utf8);
        let gazetteer = self.gazetteer;
        let begins = slice[start..at].chars().all(is_blank);
        gazetteer.ends(Does::NoSoft, &slice[..at + width]).is_none()
            && !(begins && chinese::places_at(gazetteer, &slice[at..]).next().is_some())
    }

    /// The atoms of a piece between two cuts; what was cut once is not cut again.
    fn chinese_atoms_between(&mut self, start: usize, end: usize, cut: &mut Cut) {
        let slice = &self.text[start..end];
        if let Some(parts) = self.cuts.get(slice) {
            for (at, part) in self.parts[parts.clone()].iter().enumerate() {
                self.atoms.push(Atom {
                    start: start + part.start,
                    end: start + part.end,
                    cut: if at == 0 { *cut } else { part.cut },
                    facts: part.facts,
                });
            }
            return;
        }
        let (before, first) = (self.atoms.len(), self.parts.len());
        self.cut_at_joins(start, end, cut);
        let parts = self.atoms[before..].iter().map(|atom| Atom {
            start: atom.start - start,
            end: atom.end - start,
            ..*atom
        });
        self.parts.extend(parts);
        self.cuts.insert(slice, first..self.parts.len());
    }

    /// Cuts at words that join names: `各区政府组织各相关部门实施`.
    fn cut_at_joins(&mut self, start: usize, end: usize, cut: &mut Cut) {
        let slice = &self.text[start..end];
        let found = slice.char_indices().skip(1).find_map(|(at, _)| {
            let (end, kept) = self.gazetteer.begins(Does::Joins, &slice[at..])?;
            Some((at, at + end - self.gazetteer.pool.text(Ref(kept)).len()))
        });
        let Some((at, next)) = found else {
            return self.chinese_atom(start, end, cut);
        };
        self.chinese_atom(start, start + at, cut);
        *cut = Cut::Hard;
        let mut last = end;
        while let Some(at) = self
            .gazetteer
            .ends(Does::Follows, &self.text[start + next..last])
        {
            last = start + next + at;
        }
        self.chinese_atom(start + next, last, cut);
    }

    fn chinese_atom(&mut self, start: usize, end: usize, cut: &mut Cut) {
        let text = self.text;
        let gazetteer = self.gazetteer;
        let span = trim_name(gazetteer, text, Span::new(start, end));
        if span.is_empty() {
            return;
        }
        let mut add = |start: usize, end: usize, cut: Cut| {
            let name = &text[start..end];
            let facts = *self.facts.entry(name).or_insert_with(|| Facts {
                head: chinese::has_head(name),
                plural: gazetteer.ends(Does::Elides, name).is_some(),
                ..Facts::default()
            });
            self.atoms.push(Atom {
                start,
                end,
                cut,
                facts,
            });
        };
        match open::tail_chinese(gazetteer, span.slice(text)) {
            Some(0) | None => add(span.start(), span.end(), *cut),
            Some(at) => {
                let at = span.start() + at;
                for (start, end, cut) in [(span.start(), at, *cut), (at, span.end(), Cut::Hard)] {
                    let part = trim_name(gazetteer, text, Span::new(start, end));
                    if !part.is_empty() {
                        add(part.start(), part.end(), cut);
                    }
                }
            }
        }
    }
}

/// The brackets and quotes of a list that close again soon: their insides are not cut.
fn closings(slice: &str) -> Vec<(usize, usize)> {
    const FAR: usize = 150; // bytes
    let mut closings = Vec::new();
    for (open, ch) in slice.char_indices() {
        let pair: fn(char) -> bool = match ch {
            ch if opens(ch) => closes,
            '〈' | '<' => |ch| matches!(ch, '〉' | '>'),
            '“' => |ch| ch == '”',
            '"' => |ch| ch == '"',
            '《' => |ch| ch == '》',
            _ => continue,
        };
        let mut end = (open + FAR).min(slice.len());
        while !slice.is_char_boundary(end) {
            end -= 1;
        }
        let inner = open + ch.len_utf8();
        if let Some(at) = slice[inner..end.max(inner)].find(pair) {
            closings.push((open, inner + at + 1));
        }
    }
    closings
}

/// A name without what introduces it and what is no part of it.
fn trim_name(gazetteer: &Gazetteer, text: &str, span: Span) -> Span {
    let span = span.trim(text);
    let mut slice = span.slice(text).trim_matches(|ch: char| {
        is_blank(ch) || parts_items(ch) || matches!(ch, '。' | '：' | ':' | '.')
    });
    // A bracket that opens or closes elsewhere is no part of the name.
    let count = |is: fn(char) -> bool| slice.chars().filter(|&ch| is(ch)).count();
    let (open, close) = (count(opens), count(closes));
    if close > open {
        slice = slice.trim_end_matches(closes);
    } else if open > close {
        slice = slice.trim_start_matches(opens);
    }
    while let Some((end, _)) = gazetteer.begins(Does::Introduces, slice)
        && slice[end..].chars().count() > 1
        && chinese::places_at(gazetteer, slice).next().is_none()
    {
        slice = &slice[end..];
    }
    let mut slice = without_number(slice.trim_matches(is_blank));
    loop {
        let (first, rest) = slice.split_once(is_blank).unwrap_or((slice, ""));
        if !gazetteer.does(Does::Article, &first.to_ascii_lowercase()) {
            break;
        }
        slice = rest.trim_start_matches(is_blank);
    }
    Span::of(text, slice)
}

/// Whether a word is the number of a place in a list: `2)`.
fn is_number(word: &str, rest: &str) -> bool {
    word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit()) && rest.starts_with(')')
}

/// A name without the number of its place in a list: `（1）市住建局`.
fn without_number(name: &str) -> &str {
    let inside = name
        .strip_prefix(opens)
        .and_then(|rest| rest.split_once(closes));
    match inside {
        Some((number, rest)) if crate::numeral::arabic(number).is_some() && !rest.is_empty() => {
            rest.trim_start_matches(is_blank)
        }
        _ => name,
    }
}

pub(in crate::department) fn without_blanks(name: &str) -> Cow<'_, str> {
    if name.contains(is_blank) {
        Cow::Owned(name.chars().filter(|&ch| !is_blank(ch)).collect())
    } else {
        Cow::Borrowed(name)
    }
}
