//! Phrases that leave a list open without naming a body.

use super::english::Token;
use super::words::{Words, role};

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

/// Characters that may stand before a vague word: `市直各有关部门`, `省级及其他相关单位`.
const BEFORE: &[char] = &[
    '省', '市', '区', '县', '州', '盟', '旗', '镇', '乡', '级', '直', '属', '各', '其', '及', '和',
    '与', '全', '本', '驻', '国', '家', '中', '央', '政', '府', '所', '、', '或', '地', '方', '（',
    '）', '(', ')',
];

/// `等`, `市有关部门`, `各相关单位`, `市直各部门`, `各成员单位`.
pub(super) fn is_open_chinese(name: &str) -> bool {
    let (listed, name) = match name.strip_prefix('等') {
        Some(rest) => (true, rest),
        None => (false, name),
    };
    if name.is_empty() {
        return listed;
    }
    if !WHOM.iter().any(|word| name.ends_with(word)) || name.contains('等') {
        return false;
    }
    let vague = VAGUE.iter().filter_map(|word| name.find(word)).min();
    if let Some(at) = vague {
        return listed || name[..at].chars().all(|ch| BEFORE.contains(&ch));
    }
    let mut bare = name;
    while let Some(rest) = WHOM
        .iter()
        .chain(&["主管", "行业", "成员", "责任", "职能", "和", "多", "行政"])
        .find_map(|word| bare.strip_suffix(word))
    {
        bare = rest;
    }
    bare.chars().all(|ch| BEFORE.contains(&ch))
}

/// Where the phrase begins that ends a list: `、市财政局等部门` gives the offset of `等`.
pub(super) fn tail_chinese(piece: &str) -> Option<usize> {
    piece.match_indices('等').map(|(at, _)| at).find(|&at| {
        is_open_chinese(&piece[at..]) && !piece[..at].ends_with(['高', '平', '中', '初'])
    })
}

/// `all other relevant units`, `other concerned departments`, `etc.`, `and so on`.
pub(super) fn is_open_english(words: &Words, text: &str, tokens: &[Token]) -> bool {
    let (mut vague, mut whom) = (false, false);
    for token in tokens {
        if words.is(token.id, role::VAGUE) {
            vague = true;
        }
        if words.is(token.id, role::WHOM) {
            whom = true;
        }
        if !words.is(
            token.id,
            role::VAGUE | role::WHOM | role::SMALL | role::STOP,
        ) {
            return is_so_on(text, tokens);
        }
    }
    vague && whom
}

fn is_so_on(text: &str, tokens: &[Token]) -> bool {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return false;
    };
    let phrase = text[first.range().start..last.range().end].trim_end_matches('.');
    ["etc", "so on", "so forth"]
        .iter()
        .any(|known| phrase.eq_ignore_ascii_case(known))
}
