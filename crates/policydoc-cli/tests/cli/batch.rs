//! Many documents into files.

use crate::run::{Folder, NOTICE, PLAN};
use insta::assert_snapshot;
use serde_json::Value;

#[test]
fn a_folder_becomes_a_folder() {
    let folder = Folder::new(&[
        ("in/plan.txt", PLAN.as_bytes()),
        ("in/sub/notice.txt", NOTICE.as_bytes()),
        ("in/sub/notice.md", NOTICE.as_bytes()),
        ("in/.hidden.txt", b"1. Hidden."),
        ("in/picture.png", b"\x89PNG"),
    ]);
    assert_snapshot!(folder.run(&["convert", "in", "-o", "out"]));
    assert_eq!(
        folder
            .list("out")
            .iter()
            .filter(|name| !name.contains("/."))
            .collect::<Vec<_>>(),
        [
            "out/plan.json",
            "out/sub/notice.md.json",
            "out/sub/notice.txt.json"
        ]
    );
    // The file holds what `parse` writes, without the line end.
    let parsed = folder.run(&["parse", "in/plan.txt"]);
    assert_eq!(folder.read("out/plan.json") + "\n", parsed.stdout);
}

#[test]
fn results_of_an_earlier_run_are_no_inputs() {
    let folder = Folder::new(&[("plan.txt", PLAN.as_bytes())]);
    folder.run(&["convert", ".", "-o", "out"]);
    let before = folder.list(".");
    assert_eq!(folder.run(&["convert", ".", "-o", "out"]).code, Some(0));
    assert_eq!(folder.list("."), before);
}

#[test]
fn lines_come_in_the_order_of_the_inputs() {
    let folder = Folder::new(&[
        ("b.txt", PLAN.as_bytes()),
        ("in/a.txt", NOTICE.as_bytes()),
        ("in/c.txt", PLAN.as_bytes()),
        ("list.txt", b"in/c.txt\n\n-\n"),
    ]);
    let args = [
        "convert",
        "b.txt",
        "in/*.txt",
        "@list.txt",
        "-o",
        "all.jsonl",
    ];
    let ran = folder.run_with(&args, NOTICE.as_bytes());
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""), "{ran}");
    let names: Vec<Value> = folder
        .read("all.jsonl")
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["source"]["name"].take())
        .collect();
    assert_eq!(
        names,
        ["b.txt".into(), "a.txt".into(), "c.txt".into(), Value::Null]
    );
}

#[test]
fn an_input_that_fails_is_listed_and_the_rest_converted() {
    let folder = Folder::new(&[("a.txt", PLAN.as_bytes()), ("z.txt", NOTICE.as_bytes())]);
    let args = [
        "convert",
        "a.txt",
        "missing.txt",
        "z.txt",
        "-o",
        "all.jsonl",
    ];
    assert_snapshot!(folder.run(&args));
    assert_eq!(folder.read("all.jsonl").lines().count(), 2);
    assert_snapshot!(folder.read("all.jsonl.errors.jsonl"));

    folder.write("missing.txt", PLAN.as_bytes());
    assert_eq!(folder.run(&args).code, Some(0));
    assert!(!folder.join("all.jsonl.errors.jsonl").exists());
}
