//! The departments of many documents.

use crate::document::{Department, Document};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The departments of many documents, joined by id.
///
/// The identity of a department depends on its document and the rules alone, so joining is all
/// there is to do: nothing is merged here that a document keeps apart.
///
/// ```
/// use policydoc::{Register, parse};
///
/// let mut register = Register::default();
/// for (name, department) in [("a.txt", "Ministry of Finance"), ("b.txt", "Finance Ministry")] {
///     let text = format!("Plan of China\n\n1. Publish a plan.\nResponsible: {department}");
///     register.add(name, &parse(&text));
/// }
/// let entries = register.entries();
/// assert_eq!(entries.len(), 1);
/// assert_eq!((entries[0].id.as_str(), entries[0].mentions), ("cn/finance", 2));
/// assert_eq!(entries[0].surfaces[1].text, "Ministry of Finance");
/// assert_eq!(register.document(entries[0].surfaces[1].documents[0]), "a.txt");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Register {
    documents: Vec<String>,
    departments: BTreeMap<String, Joined>,
}

/// A department and how the documents speak of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its identity.
    pub id: String,
    /// The name to show: the fullest of those that its documents show.
    pub name: String,
    /// Its English name, from the gazetteer.
    pub name_en: Option<String>,
    /// Its Chinese name, from the gazetteer.
    pub name_zh: Option<String>,
    /// The kind of organ; `None` where the gazetteer does not know it.
    pub kind: Option<String>,
    /// The place it belongs to; `None` where that cannot be told.
    pub jurisdiction: Option<String>,
    /// Whether the gazetteer knows it.
    pub known: bool,
    /// How often it is mentioned in all documents.
    pub mentions: u64,
    /// The documents that mention it, by their place in the order they were added.
    pub documents: Vec<usize>,
    /// The names used for it, the most frequent first.
    pub surfaces: Vec<Surface>,
}

/// A name that documents use for a department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Surface {
    /// The name as written, broken lines joined.
    pub text: String,
    /// How often it is used in all documents.
    pub count: u64,
    /// The documents that use it, by their place in the order they were added.
    pub documents: Vec<usize>,
}

/// What is known of a department so far.
#[derive(Clone, Debug)]
struct Joined {
    /// As the document has it that names it most fully.
    department: Department,
    mentions: u64,
    documents: Vec<usize>,
    surfaces: BTreeMap<String, (u64, Vec<usize>)>,
}

impl Register {
    /// Adds the departments of a document. `name` is what [`Register::document`] gives back.
    pub fn add(&mut self, name: impl Into<String>, document: &Document) {
        let at = self.documents.len();
        self.documents.push(name.into());
        for department in document.departments() {
            let joined = self
                .departments
                .entry(department.id.clone())
                .or_insert_with(|| Joined {
                    department: department.clone(),
                    mentions: 0,
                    documents: Vec::new(),
                    surfaces: BTreeMap::new(),
                });
            if length(&department.name) > length(&joined.department.name) {
                joined.department = department.clone();
            }
            joined.mentions += u64::from(department.mentions);
            joined.documents.push(at);
            for &(span, count) in &department.surfaces {
                let surface = document.quote(span).into_owned();
                let (total, documents) = joined.surfaces.entry(surface).or_default();
                *total += u64::from(count);
                if documents.last() != Some(&at) {
                    documents.push(at);
                }
            }
        }
    }

    /// The departments, the most often mentioned first, and by id where that is equal.
    pub fn entries(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = self.departments.values().map(Joined::entry).collect();
        entries.sort_by_key(|entry| Reverse(entry.mentions));
        entries
    }

    /// The name under which a document was added.
    ///
    /// # Panics
    ///
    /// If fewer documents were added.
    pub fn document(&self, at: usize) -> &str {
        &self.documents[at]
    }

    /// How many documents were added.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether no document was added.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }
}

/// How much a name says.
fn length(name: &str) -> usize {
    name.chars().count()
}

impl Joined {
    fn entry(&self) -> Entry {
        let Department {
            id,
            name,
            name_en,
            name_zh,
            kind,
            jurisdiction,
            known,
            ..
        } = self.department.clone();
        let mut surfaces: Vec<Surface> = self
            .surfaces
            .iter()
            .map(|(text, (count, documents))| Surface {
                text: text.clone(),
                count: *count,
                documents: documents.clone(),
            })
            .collect();
        surfaces.sort_by_key(|surface| Reverse(surface.count));
        Entry {
            id,
            name,
            name_en,
            name_zh,
            kind,
            jurisdiction,
            known,
            mentions: self.mentions,
            documents: self.documents.clone(),
            surfaces,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    #[test]
    fn a_department_has_its_fullest_name() {
        let plan = |office: &str, times: usize| {
            let task = format!("1. Publish a plan.\nResponsible: {office}\n");
            parse(&("Plan of Beijing\n\n".to_owned() + &task.repeat(times)))
        };
        let mut register = Register::default();
        register.add("one", &plan("Beijing Balloon Office", 3));
        register.add("two", &plan("Balloon Office of Beijing", 1));
        register.add("three", &plan("Commerce Bureau of Beijing", 1));
        let entries = register.entries();
        let ids: Vec<_> = entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids, ["cn/beijing/_/balloon-office", "cn/beijing/commerce"]);
        assert_eq!(entries[0].name, "Balloon Office of Beijing");
        assert_eq!(
            (entries[0].mentions, &*entries[0].documents),
            (4, &[0, 1][..])
        );
        assert_eq!(entries[0].surfaces[0].documents, [0]);
    }
}
