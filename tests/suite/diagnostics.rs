//! Every diagnostic code is shown by some case.

use policydoc::Code;
use policydoc_tests::cases;
use std::collections::HashSet;

/// A case of 4 GiB would show the first, `limits` shows the second; the others are of files, and shown where files are read.
const ELSEWHERE: [Code; 8] = [
    Code::TooLong,
    Code::InheritanceCut,
    Code::ReplacedBytes,
    Code::MissingPages,
    Code::MissingPart,
    Code::LeftOut,
    Code::WrongDeclaration,
    Code::WrongExtension,
];

#[test]
fn every_code_appears_in_a_case() {
    let mut found: HashSet<Code> = HashSet::new();
    for case in cases() {
        let document = policydoc::parse(&case.text);
        found.extend(
            document
                .diagnostics()
                .iter()
                .map(|diagnostic| diagnostic.code),
        );
    }
    let missing: Vec<_> = Code::ALL
        .iter()
        .filter(|code| !ELSEWHERE.contains(code) && !found.contains(code))
        .collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
}

#[test]
fn codes_are_words_joined_by_hyphens() {
    for code in Code::ALL {
        assert!(
            code.as_str()
                .split('-')
                .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase())),
            "{code}"
        );
    }
}
