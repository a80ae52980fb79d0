//! How the pages of a file are set: how far apart lines stand, and where columns end.

use super::line::{Line, Page};

/// How far apart the lines of a paragraph stand, for each size of type.
#[derive(Debug)]
pub(super) struct Pitch(Vec<(f32, f32)>);

impl Pitch {
    /// Takes the distance that comes most often among lines of one size.
    pub(super) fn of(pages: &[Page]) -> Self {
        let mut gaps: Vec<(i32, i32)> = Vec::new(); // tenths of points: size, distance
        for page in pages {
            for pair in page.lines.windows(2) {
                let gap = pair[0].base - pair[1].base;
                let size = pair[0].size;
                if gap > 0.5 * size && gap < 4.0 * size && (size - pair[1].size).abs() < 0.5 {
                    gaps.push((tenths(size), tenths(gap)));
                }
            }
        }
        gaps.sort_unstable();
        let mut pitches = Vec::new();
        for of_size in gaps.chunk_by(|one, other| one.0 == other.0) {
            // Distances differ by rounding: those within half a point count together. Where two
            // come equally often, the smaller is that inside paragraphs.
            let mut best = (0, 0);
            for (at, &(_, gap)) in of_size.iter().enumerate() {
                let count = of_size[at..].partition_point(|&(_, other)| other <= gap + 5);
                if count > best.0 {
                    best = (count, gap);
                }
            }
            if let Some(&(size, _)) = of_size.first()
                && best.0 >= 3
            {
                pitches.push((points(size), points(best.1) + 0.5));
            }
        }
        Self(pitches)
    }

    pub(super) fn of_size(&self, size: f32) -> f32 {
        /// How far lines usually stand apart, in sizes of type, where too few show it.
        const USUAL: f32 = 1.3;
        let near = self
            .0
            .iter()
            .filter(|(known, _)| (known - size).abs() < 0.5)
            .min_by(|one, other| (one.0 - size).abs().total_cmp(&(other.0 - size).abs()));
        near.map_or(size * USUAL, |&(_, pitch)| pitch)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "distances on a page are small"
)]
fn tenths(points: f32) -> i32 {
    (points * 10.0).round() as i32
}

#[expect(clippy::cast_precision_loss, reason = "distances on a page are small")]
fn points(tenths: i32) -> f32 {
    tenths as f32 / 10.0
}

/// Where the columns of a page end.
#[derive(Debug)]
pub(super) struct Columns(Vec<Edges>);

/// Where lines of a column begin, and where they end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edges {
    pub(super) left: f32,
    pub(super) right: f32,
}

impl Columns {
    /// Lines that begin near each other are of one column; it ends where nearly all of them end at
    /// the latest.
    pub(super) fn of(page: &Page) -> Self {
        let text = |line: &&Line| line.cells.is_none();
        let mut lines: Vec<&Line> = page.lines.iter().filter(text).collect();
        lines.sort_by(|one, other| one.left.total_cmp(&other.left));
        let apart = |one: &&Line, other: &&Line| other.left - one.left < 7.0 * other.size.max(1.0);
        let columns = lines.chunk_by(apart).map(|of_column| {
            let mut ends: Vec<f32> = of_column.iter().map(|line| end(line)).collect();
            ends.sort_by(f32::total_cmp);
            let at = (ends.len() * 19 / 20).min(ends.len() - 1);
            Edges {
                left: of_column[0].left,
                right: ends[at],
            }
        });
        Self(columns.collect())
    }

    pub(super) fn of_line(&self, line: &Line) -> Edges {
        let after = self.0.partition_point(|column| column.left <= line.left);
        let column = after.checked_sub(1).and_then(|at| self.0.get(at));
        column.copied().unwrap_or(Edges {
            left: line.left,
            right: line.right,
        })
    }
}

/// Where a line ends without the mark that may hang over the edge of a Chinese column.
fn end(line: &Line) -> f32 {
    let hangs = line.text.ends_with(['，', '。', '、', '；', '：']);
    line.right - if hangs { line.size } else { 0.0 }
}

/// The size of type that most of the text has.
pub(super) fn body_size(pages: &[Page]) -> Option<f32> {
    let lines = pages.iter().flat_map(|page| &page.lines);
    let mut sizes: Vec<(i32, usize)> = lines
        .filter(|line| line.cells.is_none())
        .map(|line| (tenths(line.size), line.text.chars().count()))
        .collect();
    sizes.sort_unstable();
    let of_size = sizes.chunk_by(|one, other| one.0 == other.0);
    let counted = of_size.map(|lines| {
        let characters: usize = lines.iter().map(|line| line.1).sum();
        (characters, lines[0].0)
    });
    counted.max().map(|(_, size)| points(size))
}
