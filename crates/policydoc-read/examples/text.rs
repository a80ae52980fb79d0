//! Prints the text of a file exactly, or with `--blocks` where each piece of it came from:
//! `cargo run -p policydoc-read --example text -- [--blocks] FILE`.

use policydoc_read::{Options, read_file};
use std::io::{Write, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut files: Vec<_> = std::env::args_os().skip(1).collect();
    let blocks = files.first().is_some_and(|first| first == "--blocks");
    files.drain(..usize::from(blocks));
    let Some(file) = files.first() else {
        eprintln!("usage: text [--blocks] FILE");
        return ExitCode::from(2);
    };
    let text = match read_file(file, &Options::default()) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    for warning in &text.warnings {
        eprintln!("{warning}");
    }
    let mut out = stdout().lock();
    let written = if blocks {
        text.blocks.iter().try_for_each(|block| {
            let slice = &text.text[block.range.clone()];
            let (kind, level) = (
                block.kind,
                block.level.map_or(String::new(), |level| level.to_string()),
            );
            let bold = if block.bold { " bold" } else { "" };
            writeln!(out, "{}\t{kind:?}{level}{bold}\t{slice:?}", block.origin)
        })
    } else {
        out.write_all(text.text.as_bytes())
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
