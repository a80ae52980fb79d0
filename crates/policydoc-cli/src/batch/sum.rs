//! Sums over bytes, by which damage and foreign files are told from what was written.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::io::{self, Read, Write};
use std::path::Path;

/// What bytes are known by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Sum {
    pub(crate) bytes: u64,
    /// In lower-case hexadecimal.
    pub(crate) sha256: String,
}

impl Sum {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self {
            bytes: bytes.len() as u64,
            sha256: format!("{:x}", Sha256::digest(bytes)),
        }
    }

    /// The sum of a plain file; `None` where there is none, or something else: links, devices.
    pub(crate) fn of_file(path: &Path) -> io::Result<Option<Self>> {
        match std::fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_file() => {}
            Ok(_) => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        }
        let mut tally = Tally::new(io::sink());
        io::copy(&mut std::fs::File::open(path)?, &mut tally)?;
        Ok(Some(tally.sum()))
    }
}

/// Sums what is written through it.
#[derive(Debug)]
pub(crate) struct Tally<W> {
    inner: W,
    digest: Sha256,
    bytes: u64,
}

impl<W> Tally<W> {
    pub(crate) fn new(inner: W) -> Self {
        Self {
            inner,
            digest: Sha256::new(),
            bytes: 0,
        }
    }

    pub(crate) fn inner(&self) -> &W {
        &self.inner
    }

    /// The sum of what was written up to now.
    pub(crate) fn sum(&self) -> Sum {
        Sum {
            bytes: self.bytes,
            sha256: format!("{:x}", self.digest.clone().finalize()),
        }
    }
}

impl<W: Write> Write for Tally<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// As many characters of the sum stand before a sealed line.
pub(crate) const SEAL: usize = 16;

/// A value as a line that says whether it is whole: the beginning of its sum, a blank, its JSON.
pub(crate) fn sealed(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let json = serde_json::to_vec(value)?;
    let mut line = Sum::of(&json).sha256.into_bytes();
    line.truncate(SEAL);
    line.push(b' ');
    line.extend(json);
    line.push(b'\n');
    Ok(line)
}

/// The value of a sealed line, with its line end; `None` if the line is damaged or cut short.
pub(crate) fn unsealed<T: for<'de> Deserialize<'de>>(line: &[u8]) -> Option<T> {
    let (seal, json) = line.strip_suffix(b"\n")?.split_at_checked(SEAL)?;
    let json = json.strip_prefix(b" ")?;
    let whole = Sum::of(json).sha256.as_bytes().starts_with(seal);
    whole.then(|| serde_json::from_slice(json).ok())?
}

/// Whether an existing file is `new` as a loss of power leaves it: its beginning, and zeros where
/// the rest never reached the disk.
pub(crate) fn is_torn(existing: &Path, new: &[u8]) -> io::Result<bool> {
    let file = std::fs::File::open(existing)?;
    let mut old = Vec::new();
    file.take(new.len() as u64 + 1).read_to_end(&mut old)?;
    let same = old.iter().zip(new).take_while(|(old, new)| old == new);
    let rest = &old[same.count()..];
    Ok(old.len() <= new.len() && rest.iter().all(|&byte| byte == 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_line_is_whole_or_nothing() {
        let line = sealed(&("a", 1)).unwrap();
        assert_eq!(unsealed(&line), Some(("a".to_owned(), 1)));
        for at in 0..line.len() {
            assert_eq!(unsealed::<(String, u8)>(&line[..at]), None);
            let mut damaged = line.clone();
            damaged[at] ^= 1;
            assert_eq!(unsealed::<(String, u8)>(&damaged), None, "{at}");
        }
    }

    #[test]
    fn a_file_that_lost_its_end_is_torn_and_another_is_not() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let torn = |bytes: &[u8]| {
            std::fs::write(&file, bytes).unwrap();
            is_torn(file.path(), b"{\"a\":1}").unwrap()
        };
        assert!(torn(b"") && torn(b"{\"a\0\0") && torn(b"\0\0\0\0\0\0\0"));
        assert!(!torn(b"{\"b\":1}") && !torn(b"\0\0\0\0\0\0\0\0") && !torn(b"mine"));
    }
}
