//! Offsets in code points, the unit of JSON and Python, from offsets in bytes.

/// How many code points stand before each block of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Points {
    /// Code points before every `STEP`th byte; empty where all of the text is ASCII.
    before: Vec<u32>,
}

const STEP: usize = 64;
/// So many bytes are counted at a time.
const WORD: usize = 8;

impl Points {
    /// Counts `text` once; memory is one number for each 64 bytes.
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

/// The number of bytes that begin a code point, of at most 255 bytes.
fn starts(bytes: &[u8]) -> u32 {
    let (words, rest) = bytes.as_chunks::<WORD>();
    let mut last = [0x80; WORD]; // a byte that begins nothing
    last[..rest.len()].copy_from_slice(rest);
    let words = words.iter().chain(std::iter::once(&last));
    // A lane for each byte of a word.
    let lanes: u64 = words.map(|&word| starts_in(u64::from_le_bytes(word))).sum();
    (lanes.wrapping_mul(ONES) >> 56) as u32 // the sum of the lanes
}

const ONES: u64 = 0x0101_0101_0101_0101;

/// For each byte 1 where it begins a code point, which is where it is not `10xxxxxx`.
fn starts_in(word: u64) -> u64 {
    (!(word >> 7) | (word >> 6)) & ONES
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
