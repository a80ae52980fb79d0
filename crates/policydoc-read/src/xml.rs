//! The parts of an archive as trees, within limits.
//!
//! Elements and attributes are told by their local names: the two editions of the standard
//! (transitional and strict) differ in the namespaces alone.

use crate::error::{Error, ErrorCode};
use crate::options::Limits;
use encoding_rs::Encoding;
use roxmltree::{Document, Node, ParsingOptions};

/// The characters of a part: UTF-8, or UTF-16 with a byte order mark.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<String, Error> {
    let broken = || Error::new(ErrorCode::Damaged, "a part is no valid text");
    match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) => encoding
            .decode_without_bom_handling_and_without_replacement(&bytes[mark..])
            .map(std::borrow::Cow::into_owned)
            .ok_or_else(broken),
        None => String::from_utf8(bytes).map_err(|_| broken()),
    }
}

/// Parses a part.
pub(crate) fn parse<'a>(text: &'a str, limits: &Limits) -> Result<Document<'a>, Error> {
    /// An element of a real document has a few dozen. The parser compares each with all others.
    const ATTRIBUTES: usize = 1_000;
    if most_attributes(text) > ATTRIBUTES {
        return Err(Error::new(
            ErrorCode::Damaged,
            format!("an element has more than {ATTRIBUTES} attributes, as no real one has"),
        ));
    }
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: limits.elements,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => Error::new(
            ErrorCode::TooMany,
            format!("it has more than {} elements", limits.elements),
        ),
        roxmltree::Error::DtdDetected => Error::new(
            ErrorCode::Damaged,
            "it declares entities, which office documents never do",
        ),
        error => Error::new(
            ErrorCode::Damaged,
            format!("a part is no valid XML: {error}"),
        ),
    })
}

/// The number of attributes of the element that has most.
fn most_attributes(text: &str) -> usize {
    let (mut most, mut count, mut inside) = (0, 0, false);
    let mut quote = None;
    for byte in text.bytes() {
        match (inside, quote, byte) {
            (false, _, b'<') => (inside, count) = (true, 0),
            (true, None, b'>') => inside = false,
            (true, None, b'"' | b'\'') => quote = Some(byte),
            (true, Some(open), _) if open == byte => {
                quote = None;
                count += 1;
                most = most.max(count);
            }
            _ => {}
        }
    }
    most
}

/// Whether an element has this local name.
pub(crate) fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The first child with this local name.
pub(crate) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| is(*child, name))
}

/// The children with this local name.
pub(crate) fn children<'a, 'i>(
    node: Node<'a, 'i>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| is(*child, name))
}

/// The attribute with this local name.
pub(crate) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes()
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value())
}

/// The `w:val` of the first child with this local name.
pub(crate) fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    child(node, name).and_then(|child| attribute(child, "val"))
}

/// The `w:val` of a child as a number.
pub(crate) fn number(node: Node<'_, '_>, name: &str) -> Option<i64> {
    value(node, name)?.trim().parse().ok()
}

/// Whether a child says that something is on: `<w:isLgl/>`, `<w:vanish w:val="true"/>`.
pub(crate) fn flag(node: Node<'_, '_>, name: &str) -> bool {
    child(node, name).is_some_and(|child| {
        !matches!(
            attribute(child, "val"),
            Some("0" | "false" | "off" | "none")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_outside_of_text() {
        assert_eq!(most_attributes("<a b='1' c=\"x>'2'\"/> say \"this\""), 2);
        let many = format!("<a {}/>", "b='' ".repeat(2_000));
        assert_eq!(
            parse(&many, &Limits::default()).unwrap_err().code,
            ErrorCode::Damaged
        );
    }

    #[test]
    fn entities_are_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY b 'x'>]><a>&b;</a>";
        let error = parse(bomb, &Limits::default()).unwrap_err();
        assert_eq!(error.code, ErrorCode::Damaged);
    }

    #[test]
    fn parts_may_be_in_utf_16() {
        let text = "<a>各</a>";
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(decode(bytes).unwrap(), text);
        assert_eq!(
            decode(vec![b'<', 0xFF]).unwrap_err().code,
            ErrorCode::Damaged
        );
    }
}
