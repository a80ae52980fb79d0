//! One document of a batch, from path to result.

use crate::batch::inputs::Input;
use crate::batch::key::Key;
use crate::batch::paths;
use crate::batch::store::{Format, Found};
use crate::batch::sum::Sum;
use crate::failure::Failure;
use crate::input;
use crate::reader::Reader;
use crate::setup::Setup;

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

impl Converted {
    /// How much memory it takes.
    pub(crate) fn weight(&self) -> usize {
        match &self.result {
            Ok(Made::New(_, blob)) => blob.len(),
            _ => 0,
        }
    }
}

/// Makes results; threads share it.
pub(crate) struct Converter<'a> {
    pub(crate) setup: &'a Setup,
    pub(crate) found: &'a Found,
    pub(crate) format: Format,
}

impl Converter<'_> {
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
        let (name, by_path) = (input::name(path), paths::text(path));
        let key = Key {
            name: if self.format.is_by_path() {
                Some(by_path.clone())
            } else {
                name.clone()
            },
            sha256: Sum::of(&bytes).sha256,
        };
        if self.found.has(at, &key) {
            return Ok(Made::Kept(key));
        }
        let blob = reader.result(path, name, &bytes, (self.format, by_path))?;
        *warnings = blob.warnings;
        Ok(Made::New(key, blob.bytes))
    }
}
