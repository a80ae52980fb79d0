//! What a file becomes, done in one go: read, parsed, written. The process that reads does it,
//! so that limits hold for all of it.

use super::limits::Settings;
use super::protocol::{Outcome, Request, Want};
use crate::batch::store::Format;
use policydoc::{Gazetteer, Language, Parser};
use policydoc_read::{Hint, Text};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

/// What reading and parsing need.
#[derive(Debug)]
pub(crate) struct Kit {
    settings: Settings,
    parser: OnceLock<Result<Parser, String>>,
}

impl Kit {
    pub(crate) fn new(settings: &Settings) -> Self {
        Self {
            settings: settings.clone(),
            parser: OnceLock::new(),
        }
    }

    /// Builds what all files need, so that it is not done in the time of the first.
    pub(super) fn warm(&self) {
        if let Ok(parser) = self.parser() {
            parser.parse("1. a");
        }
    }

    /// Does what is asked, and gives the bytes of the result where one is wanted. A panic is an
    /// outcome like others.
    pub(super) fn work(&self, request: &Request, bytes: &[u8]) -> (Outcome, Vec<u8>) {
        let work = || self.outcome(request, bytes);
        catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
            let fault = crate::fault::message(&*panic);
            (Outcome::Fault(fault), Vec::new())
        })
    }

    fn outcome(&self, request: &Request, bytes: &[u8]) -> (Outcome, Vec<u8>) {
        let hint = Hint {
            name: request.name.as_deref(),
            encoding: request
                .encoding
                .as_deref()
                .or(self.settings.encoding.as_deref()),
            format: request.format,
            media_type: request.media_type.as_deref(),
        };
        let text = match policydoc_read::read(bytes, &hint, &self.settings.options()) {
            Ok(text) => text,
            Err(error) => return (Outcome::Refused(error), Vec::new()),
        };
        let made = match &request.want {
            Want::Text => return (Outcome::Read(Box::new(text)), Vec::new()),
            Want::Parsable => {
                let parsed = self.parser().map(|parser| {
                    text.clone().parse(parser);
                });
                parsed.map(|()| (Outcome::Read(Box::new(text)), Vec::new()))
            }
            Want::Result(format, key) => self.result(*format, key, text),
        };
        made.unwrap_or_else(|fault| (Outcome::Fault(fault), Vec::new()))
    }

    fn result(&self, format: Format, key: &str, text: Text) -> Result<(Outcome, Vec<u8>), String> {
        let warnings = text.warnings.iter();
        let warnings = warnings.map(|warning| warning.message.clone()).collect();
        let document = text.parse(self.parser()?);
        let blob = format.write(key, &document)?;
        let bytes = blob.len() as u64;
        Ok((Outcome::Made { warnings, bytes }, blob))
    }

    fn parser(&self) -> Result<&Parser, String> {
        let parser = self.parser.get_or_init(|| parser(&self.settings));
        parser.as_ref().map_err(Clone::clone)
    }
}

/// The parser that settings describe.
pub(crate) fn parser(settings: &Settings) -> Result<Parser, String> {
    let gazetteer = gazetteer(&settings.gazetteer)?;
    let mut builder = Parser::builder().gazetteer(gazetteer);
    if let Some(language) = settings.language.as_deref().and_then(Language::from_code) {
        builder = builder.language(language);
    }
    Ok(builder.build())
}

/// The built-in gazetteer with the user's tables, each with its name, added in their order.
pub(crate) fn gazetteer(tables: &[(String, String)]) -> Result<Arc<Gazetteer>, String> {
    let mut gazetteer = Gazetteer::built_in();
    for (name, table) in tables {
        let extended = gazetteer.extended(name, table);
        gazetteer = Arc::new(extended.map_err(|error| error.to_string())?);
    }
    Ok(gazetteer)
}
