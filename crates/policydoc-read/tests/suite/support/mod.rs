//! Files made by the tests, and what holds for every text that is read.

pub(crate) mod docx;
#[cfg(all(feature = "odf", feature = "sheets"))]
pub(crate) mod office;
#[cfg(feature = "pdf")]
pub(crate) mod pdf;
#[cfg(feature = "pdfium")]
pub(crate) mod pdfium;
pub(crate) mod seed;

use policydoc_read::{Error, Hint, Options, Text};

/// Reads the bytes of a file, and looks at what came out.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Text, Error> {
    read_with(name, bytes, &Options::default())
}

/// The same with options.
pub(crate) fn read_with(name: &str, bytes: &[u8], options: &Options) -> Result<Text, Error> {
    let read = policydoc_read::read(bytes, &Hint::name(name), options);
    if let Ok(text) = &read {
        check(text);
    }
    read
}

/// What holds for every text: its blocks are in order, on the borders of characters, and hold all
/// that is visible; it comes back whole from another process.
pub(crate) fn check(text: &Text) {
    let mut end = 0;
    let visible = |slice: &str| {
        slice
            .chars()
            .any(|ch| !ch.is_whitespace() && ch != '\u{FEFF}')
    };
    for block in &text.blocks {
        assert!(end <= block.range.start && block.range.start < block.range.end);
        if !matches!(text.format, policydoc_read::Format::Markdown) {
            assert!(
                !visible(&text.text[end..block.range.start]),
                "all is in blocks"
            );
        }
        let slice = &text.text[block.range.clone()];
        assert_eq!(slice.trim_end(), slice);
        if let Some(counted) = &block.counted {
            assert_eq!(counted.start, block.range.start);
            assert!(counted.end <= block.range.end);
            assert!(visible(&text.text[counted.clone()]));
        }
        assert_eq!(
            block.row.is_some(),
            block.kind == policydoc_read::BlockKind::Row
        );
        let mut cell_end = block.range.start;
        for cell in block.row.iter().flat_map(|row| &row.cells) {
            assert!(cell_end <= cell.range.start && cell.range.end <= block.range.end);
            let content = &text.text[cell.range.clone()];
            assert_eq!(content.trim(), content);
            assert!(!cell.spanned || content.is_empty());
            cell_end = cell.range.end;
        }
        end = block.range.end;
    }
    for field in &text.metadata {
        assert_eq!(text.text[field.range.clone()], field.value);
    }
    assert_eq!(
        text.replaced > 0,
        text.warnings
            .iter()
            .any(|warning| warning.code == policydoc_read::WarningCode::ReplacedBytes)
    );
    if text.text.len() < 1 << 20 {
        let json = serde_json::to_string(text).unwrap();
        assert_eq!(&serde_json::from_str::<Text>(&json).unwrap(), text);
    }
}

/// The texts of all blocks.
pub(crate) fn blocks(text: &Text) -> Vec<&str> {
    let slices = text
        .blocks
        .iter()
        .map(|block| &text.text[block.range.clone()]);
    slices.collect()
}
