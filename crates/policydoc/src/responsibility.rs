//! Who carries a provision out: the statements, wherever they stand.
//!
//! A statement is a line with a label (`责任单位：…`), a bracket that ends a sentence
//! (`（市财政局牵头）`), or a line of names and role words only. Departments that merely occur in a
//! sentence are no statement.

mod clause; // what a statement says
mod habit; // what a document does regularly

use crate::document::{Language, Role};
use crate::rulebook::Rulebook;
use crate::span::{Span, is_blank};
use clause::{Reading, is_decoration, items, read};
use habit::Habits;

/// One provision as the outline gives it.
pub(crate) struct Own<'a> {
    /// Its own paragraphs, the first starting after the marker.
    pub(crate) paragraphs: &'a [Span],
    pub(crate) has_children: bool,
}

/// A statement of who carries a provision out.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    /// Index of the provision.
    pub(crate) provision: u32,
    /// The statement with its brackets and the stop after them.
    pub(crate) span: Span,
    pub(crate) label: Option<Span>,
    pub(crate) role: Role,
    pub(crate) clauses: Vec<Clause>,
    /// Whether the provisions after it inherit it: `以下均需各区政府落实，不再列出`.
    pub(crate) blanket: bool,
    /// The provision behind whose text it stands, where it speaks for a whole list.
    pub(crate) hoisted_from: Option<u32>,
}

/// A list of names with one role.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    pub(crate) list: Span,
    pub(crate) role: Role,
    /// The role of the first name where it differs: `列第一位者为牵头单位`.
    pub(crate) first: Option<Role>,
}

/// Finds all statements of a document, in order. `claimed` is what the front matter takes, in order.
pub(crate) fn responsibilities(
    text: &str,
    language: Language,
    provisions: &[Own<'_>],
    claimed: &[Span],
) -> Vec<Statement> {
    let rulebook = Rulebook::of(language);
    let mut finder = Finder {
        text,
        language,
        rulebook,
        claimed,
        habits: Habits::of(text, rulebook, provisions),
        statements: Vec::new(),
        first_leads: false,
    };
    for (at, own) in provisions.iter().enumerate() {
        finder.provision(crate::document::index(at), own.paragraphs);
    }
    finder.statements
}

struct Finder<'a> {
    text: &'a str,
    language: Language,
    rulebook: &'static Rulebook,
    claimed: &'a [Span],
    habits: Habits<'a>,
    statements: Vec<Statement>,
    /// Whether the document has said that the first of each list takes the lead.
    first_leads: bool,
}

impl<'a> Finder<'a> {
    fn provision(&mut self, provision: u32, paragraphs: &[Span]) {
        let mut at = 0;
        while let Some(&paragraph) = paragraphs.get(at) {
            at += 1;
            let rest = &paragraphs[at..];
            at += self
                .field(provision, paragraph, rest)
                .or_else(|| self.brackets(provision, paragraph, rest))
                .or_else(|| self.line(provision, paragraph))
                .unwrap_or(0);
        }
    }

    /// A label and its list, at the start of a paragraph or after the end of a sentence in it.
    /// Gives the number of further paragraphs that the list takes.
    fn field(&mut self, provision: u32, paragraph: Span, rest: &[Span]) -> Option<usize> {
        let slice = paragraph.slice(self.text);
        let start = self.label_start(slice)?;
        let mut span = Span::new(paragraph.start() + start, paragraph.end());
        let mut taken = 0;
        while taken < rest.len() && taken < 4 {
            let next = rest[taken].slice(self.text);
            let goes_on = next.len() <= 400
                && self.adjoins(span, rest[taken])
                && (is_cut(span.slice(self.text)) || begins_inside(next))
                && self.label_start(next).is_none();
            if !goes_on {
                break;
            }
            span = span.cover(rest[taken]);
            taken += 1;
        }
        let reading = read(self.rulebook, &self.habits.labels, self.text, span);
        (self.lists_names(&reading) && self.push(provision, span, reading)).then_some(taken)
    }

    /// Whether no front matter stands between two pieces of text: a list does not go on behind a
    /// signature.
    fn adjoins(&self, piece: Span, next: Span) -> bool {
        let at = (self.claimed).partition_point(|claim| claim.start() < piece.end());
        (self.claimed.get(at)).is_none_or(|claim| claim.start() >= next.start())
    }

    /// Where a known label begins, with the bracket before it if there is one.
    fn label_start(&self, slice: &'a str) -> Option<usize> {
        // Most paragraphs have no colon.
        memchr::memchr2(b':', 0xBC, slice.as_bytes())?;
        let last_close = slice.rfind([')', '）', ']', '】', '〕']);
        let mut depth = 0_usize; // of brackets that are closed somewhere
        let mut run = 0;
        let mut fresh = true; // whether the run began at the start or after a sentence
        for (at, ch) in slice.char_indices() {
            let ends_sentence = match ch {
                ':' | '：' => {
                    let words = slice[run..at].trim_matches(is_decoration);
                    if fresh && self.habits.labels.role(words).is_some() {
                        let lead = slice[run..at].len()
                            - slice[run..at].trim_start_matches(is_blank).len();
                        return Some(run + lead);
                    }
                    false
                }
                '。' | ';' | '；' | '！' => true,
                // A full stop ends a sentence where a space follows: not in "U.S."
                '.' if slice[at + 1..].starts_with(is_blank) => true,
                '(' | '（' | '[' | '【' | '〔' => {
                    depth += usize::from(last_close.is_some_and(|close| at < close));
                    false
                }
                ')' | '）' | ']' | '】' | '〕' => {
                    depth = depth.saturating_sub(1);
                    continue;
                }
                ',' | '，' => false,
                _ => continue,
            };
            run = at + ch.len_utf8();
            // `（牵头单位：A；配合单位：B）` is read as one bracket.
            fresh = ends_sentence && depth == 0;
        }
        None
    }

    /// Brackets with a statement in them. Gives the further paragraphs that the last one takes.
    fn brackets(&mut self, provision: u32, paragraph: Span, rest: &[Span]) -> Option<usize> {
        let mut found = false;
        let mut taken = 0;
        let groups = groups(paragraph.slice(self.text));
        for (at, group) in groups.iter().enumerate() {
            let start = paragraph.start() + group.start;
            let mut inner = Span::new(
                paragraph.start() + group.inner,
                paragraph.start() + group.inner_end,
            );
            let mut end = paragraph.start() + group.end;
            if !group.closed {
                // The bracket is broken over lines, or not closed at all.
                let labelled = self.label_start(inner.slice(self.text)) == Some(0);
                while labelled
                    && taken < rest.len()
                    && taken < 6
                    && self.adjoins(inner, rest[taken])
                {
                    let next = rest[taken].slice(self.text);
                    taken += 1;
                    let close = next.find([')', '）', '〕', ']', '】']);
                    let last = rest[taken - 1];
                    inner = inner.cover(Span::new(
                        last.start(),
                        last.start() + close.unwrap_or(next.len()),
                    ));
                    end = last.end();
                    if close.is_some() {
                        break;
                    }
                }
            }
            let content = inner.slice(self.text);
            let labelled = self.label_start(content) == Some(0);
            // `(<…办法(试行)〉的通知》…执行。(市住建局负责)`: a misprinted quote opens no statement.
            if !group.closed && !labelled && at + 1 < groups.len() {
                continue;
            }
            let reading = read(self.rulebook, &self.habits.labels, self.text, inner);
            let bare = self.habits.bare_lists && group.last && is_bare_list(self.rulebook, content);
            let placed = group.last || group.after_sentence;
            if (labelled || placed && reading.cued && !group.sentence || bare)
                && self.lists_names(&reading)
                && self.push(provision, Span::new(start, end), reading)
            {
                found = true;
                if !group.closed {
                    break; // the others lie inside
                }
            }
        }
        found.then_some(taken)
    }

    /// A line of its own that holds nothing but names and role words.
    fn line(&mut self, provision: u32, paragraph: Span) -> Option<usize> {
        const LONGEST: usize = 600; // bytes
        let slice = paragraph.slice(self.text);
        let inner = slice.trim_end_matches(['。', '.', ';', '；']);
        if slice.len() > LONGEST
            || inner.contains(['。', '；', ';', '“', '《'])
            || inner.contains(". ")
        {
            return None;
        }
        if !self.rulebook.frames(inner) {
            return None;
        }
        let cues: Vec<_> = self.rulebook.cues(inner).collect();
        let (first, last) = (cues.first()?, cues.last()?);
        let leads =
            first.start == 0 && matches!(first.cue, crate::rulebook::Cue::Before(Role::Lead));
        let ends = last.end == inner.len() && matches!(last.cue, crate::rulebook::Cue::After(_));
        if !leads && !ends {
            return None;
        }
        let reading = read(self.rulebook, &self.habits.labels, self.text, paragraph);
        let all_names = reading.clauses.iter().all(|clause| {
            items(clause.list.slice(self.text))
                .all(|item| self.rulebook.is_name(item) && self.rulebook.is_listed(item))
        });
        // A sentence with a verb of its own holds words outside its lists.
        (all_names && !reading.more && self.push(provision, paragraph, reading)).then_some(0)
    }

    /// Whether what follows an English label or role word is a list of names, not a sentence:
    /// `The working groups have the following main responsibilities: Assignment of targets …`.
    /// Chinese labels are unlike anything in running text.
    fn lists_names(&self, reading: &Reading) -> bool {
        const LOOK: usize = 3; // items of each list
        if self.language == Language::Chinese {
            return true;
        }
        let (mut all, mut listed) = (0, 0);
        for clause in &reading.clauses {
            for item in items(clause.list.slice(self.text)).take(LOOK) {
                all += 1;
                listed += usize::from(self.rulebook.is_listed(item));
            }
        }
        listed * 2 > all
    }

    fn push(&mut self, provision: u32, span: Span, reading: Reading) -> bool {
        let Reading {
            label,
            mut clauses,
            blanket,
            first_leads,
            ..
        } = reading;
        self.first_leads |= first_leads;
        if clauses.is_empty() {
            return false;
        }
        let later = blanket
            .map(|(start, count)| (start, clauses.split_off(count.min(clauses.len()))))
            .filter(|(_, clauses)| !clauses.is_empty());
        if self.first_leads {
            self.lead_first(&mut clauses);
        }
        let end = later.as_ref().map_or(span.end(), |&(start, _)| start);
        if !clauses.is_empty() {
            let role = clauses[0].first.unwrap_or(clauses[0].role);
            let span = Span::new(span.start(), end).trim(self.text);
            self.statements.push(Statement {
                provision,
                span,
                label: label.filter(|&label| span.contains(label)),
                role,
                clauses,
                blanket: false,
                hoisted_from: None,
            });
        }
        if let Some((start, clauses)) = later
            && let Some(first) = clauses.first()
        {
            let start =
                if self.statements.last().is_some_and(|last| {
                    last.span.end() <= start && last.span.start() >= span.start()
                }) {
                    start
                } else {
                    span.start()
                };
            let span = Span::new(start, span.end());
            self.statements.push(Statement {
                provision,
                span,
                label: label.filter(|&label| span.contains(label)),
                role: first.role,
                clauses,
                blanket: true,
                hoisted_from: None,
            });
        }
        true
    }

    /// Applies the rule that the first of a list takes the lead, where no role was given by words.
    fn lead_first(&self, clauses: &mut [Clause]) {
        if let [only] = clauses
            && only.role == Role::Responsible
            && items(only.list.slice(self.text)).nth(1).is_some()
        {
            only.first = Some(Role::Lead);
        }
    }
}

/// Whether a list plainly goes on: it ends in a separator, in the middle of a name, or has no
/// names yet.
pub(crate) fn is_cut(slice: &str) -> bool {
    let end = slice.trim_end_matches(is_blank);
    let word = end
        .rsplit(|ch: char| !ch.is_alphanumeric())
        .next()
        .unwrap_or_default();
    end.ends_with([',', '，', '、', ':', '：', '&'])
        || matches!(
            word.to_lowercase().as_str(),
            "of" | "and" | "the" | "for" | "及" | "和" | "与"
        )
}

/// Whether a line plainly begins in the middle of a list or a name: `and Tourism, …`.
fn begins_inside(line: &str) -> bool {
    ["and ", "of ", "for ", ", ", "，", "、", "和", "及", "以及"]
        .iter()
        .any(|word| line.starts_with(word))
}

/// Whether a bracket holds names and nothing else.
fn is_bare_list(rulebook: &Rulebook, content: &str) -> bool {
    content.len() <= 600
        && items(content).next().is_some()
        && items(content).all(|item| rulebook.is_name(item))
}

/// A bracket in a paragraph: offsets into it.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact by itself")]
#[derive(Clone, Copy, Debug)]
struct Group {
    start: usize,
    inner: usize,
    inner_end: usize,
    /// After the bracket and the stop behind it.
    end: usize,
    closed: bool,
    /// Whether only punctuation follows.
    last: bool,
    /// Whether it stands behind the end of a sentence.
    after_sentence: bool,
    /// Whether it holds several sentences of running text.
    sentence: bool,
}

/// The outermost brackets of a paragraph, in order. Kinds of bracket may be mixed. One that is not
/// closed goes to the paragraph's end, and those inside it come after it.
fn groups(slice: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    // 0xE3 and 0xEF begin the full-width brackets.
    if memchr::memchr2(b'(', b'[', slice.as_bytes()).is_none()
        && memchr::memchr2(0xE3, 0xEF, slice.as_bytes()).is_none()
    {
        return groups;
    }
    let mut open: Vec<(usize, usize)> = Vec::new(); // start and content of each open bracket
    for (at, ch) in slice.char_indices() {
        match ch {
            '(' | '（' | '〔' | '[' | '【' => open.push((at, at + ch.len_utf8())),
            ')' | '）' | '〕' | ']' | '】' => {
                let Some((start, inner)) = open.pop() else {
                    continue;
                };
                // What lies inside this bracket is part of it.
                while groups.last().is_some_and(|last| last.start > start) {
                    groups.pop();
                }
                groups.push(group(slice, start, inner, at, at + ch.len_utf8(), true));
            }
            _ => {}
        }
    }
    if let Some(&(start, inner)) = open.first() {
        let unclosed = group(slice, start, inner, slice.len(), slice.len(), false);
        let at = groups.partition_point(|group| group.start < start);
        groups.insert(at, unclosed);
    }
    groups
}

fn group(
    slice: &str,
    start: usize,
    inner: usize,
    inner_end: usize,
    close: usize,
    closed: bool,
) -> Group {
    let stop = |ch: char| matches!(ch, '。' | '.' | ';' | '；' | ',' | '，');
    let rest = &slice[close..];
    let end = close + (rest.len() - rest.trim_start_matches(stop).len());
    let before = slice[..start].trim_end_matches(is_blank);
    let content = &slice[inner..inner_end];
    Group {
        start,
        inner,
        inner_end,
        end,
        closed,
        last: !slice[close..].contains(char::is_alphanumeric),
        after_sentence: before.is_empty()
            || before.ends_with(['。', '；', ';', '.', '！', '!', '”', '"']),
        sentence: content.len() > 900,
    }
}
