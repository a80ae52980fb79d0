//! The table `documents`.

use super::{File, SEVERAL, join, lines, unnumbered};
use crate::column::{Text, columns};
use policydoc::{BlockKind, Date, Document, FrontMatter, Issuer, Quote, Span};

/// A document, or a file that could not be read.
pub(crate) struct Row<'d> {
    key: &'d str,
    read: Result<Read<'d>, &'d str>,
}

/// A document and what of it was counted.
struct Read<'d> {
    file: &'d File<'d>,
    sections: usize,
    tasks: usize,
    items: usize,
    mentions: usize,
}

columns! {
    row: Row<'_>;
    /// The document's key: the path or name it was read from, or its `sha256` where it has none.
    "document": &str = row.key;
    /// Why the file could not be read; null where it was. All other cells of such a row are null
    /// or 0.
    "error": Option<&str> = row.read.as_ref().err().copied();
    /// The file's name without folders.
    "name": Option<&str> = row.document(|document| document.source().name.as_deref());
    /// How it was read: `text`, `markdown`, `html`, `docx` or `pdf`.
    "format": Option<&str> = row.document(|document| document.source().format.as_deref());
    /// The character encoding it was read with.
    "encoding": Option<&str> = row.document(|document| document.source().encoding.as_deref());
    /// The size of the file in bytes; of the text in UTF-8 where there was no file.
    "bytes": Option<u64> = row.document(|document| Some(document.bytes()));
    /// The SHA-256 of those bytes in lower-case hexadecimal.
    "sha256": Option<Text<'_>> = row.document(|document| Some(document.sha256()));
    /// The number of code points of the text that all spans refer to.
    "length": usize = row.count(|read| read.file.length());
    /// The language of most of the text, ISO 639-1: `en` or `zh`.
    "language": Option<&str> = row.document(|document| Some(document.language().code()));
    /// The document's own title; where a notice transmits a plan, the plan's.
    "title": Option<Text<'_>> = row.quote(FrontMatter::title);
    /// Where the title starts, in code points of the text.
    "title_start": Option<usize> = row.start(|front| Some(front.title()?.span()));
    /// Where the title ends.
    "title_end": Option<usize> = row.end(|front| Some(front.title()?.span()));
    /// The issuing body as signed; where several sign, the first to the last.
    "issuer": Option<Text<'_>> = row.document(|document| Some(document.front_matter().issuer()?.text()));
    /// Where the issuer starts.
    "issuer_start": Option<usize> = row.start(issuer);
    /// Where the issuer ends.
    "issuer_end": Option<usize> = row.end(issuer);
    /// The issuer's identity, where it can be told; several are parted by `; `.
    "issuer_id": Option<Text<'_>> = row.issuer_id();
    /// The date of signature.
    "issued_on": Option<Date> = row.document(|document| Some(document.front_matter().issued_on()?.date()));
    /// Where the date starts.
    "issued_on_start": Option<usize> = row.start(|front| Some(front.issued_on()?.span()));
    /// Where the date ends.
    "issued_on_end": Option<usize> = row.end(|front| Some(front.issued_on()?.span()));
    /// The document number as printed.
    "document_number": Option<Text<'_>> = row.quote(FrontMatter::document_number);
    /// Where the document number starts.
    "document_number_start": Option<usize> = row.start(|front| Some(front.document_number()?.span()));
    /// Where the document number ends.
    "document_number_end": Option<usize> = row.end(|front| Some(front.document_number()?.span()));
    /// Whom the document is addressed to.
    "addressees": Option<Text<'_>> = row.quote(FrontMatter::addressees);
    /// Where the addressees start.
    "addressees_start": Option<usize> = row.start(|front| Some(front.addressees()?.span()));
    /// Where the addressees end.
    "addressees_end": Option<usize> = row.end(|front| Some(front.addressees()?.span()));
    /// The note on publication.
    "release": Option<Text<'_>> = row.quote(FrontMatter::release);
    /// Where the note on publication starts.
    "release_start": Option<usize> = row.start(|front| Some(front.release()?.span()));
    /// Where the note on publication ends.
    "release_end": Option<usize> = row.end(|front| Some(front.release()?.span()));
    /// What else stands before and around the body, a line each: a covering notice, metadata,
    /// contents, running heads.
    "front_matter": Option<Text<'_>> =
        row.document(|document| lines(document.front_matter().other()));
    /// The paragraphs and tables of the body that lie in no provision, a line each.
    "paragraphs": Option<Text<'_>> =
        row.document(|document| unnumbered(document.body()));
    /// The share of the visible characters of the text that belong to some part of the
    /// document, 0 to 1.
    "coverage": Option<f64> = row.document(|document| Some(document.coverage()));
    /// How many sections it has.
    "sections": usize = row.count(|read| read.sections);
    /// How many tasks it has.
    "tasks": usize = row.count(|read| read.tasks);
    /// How many items it has.
    "items": usize = row.count(|read| read.items);
    /// How many mentions of departments stand in it; those that provisions take over from
    /// elsewhere are not counted again.
    "mentions": usize = row.count(|read| read.mentions);
    /// How many departments it mentions.
    "departments": usize = row.count(|read| read.file.document.departments().len());
    /// How many diagnostics it has.
    "diagnostics": usize = row.count(|read| read.file.document.diagnostics().len());
}

fn issuer(front: FrontMatter<'_>) -> Option<Span> {
    Some(front.issuer()?.span())
}

impl<'d> Row<'d> {
    pub(crate) fn failed(key: &'d str, error: &'d str) -> Self {
        Self {
            key,
            read: Err(error),
        }
    }

    pub(crate) fn read(file: &'d File<'d>) -> Self {
        let (mut sections, mut tasks, mut items, mut mentions) = (0, 0, 0, 0);
        for provision in file.document.provisions() {
            match provision.kind() {
                BlockKind::Section => sections += 1,
                BlockKind::Task => tasks += 1,
                BlockKind::Item => items += 1,
                _ => {}
            }
            for responsibility in provision.responsibilities() {
                mentions += responsibility.mentions().len();
            }
        }
        Self {
            key: file.key,
            read: Ok(Read {
                file,
                sections,
                tasks,
                items,
                mentions,
            }),
        }
    }

    fn file(&self) -> Option<&'d File<'d>> {
        self.read.as_ref().ok().map(|read| read.file)
    }

    fn document<T>(&self, of: impl FnOnce(&'d Document) -> Option<T>) -> Option<T> {
        of(self.file()?.document)
    }

    fn quote(&self, of: impl FnOnce(FrontMatter<'d>) -> Option<Quote<'d>>) -> Option<Text<'d>> {
        Some(of(self.file()?.document.front_matter())?.text())
    }

    fn start(&self, of: impl FnOnce(FrontMatter<'d>) -> Option<Span>) -> Option<usize> {
        let file = self.file()?;
        Some(file.start(of(file.document.front_matter())?))
    }

    fn end(&self, of: impl FnOnce(FrontMatter<'d>) -> Option<Span>) -> Option<usize> {
        let file = self.file()?;
        Some(file.end(of(file.document.front_matter())?))
    }

    fn issuer_id(&self) -> Option<Text<'d>> {
        let issuers = self.file()?.document.front_matter().issuers();
        let ids = issuers.filter_map(Issuer::id);
        join(ids.map(Text::from), SEVERAL)
    }

    fn count(&self, of: impl FnOnce(&Read<'d>) -> usize) -> usize {
        self.read.as_ref().map_or(0, of)
    }
}
