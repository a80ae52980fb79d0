//! Every visible character belongs to exactly one part of the document.
//!
//! This counts anew what `coverage` says, from what the public API gives: a part that is lost, or
//! that is given twice, shows here even where both computations in the library agree.

use policydoc::{Document, FrontMatter, Provision, Quote, Responsibility, Span};

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
        let Some(provision) = block.as_provision() else {
            parts.push((block.span(), "block"));
            continue;
        };
        parts.extend(provision.marker_span().map(|span| (span, "marker")));
        parts.extend(provision.heading_span().map(|span| (span, "heading")));
        parts.extend(provision.text_span().map(|span| (span, "text")));
        parts.extend(
            provision
                .responsibilities()
                .map(|statement| (statement.span(), "statement")),
        );
    }
    parts.extend(fields(document.front_matter()));
    // A list that is broken over a page has a page number in it, or a running head.
    let statements: Vec<Span> = (document.provisions())
        .flat_map(Provision::responsibilities)
        .map(Responsibility::span)
        .collect();
    let in_list = |span: Span| {
        let at = statements.partition_point(|statement| statement.end() <= span.start());
        statements
            .get(at)
            .is_some_and(|statement| statement.start() < span.end())
    };
    let others = document.front_matter().other().map(Quote::span);
    parts.extend(
        others
            .filter(|&span| !in_list(span))
            .map(|span| (span, "other")),
    );
    parts
}

/// The fields of the front matter that lie in no other: `XX市人民政府关于…的意见` names its issuer in
/// the title, `XX省人民政府令第290号` in the number, `Executive Order 14017—…` its number,
/// and `Decision No. 667 dated June 02, 2022 of …` its day.
fn fields(front: FrontMatter<'_>) -> Vec<(Span, &'static str)> {
    let mut fields: Vec<(Span, &'static str)> = Vec::new();
    fields.extend(front.title().map(|title| (title.span(), "title")));
    fields.extend(
        front
            .document_number()
            .map(|number| (number.span(), "number")),
    );
    fields.extend(front.addressees().map(|to| (to.span(), "addressees")));
    fields.extend(front.release().map(|release| (release.span(), "release")));
    fields.extend(front.issued_on().map(|issued| (issued.span(), "date")));
    fields.extend(front.issuers().map(|issuer| (issuer.span(), "issuer")));
    fields.sort_by_key(|(span, _)| std::cmp::Reverse(span.len()));
    let mut kept: Vec<(Span, &'static str)> = Vec::new();
    for (span, what) in fields {
        if !kept.iter().any(|(around, _)| around.contains(span)) {
            kept.push((span, what));
        }
    }
    kept
}

/// The words of a gap between two parts. Punctuation does not count: the stop after a heading and
/// the brackets around a statement belong to neither.
fn lost(text: &str, gap: Span) -> Option<&str> {
    let slice = gap.slice(text);
    slice.contains(char::is_alphanumeric).then(|| slice.trim())
}
