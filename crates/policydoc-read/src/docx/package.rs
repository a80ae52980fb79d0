//! The parts of a Word document in its ZIP archive.

use crate::archive::Archive;
use crate::error::{Error, ErrorCode};
use crate::options::Limits;
use crate::xml;
use std::io::Cursor;

/// An archive whose main part is a Word document.
pub(super) struct Package<'a> {
    archive: Archive<'a, Cursor<&'a [u8]>>,
    limits: &'a Limits,
    /// The name of the main part: `word/document.xml`.
    main: String,
    /// The parts that the main part refers to: kind and name.
    related: Vec<(String, String)>,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Error> {
        let mut package = Self {
            archive: Archive::open(bytes, limits)?,
            limits,
            main: "word/document.xml".to_owned(),
            related: Vec::new(),
        };
        if let Some(main) = package.main_name() {
            package.main = main;
        }
        if !package.archive.holds(&package.main) {
            return Err(if package.archive.holds("[Content_Types].xml") {
                let cause = "the part `word/document.xml` is missing";
                Error::new(ErrorCode::Damaged, cause)
            } else {
                let cause = "it is a ZIP archive that holds no Word document";
                Error::new(ErrorCode::Unsupported, cause)
            });
        }
        package.related = package.relations();
        Ok(package)
    }

    /// The text of the main part.
    pub(super) fn main(&mut self) -> Result<String, Error> {
        let name = self.main.clone();
        self.part(&name)
    }

    /// The text of the part of this kind that the main part refers to, or that stands at its
    /// usual place.
    pub(super) fn related(&mut self, kind: &str) -> Result<Option<String>, Error> {
        let referred = self.related.iter().find(|(of, _)| of == kind);
        let name = referred.map_or_else(|| format!("word/{kind}.xml"), |(_, name)| name.clone());
        if !self.archive.holds(&name) {
            return match referred {
                Some(_) => Err(Error::new(
                    ErrorCode::Damaged,
                    format!("the part `{}` is missing", name.escape_debug()),
                )),
                None => Ok(None),
            };
        }
        self.part(&name).map(Some)
    }

    /// The texts of all parts of this kind that the main part refers to; of those that are
    /// damaged, why.
    pub(super) fn all_related(&mut self, kind: &str) -> Vec<Result<String, Error>> {
        let names: Vec<String> = self
            .related
            .iter()
            .filter(|(of, _)| of == kind)
            .map(|(_, name)| name.clone())
            .collect();
        names.iter().map(|name| self.part(name)).collect()
    }

    /// The title among the document's properties.
    pub(super) fn title(&mut self) -> Option<String> {
        let part = self.part("docProps/core.xml").ok()?;
        let part = xml::parse(&part, self.limits).ok()?;
        let title = part
            .descendants()
            .find(|node| node.tag_name().name() == "title")?;
        title.text().map(str::to_owned)
    }

    /// The main part, as the package names it.
    fn main_name(&mut self) -> Option<String> {
        let part = self.part("_rels/.rels").ok()?;
        let relations = relations(&part, "", self.limits);
        let (_, name) = relations
            .into_iter()
            .find(|(kind, _)| kind == "officeDocument")?;
        self.archive.holds(&name).then_some(name)
    }

    fn relations(&mut self) -> Vec<(String, String)> {
        let (folder, name) = self.main.rsplit_once('/').unwrap_or(("", &self.main));
        let folder = folder.to_owned();
        let name = format!("{folder}/_rels/{name}.rels");
        match self.part(name.trim_start_matches('/')) {
            Ok(part) => relations(&part, &folder, self.limits),
            Err(_) => Vec::new(),
        }
    }

    /// The text of a part.
    fn part(&mut self, name: &str) -> Result<String, Error> {
        xml::decode(self.archive.part(name)?)
    }
}

/// The relations in a part: the last word of the type, and the part referred to.
fn relations(part: &str, folder: &str, limits: &Limits) -> Vec<(String, String)> {
    let Ok(part) = xml::parse(part, limits) else {
        return Vec::new();
    };
    part.descendants()
        .filter(|node| node.attribute("TargetMode") != Some("External"))
        .filter_map(|node| {
            let kind = node.attribute("Type")?.rsplit('/').next()?;
            Some((kind.to_owned(), resolved(folder, node.attribute("Target")?)))
        })
        .collect()
}

/// The name of a part from where another part refers to it.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn parts_are_named_from_where_they_are_referred_to() {
        assert_eq!(resolved("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolved("word", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(resolved("word", "../../x/./styles.xml"), "x/styles.xml");
        assert_eq!(resolved("", "word/document.xml"), "word/document.xml");
    }
}
