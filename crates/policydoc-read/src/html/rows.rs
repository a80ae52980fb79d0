//! The rows of a table of data, each with a cell for every column.

use super::tag::{Tag, tag};
use super::walk::text_of;
use crate::builder::Column;
use dom_query::NodeRef;

/// A row of a table.
pub(super) struct Row<'d> {
    pub(super) node: NodeRef<'d>,
    pub(super) columns: Vec<Column>,
    /// Whether it is one of the table's heads.
    pub(super) head: bool,
}

/// The rows of a table, in order.
pub(super) fn rows<'d>(table: &NodeRef<'d>) -> impl Iterator<Item = Row<'d>> {
    let mut spans = Spans::default();
    let rows = table.descendants_it().filter(|node| tag(node) == Tag::Row);
    rows.map(move |node| {
        let mut columns = Vec::new();
        let (mut named, mut all) = (0_usize, 0_usize);
        for cell in node
            .children_it(false)
            .filter(|cell| tag(cell) == Tag::Cell)
        {
            spans.skip(&mut columns);
            columns.push(Column::from(text_of(&cell)));
            spans.open(&cell, &mut columns);
            all += 1;
            named += usize::from(cell.has_name("th"));
        }
        spans.skip(&mut columns);
        let in_head = node.parent().is_some_and(|above| above.has_name("thead"));
        Row {
            node,
            columns,
            head: in_head || (all > 0 && named == all),
        }
    })
}

/// The cells that reach down into the rows below: for each column, into how many, and what they
/// say there again.
#[derive(Debug, Default)]
struct Spans(Vec<(u32, Column)>);

impl Spans {
    /// Fills in what cells of rows above reach into.
    fn skip(&mut self, columns: &mut Vec<Column>) {
        while let Some((rows, column)) = self.0.get_mut(columns.len()).filter(|(rows, _)| *rows > 0)
        {
            *rows -= 1;
            columns.push(column.clone());
        }
    }

    /// Adds what the cell that came last reaches into.
    fn open(&mut self, cell: &NodeRef<'_>, columns: &mut Vec<Column>) {
        /// No table has more columns, or rows for one cell.
        const MOST: u32 = 64;
        let span = |name: &str| {
            let span = cell
                .attr(name)
                .and_then(|span| span.trim().parse::<u32>().ok());
            span.unwrap_or(1).clamp(1, MOST)
        };
        let (across, down) = (span("colspan"), span("rowspan"));
        let first = columns.len() - 1;
        columns.extend((1..across).map(|_| Column::spanned()));
        if down > 1 {
            let reach = self.0.len().max(columns.len());
            self.0.resize(reach, (0, Column::default()));
            for (at, column) in columns.iter().enumerate().skip(first) {
                let repeated = Column {
                    repeated: true,
                    ..column.clone()
                };
                self.0[at] = (down - 1, repeated);
            }
        }
    }
}
