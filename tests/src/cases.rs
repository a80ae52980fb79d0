//! Where the texts to test are.

use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// A text of the golden suite.
#[derive(Clone, Debug)]
pub struct Case {
    /// Where it lies.
    pub path: PathBuf,
    /// The text.
    pub text: String,
}

/// Every case under `tests/cases`, in the order of their paths.
///
/// # Panics
///
/// If a file cannot be read: the suite is of no use then.
pub fn cases() -> Vec<Case> {
    texts_under(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases"))
}

/// Every `.txt` file under a folder, in the order of their paths.
///
/// # Panics
///
/// If a file cannot be read or is not UTF-8, or there is none.
#[expect(
    clippy::expect_used,
    reason = "a test stops where its input is missing"
)]
pub fn texts_under(folder: &Path) -> Vec<Case> {
    let texts: Vec<Case> = WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("a folder that can be read").into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| Case {
            text: fs::read_to_string(&path).expect("a text in UTF-8"),
            path,
        })
        .collect();
    assert!(!texts.is_empty(), "no texts under {}", folder.display());
    texts
}
