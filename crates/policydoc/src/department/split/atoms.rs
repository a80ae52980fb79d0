//! Cuts a list into atoms: the pieces between all places where a name could end.

use super::{Atom, Cut, Reader};
use crate::department::english::Token;
use crate::department::words::{role, split as words};
use crate::department::{chinese, open};
use crate::span::{Span, is_blank};
use std::borrow::Cow;

impl Reader<'_, '_> {
    pub(super) fn tokenize(&mut self, span: Span) {
        let slice = span.slice(self.text);
        for (start, end) in words(slice) {
            self.tokens.push(Token::new(
                &self.gazetteer.words,
                self.text,
                span.start() + start,
                span.start() + end,
            ));
        }
    }

    pub(super) fn english_atoms(&mut self, span: Span) {
        self.tokenize(span);
        let (mut first, mut cut) = (None, Cut::Hard);
        let mut depth = 0usize;
        let closes = span.start() + span.slice(self.text).rfind([')', ']']).unwrap_or(0);
        for at in 0..self.tokens.len() {
            let token = self.tokens[at];
            let gap = match at.checked_sub(1) {
                None => "",
                Some(before) => &self.text[self.tokens[before].range().end..token.range().start],
            };
            depth = (depth + gap.matches(['(', '[']).count())
                .saturating_sub(gap.matches([')', ']']).count());
            let word = &self.text[token.range()];
            let joins = word == "&" || word.eq_ignore_ascii_case("and");
            let within = first.is_some() && is_within(word);
            let hard = within
                || gap.contains([',', ';', '/', '、', '，', '；'])
                    && !(depth > 0 && token.range().end < closes)
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
            if !joins && !within && first.is_none() && !is_article(word) {
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
        let head = tokens.iter().any(|token| {
            (token.capital && words.is(token.id, role::HEAD))
                || words.is(token.id, role::PLURAL)
                || self.is_acronym(token)
        });
        let (start, mut end) = (
            tokens[0].range().start,
            tokens[tokens.len() - 1].range().end,
        );
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
            plural: tokens.iter().any(|token| {
                token.capital
                    && words.is(token.id, role::PLURAL)
                    && !words.is(token.id, role::GOVERNMENT)
            }),
        });
    }

    fn is_acronym(&self, token: &Token) -> bool {
        let word = &self.text[token.range()];
        token.capital
            && word.bytes().filter(u8::is_ascii_uppercase).count() > 1
            && self.gazetteer.acronyms.contains_key(word)
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
                plural: text[start..end].ends_with("部门") || text[start..end].ends_with("单位"),
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

pub(in crate::department) fn without_blanks(name: &str) -> Cow<'_, str> {
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

/// `NIST within the Department of Commerce`: words between two organs that are no part of a name.
fn is_within(word: &str) -> bool {
    ["within", "under", "through", "via", "including"].contains(&word)
}

/// `Co., Ltd.`: what follows a comma and belongs to the company before it.
fn is_legal_form(word: &str) -> bool {
    ["Ltd", "Inc", "LLC", "Limited", "Corp"].contains(&word.trim_end_matches('.'))
}
