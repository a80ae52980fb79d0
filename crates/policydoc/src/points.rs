//! Offsets in code points, the unit of JSON and Python, from offsets in bytes.

/// How many code points stand before each block of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Points {
    /// Code points before every `STEP`th byte; empty where all of the text is ASCII.
    before: Vec<u32>,
}

const STEP: usize = 128;

impl Points {
    /// Counts `text` once; memory is one number for each 128 bytes.
    pub(crate) fn new(text: &str) -> Self {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                before.push(count);
                count += starts(chunk);
            }
        }
        Self { before }
    }

    /// The number of code points of `text`, the one that was counted, before the byte at `offset`.
    pub(crate) fn at(&self, text: &str, offset: usize) -> usize {
        let offset = offset.min(text.len());
        let Some(last) = self.before.len().checked_sub(1) else {
            return offset;
        };
        let step = (offset / STEP).min(last);
        self.before[step] as usize + starts(&text.as_bytes()[step * STEP..offset]) as usize
    }
}

/// The number of bytes that begin a code point.
fn starts(bytes: &[u8]) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a text has less than 4 GiB"
    )]
    let count = bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32;
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_a_plain_count_at_every_boundary() {
        let text = "é附件1：".repeat(97) + "plain tail";
        let points = Points::new(&text);
        for (count, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(&text, offset), count);
        }
        assert_eq!(points.at(&text, text.len()), text.chars().count());
        assert_eq!(points.at(&text, usize::MAX), text.chars().count());
    }
}
