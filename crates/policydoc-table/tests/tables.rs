//! Documents as tables, through the public interface.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use arrow_array::cast::AsArray as _;
use arrow_array::types::Int64Type;
use policydoc::{Document, Parser, Source};
use policydoc_table::{Error, Format, RecordBatch, Table, Tables, Writer, tables_schema};
use std::collections::HashSet;

const PLAN: &str = "\
Plan for Opening Up

I. Goals

We aim high – higher.

II. Tasks

1. Plans for Visitors

We shall publish a plan for each café in the district, and keep it up to date.

The plan shall be short, so that people read it.

Responsible: Ministry of Finance, Ministry of Commerce and all other relevant units

2. =HYPERLINK(\"http://example.org\",\"open, please\")

Responsible: Ministry of Finance
";

fn document(name: &str, text: &str) -> Document {
    let mut source = Source::default();
    source.name = Some(name.to_owned());
    Parser::default().parse_source(text.to_owned(), source)
}

fn batches(table: Table, documents: &[Document]) -> Vec<RecordBatch> {
    let mut tables = Tables::new(&[table]);
    for document in documents {
        tables.push(document).unwrap();
    }
    tables.finish().unwrap().map(|(_, batch)| batch).collect()
}

fn file(table: Table, format: Format, batches: &[RecordBatch]) -> Vec<u8> {
    let mut writer = Writer::new(table, format, Vec::new()).unwrap();
    for batch in batches {
        writer.write(batch).unwrap();
    }
    writer.finish().unwrap()
}

fn csv(table: Table, documents: &[Document]) -> String {
    let format = Format::Csv { bom: false };
    String::from_utf8(file(table, format, &batches(table, documents))).unwrap()
}

fn texts<'b>(batch: &'b RecordBatch, column: &str) -> Vec<Option<&'b str>> {
    let column = batch.column_by_name(column).unwrap();
    column.as_string::<i32>().iter().collect()
}

fn integers(batch: &RecordBatch, column: &str) -> Vec<Option<i64>> {
    let column = batch.column_by_name(column).unwrap();
    column.as_primitive::<Int64Type>().iter().collect()
}

#[test]
fn provisions_say_where_they_stand_and_what_they_lie_in() {
    let batch = &batches(Table::Provisions, &[document("plan.txt", PLAN)])[0];
    assert_eq!(
        texts(batch, "id"),
        [Some("1"), Some("2"), Some("2.1"), Some("2.2")]
    );
    assert_eq!(
        texts(batch, "parent_id"),
        [None, None, Some("2"), Some("2")]
    );
    assert_eq!(
        integers(batch, "depth"),
        [Some(0), Some(0), Some(1), Some(1)]
    );
    assert_eq!(
        texts(batch, "type"),
        [Some("section"), Some("section"), Some("task"), Some("task")]
    );
    assert_eq!(texts(batch, "document"), [Some("plan.txt"); 4]);
    assert_eq!(
        texts(batch, "paragraphs"),
        [
            None,
            None,
            Some("The plan shall be short, so that people read it."),
            None
        ]
    );
    // The dash and the é are several bytes and one code point each.
    let points: Vec<char> = PLAN.chars().collect();
    let text: String = {
        let at = |column| integers(batch, column)[2].unwrap();
        let (start, end) = (at("text_start"), at("text_end"));
        points[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()]
            .iter()
            .collect()
    };
    assert_eq!(Some(text.as_str()), texts(batch, "text")[2]);
    assert!(text.contains('é'));
}

#[test]
fn mentions_say_who_and_by_what_statement() {
    let text =
        "一、工作任务\n（责任单位：市商务局）\n1. 发布方案。\n责任单位：市财政局、市教育局\n";
    let batch = &batches(Table::Mentions, &[document("plan.txt", text)])[0];
    assert_eq!(
        texts(batch, "surface"),
        [
            Some("市商务局"),
            Some("市财政局"),
            Some("市教育局"),
            Some("市商务局")
        ]
    );
    assert_eq!(
        texts(batch, "provision_id"),
        [Some("1"), Some("1.1"), Some("1.1"), Some("1.1")]
    );
    assert_eq!(
        texts(batch, "provision_type"),
        [Some("section"), Some("task"), Some("task"), Some("task")]
    );
    assert_eq!(
        texts(batch, "stated_in"),
        [Some("1"), Some("1.1"), Some("1.1"), Some("1")]
    );
    let inherited = batch.column_by_name("inherited").unwrap().as_boolean();
    assert_eq!(
        inherited.iter().collect::<Vec<_>>(),
        [Some(false), Some(false), Some(false), Some(true)]
    );
    assert_eq!(texts(batch, "role"), [Some("responsible"); 4]);
    assert_eq!(texts(batch, "label"), [Some("责任单位"); 4]);
    let ids = texts(batch, "department_id");
    assert_eq!(ids[0], ids[3]);
    assert!(ids[1].is_some() && ids[1] != ids[2]);
    assert_eq!(integers(batch, "span_start")[1], Some(33));
}

#[test]
fn every_row_of_every_table_has_a_key_of_its_own() {
    let documents = [document("a", PLAN), document("b", PLAN)];
    for table in Table::ALL {
        let mut keys = HashSet::new();
        for batch in batches(table, &documents) {
            for row in 0..batch.num_rows() {
                let cell = |name: &&str| {
                    let column = batch.column_by_name(name).unwrap();
                    column.as_string_opt::<i32>().map_or_else(
                        || column.as_primitive::<Int64Type>().value(row).to_string(),
                        |texts| texts.value(row).to_owned(),
                    )
                };
                let key: Vec<String> = table.key().iter().map(cell).collect();
                assert!(keys.insert(key), "{table}, row {row}");
            }
        }
    }
}

#[test]
fn a_document_counts_what_the_other_tables_hold() {
    let documents = [document("plan.txt", PLAN)];
    let batch = &batches(Table::Documents, &documents)[0];
    let count = |column| integers(batch, column)[0];
    assert_eq!(
        (count("sections"), count("tasks"), count("items")),
        (Some(2), Some(2), Some(0))
    );
    assert_eq!(count("length"), i64::try_from(PLAN.chars().count()).ok());
    for (column, table) in [
        ("mentions", Table::Mentions),
        ("departments", Table::Departments),
        ("diagnostics", Table::Diagnostics),
    ] {
        let rows: usize = batches(table, &documents)
            .iter()
            .map(RecordBatch::num_rows)
            .sum();
        assert_eq!(count(column), i64::try_from(rows).ok(), "{table}");
    }
}

#[test]
fn a_file_that_could_not_be_read_is_a_row_of_documents_alone() {
    let mut tables = Tables::new(&Table::ALL);
    tables
        .push_error("broken.docx", "the file is cut off")
        .unwrap();
    let ready: Vec<_> = tables.finish().unwrap().collect();
    let [(Table::Documents, batch)] = ready.as_slice() else {
        panic!("{ready:?}");
    };
    assert_eq!(texts(batch, "document"), [Some("broken.docx")]);
    assert_eq!(texts(batch, "error"), [Some("the file is cut off")]);
    assert_eq!(texts(batch, "language"), [None]);
    assert_eq!(integers(batch, "tasks"), [Some(0)]);
}

#[test]
fn a_document_without_a_name_has_its_sum_as_key() {
    let batch = &batches(Table::Documents, &[policydoc::parse("")])[0];
    assert_eq!(texts(batch, "document"), texts(batch, "sha256"));
    assert!(texts(batch, "sha256")[0].unwrap().starts_with("e3b0c442"));
}

#[test]
fn csv_is_quoted_and_cannot_be_a_formula() {
    let csv = csv(Table::Provisions, &[document("=plan.txt", PLAN)]);
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines[0].starts_with("document,id,parent_id,position,depth,type,"));
    assert!(lines[1].starts_with("'=plan.txt,1,,0,0,section,I.,1,Goals,"));
    assert!(
        csv.contains(r#","'=HYPERLINK(""http://example.org"",""open, please"")","#),
        "{csv}"
    );
}

#[test]
fn a_byte_order_mark_is_written_once_and_only_when_asked_for() {
    let documents = [document("plan.txt", PLAN)];
    let batches = batches(Table::Documents, &documents);
    let plain = file(Table::Documents, Format::Csv { bom: false }, &batches);
    let marked = file(Table::Documents, Format::Csv { bom: true }, &batches);
    assert!(plain.starts_with(b"document,"));
    assert_eq!(marked, ["\u{FEFF}".as_bytes(), &plain].concat());
}

#[test]
fn a_table_without_rows_still_has_a_header() {
    let csv = csv(Table::Mentions, &[]);
    assert!(csv.starts_with("document,position,provision_id,"));
    assert_eq!(csv.lines().count(), 1);
}

#[test]
fn batches_do_not_depend_on_when_they_are_taken() {
    let many = "1. One is enough.\n".repeat(6000);
    let documents = [
        document("a", &many),
        document("b", &many),
        document("c", PLAN),
    ];
    let at_once = batches(Table::Provisions, &documents);
    let mut tables = Tables::new(&[Table::Provisions]);
    let mut taken = Vec::new();
    for document in &documents {
        tables.push(document).unwrap();
        taken.extend(tables.ready().map(|(_, batch)| batch));
        assert_eq!(tables.ready().count(), 0);
    }
    assert!(!taken.is_empty(), "a full batch is ready before the end");
    taken.extend(tables.finish().unwrap().map(|(_, batch)| batch));
    assert_eq!(at_once, taken);
}

#[test]
fn files_depend_on_the_rows_alone() {
    let documents: Vec<Document> = (0..500)
        .map(|at| document(&format!("{at}.txt"), PLAN))
        .collect();
    let whole = batches(Table::Provisions, &documents);
    let pieces: Vec<RecordBatch> = whole
        .iter()
        .flat_map(|batch| {
            let rows = batch.num_rows();
            (0..rows)
                .step_by(77)
                .map(move |at| batch.slice(at, 77.min(rows - at)))
        })
        .collect();
    for format in formats() {
        let one = file(Table::Provisions, format, &whole);
        assert!(
            one == file(Table::Provisions, format, &pieces),
            "{format:?}"
        );
    }
}

#[test]
fn rows_of_another_table_are_refused() {
    let wrong = batches(Table::Documents, &[document("a", PLAN)]);
    for format in formats() {
        let mut writer = Writer::new(Table::Mentions, format, Vec::new()).unwrap();
        let refused = writer.write(&wrong[0]);
        assert!(matches!(refused, Err(Error::Arrow(_))), "{refused:?}");
    }
}

fn formats() -> Vec<Format> {
    vec![
        Format::Csv { bom: false },
        #[cfg(feature = "parquet")]
        Format::Parquet,
    ]
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_gives_back_the_batches() {
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    let documents = [document("a", PLAN), document("b", PLAN)];
    for table in Table::ALL {
        let batches = batches(table, &documents);
        // A file reader wants something it can seek in; `Bytes` has no copy in our tree.
        let path = std::env::temp_dir().join(format!("policydoc-{}-{table}", std::process::id()));
        std::fs::write(&path, file(table, Format::Parquet, &batches)).unwrap();
        let reader =
            ParquetRecordBatchReaderBuilder::try_new(std::fs::File::open(&path).unwrap()).unwrap();
        assert_eq!(reader.schema().fields(), table.schema().fields());
        let read: Vec<RecordBatch> = reader.build().unwrap().map(Result::unwrap).collect();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(read, batches, "{table}");
    }
}

/// The page in the repository is what `policydoc schema --tables` says. To renew it:
/// `cargo test -p policydoc-table the_page` with `UPDATE=1` in the environment.
#[test]
fn the_page_on_the_columns_is_up_to_date() {
    let page = tables_schema().to_string();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/TABLES.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), page);
}

#[test]
fn column_names_are_plain_and_unique() {
    for table in Table::ALL {
        let mut seen = HashSet::new();
        for column in table.columns() {
            assert!(seen.insert(column.name), "{table}.{}", column.name);
            let plain = |ch: char| matches!(ch, 'a'..='z' | '0'..='9' | '_');
            assert!(column.name.chars().all(plain), "{table}.{}", column.name);
            assert!(column.description.ends_with('.'), "{table}.{}", column.name);
        }
        for key in table.key() {
            assert!(seen.contains(key), "{table}.{key}");
        }
    }
}
