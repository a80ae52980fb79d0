//! What the styles of an `OpenDocument` file say of lists, headings and bold text.

use super::list::Levels;
use crate::xml::{attribute, child, is};
use roxmltree::Node;
use std::collections::{HashMap, HashSet};

/// The styles of a file by their names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    lists: HashMap<String, Levels>,
    /// The numbers of headings that are in no list.
    pub(super) outline: Levels,
    named: HashMap<String, Style>,
    /// The styles of tables that are not shown.
    hidden: HashSet<String>,
}

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    list: Option<String>,
    bold: Option<bool>,
    title: bool,
}

impl Styles {
    /// The styles in these parts; a later one is heard first.
    pub(super) fn of(roots: &[Node<'_, '_>]) -> Self {
        let mut styles = Self::default();
        for root in roots {
            let groups = ["styles", "automatic-styles"];
            for group in groups.iter().filter_map(|name| child(*root, name)) {
                for node in group.children().filter(Node::is_element) {
                    styles.add(node);
                }
            }
        }
        styles
    }

    fn add(&mut self, node: Node<'_, '_>) {
        if is(node, "outline-style") {
            self.outline = Levels::of(node);
            return;
        }
        let Some(name) = attribute(node, "name") else {
            return;
        };
        if is(node, "list-style") {
            self.lists.insert(name.to_owned(), Levels::of(node));
        } else if is(node, "style") {
            let own = |name| attribute(node, name).map(str::to_owned);
            let weight =
                child(node, "text-properties").and_then(|text| attribute(text, "font-weight"));
            let display =
                child(node, "table-properties").and_then(|table| attribute(table, "display"));
            if display == Some("false") {
                self.hidden.insert(name.to_owned());
            }
            let style = Style {
                parent: own("parent-style-name"),
                list: own("list-style-name").filter(|list| !list.is_empty()),
                bold: weight.map(|weight| {
                    weight == "bold" || weight.parse().is_ok_and(|weight: u32| weight >= 600)
                }),
                title: name == "Title",
            };
            self.named.insert(name.to_owned(), style);
        }
    }

    /// A style and those it is based on, the nearest first.
    fn chain<'s>(&'s self, name: Option<&str>) -> impl Iterator<Item = &'s Style> {
        /// No chain is longer; one that is goes round in a circle.
        const LONGEST: usize = 32;
        let first = name.and_then(|name| self.named.get(name));
        let parent = |style: &&Style| self.named.get(style.parent.as_deref()?);
        std::iter::successors(first, parent).take(LONGEST)
    }

    /// The levels of a list style.
    pub(super) fn list(&self, name: &str) -> Option<&Levels> {
        self.lists.get(name)
    }

    /// The list that paragraphs of a style belong to.
    pub(super) fn list_of(&self, style: Option<&str>) -> Option<&str> {
        self.chain(style).find_map(|style| style.list.as_deref())
    }

    pub(super) fn bold(&self, style: Option<&str>) -> Option<bool> {
        self.chain(style).find_map(|style| style.bold)
    }

    pub(super) fn is_title(&self, style: Option<&str>) -> bool {
        self.chain(style).any(|style| style.title)
    }

    pub(super) fn is_hidden(&self, style: Option<&str>) -> bool {
        style.is_some_and(|style| self.hidden.contains(style))
    }
}
