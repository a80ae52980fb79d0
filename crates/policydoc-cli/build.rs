//! Sums the tables and the code that decide what a document is read as, so that results of two
//! builds of one version are told apart.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// What results depend on, as folders of the workspace. In a package of its own, where they are
/// not there, the version says it all.
const RULES: [&str; 4] = [
    "../policydoc/data",
    "../policydoc/src",
    "../policydoc-read/src",
    "../policydoc-table/src",
];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    println!("cargo::rerun-if-changed=build.rs");
    let mut sum = DefaultHasher::new();
    for folder in RULES.map(|folder| root.join(folder)) {
        if folder.is_dir() {
            println!("cargo::rerun-if-changed={}", folder.display());
            add(&folder, &mut sum)?;
        }
    }
    println!("cargo::rustc-env=POLICYDOC_RULES={:016x}", sum.finish());
    Ok(())
}

fn add(folder: &Path, sum: &mut DefaultHasher) -> io::Result<()> {
    let entries: io::Result<Vec<_>> = fs::read_dir(folder)?.collect();
    let mut paths: Vec<_> = entries?.iter().map(fs::DirEntry::path).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add(&path, sum)?;
        } else {
            path.file_name().hash(sum);
            fs::read(&path)?.hash(sum);
        }
    }
    Ok(())
}
