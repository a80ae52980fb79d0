//! Parts of the site on a page of which nothing says where its document is.

use super::tag::{Tag, tag};
use dom_query::{Document, NodeId, NodeRef};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How much text an element shows, and how much of that are links.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    text: usize,
    linked: usize,
    links: usize,
}

/// The elements of a page that are of the site: by their role, by what their class or id calls
/// them, or as they are lists of links.
pub(super) fn find(document: &Document) -> HashSet<NodeId> {
    let mut found = HashSet::new();
    let Some(body) = document.body() else {
        return found;
    };
    let weights = weights(&body);
    let all = weights.get(&body.id).map_or(0, |weight| weight.text);
    let mut begun = false;
    for node in body.descendants_it() {
        if !node.is_element() {
            begun |= is_sentence(&node);
            continue;
        }
        let weight = weights.get(&node.id).copied().unwrap_or_default();
        let small = weight.text * 3 < all;
        if small
            && !holds_heading(&node)
            && (is_named(&node) || is_list_of_links(&node, weight, begun))
        {
            found.insert(node.id);
        }
    }
    found
}

fn weights(body: &NodeRef<'_>) -> HashMap<NodeId, Weight> {
    let mut weights: HashMap<NodeId, Weight> = HashMap::new();
    for node in body.descendants_it() {
        let is_link = node.has_name("a");
        if !is_link && !node.is_text() {
            continue;
        }
        let text = if node.is_text() {
            node.text().chars().filter(|ch| !ch.is_whitespace()).count()
        } else {
            0
        };
        let linked = node.ancestors_it(None).any(|above| above.has_name("a"));
        for above in node.ancestors_it(None) {
            let weight = weights.entry(above.id).or_default();
            weight.text += text;
            weight.linked += if linked { text } else { 0 };
            weight.links += usize::from(is_link);
        }
    }
    weights
}

/// Whether its role or name says that an element is of the site.
fn is_named(node: &NodeRef<'_>) -> bool {
    static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let lines = include_str!("../../data/chrome.txt").lines();
        lines.filter(|line| !line.starts_with('#')).collect()
    });
    const ROLES: &[&str] = &[
        "banner",
        "complementary",
        "contentinfo",
        "navigation",
        "search",
    ];
    if node
        .attr("role")
        .is_some_and(|role| ROLES.contains(&&*role))
    {
        return true;
    }
    ["class", "id"]
        .iter()
        .filter_map(|name| node.attr(name))
        .any(|value| {
            let value = value.to_ascii_lowercase();
            let mut words = value.split(|ch: char| !ch.is_ascii_alphanumeric());
            words.any(|word| NAMES.contains(word.trim_end_matches(|ch: char| ch.is_ascii_digit())))
        })
}

/// Whether a text is one of the document, and not a word of a menu.
fn is_sentence(node: &NodeRef<'_>) -> bool {
    /// Words of menus are shorter, in characters.
    const LEAST: usize = 12;
    let long = node.is_text() && node.text().trim().chars().count() >= LEAST;
    long && !node.ancestors_it(None).any(|above| above.has_name("a"))
}

/// Whether an element is a list of links: a menu, a trail, further news. Where the document has
/// begun, a few links may stand in a sentence, or be attachments.
fn is_list_of_links(node: &NodeRef<'_>, weight: Weight, begun: bool) -> bool {
    let least = if begun { 4 } else { 2 };
    let is_block = matches!(
        tag(node),
        Tag::Block | Tag::List | Tag::Table | Tag::Site | Tag::Row
    );
    is_block && weight.links >= least && weight.linked * 10 >= weight.text * 8
}

/// Whether an element holds the main heading, as the head of a page may.
fn holds_heading(node: &NodeRef<'_>) -> bool {
    node.has_name("h1") || node.descendants_it().any(|inner| inner.has_name("h1"))
}
