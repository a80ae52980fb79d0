//! Files that are there as a whole or not at all.

use crate::failure::Error;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// A file that appears under its name when it is complete. Until then it is a hidden file beside
/// it, always of the same name, so that a run that was killed leaves nothing that the next one
/// does not overwrite.
pub(crate) struct WholeFile {
    path: PathBuf,
    partial: PathBuf,
    pub(crate) writer: BufWriter<File>,
}

impl WholeFile {
    /// Begins a file; makes its folder where there is none.
    pub(crate) fn create(path: &Path) -> Result<Self, Error> {
        let partial = partial(path);
        let folder = path.parent().unwrap_or(Path::new(""));
        if !folder.as_os_str().is_empty() {
            std::fs::create_dir_all(folder).map_err(|error| Error::unwritable(folder, &error))?;
        }
        let file = File::create(&partial).map_err(|error| Error::unwritable(path, &error))?;
        Ok(Self {
            path: path.to_owned(),
            partial,
            writer: BufWriter::new(file),
        })
    }

    /// The error that this file could not be written.
    pub(crate) fn unwritable(&self, error: &std::io::Error) -> Error {
        Error::unwritable(&self.path, error)
    }

    /// Gives the file its name.
    pub(crate) fn finish(mut self) -> Result<(), Error> {
        let done = self
            .writer
            .flush()
            .and_then(|()| std::fs::rename(&self.partial, &self.path));
        done.map_err(|error| Error::unwritable(&self.path, &error))
    }
}

/// Writes a file in one go.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut file = WholeFile::create(path)?;
    file.writer
        .write_all(bytes)
        .map_err(|error| Error::unwritable(path, &error))?;
    file.finish()
}

/// The name of a file while it is not complete: `.plan.json.partial` for `plan.json`.
pub(crate) fn partial(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".partial");
    path.with_file_name(name)
}
