//! `policydoc check`: what a careful reader would flag, shown in its line.

use crate::args::Check;
use crate::exit::Exit;
use crate::failure::Error;
use crate::printer::Printer;
use crate::setup::{Desk, Setup};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use policydoc::{Diagnostic, Document, Severity};
use std::ffi::OsString;
use std::io::Write as _;
use std::path::Path;

pub(super) fn run(args: &Check, worker: &[OsString], printer: &mut Printer) -> Result<Exit, Error> {
    let setup = Setup::new(&args.reading, worker)?;
    let mut desk = Desk::silent(&setup);
    let mut count = Count::default();
    for file in &args.files {
        match desk.document(file, printer) {
            Ok(document) => show(file, &document, args.severity, &mut count, printer)?,
            Err(failure) => {
                printer.failed(&failure);
                count.failed += 1;
            }
        }
    }
    printer.finish()?;
    printer.say(count.summary(args.files.len()));
    let bad = count.failed + count.errors + if args.strict { count.warnings } else { 0 };
    Ok(Exit::failed_if(bad > 0))
}

#[derive(Default)]
struct Count {
    errors: usize,
    warnings: usize,
    notes: usize,
    failed: usize,
}

impl Count {
    fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            _ => self.notes += 1,
        }
    }

    fn summary(&self, files: usize) -> String {
        let Self {
            errors,
            warnings,
            notes,
            failed,
        } = self;
        let unreadable = match failed {
            0 => String::new(),
            _ => format!(", not readable: {failed}"),
        };
        let checked = files - failed;
        format!(
            "errors: {errors}, warnings: {warnings}, notes: {notes}; files checked: {checked}{unreadable}"
        )
    }
}

fn show(
    file: &Path,
    document: &Document,
    least: Severity,
    count: &mut Count,
    printer: &mut Printer,
) -> Result<(), Error> {
    let renderer = if printer.color() {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.term_width(printer.columns().unwrap_or(140));
    let path = file.display().to_string();
    let mut lines = Lines::new(document.text());
    for diagnostic in document.diagnostics() {
        if diagnostic.severity() < least {
            continue;
        }
        count.add(diagnostic.severity());
        let drawn = renderer.render(&[group(diagnostic, &path, &mut lines)]);
        writeln!(printer, "{drawn}\n")?;
    }
    Ok(())
}

/// The diagnostic with the lines it speaks of.
fn group<'a>(diagnostic: &'a Diagnostic, path: &'a str, lines: &mut Lines<'a>) -> Group<'a> {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        _ => Level::NOTE,
    };
    let (number, start, excerpt) = lines.around(diagnostic);
    let span = diagnostic.span.start() - start..diagnostic.span.end() - start;
    let snippet = Snippet::source(excerpt)
        .line_start(number)
        .path(path)
        .annotation(AnnotationKind::Primary.span(span));
    let group = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.as_str())
        .element(snippet);
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

/// The lines of a text, for diagnostics that come in order: the drawing library looks at all of
/// the source it is given, so it is given the lines of the diagnostic only.
struct Lines<'a> {
    text: &'a str,
    offset: usize,
    number: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            offset: 0,
            number: 1,
        }
    }

    /// The number of the first line, from 1; the offset it begins at; the lines.
    fn around(&mut self, diagnostic: &Diagnostic) -> (usize, usize, &'a str) {
        let span = diagnostic.span;
        let before = self.text.get(..span.start()).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let passed = self.text.get(self.offset..start).unwrap_or_default();
        self.number += passed.matches('\n').count();
        self.offset = self.offset.max(start);
        let after = self.text.get(span.end()..).unwrap_or_default();
        let end = span.end() + after.find('\n').unwrap_or(after.len());
        (self.number, start, &self.text[start..end])
    }
}
