//! Tables drawn with rules: which cell of which table a place on a page lies in.

use super::line::Line;
use super::paragraph::append;
use crate::builder::Column;
use std::collections::HashMap;

/// A straight line that is drawn on a page, upright or level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub(super) upright: bool,
    /// Where it stands: from the left where it is upright, from below where it is level.
    pub(super) at: f32,
    pub(super) from: f32,
    pub(super) to: f32,
}

impl Rule {
    /// The rules that a shape shows: its outline where that is drawn; where it is filled, a thin
    /// bar is a rule, and a box is the ground of words.
    pub(super) fn of_shape(points: &[(f32, f32)], stroked: bool) -> Vec<Self> {
        if stroked {
            let sides = points.windows(2);
            return sides
                .filter_map(|side| Self::between(side[0], side[1]))
                .collect();
        }
        let range = |values: &mut dyn Iterator<Item = f32>| {
            values.fold((f32::MAX, f32::MIN), |(least, most), value| {
                (least.min(value), most.max(value))
            })
        };
        let (left, right) = range(&mut points.iter().map(|point| point.0));
        let (below, above) = range(&mut points.iter().map(|point| point.1));
        let rule = if right - left <= NEAR {
            let at = f32::midpoint(left, right);
            Self::between((at, below), (at, above))
        } else if above - below <= NEAR {
            let at = f32::midpoint(below, above);
            Self::between((left, at), (right, at))
        } else {
            None
        };
        rule.into_iter().collect()
    }

    /// The rule between two points; none where the line between them is short or slants.
    fn between(from: (f32, f32), to: (f32, f32)) -> Option<Self> {
        /// Shorter ones are the ends of bars.
        const SHORTEST: f32 = 4.0;
        let (across, up) = ((from.0 - to.0).abs(), (from.1 - to.1).abs());
        if across < 1.0 && up >= SHORTEST {
            Some(Self {
                upright: true,
                at: from.0,
                from: from.1.min(to.1),
                to: from.1.max(to.1),
            })
        } else if up < 1.0 && across >= SHORTEST {
            Some(Self {
                upright: false,
                at: from.1,
                from: from.0.min(to.0),
                to: from.0.max(to.0),
            })
        } else {
            None
        }
    }
}

/// Rules nearer to each other than this are one: both edges of a thin bar, in points.
const NEAR: f32 = 3.0;
/// A page with more rules is a drawing, and a table with more fields is none.
const MOST: usize = 1_500;
const MOST_FIELDS: usize = 5_000;

/// A table.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// The edges of its columns from the left, and of its rows from the top.
    columns: Vec<f32>,
    rows: Vec<f32>,
    /// For each field, row by row, the field that its text belongs to: cells span several.
    owner: Vec<usize>,
}

/// Finds the tables among the rules of a page: at least two columns and two rows.
pub(super) fn grids(rules: &[Rule]) -> Vec<Grid> {
    let rules = &merged(rules);
    if rules.len() > MOST {
        return Vec::new();
    }
    let groups = connected(rules);
    let count = groups.iter().max().map_or(0, |most| most + 1);
    let mut members: Vec<Vec<Rule>> = vec![Vec::new(); count];
    for (rule, &group) in rules.iter().zip(&groups) {
        members[group].push(*rule);
    }
    members.iter().filter_map(|rules| Grid::of(rules)).collect()
}

/// The rules with those that lie on or end to end with others joined to one: programs draw a
/// border for each cell, and each border as a thin bar with two edges.
fn merged(rules: &[Rule]) -> Vec<Rule> {
    let mut sorted = rules.to_vec();
    sorted.sort_by(|one, other| {
        let places = one.at.total_cmp(&other.at);
        let kinds = one.upright.cmp(&other.upright);
        kinds.then(places).then(one.from.total_cmp(&other.from))
    });
    let mut merged: Vec<Rule> = Vec::new();
    for rule in sorted {
        // Rules of nearly the same place come in any order of their starts.
        let near = merged.iter_mut().rev().take(8).find(|last| {
            last.upright == rule.upright
                && (rule.at - last.at).abs() < 1.0
                && rule.from < last.to + NEAR
                && last.from < rule.to + NEAR
        });
        match near {
            Some(last) => {
                last.from = last.from.min(rule.from);
                last.to = last.to.max(rule.to);
            }
            None => merged.push(rule),
        }
    }
    merged
}

/// For each rule the number of its group: rules that touch are of one group.
fn connected(rules: &[Rule]) -> Vec<usize> {
    let mut group: Vec<usize> = vec![usize::MAX; rules.len()];
    let mut next = 0;
    for first in 0..rules.len() {
        if group[first] != usize::MAX {
            continue;
        }
        group[first] = next;
        let mut open = vec![first];
        while let Some(one) = open.pop() {
            for other in 0..rules.len() {
                if group[other] == usize::MAX && touch(rules[one], rules[other]) {
                    group[other] = next;
                    open.push(other);
                }
            }
        }
        next += 1;
    }
    group
}

fn touch(one: Rule, other: Rule) -> bool {
    let within = |at: f32, rule: Rule| at > rule.from - NEAR && at < rule.to + NEAR;
    if one.upright == other.upright {
        (one.at - other.at).abs() < NEAR && one.from < other.to + NEAR && other.from < one.to + NEAR
    } else {
        within(one.at, other) && within(other.at, one)
    }
}

impl Grid {
    fn of(rules: &[Rule]) -> Option<Self> {
        let edges = |upright: bool| {
            let mut edges: Vec<f32> = rules
                .iter()
                .filter(|rule| rule.upright == upright)
                .map(|rule| rule.at)
                .collect();
            edges.sort_by(f32::total_cmp);
            edges.dedup_by(|next, before| *next - *before < NEAR);
            edges
        };
        let columns = edges(true);
        let mut rows = edges(false);
        rows.reverse();
        if columns.len() < 3 || rows.len() < 3 || columns.len() * rows.len() > MOST_FIELDS {
            return None;
        }
        let mut grid = Self {
            owner: Vec::new(),
            columns,
            rows,
        };
        grid.owner = grid.owners(rules);
        Some(grid)
    }

    fn width(&self) -> usize {
        self.columns.len() - 1
    }

    /// Fields that no rule parts are one cell, whose text is that of the upper left one.
    fn owners(&self, rules: &[Rule]) -> Vec<usize> {
        let parted = |upright: bool, at: f32, middle: f32| {
            rules.iter().any(|rule| {
                rule.upright == upright
                    && (rule.at - at).abs() < NEAR
                    && rule.from < middle
                    && rule.to > middle
            })
        };
        let width = self.width();
        let mut owner: Vec<usize> = Vec::with_capacity(width * (self.rows.len() - 1));
        for row in 0..self.rows.len() - 1 {
            let level = f32::midpoint(self.rows[row], self.rows[row + 1]);
            for column in 0..width {
                let across = f32::midpoint(self.columns[column], self.columns[column + 1]);
                let here = owner.len();
                let of = if row > 0 && !parted(false, self.rows[row], across) {
                    owner[here - width]
                } else if column > 0 && !parted(true, self.columns[column], level) {
                    owner[here - 1]
                } else {
                    here
                };
                owner.push(of);
            }
        }
        owner
    }

    /// The field that a place on the page belongs to.
    pub(super) fn field(&self, left: f32, base: f32) -> Option<usize> {
        let column = self
            .columns
            .partition_point(|&edge| edge <= left)
            .checked_sub(1)?;
        let row = self
            .rows
            .partition_point(|&edge| edge >= base)
            .checked_sub(1)?;
        if column >= self.width() || row >= self.rows.len() - 1 {
            return None;
        }
        self.owner.get(row * self.width() + column).copied()
    }

    pub(super) fn fields(&self) -> usize {
        self.owner.len()
    }

    /// The rows of the table from the lines in its fields; none where it is no table of data: a
    /// cell holds a page of text, or most cells hold nothing, as in a chart.
    pub(super) fn rows_of(&self, fields: &[Vec<Line>]) -> Option<Vec<Line>> {
        /// A cell with more lines is a page of text.
        const LINES: usize = 30;
        if fields.iter().any(|lines| lines.len() > LINES) {
            return None;
        }
        let width = self.width();
        let is_filled = |at: &usize| !fields[*at].is_empty();
        // Bars have two edges, and what lies between is no column.
        let columns: Vec<usize> = (0..width)
            .filter(|column| {
                (*column..fields.len())
                    .step_by(width)
                    .any(|at| is_filled(&at))
            })
            .collect();
        let rows: Vec<usize> = (0..fields.len() / width)
            .filter(|row| (row * width..(row + 1) * width).any(|at| is_filled(&at)))
            .collect();
        let cells = rows
            .iter()
            .flat_map(|row| columns.iter().map(move |column| row * width + column));
        let cells: Vec<usize> = cells.filter(|&at| self.owner[at] == at).collect();
        let filled = cells.iter().filter(|at| is_filled(at)).count();
        if columns.len() < 2 || rows.len() < 2 || filled * 3 < cells.len() {
            return None;
        }
        // A cell shows its text in the first of its rows and columns that is kept.
        let mut shown: HashMap<usize, (usize, usize)> = HashMap::new();
        let row = |&row: &usize| {
            let cells = columns.iter().map(|&column| {
                let of = self.owner[row * width + column];
                let first = *shown.entry(of).or_insert((row, column));
                if column == first.1 {
                    Column {
                        text: joined(&fields[of]),
                        repeated: row != first.0,
                        spanned: false,
                    }
                } else {
                    Column::spanned()
                }
            });
            let cells: Vec<Column> = cells.collect();
            Line {
                left: self.columns[0],
                right: self.columns[width],
                base: self.rows[row],
                cells: Some(cells),
                ..Line::default()
            }
        };
        Some(rows.iter().map(row).collect())
    }
}

/// The text of a cell.
fn joined(lines: &[Line]) -> String {
    let mut text = String::new();
    let mut hyphen = true;
    for line in lines {
        append(&mut text, line, hyphen);
        hyphen = line.hyphen;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(at: f32, from: f32, to: f32) -> Rule {
        Rule {
            upright: false,
            at,
            from,
            to,
        }
    }

    fn upright(at: f32, from: f32, to: f32) -> Rule {
        Rule {
            upright: true,
            at,
            from,
            to,
        }
    }

    #[test]
    fn rules_make_a_table() {
        let rules = [
            level(100.0, 0.0, 90.0),
            level(80.0, 0.0, 90.0),
            level(60.0, 30.0, 90.0),
            level(40.0, 0.0, 90.0),
            upright(0.0, 40.0, 100.0),
            upright(30.5, 40.0, 100.0),
            upright(31.0, 40.0, 100.0),
            upright(60.0, 40.0, 80.0),
            upright(90.0, 40.0, 100.0),
            // A line under a heading elsewhere.
            level(500.0, 0.0, 90.0),
        ];
        let grids = grids(&rules);
        assert_eq!(grids.len(), 1);
        let grid = &grids[0];
        let field = |left, base| grid.field(left, base);
        // The second and third column of the first row are one cell, and so are the second and
        // third row of the first column.
        assert_eq!(field(10.0, 90.0), Some(0));
        assert_eq!(field(40.0, 90.0), Some(1));
        assert_eq!(field(70.0, 90.0), Some(1));
        assert_eq!(field(10.0, 50.0), Some(3));
        assert_eq!(field(70.0, 50.0), Some(8));
        assert_eq!(field(95.0, 50.0), None);
        assert_eq!(field(70.0, 110.0), None);
    }

    #[test]
    fn a_frame_is_no_table() {
        let frame = [
            level(100.0, 0.0, 90.0),
            level(40.0, 0.0, 90.0),
            upright(0.0, 40.0, 100.0),
            upright(90.0, 40.0, 100.0),
        ];
        assert!(grids(&frame).is_empty());
    }
}
