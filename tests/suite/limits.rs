//! What grows is bounded: depth, and what is said again.

use policydoc::{Block, Code, Document, Provision, parse};
use policydoc_tests::assert_sound;
use std::fmt::Write as _;

fn inherited(document: &Document) -> usize {
    document
        .provisions()
        .flat_map(Provision::inherited)
        .map(|(_, statement)| statement.mentions().len())
        .sum()
}

/// A section of `departments` departments over as many tasks.
fn product(departments: usize) -> String {
    let mut text = format!(
        "一、工作任务\n（责任单位：{}）\n",
        "市财政局、".repeat(departments)
    );
    for number in 1..=departments {
        let _ = writeln!(text, "{number}. 一。"); // cannot fail
    }
    text + "责任单位：市商务局\n"
}

#[test]
fn what_tasks_take_over_is_in_proportion_to_the_text() {
    let text = product(400);
    let document = assert_sound(&text);
    assert_eq!(document.tasks().count(), 400);
    assert!((1..=text.len()).contains(&inherited(&document)));
    let cut: Vec<_> = (document.diagnostics().iter())
        .filter(|diagnostic| diagnostic.code == Code::InheritanceCut)
        .collect();
    let [cut] = cut.as_slice() else {
        panic!("{cut:?}");
    };
    for task in document.tasks() {
        let before = task.span().end() <= cut.span.start();
        assert_eq!(task.inherited().count(), usize::from(before));
    }
}

#[test]
fn what_tasks_take_over_is_never_cut_in_a_short_text() {
    let text = product(40);
    assert_eq!(inherited(&parse(&text)), 1600);
}

#[test]
fn depth_has_an_end() {
    let styles = [
        "第一章",
        "第一节",
        "Chapter 1",
        "第一条",
        "I.",
        "Article 1",
        "A.",
        "1.",
        "Action 1",
        "1.1",
        "(1)",
        "i.",
        "1)",
        "(i)",
        "一、",
        "（一）",
        "(a)",
        "a)",
        "(A)",
        "①",
    ];
    // A level opens inside one of its own style where it is indented.
    let lines = |marker| [0, 2, 4].map(|indent| format!("{:indent$}{marker} Plan\n", ""));
    let text: String = styles.into_iter().flat_map(lines).collect();
    let document = assert_sound(&text);
    let depth = document.blocks().map(Block::depth).max().unwrap();
    assert_eq!(depth, 31);
    let json = serde_json::to_string(&document).unwrap();
    // The reader stops at 128 brackets inside each other.
    serde_json::from_str::<serde_json::Value>(&json).unwrap();
}

/// Each of these once broke a promise: a panic, a marker with white space at its end, a character
/// that belonged to nothing.
#[test]
fn texts_that_once_broke_a_promise_keep_it() {
    for text in [
        "附件4294967295\n一、",
        "附件四二九四九六七二九五\n一、",
        "I.G**\n*I.",
        "1. We plan. **\n**2. We report.",
        "附件 标",
        "附件\u{85}标\n一、推进。",
        "第1\u{85}条 推进。",
        "一、推进。（责任单位：\u{85}市财政局\u{85}）",
    ] {
        let document = assert_sound(text);
        let json = serde_json::to_value(&document).unwrap();
        assert_eq!(json["coverage"], 1.0, "{text:?}");
    }
}

#[test]
fn a_count_goes_on_beyond_the_numbers_of_years() {
    let numbers: Vec<String> = (1..=2_999).map(|number| number.to_string()).collect();
    let text = numbers.join(". Do the work.\n") + ". Do the work.\n";
    assert_eq!(policydoc::parse(&text).tasks().count(), 2_999);
}
