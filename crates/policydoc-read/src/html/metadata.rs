//! Tables of metadata: `索引号`, `发文机关`, `成文日期`, `发文字号`, as the sites of Chinese
//! governments print them above or beside a document.
//!
//! They are read from the whole page, as they seldom stand in its main part.

use super::path::Paths;
use super::tag::{Tag, tag};
use super::walk::text_of;
use crate::block::Origin;
use crate::builder::trim;
use dom_query::{Document, NodeId, NodeRef};
use std::collections::HashSet;
use std::sync::LazyLock;

/// A table of metadata.
pub(super) struct Table {
    /// The element that holds it; the text does not show it a second time.
    pub(super) node: NodeId,
    /// Its fields: label, value, and where they stand.
    pub(super) fields: Vec<(String, String, Origin)>,
}

/// No label or value is longer, in bytes.
const LONGEST: usize = 600;

/// The tables and lists of metadata of a page, in its order.
pub(super) fn tables(document: &Document, paths: &Paths) -> Vec<Table> {
    /// A page has few of them.
    const MOST: usize = 4;
    let mut found: Vec<Table> = Vec::new();
    let mut taken = HashSet::new();
    for node in document.select("table, ul, dl, div").nodes() {
        if found.len() == MOST {
            break;
        }
        let inside = node
            .ancestors_it(None)
            .any(|above| taken.contains(&above.id));
        if inside || holds_more(node) || !is_small(node) {
            continue;
        }
        let fields = fields(node, paths);
        let known = fields.iter().filter(|(_, value, _)| !value.is_empty());
        // Two known labels with values, and hardly anything else: neither a list of tasks with
        // their `责任单位` nor one of documents with a head of `标题` and `文号`.
        if known.count() >= 2 && fields.iter().filter(|field| field.0.is_empty()).count() <= 1 {
            taken.insert(node.id);
            let fields = fields.into_iter().filter(|(_, value, _)| !value.is_empty());
            found.push(Table {
                node: node.id,
                fields: fields.collect(),
            });
        }
    }
    found
}

/// Whether an element holds tables or lists itself, so that those are looked at instead.
fn holds_more(node: &NodeRef<'_>) -> bool {
    node.descendants_it()
        .any(|inner| inner.has_name("table") || inner.has_name("ul") || inner.has_name("dl"))
}

/// Whether an element is small enough for metadata: a page has many elements that hold all of it.
fn is_small(node: &NodeRef<'_>) -> bool {
    /// No table of metadata has more nodes.
    const NODES: usize = 400;
    node.descendants_it().nth(NODES).is_none()
}

/// The cells of an element: of a table, of a list, or the lines of a `<div>`.
fn cells<'d>(container: &NodeRef<'d>) -> Vec<NodeRef<'d>> {
    let is_cell = |node: &NodeRef<'_>| {
        matches!(tag(node), Tag::Cell | Tag::Item) || node.has_name("dt") || node.has_name("dd")
    };
    let is_line = |node: &NodeRef<'_>| {
        let holds_others = |inner: NodeRef<'_>| {
            let tag = tag(&inner);
            matches!(tag, Tag::Block | Tag::Heading | Tag::Row) || is_cell(&inner)
        };
        let leaf = || !node.descendants_it().any(holds_others);
        let above = || {
            let mut above = node
                .ancestors_it(None)
                .take_while(|above| above.id != container.id);
            above.any(|above| is_cell(&above))
        };
        tag(node) == Tag::Block && leaf() && !above()
    };
    container
        .descendants_it()
        .filter(|node| is_cell(node) || is_line(node))
        .collect()
}

/// The fields of a table or list, known or not.
fn fields(node: &NodeRef<'_>, paths: &Paths) -> Vec<(String, String, Origin)> {
    let cells = cells(node);
    let texts: Vec<String> = cells.iter().map(text_of).collect();
    // Nothing may be lost: a title above the lines is no metadata.
    let visible = |node: &NodeRef<'_>| {
        let text = node.text();
        text.chars().filter(|ch| !ch.is_whitespace()).count()
    };
    if cells.iter().map(visible).sum::<usize>() < visible(node) {
        return Vec::new();
    }
    let mut fields = Vec::new();
    let mut at = 0;
    while let Some(text) = texts.get(at) {
        let cell = &cells[at];
        let origin = || Origin::Element(paths.of(cell));
        let beside = cells
            .get(at + 1)
            .is_some_and(|next| next.parent().map(|row| row.id) == cell.parent().map(|row| row.id));
        let value = texts
            .get(at + 1)
            .filter(|_| beside)
            .map(|value| trim(value));
        at += 1;
        if text.len() > LONGEST {
            return Vec::new();
        }
        // `<td>发文字号：</td><td>国发〔2019〕3号</td>`
        if let Some(label) = label_alone(text) {
            let value =
                value.filter(|value| value.len() <= LONGEST && label_alone(value).is_none());
            fields.push((label, value.unwrap_or_default().to_owned(), origin()));
            at += usize::from(value.is_some());
        // `<td>发文字号：国发〔2019〕3号</td>`
        } else if let Some((label, value)) = split(text) {
            fields.push((label, value, origin()));
        } else if !trim(text).is_empty() {
            fields.push((String::new(), String::new(), origin()));
        }
    }
    fields
}

/// The label of a cell that holds nothing else: `索 引 号：`, `[发文字号]`.
fn label_alone(text: &str) -> Option<String> {
    let bare = trim(text);
    let bare = bare.strip_prefix(['[', '【']).unwrap_or(bare);
    let bare = bare.trim_end_matches(['：', ':', ']', '】']);
    let label = squeezed(bare);
    is_label(&label).then_some(label)
}

/// The label and the value of a cell that holds both.
fn split(text: &str) -> Option<(String, String)> {
    let bare = trim(text);
    let bare = bare.strip_prefix(['[', '【']).unwrap_or(bare);
    let at = bare.find(['：', ':', ']', '】'])?;
    let label = squeezed(&bare[..at]);
    let value = bare[at..].trim_start_matches(['：', ':', ']', '】']);
    is_label(&label).then(|| (label, trim(value).to_owned()))
}

fn squeezed(label: &str) -> String {
    label.chars().filter(|ch| !ch.is_whitespace()).collect()
}

fn is_label(label: &str) -> bool {
    static LABELS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        include_str!("../../data/metadata-labels.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect()
    });
    LABELS.contains(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Vec<(String, String)> {
        let document = Document::from(html);
        let tables = tables(&document, &Paths::of_document(&document));
        let fields = tables.into_iter().flat_map(|table| table.fields);
        fields.map(|(label, value, _)| (label, value)).collect()
    }

    fn pair(label: &str, value: &str) -> (String, String) {
        (label.to_owned(), value.to_owned())
    }

    #[test]
    fn labels_and_values_stand_in_cells_side_by_side() {
        let html = "<table><tr><td><b>索 引 号：</b><td>0001/2019<td>主题词：<td></tr>\
            <tr><td>发文字号<td>青政发〔2019〕3号</table>";
        let expected = [
            pair("索引号", "0001/2019"),
            pair("发文字号", "青政发〔2019〕3号"),
        ];
        assert_eq!(read(html), expected);
    }

    #[test]
    fn labels_and_values_stand_in_one_cell_or_item() {
        let html = "<ul><li><b>索引号：</b>0001/2019</li><li>[成文日期] 2019-03-04</li></ul>";
        assert_eq!(
            read(html),
            [pair("索引号", "0001/2019"), pair("成文日期", "2019-03-04")]
        );
    }

    #[test]
    fn labels_and_values_stand_in_lines() {
        let html = "<div><div><p><b>索引号：</b><span>0001/2019</span></p><p>发文字号：青政发〔2019〕3号</p></div></div>";
        let expected = [
            pair("索引号", "0001/2019"),
            pair("发文字号", "青政发〔2019〕3号"),
        ];
        assert_eq!(read(html), expected);
        let html = "<div><div><div>索引号</div><div>0001/2019</div></div><div><div>文号</div><div>3号</div></div></div>";
        assert_eq!(
            read(html),
            [pair("索引号", "0001/2019"), pair("文号", "3号")]
        );
    }

    #[test]
    fn a_table_of_tasks_is_none() {
        let html = "<table><tr><td>任务<td>责任单位<tr><td>修渠<td>水利局\
            <tr><td>名称<td>修路</table>";
        assert_eq!(read(html), []);
        assert_eq!(read("<ul><li>首页</li><li>标题：新闻</li></ul>"), []);
    }
}
