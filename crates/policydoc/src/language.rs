//! Which language a document is in.

use crate::document::Language;

/// Chinese where at least a tenth of the letters are Chinese characters: a Chinese plan quotes
/// English names, an English one hardly a Chinese character. The first 64 KiB tell.
pub(crate) fn detect(text: &str) -> Language {
    const ENOUGH: usize = 64 * 1024;
    let (mut chinese, mut latin) = (0_usize, 0_usize);
    let mut end = text.len().min(ENOUGH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    // A Chinese character is three bytes, the first of them E4 to E9; a count of bytes is enough.
    for &byte in &text.as_bytes()[..end] {
        chinese += usize::from((0xE4..=0xE9).contains(&byte));
        latin += usize::from(byte.is_ascii_alphabetic());
    }
    if chinese * 10 > chinese + latin {
        Language::Chinese
    } else {
        Language::English
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_tell() {
        assert_eq!(
            detect("为落实《X Action Plan》，制定本方案。"),
            Language::Chinese
        );
        assert_eq!(
            detect("The notice (通知) is issued to you. It applies from today on."),
            Language::English
        );
        assert_eq!(detect(""), Language::English);
    }
}
