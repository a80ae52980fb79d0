//! A path becomes a text, and the description of the file it was read from.

use crate::failure::Failure;
use policydoc::Source;
use sha2::{Digest as _, Sha256};
use std::io::{self, Read as _};
use std::path::Path;

/// A text that was read.
pub(crate) struct Read {
    pub(crate) text: String,
    pub(crate) source: Source,
    /// What the user should know about the reading.
    pub(crate) notice: Option<Failure>,
}

/// Reads a file, or the standard input where the path is `-`.
pub(crate) fn read(path: &Path) -> Result<Read, Failure> {
    let bytes = bytes(path).map_err(|error| Failure::unreadable(path, &error))?;
    let mut source = Source {
        name: name(path),
        format: Some("text".to_owned()),
        encoding: Some("UTF-8".to_owned()),
        ..Source::default()
    };
    source.bytes = Some(bytes.len() as u64);
    source.sha256 = Some(format!("{:x}", Sha256::digest(&bytes)));
    let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    let (text, notice) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let notice = Failure::new(
                path,
                format!("it is not UTF-8 from byte {at} on; what could not be read is shown as �"),
                "convert the file to UTF-8",
            );
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            (text, Some(notice))
        }
    };
    Ok(Read {
        text,
        source,
        notice,
    })
}

/// Whether a path stands for the standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    if !is_stdin(path) {
        return std::fs::read(path);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn name(path: &Path) -> Option<String> {
    if is_stdin(path) {
        return None;
    }
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
}
