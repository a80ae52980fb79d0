//! The bytes behind a path.

use crate::archive;
use crate::batch::paths;
use crate::failure::{Error, Failure};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The bytes of a file, or of the standard input where the path is `-`.
pub(crate) fn load(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    if let Some(member) = archive::load(path, limit) {
        return member;
    }
    let bytes = if is_stdin(path) {
        read(io::stdin().lock(), limit)
    } else {
        File::open(path).and_then(|file| read(file, limit))
    };
    let bytes = bytes.map_err(|error| Failure::unreadable(path, &error))?;
    if bytes.len() as u64 > limit {
        return Err(Failure::new(
            path,
            format!("it has more than {limit} bytes"),
            "raise --max-bytes if the file can be trusted",
        ));
    }
    Ok(bytes)
}

/// The text of a file that is an option's value.
pub(crate) fn text(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|error| {
        let failure = Failure::unreadable(path, &error);
        Error::Usage(format!("{failure}; {}", failure.hint))
    })
}

/// At most one byte more than the limit.
fn read(from: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The file's name without folders; the standard input has none.
pub(crate) fn name(path: &Path) -> Option<String> {
    if is_stdin(path) {
        return None;
    }
    path.file_name().map(|name| paths::text(Path::new(name)))
}

/// Whether a path that is no plain file is a pipe that is open already, as `<(…)` makes it in a
/// shell. Opening one that merely has a name would wait for a writer.
pub(crate) fn is_open_pipe(path: &Path, metadata: &std::fs::Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        metadata.file_type().is_fifo() && path.canonicalize().is_err()
    }
    #[cfg(not(unix))]
    {
        let _ = (path, metadata);
        false
    }
}

/// Whether a path stands for the standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}
