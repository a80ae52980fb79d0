//! Workbooks, `OpenDocument` files and web archives, written part by part.

use super::docx::archive;
use std::io::{Cursor, Write};

/// A workbook of Office Open XML; each sheet is its name, its state, and what stands in its part:
/// `<sheetData>` and what follows.
pub(crate) fn xlsx(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut names = String::new();
    let mut relations =
        format!("<Relationship Id=\"s\" Type=\"{KIND}/styles\" Target=\"styles.xml\"/>");
    for ((name, state, _), at) in sheets.iter().zip(1..) {
        names +=
            &format!("<sheet name=\"{name}\" sheetId=\"{at}\" state=\"{state}\" r:id=\"r{at}\"/>");
        relations += &format!(
            "<Relationship Id=\"r{at}\" Type=\"{KIND}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>"
        );
    }
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{KIND}\"><sheets>{names}</sheets></workbook>"
    );
    let relations = format!("<Relationships xmlns=\"{package}\">{relations}</Relationships>");
    // Style 1 is a day, style 2 a share.
    let styles = format!(
        "<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"9\"/>\
         </cellXfs></styleSheet>"
    );
    let root = format!(
        "<Relationships xmlns=\"{package}\"><Relationship Id=\"r\" Type=\"{KIND}/officeDocument\" Target=\"xl/workbook.xml\"/>\
         </Relationships>"
    );
    let parts: Vec<(String, String)> = sheets
        .iter()
        .zip(1..)
        .map(|((_, _, content), at)| {
            let part = format!("<worksheet xmlns=\"{MAIN}\">{content}</worksheet>");
            (format!("xl/worksheets/sheet{at}.xml"), part)
        })
        .collect();
    let mut all: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
    ];
    all.extend(
        parts
            .iter()
            .map(|(name, part)| (name.as_str(), part.as_bytes())),
    );
    archive(&all)
}

/// A row of a sheet: its number, and its cells as column, style and content; a number is one.
pub(crate) fn row(number: u32, cells: &[(char, u32, &str)]) -> String {
    let cells: String = cells
        .iter()
        .map(|(column, style, content)| match content.parse::<f64>() {
            Ok(_) => format!("<c r=\"{column}{number}\" s=\"{style}\"><v>{content}</v></c>"),
            Err(_) => {
                format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{content}</t></is></c>")
            }
        })
        .collect();
    format!("<row r=\"{number}\">{cells}</row>")
}

/// A record of a workbook of Excel 97 to 2003.
pub(crate) fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    let size = u16::try_from(content.len()).unwrap();
    [&kind.to_le_bytes()[..], &size.to_le_bytes(), content].concat()
}

/// The fields of a record that are numbers of two bytes.
pub(crate) fn shorts(numbers: &[u16]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

/// A cell of text.
pub(crate) fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let head = shorts(&[row, column, 0, u16::try_from(units.len()).unwrap()]);
    record(0x0204, &[&head[..], &[1], &shorts(&units)].concat())
}

/// A workbook of one sheet with these records.
pub(crate) fn xls(name: &str, records: &[u8]) -> Vec<u8> {
    let begin = |kind: u16| record(0x0809, &shorts(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let end = record(0x000A, &[]);
    // Format 0 is general, format 1 a day.
    let formats: Vec<u8> = [0, 14]
        .iter()
        .flat_map(|format| record(0x00E0, &shorts(&[0, *format, 0, 0, 0, 0, 0, 0, 0, 0])))
        .collect();
    let sheet = |offset: u32| {
        let head = [
            &offset.to_le_bytes()[..],
            &[0, 0, u8::try_from(name.len()).unwrap(), 0],
            name.as_bytes(),
        ];
        record(0x0085, &head.concat())
    };
    let globals = |offset: u32| [begin(5), formats.clone(), sheet(offset), end.clone()].concat();
    let offset = u32::try_from(globals(0).len()).unwrap();
    let stream = [globals(offset), begin(16), records.to_vec(), end.clone()].concat();
    let mut file =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    let mut workbook = file.create_stream("/Workbook").unwrap();
    workbook.write_all(&stream).unwrap();
    // Small streams lie in another place than large ones, where real ones are.
    workbook.write_all(&vec![0; 8_192]).unwrap();
    drop(workbook);
    file.flush().unwrap();
    file.into_inner().into_inner()
}

const NAMESPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
    xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\"";

/// An `OpenDocument` file of a kind (`text`, `spreadsheet`), with this body, automatic styles, and
/// this inside its part of styles.
pub(crate) fn opendocument(kind: &str, body: &str, automatic: &str, styles: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content {NAMESPACES}><office:automatic-styles>{automatic}</office:automatic-styles>\
         <office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    );
    let styles = format!("<office:document-styles {NAMESPACES}>{styles}</office:document-styles>");
    archive(&[
        (
            "mimetype",
            format!("application/vnd.oasis.opendocument.{kind}").as_bytes(),
        ),
        ("content.xml", content.as_bytes()),
        ("styles.xml", styles.as_bytes()),
    ])
}
