//! Python's strings as Rust's.

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use std::borrow::Cow;

/// The characters of a Python string. A lone surrogate, which Python allows and UTF-8 does not,
/// becomes U+FFFD: one code point for one, so that spans fit the caller's string as well.
pub(crate) fn characters<'s>(text: &'s Bound<'_, PyString>) -> PyResult<Cow<'s, str>> {
    if let Ok(text) = text.to_str() {
        return Ok(Cow::Borrowed(text));
    }
    let encoded =
        text.call_method1(intern!(text.py(), "encode"), ("utf-32-le", "surrogatepass"))?;
    let points = encoded.cast::<PyBytes>()?.as_bytes().chunks_exact(4);
    Ok(points
        .map(|point| {
            let point = u32::from_le_bytes([point[0], point[1], point[2], point[3]]);
            char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER)
        })
        .collect())
}
