//! One document of a batch, from path to result.

use crate::batch::inputs::Input;
use crate::batch::key::Key;
use crate::batch::store::Found;
use crate::failure::Failure;
use crate::reader::Reader;
use crate::setup::Setup;
use crate::{fault, input};
use policydoc::Document;
use policydoc_read::Text;
use sha2::{Digest as _, Sha256};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// What became of an input.
#[derive(Debug)]
pub(crate) struct Converted {
    pub(crate) result: Result<Made, Failure>,
    /// What the user should know about the reading.
    pub(crate) warnings: Vec<String>,
}

/// A result.
#[derive(Debug)]
pub(crate) enum Made {
    /// It was there already.
    Kept(Key),
    /// It is this.
    New(Key, Vec<u8>),
}

/// Makes results; threads share it.
pub(crate) struct Converter<'a, W> {
    pub(crate) setup: &'a Setup,
    pub(crate) found: &'a Found,
    /// How a document is written, given the name that its key has.
    pub(crate) write: W,
    /// Whether results hold the path of a file, and not its name alone.
    pub(crate) by_path: bool,
}

impl<W> Converter<'_, W>
where
    W: Fn(&Path, &Document) -> Result<Vec<u8>, String> + Sync,
{
    /// Makes the result of the input at `at`.
    pub(crate) fn convert(&self, reader: &mut Reader<'_>, at: usize, input: &Input) -> Converted {
        let mut warnings = Vec::new();
        let result = self.result(reader, at, input, &mut warnings);
        Converted { result, warnings }
    }

    fn result(
        &self,
        reader: &mut Reader<'_>,
        at: usize,
        input: &Input,
        warnings: &mut Vec<String>,
    ) -> Result<Made, Failure> {
        let path = &input.path;
        let bytes = input::load(path, self.setup.settings.bytes)?;
        let key = Key {
            name: if self.by_path {
                Some(path.display().to_string())
            } else {
                input::name(path)
            },
            sha256: format!("{:x}", Sha256::digest(&bytes)),
        };
        if self.found.has(at, &key) {
            return Ok(Made::Kept(key));
        }
        let text = reader.read(path, input::name(path), &bytes)?;
        drop(bytes);
        warnings.extend(text.warnings.iter().map(|warning| warning.message.clone()));
        let blob = self.parse(path, text)?;
        Ok(Made::New(key, blob))
    }

    /// Parses a text and writes the document. Neither panics; but a batch of thousands must not
    /// depend on that.
    fn parse(&self, path: &Path, text: Text) -> Result<Vec<u8>, Failure> {
        let parse = || (self.write)(path, &text.parse(&self.setup.parser));
        let parsed = catch_unwind(AssertUnwindSafe(parse));
        parsed
            .unwrap_or_else(|panic| Err(fault::message(&*panic)))
            .map_err(|fault| {
                Failure::new(
                    path,
                    format!("a fault of policydoc: {fault}"),
                    "please report it with the file, if you can share it",
                )
            })
    }
}
