//! Which tables hold data, and which are there to place parts of the page.

use super::run::DEPTH;
use crate::xml::{attribute, child, children, flag, is, number};
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

/// The rows of a table, or the cells of a row, those in content controls, custom XML and tracked
/// changes among them, however deep those lie in each other.
pub(super) fn parts<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Vec<Node<'a, 'i>> {
    let mut parts = Vec::new();
    collect(node, name, 0, &mut parts);
    parts
}

fn collect<'a, 'i>(node: Node<'a, 'i>, name: &str, depth: usize, parts: &mut Vec<Node<'a, 'i>>) {
    for inner in node.children() {
        if is(inner, name) {
            parts.push(inner);
            continue;
        }
        let around = matches!(
            inner.tag_name().name(),
            "sdt" | "sdtContent" | "customXml" | "smartTag" | "ins" | "moveTo"
        );
        if around && depth < DEPTH {
            collect(inner, name, depth + 1, parts);
        }
    }
}

/// Whether a row was deleted in a tracked change.
pub(super) fn is_deleted(row: Node<'_, '_>) -> bool {
    child(row, "trPr").is_some_and(|properties| child(properties, "del").is_some())
}

/// Whether a row is one of the table's heads, said again on each page.
pub(super) fn is_head(row: Node<'_, '_>) -> bool {
    child(row, "trPr").is_some_and(|properties| flag(properties, "tblHeader"))
}

/// How many columns of the table a row leaves out at its start.
pub(super) fn before(row: Node<'_, '_>) -> usize {
    child(row, "trPr").map_or(0, |properties| count(number(properties, "gridBefore"), 0))
}

/// How a cell is merged with those above and to the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Merge {
    None,
    /// It reaches down into the rows below.
    Down,
    /// It goes on with the one above, and shows nothing itself.
    Above,
    /// It goes on with the one to the left, and shows nothing itself.
    Left,
}

/// How a cell is merged.
pub(super) fn merge(cell: Node<'_, '_>) -> Merge {
    let Some(properties) = child(cell, "tcPr") else {
        return Merge::None;
    };
    let goes_on =
        |name| child(properties, name).map(|merge| attribute(merge, "val") != Some("restart"));
    match (goes_on("hMerge"), goes_on("vMerge")) {
        (Some(true), _) => Merge::Left,
        (_, Some(true)) => Merge::Above,
        (_, Some(false)) => Merge::Down,
        _ => Merge::None,
    }
}

/// How many columns a cell spans.
pub(super) fn columns(cell: Node<'_, '_>) -> usize {
    let properties = child(cell, "tcPr");
    count(
        properties.and_then(|properties| number(properties, "gridSpan")),
        1,
    )
}

fn count(number: Option<i64>, least: i64) -> usize {
    /// No table has more columns.
    const MOST: i64 = 64;
    usize::try_from(number.unwrap_or(least).clamp(least, MOST)).unwrap_or(0)
}
