//! The marker grammar: what numbers a provision.

/// How a marker is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Style {
    /// No marker.
    #[default]
    None,
}
