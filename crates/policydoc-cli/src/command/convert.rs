//! `policydoc convert`: many documents into files.

use crate::args::Convert;
use crate::batch::convert::{Converted, Converter, Made};
use crate::batch::errors;
use crate::batch::inputs::{Input, Inputs};
use crate::batch::ordered::ordered;
use crate::batch::progress::Progress;
use crate::batch::rules::rules;
use crate::batch::store::{Format, Output, Store, is_stdout};
use crate::exit::Exit;
use crate::failure::{Error, Failure};
use crate::printer::Printer;
use crate::setup::Setup;
use policydoc::Document;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

pub(super) fn run(
    args: &Convert,
    worker: &[OsString],
    printer: &mut Printer,
) -> Result<Exit, Error> {
    let setup = Setup::new(&args.reading, worker)?;
    let format = args.format.unwrap_or_else(|| Format::of(&args.out));
    let inputs = Inputs::find(&args.inputs, Some(&args.out));
    let output = Output {
        out: &args.out,
        format,
        bom: args.bom,
    };
    let rules = rules(&args.reading, &output)?;
    let (store, found) = output.open(&inputs.found, &rules, args.resume)?;
    let mut run = Run {
        args,
        printer,
        inputs: &inputs.found,
        progress: Progress::new(args.quiet, &inputs.found),
        store,
        failures: Vec::new(),
        made: 0,
        kept: 0,
    };
    for failure in inputs.failures {
        run.fail(None, failure)?;
    }
    let converter = Converter {
        setup: &setup,
        found: &found,
        write: |path: &Path, document: &Document| format.write(path, document),
        by_path: format.is_by_path(),
    };
    ordered(
        inputs.found.len(),
        args.jobs.get(),
        || setup.reader(),
        |reader, at| converter.convert(reader, at, &inputs.found[at]),
        |at, converted| run.take(at, converted),
    )?;
    run.finish(&inputs.skipped)
}

/// A batch on its way.
struct Run<'a> {
    args: &'a Convert,
    printer: &'a Printer,
    inputs: &'a [Input],
    progress: Progress<'a>,
    store: Store,
    failures: Vec<Failure>,
    made: usize,
    kept: usize,
}

impl Run<'_> {
    /// Takes what became of the input at `at`, the next in order.
    fn take(&mut self, at: usize, converted: Converted) -> Result<(), Error> {
        let Converted { result, warnings } = converted;
        self.progress.step(result.is_err());
        if !self.args.quiet && !warnings.is_empty() {
            self.progress.aside(|| {
                for warning in &warnings {
                    self.printer.warn(&self.inputs[at].path, warning);
                }
            });
        }
        match result {
            Ok(Made::Kept(key)) => {
                self.kept += 1;
                self.store.keep(at, &key)?;
            }
            Ok(Made::New(key, blob)) => {
                self.made += 1;
                self.store.put(at, &key, &blob)?;
            }
            Err(failure) => {
                self.fail(Some(at), failure)?;
            }
        }
        Ok(())
    }

    fn fail(&mut self, at: Option<usize>, failure: Failure) -> Result<(), Error> {
        self.progress.aside(|| self.printer.failed(&failure));
        self.store.fail(at, &failure)?;
        self.failures.push(failure);
        Ok(())
    }

    fn summary(&self) -> String {
        let kept = match self.kept {
            0 => String::new(),
            kept => format!(", kept: {kept}"),
        };
        let failed = match self.failures.len() {
            0 => String::new(),
            failed if is_stdout(&self.args.out) => format!(", failed: {failed}"),
            failed => format!(
                ", failed: {failed} (listed in {})",
                errors::path(&self.args.out).display()
            ),
        };
        format!("converted: {}{kept}{failed}", self.made)
    }

    fn finish(mut self, skipped: &BTreeMap<String, usize>) -> Result<Exit, Error> {
        self.store.finish()?;
        self.progress.end();
        if !is_stdout(&self.args.out) {
            errors::write(&self.args.out, &self.failures)?;
        }
        if !self.args.quiet {
            self.printer.say(self.summary());
            if !skipped.is_empty() {
                let kinds = skipped.iter();
                let kinds: Vec<_> = kinds
                    .map(|(kind, count)| format!("{count} .{kind}"))
                    .collect();
                let kinds = kinds.join(", ");
                self.printer
                    .say(format!("left alone, as no documents: {kinds}"));
            }
        }
        Ok(Exit::failed_if(!self.failures.is_empty()))
    }
}
