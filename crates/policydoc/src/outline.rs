//! Which candidates are provisions, and how they nest.
//!
//! No list of levels is given: the sequence decides. Each candidate continues a level that is
//! open, opens a new one, or is no marker at all; each of these has a cost, and the reading of
//! the whole document with the least cost is taken. A beam of the best readings is carried from
//! candidate to candidate, so that a later marker can settle an earlier one: `(i)` is the letter
//! after `(h)` if `(j)` follows, and a roman one if `(ii)` does.
//!
//! The beam, the depth and the readings of a marker are bounded, so the time is linear in the
//! number of candidates.

use crate::marker::{Candidate, Path, Place, Reading, Style};

/// How many readings of the document are kept at a time.
const BEAM: usize = 16;
/// How many levels may be open: no document comes near it, and readers of JSON stop at 128
/// brackets inside each other, of which a level has two.
const DEPTH: u8 = 32;
/// So many columns make an indent.
const INDENT: u8 = 2;
/// A reading that is this much worse than the best is given up.
const MARGIN: u32 = 600;

/// Costs, in hundredths of an odd step. What is usual costs nothing; what happens now and then
/// costs less than what is a misprint; and not to take a clear marker costs most.
mod cost {
    /// Opening a level with its first number.
    pub(super) const OPEN: u32 = 30;
    /// Opening a level whose count runs on from the last level of its style.
    pub(super) const RUN_ON: u32 = 40;
    /// Opening a level in the middle of a count, the first of the document: an excerpt.
    pub(super) const EXCERPT: u32 = 100;
    /// Opening a level in the middle of a count: the numbers before are lost.
    pub(super) const HEADLESS: u32 = 200;
    /// Opening a level where the parent is of a finer style than the child.
    pub(super) const AGAINST_RANK: u32 = 90;
    /// The same, where the child is headed by a word: `Action 2` inside the footnote `5.`
    pub(super) const WORD_INSIDE: u32 = 300;
    /// Opening a plain count inside a decimal: `1.` inside `1.3` is seldom its part.
    pub(super) const INSIDE_DECIMAL: u32 = 250;
    /// Opening a level inside one of its own style, with another style between them.
    pub(super) const OWN_STYLE: u32 = 260;
    /// Opening a level that is only told from the one around it by its indent.
    pub(super) const INDENTED: u32 = 20;
    /// Continuing a level across a change of indent.
    pub(super) const OTHER_INDENT: u32 = 20;
    /// Opening a second style of level under one parent, the new one coarser.
    pub(super) const SECOND_LEVEL: u32 = 80;
    /// The same, the new one finer.
    pub(super) const MIXED_LEVEL: u32 = 200;
    /// A number is skipped; and for each number more.
    pub(super) const GAP: u32 = 150;
    pub(super) const GAP_EACH: u32 = 30;
    /// The count starts again under the same parent.
    pub(super) const RESTART: u32 = 180;
    /// A number stands twice.
    pub(super) const REPEAT: u32 = 200;
    /// It stands twice again, where all units of a list are printed as `1.`
    pub(super) const REPEAT_AGAIN: u32 = 40;
    /// The count goes back.
    pub(super) const BACKWARDS: u32 = 320;
    /// A marker written unlike its siblings.
    pub(super) const ODD: u32 = 120;
    /// A marker of another kind of numeral that fits the count.
    pub(super) const FOREIGN: u32 = 150;
    /// A decimal whose first numbers do not agree with the provision it lies in.
    pub(super) const OTHER_PATH: u32 = 60;
    /// A number that is a year.
    pub(super) const YEAR: u32 = 600;
    /// What follows the marker speaks against it.
    pub(super) const DOUBTFUL: u32 = 120;
}

/// What a marker does to the outline that the markers before it made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// Continues a level with the next number.
    Continues,
    /// Continues a level, where so many numbers are missing.
    Skips(u32),
    /// Stands for the same number as the one before it.
    Repeats,
    /// Counts from one again under the same parent.
    Restarts,
    /// Goes back in the count.
    GoesBack,
    /// Opens a level.
    Opens,
    /// Opens a level whose count runs on from an earlier one.
    RunsOn,
    /// Opens a level in the middle of its count.
    OpensLate,
}

/// A provision: an accepted candidate and its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Provision {
    /// Index of the candidate.
    pub(crate) candidate: u32,
    /// Index of the provision it lies in.
    pub(crate) parent: Option<u32>,
    pub(crate) style: Style,
    pub(crate) number: u32,
    pub(crate) step: Step,
    /// Whether the marker is written unlike its siblings.
    pub(crate) odd: bool,
    /// The number of the sibling before it, for a diagnostic.
    pub(crate) previous: u32,
}

/// The outline of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outline {
    /// In document order.
    pub(crate) provisions: Vec<Provision>,
    /// For each candidate the provision it made.
    pub(crate) taken: Vec<Option<u32>>,
}

/// Finds the reading of all candidates together that costs least.
pub(crate) fn outline(candidates: &[Candidate]) -> Outline {
    Solver::new(candidates.len()).solve(candidates)
}

/// A provision on the stack of open levels. Levels are kept as a tree of links, so that readings
/// share what they have in common.
#[derive(Clone, Copy)]
struct Level {
    /// The level it lies in: an index into `levels`; the root is 0.
    below: u32,
    style: Style,
    number: u32,
    path: Path,
    candidate: u32,
    /// Whether the level counts nothing: all its units are printed with one number.
    stuck: bool,
    /// Whether a level of the same style is open further out.
    nested: bool,
    /// How far its last marker was indented, in columns.
    indent: u8,
    /// How many levels it lies in; 0 for the root.
    depth: u8,
    /// A fingerprint of the whole stack, candidates aside.
    hash: u64,
}

/// One reading of the document so far.
#[derive(Clone, Copy)]
struct State {
    cost: u32,
    /// The innermost open level.
    top: u32,
    /// Index of the last choice in `choices`.
    choice: u32,
}

/// A step taken, as a link to the one before it.
#[derive(Clone, Copy)]
struct Choice {
    before: u32,
    candidate: u32,
    /// The level it made.
    level: u32,
    step: Step,
    odd: bool,
    previous: u32,
    /// The last number of each style, for counts that run on: a link to the last change.
    memory: u32,
}

/// The last number counted in a style; levels inside one of their own style count by themselves.
#[derive(Clone, Copy)]
struct Counted {
    before: u32,
    style: Style,
    nested: bool,
    number: u32,
}

/// A possible next state, before it is known to be among the best.
#[derive(Clone, Copy)]
struct Move {
    cost: u32,
    from: u32,
    below: u32,
    style: Style,
    number: u32,
    path: Path,
    /// `None` where the candidate is no marker.
    step: Option<Step>,
    odd: bool,
    previous: u32,
    nested: bool,
}

const NONE: u32 = u32::MAX;

struct Solver {
    levels: Vec<Level>,
    choices: Vec<Choice>,
    /// Last numbers by style: one table a reading would be copied too often, so each is a chain
    /// bounded by the number of styles.
    counted: Vec<Counted>,
    beam: Vec<State>,
    moves: Vec<Move>,
}

impl Solver {
    fn new(candidates: usize) -> Self {
        let root = Level {
            below: NONE,
            style: Style::NONE,
            number: 0,
            path: Path::default(),
            candidate: NONE,
            stuck: false,
            nested: false,
            indent: 0,
            depth: 0,
            hash: 0xcbf2_9ce4_8422_2325,
        };
        let mut levels = Vec::with_capacity(candidates * 3 + 1);
        levels.push(root);
        Self {
            levels,
            choices: Vec::with_capacity(candidates * 4),
            counted: Vec::with_capacity(candidates * 3),
            beam: vec![State {
                cost: 0,
                top: 0,
                choice: NONE,
            }],
            moves: Vec::new(),
        }
    }

    fn solve(mut self, candidates: &[Candidate]) -> Outline {
        for (index, candidate) in candidates.iter().enumerate() {
            self.step(crate::document::index(index), candidate);
        }
        self.read_back(candidates.len())
    }

    fn step(&mut self, index: u32, candidate: &Candidate) {
        let mut moves = std::mem::take(&mut self.moves);
        moves.clear();
        for (from, state) in (0..).zip(&self.beam) {
            moves.push(Move {
                cost: state.cost + reject(candidate),
                from,
                below: 0,
                style: Style::NONE,
                number: 0,
                path: Path::default(),
                step: None,
                odd: false,
                previous: 0,
                nested: false,
            });
            for reading in candidate.readings() {
                self.moves_of(from, state, candidate, reading, &mut moves);
            }
        }
        let best = moves.iter().map(|next| next.cost).min().unwrap_or(0);
        moves.retain(|next| next.cost <= best + MARGIN);
        // The order of equal costs is that in which the moves were found, the same everywhere.
        moves.sort_by_key(|next| next.cost);
        let mut beam: Vec<State> = Vec::with_capacity(BEAM);
        let mut seen: Vec<u64> = Vec::with_capacity(BEAM);
        for next in &moves {
            if beam.len() == BEAM || next.cost > best + MARGIN {
                break;
            }
            let state = self.beam[next.from as usize];
            let hash = match next.step {
                None => self.levels[state.top as usize].hash,
                _ => hash(self.levels[next.below as usize].hash, next),
            };
            // Two readings with the same open levels have the same future: keep the cheaper.
            if seen.contains(&hash) {
                continue;
            }
            seen.push(hash);
            beam.push(self.apply(index, candidate.indent, state, next, hash));
        }
        self.beam = beam;
        self.moves = moves;
    }

    /// The ways in which one reading of a candidate fits one reading of the document.
    fn moves_of(
        &self,
        from: u32,
        state: &State,
        candidate: &Candidate,
        reading: &Reading,
        moves: &mut Vec<Move>,
    ) {
        let (extra_open, extra_continue) = place_cost(candidate);
        let base = state.cost + weakness(candidate, reading);
        let mut under = state.top;
        let mut closed: Option<Level> = None; // the level inside that would be closed here
        loop {
            let level = self.levels[under as usize];
            if level.style == reading.style {
                let other = level.indent.abs_diff(candidate.indent) >= INDENT;
                let extra = if other { cost::OTHER_INDENT } else { 0 };
                moves.push(continuing(
                    from,
                    base + extra_continue + extra,
                    &level,
                    reading,
                ));
                // Inside its own style a level opens only if it is indented.
                let indented = candidate.indent >= level.indent + INDENT;
                if indented && reading.number == Some(1) && level.depth < DEPTH {
                    moves.push(Move {
                        cost: base + extra_open + cost::OPEN + cost::INDENTED,
                        below: under,
                        step: Some(Step::Opens),
                        nested: true,
                        ..first(from, reading)
                    });
                }
                if !level.nested {
                    return;
                }
            } else {
                let opening = self.opening(
                    from,
                    base + extra_open,
                    under,
                    &level,
                    reading,
                    closed,
                    state,
                );
                moves.extend(opening);
                if under == 0 {
                    break;
                }
                moves.extend(foreign(from, base + extra_continue, &level, reading));
            }
            closed = Some(level);
            under = level.below;
        }
    }

    /// A new level inside `level`.
    #[expect(
        clippy::too_many_arguments,
        reason = "the facts that decide it, each once"
    )]
    fn opening(
        &self,
        from: u32,
        base: u32,
        under: u32,
        level: &Level,
        reading: &Reading,
        closed: Option<Level>,
        state: &State,
    ) -> Option<Move> {
        // A word such as "Fifth," only ever continues.
        if reading.style == Style::WORD || level.depth >= DEPTH {
            return None;
        }
        let nested = self.is_open(under, reading.style);
        let memory = self.memory(state, reading.style, nested);
        let number = reading.number.unwrap_or(1);
        let decimals = reading.style.decimals();
        let mut cost = year(number);
        let step;
        if number == 1 {
            step = Step::Opens;
            cost += cost::OPEN;
        } else if decimals == 0 && memory > 0 && number == memory + 1 {
            step = Step::RunsOn;
            cost += cost::RUN_ON;
        } else if nested {
            return None; // only a whole count stands inside its own style
        } else if decimals == 0 && memory > 0 && number > memory && number - memory <= 3 {
            step = Step::OpensLate;
            cost += cost::RUN_ON + cost::GAP + cost::GAP_EACH * (number - memory - 1);
        } else if state.choice == NONE {
            step = Step::OpensLate;
            cost += cost::EXCERPT;
        } else {
            step = Step::OpensLate;
            cost += cost::HEADLESS + 20 * number.min(30);
        }
        if decimals > 0 {
            let parent = reading.path[decimals - 2];
            let agrees = match level.style.decimals() {
                0 => decimals == 2 && level.number == u32::from(parent),
                own => own + 1 == decimals && level.path[..own] == reading.path[..own],
            };
            if !agrees {
                cost += cost::OTHER_PATH;
            }
        }
        if nested && step == Step::Opens {
            cost += cost::OWN_STYLE;
        } else if level.style.decimals() > 0 && reading.style == Style::ARABIC_DOT {
            cost += cost::INSIDE_DECIMAL;
        } else if under != 0 {
            cost += against_rank(reading.style, level.style);
        }
        if let Some(closed) = closed {
            cost += if reading.style.rank() < closed.style.rank() {
                cost::SECOND_LEVEL
            } else {
                cost::MIXED_LEVEL
            };
        }
        Some(Move {
            cost: base + cost,
            below: under,
            step: Some(step),
            previous: memory,
            nested,
            ..first(from, reading)
        })
    }

    fn is_open(&self, mut at: u32, style: Style) -> bool {
        while at != 0 {
            let level = &self.levels[at as usize];
            if level.style == style {
                return true;
            }
            at = level.below;
        }
        false
    }

    /// The last number that was counted in a style, or 0.
    fn memory(&self, state: &State, style: Style, nested: bool) -> u32 {
        let mut at = match self.choices.get(state.choice as usize) {
            Some(choice) => choice.memory,
            None => NONE,
        };
        while let Some(counted) = self.counted.get(at as usize) {
            if (counted.style, counted.nested) == (style, nested) {
                return counted.number;
            }
            at = counted.before;
        }
        0
    }

    /// Remembers a number. The chain is rebuilt without the style's earlier entry, so that it is
    /// never longer than there are styles.
    fn remember(&mut self, chain: u32, style: Style, nested: bool, number: u32) -> u32 {
        let mut kept: [Option<Counted>; 2 * Style::COUNT] = [None; 2 * Style::COUNT];
        let mut count = 0;
        let mut at = chain;
        let mut tail = chain;
        while let Some(&counted) = self.counted.get(at as usize) {
            if (counted.style, counted.nested) == (style, nested) {
                tail = counted.before;
                for counted in kept[..count].iter().rev().flatten() {
                    self.counted.push(Counted {
                        before: tail,
                        ..*counted
                    });
                    tail = crate::document::index(self.counted.len() - 1);
                }
                break;
            }
            kept[count] = Some(counted);
            count += 1;
            at = counted.before;
        }
        self.counted.push(Counted {
            before: tail,
            style,
            nested,
            number,
        });
        crate::document::index(self.counted.len() - 1)
    }

    fn apply(&mut self, index: u32, indent: u8, state: State, next: &Move, hash: u64) -> State {
        let Some(step) = next.step else {
            return State {
                cost: next.cost,
                ..state
            };
        };
        self.levels.push(Level {
            below: next.below,
            style: next.style,
            number: next.number,
            path: next.path,
            candidate: index,
            stuck: step == Step::Repeats && next.number == 1,
            nested: next.nested,
            indent,
            depth: self.levels[next.below as usize].depth + 1,
            hash,
        });
        let top = crate::document::index(self.levels.len() - 1);
        let chain = match self.choices.get(state.choice as usize) {
            Some(choice) => choice.memory,
            None => NONE,
        };
        let memory = self.remember(chain, next.style, next.nested, next.number);
        self.choices.push(Choice {
            before: state.choice,
            candidate: index,
            level: top,
            step,
            odd: next.odd,
            previous: next.previous,
            memory,
        });
        State {
            cost: next.cost,
            top,
            choice: crate::document::index(self.choices.len() - 1),
        }
    }

    /// Follows the best reading back to its start.
    fn read_back(&self, candidates: usize) -> Outline {
        let mut outline = Outline {
            provisions: Vec::new(),
            taken: vec![None; candidates],
        };
        let Some(best) = self.beam.iter().min_by_key(|state| state.cost) else {
            return outline;
        };
        let mut chain = Vec::new();
        let mut at = best.choice;
        while let Some(choice) = self.choices.get(at as usize) {
            chain.push(*choice);
            at = choice.before;
        }
        for choice in chain.into_iter().rev() {
            let level = &self.levels[choice.level as usize];
            let below = &self.levels[level.below as usize];
            let parent = outline
                .taken
                .get(below.candidate as usize)
                .copied()
                .flatten();
            outline.taken[choice.candidate as usize] =
                Some(crate::document::index(outline.provisions.len()));
            outline.provisions.push(Provision {
                candidate: choice.candidate,
                parent,
                style: level.style,
                number: level.number,
                step: choice.step,
                odd: choice.odd,
                previous: choice.previous,
            });
        }
        outline
    }
}

/// The next provision of an open level.
fn continuing(from: u32, base: u32, level: &Level, reading: &Reading) -> Move {
    let number = reading.number.unwrap_or(level.number + 1);
    let mut step = Step::Continues;
    let mut cost = 0;
    let own = level.style.decimals().saturating_sub(1);
    if level.path[..own] != reading.path[..own] {
        // `7.1` after `6.4`: a new count, though nothing says `7.`
        cost = cost::OTHER_PATH + if number == 1 { 0 } else { cost::GAP };
    } else if number > level.number + 1 {
        let missing = number - level.number - 1;
        step = Step::Skips(missing);
        cost = cost::GAP + cost::GAP_EACH * missing.min(40);
    } else if number == level.number {
        step = Step::Repeats;
        cost = if level.stuck {
            cost::REPEAT_AGAIN
        } else {
            cost::REPEAT
        };
    } else if number == 1 {
        step = Step::Restarts;
        cost = cost::RESTART;
    } else if number < level.number {
        step = Step::GoesBack;
        cost = cost::BACKWARDS;
    }
    if number != level.number + 1 {
        cost += year(number);
    }
    Move {
        cost: base + cost,
        below: level.below,
        number,
        step: Some(step),
        previous: level.number,
        nested: level.nested,
        ..first(from, reading)
    }
}

/// The start of a move: a reading as it stands.
fn first(from: u32, reading: &Reading) -> Move {
    Move {
        cost: 0,
        from,
        below: 0,
        style: reading.style,
        number: reading.number.unwrap_or(1),
        path: reading.path,
        step: None,
        odd: reading.misprint,
        previous: 0,
        nested: false,
    }
}

/// What it costs to open a level of one style inside another that is usually the finer one.
fn against_rank(inner: Style, outer: Style) -> u32 {
    if inner.rank() > outer.rank() {
        0
    } else if inner.is_keyword() && !outer.is_keyword() && inner.rank() < outer.rank() {
        cost::WORD_INSIDE
    } else {
        cost::AGAINST_RANK
    }
}

/// A marker of another style that fits an open level's count: a misprint.
fn foreign(from: u32, base: u32, level: &Level, reading: &Reading) -> Option<Move> {
    let number = reading.number?;
    if number != level.number + 1 || number < 2 {
        return None;
    }
    let cost = if reading.style.resembles(level.style) {
        cost::ODD
    } else if reading.style == Style::WORD && !level.style.is_keyword() {
        cost::FOREIGN
    } else {
        return None;
    };
    Some(Move {
        cost: base + cost,
        from,
        below: level.below,
        style: level.style,
        number,
        path: Path::default(),
        step: Some(Step::Continues),
        odd: true,
        previous: level.number,
        nested: level.nested,
    })
}

fn hash(below: u64, next: &Move) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mut hash = below;
    for value in [next.style.index() as u64 + 1, u64::from(next.number)] {
        hash = (hash ^ value).wrapping_mul(PRIME).rotate_left(23);
    }
    if next.style.decimals() > 0 {
        for &value in &next.path {
            hash = (hash ^ u64::from(value))
                .wrapping_mul(PRIME)
                .rotate_left(23);
        }
    }
    hash
}

/// What it costs not to take a candidate: the clearer the marker, the more.
fn reject(candidate: &Candidate) -> u32 {
    let style = candidate.readings[0].style;
    let clear = match style {
        style if style.is_keyword() => 500,
        Style::CHINESE_DOT | Style::CHINESE_BRACKET => 500,
        Style::ROMAN_DOT
        | Style::ARABIC_DOT
        | Style::ARABIC_COMMA
        | Style::ROMAN_BRACKET
        | Style::ARABIC_BRACKET
        | Style::LATIN_BRACKET
        | Style::ROMAN_LOWER_BRACKET
        | Style::LATIN_UPPER_BRACKET => 400,
        Style::ARABIC_BARE => 60,
        Style::WORD => 320,
        style if style.decimals() > 0 => 350,
        _ => 300,
    };
    if candidate.doubtful {
        return 60;
    }
    match candidate.place {
        Place::Start => clear,
        Place::Glued => clear / 2,
        Place::Flat(true) => clear * 3 / 4,
        Place::Flat(false) => clear / 3,
    }
}

/// What a candidate's place costs when it opens and when it continues a level.
fn place_cost(candidate: &Candidate) -> (u32, u32) {
    let keyword = candidate.readings[0].style.is_keyword();
    match candidate.place {
        Place::Start => (0, 0),
        Place::Glued if keyword => (60, 30),
        Place::Glued => (220, 40),
        Place::Flat(true) => (30, 10),
        Place::Flat(false) => (60, 40),
    }
}

/// What speaks against a reading whatever its sequence.
fn weakness(candidate: &Candidate, reading: &Reading) -> u32 {
    let mut cost = 0;
    if candidate.doubtful {
        cost += cost::DOUBTFUL;
    }
    if reading.style == Style::ARABIC_BARE {
        cost += 15;
    }
    cost
}

/// What it costs to take a number that may be a year where it is not the next of a count.
fn year(number: u32) -> u32 {
    const FIRST: u32 = 1500;
    if number > FIRST { cost::YEAR } else { 0 }
}
