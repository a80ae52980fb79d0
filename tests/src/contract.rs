//! What the JSON says agrees with the text it came from, whoever writes it.

use crate::invariants::letters;
use policydoc::Document;
use serde_json::Value;

/// Every place in the JSON of a document where words are not what their span holds: spans there
/// are in code points. And whether the library and serde write the same bytes.
///
/// # Panics
///
/// If a document cannot be written: it always can.
#[expect(clippy::expect_used, reason = "a document can always be written")]
pub fn contract_violations(document: &Document) -> Vec<String> {
    let json = serde_json::to_value(document).expect("a document can be written");
    let points: Vec<char> = document.text().chars().collect();
    let mut broken = Vec::new();
    let written = serde_json::to_string(document).expect("a document can be written");
    if document.to_json() != written {
        broken.push("the library and serde write different JSON".to_owned());
    }
    visit(&json, &mut |object| {
        for (words, span) in [
            ("text", "span"),
            ("surface", "span"),
            ("heading", "heading_span"),
            ("text", "text_span"),
        ] {
            let provision = object.contains_key("marker");
            if provision && span == "span" {
                continue; // The span of a provision is the whole of it, its text a part.
            }
            let (Some(Value::String(words)), Some(span)) = (object.get(words), object.get(span))
            else {
                continue;
            };
            if !holds(&points, span, words) {
                broken.push(format!("{words:?} is not what {span} holds"));
            }
        }
    });
    broken
}

fn holds(points: &[char], span: &Value, words: &str) -> bool {
    let offset = |at: usize| usize::try_from(span[at].as_u64()?).ok();
    let (Some(start), Some(end)) = (offset(0), offset(1)) else {
        return false;
    };
    points.get(start..end).is_some_and(|slice| {
        let slice = slice.iter().copied().filter(|ch| !ch.is_whitespace());
        letters(words).eq(slice)
    })
}

fn visit(value: &Value, check: &mut impl FnMut(&serde_json::Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            check(object);
            object.values().for_each(|value| visit(value, check));
        }
        Value::Array(array) => array.iter().for_each(|value| visit(value, check)),
        _ => {}
    }
}
