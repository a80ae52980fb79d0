//! Where pdfium is.

use crate::error::{Error, ErrorCode};
use crate::options::Options;
use pdfium_render::prelude::{Pdfium, PdfiumError};
use std::env;
use std::path::{Path, PathBuf};
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

/// Loads the library: from the place that is given, or else from the first where it is found.
fn load(options: &Options) -> Result<Pdfium, Error> {
    let given = options
        .pdfium
        .clone()
        .or_else(|| env::var_os("POLICYDOC_PDFIUM").map(PathBuf::from));
    let found = given.or_else(|| {
        let mut places = places().into_iter();
        places.find(|place| in_folder(place).is_file())
    });
    let path = match found {
        Some(path) if path.is_dir() => in_folder(&path),
        Some(path) => path,
        None => {
            let cause = "the library pdfium is not on this machine";
            return match Pdfium::bind_to_system_library() {
                Ok(bindings) => Ok(Pdfium::new(bindings)),
                Err(_) => Err(Error::new(ErrorCode::NoLibrary, cause)),
            };
        }
    };
    let bindings = Pdfium::bind_to_library(&path).map_err(|error| {
        let cause = match error {
            PdfiumError::LoadLibraryError(error) => error.to_string(),
            error => error.to_string(),
        };
        let path = path.display();
        let cause = format!("pdfium cannot be loaded from `{path}`: {cause}");
        Error::new(ErrorCode::NoLibrary, cause)
    })?;
    Ok(Pdfium::new(bindings))
}

fn in_folder(folder: &Path) -> PathBuf {
    folder.join(Pdfium::pdfium_platform_library_name())
}

/// The folders where the library may be, the nearest first: that of the running program, and the
/// Python package that brings it in the active environment, for the user, and for all users.
fn places() -> Vec<PathBuf> {
    let variable = |name: &str| env::var_os(name).map(PathBuf::from);
    let program = env::current_exe().ok();
    let mut places: Vec<PathBuf> = program
        .as_deref()
        .and_then(Path::parent)
        .map(Path::to_owned)
        .into_iter()
        .collect();
    let home = variable("HOME").or_else(|| variable("USERPROFILE"));
    let of_user = home.map(|home| [home.join(".local"), home.join("Library/Python")]);
    let of_windows = variable("APPDATA").map(|folder| folder.join("Python"));
    let of_all = ["/usr/local", "/opt/homebrew", "/usr"].map(PathBuf::from);
    let environments = [variable("VIRTUAL_ENV"), variable("CONDA_PREFIX")];
    for prefix in environments
        .into_iter()
        .flatten()
        .chain(of_user.into_iter().flatten())
        .chain(of_windows)
        .chain(of_all)
    {
        places.extend(packages(&prefix));
    }
    places
}

/// The folders of the Python package under a prefix, whatever the version of Python:
/// `lib/python3.12/site-packages`, `Lib/site-packages`, `3.12/lib/python/site-packages`,
/// `Python312/site-packages`.
fn packages(prefix: &Path) -> Vec<PathBuf> {
    let lib = prefix.join("lib");
    let mut folders = vec![prefix.join("Lib")];
    folders.extend(newest_first(&lib, "python3"));
    folders.extend(newest_first(prefix, "Python3"));
    for version in newest_first(prefix, "3.") {
        folders.push(version.join("lib/python"));
    }
    let names = ["site-packages", "dist-packages"];
    folders
        .iter()
        .flat_map(|folder| names.map(|name| folder.join(name).join("pypdfium2_raw")))
        .filter(|folder| folder.is_dir())
        .collect()
}

/// The entries of a folder that begin with a name, from the last on.
fn newest_first(folder: &Path, name: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(name))
        .map(|entry| entry.path())
        .collect();
    found.sort();
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::packages;
    use std::fs;

    #[test]
    fn the_python_package_is_found_under_a_prefix() {
        let prefix = std::env::temp_dir().join(format!("policydoc-{}", std::process::id()));
        let expected = [
            "lib/python3.12/site-packages/pypdfium2_raw",
            "lib/python3.11/dist-packages/pypdfium2_raw",
            "Python312/site-packages/pypdfium2_raw",
            "3.9/lib/python/site-packages/pypdfium2_raw",
        ];
        for folder in expected
            .iter()
            .chain(&["lib/perl/site-packages/pypdfium2_raw"])
        {
            fs::create_dir_all(prefix.join(folder)).unwrap();
        }
        let found = packages(&prefix);
        fs::remove_dir_all(&prefix).unwrap();
        assert_eq!(found, expected.map(|folder| prefix.join(folder)));
    }
}
