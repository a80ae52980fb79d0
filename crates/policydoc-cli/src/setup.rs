//! What the options describe: how files are read and how texts are parsed.

use crate::args::{Files, Reading};
use crate::failure::{Error, Failure};
use crate::input;
use crate::printer::Printer;
use crate::reader::{Reader, Settings};
use policydoc::{Document, Gazetteer, Parser};
use policydoc_read::Text;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How files are read and texts are parsed. Threads share it.
#[derive(Debug)]
pub(crate) struct Setup {
    pub(crate) settings: Settings,
    pub(crate) parser: Parser,
    pub(crate) gazetteer: Arc<Gazetteer>,
    worker: Vec<OsString>,
}

impl Setup {
    pub(crate) fn new(reading: &Reading, worker: &[OsString]) -> Result<Self, Error> {
        let gazetteer = gazetteer(&reading.gazetteer)?;
        let mut builder = Parser::builder().gazetteer(Arc::clone(&gazetteer));
        if let Some(language) = reading.language {
            builder = builder.language(language);
        }
        Ok(Self {
            settings: settings(&reading.files),
            parser: builder.build(),
            gazetteer,
            worker: worker.to_vec(),
        })
    }

    /// For sub-commands that do not parse.
    pub(crate) fn of_files(files: &Files, worker: &[OsString]) -> Self {
        Self {
            settings: settings(files),
            parser: Parser::default(),
            gazetteer: Gazetteer::built_in(),
            worker: worker.to_vec(),
        }
    }

    /// A reader; each thread needs its own.
    pub(crate) fn reader(&self) -> Reader<'_> {
        let worker = (!self.worker.is_empty()).then_some(&*self.worker);
        Reader::new(&self.settings, worker)
    }
}

/// Reads files one after the other for a person who looks on.
pub(crate) struct Desk<'s> {
    setup: &'s Setup,
    reader: Reader<'s>,
    warns: bool,
}

impl<'s> Desk<'s> {
    pub(crate) fn new(setup: &'s Setup) -> Self {
        Self {
            setup,
            reader: setup.reader(),
            warns: true,
        }
    }

    /// A desk that says nothing of how files were read: `check` shows it among the diagnostics.
    pub(crate) fn silent(setup: &'s Setup) -> Self {
        Self {
            warns: false,
            ..Self::new(setup)
        }
    }

    /// Reads a file, and warns where the reading needs a warning.
    pub(crate) fn read(&mut self, file: &Path, printer: &Printer) -> Result<Text, Failure> {
        let bytes = input::load(file, self.setup.settings.bytes)?;
        let text = self.reader.read(file, input::name(file), &bytes)?;
        for warning in text.warnings.iter().filter(|_| self.warns) {
            printer.warn(file, &warning.message);
        }
        Ok(text)
    }

    /// Reads and parses a file.
    pub(crate) fn document(&mut self, file: &Path, printer: &Printer) -> Result<Document, Failure> {
        Ok(self.read(file, printer)?.parse(&self.setup.parser))
    }
}

/// The built-in gazetteer with the user's tables added in their order.
fn gazetteer(tables: &[PathBuf]) -> Result<Arc<Gazetteer>, Error> {
    let mut gazetteer = Gazetteer::built_in();
    for path in tables {
        let table = input::text(path)?;
        let extended = gazetteer.extended(&path.display().to_string(), &table);
        gazetteer = Arc::new(extended.map_err(|error| Error::Usage(error.to_string()))?);
    }
    Ok(gazetteer)
}

fn settings(files: &Files) -> Settings {
    Settings {
        encoding: files.encoding.clone(),
        whole_page: files.whole_page,
        all: false,
        pdf_engine: files.pdf_engine.get(),
        pdfium: files.pdfium.clone(),
        bytes: files.max_bytes,
        depth: files.max_depth,
        pages: files.max_pages,
        time: Duration::from_secs(files.max_time),
        memory: files.max_memory,
    }
}
