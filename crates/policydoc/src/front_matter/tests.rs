use super::claim::named;
use super::*;

/// Finds the front matter of a text with one paragraph a line; lines that begin with `一、`,
/// `第一条` or `1.` are provisions.
fn find(text: &str) -> Found {
    let language = if text.chars().any(|ch| ch > '\u{4E00}') {
        Language::Chinese
    } else {
        Language::English
    };
    let paragraphs: Vec<Paragraph> = text
        .lines()
        .map(|line| Span::of(text, line).trim(text))
        .filter(|span| !span.is_empty())
        .map(|span| Paragraph {
            span,
            provision: ["一、", "第一条", "1. "]
                .iter()
                .any(|marker| span.slice(text).starts_with(marker))
                .then_some(span.start()),
        })
        .collect();
    let found = front_matter(text, language, &paragraphs);
    for pair in found.claimed.windows(2) {
        assert!(
            pair[0].end() < pair[1].start(),
            "claims are sorted and disjoint"
        );
    }
    for &field in named(&found.front).iter().chain(&found.front.other) {
        assert!(
            found.claimed.iter().any(|claim| claim.contains(field)),
            "{:?} is claimed",
            field.slice(text)
        );
    }
    found
}

fn title(text: &str) -> Option<String> {
    let span = find(text).front.title?;
    Some(span.slice(text).to_owned())
}

fn issuers(text: &str) -> Vec<&str> {
    let front = find(text).front;
    front
        .issuers
        .iter()
        .map(|issuer| issuer.span.slice(text))
        .collect()
}

fn issued_on(text: &str) -> Option<String> {
    Some(find(text).front.issued_on?.date.to_string())
}

fn number(text: &str) -> Option<&str> {
    Some(find(text).front.document_number?.slice(text))
}

/// What is left for the body.
fn body(text: &str) -> String {
    let mut body = String::new();
    let mut at = 0;
    for claim in find(text).claimed {
        body += &text[at..claim.start()];
        at = claim.end();
    }
    body += &text[at..];
    body.split_whitespace().collect::<Vec<_>>().join("|")
}

const TRANSMITTED: &str = "\
青石市人民政府办公室关于印发
青石市水库加固方案的通知
青政办发〔2021〕7号
各县人民政府，市政府各部门：
《青石市水库加固方案》已经市政府同意，现印发给你们，请认真贯彻执行。
青石市人民政府办公室
2021年3月4日
（此件公开发布）
青石市水库加固方案
为加固水库，制定本方案。
一、总体要求
";

#[test]
fn a_notice_that_hands_on_a_plan_is_front_matter() {
    let found = find(TRANSMITTED);
    assert_eq!(title(TRANSMITTED).as_deref(), Some("青石市水库加固方案"));
    assert_eq!(issuers(TRANSMITTED), ["青石市人民政府办公室"]);
    assert_eq!(issued_on(TRANSMITTED).as_deref(), Some("2021-03-04"));
    assert_eq!(number(TRANSMITTED), Some("青政办发〔2021〕7号"));
    let field = |span: Option<Span>| span.map(|span| span.slice(TRANSMITTED));
    assert_eq!(
        field(found.front.addressees),
        Some("各县人民政府，市政府各部门")
    );
    assert_eq!(field(found.front.release), Some("（此件公开发布）"));
    assert_eq!(body(TRANSMITTED), "为加固水库，制定本方案。|一、总体要求");
}

#[test]
fn a_notice_with_provisions_of_its_own_keeps_its_opening() {
    let text = "\
国务院关于加强
水库管理的通知
国发〔2019〕3号
各省人民政府：
为进一步加强水库管理，现就有关事项通知如下：
一、落实责任。各地要负责。
国务院
2019年1月2日
（此件公开发布）
";
    assert_eq!(
        title(text).as_deref(),
        Some("国务院关于加强\n水库管理的通知")
    );
    assert_eq!(issued_on(text).as_deref(), Some("2019-01-02"));
    assert_eq!(
        body(text),
        "为进一步加强水库管理，现就有关事项通知如下：|一、落实责任。各地要负责。"
    );
}

#[test]
fn an_english_covering_letter_is_front_matter() {
    let text = "\
To all offices and bureaus of the district:
The Work Plan for Clean Canals has been approved. It is hence issued to you.
Stone District People's Government
May 24th, 2019
(This document is publicly released)

Work Plan for Clean Canals
In order to clean the canals (SD[2018] No. 4), this Plan is formulated.
1. Goals
";
    assert_eq!(title(text).as_deref(), Some("Work Plan for Clean Canals"));
    assert_eq!(issuers(text), ["Stone District People's Government"]);
    assert_eq!(issued_on(text).as_deref(), Some("2019-05-24"));
    assert_eq!(
        number(text),
        None,
        "a number in running text is that of something cited"
    );
}

#[test]
fn metadata_speaks_where_the_text_is_silent() {
    let text = "\
索 引 号： 000/2018  主题分类： 水利
发文机关： 水利部  成文日期： 2018年12月21日
标　　题： 关于加强水库管理的意见
发文字号： 水发〔2018〕42号  发布日期： 2018年12月29日
关于加强水库管理的意见
各单位要加强管理。
一、目标
";
    assert_eq!(issuers(text), ["水利部"]);
    assert_eq!(issued_on(text).as_deref(), Some("2018-12-21"));
    assert_eq!(number(text), Some("水发〔2018〕42号"));
    assert_eq!(body(text), "各单位要加强管理。|一、目标");
}

#[test]
fn a_date_of_publication_is_not_the_date_of_signature() {
    let text = "发布日期：2018年12月29日\n关于加强水库管理的意见\n各单位要加强管理。\n一、目标\n";
    assert_eq!(issued_on(text), None);
}

#[test]
fn several_bodies_sign() {
    let text = "\
关于修渠的通知
一、修渠。各县要修渠。
青石市水利局 青石市财政局
国家税务总局青石市税务局
2020年2月3日
";
    assert_eq!(
        issuers(text),
        ["青石市水利局", "青石市财政局", "国家税务总局青石市税务局"]
    );
    assert_eq!(body(text), "一、修渠。各县要修渠。");
}

#[test]
fn the_body_that_a_title_names_has_issued_the_document() {
    let text = "青石市人民政府关于修渠的意见\n为修渠，提出如下意见。\n一、目标\n";
    assert_eq!(issuers(text), ["青石市人民政府"]);
}

#[test]
fn marks_of_markdown_are_not_of_the_title() {
    let text = "# **青石市修渠办法**\n\n第一条 为修渠，制定本办法。\n";
    assert_eq!(title(text).as_deref(), Some("青石市修渠办法"));
    assert_eq!(body(text), "第一条|为修渠，制定本办法。");
}

#[test]
fn fields_are_found_where_line_breaks_were_lost() {
    let text = "青石市人民政府关于修渠的意见青政发〔2021〕8号各县人民政府，市政府有关部门：\
        修渠对农业发展具有重要意义。为修渠，提出如下意见。各县要修渠。青石市人民政府2021年8月23日（此件有删减）";
    assert_eq!(title(text).as_deref(), Some("青石市人民政府关于修渠的意见"));
    assert_eq!(number(text), Some("青政发〔2021〕8号"));
    assert_eq!(issued_on(text).as_deref(), Some("2021-08-23"));
    assert_eq!(
        body(text),
        "修渠对农业发展具有重要意义。为修渠，提出如下意见。各县要修渠。"
    );
}

#[test]
fn an_english_signature_without_line_breaks() {
    let text = "Opinions on Canals Guobanfa [2013] No. 104 People's governments of provinces: Canals \
        matter. All departments must see real results. General Office of the State Council \
        November 18, 2013 (this document is publicly released)";
    assert_eq!(title(text).as_deref(), Some("Opinions on Canals"));
    assert_eq!(issuers(text), ["General Office of the State Council"]);
    assert_eq!(issued_on(text).as_deref(), Some("2013-11-18"));
}

#[test]
fn an_order_has_its_number_on_the_next_line() {
    let text = "青石省人民政府令\n（第290号）\n青石省修渠办法\n第一条 为修渠，制定本办法。\n";
    assert_eq!(title(text).as_deref(), Some("青石省修渠办法"));
    assert_eq!(number(text), Some("青石省人民政府令\n（第290号）"));
}

#[test]
fn what_is_no_front_matter_stays_body() {
    let text = "为修渠，制定以下措施：\n一、目标\n各县要修渠。\n";
    assert!(find(text).claimed.is_empty());
    let text = "Canals matter to all of us.\n1. Goals\nWe shall dig.\n";
    assert!(find(text).claimed.is_empty());
}

#[test]
fn any_cut_of_a_text_is_read_without_panic() {
    for (at, _) in TRANSMITTED.char_indices() {
        find(&TRANSMITTED[..at]);
        find(&TRANSMITTED[at..]);
    }
}
