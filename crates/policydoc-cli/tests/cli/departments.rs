//! The departments of one document and of many.

use crate::run::{Folder, NOTICE, PLAN};
use insta::assert_snapshot;
use serde_json::Value;

/// Another district's notice; one of its offices is in no gazetteer.
const NOTE: &str = "\
Work Plan for Hot-Air Travel in Xicheng District

1. We shall open a balloon port.

Responsible departments: Balloon Office of Xicheng District, Xicheng District Finance Bureau

2. We shall publish the fares.

Responsible departments: Balloon Office of Xicheng District
";

fn folder() -> Folder {
    Folder::new(&[
        ("in/plan.txt", PLAN.as_bytes()),
        ("in/notice.txt", NOTICE.as_bytes()),
        ("in/sub/note.txt", NOTE.as_bytes()),
    ])
}

#[test]
fn one_document_is_a_table() {
    let folder = folder();
    assert_snapshot!(folder.run(&["departments", "in/plan.txt"]));
    let narrow = folder.run(&["departments", "in/plan.txt", "--width", "60"]);
    assert!(
        narrow.stdout.lines().all(|line| line.chars().count() <= 60),
        "{narrow}"
    );
}

#[test]
fn many_documents_are_joined_by_id() {
    let args = ["departments", "in"];
    let ran = folder().run(&[&args[..], &["-j1"]].concat());
    assert_snapshot!(ran);
    assert_eq!(
        folder().run(&[&args[..], &["-j3"]].concat()).stdout,
        ran.stdout
    );
}

#[test]
fn unknown_names_can_be_added() {
    let folder = folder();
    let unknown = ["departments", "in", "--unknown", "--json"];
    let ran = folder.run(&unknown);
    let entries: Vec<Value> = ran
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(entries.len(), 1, "{ran}");
    assert_eq!(entries[0]["id"], "cn/beijing/xicheng/_/balloon-office");
    assert_eq!(entries[0]["mentions"], 2);
    assert_eq!(entries[0]["documents"][0], "in/sub/note.txt");

    folder.write(
        "mine.tsv",
        b"kind_id\ten_local\nballoon-office\tBalloon Office\n",
    );
    let mine = [&unknown[..], &["--gazetteer", "mine.tsv"]].concat();
    let ran = folder.run(&mine);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""), "{ran}");
    let known = folder.run(&["departments", "in", "--gazetteer", "mine.tsv"]);
    assert!(
        known.stdout.contains("cn/beijing/xicheng/balloon-office "),
        "{known}"
    );
}

#[test]
fn a_series_over_a_reform_can_be_read_as_one() {
    let plan = |bureau: &str| {
        let text = "Plan of Xicheng District, Beijing\n\n1. Publish a plan.\nResponsible: ";
        format!("{text}{bureau} of Xicheng District\n")
    };
    let folder = Folder::new(&[
        ("2015.txt", plan("Tourism Bureau").as_bytes()),
        ("2020.txt", plan("Culture and Tourism Bureau").as_bytes()),
    ]);
    let args = ["departments", "2015.txt", "2020.txt"];
    let named = folder.run(&args).stdout;
    assert!(named.contains("cn/beijing/xicheng/tourism ") && named.contains("/culture-tourism "));
    let then = folder.run(&[&args[..], &["--as-of", "2020", "--json"]].concat());
    let entry: Value = serde_json::from_str(&then.stdout).unwrap();
    assert_eq!(entry["id"], "cn/beijing/xicheng/culture-tourism");
    assert_eq!(entry["mentions"], 2);
    assert_eq!(entry["as_named"][1], "cn/beijing/xicheng/tourism");
    assert_eq!(entry["documents"].as_array().unwrap().len(), 2);
}

#[test]
fn a_gazetteer_with_a_mistake_is_refused_with_its_line() {
    let folder = folder();
    folder.write("mine.tsv", b"kind_id\tcolour\nballoon-office\tred\n");
    let args = ["--gazetteer", "mine.tsv"];
    for command in [&["departments", "in"][..], &["convert", "in", "-o", "out"]] {
        let ran = folder.run(&[command, &args].concat());
        assert_eq!(ran.code, Some(2), "{ran}");
        assert!(ran.stderr.starts_with("error: mine.tsv:1: "), "{ran}");
        assert!(ran.stdout.is_empty() && !folder.join("out").exists());
    }
    let ran = folder.run(&["parse", "in/plan.txt", "--gazetteer", "missing.tsv"]);
    assert_eq!(ran.code, Some(2), "{ran}");
    assert!(
        ran.stderr.starts_with("error: missing.tsv: no such file"),
        "{ran}"
    );
}

#[test]
fn an_input_that_cannot_be_read_does_not_hide_the_others() {
    let ran = folder().run(&["departments", "in/plan.txt", "missing.txt"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stdout.contains("cn/beijing/xicheng/commerce"), "{ran}");
}
