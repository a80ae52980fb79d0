//! How much of the text belongs to some part of the document.

use crate::document::{Document, FrontMatterData, Responsibility};
use crate::span::{Span, is_blank};

/// The share of the visible characters that lie in a marker, a heading, a text, a responsibility,
/// a paragraph, a table or the front matter. A stop after a heading and the brackets around a
/// responsibility belong to the provision they stand in.
pub(crate) fn coverage(document: &Document) -> f64 {
    let text = document.text();
    let mut parts = Vec::with_capacity(document.nodes.len() * 3 + 16);
    let mut provisions = Vec::new();
    for block in document.blocks() {
        let Some(provision) = block.as_provision() else {
            parts.push(block.span());
            continue;
        };
        let node = block.node();
        parts.extend([node.marker, node.heading, node.text]);
        parts.extend(provision.responsibilities().map(Responsibility::span));
        if block.parent().is_none() {
            provisions.push(node.span);
            // A gap belongs to one provision: `**` at the end of one, `**` before the next.
            parts.push(Span::empty(node.span.start()));
        }
    }
    let mut front = Vec::new();
    front_parts(&document.front_matter, &mut front);
    front.sort_unstable();
    parts.extend(&front);
    parts.sort_unstable();
    let mut lost = 0_usize;
    let mut at = 0;
    for part in parts.iter().copied().chain([Span::empty(text.len())]) {
        if part.start() > at {
            lost += lost_in(text, Span::new(at, part.start()), &provisions, &front);
        }
        at = at.max(part.end());
    }
    if lost == 0 {
        return 1.0;
    }
    let visible = text.chars().filter(|&ch| !is_blank(ch)).count();
    #[expect(clippy::cast_precision_loss, reason = "a share, for people")]
    let share = 1.0 - lost as f64 / visible.max(1) as f64;
    share
}

/// Visible characters of a gap, less the punctuation that lies in a provision or beside a field of
/// the front matter.
fn lost_in(text: &str, gap: Span, provisions: &[Span], front: &[Span]) -> usize {
    let slice = gap.slice(text);
    if slice.chars().all(is_blank) {
        return 0;
    }
    let after = provisions.partition_point(|span| span.end() <= gap.start());
    let inside = provisions
        .get(after)
        .is_some_and(|span| span.contains(gap.trim(text)));
    let next = front.partition_point(|span| span.start() < gap.end());
    let beside = front
        .get(next)
        .is_some_and(|span| span.start() == gap.end())
        || front[..next]
            .iter()
            .rev()
            .take(3)
            .any(|span| span.end() == gap.start());
    let inside = inside || beside;
    slice
        .chars()
        .filter(|&ch| !is_blank(ch) && (!inside || ch.is_alphanumeric()))
        .count()
}

pub(crate) fn front_parts(front: &FrontMatterData, parts: &mut Vec<Span>) {
    parts.extend(front.title);
    parts.extend(front.issuers.iter().map(|issuer| issuer.span));
    parts.extend(front.issued_on.map(|issued| issued.span));
    parts.extend(
        [front.document_number, front.addressees, front.release]
            .into_iter()
            .flatten(),
    );
    parts.extend(&front.other);
}
