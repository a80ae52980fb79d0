//! The texts that are measured: the seed, the seed many times over, and varied texts made here.
//!
//! A varied text has no sentence twice: on a repeated one the processor learns where lines end
//! and names are found in its caches, which flatters.

mod varied;

use std::fmt;
pub use varied::{chinese, english};

/// A text, and what it is known to hold.
#[derive(Clone, Debug)]
pub struct Sample {
    /// What it is called in the results.
    pub name: &'static str,
    /// The text.
    pub text: String,
    /// How many tasks a right answer has.
    pub tasks: usize,
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

const SEED: &str = include_str!("../../seeds/dongcheng-2019.txt");
const SEED_TASKS: usize = 64;

/// The size of the varied texts, in bytes.
const VARIED: usize = 1_000_000;

/// Every sample.
pub fn samples() -> Vec<Sample> {
    vec![
        Sample {
            name: "seed",
            text: SEED.to_owned(),
            tasks: SEED_TASKS,
        },
        Sample {
            name: "seed-x32",
            text: SEED.repeat(32),
            tasks: SEED_TASKS * 32,
        },
        english(VARIED),
        chinese(VARIED),
    ]
}
