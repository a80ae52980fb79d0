//! Reads a Chinese name: places, levels and owners in front, then the kind.

use super::gazetteer::{Family, Gazetteer, Sense};
use super::place::Level;
use super::reading::{Anchor, Class, GROUPS, GroupBits, Owner, Reading, owned};
use std::borrow::Cow;

/// Long forms and what they are reduced to, so that `发展和改革委员会` meets `发展改革委`.
const REDUCTIONS: &[(&str, &str)] = &[
    ("管理委员会", "管理委"),
    ("管委会", "管理委"),
    ("委员会", "委"),
    ("办公室", "办"),
    ("监督管理", "监管"),
    ("人民政府", "政府"),
    ("人民法院", "法院"),
    ("人民检察院", "检察院"),
    ("股份有限公司", ""),
    ("有限责任公司", ""),
    ("有限公司", ""),
    ("和", ""),
    ("与", ""),
    ("及", ""),
];

/// Opening and closing brackets, of whatever kind.
pub(super) const OPENING: &[char] = &['（', '(', '[', '［', '【', '〔', '〈', '<'];
pub(super) const CLOSING: &[char] = &['）', ')', ']', '］', '】', '〕', '〉', '>'];

/// The form under which a name is looked up. Reducing twice changes nothing.
pub(super) fn reduce(name: &str) -> Cow<'_, str> {
    let mut reduced = Cow::Borrowed(name);
    for (long, short) in REDUCTIONS {
        if reduced.contains(long) {
            reduced = Cow::Owned(reduced.replace(long, short));
        }
    }
    reduced
}

/// What makes the character before it no word of level: `市场`, `市民`, `区域`.
const NO_LEVEL: &[char] = &['场', '民', '容', '域', '县', '块', '村'];

/// A listed form without the level that it begins with: `市政府`, `区公安分局`; but not `市场监管局`.
pub(super) fn without_level(form: &str) -> Option<&str> {
    let rest = ["自治区", "省", "市", "区", "县", "旗"]
        .iter()
        .find_map(|word| form.strip_prefix(word))?;
    let level = rest.starts_with("政府") || !rest.starts_with('政');
    (level && !rest.is_empty() && !rest.starts_with(NO_LEVEL)).then_some(rest)
}

/// Whether a short form can only be the country's organ: `市场监管总局`, `国家卫健委`, `商务部`.
pub(super) fn is_national(name: &str) -> bool {
    ["国家", "中央", "全国", "中国", "国务院", "中纪"]
        .iter()
        .any(|word| name.starts_with(word))
        || name.ends_with("总局")
        || name.ends_with("总署")
        || (name.ends_with('部')
            && ![
                "组织部",
                "宣传部",
                "统战部",
                "武装部",
                "人武部",
                "社工部",
                "社会工作部",
                "管理部",
            ]
            .iter()
            .any(|word| name.ends_with(word)))
        || name.ends_with("监会")
}

/// Words of level, the longest first.
const LEVELS: &[(&str, Level)] = &[
    ("自治区", Level::Province),
    ("自治州", Level::City),
    ("自治县", Level::County),
    ("街道", Level::Town),
    ("省", Level::Province),
    ("市", Level::City),
    ("州", Level::City),
    ("盟", Level::City),
    ("区", Level::County),
    ("县", Level::County),
    ("旗", Level::County),
    ("镇", Level::Town),
    ("乡", Level::Town),
];

/// What follows a word of level and says no more: `市级`, `省直`, `区属`.
const AFTER_LEVEL: &[&str] = &["级", "直", "属"];

const NATIONAL: &[&str] = &["国家", "中央", "全国", "中国", "国务院", "中华人民共和国"];

const OWNERS: &[(&str, Owner)] = &[
    ("人民政府", Owner::Government),
    ("政府", Owner::Government),
    ("委员会", Owner::Party),
    ("委", Owner::Party),
];

/// How names end that the gazetteer does not know.
const HEADS: &[&str] = &[
    "局",
    "委",
    "厅",
    "部",
    "办",
    "署",
    "院",
    "会",
    "室",
    "处",
    "中心",
    "政府",
    "公司",
    "集团",
    "银行",
    "行",
    "总队",
    "支队",
    "大队",
    "单位",
    "部门",
    "法院",
    "检察院",
    "海关",
    "组",
    "专班",
    "所",
    "站",
    "馆",
    "社",
    "联",
    "科协",
    "机构",
    "企业",
    "协会",
    "学会",
    "高校",
    "学校",
    "大学",
    "医院",
    "电网",
    "运营商",
    "机关",
    "街道",
    "镇",
    "乡",
    "区",
    "县",
    "市",
    "州",
    "旗",
    "盟",
    "园",
    "机制",
    "领导小组",
    "基金",
    "库",
    "校",
    "厂",
    "队",
    "台",
    "司",
    "股",
    "科",
    "工委",
    "党委",
    "联盟",
    "基地",
    "平台",
    "商会",
    "团",
    "兵团",
    "军区",
    "武警",
    "消防",
    "电信",
    "移动",
    "联通",
    "铁塔",
    "邮政",
    "石油",
    "石化",
    "烟草",
];

/// Whether a text ends as a name does.
pub(super) fn has_head(name: &str) -> bool {
    HEADS
        .iter()
        .any(|head| without_bracket(name).ends_with(head))
}

const LONGEST_PLACE: usize = 14; // characters
const LONGEST_NAME: usize = 60; // characters; longer ones name nobody

/// Reads one piece of a list, free of blanks.
pub(super) fn read<'g>(gazetteer: &'g Gazetteer, name: &str) -> Reading<'g> {
    let name = without_bracket(name);
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Reading::default();
    }
    let listed = has_outer_separator(name);
    if !listed && super::open::is_open_chinese(name) {
        return Reading {
            class: Class::Open,
            ..Reading::default()
        };
    }
    if let Some(reading) = group(gazetteer, name) {
        return reading;
    }
    if listed {
        return Reading::default();
    }
    for look in [form, stem] {
        let start = Reading::default();
        if let Some(reading) = prefixes(gazetteer, name, start, look, 0) {
            return reading;
        }
    }
    inner_place(gazetteer, name)
        .or_else(|| place_alone(gazetteer, name))
        .or_else(|| instance(gazetteer, name))
        .or_else(|| zone_alone(gazetteer, name))
        .unwrap_or_else(|| unknown(gazetteer, name))
}

/// Whether something stands between two names outside brackets and quotes.
fn has_outer_separator(name: &str) -> bool {
    let mut depth = 0i32;
    for ch in name.chars() {
        if OPENING.contains(&ch) || matches!(ch, '“' | '《') {
            depth += 1;
        } else if CLOSING.contains(&ch) || matches!(ch, '”' | '》') {
            depth -= 1;
        } else if depth <= 0 && matches!(ch, '、' | '，' | ',' | '；' | ';') {
            return true;
        }
    }
    false
}

/// The name without a bracket at its end: `市教育局（市语委办）`.
fn without_bracket(name: &str) -> &str {
    let Some(inner) = name.strip_suffix(CLOSING) else {
        // The bracket is not closed: `各区人民政府(管委会`.
        return match name.find(OPENING) {
            Some(open) if open > 0 && !name.contains(CLOSING) => &name[..open],
            _ => name,
        };
    };
    match inner.rfind(OPENING) {
        Some(open) if open > 0 => &name[..open],
        _ => name,
    }
}

type Look = for<'g> fn(&'g Gazetteer, &str, Reading<'g>) -> Option<Reading<'g>>;

/// A kind by its whole name.
fn form<'g>(gazetteer: &'g Gazetteer, rest: &str, reading: Reading<'g>) -> Option<Reading<'g>> {
    let senses = gazetteer.forms.get(reduce(rest).as_ref())?;
    known(gazetteer, senses, reading)
}

/// A kind by its name without the last word, or with another one: `财政`, `财政部门`.
fn stem<'g>(gazetteer: &'g Gazetteer, rest: &str, mut reading: Reading<'g>) -> Option<Reading<'g>> {
    const PLURAL: &[&str] = &[
        "行政主管部门",
        "主管部门",
        "行政部门",
        "管理部门",
        "部门",
        "主管单位",
        "单位",
        "系统",
    ];
    const OTHER: &[&str] = &["局", "厅", "委", "部", "办", "分局", "委员会", "办公室"];
    let reduced = reduce(rest);
    if let Some(senses) = gazetteer.stems.get(reduced.as_ref()) {
        reading.elided = true;
        return known(gazetteer, senses, reading);
    }
    for ending in PLURAL {
        if let Some(stem) = reduced.strip_suffix(ending) {
            let senses = gazetteer.stems.get(stem)?;
            return known(gazetteer, senses, reading);
        }
    }
    for ending in OTHER {
        if let Some(stem) = reduced.strip_suffix(ending)
            && let Some(senses) = gazetteer.stems.get(stem)
        {
            // `科技委` is not `科技局` if two kinds share the stem.
            return (senses.len() == 1)
                .then(|| known(gazetteer, senses, reading))
                .flatten();
        }
    }
    None
}

fn known<'g>(
    gazetteer: &Gazetteer,
    senses: &'g [Sense],
    mut reading: Reading<'g>,
) -> Option<Reading<'g>> {
    if !owned(gazetteer, senses, reading.owner) {
        return None;
    }
    if reading.national && !has_level(gazetteer, senses, Level::Country) {
        return None;
    }
    reading.class = Class::Known;
    reading.senses = senses;
    Some(reading)
}

fn has_level(gazetteer: &Gazetteer, senses: &[Sense], level: Level) -> bool {
    senses
        .iter()
        .any(|sense| gazetteer.kinds[sense.kind as usize].levels & level.bit() != 0)
}

/// Takes off places, levels and owners until the rest is a kind.
fn prefixes<'g>(
    gazetteer: &'g Gazetteer,
    rest: &str,
    reading: Reading<'g>,
    look: Look,
    depth: u8,
) -> Option<Reading<'g>> {
    const DEEPEST: u8 = 5;
    if let Some(found) = look(gazetteer, rest, reading.clone()) {
        return Some(found);
    }
    if depth == DEEPEST || rest.is_empty() {
        return None;
    }
    for (rest, next) in steps(gazetteer, rest, &reading) {
        if !rest.is_empty()
            && let Some(found) = prefixes(gazetteer, rest, next, look, depth + 1)
        {
            return Some(found);
        }
    }
    None
}

/// What can be taken off the front of a name, the likelier first.
fn steps<'g, 's>(
    gazetteer: &'g Gazetteer,
    rest: &'s str,
    reading: &Reading<'g>,
) -> Vec<(&'s str, Reading<'g>)> {
    let mut steps = Vec::new();
    let rest = rest
        .strip_prefix("中国共产党")
        .or_else(|| rest.strip_prefix("中共"))
        .unwrap_or(rest);
    if reading.anchors[1].is_none() && reading.level.is_none() && reading.owner.is_none() {
        for (places, end) in places_at(gazetteer, rest) {
            let mut next = reading.clone();
            next.anchor(Anchor {
                places,
                level: None,
            });
            next.whole_place = ends_in_level(&rest[..end]);
            steps.push((&rest[end..], next));
        }
    }
    if reading.owner.is_none() {
        for (word, level) in LEVELS {
            if let Some(rest) = rest.strip_prefix(word) {
                let mut next = reading.clone();
                // `漯河` + `市`: the level of the place before it.
                match next.anchors.iter_mut().flatten().last() {
                    Some(anchor)
                        if anchor.level.is_none()
                            && reading.level.is_none()
                            && !reading.whole_place =>
                    {
                        anchor.level = Some(*level);
                    }
                    _ => next.level = Some(*level),
                }
                let bare = AFTER_LEVEL
                    .iter()
                    .find_map(|after| rest.strip_prefix(after));
                if let Some(bare) = bare {
                    steps.push((bare, next.clone()));
                }
                steps.push((rest, next));
            }
        }
        for (word, owner) in OWNERS {
            if let Some(rest) = rest.strip_prefix(word) {
                let mut next = reading.clone();
                next.owner = Some(*owner);
                steps.push((rest, next));
            }
        }
    }
    if !reading.anchored() {
        for word in NATIONAL {
            if let Some(rest) = rest.strip_prefix(word) {
                let mut next = reading.clone();
                next.national = true;
                steps.push((rest, next));
            }
        }
    }
    steps
}

/// The places whose names a text begins with, the longest first, and where the names end.
pub(super) fn places_at<'g, 's>(
    gazetteer: &'g Gazetteer,
    text: &'s str,
) -> impl Iterator<Item = (&'g [u32], usize)> + use<'g, 's> {
    let mut ends: Vec<usize> = text
        .char_indices()
        .take(LONGEST_PLACE)
        .skip(1)
        .map(|(at, ch)| at + ch.len_utf8())
        .collect();
    ends.reverse();
    ends.into_iter().filter_map(move |end| {
        let places = gazetteer.chinese_places.get(&text[..end])?;
        Some((places.as_slice(), end))
    })
}

fn ends_in_level(name: &str) -> bool {
    LEVELS.iter().any(|(word, _)| name.ends_with(word))
}

/// What follows the place in the name of a branch.
const BRANCHES: &[&str] = &[
    "分行",
    "支行",
    "中心支行",
    "分公司",
    "省公司",
    "市公司",
    "公司",
    "监管局",
    "监管分局",
    "分局",
    "办事处",
    "分中心",
    "电力",
    "供电公司",
    "税务局",
    "调查队",
    "调查总队",
    "营业管理部",
    "营管部",
    "局",
    "分行营管部",
    "分行营业管理部",
    "管理部",
    "分署",
    "电力公司",
    "省电力公司",
    "监管组",
    "监管支局",
    "支局",
    "分社",
    "分会",
];

/// `人民银行黑龙江省分行`, `人行漯河市中心支行`: the place stands in the middle.
fn inner_place<'g>(gazetteer: &'g Gazetteer, name: &str) -> Option<Reading<'g>> {
    const MOST: usize = 22; // characters before the place
    for (at, _) in name.char_indices().take(MOST).skip(2) {
        let (head, tail) = name.split_at(at);
        for (places, end) in places_at(gazetteer, tail) {
            let mut rest = &tail[end..];
            let mut level = None;
            for (word, of) in LEVELS {
                if let Some(after) = rest.strip_prefix(word) {
                    (rest, level) = (after, Some(*of));
                    break;
                }
            }
            let start = Reading {
                anchors: [Some(Anchor { places, level }), None],
                ..Reading::default()
            };
            let joined = format!("{head}{rest}");
            if let Some(found) = form(gazetteer, &joined, start.clone()) {
                return Some(found);
            }
            // `市住房公积金管理中心铜鼓办事处`: what comes before is whose branch it is.
            if BRANCHES.contains(&rest)
                && let Some(found) = prefixes(gazetteer, head, Reading::default(), form, 0)
            {
                return Some(Reading {
                    level: None,
                    national: false,
                    anchors: start.anchors,
                    whole_place: level.is_some(),
                    ..found
                });
            }
        }
    }
    None
}

/// `钦南区`: a place as one that acts is its government.
fn place_alone<'g>(gazetteer: &'g Gazetteer, name: &str) -> Option<Reading<'g>> {
    let places = gazetteer.chinese_places.get(name)?;
    if !ends_in_level(name) {
        return None;
    }
    let mut reading = form(gazetteer, "政府", Reading::default())?;
    reading.anchor(Anchor {
        places,
        level: None,
    });
    reading.whole_place = true;
    Some(reading)
}

/// `高新区`, `长江新区`: a zone as one that acts is its committee.
fn zone_alone<'g>(gazetteer: &'g Gazetteer, name: &str) -> Option<Reading<'g>> {
    if !name.ends_with(['区', '园']) {
        return None;
    }
    let whole = format!("{name}管委会");
    prefixes(gazetteer, &whole, Reading::default(), form, 0).or_else(|| instance(gazetteer, &whole))
}

/// `东城园管委会`: an own name before the name of a kind of which there are several.
fn instance<'g>(gazetteer: &'g Gazetteer, name: &str) -> Option<Reading<'g>> {
    const LEAST: usize = 2; // characters of the kind
    let mut reading = Reading::default();
    let rest = take_anchors(gazetteer, name, &mut reading);
    for (at, _) in rest.char_indices().skip(1) {
        let (own, kind) = rest.split_at(at);
        if kind.chars().count() < LEAST {
            break;
        }
        let Some(senses) = gazetteer.forms.get(reduce(kind).as_ref()) else {
            continue;
        };
        let several =
            |sense: &Sense| gazetteer.kinds[sense.kind as usize].family == Family::Instance;
        if !senses.iter().any(several) {
            continue;
        }
        reading.class = Class::Instance;
        reading.senses = senses;
        reading.own = Some(own_name(gazetteer, own, kind));
        return Some(reading);
    }
    None
}

/// The own name as an id: places by their English names, so that both languages agree.
fn own_name(gazetteer: &Gazetteer, own: &str, kind: &str) -> String {
    let class = if kind.starts_with('园') || own.ends_with('园') {
        "-park"
    } else {
        ""
    };
    let base = own.strip_suffix('园').unwrap_or(own);
    match gazetteer.chinese_places.get(base) {
        Some(places) => {
            let name = &gazetteer.places[places[0] as usize].id;
            format!("{}{class}", name.rsplit('/').next().unwrap_or_default())
        }
        None => own.to_owned(),
    }
}

/// Takes places and words of level off the front of a name that is not known.
fn take_anchors<'g, 's>(
    gazetteer: &'g Gazetteer,
    name: &'s str,
    reading: &mut Reading<'g>,
) -> &'s str {
    let mut rest = name;
    while reading.anchors[1].is_none() {
        let Some((places, end)) = places_at(gazetteer, rest).next() else {
            break;
        };
        // `盐湖区公安局`: a short name inside is no place, though there is a Gong'an.
        let whole = ends_in_level(&rest[..end]);
        if end == rest.len() || (!whole && (rest.len() < name.len() || places.len() > 1)) {
            break;
        }
        reading.anchor(Anchor {
            places,
            level: None,
        });
        reading.whole_place = whole;
        rest = &rest[end..];
    }
    for (word, level) in LEVELS {
        if let Some(after) = rest.strip_prefix(word)
            && after.chars().count() >= 2
            && !["场", "民", "容", "域"]
                .iter()
                .any(|no| after.starts_with(no))
        {
            match reading.anchors.iter_mut().flatten().last() {
                Some(anchor) => anchor.level = Some(*level),
                None => reading.level = Some(*level),
            }
            let bare = AFTER_LEVEL.iter().find_map(|word| after.strip_prefix(word));
            return bare.unwrap_or(after);
        }
    }
    rest
}

fn unknown<'g>(gazetteer: &'g Gazetteer, name: &str) -> Reading<'g> {
    let mut reading = Reading::default();
    let rest = take_anchors(gazetteer, name, &mut reading);
    if HEADS.iter().any(|head| name.ends_with(head)) {
        reading.class = Class::Unknown;
    }
    reading.slug = Some(reduce(rest).into_owned());
    reading
}

/// `各区政府`, `各县（市、区）人民政府`, `市(区)不动产登记中心`, `市、区财政局`.
fn group<'g>(gazetteer: &'g Gazetteer, name: &str) -> Option<Reading<'g>> {
    let Some((bits, rest)) = group_levels(name) else {
        // `各基础电信企业`
        let mut reading = form(gazetteer, name.strip_prefix('各')?, Reading::default())?;
        (reading.class, reading.own) = (Class::Group, Some("each".to_owned()));
        return Some(reading);
    };
    let mut reading = Reading {
        class: Class::Group,
        group: bits,
        ..Reading::default()
    };
    let rest = rest.strip_prefix('级').unwrap_or(rest);
    let kind = match rest {
        "" => "政府",
        rest => rest,
    };
    for look in [form, stem] {
        if let Some(found) = look(gazetteer, kind, Reading::default()) {
            reading.senses = found.senses;
            return Some(reading);
        }
    }
    let parted = rest.contains(['、', '，', ',', '；', ';', '和', '与', '及', '各']);
    let vague = rest.contains("相关") || rest.contains("有关");
    if parted || vague || !has_head(rest) {
        return None;
    }
    reading.slug = Some(reduce(rest).into_owned());
    Some(reading)
}

/// Whether a piece only names levels, so that the name may go on over a comma: `各区`, `市`.
pub(super) fn names_levels(piece: &str) -> bool {
    let levels = |word: &str| {
        GROUPS
            .iter()
            .any(|(_, words, _)| words.iter().any(|level| word.ends_with(level)))
    };
    const LONGEST: usize = 8; // characters
    levels(piece) && piece.chars().count() <= LONGEST
}

/// The levels that a group is named by, and what follows them.
fn group_levels(name: &str) -> Option<(GroupBits, &str)> {
    let each = [
        "各有关",
        "各相关",
        "各省辖",
        "全省各",
        "全市各",
        "全区各",
        "各",
        "相关各",
        "有关各",
        "相关",
        "有关",
        "所有",
    ]
    .iter()
    .find_map(|word| name.strip_prefix(word));
    let mut rest = each.unwrap_or(name);
    let (mut bits, mut count, mut depth, mut parted) = (0, 0, 0usize, false);
    // `高新区、市商务局` are two.
    let zone = GROUPS.iter().position(|(id, ..)| *id == "zone");
    loop {
        let before = rest;
        for (at, (_, words, _)) in GROUPS.iter().enumerate() {
            // `级` alone: `各级财政部门`.
            for word in *words {
                if let Some(after) = rest.strip_prefix(word) {
                    if each.is_none() && Some(at) == zone {
                        continue;
                    }
                    if after.starts_with(NO_LEVEL)
                        || (after.starts_with('政') && !after.starts_with("政府"))
                    {
                        // `县` after `区` is a level again: `各区县`.
                        if !after.starts_with('县') {
                            continue;
                        }
                    }
                    bits |= 1 << at;
                    count += 1;
                    rest = after;
                }
            }
        }
        if count > 0 {
            let mut chars = rest.chars();
            let before = rest.len();
            match chars.next() {
                Some('、' | '/' | '和' | '及' | '，' | ',') => rest = chars.as_str(),
                Some(ch) if OPENING.contains(&ch) => {
                    depth += 1;
                    rest = chars.as_str();
                }
                Some(ch) if CLOSING.contains(&ch) && depth > 0 => {
                    depth -= 1;
                    rest = chars.as_str();
                }
                Some('两') if chars.as_str().starts_with('级') => {
                    rest = &rest["两级".len()..];
                }
                _ => {}
            }
            parted |= rest.len() < before;
        }
        if rest == before {
            break;
        }
    }
    let several = count >= 2 && (parted || rest.ends_with("政府"));
    (depth == 0 && (several || (each.is_some() && count > 0))).then_some((bits, rest))
}
