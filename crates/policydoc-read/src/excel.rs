//! Excel workbooks, by calamine.

use crate::builder::Builder;
use crate::error::{Error, ErrorCode};
use crate::options::{Limits, Options};
use crate::sheet::{self, Merge, Sheet, too_many};
use crate::text::{Warning, WarningCode};
use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Style, Xls,
    XlsError, Xlsx, XlsxError,
};
use std::io::{Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A workbook as text.
pub(crate) struct Workbook {
    pub(crate) builder: Builder,
    pub(crate) warnings: Vec<Warning>,
}

/// Reads a workbook of Office Open XML.
pub(crate) fn xlsx(bytes: &[u8], options: &Options) -> Result<Workbook, Error> {
    let limits = &options.limits;
    crate::archive::Archive::open(bytes, limits)?.check()?;
    workbook(limits, || sheets_of_xlsx(bytes, limits))
}

/// Reads a workbook of Excel 97 to 2003.
pub(crate) fn xls(bytes: &[u8], options: &Options) -> Result<Workbook, Error> {
    workbook(&options.limits, || {
        check_cells(bytes)?;
        sheets_of_xls(bytes, &options.limits)
    })
}

/// The sheets of a workbook, and the names of those that it hides.
type Sheets = (Vec<Sheet>, Vec<String>);

fn workbook(
    limits: &Limits,
    read: impl FnOnce() -> Result<Sheets, Error>,
) -> Result<Workbook, Error> {
    // The library was not made for hostile files: what breaks it is a damaged file.
    let read = catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        let cause = "the workbook breaks the rules of its format";
        Err(Error::new(ErrorCode::Damaged, cause))
    });
    let (sheets, hidden) = read?;
    let mut builder = Builder::default();
    sheet::write(&sheets, limits, &mut builder)?;
    let warning = (!hidden.is_empty()).then(|| {
        let names: Vec<String> = hidden.iter().map(|name| format!("“{name}”")).collect();
        let names = names.join(", ");
        Warning::new(
            WarningCode::LeftOut,
            format!("hidden sheets were left out: {names}"),
        )
    });
    Ok(Workbook {
        builder,
        warnings: warning.into_iter().collect(),
    })
}

fn sheets_of_xlsx(bytes: &[u8], limits: &Limits) -> Result<Sheets, Error> {
    let refused = |error: XlsxError| match error {
        XlsxError::Password => locked(),
        error => damaged(&error),
    };
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(refused)?;
    let (names, hidden) = names(book.sheets_metadata());
    let mut sheets = Vec::new();
    let mut room = Room::of(limits);
    for name in names {
        let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut sheet = Sheet {
            merges: merges.iter().map(merge).collect(),
            ..Sheet::default()
        };
        let mut cells = book.worksheet_cells_reader(&name).map_err(refused)?;
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(refused)? {
            let percent = cells.styles().get(style).is_some_and(is_percent);
            let (row, column) = cell.get_position();
            let text = shown_ref(cell.get_value(), percent);
            room.take(&text)?;
            sheet.put(row, column, text);
        }
        sheet.name = name;
        sheets.push(sheet);
    }
    Ok((sheets, hidden))
}

fn sheets_of_xls(bytes: &[u8], limits: &Limits) -> Result<Sheets, Error> {
    let refused = |error: XlsError| match error {
        XlsError::Password => locked(),
        error => damaged(&error),
    };
    let mut book = Xls::new(Cursor::new(bytes)).map_err(refused)?;
    let (names, hidden) = names(book.sheets_metadata());
    let mut sheets = Vec::new();
    let mut room = Room::of(limits);
    for name in names {
        let range = book.worksheet_range(&name).map_err(refused)?;
        let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut sheet = Sheet {
            merges: merges.iter().map(merge).collect(),
            ..Sheet::default()
        };
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let text = shown(value);
            room.take(&text)?;
            let at = |offset: usize, first: u32| {
                first.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
            };
            sheet.put(at(row, top), at(column, left), text);
        }
        sheet.name = name;
        sheets.push(sheet);
    }
    Ok((sheets, hidden))
}

/// How many cells and how much text may still come: cells can share one long text.
struct Room<'l> {
    limits: &'l Limits,
    cells: u32,
    text: u64,
}

impl<'l> Room<'l> {
    fn of(limits: &'l Limits) -> Self {
        Self {
            limits,
            cells: limits.elements,
            text: limits.unpacked,
        }
    }

    fn take(&mut self, text: &str) -> Result<(), Error> {
        let cells = self.cells.checked_sub(1);
        self.cells = cells.ok_or_else(|| too_many(self.limits.elements as usize))?;
        let left = self.text.checked_sub(text.len() as u64);
        self.text = left.ok_or_else(|| {
            let cause = format!("its cells hold more than {} bytes", self.limits.unpacked);
            Error::new(ErrorCode::TooLarge, cause)
        })?;
        Ok(())
    }
}

/// The names of the sheets that are shown, and of those that are hidden.
fn names(sheets: &[calamine::Sheet]) -> (Vec<String>, Vec<String>) {
    let sheets = sheets
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let (shown, hidden): (Vec<_>, Vec<_>) =
        sheets.partition(|sheet| sheet.visible == SheetVisible::Visible);
    let name = |sheet: &calamine::Sheet| sheet.name.clone();
    (
        shown.into_iter().map(name).collect(),
        hidden.into_iter().map(name).collect(),
    )
}

fn merge(found: &Dimensions) -> Merge {
    Merge {
        rows: found.start.0..=found.end.0,
        columns: found.start.1..=found.end.1,
    }
}

fn is_percent(style: &Style) -> bool {
    let format = style.number_format.as_ref();
    format.is_some_and(|format| format.format_code.contains('%'))
}

fn shown_ref(value: &DataRef<'_>, percent: bool) -> String {
    match value {
        // A share that is a whole number is a hundred times as many hundredths.
        DataRef::Int(number) if percent => format!("{}%", number.saturating_mul(100)),
        DataRef::Float(number) if percent => number_shown(number * 100.0) + "%",
        DataRef::SharedString(text) => (*text).to_owned(),
        value => shown(&Data::from(value.clone())),
    }
}

/// A value as people read it.
fn shown(value: &Data) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number_shown(*number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(value) => value.to_string().to_uppercase(),
        Data::DateTime(date) => date_shown(date),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

/// A number with the fifteen digits that Excel keeps.
fn number_shown(number: f64) -> String {
    let kept: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    kept.to_string()
}

/// A day as ISO 8601 has it, with the time of day where there is one.
fn date_shown(date: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time = if second == 0 {
        format!("{hour:02}:{minute:02}")
    } else {
        format!("{hour:02}:{minute:02}:{second:02}")
    };
    if date.is_duration() || date.as_f64() < 1.0 {
        return time;
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) {
        day
    } else {
        format!("{day} {time}")
    }
}

fn locked() -> Error {
    Error::new(
        ErrorCode::Encrypted,
        "the workbook is protected by a password",
    )
}

fn damaged(error: &dyn std::fmt::Display) -> Error {
    let said = error.to_string();
    let said = said.lines().next().unwrap_or_default();
    let said: String = said.chars().take(200).collect();
    Error::new(
        ErrorCode::Damaged,
        format!("the workbook cannot be read: {said}"),
    )
}

/// Looks at the places of the cells before the library makes room for all cells up to the last.
fn check_cells(bytes: &[u8]) -> Result<(), Error> {
    /// Records that hold a cell, and begin with its row and column; the last two hold several.
    const CELLS: &[u16] = &[
        0x0006, 0x00FD, 0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, 0x00BD,
    ];
    const DIMENSIONS: u16 = 0x0200;
    const BEGIN: u16 = 0x0809;
    /// No more cells are made room for, for all sheets together.
    const MOST: u64 = 16 << 20;
    let stream = stream(bytes)?;
    let mut rest = &stream[..];
    let (mut all, mut area) = (0_u64, Area::default());
    while let [kind_low, kind_high, size_low, size_high, after @ ..] = rest {
        let kind = u16::from_le_bytes([*kind_low, *kind_high]);
        let size = usize::from(u16::from_le_bytes([*size_low, *size_high]));
        let record = after.get(..size).unwrap_or(after);
        rest = after.get(size..).unwrap_or_default();
        match kind {
            BEGIN => all = all.saturating_add(std::mem::take(&mut area).cells()),
            DIMENSIONS => all = all.saturating_add(declared(record)),
            kind if CELLS.contains(&kind) => area.take(record),
            _ => {}
        }
    }
    all = all.saturating_add(area.cells());
    if all > MOST {
        let cause = format!("its sheets reach over more than {MOST} cells");
        return Err(Error::new(ErrorCode::TooMany, cause));
    }
    Ok(())
}

/// How many cells a record of dimensions declares.
fn declared(record: &[u8]) -> u64 {
    let short = |at: usize| {
        record
            .get(at..at + 2)
            .map_or(0, |two| u64::from(u16::from_le_bytes([two[0], two[1]])))
    };
    let long = |at: usize| short(at) | short(at + 2) << 16;
    let (rows, columns) = match record.len() {
        10 => (
            short(2).checked_sub(short(0)),
            short(6).checked_sub(short(4)),
        ),
        _ => (
            long(4).checked_sub(long(0)),
            short(10).checked_sub(short(8)),
        ),
    };
    // One that ends before it begins is not to be believed.
    let cells = rows
        .zip(columns)
        .map(|(rows, columns)| (rows + 1).saturating_mul(columns + 1));
    cells.unwrap_or(u64::MAX)
}

/// The rectangle that the cells of a sheet reach over.
#[derive(Debug, Default)]
struct Area(Option<[u16; 4]>);

impl Area {
    fn take(&mut self, record: &[u8]) {
        let &[row_low, row_high, column_low, column_high, ..] = record else {
            return;
        };
        let row = u16::from_le_bytes([row_low, row_high]);
        let column = u16::from_le_bytes([column_low, column_high]);
        // A record of several cells in a row is as long as they are.
        let end = column.saturating_add(u16::try_from(record.len() / 6).unwrap_or(u16::MAX));
        let [top, left, bottom, right] = self.0.unwrap_or([row, column, row, column]);
        self.0 = Some([
            top.min(row),
            left.min(column),
            bottom.max(row),
            right.max(end),
        ]);
    }

    fn cells(&self) -> u64 {
        self.0.map_or(0, |[top, left, bottom, right]| {
            (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1)
        })
    }
}

/// The stream of records of a workbook.
fn stream(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let name = ["/Workbook", "/Book"]
        .into_iter()
        .find(|name| file.is_stream(name));
    let mut stream = Vec::new();
    let mut open = file
        .open_stream(name.unwrap_or("/Workbook"))
        .map_err(|error| damaged(&error))?;
    open.read_to_end(&mut stream)
        .map_err(|error| damaged(&error))?;
    Ok(stream)
}
