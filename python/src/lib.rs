//! The Python package policydoc.
