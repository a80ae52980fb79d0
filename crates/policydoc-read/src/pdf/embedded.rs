//! Pages as they are seen without any library: PDF syntax and fonts come from the crates of hayro,
//! which are plain Rust; what a page shows is followed here, so that it can be bounded.

mod content; // what the instructions of a page do
mod decode; // strings of the file
mod face; // which characters the codes of a font are
mod layer; // layers that are switched off
mod run; // from runs of glyphs to marks
mod state; // where and how glyphs are set

use super::sheet::{File, Pages, Sheet};
use crate::error::{Error, ErrorCode};
use crate::options::Options;
use content::Walk;
use face::Faces;
use hayro_font::kurbo::Affine;
use hayro_syntax::object::Dict;
use hayro_syntax::page::Page;
use hayro_syntax::{LoadPdfError, Pdf};
use layer::Layers;
use std::time::Instant;

/// Reads all pages.
pub(super) fn read(bytes: &[u8], options: &Options) -> Result<File, Error> {
    let started = Instant::now();
    let pdf = Pdf::new(bytes.to_vec()).map_err(opened)?;
    let mut pages = Pages::new(pdf.pages().len(), &options.limits, started)?;
    pages.expect(declared(&pdf));
    let layers = Layers::of(&pdf);
    let faces = Faces::default();
    for page in pdf.pages().iter() {
        pages.check_time()?;
        let sheet = sheet(page, &faces, &layers, &pages)?;
        pages.add(sheet.as_ref())?;
    }
    let title = pdf.metadata().title.as_deref().map(decode::text);
    pages.finish(title)
}

fn sheet<'a>(
    page: &Page<'a>,
    faces: &Faces<'a>,
    layers: &Layers,
    pages: &Pages<'_>,
) -> Result<Option<Sheet>, Error> {
    if page.page_stream().is_none() && page.raw().contains_key("Contents") {
        return Ok(None);
    }
    // Upright, with its lower left corner at the origin, as it is shown.
    let upright = Affine::new(page.initial_transform(false).as_coeffs());
    let mut walk = Walk::new(upright, faces, layers, pages);
    walk.read(page.typed_operations(), page.resources())?;
    let (width, height) = page.render_dimensions();
    Ok(Some(run::sheet(&walk.drawn(), width, height)))
}

/// How many pages the file says it has.
fn declared(pdf: &Pdf) -> usize {
    let xref = pdf.xref();
    let count = xref
        .get::<Dict<'_>>(xref.root_id())
        .and_then(|catalogue| catalogue.get::<Dict<'_>>("Pages"))
        .and_then(|pages| pages.get::<u32>("Count"));
    count.map_or(0, |count| usize::try_from(count).unwrap_or(usize::MAX))
}

/// Why a file cannot be opened.
fn opened(error: LoadPdfError) -> Error {
    match error {
        LoadPdfError::Decryption(_) => {
            Error::new(ErrorCode::Encrypted, "the file is protected by a password")
        }
        LoadPdfError::Invalid => Error::new(ErrorCode::Damaged, "it is no whole PDF file"),
    }
}
