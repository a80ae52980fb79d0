//! The blocks of the body: provisions with their headings, texts and responsibilities, and the
//! paragraphs and tables between them.

use crate::document::{BlockKind, NO_PARENT, Node, index};
use crate::heading::{self, Habits};
use crate::marker::Style;
use crate::outline::Outline;
use crate::own::Owns;
use crate::phases::Phases;
use crate::script::is_blank;
use crate::span::Span;
use crate::statement::Statement;

/// The nodes of the body, in document order, and for each provision its node.
pub(crate) struct Body {
    pub(crate) nodes: Vec<Node>,
    pub(crate) node_of: Vec<u32>,
}

/// What a stretch of text holds besides responsibilities.
#[derive(Clone, Copy)]
struct Piece {
    span: Span,
    row: bool,
}

/// Builds the nodes.
pub(crate) fn body(phases: &Phases<'_>) -> Body {
    let Phases {
        text,
        language,
        candidates,
        outline,
        owns,
        statements,
        ..
    } = phases;
    let pieces = pieces(text, owns, statements);
    let inner = inner(outline);
    let mut habits = Habits::new();
    for (at, provision) in outline.provisions.iter().enumerate() {
        if let Some(first) = pieces[at].first() {
            let more = inner[at] || pieces[at].iter().skip(1).any(|piece| !piece.row);
            habits.count(provision.style, first.span.slice(text), more);
        }
    }
    let mut builder = Builder {
        text,
        nodes: Vec::with_capacity(owns.stretches.len() + outline.provisions.len()),
        node_of: Vec::with_capacity(outline.provisions.len()),
    };
    let before: Vec<Piece> = owns.before.clone().map(|at| piece(owns, at)).collect();
    builder.texts(&before, NO_PARENT);
    let hoisted: std::collections::HashSet<Option<u32>> = statements
        .iter()
        .map(|statement| statement.hoisted_from)
        .collect();
    let mut spans = Vec::new();
    for (at, provision) in outline.provisions.iter().enumerate() {
        let own = &pieces[at];
        let texts = own.iter().take_while(|piece| !piece.row);
        spans.clear();
        spans.extend(texts.take(2).map(|piece| piece.span));
        let more = inner[at] || own.iter().skip(1).any(|piece| !piece.row);
        let split = heading::split(
            text,
            *language,
            provision.style,
            &spans,
            heading::Follows {
                anything: more,
                provisions: inner[at],
            },
            &habits,
        );
        let parent = provision
            .parent
            .map_or(NO_PARENT, |parent| builder.node_of[parent as usize]);
        let marker = candidates[provision.candidate as usize].span;
        let text_end = own.last().map_or(marker, |last| last.span);
        let node = builder.push(Node {
            kind: BlockKind::Section,
            marker,
            style: provision.style,
            number: Some(provision.number),
            heading: split.heading,
            text: split.text,
            ..plain(Span::new(owns.starts[at], text_end.end()), parent)
        });
        builder.node_of.push(node);
        builder.texts(&own[split.used.min(own.len())..], node);
        // What belongs to the provision without being text: its responsibilities.
        let end = owns.of[at]
            .clone()
            .last()
            .map_or(marker, |last| owns.stretches[last]);
        if !hoisted.contains(&Some(crate::document::index(at))) {
            builder.reach(node, end);
        }
    }
    for statement in statements
        .iter()
        .filter(|statement| statement.hoisted_from.is_some())
    {
        let node = builder.node_of[statement.provision as usize];
        builder.reach(node, statement.span);
    }
    builder.close();
    Body {
        nodes: builder.nodes,
        node_of: builder.node_of,
    }
}

fn piece(owns: &Owns, at: usize) -> Piece {
    Piece {
        span: owns.stretches[at],
        row: owns.rows[at],
    }
}

/// The stretches of each provision without its statements. Punctuation that is left between a
/// statement and the end of its stretch is no piece.
fn pieces(text: &str, owns: &Owns, statements: &[Statement]) -> Vec<Vec<Piece>> {
    let mut statements = statements.iter().map(|statement| statement.span).peekable();
    owns.of
        .iter()
        .map(|range| {
            let mut pieces = Vec::with_capacity(range.len());
            for at in range.clone() {
                let Piece { span, row } = piece(owns, at);
                let mut from = span.start();
                let mut cut = false;
                while let Some(statement) = statements.peek().copied() {
                    if statement.start() >= span.end() {
                        break;
                    }
                    cut = true;
                    if statement.start() > from {
                        add(
                            text,
                            Span::new(from, statement.start()),
                            row,
                            cut,
                            &mut pieces,
                        );
                    }
                    from = from.max(statement.end());
                    if statement.end() > span.end() {
                        break; // it goes on in the next stretch
                    }
                    statements.next();
                }
                if from < span.end() {
                    add(text, Span::new(from, span.end()), row, cut, &mut pieces);
                }
            }
            pieces
        })
        .collect()
}

fn add(text: &str, span: Span, row: bool, cut: bool, pieces: &mut Vec<Piece>) {
    let span = span.trim(text);
    let leftover = cut && !span.slice(text).contains(char::is_alphanumeric);
    if !span.is_empty() && !leftover {
        pieces.push(Piece { span, row });
    }
}

/// For each provision, whether others lie inside.
fn inner(outline: &Outline) -> Vec<bool> {
    let mut inner = vec![false; outline.provisions.len()];
    for provision in &outline.provisions {
        if let Some(parent) = provision.parent {
            inner[parent as usize] = true;
        }
    }
    inner
}

/// A node without number and content.
fn plain(span: Span, parent: u32) -> Node {
    Node {
        kind: BlockKind::Paragraph,
        parent,
        end: 0,
        span,
        marker: Span::default(),
        style: Style::NONE,
        number: None,
        repeat: 0,
        heading: Span::default(),
        text: Span::default(),
        responsibilities: 0..0,
        inherited: 0..0,
    }
}

/// Whether nothing visible stands between two spans.
fn follows(text: &str, span: Span, next: Span) -> bool {
    let between = Span::new(span.end(), next.start());
    between.slice(text).chars().all(is_blank)
}

struct Builder<'t> {
    text: &'t str,
    nodes: Vec<Node>,
    node_of: Vec<u32>,
}

impl Builder<'_> {
    fn push(&mut self, node: Node) -> u32 {
        let at = index(self.nodes.len());
        self.nodes.push(Node {
            end: at + 1,
            ..node
        });
        at
    }

    /// Paragraphs, and rows that follow one another as one table: the foot of a page between two
    /// rows is no part of it.
    fn texts(&mut self, pieces: &[Piece], parent: u32) {
        let mut table = false;
        for piece in pieces {
            match self.nodes.last_mut() {
                Some(last) if piece.row && table && follows(self.text, last.span, piece.span) => {
                    last.span = last.span.cover(piece.span);
                }
                _ => {
                    let kind = if piece.row {
                        BlockKind::Table
                    } else {
                        BlockKind::Paragraph
                    };
                    self.push(Node {
                        kind,
                        ..plain(piece.span, parent)
                    });
                }
            }
            table = piece.row;
        }
    }

    fn reach(&mut self, node: u32, span: Span) {
        let node = &mut self.nodes[node as usize];
        node.span = node.span.cover(span);
    }

    /// Gives each node its end and its span, those of the innermost first.
    fn close(&mut self) {
        for at in (0..self.nodes.len()).rev() {
            let Node {
                parent, end, span, ..
            } = self.nodes[at];
            if parent != NO_PARENT {
                let parent = &mut self.nodes[parent as usize];
                parent.end = parent.end.max(end);
                parent.span = parent.span.cover(span);
            }
        }
        self.count_repeats();
    }

    /// Numbers that stand again under the same parent are told apart.
    fn count_repeats(&mut self) {
        let mut seen: std::collections::HashMap<(u32, u32), u32> = std::collections::HashMap::new();
        for node in &mut self.nodes {
            if let Some(number) = node.number {
                let count = seen.entry((node.parent, number)).or_default();
                node.repeat = *count;
                *count += 1;
            }
        }
    }
}
