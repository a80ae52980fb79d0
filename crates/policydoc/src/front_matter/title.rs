//! Titles: which lines make one together.

use super::cited::{Cited, letters};
use super::evidence::{Kind, Row, columns};
use super::form;
use crate::date;
use crate::document::{Date, IssuedOnData, Language};
use crate::lexicon::{Lexicon, Sense};
use crate::script::{is_blank, is_colon};
use crate::span::Span;
use std::ops::Range;

/// What speaks for lines being a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// They stand where a title does.
    Placed,
    /// The same, under the number of an order.
    Numbered,
    /// A word says what kind of document it is.
    Named,
    /// It says again what an earlier title says, and goes on.
    Fuller,
    /// The text cites a document by these words.
    Cited,
}

/// Lines that can be a title together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Title {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) strength: Strength,
}

impl Title {
    pub(super) fn span(self, rows: &[Row]) -> Span {
        rows[self.first].span.cover(rows[self.last].span)
    }
}

/// No title runs over more lines.
const MOST_LINES: usize = 6;

/// For each row the title that can begin there.
pub(super) fn titles(
    text: &str,
    rows: &[Row],
    language: Language,
    cited: &Cited,
) -> Vec<Option<Title>> {
    let finder = Finder {
        text,
        rows,
        spellings: match language {
            Language::Chinese => Vec::new(),
            Language::English => rows.iter().map(|row| spelling(text, row)).collect(),
        },
    };
    let own = rows.iter().position(|row| own(row, language));
    let mut titles: Vec<Option<Title>> = Vec::with_capacity(rows.len());
    for (first, row) in rows.iter().enumerate() {
        if !row.is_short() || row.provision {
            titles.push(None);
            continue;
        }
        let spelt = cited.spelt(text, rows, first);
        let named = || match language {
            Language::Chinese => finder.chinese(first),
            Language::English => finder.english(first),
        };
        let numbered =
            language == Language::English && first > 0 && rows[first - 1].kind == Kind::Number;
        let placed = || {
            let last =
                (numbered || own == Some(first)).then(|| finder.placed(first, language))??;
            Some((
                last,
                if numbered {
                    Strength::Numbered
                } else {
                    Strength::Placed
                },
            ))
        };
        let found = spelt
            .map(|last| (finder.with_suffix(last), Strength::Cited))
            .or_else(|| named().map(|last| (last, Strength::Named)))
            .or_else(placed);
        let title = found.map(|(last, strength)| Title {
            first,
            last,
            strength,
        });
        titles.push(title.map(|title| finder.fuller(title, &titles, language)));
    }
    titles
}

/// Whether a line is of the document itself, so that its title can begin with it.
fn own(row: &Row, language: Language) -> bool {
    match row.kind {
        Kind::Noise
        | Kind::Metadata
        | Kind::Date(_)
        | Kind::Number
        | Kind::Masthead
        | Kind::Attached => false,
        Kind::Organ => language == Language::Chinese,
        _ => true,
    }
}

fn spelling(text: &str, row: &Row) -> String {
    if row.is_short() {
        letters(row.text(text)).collect()
    } else {
        String::new()
    }
}

struct Finder<'t> {
    text: &'t str,
    rows: &'t [Row],
    /// The letters and digits of each line.
    spellings: Vec<String>,
}

impl Finder<'_> {
    fn slice(&self, at: usize) -> &str {
        self.rows[at].text(self.text)
    }

    /// The last line of a title, or `（试行）` or the like on the line after it.
    fn with_suffix(&self, last: usize) -> usize {
        let next = self
            .rows
            .get(last + 1)
            .filter(|next| next.kind == Kind::Short);
        last + usize::from(next.is_some_and(|next| form::is_suffix(next.text(self.text))))
    }

    /// A title is what ends with a word for a kind of document, with the lines before it: `XX市
    /// 人民政府办公厅关于加快` + `发展住房保障的意见`. Names of bodies open it only where it goes on
    /// with `关于` or the like.
    fn chinese(&self, first: usize) -> Option<usize> {
        /// No document has more names over its title.
        const MOST_NAMES: usize = 9;
        if self.rows[first].kind == Kind::Organ {
            let names = self.rows[first..]
                .iter()
                .take_while(|row| row.kind == Kind::Organ);
            let next = first + names.count();
            let row = self.rows.get(next).filter(|row| row.kind == Kind::Short)?;
            row.words().starts(row.text(self.text), Sense::About)?;
            return (next - first <= MOST_NAMES).then(|| self.chinese(next))?;
        }
        let mut quotes = 0_i32;
        for (last, row) in self.rows.iter().enumerate().skip(first).take(MOST_LINES) {
            if !row.is_short() || last > first && row.provision {
                return None;
            }
            for ch in row.text(self.text).chars() {
                quotes +=
                    i32::from(matches!(ch, '《' | '〈')) - i32::from(matches!(ch, '》' | '〉'));
            }
            let next = self
                .rows
                .get(last + 1)
                .map(|next| (next, next.text(self.text)));
            if row.title && quotes <= 0 && !next.is_some_and(|(next, line)| goes_on(next, line)) {
                return Some(self.with_suffix(last));
            }
            // What is repeated was whole: the head of a page and then the title.
            if last > first && next.is_some_and(|(_, line)| line == self.slice(first)) {
                return None;
            }
        }
        None
    }

    /// A title is a line with a word for a kind of document, and the lines it goes on in; or lines
    /// that the document repeats together, as a title page and a running head do.
    fn english(&self, first: usize) -> Option<usize> {
        if self.rows[first].kind == Kind::Organ {
            return None;
        }
        let bare = self.is_bare_kind(first);
        let mut last = first;
        let mut named = self.rows[first].title && !bare;
        while let Some(next) = self.rows.get(last + 1).filter(|next| next.is_short()) {
            let line = next.text(self.text);
            let goes_on = open_ended(self.slice(last))
                || line.starts_with(char::is_lowercase)
                || form::is_suffix(line)
                || bare && last == first && next.kind == Kind::Short
                || next.adjacent && !named && next.title && !self.rows[last].is_marked(self.text);
            let again = self.spellings[last + 1].len() >= 12
                && self.spellings[last + 1] == self.spellings[first];
            let marked = next.is_marked(self.text) != self.rows[first].is_marked(self.text);
            if !goes_on || again || marked || next.provision || last + 1 >= first + MOST_LINES {
                break;
            }
            last += 1;
            named |= next.title;
        }
        let repeated = self.repeated(first);
        if !(named || bare && last > first) {
            return repeated;
        }
        let whole = self.rows[first].span.cover(self.rows[last].span);
        if holds_sentence(whole.slice(self.text)) {
            return None;
        }
        Some(repeated.map_or(last, |run| run.max(last)))
    }

    /// A line that says what the document is and not of what: `DECISION`, `RESOLUTION`.
    fn is_bare_kind(&self, at: usize) -> bool {
        let line = self.slice(at);
        line.split(' ').count() <= 2
            && line.chars().all(|ch| ch.is_uppercase() || ch == ' ')
            && self.rows[at].title
    }

    /// The longest run of lines from `first` that stands in the head again, whatever its line
    /// breaks. It holds a word for a kind of document.
    fn repeated(&self, first: usize) -> Option<usize> {
        let mut best = None;
        let mut named = false;
        let mut spelt = String::new();
        for (last, row) in self.rows.iter().enumerate().skip(first).take(MOST_LINES) {
            if row.kind != Kind::Short
                || row.is_marked(self.text) != self.rows[first].is_marked(self.text)
            {
                break;
            }
            named |= row.title;
            spelt += &self.spellings[last];
            if named && last > first && spelt.len() >= 12 && self.spells(&spelt, last + 1) {
                best = Some(last);
            }
        }
        best
    }

    /// Whether some lines from `from` on hold just these letters together.
    fn spells(&self, letters: &str, from: usize) -> bool {
        (from..self.rows.len()).any(|at| {
            let mut rest = letters;
            for line in self.spellings[at..].iter().take(MOST_LINES) {
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

    /// A title need not hold a word for a kind of document: a heading, or first lines that a
    /// number, addressees or a paragraph follow, are one too.
    fn placed(&self, first: usize, language: Language) -> Option<usize> {
        let row = &self.rows[first];
        let lines = || {
            let run = self.rows[first..].iter();
            run.take_while(|next| {
                next.kind == Kind::Short && next.is_marked(self.text) == row.is_marked(self.text)
            })
        };
        let run = lines().count();
        let passed = |row: &&Row| matches!(row.kind, Kind::Date(_) | Kind::Noise | Kind::Metadata);
        let mut next = self.rows[first + run..]
            .iter()
            .take_while(|row| !row.provision);
        let next = next.find(|row| !passed(row));
        let next = next.map(|row| row.kind);
        let line = row.text(self.text);
        let odd = |ch| is_colon(ch) || matches!(ch, '|' | '、' | '？' | '?');
        let whole = match language {
            Language::Chinese => {
                let headed = matches!(next, Some(Kind::Number | Kind::Addressee | Kind::Prose));
                (1..=3).contains(&run)
                    && (row.is_marked(self.text) || headed)
                    && columns(line) >= 16
                    && !lines().any(|row| row.text(self.text).contains(odd))
            }
            Language::English => {
                (run == 1 || run > 1 && row.is_marked(self.text))
                    && (3..=30).contains(&line.split_whitespace().count())
                    && (row.is_marked(self.text)
                        || matches!(next, Some(Kind::Prose | Kind::Heading)))
                    && line.starts_with(char::is_uppercase)
            }
        };
        let more = if language == Language::Chinese {
            run.saturating_sub(1)
        } else {
            0
        };
        whole.then_some(first + more)
    }

    /// A title that says an earlier one again and goes on: `2030 Action Plan`, then `2030 Action
    /// Plan of the City of X`.
    fn fuller(&self, title: Title, before: &[Option<Title>], language: Language) -> Title {
        let long = title.span(self.rows).slice(self.text);
        let mut from = 0;
        let mut shorter = |other: &Title| {
            // A part of an earlier title is none.
            let whole = other.first >= from;
            from = from.max(other.last + 1);
            let short = other.span(self.rows).slice(self.text);
            whole
                && other.last < title.first
                && columns(short) >= 12
                && short.len() < long.len()
                && long.starts_with(short)
        };
        let fuller = language == Language::English
            && title.strength == Strength::Named
            && before.iter().flatten().any(&mut shorter);
        if fuller {
            Title {
                strength: Strength::Fuller,
                ..title
            }
        } else {
            title
        }
    }
}

/// Whether a Chinese title goes on in the next line: `…方案` + `的通知`.
fn goes_on(next: &Row, line: &str) -> bool {
    let linked = next.is_short() && next.words().starts(line, Sense::Linked).is_some();
    let notice = next.words().starts(line, Sense::Notice);
    linked || notice.is_some_and(|word| line == word.text)
}

/// `… of the upper valley. It was prepared …`: wrapped prose is no title, whatever words it holds.
fn holds_sentence(title: &str) -> bool {
    title.match_indices(". ").any(|(at, _)| {
        let before = title[..at].rsplit(|ch: char| !ch.is_alphanumeric()).next();
        let word = |word: &str| word.len() > 3 && word.chars().all(char::is_lowercase);
        before.is_some_and(word) && title[at + 2..].starts_with(char::is_uppercase)
    })
}

/// Whether an English line ends with a word that another one must follow.
pub(super) fn open_ended(line: &str) -> bool {
    let last = line
        .trim_end_matches(is_blank)
        .rsplit(' ')
        .next()
        .unwrap_or_default();
    let linked = Lexicon::of(Language::English).word(last, Sense::Linked);
    linked.is_some()
}

/// The body that a title names: before `关于`, `印发` or the like; in English behind the kind of
/// document (`Circular of the General Office of the Ministry of Commerce concerning …`) or the day.
pub(super) fn issuer_in(text: &str, title: Span, language: Language) -> Option<Span> {
    let slice = title.slice(text);
    let words = Lexicon::of(language);
    let name = match language {
        Language::Chinese => {
            let end = words.find(slice, Sense::About).next()?.start;
            slice[..end].trim_end()
        }
        Language::English => english_issuer(slice, words)?,
    };
    let line = name.replace(['\n', '\r'], " ");
    form::is_names(&line, words).then(|| Span::of(text, name))
}

fn english_issuer<'t>(title: &'t str, words: &Lexicon) -> Option<&'t str> {
    let by = words.find(title, Sense::By);
    // `Decision No. 667/QD-TTg dated June 02, 2022 of the Prime Minister approving …`
    if let Some((day, _)) = dated_part(title) {
        let by = by.take_while(|hit| hit.start <= day.end + 1).last()?;
        let rest = form::without_article(title[by.end..].trim_start(), words);
        let verb = rest.match_indices(' ').map(|(at, _)| at).find(|at| {
            let word = &rest[at + 1..];
            word.starts_with(char::is_lowercase) && words.starts(word, Sense::By).is_none()
        });
        return Some(&rest[..verb?]).filter(|_| by.start >= day.end);
    }
    let by = words.find(title, Sense::By).next()?;
    let kind = title[..by.start].trim_end();
    let named = words.find(kind, Sense::Title).next().is_some();
    if !named || kind.split(' ').count() > 3 {
        return None;
    }
    let rest = form::without_article(title[by.end..].trim_start(), words);
    let end = words.find(rest, Sense::About).next()?.start;
    Some(rest[..end].trim_end())
}

/// The day that an English title gives: `Decision No. 667/QD-TTg dated June 02, 2022 of …`.
pub(super) fn dated_in(text: &str, title: Span) -> Option<IssuedOnData> {
    let slice = title.slice(text);
    let (day, date) = dated_part(slice)?;
    Some(IssuedOnData {
        span: Span::of(text, &slice[day]),
        date,
    })
}

fn dated_part(title: &str) -> Option<(Range<usize>, Date)> {
    let mut dated = Lexicon::of(Language::English).find(title, Sense::Dated);
    let after = dated.next()?.end;
    let (day, date) = date::first(&title[after..])?;
    let near = title[after..after + day.start].chars().all(is_blank);
    near.then_some((after + day.start..after + day.end, date))
}

/// A title without the mark of a footnote: `… Nationally Determined Contributions1`.
pub(super) fn without_footnote(text: &str, title: Span) -> Span {
    let slice = title.slice(text);
    let marks = |ch: char| matches!(ch, '*' | '†' | '¹' | '²' | '³' | '①');
    let bare = slice.trim_end_matches(marks);
    let digits = bare.trim_end_matches(|ch: char| ch.is_ascii_digit());
    let one = bare.len() - digits.len() == 1;
    let figure = one && digits.ends_with(|ch: char| ch.is_ascii_lowercase());
    Span::of(text, if figure { digits } else { bare }).trim(text)
}
