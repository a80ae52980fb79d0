//! Workbooks, `OpenDocument` and Rich Text files that are hostile or damaged.

use super::{Read, Refused, case, check, damage};
use crate::support::office::{label, opendocument, record, row, shorts, xls, xlsx};
use policydoc_read::ErrorCode;

fn sheet(content: &str) -> Vec<u8> {
    xlsx(&[(
        "Plan",
        "visible",
        &format!("<sheetData>{content}</sheetData>"),
    )])
}

#[test]
fn workbooks_that_are_hostile() {
    let far =
        row(1, &[('A', 0, "plan")]) + "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    let rows = (1..=16_000).map(|at| {
        let column = column(at);
        format!("<row r=\"{at}\"><c r=\"{column}{at}\"><v>1</v></c></row>")
    });
    let diagonal = rows.collect::<Vec<_>>().concat();
    let merge = "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>";
    let merged = format!(
        "<sheetData>{}</sheetData>{merge}",
        row(1, &[('A', 0, "plan"), ('B', 0, "b")])
    );
    let spaces = " ".repeat(4 << 20);
    let far_old = [label(0, 0, "a"), label(65_535, 255, "b")].concat();
    let many: Vec<u8> = (0..20)
        .flat_map(|_| record(0x0200, &shorts(&[0, 0, 0xFFFF, 0, 0, 0xFF, 0])))
        .collect();
    let wide = [
        record(0x0200, &shorts(&[0, 0, 0xFFFF, 0xFFFF, 0, 0xFF, 0])),
        label(0, 0, "a"),
    ]
    .concat();
    let back = [
        record(0x0200, &shorts(&[9, 0, 1, 0, 0, 1, 0])),
        label(0, 0, "a"),
    ]
    .concat();
    check(vec![
        case(
            "back.xls",
            xls("Plan", &back),
            Refused(ErrorCode::TooMany, "cells"),
        ),
        case("far.xlsx", sheet(&far), Read("plan")),
        case(
            "diagonal.xlsx",
            sheet(&diagonal),
            Refused(ErrorCode::TooMany, "50000"),
        ),
        case(
            "merged.xlsx",
            xlsx(&[("Plan", "visible", &merged)]),
            Read("plan"),
        ),
        case(
            "bomb.xlsx",
            sheet(&spaces),
            Refused(ErrorCode::TooLarge, "unpacks to more"),
        ),
        case(
            "unclosed.xlsx",
            sheet("<row r=\"1\"><c r=\"A1\">"),
            Refused(ErrorCode::Damaged, ""),
        ),
        case(
            "blank.xlsx",
            sheet(""),
            Refused(ErrorCode::Empty, "no text"),
        ),
        case(
            "far.xls",
            xls("Plan", &far_old),
            Refused(ErrorCode::TooMany, "cells"),
        ),
        case(
            "many.xls",
            xls("Plan", &many),
            Refused(ErrorCode::TooMany, "cells"),
        ),
        case(
            "wide.xls",
            xls("Plan", &wide),
            Refused(ErrorCode::TooMany, "cells"),
        ),
        case(
            "head.xls",
            &xls("Plan", &label(0, 0, "a"))[..600],
            Refused(ErrorCode::Unsupported, "old Office"),
        ),
    ]);
    damage(
        "plan.xlsx",
        &sheet(&(row(1, &[('A', 0, "plan")]) + &row(2, &[('B', 1, "43609")]))),
        200,
    );
    let cells = [
        label(0, 0, "plan"),
        record(0x0203, &[0; 14]),
        record(0x00E5, &shorts(&[1, 0, 1, 0, 0])),
    ];
    damage("plan.xls", &xls("Plan", &cells.concat()), 300);
}

/// The letters of a column, from 1.
fn column(mut at: u32) -> String {
    let mut letters = String::new();
    while at > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((at - 1) % 26).unwrap()));
        at = (at - 1) / 26;
    }
    letters
}

#[test]
fn opendocument_that_is_hostile() {
    let text = |body: &str| opendocument("text", body, "", "");
    let nested = |tag: &str, times: usize| {
        let (open, close) = (
            format!("<{tag}>").repeat(times),
            format!("</{tag}>").repeat(times),
        );
        text(&format!("{open}<text:p>plan</text:p>{close}"))
    };
    let spans = format!(
        "<text:p>{}plan{}</text:p>",
        "<text:span>".repeat(5_000),
        "</text:span>".repeat(5_000)
    );
    let repeated = "<table:table table:name=\"a\"><table:table-row table:number-rows-repeated=\"1000000\">\
        <table:table-cell table:number-columns-repeated=\"1000\"><text:p>plan</text:p></table:table-cell></table:table-row></table:table>";
    let circle = "<style:style style:name=\"A\" style:parent-style-name=\"B\"/><style:style style:name=\"B\" style:parent-style-name=\"A\"/>";
    let rows = format!(
        "<table:table>{}{}</table:table>",
        "<table:table-row-group>".repeat(1_000),
        "</table:table-row-group>".repeat(1_000)
    );
    check(vec![
        case(
            "sections.odt",
            nested("text:section", 20_000),
            Refused(ErrorCode::TooDeep, "200"),
        ),
        case(
            "lists.odt",
            nested("text:list", 20_000),
            Refused(ErrorCode::TooDeep, "200"),
        ),
        case(
            "spans.odt",
            text(&spans),
            Refused(ErrorCode::TooDeep, "200"),
        ),
        case("rows.odt", text(&rows), Refused(ErrorCode::TooDeep, "200")),
        case(
            "repeated.ods",
            opendocument("spreadsheet", repeated, "", ""),
            Refused(ErrorCode::TooMany, "50000"),
        ),
        case(
            "circle.odt",
            opendocument(
                "text",
                "<text:p text:style-name=\"A\">plan</text:p>",
                circle,
                "",
            ),
            Read("plan"),
        ),
        case(
            "spaces.odt",
            text("<text:p>a<text:s text:c=\"4000000000\"/>plan</text:p>"),
            Read("plan"),
        ),
        case(
            "none.odt",
            opendocument("text", "", "", ""),
            Refused(ErrorCode::Empty, "no text"),
        ),
    ]);
    damage(
        "plan.odt",
        &text(
            "<text:h>Plan</text:h><text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>",
        ),
        200,
    );
}

#[test]
fn rich_text_that_is_hostile() {
    let deep = format!("{{\\rtf1 {}plan", "{".repeat(200_000));
    let closed = format!("{{\\rtf1 plan{}", "}".repeat(200_000));
    let cells = format!(
        "{{\\rtf1 {}plan}}",
        "\\trowd\\cellx1\\intbl\\cell\\row ".repeat(20_000)
    );
    check(vec![
        case("deep.rtf", deep, Refused(ErrorCode::TooDeep, "2000")),
        case("closed.rtf", closed, Read("plan")),
        case("cells.rtf", cells, Read("plan")),
        case(
            "bin.rtf",
            b"{\\rtf1 plan\\bin2147483647 x}".to_vec(),
            Read("plan"),
        ),
        case(
            "half.rtf",
            b"{\\rtf1 plan\\u-10179?\\'8".to_vec(),
            Read("plan"),
        ),
        case(
            "none.rtf",
            b"{\\rtf1}".to_vec(),
            Refused(ErrorCode::Empty, "no text"),
        ),
    ]);
    let rtf = b"{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset134 x;}}\\pard{\\listtext 1.}\\f0 \\'d2\\'bb\\u19968?\\par\
        \\trowd\\clvmgf\\cellx1\\cellx2\\intbl a\\cell b\\cell\\row}";
    damage("plan.rtf", rtf, 300);
    let mail = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n\
        Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+cGxhbjwvcD4=\r\n--x--\r\n";
    damage("plan.mht", mail, 300);
}
