//! CSV.

use crate::error::Error;
use crate::table::Table;
use arrow_array::cast::AsArray as _;
use arrow_array::types::{Date32Type, Float64Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{ArrowError, DataType, SchemaRef};
use std::borrow::Cow;
use std::io::Write;

pub(super) struct CsvWriter<W: Write> {
    schema: SchemaRef,
    out: csv::Writer<W>,
}

impl<W: Write> CsvWriter<W> {
    pub(super) fn new(table: Table, bom: bool, mut out: W) -> Result<Self, Error> {
        if bom {
            out.write_all("\u{FEFF}".as_bytes())?;
        }
        let mut out = csv::Writer::from_writer(out);
        out.write_record(table.columns().iter().map(|column| column.name))?;
        let schema = table.schema();
        Ok(Self { schema, out })
    }

    pub(super) fn write(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        if batch.schema() != self.schema {
            let message = "the batch is of another table".to_owned();
            return Err(ArrowError::SchemaError(message).into());
        }
        let columns: Vec<Cells<'_>> = batch.columns().iter().map(|column| cells(column)).collect();
        for row in 0..batch.num_rows() {
            for column in &columns {
                self.out.write_field(column(row).as_bytes())?;
            }
            self.out.write_record(None::<&[u8]>)?;
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Result<W, Error> {
        // The error holds the writer as well, which nobody needs any more.
        self.out
            .into_inner()
            .map_err(|error| Error::Io(error.into_error()))
    }
}

/// Gives the text of the cell in a row.
type Cells<'a> = Box<dyn Fn(usize) -> Cow<'a, str> + 'a>;

fn cells(column: &dyn Array) -> Cells<'_> {
    let text: Cells<'_> = match column.data_type() {
        DataType::Utf8 => {
            let values = column.as_string::<i32>();
            Box::new(|row| safe(values.value(row)))
        }
        DataType::Int64 => {
            let values = column.as_primitive::<Int64Type>();
            Box::new(|row| values.value(row).to_string().into())
        }
        DataType::Float64 => {
            let values = column.as_primitive::<Float64Type>();
            Box::new(|row| values.value(row).to_string().into())
        }
        DataType::Boolean => {
            let values = column.as_boolean();
            Box::new(|row| if values.value(row) { "true" } else { "false" }.into())
        }
        DataType::Date32 => {
            let values = column.as_primitive::<Date32Type>();
            Box::new(|row| {
                let date = values.value_as_date(row);
                date.map_or_else(String::new, |date| date.to_string())
                    .into()
            })
        }
        // The schema is the table's own, and `Kind` has no other types.
        _ => Box::new(|_| Cow::Borrowed("")),
    };
    Box::new(move |row| {
        if column.is_null(row) {
            Cow::Borrowed("")
        } else {
            text(row)
        }
    })
}

/// A text that no spreadsheet takes for a formula, and no reader for the end of the file.
fn safe(text: &str) -> Cow<'_, str> {
    // Spreadsheets in East Asian locales take the full-width signs for the plain ones.
    const SPECIAL: [char; 12] = [
        '=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', '\'',
    ];
    let mut text = Cow::Borrowed(text);
    if text.contains('\0') {
        text = text.replace('\0', "\u{FFFD}").into();
    }
    if text.starts_with(SPECIAL) {
        text = format!("'{text}").into();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_defused_and_can_be_had_back() {
        let texts = [
            "=cmd|' /C calc'!A0",
            "+1",
            "-1",
            "@SUM(A1)",
            "＝1",
            "\t=1",
            "\r=1",
            "\n=1",
            "'quoted'",
        ];
        for text in texts {
            let cell = safe(text);
            assert!(cell.starts_with('\''), "{cell}");
            assert_eq!(&cell[1..], text);
        }
        for text in ["plain", "a=b", " =1", "一、加强", ""] {
            assert_eq!(safe(text), text);
        }
        assert_eq!(safe("a\0b"), "a\u{FFFD}b");
    }
}
