//! How objects show themselves: one line for a terminal, a bounded table for a notebook.

use policydoc::{
    Block, BlockKind, Department, Document, Mention, Provision, Quote, Responsibility,
};
use std::fmt::Write as _;

/// The longest text shown in one line.
const LINE: usize = 60;
/// The longest text shown in a cell.
const CELL: usize = 300;
/// The most rows of a table.
const ROWS: usize = 50;
/// The most names in a cell.
const NAMES: usize = 8;

pub(crate) fn document(document: &Document) -> String {
    format!(
        "<Document: {}, {}, {}>",
        count(document.sections().count(), "section"),
        count(document.tasks().count(), "task"),
        count(document.departments().len(), "department"),
    )
}

pub(crate) fn block(block: Block<'_>) -> String {
    let kind = match block.kind() {
        BlockKind::Section => "Section",
        BlockKind::Task => "Task",
        BlockKind::Item => "Item",
        BlockKind::Table => "Table",
        _ => "Paragraph",
    };
    let words = short(&words(block), LINE);
    match block.as_provision() {
        Some(provision) => format!("<{kind} {}: {words}>", provision.id()),
        None => format!("<{kind}: {words}>"),
    }
}

pub(crate) fn responsibility(statement: Responsibility<'_>) -> String {
    let names = names(statement.mentions().map(Mention::surface));
    format!(
        "<Responsibility {}: {}>",
        statement.role().as_str(),
        short(&names, LINE)
    )
}

pub(crate) fn mention(named: Mention<'_>) -> String {
    format!(
        "<Mention: {} ({})>",
        short(named.surface(), LINE),
        named
            .department()
            .map_or("ambiguous", |department| &department.id)
    )
}

pub(crate) fn department(department: &Department) -> String {
    format!(
        "<Department {}: {}>",
        department.id,
        short(&department.name, LINE)
    )
}

/// Title, counts and tasks; sections where there are no tasks.
pub(crate) fn document_html(document: &Document) -> String {
    let title = document.front_matter().title();
    let title = title.map_or_else(|| "Document".into(), Quote::text);
    let tasks = document.tasks().count();
    let mut html = String::from("<div>");
    let _ = write!(
        html,
        "<strong>{}</strong><br>{}, {}, {}",
        escaped(&short(&title, CELL)),
        count(document.sections().count(), "section"),
        count(tasks, "task"),
        count(document.departments().len(), "department"),
    );
    if tasks > 0 {
        table(&mut html, document.tasks(), tasks);
    } else {
        table(&mut html, document.sections(), document.sections().count());
    }
    html + "</div>"
}

/// The provision, and the provisions directly inside it.
pub(crate) fn provision_html(provision: Provision<'_>) -> String {
    let inside = || provision.children().filter_map(Block::as_provision);
    let mut html = String::from("<div>");
    table(
        &mut html,
        std::iter::once(provision).chain(inside()),
        inside().count() + 1,
    );
    html + "</div>"
}

fn table<'d>(html: &mut String, provisions: impl Iterator<Item = Provision<'d>>, total: usize) {
    html.push_str(
        "<table><thead><tr><th>id</th><th>marker</th><th>text</th><th>departments</th></tr></thead><tbody>",
    );
    for provision in provisions.take(ROWS) {
        let named = provision
            .responsibilities()
            .flat_map(Responsibility::mentions)
            .map(Mention::surface);
        let _ = write!(
            html,
            "<tr><td>{}</td><td>{}</td><td style=\"text-align:left\">{}</td><td style=\"text-align:left\">{}</td></tr>",
            escaped(&short(&provision.id(), CELL)),
            escaped(&short(provision.marker().unwrap_or_default(), CELL)),
            escaped(&short(&words(provision.into()), CELL)),
            escaped(&short(&names(named), CELL)),
        );
    }
    html.push_str("</tbody></table>");
    if let Some(more @ 1..) = total.checked_sub(ROWS) {
        let _ = write!(html, "<p>… and {more} more</p>");
    }
}

/// The words a block is known by: its heading and text.
fn words(block: Block<'_>) -> String {
    let Some(provision) = block.as_provision() else {
        return block.text().into_owned();
    };
    match (provision.heading(), provision.text()) {
        (Some(heading), Some(text)) => format!("{heading} — {text}"),
        (Some(words), None) | (None, Some(words)) => words.into_owned(),
        (None, None) => String::new(),
    }
}

fn names<'d>(mut names: impl Iterator<Item = &'d str>) -> String {
    let mut shown: Vec<&str> = names.by_ref().take(NAMES).collect();
    if names.next().is_some() {
        shown.push("…");
    }
    shown.join("; ")
}

pub(crate) fn count(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// At most `limit` characters, on one line: what would break or move it is a space.
fn short(text: &str, limit: usize) -> String {
    let plain = |ch: char| {
        if ch.is_control() || is_line_end_or_direction(ch) {
            ' '
        } else {
            ch
        }
    };
    let mut characters = text.chars();
    let mut short: String = characters.by_ref().take(limit).map(plain).collect();
    if characters.next().is_some() {
        short.push('…');
    }
    short
}

fn is_line_end_or_direction(ch: char) -> bool {
    matches!(ch, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // Notebooks typeset what stands between dollars.
            '$' => escaped.push_str("&#36;"),
            ch => escaped.push(ch),
        }
    }
    escaped
}
