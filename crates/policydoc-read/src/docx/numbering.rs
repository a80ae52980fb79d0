//! The numbers of automatic lists, as Word counts and writes them.
//!
//! A paragraph names a list (`w:num`), which names its pattern (`w:abstractNum`). The counters
//! belong to the pattern: two lists of one pattern count on, unless the second says where to
//! start (`w:startOverride`), which holds when it is first used.

use super::styles::{List, Step, Styles};
use crate::builder::set_off;
use crate::counting::Counting;
use crate::xml::{attribute, child, children, flag, number, value};
use roxmltree::{Document, Node};
use std::collections::{HashMap, HashSet};

/// Lists have nine levels.
const LEVELS: usize = 9;

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    patterns: HashMap<i64, Pattern>,
    lists: HashMap<i64, Num>,
    counters: HashMap<i64, [Option<i64>; LEVELS]>,
    /// Which levels of which lists have started where they say.
    started: HashSet<(i64, usize)>,
}

#[derive(Debug, Default)]
struct Pattern {
    levels: [Option<Level>; LEVELS],
    /// The style whose list gives the levels instead: `w:numStyleLink`.
    link: Option<String>,
}

#[derive(Debug)]
struct Num {
    pattern: i64,
    /// Levels that this list writes in its own way.
    levels: [Option<Level>; LEVELS],
    starts: [Option<i64>; LEVELS],
}

/// A level of a list.
#[derive(Clone, Debug)]
struct Level {
    start: i64,
    counting: Counting,
    /// `第%1条`: text, and levels by their numbers.
    text: String,
    /// After which level it starts again: 0 never, `None` any above.
    restart: Option<i64>,
    /// Whether all numbers in it are written in digits: `w:isLgl`.
    legal: bool,
    /// Whether its number stands right before the text.
    glued: bool,
    /// The style whose paragraphs are of this level.
    style: Option<String>,
}

/// What a paragraph of a list has from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    /// Its number as it is written, with what sets it off from the text.
    pub(super) number: String,
    /// How deep it lies, from 1.
    pub(super) level: u8,
}

impl Numbering {
    pub(super) fn read(part: &Document<'_>, styles: &Styles) -> Self {
        let root = part.root_element();
        let mut numbering = Self::default();
        for node in children(root, "abstractNum") {
            let Some(id) = integer(node, "abstractNumId") else {
                continue;
            };
            let link = value(node, "numStyleLink").map(str::to_owned);
            let mut pattern = Pattern {
                link,
                ..Pattern::default()
            };
            levels(node, &mut pattern.levels);
            numbering.patterns.insert(id, pattern);
        }
        for node in children(root, "num") {
            let (Some(id), Some(pattern)) = (integer(node, "numId"), number(node, "abstractNumId"))
            else {
                continue;
            };
            let mut list = Num {
                pattern,
                levels: Default::default(),
                starts: [None; LEVELS],
            };
            for change in children(node, "lvlOverride") {
                let at = integer(change, "ilvl").and_then(|at| usize::try_from(at).ok());
                if let Some(start) = at.and_then(|at| list.starts.get_mut(at)) {
                    *start = number(change, "startOverride");
                }
                levels(change, &mut list.levels);
            }
            numbering.lists.insert(id, list);
        }
        numbering.follow_links(styles);
        numbering
    }

    /// A pattern that names a style has the pattern of that style's list.
    fn follow_links(&mut self, styles: &Styles) {
        let of_style = |link: &str| {
            let num = styles.num(Some(link))?;
            self.lists.get(&num).map(|list| list.pattern)
        };
        let targets: HashMap<i64, i64> = self
            .patterns
            .iter()
            .filter_map(|(&id, pattern)| Some((id, of_style(pattern.link.as_deref()?)?)))
            .collect();
        for list in self.lists.values_mut() {
            // One step: what is linked to holds its levels itself.
            if let Some(&target) = targets.get(&list.pattern) {
                list.pattern = target;
            }
        }
    }

    /// Counts a paragraph; `None` where it is in no list.
    pub(super) fn count(
        &mut self,
        own: List,
        style: Option<&str>,
        styles: &Styles,
    ) -> Option<Counted> {
        let num = own.num.or_else(|| styles.num(style))?;
        if num == 0 {
            return None;
        }
        let pattern = self.lists.get(&num)?.pattern;
        let level = match own.level {
            Some(level) => usize::try_from(level).ok()?,
            None => self.level_of_style(num, own.num.is_some(), styles.steps(style)),
        }
        .min(LEVELS - 1);
        self.advance(num, pattern, level);
        Some(Counted {
            number: self.write(num, pattern, level)?,
            level: u8::try_from(level + 1).ok()?,
        })
    }

    /// The level that a style, or the nearest it is based on that says so, gives a paragraph: the
    /// one that the list gives to the style, else the one that the style names. The style that
    /// names the list ends the search, unless the paragraph names a list itself.
    fn level_of_style<'s>(
        &self,
        num: i64,
        own: bool,
        mut steps: impl Iterator<Item = Step<'s>>,
    ) -> usize {
        let given = |style: &str| {
            (0..LEVELS).find(|&at| {
                self.level(num, at)
                    .is_some_and(|level| level.style.as_deref() == Some(style))
            })
        };
        let found = steps.find_map(|Step { style, list }| {
            let named = list.level.and_then(|level| usize::try_from(level).ok());
            let end = (list.num.is_some() && !own).then_some(0);
            given(style).or(named).or(end)
        });
        found.unwrap_or(0)
    }

    fn level(&self, num: i64, at: usize) -> Option<&Level> {
        let list = self.lists.get(&num)?;
        let own = list.levels.get(at)?.as_ref();
        own.or_else(|| self.patterns.get(&list.pattern)?.levels.get(at)?.as_ref())
    }

    /// Moves the counters on by a paragraph of a level.
    fn advance(&mut self, num: i64, pattern: i64, level: usize) {
        for above in self.named_above(num, level) {
            if self.counters.entry(pattern).or_default()[above].is_none() {
                self.begin(num, pattern, above);
            }
        }
        let restarts: Vec<usize> = (level + 1..LEVELS)
            .filter(|&deeper| {
                let restart = self.level(num, deeper).and_then(|level| level.restart);
                match restart {
                    // `w:lvlRestart` counts levels from 1.
                    Some(after) => i64::try_from(level).is_ok_and(|level| level < after),
                    None => true,
                }
            })
            .collect();
        if !self.begin(num, pattern, level) {
            let counters = self.counters.entry(pattern).or_default();
            counters[level] = counters[level].map(|last| last.saturating_add(1));
        }
        let counters = self.counters.entry(pattern).or_default();
        for deeper in restarts {
            counters[deeper] = None;
        }
    }

    /// Starts a level that has not counted since it was last started anew, or for which this list
    /// says where it starts when it is first used; whether it did.
    fn begin(&mut self, num: i64, pattern: i64, level: usize) -> bool {
        let said = self.lists.get(&num).and_then(|list| list.starts[level]);
        let start = said.unwrap_or_else(|| self.level(num, level).map_or(1, |level| level.start));
        let first = self.started.insert((num, level)) && said.is_some();
        let counter = &mut self.counters.entry(pattern).or_default()[level];
        let begins = first || counter.is_none();
        if begins {
            *counter = Some(start);
        }
        begins
    }

    /// The levels above one that the text of its number names. One that was not counted yet counts
    /// from then on: it has its first number.
    fn named_above(&self, num: i64, at: usize) -> Vec<usize> {
        let Some(level) = self.level(num, at) else {
            return Vec::new();
        };
        let names = |above: &usize| level.text.contains(&format!("%{}", above + 1));
        (0..at).filter(names).collect()
    }

    /// The number of the paragraph counted last, as it is written, with what sets it off.
    fn write(&self, num: i64, pattern: i64, at: usize) -> Option<String> {
        let level = self.level(num, at)?;
        if level.counting == Counting::Bullet {
            return Some(if level.text.is_empty() {
                String::new()
            } else {
                "• ".to_owned()
            });
        }
        let counters = self.counters.get(&pattern)?;
        let mut written = String::new();
        let mut chars = level.text.chars().peekable();
        while let Some(ch) = chars.next() {
            let named = chars.peek().and_then(|next| next.to_digit(10));
            let Some(named) = named.filter(|named| ch == '%' && (1..=9).contains(named)) else {
                written.push(ch);
                continue;
            };
            chars.next();
            let named = named as usize - 1;
            let other = self.level(num, named);
            let counting = other.map_or(Counting::Decimal, |other| other.counting);
            let counting = if level.legal && counting != Counting::None {
                Counting::Decimal
            } else {
                counting
            };
            // A level below that was not counted yet is written as it would begin.
            let first = other.map_or(1, |other| other.start);
            written.push_str(&counting.write(counters[named].unwrap_or(first)));
        }
        let written = written.trim().to_owned();
        Some(if level.glued {
            written
        } else {
            set_off(written)
        })
    }
}

/// Reads the `w:lvl` of a pattern or an override.
fn levels(node: Node<'_, '_>, levels: &mut [Option<Level>; LEVELS]) {
    for node in children(node, "lvl") {
        let at = integer(node, "ilvl").and_then(|at| usize::try_from(at).ok());
        if let Some(level) = at.and_then(|at| levels.get_mut(at)) {
            *level = Some(read_level(node));
        }
    }
}

fn read_level(node: Node<'_, '_>) -> Level {
    // A format that older programs do not know stands beside one that they do.
    let format = child(node, "numFmt").or_else(|| {
        node.descendants()
            .find(|inner| crate::xml::is(*inner, "numFmt"))
    });
    let format = format.and_then(|format| attribute(format, "val"));
    Level {
        start: number(node, "start").unwrap_or(0),
        counting: format.map_or(Counting::Decimal, Counting::of_word),
        text: value(node, "lvlText").unwrap_or_default().to_owned(),
        restart: number(node, "lvlRestart"),
        legal: flag(node, "isLgl"),
        glued: value(node, "suff") == Some("nothing"),
        style: value(node, "pStyle").map(str::to_owned),
    }
}

fn integer(node: Node<'_, '_>, name: &str) -> Option<i64> {
    attribute(node, name)?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(at: usize, format: &str, text: &str, more: &str) -> String {
        format!(
            "<lvl ilvl='{at}'><start val='1'/><numFmt val='{format}'/><lvlText val='{text}'/>{more}</lvl>"
        )
    }

    fn numbering(levels: &str, nums: &str) -> Numbering {
        let xml = format!(
            "<numbering><abstractNum abstractNumId='5'>{levels}</abstractNum>{nums}</numbering>"
        );
        Numbering::read(&Document::parse(&xml).unwrap(), &Styles::default())
    }

    fn counted(numbering: &mut Numbering, steps: &[(i64, i64)]) -> String {
        let written = steps.iter().map(|&(num, level)| {
            let list = List {
                num: Some(num),
                level: Some(level),
            };
            let number = numbering.count(list, None, &Styles::default());
            let number = number.map(|counted| counted.number);
            number.unwrap_or_default().trim().to_owned()
        });
        written.collect::<Vec<_>>().join(" ")
    }

    const NUM: &str = "<num numId='1'><abstractNumId val='5'/></num>";

    #[test]
    fn deeper_levels_start_again_unless_they_say_never() {
        let levels = |never: &str| {
            level(0, "chineseCounting", "%1、", "")
                + &level(1, "chineseCounting", "（%2）", "")
                + &level(2, "decimal", "%3.", never)
        };
        let steps = [
            (1, 0),
            (1, 1),
            (1, 2),
            (1, 2),
            (1, 1),
            (1, 2),
            (1, 0),
            (1, 1),
            (1, 2),
        ];
        assert_eq!(
            counted(&mut numbering(&levels(""), NUM), &steps),
            "一、 （一） 1. 2. （二） 1. 二、 （一） 1."
        );
        assert_eq!(
            counted(
                &mut numbering(&levels("<lvlRestart val='0'/>"), NUM),
                &steps
            ),
            "一、 （一） 1. 2. （二） 3. 二、 （一） 4."
        );
        assert_eq!(
            counted(
                &mut numbering(&levels("<lvlRestart val='1'/>"), NUM),
                &steps
            ),
            "一、 （一） 1. 2. （二） 3. 二、 （一） 1."
        );
    }

    #[test]
    fn lists_of_one_pattern_count_on_unless_they_say_where_to_start() {
        let levels = level(0, "decimal", "%1.", "");
        let nums = format!(
            "{NUM}<num numId='2'><abstractNumId val='5'/></num><num numId='3'><abstractNumId val='5'/>\
             <lvlOverride ilvl='0'><startOverride val='1'/></lvlOverride></num>"
        );
        assert_eq!(
            counted(
                &mut numbering(&levels, &nums),
                &[(1, 0), (2, 0), (3, 0), (3, 0), (1, 0)]
            ),
            "1. 2. 1. 2. 3."
        );
    }

    #[test]
    fn numbers_hold_those_of_the_levels_above() {
        let levels = level(0, "chineseCounting", "第%1章", "")
            + &level(1, "decimal", "%1.%2", "<isLgl/>")
            + &level(2, "lowerLetter", "%3)", "<suff val='nothing'/>");
        let steps = [(1, 0), (1, 1), (1, 2), (1, 1)];
        assert_eq!(
            counted(&mut numbering(&levels, NUM), &steps),
            "第一章 1.1 a) 1.2"
        );
        assert_eq!(counted(&mut numbering(&levels, NUM), &[(1, 1)]), "1.1");
    }

    #[test]
    fn what_is_no_list_has_no_number() {
        let mut numbering = numbering(&level(0, "decimal", "%1.", ""), NUM);
        assert_eq!(counted(&mut numbering, &[(0, 0), (9, 0), (1, 99)]), "  ");
        let bullets = level(0, "bullet", "\u{F0B7}", "");
        assert_eq!(counted(&mut self::numbering(&bullets, NUM), &[(1, 0)]), "•");
    }
}
