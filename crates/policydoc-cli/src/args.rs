//! What can be asked for.

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use policydoc::{Language, Severity, Stage};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  policydoc outline plan.txt                   what the document looks like
  policydoc parse plan.txt > plan.json         all of its structure, as JSON
  policydoc check plan.txt                     what a careful reader would flag
  policydoc departments *.txt                  who is named, how often, in which words
  policydoc convert documents/ -o results/     a folder of documents, one JSON file each
  policydoc convert documents/ -o all.jsonl    the same in one file, a line each

Exit codes:
  0  all done
  1  an input gave no result, or `check` found errors
  2  the arguments make no sense; nothing was done

Results go to the standard output, everything else to the standard error.";

/// Structure, tasks and departments of government policy documents, English and Chinese.
#[derive(Debug, Parser)]
#[command(name = "policydoc", bin_name = "policydoc", version, after_help = EXAMPLES)]
#[command(arg_required_else_help = true, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// When to use colour; `NO_COLOR` is respected
    #[arg(long, value_enum, default_value_t, global = true, value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal only
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// One document as JSON
    ///
    /// Writes the structure of one document as JSON: front matter, sections, tasks, responsibilities,
    /// departments and diagnostics. Offsets count Unicode code points.
    Parse(Parse),
    /// The tree of a document, for people
    ///
    /// Draws the sections and tasks of a document as a tree. Sections show how many tasks they hold,
    /// tasks who carries them out; the department in the lead has an asterisk.
    Outline(Outline),
    /// The departments that documents name
    ///
    /// Lists the departments that documents name: identity, mentions, name, and under it every
    /// wording with its count where there are others.
    Departments(Departments),
    /// What a careful reader would flag, shown in its line
    ///
    /// Shows what a careful reader would flag: skipped numbers, unknown or misspelt departments,
    /// lists that break off. Ends with exit code 1 if there are errors.
    Check(Check),
    /// Many documents into files
    ///
    /// Converts documents to JSON. A folder stands for the documents in it and in its sub-folders.
    /// An input that cannot be read does not stop the others.
    Convert(Convert),
    /// The text as it was read: what all spans refer to
    ///
    /// Prints the text of a document exactly as it was read: what all spans refer to.
    Text(Text),
    /// Every candidate marker, and why it was taken or not
    ///
    /// Lists every candidate marker of a document, whether it numbers a provision, and why.
    Explain(Explain),
    /// The JSON Schema of the JSON output
    ///
    /// Prints the JSON Schema (draft 2020-12) of what `parse` and `convert` write.
    Schema,
}

/// How documents are read; the same for every sub-command.
#[derive(Debug, ClapArgs)]
pub(crate) struct Reading {
    /// The language of the documents; without it, each document's own is detected
    #[arg(long, value_parser = language, value_name = "en|zh")]
    pub(crate) language: Option<Language>,
}

/// How wide output for people is.
#[derive(Debug, ClapArgs)]
pub(crate) struct Width {
    /// Cut lines at this column [default: the width of the terminal; nowhere in a pipe]
    #[arg(long, value_name = "COLUMNS")]
    pub(crate) width: Option<usize>,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  policydoc parse plan.txt | jq '.departments[].id'
  policydoc parse - < plan.txt
  policydoc parse plan.txt --stage markers     what the second phase found")]
pub(crate) struct Parse {
    /// The document; `-` for the standard input
    pub(crate) file: PathBuf,
    /// Indent the JSON
    #[arg(long)]
    pub(crate) pretty: bool,
    /// Show what one phase found instead, a line each: span in bytes, finding, first words
    #[arg(long, value_parser = stage, value_name = "PHASE", conflicts_with = "pretty")]
    pub(crate) stage: Option<Stage>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Outline {
    /// The document; `-` for the standard input
    pub(crate) file: PathBuf,
    /// Show the numbered items inside tasks too
    #[arg(long)]
    pub(crate) items: bool,
    /// Show this many levels
    #[arg(long, value_name = "LEVELS")]
    pub(crate) depth: Option<usize>,
    #[command(flatten)]
    pub(crate) width: Width,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Departments {
    /// Documents; `-` for the standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) width: Width,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Check {
    /// Documents; `-` for the standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Leave out what matters less
    #[arg(long, value_parser = severity, default_value = "note", value_name = "note|warning|error")]
    pub(crate) severity: Severity,
    /// End with exit code 1 on warnings too
    #[arg(long)]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  policydoc convert documents/ -o results/
  policydoc convert plan.txt 'notices/**/*.txt' -o all.jsonl
  policydoc convert @list.txt -o all.jsonl     list.txt names an input a line")]
pub(crate) struct Convert {
    /// Files, folders, patterns such as 'a/**/*.txt', `@LIST` for a file that lists inputs,
    /// `-` for the standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// A folder for one NAME.json a document, or FILE.jsonl for one line a document
    #[arg(short, long, value_name = "OUT")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Text {
    /// The document; `-` for the standard input
    pub(crate) file: PathBuf,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    /// The document; `-` for the standard input
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

fn language(code: &str) -> Result<Language, String> {
    Language::from_code(code).ok_or_else(|| "it is `en` or `zh`".to_owned())
}

fn stage(name: &str) -> Result<Stage, String> {
    let wanted = |stage: &&Stage| stage.name() == name;
    Stage::ALL.iter().find(wanted).copied().ok_or_else(|| {
        let names: Vec<&str> = Stage::ALL.iter().map(|stage| stage.name()).collect();
        format!("it is one of {}", names.join(", "))
    })
}

fn severity(name: &str) -> Result<Severity, String> {
    match name {
        "note" => Ok(Severity::Note),
        "warning" => Ok(Severity::Warning),
        "error" => Ok(Severity::Error),
        _ => Err("it is note, warning or error".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_arguments_are_consistent() {
        <super::Args as clap::CommandFactory>::command().debug_assert();
    }
}
