//! `policydoc convert`: many documents into files.

use crate::args::Convert;
use crate::batch::convert::{Converted, Converter, Made};
use crate::batch::inputs::{Input, Inputs};
use crate::batch::ordered::ordered;
use crate::batch::progress::Progress;
use crate::batch::rules::rules;
use crate::batch::site::Leave;
use crate::batch::store::{Ended, Output, Store};
use crate::batch::target::Target;
use crate::exit::Exit;
use crate::failure::{Error, Failure};
use crate::printer::Printer;
use crate::setup::Setup;
use crate::visible;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

/// As many results without an input are named; of more the number is told.
const NAMED: usize = 20;

pub(super) fn run(
    args: &Convert,
    worker: &[OsString],
    printer: &mut Printer,
) -> Result<Exit, Error> {
    let setup = Setup::new(&args.reading, worker)?;
    let (target, format) = Target::new(&args.out, args.format)?;
    let inputs = Inputs::find(&args.inputs, target.path());
    let output = Output {
        out: &args.out,
        target: &target,
        format,
        bom: args.bom,
        leave: Leave {
            overwrite: args.earlier.overwrite,
            no_sync: args.no_sync,
            prune: args.earlier.prune,
        },
    };
    let rules = rules(&args.reading, &output)?;
    let (store, found) = output.open(&inputs.found, &rules, args.earlier.resume)?;
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
    if let Some(note) = setup.note().filter(|_| !args.quiet) {
        run.printer.say(note);
    }
    for folder in inputs.empty.iter().filter(|_| !args.quiet) {
        run.printer.warn(folder, "there are no documents in it");
    }
    for failure in inputs.failures {
        run.fail(None, failure)?;
    }
    let converter = Converter {
        setup: &setup,
        found: &found,
        format,
    };
    ordered(
        inputs.found.len(),
        args.jobs.get(),
        || setup.reader(),
        |reader, at| converter.convert(reader, at, &inputs.found[at]),
        Converted::weight,
        |at, converted| run.take(at, converted),
    )?;
    run.finish(&inputs.skipped, inputs.again)
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
                let input = &self.inputs[at].path;
                match self.store.put(at, input, &key, &blob)? {
                    None => self.made += 1,
                    // What is in the way of the result stays, so there is nothing to take back.
                    Some(failure) => self.tell(failure),
                }
            }
            Err(failure) => {
                self.fail(Some(at), failure)?;
            }
        }
        Ok(())
    }

    fn fail(&mut self, at: Option<usize>, failure: Failure) -> Result<(), Error> {
        self.store.fail(at, &failure)?;
        self.tell(failure);
        Ok(())
    }

    fn tell(&mut self, failure: Failure) {
        self.progress.aside(|| self.printer.failed(&failure));
        self.failures.push(failure);
    }

    fn finish(self, skipped: &BTreeMap<String, usize>, again: usize) -> Result<Exit, Error> {
        let any = self.made + self.kept > 0;
        let ended = self.store.finish(any, &self.failures)?;
        self.progress.end();
        if !self.args.quiet {
            let summary = Summary {
                printer: self.printer,
                args: self.args,
                ended: &ended,
                failed: self.failures.len(),
            };
            summary.counts(self.made, self.kept, again, skipped);
            summary.stale();
            summary.next();
        }
        Ok(Exit::failed_if(!self.failures.is_empty()))
    }
}

/// What is said at the end of a run.
struct Summary<'a> {
    printer: &'a Printer,
    args: &'a Convert,
    ended: &'a Ended,
    failed: usize,
}

impl Summary<'_> {
    fn counts(&self, made: usize, kept: usize, again: usize, skipped: &BTreeMap<String, usize>) {
        let mut counts = format!("converted: {made}");
        if kept > 0 {
            counts += &format!(", kept: {kept}");
        }
        if self.failed > 0 {
            counts += &format!(", failed: {}", self.failed);
        }
        if let Some(list) = &self.ended.errors {
            counts += &format!(" (listed in {})", visible::path(list));
        }
        self.printer.say(counts);
        if again > 0 {
            self.printer
                .say(format!("named more than once, and converted once: {again}"));
        }
        if !skipped.is_empty() {
            let kinds = skipped.iter();
            let kinds: Vec<_> = kinds
                .map(|(kind, count)| format!("{count} .{}", visible::visible(kind)))
                .collect();
            let kinds = kinds.join(", ");
            self.printer
                .say(format!("left alone, as no documents: {kinds}"));
        }
    }

    /// Names the results of earlier runs that no input has.
    fn stale(&self) {
        let stale = &self.ended.stale;
        self.names("removed, as their inputs are gone", &stale.removed);
        let why = if self.args.earlier.prune {
            "left, as they were changed since their inputs are gone"
        } else {
            "left from an earlier run, without an input (--prune removes them)"
        };
        self.names(why, &stale.left);
    }

    fn names(&self, why: &str, files: &[PathBuf]) {
        if files.is_empty() {
            return;
        }
        self.printer.say(format!("{why}: {}", files.len()));
        for file in files.iter().take(NAMED) {
            self.printer.say(format!("  {}", visible::path(file)));
        }
        if files.len() > NAMED {
            self.printer
                .say(format!("  and {} more", files.len() - NAMED));
        }
    }

    /// What to do about what failed.
    fn next(&self) {
        if self.ended.left {
            let out = visible::path(&self.args.out);
            self.printer
                .say(format!("nothing could be read: {out} is left as it was"));
        }
        if self.failed > 0 {
            self.printer.say(
                "next: do what the errors ask for, then run the same command again with --resume",
            );
        }
    }
}
