//! PDF files.

use crate::support::pdf::{set, show, with_contents};
use crate::support::{blocks, read};
use policydoc_read::{BlockKind, Origin};

#[test]
fn lines_are_joined_and_what_pages_repeat_is_left_out() {
    let sentence =
        "The council shall keep the canals of the county clean, and shall report on it. ";
    let paragraphs: Vec<String> = (1..=40)
        .map(|at| format!("{at}. {}", sentence.repeat(1 + at % 4)))
        .collect();
    let text = read("plan.pdf", &set(&paragraphs, "Clean Canals Plan")).unwrap();
    let expected: Vec<&str> = paragraphs
        .iter()
        .map(|paragraph| paragraph.trim())
        .collect();
    assert_eq!(blocks(&text), expected);
    let pages: Vec<u32> = text
        .blocks
        .iter()
        .map(|block| match block.origin {
            Origin::Page(page, _) => page,
            _ => panic!("a PDF file has pages"),
        })
        .collect();
    assert!(pages.is_sorted() && pages[0] == 1 && *pages.last().unwrap() > 1);
}

#[test]
fn tables_with_rules_are_rows() {
    // Three columns and three rows, as cells with a border each.
    let borders: Vec<String> = (0..9)
        .map(|at| format!("{} {} 100 30 re S\n", 50 + at % 3 * 100, 600 - at / 3 * 30))
        .collect();
    let cell = |column: usize, row: usize, line: usize, text: &str| {
        show(54 + column * 100, 618 - row * 30 - line * 11, text)
    };
    let page = borders.concat()
        + &show(50, 700, "Annex: who does what")
        + &cell(0, 0, 0, "No.")
        + &cell(1, 0, 0, "Task")
        + &cell(2, 0, 0, "Lead")
        + &cell(0, 1, 0, "1")
        + &cell(1, 1, 0, "Clean the")
        + &cell(1, 1, 1, "canals")
        + &cell(2, 1, 0, "Water Bureau")
        + &cell(0, 2, 0, "2")
        + &cell(1, 2, 0, "Mend roads")
        + &show(50, 480, "After the table.");
    let text = read("plan.pdf", &with_contents(&[page], "", &[])).unwrap();
    assert_eq!(
        text.text,
        "Annex: who does what\n\n| No. | Task | Lead |\n| 1 | Clean the canals | Water Bureau |\n\
         | 2 | Mend roads | |\n\nAfter the table."
    );
    assert_eq!(text.blocks[1].kind, BlockKind::Row);
}

#[test]
fn boxes_behind_words_and_lines_under_them_are_no_table() {
    let words = "Every county keeps its canals clean and reports on it.";
    let lines: Vec<String> = (0..4).map(|at| show(50, 700 - at * 14, words)).collect();
    // Bars through the words, and grounds of a shade.
    let bars: Vec<String> = (0..4)
        .map(|at| {
            format!(
                "50 {} 300 0.5 re f\n{} 650 0.5 70 re f\n",
                698 - at * 14,
                62 + at * 37
            )
        })
        .collect();
    let page = bars.concat() + &lines.concat();
    let text = read("plan.pdf", &with_contents(&[page], "", &[])).unwrap();
    assert!(
        text.blocks
            .iter()
            .all(|block| block.kind == BlockKind::Paragraph)
    );
    assert_eq!(text.text.matches(words).count(), 4);
}

/// The engines see the same document.
#[cfg(feature = "pdfium")]
#[test]
fn pdfium_reads_the_seed_as_the_engine_that_is_built_in_does() {
    use crate::support::{pdf::seed, pdfium::library, read_with};
    use policydoc_read::{Options, PdfEngine};
    let mut options = Options::default();
    options.pdf_engine = PdfEngine::Pdfium;
    options.pdfium = Some(library());
    let one = read_with("seed.pdf", &seed(), &options).unwrap();
    let other = read("seed.pdf", &seed()).unwrap();
    assert_eq!(blocks(&one), blocks(&other));
}
