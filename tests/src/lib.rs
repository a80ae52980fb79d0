//! What the tests of policydoc share: the readable form of a document that snapshots hold, and
//! the invariants that every document keeps.

mod cases;
mod contract;
mod invariants;
mod markdown;
mod outline;
mod ownership;
mod pieces;

pub use cases::{Case, cases, texts_under};
pub use contract::contract_violations;
pub use invariants::{assert_sound, violations};
pub use markdown::{Block, blocks};
pub use outline::outline;
pub use pieces::PIECES;

/// The Rust of the README runs as a documentation test.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
