//! Where on a page its document is.
//!
//! The readability algorithm says which elements make the article. It also drops and rewrites
//! parts of what it keeps (titles, tables, dates of signature), so its answer is only used to
//! find the element of the page that holds the article, which is then read whole.

use super::tag::{Tag, is_hidden, tag};
use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::{Config, Readability};
use std::collections::HashMap;

/// The part of a page to read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Content {
    /// The element that holds the document.
    pub(super) root: Option<NodeId>,
    /// A main heading before it.
    pub(super) heading: Option<NodeId>,
    pub(super) extent: Extent,
}

/// How much of a page its document is taken to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// All that is shown.
    Whole,
    /// The page without what its elements say is of the site.
    Page,
    /// One element: what stands in it belongs to the document, but for navigation.
    Article,
}

/// The attribute by which elements are known again in what readability answers.
const MARK: &str = "data-policydoc";

/// Finds the part of a page to read.
pub(super) fn find(document: &Document, whole: bool) -> Content {
    let body = document.body().map(|body| body.id);
    let page = Content {
        root: body,
        heading: None,
        extent: if whole { Extent::Whole } else { Extent::Page },
    };
    if whole {
        return page;
    }
    let Some(root) = article(document) else {
        return page;
    };
    let heading = heading_before(document, root);
    Content {
        root: Some(root),
        heading,
        extent: Extent::Article,
    }
}

/// The element that holds the article; none where the page is too short, too large or too deep
/// for readability to tell.
fn article(document: &Document) -> Option<NodeId> {
    /// A page with fewer paragraphs is read whole: on those readability answers at random.
    const PARAGRAPHS: usize = 10;
    /// Beyond these, readability takes long.
    const ELEMENTS: usize = 200_000;
    const DEPTH: usize = 256;
    let body = document.body()?;
    let mut paragraphs = 0;
    let mut marked = Vec::new();
    for node in body.descendants_it() {
        if node.is_element() {
            marked.push(node);
        } else if node.is_text() {
            let text = node.text();
            paragraphs += usize::from(text.trim().chars().count() >= 20);
        }
    }
    if paragraphs < PARAGRAPHS || marked.len() > ELEMENTS || depth(&body) > DEPTH {
        return None;
    }
    let copy = document.clone();
    for (at, node) in marked.iter().enumerate() {
        NodeRef::new(node.id, &copy.tree).set_attr(MARK, &at.to_string());
    }
    let config = Config {
        disable_json_ld: true,
        ..Config::default()
    };
    let answer = Readability::with_document(copy, None, Some(config))
        .ok()?
        .parse()
        .ok()?;
    let kept = Document::fragment(answer.content);
    holder(&body, &weights(&kept, &marked))
}

/// How much of the kept text lies directly in each element.
fn weights(kept: &Document, marked: &[NodeRef<'_>]) -> HashMap<NodeId, usize> {
    let mut weights: HashMap<NodeId, usize> = HashMap::new();
    for node in kept.root().descendants_it().filter(NodeRef::is_text) {
        let mut length = node.text().chars().filter(|ch| !ch.is_whitespace()).count();
        // Links to other pages are kept now and then; they are not what the page is about.
        if node.ancestors_it(None).any(|above| above.has_name("a")) {
            length /= 5;
        }
        let holder = node.ancestors_it(None).find_map(|above| {
            let mark: usize = above.attr(MARK)?.parse().ok()?;
            marked.get(mark)
        });
        if let Some(holder) = holder {
            *weights.entry(holder.id).or_default() += length;
        }
    }
    weights
}

/// The innermost element that holds nearly all of the weight.
fn holder(body: &NodeRef<'_>, weights: &HashMap<NodeId, usize>) -> Option<NodeId> {
    let total: usize = weights.values().sum();
    if total == 0 {
        return None;
    }
    let mut sums: HashMap<NodeId, usize> = HashMap::new();
    for (&id, &weight) in weights {
        let node = NodeRef::new(id, body.tree);
        for above in node.ancestors_it(None).chain([node]) {
            *sums.entry(above.id).or_default() += weight;
        }
    }
    let mut root = *body;
    loop {
        let next = root.children_it(false).find(|child| {
            sums.get(&child.id)
                .is_some_and(|sum| sum * 100 >= total * 98)
        });
        match next {
            // A table is read as one where it holds data; its rows mean nothing by themselves.
            Some(child) if !matches!(tag(&child), Tag::Table) || !super::tag::is_data(&child) => {
                root = child;
            }
            _ => return Some(root.id),
        }
    }
}

/// The main heading of the page, where it stands before the article and not in it.
fn heading_before(document: &Document, root: NodeId) -> Option<NodeId> {
    let body = document.body()?;
    let mut heading = None;
    for node in body.descendants_it() {
        if node.id == root {
            return heading;
        }
        if node.has_name("h1") && !is_hidden(&node) {
            let in_site = node
                .ancestors_it(None)
                .any(|above| matches!(tag(&above), Tag::Site | Tag::Skipped));
            if !in_site {
                heading = Some(node.id);
            }
        }
    }
    None
}

fn depth(node: &NodeRef<'_>) -> usize {
    let (mut depth, mut most) = (0_usize, 0_usize);
    let mut at = *node;
    loop {
        if let Some(child) = at.first_child() {
            depth += 1;
            most = most.max(depth);
            at = child;
            continue;
        }
        loop {
            if at.id == node.id {
                return most;
            }
            if let Some(next) = at.next_sibling() {
                at = next;
                break;
            }
            match at.parent() {
                Some(parent) => {
                    at = parent;
                    depth = depth.saturating_sub(1);
                }
                None => return most,
            }
        }
    }
}
