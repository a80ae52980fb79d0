//! Maps over what a document says.

/// A map with a fast hash whose key differs from process to process, so that no document can make
/// its names collide. What it finds never depends on the order of its entries.
pub(super) type FastMap<K, V> = std::collections::HashMap<K, V, foldhash::fast::RandomState>;
