//! English names that the gazetteer does not know.

use super::{Name, Part, Token, is_bracketed, known};
use crate::department::gazetteer::{Gazetteer, Senses};
use crate::department::reading::{Class, Reading};
use crate::department::words::{Does, WordId, role};

impl Name<'_> {
    pub(super) fn unknown<'g>(
        &self,
        gazetteer: &'g Gazetteer,
        mut reading: Reading<'g>,
    ) -> Reading<'g> {
        let words = &gazetteer.words;
        reading.place_only = self.parts[..self.length]
            .iter()
            .all(|&part| part != Part::Rest);
        // `Haidian District`: a place as one that acts is its government.
        if reading.place_only
            && reading.anchors[0].is_some_and(|anchor| anchor.unit.is_some())
            && let Some(senses) = gazetteer.government()
        {
            return known(reading, senses);
        }
        let capitals = (0..self.length).filter(|&at| self.tokens[at].capital);
        let heads = capitals
            .clone()
            .any(|at| words.is(self.ids[at], role::HEAD));
        // Most words of a name are written large; those of a sentence are not.
        if heads && capitals.count() * 2 >= self.length {
            reading.class = Class::Unknown;
        } else if let Some(senses) = self.subject(gazetteer) {
            (reading.senses, reading.elided) = (senses, true);
        }
        reading
    }

    /// The name without places and articles, in lower case with hyphens.
    pub(super) fn slug(&self, gazetteer: &Gazetteer, tokens: &[Token]) -> String {
        let words = &gazetteer.words;
        let placed = |token: &Token| {
            (0..self.length).any(|at| {
                self.tokens[at].start == token.start
                    && matches!(
                        self.parts[at],
                        Part::Place | Part::Country | Part::LevelOfPlace
                    )
            })
        };
        let mut slug = String::new();
        // Small words wait for what they join: `Promotion Office of Dongcheng` ends in no `of`.
        let mut waiting: Option<&Token> = None;
        for token in tokens {
            let word = &self.text[token.range()];
            if !slug.is_empty() && is_bracketed(self.text, token) {
                continue;
            }
            if words.is(token.id, role::STOP) {
                if !gazetteer.does(Does::Article, &word.to_ascii_lowercase()) {
                    waiting = Some(token);
                }
                continue;
            }
            if placed(token) {
                waiting = None;
                continue;
            }
            if let Some(small) = waiting.take()
                && !slug.is_empty()
            {
                self.add_word(&mut slug, small);
            }
            self.add_word(&mut slug, token);
        }
        slug
    }

    /// The kinds that are about what the name says, if it has no head noun.
    fn subject<'g>(&self, gazetteer: &'g Gazetteer) -> Option<Senses<'g>> {
        let mut bag: Vec<WordId> = (0..self.length)
            .filter(|&at| {
                !matches!(
                    self.parts[at],
                    Part::Place | Part::Country | Part::LevelOfPlace
                )
            })
            .map(|at| self.ids[at])
            .collect();
        bag.sort_unstable();
        let senses = gazetteer.subject(&bag)?;
        self.fits(gazetteer, senses).then_some(senses)
    }

    pub(super) fn add_to(&self, slug: &mut String, at: usize) {
        self.add_word(slug, &self.tokens[at]);
    }

    fn add_word(&self, slug: &mut String, token: &Token) {
        if !slug.is_empty() {
            slug.push('-');
        }
        let word = match &self.text[token.range()] {
            "&" => "and",
            word => word,
        };
        for ch in word.chars().filter(|ch| ch.is_alphanumeric()) {
            slug.extend(ch.to_lowercase());
        }
    }
}
