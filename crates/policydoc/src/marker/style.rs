//! The styles of markers: one table, a line for each.

use std::fmt;

/// How a marker is written: its numerals and what stands around them.
///
/// ```
/// let document = policydoc::parse("（一）加强领导。\n（二)加强督查。");
/// let styles: Vec<_> = document.provisions().map(|provision| provision.style().unwrap()).collect();
/// assert_eq!(styles[0].name(), "chinese-bracket");
/// assert_eq!(styles[0], styles[1]);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Style(u8);

/// A row of the table of styles.
struct Row {
    name: &'static str,
    /// How deep the style usually stands, the coarsest first; only the order counts.
    rank: u8,
    /// Styles of one family are taken for one another when a marker is misprinted.
    family: Family,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    None,
    Keyword,
    Roman,
    Latin,
    Arabic,
    Chinese,
    Decimal,
}

macro_rules! styles {
    ($($constant:ident = $name:literal, $rank:literal, $family:ident;)*) => {
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "only counts the rows")]
        #[repr(u8)]
        enum Order { $($constant,)* }

        impl Style {
            $(pub(crate) const $constant: Style = Style(Order::$constant as u8);)*
            const ALL: [Style; Self::COUNT] = [$(Self::$constant,)*];
        }

        const STYLES: &[Row] = &[$(Row { name: $name, rank: $rank, family: Family::$family },)*];
    };
}

styles! {
    NONE = "none", 0, None;
    ANNEX = "annex", 3, Keyword;
    PART = "part", 5, Keyword;
    PART_ZH = "编", 5, Keyword;
    TITLE = "title", 8, Keyword;
    CHAPTER = "chapter", 10, Keyword;
    DIVISION_ZH = "部分", 8, Keyword;
    CHAPTER_ZH = "章", 10, Keyword;
    SECTION_ZH = "节", 20, Keyword;
    SECTION = "section", 25, Keyword;
    ARTICLE = "article", 30, Keyword;
    ARTICLE_ZH = "条", 30, Keyword;
    ROMAN_DOT = "roman-dot", 30, Roman;
    CHINESE_DOT = "chinese-dot", 30, Chinese;
    CLAUSE_ZH = "款", 35, Keyword;
    SUBCLAUSE_ZH = "项", 38, Keyword;
    PILLAR = "pillar", 30, Keyword;
    GOAL = "goal", 35, Keyword;
    LATIN_UPPER_DOT = "latin-upper-dot", 40, Latin;
    CHINESE_BRACKET = "chinese-bracket", 40, Chinese;
    ROMAN_BRACKET = "roman-bracket", 40, Roman;
    ACTION = "action", 45, Keyword;
    STEP = "step", 48, Keyword;
    NO = "no", 50, Keyword;
    ARABIC_DOT = "arabic-dot", 50, Arabic;
    ARABIC_COMMA = "arabic-comma", 50, Arabic;
    ARABIC_BARE = "arabic-bare", 50, Arabic;
    WORD = "ordinal-word", 50, Arabic;
    DECIMAL_2 = "decimal-2", 55, Decimal;
    DECIMAL_3 = "decimal-3", 60, Decimal;
    DECIMAL_4 = "decimal-4", 65, Decimal;
    DECIMAL_5 = "decimal-5", 67, Decimal;
    DECIMAL_6 = "decimal-6", 69, Decimal;
    LATIN_DOT = "latin-dot", 60, Latin;
    ARABIC_BRACKET = "arabic-bracket", 62, Arabic;
    ARABIC_CLOSE = "arabic-close", 64, Arabic;
    LATIN_BRACKET = "latin-bracket", 60, Latin;
    LATIN_CLOSE = "latin-close", 64, Latin;
    CIRCLED = "circled", 70, Arabic;
    ROMAN_LOWER_DOT = "roman-lower-dot", 70, Roman;
    ROMAN_LOWER_BRACKET = "roman-lower-bracket", 70, Roman;
    ROMAN_LOWER_CLOSE = "roman-lower-close", 72, Roman;
    LATIN_UPPER_BRACKET = "latin-upper-bracket", 80, Latin;
    LATIN_UPPER_CLOSE = "latin-upper-close", 80, Latin;
}

impl Style {
    pub(crate) const COUNT: usize = STYLES.len();

    fn row(self) -> &'static Row {
        &STYLES[self.index()]
    }

    pub(crate) fn index(self) -> usize {
        usize::from(self.0) % Self::COUNT
    }

    /// A stable name, as `chinese-bracket`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The style that a line of the lexicon names.
    pub(crate) fn named(name: &str) -> Self {
        let named = Self::ALL.iter().find(|style| style.name() == name);
        named.copied().unwrap_or_default()
    }

    pub(crate) fn rank(self) -> u8 {
        self.row().rank
    }

    /// Whether a word is part of the marker: `Article 5`, `第三条`.
    pub(crate) fn is_keyword(self) -> bool {
        self.row().family == Family::Keyword
    }

    /// How many numbers a decimal has: 2 for `1.1`; 0 for other styles.
    pub(crate) fn decimals(self) -> usize {
        match self.row().family {
            Family::Decimal => self.index() - Self::DECIMAL_2.index() + 2,
            _ => 0,
        }
    }

    /// Whether the one may stand for the other in a misprint: `1、` among `1.`.
    pub(crate) fn resembles(self, other: Style) -> bool {
        self != other
            && self.row().family == other.row().family
            && !matches!(
                self.row().family,
                Family::Keyword | Family::Decimal | Family::None
            )
    }
}

impl fmt::Debug for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
