//! Text, Markdown, and files that are neither.

use super::{Read, Refused, case, check, damage};
use policydoc_read::ErrorCode;

#[test]
fn text_that_is_none_or_hardly_any() {
    let mut random = super::Random(1);
    let random: Vec<u8> = (0..100_000)
        .map(|_| u8::try_from(random.below(256)).unwrap())
        .collect();
    check(vec![
        case("empty.txt", "", Refused(ErrorCode::Empty, "empty")),
        case(
            "blank.txt",
            " \n\t\r\n".repeat(1_000),
            Refused(ErrorCode::Empty, "no text"),
        ),
        case(
            "mark.txt",
            b"\xEF\xBB\xBF",
            Refused(ErrorCode::Empty, "no text"),
        ),
        case(
            "marks.txt",
            "*** --- ***\n",
            Refused(ErrorCode::Empty, "no text"),
        ),
        case(
            "zeros.txt",
            vec![0; 1 << 20],
            Refused(ErrorCode::Unsupported, "no text"),
        ),
        case(
            "random.txt",
            random,
            Refused(ErrorCode::Unsupported, "no text"),
        ),
        case(
            "flood.txt",
            vec![0x80; 1 << 20],
            Refused(ErrorCode::Empty, "no text"),
        ),
        case(
            "large.txt",
            vec![b'a'; (32 << 20) + 1],
            Refused(ErrorCode::TooLarge, "the limit is"),
        ),
    ]);
}

#[test]
fn text_that_is_damaged() {
    let cut = &"一、总体要求".as_bytes()[..16];
    let odd = [
        &b"\xFF\xFE"[..],
        &"Plan"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<_>>(),
        b"x",
    ]
    .concat();
    let lone = [&b"\xFE\xFF"[..], &[0x00, 0x41, 0xD8, 0x00, 0x00, 0x42]].concat();
    check(vec![
        case("cut.txt", cut, Read("一、总体要\u{FFFD}")),
        case("odd.txt", odd, Read("Plan\u{FFFD}")),
        case("lone.txt", lone, Read("A\u{FFFD}B")),
        case(
            "zero.txt",
            "Aims\0of the plan, and more of it that is plain text",
            Read("Aims\0of"),
        ),
    ]);
    damage(
        "plan.txt",
        "（一）加强领导。各区…\nPlan “A”\r\n".repeat(20).as_bytes(),
        200,
    );
}

#[test]
fn text_of_odd_shapes() {
    check(vec![
        case("line.txt", "plan ".repeat(2_000_000), Read("plan plan")),
        case("lines.txt", "\n".repeat(2_000_000) + "plan", Read("plan")),
        case("returns.txt", "\r".repeat(500_000) + "plan", Read("plan")),
        case("quotes.md", ">".repeat(50_000) + " plan", Read("plan")),
        case(
            "lists.md",
            (0..2_000)
                .map(|at| " ".repeat(at % 400 * 2) + "- plan\n")
                .collect::<String>(),
            Read("plan"),
        ),
        case("brackets.md", "[".repeat(50_000) + "plan", Read("plan")),
        case("stars.md", "*a **b ".repeat(20_000), Read("a **b")),
        case(
            "table.md",
            "|".repeat(20_000) + "\n" + &"|-".repeat(20_000) + "\n|plan|\n",
            Read("plan"),
        ),
        case("links.md", "[a](".repeat(20_000), Read("[a](")),
    ]);
}

#[test]
fn files_with_the_wrong_name() {
    let png = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR";
    let utf16 = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<_>>()
    };
    let ole = |stream: &str| {
        [
            &b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..],
            &[0; 64],
            &utf16(stream),
        ]
        .concat()
    };
    check(vec![
        case("picture.txt", png, Refused(ErrorCode::Unsupported, "PNG")),
        case(
            "archive.md",
            b"\x1F\x8B\x08\0\0",
            Refused(ErrorCode::Unsupported, "gzip"),
        ),
        case("rich.docx", b"{\\rtf1 plan}", Read("plan")),
        case(
            "old.docx",
            ole("WordDocument"),
            Refused(ErrorCode::Unsupported, ".doc"),
        ),
        case(
            "locked.docx",
            ole("EncryptedPackage"),
            Refused(ErrorCode::Encrypted, "password"),
        ),
        case("text.pdf", "1. A plan that is text.", Read("1. A plan")),
        case("text.docx", "1. A plan that is text.", Read("1. A plan")),
        case(
            "noise.pdf",
            [1, 2, 3, 4].repeat(500),
            Refused(ErrorCode::Damaged, "does not begin as a pdf"),
        ),
        case(
            "sheet.xml",
            "<?xml version='1.0'?><w:wordDocument/>",
            Refused(ErrorCode::Unsupported, "XML"),
        ),
        case(
            "page.mht",
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n<html>",
            Refused(ErrorCode::Unsupported, "no web page"),
        ),
    ]);
}
