//! `OpenDocument`: text documents, with the numbers that their lists count, and workbooks.

mod list; // the numbers of lists
mod styles; // what styles say
mod table; // the cells of tables
mod walk; // from the elements of the text to blocks

use crate::archive::Archive;
use crate::builder::{Builder, trim};
use crate::error::{Error, ErrorCode};
use crate::margin::Margin;
use crate::options::Options;
use crate::sheet;
use crate::text::Warning;
use crate::xml::{self, child, is};
use roxmltree::Node;
use std::io::Cursor;
use styles::Styles;
use walk::Walk;

/// An `OpenDocument` file as text.
pub(crate) struct Odf {
    pub(crate) builder: Builder,
    /// What its properties give as its title.
    pub(crate) title: Option<String>,
    pub(crate) warnings: Vec<Warning>,
}

/// Reads a text document.
pub(crate) fn text(bytes: &[u8], options: &Options) -> Result<Odf, Error> {
    let parts = Parts::of(bytes, options)?;
    let content = xml::parse(&parts.content, &options.limits)?;
    let shared = parts.styles.as_deref();
    let shared = shared
        .map(|part| xml::parse(part, &options.limits))
        .transpose()?;
    let roots = [shared.as_ref(), Some(&content)];
    let roots: Vec<Node<'_, '_>> = roots
        .into_iter()
        .flatten()
        .map(|part| part.root_element())
        .collect();
    let styles = Styles::of(&roots);
    let mut walk = Walk::new(&styles);
    walk.blocks(body(&content, "text")?, 0)?;
    let notes = std::mem::take(&mut walk.notes);
    for (note, number) in notes.into_iter().zip(1..) {
        walk.note(note, number)?;
    }
    let lines = match roots.first().filter(|_| shared.is_some()) {
        Some(root) => walk.margins(*root)?,
        None => Vec::new(),
    };
    let mut builder = walk.out;
    let margin = Margin::of(&lines, &builder.text);
    builder.put_around(&margin.before, &margin.after);
    Ok(Odf {
        builder,
        title: parts.title,
        warnings: margin.warning().into_iter().collect(),
    })
}

/// Reads a workbook.
pub(crate) fn workbook(bytes: &[u8], options: &Options) -> Result<Odf, Error> {
    let parts = Parts::of(bytes, options)?;
    let content = xml::parse(&parts.content, &options.limits)?;
    let styles = Styles::of(&[content.root_element()]);
    let mut walk = Walk::new(&styles);
    let (sheets, warning) =
        table::sheets(&mut walk, body(&content, "spreadsheet")?, &options.limits)?;
    let mut builder = Builder::default();
    sheet::write(&sheets, &options.limits, &mut builder)?;
    Ok(Odf {
        builder,
        title: parts.title,
        warnings: warning.into_iter().collect(),
    })
}

/// The parts of a file that are read.
struct Parts {
    content: String,
    styles: Option<String>,
    title: Option<String>,
}

impl Parts {
    fn of(bytes: &[u8], options: &Options) -> Result<Self, Error> {
        let mut archive = Archive::open(bytes, &options.limits)?;
        let optional = |archive: &mut Archive<'_, Cursor<&[u8]>>, name: &str| {
            let part = archive.holds(name).then(|| archive.part(name));
            part.map(|part| part.and_then(xml::decode)).transpose()
        };
        let manifest = optional(&mut archive, "META-INF/manifest.xml")?;
        if manifest.is_some_and(|manifest| manifest.contains("encryption-data")) {
            let cause = "the file is protected by a password";
            return Err(Error::new(ErrorCode::Encrypted, cause));
        }
        let title = optional(&mut archive, "meta.xml")?.and_then(|meta| {
            let meta = xml::parse(&meta, &options.limits).ok()?;
            let title = meta.descendants().find(|node| is(*node, "title"))?;
            title.text().map(str::to_owned)
        });
        Ok(Self {
            styles: optional(&mut archive, "styles.xml")?,
            content: xml::decode(archive.part("content.xml")?)?,
            title: title.filter(|title| !trim(title).is_empty()),
        })
    }
}

/// The element that holds the text or the sheets.
fn body<'a, 'i>(content: &'a roxmltree::Document<'i>, kind: &str) -> Result<Node<'a, 'i>, Error> {
    let body = child(content.root_element(), "body").and_then(|body| child(body, kind));
    body.ok_or_else(|| Error::new(ErrorCode::Damaged, format!("it holds no {kind}")))
}
