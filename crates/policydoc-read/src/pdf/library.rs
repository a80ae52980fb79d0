//! Where pdfium is.

use crate::error::{Error, ErrorCode};
use crate::options::Options;
use pdfium_render::prelude::{Pdfium, PdfiumError};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The library, once it is loaded; it is never unloaded.
static LIBRARY: Mutex<Option<Pdfium>> = Mutex::new(None);

/// Holds the library for the reading of one file.
pub(super) struct Library(MutexGuard<'static, Option<Pdfium>>);

impl Library {
    /// Waits for the library, and loads it when it is used first.
    pub(super) fn lock(options: &Options) -> Result<Self, Error> {
        let mut library = LIBRARY.lock().unwrap_or_else(PoisonError::into_inner);
        if library.is_none() {
            *library = Some(load(options)?);
        }
        Ok(Self(library))
    }

    pub(super) fn pdfium(&self) -> Option<&Pdfium> {
        self.0.as_ref()
    }
}

/// Loads the library from the first place that is given.
fn load(options: &Options) -> Result<Pdfium, Error> {
    let missing = |cause: String| Error::new(ErrorCode::NoLibrary, cause);
    let given = options
        .pdfium
        .clone()
        .or_else(|| std::env::var_os("POLICYDOC_PDFIUM").map(PathBuf::from));
    let path = match given {
        Some(path) if path.is_dir() => path.join(Pdfium::pdfium_platform_library_name()),
        Some(path) => path,
        None => beside_program()
            .ok_or_else(|| missing("the library pdfium is not on this machine".to_owned()))?,
    };
    let bindings = Pdfium::bind_to_library(&path).map_err(|error| {
        let cause = match error {
            PdfiumError::LoadLibraryError(error) => error.to_string(),
            error => error.to_string(),
        };
        missing(format!(
            "pdfium cannot be loaded from `{}`: {cause}",
            path.display()
        ))
    })?;
    Ok(Pdfium::new(bindings))
}

/// The library in the folder of the running program.
fn beside_program() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let path = program
        .parent()?
        .join(Pdfium::pdfium_platform_library_name());
    path.is_file().then_some(path)
}
