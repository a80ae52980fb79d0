//! Where on a page its document is.
//!
//! The readability algorithm says which elements make the article. It also drops and rewrites
//! parts of what it keeps (titles, tables, dates of signature), so its answer is only used to
//! find the element of the page that holds the article, which is then read whole.

use super::tag::{Tag, is_hidden, tag};
use dom_query::{Document, Matcher, NodeId, NodeRef};
use dom_smoothie::{Config, Readability};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The part of a page to read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Content {
    /// The element that holds the document.
    pub(super) root: Option<NodeId>,
    /// A main heading before it.
    pub(super) heading: Option<NodeId>,
    /// Lines of attachments beside it.
    pub(super) beside: Vec<NodeId>,
    /// What of it is of the site.
    pub(super) chrome: HashSet<NodeId>,
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
        beside: Vec::new(),
        chrome: HashSet::new(),
        extent: if whole { Extent::Whole } else { Extent::Page },
    };
    if whole {
        return page;
    }
    let Some(root) = article(document).or_else(|| container(document)) else {
        return Content {
            chrome: super::chrome::find(document),
            ..page
        };
    };
    Content {
        root: Some(root),
        heading: heading_before(document, root),
        beside: super::beside::attachments(document, root),
        chrome: HashSet::new(),
        extent: Extent::Article,
    }
}

/// The element that the page's template keeps for the document, where it holds most of the text
/// that is no link.
fn container(document: &Document) -> Option<NodeId> {
    static CONTAINERS: LazyLock<Option<Matcher>> = LazyLock::new(|| {
        let lines = include_str!("../../data/containers.txt").lines();
        let selectors: Vec<&str> = lines
            .filter(|line| !line.is_empty() && !line.starts_with("# "))
            .collect();
        Matcher::new(&selectors.join(", ")).ok()
    });
    /// A template has few of them.
    const MOST: usize = 16;
    let all = plain_length(&document.body()?);
    let mut best: Option<(usize, NodeId)> = None;
    for node in document
        .select_matcher(CONTAINERS.as_ref()?)
        .nodes()
        .iter()
        .take(MOST)
    {
        let length = plain_length(node);
        // The smallest of those that hold enough.
        if length * 10 >= all * 6 && best.is_none_or(|(other, _)| length < other) {
            best = Some((length, node.id));
        }
    }
    best.map(|(_, id)| id)
}

/// How much text an element shows that is no link.
fn plain_length(node: &NodeRef<'_>) -> usize {
    let texts = node.descendants_it().filter(NodeRef::is_text);
    let plain = texts.filter(|text| {
        !text.ancestors_it(Some(6)).any(|above| {
            above.has_name("a") || matches!(tag(&above), Tag::Skipped) || is_hidden(&above)
        })
    });
    plain
        .map(|text| text.text().chars().filter(|ch| !ch.is_whitespace()).count())
        .sum()
}

/// The element that holds the article; none where the page is too short, too large or too deep
/// for readability to tell.
fn article(document: &Document) -> Option<NodeId> {
    /// A page with fewer paragraphs is read whole: on those readability answers at random.
    const PARAGRAPHS: usize = 10;
    /// But not where its few paragraphs are long, in characters.
    const LONG: usize = 2_000;
    /// Beyond these, readability takes long.
    const ELEMENTS: usize = 200_000;
    const DEPTH: usize = 256;
    let body = document.body()?;
    let (mut paragraphs, mut length) = (0_usize, 0_usize);
    let mut marked = Vec::new();
    for node in body.descendants_it() {
        if node.is_element() {
            marked.push(node);
        } else if node.is_text() {
            let count = node.text().trim().chars().count();
            if count >= 20 {
                paragraphs += 1;
                length += count;
            }
        }
    }
    let short = paragraphs < PARAGRAPHS && length < LONG;
    if short || marked.len() > ELEMENTS || depth(&body) > DEPTH {
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
            Some(child) if is_holder(&child) => root = child,
            _ => return Some(root.id),
        }
    }
}

/// Whether an element may hold a document: neither a table of data, whose rows mean nothing by
/// themselves, nor a single paragraph, whose title stands beside it.
fn is_holder(node: &NodeRef<'_>) -> bool {
    if tag(node) == Tag::Table {
        return !super::tag::is_data(node);
    }
    let mut breaks = 0;
    node.descendants_it().any(|inner| match tag(&inner) {
        Tag::Break => {
            breaks += 1;
            breaks >= 3
        }
        Tag::Inline | Tag::Raised | Tag::Skipped => false,
        _ => true,
    })
}

/// The title of the document, where it stands before the article and not in it: the main heading,
/// or what the page's own title repeats.
fn heading_before(document: &Document, root: NodeId) -> Option<NodeId> {
    /// Shorter ones are names of parts of the site, in characters.
    const SHORTEST: usize = 6;
    let body = document.body()?;
    let named = squeezed(&document.select_single("head title").text());
    let start: String = squeezed(&NodeRef::new(root, body.tree).text())
        .chars()
        .take(400)
        .collect();
    let mut heading: Option<(Rank, usize, NodeId)> = None;
    for node in body.descendants_it() {
        if node.id == root {
            break;
        }
        if !matches!(tag(&node), Tag::Heading | Tag::Block | Tag::Cell) || is_of_site(&node) {
            continue;
        }
        let Some(text) = own_text(&node) else {
            continue;
        };
        let length = text.chars().count();
        let rank = if node.has_name("h1") {
            Rank::Main
        } else if length >= SHORTEST && named.contains(&text) {
            Rank::Repeated
        } else if length >= SHORTEST && is_called_title(&node) {
            Rank::Called
        } else {
            continue;
        };
        // Of two lines that a page's title repeats, the longer; of others, the later.
        let length = if rank == Rank::Repeated { length } else { 0 };
        if heading.is_none_or(|(other, than, _)| (rank, length) >= (other, than)) {
            heading = Some((rank, length, node.id));
        }
    }
    let (_, _, id) = heading?;
    // The article may begin with it again.
    let text = squeezed(&NodeRef::new(id, body.tree).text());
    (!text.is_empty() && !start.contains(&text)).then_some(id)
}

/// How surely a line above an article is its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Its class says so.
    Called,
    /// The title of the page repeats it.
    Repeated,
    /// It is the main heading of the page.
    Main,
}

/// Whether the class or id of an element calls it a title: `title`, `bt_title`, `article-title`.
fn is_called_title(node: &NodeRef<'_>) -> bool {
    let called = |name: &str| {
        node.attr(name)
            .is_some_and(|value| value.to_ascii_lowercase().contains("title"))
    };
    called("class") || called("id")
}

/// The text of a short element that holds no other paragraphs.
fn own_text(node: &NodeRef<'_>) -> Option<String> {
    /// No title has more nodes or bytes.
    const NODES: usize = 24;
    const BYTES: usize = 1_000;
    let mut text = String::new();
    for (at, inner) in node.descendants_it().enumerate() {
        let block = matches!(
            tag(&inner),
            Tag::Block | Tag::Heading | Tag::Table | Tag::List
        );
        if at > NODES || block || text.len() > BYTES {
            return None;
        }
        if inner.is_text() {
            text.push_str(&squeezed(&inner.text()));
        }
    }
    (!text.is_empty()).then_some(text)
}

/// Whether an element stands in a part of the site, or in a link.
fn is_of_site(node: &NodeRef<'_>) -> bool {
    is_hidden(node)
        || node
            .ancestors_it(None)
            .any(|above| above.has_name("a") || matches!(tag(&above), Tag::Site | Tag::Skipped))
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_whitespace()).collect()
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
