//! What lines begin and end with.

use crate::builder::is_wide;

/// Whether a line begins with a Chinese character.
pub(super) fn is_wide_start(text: &str) -> bool {
    text.starts_with(is_wide)
}

/// Whether a line ends a sentence.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', ')', '）', '’', '』', '」', '》']);
    text.ends_with(['.', '!', '?', ':', ';', '。', '！', '？', '：', '；'])
}

/// Whether a line begins with a bullet.
pub(super) fn begins_with_bullet(text: &str) -> bool {
    text.starts_with([
        '•', '●', '▪', '◦', '○', '■', '□', '◆', '➢', '✓', '→', '·', '❖',
    ]) || ["- ", "– ", "— ", "o "]
        .iter()
        .any(|bullet| text.starts_with(bullet))
}

/// Whether a line begins as numbered units do: `1.`, `(a)`, `一、`, `（一）`, `第三条`, `Article 3`.
pub(super) fn begins_with_marker(text: &str) -> bool {
    let open = text.starts_with(['(', '（', '[', '【']);
    let inner = text.trim_start_matches(['(', '（', '[', '【']);
    let numeral = |ch: char| {
        ch.is_ascii_digit()
            || ('０'..='９').contains(&ch)
            || "〇零一二三四五六七八九十百".contains(ch)
    };
    let digits: usize = inner
        .chars()
        .take_while(|&ch| numeral(ch))
        .map(char::len_utf8)
        .sum();
    let letters: usize = inner
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .map(char::len_utf8)
        .sum();
    if let Some(rest) = inner.strip_prefix('第') {
        let count = rest.chars().take_while(|&ch| numeral(ch)).count();
        return (1..=5).contains(&count)
            && rest
                .chars()
                .nth(count)
                .is_some_and(|unit| "条章节编部篇項项款".contains(unit));
    }
    let closes = |rest: &str| match rest.chars().next() {
        Some(')' | '）' | ']' | '】') => true,
        Some('.' | '．' | '、' | ':' | '：') => {
            // `2019.5 million`, but `2.1. Aims`.
            let number = rest.chars().nth(1).is_some_and(|ch| ch.is_ascii_digit());
            !(open || number && digits > 2)
        }
        _ => false,
    };
    if digits > 0 && digits <= 15 && closes(&inner[digits..]) {
        return true;
    }
    if (1..=4).contains(&letters) && digits == 0 {
        let word = &inner[..letters];
        let roman = word.bytes().all(|byte| b"ivxIVX".contains(&byte));
        if (letters == 1 || roman) && closes(&inner[letters..]) {
            return true;
        }
    }
    [
        "Article ", "Section ", "Sec. ", "Chapter ", "Part ", "Annex ", "Action ", "Task ",
    ]
    .iter()
    .any(|word| {
        // `Annex A`, `Part IV`, but not `Action Plan`.
        text.strip_prefix(word).is_some_and(|rest| {
            let letters = rest.trim_start_matches(|ch: char| ch.is_ascii_uppercase());
            rest.starts_with(|ch: char| ch.is_ascii_digit())
                || (letters.len() < rest.len() && !letters.starts_with(char::is_alphanumeric))
        })
    }) || matches!(text.chars().next(), Some('①'..='⑳' | '⑴'..='⒛'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_known_in_their_forms() {
        for text in [
            "1. Aims",
            "(a) the",
            "（一）目标",
            "一、目标",
            "第十三条 各",
            "iv) the",
            "Article 3",
            "Annex B: Costs",
            "① 修渠",
            "2.1. x",
        ] {
            assert!(begins_with_marker(text), "{text}");
        }
        for text in [
            "2019 was",
            "plan.",
            "Articles of",
            "Action Plan 2020",
            "2019.5 million",
            "a plan",
            "第一的",
        ] {
            assert!(!begins_with_marker(text), "{text}");
        }
    }
}
