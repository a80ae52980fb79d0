//! What holds of every document, whatever its text.

use crate::contract::contract_violations;
use crate::ownership::ownership_violations;
use policydoc::{Block, BlockKind, Document, IssuedOn, Provision, Quote, Responsibility, Span};
use std::collections::{HashMap, HashSet};

/// Parses a text and asserts every invariant, those of its JSON among them.
///
/// # Panics
///
/// If one does not hold.
#[track_caller]
pub fn assert_sound(text: &str) -> Document {
    let document = policydoc::parse(text);
    let mut broken = violations(text, &document);
    broken.extend(contract_violations(&document));
    assert!(
        broken.is_empty(),
        "{}\nin the text {text:?}",
        broken.join("\n")
    );
    document
}

/// Every invariant that a document breaks, in words; empty where all hold.
///
/// Spans lie in the text and on character boundaries; blocks nest and are in order; what is
/// quoted is what the span holds; every visible character belongs to exactly one part; tasks,
/// items and sections are what the definitions say; mentions and departments agree.
pub fn violations(text: &str, document: &Document) -> Vec<String> {
    let mut check = Check {
        document,
        broken: Vec::new(),
    };
    check.expect(document.text() == text, || "the text was changed".into());
    check.front_matter();
    check.siblings(None, document.body());
    let mut ids = HashSet::new();
    for block in document.blocks() {
        check.block(block);
        if let Some(id) = block.as_provision().map(Provision::id) {
            check.expect(ids.insert(id.clone()), || {
                format!("two blocks have id {id}")
            });
        }
    }
    check.departments();
    check.diagnostics();
    let mut broken = check.broken;
    broken.extend(ownership_violations(document));
    broken
}

struct Check<'d> {
    document: &'d Document,
    broken: Vec<String>,
}

impl<'d> Check<'d> {
    fn expect(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.broken.push(what());
        }
    }

    /// A span lies in the text, on character boundaries, and its ends can be seen.
    fn span(&mut self, what: &str, span: Span) {
        let Some(slice) = self.document.text().get(span.range()) else {
            self.broken
                .push(format!("{what} {span:?} is no slice of the text"));
            return;
        };
        let trimmed = slice.trim();
        self.expect(trimmed == slice, || {
            format!("{what} {span:?} has white space at its ends: {slice:?}")
        });
    }

    /// What is quoted is the text at the span, white space aside.
    fn quoted(&mut self, what: &str, quoted: &str, span: Span) {
        let slice = span.slice(self.document.text());
        self.expect(letters(quoted).eq(letters(slice)), || {
            format!("{what} {quoted:?} is not what {span:?} holds: {slice:?}")
        });
    }

    fn front_matter(&mut self) {
        let front = self.document.front_matter();
        let fields = [
            ("title", front.title().map(Quote::span)),
            ("document number", front.document_number().map(Quote::span)),
            ("addressees", front.addressees().map(Quote::span)),
            ("release", front.release().map(Quote::span)),
            ("date", front.issued_on().map(IssuedOn::span)),
        ];
        let others = front.other().map(|other| ("other", other.span()));
        let issuers = front.issuers().map(|issuer| ("issuer", issuer.span()));
        for (what, span) in fields
            .into_iter()
            .filter_map(|(what, span)| Some((what, span?)))
            .chain(others)
            .chain(issuers)
        {
            self.span(what, span);
            self.expect(!span.is_empty(), || format!("{what} {span:?} is empty"));
        }
    }

    /// Blocks follow one another, inside the block they lie in.
    fn siblings(&mut self, parent: Option<Block<'d>>, blocks: policydoc::Children<'d>) {
        let mut last: Option<Block<'_>> = None;
        for block in blocks {
            if let Some(last) = last {
                self.expect(last.span().end() <= block.span().start(), || {
                    format!("{:?} begins inside {:?}", block.span(), last.span())
                });
            }
            if let Some(parent) = parent {
                self.expect(parent.span().contains(block.span()), || {
                    format!(
                        "{:?} lies outside its parent {:?}",
                        block.span(),
                        parent.span()
                    )
                });
            }
            let found = block.parent().map(Provision::index);
            self.expect(found == parent.map(Block::index), || {
                format!("{:?} has another parent than it lies in", block.span())
            });
            last = Some(block);
        }
    }

    fn block(&mut self, block: Block<'d>) {
        self.span("block", block.span());
        self.expect(!block.span().is_empty(), || {
            format!("{:?} is an empty block", block.span())
        });
        self.siblings(Some(block), block.children());
        let Some(provision) = block.as_provision() else {
            self.expect(block.children().next().is_none(), || {
                format!("{:?} is text, and holds blocks", block.span())
            });
            return;
        };
        self.parts(provision);
        self.kind(provision);
        let mut last = Span::empty(block.span().start());
        for statement in provision.responsibilities() {
            let span = statement.span();
            self.expect(last.end() <= span.start(), || {
                format!("the statement {span:?} is out of order")
            });
            last = span;
            self.statement(provision, statement);
        }
    }

    /// The marker begins the provision; heading and text follow it inside the provision.
    fn parts(&mut self, provision: Provision<'d>) {
        let span = provision.span();
        match provision.marker_span() {
            Some(marker) => {
                self.span("marker", marker);
                let before = Span::new(span.start(), marker.start());
                let marks = before.slice(self.document.text());
                let begins = !marks.contains(char::is_alphanumeric);
                self.expect(span.contains(marker) && begins, || {
                    format!("the marker {marker:?} does not begin its provision {span:?}")
                });
            }
            None => self.broken.push(format!("{span:?} has no marker")),
        }
        if let (Some(heading), Some(quoted)) = (provision.heading_span(), provision.heading()) {
            self.span("heading", heading);
            self.quoted("heading", &quoted, heading);
            self.expect(span.contains(heading), || {
                format!("the heading {heading:?} lies outside its provision {span:?}")
            });
        }
        if let (Some(text), Some(quoted)) = (provision.text_span(), provision.text()) {
            self.span("text", text);
            self.quoted("text", &quoted, text);
            self.expect(span.contains(text), || {
                format!("the text {text:?} lies outside its provision {span:?}")
            });
        }
    }

    /// Sections, tasks and items are what they are defined to be.
    fn kind(&mut self, provision: Provision<'d>) {
        let in_task = std::iter::successors(provision.parent(), |above| above.parent())
            .any(|above| above.kind() == BlockKind::Task);
        let span = provision.span();
        match provision.kind() {
            BlockKind::Item => self.expect(in_task, || format!("the item {span:?} is in no task")),
            kind => self.expect(!in_task, || format!("the {kind:?} {span:?} lies in a task")),
        }
        let states = provision.responsibilities().len() > 0;
        let states_inside = states_inside(provision);
        if states && !states_inside {
            self.expect(provision.kind() == BlockKind::Task, || {
                format!("{span:?} carries a responsibility and is no task")
            });
        }
        if states_inside {
            self.expect(provision.kind() == BlockKind::Section, || {
                format!("{span:?} holds a task and is no section")
            });
        }
    }

    fn statement(&mut self, provision: Provision<'d>, statement: Responsibility<'d>) {
        let span = statement.span();
        self.span("statement", span);
        self.expect(provision.span().contains(span), || {
            format!("the statement {span:?} lies outside {:?}", provision.span())
        });
        if let Some(label) = statement.label() {
            self.expect(span.slice(self.document.text()).contains(label), || {
                format!("the label {label:?} lies outside its statement {span:?}")
            });
        }
        let mut last = Span::empty(span.start());
        for named in statement.mentions() {
            let mention = named.span();
            self.span("mention", mention);
            self.expect(span.contains(mention), || {
                format!("the mention {mention:?} lies outside its statement {span:?}")
            });
            self.expect(last.end() <= mention.start(), || {
                format!("the mention {mention:?} overlaps {last:?}")
            });
            last = mention;
            self.expect(!named.surface().starts_with("the "), || {
                format!("the surface {:?} begins with an article", named.surface())
            });
            self.expect(
                named.department().is_some() != (named.candidates().len() > 1),
                || format!("{:?} has neither one id nor several", named.surface()),
            );
        }
        for open in statement.open_ended().map(Quote::span) {
            self.span("open end", open);
            self.expect(span.contains(open), || {
                format!("the open end {open:?} lies outside its statement {span:?}")
            });
        }
    }

    /// Each department counts the mentions that resolve to it.
    fn departments(&mut self) {
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for provision in self.document.provisions() {
            for statement in provision.responsibilities() {
                for named in statement.mentions() {
                    if let Some(department) = named.department() {
                        *counts.entry(&department.id).or_default() += 1;
                    }
                }
            }
        }
        let mut ids = HashSet::new();
        for department in self.document.departments() {
            let id = department.id.as_str();
            self.expect(ids.insert(id), || {
                format!("two departments have the id {id}")
            });
            let counted = counts.get(id).copied().unwrap_or(0);
            self.expect(department.mentions == counted, || {
                format!("{id} counts {} mentions of {counted}", department.mentions)
            });
            let spelt: u32 = department.surfaces.iter().map(|(_, count)| count).sum();
            self.expect(spelt == counted, || {
                format!("{id} counts {spelt} surfaces of {counted} mentions")
            });
            for &(surface, _) in &department.surfaces {
                self.span("surface", surface);
            }
        }
    }

    fn diagnostics(&mut self) {
        let mut last = 0;
        for diagnostic in self.document.diagnostics() {
            let span = diagnostic.span;
            self.span("diagnostic", span);
            self.expect(last <= span.start(), || {
                format!("the diagnostic at {span:?} is out of order")
            });
            last = span.start();
            self.expect(
                !diagnostic.message.is_empty() && !diagnostic.message.ends_with('.'),
                || format!("the message {:?} is no message", diagnostic.message),
            );
        }
    }
}

fn states_inside(provision: Provision<'_>) -> bool {
    provision
        .children()
        .filter_map(Block::as_provision)
        .any(|child| child.responsibilities().len() > 0 || states_inside(child))
}

/// The characters of a text that are not white space.
pub(crate) fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|ch| !ch.is_whitespace())
}
