//! What the two containers of office programs hold: ZIP archives, and Microsoft's older one.

use crate::error::{Error, ErrorCode, Remedy};
use crate::options::{Hint, Limits};
use crate::sniff::{find, hinted};
use crate::text::Format;

/// A format that is read, or the name of one that is not and what to do with it.
type Kind = Result<Format, (&'static str, Remedy)>;

/// What a ZIP archive is, by a part that it holds.
const BY_PART: &[(&str, Kind)] = &[
    ("word/document.xml", Ok(Format::Docx)),
    ("xl/workbook.xml", Ok(Format::Xlsx)),
    (
        "xl/workbook.bin",
        Err(("a binary Excel workbook (.xlsb)", Remedy::ToXlsx)),
    ),
    (
        "ppt/presentation.xml",
        Err(("a PowerPoint presentation (.pptx)", Remedy::ToPdf)),
    ),
    ("OFD.xml", Err(("an OFD file", Remedy::PrintPdf))),
    (
        "META-INF/container.xml",
        Err(("an EPUB book", Remedy::Pandoc)),
    ),
    (
        "Index/Document.iwa",
        Err(("an Apple Pages document", Remedy::SaveDocx)),
    ),
    (
        "AndroidManifest.xml",
        Err(("an Android program", Remedy::Save)),
    ),
    (
        "META-INF/MANIFEST.MF",
        Err(("a Java archive", Remedy::Save)),
    ),
];

/// What an `OpenDocument` file is, by the end of its media type.
const BY_MEDIA_TYPE: &[(&str, Kind)] = &[
    ("opendocument.text", Ok(Format::Odt)),
    ("opendocument.text-template", Ok(Format::Odt)),
    ("opendocument.spreadsheet", Ok(Format::Ods)),
    (
        "opendocument.presentation",
        Err(("an OpenDocument presentation (.odp)", Remedy::ToPdf)),
    ),
    (
        "opendocument.graphics",
        Err(("an OpenDocument drawing (.odg)", Remedy::ToPdf)),
    ),
    ("epub+zip", Err(("an EPUB book", Remedy::Pandoc))),
];

/// What a file of the older container is, by the name of a stream that it holds.
const BY_STREAM: &[(&str, Kind)] = &[
    (
        "WordDocument",
        Err((
            "a Word 97-2003 or WPS document (.doc, .wps)",
            Remedy::ToDocx,
        )),
    ),
    (
        "PowerPoint Document",
        Err(("a PowerPoint 97-2003 presentation (.ppt)", Remedy::ToPdf)),
    ),
    ("Workbook", Ok(Format::Xls)),
    ("Book", Ok(Format::Xls)),
    (
        "HwpSummaryInformation",
        Err(("a Hangul document (.hwp)", Remedy::ToDocx)),
    ),
];

fn settled(found: Kind) -> Result<Format, Error> {
    found.map_err(|(what, remedy)| {
        Error::new(ErrorCode::Unsupported, format!("it is {what}")).with(remedy)
    })
}

/// The format of a ZIP archive.
#[cfg(feature = "archives")]
pub(crate) fn zip(bytes: &[u8], hint: &Hint<'_>, limits: &Limits) -> Result<Format, Error> {
    use crate::archive::Archive;
    let mut archive = match Archive::open(bytes, limits) {
        Ok(archive) => archive,
        Err(error) => return Err(error.of(None, hinted(hint))),
    };
    if archive.holds("mimetype")
        && let Ok(kind) = archive.part("mimetype")
    {
        let kind = String::from_utf8_lossy(&kind).trim().to_owned();
        if let Some((_, found)) = BY_MEDIA_TYPE.iter().find(|(end, _)| kind.ends_with(end)) {
            return settled(*found);
        }
    }
    if let Some((_, found)) = BY_PART.iter().find(|(part, _)| archive.holds(part)) {
        return settled(*found);
    }
    if archive.holds("[Content_Types].xml") || archive.holds("_rels/.rels") {
        return Ok(Format::Docx);
    }
    if archive.holds("content.xml") {
        return settled(Err((
            "an OpenDocument file that does not say of which kind",
            Remedy::Save,
        )));
    }
    let count = archive.len();
    let cause = format!("it is a ZIP archive with {count} files");
    Err(Error::new(ErrorCode::Unsupported, cause).with(Remedy::Unpack))
}

/// Without the formats in archives, any is taken for the first of them, and refused as such.
#[cfg(not(feature = "archives"))]
pub(crate) fn zip(_: &[u8], hint: &Hint<'_>, _: &Limits) -> Result<Format, Error> {
    Ok(hinted(hint).unwrap_or(Format::Docx))
}

/// The format of a file of the older container.
pub(crate) fn ole(bytes: &[u8], hint: &Hint<'_>) -> Result<Format, Error> {
    let said = hinted(hint);
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        find(bytes, &name).is_some()
    };
    if holds("EncryptedPackage") {
        let error = Error::new(ErrorCode::Encrypted, "the file is protected by a password");
        return Err(error.of(None, said));
    }
    // A workbook may hold a document in one of its cells, and the other way round.
    if said == Some(Format::Xls) && (holds("Workbook") || holds("Book")) {
        return Ok(Format::Xls);
    }
    match BY_STREAM.iter().find(|(stream, _)| holds(stream)) {
        Some((_, found)) => settled(*found),
        None => settled(Err(("an old Office file", Remedy::Save))),
    }
}
