//! What the styles of a Word document say of numbers and headings.

use crate::xml::{attribute, child, children, flag, number, value};
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
    heading: Heading,
    hidden: Option<bool>,
    bold: Option<bool>,
}

/// What a style says of headings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Heading {
    /// Nothing: the style that it is based on does.
    #[default]
    Unsaid,
    /// Its paragraphs are body text.
    No,
    /// They are headings of this level.
    Level(u8),
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

/// The list that a paragraph has from its style: the number of the list, or what the styles from
/// the nearest on say of the level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step<'s> {
    /// The style: lists give their levels to styles.
    pub(super) style: &'s str,
    pub(super) list: List,
}

/// The level of a heading from the outline level that a file gives, which counts from 0; 9 is body
/// text.
pub(super) fn heading_level(outline: i64) -> Option<u8> {
    let level = u8::try_from(outline).ok()?;
    (level < 9).then_some(level + 1)
}

/// The level of a heading from the name of its style: `heading 2`.
fn named_level(name: &str) -> Option<u8> {
    if name == "title" {
        return Some(0);
    }
    let level: u8 = name.strip_prefix("heading ")?.trim().parse().ok()?;
    (1..=9).contains(&level).then_some(level)
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
            let outline = properties.and_then(|properties| number(properties, "outlineLvl"));
            let heading = match (named_level(&name), outline) {
                (Some(level), _) => Heading::Level(level),
                (None, Some(outline)) => heading_level(outline).map_or(Heading::No, Heading::Level),
                (None, None) => Heading::Unsaid,
            };
            let run = child(node, "rPr");
            let said = |name| run.and_then(|run| child(run, name).map(|_| flag(run, name)));
            let style = Style {
                based_on: value(node, "basedOn").map(str::to_owned),
                list: properties.map(List::read).unwrap_or_default(),
                heading,
                hidden: said("vanish"),
                bold: said("b"),
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

    /// The number of the list that paragraphs of a style belong to.
    pub(super) fn num(&self, id: Option<&str>) -> Option<i64> {
        self.chain(id).find_map(|(_, style)| style.list.num)
    }

    /// What a style and those it is based on say of lists, the nearest first.
    pub(super) fn steps<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = Step<'s>> {
        self.chain(id).map(|(style, said)| Step {
            style,
            list: said.list,
        })
    }

    /// The level of headings of a style; none where its paragraphs are no headings.
    pub(super) fn heading(&self, id: Option<&str>) -> Option<u8> {
        let mut said = self.chain(id).map(|(_, style)| style.heading);
        match said.find(|said| *said != Heading::Unsaid) {
            Some(Heading::Level(level)) => Some(level),
            _ => None,
        }
    }

    /// Whether text of a style is bold.
    pub(super) fn is_bold(&self, id: Option<&str>) -> bool {
        self.chain(id)
            .find_map(|(_, style)| style.bold)
            .unwrap_or(false)
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
        let list = styles.steps(Some("A")).nth(1).unwrap();
        assert_eq!((list.list.level, list.style), (Some(2), "B"));
        assert_eq!(styles.num(Some("A")), Some(7));
        assert_eq!(styles.num(Some("C")), None);
        assert_eq!(
            (styles.heading(None), styles.heading(Some("A"))),
            (Some(1), None)
        );
    }
}
