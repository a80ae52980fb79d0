//! `policydoc check`: what a careful reader would flag, shown in its line.

use crate::args::Check;
use crate::exit::Exit;
use crate::failure::Error;
use crate::printer::Printer;
use crate::setup::{Desk, Setup};
use crate::visible;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use policydoc::{Diagnostic, Document, Severity};
use std::ffi::OsString;
use std::io::Write as _;
use std::ops::Range;
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
    let path = visible::path(file);
    let mut lines = Lines::new(document.text());
    for diagnostic in document.diagnostics() {
        if diagnostic.severity() < least {
            continue;
        }
        count.add(diagnostic.severity());
        let shown = Shown::new(diagnostic, &mut lines);
        let drawn = renderer.render(&[shown.group(diagnostic, &path)]);
        writeln!(printer, "{drawn}\n")?;
    }
    Ok(())
}

/// The texts of a diagnostic as they are shown: nothing in them steers the terminal.
struct Shown {
    message: String,
    help: Option<String>,
    /// The lines that it speaks of, the number of the first, and what of them it speaks of.
    excerpt: String,
    number: usize,
    span: Range<usize>,
}

impl Shown {
    fn new(diagnostic: &Diagnostic, lines: &mut Lines<'_>) -> Self {
        let (number, start, text) = lines.around(diagnostic);
        let [from, to] = [diagnostic.span.start(), diagnostic.span.end()].map(|at| at - start);
        let part = |range: Range<usize>| visible::lines(text.get(range).unwrap_or_default());
        let (mut excerpt, own) = (part(0..from), part(from..to));
        let span = excerpt.len()..excerpt.len() + own.len();
        excerpt += &own;
        excerpt += &part(to..text.len());
        Self {
            message: visible::visible(&diagnostic.message).into_owned(),
            help: diagnostic
                .help
                .as_deref()
                .map(|help| visible::visible(help).into_owned()),
            excerpt,
            number,
            span,
        }
    }

    /// The diagnostic with the lines it speaks of.
    fn group<'a>(&'a self, diagnostic: &'a Diagnostic, path: &'a str) -> Group<'a> {
        let level = match diagnostic.severity() {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            _ => Level::NOTE,
        };
        let snippet = Snippet::source(&*self.excerpt)
            .line_start(self.number)
            .path(path)
            .annotation(AnnotationKind::Primary.span(self.span.clone()));
        let group = level
            .primary_title(&*self.message)
            .id(diagnostic.code.as_str())
            .element(snippet);
        match &self.help {
            Some(help) => group.element(Level::HELP.message(&**help)),
            None => group,
        }
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
