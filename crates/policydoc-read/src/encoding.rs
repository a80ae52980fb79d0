//! Which characters the bytes of a text are.
//!
//! What says it, in this order: a byte order mark; what the caller or the file declares; whether
//! the bytes are valid UTF-8; the pattern of zero bytes of UTF-16 without a mark; and last the
//! statistics of chardetng. GBK and GB2312 are read as GB18030, which holds both.

use crate::error::{Error, ErrorCode};
use crate::text::{Warning, WarningCode};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use old::Old;
use std::borrow::Cow;

mod old; // encodings that the web does not use

/// Bytes as characters.
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) how: How,
}

/// How they were decoded.
pub(crate) struct How {
    /// The encoding, as it is called.
    pub(crate) encoding: &'static str,
    /// How many byte sequences were no characters.
    pub(crate) replaced: u64,
    pub(crate) warnings: Vec<Warning>,
}

/// An encoding of the WHATWG Encoding Standard, or an older one that it does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Charset {
    Standard(&'static Encoding),
    Old(Old),
}

impl Charset {
    fn name(self) -> &'static str {
        match self {
            Self::Standard(encoding) => encoding.name(),
            Self::Old(old) => old.name(),
        }
    }

    fn for_label(label: &str) -> Option<Self> {
        let label = label.trim();
        let old = Old::for_label(label).map(Self::Old);
        old.or_else(|| {
            Encoding::for_label(label.as_bytes()).map(|found| Self::Standard(whole(found)))
        })
    }
}

impl How {
    /// So many byte sequences were no characters.
    pub(crate) fn replaces(&mut self, count: u64) {
        self.replaced = count;
        let name = self.encoding;
        let sequences = if count == 1 {
            "1 byte sequence is no character".to_owned()
        } else {
            format!("{count} byte sequences are no characters")
        };
        let message = format!("{sequences} of {name}, shown as U+FFFD");
        self.warnings
            .push(Warning::new(WarningCode::ReplacedBytes, message));
    }
}

/// The encoding with this label; GB18030 for its subsets.
pub(crate) fn named(label: &str) -> Result<Charset, Error> {
    Charset::for_label(label).ok_or_else(|| {
        Error::new(
            ErrorCode::UnknownEncoding,
            format!("`{}` is no known encoding", label.escape_debug()),
        )
    })
}

/// Decodes the bytes of a text. `forced` is what the caller says, `declared` what the server or
/// the file does.
pub(crate) fn decode<'a>(
    bytes: &'a [u8],
    forced: Option<Charset>,
    declared: Option<&str>,
) -> Decoded<'a> {
    // The mark of UTF-32 begins with that of UTF-16.
    if let Some((old, mark)) = Old::for_mark(bytes) {
        return old.decode(&bytes[mark..]);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[mark..]);
    }
    if let Some(charset) = forced {
        return in_charset(charset, bytes);
    }
    let declared = declared.and_then(Charset::for_label);
    let guess = guess(bytes);
    let Some(declared) = declared.filter(|declared| {
        // A page that could be read far enough to find `charset=utf-16` is not in UTF-16.
        ![UTF_16LE, UTF_16BE]
            .map(Charset::Standard)
            .contains(declared)
    }) else {
        return in_charset(guess, bytes);
    };
    let decoded = in_charset(declared, bytes);
    if decoded.how.replaced == 0 || guess == declared {
        return decoded;
    }
    let mut other = in_charset(guess, bytes);
    if other.how.replaced >= decoded.how.replaced {
        return decoded;
    }
    other.how.warnings.insert(
        0,
        Warning::new(
            WarningCode::WrongDeclaration,
            format!(
                "the file says it is in {}, but is in {}",
                declared.name(),
                guess.name()
            ),
        ),
    );
    other
}

fn in_charset(charset: Charset, bytes: &[u8]) -> Decoded<'_> {
    match charset {
        Charset::Standard(encoding) => with(encoding, bytes),
        Charset::Old(old) => old.decode(bytes),
    }
}

fn guess(bytes: &[u8]) -> Charset {
    /// What the statistics are taken of, in bytes.
    const SAMPLE: usize = 256 * 1024;
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if let Some(old) = Old::of_pattern(sample) {
        return Charset::Old(old);
    }
    if let Some(standard) = utf16(bytes).or_else(|| japanese(sample)) {
        return Charset::Standard(standard);
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => return Charset::Standard(UTF_8),
        // A file cut in the middle of its last character.
        Err(error) if error.error_len().is_none() => return Charset::Standard(UTF_8),
        Err(_) => {}
    }
    if is_broken_utf8(sample) {
        return Charset::Standard(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    let guess = whole(detector.guess(None, Utf8Detection::Allow));
    match Old::of_letters(sample, &with(guess, sample).text) {
        Some(old) => Charset::Old(old),
        None => Charset::Standard(guess),
    }
}

/// Whether bytes are UTF-8 with a few broken ones. A character of several bytes hardly ever comes
/// about by chance, least of all one of three, such as a curly quote.
fn is_broken_utf8(sample: &[u8]) -> bool {
    let decoded = with(UTF_8, sample);
    let evidence: usize = decoded
        .text
        .chars()
        .filter(|ch| *ch != char::REPLACEMENT_CHARACTER)
        .map(|ch| match ch.len_utf8() {
            1 => 0,
            2 => 1,
            _ => 3,
        })
        .sum();
    decoded.how.replaced * 3 <= evidence as u64
}

/// ISO-2022-JP: seven-bit text with sequences that switch to Japanese and back.
fn japanese(sample: &[u8]) -> Option<&'static Encoding> {
    let switches: [&[u8]; 2] = [b"\x1B$B", b"\x1B$@"];
    let mut places = sample.windows(3);
    let found = sample.is_ascii() && places.any(|three| switches.contains(&three));
    found.then_some(ISO_2022_JP)
}

/// UTF-16 without a mark: the bytes hold zeros, as no other encoding of text does, and read in one
/// of the two orders nearly all of it is Latin or Chinese.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if sample.len() < 8 || !sample.contains(&0) {
        return None;
    }
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let decoded = with(encoding, sample);
        let (mut all, mut plausible) = (0_usize, 0_usize);
        for ch in decoded.text.chars() {
            all += 1;
            plausible += usize::from(is_of_text(ch));
        }
        decoded.how.replaced <= 1 && plausible * 100 >= all * 97
    })
}

/// Whether a character is one of Latin or Chinese text.
fn is_of_text(ch: char) -> bool {
    matches!(ch, '\t' | '\n' | '\r' | ' '..='~' | '\u{A0}'..='\u{17F}' | '\u{2010}'..='\u{2044}'
        | '\u{2460}'..='\u{24FF}' | '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{FF00}'..='\u{FF60}')
}

fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let mut how = How {
        encoding: encoding.name(),
        replaced: 0,
        warnings: Vec::new(),
    };
    if damaged {
        how.replaces(replaced(encoding, bytes));
    }
    Decoded { text, how }
}

/// How many replacements decoding makes: those of the decoder, not the U+FFFD a file may hold.
fn replaced(encoding: &'static Encoding, bytes: &[u8]) -> u64 {
    use encoding_rs::DecoderResult;
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut buffer = vec![0; 16 * 1024];
    let (mut at, mut count) = (0, 0);
    loop {
        let (result, read, _) =
            decoder.decode_to_utf8_without_replacement(&bytes[at..], &mut buffer, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => return count,
            DecoderResult::Malformed(..) => count += 1,
            DecoderResult::OutputFull => {}
        }
    }
}

fn whole(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

/// The encoding that a web page declares: `<meta charset="gb2312">`, `<?xml encoding="…"?>`.
#[cfg(feature = "html")]
pub(crate) fn declared_in_page(bytes: &[u8]) -> Option<String> {
    /// Where a declaration may stand, in bytes; pages write long heads before it.
    const HEAD: usize = 8 * 1024;
    let head = &bytes[..bytes.len().min(HEAD)];
    let (head, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(head);
    let head = head.to_ascii_lowercase();
    let xml = head
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        .and_then(|(declaration, _)| value_of(declaration, "encoding"));
    let meta = head
        .match_indices("<meta")
        .filter_map(|(at, _)| head[at..].split_once('>'))
        .find_map(|(tag, _)| value_of(tag, "charset"));
    meta.or(xml)
}

#[cfg(not(feature = "html"))]
pub(crate) fn declared_in_page(_: &[u8]) -> Option<String> {
    None
}

/// The charset of a media type: `text/html; charset=gb2312`.
pub(crate) fn declared_in_media_type(media_type: &str) -> Option<String> {
    value_of(&media_type.to_ascii_lowercase(), "charset")
}

fn value_of(text: &str, name: &str) -> Option<String> {
    let (_, after) = text.split_once(name)?;
    let after = after.trim_start().strip_prefix('=')?;
    let value: String = after
        .trim_start()
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_' | ':'))
        .collect();
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINESE: &str =
        "各区人民政府，市政府各委、办、局：为进一步优化营商环境，制定本方案。一、总体要求";

    fn guessed(bytes: &[u8]) -> (&'static str, String) {
        let decoded = decode(bytes, None, None);
        (decoded.how.encoding, decoded.text.into_owned())
    }

    #[test]
    fn chinese_is_found_in_each_of_its_encodings() {
        for encoding in [UTF_8, GB18030] {
            let bytes = encoding.encode(CHINESE).0;
            assert_eq!(guessed(&bytes), (encoding.name(), CHINESE.to_owned()));
        }
        let traditional =
            "各區人民政府，市政府各委員會：為進一步優化營商環境，制定本方案。一、總體要求";
        let bytes = encoding_rs::BIG5.encode(traditional).0;
        assert_eq!(guessed(&bytes), ("Big5", traditional.to_owned()));
    }

    #[test]
    fn utf_16_is_found_with_and_without_a_mark() {
        for text in [
            CHINESE,
            "1. The Ministry of Finance shall publish a plan.\n",
        ] {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            let text = text.to_owned();
            assert_eq!(
                guessed(&[b"\xFF\xFE", &little[..]].concat()),
                ("UTF-16LE", text.clone())
            );
            assert_eq!(
                guessed(&[b"\xFE\xFF", &big[..]].concat()),
                ("UTF-16BE", text.clone())
            );
            let breaks = format!("{text}\n2019").repeat(4);
            let little: Vec<u8> = breaks.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = breaks.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(guessed(&little), ("UTF-16LE", breaks.clone()));
            assert_eq!(guessed(&big), ("UTF-16BE", breaks));
        }
    }

    #[test]
    fn a_smart_quote_in_latin_text_is_windows_1252() {
        let bytes =
            b"The Secretary\x92s plan \x96 \x93open data\x94 \x96 is published once in a year.";
        let (encoding, text) = guessed(bytes);
        assert_eq!(encoding, "windows-1252");
        assert!(text.starts_with("The Secretary’s plan – “open data”"));
    }

    #[test]
    fn short_utf_8_with_a_bad_byte_stays_utf_8() {
        for text in [
            "The “plan” of\u{1} works",
            "The Council’s plan\u{1}",
            "修渠\u{1}",
        ] {
            let bytes: Vec<u8> = text
                .bytes()
                .map(|byte| if byte == 1 { 0xE9 } else { byte })
                .collect();
            let decoded = decode(&bytes, None, None);
            assert_eq!(
                (decoded.how.encoding, decoded.how.replaced),
                ("UTF-8", 1),
                "{text}"
            );
            assert_eq!(decoded.text, text.replace('\u{1}', "\u{FFFD}"));
        }
        // Latin and Chinese bytes that make one character of UTF-8 by chance are not.
        assert_eq!(
            guessed(b"Caf\xE9 \xC3\xA9l\xE8ve, d\xE9j\xE0 vu, na\xEFf").0,
            "windows-1252"
        );
        assert_eq!(guessed(&GB18030.encode("联通和移动的用户").0).0, "gb18030");
    }

    #[test]
    fn encodings_of_mail_are_read() {
        let japanese = "計画を公表する。";
        let bytes = ISO_2022_JP.encode(japanese).0;
        assert_eq!(guessed(&bytes), ("ISO-2022-JP", japanese.to_owned()));
        assert_eq!(
            guessed(b"\x1B$)CPlan \x0E0hH9\x0F\n"),
            ("ISO-2022-KR", "Plan 계획\n".to_owned())
        );
        assert_eq!(guessed(b"\x1B$)APlan \x0E6IGx\x0F\n").0, "ISO-2022-CN");
    }

    #[test]
    fn what_cannot_be_decoded_is_replaced_and_counted() {
        let mut bytes = CHINESE.as_bytes().to_vec();
        bytes.truncate(bytes.len() - 1);
        bytes.insert(3, 0xFF);
        let decoded = decode(&bytes, None, None);
        assert_eq!(decoded.how.encoding, "UTF-8");
        assert_eq!(decoded.how.replaced, 2);
        assert_eq!(decoded.text.matches('\u{FFFD}').count(), 2);
        assert_eq!(decoded.how.warnings[0].code, WarningCode::ReplacedBytes);
    }

    #[test]
    fn a_declaration_holds_unless_the_bytes_speak_against_it() {
        let bytes = GB18030.encode(CHINESE).0;
        assert_eq!(decode(&bytes, None, Some("gb2312")).how.encoding, "gb18030");
        let wrong = decode(&bytes, None, Some("utf-8"));
        assert_eq!(wrong.how.encoding, "gb18030");
        assert_eq!(wrong.how.warnings[0].code, WarningCode::WrongDeclaration);
        assert_eq!(decode(b"plain", None, Some("utf-16")).text, "plain");
    }

    #[cfg(feature = "html")]
    #[test]
    fn a_page_declares_its_encoding_in_several_ways() {
        let declared = |page: &str| declared_in_page(page.as_bytes());
        assert_eq!(
            declared("<meta charset=\"GB2312\">").as_deref(),
            Some("gb2312")
        );
        assert_eq!(
            declared("<META http-equiv=Content-Type content='text/html; charset=big5'>").as_deref(),
            Some("big5")
        );
        assert_eq!(
            declared("<?xml version='1.0' encoding='GBK'?><html>").as_deref(),
            Some("gbk")
        );
        assert_eq!(declared("<p>charset=gbk</p>"), None);
    }

    #[test]
    fn an_unknown_label_is_an_error() {
        assert_eq!(
            named("klingon").unwrap_err().code,
            ErrorCode::UnknownEncoding
        );
        assert_eq!(named("GB2312").unwrap(), Charset::Standard(GB18030));
    }
}
