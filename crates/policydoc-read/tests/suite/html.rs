//! Web pages.

use crate::support::{blocks, read, read_with};
use policydoc_read::{BlockKind, Options, Origin};

fn shown(page: &str) -> String {
    read("page.html", page.as_bytes()).unwrap().text
}

/// A page in the manner of government sites: metadata, article, links beside it.
fn portal() -> String {
    let body: Vec<String> = (1..=12)
        .map(|at| format!("<p style='text-indent:2em'>第{at}条　各县水利局应当按照规定加强水库管理，确保工程安全运行。</p>"))
        .collect();
    let body = body.concat();
    format!(
        "<html><head><meta charset=utf-8><title>关于水库管理的通知_青石市人民政府</title></head><body>\
         <div class=nav><a href=/>首页</a> <a href=/zw>政务</a> <a href=/fw>服务</a></div>\
         <table class=head><tr><td><b>索 引 号：</b></td><td>0001/2021-00007</td><td><b>主题分类：</b></td><td>水利</td></tr>\
         <tr><td><b>发文机关：</b></td><td>青石市人民政府</td><td><b>成文日期：</b></td><td>2021年03月04日</td></tr>\
         <tr><td><b>发文字号：</b></td><td>青政发〔2021〕7号</td><td><b>发布日期：</b></td><td>2021年03月08日</td></tr></table>\
         <table width=900><tr><td valign=top><div id=content><p align=center><b>关于水库管理的通知</b></p>{body}\
         <p align=right>青石市人民政府</p><p align=right>2021年3月4日</p></div></td>\
         <td><ul><li><a href=/1>相关：水库问答</a><li><a href=/2>相关：图解</a></ul></td></tr></table>\
         <div class=foot><a href=/about>关于我们</a> 主办：青石市人民政府办公室</div></body></html>"
    )
}

#[test]
fn the_document_is_read_and_not_the_site_around_it() {
    let text = read("notice.html", portal().as_bytes()).unwrap();
    let blocks = blocks(&text);
    assert_eq!(blocks[6], "关于水库管理的通知");
    assert!(blocks[7].starts_with("第1条　各县"));
    assert_eq!(blocks[19..], ["青石市人民政府", "2021年3月4日"]);
    assert_eq!(
        text.title.as_deref(),
        Some("关于水库管理的通知_青石市人民政府")
    );
    let Origin::Element(path) = &text.blocks[7].origin else {
        panic!("a web page has elements")
    };
    assert_eq!(path, "#content > p:nth-child(2)");
}

#[test]
fn metadata_stands_at_the_head_where_the_front_matter_reads_it() {
    let text = read("notice.html", portal().as_bytes()).unwrap();
    assert!(
        text.text
            .starts_with("索引号：0001/2021-00007\n主题分类：水利\n发文机关：青石市人民政府\n")
    );
    assert_eq!(text.metadata.len(), 6);
    assert!(
        text.blocks[..6]
            .iter()
            .all(|block| block.kind == BlockKind::Metadata)
    );
    let document = policydoc::parse(&text.text);
    let number = document.front_matter().document_number().unwrap();
    assert_eq!(number.text(), "青政发〔2021〕7号");
}

#[test]
fn a_whole_page_is_read_where_that_is_asked_for() {
    let options = Options {
        whole_page: true,
        ..Options::default()
    };
    let text = read_with("notice.html", portal().as_bytes(), &options).unwrap();
    assert!(text.text.contains("相关：水库问答") && text.text.contains("关于我们"));
}

#[test]
fn lists_are_numbered_as_a_browser_numbers_them() {
    let page =
        "<ol type=I start=2><li>Aims<ol><li>One<li value=7>Two<p>More of two</ol><li>Tasks</ol>";
    assert_eq!(
        shown(page),
        "II. Aims\n\n1. One\n\n7. Two\n\nMore of two\n\nIII. Tasks"
    );
    // A style sheet that is not in the page may hide numbers that the text holds itself.
    assert_eq!(shown("<ol><li>1. One<li>2. Two</ol>"), "1. One\n\n2. Two");
    assert_eq!(shown("<ul><li>One<li>Two</ul>"), "• One\n\n• Two");
    let text = read("page.html", b"<ol><li>One</ol>").unwrap();
    assert_eq!(text.blocks[0].counted, Some(0..2));
}

#[test]
fn tables_of_data_are_rows_and_tables_of_layout_are_not() {
    let page =
        "<table><tr><th>Task<th>Lead<tr><td><p>Clean</p><p>canals</p><td>Water | Roads</table>";
    assert_eq!(
        shown(page),
        "| Task | Lead |\n| Clean canals | Water \\| Roads |"
    );
    assert_eq!(policydoc::parse(&shown(page)).provisions().count(), 0);
    let spans =
        "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td>e<td>f<td>g</table>";
    assert_eq!(shown(spans), "| a | b | |\n| | c | d |\n| e | f | g |");
    let layout = "<table><tr><td><p>1. Clean canals.</p><p>2. Mend roads.</p></table>";
    assert_eq!(shown(layout), "1. Clean canals.\n\n2. Mend roads.");
}

#[test]
fn what_a_browser_hides_is_hidden() {
    let page = "<p>a<span style='display:none'>x</span><script>x</script></p><p hidden>x</p><nav>x</nav>\
        <p>b<br>c</p><!-- x --><pre>d\n  e</pre><p>1<sup><a href=#n>2</a></sup></p>";
    assert_eq!(shown(page), "a\n\nb\nc\n\nd\n  e\n\n1[2]");
}

#[test]
fn a_short_page_is_read_where_its_template_keeps_the_document() {
    let page = "<html><head><title>青石市清淤方案-青石市人民政府</title></head><body>\
        <ul><li><a href=/>首页</a><li><a href=/zw>政务公开</a></ul><div class=position>当前位置：首页</div>\
        <div class=title>青石市清淤方案</div><div id=zoom><p>为加快河道清淤，保障行洪安全，制定本方案。</p>\
        <p>一、落实责任。各县要明确任务，按期完成河道清淤工作。</p></div>\
        <div class=foot>主办：青石市人民政府办公室</div></body></html>";
    let text = shown(page);
    assert!(
        text.starts_with("青石市清淤方案\n\n为加快河道清淤"),
        "{text}"
    );
    assert!(text.ends_with("河道清淤工作。"), "{text}");
    // Without a sign of the document, all of the page is read.
    let text = shown(&page.replace("id=zoom", "id=x"));
    assert!(text.contains("首页") && text.contains("主办"));
}

#[test]
fn a_title_above_the_document_is_of_it() {
    let body = "<p>各县水利局应当按照规定加强水库管理，确保工程安全运行。</p>".repeat(12);
    let page = |title: &str, head: &str| {
        shown(&format!(
            "<html><head><title>{title}</title></head><body><div><h3>政策文件库</h3></div>\
             <div>{head}</div><div>发布时间：2021年</div><div><div>{body}</div></div></body></html>"
        ))
    };
    for (title, head) in [
        ("x", "<h1>水库管理办法</h1>"),
        ("水库管理办法_青石市", "<div>水库管理办法</div>"),
        ("x", "<div class=bt_title>水库管理办法</div>"),
    ] {
        assert!(
            page(title, head).starts_with("水库管理办法\n\n各县"),
            "{head}"
        );
    }
    assert!(page("x", "<div>水库管理办法</div>").starts_with("各县"));
}

#[test]
fn one_long_paragraph_is_read_with_the_title_beside_it() {
    let long = "各县水利局应当按照规定加强水库管理，确保工程安全运行。".repeat(100);
    let page = format!(
        "<body><ul><li><a href=/>首页</a></ul><div><div>水库管理办法</div><div>{long}</div></div>\
         <div class=foot>主办：水利局</div></body>"
    );
    assert_eq!(shown(&page), format!("水库管理办法\n\n{long}"));
}

#[test]
fn what_stands_in_the_document_is_of_it_whatever_its_name() {
    let filler =
        "<p>Every county shall keep its canals clean, and shall report on it.</p>".repeat(12);
    let page = format!(
        "<body><nav><a href=/>Home</a></nav><article>{filler}<aside>Mark: see the annex.</aside>\
         <footer>Signed, the Council</footer></article><aside><a href=/>More news</a></aside>\
         <footer>Copyright</footer></body>"
    );
    let text = shown(&page);
    assert!(
        text.ends_with("Mark: see the annex.\n\nSigned, the Council"),
        "{text}"
    );
    assert!(text.starts_with("Every county"));
}

#[test]
fn a_page_in_gb2312_is_read_as_it_declares() {
    let page = "<meta charset=gb2312><p>各区人民政府：一、总体要求</p>";
    let bytes = encoding_rs::GB18030.encode(page).0;
    let text = read("page.html", &bytes).unwrap();
    assert_eq!(text.text, "各区人民政府：一、总体要求");
    assert_eq!(text.encoding.as_deref(), Some("gb18030"));
}
