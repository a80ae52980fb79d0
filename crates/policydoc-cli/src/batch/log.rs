//! Results that go into one file, kept in a log until all are there.
//!
//! The log holds a record for each result in the order they were made. It is only ever appended
//! to, so that a run that is killed loses no more than the record it was writing. When all results
//! are there they are put into the file in the order of the inputs; where the log already is that
//! file, it is only given its name.

use crate::batch::key::Key;
use crate::batch::state::State;
use crate::batch::whole::{WholeFile, beside, remove};
use crate::failure::{Error, Failure};
use std::collections::HashMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How the records of a log are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Records {
    /// A record is a line of JSON that begins with the contract's `source`.
    Lines,
    /// A record is a line with key and size, and then that many bytes.
    Blobs,
}

/// Where a record lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    /// In the finished file of an earlier run, and not in the log.
    earlier: bool,
    offset: u64,
    len: u64,
}

/// The results that an earlier run has left.
#[derive(Debug, Default)]
pub(crate) struct Found {
    places: HashMap<Key, Place>,
}

impl Found {
    /// Whether the result is there already.
    pub(crate) fn has(&self, key: &Key) -> bool {
        self.places.contains_key(key)
    }
}

/// The log of one output file.
#[derive(Debug)]
pub(crate) struct Log {
    out: PathBuf,
    path: PathBuf,
    file: File,
    end: u64,
    records: Records,
    rules: String,
    found: Arc<Found>,
    order: Vec<Place>,
}

impl Log {
    /// Opens the log for `out`. What an earlier run with the same rules has left is used again if
    /// `resume` is set, and thrown away otherwise.
    pub(crate) fn open(
        out: &Path,
        records: Records,
        rules: &str,
        resume: bool,
    ) -> Result<Self, Error> {
        let path = beside(out, ".log");
        let file = open_alone(&path, out)?;
        let earlier = State::load(out).filter(|state| resume && state.rules == rules);
        let mut log = Self {
            out: out.to_owned(),
            path,
            file,
            end: 0,
            records,
            rules: rules.to_owned(),
            found: Arc::default(),
            order: Vec::new(),
        };
        if let Some(state) = earlier {
            log.index(&state)?;
        } else {
            // In this order: a record of other rules must never lie beside a state of ours.
            log.truncate(0)?;
            log.save_state(None)?;
        }
        Ok(log)
    }

    /// The results that were there already.
    pub(crate) fn found(&self) -> Arc<Found> {
        Arc::clone(&self.found)
    }

    /// The next input in order has the result that is there already.
    pub(crate) fn keep(&mut self, key: &Key) {
        self.order.extend(self.found.places.get(key));
    }

    /// A result that was found in the log.
    pub(crate) fn blob(&mut self, key: &Key) -> Result<Vec<u8>, Error> {
        let mut blob = Vec::new();
        if let Some(place) = self.found.places.get(key) {
            let read = read(&mut self.file, *place, &mut blob);
            // Records are appended wherever the last one was read.
            let read = read.and_then(|()| self.file.seek(SeekFrom::Start(self.end)));
            read.map_err(|error| self.unwritable(&error))?;
        }
        Ok(blob)
    }

    /// The next input in order has this result.
    pub(crate) fn put(&mut self, key: &Key, blob: &[u8]) -> Result<(), Error> {
        let mut record = Vec::with_capacity(blob.len() + 256);
        if self.records == Records::Blobs {
            let head = (key, blob.len());
            serde_json::to_writer(&mut record, &head).map_err(std::io::Error::from)?;
            record.push(b'\n');
        }
        let place = Place {
            earlier: false,
            offset: self.end + record.len() as u64,
            len: blob.len() as u64,
        };
        record.extend_from_slice(blob);
        record.push(b'\n');
        // One call, so that a run that is killed leaves whole records and at most one torn one.
        self.file
            .write_all(&record)
            .map_err(|error| self.unwritable(&error))?;
        self.end += record.len() as u64;
        self.order.push(place);
        Ok(())
    }

    /// Makes the output file of lines.
    pub(crate) fn finish_lines(&mut self) -> Result<(), Error> {
        if self.is_in_order() {
            let done = self
                .file
                .sync_all()
                .and_then(|()| std::fs::rename(&self.path, &self.out));
            done.map_err(|error| self.unwritable(&error))?;
            return self.save_state(Some(self.end));
        }
        let mut file = WholeFile::create(&self.out)?;
        let mut size = 0;
        self.each(|blob| {
            size += blob.len() as u64 + 1;
            let written = file.writer.write_all(blob);
            let written = written.and_then(|()| file.writer.write_all(b"\n"));
            written.map_err(|error| file.unwritable(&error))
        })?;
        file.finish()?;
        self.save_state(Some(size))?;
        remove(&self.path)
    }

    /// Hands on the results in the order of the inputs.
    pub(crate) fn each(
        &mut self,
        mut use_blob: impl FnMut(&[u8]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let earlier = self.order.iter().any(|place| place.earlier);
        let earlier = earlier.then(|| File::open(&self.out)).transpose();
        let mut earlier = earlier.map_err(|error| self.unwritable(&error))?;
        let mut blob = Vec::new();
        for place in &self.order {
            let file = match &mut earlier {
                Some(file) if place.earlier => file,
                _ => &mut self.file,
            };
            let read = read(file, *place, &mut blob);
            read.map_err(|error| Error::unwritable(&self.out, &error))?;
            use_blob(&blob)?;
        }
        Ok(())
    }

    /// Removes the log and what is known of it, once its results are elsewhere.
    pub(crate) fn remove(&self) -> Result<(), Error> {
        State::remove(&self.out)?;
        remove(&self.path)
    }

    /// Whether the log is the output file: the results in order and nothing else.
    fn is_in_order(&self) -> bool {
        let mut end = 0;
        let follows = |place: &Place| {
            let follows = !place.earlier && place.offset == end;
            end = place.offset + place.len + 1;
            follows
        };
        self.records == Records::Lines && self.order.iter().all(follows) && end == self.end
    }

    /// Finds the results of an earlier run.
    fn index(&mut self, state: &State) -> Result<(), Error> {
        let mut found = Found::default();
        let finished = std::fs::metadata(&self.out).map(|metadata| metadata.len());
        let unchanged = state.complete.is_some() && finished.ok() == state.complete;
        if unchanged && self.records == Records::Lines {
            let file = File::open(&self.out).map_err(|error| self.unwritable(&error))?;
            self.index_file(file, true, &mut found)
                .map_err(|error| self.unwritable(&error))?;
        }
        let end = self
            .file
            .try_clone()
            .and_then(|file| self.index_file(file, false, &mut found));
        self.found = Arc::new(found);
        self.truncate(end.map_err(|error| self.unwritable(&error))?)
    }

    /// Finds the whole records of a file; gives the end of the last.
    fn index_file(&self, file: File, earlier: bool, found: &mut Found) -> std::io::Result<u64> {
        let mut reader = BufReader::with_capacity(1 << 16, file);
        let mut end = 0;
        let mut line = Vec::new();
        loop {
            line.clear();
            reader.read_until(b'\n', &mut line)?;
            let Some(head) = line.strip_suffix(b"\n") else {
                return Ok(end);
            };
            let mut offset = end;
            let (key, len) = match self.records {
                Records::Lines => match serde_json::from_slice::<Line>(head) {
                    Ok(line) => (line.source, head.len() as u64),
                    Err(_) => return Ok(end),
                },
                Records::Blobs => {
                    let Ok((key, len)) = serde_json::from_slice::<(Key, u64)>(head) else {
                        return Ok(end);
                    };
                    offset += line.len() as u64;
                    let mut rest = (&mut reader).take(len.saturating_add(1));
                    if std::io::copy(&mut rest, &mut std::io::sink())? < len.saturating_add(1) {
                        return Ok(end);
                    }
                    (key, len)
                }
            };
            end = offset + len + 1;
            let place = Place {
                earlier,
                offset,
                len,
            };
            found.places.insert(key, place);
        }
    }

    fn truncate(&mut self, end: u64) -> Result<(), Error> {
        let cut = self
            .file
            .set_len(end)
            .and_then(|()| self.file.seek(SeekFrom::Start(end)));
        cut.map_err(|error| self.unwritable(&error))?;
        self.end = end;
        Ok(())
    }

    fn save_state(&self, complete: Option<u64>) -> Result<(), Error> {
        let state = State {
            rules: self.rules.clone(),
            complete,
        };
        state.save(&self.out)
    }

    fn unwritable(&self, error: &std::io::Error) -> Error {
        Error::unwritable(&self.out, error)
    }
}

/// Reads a record.
fn read(file: &mut File, place: Place, blob: &mut Vec<u8>) -> std::io::Result<()> {
    blob.clear();
    file.seek(SeekFrom::Start(place.offset))?;
    file.take(place.len).read_to_end(blob)?;
    Ok(())
}

/// The beginning of a line of JSON, as much of it as tells what it is the result of.
#[derive(serde::Deserialize)]
struct Line {
    source: Key,
}

/// Opens a log, unless another run is writing it.
pub(crate) fn open_alone(path: &Path, out: &Path) -> Result<File, Error> {
    let folder = path.parent().unwrap_or(Path::new(""));
    if !folder.as_os_str().is_empty() {
        std::fs::create_dir_all(folder).map_err(|error| Error::unwritable(folder, &error))?;
    }
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(|error| Error::unwritable(out, &error))?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(Error::Store(Failure::new(
            out,
            "another run of policydoc is writing it",
            "wait until that run is done, or choose another place with -o",
        ))),
        // A file system without locks is no reason not to work.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(file),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Key {
        Key {
            name: Some(name.to_owned()),
            sha256: format!("sum of {name}"),
        }
    }

    fn line(name: &str) -> Vec<u8> {
        let source = serde_json::to_string(&key(name)).unwrap();
        format!(r#"{{"policydoc":"1","source":{source},"body":[]}}"#).into_bytes()
    }

    /// Does what a batch does for these inputs; gives the names that had to be made.
    fn run(log: &mut Log, names: &[&str]) -> Vec<String> {
        let mut made = Vec::new();
        for name in names {
            if log.found().has(&key(name)) {
                log.keep(&key(name));
            } else {
                log.put(&key(name), &line(name)).unwrap();
                made.push((*name).to_owned());
            }
        }
        made
    }

    fn names(out: &Path) -> Vec<String> {
        let text = std::fs::read_to_string(out).unwrap();
        let name = |line: &str| {
            serde_json::from_str::<Line>(line)
                .unwrap()
                .source
                .name
                .unwrap()
        };
        text.lines().map(name).collect()
    }

    #[test]
    fn a_run_that_ended_early_is_taken_up_at_every_byte() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("all.jsonl");
        for records in [Records::Lines, Records::Blobs] {
            let mut log = Log::open(&out, records, "r1", false).unwrap();
            run(&mut log, &["a", "b"]);
            drop(log);
            let partial = beside(&out, ".log");
            let whole = std::fs::read(&partial).unwrap();
            for cut in 0..=whole.len() {
                std::fs::write(&partial, &whole[..cut]).unwrap();
                let mut log = Log::open(&out, records, "r1", true).unwrap();
                let made = run(&mut log, &["a", "b", "c"]);
                // Both records are of one size.
                let whole_records = cut / (whole.len() / 2);
                assert_eq!(made.len(), 3 - whole_records);
                let mut blobs = Vec::new();
                log.each(|blob| {
                    blobs.push(blob.to_vec());
                    Ok(())
                })
                .unwrap();
                assert_eq!(blobs, [line("a"), line("b"), line("c")]);
            }
        }
    }

    #[test]
    fn a_finished_file_is_used_again_where_inputs_come_and_go() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("all.jsonl");
        let mut log = Log::open(&out, Records::Lines, "r1", false).unwrap();
        run(&mut log, &["a", "b", "d"]);
        log.finish_lines().unwrap();
        assert_eq!(names(&out), ["a", "b", "d"]);
        let mut log = Log::open(&out, Records::Lines, "r1", true).unwrap();
        assert_eq!(run(&mut log, &["a", "c", "d"]), ["c"]);
        log.finish_lines().unwrap();
        assert_eq!(names(&out), ["a", "c", "d"]);
        assert!(!beside(&out, ".log").exists());
    }

    #[test]
    fn results_of_other_rules_are_not_used_again() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("all.jsonl");
        let mut log = Log::open(&out, Records::Lines, "r1", false).unwrap();
        run(&mut log, &["a"]);
        log.finish_lines().unwrap();
        let mut log = Log::open(&out, Records::Lines, "r2", true).unwrap();
        assert_eq!(run(&mut log, &["b"]), ["b"]);
        drop(log);
        let mut log = Log::open(&out, Records::Lines, "r2", true).unwrap();
        assert_eq!(run(&mut log, &["a", "b"]), ["a"]);
        log.finish_lines().unwrap();
        // Not from before: by its size it is not the file that this state speaks of.
        std::fs::write(&out, [&line("a")[..], b"\n"].concat()).unwrap();
        let mut log = Log::open(&out, Records::Lines, "r2", true).unwrap();
        assert_eq!(run(&mut log, &["a"]), ["a"]);
    }

    #[test]
    fn two_runs_do_not_write_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("all.jsonl");
        let _first = Log::open(&out, Records::Lines, "r1", false).unwrap();
        let second = Log::open(&out, Records::Lines, "r1", false);
        assert!(matches!(second, Err(Error::Store(_))));
    }
}
