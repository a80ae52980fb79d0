//! Golden cases, invariants and end-to-end tests of policydoc.
