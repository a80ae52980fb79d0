//! What is not ours stays as it is, and every input is heard of once.

use crate::run::{Folder, NOTICE, PLAN};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::{collections::BTreeMap, collections::HashMap, collections::HashSet, fs};

/// As many random trees are tried; `POLICYDOC_TREES` tries others, and more.
const TREES: u64 = 6;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// What stands at each path below a folder, links not followed.
fn everything(root: &Path) -> BTreeMap<PathBuf, String> {
    let mut all = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root) {
        let entry = entry.unwrap();
        let (path, kind) = (entry.path(), entry.file_type());
        let what = if kind.is_symlink() {
            format!("link to {}", fs::read_link(path).unwrap().display())
        } else if kind.is_dir() {
            "folder".to_owned()
        } else if kind.is_file() {
            let mode = fs::metadata(path).unwrap().permissions().mode();
            format!("file {mode:o} {:?}", fs::read(path).unwrap())
        } else {
            format!("special {}", kind.is_fifo())
        };
        all.insert(path.to_owned(), what);
    }
    all
}

/// What is not ours is as it was: everything of `before` whose path is not among `ours`.
fn assert_unharmed(
    before: &BTreeMap<PathBuf, String>,
    root: &Path,
    ours: &HashSet<PathBuf>,
    why: &str,
) {
    let after = everything(root);
    for (path, what) in before.iter().filter(|(path, _)| !ours.contains(*path)) {
        assert_eq!(after.get(path), Some(what), "{} {why}", path.display());
    }
}

/// Names in folders of documents, some of them odd.
const NAMES: [&[u8]; 22] = [
    b"a.txt",
    b"a.html",
    b"a.docx",
    b"a",
    b"a.json",
    b"A.txt",
    b"a~.txt",
    b"b.txt",
    b"b.md",
    b"-",
    b"-o.txt",
    b"@list.txt",
    b"*.txt",
    b"[x].txt",
    b"two\nlines.txt",
    b"\xFFodd.txt",
    b"\x1B[31mred.txt",
    "通知.txt".as_bytes(),
    b" .txt",
    b"a.txt.json",
    b"c.old.txt",
    b"x.png",
];

/// A tree of files in which much is odd.
fn grow(folder: &Folder, dice: &mut Dice, number: &mut u32) {
    let long = "l".repeat(251) + ".txt";
    let names: Vec<&[u8]> = NAMES.into_iter().chain([long.as_bytes()]).collect();
    for inside in ["in", "in/s", "in/a.txt.json", "in/t/u"] {
        if dice.below(3) == 0 && inside != "in" {
            continue;
        }
        let inside = folder.join(inside);
        if fs::create_dir_all(&inside).is_err() {
            continue;
        }
        for _ in 0..4 + dice.below(6) {
            let path = inside.join(OsStr::from_bytes(dice.pick(&names)));
            if fs::symlink_metadata(&path).is_ok() {
                continue;
            }
            *number += 1;
            match dice.below(12) {
                0 => fs::write(&path, "").unwrap(),
                1 => fs::write(&path, format!("PK\x03\x04 no archive {number}")).unwrap(),
                2 => symlink("b.txt", &path).unwrap(),
                3 => symlink(dice.pick(&["..", "nowhere", "a.txt", "s"]), &path).unwrap(),
                4 => drop(rustix::fs::mknodat(
                    rustix::fs::CWD,
                    &path,
                    rustix::fs::FileType::Fifo,
                    0o600.into(),
                    0,
                )),
                5 => drop(std::os::unix::net::UnixListener::bind(&path)),
                6 => {
                    // Where devices may be made, one that never ends.
                    let zero = rustix::fs::makedev(1, 5);
                    let _ = rustix::fs::mknodat(
                        rustix::fs::CWD,
                        &path,
                        rustix::fs::FileType::CharacterDevice,
                        0o600.into(),
                        zero,
                    );
                }
                7 => {
                    fs::write(&path, format!("{PLAN}\n{number}")).unwrap();
                    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
                }
                _ => fs::write(&path, format!("{NOTICE}\n{number}")).unwrap(),
            }
        }
    }
}

/// Puts things of the user where results and helpers would go.
fn foul(folder: &Folder, dice: &mut Dice) {
    let places = [
        "out/a.json",
        "out/a.docx.json",
        "out/b.json",
        "out/s/b.json",
        "out/.partial",
        "out/a~.json",
        "out/documents.csv",
        "out.errors.jsonl",
        ".out.log",
        ".out.jsonl.log",
        ".out.jsonl.policydoc",
        "out/.policydoc",
        ".out.policydoc",
        "out.jsonl",
        "out.csv",
        "out.documents.csv",
        ".out.lock",
        "out/.policydoc.lock",
        "out.jsonl.errors.jsonl",
    ];
    for _ in 0..dice.below(4) {
        let path = folder.join(dice.pick(&places));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if fs::symlink_metadata(&path).is_ok() {
            continue;
        }
        match dice.below(5) {
            0 => fs::create_dir(&path).unwrap(),
            1 => symlink(folder.join("mine/victim"), &path).unwrap(),
            2 => drop(rustix::fs::mknodat(
                rustix::fs::CWD,
                &path,
                rustix::fs::FileType::Fifo,
                0o600.into(),
                0,
            )),
            _ => fs::write(
                &path,
                "my own words, of several lines\nthat nobody may touch\n",
            )
            .unwrap(),
        }
    }
    if dice.below(4) == 0 {
        fs::create_dir_all(folder.join("out")).unwrap();
        let _ = symlink(folder.join("mine"), folder.join("out/s"));
    }
}

/// The documents below `in`, one path for each file, whatever its names: device and inode.
fn documents(folder: &Folder) -> HashMap<(u64, u64), Vec<PathBuf>> {
    let mut all: HashMap<_, Vec<_>> = HashMap::new();
    let walk = walkdir::WalkDir::new(folder.join("in")).into_iter();
    let shown = |entry: &walkdir::DirEntry| !entry.file_name().as_bytes().starts_with(b".");
    for entry in walk.filter_entry(shown) {
        let path = entry.unwrap().into_path();
        let Some(found) = fs::metadata(&path).ok().filter(fs::Metadata::is_file) else {
            continue;
        };
        let kind = path
            .extension()
            .map(|kind| kind.to_string_lossy().to_lowercase());
        if matches!(kind.as_deref(), None | Some("txt" | "html" | "docx" | "md")) {
            let below = path.strip_prefix(folder.path()).unwrap().to_owned();
            all.entry((found.dev(), found.ino()))
                .or_default()
                .push(below);
        }
    }
    all
}

/// How often each document is told of, in the results or in the list of errors.
fn told(folder: &Folder, out: &str, results: &[PathBuf]) -> HashMap<PathBuf, usize> {
    let mut told = HashMap::new();
    let list = fs::read_to_string(folder.join(&format!("{out}.errors.jsonl"))).unwrap_or_default();
    let failed: Vec<String> = list
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["file"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    let sums: Vec<String> = results.iter().flat_map(|result| sums(result)).collect();
    for path in documents(folder).into_values().flatten() {
        let named = failed.iter().filter(|file| **file == text(&path)).count();
        let own = fs::read(folder.path().join(&path))
            .map(|bytes| sha256(&bytes))
            .unwrap_or_default();
        let made = sums.iter().filter(|sum| **sum == own).count();
        told.insert(path, named + made);
    }
    told
}

fn text(path: &Path) -> String {
    let chunks = path.as_os_str().as_bytes().utf8_chunks();
    let odd = |bytes: &[u8]| {
        let shown: Vec<_> = bytes.iter().map(|byte| format!("\\x{byte:02X}")).collect();
        shown.concat()
    };
    chunks
        .map(|chunk| chunk.valid().to_owned() + &odd(chunk.invalid()))
        .collect()
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    format!("{:x}", sha2::Sha256::digest(bytes))
}

/// The sums of the sources that results name.
fn sums(result: &Path) -> Vec<String> {
    let text = fs::read_to_string(result).unwrap_or_default();
    let parts = text.split("\"sha256\":\"").skip(1);
    parts
        .filter_map(|part| part.get(..64).map(str::to_owned))
        .collect()
}

fn trees() -> Vec<u64> {
    let asked = std::env::var("POLICYDOC_TREES")
        .ok()
        .and_then(|number| number.parse().ok());
    (0..asked.unwrap_or(TREES)).collect()
}

#[test]
fn nothing_of_the_user_is_touched_and_every_input_is_told_of_once() {
    for seed in trees() {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) + 1);
        let folder = Folder::new(&[("mine/victim", b"mine"), ("mine/b.json", b"mine too")]);
        grow(&folder, &mut dice, &mut 0);
        foul(&folder, &mut dice);
        let (format, out) = [
            ("json", "out"),
            ("jsonl", "out.jsonl"),
            ("csv", "out"),
            ("csv", "out.csv"),
        ][dice.below(4)];
        let before = everything(folder.path());
        let mut ours = HashSet::new();
        for round in 0..3 {
            let mut args = vec!["convert", "in", "-o", out, "--format", format];
            args.extend((round == 1).then_some("--resume"));
            args.extend(
                [&[][..], &["./in", "in/s/../"]][dice.below(2)]
                    .iter()
                    .copied()
                    .filter(|_| folder.join("in/s").exists()),
            );
            let ran = folder.run(&args);
            let why = format!("seed {seed}, round {round}, {args:?}\n{ran}");
            assert!(matches!(ran.code, Some(0 | 1)), "{why}");
            assert_unharmed(&before, folder.path(), &ours, &why);
            let after = everything(folder.path());
            ours = after
                .keys()
                .filter(|path| !before.contains_key(*path))
                .cloned()
                .collect();
            if !ran.stderr.contains("converted: ") {
                // Something of the user stood where the whole output should go.
                assert!(ran.stderr.starts_with("error: "), "{why}");
                continue;
            }
            let results: Vec<PathBuf> = ours
                .iter()
                .filter(|path| {
                    path.is_file() && !path.file_name().unwrap().as_bytes().starts_with(b".")
                })
                .filter(|path| !path.to_string_lossy().ends_with(".errors.jsonl"))
                .cloned()
                .collect();
            if format == "csv" {
                continue;
            }
            let told = told(&folder, out, &results);
            for names in documents(&folder).into_values() {
                let times: usize = names.iter().map(|name| told[name]).max().unwrap_or(0);
                let failed: usize = names.iter().map(|name| told[name]).sum();
                assert!(
                    times == 1 && failed <= names.len(),
                    "{names:?} {times} {failed} {why}"
                );
            }
        }
    }
}

#[test]
fn a_failing_input_does_not_cost_the_user_a_file() {
    let folder = Folder::new(&[
        ("g/plan.docx", b"PK\x03\x04"),
        ("g/plan.json", b"mine"),
        ("g/plan.txt", b""),
    ]);
    assert_eq!(folder.run(&["convert", "g", "-o", "g"]).code, Some(1));
    assert_eq!(folder.read("g/plan.json"), "mine");
    folder.write("g/plan.txt", PLAN.as_bytes());
    let ran = folder.run(&["convert", "g", "-o", "g"]);
    assert!(ran.stderr.contains("--overwrite"), "{ran}");
    assert_eq!(folder.read("g/plan.json"), "mine");
    assert_eq!(
        folder.run(&["convert", "g", "-o", "g", "--overwrite"]).code,
        Some(1)
    );
    assert!(folder.read("g/plan.json").starts_with("{\"policydoc\""));
}

#[test]
fn a_file_that_is_there_is_an_error_that_names_the_way_out() {
    for (out, format) in [("all.jsonl", "jsonl"), ("all.csv", "csv")] {
        let folder = Folder::new(&[
            ("plan.txt", PLAN.as_bytes()),
            ("all.jsonl", b"mine"),
            ("all.documents.csv", b"mine"),
        ]);
        let args = ["convert", "plan.txt", "-o", out, "--format", format];
        let before = folder.list(".");
        let ran = folder.run(&args);
        assert!(
            ran.code == Some(1) && ran.stderr.contains("--overwrite"),
            "{ran}"
        );
        assert_eq!(folder.read("all.jsonl"), "mine");
        assert_eq!(folder.read("all.documents.csv"), "mine");
        assert_eq!(folder.list("."), before);
        assert_eq!(
            folder.run(&[&args[..], &["--overwrite"]].concat()).code,
            Some(0)
        );
        // From now on it is ours, until somebody writes into it.
        assert_eq!(folder.run(&args).code, Some(0));
        let own = if format == "csv" {
            "all.documents.csv"
        } else {
            out
        };
        folder.write(own, b"edited");
        assert_eq!(folder.run(&args).code, Some(1));
        assert_eq!(folder.read(own), "edited");
    }
}

#[test]
fn streams_are_written_to_and_links_are_followed() {
    let folder = Folder::new(&[("plan.txt", PLAN.as_bytes())]);
    let line = folder.run(&["convert", "plan.txt", "-o", "-"]).stdout;
    symlink("/proc/self/fd/1", folder.join("stdout")).unwrap();
    if cfg!(target_os = "linux") {
        assert_eq!(
            folder.run(&["convert", "plan.txt", "-o", "stdout"]).stdout,
            line
        );
    }
    if device(&folder, "null", 3) {
        assert_eq!(
            folder.run(&["convert", "plan.txt", "-o", "null"]).code,
            Some(0)
        );
        let null = fs::symlink_metadata(folder.join("null")).unwrap();
        assert!(null.file_type().is_char_device());
    }

    symlink("real.jsonl", folder.join("out.jsonl")).unwrap();
    assert_eq!(
        folder.run(&["convert", "plan.txt", "-o", "out.jsonl"]).code,
        Some(0)
    );
    assert_eq!(folder.read("real.jsonl"), line);
    assert!(
        fs::symlink_metadata(folder.join("out.jsonl"))
            .unwrap()
            .is_symlink()
    );

    let pipe = folder.join("pipe");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &pipe,
        rustix::fs::FileType::Fifo,
        0o600.into(),
        0,
    )
    .unwrap();
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).unwrap()
    });
    assert_eq!(
        folder.run(&["convert", "plan.txt", "-o", "pipe"]).code,
        Some(0)
    );
    assert_eq!(reader.join().unwrap(), line);
    assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());

    let _socket = std::os::unix::net::UnixListener::bind(folder.join("socket")).unwrap();
    let ran = folder.run(&["convert", "plan.txt", "-o", "socket"]);
    assert!(
        ran.code == Some(2) && ran.stderr.contains("socket"),
        "{ran}"
    );
}

/// Makes a device of memory in the folder itself: whatever the command does to it, the machine has
/// its own. Not everybody may.
fn device(folder: &Folder, name: &str, minor: u32) -> bool {
    use rustix::fs::{CWD, FileType, makedev, mknodat};
    let device = makedev(1, minor);
    let made = mknodat(
        CWD,
        folder.join(name),
        FileType::CharacterDevice,
        0o600.into(),
        device,
    );
    made.is_ok()
        && fs::OpenOptions::new()
            .write(true)
            .open(folder.join(name))
            .is_ok()
}

#[test]
fn a_device_that_is_full_says_so() {
    let folder = Folder::new(&[("plan.txt", PLAN.as_bytes())]);
    if !device(&folder, "full", 7) {
        return;
    }
    let ran = folder.run(&["convert", "plan.txt", "-o", "full"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(ran.stderr.contains("No space left"), "{ran}");
    assert!(ran.stderr.contains("free some space"), "{ran}");
}

/// `B/a.txt` beside `B/a.json/b.txt`, a name too long for its result, a folder in the way.
#[test]
fn what_is_in_the_way_of_one_result_does_not_stop_the_others() {
    let long = format!("in/{}.txt", "l".repeat(251));
    let folder = Folder::new(&[
        ("in/a.txt", PLAN.as_bytes()),
        ("in/a.json/b.txt", PLAN.as_bytes()),
        ("in/z.txt", PLAN.as_bytes()),
        (&long, PLAN.as_bytes()),
        ("in/f.txt", PLAN.as_bytes()),
        ("out/f.json/mine", b"mine"),
    ]);
    for resume in [&[][..], &["--resume"]] {
        let ran = folder.run(&[&["convert", "in", "-o", "out"], resume].concat());
        assert_eq!(ran.code, Some(1), "{ran}");
        let list = folder.read("out.errors.jsonl");
        assert_eq!(list.lines().count(), 3, "{list}");
        assert!(
            folder.join("out/z.json").exists() && folder.join("out/a.json").exists(),
            "{ran}"
        );
        assert_eq!(folder.read("out/f.json/mine"), "mine");
    }
}
