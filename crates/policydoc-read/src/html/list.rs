//! The numbers of lists, as a browser shows them.

use super::tag::declared;
use crate::counting::Counting;
use dom_query::NodeRef;

/// A list that is open.
#[derive(Clone, Debug)]
pub(super) struct List {
    counting: Counting,
    next: i64,
    step: i64,
}

impl List {
    /// The list that an `<ol>` or `<ul>` begins.
    pub(super) fn begin(node: &NodeRef<'_>) -> Self {
        let ordered = node.has_name("ol");
        let default = if ordered {
            Counting::Decimal
        } else {
            Counting::Bullet
        };
        let start = integer(node, "start");
        let reversed = ordered && node.has_attr("reversed");
        let items = || {
            let items = node.children_it(false).filter(|child| child.has_name("li"));
            i64::try_from(items.count()).unwrap_or(i64::MAX)
        };
        Self {
            counting: counting(node).unwrap_or(default),
            next: start.unwrap_or_else(|| if reversed { items() } else { 1 }),
            step: if reversed { -1 } else { 1 },
        }
    }

    /// The number of the next `<li>`: `3.`, `•`, or nothing.
    pub(super) fn item(&mut self, node: &NodeRef<'_>) -> String {
        if let Some(value) = integer(node, "value") {
            self.next = value;
        }
        let number = self.next;
        self.next = number.saturating_add(self.step);
        let counting = counting(node).unwrap_or(self.counting);
        let written = counting.write(number);
        match counting {
            Counting::Bullet | Counting::None => written,
            // Browsers end Chinese numbers with a Chinese comma.
            Counting::ChineseThousand
            | Counting::ChineseLegal
            | Counting::ChineseLegalTraditional
            | Counting::ChineseDigits
            | Counting::HeavenlyStems
            | Counting::EarthlyBranches => written + "、",
            _ => written + ".",
        }
    }
}

/// Whether an item's own text begins with the number that the list would give it, as where the
/// style sheet of the page hides the numbers of the list.
pub(super) fn repeats(number: &str, content: &str) -> bool {
    let bare = |text: &str| {
        let text =
            text.trim_start_matches(|ch: char| ch.is_whitespace() || matches!(ch, '(' | '（'));
        let end = text
            .char_indices()
            .find(|(_, ch)| !ch.is_alphanumeric())
            .map_or(text.len(), |(at, _)| at);
        let rest = text[end..].trim_start();
        (!text[..end].is_empty() && rest.starts_with(['.', '．', '、', ')', '）', ':', '：']))
            .then(|| text[..end].to_owned())
    };
    match (bare(number), bare(content)) {
        (Some(number), Some(own)) => number == own,
        _ => {
            number == "•"
                && content
                    .trim_start()
                    .starts_with(['•', '·', '●', '▪', '■', '◆', '–', '—'])
        }
    }
}

fn counting(node: &NodeRef<'_>) -> Option<Counting> {
    let styled = node.attr("style").and_then(|style| {
        let of_type = declared(&style, "list-style-type");
        let any = of_type.or_else(|| declared(&style, "list-style"))?;
        any.split_whitespace().find_map(Counting::of_css)
    });
    styled.or_else(|| {
        node.attr("type")
            .and_then(|kind| Counting::of_css(kind.trim()))
    })
}

fn integer(node: &NodeRef<'_>, name: &str) -> Option<i64> {
    let value: i64 = node.attr(name)?.trim().parse().ok()?;
    // Browsers count in 32 bits.
    i32::try_from(value).ok().map(i64::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn numbers(html: &str) -> String {
        let document = Document::from(html);
        let node = document.select_single("ol, ul").nodes()[0];
        let mut list = List::begin(&node);
        let items = node
            .children()
            .into_iter()
            .filter(|child| child.has_name("li"));
        items
            .map(|item| list.item(&item))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn lists_are_numbered_as_browsers_number_them() {
        assert_eq!(numbers("<ol><li>a<li>b</ol>"), "1. 2.");
        assert_eq!(
            numbers("<ol type=I start=4><li>a<li value=9>b<li>c</ol>"),
            "IV. IX. X."
        );
        assert_eq!(numbers("<ol type=a reversed><li>a<li>b</ol>"), "b. a.");
        assert_eq!(numbers("<ul><li>a</ul>"), "•");
        assert_eq!(
            numbers("<ol style='list-style: cjk-ideographic inside'><li>a<li>b</ol>"),
            "一、 二、"
        );
        assert_eq!(numbers("<ol style='list-style-type:none'><li>a</ol>"), "");
    }

    #[test]
    fn a_number_that_is_there_is_not_said_again() {
        assert!(repeats("1.", "1、目标"));
        assert!(repeats("2.", "(2) Aims"));
        assert!(!repeats("2.", "2019 was a good year"));
        assert!(!repeats("2.", "3. Aims"));
        assert!(repeats("•", "● Aims"));
        assert!(!repeats("", "Aims"));
    }
}
