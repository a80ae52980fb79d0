//! Where and how glyphs are set: the graphics state as far as text needs it.

use super::face::Face;
use hayro_font::kurbo::{Affine, Vec2};
use std::rc::Rc;

/// The state that `q` keeps and `Q` brings back.
#[derive(Clone)]
pub(super) struct State<'a> {
    /// From the coordinates of the content to those of the page.
    pub(super) place: Affine,
    pub(super) text: TextState<'a>,
}

/// The parameters of text.
#[derive(Clone)]
pub(super) struct TextState<'a> {
    pub(super) face: Option<Rc<Face<'a>>>,
    pub(super) size: f64,
    /// Added after each glyph, and after each space.
    pub(super) glyph_space: f64,
    pub(super) word_space: f64,
    /// 1 where glyphs have their own width.
    pub(super) stretch: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    /// Where the next glyph stands, and where its line begins.
    pub(super) at: Affine,
    pub(super) line: Affine,
}

impl State<'_> {
    pub(super) fn new(place: Affine) -> Self {
        Self {
            place,
            text: TextState {
                face: None,
                size: 1.0,
                glyph_space: 0.0,
                word_space: 0.0,
                stretch: 1.0,
                leading: 0.0,
                rise: 0.0,
                at: Affine::IDENTITY,
                line: Affine::IDENTITY,
            },
        }
    }
}

impl TextState<'_> {
    pub(super) fn begin(&mut self) {
        self.set(Affine::IDENTITY);
    }

    pub(super) fn set(&mut self, matrix: Affine) {
        self.line = matrix;
        self.at = matrix;
    }

    pub(super) fn next_line(&mut self, right: f64, up: f64) {
        self.set(self.line * Affine::translate((right, up)));
    }

    /// From units of text, where a glyph is as high as the size of type, to coordinates of the
    /// content.
    pub(super) fn matrix(&self) -> Affine {
        self.at * Affine::new([self.stretch, 0.0, 0.0, 1.0, 0.0, self.rise])
    }

    /// Moves on by a number of TJ, in thousandths of the size of type, to the left or upwards.
    pub(super) fn adjust(&mut self, by: f64) {
        let by = -by / 1000.0 * self.size;
        self.advance(if self.is_upright() {
            Vec2::new(0.0, by)
        } else {
            Vec2::new(by * self.stretch, 0.0)
        });
    }

    /// Moves on by a distance in units of text.
    pub(super) fn advance(&mut self, by: Vec2) {
        self.at *= Affine::translate(by);
    }

    /// Whether lines run downwards.
    pub(super) fn is_upright(&self) -> bool {
        self.face.as_ref().is_some_and(|face| face.is_upright())
    }
}
