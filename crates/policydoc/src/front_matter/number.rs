//! Document numbers: `国办发〔2018〕117号`, `Guobanfa [2013] No. 104`, `M-24-10`, `No. 71/NQ-CP`.
//!
//! The productions are rows of `data/front_matter/numbers.tsv`; they are compiled once, each when
//! it is first asked.

use super::evidence::columns;
use crate::date;
use crate::document::Date;
use crate::script::{is_blank, narrow};
use regex::Regex;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

/// A number that a line gives.
#[derive(Clone, Debug)]
pub(super) struct Number {
    pub(super) range: Range<usize>,
    /// The day that the line gives with it.
    pub(super) day: Option<(Range<usize>, Date)>,
}

/// No line with a number is longer, in columns.
const LONGEST: usize = 90;

/// The document number that a whole line is.
pub(super) fn whole(line: &str) -> Option<Number> {
    let digit = |ch| narrow(ch).is_ascii_digit();
    if !line.contains(digit) && !line.ends_with('号') || columns(line) > LONGEST {
        return None;
    }
    let mut forms = PRODUCTIONS.iter().filter(|form| form.kind != "serial");
    forms.find_map(|form| form.read(line))
}

/// Where the first number with a year in brackets stands in a text. What runs into its series
/// without a space, as a title does where line breaks were lost, is part of the range.
pub(super) fn find(text: &str) -> Option<Range<usize>> {
    static INSIDE: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        let series = PRODUCTIONS.iter().filter(|form| form.kind == "series");
        series
            .filter_map(|form| Regex::new(&form.pattern).ok())
            .collect()
    });
    let found = INSIDE.iter().filter_map(|pattern| pattern.find(text));
    found
        .map(|found| found.range())
        .min_by_key(|range| range.start)
}

/// `第290号`: the number of an order, which is told from the line before it.
pub(super) fn is_serial(line: &str) -> bool {
    let mut forms = PRODUCTIONS.iter().filter(|form| form.kind == "serial");
    line.ends_with('号') && forms.any(|form| form.read(line).is_some())
}

static PRODUCTIONS: LazyLock<Vec<Production>> = LazyLock::new(|| {
    let rows = include_str!("../../data/front_matter/numbers.tsv").lines();
    rows.skip(1).filter_map(Production::of).collect()
});

struct Production {
    kind: &'static str,
    pattern: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Production {
    fn of(row: &'static str) -> Option<Self> {
        let (kind, rest) = row.split_once('\t')?;
        let (pattern, _) = rest.split_once('\t')?;
        let pattern = [
            ("{h}", "[\\u{3400}-\\u{9FFF}\\u{3007}]"),
            ("{n}", "[0-9０-９〇零一二三四五六七八九十百千]"),
            ("{d}", "[0-9０-９]"),
            ("{l}", "A-Za-zÀ-ỹ"),
            ("{b}", "[ \\u{A0}\\u{3000}]*"),
            ("{o}", "[〔\\[【（(［﹝„]"),
            ("{c}", "[〕\\]】）)］﹞‟]"),
        ]
        .iter()
        .fold(pattern.to_owned(), |pattern, (name, class)| {
            pattern.replace(name, class)
        });
        Some(Self {
            kind,
            pattern,
            compiled: OnceLock::new(),
        })
    }

    fn read(&self, line: &str) -> Option<Number> {
        let whole = || Regex::new(&format!("^(?:{})$", self.pattern)).ok();
        let found = self.compiled.get_or_init(whole).as_ref()?.captures(line)?;
        let range = found.name("number").or(found.get(0))?.range();
        let Some(day) = found.name("day") else {
            return Some(Number { range, day: None });
        };
        let date = date::whole(day.as_str())?;
        let (start, end) = (
            day.start(),
            day.start() + day.as_str().trim_end_matches(is_blank).len(),
        );
        Some(Number {
            range,
            day: Some((start..end, date)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_production_reads_its_example() {
        let rows = include_str!("../../data/front_matter/numbers.tsv")
            .lines()
            .skip(1);
        for row in rows.filter(|row| !row.starts_with('#')) {
            let example = row.rsplit('\t').next().unwrap();
            let production = Production::of(row).unwrap();
            assert!(production.read(example).is_some(), "{row}");
        }
    }

    #[test]
    fn numbers_with_a_year_in_any_brackets() {
        for line in [
            "京政办发〔2019〕5号",
            "京政办发[2019] 5 号",
            "京政办发【2019】第5号",
            "府发（２０１９）５号",
            "湘政办发„2009‟3号",
            "Jing Zheng Fa [2015] No.66",
            "H.J.S.G. [2019] No. 1",
        ] {
            assert!(whole(line).is_some(), "{line}");
        }
        for line in [
            "2019年5号",
            "（2019年）5号",
            "方案（2021）",
            "No. 5 of the list",
            "第3号楼",
        ] {
            assert!(whole(line).is_none(), "{line}");
        }
    }

    #[test]
    fn numbers_of_other_governments() {
        for line in [
            "CP 1241",
            "HC 123",
            "Cm 9890",
            "OMB-24-10",
            "No: 1393/QĐ-TTg",
            "No. 12/2003/QD-TTg",
            "Memorandum Order No. 204, April 27, 1994",
        ] {
            assert!(whole(line).is_some(), "{line}");
        }
        for line in [
            "COVID-19",
            "City 2030",
            "No. 5",
            "Order 12",
            "Goal 17",
            "Order 12 of the list",
        ] {
            assert!(whole(line).is_none(), "{line}");
        }
        assert!(is_serial("第290号") && !is_serial("第290条") && !is_serial("第3号楼"));
    }

    #[test]
    fn a_number_is_found_inside_a_text() {
        let text = "Opinions on Coal Guobanfa [2013] No. 104 People's governments";
        assert_eq!(&text[find(text).unwrap()], "Guobanfa [2013] No. 104");
    }
}
