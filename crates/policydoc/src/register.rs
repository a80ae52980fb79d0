//! The departments of many documents.

use crate::department::Gazetteer;
use crate::document::{Department, Document};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::btree_map::Entry::{Occupied, Vacant};
use std::collections::{BTreeMap, BTreeSet};

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
#[non_exhaustive]
pub struct Entry {
    /// Its identity.
    pub id: String,
    /// The name to show: the fullest of those that its documents show.
    pub name: String,
    /// Its English name, from the gazetteer.
    pub name_en: Option<String>,
    /// Its Chinese name, from the gazetteer.
    pub name_zh: Option<String>,
    /// The ids that the documents' own names stand for: others than `id` in a register
    /// [as of](Register::as_of) a year.
    pub as_named: Vec<String>,
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
#[non_exhaustive]
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
    as_named: BTreeSet<String>,
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
                    as_named: BTreeSet::from([department.id.clone()]),
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

    /// The same register with every department as it was, or had become, in a year: a series of
    /// documents over a reform can be read as one. A department that was several counts as each.
    ///
    /// ```
    /// use policydoc::{Gazetteer, Register, parse};
    ///
    /// let mut register = Register::default();
    /// for (year, bureau) in [(2015, "Tourism Bureau"), (2020, "Culture and Tourism Bureau")] {
    ///     let text = format!("Plan of Beijing\n\n1. Publish a plan.\nResponsible: {bureau} of Beijing");
    ///     register.add(year.to_string(), &parse(&text));
    /// }
    /// assert_eq!(register.entries().len(), 2);
    /// let entries = register.as_of(&Gazetteer::built_in(), 2020).entries();
    /// assert_eq!((entries.len(), entries[0].mentions), (1, 2));
    /// assert_eq!(entries[0].as_named, ["cn/beijing/culture-tourism", "cn/beijing/tourism"]);
    /// ```
    #[must_use]
    pub fn as_of(&self, gazetteer: &Gazetteer, year: u16) -> Self {
        let mut then = Self {
            documents: self.documents.clone(),
            departments: BTreeMap::new(),
        };
        for (id, joined) in &self.departments {
            for then_id in gazetteer.as_of(id, year) {
                match then.departments.entry(then_id) {
                    Vacant(entry) => {
                        let mut joined = joined.clone();
                        joined.department.id.clone_from(entry.key());
                        entry.insert(joined);
                    }
                    Occupied(mut entry) => entry.get_mut().join(joined),
                }
            }
        }
        then
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

/// The union of two ascending lists.
fn unite(all: &mut Vec<usize>, more: &[usize]) {
    all.extend(more);
    all.sort_unstable();
    all.dedup();
}

/// How much a name says.
fn length(name: &str) -> usize {
    name.chars().count()
}

impl Joined {
    /// Takes over what is known of another department; its name too where it is fuller, but no
    /// name of another time where the department's own is known.
    fn join(&mut self, other: &Self) {
        let own = other.as_named.contains(&self.department.id);
        let known = self.as_named.contains(&self.department.id);
        let fuller = length(&other.department.name) > length(&self.department.name);
        if own || !known && fuller {
            let id = std::mem::take(&mut self.department.id);
            self.department = other.department.clone();
            self.department.id = id;
        }
        self.as_named.extend(other.as_named.iter().cloned());
        self.mentions += other.mentions;
        unite(&mut self.documents, &other.documents);
        for (surface, (count, documents)) in &other.surfaces {
            let (total, all) = self.surfaces.entry(surface.clone()).or_default();
            *total += count;
            unite(all, documents);
        }
    }

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
            as_named: self.as_named.iter().cloned().collect(),
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
    fn as_of_a_year_a_department_has_its_own_name() {
        let plan = |bureau: &str| {
            let task = format!("1. Publish a plan.\nResponsible: {bureau} of Beijing\n");
            parse(&("Plan of Beijing\n\n".to_owned() + &task))
        };
        let mut register = Register::default();
        register.add("2020", &plan("Culture and Tourism Bureau"));
        register.add("2015", &plan("Tourism Bureau"));
        let gazetteer = Gazetteer::built_in();
        let now = register.as_of(&gazetteer, 2020).entries();
        assert_eq!(now.len(), 1);
        assert_eq!(now[0].name, "Culture and Tourism Bureau of Beijing");
        assert_eq!((now[0].mentions, &*now[0].documents), (2, &[0, 1][..]));
        // The bureau of 2020 was two in 2015, and counts as each.
        let then = register.as_of(&gazetteer, 2015).entries();
        let counts: Vec<_> = then
            .iter()
            .map(|entry| (&*entry.id, entry.mentions))
            .collect();
        assert_eq!(
            counts,
            [("cn/beijing/tourism", 2), ("cn/beijing/culture", 1)]
        );
        assert_eq!(then[0].name, "Tourism Bureau of Beijing");
    }

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
