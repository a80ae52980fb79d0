//! What the arguments of `convert` stand for.

use crate::archive;
use crate::failure::Failure;
use crate::input::is_stdin;
use globset::{GlobBuilder, GlobMatcher};
use policydoc_read::Format;
use std::collections::{BTreeMap, HashSet};
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Kinds of file that hold documents but cannot be read yet. In a folder they are inputs that fail
/// with a reason, so that no document is passed over in silence. Files that are neither of these
/// nor of a kind that is read are left alone: pictures, style sheets, results of earlier runs.
const REFUSED: &[&str] = &[
    "doc", "wps", "ofd", "ceb", "epub", "hwp", "odp", "ppt", "pptx", "xlsb", "zip",
];

/// One input of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Its place below the folder or pattern it was found by; its name if it was named itself.
    pub(crate) place: PathBuf,
}

/// The inputs of a batch, in the order of the arguments, folders sorted by name.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    pub(crate) found: Vec<Input>,
    /// Arguments that stand for nothing, folders that cannot be opened.
    pub(crate) failures: Vec<Failure>,
    /// How many files in folders were no documents, by extension.
    pub(crate) skipped: BTreeMap<String, usize>,
    seen: HashSet<PathBuf>,
    leave_out: Option<PathBuf>,
}

impl Inputs {
    /// Finds out what `arguments` stand for. What lies in `out`, where the results go, is no input.
    pub(crate) fn find(arguments: &[PathBuf], out: Option<&Path>) -> Self {
        let mut inputs = Self {
            leave_out: out.and_then(|out| out.canonicalize().ok()),
            ..Self::default()
        };
        for argument in arguments {
            inputs.argument(argument);
        }
        inputs.open_archives();
        inputs
    }

    /// Puts the documents in archives in the place of the archives.
    fn open_archives(&mut self) {
        let (mut found, mut failures) = (std::mem::take(&mut self.found), Vec::new());
        archive::open(&mut found, &mut failures, |place| self.is_document(place));
        self.found = found;
        self.failures.extend(failures);
    }

    fn argument(&mut self, argument: &Path) {
        match argument.to_string_lossy().strip_prefix('@') {
            Some(list) if !argument.exists() => self.list(Path::new(list)),
            _ => self.named(argument),
        }
    }

    /// The inputs that a file lists, one a line.
    fn list(&mut self, list: &Path) {
        let mut lines = String::new();
        let read = if is_stdin(list) {
            std::io::stdin().lock().read_to_string(&mut lines)
        } else {
            std::fs::File::open(list).and_then(|mut file| file.read_to_string(&mut lines))
        };
        if let Err(error) = read {
            self.failures.push(Failure::unreadable(list, &error));
        }
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            self.named(Path::new(line));
        }
    }

    fn named(&mut self, path: &Path) {
        if is_stdin(path) {
            return self.add(path.to_owned(), PathBuf::from("stdin"));
        }
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => self.folder(path, None),
            Ok(_) => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                self.add(path.to_owned(), name.into());
            }
            Err(error) => match Pattern::new(path) {
                Some(Ok(pattern)) => self.pattern(path, &pattern),
                Some(Err(failure)) => self.failures.push(failure),
                None => self.failures.push(Failure::unreadable(path, &error)),
            },
        }
    }

    fn pattern(&mut self, path: &Path, pattern: &Pattern) {
        let before = self.found.len() + self.failures.len();
        self.folder(&pattern.folder, Some(&pattern.matcher));
        if self.found.len() + self.failures.len() == before {
            self.failures.push(Failure::new(
                path,
                "no file matches the pattern",
                "`*` stays inside one folder, `**` crosses folders; hidden files never match",
            ));
        }
    }

    /// The documents in a folder and its sub-folders: those that match, or those of a known kind.
    fn folder(&mut self, folder: &Path, matcher: Option<&GlobMatcher>) {
        let shown = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let leave_out = self.leave_out.take();
        let walk = WalkDir::new(shown)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| {
                entry.depth() == 0 || !(is_hidden(entry) || is_same(entry, leave_out.as_deref()))
            });
        for entry in walk {
            match entry {
                Ok(entry) => self.entry(&entry, shown, folder, matcher),
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_owned();
                    let error = std::io::Error::from(error);
                    self.failures.push(Failure::unreadable(&path, &error));
                }
            }
        }
        self.leave_out = leave_out;
    }

    fn entry(
        &mut self,
        entry: &DirEntry,
        shown: &Path,
        folder: &Path,
        matcher: Option<&GlobMatcher>,
    ) {
        // A link to a file is a file; a link to a folder may lead in a circle and is left alone.
        let is_file =
            entry.file_type().is_file() || entry.file_type().is_symlink() && entry.path().is_file();
        let place = entry.path().strip_prefix(shown).unwrap_or(entry.path());
        if !is_file {
            return;
        }
        let taken = match matcher {
            Some(matcher) => matcher.is_match(place),
            None => self.is_document(place),
        };
        if taken {
            // As people write it: `plan.txt` and not `./plan.txt`.
            let is_here = folder.as_os_str() == ".";
            let folder = if is_here { Path::new("") } else { folder };
            self.add(folder.join(place), place.to_owned());
        }
    }

    fn is_document(&mut self, place: &Path) -> bool {
        let Some(extension) = place.extension() else {
            return true;
        };
        let extension = extension.to_string_lossy().to_lowercase();
        let known =
            Format::from_extension(&extension).is_some() || REFUSED.contains(&extension.as_str());
        if !known {
            *self.skipped.entry(extension).or_default() += 1;
        }
        known
    }

    fn add(&mut self, path: PathBuf, place: PathBuf) {
        if self.seen.insert(path.clone()) {
            self.found.push(Input { path, place });
        }
    }
}

/// Hidden files, and the lock files that office programs leave beside an open document.
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    name.starts_with(b".") || name.starts_with(b"~$")
}

fn is_same(entry: &DirEntry, path: Option<&Path>) -> bool {
    path.is_some_and(|path| {
        entry.path().file_name() == path.file_name()
            && entry.path().canonicalize().is_ok_and(|entry| entry == path)
    })
}

/// A pattern, as the folder it starts in and what is matched below it.
struct Pattern {
    folder: PathBuf,
    matcher: GlobMatcher,
}

impl Pattern {
    /// `None` if the path has no pattern in it.
    fn new(path: &Path) -> Option<Result<Self, Failure>> {
        let is_pattern = |part: &Component<'_>| {
            part.as_os_str()
                .to_string_lossy()
                .contains(['*', '?', '[', '{'])
        };
        let first = path.components().position(|part| is_pattern(&part))?;
        let folder = path.components().take(first).collect();
        let below: PathBuf = path.components().skip(first).collect();
        let glob = GlobBuilder::new(&below.to_string_lossy())
            .literal_separator(true)
            .build();
        Some(match glob {
            Ok(glob) => Ok(Self {
                folder,
                matcher: glob.compile_matcher(),
            }),
            Err(error) => Err(Failure::new(
                path,
                format!("no such file, and no pattern: {}", error.kind()),
                "put a backslash before the special character if it is part of the name",
            )),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// What the arguments stand for, as paths below a folder with these files.
    fn find(files: &[&str], arguments: &[&str]) -> (Vec<String>, Inputs) {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let file = folder.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "").unwrap();
        }
        let arguments: Vec<_> = arguments
            .iter()
            .map(|argument| match argument.strip_prefix('@') {
                Some(list) => format!("@{}", folder.path().join(list).display()).into(),
                None => folder.path().join(argument),
            })
            .collect();
        let inputs = Inputs::find(&arguments, Some(&folder.path().join("out")));
        let below = |input: &Input| {
            let below = input.path.strip_prefix(folder.path()).unwrap();
            below.to_str().unwrap().to_owned()
        };
        (inputs.found.iter().map(below).collect(), inputs)
    }

    #[test]
    fn a_folder_is_its_documents_in_order() {
        let files = [
            "b.txt",
            "a.PDF",
            "sub/c.html",
            ".git/d.txt",
            ".e.txt",
            "~$f.docx",
            "g.png",
            "h.json",
            "notice",
            "old.doc",
            "out/z.txt",
        ];
        let (found, inputs) = find(&files, &["."]);
        assert_eq!(found, ["a.PDF", "b.txt", "notice", "old.doc", "sub/c.html"]);
        let skipped: Vec<_> = inputs.skipped.into_iter().collect();
        assert_eq!(skipped, [("json".to_owned(), 1), ("png".to_owned(), 1)]);
        assert_eq!(inputs.failures, []);
    }

    #[test]
    fn a_named_file_is_taken_whatever_its_kind_and_once() {
        let (found, _) = find(&["x.dat", "a.txt"], &["x.dat", "a.txt", "x.dat"]);
        assert_eq!(found, ["x.dat", "a.txt"]);
    }

    #[test]
    fn a_star_stays_in_its_folder_and_two_cross_folders() {
        let files = ["a.txt", "s/b.txt", "s/t/c.txt", "s/t/d.md", ".h/e.txt"];
        assert_eq!(find(&files, &["*.txt"]).0, ["a.txt"]);
        assert_eq!(
            find(&files, &["**/*.txt"]).0,
            ["a.txt", "s/b.txt", "s/t/c.txt"]
        );
        let (found, inputs) = find(&files, &["s/*/*.{txt,md}"]);
        assert_eq!(found, ["s/t/c.txt", "s/t/d.md"]);
        assert_eq!(inputs.found[0].place, Path::new("t/c.txt"));
        let failures = find(&files, &["*.pdf"]).1.failures;
        assert_eq!(failures[0].cause, "no file matches the pattern");
    }

    #[test]
    fn a_list_that_is_missing_is_a_failure() {
        let failures = find(&[], &["@list.txt"]).1.failures;
        assert_eq!(failures[0].cause, "no such file");
    }
}
