//! Plans made up from word lists, the same in every run.

use crate::Sample;
use std::fmt::Write as _; // writing to a string cannot fail

/// A sequence of numbers that look random: a linear congruence, with the constants of Knuth's MMIX.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        // The high bits are the good ones.
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.roll(words.len())]
    }

    fn several<'a>(&mut self, words: &[&'a str], most: usize) -> Vec<&'a str> {
        let mut picked: Vec<&str> = (0..=self.roll(most)).map(|_| self.pick(words)).collect();
        picked.sort_unstable();
        picked.dedup();
        picked
    }
}

const NUMERALS: &[&str] = &["一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// The Chinese numeral of a number below 100.
fn numeral(number: usize) -> String {
    let (tens, ones) = (number / 10, number % 10);
    let tens = match tens {
        0 => String::new(),
        1 => "十".to_owned(),
        _ => NUMERALS[tens - 1].to_owned() + "十",
    };
    let ones = if ones == 0 { "" } else { NUMERALS[ones - 1] };
    tens + ones
}

/// Sections inside a part, and tasks inside a section.
const SECTIONS: usize = 9;
const TASKS: usize = 8;

/// A Chinese plan of about so many bytes.
pub fn chinese(bytes: usize) -> Sample {
    const VERBS: &[&str] = &[
        "推进", "加快", "完善", "优化", "健全", "深化", "扩大", "规范", "提升", "落实",
    ];
    const OBJECTS: &[&str] = &[
        "老旧小区改造",
        "乡村公路养护",
        "河湖水质监测",
        "公共停车场建设",
        "校园食堂监管",
        "职业技能培训",
        "政务服务标准化",
        "农产品冷链物流",
        "中小企业融资服务",
        "社区养老服务",
        "夜间消费街区",
        "绿色建筑推广",
    ];
    const MEANS: &[&str] = &[
        "建立台账管理制度",
        "实行清单式推进",
        "引入社会资本参与",
        "开展专项督查",
        "统一数据标准",
        "每季度向社会公布进展",
        "安排专项资金予以支持",
        "选择若干街镇先行试点",
        "定期组织第三方评估",
    ];
    const ORGANS: &[&str] = &[
        "市发展改革委",
        "市财政局",
        "市商务局",
        "市教育局",
        "市科技局",
        "市工业和信息化局",
        "市公安局",
        "市民政局",
        "市司法局",
        "市人力资源社会保障局",
        "市自然资源局",
        "市生态环境局",
        "市住房城乡建设局",
        "市交通运输局",
        "市水务局",
        "市农业农村局",
        "市文化和旅游局",
        "市卫生健康委",
        "市应急管理局",
        "市市场监管局",
        "市统计局",
    ];
    let mut dice = Dice(2019);
    let mut text = String::with_capacity(bytes + 4_096);
    text.push_str("临江市高质量发展三年行动计划\n\n为推动全市高质量发展，制定本行动计划。\n\n");
    let mut tasks = 0;
    let mut part = 0;
    while text.len() < bytes && part < 99 {
        part += 1;
        let _ = writeln!(
            text,
            "{}、{}{}",
            numeral(part),
            dice.pick(VERBS),
            dice.pick(OBJECTS)
        );
        for section in 1..=SECTIONS {
            let _ = writeln!(
                text,
                "（{}）{}{}",
                numeral(section),
                dice.pick(VERBS),
                dice.pick(OBJECTS)
            );
            for task in 1..=TASKS {
                let (verb, object) = (dice.pick(VERBS), dice.pick(OBJECTS));
                let means = dice.several(MEANS, 4).join("，");
                let share = 50 + dice.roll(50);
                let _ = writeln!(
                    text,
                    "{task}.{verb}{object}。{means}，到{}年底，覆盖率达到{share}%以上。",
                    2024 + dice.roll(4)
                );
                let _ = writeln!(text, "责任单位：{}", dice.several(ORGANS, 5).join("、"));
                tasks += 1;
            }
        }
    }
    Sample {
        name: "varied-zh",
        text,
        tasks,
    }
}

/// The Roman numeral of a number below 100.
fn roman(mut number: usize) -> String {
    let mut roman = String::new();
    for (value, letters) in [
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ] {
        while number >= value {
            number -= value;
            roman.push_str(letters);
        }
    }
    roman
}

/// An English plan of about so many bytes.
pub fn english(bytes: usize) -> Sample {
    const VERBS: &[&str] = &[
        "improve",
        "extend",
        "review",
        "standardise",
        "publish",
        "renew",
        "support",
        "simplify",
    ];
    const OBJECTS: &[&str] = &[
        "the maintenance of country roads",
        "the monitoring of water quality",
        "the licensing of food stalls",
        "vocational training in workshops",
        "the insulation of old dwellings",
        "the care of elderly residents",
        "the storage of farm products",
        "loans to small enterprises",
        "the lighting of shopping streets",
    ];
    const MEANS: &[&str] = &[
        "keep a register that is open to everyone",
        "name an officer for each street",
        "ask a third party for its opinion",
        "report on progress in each quarter",
        "set aside funds in the budget of the year",
        "begin with three pilot areas",
    ];
    const ORGANS: &[&str] = &[
        "Development and Reform Commission",
        "Finance Bureau",
        "Commerce Bureau",
        "Education Bureau",
        "Water Bureau",
        "Public Security Bureau",
        "Civil Affairs Bureau",
        "Bureau of Culture and Tourism",
        "Statistics Bureau",
        "Health Commission",
        "Housing and Construction Bureau",
        "Transport Bureau",
        "Audit Bureau",
    ];
    let mut dice = Dice(1964);
    let mut text = String::with_capacity(bytes + 4_096);
    text.push_str("Three-Year Action Plan of Haidian District for Better Services\n\nThis plan sets out who does what.\n\n");
    let mut tasks = 0;
    let mut part = 0;
    while text.len() < bytes && part < 99 {
        part += 1;
        let _ = write!(
            text,
            "{}. Plan to {} {}\n\n",
            roman(part),
            dice.pick(VERBS),
            dice.pick(OBJECTS)
        );
        for section in 1..=SECTIONS {
            let _ = write!(
                text,
                "({}) Measures to {} {}\n\n",
                roman(section),
                dice.pick(VERBS),
                dice.pick(OBJECTS)
            );
            for task in 1..=TASKS {
                let number = (section - 1) * TASKS + task;
                tasks += 1;
                let (verb, object) = (dice.pick(VERBS), dice.pick(OBJECTS));
                let means = dice.several(MEANS, 4).join(", and shall ");
                let _ = write!(
                    text,
                    "{number}. The district shall {verb} {object}, and shall {means}.\n\n"
                );
                let organs: Vec<String> = (dice.several(ORGANS, 5).iter())
                    .map(|organ| format!("{organ} of Haidian District"))
                    .collect();
                let _ = write!(text, "Responsible departments: {}\n\n", organs.join(", "));
            }
        }
    }
    Sample {
        name: "varied-en",
        text,
        tasks,
    }
}
