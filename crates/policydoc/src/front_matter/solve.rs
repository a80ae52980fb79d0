//! Which line is head, title, covering text, signature and body: the reading of all lines together
//! that costs least.

use super::cited::Cited;
use super::cost::{self, NEVER};
use super::evidence::{Kind, Row};
use super::form;
use super::number;
use super::signature::could_sign;
use super::title::{Strength, Title};
use crate::document::Language;
use crate::lexicon::Sense;
use crate::script::is_colon;
use crate::span::Span;

/// What a line is for the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Over the title.
    Head,
    /// In the title, or under it.
    Under,
    /// In a covering notice, before it hands the document on.
    Cover,
    /// In a covering notice that has handed it on.
    Handed,
    /// In the names that sign a notice which only its day tells.
    Signing,
    /// In the day of the notice, or behind it.
    Dated,
    /// In the title of the document handed on, or under it.
    Below,
    Body,
}

use State::{Below, Body, Cover, Dated, Handed, Head, Signing, Under};

/// The states in the order in which they follow each other.
const STATES: [State; 8] = [Head, Under, Cover, Handed, Signing, Dated, Below, Body];

/// The reading of a head.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// A state for each row.
    pub(super) states: Vec<State>,
    /// The document's own title.
    pub(super) own: Option<Title>,
    /// The title of what a notice hands on.
    pub(super) handed_on: Option<Title>,
    /// The same, where only the notice says it.
    pub(super) unsaid: Option<Span>,
}

/// What is known of the lines of a head.
pub(super) struct Lines<'t> {
    pub(super) text: &'t str,
    pub(super) language: Language,
    pub(super) rows: &'t [Row],
    pub(super) titles: &'t [Option<Title>],
    pub(super) cited: &'t Cited,
    /// Whether text follows the head.
    pub(super) more: bool,
}

/// How a state was come to: from a row and a state, by a title that begins there.
#[derive(Clone, Copy)]
struct Step {
    cost: i32,
    from: usize,
    state: State,
    titled: bool,
}

/// Finds the cheapest reading.
pub(super) fn solve(lines: &Lines<'_>) -> Reading {
    let count = lines.rows.len();
    let unreached = Step {
        cost: NEVER,
        from: 0,
        state: Head,
        titled: false,
    };
    // What it costs to have read so many rows and be in a state.
    let mut steps = vec![[unreached; STATES.len()]; count + 1];
    steps[0][Head as usize].cost = 0;
    let take = |steps: &mut Vec<[Step; STATES.len()]>, at: usize, to: State, step: Step| {
        let best = &mut steps[at][to as usize];
        if step.cost < best.cost {
            *best = step;
        }
    };
    for at in 0..count {
        for state in STATES {
            let cost = steps[at][state as usize].cost;
            if cost >= NEVER {
                continue;
            }
            for &next in follows(state) {
                let cost = cost + lines.cost(at, state, next);
                take(
                    &mut steps,
                    at + 1,
                    next,
                    Step {
                        cost,
                        from: at,
                        state,
                        titled: false,
                    },
                );
            }
            if let Some((title, next)) = lines.titles[at].zip(titled(state)) {
                let cost = cost + cost::title(title, next == Below) + lines.numbered(title);
                let step = Step {
                    cost,
                    from: at,
                    state,
                    titled: true,
                };
                take(&mut steps, title.last + 1, next, step);
            }
        }
    }
    let last = STATES.into_iter().min_by_key(|&state| {
        // What is read in a covering text must hand something on.
        let open = matches!(state, Cover | Handed | Signing | Dated);
        let unsaid = if open {
            lines.unsaid_cost(count, state)
        } else {
            0
        };
        (steps[count][state as usize].cost + unsaid, state != Body)
    });
    lines.reading(&steps, last.unwrap_or(Body))
}

/// The states that a line can be in behind one in this state.
fn follows(state: State) -> &'static [State] {
    match state {
        Head => &[Body, Head, Cover, Handed],
        Under => &[Body, Under, Cover, Handed],
        Cover => &[Cover, Handed, Signing, Dated],
        Handed => &[Body, Handed, Dated],
        Signing => &[Signing, Dated],
        Dated => &[Body, Dated],
        Below => &[Body, Below],
        Body => &[Body],
    }
}

/// The state that a title leads to.
fn titled(state: State) -> Option<State> {
    match state {
        Head => Some(Under),
        Handed | Dated => Some(Below),
        _ => None,
    }
}

impl Lines<'_> {
    /// What it costs that a row is in a state, behind one in another state.
    fn cost(&self, at: usize, before: State, state: State) -> i32 {
        let row = &self.rows[at];
        if state == Body {
            let passed = self.language == Language::Chinese
                && matches!(before, Under | Head)
                && self.titled_behind(at);
            return match before {
                Handed | Dated => self.unsaid_cost(at, before),
                _ if passed => cost::PASSED_TITLE,
                _ => 0,
            };
        }
        if state != before && !self.opens(at, state) {
            return NEVER;
        }
        let signs = match state {
            Under | Below => self.signs(at),
            Signing | Handed => {
                self.rows.get(at + 1).is_some_and(Row::is_date) && could_sign(self.text, row)
            }
            _ => false,
        };
        let listed = matches!(state, Under | Below) && row.kind == Kind::Short && self.listed(at);
        cost::row(state, row, self.language, signs, listed)
    }

    /// Whether a state can begin with a row.
    fn opens(&self, at: usize, state: State) -> bool {
        let kind = self.rows[at].kind;
        match state {
            Cover => matches!(kind, Kind::Prose | Kind::Addressee),
            Handed => matches!(kind, Kind::Transmit | Kind::Cover),
            Signing => matches!(kind, Kind::Organ | Kind::Short),
            Dated => matches!(kind, Kind::Date(_) | Kind::Release),
            _ => true,
        }
    }

    /// Whether another title stands behind a place, before any text or list of contents.
    fn titled_behind(&self, at: usize) -> bool {
        let ends = |row: &Row| {
            let prose = matches!(row.kind, Kind::Prose | Kind::Transmit | Kind::Cover);
            prose || row.provision || matches!(row.kind, Kind::Contents | Kind::Heading)
        };
        let rows = self.rows.iter().zip(self.titles).skip(at);
        let mut titles = rows
            .take_while(|(row, _)| !ends(row))
            .filter_map(|(_, title)| *title);
        titles.any(|title| title.strength != Strength::Placed)
    }

    /// Whether names under a title belong to the front matter: in Chinese nothing else looks so, in
    /// English something of a signature follows. A heading does where metadata follows.
    fn signs(&self, at: usize) -> bool {
        let mut next = self.rows[at + 1..].iter();
        if self.rows[at].kind == Kind::Heading {
            return next.next().is_some_and(|next| next.kind == Kind::Metadata);
        }
        self.language == Language::Chinese
            || next.find(|row| row.kind != Kind::Organ).is_some_and(|row| {
                matches!(row.kind, Kind::Date(_) | Kind::Number | Kind::Addressee)
                    || row
                        .words()
                        .starts(row.text(self.text), Sense::Preamble)
                        .is_some()
            })
    }

    /// Whether a line is the count of an order, or an entry of a table of contents: it ends with
    /// the number of a page.
    fn listed(&self, at: usize) -> bool {
        let line = self.rows[at].text(self.text);
        let entry = |row: &&Row| row.kind == Kind::Short;
        let mut before = self.rows[..at].iter().rev().skip_while(entry);
        number::is_serial(form::unbracketed(line))
            || line.ends_with(|ch: char| ch.is_ascii_digit())
                && before.next().is_some_and(|row| row.kind == Kind::Contents)
    }

    /// What it costs that a title is read through lines that may number provisions.
    fn numbered(&self, title: Title) -> i32 {
        let rows = &self.rows[title.first + 1..=title.last];
        if rows.iter().any(|row| row.provision) {
            NEVER
        } else {
            0
        }
    }

    /// What it costs that a notice ends before a row, and its text says the title of what follows.
    fn unsaid_cost(&self, at: usize, state: State) -> i32 {
        if self.unsaid(at, state).is_some() {
            return cost::UNSAID;
        }
        let hands = |row: &&Row| matches!(row.kind, Kind::Transmit | Kind::Cover);
        let hand = self.rows[..at].iter().rfind(hands);
        let reported = state == Handed && hand.is_some_and(|row| row.kind == Kind::Cover);
        if reported { cost::REPORTED } else { NEVER }
    }

    /// The title of a document handed on that does not say its title itself. What follows a
    /// covering text is that document where the notice is signed before it, where the text says
    /// so, or where it speaks of itself by that name (`制定本方案`); and a text without any title is
    /// known by the one it hands on.
    fn unsaid(&self, at: usize, state: State) -> Option<Span> {
        if matches!(state, Cover | Signing) || at == self.rows.len() && !self.more {
            return None;
        }
        let rows = &self.rows[..at];
        let hands = |row: &Row| matches!(row.kind, Kind::Transmit | Kind::Cover);
        let last = rows.iter().rposition(hands)?;
        let hand = &rows[last];
        if hand.kind == Kind::Transmit && hand.text(self.text).ends_with(is_colon) {
            return None;
        }
        let covering = rows[..=last].iter().rev();
        let mut covering = covering.filter(|row| hands(row) || row.kind == Kind::Prose);
        let title = covering.find_map(|row| self.cited.within(self.text, row))?;
        let mut own = self.titles[..last].iter().flatten();
        let own = own.rfind(|own| own.strength != Strength::Placed);
        let notice = own.is_none_or(|own| self.is_notice(*own));
        let told = own.is_none()
            || state == Dated
            || hand.kind == Kind::Cover
            || self.speaks_of_itself(at, title);
        (notice && told).then_some(title)
    }

    /// Whether a title is that of a covering notice.
    fn is_notice(&self, title: Title) -> bool {
        let words = self.rows[title.last].words();
        let line = title.span(self.rows).slice(self.text);
        match self.language {
            Language::Chinese => words.ends(line, Sense::Notice).is_some(),
            Language::English => words.starts(line, Sense::Notice).is_some(),
        }
    }

    /// Whether the next lines call themselves what a title says: `本方案` for `…实施方案`.
    fn speaks_of_itself(&self, at: usize, title: Span) -> bool {
        let title = form::without_suffix(title.slice(self.text));
        let Some((kind, _)) = title.char_indices().rev().nth(1) else {
            return false;
        };
        let kind = &title[kind..];
        self.language == Language::Chinese
            && self.rows[at..].iter().take(2).any(|row| {
                let line = row.text(self.text);
                let mut this = line.match_indices('本');
                this.any(|(at, this)| line[at + this.len()..].starts_with(kind))
            })
    }

    /// Follows the steps back from the end.
    fn reading(&self, steps: &[[Step; STATES.len()]], last: State) -> Reading {
        let mut reading = Reading {
            states: vec![Body; self.rows.len()],
            ..Reading::default()
        };
        let (mut at, mut state) = (self.rows.len(), last);
        if matches!(state, Handed | Dated) {
            reading.unsaid = self.unsaid(at, state);
        }
        while at > 0 {
            let step = steps[at][state as usize];
            reading.states[step.from..at].fill(state);
            if step.titled {
                let title = self.titles[step.from];
                if state == Below {
                    reading.handed_on = title;
                } else {
                    reading.own = title;
                }
            }
            if state == Body && matches!(step.state, Handed | Dated) {
                reading.unsaid = self.unsaid(step.from, step.state);
            }
            (at, state) = (step.from, step.state);
        }
        reading
    }
}
