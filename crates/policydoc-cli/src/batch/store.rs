//! Where the results of a batch go.

use crate::batch::folder::{self, Folder};
use crate::batch::inputs::Input;
use crate::batch::key::Key;
use crate::batch::log::{self, Log, Records};
use crate::batch::names::names;
use crate::batch::tables::{self, TableFiles, has_extension};
use crate::failure::{Error, Failure};
use policydoc::Document;
use std::io::{self, BufWriter, Stdout, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The form of the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
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
    /// The format that the name of the output asks for.
    pub(crate) fn of(out: &Path) -> Self {
        let is = |extension| has_extension(out, extension);
        match () {
            () if is("jsonl") || is("ndjson") || is_stdout(out) => Self::Jsonl,
            () if is("csv") => Self::Csv,
            #[cfg(feature = "parquet")]
            () if is("parquet") => Self::Parquet,
            () => Self::Json,
        }
    }

    /// Whether results hold the path of a file, and not its name alone.
    pub(crate) fn is_by_path(self) -> bool {
        !matches!(self, Self::Json | Self::Jsonl)
    }

    /// A document in this form.
    pub(crate) fn write(self, path: &Path, document: &Document) -> Result<Vec<u8>, String> {
        if self.is_by_path() {
            let key = path.display().to_string();
            return tables::rows(&key, document).map_err(|error| error.to_string());
        }
        Ok(document.to_json().into_bytes())
    }

    /// Whether OUT is a folder.
    fn is_folder(self, out: &Path) -> bool {
        match self {
            Self::Json => true,
            Self::Jsonl => false,
            Self::Csv => !has_extension(out, "csv"),
            #[cfg(feature = "parquet")]
            Self::Parquet => !has_extension(out, "parquet"),
        }
    }
}

/// Where results go, and in which form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output<'a> {
    pub(crate) out: &'a Path,
    pub(crate) format: Format,
    /// Whether CSV files begin with a byte order mark.
    pub(crate) bom: bool,
}

/// The results of a batch as they are made. The calls come in the order of the inputs.
pub(crate) enum Store {
    Folder(Folder),
    Lines(Log),
    Tables(Log, TableFiles),
    /// Lines to the standard output, of which nothing can be kept.
    Stdout(BufWriter<Stdout>),
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

impl Output<'_> {
    /// Opens the output; what an earlier run with the same rules has left is found if `resume`.
    pub(crate) fn open(
        &self,
        inputs: &[Input],
        rules: &str,
        resume: bool,
    ) -> Result<(Store, Found), Error> {
        self.check()?;
        let Self { out, format, bom } = *self;
        let format = match format {
            Format::Json => {
                let names = names(inputs.iter().map(|input| input.place.as_path()));
                let names: Arc<[PathBuf]> = names.into();
                let folder = Folder::open(out, Arc::clone(&names), rules, resume)?;
                let found = Found::Folder(names, folder.found());
                return Ok((Store::Folder(folder), found));
            }
            Format::Jsonl if is_stdout(out) => {
                let store = Store::Stdout(BufWriter::new(io::stdout()));
                return Ok((store, Found::Nothing));
            }
            Format::Jsonl => {
                let log = Log::open(out, Records::Lines, rules, resume)?;
                let found = Found::Log(log.found());
                return Ok((Store::Lines(log), found));
            }
            Format::Csv => policydoc_table::Format::Csv { bom },
            #[cfg(feature = "parquet")]
            Format::Parquet => policydoc_table::Format::Parquet,
        };
        let log = Log::open(out, Records::Blobs, rules, resume)?;
        let found = Found::Log(log.found());
        let tables = TableFiles::create(out, format)?;
        Ok((Store::Tables(log, tables), found))
    }

    /// Whether OUT can be what the format needs.
    fn check(&self) -> Result<(), Error> {
        let Self { out, format, .. } = *self;
        let is_folder = out.is_dir();
        let problem = if is_stdout(out) && format != Format::Jsonl {
            "the standard output takes JSON lines only; give a folder"
        } else if format == Format::Json && !is_folder && has_extension(out, "json") {
            "it would be a folder; name it without .json, or FILE.jsonl, or for one document \
             use: policydoc parse FILE"
        } else if is_folder && !format.is_folder(out) {
            "it is a folder; give FILE.jsonl, or another --format"
        } else if out.is_file() && format.is_folder(out) {
            "it is a file; give a folder, or FILE.jsonl"
        } else {
            return Ok(());
        };
        Err(Error::Usage(format!("-o {}: {problem}", out.display())))
    }
}

impl Store {
    /// The input at `at` has the result that is there already.
    pub(crate) fn keep(&mut self, at: usize, key: &Key) -> Result<(), Error> {
        match self {
            Self::Folder(folder) => folder.keep(at),
            Self::Lines(log) => log.keep(key),
            Self::Stdout(_) => {}
            Self::Tables(log, tables) => tables.add(&log.blob(key)?)?,
        }
        Ok(())
    }

    /// The input at `at` has this result.
    pub(crate) fn put(&mut self, at: usize, key: &Key, blob: &[u8]) -> Result<(), Error> {
        match self {
            Self::Folder(folder) => folder.put(at, key, blob),
            Self::Lines(log) => log.put(key, blob),
            Self::Tables(log, tables) => {
                log.put(key, blob)?;
                tables.add(blob)
            }
            Self::Stdout(out) => {
                out.write_all(blob)?;
                Ok(out.write_all(b"\n")?)
            }
        }
    }

    /// An input gave no result: the one at `at`, or one that was never found.
    pub(crate) fn fail(&mut self, at: Option<usize>, failure: &Failure) -> Result<(), Error> {
        match (self, at) {
            (Self::Folder(folder), Some(at)) => folder.fail(at),
            (Self::Tables(_, tables), _) => tables.add_failure(failure),
            _ => Ok(()),
        }
    }

    /// All results are there.
    pub(crate) fn finish(&mut self) -> Result<(), Error> {
        match self {
            Self::Folder(folder) => folder.finish(),
            Self::Lines(log) => log.finish_lines(),
            Self::Tables(log, tables) => {
                tables.finish()?;
                log.remove()
            }
            Self::Stdout(out) => Ok(out.flush()?),
        }
    }
}

/// Whether results go to the standard output.
pub(crate) fn is_stdout(out: &Path) -> bool {
    out.as_os_str() == "-"
}
