//! Every visible character belongs to exactly one part of the document.
//!
//! This counts anew what `coverage` says, from what the public API gives: a part that is lost, or
//! that is given twice, shows here even where both computations in the library agree.

use policydoc::{Document, Span};

/// The places that belong to no part, or to two.
pub(crate) fn ownership_violations(document: &Document) -> Vec<String> {
    let mut broken = Vec::new();
    if (document.coverage() - 1.0).abs() > f64::EPSILON {
        broken.push(format!("coverage is {}", document.coverage()));
    }
    let text = document.text();
    let mut parts = parts(document);
    parts.sort_unstable_by_key(|part| (part.0, part.1));
    let mut at = 0;
    let mut last = "nothing";
    for (span, what) in parts {
        if span.start() < at {
            broken.push(format!(
                "{what} {span:?} lies in {last} too, which ends at {at}"
            ));
        } else if let Some(lost) = lost(text, Span::new(at, span.start())) {
            broken.push(format!(
                "{lost:?} before the {what} {span:?} belongs to nothing"
            ));
        }
        if span.end() > at {
            (at, last) = (span.end(), what);
        }
    }
    if let Some(lost) = lost(text, Span::new(at, text.len())) {
        broken.push(format!("{lost:?} at the end belongs to nothing"));
    }
    broken
}

/// The parts that own characters: neither provisions, which own through their parts, nor labels
/// and mentions, which lie inside statements.
fn parts(document: &Document) -> Vec<(Span, &'static str)> {
    let mut parts = Vec::new();
    for block in document.blocks() {
        if !block.is_provision() {
            parts.push((block.span(), "block"));
            continue;
        }
        parts.extend(block.marker_span().map(|span| (span, "marker")));
        parts.extend(block.heading_span().map(|span| (span, "heading")));
        parts.extend(block.text_span().map(|span| (span, "text")));
        parts.extend(
            block
                .responsibilities()
                .map(|statement| (statement.span(), "statement")),
        );
    }
    let front = &document.front_matter;
    parts.extend(front.title.map(|span| (span, "title")));
    // `Executive Order 14017: …`, `Decision No. 7 dated June 2, 2022 of …`: a title may give both.
    let in_title = |span: &Span| front.title.is_some_and(|title| title.contains(*span));
    let number = front.document_number.filter(|span| !in_title(span));
    parts.extend(number.map(|span| (span, "number")));
    parts.extend(front.addressees.map(|span| (span, "addressees")));
    parts.extend(front.release.map(|span| (span, "release")));
    // `XX市人民政府关于…的意见` names its issuer in the title, `XX省人民政府令第290号` in the number,
    // and `Decision No. 667 dated June 02, 2022 of …` its day.
    let issuers = front.issuers.iter().map(|issuer| (issuer.span, "issuer"));
    let issued_on = front.issued_on.iter().map(|issued| (issued.span, "date"));
    parts.extend(issuers.chain(issued_on).filter(|(span, _)| {
        !(front.title.into_iter())
            .chain(front.document_number)
            .any(|field| field.contains(*span))
    }));
    parts.extend(front.other.iter().map(|&span| (span, "other")));
    parts
}

/// The words of a gap between two parts. Punctuation does not count: the stop after a heading and
/// the brackets around a statement belong to neither.
fn lost(text: &str, gap: Span) -> Option<&str> {
    let slice = gap.slice(text);
    slice.contains(char::is_alphanumeric).then(|| slice.trim())
}
