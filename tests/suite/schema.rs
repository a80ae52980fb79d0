//! The JSON Schema: the committed file is what the types say, and every document keeps to it.

use jsonschema::Validator;
use policydoc_tests::cases;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/policydoc/schema/policydoc-1.json")
}

fn derived() -> Value {
    policydoc::schema().to_value()
}

/// After a change that adds to the contract: `policydoc schema > crates/policydoc/schema/policydoc-1.json`.
#[test]
fn the_committed_schema_is_the_derived_one() {
    let committed = fs::read_to_string(committed()).unwrap();
    let committed: Value = serde_json::from_str(&committed).unwrap();
    assert!(
        committed == derived(),
        "the types say otherwise:\n{}",
        serde_json::to_string_pretty(&derived()).unwrap()
    );
}

#[test]
fn every_document_keeps_to_the_schema() {
    let validator: Validator = jsonschema::validator_for(&derived()).unwrap();
    for case in cases() {
        let json = serde_json::to_value(policydoc::parse(&case.text)).unwrap();
        let errors: Vec<_> = validator
            .iter_errors(&json)
            .map(|error| format!("{} at {}", error, error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", case.path.display());
    }
}

#[test]
fn the_schema_refuses_what_is_no_document() {
    let validator = jsonschema::validator_for(&derived()).unwrap();
    let document = serde_json::to_value(policydoc::parse("1. Publish a plan.")).unwrap();
    assert!(validator.is_valid(&document));
    for (pointer, wrong) in [
        ("/body/0/span", Value::from("0..18")),
        ("/body/0/type", Value::from("duty")),
        ("/coverage", Value::Null),
        ("/language", Value::from("fr")),
    ] {
        let mut document = document.clone();
        *document.pointer_mut(pointer).unwrap() = wrong;
        assert!(!validator.is_valid(&document), "{pointer}");
    }
    for key in ["policydoc", "source", "front_matter", "body", "departments"] {
        let mut document = document.clone();
        document.as_object_mut().unwrap().remove(key);
        assert!(!validator.is_valid(&document), "without {key}");
    }
}
