//! The numbers of lists of `OpenDocument`, as `LibreOffice` counts and writes them.

use crate::builder::set_off;
use crate::counting::Counting;
use crate::xml::attribute;
use roxmltree::Node;
use std::collections::HashMap;

/// Lists have ten levels.
pub(super) const LEVELS: usize = 10;

/// The levels of a list style.
#[derive(Clone, Debug, Default)]
pub(super) struct Levels([Option<Level>; LEVELS]);

#[derive(Clone, Debug)]
struct Level {
    counting: Counting,
    start: i64,
    /// Its number with those of so many levels above it; 1 for its own alone.
    shown: usize,
    prefix: String,
    suffix: String,
}

impl Levels {
    /// Reads the levels of a style.
    pub(super) fn of(style: Node<'_, '_>) -> Self {
        let mut levels = Self::default();
        for node in style.children().filter(Node::is_element) {
            let at = attribute(node, "level").and_then(|level| level.parse::<usize>().ok());
            if let Some(level) = at.and_then(|at| levels.0.get_mut(at.checked_sub(1)?)) {
                *level = Some(read_level(node));
            }
        }
        levels
    }
}

fn read_level(node: Node<'_, '_>) -> Level {
    let own = |name| attribute(node, name).unwrap_or_default().to_owned();
    let number = |name| attribute(node, name).and_then(|value| value.parse::<i64>().ok());
    let shown = number("display-levels").and_then(|shown| usize::try_from(shown).ok());
    let counting = match node.tag_name().name() {
        "list-level-style-bullet" | "list-level-style-image" => Counting::Bullet,
        _ => Counting::of_odf(&own("num-format")),
    };
    Level {
        counting,
        start: number("start-value").unwrap_or(1),
        shown: shown.unwrap_or(1).clamp(1, LEVELS),
        prefix: own("num-prefix"),
        suffix: own("num-suffix"),
    }
}

/// How far the lists of a document have counted.
#[derive(Debug, Default)]
pub(super) struct Counters {
    lists: Vec<[Option<i64>; LEVELS]>,
    /// The list of an id, and the last list of a style.
    ids: HashMap<String, usize>,
    styles: HashMap<String, usize>,
}

impl Counters {
    /// The list that an element begins or continues.
    pub(super) fn list(&mut self, node: Node<'_, '_>, style: &str) -> usize {
        let continued = attribute(node, "continue-list").and_then(|id| self.ids.get(id));
        let goes_on = attribute(node, "continue-numbering") == Some("true");
        let same = self.styles.get(style).filter(|_| goes_on);
        let list = continued.or(same).copied().unwrap_or_else(|| {
            self.lists.push([None; LEVELS]);
            self.lists.len() - 1
        });
        if let Some(id) = attribute(node, "id") {
            self.ids.insert(id.to_owned(), list);
        }
        self.styles.insert(style.to_owned(), list);
        list
    }

    /// The list of all headings.
    pub(super) fn outline(&mut self) -> usize {
        const OUTLINE: &str = "\0outline";
        let next = self.lists.len();
        let list = *self.styles.entry(OUTLINE.to_owned()).or_insert(next);
        if list == next {
            self.lists.push([None; LEVELS]);
        }
        list
    }

    /// Counts an item. The answer is its number as it is written, with what sets it off.
    pub(super) fn count(
        &mut self,
        list: usize,
        levels: &Levels,
        at: usize,
        start: Option<i64>,
    ) -> String {
        let at = at.min(LEVELS - 1);
        let (Some(level), Some(counters)) = (&levels.0[at], self.lists.get_mut(list)) else {
            return String::new();
        };
        counters[at] = Some(match (start, counters[at]) {
            (Some(start), _) => start,
            (None, Some(before)) => before.saturating_add(1),
            (None, None) => level.start,
        });
        counters[at + 1..].fill(None);
        match level.counting {
            Counting::Bullet => return "• ".to_owned(),
            Counting::None => return set_off(level.prefix.clone() + &level.suffix),
            _ => {}
        }
        // A level above that was not counted has its first number, and keeps it.
        let first = (at + 1).saturating_sub(level.shown);
        let mut numbers = Vec::new();
        for (counter, level) in counters[first..=at].iter_mut().zip(&levels.0[first..=at]) {
            if let Some(level) = level
                .as_ref()
                .filter(|level| !matches!(level.counting, Counting::None | Counting::Bullet))
            {
                let number = *counter.get_or_insert(level.start);
                numbers.push(level.counting.write(number));
            }
        }
        let written = format!("{}{}{}", level.prefix, numbers.join("."), level.suffix);
        set_off(written.trim().to_owned())
    }
}
