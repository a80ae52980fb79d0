//! Lines of attachments beside a document: `附件：1. 重点任务分工表`.

use super::tag::{Tag, is_hidden, tag};
use crate::builder::trim;
use dom_query::{Document, NodeId, NodeRef};
use std::sync::LazyLock;

/// The elements outside of the document's own that name its attachments.
pub(super) fn attachments(document: &Document, root: NodeId) -> Vec<NodeId> {
    /// A page has no more of them, and no more elements are looked at.
    const MOST: usize = 4;
    const ELEMENTS: usize = 20_000;
    let Some(body) = document.body() else {
        return Vec::new();
    };
    let root = NodeRef::new(root, &document.tree);
    if root.id == body.id {
        return Vec::new();
    }
    let around: Vec<NodeId> = root.ancestors_it(None).map(|above| above.id).collect();
    let mut found: Vec<NodeId> = Vec::new();
    for node in body
        .descendants_it()
        .filter(NodeRef::is_element)
        .take(ELEMENTS)
    {
        let block = matches!(
            tag(&node),
            Tag::Block | Tag::List | Tag::Item | Tag::Table | Tag::Heading
        );
        if !block || around.contains(&node.id) || is_hidden(&node) {
            continue;
        }
        let inside = node.ancestors_it(None).any(|above| {
            above.id == root.id || found.contains(&above.id) || tag(&above) == Tag::Site
        });
        if node.id != root.id && !inside && is_attachments(&node) {
            found.push(node.id);
            if found.len() == MOST {
                break;
            }
        }
    }
    found
}

fn is_attachments(node: &NodeRef<'_>) -> bool {
    static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let lines = include_str!("../../data/attachments.txt").lines();
        lines.filter(|line| !line.starts_with('#')).collect()
    });
    /// What is longer is no line of attachments, in nodes and bytes.
    const NODES: usize = 120;
    const LONGEST: usize = 3_000;
    if node.descendants_it().nth(NODES).is_some() {
        return false;
    }
    let text = node.text();
    let text = trim(&text);
    let named = WORDS.iter().any(|word| {
        let after = text.strip_prefix(word).map(str::trim_start);
        after.is_some_and(|after| {
            after.is_empty()
                || after.starts_with(|ch: char| matches!(ch, ':' | '：') || ch.is_ascii_digit())
        })
    });
    // A head without anything under it names none.
    named && text.len() < LONGEST && text.chars().filter(|ch| ch.is_alphanumeric()).count() > 4
}
