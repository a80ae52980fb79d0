//! What the reader makes of whole files: of each format, of the same document in four formats,
//! of damaged and hostile ones.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[cfg(feature = "docx")]
mod docx;
#[cfg(all(feature = "docx", feature = "html"))]
mod four_ways;
mod hostile;
#[cfg(feature = "html")]
mod html;
#[cfg(all(feature = "odf", feature = "sheets"))]
mod office;
#[cfg(feature = "pdf")]
mod pdf;
mod support;
mod twins;
