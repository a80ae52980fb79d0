//! What a document does regularly: fields of its own, and lists in brackets without a role word.

use super::clause::{Labels, is_decoration, items};
use super::{Own, groups, is_bare_list};
use crate::document::Role;
use crate::rulebook::Rulebook;
use std::collections::HashMap;

/// Conventions of one document.
pub(super) struct Habits<'t> {
    /// Those of the rulebook, and others that recur, each before names.
    pub(super) labels: Labels<'t>,
    /// Whether the provisions end in a bracket with nothing but names.
    pub(super) bare_lists: bool,
}

impl<'t> Habits<'t> {
    pub(super) fn of(text: &'t str, rulebook: &'static Rulebook, provisions: &[Own<'_>]) -> Self {
        /// So often a convention must be seen, and in so large a part of the cases.
        const OFTEN: u32 = 3;
        let labels = Labels::new(rulebook);
        let mut fields: HashMap<&str, (u32, u32)> = HashMap::new(); // seen, with names after it
        let (mut bare, mut leaves) = (0_u32, 0_u32);
        for own in provisions {
            leaves += u32::from(!own.has_children);
            for (at, paragraph) in own.paragraphs.iter().enumerate() {
                let slice = paragraph.slice(text);
                if let Some((words, rest)) = field(slice).filter(|_| at > 0)
                    && labels.role(words).is_none()
                {
                    let (seen, named) = fields.entry(words).or_default();
                    *seen += 1;
                    *named += u32::from(
                        items(rest).all(|item| rulebook.is_name(item)) && !rest.is_empty(),
                    );
                }
            }
            if let Some(last) = own.paragraphs.last()
                && last
                    .slice(text)
                    .trim_end_matches(['。', '.', ' '])
                    .ends_with([')', '）', '〕', ']', '】'])
            {
                let slice = last.slice(text);
                let group = groups(slice).into_iter().next_back();
                let list = group.map(|group| &slice[group.inner..group.inner_end]);
                bare += u32::from(list.is_some_and(|list| is_bare_list(rulebook, list)));
            }
        }
        for (words, (seen, named)) in fields {
            if seen >= OFTEN && named * 5 >= seen * 4 {
                labels.add(words, role(words));
            }
        }
        Self {
            labels,
            bare_lists: bare >= OFTEN && bare * 2 >= leaves,
        }
    }
}

/// The words before the colon of a field, and what follows it.
fn field(slice: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 60; // bytes
    let colon = slice.find([':', '：'])?;
    let words = slice[..colon].trim_matches(is_decoration);
    let rest = slice[colon..].trim_start_matches([':', '：']).trim();
    (!words.is_empty() && words.len() <= LONGEST && rest.len() <= 400).then_some((words, rest))
}

/// The role that the words of an unknown label suggest.
fn role(words: &str) -> Role {
    let words = words.to_lowercase();
    let holds = |list: &[&str]| list.iter().any(|word| words.contains(word));
    if holds(&["lead", "牵头", "主办", "主责"]) {
        Role::Lead
    } else if holds(&[
        "support",
        "partner",
        "cooperat",
        "participa",
        "配合",
        "协",
        "参与",
        "参加",
    ]) {
        Role::Support
    } else {
        Role::Responsible
    }
}
