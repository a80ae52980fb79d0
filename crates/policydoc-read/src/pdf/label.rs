//! Lines that are a field of a task: `Lead: Ministry of Finance`.

use crate::builder::is_wide;

/// The words that labels are made of.
const WORDS: &str = include_str!("../../data/field-labels.txt");

/// Whether a line is a field: a short label with a known word, a colon, and what it says.
pub(super) fn is_labelled(line: &str) -> bool {
    /// No label is longer, in characters and in words.
    const LONGEST: usize = 60;
    const MOST_WORDS: usize = 8;
    let Some((label, value)) = line.split_once([':', '：']) else {
        return false;
    };
    if value.trim().is_empty() || label.chars().count() > LONGEST {
        return false;
    }
    let label = label.to_lowercase();
    let words: Vec<&str> = label
        .split(|ch: char| !ch.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > MOST_WORDS {
        return false;
    }
    let label = format!(" {} ", words.join(" "));
    let mut known = WORDS.lines().filter(|word| !word.starts_with('#'));
    known.any(|word| {
        if word.starts_with(is_wide) {
            label.contains(word)
        } else {
            label.contains(&format!(" {word} "))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::is_labelled;

    #[test]
    fn fields_of_tasks_are_known_by_their_label() {
        for line in [
            "Lead: Ministry of Finance",
            "Deadline: end of 2027",
            "Responsible departments: Ministry of Trade",
            "Lead agency and partners: Water Board",
            "牵头单位：市财政局",
            "完成时限：2027年底",
        ] {
            assert!(is_labelled(line), "{line}");
        }
        for line in [
            "National Action Plan: 2020–2025",
            "Leads",
            "Lead:",
            "青石市规划：总则",
        ] {
            assert!(!is_labelled(line), "{line}");
        }
    }
}
