//! `OUT.errors.jsonl`: a line for each input that gave no result.

use crate::batch::lines;
use crate::batch::site::Site;
use crate::failure::{Error, Failure};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Writes the list; removes that of an earlier run where there is nothing to list.
pub(crate) fn write(site: &mut Site, path: &Path, failures: &[Failure]) -> Result<(), Error> {
    if failures.is_empty() {
        return site.remove(path).map(drop);
    }
    let mut file = site.create(path)?;
    for failure in failures {
        let line = serde_json::to_vec(failure).map_err(io::Error::from)?;
        let written = file.writer.write_all(&lines::safe(line));
        let written = written.and_then(|()| file.writer.write_all(b"\n"));
        written.map_err(|error| file.unwritable(&error))?;
    }
    site.finish(file)
}

/// Where the list is: beside `results/` it is `results.errors.jsonl`.
pub(crate) fn path(out: &Path) -> PathBuf {
    // Collecting the components drops a slash at the end.
    let mut path = out.components().collect::<PathBuf>().into_os_string();
    path.push(".errors.jsonl");
    path.into()
}
