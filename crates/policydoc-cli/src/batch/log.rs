//! Results that go into one file or table, kept in a log until all are there.
//!
//! The log holds a record for each result in the order they were made: a sealed line with the key,
//! the size and the sum, and then the bytes. It is only ever appended to, so that a run that is
//! killed loses no more than the record it was writing; and a damaged record is the end of it.
//! When all results are there they are put into the file in the order of the inputs.

use crate::batch::key::Key;
use crate::batch::own;
use crate::batch::site::{Site, beside};
use crate::batch::sum::{SEAL, Sum, sealed, unsealed};
use crate::failure::{Error, Failure};
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The first line, before the rules of the results in it.
const HEAD: &str = "policydoc log 2";

/// Where a result lies.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    /// In the finished file of an earlier run, and not in the log.
    earlier: bool,
    offset: u64,
    sum: Sum,
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

/// The log of one output.
#[derive(Debug)]
pub(crate) struct Log {
    out: PathBuf,
    path: PathBuf,
    file: File,
    /// The finished file of an earlier run.
    earlier: Option<File>,
    end: u64,
    found: Arc<Found>,
    order: Vec<Place>,
}

impl Log {
    /// Opens the log for `out`. What an earlier run with the same rules has left is used again if
    /// `resume` is set, and thrown away otherwise. `lines` is whether the finished file is one of
    /// lines, whose results can be used again too.
    pub(crate) fn open(out: &Path, site: &Site, lines: bool, resume: bool) -> Result<Self, Error> {
        let path = beside(out, ".log");
        let file = own::open(&path).map_err(|error| Error::unwritable(&path, &error))?;
        let mut log = Self {
            out: out.to_owned(),
            path,
            file,
            earlier: None,
            end: 0,
            found: Arc::default(),
            order: Vec::new(),
        };
        let begun = log.begin(site, lines, resume);
        begun.map_err(|error| Error::unwritable(&log.path, &error))?;
        Ok(log)
    }

    /// The results that were there already.
    pub(crate) fn found(&self) -> Arc<Found> {
        Arc::clone(&self.found)
    }

    /// The output.
    pub(crate) fn out(&self) -> &Path {
        &self.out
    }

    /// The next input in order has the result that is there already.
    pub(crate) fn keep(&mut self, key: &Key) {
        self.order.extend(self.found.places.get(key).cloned());
    }

    /// A result that was found in the log.
    pub(crate) fn blob(&mut self, key: &Key) -> Result<Vec<u8>, Error> {
        let mut blob = Vec::new();
        if let Some(place) = self.found.places.get(key) {
            read(&mut self.file, place, &mut blob).map_err(|error| self.damaged(&error))?;
            // Records are appended wherever the last one was read.
            let back = self.file.seek(SeekFrom::Start(self.end));
            back.map_err(|error| self.unwritable(&error))?;
        }
        Ok(blob)
    }

    /// The next input in order has this result.
    pub(crate) fn put(&mut self, key: &Key, blob: &[u8]) -> Result<(), Error> {
        let sum = Sum::of(blob);
        let mut record = sealed(&(key, &sum))?;
        let place = Place {
            earlier: false,
            offset: self.end + record.len() as u64,
            sum,
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
    pub(crate) fn finish_lines(&mut self, site: &mut Site) -> Result<(), Error> {
        let mut file = site.create(&self.out)?;
        self.each(|blob| {
            let written = file.writer.write_all(blob);
            let written = written.and_then(|()| file.writer.write_all(b"\n"));
            written.map_err(|error| file.unwritable(&error))
        })?;
        site.finish(file)
    }

    /// Hands on the results in the order of the inputs.
    pub(crate) fn each(
        &mut self,
        mut use_blob: impl FnMut(&[u8]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut blob = Vec::new();
        for place in &self.order {
            let file = match &mut self.earlier {
                Some(file) if place.earlier => file,
                _ => &mut self.file,
            };
            read(file, place, &mut blob).map_err(|error| damaged(&self.path, &error))?;
            use_blob(&blob)?;
        }
        Ok(())
    }

    /// Removes the log, once its results are elsewhere.
    pub(crate) fn remove(&self) -> Result<(), Error> {
        std::fs::remove_file(&self.path).map_err(|error| self.unwritable(&error))
    }

    /// Reads what is there as far as it can be used, and cuts off the rest.
    fn begin(&mut self, site: &Site, lines: bool, resume: bool) -> io::Result<()> {
        let head = sealed(&(HEAD, &site.rules))?;
        let mut first = Vec::new();
        BufReader::new((&self.file).take(4096)).read_until(b'\n', &mut first)?;
        if !is_head(&first) {
            return Err(io::Error::other("it is no log of policydoc"));
        }
        let mut found = Found::default();
        if resume && lines {
            self.index_lines(site, &mut found)?;
        }
        let mut end = 0;
        if resume && first == head {
            end = self.index(head.len() as u64, &mut found)?;
        }
        self.found = Arc::new(found);
        self.file.set_len(end)?;
        self.file.seek(SeekFrom::Start(end))?;
        self.end = end;
        if end == 0 {
            self.file.write_all(&head)?;
            self.end = head.len() as u64;
        }
        Ok(())
    }

    /// Finds the results in the finished file of an earlier run, if it is as that has left it.
    fn index_lines(&mut self, site: &Site, found: &mut Found) -> io::Result<()> {
        let name = PathBuf::from(self.out.file_name().unwrap_or_default());
        let Some(sum) = Sum::of_file(&self.out)? else {
            return Ok(());
        };
        let mut marks = site.journal.marks(&name).iter();
        if !marks.any(|mark| mark.sum == sum && mark.rules == site.rules) {
            return Ok(());
        }
        let file = File::open(&self.out)?;
        let mut reader = BufReader::with_capacity(1 << 16, file.try_clone()?);
        let (mut line, mut offset) = (Vec::new(), 0);
        while reader.read_until(b'\n', &mut line)? > 0 {
            let blob = line.strip_suffix(b"\n").unwrap_or(&line);
            if let Ok(Line { source }) = serde_json::from_slice(blob) {
                let place = Place {
                    earlier: true,
                    offset,
                    sum: Sum::of(blob),
                };
                found.places.insert(source, place);
            }
            offset += line.len() as u64;
            line.clear();
        }
        self.earlier = Some(file);
        Ok(())
    }

    /// Finds the whole records of the log; gives the end of the last.
    fn index(&self, start: u64, found: &mut Found) -> io::Result<u64> {
        let mut file = self.file.try_clone()?;
        let size = file.metadata()?.len();
        file.seek(SeekFrom::Start(start))?;
        let mut reader = BufReader::with_capacity(1 << 16, file);
        let mut end = start;
        let (mut line, mut blob) = (Vec::new(), Vec::new());
        loop {
            line.clear();
            reader.read_until(b'\n', &mut line)?;
            let Some((key, sum)) = unsealed::<(Key, Sum)>(&line) else {
                return Ok(end);
            };
            let offset = end + line.len() as u64;
            let whole = offset
                .checked_add(sum.bytes)
                .and_then(|at| at.checked_add(1));
            let Some(next) = whole.filter(|&next| next <= size) else {
                return Ok(end);
            };
            blob.clear();
            (&mut reader).take(sum.bytes + 1).read_to_end(&mut blob)?;
            if blob.pop() != Some(b'\n') || Sum::of(&blob) != sum {
                return Ok(end);
            }
            end = next;
            let place = Place {
                earlier: false,
                offset,
                sum,
            };
            found.places.insert(key, place);
        }
    }

    fn damaged(&self, error: &io::Error) -> Error {
        damaged(&self.path, error)
    }

    fn unwritable(&self, error: &io::Error) -> Error {
        Error::unwritable(&self.path, error)
    }
}

/// Whether a log may begin so: it is empty, or one of ours, be it torn or damaged a little.
fn is_head(line: &[u8]) -> bool {
    let wanted = HEAD.as_bytes();
    // Behind the seal, a blank, a bracket and a quotation mark.
    let start = SEAL + 3;
    let found = line.get(start..).unwrap_or_default();
    let same = found.iter().zip(wanted).filter(|(a, b)| a == b).count();
    line.iter().all(|&byte| byte == 0)
        || line.len() < start + wanted.len()
        || same * 2 > wanted.len()
}

/// Reads a result.
fn read(file: &mut File, place: &Place, blob: &mut Vec<u8>) -> io::Result<()> {
    blob.clear();
    file.seek(SeekFrom::Start(place.offset))?;
    file.take(place.sum.bytes).read_to_end(blob)?;
    if Sum::of(blob) == place.sum {
        return Ok(());
    }
    Err(io::Error::other("its bytes have changed"))
}

fn damaged(path: &Path, error: &io::Error) -> Error {
    Error::Store(Failure::new(
        path,
        format!("what was kept of the results cannot be read: {error}"),
        "run again with --resume; what is damaged is made anew",
    ))
}

/// The beginning of a line of JSON, as much of it as tells what it is the result of.
#[derive(serde::Deserialize)]
struct Line {
    source: Key,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::site::Leave;

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

    fn site(out: &Path, rules: &str) -> Site {
        let leave = Leave {
            overwrite: false,
            no_sync: true,
            prune: false,
        };
        let (journal, lock) = (beside(out, ".policydoc"), beside(out, ".lock"));
        Site::open(&journal, &lock, out, rules, leave).unwrap()
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

    fn finish(mut log: Log, mut site: Site) {
        log.finish_lines(&mut site).unwrap();
        log.remove().unwrap();
        site.close(&[]).unwrap();
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

    /// A log of `a` and `b`, and the end of each record.
    fn two(out: &Path) -> (Vec<u8>, [usize; 2]) {
        let mut log = Log::open(out, &site(out, "r1"), false, false).unwrap();
        run(&mut log, &["a"]);
        let first = usize::try_from(log.end).unwrap();
        run(&mut log, &["b"]);
        let whole = std::fs::read(beside(out, ".log")).unwrap();
        let end = whole.len();
        (whole, [first, end])
    }

    fn blobs(log: &mut Log) -> Vec<Vec<u8>> {
        let mut blobs = Vec::new();
        log.each(|blob| {
            blobs.push(blob.to_vec());
            Ok(())
        })
        .unwrap();
        blobs
    }

    #[test]
    fn a_run_that_ended_early_is_taken_up_at_every_byte() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let (whole, ends) = two(&out);
        for cut in 0..=whole.len() {
            std::fs::write(beside(&out, ".log"), &whole[..cut]).unwrap();
            let mut log = Log::open(&out, &site(&out, "r1"), false, true).unwrap();
            let made = run(&mut log, &["a", "b", "c"]);
            assert_eq!(
                made.len(),
                3 - ends.iter().filter(|&&end| end <= cut).count()
            );
            assert_eq!(blobs(&mut log), [line("a"), line("b"), line("c")]);
        }
    }

    #[test]
    fn a_damaged_record_is_the_end_of_the_log_wherever_the_damage_is() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let (whole, ends) = two(&out);
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x11;
            std::fs::write(beside(&out, ".log"), &damaged).unwrap();
            let mut log = Log::open(&out, &site(&out, "r1"), false, true).unwrap();
            let made = run(&mut log, &["a", "b"]);
            let head = whole.iter().position(|&byte| byte == b'\n').unwrap();
            let good = if at <= head {
                0
            } else {
                ends.iter().filter(|&&end| end <= at).count()
            };
            assert_eq!(made.len(), 2 - good, "{at}");
            assert_eq!(blobs(&mut log), [line("a"), line("b")]);
        }
    }

    #[test]
    fn a_finished_file_is_used_again_where_inputs_come_and_go() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("all.jsonl");
        let at = site(&out, "r1");
        let mut log = Log::open(&out, &at, true, false).unwrap();
        run(&mut log, &["a", "b", "d"]);
        finish(log, at);
        assert_eq!(names(&out), ["a", "b", "d"]);
        let at = site(&out, "r1");
        let mut log = Log::open(&out, &at, true, true).unwrap();
        assert_eq!(run(&mut log, &["a", "c", "d"]), ["c"]);
        finish(log, at);
        assert_eq!(names(&out), ["a", "c", "d"]);
        assert!(!beside(&out, ".log").exists());
    }

    #[test]
    fn results_of_other_rules_are_not_used_again() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("all.jsonl");
        let at = site(&out, "r1");
        let mut log = Log::open(&out, &at, true, false).unwrap();
        run(&mut log, &["a"]);
        finish(log, at);
        let mut log = Log::open(&out, &site(&out, "r2"), true, true).unwrap();
        assert_eq!(run(&mut log, &["a", "b"]), ["a", "b"]);
        drop(log);
        let mut log = Log::open(&out, &site(&out, "r1"), true, true).unwrap();
        assert_eq!(run(&mut log, &["a", "b"]), ["b"]);
    }

    #[test]
    fn a_finished_file_that_was_changed_is_not_used_again() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("all.jsonl");
        let at = site(&out, "r1");
        let mut log = Log::open(&out, &at, true, false).unwrap();
        run(&mut log, &["a"]);
        finish(log, at);
        let size = std::fs::metadata(&out).unwrap().len();
        std::fs::write(&out, vec![0; usize::try_from(size).unwrap()]).unwrap();
        let mut log = Log::open(&out, &site(&out, "r1"), true, true).unwrap();
        assert_eq!(run(&mut log, &["a"]), ["a"]);
    }

    #[test]
    fn a_file_of_somebody_else_is_no_log() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("all.jsonl");
        let diary = "my own diary, which is a long line and has more\n";
        std::fs::write(beside(&out, ".log"), diary).unwrap();
        assert!(Log::open(&out, &site(&out, "r1"), true, false).is_err());
        assert_eq!(
            std::fs::read_to_string(beside(&out, ".log")).unwrap(),
            diary
        );
    }
}
