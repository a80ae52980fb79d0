//! The outer form of Chinese names: how they are reduced, how they end, brackets.

use crate::document::is_wide;
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
pub(in crate::department) const OPENING: &[char] = &['（', '(', '[', '［', '【', '〔', '〈', '<'];
pub(in crate::department) const CLOSING: &[char] = &['）', ')', ']', '］', '】', '〕', '〉', '>'];

/// The form under which a name is looked up. Reducing twice changes nothing.
pub(in crate::department) fn reduce(name: &str) -> Cow<'_, str> {
    let mut reduced = Cow::Borrowed(name);
    for (long, short) in REDUCTIONS {
        if reduced.contains(long) {
            reduced = Cow::Owned(reduced.replace(long, short));
        }
    }
    reduced
}

/// What makes the character before it no word of level: `市场`, `市民`, `区域`.
pub(in crate::department) const NO_LEVEL: &[char] = &['场', '民', '容', '域', '县', '块', '村'];

/// A listed form without the level that it begins with: `市政府`, `区公安分局`; but not `市场监管局`.
pub(in crate::department) fn without_level(form: &str) -> Option<&str> {
    let rest = ["自治区", "省", "市", "区", "县", "旗"]
        .iter()
        .find_map(|word| form.strip_prefix(word))?;
    let level = rest.starts_with("政府") || !rest.starts_with('政');
    (level && !rest.is_empty() && !rest.starts_with(NO_LEVEL)).then_some(rest)
}

/// Whether a short form can only be the country's organ: `市场监管总局`, `国家卫健委`, `商务部`.
pub(in crate::department) fn is_national(name: &str) -> bool {
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
pub(in crate::department) fn has_head(name: &str) -> bool {
    HEADS
        .iter()
        .any(|head| without_bracket(name).ends_with(head))
}

/// Whether something stands between two names outside brackets and quotes.
pub(in crate::department) fn has_outer_separator(name: &str) -> bool {
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
pub(in crate::department) fn without_bracket(name: &str) -> &str {
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

/// Whether a text is Chinese. Curly quotes are wide too, but English has them: `President’s`.
pub(in crate::department) fn is_chinese(text: &str) -> bool {
    text.chars()
        .any(|ch| is_wide(ch) && !('‘'..='”').contains(&ch))
}
