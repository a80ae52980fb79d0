//! What was noticed while files were read reaches every caller: the command says what Rust does.

use crate::run::Folder;
use policydoc::Parser;
use policydoc_read::{Hint, Options, read};
use serde_json::Value;
use std::io::{Cursor, Write as _};

/// Files that each give a warning, and its code.
fn files() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let page = "<html><meta charset=utf-8><p>一、清理河道，修建水渠，保障行洪安全。</p></html>";
    let gbk = encoding_rs::GB18030.encode(page).0.into_owned();
    vec![
        (
            "bytes.txt",
            ["1. Dredge “canals”.\n2. Fence them.".as_bytes(), b"\xFF\n"].concat(),
            "replaced-bytes",
        ),
        ("declared.html", gbk, "wrong-declaration"),
        (
            "name.docx",
            b"1. Dredge the canals.\n2. Fence them.".to_vec(),
            "wrong-extension",
        ),
        (
            "part.docx",
            docx(&[("word/numbering.xml", "<broken")]),
            "missing-part",
        ),
        (
            "header.docx",
            docx(&[
                ("word/header1.xml", HEADER),
                ("word/_rels/document.xml.rels", RELATIONS),
            ]),
            "left-out",
        ),
    ]
}

const HEADER: &str =
    "<w:hdr xmlns:w=\"w\"><w:p><w:r><w:t>Friends of canals</w:t></w:r></w:p></w:hdr>";
const RELATIONS: &str = "<R><r Id=\"1\" Type=\"x/header\" Target=\"header1.xml\"/></R>";

/// A Word document with these parts beside its text.
fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
    let body = "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>1. Dredge the canals.</w:t></w:r></w:p>\
        <w:p><w:r><w:t>2. Fence them.</w:t></w:r></w:p></w:body></w:document>";
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [("word/document.xml", body)].iter().chain(parts) {
        archive
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        archive.write_all(part.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn the_command_says_what_rust_does() {
    let files = files();
    let named: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes, _)| (*name, &bytes[..]))
        .collect();
    let folder = Folder::new(&named);
    for (name, bytes, code) in &files {
        let text = read(bytes, &Hint::name(name), &Options::default()).unwrap();
        let document = text.parse(&Parser::default());
        let codes: Vec<&str> = document
            .diagnostics()
            .iter()
            .map(|found| found.code.as_str())
            .collect();
        assert!(codes.contains(code), "{name}: {codes:?}");
        let said = folder.run(&["parse", name]).stdout;
        assert_eq!(
            said.trim_end(),
            serde_json::to_string(&document).unwrap(),
            "{name}"
        );
        let said: Value = serde_json::from_str(&said).unwrap();
        let said = said["diagnostics"].as_array().unwrap();
        assert!(said.iter().any(|found| found["code"] == *code), "{name}");
    }
    // Tables hold them, too.
    folder.run(&["convert", ".", "-o", "tables", "--format", "csv"]);
    let table = folder.read("tables/diagnostics.csv");
    for (name, _, code) in &files {
        let line = |line: &str| line.contains(name) && line.contains(code);
        assert!(table.lines().any(line), "{name}: {table}");
    }
}
