//! Writes the tables of some text files: `tables FOLDER FILE...` gives `FOLDER/documents.csv`,
//! and with the feature `parquet` `FOLDER/documents.parquet`, and so on.

use policydoc::{Parser, Source};
use policydoc_table::{Format, Table, Tables, Writer};
use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths = std::env::args_os().skip(1).map(PathBuf::from);
    let folder = paths.next().ok_or("usage: tables FOLDER FILE...")?;
    let mut tables = Tables::new(&Table::ALL);
    let mut files = open(&folder)?;
    let parser = Parser::default();
    for path in paths {
        match fs::read_to_string(&path) {
            Ok(text) => {
                let name = path.file_name();
                let source = Source {
                    name: name.map(|name| name.to_string_lossy().into_owned()),
                    format: Some("text".to_owned()),
                    encoding: Some("UTF-8".to_owned()),
                    ..Source::default()
                };
                tables.push(&parser.parse_source(text, source))?;
            }
            Err(error) => tables.push_error(&path.to_string_lossy(), &error.to_string())?,
        }
        for (table, batch) in tables.ready() {
            for (_, writer) in files.iter_mut().filter(|(of, _)| *of == table) {
                writer.write(&batch)?;
            }
        }
    }
    for (table, batch) in tables.finish()? {
        for (_, writer) in files.iter_mut().filter(|(of, _)| *of == table) {
            writer.write(&batch)?;
        }
    }
    for (_, writer) in files {
        writer.finish()?;
    }
    Ok(())
}

fn open(folder: &Path) -> Result<Vec<(Table, Writer<File>)>, Box<dyn Error>> {
    let formats = [
        Format::Csv { bom: false },
        #[cfg(feature = "parquet")]
        Format::Parquet,
    ];
    let mut files = Vec::new();
    for table in Table::ALL {
        for format in formats {
            let path = folder.join(format!("{table}.{}", format.extension()));
            files.push((table, Writer::new(table, format, File::create(path)?)?));
        }
    }
    Ok(files)
}
