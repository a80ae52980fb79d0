//! The encodings of the bytes of a Rich Text file, which go with the font.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257,
    WINDOWS_1258,
};
use std::collections::HashMap;

/// The encodings of the fonts of a file.
#[derive(Default)]
pub(super) struct Fonts {
    /// The encoding of text in a font that does not say.
    pub(super) default: Option<&'static Encoding>,
    fonts: HashMap<i32, &'static Encoding>,
}

impl Fonts {
    /// A font is described.
    pub(super) fn begin(&mut self, font: i32) {
        self.fonts.remove(&font);
    }

    /// The font that is described has this set of characters.
    pub(super) fn charset(&mut self, font: i32, charset: i32) {
        if let Some((_, encoding)) = CHARSETS.iter().find(|(number, _)| *number == charset) {
            self.fonts.insert(font, encoding);
        }
    }

    /// The characters of bytes in a font. Where it has no encoding of several bytes a character,
    /// they may be in that of the font for wide characters beside it, or of the whole file.
    pub(super) fn decode(&self, bytes: &[u8], font: i32, wide: i32) -> String {
        let of = |font: i32| self.fonts.get(&font).copied();
        let own = of(font);
        let other = of(wide)
            .or(self.default)
            .filter(|other| !other.is_single_byte());
        let several =
            other.filter(|_| own.is_none_or(Encoding::is_single_byte) && !bytes.is_ascii());
        let read = several
            .and_then(|other| other.decode_without_bom_handling_and_without_replacement(bytes));
        let read = read.unwrap_or_else(|| {
            let latin = self
                .default
                .filter(|default| default.is_single_byte())
                .unwrap_or(WINDOWS_1252);
            own.unwrap_or(latin).decode_without_bom_handling(bytes).0
        });
        read.into_owned()
    }
}

/// Sets of characters by their numbers in Windows. 0 and 1 are those of the whole file.
const CHARSETS: &[(i32, &Encoding)] = &[
    (128, SHIFT_JIS),
    (129, EUC_KR),
    (134, GB18030),
    (136, BIG5),
    (161, WINDOWS_1253),
    (162, WINDOWS_1254),
    (163, WINDOWS_1258),
    (177, WINDOWS_1255),
    (178, WINDOWS_1256),
    (186, WINDOWS_1257),
    (204, WINDOWS_1251),
    (222, WINDOWS_874),
    (238, WINDOWS_1250),
];

/// Encodings by the numbers of their code pages.
const PAGES: &[(i32, &Encoding)] = &[
    (874, WINDOWS_874),
    (932, SHIFT_JIS),
    (936, GB18030),
    (949, EUC_KR),
    (950, BIG5),
    (1250, WINDOWS_1250),
    (1251, WINDOWS_1251),
    (1252, WINDOWS_1252),
    (1253, WINDOWS_1253),
    (1254, WINDOWS_1254),
    (1255, WINDOWS_1255),
    (1256, WINDOWS_1256),
    (1257, WINDOWS_1257),
    (1258, WINDOWS_1258),
    (54936, GB18030),
    (65001, UTF_8),
];

/// The encoding of a code page.
pub(super) fn of_page(page: i32) -> Option<&'static Encoding> {
    let found = PAGES.iter().find(|(number, _)| *number == page);
    found.map(|(_, encoding)| *encoding)
}
