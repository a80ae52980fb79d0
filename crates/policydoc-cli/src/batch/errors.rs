//! `OUT.errors.jsonl`: a line for each input that gave no result.

use crate::batch::whole::{self, remove};
use crate::failure::{Error, Failure};
use std::io;
use std::path::{Path, PathBuf};

/// Writes the list; removes that of an earlier run where there is nothing to list.
pub(crate) fn write(out: &Path, failures: &[Failure]) -> Result<(), Error> {
    let path = path(out);
    if failures.is_empty() {
        return remove(&path);
    }
    let mut lines = Vec::new();
    for failure in failures {
        serde_json::to_writer(&mut lines, failure).map_err(io::Error::from)?;
        lines.push(b'\n');
    }
    whole::write(&path, &lines)
}

/// Where the list is: beside `results/` it is `results.errors.jsonl`.
pub(crate) fn path(out: &Path) -> PathBuf {
    // Collecting the components drops a slash at the end.
    let mut path = out.components().collect::<PathBuf>().into_os_string();
    path.push(".errors.jsonl");
    path.into()
}
