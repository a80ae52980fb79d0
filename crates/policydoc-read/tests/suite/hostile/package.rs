//! Word documents and other archives.

use super::{Read, Refused, case, check, damage};
use crate::support::docx::{archive, document, level, numbered, paragraph, seed, with_parts};
use policydoc_read::ErrorCode;

/// A document whose main part is this.
fn main(part: &str) -> Vec<u8> {
    with_parts(part, &[])
}

fn body(content: &str) -> Vec<u8> {
    main(&format!(
        "<w:document xmlns:w=\"w\"><w:body>{content}</w:body></w:document>"
    ))
}

/// Changes the bytes after each place where a pattern stands.
fn patched(mut bytes: Vec<u8>, pattern: &[u8], at: usize, new: &[u8]) -> Vec<u8> {
    let places: Vec<usize> = (0..bytes.len() - pattern.len())
        .filter(|&place| bytes[place..].starts_with(pattern))
        .collect();
    for place in places {
        bytes[place + at..place + at + new.len()].copy_from_slice(new);
    }
    bytes
}

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";

#[test]
fn archives_that_are_broken_or_of_others() {
    let whole = body(&paragraph("", "plan"));
    let locked = patched(
        patched(whole.clone(), LOCAL, 6, b"\x01\x00"),
        CENTRAL,
        8,
        b"\x01\x00",
    );
    let method = patched(
        patched(whole.clone(), LOCAL, 8, b"\x63\x00"),
        CENTRAL,
        10,
        b"\x63\x00",
    );
    let mut broken = whole.clone();
    let middle = whole.len() / 2;
    broken[middle..middle + 8].fill(0xAA);
    let huge = 0x4000_0000_u32.to_le_bytes();
    let declared = patched(patched(whole.clone(), LOCAL, 22, &huge), CENTRAL, 24, &huge);
    check(vec![
        case(
            "cut.docx",
            &whole[..whole.len() / 2],
            Refused(ErrorCode::Damaged, "no whole archive"),
        ),
        case(
            "head.docx",
            b"PK\x03\x04",
            Refused(ErrorCode::Damaged, "no whole archive"),
        ),
        case(
            "none.docx",
            archive(&[]),
            Refused(ErrorCode::Unsupported, "ZIP archive with 0 files"),
        ),
        case(
            "locked.docx",
            locked,
            Refused(ErrorCode::Encrypted, "password"),
        ),
        case("method.docx", method, Refused(ErrorCode::Damaged, "")),
        case(
            "sheet.docx",
            archive(&[("xl/workbook.bin", b"<x/>")]),
            Refused(ErrorCode::Unsupported, "Excel"),
        ),
        case(
            "show.docx",
            archive(&[("ppt/presentation.xml", b"<x/>")]),
            Refused(ErrorCode::Unsupported, "PowerPoint"),
        ),
        case(
            "open.docx",
            archive(&[("content.xml", b"<x/>")]),
            Refused(ErrorCode::Unsupported, "OpenDocument"),
        ),
        case(
            "fixed.docx",
            archive(&[("OFD.xml", b"<x/>")]),
            Refused(ErrorCode::Unsupported, "OFD"),
        ),
        case(
            "files.docx",
            archive(&[("plan.txt", b"plan")]),
            Refused(ErrorCode::Unsupported, "ZIP archive"),
        ),
        case(
            "missing.docx",
            archive(&[("[Content_Types].xml", b"<x/>")]),
            Refused(ErrorCode::Damaged, "missing"),
        ),
        // A part that names itself as the main part, and one that is nowhere.
        case(
            "itself.docx",
            archive(&[(
                "_rels/.rels",
                b"<R><r Type='x/officeDocument' Target='/_rels/.rels'/></R>",
            )]),
            Refused(ErrorCode::Damaged, "no Word document"),
        ),
        case(
            "nowhere.docx",
            archive(&[(
                "_rels/.rels",
                b"<R><r Type='x/officeDocument' Target='../../x'/></R>",
            )]),
            Refused(ErrorCode::Unsupported, "no Word document"),
        ),
        // A size that is declared and not there is not believed.
        case("declared.docx", declared, Read("plan")),
    ]);
}

#[test]
fn archives_that_unpack_to_more_than_the_limit() {
    let spaces = " ".repeat(4 << 20);
    let bomb = body(&format!("<w:p><w:r><w:t>plan{spaces}</w:t></w:r></w:p>"));
    assert!(bomb.len() < 50_000, "it is a bomb");
    let two = [
        ("word/styles.xml", spaces.as_str()),
        ("word/numbering.xml", &spaces),
    ];
    let parts = with_parts("<w:document xmlns:w=\"w\"><w:body/></w:document>", &two);
    check(vec![
        case(
            "bomb.docx",
            bomb,
            Refused(ErrorCode::TooLarge, "unpacks to more than 1048576 bytes"),
        ),
        case(
            "parts.docx",
            parts,
            Refused(ErrorCode::TooLarge, "unpacks to more"),
        ),
    ]);
}

#[test]
fn parts_that_are_hostile() {
    let nested = |tag: &str, times: usize| {
        let open = format!("<w:{tag}>").repeat(times);
        let close = format!("</w:{tag}>").repeat(times);
        body(&format!("{open}{}{close}", paragraph("", "plan")))
    };
    let deep_run = format!(
        "<w:p>{}<w:r><w:t>plan</w:t></w:r>{}</w:p>",
        "<w:ins>".repeat(5_000),
        "</w:ins>".repeat(5_000)
    );
    let bomb =
        "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><d>&b;</d>";
    let external = "<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><d>&a;</d>";
    let attributes: Vec<String> = (0..50_000).map(|at| format!(" a{at}='1'")).collect();
    let attributes = attributes.concat();
    let tables = format!(
        "{}{}{}",
        "<w:tbl><w:tr><w:tc>".repeat(40),
        paragraph("", "plan"),
        "</w:tc></w:tr></w:tbl>".repeat(40)
    );
    check(vec![
        case(
            "controls.docx",
            nested("sdt", 20_000),
            Refused(ErrorCode::TooDeep, "200"),
        ),
        case(
            "tables.docx",
            nested("tbl", 500),
            Refused(ErrorCode::TooDeep, "200"),
        ),
        case("cells.docx", body(&tables), Read("plan")),
        case(
            "runs.docx",
            body(&deep_run),
            Refused(ErrorCode::TooDeep, "200"),
        ),
        case(
            "entities.docx",
            main(bomb),
            Refused(ErrorCode::Damaged, "entities"),
        ),
        case(
            "external.docx",
            main(external),
            Refused(ErrorCode::Damaged, "entities"),
        ),
        case(
            "attributes.docx",
            body(&format!("<w:p{attributes}/>")),
            Refused(ErrorCode::Damaged, "attributes"),
        ),
        case(
            "elements.docx",
            body(&"<w:p/>".repeat(60_000)),
            Refused(ErrorCode::TooMany, "50000"),
        ),
        case(
            "page.docx",
            main("<html><body><p>plan</p></body></html>"),
            Refused(ErrorCode::Damaged, "no Word document"),
        ),
        case(
            "unclosed.docx",
            main("<w:document xmlns:w=\"w\"><w:body>"),
            Refused(ErrorCode::Damaged, "no valid XML"),
        ),
        case(
            "blank.docx",
            body("<w:p/><w:p/>"),
            Refused(ErrorCode::Empty, "no text"),
        ),
        case(
            "latin.docx",
            archive(&[("word/document.xml", b"<w:document>\xE9</w:document>")]),
            Refused(ErrorCode::Damaged, "no valid text"),
        ),
    ]);
}

#[test]
fn lists_and_styles_that_are_hostile() {
    let circle = "<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:basedOn w:val=\"B\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"B\"><w:basedOn w:val=\"A\"/></w:style>";
    let styled = paragraph("<w:pStyle w:val=\"A\"/>", "plan");
    let link = "<w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"L\"/></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>";
    let links = "<w:style w:type=\"numbering\" w:styleId=\"L\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    let levels = level(
        0,
        "decimal",
        "%1.%9.%0%",
        "<w:start w:val=\"9223372036854775807\"/>",
    ) + &level(8, "upperRoman", &"%9".repeat(10_000), "");
    let list = format!(
        "<w:abstractNum w:abstractNumId=\"1\">{levels}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>"
    );
    let far = |level: &str, num: &str| {
        paragraph(
            &format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{num}\"/></w:numPr>"),
            "plan",
        )
    };
    let odd = far("999999999999", "1")
        + &far("-1", "1")
        + &far("8", "1")
        + &far("x", "y")
        + &far("0", "99999999999999999999");
    check(vec![
        case("circle.docx", document(&styled, circle, ""), Read("plan")),
        case(
            "link.docx",
            document(&paragraph(&numbered(1, 0), "plan"), links, link),
            Read("plan"),
        ),
        case(
            "levels.docx",
            document(&(far("0", "1") + &far("0", "1") + &odd), "", &list),
            Read("plan"),
        ),
        case(
            "carried.docx",
            body(
                &"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>plan </w:t></w:r></w:p>"
                    .repeat(5_000),
            ),
            Read("plan plan"),
        ),
        case(
            "field.docx",
            body(&format!(
                "<w:p><w:r>{}</w:r></w:p>{}",
                "<w:fldChar w:fldCharType=\"begin\"/>".repeat(10_000),
                paragraph("", "plan")
            )),
            Read("plan"),
        ),
    ]);
}

#[test]
fn documents_that_are_damaged() {
    damage("seed.docx", &seed(), 200);
    // Damage inside the parts, which compression would hide.
    let mut random = super::Random(7);
    let part = "<w:document xmlns:w=\"w\"><w:body><w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/>\
        </w:numPr></w:pPr><w:r><w:t>plan</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>";
    for _ in 0..200 {
        let mut bytes = part.as_bytes().to_vec();
        let place = random.below(bytes.len());
        bytes[place] = b"<>/\"=& x9"[random.below(9)];
        let damaged = String::from_utf8(bytes).unwrap();
        let read = crate::support::read(
            "part.docx",
            &with_parts(&damaged, &[("word/numbering.xml", &damaged)]),
        );
        if let Err(error) = read {
            super::clear("part.docx", &error);
        }
    }
}
