//! Names as real lists have them, and what they must become. The tables in `tests/` hold the
//! cases; a new case is a new line.

mod data; // the tables themselves

use super::{Context, Gazetteer, Resolver};
use crate::document::{Language, MentionData, Role};
use crate::span::Span;

/// What a list gives in a document with this title and year: surfaces with ids, and open phrases.
struct Found {
    names: Vec<(String, String)>,
    open: Vec<String>,
    codes: Vec<&'static str>,
}

fn resolve(gazetteer: &Gazetteer, title: &str, year: Option<u16>, lists: &[&str]) -> Found {
    let mut text = format!("{title}\n");
    let mut spans = Vec::new();
    for list in lists {
        spans.push(Span::new(text.len(), text.len() + list.len()));
        text.push_str(list);
        text.push('\n');
    }
    let chinese = super::chinese::is_chinese(&text);
    let context = Context {
        text: &text,
        written: &text,
        language: if chinese {
            Language::Chinese
        } else {
            Language::English
        },
        place: None,
        issuers: &[],
        title: Some(Span::new(0, title.len())),
        addressees: None,
        document_number: None,
        year,
    };
    let mut resolver = Resolver::new(gazetteer, context);
    let (mut mentions, mut open): (Vec<MentionData>, Vec<Span>) = (Vec::new(), Vec::new());
    for span in spans {
        resolver.list(span, Role::Responsible, &mut mentions, &mut open);
    }
    let (departments, diagnostics) = resolver.finish(&mut mentions);
    let id = |mention: &MentionData| match mention.department {
        Some(at) => departments[at as usize].id.clone(),
        None => format!("? {}", mention.candidates.join(" ")),
    };
    Found {
        names: mentions
            .iter()
            .map(|mention| (mention.span.slice(&text).to_owned(), id(mention)))
            .collect(),
        open: open
            .iter()
            .map(|span| span.slice(&text).to_owned())
            .collect(),
        codes: diagnostics.iter().map(|one| one.code.as_str()).collect(),
    }
}

/// The lines of a table of cases: comments and empty lines left out, `\n` put in for its escape.
fn cases(table: &str) -> impl Iterator<Item = Vec<String>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            line.split('\t')
                .map(|field| field.replace("\\n", "\n"))
                .collect()
        })
}

#[test]
fn lists_are_split_and_resolved() {
    let gazetteer = Gazetteer::built_in();
    let mut wrong = Vec::new();
    for case in cases(include_str!("tests/lists.tsv")) {
        let [title, list, expected @ ..] = case.as_slice() else {
            panic!("a case has a title, a list and what it gives: {case:?}");
        };
        let (title, year) = match title.rsplit_once(' ') {
            Some((title, year)) if year.len() == 4 && year.parse::<u16>().is_ok() => {
                (title, year.parse().ok())
            }
            _ => (title.as_str(), None),
        };
        let found = resolve(&gazetteer, title, year, &[list]);
        let mut given: Vec<String> = found
            .names
            .iter()
            .map(|(surface, id)| format!("{surface} = {id}"))
            .collect();
        given.extend(found.open.iter().map(|phrase| format!("{phrase} = open")));
        if given != expected {
            wrong.push(format!(
                "{title}: {list}\n  expected {expected:#?}\n  found {given:#?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_must_not_be_merged_is_not() {
    let gazetteer = Gazetteer::built_in();
    let mut merged = Vec::new();
    for case in cases(include_str!("tests/apart.tsv")) {
        let [title, names @ ..] = case.as_slice() else {
            panic!("a case has a title and names: {case:?}");
        };
        let lists: Vec<&str> = names.iter().map(String::as_str).collect();
        let found = resolve(&gazetteer, title, None, &lists);
        let surfaces: Vec<&str> = found
            .names
            .iter()
            .map(|(surface, _)| surface.as_str())
            .collect();
        if surfaces != lists {
            merged.push(format!(
                "{title}: {lists:?} are not one name each: {surfaces:?}"
            ));
            continue;
        }
        for (at, (one, id)) in found.names.iter().enumerate() {
            for (other, other_id) in &found.names[at + 1..] {
                if id == other_id {
                    merged.push(format!("{title}: `{one}` and `{other}` are both {id}"));
                }
            }
        }
    }
    assert!(merged.is_empty(), "{}", merged.join("\n"));
}

#[test]
fn names_of_one_organ_have_one_id() {
    let gazetteer = Gazetteer::built_in();
    let mut wrong = Vec::new();
    for case in cases(include_str!("tests/same.tsv")) {
        let [title, id, names @ ..] = case.as_slice() else {
            panic!("a case has a title, an id and names: {case:?}");
        };
        let lists: Vec<&str> = names.iter().map(String::as_str).collect();
        let found = resolve(&gazetteer, title, None, &lists);
        for (surface, other) in &found.names {
            if other != id {
                wrong.push(format!("{title}: `{surface}` is {other}, not {id}"));
            }
        }
        assert_eq!(
            found.names.len(),
            names.len(),
            "each is one name: {names:?}"
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn misspelt_words_are_repaired_and_reported() {
    let gazetteer = Gazetteer::built_in();
    let title = "Plan of Dongcheng District, Beijing Municipality";
    let list =
        "Bureau of Commerce of Dongchen, Development and Reform Commission of Dongcheng Distric";
    let found = resolve(&gazetteer, title, None, &[list]);
    assert_eq!(found.names[0].1, "cn/beijing/dongcheng/commerce");
    assert_eq!(found.names[1].1, "cn/beijing/dongcheng/development-reform");
    assert_eq!(found.codes, ["misspelt-place", "misspelt-name"]);
}

#[test]
fn a_real_name_is_never_taken_for_a_misspelling() {
    let gazetteer = Gazetteer::built_in();
    let title = "Plan of Dongcheng District, Beijing Municipality";
    // Dongchang is a district of Liaocheng; Finance and Financial are both words of names.
    let list = "Commerce Bureau of Dongchang, Financial Bureau of Dongcheng District";
    let found = resolve(&gazetteer, title, None, &[list]);
    assert_ne!(found.names[0].1, "cn/beijing/dongcheng/commerce");
    assert!(
        !found.codes.contains(&"misspelt-place"),
        "{:?}",
        found.codes
    );
    assert!(!found.codes.contains(&"misspelt-name"), "{:?}", found.codes);
}

#[test]
fn a_short_name_that_the_document_defines_is_its_full_name() {
    let gazetteer = Gazetteer::built_in();
    let title = "北京市推进气球工作专班（以下简称“气球专班”）方案";
    let found = resolve(
        &gazetteer,
        title,
        None,
        &["气球专班", "北京市推进气球工作专班"],
    );
    assert_eq!(found.names[0].1, "cn/beijing/_/推进气球工作专班");
    assert_eq!(found.names[0].1, found.names[1].1);
}

#[test]
fn a_table_of_ones_own_makes_another_country_known() {
    let mine = "org_id\tname\tacronyms\taliases\n\
        ke/ministry-of-health\tMinistry of Health\tMoH\tHealth Ministry\n\
        ke/national-environment-management-authority\tNational Environment Management Authority\tNEMA\t\n";
    let gazetteer = Gazetteer::built_in()
        .extended("kenya.tsv", mine)
        .expect("a sound table");
    let list = "Ministry of Health, NEMA and County Balloon Office";
    let found = resolve(&gazetteer, "Climate Plan of Kenya", None, &[list]);
    let ids: Vec<&str> = found.names.iter().map(|(_, id)| id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "ke/ministry-of-health",
            "ke/national-environment-management-authority",
            "ke/_/county-balloon-office"
        ]
    );
}

#[test]
fn a_table_that_cannot_be_used_names_its_line() {
    let gazetteer = Gazetteer::built_in();
    for (table, message) in [
        ("kind_id\tcolour\n", "mine.tsv:1: unknown column `colour`"),
        (
            "kind_id\n\n# a comment\nNo Id\n",
            "mine.tsv:4: `No Id` is no id: use lower-case letters, digits and hyphens",
        ),
        (
            "kind_id\tlevels\nballoon\tvillage\n",
            "mine.tsv:2: unknown level `village`",
        ),
        (
            "place_id\tlevel\nxx/y\tcity\n",
            "mine.tsv:2: `xx/y` lies in `xx`, which is not in the table",
        ),
        (
            "org_id\tname\nballoon\tB\n",
            "mine.tsv:2: `balloon` is no id of an organ: `country/name`",
        ),
        (
            "kind_id\tpredecessors\nballoon\told\n",
            "mine.tsv:2: `old` is no `kind:year`",
        ),
        ("org_id\tname\n\tB\n", "mine.tsv:2: `org_id` is empty"),
        (
            "org_id\nke/a\tb\n",
            "mine.tsv:2: 2 fields, but the first line names 1 columns",
        ),
    ] {
        let error = gazetteer.extended("mine.tsv", table).expect_err(table);
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn any_list_is_split_without_panic_and_in_order() {
    let gazetteer = Gazetteer::built_in();
    let parts = [
        "and",
        "和",
        "、",
        ",",
        "(",
        "）",
        "“",
        "the ",
        "Bureau ",
        "局",
        "各",
        "市",
        "区",
        "等",
        "以及",
        "\n",
        "é",
        "&",
        "of",
        "Dongcheng ",
        "有关部门",
        "Ltd.",
        "𠀀",
        "-",
        "'",
        "会同",
        "组织各",
    ];
    let mut state = 1u32;
    for _ in 0..600 {
        let mut list = String::new();
        for _ in 0..12 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            list.push_str(parts[(state >> 16) as usize % parts.len()]);
        }
        let found = resolve(&gazetteer, "北京市方案", None, &[&list]);
        for (surface, _) in &found.names {
            assert!(list.contains(surface.as_str()), "{surface} of {list}");
            assert!(!surface.is_empty());
        }
    }
}
