//! Does one piece of work a number of times, for a tool that counts instructions: see
//! `benches/budget.py`.
//!
//! `count WORK ROUNDS FILE` with `parse`, `json` (parse once, write so many times) or `newlines`.

use policydoc::{Parser, Source};
use std::env;
use std::fs;
use std::hint::black_box;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [work, rounds, file] = arguments.as_slice() else {
        return usage();
    };
    let (Ok(rounds), Ok(text)) = (rounds.parse::<u32>(), fs::read_to_string(file)) else {
        return usage();
    };
    let parser = Parser::default();
    match work.as_str() {
        "parse" => {
            for _ in 0..rounds {
                black_box(parser.parse(black_box(&text)));
            }
        }
        "json" => {
            // The hash of the bytes is given, so that it is not counted.
            let mut source = Source::default();
            source.sha256 = Some("0".repeat(64));
            let document = parser.parse_source(text, source);
            let mut json = Vec::new();
            for _ in 0..rounds {
                json.clear();
                if serde_json::to_writer(&mut json, black_box(&document)).is_err() {
                    return ExitCode::FAILURE;
                }
            }
            black_box(json);
        }
        "newlines" => {
            for _ in 0..rounds {
                let bytes = black_box(&text).as_bytes();
                black_box(memchr::memchr_iter(b'\n', bytes).fold(0, |count, at| count + at % 2));
            }
        }
        _ => return usage(),
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("usage: count parse|json|newlines ROUNDS FILE");
    ExitCode::from(2)
}
