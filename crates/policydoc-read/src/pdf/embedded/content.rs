//! What the instructions of a page do: they set glyphs, draw lines, and show forms and pictures.

use super::decode;
use super::face::{Faces, is_picture};
use super::layer::Layers;
use super::state::State;
use crate::error::Error;
use crate::pdf::grid::Rule;
use crate::pdf::sheet::Pages;
use hayro_font::kurbo::{Affine, Point, Vec2};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{
    Dict, Name, Number, Object, ObjectIdentifier, Stream, String as Bytes, dict_or_stream,
};
use hayro_syntax::page::Resources;
use std::collections::HashMap;
use std::rc::Rc;

/// Glyphs that one instruction sets, in the coordinates of the page.
#[derive(Debug)]
pub(super) struct Run {
    /// The direction it is read in; its length is 1.
    pub(super) along: Vec2,
    pub(super) size: f64,
    /// What is put between glyphs to spread them.
    pub(super) spread: f64,
    pub(super) bold: bool,
    pub(super) glyphs: Vec<Set>,
}

/// A glyph in its place.
#[derive(Clone, Debug)]
pub(super) struct Set {
    /// `None` where the file does not say which character it is.
    pub(super) text: Option<Rc<str>>,
    pub(super) at: Point,
    pub(super) width: f64,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub(super) runs: Vec<Run>,
    pub(super) rules: Vec<Rule>,
    pub(super) picture: bool,
}

/// A page with more rules is a drawing.
const RULES: usize = 20_000;
/// So many forms may lie inside each other, and so many states be kept.
const DEPTH: usize = 24;
const STATES: usize = 1_000;
/// So many forms may be shown on a page: forms that show others twice double with each level.
const FORMS: u32 = 50_000;

/// Follows the instructions of a page.
pub(super) struct Walk<'a, 'f> {
    faces: &'f Faces<'a>,
    layers: &'f Layers,
    pages: &'f Pages<'f>,
    drawn: Drawn,
    state: State<'a>,
    kept: Vec<State<'a>>,
    /// The outline that is being drawn: its closed and its open parts.
    shapes: Vec<Vec<(f32, f32)>>,
    /// The sections of content that are open.
    sections: Vec<Section>,
    /// The forms that are open, and how many were shown.
    forms: Vec<ObjectIdentifier>,
    shown: u32,
    steps: u32,
    glyphs: u64,
}

/// A section of content.
#[derive(Debug)]
struct Section {
    hidden: bool,
    /// What it says, where the file gives that apart from its glyphs, and with which run it begins.
    said: Option<(String, usize)>,
}

impl<'a, 'f> Walk<'a, 'f> {
    pub(super) fn new(
        place: Affine,
        faces: &'f Faces<'a>,
        layers: &'f Layers,
        pages: &'f Pages<'f>,
    ) -> Self {
        Self {
            faces,
            layers,
            pages,
            drawn: Drawn::default(),
            state: State::new(place),
            kept: Vec::new(),
            shapes: Vec::new(),
            sections: Vec::new(),
            forms: Vec::new(),
            shown: 0,
            steps: 0,
            glyphs: 0,
        }
    }

    /// What the page shows.
    pub(super) fn drawn(self) -> Drawn {
        self.drawn
    }

    /// Follows instructions.
    ///
    /// # Errors
    /// When a limit is passed.
    pub(super) fn read(
        &mut self,
        mut ops: TypedIter<'_>,
        resources: &Resources<'a>,
    ) -> Result<(), Error> {
        let mut faces = HashMap::new();
        let (kept, sections) = (self.kept.len(), self.sections.len());
        while let Some(op) = ops.next() {
            self.steps += 1;
            if self.steps.is_multiple_of(4096) {
                self.pages.check_time()?;
            }
            if self.follow_text(&op)? || self.follow_shape(&op) {
                continue;
            }
            match op {
                Op::SaveState(_) if self.kept.len() < STATES => self.kept.push(self.state.clone()),
                Op::RestoreState(_) if self.kept.len() > kept => {
                    if let Some(state) = self.kept.pop() {
                        self.state = state;
                    }
                }
                Op::Transform(m) => {
                    self.state.place *= affine([m.0, m.1, m.2, m.3, m.4, m.5]);
                }
                Op::TextFont(font) => {
                    let face = faces.entry(font.0.as_ref().to_vec()).or_insert_with(|| {
                        let dict = resources.get_font(font.0)?;
                        self.faces.face(&dict)
                    });
                    self.state.text.face.clone_from(face);
                    self.state.text.size = font.1.as_f64();
                }
                Op::XObject(name) => self.show(name.0, resources)?,
                Op::InlineImage(_) => self.drawn.picture = true,
                Op::BeginMarkedContent(_) => self.open(None),
                Op::BeginMarkedContentWithProperties(section) => {
                    self.open(Some((section.0, section.1, resources)));
                }
                Op::EndMarkedContent(_) if self.sections.len() > sections => self.close(),
                _ => {}
            }
        }
        while self.sections.len() > sections {
            self.close();
        }
        self.kept.truncate(kept);
        self.shapes.clear();
        Ok(())
    }

    /// Follows an instruction that sets text; the answer says whether it was one.
    fn follow_text(&mut self, op: &Op<'_, '_>) -> Result<bool, Error> {
        let text = &mut self.state.text;
        match op {
            Op::BeginText(_) => text.begin(),
            Op::CharacterSpacing(space) => text.glyph_space = space.0.as_f64(),
            Op::WordSpacing(space) => text.word_space = space.0.as_f64(),
            Op::HorizontalScaling(scale) => text.stretch = scale.0.as_f64() / 100.0,
            Op::TextLeading(leading) => text.leading = leading.0.as_f64(),
            Op::TextRise(rise) => text.rise = rise.0.as_f64(),
            Op::NextLine(by) => text.next_line(by.0.as_f64(), by.1.as_f64()),
            Op::NextLineAndSetLeading(by) => {
                text.leading = -by.1.as_f64();
                text.next_line(by.0.as_f64(), by.1.as_f64());
            }
            Op::NextLineUsingLeading(_) => text.next_line(0.0, -text.leading),
            Op::SetTextMatrix(m) => text.set(affine([m.0, m.1, m.2, m.3, m.4, m.5])),
            Op::ShowText(shown) => self.set(&[Object::String(shown.0.clone())])?,
            Op::NextLineAndShowText(shown) => {
                text.next_line(0.0, -text.leading);
                self.set(&[Object::String(shown.0.clone())])?;
            }
            Op::ShowTextWithParameters(shown) => {
                text.word_space = shown.0.as_f64();
                text.glyph_space = shown.1.as_f64();
                text.next_line(0.0, -text.leading);
                self.set(&[Object::String(shown.2.clone())])?;
            }
            Op::ShowTexts(shown) => {
                let items: Vec<Object<'_>> = shown.0.iter::<Object<'_>>().collect();
                self.set(&items)?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Sets strings, moved by the numbers between them.
    fn set(&mut self, items: &[Object<'_>]) -> Result<(), Error> {
        let text = &self.state.text;
        let Some(face) = text.face.clone() else {
            return Ok(());
        };
        let matrix = self.state.place * text.matrix();
        let [a, b, c, d, ..] = matrix.as_coeffs();
        let (across, up) = (Vec2::new(a, b), Vec2::new(c, d));
        let upright = face.is_upright();
        let along = if upright { -up } else { across };
        let mut run = Run {
            along: along / along.hypot().max(f64::MIN_POSITIVE),
            size: up.hypot() * text.size.abs() * face.height(),
            spread: text.glyph_space.max(0.0) * along.hypot(),
            bold: face.is_bold(),
            glyphs: Vec::new(),
        };
        for item in items {
            match item {
                Object::Number(number) => self.state.text.adjust(number.as_f64()),
                Object::String(string) => self.set_string(string, &mut run),
                _ => {}
            }
        }
        let hidden = self.sections.last().is_some_and(|section| section.hidden);
        let finite = run.size.is_finite() && run.along.hypot() > 0.5;
        if hidden || !finite || run.glyphs.is_empty() {
            return Ok(());
        }
        self.glyphs += run.glyphs.len() as u64;
        self.drawn.runs.push(run);
        if self.glyphs > self.pages.room() {
            return Err(self.pages.full());
        }
        Ok(())
    }

    fn set_string(&mut self, string: &Bytes<'_>, run: &mut Run) {
        let bytes = string.as_bytes();
        let Some(face) = self.state.text.face.clone() else {
            return;
        };
        let mut at = 0;
        while at < bytes.len() {
            let (code, length) = face.code(bytes, at);
            at += length.max(1);
            let letter = face.letter(code);
            let text = &self.state.text;
            let matrix = self.state.place * text.matrix();
            let shift = letter.shift * text.size / 1000.0;
            let wide = letter.advance * text.size / 1000.0;
            let [a, b, c, d, ..] = matrix.as_coeffs();
            let width = Vec2::new(a * wide.x + c * wide.y, b * wide.x + d * wide.y);
            run.glyphs.push(Set {
                text: letter.text,
                at: matrix * shift.to_point(),
                width: width.hypot(),
            });
            let space = code == 0x20 && length == 1;
            let more = text.glyph_space + if space { text.word_space } else { 0.0 };
            let by = if face.is_upright() {
                Vec2::new(0.0, wide.y + more)
            } else {
                Vec2::new((wide.x + more) * text.stretch, 0.0)
            };
            self.state.text.advance(by);
        }
    }

    /// Follows an instruction that draws; the answer says whether it was one.
    fn follow_shape(&mut self, op: &Op<'_, '_>) -> bool {
        match op {
            Op::MoveTo(to) => self.shapes.push(vec![self.point(to.0, to.1)]),
            Op::LineTo(to) => self.line_to(to.0, to.1),
            Op::CubicTo(to) => self.line_to(to.4, to.5),
            Op::CubicStartTo(to) => self.line_to(to.2, to.3),
            Op::CubicEndTo(to) => self.line_to(to.2, to.3),
            Op::ClosePath(_) => self.close_shape(),
            Op::RectPath(frame) => self.frame([frame.0, frame.1, frame.2, frame.3]),
            Op::StrokePath(_)
            | Op::FillAndStrokeNonZero(_)
            | Op::FillAndStrokeEvenOdd(_)
            | Op::CloseAndStrokePath(_)
            | Op::CloseFillAndStrokeNonZero(_)
            | Op::CloseFillAndStrokeEvenOdd(_) => {
                let closes = matches!(
                    op,
                    Op::CloseAndStrokePath(_)
                        | Op::CloseFillAndStrokeNonZero(_)
                        | Op::CloseFillAndStrokeEvenOdd(_)
                );
                if closes {
                    self.close_shape();
                }
                self.paint(true);
            }
            Op::FillPathNonZero(_)
            | Op::FillPathNonZeroCompatibility(_)
            | Op::FillPathEvenOdd(_) => self.paint(false),
            Op::EndPath(_) => self.shapes.clear(),
            _ => return false,
        }
        true
    }

    fn point(&self, x: Number, y: Number) -> (f32, f32) {
        near(self.state.place * Point::new(x.as_f64(), y.as_f64()))
    }

    fn line_to(&mut self, x: Number, y: Number) {
        let to = self.point(x, y);
        if let Some(shape) = self.shapes.last_mut()
            && shape.len() < RULES
        {
            shape.push(to);
        }
    }

    fn close_shape(&mut self) {
        if let Some(shape) = self.shapes.last_mut() {
            shape.extend(shape.first().copied());
        }
    }

    fn frame(&mut self, [x, y, width, height]: [Number; 4]) {
        let (x, y) = (x.as_f64(), y.as_f64());
        let (right, top) = (x + width.as_f64(), y + height.as_f64());
        let corners = [(x, y), (right, y), (right, top), (x, top), (x, y)];
        let corner = |&(x, y): &(f64, f64)| near(self.state.place * Point::new(x, y));
        let shape = corners.iter().map(corner).collect();
        if self.shapes.len() < RULES {
            self.shapes.push(shape);
        }
    }

    fn paint(&mut self, stroked: bool) {
        let hidden = self.sections.last().is_some_and(|section| section.hidden);
        for shape in self.shapes.drain(..) {
            if !hidden && self.drawn.rules.len() < RULES {
                self.drawn.rules.extend(Rule::of_shape(&shape, stroked));
            }
        }
    }

    /// Shows a form or a picture.
    fn show(&mut self, name: &Name<'_>, resources: &Resources<'a>) -> Result<(), Error> {
        let Some(form) = resources.get_x_object(name) else {
            return Ok(());
        };
        if self.layers.hides(form.dict(), b"OC") {
            return Ok(());
        }
        if is_picture(&form) {
            self.drawn.picture = true;
            return Ok(());
        }
        let id = form.obj_id();
        if self.forms.len() >= DEPTH || self.forms.contains(&id) || self.shown >= FORMS {
            return Ok(());
        }
        let Ok(content) = form.decoded_data() else {
            return Ok(());
        };
        self.shown += 1;
        self.forms.push(id);
        let state = self.state.clone();
        if let Some(matrix) = form.dict().get::<[f64; 6]>("Matrix") {
            self.state.place *= Affine::new(matrix);
        }
        let own = own_resources(&form);
        let done = self.read(TypedIter::new(&content), own.as_ref().unwrap_or(resources));
        self.state = state;
        self.forms.pop();
        done
    }

    /// Opens a section of content.
    fn open(&mut self, properties: Option<(&Name<'_>, &Object<'_>, &Resources<'a>)>) {
        let outer = self.sections.last().is_some_and(|section| section.hidden);
        let (mut hidden, mut said) = (outer, None);
        if let Some((tag, given, resources)) = properties {
            let named = given.clone().into_name();
            let is_layer = tag.as_ref() == b"OC";
            if let Some(name) = named.as_ref().filter(|_| is_layer) {
                hidden |= self.layers.hides(&resources.properties, name.as_ref());
            }
            let own: Option<Dict<'_>> = dict_or_stream(given).map(|(dict, _)| dict.clone());
            let text = own.and_then(|dict| dict.get::<Bytes<'_>>("ActualText"));
            said = text.map(|text| (decode::text(text.as_bytes()), self.drawn.runs.len()));
        }
        self.sections.push(Section { hidden, said });
    }

    /// Closes the section that was opened last, and puts what it says in place of its glyphs.
    fn close(&mut self) {
        /// A section of more glyphs is more than a word.
        const GLYPHS: usize = 24;
        let Some(section) = self.sections.pop() else {
            return;
        };
        let Some((text, from)) = section.said else {
            return;
        };
        let Some(runs) = self.drawn.runs.get_mut(from..) else {
            return;
        };
        let glyphs: usize = runs.iter().map(|run| run.glyphs.len()).sum();
        if glyphs == 0 || glyphs > GLYPHS {
            return;
        }
        // The first glyph says all, the others nothing.
        let mut text = Some(Rc::from(text));
        for glyph in runs.iter_mut().flat_map(|run| &mut run.glyphs) {
            glyph.text = Some(text.take().unwrap_or_else(|| Rc::from("")));
        }
    }
}

/// The resources of a form that has its own.
fn own_resources<'a>(form: &Stream<'a>) -> Option<Resources<'a>> {
    form.dict().get::<Dict<'a>>("Resources").map(Resources::new)
}

fn affine(numbers: [Number; 6]) -> Affine {
    Affine::new(numbers.map(|number| number.as_f64()))
}

/// A point with the precision of a page.
#[expect(
    clippy::cast_possible_truncation,
    reason = "places on a page are small; others are far away in either precision"
)]
fn near(point: Point) -> (f32, f32) {
    (point.x as f32, point.y as f32)
}
