//! Word documents, written part by part.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// An archive with these parts.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\"";

/// A document with this body, and these styles and lists where they are not empty.
pub(crate) fn document(body: &str, styles: &str, numbering: &str) -> Vec<u8> {
    let document =
        format!("<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>");
    let styles = format!("<w:styles {NAMESPACES}>{styles}</w:styles>");
    let numbering = format!("<w:numbering {NAMESPACES}>{numbering}</w:numbering>");
    with_parts(
        &document,
        &[
            ("word/_rels/document.xml.rels", PARTS),
            ("word/styles.xml", &styles),
            ("word/numbering.xml", &numbering),
        ],
    )
}

/// A document with this main part, and other parts.
pub(crate) fn with_parts(document: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ];
    parts.extend(others.iter().map(|(name, part)| (*name, part.as_bytes())));
    archive(&parts)
}

const CONTENT_TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
    <Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
    <Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/>\
    </Types>";

const PARTS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
    <Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering\" Target=\"numbering.xml\"/>\
    </Relationships>";

const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
    Target=\"word/document.xml\"/></Relationships>";

/// A paragraph with these properties.
pub(crate) fn paragraph(properties: &str, text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>"
    )
}

/// The property of a paragraph in a list.
pub(crate) fn numbered(num: u32, level: usize) -> String {
    format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{num}\"/></w:numPr>")
}

/// A level of a list.
pub(crate) fn level(at: usize, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}\
         <w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

/// The seed with its markers as an automatic list, as Word keeps them.
pub(crate) fn seed() -> Vec<u8> {
    let levels = level(0, "upperRoman", "%1.", "")
        + &level(1, "upperRoman", "(%2)", "")
        // Tasks count on through the sections.
        + &level(2, "decimal", "%3.", "<w:lvlRestart w:val=\"0\"/>");
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"3\">{levels}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"3\"/></w:num>"
    );
    let body: String = super::seed::paragraphs()
        .iter()
        .map(|read| {
            let properties = read.level.map(|level| numbered(1, level));
            paragraph(&properties.unwrap_or_default(), read.rest)
        })
        .collect();
    document(&body, "", &numbering)
}
