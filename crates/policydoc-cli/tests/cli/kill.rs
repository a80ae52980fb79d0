//! A run that is killed, at any moment and however often, is taken up to the same bytes.

use crate::run::{Folder, NOTICE, PLAN};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// As many moments are tried for each form; `POLICYDOC_KILLS` tries more.
const MOMENTS: u32 = 3;

const FORMS: [(&str, &str); 4] = [
    ("json", "out"),
    ("jsonl", "out.jsonl"),
    ("csv", "out"),
    #[cfg(feature = "parquet")]
    ("parquet", "out.parquet"),
    #[cfg(not(feature = "parquet"))]
    ("csv", "out.csv"),
];

fn inputs() -> Folder {
    let folder = Folder::new(&[
        ("in/empty.txt", b""),
        ("in/broken.docx", b"PK\x03\x04 no archive"),
    ]);
    for number in 0..8 {
        let text = format!("{PLAN}{NOTICE}{number}");
        folder.write(&format!("in/{}/{number}.txt", number % 3), text.as_bytes());
    }
    folder
}

/// Everything beside the inputs, hidden files too.
fn results(folder: &Folder) -> Vec<(String, Vec<u8>)> {
    let names = folder
        .list(".")
        .into_iter()
        .filter(|name| !name.starts_with("in/"));
    let read = |name: String| (name.clone(), std::fs::read(folder.join(&name)).unwrap());
    names.map(read).collect()
}

fn run_killed(folder: &Folder, args: &[&str], after: Duration) {
    let mut child = folder
        .command(args)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_run_killed_at_any_moment_is_resumed_to_equal_bytes() {
    let asked = std::env::var("POLICYDOC_KILLS").ok();
    let moments = asked
        .and_then(|number| number.parse().ok())
        .unwrap_or(MOMENTS);
    for (format, out) in FORMS {
        let args = [
            "convert", "in", "-o", out, "--format", format, "-j2", "--resume",
        ];
        let undisturbed = inputs();
        let began = Instant::now();
        let ran = undisturbed.run(&args);
        let whole = began.elapsed();
        assert!(ran.stderr.contains("converted: 8, failed: 2"), "{ran}");
        let expected = results(&undisturbed);
        for moment in 0..moments {
            let folder = inputs();
            // Every other run is killed twice.
            for kill in 0..=moment % 2 {
                let share = f64::from(moment * 2 + kill + 1) / f64::from(moments * 2 + 1);
                run_killed(&folder, &args, whole.mul_f64(share));
            }
            let ran = folder.run(&args);
            assert_eq!(ran.code, Some(1), "{format} {moment} {ran}");
            assert!(ran.stderr.contains("failed: 2"), "{format} {moment} {ran}");
            assert!(
                results(&folder) == expected,
                "{format} {moment} {ran} {:?}",
                folder.list(".")
            );
        }
    }
}

/// Whatever byte of what a killed run has left is damaged, nothing wrong comes of it.
#[test]
fn damage_between_two_runs_is_found() {
    for (format, out) in FORMS {
        let args = [
            "convert", "in", "-o", out, "--format", format, "-j2", "--resume",
        ];
        let undisturbed = inputs();
        undisturbed.run(&args);
        let expected = results(&undisturbed);
        let folder = inputs();
        folder.run_until(&args, 5);
        for moment in 0..4_usize {
            let log = folder.join(&format!(".{out}.log"));
            let Ok(mut bytes) = std::fs::read(&log) else {
                break;
            };
            let other = inputs();
            for name in folder
                .list(".")
                .iter()
                .filter(|name| !name.starts_with("in/"))
            {
                other.write(name, &std::fs::read(folder.join(name)).unwrap());
            }
            for at in 0..=moment * 6 {
                let place = (moment * 7919 + at * 104_729) % bytes.len();
                bytes[place] ^= 0x5A;
            }
            other.write(&format!(".{out}.log"), &bytes);
            let ran = other.run(&args);
            assert!(!ran.stderr.contains("panicked"), "{format} {moment} {ran}");
            if ran.stderr.contains("it is no log of policydoc") {
                continue;
            }
            assert!(results(&other) == expected, "{format} {moment} {ran}");
        }
    }
}

#[test]
fn a_result_that_was_lost_to_zeros_is_made_again() {
    let folder = inputs();
    let args = ["convert", "in", "-o", "out", "--resume"];
    folder.run(&args);
    let before = results(&folder);
    let size = folder.read("out/0/0.json").len();
    folder.write("out/0/0.json", &vec![0; size]);
    folder.write("out/1/1.json", b"");
    let ran = folder.run(&args);
    assert!(
        ran.stderr.contains("converted: 2, kept: 6, failed: 2"),
        "{ran}"
    );
    assert!(results(&folder) == before);
}

#[test]
fn results_without_an_input_are_listed_and_pruned_if_they_are_ours() {
    let folder = inputs();
    folder.run(&["convert", "in", "-o", "out"]);
    folder.write("out/mine.json", b"mine");
    for number in [0, 1, 2] {
        std::fs::remove_file(folder.join(&format!("in/{number}/{number}.txt"))).unwrap();
    }
    folder.write("out/2/2.json", b"changed");
    let ran = folder.run(&["convert", "in", "-o", "out"]);
    assert!(
        ran.stderr
            .contains("without an input (--prune removes them): 3"),
        "{ran}"
    );
    assert!(ran.stderr.contains("  out/0/0.json\n"), "{ran}");
    assert!(folder.join("out/0/0.json").exists());
    let ran = folder.run(&["convert", "in", "-o", "out", "--resume", "--prune"]);
    assert!(
        ran.stderr.contains("removed, as their inputs are gone: 2"),
        "{ran}"
    );
    assert!(!folder.join("out/0/0.json").exists() && !folder.join("out/1/1.json").exists());
    assert_eq!(
        (folder.read("out/mine.json"), folder.read("out/2/2.json")),
        ("mine".into(), "changed".into())
    );
}

#[test]
fn the_name_of_a_result_does_not_change_when_another_file_arrives() {
    let folder = Folder::new(&[
        ("in/a.txt", PLAN.as_bytes()),
        ("in/b.html", b"<p>1. We plan.</p>"),
    ]);
    folder.run(&["convert", "in", "-o", "out"]);
    let before = results(&folder);
    folder.write("in/a.html", b"<p>1. We plan.</p>");
    folder.write("in/b.docx", PLAN.as_bytes());
    folder.write("in/A.md", PLAN.as_bytes());
    folder.run(&["convert", "in", "-o", "out"]);
    for (name, bytes) in before.iter().filter(|(name, _)| !name.contains("/.")) {
        assert!(
            std::fs::read(folder.join(name)).unwrap() == *bytes,
            "{name}"
        );
    }
}

#[test]
fn outputs_among_the_documents_are_no_inputs_of_a_later_run() {
    let folder = Folder::new(&[("a.txt", PLAN.as_bytes())]);
    folder.run(&["convert", "a.txt", "-o", "all", "--format", "jsonl"]);
    folder.run(&["convert", "a.txt", "-o", "tables", "--format", "csv"]);
    let ran = folder.run(&["convert", ".", "-o", "out"]);
    assert!(ran.stderr.contains("converted: 1\n"), "{ran}");
    assert_eq!(ran.code, Some(0));
}

#[test]
fn a_folder_without_documents_is_a_warning() {
    let folder = Folder::new(&[("in/picture.png", b"")]);
    let ran = folder.run(&["convert", "in", "-o", "out"]);
    assert_eq!(ran.code, Some(0));
    assert!(
        ran.stderr
            .contains("warning: in: there are no documents in it"),
        "{ran}"
    );
}

#[test]
fn two_runs_never_write_one_output() {
    let folder = inputs();
    let args = ["convert", "in", "-o", "out.jsonl", "--resume"];
    let undisturbed = folder.run(&args);
    let expected = folder.read("out.jsonl");
    for _ in 0..4 {
        let start = || {
            folder
                .command(&args)
                .stdin(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        };
        let runs: Vec<_> = (0..4).map(|_| start()).collect();
        for run in runs {
            let ended = run.wait_with_output().unwrap();
            let stderr = String::from_utf8_lossy(&ended.stderr);
            assert!(
                stderr.contains("kept: 8") || stderr.contains("another run"),
                "{stderr} {undisturbed}"
            );
        }
        assert_eq!(folder.read("out.jsonl"), expected);
    }
}
