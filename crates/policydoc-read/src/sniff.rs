//! What format a file is of: its bytes say it, and the name or media type where they do not.

use crate::container;
use crate::error::{Error, ErrorCode, Remedy};
use crate::options::{Hint, Limits};
use crate::text::Format;

/// What the bytes of a file show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sniffed {
    /// A format with a signature.
    Format(Format),
    /// Text of some kind: the decoded text tells which.
    Text,
}

/// Signatures of formats that are not read, and what to call them.
const REFUSED: &[(&[u8], &str)] = &[
    (b"\x89PNG", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"BM\0\0", "a BMP picture"),
    (b"RIFF", "a sound, film or picture file"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xFD7zXZ", "an xz archive"),
    (b"\x28\xB5\x2F\xFD", "a Zstandard archive"),
    (b"AT&TFORM", "a DjVu file"),
    (b"%!PS", "a PostScript file"),
    (b"\x7FELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"%FDF", "a file of PDF form data"),
    (b"ITSF", "a compiled help file"),
];

/// Looks at the first bytes of a file.
pub(crate) fn bytes(bytes: &[u8], hint: &Hint<'_>, limits: &Limits) -> Result<Sniffed, Error> {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace());
    let head = &bytes[start.unwrap_or(0)..];
    if head.starts_with(b"%PDF-") {
        return Ok(Sniffed::Format(Format::Pdf));
    }
    if head.starts_with(b"{\\rtf") {
        return Ok(Sniffed::Format(Format::Rtf));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return container::zip(bytes, hint, limits).map(Sniffed::Format);
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return container::ole(bytes, hint).map(Sniffed::Format);
    }
    if let Some((_, what)) = REFUSED.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(Error::new(ErrorCode::Unsupported, format!("it is {what}")));
    }
    // Some producers write a line or a mail's head before the signature.
    let near = &bytes[..bytes.len().min(1024)];
    if find(near, b"%PDF-").is_some_and(|at| is_binary(&bytes[at..])) {
        return Ok(Sniffed::Format(Format::Pdf));
    }
    Ok(Sniffed::Text)
}

/// What kind of text a decoded text is.
pub(crate) fn text(text: &str, hint: &Hint<'_>) -> Result<Format, Error> {
    let head = skip_comments(text);
    if let Some(inner) = head.strip_prefix('<') {
        let tag: String = inner
            .chars()
            .take_while(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '!' | '?' | ':' | '-'))
            .take(24)
            .collect::<String>()
            .to_ascii_lowercase();
        if is_markup(head, &tag) {
            return Ok(Format::Html);
        }
        if text.trim_start().starts_with("<?xml") {
            return Err(Error::new(
                ErrorCode::Unsupported,
                "it is an XML file that is no web page",
            ));
        }
    }
    if let Some(message) = mail(head)? {
        return Ok(message);
    }
    Ok(match hinted(hint) {
        Some(Format::Markdown) => Format::Markdown,
        Some(Format::Html) if has_tags(text) => Format::Html,
        _ => Format::Text,
    })
}

/// What a message in the format of e-mail is: a web archive, or an e-mail, which is refused.
fn mail(head: &str) -> Result<Option<Format>, Error> {
    /// The header fields that begin such a message.
    const FIRST: &[&str] = &[
        "MIME-Version",
        "From",
        "Subject",
        "Date",
        "Content-Type",
        "Received",
        "Return-Path",
        "Message-ID",
        "Delivered-To",
        "To",
        "X-Mailer",
    ];
    let first = head.split(':').next().unwrap_or_default();
    if !FIRST.iter().any(|name| name.eq_ignore_ascii_case(first)) {
        return Ok(None);
    }
    let (fields, _) = crate::mail::fields(head.as_bytes());
    let value = |name| crate::mail::value(&fields, name);
    let Some(kind) = value("content-type").filter(|_| value("mime-version").is_some()) else {
        return Ok(None);
    };
    let sent = ["to", "received", "delivered-to", "message-id"]
        .iter()
        .any(|name| value(name).is_some());
    if sent {
        return Err(Error::new(ErrorCode::Unsupported, "it is an e-mail").with(Remedy::SaveText));
    }
    let kind = kind.to_ascii_lowercase();
    let is_page = kind.starts_with("multipart/") || kind.starts_with("text/html");
    Ok(is_page.then_some(Format::Mht))
}

/// The format that the media type or the name says.
pub(crate) fn hinted(hint: &Hint<'_>) -> Option<Format> {
    let media = hint.media_type.and_then(|media| {
        let essence = media.split(';').next().unwrap_or_default().trim();
        Some(match essence.to_ascii_lowercase().as_str() {
            "text/plain" => Format::Text,
            "text/markdown" | "text/x-markdown" => Format::Markdown,
            "text/html" | "application/xhtml+xml" => Format::Html,
            "application/pdf" => Format::Pdf,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => {
                Format::Docx
            }
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => Format::Xlsx,
            "application/vnd.ms-excel" => Format::Xls,
            "application/vnd.oasis.opendocument.text" => Format::Odt,
            "application/vnd.oasis.opendocument.spreadsheet" => Format::Ods,
            "application/rtf" | "text/rtf" => Format::Rtf,
            "multipart/related" | "message/rfc822" => Format::Mht,
            _ => return None,
        })
    });
    // Servers call Markdown, and much else, plain text: a name that says more is heard.
    let named = hint
        .name
        .and_then(|name| name.rsplit_once('.'))
        .and_then(|(_, extension)| Format::from_extension(extension));
    match media {
        None | Some(Format::Text) => named.or(media),
        known => known,
    }
}

/// Whether a file is no text: it holds zero bytes or many control characters.
pub(crate) fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    let control =
        |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1B);
    let controls = sample.iter().filter(control).count();
    controls * 200 > sample.len()
}

/// A text from its first character on that is no white space, comment or XML declaration.
fn skip_comments(text: &str) -> &str {
    let mut head = text.trim_start_matches(|ch: char| ch.is_whitespace() || ch == '\u{FEFF}');
    loop {
        let rest = if let Some(comment) = head.strip_prefix("<!--") {
            comment.split_once("-->").map(|(_, rest)| rest)
        } else if head.starts_with("<?xml") {
            head.split_once("?>").map(|(_, rest)| rest)
        } else {
            return head;
        };
        match rest {
            Some(rest) if !rest.trim_start().is_empty() => head = rest.trim_start(),
            _ => return head,
        }
    }
}

/// Whether a text that begins with this tag is a web page, or a piece of one.
fn is_markup(head: &str, tag: &str) -> bool {
    match tag {
        "!doctype" => head.get(9..).is_some_and(|rest| {
            rest.trim_start()
                .get(..4)
                .is_some_and(|name| name.eq_ignore_ascii_case("html"))
        }),
        "html" | "head" | "body" | "meta" | "title" | "script" | "style" | "link" => true,
        // Pieces of pages; a text that merely begins with a tag has no others.
        "div" | "p" | "table" | "section" | "article" | "main" | "span" | "h1" | "h2" | "h3"
        | "ol" | "ul" | "br" | "center" | "font" | "b" | "strong" | "tbody" | "td" | "tr" => {
            has_tags(head)
        }
        _ => false,
    }
}

/// Whether a text holds tags of paragraphs and the like.
fn has_tags(text: &str) -> bool {
    let bytes = text.as_bytes();
    [
        "<p", "<li", "<td", "</div", "</td", "</li", "</html", "</body", "<br", "</span", "</h",
    ]
    .iter()
    .any(|tag| find_ignoring_case(bytes, tag.as_bytes()))
}

pub(crate) fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes
        .windows(needle.len())
        .position(|window| window == needle)
}

fn find_ignoring_case(bytes: &[u8], needle: &[u8]) -> bool {
    bytes
        .windows(needle.len())
        .any(|window| window.eq_ignore_ascii_case(needle))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(content: &str, name: &str) -> Format {
        text(content, &Hint::name(name)).unwrap()
    }

    #[test]
    fn the_bytes_are_heard_before_the_name() {
        let bytes = |content: &[u8]| bytes(content, &Hint::default(), &Limits::default());
        assert_eq!(bytes(b"\n%PDF-1.7"), Ok(Sniffed::Format(Format::Pdf)));
        assert_eq!(bytes(b"{\\rtf1 x}"), Ok(Sniffed::Format(Format::Rtf)));
        assert_eq!(kind("<!DOCTYPE HTML>\n<p>a</p>", "a.txt"), Format::Html);
        assert_eq!(
            kind("\n<!-- x --><?xml version='1.0'?><html>", "a.pdf"),
            Format::Html
        );
        assert_eq!(
            kind("<div class=\"x\"><p>a</p></div>", "a.docx"),
            Format::Html
        );
        assert_eq!(kind("1. Plan", "a.docx"), Format::Text);
    }

    #[test]
    fn the_name_decides_where_the_text_does_not() {
        assert_eq!(kind("# Plan", "a.md"), Format::Markdown);
        assert_eq!(kind("# Plan", "a.txt"), Format::Text);
        assert_eq!(kind("Plan<br>Aims", "a.html"), Format::Html);
        assert_eq!(kind("Plan: a < b", "a.html"), Format::Text);
        assert_eq!(kind("<b> marks the bold", "a.txt"), Format::Text);
        let served = Hint {
            media_type: Some("text/plain; charset=utf-8"),
            ..Hint::name("a.md")
        };
        assert_eq!(text("# Plan", &served), Ok(Format::Markdown));
    }

    #[test]
    fn what_is_not_read_is_named() {
        let cause = |content: &[u8]| {
            bytes(content, &Hint::default(), &Limits::default())
                .unwrap_err()
                .cause
        };
        assert_eq!(cause(b"\x89PNG\r\n"), "it is a PNG picture");
        let error = text("<?xml version='1.0'?><w:wordDocument/>", &Hint::default());
        assert_eq!(error.unwrap_err().code, ErrorCode::Unsupported);
    }
}
