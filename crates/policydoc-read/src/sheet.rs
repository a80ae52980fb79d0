//! Sheets of workbooks as text: each is a table.

use crate::block::{BlockKind, Origin};
use crate::builder::{Builder, Column, Shape, trim};
use crate::error::{Error, ErrorCode};
use crate::options::Limits;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;

/// A sheet: what stands in its cells, by row and column.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) cells: BTreeMap<u32, BTreeMap<u32, String>>,
    pub(crate) merges: Vec<Merge>,
}

/// Cells that are one.
#[derive(Clone, Debug)]
pub(crate) struct Merge {
    pub(crate) rows: RangeInclusive<u32>,
    pub(crate) columns: RangeInclusive<u32>,
}

impl Sheet {
    pub(crate) fn put(&mut self, row: u32, column: u32, text: String) {
        if !trim(&text).is_empty() {
            self.cells.entry(row).or_default().insert(column, text);
        }
    }
}

/// Writes the sheets that hold something: a line with the name, and a table. Lines above and below
/// the table, with one cell each, are paragraphs. Columns and rows that are blank are left out.
pub(crate) fn write(sheets: &[Sheet], limits: &Limits, out: &mut Builder) -> Result<(), Error> {
    let filled = sheets
        .iter()
        .filter(|sheet| !sheet.cells.is_empty())
        .count();
    for (sheet, number) in sheets.iter().zip(1..) {
        if sheet.cells.is_empty() {
            continue;
        }
        // A program names the only sheet by a word and a number.
        if filled > 1 || !sheet.name.ends_with(|ch: char| ch.is_ascii_digit()) {
            let shape = Shape {
                level: Some(1),
                ..BlockKind::Heading.into()
            };
            out.push(shape, || Origin::Sheet(number, 0), "", &sheet.name);
        }
        table(sheet, number, limits, out)?;
    }
    Ok(())
}

fn table(sheet: &Sheet, number: u32, limits: &Limits, out: &mut Builder) -> Result<(), Error> {
    let columns: BTreeSet<u32> = sheet
        .cells
        .values()
        .flat_map(BTreeMap::keys)
        .copied()
        .collect();
    let most = limits.elements as usize;
    if columns.len().saturating_mul(sheet.cells.len()) > most {
        return Err(too_many(most));
    }
    let merged = merged(sheet, &columns, most)?;
    // A cell that reaches down into a row is one of its cells.
    let mut above: HashMap<u32, usize> = HashMap::new();
    for ((row, _), _) in merged.iter().filter(|(_, column)| column.repeated) {
        *above.entry(*row).or_default() += 1;
    }
    let wide = |row: &u32| sheet.cells[row].len() + above.get(row).copied().unwrap_or(0) > 1;
    let first = sheet.cells.keys().copied().find(wide);
    let last = sheet.cells.keys().rev().copied().find(wide);
    out.table();
    for (&row, cells) in &sheet.cells {
        let origin = || Origin::Sheet(number, row.saturating_add(1));
        let inside = first
            .zip(last)
            .is_some_and(|(first, last)| (first..=last).contains(&row));
        if !inside {
            for text in cells.values() {
                out.push(BlockKind::Paragraph, origin, "", text);
            }
            continue;
        }
        let shown = columns
            .iter()
            .map(|column| match merged.get(&(row, *column)) {
                Some(column) => column.clone(),
                None => cells.get(column).cloned().unwrap_or_default().into(),
            });
        out.row(&shown.collect::<Vec<_>>(), false, origin);
    }
    Ok(())
}

/// What stands in cells that are one with another: what the first says, in its column on each row.
fn merged(
    sheet: &Sheet,
    columns: &BTreeSet<u32>,
    most: usize,
) -> Result<HashMap<(u32, u32), Column>, Error> {
    let mut merged = HashMap::new();
    let mut looked_at = 0_usize;
    for merge in &sheet.merges {
        let (top, left) = (*merge.rows.start(), *merge.columns.start());
        let text = sheet.cells.get(&top).and_then(|row| row.get(&left));
        let Some(text) = text.filter(|_| !merge.rows.is_empty() && !merge.columns.is_empty())
        else {
            continue;
        };
        for (&row, _) in sheet.cells.range(merge.rows.clone()) {
            for &column in columns.range(merge.columns.clone()) {
                looked_at += 1;
                if looked_at > most {
                    return Err(too_many(most));
                }
                if column > left {
                    merged.insert((row, column), Column::spanned());
                } else if row > top {
                    let repeated = Column {
                        text: text.clone(),
                        repeated: true,
                        ..Column::default()
                    };
                    merged.insert((row, column), repeated);
                }
            }
        }
    }
    Ok(merged)
}

pub(crate) fn too_many(most: usize) -> Error {
    Error::new(ErrorCode::TooMany, format!("it has more than {most} cells"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(rows: &[&[&str]], merges: &[(RangeInclusive<u32>, RangeInclusive<u32>)]) -> String {
        let mut sheet = Sheet {
            name: "Sheet1".to_owned(),
            ..Sheet::default()
        };
        for (row, cells) in (0..).zip(rows) {
            for (column, text) in (0..).zip(*cells) {
                sheet.put(row, column, (*text).to_owned());
            }
        }
        sheet
            .merges
            .extend(merges.iter().map(|(rows, columns)| Merge {
                rows: rows.clone(),
                columns: columns.clone(),
            }));
        let mut out = Builder::default();
        write(&[sheet], &Limits::default(), &mut out).unwrap();
        out.text
    }

    #[test]
    fn a_sheet_is_a_table_with_lines_around_it() {
        let rows: &[&[&str]] = &[
            &["Plan"],
            &[],
            &["Task", "", "Unit"],
            &["Dredge", "", "Water"],
            &["Note"],
        ];
        assert_eq!(
            written(rows, &[]),
            "Plan\n\n| Task | Unit |\n| Dredge | Water |\n\nNote"
        );
    }

    #[test]
    fn merged_cells_are_filled_down_and_blank_across() {
        let rows: &[&[&str]] = &[
            &["Canals", "Dredge", "Water"],
            &["", "Fence", ""],
            &["All", "", "Both"],
        ];
        assert_eq!(
            written(rows, &[(0..=1, 0..=0), (0..=1, 2..=2), (2..=2, 0..=1)]),
            "| Canals | Dredge | Water |\n| Canals | Fence | Water |\n| All | | Both |"
        );
    }

    #[test]
    fn a_sheet_with_more_cells_than_the_limit_is_refused() {
        let mut sheet = Sheet::default();
        for at in 0..3_000 {
            sheet.put(at, at, "x".to_owned());
        }
        let error = write(&[sheet], &Limits::default(), &mut Builder::default()).unwrap_err();
        assert_eq!(error.code, ErrorCode::TooMany);
    }
}
