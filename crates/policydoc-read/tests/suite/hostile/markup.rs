//! Web pages.
#![cfg(feature = "html")]

use super::{Read, Refused, case, check, damage};
use policydoc_read::ErrorCode;

#[test]
fn pages_that_are_nested_or_large() {
    let nested =
        |tag: &str, times: usize| format!("<html>{}plan", format!("<{tag}>").repeat(times));
    // Each paragraph opens all the elements anew.
    let fonts: Vec<String> = (0..1_500).map(|at| format!("<font size={at}>")).collect();
    let fonts = fonts.concat();
    let anew = format!("<html><p>{fonts}</p>{}plan", "<p>x".repeat(2_000));
    let table = "<table><tr><td>".repeat(5_000);
    let attributes: Vec<String> = (0..20_000).map(|at| format!(" a{at}=1")).collect();
    let attributes = attributes.concat();
    check(vec![
        case(
            "divs.html",
            nested("div", 100_000),
            Refused(ErrorCode::TooDeep, "2000"),
        ),
        case(
            "spans.html",
            nested("span", 100_000),
            Refused(ErrorCode::TooDeep, "2000"),
        ),
        case(
            "bold.html",
            nested("b", 100_000),
            Refused(ErrorCode::TooDeep, "2000"),
        ),
        case(
            "lists.html",
            nested("ul><li", 100_000),
            Refused(ErrorCode::TooDeep, "2000"),
        ),
        case("deep.html", nested("div", 1_900), Read("plan")),
        case("items.html", nested("ol><li", 900), Read("plan")),
        case("anew.html", anew, Refused(ErrorCode::TooMany, "50000")),
        case(
            "tables.html",
            format!("<html>{table}plan"),
            Refused(ErrorCode::TooDeep, "2000"),
        ),
        case(
            "breaks.html",
            format!("<html>plan{}", "<br>".repeat(300_000)),
            Refused(ErrorCode::TooMany, "50000"),
        ),
        case(
            "attributes.html",
            format!("<html><p{attributes}>plan"),
            Refused(ErrorCode::Damaged, "attributes"),
        ),
        case(
            "many.html",
            format!("<html><p{}>plan", &attributes[..5_000]),
            Read("plan"),
        ),
        case(
            "svg.html",
            format!("<html><p>plan{}", "<svg><math>".repeat(900)),
            Read("plan"),
        ),
    ]);
}

#[test]
fn pages_that_are_broken() {
    check(vec![
        case("comment.html", "<html><p>plan<!-- and so on", Read("plan")),
        case(
            "script.html",
            "<html><p>plan<script>while(1){",
            Read("plan"),
        ),
        case("tag.html", "<html><p>plan</p><p class=\"", Read("plan")),
        case(
            "entities.html",
            format!("<html><p>plan {}", "&amp;&#x110000;&nosuch;".repeat(10_000)),
            Read("plan &"),
        ),
        case(
            "null.html",
            "<html><p>plan\0\0 of the county for its canals",
            Read("plan"),
        ),
        case(
            "scripts.html",
            "<html><script>plan()</script><style>p{}</style>",
            Refused(ErrorCode::Empty, "no text"),
        ),
        case(
            "frames.html",
            "<html><frameset><frame src=x></frameset></html>",
            Refused(ErrorCode::Empty, "no text"),
        ),
        case(
            "numbers.html",
            "<ol start=99999999999999999999><li value=-2147483648>plan<li value=2147483647>a<li>b</ol>",
            Read("2147483648. b"),
        ),
        case(
            "spans.html",
            "<html><table><tr><td colspan=1000000000 rowspan=1000000000>plan<td>b<tr><td>c</table>",
            Read("| plan |"),
        ),
        case(
            "charset.html",
            "<meta charset=klingon><p>plan “A”",
            Read("plan “A”"),
        ),
        case("utf7.html", "<meta charset=utf-16><p>plan", Read("plan")),
        case(
            "paths.html",
            format!("<div id='{}'><p>plan", "x".repeat(1 << 20)),
            Read("plan"),
        ),
    ]);
}

#[test]
fn pages_that_are_damaged() {
    let page = "<html><head><title>Plan</title></head><body><ol start=3><li>Clean <b>canals</b>.</ol>\
        <table><tr><td>发文字号：<td>青政发〔2021〕7号<tr><td>成文日期：<td>2021年3月4日</table>\
        <table><tr><th>Task<th>Lead<tr><td>a<td>b</table><p>一、目标&nbsp;&mdash;<br>x</body></html>";
    damage("page.html", page.as_bytes(), 400);
    damage(
        "long.html",
        (page.to_owned() + &"<p>Every county shall clean its canals in every year.</p>".repeat(20))
            .as_bytes(),
        80,
    );
}
