//! What a careful reader would flag in the numbering.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Node;
use crate::lexicon::Lexicon;
use crate::outline::{Provision, Step};
use crate::phases::Phases;
use crate::script::{closes, is_blank};
use crate::span::Span;
use crate::statement::{Statement, is_cut};

/// Adds a diagnostic for each number that is skipped or stands twice, each marker unlike its
/// siblings, each section without content, and each list of departments that breaks off. `text` is
/// what is quoted.
pub(crate) fn review(
    text: &str,
    phases: &Phases<'_>,
    node_of: &[u32],
    nodes: &[Node],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let candidates = &phases.candidates;
    for (at, provision) in phases.outline.provisions.iter().enumerate() {
        let marker = candidates[provision.candidate as usize].span;
        let written = marker.slice(text);
        if let Some(diagnostic) = sequence(provision, written, marker) {
            diagnostics.push(diagnostic);
        }
        if provision.odd {
            diagnostics.push(
                Diagnostic::new(
                    Code::OddMarker,
                    marker,
                    format!(
                        "`{written}` is written unlike its siblings; read as number {}",
                        provision.number
                    ),
                )
                .with_help("check whether it numbers a provision of this level"),
            );
        }
        let node = node_of[at] as usize;
        let empty = nodes[node].end as usize == node + 1
            && nodes[node].heading.is_empty()
            && nodes[node].text.is_empty()
            && nodes[node].responsibilities.is_empty();
        if empty {
            diagnostics.push(Diagnostic::new(
                Code::EmptySection,
                marker,
                format!("nothing stands under `{written}`"),
            ));
        }
    }
    for statement in &phases.statements {
        let lexicon = Lexicon::of(phases.language);
        diagnostics.extend(cut_list(text, &phases.text, lexicon, statement));
    }
}

/// A diagnostic for a list of departments that breaks off.
fn cut_list(
    written: &str,
    text: &str,
    lexicon: &Lexicon,
    statement: &Statement,
) -> Option<Diagnostic> {
    let closing = |ch: char| is_blank(ch) || closes(ch) || matches!(ch, '。' | '.');
    let names = statement.span.slice(text).trim_end_matches(closing);
    if !is_cut(lexicon, names) {
        return None;
    }
    // The last word, or the separator.
    let start = names
        .rfind([' ', '\u{A0}', '\n'])
        .filter(|_| names.ends_with(|ch: char| ch.is_ascii_alphabetic()))
        .or(names.char_indices().next_back().map(|(at, _)| at))
        .unwrap_or(0);
    let last = Span::of(text, &names[start..]).trim(text);
    let written = last.slice(written);
    let message = format!("the list of departments breaks off after `{written}`");
    let cut = Diagnostic::new(Code::CutList, last, message);
    Some(cut.with_help("check the original: a name may be lost"))
}

fn sequence(provision: &Provision, written: &str, marker: crate::Span) -> Option<Diagnostic> {
    let previous = provision.previous;
    let expected = previous + 1;
    let (code, message) = match provision.step {
        Step::Skips(1) => (
            Code::SkippedNumber,
            format!("found `{written}` after number {previous}; number {expected} is missing"),
        ),
        Step::Skips(missing) => (
            Code::SkippedNumber,
            format!(
                "found `{written}` after number {previous}; numbers {expected} to {} are missing",
                previous + missing
            ),
        ),
        Step::OpensLate if previous > 0 => (
            Code::SkippedNumber,
            format!("found `{written}` where the count goes on after number {previous}"),
        ),
        Step::OpensLate => (
            Code::SkippedNumber,
            format!(
                "found `{written}` at the start of a list; numbers before {} are missing",
                provision.number
            ),
        ),
        Step::Repeats => (
            Code::RepeatedNumber,
            format!("found `{written}` a second time, expected number {expected}"),
        ),
        Step::GoesBack => (
            Code::RepeatedNumber,
            format!("found `{written}` after number {previous}, expected number {expected}"),
        ),
        _ => return None,
    };
    Some(
        Diagnostic::new(code, marker, message)
            .with_help("check the original: a provision may be lost, or its number misprinted"),
    )
}
