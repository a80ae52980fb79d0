//! Rich Text files. Word and others write the numbers of lists beside the paragraphs, so that none
//! are counted here.

mod charset; // the encodings of fonts
mod table; // rows and cells
mod token; // the pieces of a file

use crate::block::{BlockKind, Origin};
use crate::builder::{Builder, Shape, set_off, trim};
use crate::error::{Error, ErrorCode};
use crate::margin::Margin;
use crate::options::{Limits, Options};
use crate::text::Warning;
use charset::Fonts;
use table::Table;
use token::{Token, Tokens};

/// A Rich Text file as text.
pub(crate) struct Rtf {
    pub(crate) builder: Builder,
    /// What its properties give as its title.
    pub(crate) title: Option<String>,
    pub(crate) warnings: Vec<Warning>,
}

/// Reads a Rich Text file.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Rtf, Error> {
    let mut reader = Reader::default();
    for token in Tokens::of(bytes) {
        reader.take(token, &options.limits)?;
    }
    reader.characters();
    reader.paragraph();
    reader.table.write(&mut reader.out);
    let mut builder = reader.out;
    for (note, number) in reader.notes.iter().zip(1..) {
        let origin = Origin::Paragraph(reader.paragraphs);
        builder.push(BlockKind::Note, || origin, &format!("[{number}] "), note);
    }
    let lines: Vec<String> = reader.margins.lines().map(str::to_owned).collect();
    let margin = Margin::of(&lines, &builder.text);
    builder.put_around(&margin.before, &margin.after);
    Ok(Rtf {
        builder,
        title: Some(reader.title).filter(|title| !trim(title).is_empty()),
        warnings: margin.warning().into_iter().collect(),
    })
}

/// Where the characters of a group go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Text,
    /// The number of a paragraph, as it is shown.
    Number,
    Note,
    Margin,
    Title,
    Fonts,
    Nowhere,
}

/// Groups whose characters go elsewhere than into the text.
const PLACES: &[(&str, Place)] = &[
    ("listtext", Place::Number),
    ("pntext", Place::Number),
    ("footnote", Place::Note),
    ("header", Place::Margin),
    ("headerl", Place::Margin),
    ("headerr", Place::Margin),
    ("headerf", Place::Margin),
    ("footer", Place::Margin),
    ("footerl", Place::Margin),
    ("footerr", Place::Margin),
    ("footerf", Place::Margin),
    ("title", Place::Title),
    ("fonttbl", Place::Fonts),
    ("info", Place::Nowhere),
    ("author", Place::Nowhere),
    ("colortbl", Place::Nowhere),
    ("stylesheet", Place::Nowhere),
    ("pict", Place::Nowhere),
    ("objdata", Place::Nowhere),
    ("fldinst", Place::Nowhere),
    ("annotation", Place::Nowhere),
    ("nonshppict", Place::Nowhere),
    ("listtable", Place::Nowhere),
    ("listoverridetable", Place::Nowhere),
    ("revtbl", Place::Nowhere),
    ("filetbl", Place::Nowhere),
    ("tc", Place::Nowhere),
    ("xe", Place::Nowhere),
    ("private", Place::Nowhere),
];

/// Words that stand for characters.
const CHARACTERS: &[(&str, &str)] = &[
    ("tab", "\t"),
    ("line", "\n"),
    ("emdash", "—"),
    ("endash", "–"),
    ("bullet", "•"),
    ("lquote", "‘"),
    ("rquote", "’"),
    ("ldblquote", "“"),
    ("rdblquote", "”"),
    ("emspace", "\u{2003}"),
    ("enspace", "\u{2002}"),
    ("~", "\u{A0}"),
    ("_", "-"),
];

/// What holds inside a group, and ends with it.
#[derive(Clone, Copy, Debug)]
struct Group {
    place: Place,
    /// How many characters stand after one of Unicode for older readers.
    fallback: usize,
    font: i32,
    /// The font for wide characters, and whether the font that is named next is that.
    wide_font: i32,
    wide: bool,
    bold: bool,
    hidden: bool,
}

impl Default for Group {
    fn default() -> Self {
        Self {
            place: Place::Text,
            fallback: 1,
            font: -1,
            wide_font: -1,
            wide: false,
            bold: false,
            hidden: false,
        }
    }
}

/// What is known of the paragraph that is read.
#[derive(Clone, Copy, Debug, Default)]
struct Look {
    in_table: bool,
    outline: Option<u8>,
    /// Whether it holds visible text that is not bold.
    plain: bool,
}

#[derive(Default)]
struct Reader {
    out: Builder,
    group: Group,
    groups: Vec<Group>,
    fonts: Fonts,
    /// Bytes that are not yet characters.
    pending: Vec<u8>,
    /// Characters for older readers that are still to be passed over, and half of a surrogate pair.
    skip: usize,
    high: Option<u16>,
    text: String,
    number: String,
    notes: Vec<String>,
    margins: String,
    title: String,
    look: Look,
    paragraphs: u32,
    table: Table,
    /// Whether the word that comes is the first of a group that older readers pass over.
    starred: bool,
}

impl Reader {
    fn take(&mut self, token: Token<'_>, limits: &Limits) -> Result<(), Error> {
        if !matches!(token, Token::Byte(_)) {
            self.characters();
        }
        match token {
            Token::Open => {
                if self.groups.len() >= limits.depth as usize {
                    let cause = format!("its groups are nested deeper than {}", limits.depth);
                    return Err(Error::new(ErrorCode::TooDeep, cause));
                }
                self.groups.push(self.group);
                self.skip = 0;
            }
            Token::Close => {
                let outer = self.groups.pop().unwrap_or_default();
                if self.group.place == Place::Margin && outer.place != Place::Margin {
                    self.margins.push('\n');
                }
                self.group = outer;
                self.skip = 0;
            }
            Token::Byte(byte) => {
                if self.skip > 0 {
                    self.skip -= 1;
                } else {
                    self.pending.push(byte);
                }
            }
            Token::Star => self.starred = true,
            Token::Word(word, value) => {
                let starred = std::mem::take(&mut self.starred);
                self.word(word, value, starred);
            }
        }
        Ok(())
    }

    fn word(&mut self, word: &str, value: Option<i32>, starred: bool) {
        if let Some((_, place)) = PLACES.iter().find(|(name, _)| *name == word) {
            self.place(*place);
            return;
        }
        if starred && !matches!(word, "shppict" | "ud") {
            self.group.place = Place::Nowhere;
            return;
        }
        if let Some((_, text)) = CHARACTERS.iter().find(|(name, _)| *name == word) {
            self.push(text);
            return;
        }
        let on = value != Some(0);
        match word {
            "par" | "sect" | "page" => match self.group.place {
                Place::Text => self.paragraph(),
                Place::Nowhere | Place::Number | Place::Fonts => {}
                _ => self.push("\n"),
            },
            "pard" => {
                self.look = Look {
                    plain: self.look.plain,
                    ..Look::default()
                }
            }
            "plain" => (self.group.bold, self.group.hidden) = (false, false),
            "intbl" => self.look.in_table = true,
            "outlinelevel" => self.look.outline = value.and_then(|level| u8::try_from(level).ok()),
            "b" => self.group.bold = on,
            "v" | "deleted" => self.group.hidden = on,
            "uc" => {
                self.group.fallback = value
                    .and_then(|count| usize::try_from(count).ok())
                    .unwrap_or(1);
            }
            "u" => self.unicode(value.unwrap_or_default()),
            "ansicpg" => self.fonts.default = value.and_then(charset::of_page),
            "f" => {
                self.group.font = value.unwrap_or_default();
                if self.group.wide {
                    self.group.wide_font = self.group.font;
                }
                if self.group.place == Place::Fonts {
                    self.fonts.begin(self.group.font);
                }
            }
            "dbch" => self.group.wide = true,
            "loch" | "hich" => self.group.wide = false,
            "af" if self.group.wide => self.group.wide_font = value.unwrap_or_default(),
            "fcharset" => self
                .fonts
                .charset(self.group.font, value.unwrap_or_default()),
            "cell" | "nestcell" if self.group.place == Place::Text => {
                let text = std::mem::take(&mut self.text);
                let number = std::mem::take(&mut self.number);
                self.table
                    .cell(&(set_off(number.trim().to_owned()) + &text));
                self.look.plain = false;
            }
            "row" | "nestrow" => self.table.row(Origin::Paragraph(self.paragraphs)),
            "trowd" | "clvmgf" | "clvmrg" | "clmrg" | "cellx" | "trhdr" => {
                self.table.define(word, value);
            }
            _ => {}
        }
    }

    fn place(&mut self, place: Place) {
        // What lies in a group that goes nowhere goes nowhere, but for the title among properties.
        let nowhere = self.group.place == Place::Nowhere && place != Place::Title;
        self.group.place = if nowhere { Place::Nowhere } else { place };
        if self.group.place == Place::Note {
            self.notes.push(String::new());
            let mark = format!("[{}]", self.notes.len());
            self.text.push_str(&mark);
        }
    }

    fn unicode(&mut self, value: i32) {
        self.skip = self.group.fallback;
        let Ok(unit) = u16::try_from(value & 0xFFFF) else {
            return;
        };
        let units = match self.high.take() {
            Some(high) => vec![high, unit],
            None if (0xD800..0xDC00).contains(&unit) => {
                self.high = Some(unit);
                return;
            }
            None => vec![unit],
        };
        // The private area holds signs of symbol fonts, which have no meaning as text.
        let text: String = char::decode_utf16(units)
            .filter_map(Result::ok)
            .filter(|ch| !ch.is_control() && !('\u{E000}'..='\u{F8FF}').contains(ch))
            .collect();
        self.push(&text);
    }

    /// Makes characters of the bytes that have come.
    fn characters(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let text = self
            .fonts
            .decode(&bytes, self.group.font, self.group.wide_font);
        self.push(&text);
    }

    fn push(&mut self, text: &str) {
        if self.group.hidden {
            return;
        }
        let into = match self.group.place {
            Place::Text => {
                self.look.plain |= !self.group.bold && !trim(text).is_empty();
                &mut self.text
            }
            Place::Number => &mut self.number,
            Place::Margin => &mut self.margins,
            Place::Title => &mut self.title,
            Place::Note => match self.notes.last_mut() {
                Some(note) => note,
                None => return,
            },
            Place::Fonts | Place::Nowhere => return,
        };
        into.push_str(text);
    }

    /// Ends the paragraph that is open.
    fn paragraph(&mut self) {
        self.paragraphs = self.paragraphs.saturating_add(1);
        let text = std::mem::take(&mut self.text);
        let number = set_off(std::mem::take(&mut self.number).trim().to_owned());
        if self.look.in_table {
            self.table.line(&(number + &text));
            return;
        }
        self.table.write(&mut self.out);
        let plain = std::mem::take(&mut self.look.plain);
        let (kind, level) = match (self.look.outline, number.is_empty()) {
            (Some(level @ 0..9), _) => (BlockKind::Heading, Some(level + 1)),
            (_, false) => (BlockKind::Item, None),
            _ => (BlockKind::Paragraph, None),
        };
        let shape = Shape {
            kind,
            level,
            bold: !plain,
        };
        let origin = Origin::Paragraph(self.paragraphs);
        self.out.push(shape, || origin, &number, &text);
    }
}
