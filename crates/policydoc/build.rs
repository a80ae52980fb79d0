//! Prints the gazetteer as arrays that the library uses in place: a process begins with them as
//! they are and reads no table.
#![expect(
    dead_code,
    unreachable_pub,
    reason = "the modules are those of the library, which asks more of them"
)]

#[path = "src/department/error.rs"]
mod error;
#[path = "src/department/form.rs"]
mod form;
#[path = "src/department/gazetteer.rs"]
mod gazetteer;
#[path = "src/department/load.rs"]
mod load;
#[path = "src/department/map.rs"]
mod map;
#[path = "src/department/place.rs"]
mod place;
#[path = "src/department/table.rs"]
mod table;
#[path = "src/department/words.rs"]
mod words;

pub use error::GazetteerError;

use gazetteer::Gazetteer;
use map::Map;
use std::fmt::{Display, Write};
use std::path::{Path, PathBuf};
use std::{env, fs};
use table::Table;

fn main() {
    let tables = Path::new("data/gazetteer");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/department");
    println!("cargo::rerun-if-changed=data/gazetteer");
    let gazetteer = read(tables);
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder"));
    let write = |name, text: &str| {
        fs::write(out.join(name), text).expect("the folder can be written");
    };
    write("gazetteer.txt", &gazetteer.pool.text);
    write("gazetteer.rs", &code(&gazetteer));
}

const WORDS: &str = "words.tsv";

fn read(tables: &Path) -> Gazetteer {
    let text = |name: &str| {
        fs::read_to_string(tables.join(name)).unwrap_or_else(|why| panic!("{name}: {why}"))
    };
    let mut gazetteer = Gazetteer::default();
    // Once more at the end: some words speak of places.
    for name in [WORDS, "places.tsv", "organs.tsv", "organs-world.tsv", WORDS] {
        if let Err(error) = gazetteer.add(&Table::new(name, &text(name))) {
            panic!("{error}");
        }
    }
    gazetteer
}

/// A static for each array of a gazetteer.
fn code(gazetteer: &Gazetteer) -> String {
    let mut code = String::new();
    let (maps, words) = (&gazetteer.maps, &gazetteer.words);
    print(&mut code, "NUMBERS", "u32", &gazetteer.pool.numbers);
    print_rows(&mut code, "WORD_ROWS", "u32", &words.rows);
    print_rows(&mut code, "FILTERS", "u64", &words.filters);
    print_rows(&mut code, "PLACES", "u64", &gazetteer.places);
    print_rows(&mut code, "KINDS", "u64", &gazetteer.kinds);
    for (name, map) in [
        ("WORDS", &words.ids),
        ("CLASSES", &words.classes),
        ("PLACE_IDS", &maps.place_ids),
        ("KIND_IDS", &maps.kind_ids),
        ("ENGLISH_PLACES", &maps.english_places),
        ("CHINESE_PLACES", &maps.chinese_places),
        ("CHINESE_STARTS", &maps.chinese_starts),
        ("BAGS", &maps.bags),
        ("SUBJECTS", &maps.subjects),
        ("ACRONYMS", &maps.acronyms),
        ("FORMS", &maps.forms),
        ("STEMS", &maps.stems),
        ("COUNTRIES", &maps.countries),
    ] {
        print_map(&mut code, name, map);
    }
    code
}

fn print_map(code: &mut String, name: &str, map: &Map) {
    print(code, &format!("{name}_SLOTS"), "u32", &map.slots);
    print_rows(code, &format!("{name}_ENTRIES"), "u64", &map.entries);
}

fn print_rows<T: Display, const N: usize>(
    code: &mut String,
    name: &str,
    kind: &str,
    rows: &[[T; N]],
) {
    let _ = write!(code, "static {name}: [[{kind}; {N}]; {}] = [", rows.len());
    for row in rows {
        code.push('[');
        for number in row {
            code.push_str(&grouped(number));
            code.push(',');
        }
        code.push_str("],");
    }
    code.push_str("];\n");
}

fn print<T: Display>(code: &mut String, name: &str, kind: &str, numbers: &[T]) {
    let _ = write!(code, "static {name}: [{kind}; {}] = [", numbers.len());
    for number in numbers {
        code.push_str(&grouped(number));
        code.push(',');
    }
    code.push_str("];\n");
}

/// A number as people write it in code: `1_234`.
fn grouped(number: &impl Display) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}
