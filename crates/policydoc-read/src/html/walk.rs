//! From the tree of a page to its text: paragraphs, headings, numbered items and rows.
//!
//! The walk keeps its own stack, so that deep pages cannot exhaust that of the thread.

use super::content::{Content, Extent};
use super::inline::Inline;
use super::list::{List, repeats};
use super::metadata::Table;
use super::path::Paths;
use super::rows;
use super::tag::{Tag, heading_level, is_bold, is_data, is_hidden, tag};
use crate::block::{BlockKind, Origin};
use crate::builder::{Builder, Shape, set_off, trim};
use dom_query::{Document, NodeRef};

/// Writes the document of a page.
pub(super) fn walk(
    document: &Document,
    content: &Content,
    metadata: &[Table],
    paths: &Paths,
    out: &mut Builder,
) {
    let mut walker = Walker {
        out,
        metadata,
        paths: Some(paths),
        extent: content.extent,
        inline: Inline::default(),
        holder: None,
        headings: Vec::new(),
        bold: 0,
        plain: false,
        verbatim: 0,
        lists: Vec::new(),
        number: String::new(),
        item: None,
    };
    let nodes = [content.heading, content.root];
    for id in nodes.into_iter().flatten() {
        walker.tree(NodeRef::new(id, &document.tree));
        walker.flush();
    }
}

struct Walker<'w, 'd> {
    out: &'w mut Builder,
    metadata: &'w [Table],
    /// `None` where nobody asks where the text came from.
    paths: Option<&'w Paths>,
    extent: Extent,
    /// The paragraph that is open.
    inline: Inline,
    /// The element that it began in.
    holder: Option<NodeRef<'d>>,
    /// The levels of the headings that are open.
    headings: Vec<u8>,
    /// How many elements are open that make text bold, and whether the open paragraph has other text.
    bold: usize,
    plain: bool,
    /// How many verbatim elements are open.
    verbatim: usize,
    lists: Vec<List>,
    /// The number for the next paragraph of a list, and how deep the item lies that it begins.
    number: String,
    item: Option<u8>,
}

/// What a step of the walk does next.
enum Step {
    Into,
    Over,
}

impl<'d> Walker<'_, 'd> {
    /// Walks a tree in document order.
    fn tree(&mut self, top: NodeRef<'d>) {
        let mut at = top;
        loop {
            if let Step::Into = self.enter(at)
                && let Some(child) = at.first_child()
            {
                at = child;
                continue;
            }
            // Over to the next sibling, or up to one of an element above.
            loop {
                self.leave(at);
                if at.id == top.id {
                    return;
                }
                if let Some(next) = at.next_sibling() {
                    at = next;
                    break;
                }
                match at.parent() {
                    Some(parent) => at = parent,
                    None => return,
                }
            }
        }
    }

    fn enter(&mut self, node: NodeRef<'d>) -> Step {
        if node.is_text() {
            self.text(node);
            return Step::Over;
        }
        if !node.is_element() {
            return Step::Over;
        }
        let tag = tag(&node);
        if self.is_left_out(&node, tag) {
            return Step::Over;
        }
        self.bold += usize::from(is_bold(&node));
        match tag {
            Tag::Inline | Tag::Skipped => {}
            Tag::Break => self.inline.line_end(),
            Tag::Raised => {
                if let Some(note) = note(&node) {
                    self.inline.push(&note);
                    return Step::Over;
                }
            }
            Tag::Block | Tag::Site | Tag::Row | Tag::Cell => self.flush(),
            Tag::Heading => {
                self.flush();
                self.headings.push(heading_level(&node));
            }
            Tag::Verbatim => {
                self.flush();
                self.verbatim += 1;
            }
            Tag::List => {
                self.flush();
                self.lists.push(List::begin(&node));
            }
            Tag::Item => {
                self.flush();
                let number = self.lists.last_mut().map(|list| list.item(&node));
                let number = number.unwrap_or_else(|| "•".to_owned());
                if !number.is_empty() {
                    if !self.number.is_empty() {
                        self.number.push(' ');
                    }
                    self.number.push_str(&number);
                }
                self.item = Some(u8::try_from(self.lists.len().max(1)).unwrap_or(u8::MAX));
            }
            Tag::Table => {
                self.flush();
                if is_data(&node) {
                    self.table(&node);
                    return Step::Over;
                }
            }
        }
        Step::Into
    }

    fn leave(&mut self, node: NodeRef<'_>) {
        if !node.is_element() {
            return;
        }
        let tag = tag(&node);
        if self.is_left_out(&node, tag) {
            return;
        }
        match tag {
            Tag::Inline | Tag::Skipped | Tag::Break | Tag::Raised => {}
            Tag::Block | Tag::Site | Tag::Row | Tag::Cell | Tag::Table => self.flush(),
            Tag::Heading => {
                self.flush();
                self.headings.pop();
            }
            Tag::Verbatim => {
                self.flush();
                self.verbatim -= 1;
            }
            Tag::List => {
                self.flush();
                self.lists.pop();
            }
            Tag::Item => {
                self.flush();
                self.number.clear();
                self.item = None;
            }
        }
        self.bold -= usize::from(is_bold(&node));
    }

    fn text(&mut self, node: NodeRef<'d>) {
        let text = node.text();
        if !text.trim().is_empty() {
            if self.inline.is_blank() {
                self.holder = node.parent();
            }
            self.plain |= self.bold == 0;
        }
        if self.verbatim > 0 {
            self.inline.push_verbatim(&text);
        } else {
            self.inline.push(&text);
        }
    }

    /// Whether an element is no part of the document, or is read elsewhere.
    fn is_left_out(&self, node: &NodeRef<'_>, tag: Tag) -> bool {
        let site = match self.extent {
            Extent::Whole => false,
            Extent::Page => tag == Tag::Site,
            Extent::Article => tag == Tag::Site && node.has_name("nav"),
        };
        site || tag == Tag::Skipped
            || is_hidden(node)
            || self.metadata.iter().any(|table| table.node == node.id)
    }

    /// Ends the paragraph that is open.
    fn flush(&mut self) {
        let text = self.inline.take();
        let bold = !std::mem::take(&mut self.plain);
        let text = trim(&text);
        if text.is_empty() {
            return;
        }
        let number = std::mem::take(&mut self.number);
        let number = if repeats(&number, text) {
            String::new()
        } else {
            set_off(number)
        };
        let (kind, level) = match (self.headings.last(), self.item.take()) {
            (Some(&level), _) => (BlockKind::Heading, Some(level)),
            (None, Some(depth)) => (BlockKind::Item, Some(depth)),
            (None, None) => (BlockKind::Paragraph, None),
        };
        let shape = Shape { kind, level, bold };
        let path = match (self.paths, self.holder.take()) {
            (Some(paths), Some(holder)) => paths.of(&holder),
            _ => String::new(),
        };
        self.out
            .push(shape, || Origin::Element(path), &number, text);
    }

    fn origin(&self, node: &NodeRef<'_>) -> Origin {
        Origin::Element(self.paths.map_or_else(String::new, |paths| paths.of(node)))
    }

    /// Writes a table as rows.
    fn table(&mut self, table: &NodeRef<'_>) {
        if let Some(caption) = table.descendants_it().find(|node| node.has_name("caption")) {
            let origin = self.origin(&caption);
            let origin = || origin;
            self.out
                .push(BlockKind::Paragraph, origin, "", &text_of(&caption));
        }
        self.out.table();
        for row in rows::rows(table) {
            let origin = self.origin(&row.node);
            self.out.row(&row.columns, row.head, || origin);
        }
    }
}

/// A reference to a note: `<sup><a href="#fn3">3</a></sup>` would run into the word before it.
fn note(node: &NodeRef<'_>) -> Option<String> {
    let text = node.text();
    let text = text.trim();
    let number =
        !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let linked = node.descendants_it().any(|inner| inner.has_name("a"))
        || node.ancestors_it(Some(2)).any(|above| above.has_name("a"));
    (number && linked).then(|| format!("[{text}]"))
}

/// The text of an element by itself, a line for each paragraph inside.
pub(super) fn text_of(node: &NodeRef<'_>) -> String {
    let mut builder = Builder::default();
    let mut walker = Walker {
        out: &mut builder,
        metadata: &[],
        paths: None,
        extent: Extent::Whole,
        inline: Inline::default(),
        holder: None,
        headings: Vec::new(),
        bold: 0,
        plain: false,
        verbatim: 0,
        lists: Vec::new(),
        number: String::new(),
        item: None,
    };
    for child in node.children_it(false) {
        walker.tree(child);
    }
    walker.flush();
    builder.text.replace("\n\n", "\n")
}
