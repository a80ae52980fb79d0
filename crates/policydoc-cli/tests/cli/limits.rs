//! Limits bind, whatever a file looks like, and a file that passes one is one input that failed.

use crate::run::{Folder, PLAN, Ran};
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// What the first kilobyte hides is found where the file is read, not before.
#[test]
fn blanks_before_a_page_do_not_bring_it_into_the_main_process() {
    let wide = "<html><body>".to_owned() + &"<p>1".repeat(400_000);
    let hidden = " ".repeat(1_100) + &wide;
    let folder = Folder::new(&[
        ("in/a.txt", PLAN.as_bytes()),
        ("in/b.txt", hidden.as_bytes()),
        ("in/c.txt", PLAN.as_bytes()),
    ]);
    let limit = ["--max-memory", "160M"];
    let ran = folder.run(&[&["convert", "in", "-o", "out"], &limit[..]].concat());
    assert!(ran.stderr.contains("converted: 2, failed: 1"), "{ran}");
    assert!(
        ran.stderr.contains("in/b.txt: reading it broke down"),
        "{ran}"
    );
    let ran = folder.run(&[&["outline", "in/b.txt"], &limit[..]].concat());
    assert!(
        ran.code == Some(1) && ran.stderr.contains("--max-memory"),
        "{ran}"
    );
}

#[test]
fn parsing_a_text_is_held_to_time_and_memory() {
    let markers = "1. a\n(2) b\nI. c\n".repeat(200_000);
    let folder = Folder::new(&[
        ("in/a.txt", PLAN.as_bytes()),
        ("in/b.txt", markers.as_bytes()),
    ]);
    for (limit, value) in [("--max-memory", "120M"), ("--max-time", "1")] {
        let began = Instant::now();
        let args = ["convert", "in", "-o", "out", limit, value, "--overwrite"];
        let ran = folder.run(&args);
        assert!(
            ran.stderr.contains("converted: 1, failed: 1"),
            "{limit} {ran}"
        );
        assert!(
            ran.stderr.contains("in/b.txt: ") && ran.stderr.contains(limit),
            "{limit} {ran}"
        );
        assert!(began.elapsed() < Duration::from_secs(30), "{limit}");
        let ran = folder.run(&["departments", "in", limit, value]);
        assert!(
            ran.code == Some(1) && ran.stderr.contains("in/b.txt: "),
            "{limit} {ran}"
        );
        assert!(
            ran.stdout.contains("cn/beijing/xicheng/commerce"),
            "{limit} {ran}"
        );
    }
}

/// Starts a conversion that waits for the standard input, of the file and then of `a.txt`.
fn waiting(folder: &Folder, program: &Path, args: &[&str]) -> Child {
    let mut command = std::process::Command::new(program);
    command
        .args(["convert", "-o", "out", "-j1"])
        .args(args)
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::piped());
    // A process that another test started while the program was copied holds the copy open for
    // writing until it runs its own program.
    loop {
        match command.spawn() {
            Err(error) if error.kind() == std::io::ErrorKind::ExecutableFileBusy => {
                std::thread::sleep(Duration::from_millis(5));
            }
            started => break started.unwrap(),
        }
    }
}

fn end(mut child: Child) -> Ran {
    child
        .stdin
        .take()
        .unwrap()
        .write_all(PLAN.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap().into()
}

fn until(holds: impl Fn() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < Duration::from_mins(1));
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[cfg(unix)]
#[test]
fn a_program_that_was_replaced_reads_nothing_without_limits() {
    let folder = Folder::new(&[("a.txt", PLAN.as_bytes())]);
    let program = folder.join("program");
    std::fs::copy(env!("CARGO_BIN_EXE_policydoc"), &program).unwrap();
    let child = waiting(&folder, &program, &["-", "a.txt"]);
    until(|| folder.join("out/.policydoc.lock").exists());
    std::fs::remove_file(&program).unwrap();
    std::fs::write(&program, "another version").unwrap();
    let ran = end(child);
    assert!(ran.stderr.contains("converted: 0, failed: 2"), "{ran}");
    assert!(ran.stderr.contains("does not start"), "{ran}");
}

#[cfg(target_os = "linux")]
#[test]
fn without_open_files_to_spare_files_fail_by_name() {
    let folder = Folder::new(&[
        ("a.txt", PLAN.as_bytes()),
        ("b.html", b"<p>1. We plan.</p>"),
    ]);
    let program = env!("CARGO_BIN_EXE_policydoc");
    let line = format!("ulimit -n 8; exec {program} convert a.txt b.html -o out -j1");
    let shell = std::process::Command::new("sh")
        .args(["-c", &line])
        .current_dir(folder.path())
        .output();
    let ran = Ran::from(shell.unwrap());
    assert!(ran.stderr.contains("converted: 0, failed: 2"), "{ran}");
    assert!(
        ran.stderr
            .contains("a.txt: the process to read it in does not start"),
        "{ran}"
    );
}

/// The processes that this one has started.
#[cfg(target_os = "linux")]
fn children(parent: u32) -> Vec<i32> {
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    let is_child = |pid: &i32| {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let after = stat.rsplit(") ").next().unwrap_or_default();
        after.split(' ').nth(1) == Some(&parent.to_string())
    };
    processes
        .filter_map(|process| process.file_name().to_str()?.parse().ok())
        .filter(is_child)
        .collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_reading_process_that_is_stopped_is_given_up() {
    use rustix::process::{Pid, Signal, kill_process};
    let folder = Folder::new(&[("a.txt", PLAN.as_bytes()), ("b.txt", PLAN.as_bytes())]);
    let program = Path::new(env!("CARGO_BIN_EXE_policydoc"));
    let child = waiting(
        &folder,
        program,
        &["a.txt", "-", "b.txt", "--max-time", "1"],
    );
    until(|| folder.join("out/a.json").exists());
    for process in children(child.id()) {
        kill_process(Pid::from_raw(process).unwrap(), Signal::STOP).unwrap();
    }
    let ran = end(child);
    assert!(ran.stderr.contains("converted: 2, failed: 1"), "{ran}");
    assert!(
        ran.stderr.contains("error: -: ") && ran.stderr.contains("--max-time"),
        "{ran}"
    );
}

#[test]
fn a_number_of_jobs_that_is_none_is_told_what_is_allowed() {
    let folder = Folder::new(&[("a.txt", PLAN.as_bytes())]);
    for jobs in ["0", "-3", "x", "99999"] {
        let ran = folder.run(&["convert", "a.txt", "-o", "out", &format!("--jobs={jobs}")]);
        assert_eq!(ran.code, Some(2), "{ran}");
        assert!(ran.stderr.contains("from 1 to 1024"), "{ran}");
    }
}
