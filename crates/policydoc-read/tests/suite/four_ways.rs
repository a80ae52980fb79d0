//! The seed as text, web page, Word document and PDF file is the same document.

use crate::support::{self, docx, read, seed};
use policydoc::{Document, IssuedOn, Parser, Quote};
use policydoc_read::Format;
use std::borrow::Cow;
use std::fs;
use std::path::PathBuf;

/// A web page as sites make them: the document between navigation and links.
fn page() -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let body: String = seed::paragraphs()
        .iter()
        .map(|read| match read.level {
            Some(0) => format!("<h2>{} {}</h2>\n", read.marker, escaped(read.rest)),
            Some(_) => format!("<p><b>{}</b> {}</p>\n", read.marker, escaped(read.rest)),
            None => format!("<p>{}</p>\n", escaped(read.rest)),
        })
        .collect();
    format!(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>Investing in Beijing</title></head><body>\
         <nav><ul><li><a href=/>Home</a><li><a href=/policies>Policies</a></ul></nav>\
         <div class=path>You are here: <a href=/>Home</a></div>\
         <div id=main><div class=article>{body}</div></div>\
         <div class=links><ul><li><a href=/1>Related: another plan</a><li><a href=/2>More news</a></ul></div>\
         <footer>Copyright. All rights reserved.</footer><script>track()</script></body></html>"
    )
}

/// The seed in each format that this build reads.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("dongcheng-2019.txt", seed::TEXT.as_bytes().to_vec()),
        ("dongcheng-2019.html", page().into_bytes()),
        ("dongcheng-2019.docx", docx::seed()),
        #[cfg(feature = "pdf")]
        ("dongcheng-2019.pdf", support::pdf::seed()),
    ]
}

/// Everything that the document says, a line a thing, without places.
fn said(document: &Document) -> Vec<String> {
    let front = document.front_matter();
    let mut said = vec![
        format!("title {:?}", front.title().map(Quote::text)),
        format!("date {:?}", front.issued_on().map(IssuedOn::date)),
    ];
    for provision in document.provisions() {
        said.push(format!(
            "{:?} {:?} {:?} {:?} {:?}",
            provision.kind(),
            provision.id(),
            provision.marker(),
            words(provision.heading()),
            words(provision.text())
        ));
        for stated in provision.responsibilities() {
            said.push(format!(
                "  {:?} {:?} {}",
                stated.role(),
                stated.label(),
                stated.open_ended().len()
            ));
            for mention in stated.mentions() {
                let id = mention
                    .department()
                    .map(|department| department.id.as_str());
                let surface = document.quote(mention.span());
                said.push(format!("    {:?} {surface} {id:?}", mention.role()));
            }
        }
    }
    said
}

/// A text with single spaces.
fn words(text: Option<Cow<'_, str>>) -> Option<String> {
    text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn the_seed_is_the_same_document_in_each_format() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("four-ways");
    fs::create_dir_all(&folder).unwrap();
    let mut first: Option<Vec<String>> = None;
    for (name, bytes) in files() {
        // Kept for the scorer, and for whoever wants to look at them.
        fs::write(folder.join(name), &bytes).unwrap();
        let text = read(name, &bytes).unwrap();
        assert!(text.warnings.is_empty(), "{name}: {:?}", text.warnings);
        let document = text.parse(&Parser::default());
        assert_eq!(document.tasks().count(), 64, "{name}");
        let said = said(&document);
        match &first {
            None => first = Some(said),
            Some(first) => {
                for (one, other) in first.iter().zip(&said) {
                    assert_eq!(one, other, "{name}");
                }
                assert_eq!(first.len(), said.len(), "{name}");
            }
        }
    }
}

#[test]
fn word_counts_as_the_seed_is_numbered() {
    let text = read("dongcheng-2019.docx", &docx::seed()).unwrap();
    assert_eq!(text.format, Format::Docx);
    let lines: Vec<&str> = seed::TEXT
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    for (block, line) in support::blocks(&text).into_iter().zip(&lines) {
        assert!(
            block.split_whitespace().eq(line.split_whitespace()),
            "{block} {line}"
        );
    }
    assert_eq!(text.blocks.len(), lines.len());
    let counted = text
        .blocks
        .iter()
        .filter(|block| block.counted.is_some())
        .count();
    assert_eq!(
        counted,
        seed::paragraphs()
            .iter()
            .filter(|read| read.level.is_some())
            .count()
    );
}
