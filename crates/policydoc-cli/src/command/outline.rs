//! `policydoc outline`: the tree of a document, for people.

use super::with_one;
use crate::args::Outline;
use crate::exit::Exit;
use crate::failure::Error;
use crate::printer::{Look, Printer};
use crate::setup::{Desk, Setup};
use crate::width::{fit, width};
use policydoc::{Block, BlockKind, Document, Issuer, Provision, Quote, Responsibility, Role};
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
        let front = self.document.front_matter();
        if let Some(title) = front.title() {
            let title = fit(&title.text(), self.columns);
            writeln!(self.printer, "{}", self.printer.paint(Look::Strong, title))?;
        }
        let number = front.document_number().map(Quote::text);
        let date = front.issued_on();
        let date = date.map(|issued| issued.date().to_string().into());
        let issuers = front.issuers().map(Issuer::text);
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
        let shown: Vec<_> = blocks
            .filter_map(Block::as_provision)
            .filter(|provision| self.items || provision.kind() != BlockKind::Item)
            .collect();
        for (at, provision) in shown.iter().enumerate() {
            let last = at + 1 == shown.len();
            let (fork, below) = if last {
                ("└─ ", "   ")
            } else {
                ("├─ ", "│  ")
            };
            self.line(*provision, &format!("{stem}{fork}"))?;
            self.branches(provision.children(), &format!("{stem}{below}"), levels - 1)?;
        }
        Ok(())
    }

    /// Stem, marker, words, and then how many tasks or which departments.
    fn line(&mut self, provision: Provision<'_>, stem: &str) -> io::Result<()> {
        let marker = provision.marker().unwrap_or_default();
        let left = self.columns.saturating_sub(width(stem) + width(marker) + 1);
        let note = note(provision);
        // Who is responsible matters as much as what is to be done: on a narrow terminal each
        // gets at least half of the line.
        let kept = (width(&note) + 2).min(left / 2);
        let words = fit(&words(provision), WORDS.min(left - kept));
        let note = fit(&note, left.saturating_sub(width(&words) + 2));
        let (look, words) = match provision.kind() {
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
fn words(provision: Provision<'_>) -> String {
    let words = provision.heading().or_else(|| provision.text());
    let words = words.unwrap_or_default();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands beside a provision: a section's tasks, anybody's departments.
fn note(provision: Provision<'_>) -> String {
    let mut notes = Vec::new();
    if provision.kind() == BlockKind::Section {
        match tasks_inside(provision.into()) {
            0 => {}
            tasks => notes.push(format!("({})", plural(tasks, "task"))),
        }
    }
    let names: Vec<String> = provision
        .responsibilities()
        .flat_map(Responsibility::mentions)
        .map(|mention| {
            let name = match mention.department() {
                Some(department) => department.name.clone(),
                None => provision.document().quote(mention.span()).into_owned(),
            };
            let lead = if mention.role() == Role::Lead {
                "*"
            } else {
                ""
            };
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
