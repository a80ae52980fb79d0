//! `policydoc outline`: the tree of a document, for people.

use super::with_one;
use crate::args::Outline;
use crate::exit::Exit;
use crate::failure::Error;
use crate::printer::{Look, Printer};
use crate::setup::{Desk, Setup};
use crate::width::{fit, width};
use policydoc::{Block, BlockKind, Document, Role};
use std::ffi::OsString;
use std::io::{self, Write as _};

/// As much of a provision's words as a person needs to know it by.
const WORDS: usize = 72; // columns

pub(super) fn run(
    args: &Outline,
    worker: &[OsString],
    printer: &mut Printer,
) -> Result<Exit, Error> {
    let setup = Setup::new(&args.reading, worker)?;
    let document = Desk::new(&setup).document(&args.file, printer);
    with_one(document, printer, |document, printer| {
        let columns = args.width.width.or_else(|| printer.columns());
        let mut tree = Tree {
            printer,
            document: &document,
            columns: columns.unwrap_or(usize::MAX),
            items: args.items,
        };
        tree.head()?;
        let levels = args.depth.unwrap_or(usize::MAX);
        tree.branches(document.body(), "", levels)?;
        Ok(tree.foot()?)
    })
}

struct Tree<'a> {
    printer: &'a mut Printer,
    document: &'a Document,
    columns: usize,
    items: bool,
}

impl Tree<'_> {
    /// The title, and under it number, date and issuers.
    fn head(&mut self) -> io::Result<()> {
        let front = &self.document.front_matter;
        if let Some(title) = front.title {
            let title = fit(&self.document.quote(title), self.columns);
            writeln!(self.printer, "{}", self.printer.paint(Look::Strong, title))?;
        }
        let number = front.document_number.map(|span| self.document.quote(span));
        let date = front.issued_on.map(|issued| issued.date.to_string().into());
        let issuers = front.issuers.iter();
        let issuers = issuers.map(|issuer| self.document.quote(issuer.span));
        let facts: Vec<_> = number.into_iter().chain(date).chain(issuers).collect();
        if !facts.is_empty() {
            let facts = fit(&facts.join(" · "), self.columns);
            writeln!(self.printer, "{}", self.printer.paint(Look::Dim, facts))?;
        }
        Ok(())
    }

    fn branches<'d>(
        &mut self,
        blocks: impl Iterator<Item = Block<'d>>,
        stem: &str,
        levels: usize,
    ) -> io::Result<()> {
        if levels == 0 {
            return Ok(());
        }
        let shown: Vec<_> = blocks.filter(|block| self.shows(block)).collect();
        for (at, block) in shown.iter().enumerate() {
            let last = at + 1 == shown.len();
            let (fork, below) = if last {
                ("└─ ", "   ")
            } else {
                ("├─ ", "│  ")
            };
            self.line(*block, &format!("{stem}{fork}"))?;
            self.branches(block.children(), &format!("{stem}{below}"), levels - 1)?;
        }
        Ok(())
    }

    fn shows(&self, block: &Block<'_>) -> bool {
        match block.kind() {
            BlockKind::Item => self.items,
            _ => block.is_provision(),
        }
    }

    /// Stem, marker, words, and then how many tasks or which departments.
    fn line(&mut self, block: Block<'_>, stem: &str) -> io::Result<()> {
        let marker = block.marker().unwrap_or_default();
        let left = self.columns.saturating_sub(width(stem) + width(marker) + 1);
        let note = note(block);
        // Who is responsible matters as much as what is to be done: on a narrow terminal each
        // gets at least half of the line.
        let kept = (width(&note) + 2).min(left / 2);
        let words = fit(&words(block), WORDS.min(left - kept));
        let note = fit(&note, left.saturating_sub(width(&words) + 2));
        let (look, words) = match block.kind() {
            BlockKind::Section => (Look::Dim, self.printer.paint(Look::Strong, words)),
            _ => (Look::Good, words),
        };
        write!(self.printer, "{}", self.printer.paint(Look::Dim, stem))?;
        write!(
            self.printer,
            "{} {words}",
            self.printer.paint(Look::Key, marker)
        )?;
        if !note.is_empty() {
            write!(self.printer, "  {}", self.printer.paint(look, note))?;
        }
        writeln!(self.printer)
    }

    fn foot(&mut self) -> io::Result<()> {
        let document = self.document;
        let count = format!(
            "{}, {}, {}",
            plural(document.sections().count(), "section"),
            plural(document.tasks().count(), "task"),
            plural(document.departments().len(), "department"),
        );
        writeln!(self.printer, "{}", self.printer.paint(Look::Dim, count))
    }
}

/// The heading, or the first words.
fn words(block: Block<'_>) -> String {
    let words = block.heading().or_else(|| block.text());
    let words = words.unwrap_or_default();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands beside a provision: a section's tasks, anybody's departments.
fn note(block: Block<'_>) -> String {
    let mut notes = Vec::new();
    if block.kind() == BlockKind::Section {
        match tasks_inside(block) {
            0 => {}
            tasks => notes.push(format!("({})", plural(tasks, "task"))),
        }
    }
    let names: Vec<String> = block
        .responsibilities()
        .flat_map(|statement| statement.mentions())
        .map(|named| {
            let name = match named.department() {
                Some(department) => department.name.clone(),
                None => block.document().quote(named.span()).into_owned(),
            };
            let lead = if named.role() == Role::Lead { "*" } else { "" };
            name + lead
        })
        .collect();
    if !names.is_empty() {
        notes.push(format!("→ {}", names.join("; ")));
    }
    notes.join(" ")
}

fn tasks_inside(block: Block<'_>) -> usize {
    block
        .children()
        .map(|child| usize::from(child.kind() == BlockKind::Task) + tasks_inside(child))
        .sum()
}

fn plural(count: usize, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}
