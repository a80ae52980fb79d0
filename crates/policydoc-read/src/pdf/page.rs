//! From pages to lines: all that is asked of pdfium.

use super::grid::{Grid, Rule, grids};
use super::library::Library;
use super::line::{Glyph, Line, Page, Space};
use super::sorter::Sorter;
use crate::error::{Error, ErrorCode};
use crate::options::{Limits, Options};
use crate::text::{Warning, WarningCode};
use pdfium_render::prelude::{
    PdfDocument, PdfDocumentMetadataTagType, PdfPage, PdfPageObjectType, PdfPageObjectsCommon,
    PdfPageText, PdfPathSegmentType, PdfPathSegments, PdfiumError, PdfiumInternalError,
};
use std::time::Instant;

/// What pdfium says of a file.
pub(super) struct File {
    pub(super) pages: Vec<Page>,
    pub(super) title: Option<String>,
    pub(super) warnings: Vec<Warning>,
}

/// Reads the lines of all pages.
pub(super) fn read(bytes: &[u8], options: &Options) -> Result<File, Error> {
    let started = Instant::now();
    let library = Library::lock(options)?;
    let Some(pdfium) = library.pdfium() else {
        return Err(Error::new(ErrorCode::NoLibrary, "pdfium is not loaded"));
    };
    let document = pdfium
        .load_pdf_from_byte_slice(bytes, None)
        .map_err(|error| opened(&error))?;
    let limits = &options.limits;
    let count = document.pages().len();
    if u32::try_from(count).is_ok_and(|count| count > limits.pages) {
        let cause = format!("it has {count} pages, the limit is {}", limits.pages);
        return Err(Error::new(ErrorCode::TooMany, cause));
    }
    let mut read = Pages::default();
    for index in 0..count {
        if started.elapsed() > limits.time {
            let cause = format!(
                "{index} of {count} pages were read within {:?}",
                limits.time
            );
            return Err(Error::new(ErrorCode::TooSlow, cause));
        }
        read.page(&document, index, limits)?;
    }
    let title = document
        .metadata()
        .get(PdfDocumentMetadataTagType::Title)
        .map(|title| title.value().to_owned());
    read.finish(title)
}

#[derive(Default)]
struct Pages {
    read: Vec<Page>,
    /// Pages without text that hold pictures.
    pictures: Vec<u32>,
    /// Pages that pdfium could not read.
    damaged: Vec<u32>,
    /// The characters so far.
    chars: u64,
}

impl Pages {
    fn page(
        &mut self,
        document: &PdfDocument<'_>,
        index: i32,
        limits: &Limits,
    ) -> Result<(), Error> {
        let number = u32::try_from(index).unwrap_or(0) + 1;
        let Ok(page) = document.pages().get(index) else {
            self.damaged.push(number);
            return Ok(());
        };
        let Ok(text) = page.text() else {
            self.damaged.push(number);
            return Ok(());
        };
        self.chars += u64::try_from(text.len()).unwrap_or(0);
        if self.chars > limits.unpacked / 4 {
            let cause = format!("it holds more than {} bytes of text", limits.unpacked);
            return Err(Error::new(ErrorCode::TooLarge, cause));
        }
        let lines = lines(&text, grids(&rules(&page)));
        if lines.is_empty() && has_picture(&page) {
            self.pictures.push(number);
        }
        self.read.push(Page {
            number,
            height: page.height().value,
            lines,
        });
        Ok(())
    }

    fn finish(self, title: Option<String>) -> Result<File, Error> {
        let empty = self.read.iter().all(|page| page.lines.is_empty());
        if empty && !self.pictures.is_empty() {
            let cause = "its pages are scanned pictures without a text layer";
            return Err(Error::new(ErrorCode::NoText, cause));
        }
        if empty && !self.damaged.is_empty() {
            return Err(Error::new(
                ErrorCode::Damaged,
                "none of its pages can be read",
            ));
        }
        let mut warnings = Vec::new();
        for (pages, what) in [
            (&self.pictures, "are pictures without text"),
            (&self.damaged, "cannot be read"),
        ] {
            if !pages.is_empty() {
                let list: Vec<String> = pages.iter().map(u32::to_string).collect();
                let message = format!("pages {} {what}", list.join(", "));
                warnings.push(Warning::new(WarningCode::MissingPages, message));
            }
        }
        Ok(File {
            pages: self.read,
            title,
            warnings,
        })
    }
}

/// The lines of a page in pdfium's order, which is that of the page's content, with the rows of
/// its tables in their place.
fn lines(text: &PdfPageText<'_>, mut grids: Vec<Grid>) -> Vec<Line> {
    loop {
        let mut sorter = Sorter::new(&grids);
        read_glyphs(text, &mut sorter);
        match sorter.lines() {
            Ok(lines) => return lines,
            // What looked like a table is none.
            Err(none) => {
                for at in none {
                    grids.remove(at);
                }
            }
        }
    }
}

/// Hands the glyphs of a page on.
fn read_glyphs(text: &PdfPageText<'_>, sorter: &mut Sorter<'_>) {
    let mut half: Option<u32> = None;
    for glyph in text.chars().iter() {
        let value = glyph.unicode_value();
        let Some(ch) = joined(&mut half, value) else {
            continue;
        };
        match ch {
            '\n' | '\r' => sorter.collector().end(),
            '\u{2}' => sorter.collector().hyphen(),
            '\0' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ if ch.is_whitespace() && ch != '\u{3000}' => {
                let found = glyph.is_generated().unwrap_or(false);
                let space = if found { Space::Gap } else { Space::Written };
                sorter.collector().space(space);
            }
            _ => {
                let (Ok(bounds), Ok((_, base))) = (glyph.loose_bounds(), glyph.origin()) else {
                    continue;
                };
                let height = (bounds.top().value - bounds.bottom().value).abs();
                let size = glyph.scaled_font_size().value;
                sorter.glyph(Glyph {
                    ch,
                    left: bounds.left().value,
                    right: bounds.right().value,
                    base: base.value,
                    size: if size > 0.0 { size } else { height },
                });
            }
        }
    }
}

/// The straight lines drawn on a page.
fn rules(page: &PdfPage<'_>) -> Vec<Rule> {
    /// A page with more objects or rules is a drawing.
    const OBJECTS: usize = 20_000;
    const RULES: usize = 20_000;
    let mut rules = Vec::new();
    for object in page.objects().iter().take(OBJECTS) {
        let Some(path) = object.as_path_object() else {
            continue;
        };
        let Ok(matrix) = path.matrix() else {
            continue;
        };
        let stroked = path.is_stroked().unwrap_or(false);
        let mut shape: Vec<(f32, f32)> = Vec::new();
        for segment in path.segments().transform(matrix).iter() {
            if segment.segment_type() == PdfPathSegmentType::MoveTo {
                rules.extend(Rule::of_shape(&shape, stroked));
                shape.clear();
            }
            let (x, y) = segment.point();
            shape.push((x.value, y.value));
            if segment.is_close() {
                shape.extend(shape.first().copied());
            }
            if rules.len() + shape.len() > RULES {
                return Vec::new();
            }
        }
        rules.extend(Rule::of_shape(&shape, stroked));
    }
    rules
}

/// The character of a value; two values are the halves of one where wide characters have 16 bits.
fn joined(half: &mut Option<u32>, value: u32) -> Option<char> {
    match (half.take(), value) {
        (None, 0xD800..=0xDBFF) => {
            *half = Some(value);
            None
        }
        (Some(first), 0xDC00..=0xDFFF) => {
            char::from_u32(0x10000 + ((first - 0xD800) << 10) + (value - 0xDC00))
        }
        (_, value) => char::from_u32(value),
    }
}

fn has_picture(page: &PdfPage<'_>) -> bool {
    /// Enough to find a scan.
    const LOOKED_AT: usize = 100;
    let mut objects = page.objects().iter().take(LOOKED_AT);
    objects.any(|object| {
        matches!(
            object.object_type(),
            PdfPageObjectType::Image | PdfPageObjectType::XObjectForm
        )
    })
}

/// Why a file cannot be opened.
fn opened(error: &PdfiumError) -> Error {
    match error {
        PdfiumError::PdfiumLibraryInternalError(
            PdfiumInternalError::PasswordError | PdfiumInternalError::SecurityError,
        ) => Error::new(ErrorCode::Encrypted, "the file is protected by a password"),
        _ => Error::new(ErrorCode::Damaged, "it is no whole PDF file"),
    }
}
