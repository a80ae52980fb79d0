//! Which files among documents are outputs of earlier runs, and so no documents.

use crate::batch::journal::Journal;
use crate::batch::site::beside;
use crate::batch::sum::Sum;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// What journals say of the files in folders that were looked at.
#[derive(Debug, Default)]
pub(crate) struct Outputs {
    /// The journal beside a folder: the names of the tables in it, and their sums.
    folders: HashMap<PathBuf, Vec<(PathBuf, Sum)>>,
}

impl Outputs {
    /// Whether a file is as an earlier run has written it.
    pub(crate) fn has(&mut self, path: &Path) -> bool {
        let Some(name) = path.file_name() else {
            return false;
        };
        let folder = path.parent().unwrap_or(Path::new(""));
        let tables =
            self.folders
                .entry(folder.to_owned())
                .or_insert_with(|| match folder.file_name() {
                    Some(_) => Journal::files_of(&beside(folder, ".policydoc")),
                    None => Vec::new(),
                });
        let table = Path::new(folder.file_name().unwrap_or_default()).join(name);
        let own = Journal::files_of(&beside(path, ".policydoc"));
        let listed = |(file, _): &&(PathBuf, Sum)| *file == table || file == Path::new(name);
        let mut sums = tables
            .iter()
            .chain(&own)
            .filter(listed)
            .map(|(_, sum)| sum)
            .peekable();
        // Most files are in no journal, and are not read for this.
        sums.peek().is_some()
            && matches!(Sum::of_file(path), Ok(Some(sum)) if sums.any(|own| *own == sum))
    }
}
