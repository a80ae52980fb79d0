//! From the elements of a text to blocks.

use super::list::Counters;
use super::styles::Styles;
use super::table;
use crate::block::{BlockKind, Origin};
use crate::builder::{Builder, Shape};
use crate::error::{Error, ErrorCode};
use crate::xml::{attribute, child, is};
use roxmltree::Node;

/// Elements of real documents lie no deeper inside each other; the readers here go down with them.
const DEPTH: usize = 200;

/// The text as it is read.
pub(super) struct Walk<'s, 'a, 'i> {
    styles: &'s Styles,
    pub(super) out: Builder,
    /// The notes referred to so far.
    pub(super) notes: Vec<Node<'a, 'i>>,
    counters: Counters,
    /// How many paragraphs have been read.
    pub(super) paragraphs: u32,
    /// The lists that are open around the paragraph that is read.
    lists: Vec<List<'a>>,
    /// The first number of a blank paragraph in the cell that is read.
    alone: String,
}

/// A list that is open.
#[derive(Clone, Copy, Debug)]
struct List<'a> {
    /// Which of the lists that are counted.
    number: usize,
    style: &'a str,
    item: Item,
}

/// What the next paragraph of a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    /// The first of an item; the number that the item gives.
    First(Option<i64>),
    /// A further one, or one of a head.
    Further,
}

/// A paragraph as its reader sees it.
#[derive(Default)]
struct Run<'a, 'i> {
    text: String,
    /// Text boxes, whose paragraphs are none of this one's.
    boxes: Vec<Node<'a, 'i>>,
    /// Whether visible text was read that is not bold.
    plain: bool,
}

pub(super) fn too_deep() -> Error {
    let cause = format!("its elements are nested deeper than {DEPTH}");
    Error::new(ErrorCode::TooDeep, cause)
}

impl<'s, 'a, 'i> Walk<'s, 'a, 'i> {
    pub(super) fn new(styles: &'s Styles) -> Self {
        Self {
            styles,
            out: Builder::default(),
            notes: Vec::new(),
            counters: Counters::default(),
            paragraphs: 0,
            lists: Vec::new(),
            alone: String::new(),
        }
    }

    pub(super) fn is_hidden(&self, style: Option<&str>) -> bool {
        self.styles.is_hidden(style)
    }

    /// Reads paragraphs, lists and tables in order.
    pub(super) fn blocks(&mut self, node: Node<'a, 'i>, depth: usize) -> Result<(), Error> {
        if depth > DEPTH {
            return Err(too_deep());
        }
        for inner in node.children().filter(Node::is_element) {
            match inner.tag_name().name() {
                "p" | "h" => self.block(inner, depth)?,
                "list" => self.list(inner, depth)?,
                "table" => table::rows(self, inner, depth)?,
                "tracked-changes"
                | "sequence-decls"
                | "forms"
                | "variable-decls"
                | "annotation"
                | "table-of-content-source"
                | "user-field-decls" => {}
                _ => self.blocks(inner, depth + 1)?,
            }
        }
        Ok(())
    }

    fn list(&mut self, node: Node<'a, 'i>, depth: usize) -> Result<(), Error> {
        // A list inside another counts with it, and has its style if it names none.
        let outer = self.lists.last().copied();
        let style = attribute(node, "style-name")
            .or(outer.map(|outer| outer.style))
            .unwrap_or_default();
        let list = match outer {
            Some(outer) => outer.number,
            None => self.counters.list(node, style),
        };
        for inner in node.children().filter(Node::is_element) {
            let start = attribute(inner, "start-value").and_then(|start| start.parse().ok());
            let item = if is(inner, "list-item") {
                Item::First(start)
            } else {
                Item::Further
            };
            self.lists.push(List {
                number: list,
                style,
                item,
            });
            let read = self.blocks(inner, depth + 1);
            self.lists.pop();
            read?;
        }
        Ok(())
    }

    /// Reads a paragraph as a block, and the text boxes anchored in it after it.
    fn block(&mut self, node: Node<'a, 'i>, depth: usize) -> Result<(), Error> {
        self.paragraphs = self.paragraphs.saturating_add(1);
        let style = attribute(node, "style-name");
        let mut run = Run::default();
        self.run(
            node,
            self.styles.bold(style).unwrap_or(false),
            &mut run,
            depth,
        )?;
        let heading = is(node, "h").then(|| {
            let level = attribute(node, "outline-level").and_then(|level| level.parse::<u8>().ok());
            level.unwrap_or(1).max(1)
        });
        let number = self.number(style, heading);
        let (kind, level) = match (heading, &number) {
            (Some(level), _) => (BlockKind::Heading, Some(level)),
            (None, _) if self.styles.is_title(style) => (BlockKind::Heading, Some(0)),
            (None, Some(_)) => (BlockKind::Item, u8::try_from(self.lists.len().max(1)).ok()),
            (None, None) => (BlockKind::Paragraph, None),
        };
        let shape = Shape {
            kind,
            level,
            bold: !run.plain,
        };
        let origin = Origin::Paragraph(self.paragraphs);
        let number = number.unwrap_or_default();
        let shown = self.out.push(shape, || origin, &number, &run.text);
        if !shown && self.alone.is_empty() {
            self.alone = number;
        }
        for inner in run.boxes {
            self.blocks(inner, depth + 1)?;
        }
        Ok(())
    }

    /// Counts a paragraph; none where it is in no list.
    fn number(&mut self, style: Option<&str>, heading: Option<u8>) -> Option<String> {
        let at = self.lists.len();
        if let Some(open) = self.lists.last_mut() {
            let Item::First(start) = std::mem::replace(&mut open.item, Item::Further) else {
                return None;
            };
            let (list, name) = (open.number, open.style);
            // The items around it are begun by it, too: they get no number of their own.
            for outer in &mut self.lists {
                outer.item = Item::Further;
            }
            let named = if name.is_empty() {
                self.styles.list_of(style)?
            } else {
                name
            };
            let levels = self.styles.list(named)?;
            return Some(self.counters.count(list, levels, at - 1, start));
        }
        let level = heading?;
        let list = self.counters.outline();
        let number = self
            .counters
            .count(list, &self.styles.outline, usize::from(level - 1), None);
        Some(number).filter(|number| !number.is_empty())
    }

    /// Reads a note, which stands at the end of the text.
    pub(super) fn note(&mut self, note: Node<'a, 'i>, number: usize) -> Result<(), Error> {
        let mut mark = format!("[{number}] ");
        for paragraph in note.descendants().filter(|node| is(*node, "p")) {
            self.paragraphs = self.paragraphs.saturating_add(1);
            let mut run = Run::default();
            self.run(paragraph, false, &mut run, 0)?;
            let origin = Origin::Paragraph(self.paragraphs);
            if self.out.push(BlockKind::Note, || origin, &mark, &run.text) {
                mark.clear();
            }
        }
        Ok(())
    }

    /// The lines of the headers and footers of pages.
    pub(super) fn margins(&mut self, root: Node<'a, 'i>) -> Result<Vec<String>, Error> {
        let pages = child(root, "master-styles")
            .into_iter()
            .flat_map(|pages| pages.descendants());
        let margins = pages.filter(|node| {
            let name = node.tag_name().name();
            name.starts_with("header") || name.starts_with("footer")
        });
        let mut lines = Vec::new();
        for paragraph in margins
            .flat_map(|margin| margin.descendants())
            .filter(|node| is(*node, "p"))
        {
            let mut run = Run::default();
            self.run(paragraph, false, &mut run, 0)?;
            lines.extend(run.text.lines().map(str::to_owned));
        }
        Ok(lines)
    }

    /// The text of a cell, a line a paragraph; the number alone where it holds no more.
    pub(super) fn cell(&mut self, node: Node<'a, 'i>, depth: usize) -> Result<String, Error> {
        let outer = std::mem::take(&mut self.out);
        let alone = std::mem::take(&mut self.alone);
        let lists = std::mem::take(&mut self.lists);
        let read = self.blocks(node, depth + 1);
        self.lists = lists;
        let inner = std::mem::replace(&mut self.out, outer);
        let number = std::mem::replace(&mut self.alone, alone);
        read?;
        Ok(if inner.text.is_empty() {
            number
        } else {
            inner.text
        })
    }

    /// Takes in the characters of a paragraph, or of an element inside one.
    fn run(
        &mut self,
        node: Node<'a, 'i>,
        bold: bool,
        run: &mut Run<'a, 'i>,
        depth: usize,
    ) -> Result<(), Error> {
        if depth > DEPTH {
            return Err(too_deep());
        }
        for inner in node.children() {
            if let Some(text) = inner.text().filter(|_| inner.is_text()) {
                take(run, text, bold);
                continue;
            }
            match inner.tag_name().name() {
                "s" => {
                    /// A run of spaces is no longer.
                    const MOST: usize = 1_000;
                    let count = attribute(inner, "c").and_then(|count| count.parse().ok());
                    run.text.push_str(&" ".repeat(count.unwrap_or(1).min(MOST)));
                }
                "tab" => run.text.push('\t'),
                "line-break" => run.text.push('\n'),
                "note" => {
                    self.notes.push(inner);
                    run.text.push_str(&format!("[{}]", self.notes.len()));
                }
                "text-box" => run.boxes.push(inner),
                "annotation" | "ruby-text" | "desc" | "title" | "event-listeners" => {}
                _ => {
                    let own = self.styles.bold(attribute(inner, "style-name"));
                    self.run(inner, own.unwrap_or(bold), run, depth + 1)?;
                }
            }
        }
        Ok(())
    }
}

/// Adds characters; runs of white space are one space.
fn take(run: &mut Run<'_, '_>, text: &str, bold: bool) {
    run.plain |= !bold && !text.trim().is_empty();
    for ch in text.chars() {
        if matches!(ch, ' ' | '\t' | '\n' | '\r') {
            if !run.text.is_empty() && !run.text.ends_with([' ', '\t', '\n']) {
                run.text.push(' ');
            }
        } else {
            run.text.push(ch);
        }
    }
}
