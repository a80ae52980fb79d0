//! Markdown: where its paragraphs, headings, items and rows are.
//!
//! It is not rendered. Its marks (`#`, `**`, `- `, `|`) are part of what the parser reads, so that
//! every span points at characters of the file itself.

use crate::block::{Block, BlockKind, Origin};
use crate::plain::Tables;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The paragraphs, headings, list items and table rows of a Markdown text.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut leaves = Leaves::default();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        leaves.take(text, event, range);
    }
    let (mut line, mut counted) = (1, 0);
    let mut tables = Tables::default();
    let mut blocks = Vec::new();
    for leaf in leaves.found {
        let Some(slice) = text.get(leaf.range.clone()) else {
            continue;
        };
        let end = leaf.range.start + slice.trim_end().len();
        let start = end - slice.trim_end().trim_start().len();
        line += u32::try_from(text[counted..start].matches('\n').count()).unwrap_or(u32::MAX);
        counted = start;
        if start == end {
            continue;
        }
        if leaf.head || leaf.kind != BlockKind::Row {
            tables.end();
        }
        let mut row = match leaf.kind {
            BlockKind::Row => tables.row(&text[start..end], start),
            _ => None,
        };
        if let Some(row) = &mut row {
            row.head = leaf.head;
        }
        blocks.push(Block {
            range: start..end,
            kind: leaf.kind,
            origin: Origin::Line(line),
            counted: None,
            level: leaf.level,
            bold: leaf.strong && !leaf.plain,
            row,
        });
    }
    blocks
}

/// The pieces of a text, as they are found.
#[derive(Debug, Default)]
struct Leaves {
    found: Vec<Leaf>,
    /// How many lists are open, and how many stretches of bold.
    lists: u8,
    strong: u32,
}

#[derive(Debug)]
struct Leaf {
    range: Range<usize>,
    kind: BlockKind,
    level: Option<u8>,
    /// Whether it is the head of a table.
    head: bool,
    /// Whether some of it is bold, and whether some is not.
    strong: bool,
    plain: bool,
}

impl Leaves {
    fn take(&mut self, text: &str, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::List(_)) => self.lists = self.lists.saturating_add(1),
            Event::End(TagEnd::List(_)) => self.lists = self.lists.saturating_sub(1),
            Event::Start(Tag::Strong) => self.strong += 1,
            Event::End(TagEnd::Strong) => self.strong = self.strong.saturating_sub(1),
            Event::Start(tag) => {
                if let Some(leaf) = self.leaf(&tag, range) {
                    self.add(text, leaf);
                }
            }
            Event::Text(content) | Event::Code(content) => {
                if let Some(leaf) = self.found.last_mut().filter(|_| !content.trim().is_empty()) {
                    leaf.strong |= self.strong > 0;
                    leaf.plain |= self.strong == 0;
                }
            }
            _ => {}
        }
    }

    fn leaf(&self, tag: &Tag<'_>, range: Range<usize>) -> Option<Leaf> {
        let (kind, level) = match tag {
            Tag::Heading { level, .. } => (BlockKind::Heading, Some(depth(*level))),
            Tag::TableHead | Tag::TableRow => (BlockKind::Row, None),
            Tag::FootnoteDefinition(_) => (BlockKind::Note, None),
            Tag::Item => (BlockKind::Item, Some(self.lists)),
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock => (BlockKind::Paragraph, None),
            _ => return None,
        };
        Some(Leaf {
            range,
            kind,
            level,
            head: matches!(tag, Tag::TableHead),
            strong: false,
            plain: false,
        })
    }

    /// Adds a leaf. An item or a note holds its paragraphs: the outer block gives way to the inner
    /// ones, and what stands before the first, its marker, is the first one's.
    fn add(&mut self, text: &str, mut leaf: Leaf) {
        let start = leaf.range.start;
        if let Some(outer) = self
            .found
            .last_mut()
            .filter(|outer| outer.range.end > start)
        {
            let first = text[outer.range.start..start].lines().count() <= 1;
            let inherits = match outer.kind {
                BlockKind::Note => true,
                BlockKind::Item => first && leaf.kind == BlockKind::Paragraph,
                _ => false,
            };
            if inherits {
                (leaf.kind, leaf.level) = (outer.kind, outer.level);
            }
            if first {
                leaf.range.start = outer.range.start;
                self.found.pop();
            } else {
                outer.range.end = start;
            }
        }
        self.found.push(leaf);
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Heading, Item, Paragraph, Row};

    #[test]
    fn markdown_is_cut_where_it_says() {
        let text = "# Plan\n\nTwo\nlines.\n\n1. One\n2. Two\n   - Sub\n\n| a | b |\n|---|---|\n| c | d |\n";
        let found = blocks(text);
        let slices: Vec<_> = found
            .iter()
            .map(|block| (&text[block.range.clone()], block.origin.to_string()))
            .collect();
        let expected = [
            ("# Plan", "line 1"),
            ("Two\nlines.", "line 3"),
            ("1. One", "line 6"),
            ("2. Two", "line 7"),
            ("- Sub", "line 8"),
            ("| a | b |", "line 10"),
            ("| c | d |", "line 12"),
        ];
        let expected: Vec<_> = expected.map(|(text, line)| (text, line.to_owned())).into();
        assert_eq!(slices, expected);
    }

    #[test]
    fn blocks_keep_what_markdown_says_of_them() {
        let text = "# Plan\n\n### **Aims**\n\n**Bold line**\n\n**Half** bold\n\n- One\n\n  More.\n  1. **Two**\n\n| a | b |\n|---|---|\n| c | |\n";
        let found = blocks(text);
        let said: Vec<_> = found
            .iter()
            .map(|block| (block.kind, block.level, block.bold))
            .collect();
        assert_eq!(
            said,
            [
                (Heading, Some(1), false),
                (Heading, Some(3), true),
                (Paragraph, None, true),
                (Paragraph, None, false),
                (Item, Some(1), false),
                (Paragraph, None, false),
                (Item, Some(2), true),
                (Row, None, false),
                (Row, None, false),
            ]
        );
        let rows: Vec<_> = found
            .iter()
            .filter_map(|block| block.row.as_ref())
            .collect();
        assert!(rows[0].head && !rows[1].head && rows[1].table == rows[0].table);
        assert_eq!(&text[rows[1].cells[0].range.clone()], "c");
        assert_eq!(rows[1].cells.len(), 2);
    }
}
