//! Word documents (Office Open XML): paragraphs as the reader of the file sees them, with the
//! numbers that Word counts and tracked changes accepted. Headers and footers are left out but
//! for lines that the front matter can be read from.

mod body; // from the elements of the text to blocks
mod numbering; // the numbers of automatic lists
mod package; // the parts in the archive
mod run; // the characters of a paragraph
mod styles; // what styles say of numbers and headings
mod table; // tables as rows

use crate::builder::{Builder, trim};
use crate::error::{Error, ErrorCode};
use crate::margin::Margin;
use crate::options::Options;
use crate::text::{Warning, WarningCode};
use crate::xml;
use body::Body;
use numbering::Numbering;
use package::Package;
use styles::Styles;

/// A Word document as text.
pub(crate) struct Docx {
    pub(crate) builder: Builder,
    /// What its properties give as its title.
    pub(crate) title: Option<String>,
    pub(crate) warnings: Vec<Warning>,
}

/// Reads a Word document.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Docx, Error> {
    let limits = &options.limits;
    let mut package = Package::open(bytes, limits)?;
    let mut warnings = Vec::new();
    let main = package.main()?;
    let title = package.title();
    let styles = optional(package.related("styles"), "the styles", &mut warnings)?;
    let numbering = optional(
        package.related("numbering"),
        "the numbers of lists",
        &mut warnings,
    )?;
    let footnotes = optional(package.related("footnotes"), "the footnotes", &mut warnings)?;
    let endnotes = optional(package.related("endnotes"), "the endnotes", &mut warnings)?;

    let mut look = Styles::default();
    let mut lists = Numbering::default();
    if let Some(part) = parsed(styles.as_deref(), limits, "the styles", &mut warnings)? {
        look = Styles::read(&part);
    }
    if let Some(part) = parsed(
        numbering.as_deref(),
        limits,
        "the numbers of lists",
        &mut warnings,
    )? {
        lists = Numbering::read(&part, &look);
    }
    let footnotes = parsed(footnotes.as_deref(), limits, "the footnotes", &mut warnings)?;
    let endnotes = parsed(endnotes.as_deref(), limits, "the endnotes", &mut warnings)?;
    let margins = margins(&mut package, limits, &mut warnings)?;
    let main = xml::parse(&main, limits)?;
    let mut body = Body::new(&look, lists);
    body.document(&main)?;
    for notes in [&footnotes, &endnotes].into_iter().flatten() {
        body.notes(notes)?;
    }
    let mut lines = Vec::new();
    for part in &margins {
        lines.extend(body.lines(&xml::parse(part, limits)?)?);
    }
    let margin = Margin::of(&lines, &body.out.text);
    warnings.extend(body.warnings);
    warnings.extend(margin.warning());
    let mut builder = body.out;
    builder.put_around(&margin.before, &margin.after);
    Ok(Docx {
        builder,
        title: title.filter(|title| !trim(title).is_empty()),
        warnings,
    })
}

/// The parts that are headers and footers, those of the first page first.
fn margins(
    package: &mut Package<'_>,
    limits: &crate::Limits,
    warnings: &mut Vec<Warning>,
) -> Result<Vec<String>, Error> {
    let mut margins = Vec::new();
    for (kind, what) in [("header", "a header"), ("footer", "a footer")] {
        for part in package.all_related(kind) {
            let part = part.and_then(|part| xml::parse(&part, limits).map(|_| part.clone()));
            margins.extend(spare(part, what, warnings)?);
        }
    }
    Ok(margins)
}

/// A part that a document can do without: where it is damaged, the text is read without it.
fn optional(
    part: Result<Option<String>, Error>,
    what: &str,
    warnings: &mut Vec<Warning>,
) -> Result<Option<String>, Error> {
    spare(part, what, warnings).map(Option::flatten)
}

fn parsed<'a>(
    part: Option<&'a str>,
    limits: &crate::Limits,
    what: &str,
    warnings: &mut Vec<Warning>,
) -> Result<Option<roxmltree::Document<'a>>, Error> {
    let parsed = part.map(|part| xml::parse(part, limits)).transpose();
    spare(parsed, what, warnings).map(Option::flatten)
}

fn spare<T>(
    part: Result<T, Error>,
    what: &str,
    warnings: &mut Vec<Warning>,
) -> Result<Option<T>, Error> {
    match part {
        Ok(part) => Ok(Some(part)),
        Err(error) if error.code == ErrorCode::Damaged => {
            warnings.push(Warning::new(
                WarningCode::MissingPart,
                format!("{what} could not be read: {}", error.cause),
            ));
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
