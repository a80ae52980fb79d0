//! The fields: what the lines give that were read as front matter, and what no field holds.

use super::cited::Cited;
use super::evidence::{Kind, Row, columns};
use super::signature::{self, Signature};
use super::solve::{Lines, Reading, State, solve};
use super::{Found, form, is_gap, issuer, label, number, title};
use crate::date;
use crate::document::{FrontMatterData, IssuedOnData, Language};
use crate::lexicon::{Lexicon, Sense};
use crate::script::{is_blank, is_colon, is_han};
use crate::span::Span;

/// Puts the fields together.
pub(super) struct Finder<'t> {
    pub(super) text: &'t str,
    pub(super) language: Language,
    pub(super) words: &'static Lexicon,
    pub(super) front: FrontMatterData,
    pub(super) claimed: Vec<Span>,
    /// What a table of metadata, a title or a masthead says; the text itself comes first.
    metadata: FrontMatterData,
    /// What a memorandum says it is about.
    subject: Option<Span>,
    /// Who published, which is not always who issued.
    publisher: Option<Span>,
    /// Whom the head of the paper names.
    masthead: Option<Span>,
}

impl<'t> Finder<'t> {
    pub(super) fn new(text: &'t str, language: Language) -> Self {
        Self {
            text,
            language,
            words: Lexicon::of(language),
            front: FrontMatterData::default(),
            claimed: Vec::new(),
            metadata: FrontMatterData::default(),
            subject: None,
            publisher: None,
            masthead: None,
        }
    }

    /// Reads the head; the answer is the number of the row that the body begins with. `more` says
    /// whether text follows the head.
    pub(super) fn head(&mut self, rows: &[Row], more: bool) -> usize {
        let cited = Cited::of(self.text, rows, self.language);
        let titles = title::titles(self.text, rows, self.language, &cited);
        let reading = solve(&Lines {
            text: self.text,
            language: self.language,
            rows,
            titles: &titles,
            cited: &cited,
            more,
        });
        let last = reading
            .states
            .iter()
            .rposition(|state| *state != State::Body);
        let body = last.map_or(0, |last| last + 1);
        self.rows(&rows[..body]);
        let own = reading
            .handed_on
            .or(reading.own)
            .map(|title| title.span(rows));
        let found = reading
            .unsaid
            .or(self.subject)
            .or(own)
            .or(self.metadata.title);
        self.front.title = found.map(|title| title::without_footnote(self.text, title));
        for title in self.front.title.into_iter().chain(self.metadata.title) {
            self.told_by_title(title);
        }
        self.signature_in_head(&rows[..body], &reading);
        self.issuers_in_titles(rows, &reading);
        // What a notice orders itself stays body.
        let from = rows[..body]
            .iter()
            .position(|row| row.provision)
            .unwrap_or(body);
        let covers = |at: usize| {
            matches!(reading.states[at], State::Cover | State::Handed)
                && !rows.get(at + 1).is_some_and(Row::is_date)
                && !matches!(rows[at].kind, Kind::Organ | Kind::Attached)
        };
        for (at, row) in rows[..body].iter().enumerate() {
            if at < from || !covers(at) {
                self.claimed.push(row.full);
            }
        }
        body
    }

    /// Reads the fields that rows give by themselves.
    fn rows(&mut self, rows: &[Row]) {
        for (at, row) in rows.iter().enumerate() {
            match row.kind {
                Kind::Number if self.front.document_number.is_none() => self.numbered(row.span),
                Kind::Addressee if self.front.addressees.is_none() => {
                    self.front.addressees = Some(self.addressees(row.span));
                }
                Kind::Release if self.front.release.is_none() => {
                    self.front.release = Some(row.span);
                }
                Kind::Metadata => self.labelled(row, rows.get(at + 1)),
                Kind::Masthead => {
                    let name = form::letterhead(row.text(self.text), self.words);
                    let name = name.map(|name| Span::of(self.text, name));
                    self.masthead = self.masthead.or(name);
                }
                Kind::Approval if self.metadata.issued_on.is_none() => {
                    self.metadata.issued_on = self.approved(row);
                }
                _ => {}
            }
            if let Some(next) = rows.get(at + 1) {
                self.order(row, next);
            }
        }
    }

    /// A line with the number; the day may stand on it.
    fn numbered(&mut self, span: Span) {
        let inner = signature::inner(self.text, span);
        let at = |range: std::ops::Range<usize>| {
            Span::new(inner.start() + range.start, inner.start() + range.end)
        };
        let found = number::whole(inner.slice(self.text));
        self.front.document_number = Some(
            found
                .as_ref()
                .map_or(inner, |found| at(found.range.clone())),
        );
        if let Some((day, date)) = found.and_then(|found| found.day) {
            self.metadata.issued_on = Some(IssuedOnData {
                span: at(day),
                date,
            });
        }
    }

    /// `XX省人民政府令` with `第290号` on the next line: the number of an order.
    fn order(&mut self, row: &Row, next: &Row) {
        let line = row.text(self.text);
        let serial = || number::is_serial(form::unbracketed(next.text(self.text)));
        let Some(order) = self.words.ends(line, Sense::Notice) else {
            return;
        };
        if self.front.document_number.is_some() || self.language == Language::English || !serial() {
            return;
        }
        self.front.document_number = Some(row.span.cover(next.span));
        let name = &line[..line.len() - order.text.len()];
        if form::is_names(name, self.words) {
            self.metadata
                .issuers
                .push(issuer(Span::of(self.text, name)));
        }
    }

    fn addressees(&self, span: Span) -> Span {
        let slice = span.slice(self.text);
        let grade = self.words.starts(slice, Sense::Grade);
        let grade = grade.filter(|word| word.value == "name");
        let slice = &slice[grade.map_or(0, |word| word.text.len())..];
        Span::of(
            self.text,
            slice.trim_end_matches(|ch| is_blank(ch) || is_colon(ch)),
        )
        .trim(self.text)
    }

    /// Reads a line of a metadata table. A value may stand on the next line.
    fn labelled(&mut self, row: &Row, next: Option<&Row>) {
        /// No value is longer, in columns.
        const LONGEST: usize = 280;
        let text = self.text;
        let words = row.words();
        for (field, value) in label::fields(row.text(text), words) {
            let mut value = Span::of(text, value);
            // `• 发文字号：` in a list; in a table an empty field is empty.
            if value.is_empty()
                && row.full.slice(text).starts_with('•')
                && let Some(next) = next.filter(|next| next.kind != Kind::Metadata)
            {
                value = next.span;
            }
            if value.is_empty() || columns(value.slice(text)) > LONGEST {
                continue;
            }
            self.field(field, value, words);
        }
    }

    fn field(&mut self, field: &str, value: Span, words: &Lexicon) {
        let text = self.text;
        let slice = value.slice(text);
        match field {
            "subject" => self.subject = self.subject.or(Some(value)),
            "addressee" => {
                self.metadata.addressees = self.metadata.addressees.or(Some(value));
            }
            "title" => self.metadata.title = self.metadata.title.or(Some(value)),
            "issuer" if self.metadata.issuers.is_empty() => {
                // `县政府网站` publishes and issues nothing.
                let names = signature::names_in(text, value, words);
                let body = |name: &Span| form::is_names(name.slice(text), words);
                if !slice.contains(is_han) || names.iter().all(body) {
                    self.metadata.issuers.extend(names.into_iter().map(issuer));
                }
            }
            "publisher" if form::is_names(slice, words) => {
                self.publisher = self.publisher.or(Some(value));
            }
            "date" if self.metadata.issued_on.is_none() => {
                self.metadata.issued_on = signature::dated(text, value);
            }
            "number" if self.metadata.document_number.is_none() => {
                let digits = slice.bytes().filter(u8::is_ascii_digit).count();
                let whole = number::whole(slice).is_some()
                    || digits > 0 && slice.contains('/')
                    || digits == slice.len() && digits <= 4;
                self.metadata.document_number = whole.then_some(value);
            }
            _ => {}
        }
    }

    /// A number or a day that a title gives: `Executive Order 14017: …`.
    fn told_by_title(&mut self, title: Span) {
        let slice = title.slice(self.text);
        if self.metadata.issued_on.is_none() {
            self.metadata.issued_on = title::dated_in(self.text, title);
        }
        let parts = [": ", "—", " - ", " – "]
            .iter()
            .filter_map(|mark| slice.split_once(mark));
        let mut numbers = parts.map(|(number, _)| number.trim());
        let number = numbers.find(|number| number::whole(number).is_some());
        if self.metadata.document_number.is_none() {
            self.metadata.document_number = number.map(|number| Span::of(self.text, number));
        }
    }

    /// The day on which a document was adopted, or laid before a parliament: the day it is of.
    fn approved(&self, row: &Row) -> Option<IssuedOnData> {
        let inner = signature::inner(self.text, row.span);
        let line = inner.slice(self.text);
        let mut words = row.words().find(line, Sense::Approval);
        let amended = row.words().find(line, Sense::Amended).next().is_some();
        if amended || !words.any(|hit| hit.word.value == "day") {
            return None;
        }
        if line.contains(is_han) {
            return signature::dated(self.text, inner);
        }
        let (range, date) = date::ending(line)?;
        Some(IssuedOnData {
            span: Span::of(self.text, &line[range]),
            date,
        })
    }

    /// The signature of a covering notice, or the date and the names that stand under the title.
    fn signature_in_head(&mut self, rows: &[Row], reading: &Reading) {
        let covers = |at: &usize| {
            matches!(
                reading.states[*at],
                State::Cover | State::Handed | State::Signing | State::Dated
            )
        };
        let covered = (0..rows.len()).rfind(covers);
        let title = reading.own.map_or(0, |title| title.first);
        let range = covered.map_or(title..rows.len(), |last| 0..last + 1);
        let day = |rows: &[Row]| rows.iter().rposition(Row::is_date);
        let at = day(&rows[range.clone()]).map(|at| range.start + at);
        // `January 14, 2025` over the title of an order.
        let above = || day(&rows[..title]).filter(|_| self.language == Language::English);
        let at = at.or_else(|| if covered.is_none() { above() } else { None });
        // A day in figures alone is the page's.
        let at = at.filter(|&at| !rows[at].text(self.text).contains(['-', '/']));
        let signature = match at {
            Some(at) => signature::at(self.text, rows, at, covered.is_some()),
            // A notice may be signed without a date.
            None if covered.is_some() => Signature {
                issuers: signature::names(self.text, trailing_names(&rows[range])),
                ..Signature::default()
            },
            None => Signature::default(),
        };
        self.sign(signature);
        if self.front.issuers.is_empty() && covered.is_none() {
            let after = reading
                .own
                .map_or(0, |title| title.last + 1)
                .min(rows.len());
            // On an English title page names stand over the title, before a preamble under it.
            let over = match self.language {
                Language::Chinese => &[],
                Language::English => first_names(&rows[..title]),
            };
            let group = if over.is_empty() {
                first_names(&rows[after..])
            } else {
                over
            };
            let names = signature::names(self.text, group);
            self.front.issuers.extend(names.into_iter().map(issuer));
        }
    }

    pub(super) fn sign(&mut self, signature: Signature) {
        if self.front.issuers.is_empty() {
            self.front.issuers = signature.issuers.into_iter().map(issuer).collect();
        }
        self.front.issued_on = self.front.issued_on.or(signature.issued_on);
        self.front.release = self.front.release.or(signature.release);
    }

    /// Whom the titles name, the last first, where nothing else says who issued.
    fn issuers_in_titles(&mut self, rows: &[Row], reading: &Reading) {
        if !self.front.issuers.is_empty() || !self.metadata.issuers.is_empty() {
            return;
        }
        let titles = [reading.handed_on, reading.own].into_iter().flatten();
        let titles = titles.map(|title| title.span(rows));
        let mut lists =
            titles.filter_map(|title| title::issuer_in(self.text, title, self.language));
        let names = lists
            .next()
            .map(|list| signature::names_in(self.text, list, self.words));
        self.metadata
            .issuers
            .extend(names.into_iter().flatten().map(issuer));
    }

    /// Puts together what was found: the text itself comes before its metadata.
    pub(super) fn finish(mut self) -> Found {
        let text = self.text;
        let front = &mut self.front;
        front.document_number = front.document_number.or(self.metadata.document_number);
        // A title that runs into the number is none; one may hold the number whole. `XX市人民政府令`
        // is the first half of the number.
        if let (Some(title), Some(number)) = (front.title, front.document_number) {
            let apart = title.end() <= number.start() || number.end() <= title.start();
            let whole = title != number && title.contains(number);
            front.title = (apart || whole).then_some(title);
        }
        front.addressees = front.addressees.or(self.metadata.addressees);
        front.issued_on = front.issued_on.or(self.metadata.issued_on);
        if front.issuers.is_empty() {
            front.issuers = std::mem::take(&mut self.metadata.issuers);
        }
        if front.issuers.is_empty() {
            front
                .issuers
                .extend(self.masthead.or(self.publisher).map(issuer));
        }
        let mut seen: Vec<&str> = Vec::new();
        front.issuers.retain(|issuer| {
            let name = issuer.span.slice(text);
            let new = !seen.contains(&name);
            seen.push(name);
            new
        });
        self.claimed.sort_unstable();
        let named = named(front);
        let mut claimed: Vec<Span> = Vec::with_capacity(self.claimed.len());
        for &claim in &self.claimed {
            // A line may be claimed for several reasons, and a part of it by itself.
            let from = claimed.last().map_or(0, |last| last.end());
            if claim.end() <= from {
                continue;
            }
            let claim = Span::new(claim.start().max(from), claim.end());
            front.other.extend(rest(text, claim, &named));
            match claimed.last_mut() {
                // Lines that follow each other are one claim: a title may run over several.
                Some(last) if is_gap(text, last.end(), claim.start()) => *last = last.cover(claim),
                _ => claimed.push(claim),
            }
        }
        Found {
            front: self.front,
            claimed,
        }
    }
}

/// The first rows of names that follow each other.
fn first_names(rows: &[Row]) -> &[Row] {
    let names = |row: &Row| row.kind == Kind::Organ;
    let first = rows.iter().position(names).unwrap_or(rows.len());
    let count = rows[first..].iter().take_while(|row| names(row)).count();
    &rows[first..first + count]
}

/// The rows of names that some rows end with.
pub(super) fn trailing_names(rows: &[Row]) -> &[Row] {
    let names = rows.iter().rev().take_while(|row| row.kind == Kind::Organ);
    &rows[rows.len() - names.count()..]
}

/// The spans of all named fields, sorted.
pub(super) fn named(front: &FrontMatterData) -> Vec<Span> {
    let mut named: Vec<Span> = front.issuers.iter().map(|issuer| issuer.span).collect();
    named.extend(front.title);
    named.extend(front.issued_on.map(|issued| issued.span));
    let single = [front.document_number, front.addressees, front.release];
    named.extend(single.into_iter().flatten());
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
