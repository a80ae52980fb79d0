//! Evidence: what each line before or behind the body is by itself, one row a line.

use super::clean;
use super::form;
use super::label;
use super::number;
use crate::date;
use crate::document::{Date, Language};
use crate::lexicon::{Lexicon, Sense, Senses};
use crate::script::{ends_sentence, is_colon, is_wide, parts_items};
use crate::span::Span;

/// What a line is, by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `索引号：…  发文机关：…`
    Metadata,
    Date(Date),
    Number,
    /// `（此件公开发布）`
    Release,
    /// `各区人民政府，各有关单位：`
    Addressee,
    /// Hands a document on: `现将《…》印发给你们，请认真贯彻执行。`
    Transmit,
    /// Says that the document follows: `全文如下：`
    Cover,
    /// What the page shows besides the document.
    Noise,
    /// `（2016年1月6日…会议通过）`, `Presented to Parliament …`
    Approval,
    /// Who signs or speaks: `省长　马兴瑞`.
    Person,
    /// The head of the paper: `XX市人民政府文件`.
    Masthead,
    /// A label over what is attached, or a list of it: `附件：1.XX方案`.
    Attached,
    /// A table of contents begins: `目录`.
    Contents,
    /// A heading that is no title: `Introduction`.
    Heading,
    /// The names of one or several bodies.
    Organ,
    /// A short line without a full stop.
    Short,
    Prose,
}

/// A line at the head or the tail.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// Without the marks of Markdown around it.
    pub(super) span: Span,
    /// With them.
    pub(super) full: Span,
    pub(super) kind: Kind,
    /// Whether it holds (English) or ends with (Chinese) a word for a kind of document, or as
    /// metadata gives the subject.
    pub(super) title: bool,
    /// Whether no blank line stands before it.
    pub(super) adjacent: bool,
    /// Whether it begins with what may number a provision.
    pub(super) provision: bool,
    /// The language of its words, which need not be the document's.
    pub(super) language: Language,
}

impl Row {
    pub(super) fn text<'t>(&self, text: &'t str) -> &'t str {
        self.span.slice(text)
    }

    /// Whether Markdown makes it a heading.
    pub(super) fn is_marked(&self, text: &str) -> bool {
        self.full.slice(text).starts_with('#')
    }

    pub(super) fn is_date(&self) -> bool {
        matches!(self.kind, Kind::Date(_))
    }

    /// Whether it is a short line or one of names, which titles consist of.
    pub(super) fn is_short(&self) -> bool {
        matches!(self.kind, Kind::Short | Kind::Organ)
    }

    pub(super) fn words(&self) -> &'static Lexicon {
        Lexicon::of(self.language)
    }
}

/// Lengths are in columns: a Chinese character takes two.
pub(super) fn columns(text: &str) -> usize {
    /// Nothing longer is told apart.
    const MOST: usize = 4_000;
    let wide = |ch: char| 1 + usize::from(is_wide(ch));
    text.chars().take(MOST).map(wide).sum()
}

/// How long a line may be that is still short.
pub(super) const SHORT: usize = 300;
/// How long a covering paragraph or a list of addressees may be.
const COVERING: usize = 2_000;
/// How long a line may be that is a day, a number, a heading.
const SMALL: usize = 90;
/// How long a note on publication may be.
const NOTE: usize = 110;

/// The senses that are looked for in a line.
const SENSES: Senses = Senses::of(&[
    Sense::Title,
    Sense::Transmit,
    Sense::Cover,
    Sense::Release,
    Sense::Addressee,
    Sense::Noise,
]);

/// Reads one line.
pub(super) fn row(text: &str, full: Span, adjacent: bool, document: Language) -> Row {
    let language = script(full.slice(text), document);
    let words = Lexicon::of(language);
    let span = clean::bare(text, full, words);
    let line = Line {
        text: span.slice(text),
        columns: columns(span.slice(text)),
        chinese: language == Language::Chinese,
        words,
    };
    let (mut kind, mut title) = line.kind();
    // A line in another language says the same again, or belongs to the page.
    let says = matches!(
        kind,
        Kind::Short
            | Kind::Organ
            | Kind::Heading
            | Kind::Contents
            | Kind::Masthead
            | Kind::Person
            | Kind::Attached
    );
    if language != document && says {
        (kind, title) = (Kind::Noise, false);
    }
    Row {
        span,
        full,
        kind,
        title,
        adjacent,
        provision: false,
        language,
    }
}

/// The language that a line is in: a bilingual text says the same in two.
fn script(line: &str, document: Language) -> Language {
    let latin = line.bytes().filter(u8::is_ascii_alphabetic).count();
    if document == Language::Chinese {
        let foreign = latin > 20 && !line.contains(is_wide) && line.matches(' ').count() > 3;
        return if foreign { Language::English } else { document };
    }
    let wide = line.chars().filter(|&ch| is_wide(ch)).count();
    if wide * 2 > latin {
        Language::Chinese
    } else {
        Language::English
    }
}

/// A line that is looked at.
struct Line<'t> {
    text: &'t str,
    columns: usize,
    chinese: bool,
    words: &'static Lexicon,
}

impl Line<'_> {
    /// What it is, and whether it holds a word for a kind of document.
    fn kind(&self) -> (Kind, bool) {
        let text = self.text;
        if form::is_furniture(text) {
            return (Kind::Noise, false);
        }
        if self.columns <= COVERING && form::is_colophon(text, self.words) {
            return (Kind::Noise, false);
        }
        if form::is_attachment(text, self.words) {
            return (Kind::Attached, false);
        }
        // A long line or the row of a table is none of the lines of front matter.
        if self.columns > COVERING || text.matches('|').count() > 2 {
            return (Kind::Prose, false);
        }
        let inner = form::unbracketed(text);
        if let Some(kind) = self.small(inner) {
            return (kind, false);
        }
        let short = self.columns <= SHORT;
        let mut fields = label::fields(text, self.words).peekable();
        if short && fields.peek().is_some() {
            let subject = fields.any(|(field, value)| field == "subject" && !value.is_empty());
            return (Kind::Metadata, subject);
        }
        let senses = self.words.within(text, SENSES);
        if let Some(kind) = self.by_words(inner, senses) {
            return (kind, false);
        }
        if form::is_approval(text, inner, self.words) {
            return (Kind::Approval, false);
        }
        // `Partners: Transport Agency` is a field, not a signature.
        if !self.chinese && !text.contains(':') && form::is_names(text, self.words) {
            return (Kind::Organ, false);
        }
        if !short || self.stops() || text.contains('。') {
            return (Kind::Prose, false);
        }
        self.short(senses)
    }

    /// What a short line is by its form: a day, a number, a heading, a label.
    fn small(&self, inner: &str) -> Option<Kind> {
        if self.columns > SMALL {
            return None;
        }
        let day = date::whole(inner).or_else(|| form::placed_date(inner, self.words));
        if let Some(date) = day {
            return Some(Kind::Date(date));
        }
        if number::whole(inner).is_some() {
            return Some(Kind::Number);
        }
        if number::is_serial(inner) {
            return Some(Kind::Masthead);
        }
        if let Some(heading) = self.words.word(inner, Sense::Heading) {
            let contents = heading.value == "contents";
            return Some(if contents {
                Kind::Contents
            } else {
                Kind::Heading
            });
        }
        let page = self
            .words
            .word(inner.trim_end_matches(','), Sense::Furniture);
        (date::is_month(inner) || page.is_some()).then_some(Kind::Noise)
    }

    /// What a line is by the words in it.
    fn by_words(&self, inner: &str, senses: Senses) -> Option<Kind> {
        let text = self.text;
        let short = self.columns <= SHORT;
        let labelled = self.columns <= SMALL && text.contains(is_colon);
        let bracketed = inner.len() < text.len();
        if senses.has(Sense::Release) && (bracketed || labelled) && self.columns <= NOTE {
            return Some(Kind::Release);
        }
        if senses.has(Sense::Addressee) && form::is_addressee(text, self.words, self.chinese) {
            return Some(Kind::Addressee);
        }
        if senses.has(Sense::Cover) && short {
            return Some(Kind::Cover);
        }
        if senses.has(Sense::Transmit) && (self.stops() || !short) {
            return Some(Kind::Transmit);
        }
        let noise = senses.has(Sense::Noise) && short && !(self.chinese && text.contains('。'));
        noise.then_some(Kind::Noise)
    }

    /// Whether it ends as a sentence does, or in the middle of one.
    fn stops(&self) -> bool {
        let Some(last) = self.text.chars().next_back() else {
            return false;
        };
        match last {
            '.' => !self.chinese || self.columns > SMALL,
            '、' | '?' | '？' => false,
            _ => ends_sentence(last) || parts_items(last) || is_colon(last),
        }
    }

    /// What a short line without a stop is.
    fn short(&self, senses: Senses) -> (Kind, bool) {
        let text = self.text;
        if self.chinese && form::is_names(text, self.words) {
            return (Kind::Organ, false);
        }
        if form::is_masthead(text, self.words) {
            return (Kind::Masthead, false);
        }
        if form::is_person(text, self.words) {
            return (Kind::Person, false);
        }
        if self.chinese {
            return (Kind::Short, form::ends_as_title(text, self.words));
        }
        if self.columns > SMALL && form::has_sentence(text) {
            return (Kind::Prose, false);
        }
        let capital = text.starts_with(|ch: char| !ch.is_lowercase());
        (Kind::Short, senses.has(Sense::Title) && capital)
    }
}
