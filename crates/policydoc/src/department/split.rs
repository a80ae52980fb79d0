//! Splits a list into names: the cheapest way through all possible cuts.

use super::english::{self, Token};
use super::gazetteer::Gazetteer;
use super::reading::{Class, Reading};
use super::words::{FastMap, role, split as words};
use super::{chinese, open};
use crate::document::is_wide;
use crate::span::{Span, is_blank};
use std::borrow::Cow;

/// What stands between two pieces of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cut {
    /// `and`, `和`, `及`, a blank between Chinese names: may stand inside a name.
    Soft,
    /// A comma, `、`: seldom stands inside a name.
    Hard,
}

/// A piece of a list between two possible cuts.
#[derive(Clone, Copy, Debug)]
struct Atom {
    start: usize,
    end: usize,
    /// The tokens of an English piece.
    tokens: (usize, usize),
    /// The cut before it.
    cut: Cut,
    /// Whether it has a head noun.
    head: bool,
}

/// One name of a list.
pub(super) struct Piece {
    pub(super) span: Span,
    /// Index into [`Reader::readings`].
    pub(super) reading: usize,
    /// Whether it is joined to the next name by a word like `and`.
    pub(super) joined: bool,
    /// Whether it lacks a head noun that a later name of the list has in the plural.
    pub(super) elided: bool,
}

/// Reads the names of one document; what was read once is not read again.
pub(super) struct Reader<'g, 't> {
    gazetteer: &'g Gazetteer,
    text: &'t str,
    memo: FastMap<&'t str, usize>,
    pub(super) readings: Vec<Reading<'g>>,
    tokens: Vec<Token>,
    atoms: Vec<Atom>,
    best: Vec<Step>,
    /// The country of the document.
    pub(super) country: Option<u32>,
    /// Whether the list has a head noun in the plural: `Finance and Commerce Bureaus`.
    plural: bool,
}

/// The best way from an atom to the end of the list.
#[derive(Clone, Copy, Default)]
struct Step {
    cost: u64,
    names: u32,
    next: usize,
    reading: usize,
}

/// A name holds at most so many pieces.
const WINDOW: usize = 8;

/// A longer piece of text is no name, in bytes.
const LONGEST: usize = 240;

const NO_NAME: u64 = 1_000_000;

impl<'g, 't> Reader<'g, 't> {
    pub(super) fn new(gazetteer: &'g Gazetteer, text: &'t str) -> Self {
        Self {
            gazetteer,
            text,
            memo: FastMap::default(),
            readings: vec![Reading::default()],
            tokens: Vec::new(),
            atoms: Vec::new(),
            best: Vec::new(),
            country: None,
            plural: false,
        }
    }

    /// Forgets what was read before the document's country was known.
    pub(super) fn forget(&mut self) {
        self.memo.clear();
        self.readings.truncate(1);
    }

    /// Splits a list.
    pub(super) fn list(&mut self, span: Span, pieces: &mut Vec<Piece>) {
        self.atoms.clear();
        self.tokens.clear();
        let chinese = span
            .slice(self.text)
            .chars()
            .filter(|&ch| is_wide(ch))
            .count()
            * 4
            >= span.len() / 2;
        if chinese {
            self.chinese_atoms(span);
        } else {
            self.english_atoms(span);
        }
        if chinese {
            let text = self.text;
            let several = |atom: &Atom| {
                let piece = &text[atom.start..atom.end];
                piece.ends_with("部门") || piece.ends_with("单位")
            };
            self.plural = self.atoms.iter().any(several);
        }
        self.solve(chinese);
        let mut at = 0;
        while at < self.atoms.len() {
            let step = self.best[at];
            let (first, last) = (self.atoms[at], self.atoms[step.next - 1]);
            at = step.next;
            let found = &self.readings[step.reading];
            pieces.push(Piece {
                span: Span::new(first.start, last.end),
                reading: step.reading,
                joined: self.atoms.get(at).is_some_and(|next| next.cut == Cut::Soft),
                elided: found.elided && (found.class == Class::Known || self.plural),
            });
        }
    }

    /// Reads a text that is one name.
    pub(super) fn name(&mut self, span: Span) -> usize {
        self.tokens.clear();
        let text = span.slice(self.text);
        if text.chars().any(is_wide) {
            return self.read(span.start(), span.end(), (0, 0), true);
        }
        self.tokenize(span);
        self.read(span.start(), span.end(), (0, self.tokens.len()), false)
    }

    fn solve(&mut self, chinese: bool) {
        let count = self.atoms.len();
        self.best.clear();
        self.best.resize(count + 1, Step::default());
        for at in (0..count).rev() {
            let mut best: Option<Step> = None;
            let (mut hard, mut heads) = (0, 0u32);
            for next in at + 1..=(at + WINDOW).min(count) {
                let last = self.atoms[next - 1];
                heads += u32::from(last.head);
                if next > at + 1 {
                    hard += u32::from(last.cut == Cut::Hard);
                }
                if last.end - self.atoms[at].start > LONGEST && next > at + 1 {
                    break;
                }
                let (cost, reading) = self.cost(at, next, hard, heads, chinese);
                let after = self.best[next];
                let step = Step {
                    cost: cost + after.cost,
                    names: 1 + after.names,
                    next,
                    reading,
                };
                let better = best.is_none_or(|best| {
                    (step.cost, step.names, best.next) < (best.cost, best.names, step.next)
                });
                if better {
                    best = Some(step);
                }
            }
            if let Some(best) = best {
                self.best[at] = best;
            }
        }
    }

    /// The cost of taking the atoms `at..next` for one name.
    fn cost(
        &mut self,
        at: usize,
        next: usize,
        hard: u32,
        heads: u32,
        chinese: bool,
    ) -> (u64, usize) {
        let (first, last) = (self.atoms[at], self.atoms[next - 1]);
        let tokens = (first.tokens.0, last.tokens.1);
        let reading = self.read(first.start, last.end, tokens, chinese);
        let inner = u32::try_from(next - at - 1).unwrap_or(u32::MAX);
        let found = &self.readings[reading];
        let mut cost = u64::from(found.cost(inner, self.plural));
        if found.loose && heads > 1 && inner > 0 {
            cost += NO_NAME;
        }
        if matches!(self.readings[reading].class, Class::Unknown | Class::Text) && inner > 0 {
            // Two names in their own right are not one; and only the last comma of a series
            // of subjects may be followed by a name's end: `Ministry of Industry, Trade and Energy`.
            if heads > 1 {
                cost += NO_NAME;
            } else if chinese {
                cost += 200 * u64::from(hard);
                if self.ends_as_name(at, next) {
                    cost += 500;
                }
            } else if hard > 0 {
                cost += if last.cut == Cut::Soft && self.readings[reading].class == Class::Unknown {
                    20 * u64::from(hard)
                } else {
                    NO_NAME
                };
            }
        }
        (cost, reading)
    }

    /// Whether some atom of several, but not only the last, has a head noun of its own.
    fn ends_as_name(&self, at: usize, next: usize) -> bool {
        self.atoms[at..next - 1].iter().any(|atom| atom.head)
    }

    fn read(&mut self, start: usize, end: usize, tokens: (usize, usize), chinese: bool) -> usize {
        if end - start > LONGEST {
            return 0;
        }
        let slice = &self.text[start..end];
        if let Some(&known) = self.memo.get(slice) {
            return known;
        }
        let reading = if chinese {
            chinese::read(self.gazetteer, &without_blanks(slice))
        } else {
            english::read(
                self.gazetteer,
                self.country,
                self.text,
                &self.tokens[tokens.0..tokens.1],
            )
        };
        let at = self.readings.len();
        self.readings.push(reading);
        self.memo.insert(slice, at);
        at
    }

    fn tokenize(&mut self, span: Span) {
        let slice = span.slice(self.text);
        for (start, end) in words(slice) {
            let word = &slice[start..end];
            self.tokens.push(Token {
                start: span.start() + start,
                end: span.start() + end,
                id: self.gazetteer.words.id(word),
                capital: word.starts_with(char::is_uppercase),
            });
        }
    }

    fn english_atoms(&mut self, span: Span) {
        self.tokenize(span);
        let words = &self.gazetteer.words;
        self.plural = self
            .tokens
            .iter()
            .any(|token| words.is(token.id, role::PLURAL));
        let (mut first, mut cut) = (None, Cut::Hard);
        let mut depth = 0usize;
        for at in 0..self.tokens.len() {
            let token = self.tokens[at];
            let gap = match at.checked_sub(1) {
                None => "",
                Some(before) => &self.text[self.tokens[before].end..token.start],
            };
            depth = (depth + gap.matches(['(', '[']).count())
                .saturating_sub(gap.matches([')', ']']).count());
            let word = &self.text[token.start..token.end];
            let joins = word == "&" || word.eq_ignore_ascii_case("and");
            let hard = gap.contains([',', ';', '/', '、', '，', '；'])
                && !(depth > 0 && self.text[token.end..span.end()].contains([')', ']']))
                && !is_legal_form(word);
            if (hard || joins)
                && let Some(start) = first.take()
            {
                self.english_atom(start, at, cut);
                cut = Cut::Soft;
            }
            if hard {
                cut = Cut::Hard;
            }
            if !joins && first.is_none() && !is_article(word) {
                first = Some(at);
            }
        }
        if let Some(start) = first {
            self.english_atom(start, self.tokens.len(), cut);
        }
    }

    fn english_atom(&mut self, first: usize, next: usize, cut: Cut) {
        let words = &self.gazetteer.words;
        let tokens = &self.tokens[first..next];
        let head = tokens
            .iter()
            .any(|token| token.capital && words.is(token.id, role::HEAD) || self.is_acronym(token));
        let (start, mut end) = (tokens[0].start, tokens[tokens.len() - 1].end);
        // A closing bracket belongs to what it closes.
        if self.text[start..end].contains('(') && self.text[end..].starts_with(')') {
            end += 1;
        }
        self.atoms.push(Atom {
            start,
            end,
            tokens: (first, next),
            cut,
            head,
        });
    }

    fn is_acronym(&self, token: &Token) -> bool {
        let word = &self.text[token.start..token.end];
        token.capital
            && word.bytes().filter(u8::is_ascii_uppercase).count() > 1
            && self.gazetteer.acronyms.contains_key(word)
    }

    fn chinese_atoms(&mut self, span: Span) {
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
                '及' if slice[..at].ends_with(['涉', '普', '危']) => continue,
                '和' | '与' | '及' | '暨' => Cut::Soft,
                ch if is_blank(ch) => Cut::Soft,
                _ => continue,
            };
            // `以及` is one word.
            let end = match ch {
                '及' if at > start => start + slice[start..at].trim_end_matches('以').len(),
                _ => at,
            };
            self.chinese_atoms_between(span.start() + start, span.start() + end, &mut cut);
            cut = if start == at { cut.max(next) } else { next };
            start = at + ch.len_utf8();
        }
        self.chinese_atoms_between(span.start() + start, span.end(), &mut cut);
    }

    /// Cuts at words that join names: `各区政府组织各相关部门实施`.
    fn chinese_atoms_between(&mut self, start: usize, end: usize, cut: &mut Cut) {
        const JOINS: &[&str] = &[
            "会同",
            "组织各",
            "组织相关",
            "组织有关",
            "指导各",
            "协调各",
            "督促各",
        ];
        let slice = &self.text[start..end];
        let found = JOINS
            .iter()
            .filter_map(|word| Some((slice.find(word)?, *word)))
            .filter(|&(at, _)| at > 0)
            .min();
        let Some((at, word)) = found else {
            return self.chinese_atom(start, end, cut);
        };
        self.chinese_atom(start, start + at, cut);
        *cut = Cut::Hard;
        let kept = word.chars().skip(2).map(char::len_utf8).sum::<usize>();
        let next = start + at + word.len() - kept;
        let rest = self.text[next..end]
            .trim_end_matches("实施")
            .trim_end_matches("落实");
        self.chinese_atom(next, next + rest.len(), cut);
    }

    fn chinese_atom(&mut self, start: usize, end: usize, cut: &mut Cut) {
        let text = self.text;
        let span = trim_name(text, Span::new(start, end));
        if span.is_empty() {
            return;
        }
        let mut add = |start: usize, end: usize, cut: Cut| {
            self.atoms.push(Atom {
                start,
                end,
                tokens: (0, 0),
                cut,
                head: chinese::has_head(&text[start..end]),
            });
        };
        match open::tail_chinese(span.slice(text)) {
            Some(0) | None => add(span.start(), span.end(), *cut),
            Some(at) => {
                let at = span.start() + at;
                for (start, end, cut) in [(span.start(), at, *cut), (at, span.end(), Cut::Hard)] {
                    let part = trim_name(text, Span::new(start, end));
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
        let close = match ch {
            ch if chinese::OPENING.contains(&ch) => chinese::CLOSING,
            '“' => &['”'],
            '"' => &['"'],
            '《' => &['》'],
            _ => continue,
        };
        let mut end = (open + FAR).min(slice.len());
        while !slice.is_char_boundary(end) {
            end -= 1;
        }
        let inner = open + ch.len_utf8();
        if let Some(at) = slice[inner..end.max(inner)].find(close) {
            closings.push((open, inner + at + 1));
        }
    }
    closings
}

/// A name without what introduces it and what is no part of it.
fn trim_name(text: &str, span: Span) -> Span {
    let span = span.trim(text);
    let mut slice = span.slice(text).trim_matches(|ch: char| {
        is_blank(ch) || matches!(ch, '、' | '，' | ',' | '；' | ';' | '。' | '：' | ':' | '.')
    });
    // A bracket that opens or closes elsewhere is no part of the name.
    let count = |set: &[char]| slice.chars().filter(|ch| set.contains(ch)).count();
    let (open, close) = (count(chinese::OPENING), count(chinese::CLOSING));
    if close > open {
        slice = slice.trim_end_matches(chinese::CLOSING);
    } else if open > close {
        slice = slice.trim_start_matches(chinese::OPENING);
    }
    for word in ["由", "以", "会同"] {
        if let Some(rest) = slice.strip_prefix(word)
            && rest.chars().count() > 1
        {
            slice = rest;
        }
    }
    let mut slice = slice.trim_matches(is_blank);
    loop {
        let (first, rest) = slice.split_once(is_blank).unwrap_or((slice, ""));
        if !is_article(first) {
            break;
        }
        slice = rest.trim_start_matches(is_blank);
    }
    Span::of(text, slice)
}

fn without_blanks(name: &str) -> Cow<'_, str> {
    if name.contains(is_blank) {
        Cow::Owned(name.chars().filter(|&ch| !is_blank(ch)).collect())
    } else {
        Cow::Borrowed(name)
    }
}

fn is_article(word: &str) -> bool {
    ["the", "a", "an"]
        .iter()
        .any(|article| word.eq_ignore_ascii_case(article))
}

/// `Co., Ltd.`: what follows a comma and belongs to the company before it.
fn is_legal_form(word: &str) -> bool {
    ["Ltd", "Inc", "LLC", "Limited", "Corp"].contains(&word.trim_end_matches('.'))
}
