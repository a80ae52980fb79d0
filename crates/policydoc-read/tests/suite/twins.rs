//! The same text in other encodings is the same document.

use crate::support::read;
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8};
use policydoc::Parser;
use policydoc_read::Text;

const SIMPLIFIED: &str = "\
青石市人民政府关于加强水库管理的意见
青政发〔2021〕7号
各县人民政府，市政府各部门：
为进一步加强水库管理，保障人民群众生命财产安全，现提出以下意见。
一、总体要求
坚持安全第一、预防为主，全面落实水库安全管理责任制。
二、主要任务
（一）加固病险水库。对全市病险水库进行排查，按照轻重缓急分批加固。（责任单位：市水利局、市财政局）
（二）完善监测设施。在大中型水库建设雨情水情监测站。（责任单位：市水利局、市气象局，各县人民政府）
青石市人民政府
2021年3月4日
";

const TRADITIONAL: &str = "\
青石市政府關於加強水庫管理的意見
各區公所，市政府各局處：
為進一步加強水庫管理，保障人民生命財產安全，提出以下意見。
一、總體要求
堅持安全第一、預防為主，全面落實水庫安全管理責任制。
二、主要任務
（一）加固老舊水庫。對全市老舊水庫進行檢查，依照輕重緩急分批加固。（責任單位：市水利局、市財政局）
（二）完善監測設施。在大型水庫建設雨量水位監測站。（責任單位：市水利局、市氣象局）
";

const ARTICLES: &str = "\
青石市公共数据管理办法（试行）
第一章　总则
第一条　为了规范公共数据管理，促进公共数据共享和开放，根据有关法律、法规，结合本市实际，制定本办法。
第二条　市大数据局负责统筹全市公共数据管理工作。
第二章　职责
第三条　各县人民政府、市政府各部门应当明确本单位数据管理机构。
";

/// What is read of a text in an encoding, as JSON without `source`.
fn read_as(text: &str, encoding: &'static Encoding, expected: &str) -> serde_json::Value {
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost);
    let read: Text = read("plan.txt", &bytes).unwrap();
    assert_eq!(read.encoding.as_deref(), Some(expected));
    assert_eq!(read.replaced, 0);
    let document = read.parse(&Parser::default());
    let mut json = serde_json::to_value(&document).unwrap();
    json["source"] = serde_json::Value::Null;
    json
}

#[test]
fn twins_in_gb18030_are_the_same_documents() {
    for text in [SIMPLIFIED, TRADITIONAL, ARTICLES] {
        assert_eq!(
            read_as(text, GB18030, "gb18030"),
            read_as(text, UTF_8, "UTF-8")
        );
    }
}

#[test]
fn twins_in_big5_are_the_same_documents() {
    assert_eq!(
        read_as(TRADITIONAL, BIG5, "Big5"),
        read_as(TRADITIONAL, UTF_8, "UTF-8")
    );
}

#[test]
fn twins_in_utf_16_are_the_same_documents() {
    for text in [SIMPLIFIED, TRADITIONAL, ARTICLES] {
        let utf8 = read("plan.txt", text.as_bytes()).unwrap();
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [[b"\xFF\xFE", &bytes[..]].concat(), bytes] {
            let utf16 = read("plan.txt", &bytes).unwrap();
            assert_eq!(
                (utf16.text, utf16.blocks),
                (utf8.text.clone(), utf8.blocks.clone())
            );
            assert_eq!(utf16.encoding.as_deref(), Some("UTF-16LE"));
        }
    }
}
