//! Strings of the file: UTF-16 or UTF-8 where they say so, else one byte a character.

/// The text of a string.
pub(super) fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::mem::decode_latin1(bytes).into_owned(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| unit([pair[0], pair[1]]))
        .collect();
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn strings_say_how_they_are_written() {
        assert_eq!(text(b"Plan \xE9"), "Plan é");
        assert_eq!(text(b"\xFE\xFF\x6C\xB3"), "河");
        assert_eq!(text(b"\xFF\xFE\xB3\x6C"), "河");
        assert_eq!(text(b"\xEF\xBB\xBF\xE6\xB2\xB3"), "河");
    }
}
