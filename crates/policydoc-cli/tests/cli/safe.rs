//! What strangers write does not steer the terminal, and parts no lines.

use crate::run::Folder;

/// A document that has a control character wherever it can have one.
const HOSTILE: &str = "\
Plan\u{1b}]0;owned\u{7} of\u{9b}2J Xicheng\u{202e} District

I.\u{1b}[31m Main\u{9b}31m Tasks

1. We shall\u{1b}[2J open\u{9b}1m a hall\u{8}\u{8}.

Responsible: Commerce\u{9b}31m Bureau of Xicheng District, Bureau of\u{1b}[5m Balloons

4. We shall\u{9b}5m report.\u{1b}c
";

fn steers(ch: char) -> bool {
    ch.is_control() && ch != '\n' || ('\u{202a}'..='\u{202e}').contains(&ch)
}

#[test]
fn no_command_for_people_prints_what_steers_a_terminal() {
    let name = "plan\u{1b}[31m\u{9b}2J.txt";
    let folder = Folder::new(&[(name, HOSTILE.as_bytes())]);
    let missing = "mis\u{1b}[31msing\u{9b}.txt";
    let commands: [&[&str]; 9] = [
        &["outline", name, "--items"],
        &["departments", name, missing],
        &["explain", name],
        &["check", name, missing],
        &["parse", name, "--stage", "responsibility"],
        &["outline", missing],
        &["convert", missing, "-o", "out"],
        &["convert", name, "-o", "out\u{9b}.txt"],
        &["convert", ".", "-o", "out.csv"],
    ];
    for command in commands {
        let ran = folder.run(command);
        assert!(
            !ran.stdout.chars().any(steers),
            "{command:?} {:?}",
            ran.stdout
        );
        assert!(
            !ran.stderr.chars().any(steers),
            "{command:?} {:?}",
            ran.stderr
        );
    }
    let outline = folder.run(&["outline", name]).stdout;
    assert!(
        outline.contains('␛') && outline.contains("\\u{9b}"),
        "{outline}"
    );
    let checked = folder.run(&["check", name]).stdout;
    assert!(checked.contains("plan␛[31m\\u{9b}2J.txt"), "{checked}");
    // What is JSON is as it was.
    let parsed = folder.run(&["parse", name]).stdout;
    assert!(parsed.contains("\\u001b") && parsed.contains('\u{9b}'));
}

#[test]
fn a_line_of_json_is_a_line_to_everybody() {
    let text = "Plan\u{2028}for all\u{2029}and\u{85}more\n\n1. We\u{2028}plan.\nResponsible: Bureau of\u{2028}Balloons\n";
    let folder = Folder::new(&[("a\u{2028}.txt", text.as_bytes())]);
    let ends = ['\u{2028}', '\u{2029}', '\u{85}'];
    let name = "a\u{2028}.txt";
    let missing = "b\u{2029}.txt";
    folder.run(&["convert", name, missing, "-o", "all.jsonl"]);
    let printed = folder.run(&["departments", name, "--json"]).stdout;
    for lines in [
        folder.read("all.jsonl"),
        folder.read("all.jsonl.errors.jsonl"),
        printed,
    ] {
        assert!(lines.contains("\\u202"), "{lines}");
        assert!(!lines.contains(ends), "{lines}");
    }
    let parsed: serde_json::Value = serde_json::from_str(&folder.read("all.jsonl")).unwrap();
    assert_eq!(parsed["source"]["name"], name);
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_says_so_in_every_form() {
    let text = "1. We shall publish a plan for the year.\n".repeat(400);
    for (format, out) in [
        ("json", "out"),
        ("jsonl", "out.jsonl"),
        ("csv", "out.csv"),
        #[cfg(feature = "parquet")]
        ("parquet", "out.parquet"),
    ] {
        let folder = Folder::new(&[]);
        for number in 0..20 {
            folder.write(&format!("in/{number}.txt"), text.as_bytes());
        }
        let program = env!("CARGO_BIN_EXE_policydoc");
        // A limit on the size of a file stands for a full disk: the same calls fail.
        let line = format!(
            "trap '' XFSZ; ulimit -f 40; exec {program} convert in -o {out} --format {format}"
        );
        let shell = std::process::Command::new("sh");
        let mut shell = shell;
        let ended = shell
            .args(["-c", &line])
            .current_dir(folder.path())
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(1), "{format} {stderr}");
        assert!(stderr.contains("File too large"), "{format} {stderr}");
        assert!(
            stderr.contains("choose a disk") || format == "json",
            "{format} {stderr}"
        );
        assert!(!folder.join("out.jsonl").exists() && !folder.join("out.documents.csv").exists());
    }
}
