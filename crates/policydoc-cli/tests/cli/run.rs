//! Runs the command in a folder of its own.

use std::fmt;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A notice in the manner of a district, with a number left out.
pub(crate) const PLAN: &str = "\
Work Plan for Better Markets in Xicheng District

I. General Requirements

The plan shall be carried out in full.

II. Main Tasks

1. We shall open a service hall for small companies.

District-level responsible departments: Commerce Bureau of Xicheng District, Finance Bureau of Xicheng District

2. We shall publish the list of fees.

District-level responsible departments: Finance Bureau of Xicheng District

4. We shall report on progress every quarter.

District-level responsible departments: Commerce Bureau of Xicheng District
";

/// A Chinese notice.
pub(crate) const NOTICE: &str = "\
北京市西城区关于加强市场服务的通知

一、加强组织领导

（一）建立工作协调机制，定期研究重大问题。（区商务局、区财政局负责）

（二）公布收费清单，接受社会监督。（区财政局负责）

二、做好宣传工作

利用各类媒体宣传政策措施。
";

/// A folder, and the command run in it.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new(files: &[(&str, &[u8])]) -> Self {
        let folder = Self(TempDir::new().unwrap());
        for (name, bytes) in files {
            folder.write(name, bytes);
        }
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.join(name)).unwrap()
    }

    /// Every file below `name`, sorted, as paths below the folder.
    pub(crate) fn list(&self, name: &str) -> Vec<String> {
        walkdir::WalkDir::new(self.join(name))
            .sort_by_file_name()
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = entry.path().strip_prefix(self.path()).unwrap();
                path.to_str().unwrap().to_owned()
            })
            .collect()
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_policydoc"));
        command
            .args(args)
            .current_dir(self.path())
            .env_remove("CLICOLOR_FORCE")
            .env_remove("NO_COLOR");
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, b"")
    }

    /// Runs the command until its log or its journal has so many lines that tell of a result,
    /// and kills it.
    pub(crate) fn run_until(&self, args: &[&str], lines: usize) {
        let mut child = self
            .command(args)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let told = || {
            let files = self.list(".").into_iter();
            let is_hidden = |name: &String| name.rsplit('/').next().unwrap().starts_with('.');
            let files = files.filter(is_hidden);
            let bytes = files.map(|name| std::fs::read(self.join(&name)).unwrap_or_default());
            bytes
                .map(|bytes| bytes.windows(8).filter(|at| at == b"\"sha256\"").count())
                .sum::<usize>()
        };
        while told() < lines && child.try_wait().unwrap().is_none() {
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }

    pub(crate) fn run_with(&self, args: &[&str], stdin: &[u8]) -> Ran {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The command may end without reading its input.
        let _ = child.stdin.take().unwrap().write_all(stdin);
        child.wait_with_output().unwrap().into()
    }
}

/// What a run printed, and how it ended.
pub(crate) struct Ran {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: Option<i32>,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code(),
        }
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            stdout,
            stderr,
            code,
        } = self;
        write!(
            f,
            "exit code: {code:?}\n--- stdout\n{stdout}--- stderr\n{stderr}"
        )
    }
}
