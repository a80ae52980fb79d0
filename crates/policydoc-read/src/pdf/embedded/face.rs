//! Which characters the codes of a font are, and how wide they are.

use encoding_rs::WINDOWS_1252;
use hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_font::kurbo::Vec2;
use hayro_font::{
    CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, GlyphId, OutlineGlyph,
};
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream, String as Bytes};
use skrifa::{FontRef, MetadataProvider};
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// The fonts of a file.
pub(super) struct Faces<'a> {
    cache: FontCache<'a>,
    fonts: FontResolverFn,
    maps: CMapResolverFn,
    known: RefCell<HashMap<ObjectIdentifier, Option<Rc<Face<'a>>>>>,
}

impl Default for Faces<'_> {
    fn default() -> Self {
        Self {
            cache: FontCache::new(),
            fonts: Arc::new(|query| {
                Some(match query {
                    FontQuery::Standard(font) => font.get_font_data(),
                    FontQuery::Fallback(query) => query.pick_standard_font().get_font_data(),
                })
            }),
            maps: Arc::new(load_embedded),
            known: RefCell::default(),
        }
    }
}

impl<'a> Faces<'a> {
    /// The font that a dictionary describes.
    pub(super) fn face(&self, dict: &Dict<'a>) -> Option<Rc<Face<'a>>> {
        let Some(id) = dict.obj_id() else {
            return self.load(dict);
        };
        if let Some(face) = self.known.borrow().get(&id) {
            return face.clone();
        }
        let face = self.load(dict);
        self.known.borrow_mut().insert(id, face.clone());
        face
    }

    fn load(&self, dict: &Dict<'a>) -> Option<Rc<Face<'a>>> {
        if !is_bounded(dict) {
            return None;
        }
        let font = self.cache.font(dict, &self.fonts, &self.maps)?;
        let kind = dict.get::<Name<'_>>("Subtype")?;
        Some(Rc::new(Face {
            font,
            own_height: own_height(dict, &kind),
            is_composite: kind.as_ref() == b"Type0",
            bold: is_bold(dict),
            dict: dict.clone(),
            collection: OnceCell::new(),
            names: OnceCell::new(),
            letters: RefCell::default(),
        }))
    }
}

/// A font.
pub(super) struct Face<'a> {
    font: Font<'a>,
    /// How high glyphs are that the file draws itself, in units of text.
    own_height: Option<f64>,
    /// Whether codes have several bytes.
    is_composite: bool,
    bold: bool,
    dict: Dict<'a>,
    collection: OnceCell<Option<Collection>>,
    /// The characters of glyphs in the font inside the file.
    names: OnceCell<HashMap<u32, char>>,
    letters: RefCell<HashMap<u32, Letter>>,
}

/// What a code stands for.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    /// `None` where the file does not say.
    pub(super) text: Option<Rc<str>>,
    /// How far the next glyph stands, in thousandths of the size of type.
    pub(super) advance: Vec2,
    /// Where the glyph stands beside its place: those of upright lines hang in the middle.
    pub(super) shift: Vec2,
}

impl Face<'_> {
    /// Whether its lines run downwards.
    pub(super) fn is_upright(&self) -> bool {
        !self.font.is_horizontal()
    }

    pub(super) fn is_bold(&self) -> bool {
        self.bold
    }

    /// How high glyphs are, in sizes of type.
    pub(super) fn height(&self) -> f64 {
        self.own_height.unwrap_or(1.0)
    }

    /// The next code of a string, and how many bytes it has.
    pub(super) fn code(&self, bytes: &[u8], at: usize) -> (u32, usize) {
        self.font.read_code(bytes, at)
    }

    /// What a code stands for.
    pub(super) fn letter(&self, code: u32) -> Letter {
        if let Some(letter) = self.letters.borrow().get(&code) {
            return letter.clone();
        }
        let letter = Letter {
            text: self.text(code),
            advance: self.font.code_advance(code),
            shift: self.font.origin_displacement(code),
        };
        self.letters.borrow_mut().insert(code, letter.clone());
        letter
    }

    fn text(&self, code: u32) -> Option<Rc<str>> {
        let glyph = self.font.glyph(self.font.map_code(code), code);
        let said = match &glyph {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let said = said.map(plain).filter(|text| is_said(text));
        said.or_else(|| self.collected(code))
            .or_else(|| (!self.is_composite).then(|| windows(code)).flatten())
            .or_else(|| self.named(&glyph))
            .or_else(|| is_blank(&glyph).then(|| " ".to_owned()))
            .map(Rc::from)
    }

    /// The character of a glyph in the table of the font inside the file.
    fn named(&self, glyph: &FontGlyph<'_>) -> Option<String> {
        let FontGlyph::Outline(glyph) = glyph else {
            return None;
        };
        let names = self.names.get_or_init(|| names(glyph));
        names.get(&glyph.glyph_id().to_u32()).map(char::to_string)
    }

    /// The character of a code in the collection that the font belongs to: such fonts need not say
    /// which characters their codes are.
    fn collected(&self, code: u32) -> Option<String> {
        let collection = self.collection.get_or_init(|| Collection::of(&self.dict));
        let collection = collection.as_ref()?;
        collection.character(code).filter(|text| is_said(text))
    }
}

/// A collection of characters, numbered by Adobe, and how codes are numbers of it.
#[derive(Debug)]
struct Collection {
    codes: CMap,
    characters: CMap,
}

impl Collection {
    fn of(dict: &Dict<'_>) -> Option<Self> {
        let codes = match dict.get::<Object<'_>>("Encoding")? {
            Object::Name(name) => match CMapName::from_bytes(name.as_ref()) {
                CMapName::IdentityH => CMap::identity_h(),
                CMapName::IdentityV => CMap::identity_v(),
                name => CMap::parse(load_embedded(name)?, load_embedded)?,
            },
            Object::Stream(stream) => CMap::parse(&stream.decoded_data().ok()?, load_embedded)?,
            _ => return None,
        };
        let own = codes.metadata().character_collection.clone();
        let family = own
            .map(|collection| collection.family)
            .filter(|family| family.ucs2_cmap().is_some())
            .or_else(|| family(dict))?;
        let characters = CMap::parse(load_embedded(family.ucs2_cmap()?)?, load_embedded)?;
        Some(Self { codes, characters })
    }

    fn character(&self, code: u32) -> Option<String> {
        let number = (1..=4).find_map(|bytes| self.codes.lookup_cid_code(code, bytes))?;
        self.characters.lookup_bf_string(number).map(plain)
    }
}

/// The collection that a font names.
fn family(dict: &Dict<'_>) -> Option<CidFamily> {
    let descendant = descendant(dict)?;
    let info = descendant.get::<Dict<'_>>("CIDSystemInfo")?;
    let registry = info.get::<Bytes<'_>>("Registry")?;
    let ordering = info.get::<Bytes<'_>>("Ordering")?;
    Some(CidFamily::from_registry_ordering(
        registry.as_bytes(),
        ordering.as_bytes(),
    ))
}

fn descendant<'a>(dict: &Dict<'a>) -> Option<Dict<'a>> {
    let descendants = dict.get::<Array<'a>>("DescendantFonts")?;
    descendants.iter::<Dict<'a>>().next()
}

fn plain(text: BfString) -> String {
    match text {
        BfString::Char(ch) => ch.to_string(),
        BfString::String(text) => text,
    }
}

/// Whether a text names a character: files that do not know one write U+0000.
fn is_said(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|ch| ch != '\0' && ch != '\u{FFFD}')
}

/// Whether nothing of a glyph is seen, or it stands for characters that the font has not, as tabs.
fn is_blank(glyph: &FontGlyph<'_>) -> bool {
    match glyph {
        FontGlyph::Outline(glyph) => {
            glyph.glyph_id() == GlyphId::NOTDEF || glyph.outline().elements().is_empty()
        }
        FontGlyph::Type3(_) => false,
    }
}

/// The characters of the glyphs of a font, as the font inside the file has them.
fn names(glyph: &OutlineGlyph) -> HashMap<u32, char> {
    /// No font has more.
    const MOST: usize = 200_000;
    let mut names = HashMap::new();
    let Some(font) = glyph.font_data() else {
        return names;
    };
    let Ok(font) = FontRef::new((*font.data).as_ref()) else {
        return names;
    };
    for (value, glyph) in font.charmap().mappings().take(MOST) {
        // What is for private use says nothing, and the first of several is the plainest.
        let private = (0xE000..=0xF8FF).contains(&value);
        if let Some(ch) = char::from_u32(value).filter(|_| !private) {
            names.entry(glyph.to_u32()).or_insert(ch);
        }
    }
    names
}

/// The character of a byte as Windows has it: simple fonts without names of glyphs mostly do.
fn windows(code: u32) -> Option<String> {
    let byte = u8::try_from(code).ok().filter(|&byte| byte >= 0x20)?;
    WINDOWS_1252
        .decode_without_bom_handling_and_without_replacement(&[byte])
        .map(std::borrow::Cow::into_owned)
}

/// Whether a font is bold, as its name, its weight or its flags say.
fn is_bold(dict: &Dict<'_>) -> bool {
    const FORCED: u32 = 1 << 18;
    const SEMIBOLD: f64 = 600.0;
    let name = dict.get::<Name<'_>>("BaseFont");
    if name.is_some_and(|name| name.as_str().to_ascii_lowercase().contains("bold")) {
        return true;
    }
    let described = descendant(dict).unwrap_or_else(|| dict.clone());
    let Some(descriptor) = described.get::<Dict<'_>>("FontDescriptor") else {
        return false;
    };
    let weight = descriptor.get::<f64>("FontWeight");
    let flags = descriptor.get::<u32>("Flags").unwrap_or(0);
    weight.is_some_and(|weight| weight >= SEMIBOLD) || flags & FORCED != 0
}

/// How high the glyphs of a font are that the file draws itself: the box around all of them.
fn own_height(dict: &Dict<'_>, kind: &Name<'_>) -> Option<f64> {
    if kind.as_ref() != b"Type3" {
        return None;
    }
    let numbers = |key: &str| -> Option<Vec<f64>> {
        let array = dict.get::<Array<'_>>(key)?;
        Some(array.iter::<f64>().collect())
    };
    let (frame, matrix) = (numbers("FontBBox")?, numbers("FontMatrix")?);
    let height = (frame.get(3)? - frame.get(1)?) * matrix.get(3)?;
    (height.is_finite() && height != 0.0).then_some(height.abs())
}

/// Whether the widths of a font can be written out: `0 4294967295 500` gives four thousand million
/// codes a width.
fn is_bounded(dict: &Dict<'_>) -> bool {
    /// More codes than a font of two bytes has, many times over.
    const MOST: f64 = 1e6;
    let Some(descendant) = descendant(dict) else {
        return true;
    };
    let widths = |key: &str, more: usize| match descendant.get::<Array<'_>>(key) {
        Some(array) => codes(&array, more),
        None => 0.0,
    };
    // After the first and the last code stands one number, or three.
    widths("W", 1) + widths("W2", 3) <= MOST
}

/// How many codes the ranges of an array of widths have together.
fn codes(array: &Array<'_>, more: usize) -> f64 {
    let mut codes = 0.0;
    let mut first: Option<f64> = None;
    let mut skip = 0;
    for item in array.iter::<Object<'_>>() {
        match (item, first) {
            (Object::Number(_), _) if skip > 0 => skip -= 1,
            (Object::Number(last), Some(from)) => {
                codes += (last.as_f64() - from).max(0.0);
                first = None;
                skip = more;
            }
            (Object::Number(number), None) => first = Some(number.as_f64()),
            _ => (first, skip) = (None, 0),
        }
    }
    codes
}

/// Whether a stream draws a picture.
pub(super) fn is_picture(stream: &Stream<'_>) -> bool {
    let kind = stream.dict().get::<Name<'_>>("Subtype");
    kind.is_some_and(|kind| kind.as_ref() == b"Image")
}
