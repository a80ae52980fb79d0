//! A document as people read it: what snapshots hold.

use policydoc::{Block, BlockKind, Document, Quote, Responsibility, Severity, Span};
use std::fmt::Write as _;

/// A document without offsets: front matter, the tree with its responsibilities, the departments
/// and the diagnostics. Two texts that differ only in line ends give the same outline.
pub fn outline(document: &Document) -> String {
    let mut out = String::new();
    front_matter(document, &mut out);
    for block in document.blocks() {
        provision_or_text(document, block, &mut out);
    }
    departments(document, &mut out);
    diagnostics(document, &mut out);
    out
}

/// Words longer than this are cut in the middle; a snapshot shows where text begins and ends.
const SHOWN: usize = 96;

fn quote(document: &Document, span: Span) -> String {
    shorten(&one_line(&document.quote(span)))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shorten(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= SHOWN {
        return text.to_owned();
    }
    let (head, tail) = (SHOWN * 2 / 3, SHOWN / 3);
    let head: String = chars[..head].iter().collect();
    let tail: String = chars[chars.len() - tail..].iter().collect();
    format!("{head} … {tail}")
}

fn front_matter(document: &Document, out: &mut String) {
    let front = document.front_matter();
    line(out, 0, &format!("language: {}", document.language().code()));
    let mut field = |name: &str, found: Option<Quote<'_>>| {
        if let Some(found) = found {
            line(
                out,
                0,
                &format!("{name}: {}", quote(document, found.span())),
            );
        }
    };
    field("title", front.title());
    field("number", front.document_number());
    field("addressees", front.addressees());
    field("release", front.release());
    for issuer in front.issuers() {
        let id = issuer.id().unwrap_or("?");
        line(
            out,
            0,
            &format!("issuer: {} = {id}", quote(document, issuer.span())),
        );
    }
    if let Some(issued) = front.issued_on() {
        let printed = quote(document, issued.span());
        line(out, 0, &format!("issued: {} ({printed})", issued.date()));
    }
    for other in front.other() {
        line(out, 0, &format!("other: {}", quote(document, other.span())));
    }
}

fn provision_or_text(document: &Document, block: Block<'_>, out: &mut String) {
    let depth = block.depth();
    let kind = match block.kind() {
        BlockKind::Section => "section",
        BlockKind::Task => "task",
        BlockKind::Item => "item",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Table => "table",
        other => unreachable!("a kind that the outline does not know: {other:?}"),
    };
    let Some(provision) = block.as_provision() else {
        let words = quote(document, block.span());
        return line(out, depth, &format!("{kind} | {words}"));
    };
    let id = provision.id();
    let marker = provision.marker().map_or("-".to_owned(), one_line);
    let style = provision.style().map_or("-", |style| style.name());
    let mut words = format!("{kind} {id} [{marker}] {style}");
    if let Some(heading) = provision.heading_span() {
        let _ = write!(words, " # {}", quote(document, heading));
    }
    if let Some(text) = provision.text_span() {
        let _ = write!(words, " | {}", quote(document, text));
    }
    line(out, depth, &words);
    for statement in provision.responsibilities() {
        responsibility(document, statement, depth + 2, out);
    }
    for (from, statement) in provision.inherited() {
        let names: Vec<_> = statement
            .mentions()
            .map(|named| one_line(named.surface()))
            .collect();
        let from = from.id();
        line(
            out,
            depth + 2,
            &format!("inherited from {from}: {}", names.join(", ")),
        );
    }
}

fn responsibility(
    document: &Document,
    statement: Responsibility<'_>,
    depth: usize,
    out: &mut String,
) {
    let label = statement.label().map_or("no label".to_owned(), one_line);
    line(
        out,
        depth,
        &format!("{} ({label})", statement.role().as_str()),
    );
    for named in statement.mentions() {
        let id = named.department().map_or_else(
            || format!("one of {}", named.candidates().join(", ")),
            |department| department.id.clone(),
        );
        let role = if named.role() == statement.role() {
            String::new()
        } else {
            format!(", {}", named.role().as_str())
        };
        line(
            out,
            depth + 1,
            &format!("- {} = {id}{role}", one_line(named.surface())),
        );
    }
    for open in statement.open_ended() {
        let words = quote(document, open.span());
        line(out, depth + 1, &format!("+ {words}"));
    }
}

fn departments(document: &Document, out: &mut String) {
    for department in document.departments() {
        let known = if department.known { "" } else { ", unknown" };
        line(
            out,
            0,
            &format!(
                "department {}: {} x{}{known}",
                department.id,
                one_line(&department.name),
                department.mentions
            ),
        );
    }
}

fn diagnostics(document: &Document, out: &mut String) {
    for diagnostic in document.diagnostics() {
        let severity = match diagnostic.severity() {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
            other => unreachable!("a severity that the outline does not know: {other:?}"),
        };
        let words = quote(document, diagnostic.span);
        line(
            out,
            0,
            &format!(
                "{severity}[{}] {words}: {}",
                diagnostic.code, diagnostic.message
            ),
        );
        if let Some(help) = &diagnostic.help {
            line(out, 1, &format!("help: {help}"));
        }
    }
}

fn line(out: &mut String, depth: usize, words: &str) {
    let _ = writeln!(out, "{}{words}", "  ".repeat(depth));
}
