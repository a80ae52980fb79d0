//! What stands before and around the body: title, issuer, number, date, addressees.
//!
//! Only the head of a document, up to its first provision, and its tail are looked at. Each line
//! there is something by itself (a date, a number, a list of addressees, a covering paragraph);
//! what it is for the document is decided from the order of the lines. What cannot be told stays
//! empty: a wrong field is worse than none.

mod flat;
mod line;
mod number;
mod signature;
mod title;
mod words;

use crate::document::{FrontMatter, IssuedOn, Issuer, Language};
use crate::span::{Span, is_blank};
use line::{Kind, Line};
use signature::Signature;
use title::titles;
use words::{Field, Words};

/// A paragraph of the document, in order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paragraph {
    pub(crate) span: Span,
    /// Where the first numbered unit in it begins.
    pub(crate) provision: Option<usize>,
}

/// The front matter, and the text that belongs to it.
pub(crate) struct Found {
    pub(crate) front: FrontMatter,
    /// What front matter takes of the text, sorted and disjoint: all else is body.
    pub(crate) claimed: Vec<Span>,
}

/// The head is no longer than this, in lines and in bytes.
const HEAD_LINES: usize = 80;
const HEAD_BYTES: usize = 32 * 1024;
/// The tail is no longer than this, in lines.
const TAIL_LINES: usize = 24;

/// Finds the front matter.
pub(crate) fn front_matter(text: &str, language: Language, paragraphs: &[Paragraph]) -> Found {
    let mut finder = Finder {
        text,
        language,
        words: Words::of(language),
        front: FrontMatter::default(),
        claimed: Vec::new(),
        publisher: None,
        metadata: FrontMatter::default(),
    };
    let (head, next) = finder.head_lines(paragraphs);
    let body = finder.head(&head);
    let opens = head.get(body).map(|line| line.full);
    finder.opening(opens.or(paragraphs.get(next).map(before_provision)));
    let start = opens.map_or_else(
        || {
            paragraphs
                .get(next)
                .map_or(text.len(), |paragraph| paragraph.span.start())
        },
        Span::start,
    );
    finder.tail(paragraphs, start);
    finder.finish()
}

struct Finder<'t> {
    text: &'t str,
    language: Language,
    words: &'static Words,
    front: FrontMatter,
    claimed: Vec<Span>,
    /// What a table of metadata says; the text itself comes first.
    metadata: FrontMatter,
    /// Who published, which is not always who issued.
    publisher: Option<Span>,
}

impl Finder<'_> {
    /// The lines before the first provision, and the number of the paragraph after them.
    fn head_lines(&self, paragraphs: &[Paragraph]) -> (Vec<Line>, usize) {
        let mut lines = Vec::new();
        let mut next = 0;
        for paragraph in paragraphs {
            if paragraph.provision.is_some()
                || lines.len() >= HEAD_LINES
                || paragraph.span.start() > HEAD_BYTES
            {
                break;
            }
            line::lines(self.text, paragraph.span, self.language, &mut lines);
            next += 1;
        }
        yaml(self.text, &mut lines);
        (lines, next)
    }

    /// Reads the head; the answer is the number of the line that the body begins with.
    fn head(&mut self, lines: &[Line]) -> usize {
        let (titles, own) = titles(self.text, lines, self.language);
        let own = own.or_else(|| self.first_line(lines));
        let mut body = self.body_start(lines, own.map(|title| title.last));
        // Without a title, a page's furniture alone is no reason to take the head apart.
        body = body.min(lines.len());
        self.fields(&lines[..body]);
        self.front.title = own.map(|title| title.span(lines));
        if self.front.title.is_none() {
            self.front.title = self.metadata.title;
        }
        self.signature_in_head(&lines[..body], own);
        if self.language == Language::Chinese && self.front.issuers.is_empty() {
            let named = titles
                .iter()
                .rev()
                .map(|title| title::issuers_in(self.text, title.span(lines), self.words))
                .find(|named| !named.is_empty());
            let named = named.into_iter().flatten();
            self.metadata.issuers.extend(named.map(issuer));
        }
        for line in &lines[..body] {
            self.claimed.push(line.full);
        }
        body
    }

    /// An English title need not hold a word for a kind of document: a heading, or a first line
    /// that a paragraph follows, is one too.
    fn first_line(&self, lines: &[Line]) -> Option<title::Title> {
        if self.language == Language::Chinese || self.metadata.title.is_some() {
            return None;
        }
        let at = lines.iter().position(|line| {
            !matches!(
                line.kind,
                Kind::Noise | Kind::Metadata | Kind::Date(_) | Kind::Number
            )
        })?;
        let line = &lines[at];
        let words = line.span.slice(self.text).split_whitespace().count();
        let next = lines.get(at + 1).map(|line| line.kind);
        let whole = line.kind == Kind::Short
            && (3..=30).contains(&words)
            && (line.marked || matches!(next, Some(Kind::Prose | Kind::Heading)))
            && line.span.slice(self.text).starts_with(char::is_uppercase);
        whole.then_some(title::Title {
            first: at,
            last: at,
        })
    }

    /// Where the body begins: after the title, or after what hands it on, and after the lines of
    /// front matter that follow.
    fn body_start(&self, lines: &[Line], title_end: Option<usize>) -> usize {
        let cover = lines.iter().rposition(|line| line.kind == Kind::Cover);
        let mut at = title_end.max(cover).map_or(0, |last| last + 1);
        // A title that is told only later still leaves a date or an address before it.
        let mut contents = false;
        while let Some(line) = lines.get(at) {
            let front = match line.kind {
                Kind::Date(_)
                | Kind::Number
                | Kind::Addressee
                | Kind::Release
                | Kind::Metadata
                | Kind::Noise
                | Kind::Approval => true,
                Kind::Organ => self.signs(lines, at),
                Kind::Heading => {
                    contents = is_contents(line.span.slice(self.text));
                    contents
                }
                Kind::Short => {
                    number::is_serial(line::unbracketed(line.span.slice(self.text)))
                        || (contents && is_contents_entry(line.span.slice(self.text)))
                }
                Kind::Prose | Kind::Transmit | Kind::Cover => false,
            };
            if !front {
                break;
            }
            at += 1;
        }
        at
    }

    /// Whether a line of names belongs to the front matter: in Chinese nothing else looks so, in
    /// English something of a signature follows.
    fn signs(&self, lines: &[Line], at: usize) -> bool {
        self.language == Language::Chinese
            || lines[at + 1..]
                .iter()
                .find(|line| line.kind != Kind::Organ)
                .is_some_and(|line| {
                    matches!(line.kind, Kind::Date(_) | Kind::Number | Kind::Addressee)
                })
    }

    /// Reads the fields that a line gives by itself.
    fn fields(&mut self, lines: &[Line]) {
        for (at, line) in lines.iter().enumerate() {
            match line.kind {
                Kind::Number if self.front.document_number.is_none() => {
                    self.front.document_number = Some(signature::inner(self.text, line.span));
                }
                Kind::Addressee if self.front.addressees.is_none() => {
                    self.front.addressees = Some(self.addressees(line.span));
                }
                Kind::Release if self.front.release.is_none() => {
                    self.front.release = Some(line.span);
                }
                Kind::Metadata => self.metadata(line, lines.get(at + 1)),
                _ => {}
            }
            self.order(lines, at);
        }
    }

    /// `XX省人民政府令` with `第290号` on the next line: the number of an order.
    fn order(&mut self, lines: &[Line], at: usize) {
        let line = &lines[at];
        let slice = line.span.slice(self.text);
        let Some(next) = lines.get(at + 1) else {
            return;
        };
        if self.front.document_number.is_some()
            || !slice.ends_with('令')
            || !number::is_serial(line::unbracketed(next.span.slice(self.text)))
        {
            return;
        }
        self.front.document_number = Some(line.span.cover(next.span));
        let name = Span::of(self.text, &slice[..slice.len() - '令'.len_utf8()]);
        if line::organs(name.slice(self.text), self.words) {
            self.metadata.issuers.push(issuer(name));
        }
    }

    fn addressees(&self, span: Span) -> Span {
        let slice = span.slice(self.text);
        let slice = slice.strip_prefix("MEMORANDUM FOR ").unwrap_or(slice);
        let end = |ch: char| is_blank(ch) || matches!(ch, '：' | ':');
        Span::of(self.text, slice.trim_end_matches(end))
    }

    /// Reads a line of a metadata table. A value may stand on the next line.
    fn metadata(&mut self, line: &Line, next: Option<&Line>) {
        let text = self.text;
        let slice = line.span.slice(text);
        for (field, value) in line::fields(slice, self.words) {
            let mut value = Span::of(text, value);
            // `• 发文字号：` in a list; in a table an empty field is empty.
            if value.is_empty()
                && line.full.slice(text).starts_with('•')
                && let Some(next) = next.filter(|next| next.kind != Kind::Metadata)
            {
                value = next.span;
            }
            if value.is_empty() || value.len() > 400 {
                continue;
            }
            let words = value.slice(text);
            match field {
                Field::Title if self.metadata.title.is_none() => {
                    self.metadata.title = Some(value);
                }
                Field::Issuer if self.metadata.issuers.is_empty() => {
                    let names = words
                        .split([' ', '\u{3000}', '\t'])
                        .filter(|name| !name.is_empty());
                    if self.language == Language::English {
                        self.metadata.issuers.push(issuer(value));
                    } else {
                        self.metadata
                            .issuers
                            .extend(names.map(|name| issuer(Span::of(text, name))));
                    }
                }
                Field::Publisher if line::organs(words, self.words) => {
                    self.publisher = self.publisher.or(Some(value));
                }
                Field::Date if self.metadata.issued_on.is_none() => {
                    self.metadata.issued_on = signature::dated(text, value);
                }
                Field::Number if self.metadata.document_number.is_none() => {
                    let whole = number::is_number(words)
                        || (words.contains('/') && words.contains(|ch: char| ch.is_ascii_digit()));
                    self.metadata.document_number = whole.then_some(value);
                }
                _ => {}
            }
        }
    }

    /// The signature of a covering notice, or the date and the names that stand under the title.
    fn signature_in_head(&mut self, lines: &[Line], title: Option<title::Title>) {
        let dated = |range: &[Line]| {
            range
                .iter()
                .rposition(|line| matches!(line.kind, Kind::Date(_)))
        };
        let before = title.map_or(0, |title| title.first).min(lines.len());
        let covered = lines[..before]
            .iter()
            .any(|line| matches!(line.kind, Kind::Prose | Kind::Transmit));
        let at = if covered {
            dated(&lines[..before])
        } else {
            dated(&lines[before..]).map(|at| before + at)
        };
        let signature = match at {
            Some(at) => signature::at(self.text, lines, at, self.language),
            None if !covered => Signature::default(),
            // A notice may be signed without a date.
            None => Signature {
                issuers: signature::names(
                    self.text,
                    trailing_organs(&lines[..before]),
                    self.language,
                ),
                ..Signature::default()
            },
        };
        self.sign(signature);
        if self.front.issuers.is_empty() && !covered {
            let after = &lines[title.map_or(0, |title| title.last + 1).min(lines.len())..];
            if self.language == Language::Chinese {
                let names = signature::names(self.text, after, self.language);
                self.front.issuers.extend(names.into_iter().map(issuer));
            }
        }
    }

    fn sign(&mut self, signature: Signature) {
        if self.front.issuers.is_empty() {
            self.front.issuers = signature.issuers.into_iter().map(issuer).collect();
        }
        self.front.issued_on = self.front.issued_on.or(signature.issued_on);
        self.front.release = self.front.release.or(signature.release);
    }

    /// Reads what of the front matter stands at the start of the body's first paragraph.
    fn opening(&mut self, paragraph: Option<Span>) {
        let Some(paragraph) = paragraph.filter(|span| span.len() > 60) else {
            return;
        };
        let Some(opening) = flat::opening(self.text, paragraph, self.language) else {
            return;
        };
        if (opening.title.is_some() && self.front.title.is_some())
            || (opening.addressees.is_some() && self.front.addressees.is_some())
        {
            return;
        }
        self.front.title = self.front.title.or(opening.title);
        self.front.document_number = self.front.document_number.or(opening.number);
        self.front.addressees = self.front.addressees.or(opening.addressees);
        if let Some(title) = opening.title {
            let named = title::issuers_in(self.text, title, self.words).into_iter();
            self.metadata.issuers.extend(named.map(issuer));
        }
        self.claimed.push(Span::new(paragraph.start(), opening.end));
    }

    /// Reads the end of the document from the last line up.
    fn tail(&mut self, paragraphs: &[Paragraph], body: usize) {
        let after = |paragraph: &&Paragraph| paragraph.span.start() > body;
        let last: Vec<&Paragraph> = paragraphs
            .iter()
            .rev()
            .take(TAIL_LINES)
            .take_while(after)
            .take_while(|paragraph| paragraph.provision.is_none() && paragraph.span.len() < 1_000)
            .collect();
        let mut lines = Vec::new();
        for paragraph in last.iter().rev() {
            line::lines(self.text, paragraph.span, self.language, &mut lines);
        }
        if !self.signed(&lines) && !self.signed_before_annexes(paragraphs, body) {
            let end = lines.iter().rposition(|line| line.kind != Kind::Noise);
            let end = end
                .map(|at| lines[at].full)
                .or(paragraphs.last().map(|last| last.span));
            let glued = end
                .filter(|span| span.start() >= body)
                .and_then(|span| signature::glued(self.text, span, self.language));
            if let Some((signature, span)) = glued
                && !self.claimed.iter().any(|claim| claim.end() > span.start())
            {
                self.sign(signature);
                self.claimed.push(span);
            }
        }
    }

    /// Claims the signature and what follows it at the end. The answer says whether there is one.
    fn signed(&mut self, lines: &[Line]) -> bool {
        let first = lines
            .iter()
            .rposition(|line| !belongs_to_tail(line, self.text))
            .map_or(0, |at| at + 1);
        let tail = &lines[first..];
        let date = tail
            .iter()
            .rposition(|line| matches!(line.kind, Kind::Date(_)));
        let organs = trailing_organs(&tail[..date.unwrap_or(tail.len())]);
        let noise = tail
            .iter()
            .rposition(|line| !matches!(line.kind, Kind::Noise | Kind::Metadata))
            .map_or(0, |at| at + 1);
        if date.is_none() && (organs.len() < 2 || self.front.issued_on.is_some()) {
            // No signature: only what the page shows besides the document.
            let release = tail.iter().position(|line| line.kind == Kind::Release);
            let from = release.map_or(noise, |release| release.min(noise));
            for line in &tail[from..] {
                if line.kind == Kind::Release {
                    self.front.release = self.front.release.or(Some(line.span));
                }
                self.claimed.push(line.full);
            }
            return false;
        }
        let mut signature = match date {
            Some(at) => signature::at(self.text, tail, at, self.language),
            None => Signature {
                issuers: signature::names(self.text, organs, self.language),
                ..Signature::default()
            },
        };
        signature.release = tail
            .iter()
            .find(|line| line.kind == Kind::Release)
            .map(|line| line.span);
        let start = date.unwrap_or(tail.len()) - organs.len();
        self.sign(signature);
        // The name of the person who signs stands above: `JOSEPH R. BIDEN JR.`
        let above = (first + start).checked_sub(1).and_then(|at| lines.get(at));
        if let Some(above) = above.filter(|line| is_person(line.span.slice(self.text))) {
            self.claimed.push(above.full);
        }
        for line in &tail[start..] {
            self.claimed.push(line.full);
        }
        true
    }

    /// A signature in the middle: annexes follow it. Only Chinese dates stand so by themselves.
    fn signed_before_annexes(&mut self, paragraphs: &[Paragraph], body: usize) -> bool {
        if self.language == Language::English || self.front.issued_on.is_some() {
            return false;
        }
        for pair in paragraphs.windows(2) {
            let (before, span) = (&pair[0], pair[1].span);
            if span.len() > 60
                || span.start() <= body
                || before.provision.is_some()
                || before.span.len() > 300
                || !span.slice(self.text).ends_with('日')
            {
                continue;
            }
            let mut lines = Vec::new();
            line::lines(self.text, before.span, self.language, &mut lines);
            line::lines(self.text, span, self.language, &mut lines);
            let Some(last) = lines.len().checked_sub(1) else {
                continue;
            };
            let signature = signature::at(self.text, &lines, last, self.language);
            if signature.issued_on.is_some() && !signature.issuers.is_empty() {
                let organs = trailing_organs(&lines[..last]).len();
                for line in &lines[last - organs..] {
                    self.claimed.push(line.full);
                }
                self.sign(signature);
                return true;
            }
        }
        false
    }

    /// Puts together what was found: the text itself comes before its metadata.
    fn finish(mut self) -> Found {
        let front = &mut self.front;
        front.document_number = front.document_number.or(self.metadata.document_number);
        front.issued_on = front.issued_on.or(self.metadata.issued_on);
        if front.issuers.is_empty() {
            front.issuers = std::mem::take(&mut self.metadata.issuers);
        }
        if front.issuers.is_empty() {
            front.issuers.extend(self.publisher.map(issuer));
        }
        self.claimed.sort_unstable();
        let named = named(front);
        let mut claimed: Vec<Span> = Vec::with_capacity(self.claimed.len());
        for &claim in &self.claimed {
            front.other.extend(rest(self.text, claim, &named));
            match claimed.last_mut() {
                // Lines that follow each other are one claim: a title may run over several.
                Some(last) if is_gap(self.text, last.end(), claim.start()) => {
                    *last = last.cover(claim);
                }
                _ => claimed.push(claim),
            }
        }
        Found {
            front: self.front,
            claimed,
        }
    }
}

/// What of a paragraph stands before the first numbered unit in it.
fn before_provision(paragraph: &Paragraph) -> Span {
    let Paragraph { span, provision } = *paragraph;
    Span::new(span.start(), provision.unwrap_or(span.end()))
}

/// Whether nothing visible stands between two places, or the second is before the first.
fn is_gap(text: &str, end: usize, start: usize) -> bool {
    text.get(end..start)
        .unwrap_or_default()
        .chars()
        .all(is_blank)
}

/// The spans of all named fields, sorted.
fn named(front: &FrontMatter) -> Vec<Span> {
    let mut named: Vec<Span> = front.issuers.iter().map(|issuer| issuer.span).collect();
    named.extend(front.title);
    named.extend(front.issued_on.map(|issued: IssuedOn| issued.span));
    named.extend(
        [front.document_number, front.addressees, front.release]
            .into_iter()
            .flatten(),
    );
    named.sort_unstable();
    named
}

/// What of a claimed line no named field holds, where it is more than marks around the field.
fn rest<'a>(text: &'a str, claim: Span, named: &'a [Span]) -> impl Iterator<Item = Span> + use<'a> {
    let mut at = claim.start();
    let mut inside = named
        .iter()
        .filter(move |span| span.start() < claim.end() && span.end() > claim.start())
        .map(|span| (span.start(), span.end()))
        .chain([(claim.end(), claim.end())]);
    std::iter::from_fn(move || {
        loop {
            let (start, end) = inside.next()?;
            let piece = Span::new(at, start.max(at)).trim(text);
            at = at.max(end);
            // A line of asterisks holds no field that its marks could stand around.
            let whole = piece == claim.trim(text);
            if piece.slice(text).contains(char::is_alphanumeric) || whole && !piece.is_empty() {
                return Some(piece);
            }
        }
    })
}

fn issuer(span: Span) -> Issuer {
    Issuer { span, id: None }
}

/// The lines of names that some lines end with.
fn trailing_organs(lines: &[Line]) -> &[Line] {
    let count = lines
        .iter()
        .rev()
        .take_while(|line| line.kind == Kind::Organ)
        .count();
    &lines[lines.len() - count..]
}

/// Whether a line can stand in or after a signature.
fn belongs_to_tail(line: &Line, text: &str) -> bool {
    match line.kind {
        Kind::Noise | Kind::Metadata | Kind::Date(_) | Kind::Release | Kind::Organ => true,
        Kind::Short => {
            let slice = line.span.slice(text);
            ["联系人", "联系电话", "联系方式", "电话", "传真"]
                .iter()
                .any(|word| slice.trim_start_matches(['(', '（']).starts_with(word))
        }
        _ => false,
    }
}

/// `JOSEPH R. BIDEN JR.`: a few words in capitals.
fn is_person(line: &str) -> bool {
    (2..=6).contains(&line.split_whitespace().count())
        && line.len() < 60
        && line
            .chars()
            .all(|ch| ch.is_uppercase() || matches!(ch, ' ' | '.' | ',' | '-' | '\''))
}

fn is_contents(line: &str) -> bool {
    let bare: String = line.chars().filter(|ch| !ch.is_whitespace()).collect();
    ["目录", "目錄", "contents", "tableofcontents", "index"]
        .iter()
        .any(|word| bare.eq_ignore_ascii_case(word))
}

/// A line of a table of contents: it ends with the number of a page.
fn is_contents_entry(line: &str) -> bool {
    line.ends_with(|ch: char| ch.is_ascii_digit())
}

/// Metadata between lines of dashes at the very start, as static web pages have it, is no text.
fn yaml(text: &str, lines: &mut [Line]) {
    let dashes = |line: &Line| line.full.slice(text) == "---";
    if !lines.first().is_some_and(dashes) {
        return;
    }
    let Some(end) = lines.iter().skip(1).position(dashes) else {
        return;
    };
    for line in &mut lines[..=end + 1] {
        if line.kind != Kind::Metadata {
            line.kind = Kind::Noise;
        }
    }
}

#[cfg(test)]
mod tests;
