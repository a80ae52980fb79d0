//! Lines of JSON that are lines to everybody.

/// Characters that JSON may hold raw and that some readers take for a line end, Python's
/// `splitlines` among them; and how JSON writes them as well.
const LINE_ENDS: [(&str, &str); 3] = [
    ("\u{2028}", "\\u2028"),
    ("\u{2029}", "\\u2029"),
    ("\u{85}", "\\u0085"),
];

/// A line of JSON with nothing in it that ends a line. Such characters stand in strings only,
/// where the escape says the same.
pub(crate) fn safe(json: Vec<u8>) -> Vec<u8> {
    let is_odd = |at: &[u8]| {
        LINE_ENDS
            .iter()
            .any(|(raw, _)| at.starts_with(raw.as_bytes()))
    };
    if !(0..json.len()).any(|at| is_odd(&json[at..])) {
        return json;
    }
    match String::from_utf8(json) {
        Ok(mut text) => {
            for (raw, escaped) in LINE_ENDS {
                text = text.replace(raw, escaped);
            }
            text.into_bytes()
        }
        Err(odd) => odd.into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_line_end_of_any_reader_stands_in_a_line() {
        let text = "a\u{2028}b\u{2029}c\u{85}d…é";
        let line = super::safe(serde_json::to_vec(text).unwrap());
        assert_eq!(line, "\"a\\u2028b\\u2029c\\u0085d…é\"".as_bytes());
        assert_eq!(serde_json::from_slice::<String>(&line).unwrap(), text);
    }
}
