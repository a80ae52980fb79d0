//! What a column is, and how values get into it.

use arrow_array::ArrayRef;
use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder,
};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use policydoc::Date;
use serde::Serialize;
use std::borrow::Cow;
use std::sync::Arc;

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Kind {
    /// Text in UTF-8, never empty.
    Text,
    /// A whole number of 64 bits, never negative.
    Integer,
    /// A floating-point number of 64 bits.
    Number,
    /// True or false.
    Boolean,
    /// A day.
    Date,
}

impl Kind {
    /// The Arrow type of such a column.
    pub fn data_type(self) -> DataType {
        match self {
            Self::Text => DataType::Utf8,
            Self::Integer => DataType::Int64,
            Self::Number => DataType::Float64,
            Self::Boolean => DataType::Boolean,
            Self::Date => DataType::Date32,
        }
    }

    /// The name of the kind: `text`, `integer`, `number`, `boolean`, `date`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Date => "date",
        }
    }
}

/// One column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Column {
    /// Its name, the same in Arrow, CSV and Parquet. No name is a reserved word of SQL.
    pub name: &'static str,
    /// What its cells hold.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Whether a cell can be without a value.
    pub nullable: bool,
    /// What it means, in a sentence or two.
    pub description: &'static str,
}

/// Columns as an Arrow schema.
pub(crate) fn columns_schema(columns: &[Column]) -> SchemaRef {
    let field = |column: &Column| Field::new(column.name, column.kind.data_type(), column.nullable);
    Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()))
}

/// Text of a cell.
pub(crate) type Text<'a> = Cow<'a, str>;

/// A Rust type that can be the type of a column.
pub(crate) trait Value: Sized {
    const KIND: Kind;
    const NULLABLE: bool = false;

    fn put(self, cells: &mut Cells);
}

impl Value for Text<'_> {
    const KIND: Kind = Kind::Text;

    fn put(self, cells: &mut Cells) {
        cells.text(Some(&self));
    }
}

impl Value for Option<Text<'_>> {
    const KIND: Kind = Kind::Text;
    const NULLABLE: bool = true;

    fn put(self, cells: &mut Cells) {
        // One way to say that there is nothing: CSV cannot tell an empty text from none.
        cells.text(self.as_deref().filter(|text| !text.is_empty()));
    }
}

impl Value for &str {
    const KIND: Kind = Kind::Text;

    fn put(self, cells: &mut Cells) {
        cells.text(Some(self));
    }
}

impl Value for Option<&str> {
    const KIND: Kind = Kind::Text;
    const NULLABLE: bool = true;

    fn put(self, cells: &mut Cells) {
        self.map(Cow::Borrowed).put(cells);
    }
}

macro_rules! values {
    ($($rust:ty, $kind:ident, $builder:ident, $convert:expr;)*) => {$(
        impl Value for $rust {
            const KIND: Kind = Kind::$kind;

            fn put(self, cells: &mut Cells) {
                Some(self).put(cells);
            }
        }

        impl Value for Option<$rust> {
            const KIND: Kind = Kind::$kind;
            const NULLABLE: bool = true;

            fn put(self, cells: &mut Cells) {
                if let Some(Builder::$builder(builder)) = cells.next() {
                    builder.append_option(self.map($convert));
                }
            }
        }
    )*};
}

values! {
    usize, Integer, Integer, |value| i64::try_from(value).unwrap_or(i64::MAX);
    u64, Integer, Integer, |value| i64::try_from(value).unwrap_or(i64::MAX);
    u32, Integer, Integer, i64::from;
    f64, Number, Number, |value| value;
    bool, Boolean, Boolean, |value| value;
    Date, Date, Date, days;
}

/// Days since 1970-01-01, as Arrow counts them.
fn days(date: Date) -> i32 {
    // A year begins in March, so that the leap day is its last: day = 365.25 years + 30.6 months.
    let (year, month) = match date.month {
        1 | 2 => (i32::from(date.year) - 1, i32::from(date.month) + 9),
        _ => (i32::from(date.year), i32::from(date.month) - 3),
    };
    let leap_days = year / 4 - year / 100 + year / 400;
    let before_1970 = 719_469;
    year * 365 + leap_days + (month * 153 + 2) / 5 + i32::from(date.day) - before_1970
}

/// The cells of the rows of one batch, filled row by row, each row from its first column on.
pub(crate) struct Cells {
    builders: Vec<Builder>,
    next: usize,
    rows: usize,
    text_bytes: usize,
}

enum Builder {
    Text(StringBuilder),
    Integer(Int64Builder),
    Number(Float64Builder),
    Boolean(BooleanBuilder),
    Date(Date32Builder),
}

/// The longest text of a cell, in bytes: the texts of a batch and one more stay below the 2 GiB
/// that Arrow's text columns can address.
const LONGEST: usize = 1 << 30;

impl Cells {
    pub(crate) fn new(columns: &[Column]) -> Self {
        let builder = |column: &Column| match column.kind {
            Kind::Text => Builder::Text(StringBuilder::new()),
            Kind::Integer => Builder::Integer(Int64Builder::new()),
            Kind::Number => Builder::Number(Float64Builder::new()),
            Kind::Boolean => Builder::Boolean(BooleanBuilder::new()),
            Kind::Date => Builder::Date(Date32Builder::new()),
        };
        Self {
            builders: columns.iter().map(builder).collect(),
            next: 0,
            rows: 0,
            text_bytes: 0,
        }
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// The bytes of all texts.
    pub(crate) fn text_bytes(&self) -> usize {
        self.text_bytes
    }

    pub(crate) fn end_row(&mut self) {
        debug_assert_eq!(self.next, self.builders.len());
        self.next = 0;
        self.rows += 1;
    }

    /// The filled columns; the cells are empty afterwards.
    pub(crate) fn finish(&mut self) -> Vec<ArrayRef> {
        self.rows = 0;
        self.text_bytes = 0;
        self.builders.iter_mut().map(Builder::finish).collect()
    }

    fn next(&mut self) -> Option<&mut Builder> {
        let builder = self.builders.get_mut(self.next);
        self.next += 1;
        builder
    }

    fn text(&mut self, text: Option<&str>) {
        let text = text.map(|text| cut(text, LONGEST));
        self.text_bytes += text.map_or(0, str::len);
        if let Some(Builder::Text(builder)) = self.next() {
            builder.append_option(text);
        }
    }
}

impl Builder {
    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(builder) => Arc::new(builder.finish()),
            Self::Integer(builder) => Arc::new(builder.finish()),
            Self::Number(builder) => Arc::new(builder.finish()),
            Self::Boolean(builder) => Arc::new(builder.finish()),
            Self::Date(builder) => Arc::new(builder.finish()),
        }
    }
}

/// At most `longest` bytes of a text.
fn cut(text: &str, longest: usize) -> &str {
    let mut end = text.len().min(longest);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Defines the columns of a table once: name, type, meaning, and where the value comes from.
macro_rules! columns {
    ($row:ident: $Row:ty; $($(#[doc = $doc:literal])+ $name:literal: $type:ty = $value:expr;)+) => {
        pub(crate) const COLUMNS: &[$crate::Column] = &[$($crate::Column {
            name: $name,
            kind: <$type as $crate::column::Value>::KIND,
            nullable: <$type as $crate::column::Value>::NULLABLE,
            description: concat!($($doc),+).trim_ascii(),
        },)+];

        pub(crate) fn append($row: &$Row, cells: &mut $crate::column::Cells) {
            $(<$type as $crate::column::Value>::put($value, cells);)+
            cells.end_row();
        }
    };
}
pub(crate) use columns;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970_on() {
        let days = |year, month, day| days(Date { year, month, day });
        assert_eq!(days(1970, 1, 1), 0);
        assert_eq!(days(1969, 12, 31), -1);
        assert_eq!(days(2000, 2, 29), 11_016);
        assert_eq!(days(2000, 3, 1), 11_017);
        assert_eq!(days(2019, 5, 24), 18_040);
        assert_eq!(days(1, 1, 1), -719_162);
        assert_eq!(days(9999, 12, 31), 2_932_896);
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!(cut("附件", 6), "附件");
        assert_eq!(cut("附件", 5), "附");
        assert_eq!(cut("附件", 2), "");
    }
}
