//! The grammar of markers: one production a form.

use super::style::Style;
use crate::document::Language;
use crate::lexicon::{Lexicon, Sense, Senses};
use crate::numeral;
use crate::script::{is_blank, is_wide};
use nom::branch::alt;
use nom::bytes::complete::{take_while, take_while_m_n, take_while1};
use nom::character::complete::{char, digit1, one_of, satisfy};
use nom::combinator::{opt, recognize, verify};
use nom::multi::many_m_n;
use nom::sequence::{delimited, pair, preceded, terminated};
use nom::{IResult, Parser as _};

/// The form of a marker: its numeral as written, and what stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape<'t> {
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
///
/// The first character says which forms come into question.
pub(super) fn shape(input: &str) -> IResult<&str, Shape<'_>> {
    match input.chars().next() {
        // A word counts, or is a numeral written out; letters are one or all large.
        Some('A'..='Z') if is_word(input) => alt((keyword, ordinal)).parse(input),
        Some('A'..='Z') => alt((keyword, dotted, closed)).parse(input),
        Some('0'..='9') => alt((decimal, dotted, closed, bare)).parse(input),
        Some('(' | '（') => bracketed(input),
        Some('第') => counted(input),
        Some('附') => annex(input),
        Some('-' | '—' | '－' | '─') => misprint(input),
        Some(first) if first.is_ascii_lowercase() || is_numeral(first) => {
            alt((dotted, closed)).parse(input)
        }
        _ => circled(input),
    }
}

fn is_word(input: &str) -> bool {
    input.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase)
}

/// ```abnf
/// keyword = word 1*SP (number / roman / letter) [SP] ["." / ":" / ")"]   ; Sec. 2.  Article 5:
/// ```
fn keyword(input: &str) -> IResult<&str, Shape<'_>> {
    for word in Lexicon::of(Language::English).at(input, 0, Sense::Counter) {
        let numbered = preceded(space1, number_or_letters).parse(&input[word.text.len()..]);
        let Ok((rest, numeral)) = numbered else {
            continue;
        };
        let (rest, _) = opt(pair(space0, one_of(".:：)"))).parse(rest)?;
        if rest.starts_with(char::is_alphanumeric) && !rest.starts_with(is_wide) {
            continue;
        }
        return Ok((rest, Shape::Keyword(Style::named(word.value), numeral)));
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
    let unit = Lexicon::of(Language::Chinese).starts(rest, Sense::Counter);
    match unit.map(|unit| (unit, Style::named(unit.value))) {
        Some((unit, style)) if style != Style::ANNEX => {
            let (rest, _) = opt(one_of(":：、.．")).parse(&rest[unit.text.len()..])?;
            Ok((rest, Shape::Keyword(style, numeral)))
        }
        _ => fail(input),
    }
}

/// ```abnf
/// annex = ("附件" / "附录" / "附表") [numeral] [":"]   ; 附件1
/// ```
fn annex(input: &str) -> IResult<&str, Shape<'_>> {
    match Lexicon::of(Language::Chinese).starts(input, Sense::Counter) {
        Some(word) if Style::named(word.value) == Style::ANNEX => {
            let mut number = opt(preceded(space0, take_while1(is_numeral)));
            let (rest, numeral) = number.parse(&input[word.text.len()..])?;
            let (rest, _) = opt(one_of(":：.、")).parse(rest)?;
            let numeral = numeral.unwrap_or_default();
            Ok((rest, Shape::Keyword(Style::ANNEX, numeral)))
        }
        _ => fail(input),
    }
}

/// ```abnf
/// bracketed = open [SP] (numeral / letters) [SP] close ["." / "、"] ; (I)  （一)
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
    // Bounded, since `1.1.1.…` without end would be read again from each of its numbers.
    let deeper = many_m_n(1, 5, pair(one_of(".．"), short_number));
    let (rest, numeral) = recognize(pair(short_number, deeper)).parse(input)?;
    let (rest, _) = opt(one_of(".．、")).parse(rest)?;
    if rest.starts_with(|ch: char| {
        ch.is_ascii_alphanumeric() || matches!(ch, '%' | '％' | '‰' | '-' | '/')
    }) || is_amount(rest)
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
        '.' | '．' | '、' => true,
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
    const LONGEST: usize = 12;
    let letters = take_while_m_n(1, LONGEST, |ch: char| ch.is_ascii_alphabetic());
    let (rest, word) = terminated(letters, char(',')).parse(input)?;
    match numeral::ordinal_word(word) {
        Some(_) => Ok((rest, Shape::OrdinalWord(word))),
        None => fail(input),
    }
}

/// ```abnf
/// bare = number (HTAB / 1*SP)   ; 1 Scope
/// ```
fn bare(input: &str) -> IResult<&str, Shape<'_>> {
    let (rest, numeral) = short_number(input)?;
    let (_, _) = space1(rest)?;
    Ok((rest, Shape::Bare(numeral)))
}

fn fail<T>(input: &str) -> IResult<&str, T> {
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
        take_while_m_n(1, 8, |ch: char| ch.is_ascii_alphabetic()),
        |word: &str| {
            let upper = word.bytes().all(|byte| byte.is_ascii_uppercase());
            let lower = word.bytes().all(|byte| byte.is_ascii_lowercase());
            (upper || lower) && (word.len() == 1 || numeral::roman(word).is_some())
        },
    )
    .parse(input)
}

/// A digit, half or full width, or a Chinese numeral.
pub(super) fn is_numeral(ch: char) -> bool {
    matches!(ch, '0'..='9' | '０'..='９' | '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六'
        | '七' | '八' | '九' | '十' | '百' | '廿' | '卅')
}

/// Whether what follows a number makes it an amount: `3.5亿元`, `20℃`.
pub(super) fn is_amount(rest: &str) -> bool {
    measures(rest, Sense::Amount.into())
}

/// The same, or a date: `5月`.
pub(super) fn is_unit(rest: &str) -> bool {
    measures(rest, Senses::of(&[Sense::Amount, Sense::Date]))
}

fn measures(rest: &str, senses: Senses) -> bool {
    rest.starts_with(['°', '℃'])
        || Lexicon::of(Language::Chinese)
            .starts(rest, senses)
            .is_some()
}
