//! Plain text and Markdown: the text is the file's own, character for character.
//!
//! Markdown is not rendered. Its marks (`#`, `**`, `- `, `|`) are part of what the parser reads,
//! so that every span points at characters of the file itself.

use crate::text::{Block, BlockKind, Origin};

/// The lines of a plain text that are not blank, one block each.
pub(crate) fn lines(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for (at, line) in (1..).zip(text.split_inclusive('\n')) {
        let trimmed = line.trim_end();
        let indent = trimmed.len() - trimmed.trim_start().len();
        if !trimmed.is_empty() {
            blocks.push(Block {
                range: start + indent..start + trimmed.len(),
                kind: if trimmed.trim_start().starts_with('|') {
                    BlockKind::Row
                } else {
                    BlockKind::Paragraph
                },
                origin: Origin::Line(at),
                counted: None,
            });
        }
        start += line.len();
    }
    blocks
}

/// The paragraphs, headings, list items and table rows of a Markdown text.
#[cfg(feature = "markdown")]
pub(crate) fn markdown(text: &str) -> Vec<Block> {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    use std::ops::Range;

    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut leaves: Vec<(Range<usize>, BlockKind)> = Vec::new();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let kind = match event {
            Event::Start(Tag::Heading { .. }) => BlockKind::Heading,
            Event::Start(Tag::TableHead | Tag::TableRow) => BlockKind::Row,
            Event::Start(Tag::FootnoteDefinition(_)) => BlockKind::Note,
            Event::Start(Tag::Paragraph | Tag::Item | Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                BlockKind::Paragraph
            }
            _ => continue,
        };
        // An item or a note holds its paragraphs: the outer block gives way to the inner ones,
        // and keeps what stands before them, its marker.
        match leaves.last_mut() {
            Some((outer, outer_kind)) if outer.end > range.start => {
                let marker = outer.start;
                let kind = if *outer_kind == BlockKind::Note {
                    BlockKind::Note
                } else {
                    kind
                };
                let first = text[marker..range.start].lines().count() <= 1;
                let start = if first { marker } else { range.start };
                if first {
                    leaves.pop();
                } else {
                    outer.end = range.start;
                }
                leaves.push((start..range.end, kind));
            }
            _ => leaves.push((range, kind)),
        }
    }
    let (mut line, mut counted) = (1, 0);
    leaves
        .into_iter()
        .filter_map(|(range, kind)| {
            let slice = text.get(range.clone())?;
            let end = range.start + slice.trim_end().len();
            let start = end - slice.trim_end().trim_start().len();
            line += u32::try_from(text[counted..start].matches('\n').count()).unwrap_or(u32::MAX);
            counted = start;
            (start < end).then_some(Block {
                range: start..end,
                kind,
                origin: Origin::Line(line),
                counted: None,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_block_wherever_it_ends() {
        let text = "Aims\r\n\r\n  1. We plan.\r\n| a | b |";
        let blocks = lines(text);
        let slices: Vec<_> = blocks
            .iter()
            .map(|block| &text[block.range.clone()])
            .collect();
        assert_eq!(slices, ["Aims", "1. We plan.", "| a | b |"]);
        assert_eq!(blocks[1].origin, Origin::Line(3));
        assert_eq!(blocks[2].kind, BlockKind::Row);
    }

    #[cfg(feature = "markdown")]
    #[test]
    fn markdown_is_cut_where_it_says() {
        let text = "# Plan\n\nTwo\nlines.\n\n1. One\n2. Two\n   - Sub\n\n| a | b |\n|---|---|\n| c | d |\n";
        let blocks = markdown(text);
        let slices: Vec<_> = blocks
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
}
