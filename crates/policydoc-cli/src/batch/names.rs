//! What each result is called. A name depends on the place of its own input: it is the same
//! whatever else is converted, this week and the next. Pages and Markdown have the short name of a
//! text as long as no text of that name is there; beside one they keep their extension.
//!
//! ```text
//! plan.txt, plan.md, plan.html -> plan.json     plan.docx -> plan.docx.json     notice -> notice~.json
//! ```

use crate::batch::inputs::Input;
use sha2::{Digest as _, Sha256};
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Extensions of documents. The list is part of the rule and never changes: with it the names of
/// results would.
const EXTENSIONS: &[&str] = &[
    "txt", "text", "md", "markdown", "mdown", "mkd", "html", "htm", "xhtml", "shtml", "jhtml",
    "docx", "docm", "dotx", "pdf", "doc", "wps", "rtf", "odt", "ofd", "ceb", "mht", "mhtml",
    "xlsx", "xls", "et", "csv", "tsv", "pptx", "ppt", "zip", "tar", "gz", "tgz", "eml", "epub",
    "xml", "json", "jsonl", "warc",
];

/// Extensions of texts, which a result leaves out. Of files that differ in nothing else, the one
/// whose extension comes first has the short name.
const TEXTS: &[&str] = &["txt", "md", "html"];

/// The paths of the results, one for each input. No two are equal: of inputs from different
/// arguments that lie at the same place, the later ones have a mark of their own path.
pub(crate) fn names(inputs: &[Input]) -> Vec<PathBuf> {
    let mut used = HashSet::new();
    let texts: HashSet<&Path> = inputs
        .iter()
        .map(|input| &*input.place)
        .filter(|place| rank(place).is_some())
        .collect();
    let name = |input: &Input| {
        let mut before = TEXTS.iter().take(rank(&input.place).unwrap_or(0));
        let beside = |own: &&str| texts.contains(&*input.place.with_extension(own));
        let name = match before.find(|own| beside(own)) {
            Some(_) => with_ending(&input.place, ".json"),
            None => name(&input.place),
        };
        if used.insert(name.clone()) {
            return name;
        }
        let path = input.path.as_os_str().as_encoded_bytes();
        let mark = format!("{:x}", Sha256::digest(path));
        let name = marked(&input.place, &mark[..8]);
        used.insert(name.clone());
        name
    };
    inputs.iter().map(name).collect()
}

/// The name of the result of an input at this place. Different places have different names: of
/// `a`, `a.txt` and `a.txt.json` none gives what another gives.
fn name(place: &Path) -> PathBuf {
    let stem = place.file_stem().unwrap_or_default();
    if rank(place).is_some() && !has_extension(Path::new(stem)) && !ends_with_tilde(stem) {
        return place.with_extension("json");
    }
    let ending = if has_extension(place) {
        ".json"
    } else {
        "~.json"
    };
    with_ending(place, ending)
}

/// Where the extension of a place stands among those of texts.
fn rank(place: &Path) -> Option<usize> {
    let own = place.extension()?;
    TEXTS.iter().position(|text| own == OsStr::new(text))
}

fn marked(place: &Path, mark: &str) -> PathBuf {
    with_ending(place, &format!("~{mark}.json"))
}

fn with_ending(place: &Path, ending: &str) -> PathBuf {
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    place.with_file_name(name)
}

fn has_extension(path: &Path) -> bool {
    path.extension().is_some_and(|own| {
        EXTENSIONS
            .iter()
            .any(|known| own.eq_ignore_ascii_case(known))
    })
}

fn ends_with_tilde(name: &OsStr) -> bool {
    name.as_encoded_bytes().ends_with(b"~")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(place: &str) -> String {
        name(Path::new(place)).to_str().unwrap().to_owned()
    }

    #[test]
    fn the_name_of_a_text_is_its_own_and_others_keep_their_extension() {
        assert_eq!(one("b/a.txt"), "b/a.json");
        assert_eq!(one("a.html"), "a.json");
        assert_eq!(one("a.docx"), "a.docx.json");
        assert_eq!(one("v1.2 plan.txt"), "v1.2 plan.json");
        assert_eq!(one("notice"), "notice~.json");
        assert_eq!(one("a.docx.txt"), "a.docx.txt.json");
    }

    #[test]
    fn no_two_places_give_one_name() {
        let parts = ["a", "b.txt", "~", ".txt", ".docx", ".TXT", ".json", ".dat"];
        let mut seen = HashSet::new();
        let mut places = HashSet::new();
        for one in parts {
            for two in ["", "~", ".txt", ".docx", ".json", "~.txt", ".dat"] {
                for three in ["", ".txt", "~.txt", ".json", ".docx", "~"] {
                    places.insert(format!("x{one}{two}{three}"));
                }
            }
        }
        for place in places {
            assert!(seen.insert(self::one(&place)), "{place}");
        }
    }

    #[test]
    fn a_text_keeps_its_name_whatever_arrives_beside_it() {
        let names = |places: &[&str]| -> Vec<String> {
            let input = |place: &&str| Input {
                path: place.into(),
                place: place.into(),
            };
            let inputs: Vec<_> = places.iter().map(input).collect();
            let names = super::names(&inputs);
            names
                .iter()
                .map(|name| name.display().to_string())
                .collect()
        };
        assert_eq!(names(&["a.docx", "a.html"]), ["a.docx.json", "a.json"]);
        assert_eq!(
            names(&["a.docx", "a.html", "a.md", "a.txt"]),
            ["a.docx.json", "a.html.json", "a.md.json", "a.json"]
        );
    }

    #[test]
    fn the_same_place_of_two_arguments_has_two_names_and_a_million_files_take_no_time() {
        let input = |path: &str, place: &str| Input {
            path: path.into(),
            place: place.into(),
        };
        let names = names(&[input("a/x.txt", "x.txt"), input("b/x.txt", "x.txt")]);
        assert_eq!(names[0], Path::new("x.json"));
        let name = names[1].to_str().unwrap();
        assert!(name.starts_with("x.txt~") && name.len() == "x.txt~01234567.json".len());

        let many: Vec<_> = (0..100_000)
            .map(|at| input("p", &format!("{at}/index.txt")))
            .collect();
        let began = std::time::Instant::now();
        assert_eq!(super::names(&many).len(), many.len());
        assert!(began.elapsed() < std::time::Duration::from_secs(5));
    }
}
