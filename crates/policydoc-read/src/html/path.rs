//! Where an element stands on its page, as a CSS selector.

use dom_query::{Document, NodeId, NodeRef};
use std::collections::HashMap;
use std::fmt::Write;

/// The places of all elements of a page.
#[derive(Debug, Default)]
pub(super) struct Paths {
    /// How-manieth of the elements beside it each is, from 1.
    ordinals: HashMap<NodeId, u32>,
}

impl Paths {
    /// Counts the elements of a page.
    pub(super) fn of_document(document: &Document) -> Self {
        let mut ordinals = HashMap::new();
        for node in document.root().descendants_it() {
            let children = node.children_it(false).filter(NodeRef::is_element);
            for (child, at) in children.zip(1..) {
                ordinals.insert(child.id, at);
            }
        }
        Self { ordinals }
    }

    /// A selector that leads to an element: from the nearest element above it with an id, or
    /// from a few steps up.
    pub(super) fn of(&self, node: &NodeRef<'_>) -> String {
        /// So many steps up: pages nest deeper than anybody reads.
        const STEPS: usize = 8;
        let mut steps: Vec<String> = Vec::new();
        for element in std::iter::once(*node).chain(node.ancestors_it(Some(STEPS))) {
            let Some(name) = element.node_name() else {
                break;
            };
            if let Some(id) = element.id_attr().filter(|id| is_plain(id)) {
                steps.push(format!("#{id}"));
                break;
            }
            let mut step = name.to_string();
            if matches!(&*name, "html" | "body") {
                steps.push(step);
                break;
            }
            if let Some(at) = self.ordinals.get(&element.id) {
                let _ = write!(step, ":nth-child({at})");
            }
            steps.push(step);
        }
        steps.reverse();
        steps.join(" > ")
    }
}

/// Whether an id needs no escapes in a selector.
fn is_plain(id: &str) -> bool {
    id.len() < 60
        && id.starts_with(|ch: char| ch.is_ascii_alphabetic())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_back_to_its_element() {
        let document = Document::from("<div id=main><p>a<p>b<b>c</b></div><p>d");
        let paths = Paths::of_document(&document);
        for (selector, path) in [
            ("b", "#main > p:nth-child(2) > b:nth-child(1)"),
            ("body > p", "body > p:nth-child(2)"),
        ] {
            let node = document.select_single(selector).nodes()[0];
            assert_eq!(paths.of(&node), path);
            assert_eq!(document.select_single(path).nodes()[0].id, node.id);
        }
    }
}
