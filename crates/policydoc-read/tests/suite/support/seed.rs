//! The seed document, taken apart to be written in other formats.

/// The text as published.
pub(crate) const TEXT: &str = include_str!("../../../../../seeds/dongcheng-2019.txt");

/// A paragraph: its level in the automatic list it could be in, its marker, and the rest.
pub(crate) struct Paragraph {
    pub(crate) level: Option<usize>,
    pub(crate) marker: &'static str,
    pub(crate) rest: &'static str,
}

/// The paragraphs of the seed: `I.` is level 0, `(I)` level 1, `1.` level 2.
pub(crate) fn paragraphs() -> Vec<Paragraph> {
    let mut tasks = 0;
    let lines = TEXT.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (marker, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            let roman =
                |text: &str| !text.is_empty() && text.bytes().all(|byte| b"IVX".contains(&byte));
            let inside = marker
                .strip_prefix('(')
                .and_then(|marker| marker.strip_suffix(')'));
            let level = if marker.strip_suffix('.').is_some_and(roman) {
                Some(0)
            } else if inside.is_some_and(roman) {
                Some(1)
            } else if marker == format!("{}.", tasks + 1) {
                tasks += 1;
                Some(2)
            } else {
                None
            };
            match level {
                Some(_) => Paragraph {
                    level,
                    marker,
                    rest: rest.trim_start(),
                },
                None => Paragraph {
                    level,
                    marker: "",
                    rest: line,
                },
            }
        })
        .collect()
}
