"""Small values found in a document. The compiled part makes them."""

from __future__ import annotations

import datetime  # noqa: TC003 - `typing.get_type_hints` needs it
from dataclasses import dataclass
from typing import Literal, TypeAlias

Span: TypeAlias = tuple[int, int]
"""A half-open range ``(start, end)`` of code points: ``doc.text[start:end]`` is the quote."""


@dataclass(frozen=True)
class Quote:
    """A piece of the text.

    Attributes:
        text: The words, broken lines joined.
        span: Where they stand.
    """

    text: str
    span: Span


@dataclass(frozen=True)
class Issuer:
    """An issuing body.

    Attributes:
        text: The name as signed.
        span: Where it stands.
        id: Its identity, as of a department; ``None`` where it cannot be told.
    """

    text: str
    span: Span
    id: str | None


@dataclass(frozen=True)
class IssuedOn:
    """A date of signature.

    Attributes:
        date: The day.
        text: The date as printed.
        span: Where it stands.
    """

    date: datetime.date
    text: str
    span: Span


@dataclass(frozen=True)
class FrontMatter:
    """What stands before and around the body.

    Attributes:
        title: The document's own title; where a notice transmits a plan, the plan's.
        issuer: The issuing body; where several sign, from the first to the last.
        issuers: Each issuing body by itself.
        issued_on: The date of signature.
        document_number: The document number as printed.
        addressees: Whom the document is addressed to.
        release: The note on publication.
        other: Everything else that stands there: a covering notice, metadata, contents.
    """

    title: Quote | None
    issuer: Issuer | None
    issuers: tuple[Issuer, ...]
    issued_on: IssuedOn | None
    document_number: Quote | None
    addressees: Quote | None
    release: Quote | None
    other: tuple[Quote, ...]


@dataclass(frozen=True)
class Source:
    """The file a document was read from.

    Attributes:
        name: The file's name without folders; ``None`` for a string.
        format: How it was read: ``"text"``, ``"markdown"``, ``"html"``, ``"mht"``, ``"docx"``,
            ``"odt"``, ``"rtf"``, ``"xlsx"``, ``"xls"``, ``"ods"``, ``"pdf"``.
        encoding: The character encoding it was read with.
        bytes: The size of the file; of the text in UTF-8 where there was no file.
        sha256: The SHA-256 of those bytes, in lower-case hexadecimal.
    """

    name: str | None
    format: str | None
    encoding: str | None
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Surface:
    """A name used for a department.

    Attributes:
        text: The name, broken lines joined.
        count: How often it is used.
    """

    text: str
    count: int


@dataclass(frozen=True)
class Related:
    """A department that went before another one or came after it.

    Attributes:
        relation: Whether it went before or came after.
        id: Its identity.
        year: The year of the change in the country; local departments followed soon.
    """

    relation: Literal["predecessor", "successor"]
    id: str
    year: int


@dataclass(frozen=True)
class Diagnostic:
    """Something a careful reader would want to know.

    Attributes:
        code: A stable code, as ``"skipped-number"``.
        severity: How much it matters.
        message: The fact, in a sentence without a final full stop.
        help: What to do about it.
        span: The place in the text.
    """

    code: str
    severity: Literal["note", "warning", "error"]
    message: str
    help: str | None
    span: Span


@dataclass(frozen=True)
class EntrySurface:
    """A name that several documents use for a department.

    Attributes:
        text: The name, broken lines joined.
        count: How often it is used in all of them.
        documents: The keys of the documents that use it, in their order.
    """

    text: str
    count: int
    documents: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """A department of several documents, as :func:`policydoc.departments` joins them.

    Attributes:
        id: Its identity, the same in every document and language.
        name: The name to show: that of the document that mentions it most.
        name_en: The English name from the gazetteer.
        name_zh: The Chinese name from the gazetteer.
        as_named: The ids that the documents' own names stand for: others than ``id`` where the
            departments were joined as of a year.
        kind: The kind of organ; ``None`` where the gazetteer does not know it.
        jurisdiction: The place it belongs to; ``None`` where that cannot be told.
        known: Whether the gazetteer knows it.
        mentions: How often it is mentioned in all documents.
        documents: The keys of the documents that mention it, in their order.
        surfaces: The names used for it, the most frequent first.
    """

    id: str
    name: str
    name_en: str | None
    name_zh: str | None
    as_named: tuple[str, ...]
    kind: str | None
    jurisdiction: str | None
    known: bool
    mentions: int
    documents: tuple[str, ...]
    surfaces: tuple[EntrySurface, ...]


# Users write and see the public name.
for _class in (
    Diagnostic,
    Entry,
    EntrySurface,
    FrontMatter,
    IssuedOn,
    Issuer,
    Quote,
    Related,
    Source,
    Surface,
):
    _class.__module__ = "policydoc"
