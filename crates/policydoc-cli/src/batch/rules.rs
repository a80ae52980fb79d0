//! What makes results of two runs comparable.

use crate::args::Reading;
use crate::batch::store::Output;
use crate::failure::Error;
use crate::input;
use sha2::{Digest as _, Sha256};

/// A sum over everything besides the input that a result depends on: the version, the built-in
/// tables and the code that reads and parses (`build.rs` sums them), the options that change what is read or how it is parsed, and the form.
/// Limits are not among them, as they decide whether there is a result and not what it is.
pub(crate) fn rules(reading: &Reading, output: &Output<'_>) -> Result<String, Error> {
    let mut parts = format!(
        "{} {} {:?} {:?} {:?} {:?} {:?}",
        env!("CARGO_PKG_VERSION"),
        env!("POLICYDOC_RULES"),
        reading.language,
        reading.files.encoding,
        reading.files.whole_page,
        reading.files.pdf_engine,
        (output.format, output.bom),
    );
    for table in &reading.gazetteer {
        parts.push('\0');
        parts += &input::text(table)?;
    }
    let mut sum = format!("{:x}", Sha256::digest(parts));
    sum.truncate(32);
    Ok(sum)
}
