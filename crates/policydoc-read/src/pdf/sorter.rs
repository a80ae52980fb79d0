//! Which glyphs of a page are running text, and which stand in the cells of its tables.

use super::grid::Grid;
use super::line::{Collector, Glyph, Line};

/// Sorts the glyphs of a page.
pub(super) struct Sorter<'g> {
    grids: &'g [Grid],
    text: Collector,
    /// For each table a collector for each field.
    fields: Vec<Vec<Collector>>,
    /// After how many lines of text each table begins.
    places: Vec<Option<usize>>,
    /// The table and field that the last glyph stood in.
    current: Option<(usize, usize)>,
    last: Option<Glyph>,
    /// How often a word runs over an edge of each table.
    crossings: Vec<usize>,
}

impl<'g> Sorter<'g> {
    pub(super) fn new(grids: &'g [Grid]) -> Self {
        let fields = grids.iter().map(|grid| {
            let mut fields = Vec::new();
            fields.resize_with(grid.fields(), Collector::default);
            fields
        });
        Self {
            grids,
            text: Collector::default(),
            fields: fields.collect(),
            places: vec![None; grids.len()],
            current: None,
            last: None,
            crossings: vec![0; grids.len()],
        }
    }

    /// The collector that the last glyph went to.
    pub(super) fn collector(&mut self) -> &mut Collector {
        match self.current {
            Some((table, field)) => &mut self.fields[table][field],
            None => &mut self.text,
        }
    }

    /// Adds a glyph where it belongs.
    pub(super) fn glyph(&mut self, glyph: Glyph) {
        let middle = f32::midpoint(glyph.left, glyph.right);
        let level = glyph.base + glyph.size * 0.3;
        let place = self
            .grids
            .iter()
            .enumerate()
            .find_map(|(table, grid)| Some((table, grid.field(middle, level)?)));
        if place != self.current {
            self.crossing(&glyph, place);
            self.collector().end();
            self.current = place;
        }
        self.last = Some(glyph);
        if let Some((table, _)) = place
            && self.places[table].is_none()
        {
            self.places[table] = Some(self.text.ended());
        }
        self.collector().glyph(glyph);
    }

    /// Notes where the glyph before runs into this one over the edge of a table: boxes behind words
    /// and lines under them are no tables.
    fn crossing(&mut self, glyph: &Glyph, place: Option<(usize, usize)>) {
        let runs = self.last.is_some_and(|last| {
            (last.base - glyph.base).abs() < 0.2 * glyph.size
                && (glyph.left - last.right).abs() < 0.15 * glyph.size
        });
        if runs {
            for (table, _) in [place, self.current].into_iter().flatten() {
                self.crossings[table] += 1;
            }
        }
    }

    /// The lines of the page, rows of tables among them.
    ///
    /// # Errors
    /// The numbers of the tables that are none, from the last on.
    pub(super) fn lines(self) -> Result<Vec<Line>, Vec<usize>> {
        /// So many may be glyphs that hang over.
        const CROSSINGS: usize = 2;
        let mut none = Vec::new();
        let mut tables: Vec<(usize, Vec<Line>)> = Vec::new();
        let parts = self.grids.iter().zip(self.fields).zip(self.places);
        for (at, ((grid, fields), place)) in parts.enumerate() {
            let Some(place) = place else {
                continue;
            };
            let fields: Vec<Vec<Line>> = fields.into_iter().map(Collector::take).collect();
            let rows = grid.rows_of(&fields);
            match rows.filter(|_| self.crossings[at] <= CROSSINGS) {
                Some(rows) => tables.push((place, rows)),
                None => none.insert(0, at),
            }
        }
        if !none.is_empty() {
            return Err(none);
        }
        let mut lines = self.text.take();
        // From the last on, so that the places before stay as they are.
        tables.sort_by_key(|(place, _)| *place);
        for (place, rows) in tables.into_iter().rev() {
            let place = place.min(lines.len());
            lines.splice(place..place, rows);
        }
        Ok(lines)
    }
}
