//! The place where a run writes: its lock, its journal, and files that appear there whole.

use crate::batch::journal::{Journal, Mark};
use crate::batch::key::Key;
use crate::batch::lock::Lock;
use crate::batch::own;
use crate::batch::sum::{Sum, Tally};
use crate::failure::{Error, Failure};
use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// What the user allows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leave {
    /// To replace files that are not ours.
    pub(crate) overwrite: bool,
    /// Not to wait for the disk.
    pub(crate) no_sync: bool,
    /// To remove results whose inputs are gone.
    pub(crate) prune: bool,
}

/// Where a run writes. As long as it lives no other run writes there.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) journal: Journal,
    pub(crate) rules: String,
    pub(crate) leave: Leave,
    lock: Lock,
    /// How many files were begun.
    begun: usize,
    /// The files that this run has written or kept.
    current: HashMap<PathBuf, Mark>,
}

/// Why a file did not get its name.
#[derive(Debug)]
pub(crate) enum Obstacle {
    /// Something stands there that is not ours: what, and what to do.
    Foreign(&'static str, &'static str),
    /// The system refused.
    Io(io::Error),
}

impl From<io::Error> for Obstacle {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Obstacle {
    /// It as the failure of `path`.
    pub(crate) fn at(self, path: &Path) -> Error {
        match self {
            Self::Foreign(what, hint) => Error::Store(Failure::new(path, what, hint)),
            Self::Io(error) => Error::unwritable(path, &error),
        }
    }
}

impl Site {
    /// Takes the place whose journal and lock these are; `folder` is where files are begun.
    pub(crate) fn open(
        journal: &Path,
        lock: &Path,
        out: &Path,
        rules: &str,
        leave: Leave,
    ) -> Result<Self, Error> {
        let folder = journal.parent().unwrap_or(Path::new(""));
        if !folder.as_os_str().is_empty() {
            std::fs::create_dir_all(folder).map_err(|error| Error::unwritable(folder, &error))?;
        }
        let parent = out.parent().unwrap_or(Path::new(""));
        Ok(Self {
            lock: Lock::take(lock, out, &[folder, out, parent])?,
            journal: Journal::open(journal)?,
            rules: rules.to_owned(),
            leave,
            begun: 0,
            current: HashMap::new(),
        })
    }

    /// The folder of the journal.
    pub(crate) fn folder(&self) -> &Path {
        self.journal.path().parent().unwrap_or(Path::new(""))
    }

    /// The name of a file in the journal.
    fn name(&self, path: &Path) -> PathBuf {
        match path.strip_prefix(self.folder()) {
            Ok(below) => below.to_owned(),
            Err(_) => Path::new("..").join(path.file_name().unwrap_or_default()),
        }
    }

    /// Whether `path` may be replaced: `false` where nothing is there. `new` are the bytes that
    /// it is to have, as far as they are known.
    pub(crate) fn may_replace(&self, path: &Path, new: Option<&[u8]>) -> Result<bool, Obstacle> {
        let metadata = match std::fs::symlink_metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            metadata => metadata?,
        };
        if metadata.is_dir() {
            let hint = "move the folder away, or choose another place with -o";
            return Err(Obstacle::Foreign("a folder stands in its place", hint));
        }
        if !metadata.is_file() {
            let hint = "move it away, or choose another place with -o";
            return Err(Obstacle::Foreign(
                "a link or a device stands in its place",
                hint,
            ));
        }
        let ours = self.leave.overwrite || self.is_ours(path, new)?;
        let hint = "if it can go, run again with --overwrite; or choose another place with -o";
        ours.then_some(true).ok_or(Obstacle::Foreign(
            "there is a file already that policydoc did not write, or that was changed since",
            hint,
        ))
    }

    /// Whether a file is as an earlier run has left it.
    fn is_ours(&self, path: &Path, new: Option<&[u8]>) -> io::Result<bool> {
        let name = self.name(path);
        let Some(sum) = Sum::of_file(path)? else {
            return Ok(false);
        };
        if self.journal.owns(&name, &sum) || new.is_some_and(|new| sum == Sum::of(new)) {
            return Ok(true);
        }
        match new {
            Some(new) if !self.journal.marks(&name).is_empty() => {
                crate::batch::sum::is_torn(path, new)
            }
            _ => Ok(false),
        }
    }

    /// Makes sure, before any work is done, that a file can be written in the end.
    pub(crate) fn claim(&self, path: &Path) -> Result<(), Error> {
        let claimed = self.may_replace(path, None);
        claimed.map(drop).map_err(|obstacle| obstacle.at(path))
    }

    /// Begins a file that is to be `path`; makes its folder where there is none.
    pub(crate) fn create(&mut self, path: &Path) -> Result<WholeFile, Error> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let partial = folder.join(self.lock.partial(self.begun));
        let begin = || -> io::Result<(PathBuf, File)> {
            if !folder.as_os_str().is_empty() {
                std::fs::create_dir_all(folder)?;
            }
            let file = own::create(&partial)?;
            Ok((partial, file))
        };
        let (partial, file) = begin().map_err(|error| Error::unwritable(path, &error))?;
        self.begun += 1;
        Ok(WholeFile {
            path: path.to_owned(),
            partial,
            writer: BufWriter::new(Tally::new(file)),
        })
    }

    /// Gives a file its name.
    pub(crate) fn finish(&mut self, file: WholeFile) -> Result<(), Error> {
        let path = file.path.clone();
        let durable = !self.leave.no_sync;
        let done = file
            .close(durable)
            .map_err(Obstacle::Io)
            .and_then(|(partial, sum)| self.publish(&partial, &path, sum, None, None));
        done.map_err(|obstacle| obstacle.at(&path))
    }

    /// Writes a file in one go.
    pub(crate) fn write(
        &mut self,
        path: &Path,
        bytes: &[u8],
        key: Option<&Key>,
    ) -> Result<(), Obstacle> {
        let partial = self.lock.partial(self.begun);
        let partial = self.folder().join(partial);
        self.begun += 1;
        own::create(&partial)?.write_all(bytes).inspect_err(|_| {
            let _ = std::fs::remove_file(&partial);
        })?;
        self.publish(&partial, path, Sum::of(bytes), key, Some(bytes))
    }

    /// Renames a file that is written, if nothing of somebody else stands there.
    fn publish(
        &mut self,
        partial: &Path,
        path: &Path,
        sum: Sum,
        key: Option<&Key>,
        bytes: Option<&[u8]>,
    ) -> Result<(), Obstacle> {
        let publish = || -> Result<(), Obstacle> {
            let replace = self.may_replace(path, bytes)?;
            let mark = Mark {
                file: self.name(path),
                sum,
                rules: self.rules.clone(),
                key: key.cloned(),
            };
            // Before the rename: what has the name is known as ours.
            self.journal.add(mark.clone())?;
            if bytes.is_none() && !self.leave.no_sync {
                self.journal.sync()?;
            }
            own::publish(partial, path, replace)?;
            self.keep(mark);
            Ok(())
        };
        publish().inspect_err(|_| {
            let _ = std::fs::remove_file(partial);
        })
    }

    /// A file is there already as this run would have made it.
    pub(crate) fn keep(&mut self, mark: Mark) {
        self.current.insert(mark.file.clone(), mark);
    }

    /// Whether this run has written or kept a file.
    #[cfg(not(target_os = "linux"))]
    pub(crate) fn is_new(&self, file: &Path) -> bool {
        self.current.contains_key(file)
    }

    /// Removes a file if it is as an earlier run has left it; gives whether it is gone.
    pub(crate) fn remove(&self, path: &Path) -> Result<bool, Error> {
        let remove = || -> io::Result<bool> {
            match Sum::of_file(path)? {
                Some(sum) if self.journal.owns(&self.name(path), &sum) => {
                    std::fs::remove_file(path)?;
                    Ok(true)
                }
                Some(_) => Ok(false),
                None => Ok(std::fs::symlink_metadata(path).is_err()),
            }
        };
        remove().map_err(|error| Error::unwritable(path, &error))
    }

    /// Writes the journal anew, so that it is the same however often the run was resumed: the
    /// files of this run in their order, then those of earlier ones. Then lets the next run in.
    pub(crate) fn close(mut self, order: &[PathBuf]) -> Result<(), Error> {
        let mut marks = Vec::new();
        let mut seen = HashSet::new();
        let known = order.iter().chain(self.journal.files());
        for file in known.filter(|file| seen.insert(*file)) {
            match self.current.get(file) {
                Some(mark) => marks.push(mark),
                None => marks.extend(self.earlier(file)?),
            }
        }
        let path = self.journal.path().to_owned();
        let unwritable = |error: io::Error| Error::unwritable(&path, &error);
        if marks.is_empty() {
            self.journal.remove().map_err(unwritable)?;
            self.lock.release();
            return Ok(());
        }
        let bytes = Journal::bytes(marks.into_iter()).map_err(unwritable)?;
        let durable = !self.leave.no_sync;
        let mut file = self.create(&path)?;
        let written = file.writer.write_all(&bytes);
        let written = written.and_then(|()| file.close(durable));
        written
            .and_then(|(partial, _)| std::fs::rename(partial, &path))
            .and_then(|()| {
                if durable {
                    own::sync_folder(self.folder())
                } else {
                    Ok(())
                }
            })
            .map_err(unwritable)?;
        self.lock.release();
        Ok(())
    }

    /// What is to be remembered of a file that this run did not write. Of one that somebody has
    /// changed it is what it was at last.
    fn earlier(&self, file: &Path) -> Result<Option<&Mark>, Error> {
        let path = self.folder().join(file);
        let sum = Sum::of_file(&path).map_err(|error| Error::unwritable(&path, &error))?;
        Ok(sum.and_then(|sum| {
            let marks = self.journal.marks(file);
            let same = marks.iter().rev().find(|mark| mark.sum == sum);
            same.or(marks.last())
        }))
    }
}

/// A file that appears under its name when it is complete. Until then it is a hidden file beside
/// it.
#[derive(Debug)]
pub(crate) struct WholeFile {
    path: PathBuf,
    partial: PathBuf,
    pub(crate) writer: BufWriter<Tally<File>>,
}

impl WholeFile {
    /// The error that this file could not be written.
    pub(crate) fn unwritable(&self, error: &io::Error) -> Error {
        Error::unwritable(&self.path, error)
    }

    /// Gives it up.
    pub(crate) fn discard(self) {
        let _ = std::fs::remove_file(&self.partial);
    }

    /// Writes out what is still in memory; gives where it is, and its sum.
    fn close(mut self, durable: bool) -> io::Result<(PathBuf, Sum)> {
        self.writer.flush()?;
        let tally = self.writer.get_ref();
        if durable {
            tally.inner().sync_all()?;
        }
        Ok((self.partial.clone(), tally.sum()))
    }
}

/// The hidden file beside `out` with this ending: `.all.jsonl.log`.
pub(crate) fn beside(out: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(out.file_name().unwrap_or_default());
    name.push(ending);
    out.with_file_name(name)
}
