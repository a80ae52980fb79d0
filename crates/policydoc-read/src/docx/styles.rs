//! What the styles of a Word document say of numbers and headings.

use super::xml::{attribute, child, children, flag, number, value};
use roxmltree::Document;
use std::collections::HashMap;

/// The styles of a document by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    list: List,
    heading: bool,
    hidden: Option<bool>,
}

/// Which list a style or a paragraph belongs to, as far as it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct List {
    pub(super) num: Option<i64>,
    pub(super) level: Option<i64>,
}

impl List {
    /// Reads `w:numPr` of the properties of a paragraph or style.
    pub(super) fn read(properties: roxmltree::Node<'_, '_>) -> Self {
        let list = child(properties, "numPr");
        Self {
            num: list.and_then(|list| number(list, "numId")),
            level: list.and_then(|list| number(list, "ilvl")),
        }
    }
}

/// The list that a paragraph has from its style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Inherited<'s> {
    pub(super) num: i64,
    pub(super) level: Option<i64>,
    /// The style that says so: lists give their levels to styles.
    pub(super) style: &'s str,
}

impl Styles {
    pub(super) fn read(part: &Document<'_>) -> Self {
        let mut styles = Self::default();
        for node in children(part.root_element(), "style") {
            let Some(id) = attribute(node, "styleId") else {
                continue;
            };
            let properties = child(node, "pPr");
            let name = value(node, "name").unwrap_or_default().to_ascii_lowercase();
            let outlined = properties
                .and_then(|properties| number(properties, "outlineLvl"))
                .is_some_and(|level| (0..9).contains(&level));
            let run = child(node, "rPr");
            let style = Style {
                based_on: value(node, "basedOn").map(str::to_owned),
                list: properties.map(List::read).unwrap_or_default(),
                heading: outlined || name.starts_with("heading ") || name == "title",
                hidden: run.and_then(|run| child(run, "vanish").map(|_| flag(run, "vanish"))),
            };
            let is_default = matches!(attribute(node, "default"), Some("1" | "true" | "on"));
            if is_default && attribute(node, "type") == Some("paragraph") {
                styles.default = Some(id.to_owned());
            }
            styles.styles.insert(id.to_owned(), style);
        }
        styles
    }

    /// A style and those it is based on, the nearest first.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        /// No chain is longer; one that is goes round in a circle.
        const LONGEST: usize = 32;
        let first = id.or(self.default.as_deref());
        let find = |id: &'s str| self.styles.get_key_value(id);
        let chain = std::iter::successors(first.and_then(find), move |(_, style)| {
            style.based_on.as_deref().and_then(find)
        });
        chain.take(LONGEST).map(|(id, style)| (id.as_str(), style))
    }

    /// The list that paragraphs of a style belong to.
    pub(super) fn list<'s>(&'s self, id: Option<&'s str>) -> Option<Inherited<'s>> {
        let (style, num) = self
            .chain(id)
            .find_map(|(id, style)| style.list.num.map(|num| (id, num)))?;
        let level = self.chain(id).find_map(|(_, style)| style.list.level);
        Some(Inherited { num, level, style })
    }

    /// Whether paragraphs of a style are headings.
    pub(super) fn is_heading(&self, id: Option<&str>) -> bool {
        self.chain(id).any(|(_, style)| style.heading)
    }

    /// Whether text of a style is hidden.
    pub(super) fn is_hidden(&self, id: Option<&str>) -> bool {
        id.is_some()
            && self
                .chain(id)
                .find_map(|(_, style)| style.hidden)
                .unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_comes_down_the_chain_of_styles() {
        let part = Document::parse(
            "<styles><style type='paragraph' styleId='A'><basedOn val='B'/></style>\
             <style type='paragraph' styleId='B'><basedOn val='A'/><pPr><numPr>\
             <ilvl val='2'/><numId val='7'/></numPr></pPr></style>\
             <style type='paragraph' styleId='C' default='1'><name val='heading 1'/></style></styles>",
        )
        .unwrap();
        let styles = Styles::read(&part);
        let list = styles.list(Some("A")).unwrap();
        assert_eq!((list.num, list.level, list.style), (7, Some(2), "B"));
        assert_eq!(styles.list(Some("C")), None);
        assert!(styles.is_heading(None) && !styles.is_heading(Some("A")));
    }
}
