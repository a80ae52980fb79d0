//! Results that are files of their own in a folder, and the journal of what is done.

use crate::batch::key::Key;
use crate::batch::log::open_alone;
use crate::batch::whole::{self, remove};
use crate::failure::Error;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A folder of results.
#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
    names: Arc<[PathBuf]>,
    journal: File,
    rules: String,
    found: Arc<Found>,
    /// What this run has done or kept, in the order of the inputs.
    done: Vec<Done>,
}

/// The results that an earlier run has left.
#[derive(Debug, Default)]
pub(crate) struct Found {
    root: PathBuf,
    done: HashMap<PathBuf, Done>,
}

impl Found {
    /// Whether the result of this name is there already.
    pub(crate) fn has(&self, name: &Path, key: &Key) -> bool {
        self.done.get(name).is_some_and(|done| {
            let size = std::fs::metadata(self.root.join(name));
            done.key == *key && size.is_ok_and(|metadata| metadata.len() == done.bytes)
        })
    }
}

/// A line of the journal, `.policydoc` in the folder: this file is the result of that input.
/// The first line holds the rules.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Done {
    file: PathBuf,
    #[serde(flatten)]
    key: Key,
    bytes: u64,
}

impl Folder {
    /// Opens a folder for results of these names. The journal of an earlier run with the same
    /// rules is used if `resume` is set, and thrown away otherwise.
    pub(crate) fn open(
        folder: &Path,
        names: Arc<[PathBuf]>,
        rules: &str,
        resume: bool,
    ) -> Result<Self, Error> {
        let journal = open_alone(&journal_of(folder), folder)?;
        let mut folder = Self {
            root: folder.to_owned(),
            names,
            journal,
            rules: rules.to_owned(),
            found: Arc::default(),
            done: Vec::new(),
        };
        let begun = folder.begin(resume);
        begun.map_err(|error| Error::unwritable(&folder.root, &error))?;
        Ok(folder)
    }

    /// The results that were there already.
    pub(crate) fn found(&self) -> Arc<Found> {
        Arc::clone(&self.found)
    }

    pub(crate) fn keep(&mut self, at: usize) {
        self.done
            .extend(self.found.done.get(&self.names[at]).cloned());
    }

    pub(crate) fn put(&mut self, at: usize, key: &Key, json: &[u8]) -> Result<(), Error> {
        let file = self.names[at].clone();
        let path = self.root.join(&file);
        let partial = self.root.join(".partial");
        let written = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        let written = written
            .and_then(|()| std::fs::write(&partial, json))
            .and_then(|()| std::fs::rename(&partial, &path));
        written.map_err(|error| Error::unwritable(&path, &error))?;
        let done = Done {
            file,
            key: key.clone(),
            bytes: json.len() as u64,
        };
        // After the file: what the journal names is there as a whole.
        let line = line(&done)?;
        self.journal
            .write_all(&line)
            .map_err(|error| Error::unwritable(&path, &error))?;
        self.done.push(done);
        Ok(())
    }

    /// The input gave no result: nor may one of an earlier run stand for it.
    pub(crate) fn fail(&mut self, at: usize) -> Result<(), Error> {
        remove(&self.root.join(&self.names[at]))
    }

    /// Writes the journal anew in the order of the inputs, so that it is the same however often
    /// the run was resumed.
    pub(crate) fn finish(&self) -> Result<(), Error> {
        let mut journal = line(&self.rules)?;
        for done in &self.done {
            journal.extend(line(done)?);
        }
        whole::write(&journal_of(&self.root), &journal)
    }

    fn begin(&mut self, resume: bool) -> io::Result<()> {
        let mut found = Found {
            root: self.root.clone(),
            ..Found::default()
        };
        let end = if resume {
            self.read_journal(&mut found)?
        } else {
            0
        };
        self.found = Arc::new(found);
        self.journal.set_len(end)?;
        self.journal.seek(SeekFrom::Start(end))?;
        if end == 0 {
            let mut head = serde_json::to_vec(&self.rules)?;
            head.push(b'\n');
            self.journal.write_all(&head)?;
        }
        Ok(())
    }

    /// Reads the journal of an earlier run; gives the end of what can be used of it.
    fn read_journal(&self, found: &mut Found) -> io::Result<u64> {
        let mut reader = BufReader::new(self.journal.try_clone()?);
        let mut line = Vec::new();
        let mut end = reader.read_until(b'\n', &mut line)? as u64;
        let rules = line
            .strip_suffix(b"\n")
            .map(serde_json::from_slice::<String>);
        if !matches!(rules, Some(Ok(rules)) if rules == self.rules) {
            return Ok(0);
        }
        loop {
            line.clear();
            let read = reader.read_until(b'\n', &mut line)?;
            let done = line.strip_suffix(b"\n").map(serde_json::from_slice::<Done>);
            let Some(Ok(done)) = done else {
                return Ok(end);
            };
            end += read as u64;
            found.done.insert(done.file.clone(), done);
        }
    }
}

fn journal_of(folder: &Path) -> PathBuf {
    folder.join(".policydoc")
}

fn line(value: &impl Serialize) -> Result<Vec<u8>, Error> {
    let mut line = serde_json::to_vec(value).map_err(io::Error::from)?;
    line.push(b'\n');
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(sha256: &str) -> Key {
        Key {
            name: None,
            sha256: sha256.to_owned(),
        }
    }

    #[test]
    fn a_journal_that_was_cut_short_tells_what_is_certain() {
        let root = tempfile::tempdir().unwrap();
        let names: Arc<[PathBuf]> = ["a.json", "s/b.json"].map(PathBuf::from).to_vec().into();
        let open =
            |rules, resume| Folder::open(root.path(), Arc::clone(&names), rules, resume).unwrap();
        let mut folder = open("r1", false);
        folder.put(0, &key("1"), b"{}").unwrap();
        folder.put(1, &key("2"), b"{}").unwrap();
        folder.finish().unwrap();
        drop(folder);
        let journal = root.path().join(".policydoc");
        let whole = std::fs::read(&journal).unwrap();
        let ends: Vec<_> = (1..=whole.len())
            .filter(|&end| whole[end - 1] == b'\n')
            .collect();
        assert_eq!(ends.len(), 3);
        for cut in 0..=whole.len() {
            std::fs::write(&journal, &whole[..cut]).unwrap();
            let found = open("r1", true).found();
            assert_eq!(found.has(&names[0], &key("1")), cut >= ends[1]);
            assert_eq!(found.has(&names[1], &key("2")), cut >= ends[2]);
            assert!(!found.has(&names[0], &key("2")));
        }
        assert!(!open("r2", true).found().has(&names[0], &key("1")));
        // What was found with other rules is gone for good.
        assert!(!open("r1", true).found().has(&names[0], &key("1")));
    }

    #[test]
    fn a_result_that_was_changed_is_not_found() {
        let root = tempfile::tempdir().unwrap();
        let names: Arc<[PathBuf]> = vec![PathBuf::from("a.json")].into();
        let mut folder = Folder::open(root.path(), Arc::clone(&names), "r1", false).unwrap();
        folder.put(0, &key("1"), b"{}").unwrap();
        drop(folder);
        std::fs::write(root.path().join("a.json"), "{ }").unwrap();
        let folder = Folder::open(root.path(), Arc::clone(&names), "r1", true).unwrap();
        assert!(!folder.found().has(&names[0], &key("1")));
    }
}
