//! `policydoc convert`: many documents into files.

use super::{document, parser};
use crate::args::Convert;
use crate::batch::inputs::Inputs;
use crate::batch::names::names;
use crate::batch::whole::{self, WholeFile};
use crate::exit::Exit;
use crate::failure::{Error, Failure};
use crate::printer::Printer;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

pub(super) fn run(args: &Convert, printer: &mut Printer) -> Result<Exit, Error> {
    let parser = parser(&args.reading);
    let Inputs {
        found: inputs,
        mut failures,
        ..
    } = Inputs::find(&args.inputs, &args.out);
    for failure in &failures {
        printer.failed(failure);
    }
    let mut sink = Sink::open(&args.out, inputs.iter().map(|input| input.place.as_path()))?;
    let mut converted = 0;
    for (at, input) in inputs.iter().enumerate() {
        match document(&input.path, &parser, printer) {
            Ok(document) => {
                let json = serde_json::to_vec(&document).map_err(io::Error::from)?;
                sink.put(at, &json)?;
                converted += 1;
            }
            Err(failure) => {
                printer.failed(&failure);
                failures.push(failure);
            }
        }
    }
    sink.finish()?;
    errors(&args.out, &failures)?;
    printer.say(format!(
        "converted: {converted}, failed: {}",
        failures.len()
    ));
    Ok(Exit::failed_if(!failures.is_empty()))
}

/// Where results go.
enum Sink {
    Folder {
        folder: PathBuf,
        names: Vec<PathBuf>,
    },
    Lines(WholeFile),
}

impl Sink {
    fn open<'a>(out: &Path, places: impl Iterator<Item = &'a Path> + Clone) -> Result<Self, Error> {
        if out
            .extension()
            .is_some_and(|extension| extension == "jsonl")
        {
            return Ok(Self::Lines(WholeFile::create(out)?));
        }
        if out.is_file() {
            return Err(Error::Usage(format!(
                "{} is a file; give a folder for JSON files, or FILE.jsonl",
                out.display()
            )));
        }
        std::fs::create_dir_all(out).map_err(|error| Error::unwritable(out, &error))?;
        Ok(Self::Folder {
            folder: out.to_owned(),
            names: names(places),
        })
    }

    fn put(&mut self, at: usize, json: &[u8]) -> Result<(), Error> {
        match self {
            Self::Folder { folder, names } => whole::write(&folder.join(&names[at]), json),
            Self::Lines(file) => {
                let written = file.writer.write_all(json);
                let written = written.and_then(|()| file.writer.write_all(b"\n"));
                written.map_err(|error| file.unwritable(&error))
            }
        }
    }

    fn finish(self) -> Result<(), Error> {
        match self {
            Self::Folder { .. } => Ok(()),
            Self::Lines(file) => file.finish(),
        }
    }
}

/// Writes `OUT.errors.jsonl`, a line for each input that gave no result; removes it where all did.
fn errors(out: &Path, failures: &[Failure]) -> Result<(), Error> {
    let mut path = out.components().collect::<PathBuf>().into_os_string();
    path.push(".errors.jsonl");
    let path = PathBuf::from(path);
    if failures.is_empty() {
        return match std::fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Error::unwritable(&path, &error))
            }
            _ => Ok(()),
        };
    }
    let mut lines = Vec::new();
    for failure in failures {
        serde_json::to_writer(&mut lines, failure).map_err(io::Error::from)?;
        lines.push(b'\n');
    }
    whole::write(&path, &lines)
}
