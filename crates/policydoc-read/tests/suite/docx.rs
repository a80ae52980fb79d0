//! Word documents.

mod shapes;

use crate::support::docx::{document, level, numbered, paragraph, with_parts};
use crate::support::{blocks, read};
use BlockKind::{Heading, Item, Paragraph};
use policydoc_read::{BlockKind, Origin, WarningCode};

fn shown(body: &str, styles: &str, numbering: &str) -> Vec<String> {
    let text = read("plan.docx", &document(body, styles, numbering)).unwrap();
    blocks(&text).into_iter().map(str::to_owned).collect()
}

fn list(id: u32, levels: &str, more: &str) -> String {
    format!(
        "<w:abstractNum w:abstractNumId=\"{id}\">{levels}</w:abstractNum>\
         <w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{id}\"/>{more}</w:num>"
    )
}

#[test]
fn chinese_lists_are_numbered_as_in_word() {
    let levels = level(
        0,
        "chineseCountingThousand",
        "%1、",
        "<w:suff w:val=\"nothing\"/>",
    ) + &level(1, "chineseCountingThousand", "（%2）", "")
        + &level(2, "decimal", "%3．", "")
        + &level(3, "decimal", "（%4）", "")
        + &level(4, "decimalEnclosedCircleChinese", "%5", "");
    let item = |level, text| paragraph(&numbered(1, level), text);
    let body = item(0, "总体要求")
        + &item(0, "任务")
        + &item(1, "修渠")
        + &item(2, "清淤")
        + &item(3, "东渠")
        + &item(4, "上段")
        + &item(1, "修路");
    let numbering = list(1, &levels, "");
    assert_eq!(
        shown(&body, "", &numbering),
        [
            "一、总体要求",
            "二、任务",
            "（一）修渠",
            "1．清淤",
            "（1）东渠",
            "① 上段",
            "（二）修路"
        ]
    );
}

#[test]
fn numbers_come_from_styles_and_the_styles_they_are_based_on() {
    let levels = level(
        0,
        "chineseCounting",
        "第%1章",
        "<w:pStyle w:val=\"Chapter\"/>",
    ) + &level(
        1,
        "decimal",
        "第%2条",
        "<w:lvlRestart w:val=\"0\"/><w:pStyle w:val=\"Article\"/>",
    );
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"Chapter\"><w:name w:val=\"heading 1\"/>\
         <w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Article\"><w:basedOn w:val=\"Chapter\"/>\
         <w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Sub\"><w:basedOn w:val=\"Article\"/></w:style>";
    let item = |style, text| paragraph(&format!("<w:pStyle w:val=\"{style}\"/>"), text);
    let none = paragraph(
        "<w:pStyle w:val=\"Article\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>",
        "无号",
    );
    let body = item("Chapter", "总则")
        + &item("Article", "目的")
        + &none
        + &item("Chapter", "职责")
        + &item("Sub", "水利局");
    let numbering = list(1, &levels, "");
    assert_eq!(
        shown(&body, styles, &numbering),
        [
            "第一章 总则",
            "第1条 目的",
            "无号",
            "第二章 职责",
            "第2条 水利局"
        ]
    );
    let text = read("plan.docx", &document(&body, styles, &numbering)).unwrap();
    assert_eq!(text.blocks[0].kind, BlockKind::Heading);
    assert_eq!(text.blocks[3].origin, Origin::Paragraph(4));
    assert_eq!(
        &text.text[text.blocks[3].counted.clone().unwrap()],
        "第二章"
    );
}

#[test]
fn tracked_changes_are_accepted() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let deleted = "<w:r><w:delText>gone</w:delText></w:r>";
    let body = format!(
        "<w:p>{}<w:ins>{}</w:ins><w:del>{deleted}</w:del><w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo></w:p>\
         <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p><w:p>{}</w:p>",
        run("a"),
        run("b"),
        run("gone"),
        run("c"),
        run("joined "),
        run("up")
    );
    assert_eq!(shown(&body, "", ""), ["abc", "joined up"]);
}

#[test]
fn a_paragraph_that_was_deleted_counts_no_number() {
    let gone = format!(
        "<w:p><w:pPr>{}<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>",
        numbered(1, 0)
    );
    let body = paragraph(&numbered(1, 0), "one") + &gone + &paragraph(&numbered(1, 0), "two");
    let numbering = list(1, &level(0, "decimal", "%1.", ""), "");
    assert_eq!(shown(&body, "", &numbering), ["1. one", "2. two"]);
}

#[test]
fn fields_show_their_result_and_controls_their_content() {
    let field = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>\
        <w:r><w:t>hidden</w:t></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>shown</w:t></w:r>\
        <w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:fldSimple w:instr=\"DATE\"><w:r><w:t> today</w:t></w:r></w:fldSimple></w:p>";
    let control = "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent><w:p><w:hyperlink>\
        <w:r><w:t>link</w:t></w:r></w:hyperlink><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p></w:sdtContent></w:sdt>";
    // An instruction that is never closed ends with its paragraph.
    let open = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p><w:p><w:r><w:t>after</w:t></w:r></w:p>";
    let body = format!("{field}{control}{open}");
    assert_eq!(shown(&body, "", ""), ["shown today", "link", "after"]);
}

#[test]
fn text_boxes_follow_their_paragraph_and_are_read_once() {
    let inner = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>";
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing>\
         </mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>\
         <w:r><w:t>anchor</w:t></w:r></w:p>"
    );
    assert_eq!(shown(&body, "", ""), ["anchor", "boxed"]);
}

#[test]
fn tables_are_rows_and_a_page_in_a_table_is_not() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph("", text));
    let merged = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>";
    let table = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{merged}{}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{}</w:tr></w:tbl>",
        cell("任务"),
        cell("水利局"),
        cell("财政局"),
        cell("删")
    );
    let page = format!(
        "<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>",
        paragraph("", "一、甲"),
        paragraph("", "二、乙")
    );
    let body = paragraph("", "前") + &table + &page;
    assert_eq!(
        shown(&body, "", ""),
        [
            "前",
            "| 任务 | 水利局 |",
            "| | 财政局 |",
            "一、甲",
            "二、乙"
        ]
    );
}

#[test]
fn footnotes_stand_at_the_end_and_heads_and_feet_do_not() {
    let note = |id, text| {
        format!(
            "<w:footnote w:id=\"{id}\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>"
        )
    };
    let body = "<w:document xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><w:body><w:p><w:r><w:t>Text</w:t></w:r>\
        <w:r><w:footnoteReference w:id=\"4\"/></w:r></w:p></w:body></w:document>";
    let notes = format!(
        "<w:footnotes xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\">{}{}</w:footnotes>",
        note(0, "separator"),
        note(4, "A note")
    );
    let header = "<w:hdr xmlns:w=\"x\"><w:p><w:r><w:t>Head</w:t></w:r></w:p></w:hdr>";
    let bytes = with_parts(
        body,
        &[("word/footnotes.xml", &notes), ("word/header1.xml", header)],
    );
    let text = read("plan.docx", &bytes).unwrap();
    assert_eq!(blocks(&text), ["Text[1]", "[1] A note"]);
    assert_eq!(text.blocks[1].kind, BlockKind::Note);
}

#[test]
fn a_part_that_is_damaged_is_said_and_the_text_is_read() {
    let body = "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>Text</w:t></w:r></w:p></w:body></w:document>";
    let text = read(
        "plan.docx",
        &with_parts(body, &[("word/numbering.xml", "<broken")]),
    )
    .unwrap();
    assert_eq!(text.text, "Text");
    assert_eq!(text.warnings[0].code, WarningCode::MissingPart);
}

/// A cell with these properties that holds these paragraphs.
fn cell(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

fn row(cells: &str) -> String {
    format!("<w:tr>{cells}</w:tr>")
}

#[test]
fn a_number_alone_in_a_cell_is_its_text() {
    let number = || cell("", &format!("<w:p><w:pPr>{}</w:pPr></w:p>", numbered(1, 0)));
    let text = |text: &str| cell("", &paragraph("", text));
    let body = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row(&(text("序号") + &text("任务"))),
        row(&(number() + &text("修渠"))),
        row(&(number() + &text("修路")))
    );
    let numbering = list(1, &level(0, "decimal", "%1", ""), "");
    assert_eq!(
        shown(&body, "", &numbering),
        ["| 序号 | 任务 |", "| 1 | 修渠 |", "| 2 | 修路 |"]
    );
    // A blank numbered line after text in a cell is none.
    let body = format!(
        "<w:tbl>{}{}</w:tbl>",
        row(&(cell(
            "",
            &(paragraph(&numbered(1, 0), "a") + &paragraph(&numbered(1, 0), ""))
        ) + &text("b"))),
        row(&(text("c") + &text("d")))
    );
    assert_eq!(shown(&body, "", &numbering), ["| 1 a | b |", "| c | d |"]);
}

#[test]
fn rows_and_cells_in_controls_inside_each_other_are_kept() {
    let control = |content: String| {
        format!("<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>")
    };
    let custom = |content: String| format!("<w:customXml w:element=\"x\">{content}</w:customXml>");
    let text = |text: &str| cell("", &paragraph("", text));
    let body = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row(&(text("a") + &text("b"))),
        // A section that repeats holds each of its rows in a control of its own.
        control(
            control(row(&(custom(control(text("c"))) + &text("d"))))
                + &control(row(&(text("e") + &text("f"))))
        ),
        custom(control(row(&control(custom(text("g")) + &text("h")))))
    );
    assert_eq!(
        shown(&body, "", ""),
        ["| a | b |", "| c | d |", "| e | f |", "| g | h |"]
    );
}

#[test]
fn merged_cells_say_on_each_row_what_they_say() {
    let text = |text: &str| cell("", &paragraph("", text));
    let down = |text: &str| cell("<w:vMerge w:val=\"restart\"/>", &paragraph("", text));
    let above = || cell("<w:vMerge/>", "<w:p/>");
    let wide = |text: &str| cell("<w:gridSpan w:val=\"2\"/>", &paragraph("", text));
    let body = format!(
        "<w:tbl>{}{}{}{}{}</w:tbl>",
        "<w:tr><w:trPr><w:tblHeader/></w:trPr>".to_owned()
            + &wide("任务")
            + &text("单位")
            + "</w:tr>",
        row(&(down("1") + &text("修渠") + &down("水利局"))),
        row(&(above() + &text("清淤") + &above())),
        row(&(text("2") + &text("修路") + &text("交通局"))),
        "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>".to_owned()
            + &text("养护")
            + &text("同上")
            + "</w:tr>",
    );
    let text = read("plan.docx", &document(&body, "", "")).unwrap();
    assert_eq!(
        blocks(&text),
        [
            "| 任务 | | 单位 |",
            "| 1 | 修渠 | 水利局 |",
            "| 1 | 清淤 | 水利局 |",
            "| 2 | 修路 | 交通局 |",
            "| | 养护 | 同上 |"
        ]
    );
    let rows: Vec<_> = text
        .blocks
        .iter()
        .map(|block| block.row.as_ref().unwrap())
        .collect();
    assert!(rows[0].head && rows[0].cells[1].spanned && !rows[1].head);
    let repeated: Vec<bool> = rows[2].cells.iter().map(|cell| cell.repeated).collect();
    assert_eq!(repeated, [true, false, true]);
}

#[test]
fn blocks_keep_what_word_says_of_them() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"H2\"><w:name w:val=\"heading 2\"/><w:rPr><w:b/></w:rPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"T\"><w:name w:val=\"Title\"/></w:style>\
        <w:style w:type=\"character\" w:styleId=\"Strong\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style>";
    let run = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
    };
    let body = [
        paragraph("<w:pStyle w:val=\"T\"/>", "Plan"),
        paragraph("<w:pStyle w:val=\"H2\"/>", "Aims"),
        paragraph("<w:outlineLvl w:val=\"3\"/>", "Deep"),
        paragraph(
            "<w:pStyle w:val=\"H2\"/><w:outlineLvl w:val=\"9\"/>",
            "Body",
        ),
        paragraph(&numbered(1, 1), "Item"),
        format!(
            "<w:p>{}{}</w:p>",
            run("<w:b/>", "Bold "),
            run("<w:rStyle w:val=\"Strong\"/>", "line")
        ),
        format!(
            "<w:p>{}{}</w:p>",
            run("<w:b/>", "Half"),
            run("<w:b w:val=\"0\"/>", "plain")
        ),
    ];
    let levels = level(0, "decimal", "%1.", "") + &level(1, "decimal", "%1.%2", "");
    let text = read(
        "plan.docx",
        &document(&body.concat(), styles, &list(1, &levels, "")),
    )
    .unwrap();
    let said: Vec<_> = text
        .blocks
        .iter()
        .map(|block| (block.kind, block.level, block.bold))
        .collect();
    assert_eq!(
        said,
        [
            (Heading, Some(0), false),
            (Heading, Some(2), true),
            (Heading, Some(4), false),
            (Paragraph, None, true),
            (Item, Some(2), false),
            (Paragraph, None, true),
            (Paragraph, None, false),
        ]
    );
}

#[test]
fn headers_give_what_the_text_lacks_and_the_rest_is_told() {
    let part = |name: &str, text: &str| {
        format!("<w:{name} xmlns:w=\"x\">{}</w:{name}>", paragraph("", text))
    };
    let body = format!(
        "<w:document xmlns:w=\"x\"><w:body>{}</w:body></w:document>",
        [
            "关于修建水渠的通知",
            "各区人民政府：",
            "一、修渠。",
            "二、修路。"
        ]
        .map(|text| paragraph("", text))
        .concat()
    );
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = format!(
        "<R><r Id='1' Type='{kind}/header' Target='header1.xml'/><r Id='2' Type='{kind}/header' Target='header2.xml'/>\
         <r Id='3' Type='{kind}/footer' Target='footer1.xml'/></R>"
    );
    let bytes = with_parts(
        &body,
        &[
            ("word/_rels/document.xml.rels", &relations),
            ("word/header1.xml", &part("hdr", "京政办发〔2019〕5号")),
            ("word/header2.xml", &part("hdr", "水渠之友")),
            ("word/footer1.xml", &part("ftr", "- 2 -")),
        ],
    );
    let text = read("plan.docx", &bytes).unwrap();
    assert_eq!(
        blocks(&text)[..2],
        ["京政办发〔2019〕5号", "关于修建水渠的通知"]
    );
    assert_eq!(text.blocks[0].kind, BlockKind::Header);
    assert_eq!(text.blocks[1].origin, Origin::Paragraph(1));
    assert_eq!(text.warnings.len(), 1);
    assert_eq!(text.warnings[0].code, WarningCode::LeftOut);
    assert!(text.warnings[0].message.contains("水渠之友"));
    let document = text.parse(&policydoc::Parser::default());
    assert!(document.front_matter().document_number().is_some());
}
