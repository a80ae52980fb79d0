//! Lines of headers and footers: what of them the front matter is read from, and what is left out.

use crate::text::{Warning, WarningCode};
use policydoc::Document;

/// What becomes of the lines of headers and footers.
#[derive(Debug, Default)]
pub(crate) struct Margin {
    /// Lines that give an issuer, a number or a date that the text itself does not give, and are
    /// understood before it, or after it: a date by itself is one of signature.
    pub(crate) before: Vec<String>,
    pub(crate) after: Vec<String>,
    /// Lines that are left out.
    left_out: Vec<String>,
}

impl Margin {
    /// Looks at lines beside the text that they stand around.
    pub(crate) fn of(lines: &[String], text: &str) -> Self {
        /// Distinct lines beyond are left out without a look: no document has so many.
        const LOOKED_AT: usize = 12;
        let mut margin = Self::default();
        let mut known = ends(text);
        let mut found = Found::of(&known);
        let mut seen: Vec<&str> = Vec::new();
        for line in lines.iter().map(|line| line.trim()) {
            // A page number is none of the document's words, and a line of the text stands there.
            let worded = line.chars().any(char::is_alphabetic);
            if !worded || seen.contains(&line) || text.contains(line) {
                continue;
            }
            seen.push(line);
            let places = [
                (format!("{line}\n\n{known}"), &mut margin.before),
                (format!("{known}\n\n{line}"), &mut margin.after),
            ];
            let looked_at = if seen.len() <= LOOKED_AT { 2 } else { 0 };
            let better = places
                .into_iter()
                .take(looked_at)
                .find_map(|(with, lines)| {
                    let more = Found::of(&with);
                    more.adds_to(&found).then_some((with, more, lines))
                });
            match better {
                Some((with, more, lines)) => {
                    lines.push(line.to_owned());
                    (known, found) = (with, more);
                }
                None => margin.left_out.push(line.to_owned()),
            }
        }
        // Each was put before those that were found earlier.
        margin.before.reverse();
        margin
    }

    /// Tells what was left out.
    pub(crate) fn warning(&self) -> Option<Warning> {
        /// Lines that are told word for word, and how many characters of each.
        const TOLD: usize = 3;
        const CHARACTERS: usize = 40;
        let count = self.left_out.len();
        let lines = match count {
            0 => return None,
            1 => "1 line of headers and footers was left out".to_owned(),
            _ => format!("{count} lines of headers and footers were left out"),
        };
        let told: Vec<String> = self.left_out[..count.min(TOLD)]
            .iter()
            .map(|line| {
                let start: String = line.chars().take(CHARACTERS).collect();
                let cut = if start.len() < line.len() { "…" } else { "" };
                format!("“{start}{cut}”")
            })
            .collect();
        let more = if count > TOLD { ", …" } else { "" };
        Some(Warning::new(
            WarningCode::LeftOut,
            format!("{lines}: {}{more}", told.join(", ")),
        ))
    }
}

/// The beginning and the end of a text, where its front matter stands.
fn ends(text: &str) -> String {
    /// How much of each, in bytes.
    const HEAD: usize = 3_000;
    const TAIL: usize = 1_500;
    if text.len() <= HEAD + TAIL {
        return text.to_owned();
    }
    let border = |at: usize| {
        (0..=at)
            .rev()
            .find(|&at| text.is_char_boundary(at))
            .unwrap_or(0)
    };
    let head = border(HEAD);
    let tail = border(text.len() - TAIL);
    [&text[..head], &text[tail..]].join("\n\n")
}

/// What the front matter of a text holds.
#[derive(Debug)]
struct Found {
    title: Option<String>,
    issuer: bool,
    number: bool,
    date: bool,
}

impl Found {
    fn of(text: &str) -> Self {
        let document: Document = policydoc::parse(text);
        let front = document.front_matter();
        Self {
            title: front.title().map(|title| title.text().into_owned()),
            issuer: front.issuers().next().is_some(),
            number: front.document_number().is_some(),
            date: front.issued_on().is_some(),
        }
    }

    /// Whether it holds more than another, and all that the other holds.
    fn adds_to(&self, other: &Self) -> bool {
        let fields = [
            (self.issuer, other.issuer),
            (self.number, other.number),
            (self.date, other.date),
        ];
        self.title == other.title
            && fields.iter().all(|(ours, theirs)| ours >= theirs)
            && fields.iter().any(|(ours, theirs)| ours > theirs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "关于修建水渠的通知\n\n各区人民政府：\n\n一、修渠。\n\n二、修路。";

    fn margin(lines: &[&str]) -> Margin {
        let lines: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
        Margin::of(&lines, TEXT)
    }

    #[test]
    fn a_number_or_date_that_the_text_lacks_is_evidence() {
        let margin = margin(&[
            "京政办发〔2019〕5号",
            "内部资料 注意保存",
            "- 3 -",
            "2019年5月24日",
        ]);
        assert_eq!(margin.before, ["京政办发〔2019〕5号"]);
        assert_eq!(margin.after, ["2019年5月24日"]);
        assert_eq!(
            margin.warning().unwrap().message,
            "1 line of headers and footers was left out: “内部资料 注意保存”"
        );
    }

    #[test]
    fn what_the_text_has_is_no_evidence_and_not_told_twice() {
        let text = format!("京政办发〔2019〕5号\n\n{TEXT}");
        let lines = ["京政办发〔2019〕6号", "关于修建水渠的通知"].map(str::to_owned);
        let margin = Margin::of(&lines, &text);
        assert!(margin.before.is_empty() && margin.after.is_empty());
        assert_eq!(margin.left_out, ["京政办发〔2019〕6号"]);
    }
}
