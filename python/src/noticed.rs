//! What was noticed while a file was read: it is pickled with a document, since parsing the text
//! anew would not notice it.

use policydoc::{Code, Diagnostic, Span};
use policydoc_read::WarningCode;

/// A diagnostic of reading: code, message, help, and the bytes it speaks of.
pub(crate) type Noticed = (String, String, Option<String>, usize, usize);

/// The diagnostics of reading that a document has.
pub(crate) fn of(document: &policydoc::Document) -> Vec<Noticed> {
    let diagnostics = document.diagnostics().iter();
    diagnostics
        .filter(|diagnostic| WarningCode::of(diagnostic.code).is_some())
        .map(|diagnostic| {
            (
                diagnostic.code.as_str().to_owned(),
                diagnostic.message.clone(),
                diagnostic.help.clone(),
                diagnostic.span.start(),
                diagnostic.span.end(),
            )
        })
        .collect()
}

/// A diagnostic from what was pickled; none where a newer version has other codes.
pub(crate) fn diagnostic((code, message, help, start, end): Noticed) -> Option<Diagnostic> {
    let code = Code::ALL.iter().find(|known| known.as_str() == code)?;
    let diagnostic = Diagnostic::new(*code, Span::new(start, end), message);
    Some(match help {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    })
}
