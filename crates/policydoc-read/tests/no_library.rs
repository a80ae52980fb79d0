//! Where the engine pdfium is asked for and its library is missing, a PDF file is an error that says
//! how to get it. A process of its own, as the library is loaded once.
#![cfg(feature = "pdfium")]
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use policydoc_read::{ErrorCode, Format, Hint, Options, PdfEngine, read};

#[test]
fn a_missing_library_is_said_with_what_to_do() {
    let options = Options {
        pdf_engine: PdfEngine::Pdfium,
        pdfium: Some("/nowhere/libpdfium.so".into()),
        ..Options::default()
    };
    let error = read(b"%PDF-1.7\n", &Hint::name("plan.pdf"), &options).unwrap_err();
    assert_eq!(error.code, ErrorCode::NoLibrary);
    assert_eq!(error.format, Some(Format::Pdf));
    let said = error.to_string();
    assert!(said.contains("`/nowhere/libpdfium.so`"), "{said}");
    assert!(
        said.contains("pip install pypdfium2") && said.contains("POLICYDOC_PDFIUM"),
        "{said}"
    );
}
