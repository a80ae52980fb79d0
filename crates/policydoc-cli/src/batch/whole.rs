//! Files that are there as a whole or not at all.

use crate::failure::Error;
use std::ffi::OsString;
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
        let partial = beside(path, ".partial");
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

    /// A handle to write with instead of `writer`.
    pub(crate) fn handle(&self) -> Result<File, Error> {
        let handle = self.writer.get_ref().try_clone();
        handle.map_err(|error| self.unwritable(&error))
    }

    /// The name it is going to have.
    pub(crate) fn path(&self) -> &Path {
        &self.path
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

/// The hidden file beside `out` with this ending: `.all.jsonl.partial`.
pub(crate) fn beside(out: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(out.file_name().unwrap_or_default());
    name.push(ending);
    out.with_file_name(name)
}

/// Removes a file that may not be there.
pub(crate) fn remove(path: &Path) -> Result<(), Error> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::unwritable(path, &error))
        }
        _ => Ok(()),
    }
}
