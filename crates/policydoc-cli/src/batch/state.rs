//! What a batch leaves beside its results so that it can be resumed.

use crate::batch::whole::{self, beside, remove};
use crate::failure::Error;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// What is known of the results of an earlier run: `.OUT.policydoc` beside OUT.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    /// The version and the rules of the run.
    pub(crate) rules: String,
    /// The size of OUT once it is complete. Where it has another size, somebody changed it.
    pub(crate) complete: Option<u64>,
}

impl State {
    /// The state that lies beside `out`, if there is one and it can be read.
    pub(crate) fn load(out: &Path) -> Option<Self> {
        let bytes = std::fs::read(beside(out, ".policydoc")).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    pub(crate) fn save(&self, out: &Path) -> Result<(), Error> {
        let bytes = serde_json::to_vec(self).map_err(std::io::Error::from)?;
        whole::write(&beside(out, ".policydoc"), &bytes)
    }

    pub(crate) fn remove(out: &Path) -> Result<(), Error> {
        remove(&beside(out, ".policydoc"))
    }
}
