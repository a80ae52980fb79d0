//! The gazetteer as the build script printed it, and tables that are added to it.

use super::GazetteerError;
use super::gazetteer::{Gazetteer, Maps};
use super::map::{Map, Pool};
use super::table::Table;
use super::words::Words;
use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

include!(concat!(env!("OUT_DIR"), "/gazetteer.rs"));

const TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/gazetteer.txt"));

fn map(slots: &'static [u32], entries: &'static [[u64; 2]]) -> Map {
    Map {
        slots: Cow::Borrowed(slots),
        entries: Cow::Borrowed(entries),
    }
}

impl Gazetteer {
    /// The tables that come with the library. They are part of it and used in place: nothing is
    /// read or built.
    pub fn built_in() -> Arc<Gazetteer> {
        static BUILT_IN: LazyLock<Arc<Gazetteer>> =
            LazyLock::new(|| Arc::new(Gazetteer::printed()));
        Arc::clone(&BUILT_IN)
    }

    fn printed() -> Self {
        Self {
            pool: Pool {
                text: Cow::Borrowed(TEXT),
                numbers: Cow::Borrowed(&NUMBERS),
            },
            words: Words {
                ids: map(&WORDS_SLOTS, &WORDS_ENTRIES),
                rows: Cow::Borrowed(&WORD_ROWS),
                classes: map(&CLASSES_SLOTS, &CLASSES_ENTRIES),
                filters: Cow::Borrowed(&FILTERS),
            },
            places: Cow::Borrowed(&PLACES),
            kinds: Cow::Borrowed(&KINDS),
            maps: Maps {
                place_ids: map(&PLACE_IDS_SLOTS, &PLACE_IDS_ENTRIES),
                kind_ids: map(&KIND_IDS_SLOTS, &KIND_IDS_ENTRIES),
                english_places: map(&ENGLISH_PLACES_SLOTS, &ENGLISH_PLACES_ENTRIES),
                chinese_places: map(&CHINESE_PLACES_SLOTS, &CHINESE_PLACES_ENTRIES),
                chinese_starts: map(&CHINESE_STARTS_SLOTS, &CHINESE_STARTS_ENTRIES),
                bags: map(&BAGS_SLOTS, &BAGS_ENTRIES),
                subjects: map(&SUBJECTS_SLOTS, &SUBJECTS_ENTRIES),
                acronyms: map(&ACRONYMS_SLOTS, &ACRONYMS_ENTRIES),
                forms: map(&FORMS_SLOTS, &FORMS_ENTRIES),
                stems: map(&STEMS_SLOTS, &STEMS_ENTRIES),
                countries: map(&COUNTRIES_SLOTS, &COUNTRIES_ENTRIES),
            },
        }
    }

    /// Whether a place has this id: one that [`ParserBuilder::place`](crate::ParserBuilder::place)
    /// takes.
    ///
    /// ```
    /// assert!(policydoc::Gazetteer::built_in().knows_place("cn/beijing/dongcheng"));
    /// ```
    pub fn knows_place(&self, id: &str) -> bool {
        self.place_of(id).is_some()
    }

    /// This gazetteer with one more table: places, kinds of organ, single organs, or words of
    /// names, told apart by their columns `place_id`, `kind_id`, `org_id` or `class`. `name` is used in error messages.
    ///
    /// The columns are those of the built-in tables; the first line names them, in any order, and
    /// all but the id may be left out. Lists are separated by `|`. A line whose id is known adds
    /// names to what is there.
    ///
    /// ```
    /// use policydoc::{Gazetteer, Parser};
    ///
    /// let mine = "kind_id\ten_local\tzh_local\nballoon-office\tBalloon Office\t气球办公室\n";
    /// let parser = Parser::builder()
    ///     .gazetteer(Gazetteer::built_in().extended("mine.tsv", mine)?)
    ///     .build();
    /// let document = parser.parse("北京市方案\n\n一、管好气球。\n责任单位：市气球办公室");
    /// assert_eq!(document.departments()[0].id, "cn/beijing/balloon-office");
    /// # Ok::<(), policydoc::GazetteerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A line that cannot be used: an unknown column, a missing id, an unknown level or place.
    pub fn extended(&self, name: &str, table: &str) -> Result<Gazetteer, GazetteerError> {
        let mut gazetteer = self.clone();
        gazetteer.add(&Table::new(name, table))?;
        Ok(gazetteer)
    }
}
