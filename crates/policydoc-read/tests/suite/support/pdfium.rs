//! The library pdfium, for the tests of that engine.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// Where the library is: `POLICYDOC_PDFIUM`, or fetched once with pip into the target folder.
pub(crate) fn library() -> PathBuf {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY
        .get_or_init(|| match std::env::var_os("POLICYDOC_PDFIUM") {
            Some(path) => path.into(),
            None => fetched(),
        })
        .clone()
}

fn fetched() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pypdfium2");
    let library = folder.join("pypdfium2_raw").join(library_name());
    if !library.exists() {
        let done = Command::new("python3")
            .args(["-m", "pip", "install", "--quiet", "--no-deps", "--target"])
            .arg(&folder)
            .arg("pypdfium2==5.15.2")
            .status();
        assert!(
            done.is_ok_and(|status| status.success()),
            "the tests of PDF need pdfium: set POLICYDOC_PDFIUM, or let `pip install pypdfium2` work"
        );
    }
    library
}

fn library_name() -> String {
    format!(
        "{}pdfium{}",
        std::env::consts::DLL_PREFIX,
        std::env::consts::DLL_SUFFIX
    )
}
