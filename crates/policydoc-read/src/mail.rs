//! Messages in the format of e-mail, in which browsers save web pages with their pictures.

use crate::error::{Error, ErrorCode};

/// The fields of a header, names in lower case, and where the body begins.
pub(crate) fn fields(bytes: &[u8]) -> (Vec<(String, String)>, usize) {
    /// A header has fewer fields.
    const MOST: usize = 200;
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut at = 0;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        at += line.len();
        let line = String::from_utf8_lossy(line);
        let line = line.trim_end();
        if line.is_empty() || fields.len() > MOST {
            break;
        }
        match (
            line.starts_with([' ', '\t']),
            fields.last_mut(),
            line.split_once(':'),
        ) {
            (true, Some((_, value)), _) => {
                value.push(' ');
                value.push_str(line.trim_start());
            }
            (false, _, Some((name, value))) => {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
            _ => {}
        }
    }
    (fields, at)
}

/// The value of a field.
pub(crate) fn value<'f>(fields: &'f [(String, String)], name: &str) -> Option<&'f str> {
    let found = fields.iter().find(|(other, _)| other == name);
    found.map(|(_, value)| &**value)
}

/// A page in a message.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) bytes: Vec<u8>,
    /// The media type as the message gives it: `text/html; charset="utf-8"`.
    pub(crate) media_type: String,
}

/// The first web page in a message.
pub(crate) fn page(bytes: &[u8]) -> Result<Page, Error> {
    find(bytes, 0).ok_or_else(|| {
        let cause = "it is a web archive that holds no web page";
        Error::new(ErrorCode::Unsupported, cause)
    })
}

fn find(bytes: &[u8], depth: usize) -> Option<Page> {
    /// Parts lie no deeper inside each other.
    const DEPTH: usize = 8;
    let (fields, start) = fields(bytes);
    let body = &bytes[start..];
    let media_type = value(&fields, "content-type").unwrap_or_default();
    let kind = media_type.to_ascii_lowercase();
    if kind.starts_with("multipart/") && depth < DEPTH {
        let boundary = parameter(media_type, "boundary")?;
        return parts(body, &boundary).find_map(|part| find(part, depth + 1));
    }
    if !kind.starts_with("text/html") && !kind.starts_with("application/xhtml") {
        return None;
    }
    let encoding = value(&fields, "content-transfer-encoding").unwrap_or_default();
    let bytes = match encoding.to_ascii_lowercase().as_str() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64(body),
        _ => body.to_vec(),
    };
    Some(Page {
        bytes,
        media_type: media_type.to_owned(),
    })
}

/// The parts between lines that hold a boundary.
fn parts<'b>(body: &'b [u8], boundary: &str) -> impl Iterator<Item = &'b [u8]> {
    let mark = format!("--{boundary}").into_bytes();
    let mut borders = Vec::new();
    let mut at = 0;
    for line in body.split_inclusive(|&byte| byte == b'\n') {
        if line.starts_with(&mark) {
            borders.push((at, at + line.len()));
        }
        at += line.len();
    }
    let ends: Vec<usize> = borders
        .iter()
        .skip(1)
        .map(|(start, _)| *start)
        .chain([body.len()])
        .collect();
    borders
        .into_iter()
        .zip(ends)
        .map(|((_, start), end)| &body[start..end])
}

/// A parameter of a field: `boundary="x"`.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|parameter| {
        let (key, value) = parameter.split_once('=')?;
        let named = key.trim().eq_ignore_ascii_case(name);
        named.then(|| value.trim().trim_matches('"').to_owned())
    })
}

fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match (byte, after) {
            (b'=', [b'\r', b'\n', after @ ..] | [b'\n', after @ ..]) => rest = after,
            (b'=', [high, low, after @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high << 4 | low);
                    rest = after;
                }
                _ => bytes.push(byte),
            },
            _ => bytes.push(byte),
        }
    }
    bytes
}

/// What is none of the alphabet is passed over, as line ends are.
fn base64(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for &byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = (bits << 6 | u32::from(value)) & 0xFFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xFF).unwrap_or_default());
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_encoded_comes_back() {
        assert_eq!(quoted_printable(b"a=3Db=\r\nc=E4=\n=d"), b"a=bc\xE4=d");
        assert_eq!(base64(b"5L+u\r\n5rig=="), "修渠".as_bytes());
    }

    #[test]
    fn the_page_is_found_in_parts_of_parts() {
        let message = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"x\"\r\n\r\n\
            --x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n--y\r\nContent-Type: text/plain\r\n\r\nno\r\n\
            --y\r\nContent-Type: text/html; charset=gbk\r\n\r\n<p>yes\r\n--y--\r\n--x--\r\n";
        let page = page(message).unwrap();
        assert_eq!(page.bytes, b"<p>yes\r\n");
        assert_eq!(page.media_type, "text/html; charset=gbk");
    }
}
