//! Every diagnostic code is shown by some case.

use policydoc::Code;
use policydoc_tests::cases;
use std::collections::HashSet;

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
        // A case of 4 GiB would show the one; the other is shown in `limits`.
        .filter(|&&code| !matches!(code, Code::TooLong | Code::InheritanceCut))
        .filter(|code| !found.contains(code))
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
