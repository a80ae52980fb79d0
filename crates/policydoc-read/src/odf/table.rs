//! The cells of tables in texts, and of the sheets of workbooks.

use super::walk::{Walk, too_deep};
use crate::block::Origin;
use crate::builder::Column;
use crate::error::Error;
use crate::options::Limits;
use crate::sheet::{Merge, Sheet, too_many};
use crate::text::{Warning, WarningCode};
use crate::xml::{attribute, is};
use roxmltree::Node;
use std::collections::HashMap;

/// Groups of rows lie no deeper inside each other.
const DEPTH: usize = 50;

/// The rows of a table, and whether each is one of its heads.
fn parts<'a, 'i>(
    node: Node<'a, 'i>,
    head: bool,
    depth: usize,
    rows: &mut Vec<(Node<'a, 'i>, bool)>,
) -> Result<(), Error> {
    if depth > DEPTH {
        return Err(too_deep());
    }
    for inner in node.children() {
        match inner.tag_name().name() {
            "table-row" => rows.push((inner, head)),
            "table-header-rows" => parts(inner, true, depth + 1, rows)?,
            "table-rows" | "table-row-group" => parts(inner, head, depth + 1, rows)?,
            _ => {}
        }
    }
    Ok(())
}

fn cells<'a, 'i>(row: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    row.children()
        .filter(|cell| is(*cell, "table-cell") || is(*cell, "covered-table-cell"))
}

fn number(node: Node<'_, '_>, name: &str) -> u32 {
    let number = attribute(node, name).and_then(|number| number.trim().parse().ok());
    number.unwrap_or(1).max(1)
}

/// Reads a table of a text: as rows, or a table of one column or one row as the paragraphs in it.
pub(super) fn rows<'a, 'i>(
    walk: &mut Walk<'_, 'a, 'i>,
    table: Node<'a, 'i>,
    depth: usize,
) -> Result<(), Error> {
    let mut rows = Vec::new();
    parts(table, false, 0, &mut rows)?;
    let wide = rows.iter().any(|(row, _)| cells(*row).nth(1).is_some());
    if !wide || rows.len() < 2 {
        for cell in rows.iter().flat_map(|(row, _)| cells(*row)) {
            walk.blocks(cell, depth + 1)?;
        }
        return Ok(());
    }
    walk.out.table();
    // What cells say that reach down, by their column, and into how many rows.
    let mut down: HashMap<usize, (u32, Column)> = HashMap::new();
    for (row, head) in rows {
        let first = walk.paragraphs + 1;
        let mut columns: Vec<Column> = Vec::new();
        for cell in cells(row) {
            if is(cell, "covered-table-cell") {
                let above = down.get_mut(&columns.len()).filter(|(rows, _)| *rows > 0);
                columns.push(above.map_or_else(Column::spanned, |(rows, column)| {
                    *rows -= 1;
                    column.clone()
                }));
                continue;
            }
            let text = walk.cell(cell, depth)?;
            let rows = number(cell, "number-rows-spanned") - 1;
            let at = columns.len();
            let repeated = Column {
                text: text.clone(),
                repeated: true,
                ..Column::default()
            };
            down.insert(at, (rows, repeated));
            for column in 1..usize::try_from(number(cell, "number-columns-spanned"))
                .unwrap_or(1)
                .min(64)
            {
                down.insert(at + column, (rows, Column::spanned()));
            }
            columns.push(text.into());
        }
        walk.out.row(&columns, head, || Origin::Paragraph(first));
    }
    Ok(())
}

/// The sheets of a workbook that are shown, and what is to be told of the others.
pub(super) fn sheets<'a, 'i>(
    walk: &mut Walk<'_, 'a, 'i>,
    body: Node<'a, 'i>,
    limits: &Limits,
) -> Result<(Vec<Sheet>, Option<Warning>), Error> {
    let (mut sheets, mut hidden) = (Vec::new(), Vec::new());
    let mut room = limits.elements;
    for table in body.children().filter(|node| is(*node, "table")) {
        let name = attribute(table, "name").unwrap_or_default().to_owned();
        if walk.is_hidden(attribute(table, "style-name")) {
            hidden.push(format!("“{name}”"));
            continue;
        }
        let mut sheet = sheet(walk, table, &mut room, limits)?;
        sheet.name = name;
        sheets.push(sheet);
    }
    let warning = (!hidden.is_empty()).then(|| {
        let message = format!("hidden sheets were left out: {}", hidden.join(", "));
        Warning::new(WarningCode::LeftOut, message)
    });
    Ok((sheets, warning))
}

fn sheet<'a, 'i>(
    walk: &mut Walk<'_, 'a, 'i>,
    table: Node<'a, 'i>,
    room: &mut u32,
    limits: &Limits,
) -> Result<Sheet, Error> {
    let mut rows = Vec::new();
    parts(table, false, 0, &mut rows)?;
    let mut sheet = Sheet::default();
    let mut at: u32 = 0;
    for (row, _) in rows {
        let mut found: Vec<(u32, u32, String)> = Vec::new();
        let mut column: u32 = 0;
        for cell in cells(row) {
            let repeated = number(cell, "number-columns-repeated");
            let text = value(walk, cell)?;
            let (down, across) = (
                number(cell, "number-rows-spanned"),
                number(cell, "number-columns-spanned"),
            );
            if (down, across) != (1, 1) {
                sheet.merges.push(Merge {
                    rows: at..=at.saturating_add(down - 1),
                    columns: column..=column.saturating_add(across - 1),
                });
            }
            if !text.is_empty() {
                found.push((column, repeated, text));
            }
            column = column.saturating_add(repeated);
        }
        let repeated = number(row, "number-rows-repeated");
        for down in 0..if found.is_empty() { 0 } else { repeated } {
            for (column, across, text) in &found {
                for column in *column..column.saturating_add(*across) {
                    // A cell said again costs as much as its text.
                    let cost = u32::try_from(1 + text.len() / 64).unwrap_or(u32::MAX);
                    *room = room
                        .checked_sub(cost)
                        .ok_or_else(|| too_many(limits.elements as usize))?;
                    sheet.put(at.saturating_add(down), column, text.clone());
                }
            }
        }
        at = at.saturating_add(repeated);
    }
    Ok(sheet)
}

/// What a cell of a sheet says: a day as ISO 8601 has it, anything else as it is shown.
fn value<'a, 'i>(walk: &mut Walk<'_, 'a, 'i>, cell: Node<'a, 'i>) -> Result<String, Error> {
    if is(cell, "covered-table-cell") {
        return Ok(String::new());
    }
    if let Some(date) = attribute(cell, "date-value") {
        let date = date.strip_suffix("T00:00:00").unwrap_or(date);
        return Ok(date.replacen('T', " ", 1));
    }
    walk.cell(cell, 0)
}
