//! When two results are the same.

use serde::{Deserialize, Serialize};

/// What a result depends on, besides the rules: what the document is called in it, and the bytes
/// of the file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Key {
    /// The file's name without folders, `None` for the standard input: that is all of its path
    /// that JSON holds. In tables, which have no other key, the path.
    pub(crate) name: Option<String>,
    /// The SHA-256 of the bytes, in lower-case hexadecimal.
    pub(crate) sha256: String,
}
