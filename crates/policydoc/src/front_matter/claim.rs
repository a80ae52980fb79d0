//! What front matter takes of the text, and what of that no field holds.

use super::{Finder, Found, issuer};
use crate::document::{FrontMatterData, IssuedOnData};
use crate::span::{Span, is_blank};

impl Finder<'_> {
    /// Puts together what was found: the text itself comes before its metadata.
    pub(super) fn finish(mut self) -> Found {
        let front = &mut self.front;
        front.document_number = front.document_number.or(self.metadata.document_number);
        // A title that runs into the number is none; one may hold the number whole.
        if let (Some(title), Some(number)) = (front.title, front.document_number)
            && title.start() < number.end()
            && number.start() < title.end()
            && !title.contains(number)
        {
            front.title = None;
        }
        front.addressees = front.addressees.or(self.metadata.addressees);
        front.issued_on = front.issued_on.or(self.metadata.issued_on);
        if front.issuers.is_empty() {
            front.issuers = std::mem::take(&mut self.metadata.issuers);
        }
        if front.issuers.is_empty() {
            front.issuers.extend(self.publisher.map(issuer));
        }
        // `XX市人民政府令` is the first half of the number.
        let number = front.document_number;
        front.title = front
            .title
            .filter(|&title| !number.is_some_and(|number| number.contains(title)));
        let text = self.text;
        let mut seen: Vec<&str> = Vec::new();
        front.issuers.retain(|issuer| {
            let name = issuer.span.slice(text);
            let new = !seen.contains(&name);
            seen.push(name);
            new
        });
        self.claimed.sort_unstable();
        let named = named(front);
        let mut claimed: Vec<Span> = Vec::with_capacity(self.claimed.len());
        for &claim in &self.claimed {
            // A line may be claimed for several reasons, and a part of it by itself.
            let from = claimed.last().map_or(0, |last| last.end());
            if claim.end() <= from {
                continue;
            }
            let claim = Span::new(claim.start().max(from), claim.end());
            front.other.extend(rest(self.text, claim, &named));
            match claimed.last_mut() {
                // Lines that follow each other are one claim: a title may run over several.
                Some(last) if is_gap(self.text, last.end(), claim.start()) => {
                    *last = last.cover(claim);
                }
                _ => claimed.push(claim),
            }
        }
        Found {
            front: self.front,
            claimed,
        }
    }
}

/// Whether nothing visible stands between two places, or the second is before the first.
fn is_gap(text: &str, end: usize, start: usize) -> bool {
    text.get(end..start)
        .unwrap_or_default()
        .chars()
        .all(is_blank)
}

/// The spans of all named fields, sorted.
pub(super) fn named(front: &FrontMatterData) -> Vec<Span> {
    let mut named: Vec<Span> = front.issuers.iter().map(|issuer| issuer.span).collect();
    named.extend(front.title);
    named.extend(front.issued_on.map(|issued: IssuedOnData| issued.span));
    named.extend(
        [front.document_number, front.addressees, front.release]
            .into_iter()
            .flatten(),
    );
    named.sort_unstable();
    named
}

/// What of a claimed line no named field holds, where it is more than marks around the field.
fn rest<'a>(text: &'a str, claim: Span, named: &'a [Span]) -> impl Iterator<Item = Span> + use<'a> {
    let mut at = claim.start();
    let mut inside = named
        .iter()
        .filter(move |span| span.start() < claim.end() && span.end() > claim.start())
        .map(|span| (span.start(), span.end()))
        .chain([(claim.end(), claim.end())]);
    std::iter::from_fn(move || {
        loop {
            let (start, end) = inside.next()?;
            let piece = Span::new(at, start.max(at)).trim(text);
            at = at.max(end);
            // A line of asterisks holds no field that its marks could stand around.
            let whole = piece == claim.trim(text);
            if piece.slice(text).contains(char::is_alphanumeric) || whole && !piece.is_empty() {
                return Some(piece);
            }
        }
    })
}
