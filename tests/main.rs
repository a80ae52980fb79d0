//! The suite: golden cases, invariants, properties and the JSON Schema.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod suite {
    mod diagnostics;
    mod golden;
    mod limits;
    mod properties;
    mod readme;
    mod schema;
}
