//! What each result is called: by the name of its input, without the extension unless two results
//! would have the same name.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// The paths of the results, one for each input place, with `.json` at the end. The same places
/// give the same names, and no two are equal, even where the file system ignores case.
pub(crate) fn names<'a>(places: impl Iterator<Item = &'a Path> + Clone) -> Vec<PathBuf> {
    let stems = count(places.clone().map(|place| key(&stem(place))));
    let mut used = HashSet::new();
    // A name that only one input wants is that input's, whatever the others are called.
    let clear: HashSet<String> = stems
        .iter()
        .filter(|&(_, &wanted)| wanted == 1)
        .map(|(stem, _)| stem.clone())
        .collect();
    places
        .map(|place| {
            let stem = stem(place);
            if clear.contains(&key(&stem)) {
                return json(&stem, 1);
            }
            let free = |copy: &usize| {
                let name = key(&numbered(place, *copy));
                !clear.contains(&name) && !used.contains(&name)
            };
            let copy = (1..=used.len() + clear.len() + 1).find(free).unwrap_or(1);
            used.insert(key(&numbered(place, copy)));
            json(place, copy)
        })
        .collect()
}

fn count(keys: impl Iterator<Item = String>) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    counts
}

fn stem(place: &Path) -> PathBuf {
    place.with_extension("")
}

fn key(path: &Path) -> String {
    path.to_string_lossy().to_lowercase()
}

/// The path with `~2`, `~3` at its end for a second and third of the same name.
fn numbered(path: &Path, copy: usize) -> PathBuf {
    if copy < 2 {
        return path.to_owned();
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!("~{copy}"));
    path.with_file_name(name)
}

fn json(path: &Path, copy: usize) -> PathBuf {
    let mut name = numbered(path, copy).into_os_string();
    name.push(".json");
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(places: &[&str], expected: &[&str]) {
        let names = names(places.iter().map(Path::new));
        let names: Vec<_> = names.iter().map(|name| name.to_str().unwrap()).collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn the_extension_goes_unless_two_would_collide() {
        check(&["a.txt", "b/a.txt"], &["a.json", "b/a.json"]);
        check(
            &["a.txt", "a.html", "b.txt"],
            &["a.txt.json", "a.html.json", "b.json"],
        );
        check(&["A.txt", "a.html"], &["A.txt.json", "a.html.json"]);
    }

    #[test]
    fn a_name_is_never_given_twice() {
        check(
            &["a.txt", "a.txt", "a.txt"],
            &["a.txt.json", "a.txt~2.json", "a.txt~3.json"],
        );
        check(
            &["a.txt", "a.pdf", "a.txt.pdf"],
            &["a.txt~2.json", "a.pdf.json", "a.txt.json"],
        );
    }

    #[test]
    fn only_the_last_extension_goes() {
        check(
            &["v1.2 plan.txt", "notice"],
            &["v1.2 plan.json", "notice.json"],
        );
    }
}
