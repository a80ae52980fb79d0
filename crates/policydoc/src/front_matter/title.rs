//! Titles: which lines make one, and which of several is the document's own.

use super::cited::Cited;
use super::form;
use super::line::{Kind, Line};
use super::words::{Sense, Words};
use crate::date;
use crate::document::{IssuedOnData, Language};
use crate::span::Span;
use std::ops::Range;

/// Lines that make a title together: `first..=last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) first: usize,
    pub(super) last: usize,
}

impl Title {
    pub(super) fn span(self, lines: &[Line]) -> Span {
        lines[self.first].span.cover(lines[self.last].span)
    }

    /// The title with `（试行）` or the like on the line after it.
    fn with_suffix(self, text: &str, lines: &[Line]) -> Self {
        let next = lines.get(self.last + 1);
        let suffix =
            next.is_some_and(|next| next.kind == Kind::Short && is_suffix(next.span.slice(text)));
        Self {
            last: self.last + usize::from(suffix),
            ..self
        }
    }
}

/// No title runs over more lines.
const MOST_LINES: usize = 6;

/// The titles that stand before the body.
pub(super) struct Titles {
    pub(super) all: Vec<Title>,
    /// The one that is the document's own.
    pub(super) own: Option<Title>,
    /// Whether it is that of a document handed on.
    pub(super) handed_on: bool,
}

/// Finds the titles.
///
/// Prose closes the front matter: what looks like a title after it is a heading of the body. A
/// paragraph that hands a document on, or the date that a covering notice is signed with, opens
/// it again, and what comes then is the title of the document handed on.
pub(super) fn titles(text: &str, lines: &[Line], language: Language, cited: &Cited) -> Titles {
    let letters = match language {
        Language::Chinese => Letters(Vec::new()),
        Language::English => Letters::of(text, lines),
    };
    let mut all: Vec<Title> = Vec::new();
    let mut own: Option<Title> = None;
    let mut open = true;
    let mut covered = false; // whether a covering notice has begun
    let mut handed_on = false; // whether the title found last is that of a document handed on
    let mut at = 0;
    while at < lines.len() {
        match lines[at].kind {
            Kind::Prose => {
                open = false;
                covered = true;
            }
            Kind::Transmit | Kind::Cover => {
                (open, covered, handed_on) = (true, true, false);
            }
            Kind::Date(_) | Kind::Release if covered => (open, handed_on) = (true, false),
            Kind::Short | Kind::Organ if open => {
                let run = run(lines, at);
                for title in split(text, lines, at..run, language, cited, &letters) {
                    let better = match language {
                        // The head of a page stands before the title, a subtitle seldom after it.
                        Language::Chinese => !handed_on,
                        Language::English => own.is_none_or(|own| {
                            (covered && !handed_on) || extends(text, lines, own, title)
                        }),
                    };
                    all.push(title);
                    if better {
                        own = Some(title);
                        handed_on = covered;
                    }
                }
                at = run;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    Titles {
        all,
        own,
        handed_on,
    }
}

/// Whether a title says another one again and goes on: `2030 Action Plan`, then `2030 Action Plan
/// of the City of X`.
fn extends(text: &str, lines: &[Line], short: Title, long: Title) -> bool {
    let (short, long) = (short.span(lines), long.span(lines));
    short.len() < long.len() && short.len() >= 12 && long.slice(text).starts_with(short.slice(text))
}

/// The end of the run of short lines that begins at `at`.
fn run(lines: &[Line], at: usize) -> usize {
    let short = |line: &&Line| matches!(line.kind, Kind::Short | Kind::Organ);
    at + lines[at..].iter().take_while(short).count()
}

/// Cuts a run of lines into titles; what belongs to none is left out.
fn split(
    text: &str,
    lines: &[Line],
    run: Range<usize>,
    language: Language,
    cited: &Cited,
    all: &Letters,
) -> Vec<Title> {
    let mut titles = Vec::new();
    let mut at = run.start;
    let run = &lines[..run.end];
    while at < run.len() {
        let found = cited
            .title_at(text, run, at)
            .map(|title| title.with_suffix(text, run))
            .or_else(|| match language {
                Language::Chinese => chinese(text, run, at),
                Language::English => english(text, run, all, at),
            });
        at = match found {
            Some(title) => {
                titles.push(title);
                title.last + 1
            }
            None => at + 1,
        };
    }
    titles
}

/// A title is what ends with a word for a kind of document, with the lines before it: `XX市
/// 人民政府办公厅关于加快` + `发展住房保障的意见`. Names of bodies open it only where it goes on
/// with `关于` or the like.
fn chinese(text: &str, lines: &[Line], first: usize) -> Option<Title> {
    let slice = |at: usize| lines[at].span.slice(text);
    if lines[first].kind == Kind::Organ {
        let next = first
            + lines[first..]
                .iter()
                .take_while(|line| line.kind == Kind::Organ)
                .count();
        let goes_on = next < lines.len()
            && ["关于", "關於", "關于", "印发", "印發", "转发", "批转"]
                .iter()
                .any(|word| slice(next).starts_with(word));
        if !goes_on || next - first > 9 {
            return None;
        }
        let rest = chinese(text, lines, next)?;
        return Some(Title {
            first,
            last: rest.last,
        });
    }
    let mut quotes = 0_i32;
    for (last, line) in lines.iter().enumerate().skip(first).take(MOST_LINES) {
        let words = line.span.slice(text);
        for ch in words.chars() {
            quotes += i32::from(matches!(ch, '《' | '〈')) - i32::from(matches!(ch, '》' | '〉'));
        }
        let next = lines.get(last + 1).map(|line| line.span.slice(text));
        let goes_on = next.is_some_and(|next| {
            next.starts_with(['的', '》', '、', '和', '及'])
                || (next.starts_with("通知") && next.len() < 12)
        });
        if line.title && quotes <= 0 && !goes_on {
            return Some(Title { first, last }.with_suffix(text, lines));
        }
        // What is repeated was whole: the head of a page and then the title.
        if last > first && next == Some(slice(first)) {
            return None;
        }
    }
    None
}

/// `（试行）`, `（2022—2025年）`, `(Draft for Comment)`: a line of its own after a title.
fn is_suffix(line: &str) -> bool {
    line.starts_with(['（', '(']) && line.ends_with(['）', ')']) && line.len() <= 80
}

/// A title is a line with a word for a kind of document, and the lines it goes on in; or lines
/// that the document repeats together, as a title page and a running head do.
fn english(text: &str, lines: &[Line], all: &Letters, first: usize) -> Option<Title> {
    let slice = |at: usize| lines[at].span.slice(text);
    if lines[first].kind == Kind::Organ {
        return None;
    }
    let bare = is_bare_kind(slice(first));
    let mut last = first;
    let mut named = lines[first].title && !bare;
    while last + 1 < lines.len() && last + 1 < first + MOST_LINES {
        let next = &lines[last + 1];
        let words = slice(last + 1);
        let goes_on = open_ended(slice(last))
            || words.starts_with(char::is_lowercase)
            || is_suffix(words)
            || (bare && last == first && next.kind == Kind::Short)
            || (next.adjacent && !named && next.title && !lines[last].marked);
        if !goes_on || repeats(words, slice(first)) || next.marked != lines[first].marked {
            break;
        }
        last += 1;
        named |= next.title;
    }
    if !(named || bare && last > first) {
        return repeated(lines, all, first);
    }
    let title = Title { first, last };
    if holds_sentence(title.span(lines).slice(text)) {
        return None;
    }
    Some(
        repeated(lines, all, first)
            .filter(|run| run.last > last)
            .unwrap_or(title),
    )
}

/// Whether a line says again what another one says.
fn repeats(line: &str, first: &str) -> bool {
    line.len() >= 12 && letters(line) == letters(first)
}

/// A line that says what the document is and not of what: `DECISION`, `RESOLUTION`.
fn is_bare_kind(line: &str) -> bool {
    line.split(' ').count() <= 2
        && !line.contains(|ch: char| ch.is_ascii_digit())
        && line.chars().all(|ch| ch.is_uppercase() || ch == ' ')
        && Words::of(Language::English).senses(line).has(Sense::Title)
}

/// The longest run of lines from `first` that stands in the head again, whatever its line breaks.
/// It holds a word for a kind of document.
fn repeated(run: &[Line], all: &Letters, first: usize) -> Option<Title> {
    let mut best = None;
    let mut named = false;
    let mut letters = String::new();
    for (last, line) in run.iter().enumerate().skip(first).take(MOST_LINES) {
        if line.kind != Kind::Short || line.marked != run[first].marked {
            break;
        }
        named |= line.title;
        letters += all.line(last);
        if named && last > first && letters.len() >= 12 && all.spell(&letters, last + 1) {
            best = Some(Title { first, last });
        }
    }
    best
}

/// The letters and digits of each line of a head.
pub(super) struct Letters(Vec<String>);

impl Letters {
    fn of(text: &str, lines: &[Line]) -> Self {
        let letters = |line: &Line| match line.kind {
            Kind::Short | Kind::Organ => letters(line.span.slice(text)),
            _ => String::new(),
        };
        Self(lines.iter().map(letters).collect())
    }

    fn line(&self, at: usize) -> &str {
        self.0.get(at).map_or("", String::as_str)
    }

    /// Whether some lines from `from` on hold just these letters together.
    fn spell(&self, letters: &str, from: usize) -> bool {
        (from..self.0.len()).any(|at| {
            let mut rest = letters;
            for line in self.0[at..].iter().take(MOST_LINES) {
                match rest.strip_prefix(line.as_str()) {
                    Some(after) if !line.is_empty() => rest = after,
                    _ => return false,
                }
                if rest.is_empty() {
                    return true;
                }
            }
            false
        })
    }
}

fn letters(line: &str) -> String {
    line.chars()
        .filter(|ch| ch.is_alphanumeric())
        .map(|ch| ch.to_ascii_lowercase())
        .collect()
}

/// `… of the upper valley. It was prepared …`: wrapped prose is no title, whatever words it holds.
fn holds_sentence(title: &str) -> bool {
    title.match_indices(". ").any(|(at, _)| {
        let before = title[..at].rsplit(|ch: char| !ch.is_alphanumeric()).next();
        let word =
            before.is_some_and(|word| word.len() > 3 && word.chars().all(char::is_lowercase));
        word && title[at + 2..].starts_with(char::is_uppercase)
    })
}

/// Whether a line ends with a word that another one must follow.
pub(super) fn open_ended(line: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or_default();
    [
        "of", "and", "for", "on", "the", "to", "in", "with", "by", "a", "an", "&", "from", "at",
    ]
    .iter()
    .any(|word| word.eq_ignore_ascii_case(last))
}

/// The body that a Chinese title names before `关于`, `印发` or the like.
pub(super) fn issuer_in(text: &str, title: Span, language: Language) -> Option<Span> {
    let slice = title.slice(text);
    let words = Words::of(language);
    if language == Language::English {
        return english_issuer(slice, words).map(|name| Span::of(text, name));
    }
    let end = [
        "关于", "關於", "關于", "印发", "印發", "转发", "轉發", "批转", "公布",
    ]
    .iter()
    .filter_map(|word| slice.find(word))
    .min()?;
    let name = slice[..end].trim_end();
    let line = name.replace(['\n', '\r'], " ");
    (form::organs(&line, words)).then(|| Span::new(title.start(), title.start() + name.len()))
}

/// The day that an English title gives: `Decision No. 667/QD-TTg dated June 02, 2022 of …`.
pub(super) fn dated_in(text: &str, title: Span) -> Option<IssuedOnData> {
    let slice = title.slice(text);
    let (_, after) = slice.split_once(" dated ")?;
    let (rest, date) = date::starting(after)?;
    let span = Span::of(text, &after[..after.len() - rest.len()]);
    Some(IssuedOnData { span, date })
}

/// `Circular of the General Office of the Ministry of Commerce concerning …`, `Decision No.
/// 667/QD-TTg dated June 02, 2022 of the Prime Minister approving …`.
fn english_issuer<'t>(title: &'t str, words: &Words) -> Option<&'t str> {
    if let Some((_, after)) = title.split_once(" dated ")
        && let Some((rest, _)) = date::starting(after)
    {
        let rest = rest.trim_start().strip_prefix("of ")?;
        let rest = rest.strip_prefix("the ").unwrap_or(rest);
        let verb = rest.match_indices(' ').find(|(at, _)| {
            rest[at + 1..].starts_with(char::is_lowercase) && !rest[at + 1..].starts_with("of ")
        })?;
        let name = &rest[..verb.0];
        return form::is_names(name, words).then_some(name);
    }
    let (kind, rest) = [" of ", " by "]
        .iter()
        .filter_map(|of| title.split_once(of))
        .min_by_key(|(kind, _)| kind.len())?;
    if !words.senses(kind).has(Sense::Title) || kind.split(' ').count() > 3 {
        return None;
    }
    let rest = rest.strip_prefix("the ").unwrap_or(rest);
    let end = [
        " on ",
        " On ",
        " concerning ",
        " Concerning ",
        " regarding ",
        " Regarding ",
        " about ",
    ]
    .iter()
    .filter_map(|word| rest.find(word))
    .min()?;
    let name = rest[..end].trim_end();
    form::is_names(name, words).then_some(name)
}

/// A title without the mark of a footnote: `… Nationally Determined Contributions1`.
pub(super) fn without_footnote(text: &str, title: Span) -> Span {
    let slice = title.slice(text);
    let marks = |ch: char| matches!(ch, '*' | '†' | '¹' | '²' | '³' | '①');
    let bare = slice.trim_end_matches(marks);
    let digits = bare.trim_end_matches(|ch: char| ch.is_ascii_digit());
    let figure =
        bare.len() - digits.len() == 1 && digits.ends_with(|ch: char| ch.is_ascii_lowercase());
    Span::of(text, if figure { digits } else { bare }).trim(text)
}
