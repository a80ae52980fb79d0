//! Documents in ZIP archives: `plans.zip!/sub/plan.docx` is an input like a file.

use crate::batch::inputs::Input;
use crate::failure::Failure;
use policydoc_read::{Limits, Members};
use std::collections::HashSet;
use std::fs::File;
use std::path::{Path, PathBuf};

/// What stands between the path of an archive and that of a file in it.
const BORDER: &str = "!/";

/// Puts the documents in archives in the place of the archives. `is_document` is asked for each
/// file by its place.
pub(crate) fn open(
    found: &mut Vec<Input>,
    failures: &mut Vec<Failure>,
    mut is_document: impl FnMut(&Path) -> bool,
) {
    if !found.iter().any(|input| is_archive(&input.path)) {
        return;
    }
    for input in std::mem::take(found) {
        if !is_archive(&input.path) {
            found.push(input);
            continue;
        }
        match names(&input.path) {
            Ok(names) => {
                let mut seen = HashSet::new();
                for name in names
                    .iter()
                    .filter(|name| is_shown(name) && is_document(Path::new(name)))
                {
                    let path = member(&input.path, name);
                    if seen.insert(name) {
                        let place = input.place.join(name);
                        found.push(Input { path, place });
                    } else {
                        let hint = "rename one of them in the archive";
                        failures.push(Failure::new(
                            &path,
                            "the archive has two files of this name",
                            hint,
                        ));
                    }
                }
            }
            Err(failure) => failures.push(failure),
        }
    }
}

/// The bytes of a file in an archive; `None` where the path is not that of one.
pub(crate) fn load(path: &Path, limit: u64) -> Option<Result<Vec<u8>, Failure>> {
    let whole = path.to_str()?;
    // A file may be called so itself.
    let (archive, name) = whole.split_once(BORDER).filter(|_| !path.exists())?;
    Some(read(path, Path::new(archive), name, limit))
}

fn read(path: &Path, archive: &Path, name: &str, limit: u64) -> Result<Vec<u8>, Failure> {
    let file = File::open(archive).map_err(|error| Failure::unreadable(archive, &error))?;
    let refused =
        |error: policydoc_read::Error| Failure::new(path, error.cause.clone(), error.help());
    let mut members = Members::open(file).map_err(refused)?;
    let Some(at) = members.names().iter().position(|other| other == name) else {
        let hint = "check the spelling of the path in the archive";
        return Err(Failure::new(path, "the archive has no such file", hint));
    };
    let mut limits = Limits::default();
    limits.bytes = limit;
    members.read(at, &limits).map_err(refused)
}

fn names(archive: &Path) -> Result<Vec<String>, Failure> {
    let file = File::open(archive).map_err(|error| Failure::unreadable(archive, &error))?;
    let members = Members::open(file);
    let members =
        members.map_err(|error| Failure::new(archive, error.cause.clone(), error.help()))?;
    Ok(members.names().to_vec())
}

/// Hidden files, and what the programs that make archives put beside the files.
fn is_shown(name: &str) -> bool {
    let aside = |step: &str| step.starts_with('.') || step.starts_with("~$") || step == "__MACOSX";
    !name.is_empty() && !name.split('/').any(aside)
}

fn is_archive(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}

fn member(archive: &Path, name: &str) -> PathBuf {
    let mut path = archive.as_os_str().to_owned();
    path.push(BORDER);
    path.push(name);
    path.into()
}
