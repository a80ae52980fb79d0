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

#[test]
fn lines_that_spell_the_cited_title_are_the_title() {
    // `体系` could end a title; the notice says where this one ends.
    let text = "\
各县人民政府：
《青石市完善水库管理体系建设节水型社会若干措施》已经市政府同意，现印发给你们，请认真贯彻执行。
青石市人民政府办公室
2025年12月10日
青石市完善水库管理体系
建设节水型社会若干措施
为节约用水，制定以下措施。
一、目标
";
    assert_eq!(
        title(text).as_deref(),
        Some("青石市完善水库管理体系\n建设节水型社会若干措施")
    );
    assert_eq!(body(text), "为节约用水，制定以下措施。|一、目标");
}

#[test]
fn a_plan_without_a_title_has_the_one_that_its_notice_cites() {
    let text = "\
青石市水利局 青石市财政局 关于印发青石市修渠方案的通知
各县人民政府，有关单位：
现将《青石市修渠实施方案》印发给你们，请认真贯彻落实。
修渠是重大工程。结合实际，特制定本方案。
一、目标
";
    assert_eq!(title(text).as_deref(), Some("青石市修渠实施方案"));
    assert_eq!(issuers(text), ["青石市水利局", "青石市财政局"]);
    let text = "某网讯：青石市印发《青石市修渠若干措施》。\n以下为文件全文：\n为修渠，制定以下措施。\n一、目标\n";
    assert_eq!(title(text).as_deref(), Some("青石市修渠若干措施"));
}

#[test]
fn a_notice_that_gives_tasks_itself_keeps_its_title() {
    let text = "\
青石市人民政府关于印发《青石市修渠方案》的通知
各县人民政府：
现将《青石市修渠方案》印发给你们，并就抓好落实通知如下：
一、明确责任。
青石市人民政府
2021年1月25日
";
    assert_eq!(
        title(text).as_deref(),
        Some("青石市人民政府关于印发《青石市修渠方案》的通知")
    );
}

#[test]
fn a_label_of_an_attachment_is_no_part_of_a_title() {
    let text = "\
青水规〔2025〕3号
各有关单位：
现将《青石市修渠行动方案》印发给你们，请认真执行。
附件：1.青石市修渠行动方案
2.任务分工表
青石市水利局
青石证券交易所
2025年3月10日
附件
**青石市修渠行动方案**
为修渠，制定本方案。
一、目标
";
    assert_eq!(title(text).as_deref(), Some("青石市修渠行动方案"));
    assert_eq!(issuers(text), ["青石市水利局", "青石证券交易所"]);
    assert_eq!(issued_on(text).as_deref(), Some("2025-03-10"));
}

#[test]
fn what_a_page_shows_around_a_title_is_no_part_of_it() {
    for text in [
        "政务公开 > 规划 > 水利规划 > 规划纲要\n青石市水利发展规划纲要\n为修渠，编制本规划。\n",
        "【规范性文件】青石市水利发展规划纲要\n为修渠，编制本规划。\n",
        "青石市水利发展规划纲要 [现行有效]\n为修渠，编制本规划。\n",
        "政务服务丨青石市水利发展规划纲要\n为修渠，编制本规划。\n",
        "青石市水利发展规划纲要 各区(市)县政府(管委会…\n青石市水利发展规划纲要\n为修渠，编制本规划。\n",
        "附件1\n青石市水利发展规划纲要\n（青石市水利局　二〇二一年一月二十八日）\n为修渠，编制本规划。\n",
    ] {
        assert_eq!(
            title(text).as_deref(),
            Some("青石市水利发展规划纲要"),
            "{text}"
        );
    }
}

#[test]
fn names_run_over_lines_and_into_each_other() {
    let text = "\
青石市水利局 青石市财政局
国家税务总局青石市税务局
关于修渠的通知
为修渠，通知如下：
一、修渠。
";
    assert_eq!(
        issuers(text),
        ["青石市水利局", "青石市财政局", "国家税务总局青石市税务局"]
    );
    let text =
        "关于修渠的通知\n一、修渠。\n中共青石市委办公室青石市水利局青石市财政局\n2021年1月5日\n";
    assert_eq!(
        issuers(text),
        ["中共青石市委办公室", "青石市水利局", "青石市财政局"]
    );
    let text = "关于修渠的通知\n一、修渠。\n青石市推进“三渠一库”建设领导小组办公室\n2021年1月5日\n";
    assert_eq!(issuers(text), ["青石市推进“三渠一库”建设领导小组办公室"]);
}

#[test]
fn a_whole_notice_in_one_line_is_read_piece_by_piece() {
    let text = "青石市水利局文件青水〔2022〕9号青石市水利局关于印发《渠道整治工作方案》的通知\
        各县水利局，各有关单位：《渠道整治工作方案》已经同意。现印发给你们，请认真落实。\
        青石市水利局2022年4月19日（此件公开发布）渠道整治工作方案因历史原因，渠道淤塞。";
    assert_eq!(title(text).as_deref(), Some("渠道整治工作方案"));
    assert_eq!(issuers(text), ["青石市水利局"]);
    assert_eq!(issued_on(text).as_deref(), Some("2022-04-19"));
    assert_eq!(number(text), Some("青水〔2022〕9号"));
    let release = find(text).front.release.map(|span| span.slice(text));
    assert_eq!(release, Some("（此件公开发布）"));
    assert_eq!(body(text), "因历史原因，渠道淤塞。");
}

#[test]
fn a_translated_notice_in_one_line_is_read_piece_by_piece() {
    let text = "Ministry of Canals, National Water Commission Document Shuiqu [2022] No. 42 Notice on \
        Printing and Distributing the \"Plan for Canals and Locks\" All provinces, their Canal \
        Departments and Bureaus: The \"Implementation Plan for Canals\" has been approved, and is now \
        issued to you. Please implement it well. Ministry of Canals National Water Commission \
        June 10, 2022 (this piece is public) Canals are old. They must be dug anew.";
    assert_eq!(
        title(text).as_deref(),
        Some("Implementation Plan for Canals")
    );
    assert_eq!(
        issuers(text),
        ["Ministry of Canals", "National Water Commission"]
    );
    assert_eq!(number(text), Some("Shuiqu [2022] No. 42"));
    assert_eq!(issued_on(text).as_deref(), Some("2022-06-10"));
    let addressees = find(text).front.addressees.map(|span| span.slice(text));
    assert_eq!(
        addressees,
        Some("All provinces, their Canal Departments and Bureaus")
    );
    assert_eq!(body(text), "Canals|are|old.|They|must|be|dug|anew.");
}

#[test]
fn addressees_broken_over_lines_are_one_list() {
    let text = "\
关于修渠的通知
各县（区）人民政府，市政府各委、办、局，
各有关单位：
为修渠，通知如下：
一、修渠。
";
    let addressees = find(text).front.addressees.map(|span| span.slice(text));
    assert_eq!(
        addressees,
        Some("各县（区）人民政府，市政府各委、办、局，\n各有关单位")
    );
    let text = "各位代表：\n现在，我报告工作。\n一、回顾\n";
    assert_eq!(
        find(text).front.addressees,
        None,
        "who listens is no addressee"
    );
}

#[test]
fn the_paper_of_an_office_has_a_head_of_its_own() {
    let text = "\
000001
青石市人民政府文件
青政发〔2021〕7号        签发人：王石
青石市人民政府
关于修渠的意见
为修渠，提出如下意见。
一、目标
青石市人民政府  2021年3月4日
";
    assert_eq!(
        title(text).as_deref(),
        Some("青石市人民政府\n关于修渠的意见")
    );
    assert_eq!(number(text), Some("青政发〔2021〕7号"));
    assert_eq!(issuers(text), ["青石市人民政府"]);
    assert_eq!(issued_on(text).as_deref(), Some("2021-03-04"));
}

#[test]
fn a_day_of_adoption_is_the_day_of_the_document() {
    let text = "\
关于制定水利规划的建议
(2025年11月28日青石市第七届
委员会第十一次全体会议通过)
水利是命脉。
一、目标
";
    assert_eq!(issued_on(text).as_deref(), Some("2025-11-28"));
    assert_eq!(body(text), "水利是命脉。|一、目标");
    let text = "渠道管理条例\n（2001年10月27日会议通过　根据2016年11月7日修正）\n第一条 为修渠，制定本条例。\n";
    assert_eq!(
        issued_on(text),
        None,
        "an amended text is of more days than one"
    );
}

#[test]
fn a_signature_before_annexes_has_its_note() {
    let text = "\
关于修渠的批复
一、同意修渠。
附件：修渠办法
青石市水利局
青石市财政局
2018年11月20日
（此件公开发布）
附件
修渠办法
第一条 为修渠，制定本办法。
";
    let release = find(text).front.release.map(|span| span.slice(text));
    assert_eq!(release, Some("（此件公开发布）"));
    assert_eq!(issuers(text), ["青石市水利局", "青石市财政局"]);
}

#[test]
fn orders_give_number_and_day_on_a_line() {
    let text = "\
BY THE PRESIDENT OF THE REPUBLIC

[ Memorandum Order No. 204, April 27, 1994 ]

CREATING A COMMITTEE TO OVERSEE THE DIGGING OF CANALS NEAR MT. STONE AND OF THE LOCKS THAT BELONG TO THE NATIONAL CANALS

WHEREAS, the timely digging of these canals matters;
";
    assert_eq!(number(text), Some("Memorandum Order No. 204"));
    assert_eq!(issued_on(text).as_deref(), Some("1994-04-27"));
    assert_eq!(issuers(text), ["THE PRESIDENT OF THE REPUBLIC"]);
    assert!(title(text).unwrap().starts_with("CREATING A COMMITTEE"));
    let text = "# Executive Order 14999: Canals\n\nBy the authority vested in me, it is ordered as follows:\n\
        1. Canals.\nWe dig.\n\nTHE WHITE HOUSE,\nFebruary 24, 2021.\n";
    assert_eq!(number(text), Some("Executive Order 14999"));
    assert_eq!(issued_on(text).as_deref(), Some("2021-02-24"));
    assert!(issuers(text).is_empty(), "a house signs nothing");
}

#[test]
fn a_decision_has_who_decides_over_its_preamble() {
    let text = "\
No. 71/NQ-CP

Stone City, August 05, 2016

DECISION

Approving the master plan for canals

THE PRIME MINISTER

Pursuant to the Law on Canals;
";
    assert_eq!(
        title(text).as_deref(),
        Some("DECISION\n\nApproving the master plan for canals")
    );
    assert_eq!(issuers(text), ["THE PRIME MINISTER"]);
    assert_eq!(issued_on(text).as_deref(), Some("2016-08-05"));
    assert_eq!(number(text), Some("No. 71/NQ-CP"));
    let text = "Decision No. 66/QD-TT dated June 02, 2022 of the Prime Minister approving the Canal Plan\n\
        Issuing body: Prime MinisterEffective date:\nOfficial number:66/QD-TTSigner:Pham Stone\n\
        Canals are dug.\n";
    assert_eq!(issuers(text), ["Prime Minister"]);
    assert_eq!(issued_on(text).as_deref(), Some("2022-06-02"));
    assert_eq!(number(text), Some("66/QD-TT"));
}

#[test]
fn a_memorandum_is_called_after_its_subject() {
    let text = "\
---
title: M-16-99 — Memorandum for the Heads of Agencies
---

## M-16-99<br/>MEMORANDUM FOR THE HEADS OF AGENCIES
**From:**

* **A. Stone**<br />Director, Office of Canals

**Subject:**{: .from} Managing Canals as an Asset

Canals are an asset. They are managed as follows.
1. Dig.
";
    assert_eq!(title(text).as_deref(), Some("Managing Canals as an Asset"));
    assert_eq!(number(text), Some("M-16-99"));
    assert!(
        issuers(text).is_empty(),
        "a director is a person, not a body"
    );
}

#[test]
fn a_title_page_that_is_said_again_gives_the_whole_title() {
    let text = "\
DRAFT 2019-2020
Canal Data Strategy
Action Plan

Written by the canal team, which was set up in the year before last.

DRAFT 2019-2020 Canal Data Strategy
Action Plan
1. Goals
";
    assert_eq!(
        title(text).as_deref(),
        Some("DRAFT 2019-2020\nCanal Data Strategy\nAction Plan")
    );
    let text = "\
REPUBLIC OF STONE

UPDATED

NATIONALLY DUG
CANAL PLAN          MAY 2020

REPUBLIC OF STONE

UPDATED

NATIONALLY DUG
CANAL PLAN          MAY 2020

Canals are dug by hand, as they have been for a thousand years and more.
";
    assert_eq!(
        title(text).as_deref(),
        Some("UPDATED\n\nNATIONALLY DUG\nCANAL PLAN")
    );
}

#[test]
fn a_title_that_says_more_is_the_better_one() {
    let text = "\
# Climate City Contract

# 2030 Climate Action Plan

# 2030 Climate Action Plan of the City of Stone

The city has canals, and it will have more of them in the years to come.
";
    assert_eq!(
        title(text).as_deref(),
        Some("2030 Climate Action Plan of the City of Stone")
    );
}

#[test]
fn the_mark_of_a_footnote_is_no_part_of_a_title() {
    let text = "Report on Canals and Locks1\n\nCanals are dug by hand, and have been so for long.\n1. Goals\n";
    assert_eq!(title(text).as_deref(), Some("Report on Canals and Locks"));
    let text = "Canal Plan 2030\n\nCanals are dug by hand, and have been so for long.\n1. Goals\n";
    assert_eq!(title(text).as_deref(), Some("Canal Plan 2030"));
}

#[test]
fn a_headline_is_not_the_name_of_a_body() {
    let text =
        "State Council assigns work on canals\n2017-06-30\nThe State Council has issued a plan.\n";
    assert!(issuers(text).is_empty());
    assert_eq!(
        issued_on(text),
        None,
        "a day in figures alone is the page's"
    );
}

#[test]
fn figures_of_metadata_number_no_provisions() {
    let unnumbered = |text: &str, language| -> Vec<bool> {
        let lines = text.lines().enumerate();
        lines
            .map(|(at, line)| is_unnumbered(text, language, at, Span::of(text, line)))
            .collect()
    };
    let text = "1. [主题分类] 水利\n2. [发文单位] 青石市水利局\n青石市水利规划\n1. 总则\n";
    assert_eq!(
        unnumbered(text, Language::Chinese),
        [true, true, false, false]
    );
    let text = "No. 71/NQ-CP\nNo. 3 Canals\n";
    assert_eq!(unnumbered(text, Language::English), [true, false]);
}

#[test]
fn a_letterhead_in_two_columns_is_read_by_column() {
    let text = "\
THE PRIME MINISTER          SOCIALIST REPUBLIC OF VIETNAM
No: 1393/QD-TTg             Stone City, September 25, 2012

DECISION

ON THE NATIONAL CANAL STRATEGY

PRIME MINISTER

Pursuant to the Law on Canals;
";
    assert_eq!(number(text), Some("No: 1393/QD-TTg"));
    assert_eq!(issued_on(text).as_deref(), Some("2012-09-25"));
    assert_eq!(issuers(text), ["THE PRIME MINISTER"]);
    let text = "\
关于修渠的意见
青办发〔2021〕1号　　2021-01-05
各县人民政府：
为修渠，提出以下意见。
一、目标
";
    assert_eq!(number(text), Some("青办发〔2021〕1号"));
    let text = "关于修渠的意见（青办发〔2021〕1号）\n为修渠，提出以下意见。\n一、目标\n";
    assert_eq!(number(text), Some("青办发〔2021〕1号"));
    assert_eq!(title(text).as_deref(), Some("关于修渠的意见"));
}

#[test]
fn the_last_lines_of_a_paper_are_front_matter() {
    let text = "\
关于修渠的意见
一、修渠。
青石市人民政府
二O二一年三月四日
（此件公开发布）
抄送：市委各部门。
青石市人民政府办公室              2021年3月5日印发
";
    assert_eq!(issued_on(text).as_deref(), Some("2021-03-04"));
    assert_eq!(issuers(text), ["青石市人民政府"]);
    assert_eq!(body(text), "一、修渠。");
}

#[test]
fn a_month_is_neither_a_day_nor_part_of_a_title() {
    let text = "关于修渠的方案\n（二零二三年三月）\n为修渠，制定本方案。\n一、目标\n";
    assert_eq!(title(text).as_deref(), Some("关于修渠的方案"));
    assert_eq!(issued_on(text), None);
}

#[test]
fn an_order_is_done_on_a_day() {
    let text = "\
EXECUTIVE ORDER NO. 18

CONSTITUTING LANES FOR CANALS

WHEREAS, canals matter;
1. Canals shall be dug.

DONE in the City of Stone, this 23rd day of February, 2023.
";
    assert_eq!(number(text), Some("EXECUTIVE ORDER NO. 18"));
    assert_eq!(issued_on(text).as_deref(), Some("2023-02-23"));
    assert_eq!(
        title(text).as_deref(),
        Some("CONSTITUTING LANES FOR CANALS")
    );
}

#[test]
fn a_head_of_any_length_is_read_in_bounds() {
    let text = "Canal Plan\n".repeat(2_000);
    assert!(find(&text).claimed.len() < 200);
    let text = "《".repeat(40_000) + "各单位：";
    assert!(find(&text).front.addressees.is_none());
}

#[test]
fn an_order_without_its_text_has_no_title() {
    let text = "青石省人民政府令\n第12号\n\n《青石省渠道管理规定》";
    let front = find(text).front;
    assert_eq!(
        front.document_number.map(|span| span.slice(text)),
        Some("青石省人民政府令\n第12号")
    );
    assert!(front.title.is_none_or(|title| title.start() > 30));
    assert_eq!(find("青石省人民政府令\n第12号\n").front.title, None);
}
