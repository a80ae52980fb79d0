//! Covering notices and memoranda: where they end, and the title of what they hand on.

use super::cited::Cited;
use super::line::{Kind, Line};
use super::words::{Field, Words};
use super::{Finder, form, label};
use crate::document::Language;
use crate::span::Span;

impl Finder<'_> {
    /// The title of a document handed on that does not say its title itself: the covering text
    /// cites it. What follows is that document where the notice is signed before it, where the
    /// text says so, or where it speaks of itself by that name (`制定本方案`); and a text without
    /// any title is known by the one it hands on.
    pub(super) fn cited_title(
        &self,
        lines: &[Line],
        body: usize,
        cited: &Cited,
        more: bool,
        untitled: bool,
    ) -> Option<Span> {
        let at = lines[..body]
            .iter()
            .rposition(|line| matches!(line.kind, Kind::Transmit | Kind::Cover))?;
        let cover = &lines[at];
        let slice = cover.span.slice(self.text);
        if (body == lines.len() && !more)
            || slice.ends_with(['：', ':']) && cover.kind == Kind::Transmit
        {
            return None;
        }
        let title = lines[..=at]
            .iter()
            .rev()
            .filter(|line| matches!(line.kind, Kind::Transmit | Kind::Cover | Kind::Prose))
            .find_map(|line| cited.within(line.span))?;
        let signed = lines[at..body]
            .iter()
            .any(|line| matches!(line.kind, Kind::Date(_)));
        (untitled
            || signed
            || cover.kind == Kind::Cover
            || self.speaks_of_itself(&lines[body..], title))
        .then_some(title)
    }

    /// Whether a title is that of a covering notice.
    pub(super) fn is_notice(&self, title: Span) -> bool {
        let title = title.slice(self.text);
        match self.language {
            Language::Chinese => ["通知", "函", "令"].iter().any(|end| title.ends_with(end)),
            Language::English => ["Notice", "Notification", "Circular"]
                .iter()
                .any(|word| title.starts_with(word)),
        }
    }

    /// Whether some lines call themselves what a title says: `本方案` for `…实施方案`.
    pub(super) fn speaks_of_itself(&self, lines: &[Line], title: Span) -> bool {
        if self.language == Language::English {
            return false;
        }
        let title = form::without_suffix(title.slice(self.text));
        let Some((at, _)) = title.char_indices().rev().nth(1) else {
            return false;
        };
        let kind = &title[at..];
        lines.iter().take(2).any(|line| {
            let slice = line.span.slice(self.text);
            slice
                .match_indices('本')
                .any(|(at, this)| slice[at + this.len()..].starts_with(kind))
        })
    }

    /// The line that says what a memorandum is about; who sent it stands before.
    pub(super) fn subject_line(&self, lines: &[Line]) -> Option<usize> {
        let about = |line: &Line| {
            line.kind == Kind::Metadata
                && label::fields(line.span.slice(self.text), Words::of(line.language))
                    .any(|(field, value)| field == Field::Subject && !value.is_empty())
        };
        lines
            .iter()
            .take_while(|line| line.kind != Kind::Prose)
            .position(about)
    }
}

/// The last line of those from `from` on that hand a document on.
pub(super) fn covering(lines: &[Line], from: usize) -> Option<usize> {
    let covers = |line: &&Line| {
        matches!(
            line.kind,
            Kind::Transmit | Kind::Addressee | Kind::Noise | Kind::Release | Kind::Attached
        )
    };
    let count = lines[from..].iter().take_while(covers).count();
    lines[from..from + count]
        .iter()
        .rposition(|line| line.kind == Kind::Transmit)
        .map(|at| from + at)
}
