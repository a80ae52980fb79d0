//! Workbooks, `OpenDocument`, Rich Text, web archives, and what is refused by name.

use crate::support::docx::archive;
use crate::support::office::{label, opendocument, record, row, shorts, xls, xlsx};
use crate::support::{blocks, read};
use policydoc_read::{BlockKind, Format, Origin, Remedy, WarningCode};

#[test]
fn sheets_are_tables_with_their_names() {
    let tasks = [
        row(1, &[('A', 0, "重点任务分工表")]),
        row(
            2,
            &[
                ('A', 0, "任务"),
                ('B', 0, "单位"),
                ('C', 0, "期限"),
                ('D', 0, "比例"),
            ],
        ),
        row(
            3,
            &[
                ('A', 0, "修渠"),
                ('B', 0, "水利局"),
                ('C', 1, "43609"),
                ('D', 2, "0.155"),
            ],
        ),
        row(
            4,
            &[
                ('B', 0, "财政局"),
                ('C', 1, "43609.5"),
                ('D', 0, "0.30000000000000004"),
            ],
        ),
        row(6, &[('A', 0, "注：按月报送")]),
    ];
    let tasks = format!(
        "<sheetData>{}</sheetData><mergeCells><mergeCell ref=\"A1:D1\"/><mergeCell ref=\"A3:A4\"/></mergeCells>",
        tasks.concat()
    );
    let other = format!("<sheetData>{}</sheetData>", row(1, &[('A', 0, "12")]));
    let bytes = xlsx(&[
        ("分工", "visible", &tasks),
        ("其他", "visible", &other),
        ("旧", "hidden", &other),
    ]);
    let text = read("plan.xlsx", &bytes).unwrap();
    assert_eq!(text.format, Format::Xlsx);
    assert_eq!(
        text.text,
        "分工\n\n重点任务分工表\n\n| 任务 | 单位 | 期限 | 比例 |\n| 修渠 | 水利局 | 2019-05-24 | 15.5% |\n\
         | 修渠 | 财政局 | 2019-05-24 12:00 | 0.3 |\n\n注：按月报送\n\n其他\n\n12"
    );
    assert_eq!(text.blocks[0].kind, BlockKind::Heading);
    assert_eq!(text.blocks[3].origin, Origin::Sheet(1, 3));
    let cells = &text.blocks[4].row.as_ref().unwrap().cells;
    assert!(cells[0].repeated && !cells[1].repeated);
    assert_eq!(text.warnings.len(), 1);
    assert_eq!(text.warnings[0].code, WarningCode::LeftOut);
    assert!(text.warnings[0].message.contains("旧"));
    // Named after another format, it is what it is, and that is told.
    let text = read("plan.docx", &bytes).unwrap();
    assert_eq!(text.format, Format::Xlsx);
    assert_eq!(text.warnings[1].code, WarningCode::WrongExtension);
}

#[test]
fn an_old_workbook_is_read_like_a_new_one() {
    let number = |row: u16, column: u16, format: u16, value: f64| {
        record(
            0x0203,
            &[&shorts(&[row, column, format])[..], &value.to_le_bytes()].concat(),
        )
    };
    let records = [
        label(0, 0, "任务"),
        label(0, 1, "期限"),
        label(1, 0, "修渠"),
        number(1, 1, 1, 43_609.0),
        number(2, 1, 0, 12.0),
        record(0x00E5, &shorts(&[1, 1, 2, 0, 0])),
    ];
    let text = read("plan.xls", &xls("Plan", &records.concat())).unwrap();
    assert_eq!(text.format, Format::Xls);
    assert_eq!(
        text.text,
        "Plan\n\n| 任务 | 期限 |\n| 修渠 | 2019-05-24 |\n| 修渠 | 12 |"
    );
}

#[test]
fn sheets_of_opendocument_are_read_alike() {
    let cell = |attributes: &str, text: &str| {
        format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
    };
    let blank = "<table:table-cell table:number-columns-repeated=\"16000\"/>";
    let covered = "<table:covered-table-cell/>";
    let row = |cells: &str| format!("<table:table-row>{cells}{blank}</table:table-row>");
    let body = format!(
        "<table:table table:name=\"分工\"><table:table-header-rows>{}</table:table-header-rows>{}{}\
         <table:table-row table:number-rows-repeated=\"1048000\">{blank}</table:table-row></table:table>\
         <table:table table:name=\"旧\" table:style-name=\"h\">{}</table:table>",
        row(&(cell("", "任务") + &cell("", "期限"))),
        row(&(cell("table:number-rows-spanned=\"2\"", "修渠")
            + &cell(
                "office:value-type=\"date\" office:date-value=\"2019-05-24\"",
                "24.05.19"
            ))),
        row(&(covered.to_owned()
            + &cell(
                "office:value-type=\"percentage\" office:value=\"0.15\"",
                "15%"
            ))),
        row(&cell("", "x"))
    );
    let hidden = "<style:style style:name=\"h\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>";
    let text = read("plan.ods", &opendocument("spreadsheet", &body, hidden, "")).unwrap();
    assert_eq!(
        text.text,
        "分工\n\n| 任务 | 期限 |\n| 修渠 | 2019-05-24 |\n| 修渠 | 15% |"
    );
    assert_eq!(text.warnings[0].code, WarningCode::LeftOut);
}

const LISTS: &str = "<text:list-style style:name=\"L\">\
    <text:list-level-style-number text:level=\"1\" style:num-format=\"一, 二, 三, ...\" style:num-suffix=\"、\"/>\
    <text:list-level-style-number text:level=\"2\" style:num-format=\"一, 二, 三, ...\" style:num-prefix=\"（\" style:num-suffix=\"）\"/>\
    </text:list-style><text:list-style style:name=\"D\">\
    <text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-suffix=\".\"/>\
    <text:list-level-style-number text:level=\"2\" style:num-format=\"1\" text:display-levels=\"2\"/></text:list-style>\
    <style:style style:name=\"B\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style>";

fn odt(body: &str, styles: &str) -> Vec<u8> {
    opendocument("text", body, LISTS, styles)
}

fn item(content: &str) -> String {
    format!("<text:list-item>{content}</text:list-item>")
}

#[test]
fn lists_of_opendocument_are_numbered() {
    let list = |more: &str, items: &str| format!("<text:list {more}>{items}</text:list>");
    let p = |text: &str| format!("<text:p>{text}</text:p>");
    let body = list(
        "text:style-name=\"L\" xml:id=\"one\"",
        &(item(&p("要求"))
            + &item(&(p("任务") + &list("", &(item(&p("修渠")) + &item(&(p("修路") + &p("沿河")))))))),
    ) + &p("间")
        // A list that goes on after a paragraph, begun in its second level.
        + &list("text:continue-list=\"one\" text:style-name=\"L\"", &item(&list("", &item(&p("修桥")))))
        + &list("text:continue-numbering=\"true\" text:style-name=\"L\"", &item(&p("保障")))
        + &list("text:style-name=\"D\"", &format!("<text:list-item text:start-value=\"3\">{}{}</text:list-item>", p("a"), list("", &item(&p("b")))))
        + &list("text:style-name=\"D\"", &item(&p("c")));
    let text = read("plan.odt", &odt(&body, "")).unwrap();
    assert_eq!(
        blocks(&text),
        [
            "一、要求",
            "二、任务",
            "（一）修渠",
            "（二）修路",
            "沿河",
            "间",
            "（三）修桥",
            "三、保障",
            "3. a",
            "3.1 b",
            "1. c"
        ]
    );
    let levels: Vec<_> = text.blocks[..5]
        .iter()
        .map(|block| (block.kind, block.level))
        .collect();
    assert_eq!(levels[2], (BlockKind::Item, Some(2)));
    assert_eq!(levels[4], (BlockKind::Paragraph, None));
}

#[test]
fn texts_of_opendocument_keep_headings_notes_and_tables() {
    let outline = "<office:styles><text:outline-style><text:outline-level-style text:level=\"1\" style:num-format=\"I\" style:num-suffix=\".\"/>\
        <text:outline-level-style text:level=\"2\" style:num-format=\"\"/></text:outline-style></office:styles>\
        <office:master-styles><style:master-page><style:header><text:p>水渠之友</text:p></style:header></style:master-page></office:master-styles>";
    let cell = |more: &str, text: &str| {
        format!("<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>")
    };
    let row = |cells: String| format!("<table:table-row>{cells}</table:table-row>");
    let body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:h text:outline-level=\"1\">Aims</text:h><text:h text:outline-level=\"2\">Sub</text:h>\
        <text:p><text:span text:style-name=\"B\">Bold</text:span></text:p>\
        <text:p>a<text:s text:c=\"2\"/>b<text:tab/>c<text:line-break/>d<text:note><text:note-citation>1</text:note-citation>\
        <text:note-body><text:p>A note</text:p></text:note-body></text:note></text:p>"
        .to_owned()
        + "<table:table><table:table-header-rows>"
        + &row(cell("table:number-columns-spanned=\"2\"", "Task") + "<table:covered-table-cell/>" + &cell("", "Unit"))
        + "</table:table-header-rows>"
        + &row(cell("table:number-rows-spanned=\"2\"", "Canals") + &cell("", "Dredge") + &cell("", "Water"))
        + &row("<table:covered-table-cell/>".to_owned() + &cell("", "Fence") + &cell("", "Parks"))
        + "</table:table>";
    let text = read("plan.odt", &odt(&body, outline)).unwrap();
    assert_eq!(
        blocks(&text),
        [
            "I. Aims",
            "Sub",
            "Bold",
            "a  b\tc\nd[1]",
            "| Task | | Unit |",
            "| Canals | Dredge | Water |",
            "| Canals | Fence | Parks |",
            "[1] A note"
        ]
    );
    assert_eq!(text.blocks[1].level, Some(2));
    assert!(text.blocks[2].bold && !text.blocks[3].bold);
    assert!(text.blocks[4].row.as_ref().unwrap().head);
    assert_eq!(text.blocks[7].kind, BlockKind::Note);
    assert_eq!(text.warnings[0].code, WarningCode::LeftOut);
}

#[test]
fn rich_text_is_read_with_its_numbers_and_tables() {
    let rtf = b"{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fnil\\fcharset134 \\'cb\\'ce\\'cc\\'e5;}{\\f1\\fcharset0 Arial;}}\
        {\\info{\\title Plan}{\\author x}}{\\*\\generator x;}{\\header\\pard \\'cb\\'ae\\'c7\\'fe\\par}\
        {\\pard\\outlinelevel0{\\listtext\\f0 \\'d2\\'bb\\'a1\\'a2}\\f0\\b \\'d2\\'aa\\'c7\\'f3\\b0\\par}\
        {\\pard\\f1\\uc1 The Council\\rquote s \\u20462?\\u28192?\\line caf\\'e9 \\{x\\}{\\v gone}\\par}\
        \\trowd\\cellx100\\cellx200\\pard\\intbl Task\\cell Unit\\cell\\row\
        \\trowd\\clvmgf\\cellx100\\cellx200\\pard\\intbl Canals\\cell Dredge\\par and fence\\cell\\row\
        \\trowd\\clvmrg\\cellx100\\cellx200\\pard\\intbl\\cell Mend\\cell\\row\
        \\pard Last\\par}";
    let text = read("plan.rtf", rtf).unwrap();
    assert_eq!(text.format, Format::Rtf);
    assert_eq!(text.title.as_deref(), Some("Plan"));
    assert_eq!(
        blocks(&text),
        [
            "一、要求",
            "The Council’s 修渠\ncafé {x}",
            "| Task | Unit |",
            "| Canals | Dredge and fence |",
            "| Canals | Mend |",
            "Last"
        ]
    );
    assert_eq!(
        (
            text.blocks[0].kind,
            text.blocks[0].level,
            text.blocks[0].bold
        ),
        (BlockKind::Heading, Some(1), true)
    );
    assert_eq!(&text.text[text.blocks[0].counted.clone().unwrap()], "一、");
    assert_eq!(text.warnings[0].code, WarningCode::LeftOut);
}

#[cfg(feature = "html")]
#[test]
fn a_web_archive_is_its_page() {
    let archive = "From: <Saved by Blink>\r\nSubject: Plan\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\
        \ttype=\"text/html\";\r\n\tboundary=\"----x\"\r\n\r\n\r\n------x\r\nContent-Type: text/html\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><head><meta charset=3D\"gbk\"><title>Plan</title></head>\
        <body><p>=D0=DE=C7=\r\n=FE</p></body></html>\r\n------x\r\nContent-Type: image/png\r\n\
        Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------x--\r\n";
    for archive in [
        archive.to_owned(),
        archive.replace("Saved by Blink", "由 Microsoft Internet Explorer 5 保存"),
    ] {
        let text = read("plan.mht", archive.as_bytes()).unwrap();
        assert_eq!((text.format, &*text.text), (Format::Mht, "修渠"));
        assert_eq!(text.title.as_deref(), Some("Plan"));
        assert_eq!(text.encoding.as_deref(), Some("gb18030"));
    }
}

#[test]
fn an_e_mail_is_none() {
    let mail = "Received: from a by b\r\nFrom: a@example.org\r\nTo: b@example.org\r\nSubject: Plan\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>Plan</p>\r\n--x--\r\n";
    let error = read("plan.mht", mail.as_bytes()).unwrap_err();
    assert_eq!(error.cause, "it is an e-mail");
    // A text that begins like one is a text.
    let text = read(
        "plan.txt",
        b"From: The Ministry of Works\nTo: All districts\n\n1. Dredge the canals.",
    )
    .unwrap();
    assert_eq!(text.format, Format::Text);
}

#[test]
fn what_is_not_read_is_named_with_what_to_do() {
    let ole = |stream: &str| {
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [
            &b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..],
            &[0; 64],
            &name,
            &[0; 64],
        ]
        .concat()
    };
    let epub = archive(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", b"<x/>"),
    ]);
    let cases = [
        (
            "plan.doc",
            ole("WordDocument"),
            "Word 97-2003",
            Remedy::ToDocx,
        ),
        ("plan.wps", ole("WordDocument"), "WPS", Remedy::ToDocx),
        (
            "plan.ppt",
            ole("PowerPoint Document"),
            "PowerPoint",
            Remedy::ToPdf,
        ),
        (
            "plan.pptx",
            archive(&[("ppt/presentation.xml", b"<x/>")]),
            "PowerPoint",
            Remedy::ToPdf,
        ),
        (
            "plan.ofd",
            archive(&[("OFD.xml", b"<x/>")]),
            "OFD",
            Remedy::PrintPdf,
        ),
        ("plan.epub", epub, "EPUB", Remedy::Pandoc),
        (
            "plan.zip",
            archive(&[("plan.txt", b"plan"), ("b.txt", b"b")]),
            "ZIP archive with 2 files",
            Remedy::Unpack,
        ),
    ];
    for (name, bytes, what, remedy) in cases {
        let error = read(name, &bytes).unwrap_err();
        assert!(
            error.cause.contains(what) && !error.cause.contains("no Word"),
            "{error}"
        );
        assert_eq!(error.remedy, Some(remedy));
    }
    let error = read("plan.doc", &ole("WordDocument")).unwrap_err();
    assert!(
        error
            .help()
            .contains("soffice --headless --convert-to docx FILE")
    );
}
