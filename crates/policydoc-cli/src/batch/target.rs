//! What OUT is. It is never guessed.

use crate::batch::store::Format;
use crate::failure::Error;
use std::path::{Path, PathBuf};

/// Where results go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The standard output.
    Stdout,
    /// A device, a pipe: bytes are written to it, and it is never replaced.
    Stream(PathBuf),
    /// One file.
    File(PathBuf),
    /// A folder for several files.
    Folder(PathBuf),
}

/// Names of the standard output that are no file of their own.
const STDOUT: [&str; 4] = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

/// As many links are followed.
const LINKS: usize = 40;

impl Target {
    /// What `out` is, and the form of results that goes there.
    pub(crate) fn new(out: &Path, format: Option<Format>) -> Result<(Self, Format), Error> {
        let wrong = |problem: &str| Error::Usage(format!("-o {}: {problem}", out.display()));
        let target = place(out).map_err(|error| wrong(&error))?;
        let target = match target {
            Target::File(path) => path,
            other => {
                let lines = matches!(format, None | Some(Format::Jsonl));
                let problem = "a stream takes JSON lines only; give a folder or a file";
                return match other {
                    Self::Folder(path) => in_folder(path, out, format).map_err(|it| wrong(&it)),
                    stream if lines => Ok((stream, Format::Jsonl)),
                    _ => Err(wrong(problem)),
                };
            }
        };
        named(target, out, format).map_err(|problem| wrong(&problem))
    }

    /// Where the results are on the disk.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) | Self::Folder(path) => Some(path),
            Self::Stdout | Self::Stream(_) => None,
        }
    }
}

/// What stands at a path, with links resolved. What is not there yet is a file.
fn place(out: &Path) -> Result<Target, String> {
    if STDOUT.iter().any(|name| out.as_os_str() == *name) {
        return Ok(Target::Stdout);
    }
    let mut path = out.to_owned();
    for _ in 0..LINKS {
        let Ok(metadata) = std::fs::symlink_metadata(&path) else {
            return Ok(Target::File(path));
        };
        if metadata.is_symlink() {
            let folder = path.parent().unwrap_or(Path::new(""));
            // The links there stand for open files, whatever they seem to lead to.
            if folder
                .canonicalize()
                .is_ok_and(|at| at.starts_with("/proc"))
            {
                return Ok(Target::Stream(path));
            }
            let target = std::fs::read_link(&path).map_err(|error| error.to_string())?;
            path = folder.join(target);
        } else if metadata.is_file() {
            return Ok(Target::File(path));
        } else if metadata.is_dir() {
            // `.` and `a/..` have no name to put a hidden file beside.
            let named = path.file_name().is_some();
            let real = if named { Ok(path) } else { path.canonicalize() };
            return real.map(Target::Folder).map_err(|error| error.to_string());
        } else if is_socket(&metadata) {
            return Err("it is a socket, and cannot be written to".to_owned());
        } else {
            return Ok(Target::Stream(path));
        }
    }
    Err("it is a link that leads in a circle".to_owned())
}

#[cfg(unix)]
fn is_socket(metadata: &std::fs::Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_socket(&metadata.file_type())
}

#[cfg(not(unix))]
fn is_socket(_: &std::fs::Metadata) -> bool {
    false
}

/// A folder that is there.
fn in_folder(
    path: PathBuf,
    out: &Path,
    format: Option<Format>,
) -> Result<(Target, Format), String> {
    match format.unwrap_or(Format::Json) {
        Format::Jsonl => Err("it is a folder; give FILE.jsonl, or another --format".to_owned()),
        format if format.of_name(out) && format != Format::Json => {
            Err("it is a folder; give another name, or move it away".to_owned())
        }
        format => Ok((Target::Folder(path), format)),
    }
}

/// A file, or a name that is free. Its ending says what it is to be.
fn named(path: PathBuf, out: &Path, format: Option<Format>) -> Result<(Target, Format), String> {
    let extension = out.extension().unwrap_or_default().to_string_lossy();
    let is_file = path.is_file();
    let is_slashed = ends_with_slash(out);
    if is_slashed && is_file {
        return Err("it is a file; give a folder, or FILE.jsonl".to_owned());
    }
    if is_slashed || extension.is_empty() {
        let format = format.unwrap_or(Format::Json);
        return match format {
            Format::Jsonl if is_slashed => {
                Err("it would be a folder; give FILE.jsonl, or another --format".to_owned())
            }
            Format::Jsonl => Ok((Target::File(path), format)),
            _ if is_file => Err("it is a file; give a folder, or FILE.jsonl".to_owned()),
            format => Ok((Target::Folder(path), format)),
        };
    }
    let by_name = Format::ALL.iter().copied().find(|it| it.of_name(out));
    match (by_name, format) {
        (Some(Format::Json), None | Some(Format::Json)) => Err(
            "it would be a folder; name it without .json, or FILE.jsonl, or for one document use: \
             policydoc parse FILE"
                .to_owned(),
        ),
        (Some(by_name), Some(format)) if by_name != format => Err(format!(
            "its name says .{extension}, and --format another form; give one of them up"
        )),
        (Some(by_name), _) => Ok((Target::File(path), by_name)),
        (None, Some(Format::Jsonl)) => Ok((Target::File(path), Format::Jsonl)),
        (None, _) => Err(format!(
            "no form of results ends in .{extension}; give {}, or for a folder of this name a \
             slash at its end",
            forms()
        )),
    }
}

/// What names of outputs may end in.
fn forms() -> String {
    let endings = Format::ALL
        .iter()
        .filter_map(|format| format.extensions().first());
    let endings: Vec<String> = endings
        .filter(|ending| **ending != "json")
        .map(|ending| format!("FILE.{ending}"))
        .collect();
    format!("a folder, {}", endings.join(", "))
}

fn ends_with_slash(path: &Path) -> bool {
    let bytes = path.as_os_str().as_encoded_bytes();
    bytes
        .last()
        .is_some_and(|&last| std::path::is_separator(char::from(last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(out: &str, format: Option<Format>) -> Result<(Target, Format), String> {
        Target::new(Path::new(out), format).map_err(|error| match error {
            Error::Usage(problem) => problem,
            other => format!("{other:?}"),
        })
    }

    #[test]
    fn the_name_says_what_it_is() {
        let file = |name: &str, format| Ok((Target::File(name.into()), format));
        let folder = |name: &str, format| Ok((Target::Folder(name.into()), format));
        assert_eq!(of("a.jsonl", None), file("a.jsonl", Format::Jsonl));
        assert_eq!(of("a.NDJSON", None), file("a.NDJSON", Format::Jsonl));
        assert_eq!(of("a.csv", None), file("a.csv", Format::Csv));
        assert_eq!(of("a", None), folder("a", Format::Json));
        assert_eq!(of("a.txt/", None), folder("a.txt/", Format::Json));
        assert_eq!(of("a", Some(Format::Csv)), folder("a", Format::Csv));
        assert_eq!(of("a", Some(Format::Jsonl)), file("a", Format::Jsonl));
        assert_eq!(of("-", None), Ok((Target::Stdout, Format::Jsonl)));
    }

    #[test]
    fn a_name_that_says_nothing_is_an_error_with_the_forms() {
        for name in ["x.txt", "z.tsv", "z.jsonl.gz", "v1.2"] {
            let problem = of(name, None).unwrap_err();
            assert!(problem.contains("FILE.jsonl, FILE.csv"), "{problem}");
            assert!(of(name, Some(Format::Csv)).is_err());
        }
        assert!(of("a.jsonl", Some(Format::Csv)).is_err());
        assert!(of("a.json", None).unwrap_err().contains("policydoc parse"));
    }
}
