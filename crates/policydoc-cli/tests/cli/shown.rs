//! Output for people.

use crate::run::{Folder, NOTICE, PLAN};
use insta::assert_snapshot;

fn folder() -> Folder {
    Folder::new(&[
        ("plan.txt", PLAN.as_bytes()),
        ("notice.txt", NOTICE.as_bytes()),
    ])
}

#[test]
fn help_tells_the_exit_codes_and_gives_examples() {
    let help = folder().run(&["--help"]);
    assert_eq!((help.code, help.stderr.as_str()), (Some(0), ""));
    for part in [
        "Exit codes:",
        "0  all done",
        "1  an input",
        "2  the arg",
        "Examples:",
    ] {
        assert!(help.stdout.contains(part), "{part}");
    }
}

#[test]
fn the_outline_is_a_tree() {
    let outline = folder().run(&["outline", "plan.txt", "--width", "70", "--depth", "1"]);
    let (tree, count) = outline.stdout.trim_end().rsplit_once('\n').unwrap();
    assert!(count.starts_with("2 sections, 3 tasks, "), "{count}");
    assert_snapshot!(tree);
}

#[test]
fn chinese_lines_fit_the_width() {
    let folder = folder();
    for width in [0, 1, 7, 24, 25, 40, 59] {
        let outline = folder.run(&["outline", "notice.txt", "--width", &width.to_string()]);
        assert_eq!(outline.code, Some(0));
        let tree = outline.stdout.lines().filter(|line| line.contains('─'));
        for line in tree.filter(|_| width >= 24) {
            assert!(
                unicode_width::UnicodeWidthStr::width(line) <= width,
                "{line}"
            );
        }
    }
}

#[test]
fn colour_is_for_terminals_or_on_request() {
    let folder = folder();
    assert!(
        !folder
            .run(&["outline", "plan.txt"])
            .stdout
            .contains('\u{1b}')
    );
    let asked = folder.run(&["outline", "plan.txt", "--color", "always"]);
    assert!(asked.stdout.contains('\u{1b}'));
    let checked = folder.run(&["check", "plan.txt", "--color", "always"]);
    assert!(checked.stdout.contains('\u{1b}'));
}

#[test]
fn check_shows_the_line() {
    assert_snapshot!(folder().run(&["check", "plan.txt", "--severity", "warning"]));
}

#[test]
fn check_fails_on_warnings_only_if_asked() {
    let folder = folder();
    assert_eq!(folder.run(&["check", "plan.txt"]).code, Some(0));
    assert_eq!(folder.run(&["check", "plan.txt", "--strict"]).code, Some(1));
    assert_eq!(
        folder.run(&["check", "notice.txt", "missing.txt"]).code,
        Some(1)
    );
}

#[test]
fn explain_gives_place_marker_and_reason() {
    assert_snapshot!(folder().run(&["explain", "notice.txt"]));
}

#[test]
fn a_phase_can_be_looked_at() {
    let markers = folder().run(&["parse", "plan.txt", "--stage", "markers"]);
    assert_eq!(markers.code, Some(0));
    assert!(
        markers.stdout.starts_with("50..52 roman-dot 1"),
        "{markers}"
    );
}
