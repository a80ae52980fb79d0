//! What can be asked for.

use crate::batch::store::Format;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use policydoc::{Language, Severity, Stage};
use policydoc_read::PdfEngine;
use std::num::NonZero;
use std::path::PathBuf;

/// More threads than this are a slip of the hand.
const MOST_JOBS: usize = 1024;

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
    /// Lists the departments that documents name, joined by identity: id, mentions, name, and under
    /// it every wording with its count and, of several documents, where it was seen.
    Departments(Departments),
    /// What a careful reader would flag, shown in its line
    ///
    /// Shows what a careful reader would flag: skipped numbers, unknown or misspelt departments,
    /// lists that break off. Ends with exit code 1 if there are errors.
    Check(Check),
    /// Many documents into files
    ///
    /// Converts documents to JSON, CSV or Parquet. A folder stands for the documents in it and in
    /// its sub-folders: text, Markdown, web pages, Word, ODT, Rich Text, workbooks, PDF,
    /// and files without an extension; a ZIP archive for the documents in it, `archive.zip!/path`.
    /// Hidden files and other kinds are left alone. An input that cannot be read does not stop the
    /// others.
    Convert(Convert),
    /// The text as it was read: what all spans refer to
    ///
    /// Prints the text of a document exactly as it was read: what all spans refer to. With `--all`
    /// it has more than that: what is left out of PDF files otherwise.
    Text(Text),
    /// Every candidate marker, and why it was taken or not
    ///
    /// Lists every candidate marker of a document, whether it numbers a provision, and why.
    Explain(Explain),
    /// The JSON Schema of the JSON output, or the columns of the tables
    ///
    /// Prints the JSON Schema (draft 2020-12) of what `parse` and `convert` write; with
    /// `--tables`, what the columns of CSV and Parquet files mean.
    Schema(Schema),
    /// Reads files for another process of this command
    #[command(hide = true)]
    ReadWorker,
}

/// How documents are read and parsed; the same for every sub-command.
#[derive(Debug, ClapArgs)]
pub(crate) struct Reading {
    /// The language of the documents; without it, each document's own is detected
    #[arg(long, value_parser = language, value_name = "en|zh")]
    pub(crate) language: Option<Language>,
    /// A table of places, kinds of organ or organs of your own, added to the built-in ones
    #[arg(long, value_name = "TSV")]
    pub(crate) gazetteer: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) files: Files,
}

/// How files become texts.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Reading files")]
pub(crate) struct Files {
    /// The encoding of text, such as gb18030; without it, each file's own is detected
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// Read web pages whole, with navigation and all
    #[arg(long)]
    pub(crate) whole_page: bool,
    /// What reads PDF
    #[arg(long, value_enum, default_value_t, value_name = "ENGINE")]
    pub(crate) pdf_engine: Engine,
    /// The library for `--pdf-engine pdfium`, or the folder it is in; without it,
    /// `POLICYDOC_PDFIUM`, Python's packages and the system's folders are looked through
    #[arg(long, value_name = "PATH")]
    pub(crate) pdfium: Option<PathBuf>,
    /// The largest file, and the most that a file may unpack to; K, M and G are understood
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "256M")]
    pub(crate) max_bytes: u64,
    /// The longest time for reading and parsing a file
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    pub(crate) max_time: u64,
    /// The most memory for reading and parsing a file; macOS and Windows do not hold to it
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "2G")]
    pub(crate) max_memory: u64,
    /// How deep elements of a web page or Word file may lie inside each other
    #[arg(long, value_name = "LEVELS", default_value_t = 2_000)]
    pub(crate) max_depth: u32,
    /// How many pages a PDF file may have
    #[arg(long, value_name = "PAGES", default_value_t = 5_000)]
    pub(crate) max_pages: u32,
}

/// What reads PDF.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Engine {
    /// What is built in
    #[default]
    Embedded,
    /// Google's library, from `pip install pypdfium2` or elsewhere
    Pdfium,
}

impl Engine {
    pub(crate) fn get(self) -> PdfEngine {
        match self {
            Self::Embedded => PdfEngine::Embedded,
            Self::Pdfium => PdfEngine::Pdfium,
        }
    }
}

/// How much is done at a time.
#[derive(Debug, ClapArgs)]
pub(crate) struct Jobs {
    /// How many documents to work on at a time [default: one a processor core]
    #[arg(short, long, value_name = "NUMBER", value_parser = jobs)]
    jobs: Option<NonZero<usize>>,
}

impl Jobs {
    pub(crate) fn get(&self) -> usize {
        let all = || std::thread::available_parallelism().ok();
        self.jobs.or_else(all).map_or(1, NonZero::get)
    }
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
#[command(after_help = "\
Examples:
  policydoc departments plan.txt
  policydoc departments documents/ --unknown            names to add to a gazetteer
  policydoc departments documents/ --gazetteer my.tsv   after adding them
  policydoc departments documents/ --as-of 2019         a series over a reform as one
  policydoc departments documents/ --json | jq 'select(.mentions > 10) | .id'

A table for --gazetteer is tab-separated; its first line names the columns. With a column `kind_id`
it adds kinds of organ, with `place_id` places, with `org_id` single organs:
  kind_id         en_local                        zh_local
  balloon-office  Balloon Office|Office of Balloons  气球办公室")]
pub(crate) struct Departments {
    /// Files, folders, patterns, `@LIST`, `-`: as for `convert`
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) files: Vec<PathBuf>,
    /// List those only that the gazetteer does not know, the most frequent first
    #[arg(long)]
    pub(crate) unknown: bool,
    /// Count departments as what they were, or had become, in this year, by the links between
    /// predecessors and successors; without it, as the documents name them
    #[arg(long, value_name = "YEAR")]
    pub(crate) as_of: Option<u16>,
    /// Write a line of JSON a department, with all documents that name it
    #[arg(long, conflicts_with = "width")]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) width: Width,
    #[command(flatten)]
    pub(crate) jobs: Jobs,
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
  policydoc convert @list.txt -o all.jsonl --resume
  find . -name '*.docx' -print0 | policydoc convert @- -o tables/ --format parquet

In a folder, plan.txt becomes plan.json, plan.docx plan.docx.json, and notice notice~.json: the name
depends on that of the input alone. So do plan.md and plan.html become plan.json, but plan.md.json
and plan.html.json beside a plan.txt. Of several folders each has its results in one of its own name.

What gave no result is listed in OUT.errors.jsonl, and the exit code is 1. Every file is there as a
whole or not at all, and no file is replaced or removed that policydoc did not write. A run that was
killed is taken up by --resume; what that needs to know is kept in hidden files: OUT/.policydoc in a
folder, .OUT.policydoc and .OUT.log beside a file.")]
pub(crate) struct Convert {
    /// Files, folders, patterns such as 'a/**/*.txt', `@LIST` for a file that lists inputs,
    /// one a line or parted by NUL; `-` for the standard input. Each file is converted once,
    /// however often it is named
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// A folder for one NAME.json a document, laid out as the folder it came from; FILE.jsonl for
    /// one line a document; NAME.csv or NAME.parquet for tables, which become NAME.documents.csv
    /// and so on; `-`, a pipe or a device for JSON lines. Of a link it is what it leads to
    #[arg(short, long, value_name = "OUT")]
    pub(crate) out: PathBuf,
    /// The form of the results, where the name of OUT does not tell; tables go into folder OUT
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
    #[command(flatten)]
    pub(crate) earlier: Earlier,
    /// Do not wait until results are on the disk: faster, but a loss of power may cost some
    #[arg(long)]
    pub(crate) no_sync: bool,
    /// Begin CSV files with a byte order mark, which Excel needs
    #[arg(long)]
    pub(crate) bom: bool,
    #[command(flatten)]
    pub(crate) jobs: Jobs,
    /// Print errors only: no progress, no warnings, no summary
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// What becomes of the results of earlier runs.
#[derive(Debug, ClapArgs)]
pub(crate) struct Earlier {
    /// Keep what an earlier run has made of the same bytes by the same rules, whether it was
    /// finished or not; of tables, only if it was not
    #[arg(long)]
    pub(crate) resume: bool,
    /// Replace files in the place of results that policydoc did not write, or that were changed
    /// since. Without it they stay, and are an error
    #[arg(long)]
    pub(crate) overwrite: bool,
    /// Remove results in the folder OUT whose inputs are gone; without it they are listed
    #[arg(long)]
    pub(crate) prune: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Text {
    /// The document; `-` for the standard input
    pub(crate) file: PathBuf,
    /// Keep what pages of PDF files repeat: running heads, feet and page numbers
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) files: Files,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    /// The document; `-` for the standard input
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// A size in bytes: `500000`, `256M`, `2G`.
fn size(text: &str) -> Result<u64, String> {
    let (digits, shift) = match text.trim_end_matches(['B', 'b']).to_ascii_uppercase() {
        text if text.ends_with('K') => (text, 10),
        text if text.ends_with('M') => (text, 20),
        text if text.ends_with('G') => (text, 30),
        text => (text, 0),
    };
    let number = digits.trim_end_matches(['K', 'M', 'G']).parse::<u64>();
    let bytes = number
        .ok()
        .and_then(|number| number.checked_mul(1 << shift));
    bytes.ok_or_else(|| "it is a number of bytes such as 500000, 256M or 2G".to_owned())
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Schema {
    /// Describe the columns of the tables, in Markdown
    #[arg(long)]
    pub(crate) tables: bool,
}

fn jobs(number: &str) -> Result<NonZero<usize>, String> {
    let number = number.parse().ok().filter(|number| *number <= MOST_JOBS);
    let number = number.and_then(NonZero::new);
    number.ok_or_else(|| {
        format!("it is a number from 1 to {MOST_JOBS}; leave it out for one a processor core")
    })
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
