//! What the arguments of `convert` stand for.

use crate::archive;
use crate::batch::outputs::Outputs;
use crate::batch::paths;
use crate::failure::Failure;
use crate::input::{self, is_stdin};
use globset::{GlobBuilder, GlobMatcher};
use policydoc_read::Format;
use std::collections::{BTreeMap, HashSet};
use std::io::Read as _;
use std::ops::Range;
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
    /// Folders without a document.
    pub(crate) empty: Vec<PathBuf>,
    /// How many inputs were named again, by this name or another, and are converted once.
    pub(crate) again: usize,
    /// The files that were taken.
    taken: HashSet<Identity>,
    leave_out: Option<PathBuf>,
    /// The folders of arguments, and the first of the inputs from each.
    folders: Vec<(PathBuf, Range<usize>)>,
    outputs: Outputs,
}

/// What a file is, whatever it is called.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Identity {
    /// Device and inode.
    #[cfg(unix)]
    Inode(u64, u64),
    /// A path: of the standard input, and where there are no inodes.
    Path(PathBuf),
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
        inputs.place_folders();
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
        match argument.as_os_str().as_encoded_bytes().strip_prefix(b"@") {
            Some(list) if !argument.exists() => {
                self.list(Path::new(&paths::os_string(list.to_vec())));
            }
            _ => self.named(argument),
        }
    }

    /// Of several folders each has its results in a folder of its own name, so that files of one
    /// name in two of them do not meet.
    fn place_folders(&mut self) {
        self.folders.retain(|(_, inputs)| !inputs.is_empty());
        let mut roots: Vec<&PathBuf> = self.folders.iter().map(|(root, _)| root).collect();
        roots.sort_unstable();
        roots.dedup();
        if roots.len() < 2 {
            return;
        }
        for (root, inputs) in &self.folders {
            let root = below(root);
            for input in &mut self.found[inputs.clone()] {
                input.place = root.join(&input.place);
            }
        }
    }

    /// The inputs that a file lists, one a line, or parted by NUL as `find -print0` does.
    fn list(&mut self, list: &Path) {
        let mut bytes = Vec::new();
        let read = if is_stdin(list) {
            std::io::stdin().lock().read_to_end(&mut bytes)
        } else {
            std::fs::File::open(list).and_then(|mut file| file.read_to_end(&mut bytes))
        };
        if let Err(error) = read {
            self.failures.push(Failure::unreadable(list, &error));
        }
        let by_nul = bytes.contains(&0);
        for line in bytes.split(|&byte| byte == if by_nul { 0 } else { b'\n' }) {
            let line = match line.strip_suffix(b"\r") {
                Some(line) if !by_nul => line,
                _ => line,
            };
            if !line.trim_ascii().is_empty() {
                self.named(Path::new(&paths::os_string(line.to_vec())));
            }
        }
    }

    fn named(&mut self, path: &Path) {
        if is_stdin(path) {
            return self.add(path.to_owned(), PathBuf::from("stdin"));
        }
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                if self.folder(path, None) == 0 {
                    self.empty.push(path.to_owned());
                }
            }
            Ok(metadata) if !metadata.is_file() && !input::is_open_pipe(path, &metadata) => {
                let hint = "name a plain file, or `-` for the standard input";
                let what = "it is a device, a socket or a named pipe";
                self.failures.push(Failure::new(path, what, hint));
            }
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
        let failures = self.failures.len();
        let matched = self.folder(&pattern.folder, Some(&pattern.matcher));
        if matched == 0 && self.failures.len() == failures {
            self.failures.push(Failure::new(
                path,
                "no file matches the pattern",
                "`*` stays inside one folder, `**` crosses folders; hidden files never match",
            ));
        }
    }

    /// The documents in a folder and its sub-folders: those that match, or those of a known kind.
    /// Gives how many there are, those among them that were taken before.
    fn folder(&mut self, folder: &Path, matcher: Option<&GlobMatcher>) -> usize {
        let (first, again) = (self.found.len(), self.again);
        let shown = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let leave_out = self.leave_out.take();
        let mut links = Vec::new();
        let walk = WalkDir::new(shown)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| {
                entry.depth() == 0 || !(is_hidden(entry) || is_same(entry, leave_out.as_deref()))
            });
        for entry in walk {
            match entry {
                // Links come last: a file that is there under its own name goes by that.
                Ok(entry) if entry.path_is_symlink() => links.push((self.found.len(), entry)),
                Ok(entry) => self.entry(&entry, shown, folder, matcher),
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_owned();
                    let error = std::io::Error::from(error);
                    self.failures.push(Failure::unreadable(&path, &error));
                }
            }
        }
        self.leave_out = leave_out;
        self.links(links, shown, folder, matcher);
        self.folders
            .push((folder.to_owned(), first..self.found.len()));
        self.found.len() - first + self.again - again
    }

    /// Takes the links of a folder, each in its place among the inputs.
    fn links(
        &mut self,
        links: Vec<(usize, DirEntry)>,
        shown: &Path,
        folder: &Path,
        matcher: Option<&GlobMatcher>,
    ) {
        let end = self.found.len();
        let mut places = Vec::new();
        for (at, entry) in links {
            let before = self.found.len();
            self.entry(&entry, shown, folder, matcher);
            places.extend((before < self.found.len()).then_some(at));
        }
        let mut taken = self.found.split_off(end);
        for at in places.into_iter().rev() {
            // From the last to the first, so that the places before stay what they are.
            self.found.extend(taken.pop());
            self.found[at..].rotate_right(1);
        }
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
        if taken && !self.outputs.has(entry.path()) {
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
        if self.taken.insert(identity(&path)) {
            self.found.push(Input { path, place });
        } else {
            self.again += 1;
        }
    }
}

fn identity(path: &Path) -> Identity {
    #[cfg(unix)]
    if !is_stdin(path)
        && let Ok(metadata) = std::fs::metadata(path)
    {
        use std::os::unix::fs::MetadataExt as _;
        return Identity::Inode(metadata.dev(), metadata.ino());
    }
    Identity::Path(path.canonicalize().unwrap_or_else(|_| path.to_owned()))
}

/// A path as one below a folder: without root, and without steps out of it.
fn below(path: &Path) -> PathBuf {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name),
        Component::ParentDir => Some("__".as_ref()),
        _ => None,
    });
    parts.collect()
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
    fn a_file_is_taken_once_whatever_it_is_called() {
        let files = ["d/a.txt", "d/b.txt", "list"];
        let (found, inputs) = find(&files, &["d", "./d", "d/../d", "d/*.txt", "d/a.txt"]);
        assert_eq!(found, ["d/a.txt", "d/b.txt"]);
        assert_eq!((inputs.again, inputs.failures), (7, vec![]));
        assert_eq!(inputs.found[0].place, Path::new("a.txt"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_gives_way_to_the_file_it_leads_to() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("z.txt"), "").unwrap();
        fs::write(path("a.txt"), "").unwrap();
        fs::create_dir(path("else")).unwrap();
        std::os::unix::fs::symlink("z.txt", path("b.txt")).unwrap();
        std::os::unix::fs::symlink("/etc/hostname", path("c.txt")).unwrap();
        fs::write(path("else/d.txt"), "").unwrap();
        let inputs = Inputs::find(&[folder.path().to_owned()], None);
        let places: Vec<_> = inputs
            .found
            .iter()
            .map(|input| input.place.clone())
            .collect();
        let expected = ["a.txt", "c.txt", "else/d.txt", "z.txt"].map(PathBuf::from);
        assert_eq!(places, expected);
        assert_eq!(inputs.again, 1);
    }

    #[test]
    fn several_folders_have_places_of_their_own() {
        let files = ["a/x.txt", "b/x.txt", "y.txt"];
        let (found, inputs) = find(&files, &["a", "b", "y.txt"]);
        assert_eq!(found, files);
        let places: Vec<_> = inputs.found.iter().map(|input| &input.place).collect();
        assert!(places[0].ends_with("a/x.txt") && places[0].is_relative());
        assert!(places[1].ends_with("b/x.txt"));
        assert_eq!(places[2], Path::new("y.txt"));
    }

    #[cfg(unix)]
    #[test]
    fn a_list_may_hold_any_name_and_be_parted_by_nul() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &[u8]| folder.path().join(paths::os_string(name.to_vec()));
        let odd = [&b"\xFF.txt"[..], b"two\nlines.txt"];
        for name in odd {
            fs::write(path(name), "").unwrap();
        }
        for (end, known) in [(&b"\0"[..], 2), (b"\n", 1)] {
            let list: Vec<u8> = odd
                .iter()
                .flat_map(|name| [path(name).as_os_str().as_encoded_bytes(), end].concat())
                .collect();
            fs::write(path(b"list"), list).unwrap();
            let argument = PathBuf::from(format!("@{}", path(b"list").display()));
            let inputs = Inputs::find(&[argument], None);
            assert_eq!(inputs.found.len(), known);
            assert_eq!(inputs.failures.len(), 2 * (2 - known));
        }
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
