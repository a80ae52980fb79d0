//! PDF files.

use super::{Read, Refused, case, check, damage};
use crate::support::pdf::{file, seed, set, show, stream, with_contents};
use policydoc_read::ErrorCode;

fn objects(objects: &[&str]) -> Vec<u8> {
    let objects: Vec<Vec<u8>> = objects
        .iter()
        .map(|object| object.as_bytes().to_vec())
        .collect();
    file(&objects, "")
}

#[test]
fn files_that_are_broken() {
    let whole = set(&["The plan.".to_owned()], "Head");
    let catalogue = "<</Type/Catalog/Pages 2 0 R>>";
    let font = "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>>>";
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{font}/Contents 4 0 R>>");
    let pages = "<</Type/Pages/Count 1/Kids[3 0 R]>>";
    let length = format!(
        "<</Length 1000000000>>\nstream\n{}\nendstream",
        show(50, 700, "The plan")
    );
    let box_of = |size: &str| page.replace("[0 0 595 842]", size);
    let shown = format!(
        "<</Length 60>>\nstream\n{}\nendstream",
        show(50, 700, "The plan")
    );
    check(vec![
        case(
            "head.pdf",
            b"%PDF-1.7\n",
            Refused(ErrorCode::Damaged, "no whole PDF"),
        ),
        case(
            "cut.pdf",
            &whole[..whole.len() / 4],
            Refused(ErrorCode::Damaged, "none of its pages"),
        ),
        case("tail.pdf", &whole[..whole.len() - 8], Read("The plan.")),
        case(
            "mail.pdf",
            [b"Content-Type: application/pdf\n\n", &whole[..]].concat(),
            Read("The plan."),
        ),
        case(
            "none.pdf",
            objects(&[catalogue, "<</Type/Pages/Count 0/Kids[]>>"]),
            Refused(ErrorCode::Empty, "no text"),
        ),
        case(
            "length.pdf",
            objects(&[catalogue, pages, &page, &length]),
            Read("The plan"),
        ),
        case(
            "box.pdf",
            objects(&[
                catalogue,
                pages,
                &box_of("[0 0 99999999999999999999 -99999999999999999999]"),
                &shown,
            ]),
            Read("The plan"),
        ),
        case(
            "boxes.pdf",
            objects(&[catalogue, pages, &box_of("[/a (b) null]"), &shown]),
            Read("The plan"),
        ),
        case("wrong.txt", whole, Read("The plan.")),
    ]);
}

#[test]
fn files_that_go_round_in_circles() {
    let catalogue = "<</Type/Catalog/Pages 2 0 R>>";
    let itself = "<</Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</XObject<</X 4 0 R>>>>";
    let form = stream(&itself[2..itself.len() - 2], b"/X Do");
    let circle = with_contents(
        &[show(50, 700, "The plan") + "/X Do"],
        "/XObject<</X 4 0 R>>",
        &[form],
    );
    check(vec![
        case(
            "kids.pdf",
            objects(&[catalogue, "<</Type/Pages/Count 3/Kids[2 0 R 2 0 R]>>"]),
            Refused(ErrorCode::Damaged, "none of its pages"),
        ),
        case(
            "count.pdf",
            objects(&[catalogue, "<</Type/Pages/Count 1000000000/Kids[]>>"]),
            Refused(ErrorCode::Damaged, "none of its pages"),
        ),
        case(
            "root.pdf",
            objects(&["<</Type/Catalog/Pages 1 0 R>>"]),
            Refused(ErrorCode::Damaged, "no whole PDF"),
        ),
        case("form.pdf", circle, Read("The plan")),
        case(
            "arrays.pdf",
            objects(&[
                catalogue,
                &format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)),
            ]),
            Refused(ErrorCode::Damaged, "no whole PDF"),
        ),
    ]);
}

#[test]
fn files_that_grow_when_they_are_read() {
    // Each form shows the next one ten times: ten thousand million shows.
    let forms: Vec<Vec<u8>> = (0..10)
        .map(|at| {
            let own = format!("/Resources<</XObject<</X {} 0 R>>>>", 5 + at);
            let entries = format!("/Type/XObject/Subtype/Form/BBox[0 0 600 900]{own}");
            stream(&entries, "/X Do ".repeat(10).as_bytes())
        })
        .chain([stream("/Type/XObject/Subtype/Form/BBox[0 0 600 900]", b"")])
        .collect();
    let page = show(50, 700, "The plan") + "/X Do";
    let doubling = with_contents(&[page], "/XObject<</X 4 0 R>>", &forms);
    // Widths for four thousand million codes.
    let font = "<</Type/Font/Subtype/Type0/BaseFont/W/Encoding/Identity-H/DescendantFonts[\
        <</Type/Font/Subtype/CIDFontType2/BaseFont/W/W[0 4294967295 500]>>]>>";
    let widths = show(50, 700, "The plan") + "BT /W 10 Tf <00410042> Tj ET";
    let widths = with_contents(&[widths], "/Font<</F 3 0 R/W 4 0 R>>", &[font.into()]);
    let states = "q ".repeat(2_000_000) + &show(50, 700, "The plan");
    check(vec![
        case("forms.pdf", doubling, Read("The plan")),
        case("widths.pdf", widths, Read("The plan")),
        case(
            "states.pdf",
            with_contents(&[states], "", &[]),
            Read("The plan"),
        ),
    ]);
}

#[test]
fn files_without_text_say_why() {
    let picture = stream(
        "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
        b"\x80",
    );
    let scan = |text: &str| {
        with_contents(
            &["595 0 0 842 0 0 cm /P Do".to_owned(), text.to_owned()],
            "/XObject<</P 4 0 R>>",
            std::slice::from_ref(&picture),
        )
    };
    let locked = {
        let entries = format!(
            "/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<{0}>/U<{0}>>>/ID[<00><00>]",
            "00".repeat(32)
        );
        file(
            &[
                b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
                b"<</Type/Pages/Count 0/Kids[]>>".to_vec(),
            ],
            &entries,
        )
    };
    check(vec![
        case(
            "scan.pdf",
            scan("595 0 0 842 0 0 cm /P Do"),
            Refused(ErrorCode::NoText, "scanned"),
        ),
        case(
            "blank.pdf",
            with_contents(&[String::new()], "", &[]),
            Refused(ErrorCode::Empty, "no text"),
        ),
        case(
            "half.pdf",
            scan(&show(50, 700, "The plan")),
            Read("The plan"),
        ),
        case(
            "locked.pdf",
            locked,
            Refused(ErrorCode::Encrypted, "password"),
        ),
    ]);
    let half = crate::support::read("half.pdf", &scan(&show(50, 700, "The plan"))).unwrap();
    assert_eq!(
        half.warnings[0].to_string(),
        "missing-pages: pages 1 are pictures without text"
    );
}

#[test]
fn pages_that_are_large() {
    let many = with_contents(&vec![String::new(); 501], "", &[]);
    let line = "plan ".repeat(20);
    let page: String = (5..65).map(|at| show(20, at * 12, &line)).collect();
    let full = with_contents(&vec![page; 60], "", &[]);
    check(vec![
        case(
            "pages.pdf",
            many,
            Refused(ErrorCode::TooMany, "501 pages, the limit is 500"),
        ),
        case("glyphs.pdf", full, Refused(ErrorCode::TooLarge, "text")),
    ]);
}

#[test]
fn files_that_are_damaged() {
    damage("seed.pdf", &seed(), 120);
}
