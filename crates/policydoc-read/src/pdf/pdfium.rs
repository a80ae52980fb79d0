//! Pages as Google's pdfium sees them.
//!
//! pdfium is loaded at run time and has one lock: files are read one after the other. It is
//! written in C++ and has crashed and hung on hostile files before; nothing inside this process
//! can hold that. Whoever reads files of strangers does so in a process that can be lost.

mod library; // where pdfium is

use super::grid::Rule;
use super::line::{Glyph, Space};
use super::sheet::{File, Mark, Pages, Sheet};
use crate::error::{Error, ErrorCode};
use crate::options::Options;
use library::Library;
use pdfium_render::prelude::{
    PdfDocument, PdfDocumentMetadataTagType, PdfPage, PdfPageObjectType, PdfPageObjectsCommon,
    PdfPageText, PdfPathSegmentType, PdfPathSegments, PdfiumError, PdfiumInternalError,
};
use std::time::Instant;

/// Reads all pages.
pub(super) fn read(bytes: &[u8], options: &Options) -> Result<File, Error> {
    let started = Instant::now();
    let library = Library::lock(options)?;
    let Some(pdfium) = library.pdfium() else {
        return Err(Error::new(ErrorCode::NoLibrary, "pdfium is not loaded"));
    };
    let document = pdfium
        .load_pdf_from_byte_slice(bytes, None)
        .map_err(|error| opened(&error))?;
    let count = document.pages().len();
    let mut pages = Pages::new(
        usize::try_from(count).unwrap_or(0),
        &options.limits,
        started,
    )?;
    for index in 0..count {
        pages.check_time()?;
        pages.add(sheet(&document, index, &pages)?.as_ref())?;
    }
    let title = document
        .metadata()
        .get(PdfDocumentMetadataTagType::Title)
        .map(|title| title.value().to_owned());
    pages.finish(title)
}

fn sheet(
    document: &PdfDocument<'_>,
    index: i32,
    pages: &Pages<'_>,
) -> Result<Option<Sheet>, Error> {
    let Ok(page) = document.pages().get(index) else {
        return Ok(None);
    };
    let Ok(text) = page.text() else {
        return Ok(None);
    };
    if u64::try_from(text.len()).unwrap_or(0) > pages.room() {
        return Err(pages.full());
    }
    Ok(Some(Sheet {
        height: page.height().value,
        marks: marks(&text),
        rules: rules(&page),
        picture: has_picture(&page),
        unknown: 0,
    }))
}

/// What is written on a page, in pdfium's order, which is that of the page's content.
fn marks(text: &PdfPageText<'_>) -> Vec<Mark> {
    let mut half: Option<u32> = None;
    let mut marks = Vec::new();
    for glyph in text.chars().iter() {
        let value = glyph.unicode_value();
        let Some(ch) = joined(&mut half, value) else {
            continue;
        };
        match ch {
            '\n' | '\r' => marks.push(Mark::End),
            '\u{2}' => marks.push(Mark::Hyphen),
            '\0' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ if ch.is_whitespace() && ch != '\u{3000}' => {
                let found = glyph.is_generated().unwrap_or(false);
                marks.push(Mark::Space(if found { Space::Gap } else { Space::Written }));
            }
            _ => {
                let (Ok(bounds), Ok((_, base))) = (glyph.loose_bounds(), glyph.origin()) else {
                    continue;
                };
                let height = (bounds.top().value - bounds.bottom().value).abs();
                let size = glyph.scaled_font_size().value;
                marks.push(Mark::Glyph(Glyph {
                    ch,
                    left: bounds.left().value,
                    right: bounds.right().value,
                    base: base.value,
                    size: if size > 0.0 { size } else { height },
                    bold: false,
                }));
            }
        }
    }
    marks
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
