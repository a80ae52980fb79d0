//! The words by which lines of front matter are told apart: read from `data/front_matter`.

use crate::document::Language;
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// What a word says about the line it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    Title,
    Organ,
    Transmit,
    Cover,
    Release,
    Addressee,
    Noise,
}

/// A field that a line of metadata gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Subject,
    Addressee,
    Issuer,
    Publisher,
    Date,
    Number,
    Other,
}

/// The words of one language.
pub(super) struct Words {
    finder: Option<AhoCorasick>,
    senses: Vec<Sense>,
    /// Whether a word ends where the next character is no letter.
    spaced: bool,
    organs: Vec<&'static str>,
    titles: Vec<&'static str>,
    labels: Vec<(&'static str, Field)>,
    headings: Vec<&'static str>,
    statuses: Vec<&'static str>,
    furniture: Vec<&'static str>,
    preambles: Vec<&'static str>,
}

/// Which senses the words of a line have.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Senses(u8);

impl Senses {
    pub(super) fn has(self, sense: Sense) -> bool {
        self.0 & (1 << sense as u8) != 0
    }

    fn add(&mut self, sense: Sense) {
        self.0 |= 1 << sense as u8;
    }
}

impl Words {
    pub(super) fn of(language: Language) -> &'static Self {
        static ENGLISH: LazyLock<Words> =
            LazyLock::new(|| Words::read(include_str!("../../data/front_matter/en.txt"), true));
        static CHINESE: LazyLock<Words> =
            LazyLock::new(|| Words::read(include_str!("../../data/front_matter/zh.txt"), false));
        match language {
            Language::English => &ENGLISH,
            Language::Chinese => &CHINESE,
        }
    }

    fn read(data: &'static str, spaced: bool) -> Self {
        let section = |name: &str| -> Vec<&'static str> {
            let mut inside = false;
            let mut words = Vec::new();
            for line in data.lines().map(str::trim) {
                if let Some(head) = line
                    .strip_prefix('[')
                    .and_then(|line| line.strip_suffix(']'))
                {
                    inside = head == name;
                } else if inside && !line.is_empty() && !line.starts_with('#') {
                    words.push(line);
                }
            }
            words
        };
        let mut patterns = Vec::new();
        let mut senses = Vec::new();
        for (name, sense) in [
            ("title", Sense::Title),
            ("organ", Sense::Organ),
            ("transmit", Sense::Transmit),
            ("cover", Sense::Cover),
            ("release", Sense::Release),
            ("addressee", Sense::Addressee),
            ("noise", Sense::Noise),
        ] {
            for word in section(name) {
                patterns.push(word);
                senses.push(sense);
            }
        }
        let mut labels = Vec::new();
        for (name, field) in [
            ("label.title", Field::Title),
            ("label.subject", Field::Subject),
            ("label.addressee", Field::Addressee),
            ("label.issuer", Field::Issuer),
            ("label.publisher", Field::Publisher),
            ("label.date", Field::Date),
            ("label.number", Field::Number),
            ("label.other", Field::Other),
        ] {
            labels.extend(section(name).into_iter().map(|label| (label, field)));
        }
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .build(patterns)
            .ok();
        Self {
            finder,
            senses,
            spaced,
            organs: section("organ"),
            titles: section("title"),
            labels,
            headings: section("heading"),
            statuses: section("status"),
            furniture: section("furniture"),
            preambles: section("preamble"),
        }
    }

    /// The senses of all words in a line.
    pub(super) fn senses(&self, line: &str) -> Senses {
        let mut found = Senses::default();
        let Some(finder) = &self.finder else {
            return found;
        };
        let letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
        let bytes = line.as_bytes();
        for hit in finder.find_overlapping_iter(line) {
            let cut = self.spaced
                && (letter(bytes.get(hit.end())) && letter(bytes.get(hit.end().wrapping_sub(1)))
                    || letter(hit.start().checked_sub(1).and_then(|at| bytes.get(at)))
                        && letter(bytes.get(hit.start())));
            if !cut && let Some(&sense) = self.senses.get(hit.pattern().as_usize()) {
                found.add(sense);
            }
        }
        found
    }

    /// Whether a name ends as the names of bodies do.
    pub(super) fn ends_as_organ(&self, name: &str) -> bool {
        self.organs.iter().any(|organ| name.ends_with(organ))
    }

    /// Whether a line ends as titles do.
    pub(super) fn ends_as_title(&self, line: &str) -> bool {
        self.titles.iter().any(|title| line.ends_with(title))
    }

    /// Where the last word of a title ends in a text.
    pub(super) fn last_title_end(&self, text: &str) -> Option<usize> {
        self.titles
            .iter()
            .filter_map(|title| Some(text.rfind(title)? + title.len()))
            .max()
    }

    /// Where the title of a notice ends that runs into other text: `…的通知各区人民政府`.
    pub(super) fn last_noted_end(&self, text: &str) -> Option<usize> {
        text.rmatch_indices('的').find_map(|(at, of)| {
            let rest = &text[at + of.len()..];
            let title = self.titles.iter().find(|title| rest.starts_with(**title))?;
            Some(at + of.len() + title.len())
        })
    }

    /// The field with this label; white space inside (`标　　题`) does not count.
    pub(super) fn field(&self, label: &str) -> Option<Field> {
        let same = |known: &str| {
            let mut known = known.chars();
            label
                .chars()
                .filter(|ch| self.spaced || !ch.is_whitespace())
                .all(|ch| {
                    known
                        .next()
                        .is_some_and(|known| known == ch.to_ascii_lowercase())
                })
                && known.next().is_none()
        };
        let found = self.labels.iter().find(|(known, _)| same(known))?;
        Some(found.1)
    }

    pub(super) fn is_heading(&self, line: &str) -> bool {
        self.headings
            .iter()
            .any(|heading| heading.eq_ignore_ascii_case(line))
    }

    /// Whether a note is a data base's word on the document, as `现行有效`.
    pub(super) fn is_status(&self, note: &str) -> bool {
        self.statuses
            .iter()
            .any(|status| status.eq_ignore_ascii_case(note))
    }

    /// Where the first word of a sense ends in a text.
    pub(super) fn end_of(&self, sense: Sense, text: &str) -> Option<usize> {
        let finder = self.finder.as_ref()?;
        finder
            .find_overlapping_iter(text)
            .find(|hit| self.senses.get(hit.pattern().as_usize()) == Some(&sense))
            .map(|hit| hit.end())
    }

    /// Whether a line as a whole is none of the document's own words.
    pub(super) fn is_furniture(&self, line: &str) -> bool {
        let line = line.trim_end_matches(',');
        self.furniture
            .iter()
            .any(|furniture| furniture.eq_ignore_ascii_case(line))
    }

    /// Whether a line opens the preamble that follows the name of who decides.
    pub(super) fn opens_preamble(&self, line: &str) -> bool {
        self.preambles.iter().any(|word| {
            line.get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word))
        })
    }
}
