//! `policydoc departments`: who is named, how often, in which words.

use crate::args::Departments;
use crate::exit::Exit;
use crate::failure::Error;
use crate::printer::{Look, Printer};
use crate::setup::{Desk, Setup};
use crate::width::{fit, pad, width};
use policydoc::Document;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, Write as _};

pub(super) fn run(
    args: &Departments,
    worker: &[OsString],
    printer: &mut Printer,
) -> Result<Exit, Error> {
    let setup = Setup::new(&args.reading, worker);
    let mut desk = Desk::new(&setup);
    let mut named = Named::default();
    let mut failed = false;
    for file in &args.files {
        match desk.document(file, printer) {
            Ok(document) => named.add(&document),
            Err(failure) => {
                printer.failed(&failure);
                failed = true;
            }
        }
    }
    let columns = args.width.width.or_else(|| printer.columns());
    named.show(printer, columns.unwrap_or(usize::MAX))?;
    Ok(Exit::failed_if(failed))
}

/// The departments of all documents, by id.
#[derive(Default)]
struct Named {
    departments: BTreeMap<String, Entry>,
}

struct Entry {
    name: String,
    known: bool,
    mentions: u32,
    surfaces: BTreeMap<String, u32>,
}

impl Named {
    fn add(&mut self, document: &Document) {
        for department in document.departments() {
            let entry = self
                .departments
                .entry(department.id.clone())
                .or_insert_with(|| Entry {
                    name: department.name.clone(),
                    known: department.known,
                    mentions: 0,
                    surfaces: BTreeMap::new(),
                });
            entry.mentions += department.mentions;
            for &(span, count) in &department.surfaces {
                let surface = document.quote(span).into_owned();
                *entry.surfaces.entry(surface).or_default() += count;
            }
        }
    }

    fn show(&self, printer: &mut Printer, columns: usize) -> io::Result<()> {
        let mut rows: Vec<_> = self.departments.iter().collect();
        rows.sort_by_key(|(id, entry)| (std::cmp::Reverse(entry.mentions), *id));
        let ids = rows.iter().map(|(id, _)| width(id)).max().unwrap_or(0);
        let ids = ids.clamp(2, columns / 2);
        let names = columns.saturating_sub(ids + 12);
        let head = format!("{}  MENTIONS  NAME", pad("ID", ids));
        writeln!(printer, "{}", printer.paint(Look::Dim, head))?;
        for (id, entry) in rows {
            let look = if entry.known { Look::Key } else { Look::Odd };
            let id = printer.paint(look, pad(&fit(id, ids), ids));
            let name = fit(&entry.name, names);
            writeln!(printer, "{id}  {:>8}  {name}", entry.mentions)?;
            for (surface, count) in entry.others() {
                let surface = fit(surface, names.saturating_sub(2));
                let blank = " ".repeat(ids);
                let line = format!("{blank}  {count:>8}    {surface}");
                writeln!(printer, "{}", printer.paint(Look::Dim, line))?;
            }
        }
        Ok(())
    }
}

impl Entry {
    /// The wordings, the most frequent first; none if the name is the only one.
    fn others(&self) -> Vec<(&String, u32)> {
        let mut surfaces: Vec<_> = self
            .surfaces
            .iter()
            .map(|(surface, &count)| (surface, count))
            .collect();
        if surfaces.len() == 1 && *surfaces[0].0 == self.name {
            surfaces.clear();
        }
        surfaces.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        surfaces
    }
}
