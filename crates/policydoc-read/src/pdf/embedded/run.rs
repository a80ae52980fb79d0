//! From runs of glyphs to marks: which way up the page is read, where lines end, and where spaces
//! are that the file does not write.

use super::content::{Drawn, Run, Set};
use crate::pdf::grid::Rule;
use crate::pdf::line::{Glyph, Space};
use crate::pdf::sheet::{Mark, Sheet};
use hayro_font::kurbo::{Point, Vec2};
use std::collections::VecDeque;

/// The page as all engines give it.
pub(super) fn sheet(drawn: &Drawn, width: f32, height: f32) -> Sheet {
    let turn = Turn::most(&drawn.runs);
    let frame = Frame {
        turn,
        width: f64::from(width),
        height: f64::from(height),
    };
    let mut writer = Writer::default();
    for run in &drawn.runs {
        writer.run(&frame, run);
    }
    writer.end();
    Sheet {
        height: near(frame.size().1),
        marks: writer.marks,
        rules: drawn.rules.iter().map(|rule| frame.rule(rule)).collect(),
        picture: drawn.picture,
        unknown: writer.unknown,
    }
}

/// Which way a run is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Turn {
    #[default]
    Right,
    Up,
    Left,
    Down,
    /// None of these: stamps and watermarks.
    Slanting,
}

impl Turn {
    fn of(along: Vec2) -> Self {
        /// The cosine of a quarter of a right angle, about.
        const NEARLY: f64 = 0.92;
        match along {
            Vec2 { x, .. } if x > NEARLY => Self::Right,
            Vec2 { x, .. } if x < -NEARLY => Self::Left,
            Vec2 { y, .. } if y > NEARLY => Self::Up,
            Vec2 { y, .. } if y < -NEARLY => Self::Down,
            _ => Self::Slanting,
        }
    }

    /// The way that most glyphs of a page are read: tables on pages of landscape format are
    /// turned with all their text.
    fn most(runs: &[Run]) -> Self {
        let turns = [Self::Right, Self::Up, Self::Left, Self::Down];
        let glyphs = |turn: &Self| -> usize {
            let of_turn = runs.iter().filter(|run| Self::of(run.along) == *turn);
            of_turn.map(|run| run.glyphs.len()).sum()
        };
        // Of equals the first.
        let most = turns.into_iter().rev().max_by_key(glyphs);
        most.unwrap_or_default()
    }
}

/// A page that is turned so that most of its text is upright.
#[derive(Debug)]
struct Frame {
    turn: Turn,
    /// Before it is turned.
    width: f64,
    height: f64,
}

impl Frame {
    fn size(&self) -> (f64, f64) {
        match self.turn {
            Turn::Up | Turn::Down => (self.height, self.width),
            _ => (self.width, self.height),
        }
    }

    fn point(&self, Point { x, y }: Point) -> Point {
        match self.turn {
            Turn::Right | Turn::Slanting => Point::new(x, y),
            Turn::Up => Point::new(y, self.width - x),
            Turn::Left => Point::new(self.width - x, self.height - y),
            Turn::Down => Point::new(self.height - y, x),
        }
    }

    fn vector(&self, by: Vec2) -> Vec2 {
        self.point(by.to_point()) - self.point(Point::ZERO)
    }

    fn rule(&self, rule: &Rule) -> Rule {
        let ends = [rule.from, rule.to].map(|end| {
            let (x, y) = if rule.upright {
                (rule.at, end)
            } else {
                (end, rule.at)
            };
            self.point(Point::new(f64::from(x), f64::from(y)))
        });
        let upright = rule.upright != matches!(self.turn, Turn::Up | Turn::Down);
        let along = |point: Point| near(if upright { point.y } else { point.x });
        let at = near(if upright { ends[0].x } else { ends[0].y });
        let (from, to) = (along(ends[0]), along(ends[1]));
        Rule {
            upright,
            at,
            from: from.min(to),
            to: from.max(to),
        }
    }
}

/// Writes marks.
#[derive(Debug, Default)]
struct Writer {
    marks: Vec<Mark>,
    unknown: usize,
    /// The last runs: what is written twice at nearly the same place is bold, or has a shadow.
    recent: VecDeque<(String, Point)>,
    line: Option<OpenLine>,
}

/// The line that is being written.
#[derive(Clone, Copy, Debug)]
struct OpenLine {
    /// Where its largest glyphs stand, and how large they are.
    base: f32,
    size: f32,
    /// The last glyph.
    left: f32,
    right: f32,
    /// What is put between its glyphs to spread them.
    spread: f32,
}

impl Writer {
    fn run(&mut self, frame: &Frame, run: &Run) {
        let along = frame.vector(run.along);
        if self.is_again(frame, run) {
            return;
        }
        match Turn::of(along) {
            Turn::Right => {
                for glyph in &run.glyphs {
                    self.set(glyph, frame.point(glyph.at), run);
                }
            }
            turn => self.aside(frame, run, turn),
        }
    }

    /// Whether a run was written just before at nearly the same place.
    fn is_again(&mut self, frame: &Frame, run: &Run) -> bool {
        /// How many runs back are looked at, and how far away they may stand, in sizes of type.
        const RUNS: usize = 8;
        const AWAY: f64 = 0.1;
        let texts = run.glyphs.iter().map(|glyph| glyph.text.as_deref());
        let text: String = texts.map(|text| text.unwrap_or("\u{FFFD}")).collect();
        let Some(first) = run.glyphs.first().filter(|_| !text.trim().is_empty()) else {
            return false;
        };
        let at = frame.point(first.at);
        let again = self
            .recent
            .iter()
            .any(|(other, there)| *other == text && (at - *there).hypot() < AWAY * run.size);
        if self.recent.len() == RUNS {
            self.recent.pop_front();
        }
        self.recent.push_back((text, at));
        again
    }

    /// Writes a glyph of a line from left to right.
    fn set(&mut self, glyph: &Set, at: Point, run: &Run) {
        let (left, base, size) = (near(at.x), near(at.y), near(run.size));
        let right = left + near(glyph.width);
        let Some(text) = self.text(glyph) else {
            return;
        };
        if !text.is_empty() && text.trim().is_empty() && text != "\u{3000}" {
            self.marks.push(Mark::Space(Space::Written));
            return;
        }
        self.go_to(left, base, size);
        let count = text.chars().count();
        for (index, ch) in text.chars().enumerate() {
            if ch.is_whitespace() && ch != '\u{3000}' {
                self.marks.push(Mark::Space(Space::Written));
                continue;
            }
            self.marks.push(Mark::Glyph(Glyph {
                ch,
                left: between(left, right, index, count),
                right: between(left, right, index + 1, count),
                base,
                size,
                bold: run.bold,
            }));
        }
        let larger = self.line.filter(|line| line.size >= size);
        self.line = Some(OpenLine {
            base: larger.map_or(base, |line| line.base),
            size: larger.map_or(size, |line| line.size),
            left,
            right,
            spread: near(run.spread),
        });
    }

    /// Ends the line or sets a space where the next glyph does not follow the last one.
    fn go_to(&mut self, left: f32, base: f32, size: f32) {
        /// Notes stand up to half a size above their line; lines stand a whole size apart.
        const OFF: f32 = 0.6;
        /// A glyph that far off stands on another line if it goes back to the left, or far to the
        /// right.
        const LITTLE_OFF: f32 = 0.3;
        /// Narrower gaps are between letters, in sizes of type.
        const GAP: f32 = 0.15;
        let Some(line) = self.line else {
            return;
        };
        let off = (base - line.base).abs();
        let larger = size.max(line.size);
        let gap = left - line.right - line.spread;
        let back = left < line.left - 0.1 * size;
        // Notes and indices stand close to what they belong to.
        let apart = (back && gap < -larger) || ((back || gap > larger) && off > LITTLE_OFF * size);
        if off > OFF * larger || apart {
            self.end();
        } else if gap > GAP * larger {
            self.marks.push(Mark::Space(Space::Gap));
        }
    }

    /// Writes a run that is read another way than the page: a line of its own, in the place that
    /// it takes.
    fn aside(&mut self, frame: &Frame, run: &Run, turn: Turn) {
        self.end();
        let size = near(run.size);
        let ends = run.glyphs.iter().flat_map(|glyph| {
            let end = glyph.at + run.along * glyph.width;
            [frame.point(glyph.at), frame.point(end)]
        });
        let (mut least, mut most) = (
            Point::new(f64::MAX, f64::MAX),
            Point::new(f64::MIN, f64::MIN),
        );
        for end in ends {
            least = Point::new(least.x.min(end.x), least.y.min(end.y));
            most = Point::new(most.x.max(end.x), most.y.max(end.y));
        }
        let (left, right) = (near(least.x), near(most.x));
        let base = near(f64::midpoint(least.y, most.y));
        let count = run.glyphs.len();
        let mut before: Option<&Set> = None;
        for (index, glyph) in run.glyphs.iter().enumerate() {
            let Some(text) = self.text(glyph) else {
                continue;
            };
            let gap = before.map_or(0.0, |last| {
                (glyph.at - last.at).dot(run.along) - last.width - run.spread
            });
            if gap > 0.15 * run.size {
                self.marks.push(Mark::Space(Space::Written));
            }
            for ch in text.chars() {
                self.marks.push(if ch.is_whitespace() {
                    Mark::Space(Space::Written)
                } else {
                    Mark::Glyph(Glyph {
                        ch,
                        left: between(left, right, index, count),
                        right: between(left, right, index + 1, count),
                        base: if turn == Turn::Slanting {
                            base
                        } else {
                            base - 0.3 * size
                        },
                        size,
                        bold: run.bold,
                    })
                });
            }
            before = Some(glyph);
        }
        self.marks.push(Mark::End);
    }

    /// The text of a glyph; none where it says nothing.
    fn text(&mut self, glyph: &Set) -> Option<String> {
        match glyph.text.as_deref() {
            Some("") => None,
            Some(text) => Some(text.to_owned()),
            None => {
                self.unknown += 1;
                Some(char::REPLACEMENT_CHARACTER.to_string())
            }
        }
    }

    fn end(&mut self) {
        if self.line.take().is_some() {
            self.marks.push(Mark::End);
        }
    }
}

/// Where the glyph at an index begins that shares a width with others.
#[expect(clippy::cast_precision_loss, reason = "a run has few glyphs")]
fn between(left: f32, right: f32, index: usize, count: usize) -> f32 {
    left + (right - left) * index as f32 / count.max(1) as f32
}

/// A length with the precision of a page.
#[expect(
    clippy::cast_possible_truncation,
    reason = "places on a page are small"
)]
fn near(length: f64) -> f32 {
    length as f32
}
