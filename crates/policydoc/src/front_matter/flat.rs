//! Front matter inside a paragraph, where line breaks were lost:
//! `XX意见X府发〔2021〕88号各区人民政府，各有关单位：为…`.

use super::number;
use super::words::{Sense, Words};
use crate::document::{Language, is_wide};
use crate::span::{Span, is_blank};

/// What was found at the start of a paragraph.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Opening {
    pub(super) title: Option<Span>,
    pub(super) number: Option<Span>,
    pub(super) addressees: Option<Span>,
    /// Where the body begins.
    pub(super) end: usize,
}

/// The longest opening, in bytes.
const LONGEST: usize = 1_500;

/// Reads the start of a paragraph: title and number where the number stands there, addressees
/// where they do.
pub(super) fn opening(text: &str, paragraph: Span, language: Language) -> Option<Opening> {
    let words = Words::of(language);
    let mut end = paragraph.end().min(paragraph.start() + LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(paragraph.start()..end)?;
    let at = |offset: usize| paragraph.start() + offset;
    let mut opening = Opening::default();
    let mut from = 0;
    // The number comes before the first sentence ends, or it belongs to something cited.
    let first_sentence = head
        .find(['。', '：', '；', '《', '“'])
        .unwrap_or(head.len());
    if let Some(found) = number::find(&head[..first_sentence]) {
        let title_end = match language {
            Language::Chinese => words.last_title_end(&head[..found.end]),
            Language::English => Some(found.start),
        };
        if let Some(title_end) = title_end.filter(|&end| end >= 12 && end + 60 > found.start) {
            let title = Span::new(at(0), at(title_end)).trim(text);
            if title.len() <= 400 && words.senses(title.slice(text)).has(Sense::Title) {
                opening.title = Some(title);
                opening.number =
                    Some(Span::new(at(title_end.max(found.start)), at(found.end)).trim(text));
                from = found.end;
            }
        }
    }
    let rest = &head[from..];
    if let Some(colon) = rest.find(['：', ':']) {
        let list = &rest[..colon];
        let close = colon + rest[colon..].chars().next().map_or(1, char::len_utf8);
        let listed = !list.contains(['。', '《', '“', '；'])
            && !["如下", "以下", "follow"]
                .iter()
                .any(|word| list.contains(word))
            && ends_as_addressees(list, language, opening.number.is_some(), words);
        let more = !rest[close..].trim_matches(is_blank).is_empty() || paragraph.end() > end;
        if listed && more {
            opening.addressees = Some(Span::new(at(from), at(from + colon)).trim(text));
            from += close;
        }
    }
    opening.end = at(from);
    (from > 0).then_some(opening)
}

/// Whether a list names whom a document is addressed to: it ends with a word for units, or in
/// English follows a document number.
fn ends_as_addressees(list: &str, language: Language, numbered: bool, words: &Words) -> bool {
    match language {
        Language::Chinese => {
            let units = [
                "单位",
                "單位",
                "部门",
                "部門",
                "机构",
                "機構",
                "人民政府",
                "管委会",
                "代表",
                "院校",
                "企业",
            ];
            words.senses(list).has(Sense::Addressee)
                && units.iter().any(|unit| list.trim_end().ends_with(unit))
                && list.chars().filter(|&ch| is_wide(ch)).count() * 2 > list.chars().count()
        }
        Language::English => {
            words.senses(list).has(Sense::Addressee) && (numbered || list.starts_with("To "))
        }
    }
}
