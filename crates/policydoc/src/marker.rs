//! The marker grammar: what numbers a provision.
//!
//! ```text
//! I.   (I)   I、        A.   (A)   a.   (a)   a)      roman or latin letters
//! 1.   1、  1)  (1)      1.1  1.1.1                    arabic numbers and decimals
//! 一、 （一）  (一）     ①  ⑴  ⒈  ㈠                  Chinese numerals, circled numbers
//! Chapter I   Article 5   Sec. 2.   Annex 1   Action 12   No. 3
//! 第一编  第二章  第三节  第四条  第五款  附件1
//! ```
//!
//! What is found here is a candidate: whether it numbers a provision is for the outline to say.

use crate::document::is_wide;
use crate::layout::{Paragraph, ParagraphKind};
use crate::numeral;
use crate::span::{Span, is_blank};
use nom::branch::alt;
use nom::bytes::complete::{tag_no_case, take_while, take_while_m_n, take_while1};
use nom::character::complete::{char, digit1, one_of, satisfy};
use nom::combinator::{opt, recognize, verify};
use nom::multi::many1;
use nom::sequence::{delimited, pair, preceded, terminated};
use nom::{IResult, Parser as _};
use std::fmt;

/// How a marker is written: its numerals and what stands around them.
///
/// ```
/// let document = policydoc::parse("（一）加强领导。\n（二)加强督查。");
/// let styles: Vec<_> = document.provisions().map(|provision| provision.style().unwrap()).collect();
/// assert_eq!(styles[0].name(), "chinese-bracket");
/// assert_eq!(styles[0], styles[1]);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Style(u8);

/// A row of the table of styles.
struct Row {
    name: &'static str,
    /// How deep the style usually stands, the coarsest first; only the order counts.
    rank: u8,
    /// Styles of one family are taken for one another when a marker is misprinted.
    family: Family,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    None,
    Keyword,
    Roman,
    Latin,
    Arabic,
    Chinese,
    Decimal,
}

macro_rules! styles {
    ($($constant:ident = $name:literal, $rank:literal, $family:ident;)*) => {
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "only counts the rows")]
        #[repr(u8)]
        enum Order { $($constant,)* }

        impl Style {
            $(pub(crate) const $constant: Style = Style(Order::$constant as u8);)*
        }

        const STYLES: &[Row] = &[$(Row { name: $name, rank: $rank, family: Family::$family },)*];
    };
}

styles! {
    NONE = "none", 0, None;
    ANNEX = "annex", 3, Keyword;
    PART = "part", 5, Keyword;
    PART_ZH = "编", 5, Keyword;
    TITLE = "title", 8, Keyword;
    CHAPTER = "chapter", 10, Keyword;
    DIVISION_ZH = "部分", 8, Keyword;
    CHAPTER_ZH = "章", 10, Keyword;
    SECTION_ZH = "节", 20, Keyword;
    SECTION = "section", 25, Keyword;
    ARTICLE = "article", 30, Keyword;
    ARTICLE_ZH = "条", 30, Keyword;
    ROMAN_DOT = "roman-dot", 30, Roman;
    CHINESE_DOT = "chinese-dot", 30, Chinese;
    CLAUSE_ZH = "款", 35, Keyword;
    SUBCLAUSE_ZH = "项", 38, Keyword;
    PILLAR = "pillar", 30, Keyword;
    GOAL = "goal", 35, Keyword;
    LATIN_UPPER_DOT = "latin-upper-dot", 40, Latin;
    CHINESE_BRACKET = "chinese-bracket", 40, Chinese;
    ROMAN_BRACKET = "roman-bracket", 40, Roman;
    ACTION = "action", 45, Keyword;
    STEP = "step", 48, Keyword;
    NO = "no", 50, Keyword;
    ARABIC_DOT = "arabic-dot", 50, Arabic;
    ARABIC_COMMA = "arabic-comma", 50, Arabic;
    ARABIC_BARE = "arabic-bare", 50, Arabic;
    WORD = "ordinal-word", 50, Arabic;
    DECIMAL_2 = "decimal-2", 55, Decimal;
    DECIMAL_3 = "decimal-3", 60, Decimal;
    DECIMAL_4 = "decimal-4", 65, Decimal;
    DECIMAL_5 = "decimal-5", 67, Decimal;
    DECIMAL_6 = "decimal-6", 69, Decimal;
    LATIN_DOT = "latin-dot", 60, Latin;
    ARABIC_BRACKET = "arabic-bracket", 62, Arabic;
    ARABIC_CLOSE = "arabic-close", 64, Arabic;
    LATIN_BRACKET = "latin-bracket", 60, Latin;
    LATIN_CLOSE = "latin-close", 64, Latin;
    CIRCLED = "circled", 70, Arabic;
    ROMAN_LOWER_DOT = "roman-lower-dot", 70, Roman;
    ROMAN_LOWER_BRACKET = "roman-lower-bracket", 70, Roman;
    ROMAN_LOWER_CLOSE = "roman-lower-close", 72, Roman;
    LATIN_UPPER_BRACKET = "latin-upper-bracket", 80, Latin;
    LATIN_UPPER_CLOSE = "latin-upper-close", 80, Latin;
}

impl Style {
    pub(crate) const COUNT: usize = STYLES.len();

    fn row(self) -> &'static Row {
        &STYLES[self.index()]
    }

    pub(crate) fn index(self) -> usize {
        usize::from(self.0) % Self::COUNT
    }

    /// A stable name, as `chinese-bracket`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    pub(crate) fn rank(self) -> u8 {
        self.row().rank
    }

    /// Whether a word is part of the marker: `Article 5`, `第三条`.
    pub(crate) fn is_keyword(self) -> bool {
        self.row().family == Family::Keyword
    }

    /// How many numbers a decimal has: 2 for `1.1`; 0 for other styles.
    pub(crate) fn decimals(self) -> usize {
        match self.row().family {
            Family::Decimal => self.index() - Self::DECIMAL_2.index() + 2,
            _ => 0,
        }
    }

    /// Whether the one may stand for the other in a misprint: `1、` among `1.`.
    pub(crate) fn resembles(self, other: Style) -> bool {
        self != other
            && self.row().family == other.row().family
            && !matches!(
                self.row().family,
                Family::Keyword | Family::Decimal | Family::None
            )
    }
}

impl fmt::Debug for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A word that makes a marker with the number after it, in English. A new one is a line here.
const WORDS: &[(&str, Style)] = &[
    ("Chapter", Style::CHAPTER),
    ("Part", Style::PART),
    ("Title", Style::TITLE),
    ("Article", Style::ARTICLE),
    ("Art.", Style::ARTICLE),
    ("Section", Style::SECTION),
    ("Sec.", Style::SECTION),
    ("Sec", Style::SECTION),
    ("Annex", Style::ANNEX),
    ("Appendix", Style::ANNEX),
    ("Schedule", Style::ANNEX),
    ("Action", Style::ACTION),
    ("Recommendation", Style::ACTION),
    ("Measure", Style::ACTION),
    ("Commitment", Style::ACTION),
    ("Task", Style::ACTION),
    ("Initiative", Style::ACTION),
    ("Milestone", Style::STEP),
    ("Step", Style::STEP),
    ("Pillar", Style::PILLAR),
    ("Priority", Style::PILLAR),
    ("Theme", Style::PILLAR),
    ("Goal", Style::GOAL),
    ("Objective", Style::GOAL),
    ("Strategy", Style::GOAL),
    ("Principle", Style::GOAL),
    ("No.", Style::NO),
];

/// A unit that `第…` counts, in Chinese. A new one is a line here.
const UNITS: &[(&str, Style)] = &[
    ("部分", Style::DIVISION_ZH),
    ("编", Style::PART_ZH),
    ("編", Style::PART_ZH),
    ("篇", Style::PART_ZH),
    ("章", Style::CHAPTER_ZH),
    ("节", Style::SECTION_ZH),
    ("節", Style::SECTION_ZH),
    ("条", Style::ARTICLE_ZH),
    ("條", Style::ARTICLE_ZH),
    ("款", Style::CLAUSE_ZH),
    ("项", Style::SUBCLAUSE_ZH),
    ("項", Style::SUBCLAUSE_ZH),
];

/// Words that begin an annex in Chinese, with or without a number after them.
const ANNEXES: &[&str] = &["附件", "附录", "附錄", "附表"];

/// The numbers of a decimal, coarsest first; of other markers only the last counts.
pub(crate) type Path = [u16; 6];

/// One way to read a marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Reading {
    pub(crate) style: Style,
    /// The ordinal; `None` where it is misprinted and only its place can tell.
    pub(crate) number: Option<u32>,
    pub(crate) path: Path,
}

/// Where a candidate stands, which says how likely it is to number a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// At the start of a paragraph.
    Start,
    /// Right after the end of a sentence, without the space that would part two sentences: a
    /// line break was lost there.
    Glued,
    /// Inside a paragraph in which all line breaks were lost; `true` after the end of a sentence.
    Flat(bool),
}

/// What may be a marker.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) span: Span,
    /// Index of the paragraph it stands in.
    pub(crate) paragraph: usize,
    pub(crate) place: Place,
    /// The ways to read it; the second is `Reading::default()` where there is one only.
    pub(crate) readings: [Reading; 2],
    /// What follows speaks against it: `3.5 per cent`, `Section 5 of the Act`.
    pub(crate) doubtful: bool,
}

impl Candidate {
    pub(crate) fn readings(&self) -> &[Reading] {
        let count = 1 + usize::from(self.readings[1].style != Style::NONE);
        &self.readings[..count]
    }
}

/// All candidates of a text in order.
pub(crate) fn candidates(text: &str, paragraphs: &[Paragraph]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if paragraph.kind != ParagraphKind::Text {
            continue;
        }
        let slice = paragraph.span.slice(text);
        let start = paragraph.span.start();
        let mut from = 0;
        if let Some(found) = at_start(slice) {
            from = found.end;
            candidates.push(found.candidate(start, index, Place::Start));
        }
        inside(slice, from, paragraph.flat, |found, place| {
            candidates.push(found.candidate(start, index, place));
        });
    }
    candidates
}

/// A marker found in a slice: offsets are into that slice.
pub(crate) struct Found {
    start: usize,
    pub(crate) end: usize,
    readings: [Reading; 2],
    doubtful: bool,
}

impl Found {
    fn candidate(self, base: usize, paragraph: usize, place: Place) -> Candidate {
        Candidate {
            span: Span::new(base + self.start, base + self.end),
            paragraph,
            place,
            readings: self.readings,
            doubtful: self.doubtful,
        }
    }
}

/// The marker that a paragraph begins with, behind the marks of Markdown headings and bold type.
pub(crate) fn at_start(paragraph: &str) -> Option<Found> {
    let decoration = |ch: char| is_blank(ch) || matches!(ch, '#' | '*' | '_' | '>');
    let bare = paragraph.trim_start_matches(decoration);
    let start = paragraph.len() - bare.len();
    let mut found = read(bare)?;
    found.start += start;
    found.end += start;
    Some(found)
}

/// Reads the marker that `input` begins with.
fn read(input: &str) -> Option<Found> {
    // Most paragraphs begin with a letter that begins no marker: settle those by one look.
    let first = *input.as_bytes().first()?;
    let worth = match first {
        b'A'..=b'Z' => true,
        b'a'..=b'z' => input
            .as_bytes()
            .get(1..6)
            .is_some_and(|next| next.iter().any(|byte| matches!(byte, b'.' | b')' | b' '))),
        b'0'..=b'9' | b'(' | b'-' => true,
        _ => first >= 0x80,
    };
    if !worth {
        return None;
    }
    let (rest, shape) = shape(input).ok()?;
    let end = input.len() - rest.len();
    let readings = shape.readings()?;
    let doubtful = doubtful(&readings[0], rest);
    Some(Found {
        start: 0,
        end,
        readings,
        doubtful,
    })
}

/// The form of a marker: its numeral as written, and what stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape<'t> {
    Dot(&'t str),
    Comma(&'t str),
    Bracket(&'t str),
    Close(&'t str),
    Bare(&'t str),
    Decimal(&'t str),
    Circled(char),
    Keyword(Style, &'t str),
    OrdinalWord(&'t str),
    /// A dash where a numeral should be: `-、`.
    Misprint,
}

/// ```abnf
/// shape = keyword / counted / annex / bracketed / circled / decimal / ordinal / dotted / closed / bare
/// ```
fn shape(input: &str) -> IResult<&str, Shape<'_>> {
    alt((
        keyword, counted, annex, bracketed, circled, decimal, dotted, closed, misprint, ordinal,
        bare,
    ))
    .parse(input)
}

/// ```abnf
/// keyword = word 1*SP (number / roman / letter) [SP] ["." / ":" / ")"]   ; Sec. 2.  Article 5:
/// ```
fn keyword(input: &str) -> IResult<&str, Shape<'_>> {
    for &(word, style) in WORDS {
        let Ok((rest, _)) = tag_no_case::<_, _, nom::error::Error<&str>>(word).parse(input) else {
            continue;
        };
        // `Sections`, and the sentence "section 5 …", are no markers.
        if !input.starts_with(char::is_uppercase) {
            break;
        }
        let Ok((rest, numeral)) = preceded(space1, number_or_letters).parse(rest) else {
            continue;
        };
        let (rest, _) = opt(pair(space0, one_of(".:：)"))).parse(rest)?;
        if rest.starts_with(char::is_alphanumeric) && !rest.starts_with(is_wide) {
            continue;
        }
        return Ok((rest, Shape::Keyword(style, numeral)));
    }
    fail(input)
}

/// ```abnf
/// counted = "第" numeral unit [":" / "."]   ; 第三条
/// ```
fn counted(input: &str) -> IResult<&str, Shape<'_>> {
    let (rest, numeral) = preceded(
        (char('第'), space0),
        terminated(take_while_m_n(1, 8, is_numeral), space0),
    )
    .parse(input)?;
    for &(unit, style) in UNITS {
        if let Some(rest) = rest.strip_prefix(unit) {
            let (rest, _) = opt(one_of(":：、.．")).parse(rest)?;
            return Ok((rest, Shape::Keyword(style, numeral)));
        }
    }
    fail(input)
}

/// ```abnf
/// annex = ("附件" / "附录" / "附表") [numeral] [":"]   ; 附件1
/// ```
fn annex(input: &str) -> IResult<&str, Shape<'_>> {
    for word in ANNEXES {
        if let Some(rest) = input.strip_prefix(word) {
            let (rest, numeral) = preceded(space0, take_while(is_numeral)).parse(rest)?;
            let (rest, _) = opt(one_of(":：.、")).parse(rest)?;
            return Ok((rest, Shape::Keyword(Style::ANNEX, numeral)));
        }
    }
    fail(input)
}

/// ```abnf
/// bracketed = open [SP] (numeral / letters) [SP] close [[SP] close] ; (I)  （一)  (8) )
/// ```
fn bracketed(input: &str) -> IResult<&str, Shape<'_>> {
    let (rest, numeral) = delimited(
        (one_of("(（"), space0),
        alt((
            take_while_m_n(1, 8, is_numeral),
            letters,
            recognize(one_of("-—－")),
        )),
        (space0, one_of(")）")),
    )
    .parse(input)?;
    let (rest, _) = opt((space0, one_of(")）"))).parse(rest)?;
    let (rest, _) = opt(one_of(".、．")).parse(rest)?;
    Ok((rest, Shape::Bracket(numeral)))
}

/// ```abnf
/// circled = %x2460-2473 / %x2474-2487 / %x2488-249B / %x3220-3229   ; ①  ⑴  ⒈  ㈠
/// ```
fn circled(input: &str) -> IResult<&str, Shape<'_>> {
    let (rest, ch) =
        satisfy(|ch| matches!(ch, '①'..='⒛' | '㈠'..='㈩' | '⓪' | '❶'..='❿' | '㉑'..='㉟'))
            .parse(input)?;
    let (rest, _) = opt(one_of(".、．")).parse(rest)?;
    Ok((rest, Shape::Circled(ch)))
}

/// ```abnf
/// decimal = number 1*5("." number) ["."]   ; 1.1  6.2.6.1
/// ```
fn decimal(input: &str) -> IResult<&str, Shape<'_>> {
    let (rest, numeral) =
        recognize(pair(short_number, many1(pair(one_of(".．"), short_number)))).parse(input)?;
    let (rest, _) = opt(one_of(".．、")).parse(rest)?;
    if rest.starts_with(|ch: char| {
        ch.is_ascii_alphanumeric() || matches!(ch, '%' | '％' | '‰' | '-' | '/')
    }) || rest.starts_with(is_amount)
    {
        return fail(input);
    }
    Ok((rest, Shape::Decimal(numeral)))
}

/// ```abnf
/// dotted = (numeral / letters) [SP] ("." / "、" / "．" / ",")   ; 1.  一、  I.
/// ```
fn dotted(input: &str) -> IResult<&str, Shape<'_>> {
    let (rest, numeral) = alt((take_while_m_n(1, 8, is_numeral), letters)).parse(input)?;
    let (rest, mark) = preceded(space0, one_of(".．、。,，:：")).parse(rest)?;
    let chinese = numeral.starts_with(is_wide);
    let known = match mark {
        '.' | '．' => true,
        '、' => true,
        '。' | ',' | '，' | ':' | '：' => chinese && mark != '。' && mark != ',',
        _ => false,
    };
    if !known || rest.starts_with(|ch: char| ch.is_ascii_digit()) && mark == '.' {
        return fail(input);
    }
    let comma = mark == '、' && !chinese;
    Ok((
        rest,
        if comma {
            Shape::Comma(numeral)
        } else {
            Shape::Dot(numeral)
        },
    ))
}

/// ```abnf
/// closed = (numeral / letters) (")" / "）")   ; 1)  a)
/// ```
fn closed(input: &str) -> IResult<&str, Shape<'_>> {
    let (rest, numeral) = terminated(
        alt((take_while_m_n(1, 8, is_numeral), letters)),
        one_of(")）"),
    )
    .parse(input)?;
    Ok((rest, Shape::Close(numeral)))
}

/// ```abnf
/// misprint = dash "、"   ; -、 for 一、
/// ```
fn misprint(input: &str) -> IResult<&str, Shape<'_>> {
    let (rest, _) = (one_of("-—－─"), char('、')).parse(input)?;
    Ok((rest, Shape::Misprint))
}

/// ```abnf
/// ordinal = ("First" / "Second" / …) ","   ; Fifth,
/// ```
fn ordinal(input: &str) -> IResult<&str, Shape<'_>> {
    let (rest, word) = terminated(
        verify(
            take_while1(|ch: char| ch.is_ascii_alphabetic()),
            |word: &str| word.len() <= 12 && numeral::ordinal_word(word).is_some(),
        ),
        char(','),
    )
    .parse(input)?;
    Ok((rest, Shape::OrdinalWord(word)))
}

/// ```abnf
/// bare = number (HTAB / 1*SP)   ; 1 Scope
/// ```
fn bare(input: &str) -> IResult<&str, Shape<'_>> {
    let (rest, numeral) = short_number(input)?;
    let (_, _) = space1(rest)?;
    Ok((rest, Shape::Bare(numeral)))
}

fn fail<'t, T>(input: &'t str) -> IResult<&'t str, T> {
    Err(nom::Err::Error(nom::error::Error::new(
        input,
        nom::error::ErrorKind::Alt,
    )))
}

fn space0(input: &str) -> IResult<&str, &str> {
    take_while(is_blank).parse(input)
}

fn space1(input: &str) -> IResult<&str, &str> {
    take_while1(is_blank).parse(input)
}

fn short_number(input: &str) -> IResult<&str, &str> {
    verify(digit1, |digits: &str| digits.len() <= 3).parse(input)
}

/// `5`, `IV`, `A`, `One` after a keyword.
fn number_or_letters(input: &str) -> IResult<&str, &str> {
    alt((
        recognize(verify(digit1, |digits: &str| digits.len() <= 3)),
        verify(
            take_while1(|ch: char| ch.is_ascii_alphabetic()),
            |word: &str| {
                word.len() == 1
                    || numeral::roman(word).is_some()
                    || numeral::cardinal_word(word).is_some()
            },
        ),
    ))
    .parse(input)
}

/// One latin letter, or a roman numeral, all of one case.
fn letters(input: &str) -> IResult<&str, &str> {
    verify(
        take_while_m_n(1, 6, |ch: char| ch.is_ascii_alphabetic()),
        |word: &str| {
            let upper = word.bytes().all(|byte| byte.is_ascii_uppercase());
            let lower = word.bytes().all(|byte| byte.is_ascii_lowercase());
            (upper || lower) && (word.len() == 1 || numeral::roman(word).is_some())
        },
    )
    .parse(input)
}

/// A digit, half or full width, or a Chinese numeral.
fn is_numeral(ch: char) -> bool {
    matches!(ch, '0'..='9' | '０'..='９' | '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六'
        | '七' | '八' | '九' | '十' | '百' | '廿' | '卅')
}

/// Characters after a decimal that make it an amount: `3.5亿元`.
fn is_amount(ch: char) -> bool {
    matches!(
        ch,
        '万' | '亿'
            | '元'
            | '个'
            | '倍'
            | '公'
            | '平'
            | '千'
            | '吨'
            | '米'
            | '级'
            | '版'
            | '°'
            | '℃'
    )
}

impl Shape<'_> {
    fn readings(self) -> Option<[Reading; 2]> {
        let one = |style, number| Some([reading(style, number), Reading::default()]);
        match self {
            Shape::Decimal(written) => {
                decimal_reading(written).map(|first| [first, Reading::default()])
            }
            Shape::Circled(ch) => match ch {
                '⑴'..='⒇' => one(Style::ARABIC_BRACKET, numeral::circled(ch)?),
                '⒈'..='⒛' => one(Style::ARABIC_DOT, numeral::circled(ch)?),
                '㈠'..='㈩' => one(Style::CHINESE_BRACKET, numeral::circled(ch)?),
                _ => one(Style::CIRCLED, numeral::circled(ch)?),
            },
            Shape::Keyword(style, written) => one(style, keyword_number(written)?),
            Shape::OrdinalWord(word) => one(Style::WORD, numeral::ordinal_word(word)?),
            Shape::Misprint => Some([unnumbered(Style::CHINESE_DOT), Reading::default()]),
            Shape::Dot(written) => numbered(written, &DOT),
            Shape::Comma(written) => numbered(written, &COMMA),
            Shape::Bracket(written) => numbered(written, &BRACKET),
            Shape::Close(written) => numbered(written, &CLOSE),
            Shape::Bare(written) => one(Style::ARABIC_BARE, numeral::arabic(written)?),
        }
    }
}

/// Which style a numeral of each script has in one frame.
struct Frame {
    arabic: Style,
    chinese: Style,
    roman_upper: Style,
    roman_lower: Style,
    latin_upper: Style,
    latin_lower: Style,
}

const DOT: Frame = Frame {
    arabic: Style::ARABIC_DOT,
    chinese: Style::CHINESE_DOT,
    roman_upper: Style::ROMAN_DOT,
    roman_lower: Style::ROMAN_LOWER_DOT,
    latin_upper: Style::LATIN_UPPER_DOT,
    latin_lower: Style::LATIN_DOT,
};

const COMMA: Frame = Frame {
    arabic: Style::ARABIC_COMMA,
    ..DOT
};

const BRACKET: Frame = Frame {
    arabic: Style::ARABIC_BRACKET,
    chinese: Style::CHINESE_BRACKET,
    roman_upper: Style::ROMAN_BRACKET,
    roman_lower: Style::ROMAN_LOWER_BRACKET,
    latin_upper: Style::LATIN_UPPER_BRACKET,
    latin_lower: Style::LATIN_BRACKET,
};

const CLOSE: Frame = Frame {
    arabic: Style::ARABIC_CLOSE,
    roman_lower: Style::ROMAN_LOWER_CLOSE,
    latin_upper: Style::LATIN_UPPER_CLOSE,
    latin_lower: Style::LATIN_CLOSE,
    ..BRACKET
};

/// Reads a numeral in its frame: letters may be roman or latin, and both readings are kept.
fn numbered(written: &str, frame: &Frame) -> Option<[Reading; 2]> {
    let first = written.chars().next()?;
    if matches!(first, '-' | '—' | '－') {
        return Some([unnumbered(frame.chinese), Reading::default()]);
    }
    if first.is_ascii_digit() || matches!(first, '０'..='９') {
        let number = numeral::arabic(written)?;
        return Some([reading(frame.arabic, number), Reading::default()]);
    }
    if !first.is_ascii_alphabetic() {
        let number = numeral::chinese(written)?;
        return Some([reading(frame.chinese, number), Reading::default()]);
    }
    let (roman_style, latin_style) = if first.is_ascii_uppercase() {
        (frame.roman_upper, frame.latin_upper)
    } else {
        (frame.roman_lower, frame.latin_lower)
    };
    let roman = numeral::roman(written).map(|number| reading(roman_style, number));
    let latin = (written.len() == 1).then(|| {
        let number = u32::from(first.to_ascii_lowercase() as u8 - b'a') + 1;
        reading(latin_style, number)
    });
    match (roman, latin) {
        (Some(roman), latin) => Some([roman, latin.unwrap_or_default()]),
        (None, latin) => latin.map(|latin| [latin, Reading::default()]),
    }
}

fn reading(style: Style, number: u32) -> Reading {
    Reading {
        style,
        number: Some(number),
        path: Path::default(),
    }
}

fn unnumbered(style: Style) -> Reading {
    Reading {
        style,
        number: None,
        path: Path::default(),
    }
}

fn keyword_number(written: &str) -> Option<u32> {
    if written.is_empty() {
        return Some(1); // `附件` alone: the only one
    }
    numeral::arabic(written)
        .or_else(|| numeral::chinese(written))
        .or_else(|| numeral::roman(written))
        .or_else(|| numeral::cardinal_word(written))
        .or_else(|| {
            let letter = *written.as_bytes().first()?;
            (written.len() == 1 && letter.is_ascii_uppercase())
                .then(|| u32::from(letter - b'A') + 1)
        })
}

fn decimal_reading(written: &str) -> Option<Reading> {
    const DECIMALS: [Style; 5] = [
        Style::DECIMAL_2,
        Style::DECIMAL_3,
        Style::DECIMAL_4,
        Style::DECIMAL_5,
        Style::DECIMAL_6,
    ];
    let mut path = Path::default();
    let mut count = 0;
    for number in written.split(['.', '．']) {
        *path.get_mut(count)? = number.parse().ok()?;
        count += 1;
    }
    Some(Reading {
        style: *DECIMALS.get(count.checked_sub(2)?)?,
        number: Some(u32::from(path[count - 1])),
        path,
    })
}

/// Whether what follows a marker speaks against it.
fn doubtful(reading: &Reading, rest: &str) -> bool {
    let after = rest.trim_start_matches(|ch: char| is_blank(ch) || matches!(ch, '*' | '_'));
    let Some(next) = after.chars().next() else {
        // Only a word or a bracket makes a marker that stands alone on its line.
        return matches!(reading.style, Style::ARABIC_BARE | Style::WORD)
            || reading.style.decimals() > 0;
    };
    let spaced = after.len() < rest.len();
    match reading.style {
        // "Section 5 of the Act", "第三条规定", "附件：1. …"
        style if style.is_keyword() => {
            if style == Style::ANNEX
                && !rest.starts_with(char::is_alphabetic)
                && matches!(next, '1' | '一')
            {
                return true;
            }
            next.is_lowercase()
                || matches!(
                    next,
                    ',' | '，' | '、' | '的' | '和' | '至' | '）' | ')' | '》' | ';' | '；' | '。'
                )
                || ["规定", "所列", "第", "中", "and ", "or "]
                    .iter()
                    .any(|word| after.starts_with(word))
        }
        Style::ARABIC_BARE => !(next.is_uppercase() || is_wide(next) && !is_unit(next)),
        Style::ARABIC_DOT
        | Style::DECIMAL_2
        | Style::DECIMAL_3
        | Style::DECIMAL_4
        | Style::DECIMAL_5
        | Style::DECIMAL_6 => {
            // "3.5 per cent", but "1.2.1 existing systems" is a clause
            next.is_lowercase() && reading.style.decimals() <= 2
                || next.is_ascii_digit() && !spaced
                || matches!(next, ',' | ')' | '，' | '）' | '%')
                || reading.style != Style::ARABIC_DOT
                    && !spaced
                    && !is_wide(next)
                    && !next.is_uppercase()
        }
        // "U.S." and "e.g."
        Style::LATIN_UPPER_DOT | Style::LATIN_DOT | Style::ROMAN_DOT | Style::ROMAN_LOWER_DOT => {
            !spaced && !is_wide(next) && after.chars().nth(1) == Some('.')
                || !spaced && next.is_lowercase()
        }
        Style::CHINESE_DOT => matches!(next, '、'),
        _ => matches!(next, ',' | '，' | ';' | '、'),
    }
}

/// Characters that make the number before them an amount or a date.
fn is_unit(ch: char) -> bool {
    is_amount(ch)
        || matches!(
            ch,
            '年' | '月' | '日' | '天' | '项' | '家' | '户' | '人' | '次' | '套' | '条'
        )
}

/// Looks for markers inside a paragraph.
fn inside(paragraph: &str, from: usize, flat: bool, mut take: impl FnMut(Found, Place)) {
    if !flat && paragraph.len() < 40 {
        return;
    }
    let bytes = paragraph.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        // Markers begin with a bracket, a digit, a Chinese numeral, 第, 附, or a capital.
        let ch = match paragraph[at..].chars().next() {
            Some(ch) => ch,
            None => break,
        };
        let width = ch.len_utf8();
        if !begins_marker(ch) {
            at += width;
            continue;
        }
        let before = paragraph[..at].trim_end_matches(is_blank);
        let last = before.chars().next_back().unwrap_or('\n');
        let spaced = before.len() < at;
        let ended = matches!(
            last,
            '.' | '。'
                | '；'
                | ';'
                | '！'
                | '!'
                | '?'
                | '？'
                | '）'
                | ')'
                | '”'
                | '"'
                | '：'
                | ':'
                | '〕'
                | ']'
        );
        let place = if flat && (spaced || is_wide(ch) || is_wide(last) || ended) {
            // A letter or digit in the middle of a word or number begins nothing.
            if !spaced && last.is_ascii_alphanumeric() && !is_wide(ch) && ch != '(' {
                at += width;
                continue;
            }
            Some(Place::Flat(ended))
        } else if ended
            && !spaced
            && !matches!(last, '）' | ')' | '：' | ':' | '"' | ']' | '〕' | '；')
        {
            Some(Place::Glued)
        } else {
            None
        };
        let found = place.and_then(|place| read(&paragraph[at..]).map(|found| (found, place)));
        match found {
            Some((mut found, place)) if plausible_inside(&found, place, last, spaced) => {
                found.start += at;
                found.end += at;
                at = found.end;
                take(found, place);
            }
            _ => at += width,
        }
    }
}

fn begins_marker(ch: char) -> bool {
    matches!(ch, '(' | '（' | '第' | '附' | 'A'..='Z' | '①'..='⒛' | '㈠'..='㈩' | '—')
        || is_numeral(ch)
}

fn plausible_inside(found: &Found, place: Place, last: char, spaced: bool) -> bool {
    let style = found.readings[0].style;
    // "Document No. 104" is no marker.
    if found.doubtful || matches!(style, Style::ARABIC_BARE | Style::NO) {
        return false;
    }
    match place {
        Place::Start => true,
        // "U.S. A. Smith" and "p. 5": only what cannot be an abbreviation or a sum.
        Place::Glued => {
            style.is_keyword()
                || style.decimals() > 0
                || matches!(
                    style,
                    Style::ARABIC_DOT
                        | Style::ROMAN_DOT
                        | Style::CHINESE_DOT
                        | Style::CHINESE_BRACKET
                ) && !last.is_ascii_digit()
        }
        Place::Flat(ended) => {
            // 第 before a bracket makes a reference: 第（三）项.
            last != '第'
                && match style {
                    Style::WORD => ended && spaced,
                    Style::ANNEX => true,
                    style if style.is_keyword() => ended || style.name().chars().all(is_wide),
                    style => {
                        ended
                            || matches!(
                                style,
                                Style::CHINESE_DOT | Style::CHINESE_BRACKET | Style::ARABIC_DOT
                            ) && is_wide(last)
                    }
                }
        }
    }
}
