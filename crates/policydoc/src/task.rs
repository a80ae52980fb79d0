//! Which provisions are tasks, and which are sections and items.

use crate::document::{BlockKind, NO_PARENT, Node};
use crate::lexicon::{Lexicon, Sense};
use crate::marker::Style;
use std::collections::HashSet;

/// Gives each provision its type:
/// 1. a provision with a responsibility of its own, and none inside it, is a task;
/// 2. so is a provision with nothing inside it beside such a one in the same list;
/// 3. where the document names no responsibility anywhere, each innermost provision that says
///    something and does not stand in a general part is one.
///
/// A provision inside a task is an item; every other one is a section.
pub(crate) fn classify(text: &str, nodes: &mut [Node]) {
    let count = nodes.len();
    let mut holds = vec![false; count]; // a responsibility stands inside
    let mut inner = vec![false; count]; // a provision stands inside
    for at in (0..count).rev() {
        let node = &nodes[at];
        if node.parent != NO_PARENT && node.number.is_some() {
            let parent = node.parent as usize;
            inner[parent] = true;
            holds[parent] |= holds[at] || !node.responsibilities.is_empty();
        }
    }
    let assigned = nodes.iter().any(|node| !node.responsibilities.is_empty());
    let mut task = vec![false; count];
    // The lists that hold a task by rule 1. Under one parent there may be several: the questions
    // `1.` to `5.` to the public before `Action 1` to `Action 16` are no tasks.
    let mut beside: HashSet<(u32, Style)> = HashSet::new();
    let mut general = vec![false; count];
    for at in 0..count {
        let node = &nodes[at];
        if node.number.is_none() {
            continue;
        }
        if assigned {
            task[at] = !node.responsibilities.is_empty() && !holds[at];
            if task[at] {
                beside.insert((node.parent, node.style));
            }
        } else {
            let above = node.parent != NO_PARENT && general[node.parent as usize];
            general[at] = above || is_general(node.heading.slice(text));
            let says = !node.text.is_empty()
                || nodes
                    .get(at + 1)
                    .is_some_and(|next| next.parent as usize == at);
            task[at] = !inner[at] && !general[at] && says && is_sentence(text, node);
        }
    }
    for at in 0..count {
        let node = &nodes[at];
        if node.number.is_none() {
            continue;
        }
        let parent = node.parent;
        let inside_task = parent != NO_PARENT
            && matches!(
                nodes[parent as usize].kind,
                BlockKind::Task | BlockKind::Item
            );
        let is_task =
            task[at] || (assigned && !inner[at] && beside.contains(&(parent, node.style)));
        nodes[at].kind = if inside_task {
            BlockKind::Item
        } else if is_task {
            BlockKind::Task
        } else {
            BlockKind::Section
        };
    }
}

/// Whether the provision's text is more than a few words.
fn is_sentence(text: &str, node: &Node) -> bool {
    let own = node.text.slice(text);
    own.is_empty() || own.contains([' ', '，', '。', '；', ',']) || own.chars().count() > 12
}

/// Whether a heading is that of a general part, which assigns nothing by itself.
fn is_general(heading: &str) -> bool {
    const LONGEST: usize = 90; // bytes
    let heading = heading.trim();
    if heading.len() >= LONGEST {
        return false;
    }
    let mut words = Lexicon::by(heading).stems(heading, Sense::General);
    words.any(|word| word.value.is_empty() || word.text.len() == heading.len())
}
