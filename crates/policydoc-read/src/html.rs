//! Web pages: the document, not the site around it.

mod content; // where on a page its document is
mod inline; // characters as a browser shows them
mod list; // the numbers of lists
mod metadata; // tables of metadata
mod parse; // a page as a tree
mod path; // where an element stands
mod rows; // the rows of tables
mod tag; // what elements mean for the text
mod walk; // from the tree to the text

use crate::builder::{Builder, trim};
use crate::error::Error;
use crate::options::Options;

/// A page as text.
pub(crate) struct Page {
    pub(crate) builder: Builder,
    /// What `<title>` says.
    pub(crate) title: Option<String>,
}

/// Reads a page.
pub(crate) fn read(html: &str, options: &Options) -> Result<Page, Error> {
    let document = parse::parse(html, &options.limits)?;
    let title = document.select_single("head title").text();
    let title: String = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let paths = path::Paths::of_document(&document);
    let tables = metadata::tables(&document, &paths);
    let content = content::find(&document, options.whole_page);
    let mut builder = Builder::default();
    for table in &tables {
        for (label, value, path) in &table.fields {
            builder.field(label, value, || path.clone());
        }
    }
    walk::walk(&document, &content, &tables, &paths, &mut builder);
    Ok(Page {
        builder,
        title: (!trim(&title).is_empty()).then_some(title),
    })
}
