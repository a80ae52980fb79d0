//! Phrases that leave a list open without naming a body.

/// Words that say that somebody else is meant whom the text does not name.
const VAGUE: &[&str] = &["有关", "相关", "其他", "其它"];

/// Whom such phrases speak of.
const WHOM: &[&str] = &[
    "部门",
    "单位",
    "方面",
    "企业",
    "机构",
    "地方",
    "地区",
    "职能部门",
    "人员",
    "主体",
    "专班",
];

/// `等`, `市有关部门`, `各相关单位`, `市直各部门`, `各成员单位`.
pub(super) fn is_open_chinese(name: &str) -> bool {
    let name = name.strip_prefix('等').unwrap_or(name);
    if name.is_empty() {
        return true;
    }
    if !WHOM.iter().any(|word| name.ends_with(word)) {
        return false;
    }
    if VAGUE.iter().any(|word| name.contains(word)) {
        return true;
    }
    let bare = WHOM
        .iter()
        .find_map(|word| name.strip_suffix(word))
        .unwrap_or_default();
    matches!(
        bare,
        "" | "各"
            | "成员"
            | "各成员"
            | "各责任"
            | "责任"
            | "市级"
            | "省级"
            | "区级"
            | "县级"
            | "市直"
            | "省直"
            | "区直"
            | "县直"
            | "市级各"
            | "省级各"
            | "市直各"
            | "省直各"
            | "区直各"
            | "县直各"
            | "各市级"
            | "各市直"
            | "各区级"
            | "各职能"
            | "各级"
            | "各行业"
            | "多"
            | "区各"
            | "市各"
            | "省各"
            | "县各"
    )
}

/// Where the phrase begins that ends a list: `、市财政局等部门` gives the offset of `等`.
pub(super) fn tail_chinese(piece: &str) -> Option<usize> {
    piece.match_indices('等').map(|(at, _)| at).find(|&at| {
        is_open_chinese(&piece[at..]) && !piece[..at].ends_with(['高', '平', '中', '初'])
    })
}

/// `all other relevant units`, `other concerned departments`, `etc.`, `and so on`.
pub(super) fn is_open_english<'w>(words: impl Iterator<Item = &'w str> + Clone) -> bool {
    const VAGUE: &[&str] = &[
        "relevant",
        "concerned",
        "related",
        "competent",
        "other",
        "others",
        "various",
        "appropriate",
        "responsible",
        "involved",
        "applicable",
        "participating",
        "member",
    ];
    const WHOM: &[&str] = &[
        "unit",
        "units",
        "department",
        "departments",
        "authority",
        "authorities",
        "agency",
        "agencies",
        "party",
        "parties",
        "organizations",
        "organisations",
        "ministries",
        "bodies",
        "entities",
        "stakeholders",
        "institutions",
        "offices",
        "bureaus",
        "partners",
        "others",
        "enterprises",
        "governments",
        "localities",
        "actors",
        "members",
        "companies",
        "officials",
        "organs",
        "sectors",
        "commissions",
    ];
    const SMALL: &[&str] = &[
        "and",
        "all",
        "the",
        "of",
        "in",
        "any",
        "as",
        "government",
        "local",
        "municipal",
        "district",
        "district-level",
        "provincial",
        "city",
        "state",
        "national",
        "regional",
        "public",
        "private",
        "level",
        "with",
    ];
    let is = |list: &[&str], word: &str| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    let mut seen = (false, false);
    let (mut count, mut first) = (0, "");
    for word in words.clone() {
        if count == 0 {
            first = word;
        }
        count += 1;
        if is(VAGUE, word) {
            seen.0 = true;
            seen.1 |= is(WHOM, word);
        } else if is(WHOM, word) {
            seen.1 = true;
        } else if !is(SMALL, word) {
            return matches!(count, 1)
                && words.clone().count() == 1
                && word.trim_end_matches('.').eq_ignore_ascii_case("etc")
                || (first.eq_ignore_ascii_case("so")
                    && word.eq_ignore_ascii_case("so")
                    && words
                        .clone()
                        .nth(1)
                        .is_some_and(|next| next.eq_ignore_ascii_case("on"))
                    && words.clone().count() == 2);
        }
    }
    seen == (true, true)
}
