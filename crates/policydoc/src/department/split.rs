//! Splits a list into names: the cheapest way through all possible cuts.

mod atoms; // the pieces between possible cuts

use super::chinese;
use super::english;
use super::fast::FastMap;
use super::gazetteer::Gazetteer;
use super::reading::{Class, Reading};
use crate::script::is_wide;
use crate::span::Span;
use atoms::Facts;
pub(super) use atoms::without_blanks;

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
    /// The cut before it.
    cut: Cut,
    facts: Facts,
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
    /// Where the atoms of Chinese pieces stand in `parts`, each as if its piece stood at 0.
    cuts: FastMap<&'t str, std::ops::Range<usize>>,
    parts: Vec<Atom>,
    /// What is known of pieces by themselves.
    facts: FastMap<&'t str, Facts>,
    atoms: Vec<Atom>,
    best: Vec<Step>,
    /// The country of the document.
    pub(super) country: Option<u32>,
    /// For each atom, whether a head noun in the plural serves it: `Finance and Commerce Bureaus`.
    served: Vec<bool>,
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

/// So many pieces of text are remembered.
const MOST: usize = 200_000;

const NO_NAME: u64 = 1_000_000;

impl<'g, 't> Reader<'g, 't> {
    pub(super) fn new(gazetteer: &'g Gazetteer, text: &'t str) -> Self {
        Self {
            gazetteer,
            text,
            memo: FastMap::default(),
            readings: vec![Reading::default()],
            cuts: FastMap::default(),
            parts: Vec::new(),
            facts: FastMap::default(),
            atoms: Vec::new(),
            best: Vec::new(),
            country: None,
            served: Vec::new(),
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
        self.serve();
        self.solve(chinese);
        let mut at = 0;
        while at < self.atoms.len() {
            let step = self.best[at];
            let first_at = at;
            let (first, last) = (self.atoms[at], self.atoms[step.next - 1]);
            at = step.next;
            let span = Span::new(first.start, last.end);
            let reading = match step.reading {
                0 => self.words_only(span.slice(self.text)),
                reading => reading,
            };
            let found = &self.readings[reading];
            pieces.push(Piece {
                span,
                reading,
                joined: self.atoms.get(at).is_some_and(|next| next.cut == Cut::Soft),
                elided: found.elided && (found.class == Class::Known || self.served[first_at]),
            });
        }
    }

    /// Reads a text that is one name.
    pub(super) fn name(&mut self, span: Span) -> usize {
        let text = span.slice(self.text);
        self.read(span.start(), span.end(), chinese::is_chinese(text))
    }

    /// Finds the atoms that a head noun in the plural before or after them serves.
    fn serve(&mut self) {
        self.served.clear();
        self.served.resize(self.atoms.len(), false);
        let mut near = false;
        for (at, atom) in self.atoms.iter().enumerate() {
            near = atom.facts.plural || (near && !atom.facts.head);
            self.served[at] |= near;
        }
        near = false;
        for (at, atom) in self.atoms.iter().enumerate().rev() {
            near = atom.facts.plural || (near && !atom.facts.head);
            self.served[at] |= near;
        }
    }

    fn solve(&mut self, chinese: bool) {
        let count = self.atoms.len();
        self.best.clear();
        self.best.resize(count + 1, Step::default());
        for at in (0..count).rev() {
            let mut best: Option<Step> = None;
            let (mut hard, mut heads) = (0, 0u32);
            let mut first = 0;
            for next in at + 1..=(at + WINDOW).min(count) {
                let last = self.atoms[next - 1];
                heads += u32::from(last.facts.head);
                if next > at + 1 {
                    hard += u32::from(last.cut == Cut::Hard);
                    if last.cut == Cut::Hard
                        && !self.goes_on(at, first, best.as_ref(), heads, chinese)
                    {
                        break;
                    }
                }
                if last.end - self.atoms[at].start > LONGEST && next > at + 1 {
                    break;
                }
                let (cost, reading) = self.cost(at, next, hard, heads, chinese);
                if next == at + 1 {
                    first = reading;
                }
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

    /// Whether a name can go on over a comma: not a known one with its place, not one with a head
    /// noun on each side, and in Chinese only a list of levels (`各区、县（市）政府`).
    fn goes_on(
        &self,
        at: usize,
        first: usize,
        best: Option<&Step>,
        heads: u32,
        chinese: bool,
    ) -> bool {
        if chinese {
            let first = self.atoms[at];
            return chinese::names_levels(self.gazetteer, &self.text[first.start..first.end]);
        }
        let known = best.is_some_and(|best| {
            let reading = &self.readings[best.reading];
            reading.class == Class::Known && reading.anchored()
        });
        // A place alone is no beginning of a name: `Hangzhou, Department of Commerce`.
        !known && heads < 2 && !self.readings[first].place_only
    }

    /// Whether a name runs past its head noun (`Transport Department and Commerce`), or goes on
    /// with another one (`Industry and Department of Works`).
    fn runs_on(&self, at: usize, next: usize) -> bool {
        let atoms = &self.atoms[at..next];
        (1..atoms.len()).any(|of| {
            atoms[of - 1].facts.ends && !self.is_place(atoms[of]) || atoms[of].facts.begins
        })
    }

    /// Whether a piece that was read is a place and nothing else.
    fn is_place(&self, atom: Atom) -> bool {
        let reading = self.memo.get(&self.text[atom.start..atom.end]);
        reading.is_some_and(|&reading| self.readings[reading].place_only)
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
        let reading = self.read(first.start, last.end, chinese);
        let inner = u32::try_from(next - at - 1).unwrap_or(u32::MAX);
        let found = &self.readings[reading];
        let mut cost = u64::from(found.cost(inner, self.served[at]));
        if found.loose && heads > 1 && inner > 0 {
            cost += NO_NAME;
        }
        if inner > 0 && !chinese {
            cost += self.odd(at, next, hard);
        }
        if matches!(self.readings[reading].class, Class::Unknown | Class::Text) && inner > 0 {
            // Two names in their own right are not one; and only the last comma of a series
            // of subjects may be followed by a name's end: `Ministry of Industry, Trade and Energy`.
            if heads > 1 || (!chinese && (self.goes_small(at, next) || self.runs_on(at, next))) {
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

    /// What a name over several atoms costs in English, be it known or not: `Tourism Bureau,
    /// Culture` is none, and a name seldom has two `and`.
    fn odd(&self, at: usize, next: usize, hard: u32) -> u64 {
        let atoms = &self.atoms[at + 1..next];
        let soft = atoms.iter().filter(|atom| atom.cut == Cut::Soft).count();
        let twice = 100 * (soft as u64).saturating_sub(1);
        if hard > 0 && self.runs_on(at, next) {
            NO_NAME
        } else {
            twice
        }
    }

    /// Whether something written small follows a name written large: `Energy Group and private
    /// sector`.
    fn goes_small(&self, at: usize, next: usize) -> bool {
        let small = |atom: &Atom| self.text[atom.start..].starts_with(char::is_lowercase);
        !small(&self.atoms[at]) && self.atoms[at + 1..next].iter().any(small)
    }

    /// Whether some atom of several, but not only the last, has a head noun of its own.
    fn ends_as_name(&self, at: usize, next: usize) -> bool {
        self.atoms[at..next - 1].iter().any(|atom| atom.facts.head)
    }

    fn read(&mut self, start: usize, end: usize, chinese: bool) -> usize {
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
            let tokens = self.tokens(start, end);
            english::read(self.gazetteer, self.country, self.text, &tokens)
        };
        // What names nobody is not kept until it is part of the answer.
        let at = if reading.class == Class::Text && reading.senses.is_empty() && !reading.place_only
        {
            0
        } else {
            self.readings.push(reading);
            self.readings.len() - 1
        };
        if self.memo.len() < MOST {
            self.memo.insert(slice, at);
        }
        at
    }

    /// A reading of its own for words that name nobody.
    fn words_only(&mut self, slice: &'t str) -> usize {
        match self.memo.get(slice) {
            Some(&known) if known != 0 => known,
            _ => {
                self.readings.push(Reading::default());
                let at = self.readings.len() - 1;
                self.memo.insert(slice, at);
                at
            }
        }
    }
}
