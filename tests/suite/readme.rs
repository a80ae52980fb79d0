//! The README is true: its commands run and print what it says. Its Rust runs as a documentation
//! test of this package, its Python in the tests of the wheel.

use policydoc_tests::{Block, blocks};
use serde_json::Value;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn readme() -> Vec<Block> {
    blocks(&fs::read_to_string(root().join("README.md")).unwrap())
}

/// The command that runs all tests, this one among them: the gate runs it, not this test.
const ALL_TESTS: &str = "bash .ci/test\n";

#[test]
fn each_command_prints_what_stands_under_it() {
    let bin = build_command();
    let blocks = readme();
    let mut ran = 0;
    for (at, block) in blocks.iter().enumerate() {
        if block.language != "sh" || block.text == ALL_TESTS {
            continue;
        }
        let printed = bash(&block.text, &bin);
        if let Some(next) = blocks.get(at + 1)
            && next.language == "text"
            && next.follows
        {
            assert_eq!(printed, next.text, "{}", block.text);
        }
        ran += 1;
    }
    assert!(ran >= 4, "only {ran} commands found");
}

#[test]
fn the_gate_runs_the_command_that_runs_all_tests() {
    let gate = fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(gate.contains(ALL_TESTS.trim()));
    assert!(readme().iter().any(|block| block.text == ALL_TESTS));
}

#[test]
fn the_first_example_is_task_2_of_the_seed() {
    let blocks = readme();
    let seed = fs::read_to_string(root().join("seeds/dongcheng-2019.txt")).unwrap();
    let shown = &blocks
        .iter()
        .find(|block| block.language == "text")
        .unwrap()
        .text;
    assert!(seed.contains(shown.trim()), "{shown}");
    let json = &blocks
        .iter()
        .find(|block| block.language == "json")
        .unwrap()
        .text;
    let said: Value = serde_json::from_str(json).unwrap();
    let document = serde_json::to_value(policydoc::parse(&seed)).unwrap();
    assert_eq!(said, *find(&document["body"], "2.1.2").unwrap());
}

#[test]
fn blocks_are_of_the_languages_that_are_run() {
    for block in readme() {
        assert!(
            ["sh", "text", "json", "rust", "python"].contains(&block.language.as_str()),
            "{:?}",
            block.language
        );
    }
}

/// The provision with an id, anywhere below.
fn find<'v>(blocks: &'v Value, id: &str) -> Option<&'v Value> {
    blocks.as_array()?.iter().find_map(|block| {
        if block["id"] == id {
            return Some(block);
        }
        find(&block["children"], id)
    })
}

/// Builds the command as the README does, and gives the folder it lies in.
fn build_command() -> PathBuf {
    let cargo = env::var_os("CARGO").unwrap_or("cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--release", "--package", "policydoc-cli"])
        .current_dir(root())
        .status()
        .unwrap();
    assert!(status.success());
    // This test runs from `target/debug/deps`.
    let target = env::current_exe().unwrap();
    target.ancestors().nth(3).unwrap().join("release")
}

fn bash(script: &str, bin: &Path) -> String {
    let mut path = bin.as_os_str().to_owned();
    path.push(":");
    path.push(env::var_os("PATH").unwrap());
    let done = Command::new("bash")
        .args(["-euo", "pipefail", "-c", script])
        .current_dir(root())
        .env("PATH", path)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{script}\n{error}");
    String::from_utf8(done.stdout).unwrap()
}

/// The code map names every module.
#[test]
fn the_code_map_is_complete() {
    let crates = root().join("crates");
    let map = fs::read_to_string(crates.join("README.md")).unwrap();
    for package in fs::read_dir(&crates).unwrap() {
        let sources = package.unwrap().path().join("src");
        if !sources.is_dir() {
            continue;
        }
        for module in fs::read_dir(&sources).unwrap() {
            let module = module.unwrap().path();
            let name = module.file_stem().unwrap().to_str().unwrap();
            let code = module
                .extension()
                .is_some_and(|extension| extension == "rs");
            if code && !["lib", "main"].contains(&name) {
                assert!(map.contains(&format!("`{name}`")), "{}", module.display());
            }
        }
    }
}
