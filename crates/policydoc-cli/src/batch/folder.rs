//! Results that are files of their own in a folder.

use crate::batch::journal::Mark;
use crate::batch::key::Key;
use crate::batch::site::{Obstacle, Site};
use crate::batch::sum::Sum;
use crate::failure::{Error, Failure};
use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A folder of results.
#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
    names: Arc<[PathBuf]>,
    found: Arc<Found>,
    /// What this run has done or kept, in the order of the inputs.
    done: Vec<PathBuf>,
    /// The names that inputs without a result would have had.
    failed: Vec<PathBuf>,
    /// Sub-folders that are known to be folders and no links.
    folders: HashSet<PathBuf>,
}

/// The results that an earlier run with the same rules has left.
#[derive(Debug, Default)]
pub(crate) struct Found {
    root: PathBuf,
    marks: HashMap<PathBuf, Vec<Mark>>,
}

impl Found {
    /// Whether the result of this name is there already, byte for byte.
    pub(crate) fn has(&self, name: &Path, key: &Key) -> bool {
        let mark = self.mark(name, key);
        mark.is_some_and(|mark| {
            let sum = Sum::of_file(&self.root.join(name));
            matches!(sum, Ok(Some(sum)) if sum == mark.sum)
        })
    }

    fn mark(&self, name: &Path, key: &Key) -> Option<&Mark> {
        let marks = self.marks.get(name)?;
        marks
            .iter()
            .rev()
            .find(|mark| mark.key.as_ref() == Some(key))
    }
}

/// Results of an earlier run that no input of this one has.
#[derive(Debug, Default)]
pub(crate) struct Stale {
    pub(crate) removed: Vec<PathBuf>,
    pub(crate) left: Vec<PathBuf>,
}

impl Folder {
    /// A folder for results of these names. Those of an earlier run with the same rules are used
    /// again if `resume` is set.
    pub(crate) fn open(root: &Path, names: Arc<[PathBuf]>, site: &Site, resume: bool) -> Self {
        let mut found = Found {
            root: root.to_owned(),
            ..Found::default()
        };
        for name in names.iter().filter(|_| resume) {
            let marks = site.journal.marks(name).iter();
            let marks = marks.filter(|mark| mark.rules == site.rules).cloned();
            found.marks.insert(name.clone(), marks.collect());
        }
        Self {
            root: root.to_owned(),
            names,
            found: Arc::new(found),
            done: Vec::new(),
            failed: Vec::new(),
            folders: HashSet::new(),
        }
    }

    /// The results that were there already.
    pub(crate) fn found(&self) -> Arc<Found> {
        Arc::clone(&self.found)
    }

    pub(crate) fn keep(&mut self, at: usize, key: &Key, site: &mut Site) {
        if let Some(mark) = self.found.mark(&self.names[at], key) {
            site.keep(mark.clone());
        }
        self.done.push(self.names[at].clone());
    }

    /// Writes a result. What is in its way is the failure of this input alone; an error is one
    /// of all that follow, such as a full disk.
    pub(crate) fn put(
        &mut self,
        at: usize,
        input: &Path,
        key: &Key,
        json: &[u8],
        site: &mut Site,
    ) -> Result<Option<Failure>, Error> {
        let name = self.names[at].clone();
        let path = self.root.join(&name);
        let written = self.make_folders(&name).and_then(|()| {
            let written = site.write(&path, json, Some(key));
            written.inspect(|()| self.done.push(name.clone()))
        });
        let failure = match written {
            Ok(()) => return Ok(None),
            Err(Obstacle::Io(error)) if concerns_all(&error) => {
                return Err(Error::unwritable(&path, &error));
            }
            Err(Obstacle::Io(error)) => {
                let cause = format!("its result {} cannot be written: {error}", path.display());
                let hint = "give it another name or place, or choose another one with -o";
                Failure::new(input, cause, hint)
            }
            Err(Obstacle::Foreign(what, hint)) => {
                let cause = format!("its result would be {}: {what}", path.display());
                Failure::new(input, cause, hint)
            }
        };
        Ok(Some(failure))
    }

    /// The input gave no result: nor may one of an earlier run stand for it in the end.
    pub(crate) fn fail(&mut self, at: usize) {
        self.failed.push(self.names[at].clone());
    }

    /// All results are there. `any` is whether something could be read: otherwise everything is
    /// left as it was.
    pub(crate) fn finish(&mut self, any: bool, site: &Site) -> Result<Stale, Error> {
        let done: HashSet<&PathBuf> = self.done.iter().collect();
        for name in self
            .failed
            .iter()
            .filter(|name| any && !done.contains(name))
        {
            site.remove(&self.root.join(name))?;
        }
        if !site.leave.no_sync {
            self.sync(site)?;
        }
        self.stale(site)
    }

    /// The names of the results in the order of the inputs.
    pub(crate) fn done(&self) -> &[PathBuf] {
        &self.done
    }

    /// Finds the results whose inputs are gone, or that had their names by an older rule.
    fn stale(&self, site: &Site) -> Result<Stale, Error> {
        let current: HashSet<&PathBuf> = self.names.iter().collect();
        let mut stale = Stale::default();
        let outside = |name: &&PathBuf| name.starts_with("..") || current.contains(name);
        for name in site.journal.files().filter(|name| !outside(name)) {
            let path = self.root.join(name);
            if std::fs::symlink_metadata(&path).is_err() {
                continue;
            }
            if site.leave.prune && site.remove(&path)? {
                stale.removed.push(path);
            } else {
                stale.left.push(path);
            }
        }
        Ok(stale)
    }

    /// Makes the folders of a result. A link among them is refused: it may lead anywhere.
    fn make_folders(&mut self, name: &Path) -> Result<(), Obstacle> {
        let mut folder = PathBuf::new();
        for part in name.parent().unwrap_or(Path::new("")).components() {
            folder.push(part);
            if self.folders.contains(&folder) {
                continue;
            }
            let path = self.root.join(&folder);
            match std::fs::symlink_metadata(&path) {
                Ok(metadata) if metadata.is_dir() => {}
                Ok(_) => {
                    let what = "a file or a link stands where its folder should be";
                    let hint = "move it away, or choose another place with -o";
                    return Err(Obstacle::Foreign(what, hint));
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    std::fs::create_dir(&path)?;
                }
                Err(error) => return Err(error.into()),
            }
            self.folders.insert(folder.clone());
        }
        Ok(())
    }

    /// Makes sure that the results are on the disk.
    #[cfg(target_os = "linux")]
    fn sync(&self, _: &Site) -> Result<(), Error> {
        // One call for all files, many times faster than one a file.
        let sync = || -> io::Result<()> {
            let root = std::fs::File::open(&self.root)?;
            Ok(rustix::fs::syncfs(root)?)
        };
        sync().map_err(|error| Error::unwritable(&self.root, &error))
    }

    /// Makes sure that the results are on the disk.
    #[cfg(not(target_os = "linux"))]
    fn sync(&self, site: &Site) -> Result<(), Error> {
        let sync = |path: &Path| std::fs::File::open(path)?.sync_all();
        for name in self.done.iter().filter(|name| site.is_new(name)) {
            let path = self.root.join(name);
            sync(&path).map_err(|error| Error::unwritable(&path, &error))?;
        }
        Ok(())
    }
}

/// Whether an error will be that of every later file too.
fn concerns_all(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::ReadOnlyFilesystem
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::site::Leave;

    fn key(sha256: &str) -> Key {
        Key {
            name: None,
            sha256: sha256.to_owned(),
        }
    }

    /// A folder for `a.json` and `s/b.json`.
    fn open(root: &Path, rules: &str, resume: bool) -> (Folder, Site, Arc<[PathBuf]>) {
        let names: Arc<[PathBuf]> = ["a.json", "s/b.json"].map(PathBuf::from).to_vec().into();
        let leave = Leave {
            overwrite: false,
            no_sync: true,
            prune: false,
        };
        let (journal, lock) = (root.join(".policydoc"), root.join(".policydoc.lock"));
        let site = Site::open(&journal, &lock, root, rules, leave).unwrap();
        (
            Folder::open(root, Arc::clone(&names), &site, resume),
            site,
            names,
        )
    }

    fn put(folder: &mut Folder, site: &mut Site, at: usize, sha256: &str) -> Option<Failure> {
        let put = folder.put(at, Path::new("in"), &key(sha256), b"{\"a\":1}", site);
        put.unwrap()
    }

    fn finish(mut folder: Folder, site: Site) -> Stale {
        let stale = folder.finish(true, &site).unwrap();
        site.close(folder.done()).unwrap();
        stale
    }

    #[test]
    fn a_journal_that_was_cut_short_tells_what_is_certain() {
        let root = tempfile::tempdir().unwrap();
        let (mut folder, mut site, names) = open(root.path(), "r1", false);
        assert_eq!(put(&mut folder, &mut site, 0, "1"), None);
        assert_eq!(put(&mut folder, &mut site, 1, "2"), None);
        finish(folder, site);
        let journal = root.path().join(".policydoc");
        let whole = std::fs::read(&journal).unwrap();
        let ends: Vec<_> = (1..=whole.len())
            .filter(|&end| whole[end - 1] == b'\n')
            .collect();
        assert_eq!(ends.len(), 3);
        for cut in 0..=whole.len() {
            std::fs::write(&journal, &whole[..cut]).unwrap();
            let (mut folder, mut site, _) = open(root.path(), "r1", true);
            let found = folder.found();
            assert_eq!(found.has(&names[0], &key("1")), cut >= ends[1]);
            assert_eq!(found.has(&names[1], &key("2")), cut >= ends[2]);
            assert!(!found.has(&names[0], &key("2")));
            // What is made again is what is there: nothing is replaced.
            assert_eq!(put(&mut folder, &mut site, 1, "2"), None);
        }
        std::fs::write(&journal, &whole).unwrap();
        assert!(
            !open(root.path(), "r2", true)
                .0
                .found()
                .has(&names[0], &key("1"))
        );
        assert!(
            open(root.path(), "r1", true)
                .0
                .found()
                .has(&names[0], &key("1"))
        );
    }

    #[test]
    fn a_result_that_was_damaged_is_made_again_and_one_that_was_changed_is_not_touched() {
        let root = tempfile::tempdir().unwrap();
        let (mut folder, mut site, names) = open(root.path(), "r1", false);
        put(&mut folder, &mut site, 0, "1");
        put(&mut folder, &mut site, 1, "2");
        finish(folder, site);
        let (a, b) = (root.path().join("a.json"), root.path().join("s/b.json"));
        std::fs::write(&a, [0; 7]).unwrap();
        std::fs::write(&b, "{\"a\":2}").unwrap();
        let (mut folder, mut site, _) = open(root.path(), "r1", true);
        assert!(!folder.found().has(&names[0], &key("1")));
        assert!(!folder.found().has(&names[1], &key("2")));
        assert_eq!(put(&mut folder, &mut site, 0, "1"), None);
        let failure = put(&mut folder, &mut site, 1, "2").unwrap();
        assert!(failure.hint.contains("--overwrite"), "{failure}");
        finish(folder, site);
        assert_eq!(std::fs::read(&a).unwrap(), b"{\"a\":1}");
        assert_eq!(std::fs::read(&b).unwrap(), b"{\"a\":2}");
    }
}
