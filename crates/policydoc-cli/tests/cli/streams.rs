//! Standard input and output, and arguments that make no sense.

use crate::run::{Folder, NOTICE, PLAN};
use insta::assert_snapshot;
use serde_json::Value;
use std::io::Read as _;
use std::process::Stdio;

#[test]
fn parse_writes_one_line_of_json_that_the_schema_allows() {
    let folder = Folder::new(&[("plan.txt", PLAN.as_bytes())]);
    let parsed = folder.run(&["parse", "plan.txt"]);
    assert_eq!((parsed.code, parsed.stderr.as_str()), (Some(0), ""));
    assert_eq!(parsed.stdout.lines().count(), 1);
    let document: Value = serde_json::from_str(&parsed.stdout).unwrap();
    assert_eq!(document["source"]["name"], "plan.txt");
    assert_eq!(document["source"]["bytes"], PLAN.len());
    let pretty = folder.run(&["parse", "plan.txt", "--pretty"]).stdout;
    assert!(pretty.lines().count() > 50);
    assert_eq!(serde_json::from_str::<Value>(&pretty).unwrap(), document);

    let schema = folder.run(&["schema"]);
    let schema: Value = serde_json::from_str(&schema.stdout).unwrap();
    assert!(
        jsonschema::validator_for(&schema)
            .unwrap()
            .is_valid(&document)
    );
}

#[test]
fn a_dash_is_the_standard_input() {
    let folder = Folder::new(&[]);
    let parsed = folder.run_with(&["parse", "-"], NOTICE.as_bytes());
    let document: Value = serde_json::from_str(&parsed.stdout).unwrap();
    assert_eq!(document["source"]["name"], Value::Null);
    assert_eq!(document["language"], "zh");
    let text = folder.run_with(&["text", "-"], NOTICE.as_bytes());
    assert_eq!(text.stdout, NOTICE);
}

#[test]
fn a_language_can_be_imposed() {
    let folder = Folder::new(&[("notice.txt", NOTICE.as_bytes())]);
    let parsed = folder.run(&["parse", "notice.txt", "--language", "en"]);
    let document: Value = serde_json::from_str(&parsed.stdout).unwrap();
    assert_eq!(document["language"], "en");
}

#[test]
fn a_closed_pipe_is_no_error() {
    // More than a pipe holds, so that the command is still writing when the reader has left.
    let long = "1. We shall publish a plan.\n".repeat(20_000);
    let folder = Folder::new(&[("long.txt", long.as_bytes())]);
    let convert: &[&str] = &["convert", "long.txt", "-o", "-"];
    let one = ["parse", "outline", "explain", "text", "check"];
    let one = one.map(|command| vec![command, "long.txt"]);
    for command in one.iter().map(|command| &command[..]).chain([convert]) {
        let mut child = folder
            .command(command)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut start = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut start).unwrap();
        let ended = child.wait_with_output().unwrap();
        let stderr = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(0), "{command:?}: {stderr}");
        assert!(
            !stderr.contains("panic") && !stderr.contains("error:"),
            "{command:?}: {stderr}"
        );
    }
}

#[test]
fn what_cannot_be_read_is_named_with_a_cause_and_a_hint() {
    let folder = Folder::new(&[("folder/plan.txt", PLAN.as_bytes())]);
    assert_snapshot!(folder.run(&["parse", "missing.txt"]));
    assert_snapshot!(folder.run(&["outline", "folder"]));
}

/// A PDF file of three pages with these lines at the same places, and a head.
#[cfg(feature = "pdf")]
fn pdf() -> Vec<u8> {
    let page = |number: usize| {
        format!(
            "BT /F 10 Tf 250 815 Td (Clean Canals Plan) Tj ET\n\
             BT /F 10 Tf 50 700 Td ({number}. We shall clean canal {number}.) Tj ET\n\
             BT /F 10 Tf 50 680 Td (Lead: Ministry of Finance) Tj ET\n"
        )
    };
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 3/Kids[4 0 R 6 0 R 8 0 R]>>".to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    for number in 1..=3 {
        let content = page(number);
        let at = 3 + number * 2;
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {at} 0 R>>"
        ));
        let length = content.len();
        objects.push(format!("<</Length {length}>>\nstream\n{content}endstream"));
    }
    let mut file = "%PDF-1.4\n".to_owned();
    for (object, number) in objects.iter().zip(1..) {
        file += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    (file + "trailer\n<</Size 10/Root 1 0 R>>\n%%EOF\n").into_bytes()
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_file_is_read_with_nothing_else_installed() {
    let folder = Folder::new(&[("plan.pdf", &pdf())]);
    let text = folder.run(&["text", "plan.pdf"]);
    assert_eq!(text.code, Some(0), "{text}");
    assert!(!text.stdout.contains("Clean Canals Plan"), "{text}");
    assert_eq!(text.stdout.matches("Lead: Ministry of Finance").count(), 3);
    let told = "3 lines that pages repeat and 0 page numbers were left out";
    assert!(text.stderr.contains(told), "{text}");
    let all = folder.run(&["text", "plan.pdf", "--all"]);
    assert_eq!(all.stdout.matches("Clean Canals Plan").count(), 3, "{all}");
    assert_eq!(all.stderr, "");
    let parsed = folder.run(&["parse", "plan.pdf"]);
    let document: Value = serde_json::from_str(&parsed.stdout).unwrap();
    let codes = document["diagnostics"].as_array().unwrap();
    assert!(
        codes.iter().any(|one| one["code"] == "left-out"),
        "{parsed}"
    );
}

#[cfg(feature = "pdfium")]
#[test]
fn an_engine_without_its_library_is_told_what_to_install() {
    let folder = Folder::new(&[("plan.pdf", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")]);
    let ran = folder.run(&[
        "parse",
        "plan.pdf",
        "--pdf-engine=pdfium",
        "--pdfium=/no/such/libpdfium.so",
    ]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(
        ran.stderr.starts_with("error: plan.pdf: read as pdf: "),
        "{ran}"
    );
    assert!(ran.stderr.contains("pypdfium2"), "{ran}");
    // Nothing of that is needed by the engine that is built in.
    let ran = folder.run(&["parse", "plan.pdf", "--pdfium=/no/such/libpdfium.so"]);
    assert!(ran.stderr.contains("no whole PDF file"), "{ran}");
}

#[test]
fn one_bad_file_does_not_hide_the_others() {
    let folder = Folder::new(&[("plan.txt", PLAN.as_bytes())]);
    let checked = folder.run(&["check", "missing.txt", "plan.txt"]);
    assert_eq!(checked.code, Some(1));
    assert!(checked.stdout.contains("skipped-number"), "{checked}");
}

#[test]
fn arguments_that_make_no_sense_end_with_2() {
    let folder = Folder::new(&[("plan.txt", PLAN.as_bytes())]);
    let usages: [&[&str]; 9] = [
        &[],
        &["no-such-command"],
        &["parse"],
        &["parse", "plan.txt", "--stage", "no-such-stage"],
        &["parse", "plan.txt", "--language", "fr"],
        &["convert", "plan.txt"],
        &["convert", "plan.txt", "-o", "plan.txt"],
        &["convert", "plan.txt", "-o", "plan.json"],
        &["convert", "plan.txt", "-o", "-", "--format", "json"],
    ];
    for usage in usages {
        let ran = folder.run(usage);
        assert_eq!(ran.code, Some(2), "{usage:?} {ran}");
        assert!(
            ran.stdout.is_empty() && !ran.stderr.is_empty(),
            "{usage:?} {ran}"
        );
    }
    assert_eq!(folder.read("plan.txt"), PLAN);
}

#[test]
fn bytes_that_are_no_characters_are_told_of() {
    let folder = Folder::new(&[("plan.txt", b"Plan\n\n1. We shall plan\xFF canals.\n")]);
    let args = ["plan.txt", "--encoding", "utf-8"];
    let parsed = folder.run(&[&["parse"], &args[..]].concat());
    assert_eq!(parsed.code, Some(0));
    assert!(parsed.stderr.starts_with("warning: plan.txt: "), "{parsed}");
    assert!(parsed.stdout.contains("\u{FFFD}"));
    let checked = folder.run(&[&["check"], &args[..]].concat());
    assert!(
        checked.stdout.contains("warning[replaced-bytes]"),
        "{checked}"
    );
    assert!(!checked.stderr.contains("warning: plan.txt"), "{checked}");
}

#[test]
fn other_encodings_are_found_by_themselves() {
    let (gb18030, _, _) = encoding_rs::GB18030.encode(NOTICE);
    let folder = Folder::new(&[("notice.txt", &gb18030)]);
    let text = folder.run(&["text", "notice.txt"]);
    assert_eq!((text.stdout.as_str(), text.stderr.as_str()), (NOTICE, ""));
}
