//! The files in a ZIP archive: documents are published as such.

use crate::archive::{damaged, unpack};
use crate::encoding;
use crate::error::{Error, ErrorCode};
use crate::options::Limits;
use std::io::{Read, Seek};
use zip::ZipArchive;

/// The files in a ZIP archive.
///
/// ```no_run
/// use policydoc_read::{Hint, Limits, Members, Options, read};
///
/// let file = std::fs::File::open("plans.zip").unwrap();
/// let mut members = Members::open(file)?;
/// for at in 0..members.names().len() {
///     let bytes = members.read(at, &Limits::default())?;
///     let text = read(&bytes, &Hint::name(&members.names()[at]), &Options::default())?;
///     println!("{}: {} characters", members.names()[at], text.text.len());
/// }
/// # Ok::<(), policydoc_read::Error>(())
/// ```
#[derive(Debug)]
pub struct Members<R> {
    zip: ZipArchive<R>,
    names: Vec<String>,
    /// The place of each in the archive.
    places: Vec<usize>,
}

impl<R: Read + Seek> Members<R> {
    /// Opens an archive.
    ///
    /// # Errors
    /// When it is no whole archive, or has more than 100,000 files.
    pub fn open(file: R) -> Result<Self, Error> {
        /// An archive with more files is none of documents.
        const MOST: usize = 100_000;
        let mut zip = ZipArchive::new(file).map_err(|error| damaged(&error))?;
        if zip.len() > MOST {
            let cause = format!("it has more than {MOST} files");
            return Err(Error::new(ErrorCode::TooMany, cause));
        }
        let (mut raw, mut places) = (Vec::new(), Vec::new());
        for at in 0..zip.len() {
            let member = zip.by_index_raw(at).map_err(|error| damaged(&error))?;
            if member.is_file() {
                raw.push(member.name_raw().to_vec());
                places.push(at);
            }
        }
        let names = names(&raw);
        Ok(Self { zip, names, places })
    }

    /// Their names, as paths below the archive: with `/`, and without a way out of it.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The bytes of the file whose name stands at a place.
    ///
    /// # Errors
    /// When it is protected by a password or damaged, or larger than [`Limits::bytes`].
    pub fn read(&mut self, at: usize, limits: &Limits) -> Result<Vec<u8>, Error> {
        let place = self.places.get(at).copied().unwrap_or(usize::MAX);
        let mut bytes = Vec::new();
        let room = (limits.bytes, limits.bytes);
        unpack(&mut self.zip, place, room, &mut bytes)?;
        Ok(bytes)
    }
}

/// The names of files as characters. Where they are not UTF-8, all are in one encoding, which the
/// archive does not tell.
fn names(raw: &[Vec<u8>]) -> Vec<String> {
    let all = raw.join(&b'\n');
    let decoded = encoding::decode(&all, None, None);
    let whole: Vec<&str> = decoded.text.split('\n').collect();
    let same = whole.len() == raw.len();
    let name = |(at, raw): (usize, &Vec<u8>)| match whole.get(at).filter(|_| same) {
        Some(name) => inside(name),
        None => inside(&String::from_utf8_lossy(raw)),
    };
    raw.iter().enumerate().map(name).collect()
}

/// A name without steps that lead out of the folder that the archive stands for.
fn inside(name: &str) -> String {
    let name: String = name.chars().filter(|ch| !ch.is_control()).collect();
    let steps = name.split(['/', '\\']).filter(|step| {
        let drive = step.len() == 2 && step.ends_with(':');
        !matches!(*step, "" | "." | "..") && !drive
    });
    steps.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside_the_archive() {
        for (name, expected) in [
            ("a/b.txt", "a/b.txt"),
            ("../../etc/x", "etc/x"),
            ("/etc/x", "etc/x"),
            ("C:\\a\\..\\b.doc", "a/b.doc"),
            ("a\0b", "ab"),
        ] {
            assert_eq!(inside(name), expected);
        }
    }

    #[test]
    fn names_are_decoded_together() {
        let gbk = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
        let raw = [
            gbk("附件/重点任务分工表.xls"),
            gbk("通知.doc"),
            b"a.txt".to_vec(),
        ];
        assert_eq!(
            names(&raw),
            ["附件/重点任务分工表.xls", "通知.doc", "a.txt"]
        );
    }
}
