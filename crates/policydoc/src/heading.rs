//! What of a provision is its heading, and what its text.

use crate::document::Language;
use crate::lexicon::{Lexicon, Sense};
use crate::marker::Style;
use crate::script::is_blank;
use crate::span::Span;

/// The heading and the text of a provision, and which of its pieces were used up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Split {
    pub(crate) heading: Span,
    pub(crate) text: Span,
    /// How many pieces the two take; the others are paragraphs of their own.
    pub(crate) used: usize,
}

/// What the provisions of one style look like: in a document in which most units of a level are
/// headed by a sentence, such a sentence is a heading; elsewhere it is text.
pub(crate) struct Habits {
    /// For each style, the provisions that hold more than their first line, and those of them
    /// whose first line could be a heading.
    counts: [(u32, u32); Style::COUNT],
}

impl Habits {
    pub(crate) fn new() -> Self {
        Self {
            counts: [(0, 0); Style::COUNT],
        }
    }

    pub(crate) fn count(&mut self, style: Style, first: &str, more: bool) {
        if more {
            let (all, headed) = &mut self.counts[style.index()];
            *all += 1;
            *headed += u32::from(is_line(first));
        }
    }

    fn headed(&self, style: Style) -> bool {
        let (all, headed) = self.counts[style.index()];
        headed * 5 >= all * 4
    }
}

/// What a provision holds after its first line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Follows {
    pub(crate) anything: bool,
    pub(crate) provisions: bool,
}

/// Parts heading and text. `pieces` are the provision's own stretches of text without its
/// responsibilities.
pub(crate) fn split(
    text: &str,
    language: Language,
    style: Style,
    pieces: &[Span],
    follows: Follows,
    habits: &Habits,
) -> Split {
    let Some(&first) = pieces.first() else {
        return Split::default();
    };
    let line = first.slice(text);
    let more = pieces.len() > 1 || follows.anything;
    // "We shall open a library." before a further paragraph is text; before tasks it heads them.
    let orders = || !follows.provisions && line.ends_with(['.', '。']) && commands(line, language);
    if more && is_heading(line, language, habits.headed(style)) && !orders() {
        // A line that ends nowhere is a heading without a number, not the text.
        let next = pieces.get(1).filter(|next| says(next.slice(text)));
        return Split {
            heading: bare(first, text),
            text: next.copied().unwrap_or_default(),
            used: 1 + usize::from(next.is_some()),
        };
    }
    let (heading, rest) = run_in(line, language).map_or((Span::default(), first), |(end, rest)| {
        (
            bare(Span::new(first.start(), first.start() + end), text),
            Span::new(first.start() + rest, first.end()),
        )
    });
    Split {
        heading,
        text: unmarked(rest, text),
        used: 1,
    }
}

/// The span without the marks of bold type that began before it or that stand around all of it:
/// `（一）加强领导。** 各区…`.
fn unmarked(span: Span, text: &str) -> Span {
    const MARK: &str = "**";
    let slice = span.slice(text).trim_matches(is_blank);
    if memchr::memchr(b'*', slice.as_bytes()).is_none() {
        return Span::of(text, slice);
    }
    let lone = slice.matches(MARK).count() % 2 == 1;
    let one_side = || slice.strip_prefix(MARK).or(slice.strip_suffix(MARK));
    let both_sides = || slice.strip_prefix(MARK)?.strip_suffix(MARK);
    let inner = if lone {
        one_side().unwrap_or(slice)
    } else {
        both_sides()
            .filter(|inner| !inner.contains(MARK))
            .unwrap_or(slice)
    };
    Span::of(text, inner).trim(text)
}

/// Whether a paragraph is running text.
fn says(paragraph: &str) -> bool {
    paragraph.len() > 100
        || paragraph.ends_with([
            '.', '。', ';', '；', ':', '：', '!', '?', '！', '？', ',', '，', '”', '"', ')', '）',
        ])
        || paragraph.starts_with(char::is_lowercase)
}

/// A line that could be a heading by its length.
fn is_line(line: &str) -> bool {
    let inner = line.trim_end_matches(['.', '。']);
    line.len() <= 220 && !inner.contains("。") && !sentence_ends(inner).any(|_| true)
}

/// A line of its own before further text is a heading if it is short and one sentence at most.
fn is_heading(line: &str, language: Language, headed: bool) -> bool {
    if !is_line(line) || line.ends_with(['；', ';', '，', ',']) {
        return false;
    }
    if line.ends_with([':', '：']) {
        // "The plan shall include:" leads into a list.
        return match language {
            Language::Chinese => line.chars().count() <= 16 && !line.contains(['，', ',']),
            Language::English => line.split_whitespace().count() <= 6 && !line.contains(','),
        };
    }
    match language {
        Language::Chinese => {
            let length = line.chars().count();
            length <= 50
                && (headed || !line.ends_with('。') || length <= 16 && !line.contains(['，', ',']))
        }
        Language::English => !line.ends_with('.') || headed || line.split_whitespace().count() <= 8,
    }
}

/// Whether a sentence says what is to be done, or not: it is no name of a subject.
fn commands(line: &str, language: Language) -> bool {
    Lexicon::of(language)
        .find(line, Sense::Verb)
        .next()
        .is_some()
}

/// The end of a heading that runs on into text (`加强组织领导。各区…`), and where the text begins.
fn run_in(line: &str, language: Language) -> Option<(usize, usize)> {
    match language {
        Language::Chinese => {
            let end = line.find(['。', '：', ':'])?;
            let heading = &line[..end];
            let mark = line[end..].chars().next()?;
            let rest = end + mark.len_utf8();
            let length = heading.chars().count();
            // `公园应当免费开放。确需收费的，…`: a rule is no heading.
            let fits = (2..=30).contains(&length)
                && !heading.contains(['；', ';', '“'])
                && (mark == '。' || length <= 14 && !heading.contains(['，', ',', '、']))
                && !commands(heading, language);
            let text = line[rest..].trim_matches(is_blank);
            (fits && text.chars().count() * 2 >= length * 3).then_some((end, rest))
        }
        Language::English => {
            let end = sentence_ends(line).next()?;
            let heading = &line[..end];
            let words = heading.split_whitespace().count();
            // A sentence with a verb says something by itself; a heading names a subject.
            let fits = words <= 16
                && heading.starts_with(char::is_uppercase)
                && heading.len() <= 120
                && !commands(heading, language);
            (fits && line.len() - end > heading.len()).then_some((end, end + 1))
        }
    }
}

/// Offsets of full stops that end an English sentence with another one after it.
fn sentence_ends(line: &str) -> impl Iterator<Item = usize> {
    let bytes = line.as_bytes();
    memchr::memchr_iter(b'.', bytes).filter(move |&at| {
        let before = line[..at]
            .rsplit(|ch: char| !ch.is_alphanumeric())
            .next()
            .unwrap_or_default();
        // `**1. New lines.** The district …`
        let rest = &line[at + 1..];
        let mut after = rest.strip_prefix("**").unwrap_or(rest).chars();
        after.next().is_some_and(is_blank)
            && after.next().is_some_and(|ch| ch.is_uppercase() || matches!(ch, '(' | '“' | '"'))
            // "No. 3", "U.S. agencies", initials
            && before.len() > 2
            && !matches!(before, "Nos" | "Art" | "Sec" | "vol" | "etc" | "Inc" | "Ltd")
    })
}

/// The span without the mark that ends a heading and the marks of bold type around it.
fn bare(span: Span, text: &str) -> Span {
    let ends = |ch: char| is_blank(ch) || matches!(ch, '.' | '。' | ':' | '：' | '*' | '_' | '．');
    let slice = span.slice(text);
    let trimmed = slice
        .trim_end_matches(ends)
        .trim_start_matches(|ch: char| is_blank(ch) || matches!(ch, '*' | '_'));
    if trimmed.is_empty() {
        return span.trim(text);
    }
    Span::of(text, trimmed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(line: &str, language: Language) -> Option<&str> {
        run_in(line, language).map(|(end, _)| &line[..end])
    }

    #[test]
    fn marks_of_bold_type_are_left_out_where_they_are_no_pair_inside() {
        for (text, inner) in [
            ("** 各区落实。", "各区落实。"),
            ("**各区落实。**", "各区落实。"),
            ("**各区**落实。", "**各区**落实。"),
            ("**各区**落实**市**", "**各区**落实**市**"),
            ("**", ""),
            ("****", ""),
            ("***", "*"),
            ("", ""),
        ] {
            let span = unmarked(Span::new(0, text.len()), text);
            assert_eq!(span.slice(text), inner, "{text}");
        }
    }

    #[test]
    fn a_short_first_sentence_is_a_run_in_heading() {
        use Language::{Chinese, English};
        assert_eq!(
            heading("加强组织领导。各区要建立工作机制，明确责任。", Chinese),
            Some("加强组织领导")
        );
        assert_eq!(heading("取消限价。取消限购。", Chinese), None);
        assert_eq!(
            heading("公园应当免费开放。确需收费的，报市人民政府批准。", Chinese),
            None
        );
        assert_eq!(
            heading("Scope. This order applies to all agencies.", English),
            Some("Scope")
        );
        assert_eq!(
            heading("The plan shall be kept. It is public and long.", English),
            None
        );
        assert_eq!(
            heading("See No. 3 of the annex for the details", English),
            None
        );
    }
}
