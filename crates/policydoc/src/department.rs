//! How a name becomes a department.

use std::sync::{Arc, LazyLock};

/// The data that names places and kinds of organ.
#[derive(Debug, Default)]
pub struct Gazetteer {}

impl Gazetteer {
    /// The tables that come with the library, read once in a process.
    pub fn built_in() -> Arc<Gazetteer> {
        static BUILT_IN: LazyLock<Arc<Gazetteer>> = LazyLock::new(Arc::default);
        Arc::clone(&BUILT_IN)
    }
}
