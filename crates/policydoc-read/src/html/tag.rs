//! What the elements of a page mean for its text.

use dom_query::NodeRef;

/// What an element is for the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// Stands in a line: `<span>`, `<b>`, `<a>`, and all that is not known.
    Inline,
    /// Begins and ends a paragraph: `<p>`, `<div>`.
    Block,
    /// `<h1>` to `<h6>`.
    Heading,
    /// `<br>`.
    Break,
    /// `<ol>` or `<ul>`.
    List,
    /// `<li>`.
    Item,
    /// `<table>`.
    Table,
    /// `<tr>`.
    Row,
    /// `<td>` or `<th>`.
    Cell,
    /// `<pre>`, whose line ends count.
    Verbatim,
    /// `<sup>`.
    Raised,
    /// Belongs to the site where it does not stand in the document: `<nav>`, `<aside>`,
    /// `<footer>`.
    Site,
    /// What is not shown, or is no text of a document: `<script>`, `<button>`.
    Skipped,
}

/// What an element is for the text.
pub(super) fn tag(node: &NodeRef<'_>) -> Tag {
    let Some(element) = node.element_ref() else {
        return Tag::Inline;
    };
    match &*element.name.local {
        "p" | "div" | "section" | "article" | "main" | "body" | "html" | "header" | "address"
        | "blockquote" | "center" | "dd" | "details" | "dl" | "dt" | "fieldset" | "figcaption"
        | "figure" | "hgroup" | "hr" | "legend" | "summary" | "caption" | "tbody" | "thead"
        | "tfoot" | "form" | "multicol" => Tag::Block,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Tag::Heading,
        "br" => Tag::Break,
        "ol" | "ul" | "menu" | "dir" => Tag::List,
        "li" => Tag::Item,
        "table" => Tag::Table,
        "tr" => Tag::Row,
        "td" | "th" => Tag::Cell,
        "pre" | "xmp" | "listing" | "plaintext" => Tag::Verbatim,
        "sup" => Tag::Raised,
        "nav" | "aside" | "footer" => Tag::Site,
        "head" | "script" | "style" | "template" | "noscript" | "button" | "select" | "input"
        | "textarea" | "iframe" | "object" | "embed" | "applet" | "svg" | "canvas" | "audio"
        | "video" | "map" | "dialog" | "datalist" | "img" => Tag::Skipped,
        _ => Tag::Inline,
    }
}

/// Whether an element is not shown.
pub(super) fn is_hidden(node: &NodeRef<'_>) -> bool {
    if node.has_attr("hidden") {
        return true;
    }
    node.attr("style")
        .is_some_and(|style| declared(&style, "display").is_some_and(|value| value == "none"))
}

/// The level of a heading: 2 for `<h2>`.
pub(super) fn heading_level(node: &NodeRef<'_>) -> u8 {
    let name = node.node_name();
    let level = name.and_then(|name| name.strip_prefix('h')?.parse().ok());
    level.unwrap_or(1)
}

/// Whether an element makes its text bold.
pub(super) fn is_bold(node: &NodeRef<'_>) -> bool {
    let weight = node
        .attr("style")
        .and_then(|style| declared(&style, "font-weight"));
    match weight {
        Some(weight) => {
            weight.starts_with("bold") || weight.parse().is_ok_and(|weight: u32| weight >= 600)
        }
        None => node.has_name("b") || node.has_name("strong"),
    }
}

/// What a `style` attribute declares for a property, in lower case.
pub(super) fn declared(style: &str, property: &str) -> Option<String> {
    style
        .split(';')
        .filter_map(|declaration| declaration.split_once(':'))
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case(property))
        .map(|(_, value)| value.trim().to_ascii_lowercase())
        .next_back()
}

/// Whether a table holds data in its cells, and is not there to place parts of the page.
///
/// A layout table has a table inside, one column or one row, or cells that hold headings or a page
/// of text. Web sites before 2010 set whole documents in one cell of such a table.
pub(super) fn is_data(table: &NodeRef<'_>) -> bool {
    /// A cell with more paragraphs is a page of text.
    const PARAGRAPHS: usize = 12;
    /// And so is one with more text, in bytes.
    const TEXT: usize = 6_000;
    let (mut rows, mut columns, mut cells) = (0_usize, 0_usize, 0_usize);
    let (mut paragraphs, mut text) = (0_usize, 0_usize);
    let mut filled = false;
    let mut most = 0_usize;
    for node in table.descendants_it() {
        match tag(&node) {
            Tag::Table => return false,
            Tag::Row => {
                rows += 1;
                most = most.max(columns);
                columns = 0;
            }
            Tag::Cell => {
                cells += 1;
                columns += 1;
                (paragraphs, text) = (0, 0);
            }
            Tag::Block if node.has_name("p") || node.has_name("div") => {
                paragraphs += 1;
                if paragraphs > PARAGRAPHS {
                    return false;
                }
            }
            Tag::Heading if cells > 0 && !node.has_name("h6") => return false,
            _ if node.is_text() => {
                filled |= node.is_nonempty_text();
                text += node.text().trim().len();
                if text > TEXT {
                    return false;
                }
            }
            _ => {}
        }
    }
    most = most.max(columns);
    filled && rows >= 2 && most >= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    #[test]
    fn tables_of_data_are_told_from_tables_of_layout() {
        let data = |html: &str| is_data(&Document::from(html).select_single("table").nodes()[0]);
        assert!(data("<table><tr><td>a<td>b<tr><td>c<td>d</table>"));
        assert!(data(
            "<table><tr><th><p>a</p><p>b</p></th><td>b</td></tr><tr><td>c<td>d</table>"
        ));
        assert!(!data("<table><tr><td>a<td>b</table>"));
        let long = "text ".repeat(2_000);
        assert!(!data(&format!(
            "<table><tr><td>{long}<td>b<tr><td>c<td>d</table>"
        )));
        assert!(!data(
            "<table><tr><td><table><tr><td>a<td>b</table><td>x</table>"
        ));
        assert!(!data(
            "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>"
        ));
        let page = "<p>text</p>".repeat(20);
        assert!(!data(&format!(
            "<table><tr><td>{page}</td><td>x</td></tr></table>"
        )));
    }

    #[test]
    fn the_last_declaration_holds() {
        let style = "display:block; DISPLAY : None";
        assert_eq!(declared(style, "display").as_deref(), Some("none"));
        assert_eq!(declared(style, "play"), None);
    }
}
