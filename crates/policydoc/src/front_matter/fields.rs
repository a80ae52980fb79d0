//! The fields that single lines give: numbers, addressees, notes, tables of metadata.

use super::label;
use super::line::{Kind, Line};
use super::words::{Field, Words};
use super::{Finder, form, issuer, number, signature, title};
use crate::date;
use crate::document::{IssuedOnData, Language};
use crate::span::{Span, is_blank};

impl Finder<'_> {
    /// Reads the fields that a line gives by itself.
    pub(super) fn fields(&mut self, lines: &[Line]) {
        for (at, line) in lines.iter().enumerate() {
            match line.kind {
                Kind::Number if self.front.document_number.is_none() => self.numbered(line.span),
                Kind::Addressee if self.front.addressees.is_none() => {
                    self.front.addressees = Some(self.addressees(line.span));
                }
                Kind::Release if self.front.release.is_none() => {
                    self.front.release = Some(line.span);
                }
                Kind::Metadata => self.metadata(line, lines.get(at + 1)),
                Kind::Approval if self.metadata.issued_on.is_none() => {
                    self.metadata.issued_on = approved(self.text, line);
                }
                _ => {}
            }
            self.order(lines, at);
        }
    }

    /// A line with the number; the day may stand on it.
    pub(super) fn numbered(&mut self, span: Span) {
        let inner = signature::inner(self.text, span);
        let slice = inner.slice(self.text);
        let number = match number::instrument(slice) {
            Some((range, date)) => {
                let number = Span::of(self.text, &slice[range]);
                if let Some(date) = date {
                    let day = Span::new(number.end(), inner.end()).slice(self.text);
                    let day = day.trim_start_matches(|ch: char| !ch.is_alphanumeric());
                    let day = day.strip_prefix("of ").unwrap_or(day);
                    let day = day.strip_prefix("dated ").unwrap_or(day);
                    let span = Span::of(self.text, day);
                    self.metadata.issued_on = Some(IssuedOnData { span, date });
                }
                number
            }
            None => inner,
        };
        self.front.document_number = Some(number);
    }

    /// `XX省人民政府令` with `第290号` on the next line: the number of an order.
    pub(super) fn order(&mut self, lines: &[Line], at: usize) {
        let line = &lines[at];
        let slice = line.span.slice(self.text);
        let Some(next) = lines.get(at + 1) else {
            return;
        };
        if self.front.document_number.is_some()
            || !slice.ends_with('令')
            || !number::is_serial(form::unbracketed(next.span.slice(self.text)))
        {
            return;
        }
        self.front.document_number = Some(line.span.cover(next.span));
        let name = Span::of(self.text, &slice[..slice.len() - '令'.len_utf8()]);
        if form::organs(name.slice(self.text), self.words) {
            self.metadata.issuers.push(issuer(name));
        }
    }

    pub(super) fn addressees(&self, span: Span) -> Span {
        let slice = span.slice(self.text);
        let slice = slice.strip_prefix("MEMORANDUM FOR ").unwrap_or(slice);
        let end = |ch: char| is_blank(ch) || matches!(ch, '：' | ':');
        Span::of(self.text, slice.trim_end_matches(end))
    }

    /// Reads a line of a metadata table. A value may stand on the next line.
    pub(super) fn metadata(&mut self, line: &Line, next: Option<&Line>) {
        let text = self.text;
        let slice = line.span.slice(text);
        let words_of_line = Words::of(line.language);
        for (field, value) in label::fields(slice, words_of_line) {
            let mut value = Span::of(text, value);
            // `• 发文字号：` in a list; in a table an empty field is empty.
            if value.is_empty()
                && line.full.slice(text).starts_with('•')
                && let Some(next) = next.filter(|next| next.kind != Kind::Metadata)
            {
                value = next.span;
            }
            if value.is_empty() || value.len() > 400 {
                continue;
            }
            let words = value.slice(text);
            match field {
                Field::Subject if self.subject.is_none() => self.subject = Some(value),
                Field::Addressee if self.metadata.addressees.is_none() => {
                    self.metadata.addressees = Some(value);
                }
                Field::Title if self.metadata.title.is_none() => {
                    self.metadata.title = Some(value);
                }
                Field::Issuer if self.metadata.issuers.is_empty() => {
                    let names = signature::names_in(text, value, line.language, words_of_line);
                    // `县政府网站` publishes and issues nothing.
                    if names.iter().all(|name| {
                        line.language == Language::English
                            || form::organs(name.slice(text), words_of_line)
                    }) {
                        self.metadata.issuers.extend(names.into_iter().map(issuer));
                    }
                }
                Field::Publisher if form::organs(words, words_of_line) => {
                    self.publisher = self.publisher.or(Some(value));
                }
                Field::Date if self.metadata.issued_on.is_none() => {
                    self.metadata.issued_on = signature::dated(text, value);
                }
                Field::Number if self.metadata.document_number.is_none() => {
                    let whole = number::is_number(words)
                        || (words.contains('/') && words.contains(|ch: char| ch.is_ascii_digit()))
                        || (words.len() <= 4 && words.bytes().all(|byte| byte.is_ascii_digit()));
                    self.metadata.document_number = whole.then_some(value);
                }
                _ => {}
            }
        }
    }

    /// A number or a day that an English title gives: `Executive Order 14017: …`.
    pub(super) fn told_by_title(&mut self, title: Span) {
        let slice = title.slice(self.text);
        if self.metadata.issued_on.is_none() {
            self.metadata.issued_on = title::dated_in(self.text, title);
        }
        let number = [":", "—", " - ", " – "]
            .iter()
            .filter_map(|mark| slice.split_once(mark))
            .map(|(number, _)| number.trim())
            .find(|number| {
                number::instrument(number).is_some()
                    || number.starts_with("M-") && number::is_number(number)
            });
        if self.metadata.document_number.is_none() {
            self.metadata.document_number = number.map(|number| Span::of(self.text, number));
        }
    }
}

/// The day on which a document was adopted, or presented to a parliament: the day it is of.
pub(super) fn approved(text: &str, line: &Line) -> Option<IssuedOnData> {
    let inner = signature::inner(text, line.span);
    let slice = inner.slice(text);
    let (adopted, amended) = (["通过", "通過"], ["修正", "修订", "修改"]);
    let has = |words: &[&str]| words.iter().any(|word| slice.contains(word));
    if has(&adopted) && !has(&amended) {
        return signature::dated(text, inner);
    }
    let (range, date) = slice
        .starts_with("Presented to Parliament")
        .then(|| date::ending(slice))
        .flatten()?;
    let span = Span::new(inner.start() + range.start, inner.start() + range.end);
    Some(IssuedOnData { span, date })
}
