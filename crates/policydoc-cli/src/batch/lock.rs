//! One run at a time writes an output.
//!
//! The lock is a hidden file of its own that nothing is ever renamed over or from, so that who
//! holds it holds the output. It tells a mark that the names of half-written files have in them:
//! the run after one that was killed knows by it what it may sweep away.

use super::own;
use crate::failure::{Error, Failure};
use std::fs::{File, TryLockError};
use std::hash::{BuildHasher as _, Hasher as _};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// What the lock file begins with.
const MAGIC: &str = "policydoc lock ";

/// The only run that writes an output.
#[derive(Debug)]
pub(crate) struct Lock {
    path: PathBuf,
    file: File,
    mark: String,
    /// Whether half-written files may be left that only the mark tells.
    used: bool,
}

impl Lock {
    /// Takes the lock of `out`; what a run that was killed has left half-written in `folders` is
    /// removed.
    pub(crate) fn take(path: &Path, out: &Path, folders: &[&Path]) -> Result<Self, Error> {
        let file = alone(path, out)?;
        let mut lock = Self {
            path: path.to_owned(),
            file,
            mark: String::new(),
            used: false,
        };
        lock.begin(folders)
            .map_err(|error| Error::unwritable(path, &error))?;
        Ok(lock)
    }

    /// The name of a half-written file, the `number`th of this run.
    pub(crate) fn partial(&mut self, number: usize) -> String {
        self.used = true;
        format!(".policydoc.{}.{number}.partial", self.mark)
    }

    /// Lets the next run in; nothing half-written is left.
    pub(crate) fn release(mut self) {
        self.used = false;
    }

    fn begin(&mut self, folders: &[&Path]) -> io::Result<()> {
        let mut text = String::new();
        (&self.file).take(200).read_to_string(&mut text)?;
        let mark = text
            .strip_prefix(MAGIC)
            .map(str::trim_end)
            .filter(|mark| mark.len() == 16 && mark.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match mark {
            Some(mark) => {
                self.mark = mark.to_owned();
                folders.iter().try_for_each(|folder| self.sweep(folder))
            }
            // A lock whose mark never reached the disk has made no files either.
            None if text.bytes().all(|byte| byte == 0) => {
                let hasher = std::collections::hash_map::RandomState::new().build_hasher();
                self.mark = format!("{:016x}", hasher.finish());
                self.file.set_len(0)?;
                io::Seek::rewind(&mut self.file)?;
                self.file
                    .write_all(format!("{MAGIC}{}\n", self.mark).as_bytes())
            }
            None => Err(io::Error::other("it is no lock of policydoc")),
        }
    }

    fn sweep(&self, folder: &Path) -> io::Result<()> {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let entries = match std::fs::read_dir(folder) {
            // OUT may be a file, or not be there yet.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                return Ok(());
            }
            entries => entries?,
        };
        let begin = format!(".policydoc.{}.", self.mark);
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(&begin)
                && name.ends_with(".partial")
                && entry.file_type()?.is_file()
            {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if !self.used && !self.mark.is_empty() {
            // While it is still locked: another run that has opened it sees that it lost its name.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Opens and locks a file, unless another run holds it.
fn alone(path: &Path, out: &Path) -> Result<File, Error> {
    let unwritable = |error: io::Error| Error::unwritable(path, &error);
    loop {
        let file = match own::open(path) {
            // Two runs make it at once, or one takes it away.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound
                ) && path
                    .parent()
                    .is_none_or(|parent| parent.as_os_str().is_empty() || parent.is_dir()) =>
            {
                continue;
            }
            file => file.map_err(unwritable)?,
        };
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => {
                return Err(Error::Store(Failure::new(
                    out,
                    "another run of policydoc is writing it",
                    "wait until that run is done, or choose another place with -o",
                )));
            }
            // A file system without locks is no reason not to work.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        if own::is_named(&file, path).map_err(unwritable)? {
            return Ok(file);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn one_run_at_a_time_holds_it_however_often_it_changes_hands() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".out.lock");
        let (inside, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..400 {
                        let Ok(lock) = Lock::take(&path, &path, &[]) else {
                            continue;
                        };
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                        taken.fetch_add(1, Ordering::SeqCst);
                        inside.fetch_sub(1, Ordering::SeqCst);
                        lock.release();
                    }
                });
            }
        });
        assert!(taken.into_inner() > 100);
        assert!(!path.exists());
    }

    #[test]
    fn what_a_killed_run_left_is_swept_away_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".out.lock");
        let mut lock = Lock::take(&path, &path, &[]).unwrap();
        let left = folder.path().join(lock.partial(3));
        let other = folder.path().join(".policydoc.0123.1.partial");
        std::fs::write(&left, "half").unwrap();
        std::fs::write(&other, "mine").unwrap();
        drop(lock);
        // A run that was killed at its very end leaves its output too.
        Lock::take(&path, &path, &[folder.path(), &other]).unwrap();
        assert!(!left.exists() && other.exists());
    }

    #[test]
    fn a_file_of_somebody_else_is_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".out.lock");
        std::fs::write(&path, "my diary").unwrap();
        assert!(Lock::take(&path, &path, &[]).is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"my diary");
    }
}
