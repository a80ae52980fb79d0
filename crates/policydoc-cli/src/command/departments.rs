//! `policydoc departments`: who is named, how often, in which words, where.

use crate::args::Departments;
use crate::batch::inputs::Inputs;
use crate::batch::ordered::ordered;
use crate::batch::progress::Progress;
use crate::batch::{lines, paths};
use crate::exit::Exit;
use crate::failure::{Error, Failure};
use crate::input;
use crate::printer::{Look, Printer};
use crate::reader::Reader;
use crate::setup::Setup;
use crate::width::{fit, pad, width};
use policydoc::{Document, Entry, Register};
use serde::Serialize;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::Path;

/// As many documents are named beside a surface.
const NAMED: usize = 3;

pub(super) fn run(
    args: &Departments,
    worker: &[OsString],
    printer: &mut Printer,
) -> Result<Exit, Error> {
    let setup = Setup::new(&args.reading, worker)?;
    let inputs = Inputs::find(&args.files, None);
    let mut progress = Progress::new(false, &inputs.found);
    let mut failed = !inputs.failures.is_empty();
    for failure in &inputs.failures {
        printer.failed(failure);
    }
    let mut register = Register::default();
    ordered(
        inputs.found.len(),
        args.jobs.get(),
        || setup.reader(),
        |reader, at| document(&setup, reader, &inputs.found[at].path),
        // A parsed document takes several times its text.
        |document| {
            document
                .as_ref()
                .map_or(0, |document| document.text().len() * 8)
        },
        |at, document| {
            progress.step(document.is_err());
            match document {
                Ok(document) => {
                    let path = &inputs.found[at].path;
                    register.add(paths::text(path), &document);
                }
                Err(failure) => {
                    progress.aside(|| printer.failed(&failure));
                    failed = true;
                }
            }
            Ok::<_, Error>(())
        },
    )?;
    progress.end();
    if let Some(year) = args.as_of {
        register = register.as_of(&setup.gazetteer, year);
    }
    let mut entries = register.entries();
    entries.retain(|entry| !args.unknown || !entry.known);
    if args.json {
        for entry in &entries {
            json(&register, entry, printer)?;
        }
    } else {
        let columns = args.width.width.or_else(|| printer.columns());
        show(&register, &entries, columns.unwrap_or(usize::MAX), printer)?;
    }
    Ok(Exit::failed_if(failed))
}

fn document(setup: &Setup, reader: &mut Reader<'_>, path: &Path) -> Result<Document, Failure> {
    let bytes = input::load(path, setup.settings.bytes)?;
    let text = reader.read(path, input::name(path), &bytes, true)?;
    Ok(text.parse(&setup.parser))
}

/// A department as a line of JSON. Documents go by their paths.
fn json(register: &Register, entry: &Entry, printer: &mut Printer) -> Result<(), Error> {
    #[derive(Serialize)]
    struct Line<'a> {
        id: &'a str,
        name: &'a str,
        name_en: Option<&'a str>,
        name_zh: Option<&'a str>,
        as_named: &'a [String],
        kind: Option<&'a str>,
        jurisdiction: Option<&'a str>,
        known: bool,
        mentions: u64,
        documents: Vec<&'a str>,
        surfaces: Vec<Surface<'a>>,
    }
    #[derive(Serialize)]
    struct Surface<'a> {
        text: &'a str,
        count: u64,
        documents: Vec<&'a str>,
    }
    let names = |documents: &[usize]| documents.iter().map(|&at| register.document(at)).collect();
    let surfaces = entry.surfaces.iter();
    let line = Line {
        id: &entry.id,
        name: &entry.name,
        name_en: entry.name_en.as_deref(),
        name_zh: entry.name_zh.as_deref(),
        as_named: &entry.as_named,
        kind: entry.kind.as_deref(),
        jurisdiction: entry.jurisdiction.as_deref(),
        known: entry.known,
        mentions: entry.mentions,
        documents: names(&entry.documents),
        surfaces: surfaces
            .map(|surface| Surface {
                text: &surface.text,
                count: surface.count,
                documents: names(&surface.documents),
            })
            .collect(),
    };
    let line = lines::safe(serde_json::to_vec(&line).map_err(io::Error::from)?);
    printer.write_all(&line)?;
    Ok(writeln!(printer)?)
}

/// A line for each department, and below it one for each wording where there is more to say than
/// that it has its name.
fn show(
    register: &Register,
    entries: &[Entry],
    columns: usize,
    printer: &mut Printer,
) -> Result<(), Error> {
    let ids = entries.iter().map(|entry| width(&entry.id)).max();
    let ids = ids.unwrap_or(0).clamp(2, (columns / 2).max(2));
    let names = columns.saturating_sub(ids + 12);
    let head = format!("{}  MENTIONS  NAME", pad("ID", ids));
    writeln!(printer, "{}", printer.paint(Look::Dim, head))?;
    for entry in entries {
        let look = if entry.known { Look::Key } else { Look::Odd };
        let id = printer.paint(look, pad(&fit(&entry.id, ids), ids));
        let name = fit(&entry.name, names);
        writeln!(printer, "{id}  {:>8}  {name}", entry.mentions)?;
        let many = register.len() > 1;
        if !many && matches!(&*entry.surfaces, [only] if only.text == entry.name) {
            continue;
        }
        for surface in &entry.surfaces {
            let place = if many {
                format!("  [{}]", seen(register, &surface.documents))
            } else {
                String::new()
            };
            let text = fit(&format!("{}{place}", surface.text), names.saturating_sub(2));
            let line = format!("{}  {:>8}    {text}", " ".repeat(ids), surface.count);
            writeln!(printer, "{}", printer.paint(Look::Dim, line))?;
        }
    }
    Ok(())
}

/// Where a surface was seen: the first documents by name, and how many more.
fn seen(register: &Register, documents: &[usize]) -> String {
    let mut seen: Vec<String> = documents
        .iter()
        .take(NAMED)
        .map(|&at| register.document(at).to_owned())
        .collect();
    if documents.len() > NAMED {
        seen.push(format!("{} more", documents.len() - NAMED));
    }
    seen.join(", ")
}
