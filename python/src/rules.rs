//! What texts are parsed by: the rules of a parser.

use crate::read::Way;
use policydoc::{Gazetteer, Language};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, LazyLock};

/// The name and the content of a table.
pub(crate) type Table = (String, String);

/// A parser of the library, and what it was made of.
pub(crate) struct Rules {
    pub(crate) parser: policydoc::Parser,
    pub(crate) gazetteer: Arc<Gazetteer>,
    language: Option<Language>,
    tables: Vec<Table>,
}

/// What makes the same rules again: the language, and the tables beside the built-in gazetteer.
pub(crate) type Parts = (Option<&'static str>, Vec<Table>);

impl Rules {
    /// The built-in rules.
    pub(crate) fn shared() -> &'static Arc<Self> {
        static SHARED: LazyLock<Arc<Rules>> = LazyLock::new(|| {
            Arc::new(Rules {
                parser: policydoc::Parser::default(),
                gazetteer: Gazetteer::built_in(),
                language: None,
                tables: Vec::new(),
            })
        });
        &SHARED
    }

    /// Rules of one's own.
    pub(crate) fn new(language: Option<&str>, tables: Vec<Table>) -> PyResult<Arc<Self>> {
        let language = language.map(self::language).transpose()?;
        let mut gazetteer = Gazetteer::built_in();
        for (name, table) in &tables {
            let extended = gazetteer.extended(name, table);
            gazetteer = extended
                .map_err(|error| PyValueError::new_err(error.to_string()))?
                .into();
        }
        let mut builder = policydoc::Parser::builder().gazetteer(Arc::clone(&gazetteer));
        if let Some(language) = language {
            builder = builder.language(language);
        }
        Ok(Arc::new(Self {
            parser: builder.build(),
            gazetteer,
            language,
            tables,
        }))
    }

    /// How files are read whose texts these rules parse.
    pub(crate) fn way(&self, py: Python<'_>, isolated: bool) -> PyResult<Way> {
        if !isolated {
            return Ok(Way::Here);
        }
        Way::apart(py, self.language, self.tables.clone())
    }

    pub(crate) fn language(&self) -> Option<&'static str> {
        self.language.map(Language::code)
    }

    pub(crate) fn tables(&self) -> impl Iterator<Item = &str> {
        self.tables.iter().map(|(name, _)| &**name)
    }

    pub(crate) fn parts(&self) -> Parts {
        (self.language(), self.tables.clone())
    }
}

impl PartialEq for Rules {
    fn eq(&self, other: &Self) -> bool {
        (self.language, &self.tables) == (other.language, &other.tables)
    }
}

impl Hash for Rules {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.language, &self.tables).hash(state);
    }
}

fn language(code: &str) -> PyResult<Language> {
    Language::from_code(code).ok_or_else(|| {
        PyValueError::new_err(format!("language is 'en', 'zh' or None, not {code:?}"))
    })
}
