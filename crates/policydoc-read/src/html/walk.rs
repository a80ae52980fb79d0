//! From the tree of a page to its text: paragraphs, headings, numbered items and rows.
//!
//! The walk keeps its own stack, so that deep pages cannot exhaust that of the thread.

use super::content::{Content, Extent};
use super::inline::Inline;
use super::list::{List, repeats};
use super::metadata::Table;
use super::path::Paths;
use super::tag::{Tag, is_data, is_hidden, tag};
use crate::builder::{Builder, set_off, trim};
use crate::text::{BlockKind, Origin};
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
        heading: 0,
        verbatim: 0,
        lists: Vec::new(),
        number: String::new(),
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
    /// How many headings and verbatim elements are open.
    heading: usize,
    verbatim: usize,
    lists: Vec<List>,
    /// The number for the next paragraph of a list.
    number: String,
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
                self.heading += 1;
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
                self.heading -= 1;
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
            }
        }
    }

    fn text(&mut self, node: NodeRef<'d>) {
        let text = node.text();
        if self.inline.is_blank() && !text.trim().is_empty() {
            self.holder = node.parent();
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
        let kind = if self.heading > 0 {
            BlockKind::Heading
        } else {
            BlockKind::Paragraph
        };
        let path = match (self.paths, self.holder.take()) {
            (Some(paths), Some(holder)) => paths.of(&holder),
            _ => String::new(),
        };
        self.out.push(kind, || Origin::Element(path), &number, text);
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
        let mut spans = Spans::default();
        for row in table.descendants_it().filter(|node| tag(node) == Tag::Row) {
            let mut cells = Vec::new();
            for cell in row.children_it(false).filter(|cell| tag(cell) == Tag::Cell) {
                spans.skip(&mut cells);
                cells.push(text_of(&cell));
                spans.open(&cell, &mut cells);
            }
            spans.skip(&mut cells);
            let origin = self.origin(&row);
            self.out.row(&cells, || origin);
        }
    }
}

/// The cells of a table that reach down into the rows below, so that columns stay in line: for
/// each column, into how many.
#[derive(Debug, Default)]
struct Spans(Vec<u32>);

impl Spans {
    /// Leaves empty what cells of rows above reach into.
    fn skip(&mut self, cells: &mut Vec<String>) {
        while let Some(rows) = self.0.get_mut(cells.len()).filter(|rows| **rows > 0) {
            *rows -= 1;
            cells.push(String::new());
        }
    }

    /// Adds what the cell that came last reaches into.
    fn open(&mut self, cell: &NodeRef<'_>, cells: &mut Vec<String>) {
        /// No table has more columns, or rows for one cell.
        const MOST: u32 = 64;
        let span = |name: &str| {
            let span = cell
                .attr(name)
                .and_then(|span| span.trim().parse::<u32>().ok());
            span.unwrap_or(1).clamp(1, MOST)
        };
        let (columns, rows) = (span("colspan"), span("rowspan"));
        let first = cells.len() - 1;
        cells.extend((1..columns).map(|_| String::new()));
        if rows > 1 {
            self.0.resize(self.0.len().max(cells.len()), 0);
            self.0[first..cells.len()].fill(rows - 1);
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
        heading: 0,
        verbatim: 0,
        lists: Vec::new(),
        number: String::new(),
    };
    for child in node.children_it(false) {
        walker.tree(child);
    }
    walker.flush();
    builder.text.replace("\n\n", "\n")
}
