//! PDF files.

use crate::support::pdf::{set, show, stream, with_contents};
use crate::support::{blocks, read, read_with};
use policydoc_read::{BlockKind, Options, Origin, WarningCode};

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

/// Text and cells as they stand, turned by a matrix.
fn turned(matrix: &str) -> String {
    let cell = |left: usize, base: usize| format!("{left} {base} 100 30 re S\n");
    let table = [
        (50, 600, "Task"),
        (150, 600, "Lead"),
        (50, 570, "Mend roads"),
        (150, 570, "Road Office"),
    ];
    let cells = table
        .iter()
        .map(|&(left, base, text)| cell(left, base) + &show(left + 4, base + 10, text));
    let lines = show(50, 700, "The council shall keep the") + &show(50, 688, "canals clean.");
    format!("q {matrix} cm\n{lines}{}Q\n", cells.collect::<String>())
}

#[test]
fn pages_are_read_upright_whichever_way_they_are_turned() {
    let expected =
        "The council shall keep the canals clean.\n\n| Task | Lead |\n| Mend roads | Road Office |";
    for (rotate, matrix) in [
        (0, "1 0 0 1 0 0"),
        // Shown turned by the viewer, and written so that it is upright then.
        (90, "0 1 -1 0 842 0"),
        (180, "-1 0 0 -1 595 842"),
        (270, "0 -1 1 0 -247 595"),
        // A table in landscape format on an upright page.
        (0, "0 1 -1 0 842 0"),
        (0, "0 -1 1 0 -247 595"),
    ] {
        let file = with_contents(&[turned(matrix)], "", &[]);
        let file = String::from_utf8_lossy(&file).replace(
            "/MediaBox[0 0 595 842]",
            &format!("/Rotate {rotate}/MediaBox[0 0 595 842]"),
        );
        let text = read("plan.pdf", file.as_bytes()).unwrap();
        assert_eq!(text.text, expected, "{rotate} {matrix}");
    }
}

#[test]
fn glyphs_of_a_numbered_collection_are_its_characters() {
    // A font in the file, whose codes are numbers of Adobe-GB1 and have no map to Unicode.
    let (font, _) = hayro_font::StandardFont::Helvetica.get_font_data();
    let font = stream("", (*font).as_ref());
    let face =
        "<</Type/Font/Subtype/Type0/BaseFont/Sun/Encoding/Identity-H/DescendantFonts[5 0 R]>>";
    let descendant = "<</Type/Font/Subtype/CIDFontType0/BaseFont/Sun/FontDescriptor<</FontFile 6 0 R>>\
        /CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>";
    let others = [face.into(), descendant.into(), font];
    let page = "BT /C 10 Tf 50 700 Td <0DA309E6> Tj ET".to_owned();
    let form = "/Resources<</Font<</C 4 0 R>>>>";
    let mut objects = others.to_vec();
    objects.push(stream(
        &format!("/Type/XObject/Subtype/Form/BBox[0 0 600 900]{form}"),
        page.as_bytes(),
    ));
    let file = with_contents(&["/X Do".to_owned()], "/XObject<</X 7 0 R>>", &objects);
    let text = read("plan.pdf", &file).unwrap();
    assert_eq!(text.text, "水利");
    assert!(text.warnings.is_empty(), "{:?}", text.warnings);
}

#[test]
fn what_is_seen_is_read() {
    let page = "\
        BT /F 10 Tf 50 700 Td (Twice for bold) Tj ET\nBT /F 10 Tf 50.3 700 Td (Twice for bold) Tj ET\n\
        BT /F 10 Tf 50 660 Td (The plan) Tj 3 Ts /F 6 Tf (12) Tj 0 Ts /F 10 Tf ( holds.) Tj ET\n\
        BT /F 10 Tf 50 620 Td [(Ca)20(na)-30(ls)-400(flow)] TJ ET\n\
        BT /F 10 Tf 3 Tc 50 580 Td (SPREAD) Tj ET\n\
        /Span <</ActualText(fi)>> BDC BT /F 10 Tf 50 540 Td (x) Tj ET EMC BT /F 10 Tf 56 540 Td (nance) Tj ET\n\
        /OC /Off BDC BT /F 10 Tf 50 500 Td (Hidden) Tj ET EMC\n\
        BT /F 40 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (DRAFT) Tj ET\n";
    let layer = b"<</Type/OCG/Name(Notes)>>".to_vec();
    let file = with_contents(&[page.to_owned()], "/Properties<</Off 4 0 R>>", &[layer]);
    let file = String::from_utf8_lossy(&file).replace(
        "<</Type/Catalog/",
        "<</Type/Catalog/OCProperties<</OCGs[4 0 R]/D<</OFF[4 0 R]>>>>/",
    );
    let text = read("plan.pdf", file.as_bytes()).unwrap();
    assert_eq!(
        blocks(&text),
        [
            "Twice for bold",
            "The plan12 holds.",
            "Canals flow",
            "SPREAD",
            "finance",
            "DRAFT"
        ]
    );
}

#[test]
fn cards_keep_their_leads_and_deadlines() {
    let pages: Vec<String> = (1..=5)
        .map(|number| {
            show(280, 810, "Clean Canals Plan")
                + &show(50, 760, "Practical recommendations")
                + &show(
                    50,
                    740,
                    &format!("{number}. We shall see to canal {number}."),
                )
                + &show(50, 720, "Lead: Ministry of Finance")
                + &show(50, 700, "Deadline: end of 2027")
                + &show(50, 100, "Responsible departments: Ministry of Trade")
                + &show(280, 40, &format!("- {number} -"))
        })
        .collect();
    let file = with_contents(&pages, "", &[]);
    let text = read("cards.pdf", &file).unwrap();
    for kept in [
        "Practical rec",
        "Lead: ",
        "Deadline: ",
        "Responsible dep",
        " We shall",
    ] {
        assert_eq!(text.text.matches(kept).count(), 5, "{kept}\n{}", text.text);
    }
    assert!(!text.text.contains("Clean Canals Plan") && !text.text.contains("- 3 -"));
    assert_eq!(
        text.warnings[0].to_string(),
        "left-out: 5 lines that pages repeat and 5 page numbers were left out: `Clean Canals Plan`"
    );
    let options = Options {
        all: true,
        ..Options::default()
    };
    let all = read_with("cards.pdf", &file, &options).unwrap();
    assert_eq!(all.text.matches("Clean Canals Plan").count(), 5);
    assert!(all.text.contains("- 3 -") && all.warnings.is_empty());
}

#[test]
fn a_paragraph_goes_on_across_the_notes_of_its_page() {
    let small = |base: usize, text: &str| show(50, base, text).replace("/F 10 Tf", "/F 8 Tf");
    let first = show(
        50,
        760,
        "The council shall keep the canals of the county clean and shall",
    ) + &show(
        50,
        748,
        "report every year to the ministry, which publishes the report in",
    ) + &small(80, "1 See the plan of the county for the")
        + &small(70, "years until 2025.");
    let second = show(50, 760, "full and answers it.") + &show(50, 730, "2. The next task.");
    let text = read("notes.pdf", &with_contents(&[first, second], "", &[])).unwrap();
    let found = blocks(&text);
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found[0].ends_with("publishes the report in full and answers it."));
    assert_eq!(
        found[1],
        "1 See the plan of the county for the years until 2025."
    );
    assert_eq!(text.blocks[1].kind, BlockKind::Note);
}

#[test]
fn cells_that_are_joined_say_what_they_say_on_each_row() {
    // A head over two columns, and a cell over two rows.
    let rules = "50 600 300 30 re S 50 570 100 30 re S 150 570 100 30 re S 250 570 100 30 re S\n\
        50 510 100 60 re S 150 540 100 30 re S 250 540 100 30 re S 150 510 100 30 re S 250 510 100 30 re S\n\
        150 600 0.1 30 re S\n";
    let page = rules.to_owned()
        + &show(54, 610, "Field")
        + &show(154, 610, "Who does it")
        + &show(154, 580, "Lead")
        + &show(254, 580, "Support")
        + &show(54, 535, "Water")
        + &show(154, 550, "Water Bureau")
        + &show(154, 520, "Road Office")
        + &show(254, 520, "Parks");
    let text = read("table.pdf", &with_contents(&[page], "", &[])).unwrap();
    assert_eq!(
        text.text,
        "| Field | Who does it | |\n| | Lead | Support |\n| Water | Water Bureau | |\n\
         | Water | Road Office | Parks |"
    );
    let row = |at: usize| text.blocks[at].row.as_ref().unwrap();
    assert!(row(0).cells[2].spanned && !row(0).cells[1].spanned);
    assert!(row(3).cells[0].repeated && !row(2).cells[0].repeated);
    assert!(
        text.blocks
            .iter()
            .all(|block| block.row.as_ref().unwrap().table == 0)
    );
}

#[test]
fn pages_that_are_cut_off_are_told() {
    let file = with_contents(&[show(50, 700, "The plan")], "", &[]);
    let file = String::from_utf8_lossy(&file).replace("/Count 1", "/Count 3");
    let text = read("cut.pdf", file.as_bytes()).unwrap();
    assert_eq!(text.warnings[0].code, WarningCode::MissingPages);
    assert_eq!(
        text.warnings[0].message,
        "1 of the 3 pages that the file names are in it"
    );
}

/// The engines see the same document.
#[cfg(feature = "pdfium")]
#[test]
fn pdfium_reads_the_seed_as_the_engine_that_is_built_in_does() {
    use crate::support::{pdf::seed, pdfium::library};
    use policydoc_read::PdfEngine;
    let options = Options {
        pdf_engine: PdfEngine::Pdfium,
        pdfium: Some(library()),
        ..Options::default()
    };
    let one = read_with("seed.pdf", &seed(), &options).unwrap();
    let other = read("seed.pdf", &seed()).unwrap();
    assert_eq!(blocks(&one), blocks(&other));
}
