//! Records that stand by themselves: a document's source, days, departments.

use super::{Document, Mention, Provision, Relation, Responsibility};
use crate::span::Span;

/// The file a document was read from. All fields but the size are unknown for a plain string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Source {
    /// The file's name, without folders.
    pub name: Option<String>,
    /// How it was read: `text`, `markdown`, `html`, `docx` or `pdf`.
    pub format: Option<String>,
    /// The character encoding it was read with.
    pub encoding: Option<String>,
    /// The size of the file in bytes; of the text where there was no file.
    pub bytes: Option<u64>,
    /// The SHA-256 of the file in lower-case hexadecimal; of the text where there was no file.
    pub sha256: Option<String>,
}

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, 1 to 9999.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31.
    pub day: u8,
}

impl std::fmt::Display for Date {
    /// The ISO 8601 form: `2019-05-24`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A department: what mentions resolve to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Department {
    /// Its identity: place `/` kind, the same in every document and language.
    pub id: String,
    /// The name to show: the fullest one this document uses.
    pub name: String,
    /// The kind of organ; `None` where the gazetteer does not know it.
    pub kind: Option<String>,
    /// The place it belongs to; `None` where that cannot be told.
    pub jurisdiction: Option<String>,
    /// Whether the gazetteer knows it.
    pub known: bool,
    /// How often it is mentioned.
    pub mentions: u32,
    /// The names used for it, each with the first place it stands at and how often it is used;
    /// the most frequent first.
    pub surfaces: Vec<(Span, u32)>,
    /// Its English name, from the gazetteer.
    pub name_en: Option<String>,
    /// Its Chinese name, from the gazetteer.
    pub name_zh: Option<String>,
    /// The departments before and after it, from the gazetteer. They are others: a link is no
    /// licence to take them for one.
    pub related: Vec<Related>,
}

/// A department that went before another one or came after it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Related {
    /// Whether it went before or came after.
    pub relation: Relation,
    /// Its id.
    pub id: String,
    /// The year of the change in the country; local departments followed within a year or two.
    pub year: u16,
}

impl Department {
    /// The tasks that it carries out: those that name it, and those that take it over from
    /// elsewhere, in the order of the document.
    ///
    /// ```
    /// let document = policydoc::parse("1. Plan.\nResponsible: Ministry of Finance\n2. Report.");
    /// let tasks = document.departments()[0].tasks(&document);
    /// assert_eq!(tasks.map(|task| task.id()).collect::<Vec<_>>(), ["1"]);
    /// ```
    pub fn tasks<'d>(
        &self,
        document: &'d Document,
    ) -> impl DoubleEndedIterator<Item = Provision<'d>> + use<'_, 'd> {
        document.tasks().filter(|task| {
            let taken_over = task.inherited().map(|(_, responsibility)| responsibility);
            task.responsibilities()
                .chain(taken_over)
                .flat_map(Responsibility::mentions)
                .filter_map(Mention::department)
                .any(|department| department.id == self.id)
        })
    }
}
