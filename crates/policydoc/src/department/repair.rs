//! Misspelt names: repaired only where one single reading is left.

use super::english::{self, Token};
use super::identity::{Outcome, Setting};
use super::reading::Class;
use super::words::{UNKNOWN, WordId, role, split};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

/// A word that was read as another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Repair {
    /// Where the word stands in the name.
    start: usize,
    end: usize,
    right: String,
    code: Code,
}

impl Repair {
    pub(super) fn report(&self, text: &str, name: Span) -> Diagnostic {
        let span = Span::new(name.start() + self.start, name.start() + self.end);
        let what = match self.code {
            Code::MisspeltPlace => "place",
            _ => "name",
        };
        Diagnostic::new(
            self.code,
            span,
            format!(
                "misspelt {what}: `{}` for `{}`",
                span.slice(text),
                self.right
            ),
        )
        .with_help(format!("read as `{}`", self.right))
    }
}

/// A shorter word is never repaired: `Finace` could be anything.
const SHORTEST_SUBJECT: usize = 7;
const SHORTEST_PLACE: usize = 5;

/// The only reading of a name with one misspelt word.
pub(super) fn repair(setting: &Setting<'_>, name: &str) -> Option<(Outcome, Repair)> {
    if !name.is_ascii() {
        return None;
    }
    let mut tokens: Vec<Token> = split(name)
        .map(|(start, end)| Token::new(setting.gazetteer, name, start, end))
        .collect();
    // A word that is known, of a kind or of a place, is not misspelt: `Finance`, `Financial`.
    let mut unknown = (0..tokens.len()).filter(|&at| tokens[at].id == UNKNOWN);
    let (at, None) = (unknown.next()?, unknown.next()) else {
        return None;
    };
    let token = tokens[at];
    let written = name[token.range()].to_lowercase();
    let mut found: Option<(Outcome, Repair)> = None;
    for (id, right, code) in candidates(setting, &written) {
        tokens[at].id = id;
        let reading = english::read(setting.gazetteer, setting.country, name, &tokens);
        if !matches!(reading.class, Class::Known | Class::Instance) {
            continue;
        }
        let outcome = setting.resolve(name, &reading, None, false);
        if !matches!(outcome, Outcome::One(_)) {
            return None;
        }
        let repair = Repair {
            start: token.range().start,
            end: token.range().end,
            right,
            code,
        };
        match &found {
            Some((known, _)) if *known != outcome => return None,
            _ => found = Some((outcome, repair)),
        }
    }
    found
}

/// Words that the written one can be a misspelling of.
fn candidates(setting: &Setting<'_>, written: &str) -> Vec<(WordId, String, Code)> {
    let gazetteer = setting.gazetteer;
    let words = &gazetteer.words;
    let mut found = Vec::new();
    if written.len() >= SHORTEST_PLACE {
        for &at in &setting.home.chain {
            let name = gazetteer.place(at).en;
            let most = if name.len() >= 12 { 2 } else { 1 };
            if is_near(written, &name.to_lowercase(), most) {
                let id = words.id(&gazetteer.pool, name);
                found.push((id, name.to_owned(), Code::MisspeltPlace));
            }
        }
    }
    let first = written.as_bytes().first().copied().unwrap_or_default();
    for (word, id) in words.subjects(&gazetteer.pool, first) {
        let generic = words.is(id, role::HEAD | role::LEVEL);
        if (generic || word.len() >= SHORTEST_SUBJECT) && is_near(written, word, 1) {
            found.push((id, capitalised(word), Code::MisspeltName));
        }
    }
    found.sort_by(|one, other| one.1.cmp(&other.1));
    found
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

/// Whether two words differ by at most so many single letters (one added, lost, or changed, or two
/// swapped), and begin with the same one.
fn is_near(one: &str, other: &str, most: usize) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one == other || one.first() != other.first() || one.len().abs_diff(other.len()) > most {
        return false;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for at in 1..=one.len() {
        let mut row = vec![at];
        for to in 1..=other.len() {
            let same = usize::from(one[at - 1] != other[to - 1]);
            let mut cost = (last[to - 1] + same).min(last[to] + 1).min(row[to - 1] + 1);
            if at > 1 && to > 1 && one[at - 1] == other[to - 2] && one[at - 2] == other[to - 1] {
                cost = cost.min(before[to - 2] + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[other.len()] <= most
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn words_are_near_only_by_single_letters() {
        assert!(is_near("dongchen", "dongcheng", 1));
        assert!(is_near("distirct", "district", 1));
        assert!(
            !is_near("congcheng", "dongcheng", 1),
            "another first letter"
        );
        assert!(!is_near("dongchang", "dongcheng", 0));
        assert!(
            !is_near("dongcheng", "dongcheng", 1),
            "equal is not misspelt"
        );
    }
}
