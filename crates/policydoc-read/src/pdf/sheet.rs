//! What an engine says of a page, and what all engines are held to.

use super::grid::{Rule, grids};
use super::line::{Glyph, Line, Page, Space};
use super::sorter::Sorter;
use crate::error::{Error, ErrorCode};
use crate::options::Limits;
use crate::text::{Warning, WarningCode};
use std::time::Instant;

/// A file as an engine sees it.
pub(super) struct File {
    pub(super) pages: Vec<Page>,
    pub(super) title: Option<String>,
    pub(super) warnings: Vec<Warning>,
}

/// A page as an engine sees it.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) height: f32,
    /// What is written, in the order of the page's content.
    pub(super) marks: Vec<Mark>,
    /// The straight lines drawn on the page.
    pub(super) rules: Vec<Rule>,
    /// Whether it shows a picture.
    pub(super) picture: bool,
    /// How many glyphs are no known characters.
    pub(super) unknown: usize,
}

/// A step of writing.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mark {
    Glyph(Glyph),
    Space(Space),
    /// The line ends inside a word, with a hyphen that was not given as a glyph.
    Hyphen,
    /// The line ends.
    End,
}

/// The pages of a file as they are read.
#[derive(Debug)]
pub(super) struct Pages<'l> {
    limits: &'l Limits,
    started: Instant,
    /// How many there are, and how many the file says there are.
    count: usize,
    declared: usize,
    read: Vec<Page>,
    /// Pages without text that hold pictures.
    pictures: Vec<u32>,
    /// Pages that the engine could not read.
    damaged: Vec<u32>,
    /// The characters so far, and those among them that are not known.
    chars: u64,
    unknown: usize,
}

impl<'l> Pages<'l> {
    /// # Errors
    /// When there are more pages than the limit.
    pub(super) fn new(count: usize, limits: &'l Limits, started: Instant) -> Result<Self, Error> {
        if u32::try_from(count).map_or(true, |count| count > limits.pages) {
            let cause = format!("it has {count} pages, the limit is {}", limits.pages);
            return Err(Error::new(ErrorCode::TooMany, cause));
        }
        Ok(Self {
            limits,
            started,
            count,
            declared: count,
            read: Vec::new(),
            pictures: Vec::new(),
            damaged: Vec::new(),
            chars: 0,
            unknown: 0,
        })
    }

    /// Says how many pages the file should have: one that was cut off has fewer.
    pub(super) fn expect(&mut self, declared: usize) {
        self.declared = declared;
    }

    /// The number of the next page, from 1.
    fn number(&self) -> u32 {
        u32::try_from(self.read.len() + self.damaged.len() + 1).unwrap_or(u32::MAX)
    }

    /// # Errors
    /// When reading has taken longer than the limit.
    pub(super) fn check_time(&self) -> Result<(), Error> {
        if self.started.elapsed() <= self.limits.time {
            return Ok(());
        }
        let (read, count, time) = (self.number() - 1, self.count, self.limits.time);
        let cause = format!("{read} of {count} pages were read within {time:?}");
        Err(Error::new(ErrorCode::TooSlow, cause))
    }

    /// How many characters the rest of the file may hold.
    pub(super) fn room(&self) -> u64 {
        (self.limits.unpacked / 4).saturating_sub(self.chars)
    }

    /// The error of a file that holds more characters than that.
    pub(super) fn full(&self) -> Error {
        let cause = format!("it holds more than {} bytes of text", self.limits.unpacked);
        Error::new(ErrorCode::TooLarge, cause)
    }

    /// Adds the next page; `None` is one that cannot be read.
    pub(super) fn add(&mut self, sheet: Option<&Sheet>) -> Result<(), Error> {
        let number = self.number();
        let Some(sheet) = sheet else {
            self.damaged.push(number);
            return Ok(());
        };
        if sheet.marks.len() as u64 > self.room() {
            return Err(self.full());
        }
        self.chars += sheet.marks.len() as u64;
        self.unknown += sheet.unknown;
        let lines = lines(sheet);
        if lines.is_empty() && sheet.picture {
            self.pictures.push(number);
        }
        self.read.push(Page {
            number,
            height: sheet.height,
            lines,
        });
        Ok(())
    }

    /// All pages together.
    ///
    /// # Errors
    /// When there is no text because the pages are pictures, or damaged.
    pub(super) fn finish(self, title: Option<String>) -> Result<File, Error> {
        let empty = self.read.iter().all(|page| page.lines.is_empty());
        if empty && !self.pictures.is_empty() {
            let cause = "its pages are scanned pictures without a text layer";
            return Err(Error::new(ErrorCode::NoText, cause));
        }
        if empty && (!self.damaged.is_empty() || self.declared > self.count) {
            return Err(Error::new(
                ErrorCode::Damaged,
                "none of its pages can be read",
            ));
        }
        let mut warnings = Vec::new();
        for (pages, what) in [
            (&self.pictures, "are pictures without text"),
            (&self.damaged, "cannot be read"),
        ] {
            if !pages.is_empty() {
                let list: Vec<String> = pages.iter().map(u32::to_string).collect();
                let message = format!("pages {} {what}", list.join(", "));
                warnings.push(Warning::new(WarningCode::MissingPages, message));
            }
        }
        if self.declared > self.count {
            let (declared, count) = (self.declared, self.count);
            let message = format!("{count} of the {declared} pages that the file names are in it");
            warnings.push(Warning::new(WarningCode::MissingPages, message));
        }
        if self.unknown > 0 {
            let message = format!(
                "{} glyphs of fonts that do not say which characters they are stand as U+FFFD",
                self.unknown
            );
            warnings.push(Warning::new(WarningCode::MissingPart, message));
        }
        Ok(File {
            pages: self.read,
            title,
            warnings,
        })
    }
}

/// The lines of a page in the order of its content, with the rows of its tables in their place.
fn lines(sheet: &Sheet) -> Vec<Line> {
    let mut grids = grids(&sheet.rules);
    loop {
        let mut sorter = Sorter::new(&grids);
        for mark in &sheet.marks {
            match *mark {
                Mark::Glyph(glyph) => sorter.glyph(glyph),
                Mark::Space(space) => sorter.collector().space(space),
                Mark::Hyphen => sorter.collector().hyphen(),
                Mark::End => sorter.collector().end(),
            }
        }
        match sorter.lines() {
            Ok(lines) => return lines,
            // What looked like a table is none.
            Err(none) => {
                for at in none {
                    grids.remove(at);
                }
            }
        }
    }
}
