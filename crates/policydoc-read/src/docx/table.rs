//! Which tables hold data, and which are there to place parts of the page.

use super::xml::{child, children, is};
use roxmltree::Node;

/// Whether a table holds data in its cells. A table of one column or one row, with a table inside,
/// or with a page of text in a cell is layout, and its paragraphs are read one by one.
pub(super) fn is_data(table: Node<'_, '_>) -> bool {
    /// A cell with more paragraphs is a page of text.
    const PARAGRAPHS: usize = 12;
    /// And so is one with more text, in bytes.
    const TEXT: usize = 6_000;
    let (mut columns, mut rows) = (0, 0);
    for row in parts(table, "tr") {
        rows += 1;
        let mut in_row = 0;
        for cell in parts(row, "tc") {
            in_row += 1;
            let texts = cell.descendants().filter(|inner| is(*inner, "t"));
            let text: usize = texts.filter_map(|text| text.text()).map(str::len).sum();
            let long = children(cell, "p").count() > PARAGRAPHS || text > TEXT;
            if long || child(cell, "tbl").is_some() {
                return false;
            }
        }
        columns = columns.max(in_row);
    }
    columns >= 2 && rows >= 2
}

/// The rows of a table, or the cells of a row, those in content controls among them.
pub(super) fn parts<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Vec<Node<'a, 'i>> {
    let mut parts = Vec::new();
    for inner in node.children() {
        if is(inner, name) {
            parts.push(inner);
        } else if matches!(inner.tag_name().name(), "sdt" | "customXml" | "ins") {
            let content = child(inner, "sdtContent").unwrap_or(inner);
            parts.extend(content.children().filter(|part| is(*part, name)));
        }
    }
    parts
}

/// Whether a row was deleted in a tracked change.
pub(super) fn is_deleted(row: Node<'_, '_>) -> bool {
    child(row, "trPr").is_some_and(|properties| child(properties, "del").is_some())
}

/// Whether a cell goes on with the one above it, so that it shows nothing itself.
pub(super) fn is_continued(cell: Node<'_, '_>) -> bool {
    child(cell, "tcPr")
        .and_then(|properties| child(properties, "vMerge"))
        .is_some_and(|merge| super::xml::attribute(merge, "val") != Some("restart"))
}

/// How many columns a cell spans.
pub(super) fn columns(cell: Node<'_, '_>) -> usize {
    /// No table has more columns.
    const MOST: i64 = 64;
    let span =
        child(cell, "tcPr").and_then(|properties| super::xml::number(properties, "gridSpan"));
    usize::try_from(span.unwrap_or(1).clamp(1, MOST)).unwrap_or(1)
}
