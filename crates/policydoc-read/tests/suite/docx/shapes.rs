//! Shapes of numbering, as real documents have them. Each is written as a Word document and read;
//! each has the reason for the numbers that are expected.

use super::list;
use crate::support::docx::{document, paragraph};
use crate::support::{blocks, read};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// A shape, its paragraphs and their numbers.
struct Shape {
    name: &'static str,
    reason: Reason,
    /// The levels of list 1: `FORMAT TEXT`, then options (`start=3 restart=0 legal glued bare
    /// style=Chapter`); `_` is a space in the text.
    levels: &'static [&'static str],
    /// More of the part of lists.
    lists: &'static str,
    /// Styles: `ID based=OTHER num=1 level=2 default`, and `heading=1`.
    styles: &'static [&'static str],
    /// The paragraphs: `2/1` is one of list 2 and level 1, `1` one of list 1 and level 1, `=Style`
    /// one of a style, `=Style+2` with a list of its own, `=Style+/1` with a level of its own; `-`
    /// is in no list, `~1` was deleted.
    paragraphs: &'static str,
    /// Their numbers; `·` for none.
    numbers: &'static str,
}

/// Why the numbers are expected. Sections are those of ECMA-376, part 1.
enum Reason {
    /// `LibreOffice` shows them; a test compares.
    Shown,
    /// The standard says so, and `LibreOffice` shows them too.
    Both(&'static str),
    /// The standard says so; `LibreOffice` does otherwise.
    Standard(&'static str),
}
use Reason::{Both, Shown, Standard};

const CHINESE: &[&str] = &[
    "chineseCountingThousand %1、 glued",
    "chineseCountingThousand （%2） glued",
    "decimal %3．",
    "decimal （%4）",
    "decimalEnclosedCircleChinese %5",
];
const TREE: &[&str] = &[
    "decimal %1.",
    "decimal %1.%2",
    "decimal %1.%2.%3",
    "decimal %1.%2.%3.%4",
];

/// Levels that are given to styles.
const LINKED: &[&str] = &[
    "decimal %1. style=H1",
    "decimal %1.%2 style=H2",
    "decimal %1.%2.%3 style=H3",
];

const PLAIN: Shape = Shape {
    name: "",
    reason: Shown,
    levels: TREE,
    lists: "",
    styles: &[],
    paragraphs: "",
    numbers: "",
};

/// A list of the pattern of list 1.
macro_rules! again {
    ($id:literal) => {
        concat!("<w:num w:numId=\"", $id, "\"><w:abstractNumId w:val=\"1\"/></w:num>")
    };
    ($id:literal, $(($level:literal, $start:literal)),+) => {
        concat!(
            "<w:num w:numId=\"", $id, "\"><w:abstractNumId w:val=\"1\"/>",
            $("<w:lvlOverride w:ilvl=\"", $level, "\"><w:startOverride w:val=\"", $start, "\"/></w:lvlOverride>",)+
            "</w:num>"
        )
    };
}

fn shapes() -> Vec<Shape> {
    let mut shapes = trees();
    shapes.extend(skipped());
    shapes.extend(starts());
    shapes.extend(restarts());
    shapes.extend(styles());
    shapes.extend(styled());
    shapes.extend(formats());
    shapes
}

/// Levels as they usually follow each other.
fn trees() -> Vec<Shape> {
    vec![
        Shape {
            name: "one level",
            paragraphs: "0 0 0",
            numbers: "1. 2. 3.",
            ..PLAIN
        },
        Shape {
            name: "a tree of three levels",
            paragraphs: "0 1 2 2 1 0 1 2",
            numbers: "1. 1.1 1.1.1 1.1.2 1.2 2. 2.1 2.1.1",
            ..PLAIN
        },
        Shape {
            name: "a Chinese document",
            levels: CHINESE,
            paragraphs: "0 0 1 2 3 4 4 3 2 1 0 1",
            numbers: "一、 二、 （一） 1． （1） ① ② （2） 2． （二） 三、 （一）",
            ..PLAIN
        },
        Shape {
            name: "text between the items does not count",
            paragraphs: "0 - 1 - 1 - 0 1",
            numbers: "1. · 1.1 · 1.2 · 2. 2.1",
            ..PLAIN
        },
        Shape {
            name: "a paragraph taken out of the list by list 0",
            reason: Both("17.9.18: a numId of 0 removes numbering"),
            paragraphs: "0 0/0 0",
            numbers: "1. · 2.",
            ..PLAIN
        },
        Shape {
            name: "a list that is not there",
            reason: Both("17.9.18: numId refers to a num; none is there"),
            paragraphs: "0 7/0 0",
            numbers: "1. · 2.",
            ..PLAIN
        },
        Shape {
            name: "a deleted paragraph counts no number",
            reason: Standard(
                "17.13.5.15: the mark of a deleted paragraph is not there once changes are accepted",
            ),
            paragraphs: "0 ~0 0",
            numbers: "1. 2.",
            ..PLAIN
        },
        Shape {
            name: "bullets between numbers",
            levels: &["decimal %1.", "bullet -", "decimal %3)"],
            paragraphs: "0 1 1 0 1 2 2",
            numbers: "1. • • 2. • 1) 2)",
            ..PLAIN
        },
        Shape {
            name: "a level that shows nothing",
            levels: &["none _", "decimal %2."],
            paragraphs: "0 1 1 0 1",
            numbers: "· 1. 2. · 1.",
            ..PLAIN
        },
        Shape {
            name: "nine levels",
            levels: &[
                "decimal %1",
                "decimal %1.%2",
                "decimal %1.%2.%3",
                "decimal %1.%2.%3.%4",
                "decimal %1.%2.%3.%4.%5",
                "decimal %1.%2.%3.%4.%5.%6",
                "decimal %1.%2.%3.%4.%5.%6.%7",
                "decimal %1.%2.%3.%4.%5.%6.%7.%8",
                "decimal %1.%2.%3.%4.%5.%6.%7.%8.%9",
            ],
            paragraphs: "0 1 2 3 4 5 6 7 8 8",
            numbers: "1 1.1 1.1.1 1.1.1.1 1.1.1.1.1 1.1.1.1.1.1 1.1.1.1.1.1.1 1.1.1.1.1.1.1.1 \
                1.1.1.1.1.1.1.1.1 1.1.1.1.1.1.1.1.2",
            ..PLAIN
        },
    ]
}

/// Levels that are passed over.
fn skipped() -> Vec<Shape> {
    vec![
        Shape {
            name: "a level passed over has its first number and keeps it",
            paragraphs: "0 0 2 1 2",
            numbers: "1. 2. 2.1.1 2.2 2.2.1",
            ..PLAIN
        },
        Shape {
            name: "a document that begins with its second level",
            paragraphs: "1 0 1",
            numbers: "1.1 2. 2.1",
            ..PLAIN
        },
        Shape {
            name: "a document of second levels alone",
            paragraphs: "1 1 1",
            numbers: "1.1 1.2 1.3",
            ..PLAIN
        },
        Shape {
            name: "the second level of chapters that begin with three",
            levels: &["decimal %1. start=3", "decimal %1.%2"],
            paragraphs: "1 1",
            numbers: "3.1 3.2",
            ..PLAIN
        },
        Shape {
            name: "two levels passed over",
            paragraphs: "0 3 3 1 2 3",
            numbers: "1. 1.1.1.1 1.1.1.2 1.2 1.2.1 1.2.1.1",
            ..PLAIN
        },
        Shape {
            name: "a level passed over again under the next number",
            paragraphs: "0 2 0 2 1",
            numbers: "1. 1.1.1 2. 2.1.1 2.2",
            ..PLAIN
        },
        Shape {
            name: "a level passed over that begins with zero",
            levels: &["decimal %1.", "decimal %1.%2 start=0", "decimal %1.%2.%3"],
            paragraphs: "0 2 1",
            numbers: "1. 1.0.1 1.1",
            ..PLAIN
        },
        Shape {
            name: "a Chinese level passed over",
            levels: CHINESE,
            paragraphs: "0 2 2 0 2",
            numbers: "一、 1． 2． 二、 1．",
            ..PLAIN
        },
    ]
}

/// Where levels and lists start.
fn starts() -> Vec<Shape> {
    vec![
        Shape {
            name: "a start of its own",
            reason: Both("17.9.25: start is the first number of the level"),
            levels: &["decimal %1. start=5", "lowerLetter %2) start=3"],
            paragraphs: "0 1 1 0 1",
            numbers: "5. c) d) 6. c)",
            ..PLAIN
        },
        Shape {
            name: "a start of zero",
            reason: Both("17.9.25: start may be 0"),
            levels: &["decimal %1. start=0"],
            paragraphs: "0 0",
            numbers: "0. 1.",
            ..PLAIN
        },
        Shape {
            name: "no start is a start of zero",
            reason: Standard(
                "17.9.25: if this element is omitted, the starting value shall be zero",
            ),
            levels: &["decimal %1. bare"],
            paragraphs: "0 0",
            numbers: "0. 1.",
            ..PLAIN
        },
        Shape {
            name: "two lists of one pattern count on",
            reason: Both("17.9.15: nums that refer to one abstractNum are one list"),
            lists: again!(2),
            paragraphs: "0 0 2/0 2/1 0",
            numbers: "1. 2. 3. 3.1 4.",
            ..PLAIN
        },
        Shape {
            name: "a second list that starts anew",
            reason: Both("17.9.26: startOverride is the number the list begins with"),
            lists: again!(2, (0, 1)),
            paragraphs: "0 0 2/0 2/0 2/1",
            numbers: "1. 2. 1. 2. 2.1",
            ..PLAIN
        },
        Shape {
            name: "a second list that starts at four",
            lists: again!(2, (0, 4)),
            paragraphs: "0 2/0 2/0",
            numbers: "1. 4. 5.",
            ..PLAIN
        },
        Shape {
            name: "a list that starts its second level at four, each time",
            reason: Standard(
                "17.9.26: this value is used when the level initially starts, and whenever it is restarted",
            ),
            lists: again!(2, (1, 4)),
            paragraphs: "2/0 2/1 2/1 2/0 2/1",
            numbers: "1. 1.4 1.5 2. 2.4",
            ..PLAIN
        },
        Shape {
            name: "each article a list that starts anew",
            levels: &["decimal （%1）"],
            lists: concat!(again!(2, (0, 1)), again!(3, (0, 1))),
            paragraphs: "0 0 - 2/0 2/0 - 3/0",
            numbers: "（1） （2） · （1） （2） · （1）",
            ..PLAIN
        },
        Shape {
            name: "a list that writes a level in its own way",
            reason: Both("17.9.8: lvlOverride replaces the level for this num"),
            lists: "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:lvl w:ilvl=\"0\">\
                <w:start w:val=\"1\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%1)\"/></w:lvl></w:lvlOverride></w:num>",
            paragraphs: "2/0 2/0 2/1",
            numbers: "I) II) II.1",
            ..PLAIN
        },
        Shape {
            name: "two patterns count apart",
            lists: "<w:abstractNum w:abstractNumId=\"2\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"upperLetter\"/>\
                <w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"2\"><w:abstractNumId w:val=\"2\"/></w:num>",
            paragraphs: "0 2/0 0 2/0",
            numbers: "1. A. 2. B.",
            ..PLAIN
        },
    ]
}

/// When levels start again.
fn restarts() -> Vec<Shape> {
    const NEVER: &str = "17.9.10: a lvlRestart of 0 specifies that the level shall not restart";
    vec![
        Shape {
            name: "articles count through the chapters",
            reason: Standard(NEVER),
            levels: &["chineseCounting 第%1章", "chineseCounting 第%2条 restart=0"],
            paragraphs: "0 1 1 0 1",
            numbers: "第一章 第一条 第二条 第二章 第三条",
            ..PLAIN
        },
        Shape {
            name: "tasks count through the parts and sections",
            reason: Standard(NEVER),
            levels: &["upperRoman %1.", "upperRoman (%2)", "decimal %3. restart=0"],
            paragraphs: "0 1 2 2 1 2 0 1 2",
            numbers: "I. (I) 1. 2. (II) 3. II. (I) 4.",
            ..PLAIN
        },
        Shape {
            name: "a level that starts again after the first alone",
            reason: Standard(
                "17.9.10: lvlRestart 1 restarts the level after the first level, not after the second",
            ),
            levels: &[
                "decimal %1.",
                "lowerLetter (%2)",
                "lowerRoman (%3) restart=1",
            ],
            paragraphs: "0 1 2 2 1 2 0 1 2",
            numbers: "1. (a) (i) (ii) (b) (iii) 2. (a) (i)",
            ..PLAIN
        },
        Shape {
            name: "a deep level starts again after any above",
            levels: &["decimal %1.", "lowerLetter (%2)", "lowerRoman (%3)"],
            paragraphs: "0 1 2 2 0 2",
            numbers: "1. (a) (i) (ii) 2. (i)",
            ..PLAIN
        },
        Shape {
            name: "articles through chapters and their paragraphs",
            reason: Standard(NEVER),
            levels: &[
                "chineseCounting 第%1章",
                "chineseCounting 第%2条 restart=0",
                "chineseCounting （%3）",
            ],
            paragraphs: "0 1 2 2 0 1 2",
            numbers: "第一章 第一条 （一） （二） 第二章 第二条 （一）",
            ..PLAIN
        },
    ]
}

/// Lists and levels that come from styles.
fn styles() -> Vec<Shape> {
    vec![
        Shape {
            name: "headings with their levels",
            levels: LINKED,
            styles: &[
                "H1 num=1 level=0 heading=1",
                "H2 num=1 level=1 heading=2",
                "H3 num=1 level=2 heading=3",
            ],
            paragraphs: "=H1 =H2 =H2 =H3 =H1 =H2",
            numbers: "1. 1.1 1.2 1.2.1 2. 2.1",
            ..PLAIN
        },
        Shape {
            name: "headings whose list gives them their levels",
            reason: Standard("17.9.23: pStyle applies the level to paragraphs of the style"),
            levels: LINKED,
            styles: &[
                "H1 num=1 heading=1",
                "H2 num=1 heading=2",
                "H3 num=1 heading=3",
            ],
            paragraphs: "=H1 =H2 =H2 =H3 =H1 =H2",
            numbers: "1. 1.1 1.2 1.2.1 2. 2.1",
            ..PLAIN
        },
        Shape {
            name: "the list's level beats the one the style names",
            reason: Standard("17.9.3: in a style ilvl is ignored, and pStyle of the level is used"),
            levels: LINKED,
            styles: &["H1 num=1", "H2 num=1 level=2"],
            paragraphs: "=H1 =H2",
            numbers: "1. 1.1",
            ..PLAIN
        },
        Shape {
            name: "a style based on a numbered one with a level of its own",
            levels: CHINESE,
            styles: &["Top num=1", "Sub based=Top level=1"],
            paragraphs: "=Top =Sub =Top =Sub",
            numbers: "一、 （一） 二、 （一）",
            ..PLAIN
        },
        Shape {
            name: "the same where the list knows the upper style",
            levels: &[
                "chineseCountingThousand %1、 glued style=Top",
                "chineseCountingThousand （%2） glued",
            ],
            styles: &["Top num=1", "Sub based=Top level=1"],
            paragraphs: "=Top =Sub =Top =Sub",
            numbers: "一、 （一） 二、 （一）",
            ..PLAIN
        },
    ]
}

/// Lists of paragraphs and of the styles that they have.
fn styled() -> Vec<Shape> {
    vec![
        Shape {
            name: "a style two steps from the one with the level",
            styles: &["Top num=1", "Sub based=Top level=1", "Narrow based=Sub"],
            paragraphs: "=Top =Narrow =Narrow",
            numbers: "1. 1.1 1.2",
            ..PLAIN
        },
        Shape {
            name: "a list of its own and the level of the style",
            lists: again!(2),
            styles: &["Sub num=1 level=1"],
            paragraphs: "0 =Sub+2 =Sub+2",
            numbers: "1. 1.1 1.2",
            ..PLAIN
        },
        Shape {
            name: "a level of its own and the list of the style",
            styles: &["Top num=1"],
            paragraphs: "=Top =Top+/1 =Top+/2",
            numbers: "1. 1.1 1.1.1",
            ..PLAIN
        },
        Shape {
            name: "a list of its own and nothing else",
            reason: Both("17.9.3: without ilvl the level is the first"),
            paragraphs: "=Normal+1 =Normal+1",
            numbers: "1. 2.",
            ..PLAIN
        },
        Shape {
            name: "a numbered style and one based on it that is not",
            styles: &["Top num=1", "Bare based=Top num=0"],
            paragraphs: "=Top =Bare =Top",
            numbers: "1. · 2.",
            ..PLAIN
        },
        Shape {
            name: "a paragraph of a numbered style without its number",
            reason: Both("17.9.18: a numId of 0 removes numbering that a style gives"),
            styles: &["Top num=1"],
            paragraphs: "=Top =Top+0 =Top",
            numbers: "1. · 2.",
            ..PLAIN
        },
        Shape {
            name: "a style based on a heading whose list gives the level",
            levels: LINKED,
            styles: &["H1 num=1", "H2 num=1 level=1", "Own based=H2"],
            paragraphs: "=H1 =Own =Own",
            numbers: "1. 1.1 1.2",
            ..PLAIN
        },
        Shape {
            name: "a list by the style of lists",
            reason: Both("17.9.21: numStyleLink takes the levels of the numbering style's list"),
            lists: "<w:abstractNum w:abstractNumId=\"2\"><w:numStyleLink w:val=\"Lists\"/></w:abstractNum>\
                <w:num w:numId=\"2\"><w:abstractNumId w:val=\"2\"/></w:num>",
            styles: &["Lists list num=1"],
            paragraphs: "2/0 2/1 2/0",
            numbers: "1. 1.1 2.",
            ..PLAIN
        },
    ]
}

/// How numbers are written.
fn formats() -> Vec<Shape> {
    vec![
        Shape {
            name: "a legal level writes digits",
            reason: Standard("17.9.4: isLgl displays all levels in the text as decimal"),
            levels: &["chineseCounting 第%1章", "decimal %1.%2 legal"],
            paragraphs: "0 1 0 1",
            numbers: "第一章 1.1 第二章 2.1",
            ..PLAIN
        },
        Shape {
            name: "a level above is written in its own way",
            reason: Both("17.9.11: %1 is the number of level 1 in the format of level 1"),
            levels: &["upperRoman %1.", "lowerLetter %1.%2)"],
            paragraphs: "0 0 1 1",
            numbers: "I. II. II.a) II.b)",
            ..PLAIN
        },
        Shape {
            name: "letters after z",
            reason: Both("17.18.59: lowerLetter repeats the letter after the 26th"),
            levels: &["lowerLetter %1) start=26"],
            paragraphs: "0 0 0",
            numbers: "z) aa) bb)",
            ..PLAIN
        },
        Shape {
            name: "numbers with a zero before them",
            reason: Both("17.18.59: decimalZero"),
            levels: &["decimalZero %1. start=9"],
            paragraphs: "0 0",
            numbers: "09. 10.",
            ..PLAIN
        },
        Shape {
            name: "Chinese numbers over ten",
            levels: &["chineseCountingThousand %1、 start=10"],
            paragraphs: "0 0",
            numbers: "十、 十一、",
            ..PLAIN
        },
        Shape {
            name: "roman numbers",
            levels: &["lowerRoman (%1) start=3", "upperRoman %2."],
            paragraphs: "0 0 1",
            numbers: "(iii) (iv) I.",
            ..PLAIN
        },
        Shape {
            name: "ordinals",
            reason: Both("17.18.59: ordinal"),
            levels: &["ordinal %1"],
            paragraphs: "0 0 0 0",
            numbers: "1st 2nd 3rd 4th",
            ..PLAIN
        },
        Shape {
            name: "a level without its own number in its text",
            levels: &["decimal Part_%1", "decimal Annex"],
            paragraphs: "0 1 1",
            numbers: "Part_1 Annex Annex",
            ..PLAIN
        },
        Shape {
            name: "an article in words",
            levels: &["decimal Article_%1."],
            paragraphs: "0 0",
            numbers: "Article_1. Article_2.",
            ..PLAIN
        },
        Shape {
            name: "heavenly stems",
            reason: Both("17.18.59: ideographTraditional"),
            levels: &["ideographTraditional %1、"],
            paragraphs: "0 0",
            numbers: "甲、 乙、",
            ..PLAIN
        },
        Shape {
            name: "per cent signs that name no level",
            reason: Standard("17.9.11: only a % before a number from 1 to 9 names a level"),
            levels: &["decimal %1.%_%0"],
            paragraphs: "0",
            numbers: "1.%_%0",
            ..PLAIN
        },
    ]
}

#[test]
fn numbers_are_those_of_word() {
    let shapes = shapes();
    assert!(shapes.len() >= 40);
    let mut wrong = String::new();
    for shape in &shapes {
        let text = read("shape.docx", &file(shape)).unwrap();
        let read: Vec<String> = blocks(&text).into_iter().map(number).collect();
        let read = read.join(" ");
        if read != shape.numbers {
            let _ = writeln!(wrong, "{}: {read}, not {}", shape.name, shape.numbers);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Has `LibreOffice` read the shapes: `cargo test -p policydoc-read -- --ignored libreoffice`.
#[test]
#[ignore = "needs LibreOffice"]
fn numbers_are_those_of_libreoffice() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("shapes");
    std::fs::create_dir_all(&folder).unwrap();
    let mut office = Command::new("soffice");
    office.args([
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
    ]);
    office.arg(&folder);
    let shapes = shapes();
    for (at, shape) in shapes.iter().enumerate() {
        let path = folder.join(format!("{at}.docx"));
        std::fs::write(&path, file(shape)).unwrap();
        office.arg(path);
    }
    assert!(office.status().unwrap().success());
    let mut wrong = String::new();
    for (at, shape) in shapes.iter().enumerate() {
        let shown = std::fs::read_to_string(folder.join(format!("{at}.txt"))).unwrap();
        let shown: Vec<String> = shown
            .trim_start_matches('\u{FEFF}')
            .lines()
            .map(number)
            .collect();
        let same = shown.join(" ") == shape.numbers;
        let expected = match shape.reason {
            Shown | Both(_) => true,
            Standard(_) => same,
        };
        if same != expected {
            let _ = writeln!(
                wrong,
                "{}: {}, not {}",
                shape.name,
                shown.join(" "),
                shape.numbers
            );
        }
        if let Both(said) | Standard(said) = shape.reason {
            assert!(said.starts_with("17."), "{said}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The number before the text of a paragraph, which is `x`.
fn number(line: &str) -> String {
    let number = line.trim().trim_end_matches('x').trim();
    match number {
        "" => "·".to_owned(),
        // LibreOffice has a sign for each level.
        "◦" => "•".to_owned(),
        number => number.replace(' ', "_"),
    }
}

fn file(shape: &Shape) -> Vec<u8> {
    let levels: String = shape
        .levels
        .iter()
        .enumerate()
        .map(|(at, spec)| level(at, spec))
        .collect();
    let numbering = list(1, &levels, "");
    // Patterns stand before lists.
    let (mut patterns, mut nums) = (numbering.clone(), String::new());
    if let Some(at) = numbering.find("<w:num ") {
        nums = patterns.split_off(at);
    }
    let (more_patterns, more_nums) = shape
        .lists
        .find("<w:num ")
        .map_or((shape.lists, ""), |at| shape.lists.split_at(at));
    let styles: String = shape.styles.iter().map(|spec| style(spec)).collect();
    let body: String = shape.paragraphs.split(' ').map(item).collect();
    let lists = patterns + more_patterns + &nums + more_nums;
    document(&body, &styles, &lists)
}

fn level(at: usize, spec: &str) -> String {
    let mut words = spec.split(' ');
    let (format, text) = (words.next().unwrap(), words.next().unwrap());
    let options: Vec<&str> = words.collect();
    let has = |name: &str| options.contains(&name);
    let value = |name: &str| {
        options
            .iter()
            .find_map(|option| option.strip_prefix(name)?.strip_prefix('='))
    };
    let element = |name: &str, value: Option<&str>| {
        value.map_or_else(String::new, |value| {
            format!("<w:{name} w:val=\"{value}\"/>")
        })
    };
    let start = if has("bare") {
        None
    } else {
        value("start").or(Some("1"))
    };
    let text = if text == "_" {
        String::new()
    } else {
        text.replace('_', " ")
    };
    [
        format!("<w:lvl w:ilvl=\"{at}\">"),
        element("start", start),
        element("numFmt", Some(format)),
        element("lvlRestart", value("restart")),
        element("pStyle", value("style")),
        if has("legal") {
            "<w:isLgl/>".to_owned()
        } else {
            String::new()
        },
        element("suff", Some(if has("glued") { "nothing" } else { "space" })),
        element("lvlText", Some(&text)),
        "</w:lvl>".to_owned(),
    ]
    .concat()
}

fn style(spec: &str) -> String {
    let mut words = spec.split(' ');
    let id = words.next().unwrap();
    let options: Vec<&str> = words.collect();
    let value = |name: &str| {
        options
            .iter()
            .find_map(|option| option.strip_prefix(name)?.strip_prefix('='))
    };
    let name = value("heading").map_or_else(|| id.to_owned(), |level| format!("heading {level}"));
    let kind = if options.contains(&"list") {
        "numbering"
    } else {
        "paragraph"
    };
    let based = value("based").map_or_else(String::new, |based| {
        format!("<w:basedOn w:val=\"{based}\"/>")
    });
    format!(
        "<w:style w:type=\"{kind}\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{based}<w:pPr>{}</w:pPr></w:style>",
        num_pr(value("num"), value("level"))
    )
}

fn num_pr(num: Option<&str>, level: Option<&str>) -> String {
    let element = |name: &str, value: Option<&str>| {
        value.map_or_else(String::new, |value| {
            format!("<w:{name} w:val=\"{value}\"/>")
        })
    };
    if num.is_none() && level.is_none() {
        return String::new();
    }
    format!(
        "<w:numPr>{}{}</w:numPr>",
        element("ilvl", level),
        element("numId", num)
    )
}

/// A paragraph of a shape.
fn item(spec: &str) -> String {
    if spec == "-" {
        return paragraph("", "x");
    }
    if let Some(level) = spec.strip_prefix('~') {
        let num = num_pr(Some("1"), Some(level));
        let mark =
            "<w:rPr><w:del w:id=\"1\" w:author=\"a\" w:date=\"2020-01-01T00:00:00Z\"/></w:rPr>";
        return format!("<w:p><w:pPr>{num}{mark}</w:pPr></w:p>");
    }
    let (style, own) = match spec.strip_prefix('=') {
        Some(spec) => {
            let (style, own) = spec.split_once('+').unwrap_or((spec, ""));
            (format!("<w:pStyle w:val=\"{style}\"/>"), own)
        }
        None => (String::new(), spec),
    };
    let styled = !style.is_empty();
    let (num, level) = match own.split_once('/') {
        Some(both) => both,
        None if styled => (own, ""),
        None => ("1", own),
    };
    let (num, level) = (Some(num), Some(level));
    let (num, level) = (
        num.filter(|num| !num.is_empty()),
        level.filter(|level| !level.is_empty()),
    );
    paragraph(&(style + &num_pr(num, level)), "x")
}
