//! What each reading of a line costs, in tenths of an odd step; what fits has a negative cost.

use super::evidence::{Kind, Row};
use super::solve::State;
use super::title::{Strength, Title};
use crate::document::Language;

/// Not to be read so.
pub(super) const NEVER: i32 = 10_000;

/// A line that may number a provision, before the body.
const PROVISION: i32 = 40;
/// A Chinese line that could be the title, and stands behind the title: the head of a page comes
/// before the title, a subtitle seldom after it.
pub(super) const PASSED_TITLE: i32 = 30;
/// The document handed on does not say its title, and the covering text does; or it is the text of
/// which the title says what it is.
pub(super) const UNSAID: i32 = -20;
pub(super) const REPORTED: i32 = 0;

/// What a title costs, the document's own or that of what it hands on.
pub(super) fn title(title: Title, handed_on: bool) -> i32 {
    // The names over a title are part of it where it goes on with them.
    let lines = i32::try_from(title.last - title.first).unwrap_or(NEVER);
    let strength = match (title.strength, handed_on) {
        (Strength::Placed | Strength::Numbered, true) => NEVER,
        (Strength::Placed, false) => -15,
        (Strength::Numbered | Strength::Named, false) => -40,
        (Strength::Named, true) => -45,
        (Strength::Fuller | Strength::Cited, _) => -60,
    };
    strength - 2 * lines
}

/// What a row costs in a state. `signs` says that a name or a day stands where it signs,
/// `listed` that the row is an entry of a table of contents or the count of an order.
pub(super) fn row(state: State, row: &Row, language: Language, signs: bool, listed: bool) -> i32 {
    let chinese = language == Language::Chinese;
    let cost = match state {
        State::Body => return 0,
        // What a memorandum is about is its title.
        State::Head | State::Under if row.kind == Kind::Metadata && row.title => -60,
        State::Head => head(row.kind, chinese),
        State::Under | State::Below => under(row.kind, state, signs, listed),
        State::Cover => cover(row.kind),
        State::Handed => match row.kind {
            Kind::Transmit | Kind::Cover => -30,
            Kind::Organ => -10,
            Kind::Short if signs => 2,
            kind => cover(kind),
        },
        State::Signing => match row.kind {
            Kind::Organ => -10,
            Kind::Noise | Kind::Metadata => 0,
            Kind::Attached | Kind::Release => -2,
            Kind::Short if signs => 2,
            _ => NEVER,
        },
        State::Dated => match row.kind {
            Kind::Date(_) => -30,
            Kind::Release => -10,
            Kind::Attached => -5,
            Kind::Noise | Kind::Person | Kind::Metadata | Kind::Number => 0,
            _ => NEVER,
        },
    };
    cost + if row.provision { PROVISION } else { 0 }
}

/// Over the title.
fn head(kind: Kind, chinese: bool) -> i32 {
    match kind {
        Kind::Number => -10,
        Kind::Addressee => -5,
        Kind::Metadata
        | Kind::Date(_)
        | Kind::Release
        | Kind::Noise
        | Kind::Approval
        | Kind::Masthead
        | Kind::Attached => -2,
        Kind::Organ => -i32::from(chinese),
        Kind::Person => -1,
        Kind::Contents => 2,
        Kind::Heading => 4,
        Kind::Short => 6,
        Kind::Transmit | Kind::Cover | Kind::Prose => NEVER,
    }
}

/// Under the title of the document, or of one handed on.
fn under(kind: Kind, state: State, signs: bool, listed: bool) -> i32 {
    let own = state == State::Under;
    match kind {
        Kind::Number | Kind::Addressee => {
            if own {
                -20
            } else {
                -5
            }
        }
        Kind::Date(_) | Kind::Release | Kind::Approval => -10,
        Kind::Metadata | Kind::Attached | Kind::Contents => -5,
        Kind::Noise | Kind::Person | Kind::Masthead => -2,
        Kind::Organ if signs => -5,
        Kind::Heading if signs => -2,
        Kind::Short if listed => -1,
        Kind::Short => 15,
        Kind::Organ | Kind::Heading | Kind::Transmit | Kind::Cover | Kind::Prose => NEVER,
    }
}

/// In the text that hands a document on.
fn cover(kind: Kind) -> i32 {
    match kind {
        Kind::Addressee => -10,
        Kind::Release | Kind::Attached => -2,
        Kind::Metadata | Kind::Noise | Kind::Number => 0,
        Kind::Person => 2,
        Kind::Approval | Kind::Masthead => 5,
        Kind::Prose => 10,
        // A day may be broken out of its sentence.
        Kind::Short | Kind::Date(_) => 15,
        Kind::Heading => 20,
        Kind::Organ | Kind::Contents | Kind::Transmit | Kind::Cover => NEVER,
    }
}
