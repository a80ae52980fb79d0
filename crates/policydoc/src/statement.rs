//! Who carries a provision out: the statements, wherever they stand.
//!
//! A statement is a line with a label (`责任单位：…`), a bracket that ends a sentence
//! (`（市财政局牵头）`), or a line of names and role words only. Departments that merely occur in a
//! sentence are no statement.

mod bracket; // the brackets of a paragraph
mod hoist; // statements that speak for a whole list
mod label; // the labels, by their parts
mod name; // what reads like a name
mod walk; // what a statement says

use crate::document::{Language, Role, index};
use crate::lexicon::{Lexicon, Sense};
use crate::outline::Outline;
use crate::own::Owns;
use crate::scan::{Mark, Scan};
use crate::script::{closes, is_blank};
use crate::span::Span;
use bracket::{Bracket, brackets};
use name::{items, lists_names, only_names};
use walk::{Reading, read};

/// A statement of who carries a provision out.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    /// Index of the provision.
    pub(crate) provision: u32,
    /// The statement with its brackets and the stop after them.
    pub(crate) span: Span,
    pub(crate) label: Option<Span>,
    pub(crate) role: Role,
    pub(crate) clauses: Vec<Clause>,
    /// Whether the provisions after it inherit it: `以下均需各区政府落实，不再列出`.
    pub(crate) blanket: bool,
    /// The provision behind whose text it stands, where it speaks for a whole list.
    pub(crate) hoisted_from: Option<u32>,
}

/// A list of names with one role.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    pub(crate) list: Span,
    pub(crate) role: Role,
    /// The role of the first name where it differs: `列第一位者为牵头单位`.
    pub(crate) first: Option<Role>,
}

/// A text and what is known of it when its statements are looked for.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) text: &'a str,
    pub(crate) language: Language,
    pub(crate) scan: &'a Scan,
    pub(crate) outline: &'a Outline,
    pub(crate) owns: &'a Owns,
    /// What the front matter takes, in order.
    pub(crate) claimed: &'a [Span],
}

/// Finds all statements of a document, in order.
pub(crate) fn statements(context: Context<'_>) -> Vec<Statement> {
    let mut finder = Finder {
        text: context.text,
        lexicon: Lexicon::of(context.language),
        context,
        bare_lists: false,
        statements: Vec::new(),
        first_leads: false,
    };
    finder.bare_lists = finder.has_bare_lists();
    for (at, own) in context.owns.of.iter().enumerate() {
        finder.provision(index(at), &context.owns.stretches[own.clone()]);
    }
    let mut statements = finder.statements;
    hoist::hoist(context.outline, context.owns, &mut statements);
    statements
}

struct Finder<'a> {
    text: &'a str,
    lexicon: &'static Lexicon,
    context: Context<'a>,
    /// Whether the provisions of the document end in a bracket with nothing but names.
    bare_lists: bool,
    statements: Vec<Statement>,
    /// Whether the document has said that the first of each list takes the lead.
    first_leads: bool,
}

impl Finder<'_> {
    fn provision(&mut self, provision: u32, paragraphs: &[Span]) {
        let mut at = 0;
        while let Some(&paragraph) = paragraphs.get(at) {
            at += 1;
            let rest = &paragraphs[at..];
            at += self
                .field(provision, paragraph, rest)
                .or_else(|| self.brackets(provision, paragraph, rest))
                .or_else(|| self.line(provision, paragraph))
                .unwrap_or(0);
        }
    }

    /// Whether lists of names in brackets without a role word are a habit of the document.
    fn has_bare_lists(&self) -> bool {
        /// So often the habit must be seen, and in half of the provisions without others inside.
        const OFTEN: usize = 3;
        let Context { outline, owns, .. } = self.context;
        let parents = outline.provisions.iter().filter_map(|one| one.parent);
        let parents: std::collections::HashSet<u32> = parents.collect();
        let leaves = outline.provisions.len() - parents.len();
        let ends_in_names = |range: &&std::ops::Range<usize>| {
            let Some(&last) = owns.stretches[(*range).clone()].last() else {
                return false;
            };
            let end = last.slice(self.text).trim_end_matches(['。', '.', ' ']);
            end.ends_with(closes)
                && brackets(self.text, self.context.scan, last)
                    .last()
                    .is_some_and(|bracket| self.is_bare_list(bracket.inner.slice(self.text)))
        };
        let enough = OFTEN.max(leaves.div_ceil(2));
        owns.of.iter().filter(ends_in_names).take(enough).count() == enough
    }

    /// Whether a bracket holds names and nothing else.
    fn is_bare_list(&self, content: &str) -> bool {
        const LONGEST: usize = 200; // characters
        items(content).next().is_some()
            && only_names(self.lexicon, content)
            && content.chars().nth(LONGEST).is_none()
    }

    /// A label and its list, at the start of a paragraph or after the end of a sentence in it.
    /// Gives the number of further paragraphs that the list takes.
    fn field(&mut self, provision: u32, paragraph: Span, rest: &[Span]) -> Option<usize> {
        const MOST: usize = 4; // further paragraphs
        const LONGEST: usize = 400; // bytes of such a one
        let start = self.label_start(paragraph)?;
        let mut span = Span::new(start, paragraph.end());
        let goes_on = |span: Span, next: Span| {
            next.len() <= LONGEST
                && self.adjoins(span, next)
                && (is_cut(self.lexicon, span.slice(self.text)) || self.begins_inside(next))
                && self.label_start(next).is_none()
        };
        let mut taken = 0;
        while let Some(&next) = rest.get(taken).filter(|_| taken < MOST)
            && goes_on(span, next)
        {
            span = span.cover(next);
            taken += 1;
        }
        let reading = self.read(span);
        (self.is_list(&reading) && self.push(provision, span, reading)).then_some(taken)
    }

    fn read(&self, span: Span) -> Reading {
        read(self.lexicon, self.context.scan, self.text, span)
    }

    /// Whether no front matter stands between two pieces of text: a list does not go on behind a
    /// signature.
    fn adjoins(&self, piece: Span, next: Span) -> bool {
        let claimed = self.context.claimed;
        let at = claimed.partition_point(|claim| claim.start() < piece.end());
        claimed
            .get(at)
            .is_none_or(|claim| claim.start() >= next.start())
    }

    /// Whether a line plainly begins in the middle of a list or a name: `and Tourism, …`.
    fn begins_inside(&self, line: Span) -> bool {
        let line = line.slice(self.text);
        line.starts_with(['，', '、']) || self.lexicon.starts(line, Sense::Link).is_some()
    }

    /// Where a known label begins, with the bracket before it if there is one.
    fn label_start(&self, span: Span) -> Option<usize> {
        let marks = self.context.scan.within(span);
        if !marks.iter().any(|at| at.mark == Mark::Colon) {
            return None;
        }
        let last_close = marks.iter().rposition(|at| at.mark == Mark::Close);
        let mut depth = 0_usize; // of brackets that are closed somewhere
        let mut run = span.start();
        let mut fresh = true; // whether the run began at the start or after a sentence
        for (place, at) in marks.iter().enumerate() {
            let ends_sentence = match at.mark {
                Mark::Colon => {
                    let words = &self.text[run..at.start()];
                    if fresh && label::role(self.lexicon, words).is_some() {
                        return Some(
                            run + (words.len() - words.trim_start_matches(is_blank).len()),
                        );
                    }
                    false
                }
                Mark::Stop => true,
                // A full stop ends a sentence where a space follows: not in "U.S."
                Mark::Dot if self.text[at.end()..span.end()].starts_with(is_blank) => true,
                Mark::Open if label::is_part(self.lexicon, self.text, &marks[place..]) => continue,
                Mark::Open => {
                    depth += usize::from(last_close.is_some_and(|close| place < close));
                    false
                }
                Mark::Close => {
                    depth = depth.saturating_sub(1);
                    continue;
                }
                Mark::Comma => false,
                _ => continue,
            };
            run = at.end();
            // `（牵头单位：A；配合单位：B）` is read as one bracket.
            fresh = ends_sentence && depth == 0;
        }
        None
    }

    /// Brackets with a statement in them. Gives the further paragraphs that the last one takes.
    fn brackets(&mut self, provision: u32, paragraph: Span, rest: &[Span]) -> Option<usize> {
        let mut found = false;
        let mut taken = 0;
        for mut bracket in brackets(self.text, self.context.scan, paragraph) {
            let labelled = self.label_start(bracket.inner) == Some(bracket.inner.start());
            if !bracket.closed && labelled {
                taken = self.complete(&mut bracket, rest);
            }
            // `(<…办法(试行)〉的通知》…执行。(市住建局负责)`: a misprinted quote opens no statement.
            if !bracket.closed && !labelled && bracket.holds_others {
                continue;
            }
            let placed = (bracket.last || bracket.after_sentence) && !bracket.long;
            let bare = !labelled
                && self.bare_lists
                && bracket.last
                && self.is_bare_list(bracket.inner.slice(self.text));
            if !(labelled || placed || bare) {
                continue;
            }
            let reading = self.read(bracket.inner);
            let states = labelled || bare || reading.cued;
            if states && self.is_list(&reading) && self.push(provision, bracket.span, reading) {
                found = true;
                if !bracket.closed {
                    break; // the others lie inside
                }
            }
        }
        found.then_some(taken)
    }

    /// Follows a bracket that is broken over lines, or not closed at all. Gives the number of
    /// further paragraphs that it takes.
    fn complete(&self, bracket: &mut Bracket, rest: &[Span]) -> usize {
        const MOST: usize = 6; // further paragraphs
        let mut taken = 0;
        for &next in rest.iter().take(MOST) {
            if !self.adjoins(bracket.inner, next) {
                break;
            }
            taken += 1;
            let close = next.slice(self.text).find(closes);
            let end = next.start() + close.unwrap_or(next.len());
            bracket.inner = bracket.inner.cover(Span::new(next.start(), end));
            bracket.span = bracket.span.cover(next);
            if close.is_some() {
                break;
            }
        }
        taken
    }

    /// A line of its own that holds nothing but names and role words.
    fn line(&mut self, provision: u32, paragraph: Span) -> Option<usize> {
        const LONGEST: usize = 600; // bytes
        let slice = paragraph.slice(self.text);
        if slice.len() > LONGEST {
            return None;
        }
        let inner = slice.trim_end_matches(['。', '.', ';', '；']);
        let leads = self.lexicon.starts(inner, Sense::Before);
        let framed = leads.is_some_and(|word| word.role() == Role::Lead)
            || self.lexicon.ends(inner, Sense::After).is_some();
        if !framed || inner.contains(['。', '；', ';', '“', '《']) || inner.contains(". ") {
            return None;
        }
        let reading = self.read(paragraph);
        let names = |clause: &Clause| {
            items(clause.list.slice(self.text)).all(|item| {
                name::is_name(self.lexicon, item) && name::is_listed(self.lexicon, item)
            })
        };
        // A sentence with a verb of its own holds words outside its lists.
        let all = reading.cued && !reading.more && reading.clauses.iter().all(names);
        (all && self.push(provision, paragraph, reading)).then_some(0)
    }

    /// Whether what follows an English label or role word is a list of names, not a sentence:
    /// `The working groups have the following main responsibilities: Assignment of targets …`.
    /// Chinese labels are unlike anything in running text.
    fn is_list(&self, reading: &Reading) -> bool {
        let lists = reading.clauses.iter();
        self.context.language == Language::Chinese
            || lists_names(
                self.lexicon,
                lists.map(|clause| clause.list.slice(self.text)),
            )
    }

    fn push(&mut self, provision: u32, span: Span, reading: Reading) -> bool {
        let Reading {
            label,
            mut clauses,
            blanket,
            first_leads,
            ..
        } = reading;
        self.first_leads |= first_leads;
        if clauses.is_empty() {
            return false;
        }
        let later = blanket
            .map(|(start, count)| (start, clauses.split_off(count.min(clauses.len()))))
            .filter(|(_, clauses)| !clauses.is_empty());
        if self.first_leads {
            self.lead_first(&mut clauses);
        }
        let statement = |span: Span, clauses: Vec<Clause>, blanket| {
            let first = clauses.first()?;
            Some(Statement {
                provision,
                span,
                label: label.filter(|&label| span.contains(label)),
                role: first.first.unwrap_or(first.role),
                clauses,
                blanket,
                hoisted_from: None,
            })
        };
        let end = later.as_ref().map_or(span.end(), |&(start, _)| start);
        let own = statement(Span::new(span.start(), end).trim(self.text), clauses, false);
        let start = if own.is_some() { end } else { span.start() };
        self.statements.extend(own);
        let rest = later.map(|(_, clauses)| clauses).unwrap_or_default();
        let blanket = statement(Span::new(start, span.end()), rest, true);
        self.statements.extend(blanket);
        true
    }

    /// Applies the rule that the first of a list takes the lead, where no role was given by words.
    fn lead_first(&self, clauses: &mut [Clause]) {
        if let [only] = clauses
            && only.role == Role::Responsible
            && items(only.list.slice(self.text)).nth(1).is_some()
        {
            only.first = Some(Role::Lead);
        }
    }
}

/// Whether a list plainly goes on: it ends in a separator, in the middle of a name, or has no
/// names yet.
pub(crate) fn is_cut(lexicon: &Lexicon, slice: &str) -> bool {
    let end = slice.trim_end_matches(is_blank);
    end.ends_with([',', '，', '、', ':', '：', '&'])
        || lexicon.ends(end, Sense::Link).is_some_and(|word| {
            // `及` alone behind a mark is a word; at the end of a name it may be part of it.
            let before = &end[..end.len() - word.text.len()];
            !before.ends_with(char::is_alphanumeric)
        })
}
