//! Each case beside its accepted outline.

use policydoc_tests::{Case, assert_sound, contract_violations, outline, texts_under, violations};
use std::fs;
use std::path::Path;

#[test]
fn cases_give_their_outline() {
    let mut broken = Vec::new();
    insta::glob!("../cases", "**/*.txt", |path| {
        let text = fs::read_to_string(path).unwrap();
        let document = policydoc::parse(&text);
        snapshot(path, &outline(&document));
        for what in violations(&text, &document) {
            broken.push(format!("{}: {what}", path.display()));
        }
    });
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_seed_gives_its_outline() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let seed = fs::read_to_string(root.join("seeds/dongcheng-2019.txt")).unwrap();
    let document = assert_sound(&seed);
    let beside = root.join("tests/cases/whole/seed-dongcheng-2019");
    snapshot(&beside, &outline(&document));
}

/// Other documents can be checked too: `POLICYDOC_TEXTS` names a folder of texts.
#[test]
fn invariants_hold_on_the_texts_of_a_folder() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../seeds");
    let folder = std::env::var_os("POLICYDOC_TEXTS").map_or(seeds, Into::into);
    let mut broken = Vec::new();
    for Case { path, text } in texts_under(&folder) {
        let document = policydoc::parse(&text);
        let mut found = violations(&text, &document);
        found.extend(contract_violations(&document));
        broken.extend((found.into_iter()).map(|what| format!("{}: {what}", path.display())));
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

fn snapshot(path: &Path, outline: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(path.parent().unwrap());
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.remove_snapshot_suffix();
    settings.remove_input_file();
    let name = path.file_stem().unwrap().to_str().unwrap();
    settings.bind(|| insta::assert_snapshot!(name, outline));
}
