//! Where the results of a batch go.

use crate::batch::folder::{self, Folder, Stale};
use crate::batch::inputs::Input;
use crate::batch::key::Key;
use crate::batch::log::{self, Log};
use crate::batch::names::names;
use crate::batch::site::{Leave, Site, beside};
use crate::batch::tables::{self, TableFiles, has_extension};
use crate::batch::target::Target;
use crate::batch::{errors, lines};
use crate::failure::{Error, Failure};
use policydoc::Document;
use serde::{Deserialize, Serialize};
use std::fs::OpenOptions;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The form of the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
pub(crate) enum Format {
    /// One NAME.json a document, in a folder
    Json,
    /// One file, a line of JSON a document
    Jsonl,
    /// Tables as CSV, one file a table
    Csv,
    /// Tables as Parquet, one file a table
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    /// Every form.
    pub(crate) const ALL: &'static [Self] = &[
        Self::Json,
        Self::Jsonl,
        Self::Csv,
        #[cfg(feature = "parquet")]
        Self::Parquet,
    ];

    /// What names of such outputs end in.
    pub(crate) fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Json => &["json"],
            Self::Jsonl => &["jsonl", "ndjson"],
            Self::Csv => &["csv"],
            #[cfg(feature = "parquet")]
            Self::Parquet => &["parquet"],
        }
    }

    /// Whether the name of an output says that it has this form.
    pub(crate) fn of_name(self, out: &Path) -> bool {
        let mut extensions = self.extensions().iter();
        extensions.any(|extension| has_extension(out, extension))
    }

    /// Whether results hold the path of a file, and not its name alone.
    pub(crate) fn is_by_path(self) -> bool {
        !matches!(self, Self::Json | Self::Jsonl)
    }

    /// A document in this form; in tables it goes by this key.
    pub(crate) fn write(self, key: &str, document: &Document) -> Result<Vec<u8>, String> {
        if self.is_by_path() {
            return tables::rows(key, document).map_err(|error| error.to_string());
        }
        let json = document.to_json().into_bytes();
        Ok(match self {
            Self::Jsonl => lines::safe(json),
            _ => json,
        })
    }
}

/// Where results go, and in which form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output<'a> {
    /// OUT as the user named it.
    pub(crate) out: &'a Path,
    pub(crate) target: &'a Target,
    pub(crate) format: Format,
    /// Whether CSV files begin with a byte order mark.
    pub(crate) bom: bool,
    pub(crate) leave: Leave,
}

/// The results of a batch as they are made. The calls come in the order of the inputs.
pub(crate) enum Store {
    Folder(Folder, Site),
    Lines(Log, Site),
    Tables(Log, TableFiles, Site),
    /// Lines to a stream, of which nothing can be kept.
    Stream(BufWriter<Box<dyn Write>>, Option<PathBuf>),
}

/// What an earlier run has left. Threads share it.
#[derive(Clone, Debug)]
pub(crate) enum Found {
    Folder(Arc<[PathBuf]>, Arc<folder::Found>),
    Log(Arc<log::Found>),
    Nothing,
}

impl Found {
    /// Whether the result of the input at `at` is there already.
    pub(crate) fn has(&self, at: usize, key: &Key) -> bool {
        match self {
            Self::Folder(names, found) => found.has(&names[at], key),
            Self::Log(found) => found.has(key),
            Self::Nothing => false,
        }
    }
}

/// What became of a run.
#[derive(Debug, Default)]
pub(crate) struct Ended {
    /// Results of earlier runs without an input.
    pub(crate) stale: Stale,
    /// Whether there was nothing to write, and an older result was left as it was.
    pub(crate) left: bool,
    /// The list of what failed.
    pub(crate) errors: Option<PathBuf>,
}

impl Output<'_> {
    /// Opens the output; what an earlier run with the same rules has left is found if `resume`.
    pub(crate) fn open(
        &self,
        inputs: &[Input],
        rules: &str,
        resume: bool,
    ) -> Result<(Store, Found), Error> {
        match self.target {
            Target::Stdout => {
                let out: Box<dyn Write> = Box::new(io::stdout());
                Ok((Store::Stream(BufWriter::new(out), None), Found::Nothing))
            }
            Target::Stream(path) => {
                let file = OpenOptions::new().write(true).open(path);
                let file = file.map_err(|error| Error::unwritable(self.out, &error))?;
                let out: Box<dyn Write> = Box::new(file);
                let store = Store::Stream(BufWriter::new(out), Some(self.out.to_owned()));
                Ok((store, Found::Nothing))
            }
            Target::Folder(path) if self.format == Format::Json => {
                self.folder(path, inputs, rules, resume)
            }
            Target::Folder(path) | Target::File(path) => self.log(path, rules, resume),
        }
    }

    fn folder(
        &self,
        root: &Path,
        inputs: &[Input],
        rules: &str,
        resume: bool,
    ) -> Result<(Store, Found), Error> {
        let (journal, lock) = (root.join(".policydoc"), root.join(".policydoc.lock"));
        let site = Site::open(&journal, &lock, root, rules, self.leave)?;
        site.claim(&errors::path(root))?;
        let names: Arc<[PathBuf]> = names(inputs).into();
        let folder = Folder::open(root, Arc::clone(&names), &site, resume);
        let found = Found::Folder(names, folder.found());
        Ok((Store::Folder(folder, site), found))
    }

    fn log(&self, out: &Path, rules: &str, resume: bool) -> Result<(Store, Found), Error> {
        let (journal, lock) = (beside(out, ".policydoc"), beside(out, ".lock"));
        let mut site = Site::open(&journal, &lock, out, rules, self.leave)?;
        let tables = match self.format {
            Format::Csv => Some(policydoc_table::Format::Csv { bom: self.bom }),
            #[cfg(feature = "parquet")]
            Format::Parquet => Some(policydoc_table::Format::Parquet),
            Format::Json | Format::Jsonl => None,
        };
        let files = tables.map_or_else(|| vec![out.to_owned()], |form| tables::paths(out, form));
        for path in files.iter().chain([&errors::path(out)]) {
            site.claim(path)?;
        }
        let log = Log::open(out, &site, tables.is_none(), resume)?;
        let found = Found::Log(log.found());
        let store = match tables {
            Some(form) => {
                let tables = TableFiles::create(out, form, &mut site)?;
                Store::Tables(log, tables, site)
            }
            None => Store::Lines(log, site),
        };
        Ok((store, found))
    }
}

impl Store {
    /// The input at `at` has the result that is there already.
    pub(crate) fn keep(&mut self, at: usize, key: &Key) -> Result<(), Error> {
        match self {
            Self::Folder(folder, site) => folder.keep(at, key, site),
            Self::Lines(log, _) => log.keep(key),
            Self::Stream(..) => {}
            Self::Tables(log, tables, _) => tables.add(&log.blob(key)?)?,
        }
        Ok(())
    }

    /// The input at `at`, this file, has this result. What is in the way of it alone is a failure.
    pub(crate) fn put(
        &mut self,
        at: usize,
        input: &Path,
        key: &Key,
        blob: &[u8],
    ) -> Result<Option<Failure>, Error> {
        match self {
            Self::Folder(folder, site) => return folder.put(at, input, key, blob, site),
            Self::Lines(log, _) => log.put(key, blob)?,
            Self::Tables(log, tables, _) => {
                log.put(key, blob)?;
                tables.add(blob)?;
            }
            Self::Stream(out, path) => {
                let written = out.write_all(blob).and_then(|()| out.write_all(b"\n"));
                written.map_err(|error| stream_error(path.as_deref(), error))?;
            }
        }
        Ok(None)
    }

    /// An input gave no result: the one at `at`, or one that was never found.
    pub(crate) fn fail(&mut self, at: Option<usize>, failure: &Failure) -> Result<(), Error> {
        match (self, at) {
            (Self::Folder(folder, _), Some(at)) => folder.fail(at),
            (Self::Tables(_, tables, _), _) => tables.add_failure(failure)?,
            _ => {}
        }
        Ok(())
    }

    /// All results are there, and this is what failed. `any` is whether there is a result at all:
    /// a run without one leaves what an earlier one has made.
    pub(crate) fn finish(self, any: bool, failures: &[Failure]) -> Result<Ended, Error> {
        let mut ended = Ended::default();
        let errors = |out: &Path| (!failures.is_empty()).then(|| errors::path(out));
        match self {
            Self::Stream(mut out, path) => {
                let flushed = out.flush();
                flushed.map_err(|error| stream_error(path.as_deref(), error))?;
            }
            Self::Folder(mut folder, mut site) => {
                ended.stale = folder.finish(any, &site)?;
                let root = site.folder().to_owned();
                ended.errors = errors(&root);
                errors::write(&mut site, &errors::path(&root), failures)?;
                site.close(folder.done())?;
            }
            Self::Lines(mut log, mut site) => {
                let out = log.out().to_owned();
                ended.left = !any && out.exists();
                if !ended.left {
                    log.finish_lines(&mut site)?;
                }
                ended.errors = errors(&out);
                errors::write(&mut site, &errors::path(&out), failures)?;
                log.remove()?;
                site.close(&[])?;
            }
            Self::Tables(log, mut tables, mut site) => {
                let out = log.out().to_owned();
                ended.left = !any && tables.exist();
                if ended.left {
                    tables.discard();
                } else {
                    tables.finish(&mut site)?;
                }
                ended.errors = errors(&out);
                errors::write(&mut site, &errors::path(&out), failures)?;
                log.remove()?;
                site.close(&[])?;
            }
        }
        Ok(ended)
    }
}

/// The error of a stream: the standard output, or the one at this path.
fn stream_error(path: Option<&Path>, error: io::Error) -> Error {
    match path {
        None => Error::Output(error),
        Some(path) => Error::unwritable(path, &error),
    }
}
