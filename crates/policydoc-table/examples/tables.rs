//! Writes the tables of some text files: `tables FOLDER FILE...` gives `FOLDER/documents.csv`,
//! with the feature `parquet` also `FOLDER/documents.parquet`, and so on for each table. Beside
//! them lie `documents.jsonl`, the documents in JSON, and `schema.json`, what the columns mean.

use policydoc::{Document, Parser, Source};
use policydoc_table::{Format, RecordBatch, Table, Tables, Writer, tables_schema};
use std::error::Error;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths = std::env::args_os().skip(1).map(PathBuf::from);
    let folder = paths.next().ok_or("usage: tables FOLDER FILE...")?;
    let mut json = File::create(folder.join("documents.jsonl"))?;
    let schema = serde_json::to_string_pretty(&tables_schema())?;
    fs::write(folder.join("schema.json"), schema)?;

    let mut files = Files::create(&folder)?;
    let mut tables = Tables::new(&Table::ALL);
    for path in paths {
        match read(&path) {
            Ok(document) => {
                writeln!(json, "{}", serde_json::to_string(&document)?)?;
                tables.push(&document)?;
            }
            Err(error) => tables.push_error(&path.to_string_lossy(), &error.to_string())?,
        }
        for (table, batch) in tables.ready() {
            files.write(table, &batch)?;
        }
    }
    for (table, batch) in tables.finish()? {
        files.write(table, &batch)?;
    }
    files.finish()
}

fn read(path: &Path) -> std::io::Result<Document> {
    let name = path.file_name();
    let mut source = Source::default();
    source.name = name.map(|name| name.to_string_lossy().into_owned());
    source.format = Some("text".to_owned());
    source.encoding = Some("UTF-8".to_owned());
    Ok(Parser::default().parse_source(fs::read_to_string(path)?, source))
}

/// A file for each table and format.
struct Files(Vec<(Table, Writer<File>)>);

impl Files {
    fn create(folder: &Path) -> Result<Self, Box<dyn Error>> {
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
        Ok(Self(files))
    }

    fn write(&mut self, table: Table, batch: &RecordBatch) -> Result<(), Box<dyn Error>> {
        for (_, writer) in self.0.iter_mut().filter(|(of, _)| *of == table) {
            writer.write(batch)?;
        }
        Ok(())
    }

    fn finish(self) -> Result<(), Box<dyn Error>> {
        for (_, writer) in self.0 {
            writer.finish()?;
        }
        Ok(())
    }
}
