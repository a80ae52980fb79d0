//! What this command has written: the journal beside its outputs.
//!
//! Each line says that a file may have certain bytes, and what they are the result of. It is
//! written before the file gets its name, so that a file with these bytes is known as ours however
//! a run ends; a file with other bytes is somebody else's. Lines carry a sum, and a damaged one
//! tells nothing.

use crate::batch::key::Key;
use crate::batch::own;
use crate::batch::paths;
use crate::batch::sum::{Sum, sealed, unsealed};
use crate::failure::Error;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// The first line, behind its seal.
const HEAD: &str = "policydoc journal 2";

/// A file of ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// Its path below the folder of the journal.
    #[serde(
        serialize_with = "paths::serialize",
        deserialize_with = "paths::deserialize"
    )]
    pub(crate) file: PathBuf,
    pub(crate) sum: Sum,
    pub(crate) rules: String,
    /// What it is the result of, where it is that of one input.
    pub(crate) key: Option<Key>,
}

/// The files of ours, and which bytes they may have.
#[derive(Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    /// `None` as long as there is nothing to say.
    file: Option<File>,
    marks: BTreeMap<PathBuf, Vec<Mark>>,
}

impl Journal {
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let open = || -> io::Result<Self> {
            let mut journal = Self {
                path: path.to_owned(),
                file: None,
                marks: BTreeMap::new(),
            };
            match std::fs::symlink_metadata(path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                _ => journal.file = Some(journal.read(own::open(path)?)?),
            }
            Ok(journal)
        };
        open().map_err(|error| Error::unwritable(path, &error))
    }

    /// What is known of a file.
    pub(crate) fn marks(&self, file: &Path) -> &[Mark] {
        self.marks.get(file).map_or(&[], Vec::as_slice)
    }

    /// Every file that is known.
    pub(crate) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.marks.keys()
    }

    /// Whether a file with these bytes is ours.
    pub(crate) fn owns(&self, file: &Path, sum: &Sum) -> bool {
        self.marks(file).iter().any(|mark| mark.sum == *sum)
    }

    /// Notes a file that is about to get its name.
    pub(crate) fn add(&mut self, mark: Mark) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                let mut file = own::create(&self.path)?;
                file.write_all(&sealed(&HEAD)?)?;
                none.insert(file)
            }
        };
        file.write_all(&sealed(&mark)?)?;
        self.marks.entry(mark.file.clone()).or_default().push(mark);
        Ok(())
    }

    /// Makes sure that what was noted is on the disk.
    pub(crate) fn sync(&self) -> io::Result<()> {
        self.file.as_ref().map_or(Ok(()), File::sync_data)
    }

    /// Removes it, where it has nothing to say any more.
    pub(crate) fn remove(&self) -> io::Result<()> {
        match self.file {
            Some(_) => std::fs::remove_file(&self.path),
            None => Ok(()),
        }
    }

    /// The bytes of a journal that holds these marks.
    pub(crate) fn bytes<'m>(marks: impl Iterator<Item = &'m Mark>) -> io::Result<Vec<u8>> {
        let mut bytes = sealed(&HEAD)?;
        for mark in marks {
            bytes.extend(sealed(mark)?);
        }
        Ok(bytes)
    }

    /// The files that a journal names, and what bytes they may have. It is read only; where there
    /// is none, nothing is named.
    pub(crate) fn files_of(path: &Path) -> Vec<(PathBuf, Sum)> {
        let is_file = std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file());
        let bytes = is_file.then(|| std::fs::read(path).ok()).flatten();
        let bytes = bytes.unwrap_or_default();
        let lines = bytes.split_inclusive(|&byte| byte == b'\n');
        let marks = lines.filter_map(unsealed::<Mark>);
        marks.map(|mark| (mark.file, mark.sum)).collect()
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    fn read(&mut self, mut file: File) -> io::Result<File> {
        let head = sealed(&HEAD)?;
        let mut reader = BufReader::new(file.try_clone()?);
        let mut line = Vec::new();
        let mut whole = true;
        let mut first = true;
        loop {
            line.clear();
            if reader.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            whole = line.ends_with(b"\n");
            if first && line != head && !is_damaged_head(&line, &head) {
                return Err(io::Error::other("it is no journal of policydoc"));
            }
            first = false;
            if let Some(mark) = unsealed::<Mark>(&line) {
                self.marks.entry(mark.file.clone()).or_default().push(mark);
            }
        }
        file.seek(SeekFrom::End(0))?;
        if first {
            file.write_all(&head)?;
        } else if !whole {
            // A torn line must not take the next one with it.
            file.write_all(b"\n")?;
        }
        Ok(file)
    }
}

/// Whether a first line is that of a journal, damaged: cut short, zeros, or a few other bytes.
fn is_damaged_head(line: &[u8], head: &[u8]) -> bool {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let same = line.iter().zip(head).filter(|(a, b)| a == b).count();
    head.starts_with(line) || line.iter().all(|&byte| byte == 0) || same * 2 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(file: &str, content: &[u8]) -> Mark {
        Mark {
            file: file.into(),
            sum: Sum::of(content),
            rules: "r1".to_owned(),
            key: None,
        }
    }

    #[test]
    fn a_journal_tells_what_is_certain_wherever_it_was_cut_or_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".policydoc");
        let mut journal = Journal::open(&path).unwrap();
        let marks = [mark("a", b"1"), mark("b", b"2"), mark("a", b"3")];
        for mark in &marks {
            journal.add(mark.clone()).unwrap();
        }
        drop(journal);
        let whole = std::fs::read(&path).unwrap();
        for cut in 0..=whole.len() {
            std::fs::write(&path, &whole[..cut]).unwrap();
            let mut journal = Journal::open(&path).unwrap();
            journal.add(mark("c", b"4")).unwrap();
            drop(journal);
            let journal = Journal::open(&path).unwrap();
            assert_eq!(journal.marks(Path::new("c")), [mark("c", b"4")], "{cut}");
            let known: Vec<_> = journal.marks.values().flatten().cloned().collect();
            assert!(
                known
                    .iter()
                    .all(|known| marks.contains(known) || known.file == Path::new("c"))
            );
        }
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x15;
            std::fs::write(&path, &damaged).unwrap();
            let journal = Journal::open(&path).unwrap();
            let known: Vec<_> = journal.marks.values().flatten().cloned().collect();
            assert!(
                !known.is_empty() && known.iter().all(|known| marks.contains(known)),
                "{at}"
            );
        }
    }

    #[test]
    fn a_file_of_somebody_else_is_no_journal() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".policydoc");
        std::fs::write(&path, "my own notes\n").unwrap();
        assert!(Journal::open(&path).is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"my own notes\n");
    }
}
