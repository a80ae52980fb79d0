//! Which language a document is in.

use crate::document::Language;
use crate::script::clip;

/// Chinese where at least a tenth of the letters are Chinese characters: a Chinese plan quotes
/// English names, an English one hardly a Chinese character. The first 64 KiB tell.
pub(crate) fn detect(text: &str) -> Language {
    const ENOUGH: usize = 64 * 1024;
    const STEP: usize = 128; // so few that a byte holds the count
    let (mut chinese, mut latin) = (0_usize, 0_usize);
    // A Chinese character is three bytes, the first of them E4 to E9; a count of bytes is enough.
    for chunk in clip(text, ENOUGH).as_bytes().chunks(STEP) {
        let (mut wide, mut letters) = (0_u8, 0_u8);
        for &byte in chunk {
            wide += u8::from(byte.wrapping_sub(0xE4) < 6);
            letters += u8::from((byte | 0x20).wrapping_sub(b'a') < 26);
        }
        chinese += usize::from(wide);
        latin += usize::from(letters);
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
