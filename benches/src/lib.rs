//! Benchmarks of policydoc.
