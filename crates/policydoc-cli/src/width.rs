//! How wide text is on a terminal: a Chinese character takes two columns.

use crate::visible::visible;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The number of columns a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// The text in at most `columns` columns, with `…` where something was cut off. What people see as
/// one character stays whole: a letter with its accents, an emoji of several. What would steer a
/// terminal is shown instead.
pub(crate) fn fit(text: &str, columns: usize) -> String {
    let text = &*visible(text);
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut left = columns.saturating_sub(1);
    let mut fitted: String = text
        .graphemes(true)
        .take_while(|shown| {
            let wide = width(shown);
            let fits = wide <= left;
            left = left.saturating_sub(wide);
            fits
        })
        .collect();
    fitted.truncate(fitted.trim_end().len());
    if columns > 0 {
        fitted.push('…');
    }
    fitted
}

/// The text with spaces after it to fill `columns`.
pub(crate) fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(fit("加强组织领导", 12), "加强组织领导");
        assert_eq!(fit("加强组织领导", 11), "加强组织领…");
        assert_eq!(fit("加强组织领导", 10), "加强组织…");
        assert_eq!(pad("局", 4), "局  ");
    }

    #[test]
    fn what_is_seen_as_one_character_stays_whole() {
        assert_eq!(fit("Cafe\u{301} society", 5), "Cafe\u{301}…");
        assert_eq!(fit("👩‍👩‍👧 family", 2), "…");
        assert_eq!(fit("👩‍👩‍👧 family", 3), "👩‍👩‍👧…");
    }

    #[test]
    fn a_cut_text_never_exceeds_its_columns() {
        for columns in 0..20 {
            assert!(width(&fit("Commerce 商务局 of Dongcheng", columns)) <= columns);
        }
        assert_eq!(fit("The Bureau of Finance", 5), "The…");
    }
}
