//! Many documents into files.

use crate::run::{Folder, NOTICE, PLAN};
use insta::assert_snapshot;
use serde_json::Value;
use std::process::Stdio;
use std::time::Duration;

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
            "out/sub/notice.json",
            "out/sub/notice.md.json"
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

/// The forms of results, and an OUT for each.
const FORMS: [(&str, &str); 6] = [
    ("json", "out"),
    ("jsonl", "out.jsonl"),
    ("csv", "out"),
    ("csv", "out.csv"),
    #[cfg(feature = "parquet")]
    ("parquet", "out"),
    #[cfg(feature = "parquet")]
    ("parquet", "out.parquet"),
];

/// A folder with documents of several formats, and some that cannot be read.
fn mixed() -> Folder {
    let page = format!("<html><body><pre>{PLAN}</pre></body></html>");
    let folder = Folder::new(&[
        ("in/page.html", page.as_bytes()),
        ("in/broken.docx", b"PK\x03\x04 no archive"),
        ("in/empty.txt", b""),
        ("in/old.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"),
    ]);
    for number in 0..20 {
        let text = PLAN.repeat(number % 3 + 1) + NOTICE;
        folder.write(&format!("in/{number}.txt"), text.as_bytes());
    }
    folder
}

/// All files below a folder with their bytes, without what was read.
fn results(folder: &Folder) -> Vec<(String, Vec<u8>)> {
    let names = folder.list(".").into_iter();
    let names = names.filter(|name| !name.starts_with("in/"));
    let read = |name: String| {
        let bytes = std::fs::read(folder.join(&name)).unwrap();
        (name, bytes)
    };
    names.map(read).collect()
}

#[test]
fn the_number_of_jobs_makes_no_difference() {
    for (format, out) in FORMS {
        let results: Vec<_> = ["1", "2", "5"]
            .iter()
            .map(|jobs| {
                let folder = mixed();
                let ran = folder.run(&["convert", "in", "-o", out, "--format", format, "-j", jobs]);
                assert_eq!(ran.code, Some(1), "{ran}");
                assert!(ran.stderr.contains("converted: 21, failed: 3"), "{ran}");
                (results(&folder), ran.stderr)
            })
            .collect();
        assert!(results[0].0.len() >= 2);
        assert!(results.iter().all(|other| *other == results[0]), "{format}");
    }
}

#[test]
fn failures_have_a_row_in_the_tables() {
    let folder = mixed();
    folder.run(&["convert", "in", "missing.txt", "-o", "out.csv", "--bom"]);
    let documents = folder.read("out.documents.csv");
    assert!(documents.starts_with("\u{FEFF}document,"));
    let keys: Vec<_> = documents
        .lines()
        .map(|row| row.split(',').next().unwrap())
        .collect();
    assert_eq!(keys.len(), 1 + 25);
    assert_eq!(keys[1..4], ["missing.txt", "in/0.txt", "in/1.txt"]);
    assert!(
        documents.contains("\nin/empty.txt,the file is empty,"),
        "{documents}"
    );
}

/// Runs until `until` holds, while the standard input stays open, and kills the command.
fn kill_when(folder: &Folder, args: &[&str], until: impl Fn() -> bool) {
    let mut child = folder
        .command(args)
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while !until() {
        assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_run_that_was_killed_is_taken_up() {
    for (format, out) in FORMS {
        // The command waits for the standard input in the middle of the batch.
        let args = [
            "convert",
            "in/1.txt",
            "in/page.html",
            "-",
            "in/2.txt",
            "in/empty.txt",
        ];
        let args = [&args[..], &["-o", out, "--format", format, "-j1"]].concat();
        let undisturbed = mixed();
        let ran = undisturbed.run_with(&args, NOTICE.as_bytes());
        assert!(ran.stderr.contains("converted: 4, failed: 1"), "{ran}");

        let folder = mixed();
        let mark = format!(".{out}.log");
        kill_when(&folder, &args, || {
            if format == "json" {
                return folder.join("out/page.json").exists();
            }
            let log = std::fs::read(folder.join(&mark)).unwrap_or_default();
            let name = b"page.html\"";
            log.ends_with(b"\n") && log.windows(name.len()).any(|part| part == name)
        });
        if format != "json" {
            assert!(!folder.join(out).is_file(), "{format} left half-written");
            assert!(
                !folder.join("out/documents.csv").exists(),
                "{format} left half-written"
            );
        }
        let ran = folder.run_with(&[&args[..], &["--resume"]].concat(), NOTICE.as_bytes());
        assert!(
            ran.stderr.contains("converted: 2, kept: 2, failed: 1"),
            "{format} {ran}"
        );
        assert_eq!(results(&folder), results(&undisturbed), "{format}");
    }
}

#[test]
fn what_has_not_changed_is_kept() {
    for (format, out) in [("json", "out"), ("jsonl", "all.jsonl")] {
        let folder = mixed();
        let args = ["convert", "in", "-o", out, "--format", format];
        let resume = [&args[..], &["--resume"]].concat();
        folder.run(&args);
        let ran = folder.run(&resume);
        assert!(
            ran.stderr.contains("converted: 0, kept: 21, failed: 3"),
            "{ran}"
        );
        // Other bytes, another input, one input less.
        folder.write("in/3.txt", NOTICE.as_bytes());
        folder.write("in/100.txt", NOTICE.as_bytes());
        std::fs::remove_file(folder.join("in/4.txt")).unwrap();
        let ran = folder.run(&resume);
        assert!(
            ran.stderr.contains("converted: 2, kept: 19, failed: 3"),
            "{ran}"
        );
        // Other rules.
        let ran = folder.run(&[&resume[..], &["--language", "zh"]].concat());
        assert!(ran.stderr.contains("converted: 21, failed: 3"), "{ran}");
        // Not asked for.
        assert!(
            folder
                .run(&args)
                .stderr
                .contains("converted: 21, failed: 3")
        );
    }
}

#[test]
fn a_failure_leaves_no_result_of_an_earlier_run() {
    let folder = Folder::new(&[
        ("in/a.txt", NOTICE.as_bytes()),
        ("in/plan.txt", PLAN.as_bytes()),
    ]);
    folder.run(&["convert", "in", "-o", "out"]);
    assert!(folder.join("out/plan.json").exists());
    folder.write("in/plan.txt", b"");
    assert_eq!(folder.run(&["convert", "in", "-o", "out"]).code, Some(1));
    assert!(!folder.join("out/plan.json").exists());
    assert!(folder.join("out/a.json").exists());
}

#[test]
fn a_run_in_which_nothing_could_be_read_leaves_what_is_there() {
    for (format, out) in FORMS {
        let folder = Folder::new(&[("in/plan.txt", PLAN.as_bytes())]);
        let args = ["convert", "in", "-o", out, "--format", format];
        assert_eq!(folder.run(&args).code, Some(0));
        let before = results(&folder);
        folder.write("in/plan.txt", b"");
        let ran = folder.run(&args);
        assert_eq!(ran.code, Some(1), "{ran}");
        let after = results(&folder);
        let same = |file: &&(String, Vec<u8>)| {
            !file.0.contains(".policydoc") && !file.0.ends_with(".errors.jsonl")
        };
        assert!(
            before.iter().filter(same).eq(after.iter().filter(same)),
            "{format} {ran}"
        );
        // And what is there is still known as ours.
        folder.write("in/plan.txt", NOTICE.as_bytes());
        let ran = folder.run(&args);
        assert_eq!(ran.code, Some(0), "{format} {ran}");
    }
}

/// With the limits that guard it raised, the library under the reader of web pages takes time
/// that grows with the square of the depth, and memory without end.
#[test]
fn a_reader_that_hangs_or_crashes_is_one_input_that_failed() {
    let deep = "<html><body>".to_owned() + &"<div>".repeat(200_000);
    let wide = "<html><body>".to_owned() + &"<p>1".repeat(400_000);
    let folder = Folder::new(&[
        ("in/a.html", b"<h1>Plan</h1><p>1. We shall plan.</p>"),
        ("in/deep.html", deep.as_bytes()),
        ("in/wide.html", wide.as_bytes()),
        ("in/z.html", b"<h1>Plan</h1><p>1. We shall plan.</p>"),
    ]);
    let raised = ["--max-depth", "1000000", "--max-time", "2"];
    let args = [
        "convert",
        "in/a.html",
        "in/deep.html",
        "in/z.html",
        "-o",
        "out",
    ];
    let ran = folder.run(&[&args[..], &raised].concat());
    assert!(ran.stderr.contains("converted: 2, failed: 1"), "{ran}");
    assert!(
        ran.stderr.contains("in/deep.html: ") && ran.stderr.contains("--max-time"),
        "{ran}"
    );

    let args = [
        "convert",
        "in/a.html",
        "in/wide.html",
        "in/z.html",
        "-o",
        "out",
    ];
    let ran = folder.run(&[&args[..], &["--max-memory", "160M"]].concat());
    assert!(ran.stderr.contains("converted: 2, failed: 1"), "{ran}");
    assert!(
        ran.stderr.contains("in/wide.html: reading it broke down"),
        "{ran}"
    );
    assert!(ran.stderr.contains("--max-memory"), "{ran}");
}

#[test]
fn quiet_prints_errors_only() {
    let folder = Folder::new(&[("in/plan.txt", PLAN.as_bytes()), ("in/x.png", b"")]);
    let ran = folder.run(&["convert", "in", "-o", "out", "-q"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let ran = folder.run(&["convert", "in", "missing.txt", "-o", "out", "-q"]);
    assert!(ran.stderr.starts_with("error: missing.txt: "), "{ran}");
    assert_eq!(ran.stderr.lines().count(), 2);
}

#[test]
fn lines_can_go_to_the_standard_output() {
    let folder = mixed();
    let ran = folder.run(&["convert", "in", "-o", "-"]);
    assert_eq!((ran.code, ran.stdout.lines().count()), (Some(1), 21));
    folder.run(&["convert", "in", "-o", "all.jsonl"]);
    assert_eq!(ran.stdout, folder.read("all.jsonl"));
}

/// A ZIP archive of these files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        archive
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn documents_in_archives_are_inputs() {
    let inner = zip(&[("deep.txt", PLAN.as_bytes())]);
    let plans = zip(&[
        ("b/plan.txt", PLAN.as_bytes()),
        ("a.html", b"<p>1. Dredge the canals.</p>"),
        ("../out.txt", PLAN.as_bytes()),
        ("__MACOSX/._a.html", b"x"),
        (".hidden.txt", b"x"),
        ("picture.png", b"\x89PNG"),
        ("inner.zip", &inner),
    ]);
    let folder = Folder::new(&[
        ("in/plans.zip", &plans),
        ("in/broken.zip", b"PK\x03\x04"),
        ("in/plan.txt", PLAN.as_bytes()),
    ]);
    let run = folder.run(&["convert", "in", "-o", "out"]);
    assert_eq!(run.code, Some(1));
    let mut results = folder.list("out");
    results.retain(|name| !name.contains("/."));
    results.sort();
    assert_eq!(
        results,
        [
            "out/plan.json",
            "out/plans.zip/a.json",
            "out/plans.zip/b/plan.json",
            "out/plans.zip/out.json",
        ]
    );
    for said in [
        "in/broken.zip: it is no whole archive",
        "in/plans.zip!/inner.zip",
        "1 .png",
    ] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
    // A file in an archive is named like that wherever one file is.
    let one = folder.run(&["parse", "in/plans.zip!/b/plan.txt"]);
    assert_eq!(folder.read("out/plans.zip/b/plan.json") + "\n", one.stdout);
    let none = folder.run(&["parse", "in/plans.zip!/none.txt"]);
    assert!(
        none.stderr.contains("the archive has no such file"),
        "{}",
        none.stderr
    );
    let large = folder.run(&["parse", "in/plans.zip!/b/plan.txt", "--max-bytes", "10"]);
    assert!(
        large.stderr.contains("more than 10 bytes"),
        "{}",
        large.stderr
    );
}
