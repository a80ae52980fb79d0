"""Departments of many documents, joined by their identity."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policydoc._core import Department, Document


@dataclass(frozen=True)
class JoinedSurface:
    """A name used for a department in several documents.

    Attributes:
        text: The name, broken lines joined.
        count: How often it is used in all of them.
        documents: The keys of the documents that use it, in their order.
    """

    text: str
    count: int
    documents: tuple[str, ...]


@dataclass(frozen=True)
class JoinedDepartment:
    """A department of several documents.

    Attributes:
        id: Its identity, the same in every document and language.
        name: The name to show: that of the document which mentions it most often.
        name_en: The English name from the gazetteer.
        name_zh: The Chinese name from the gazetteer.
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
    kind: str | None
    jurisdiction: str | None
    known: bool
    mentions: int
    documents: tuple[str, ...]
    surfaces: tuple[JoinedSurface, ...]


def departments(documents: Mapping[str, Document]) -> tuple[JoinedDepartment, ...]:
    """Joins the departments of documents by their identity.

    Names are joined only where they stand for the same department in their own documents;
    nothing is merged because it looks alike.

    Args:
        documents: The documents, each under a key that says which it is.

    Returns:
        The departments, the most often mentioned first.

    Examples:
        What is worth adding to a gazetteer of one's own:

        >>> import policydoc
        >>> texts = {
        ...     "plan": "1. Plant trees.\\nResponsible: Balloon Office, Ministry of Finance",
        ...     "report": "1. Count trees.\\nResponsible: Balloon Office",
        ... }
        >>> documents = {key: policydoc.parse(text) for key, text in texts.items()}
        >>> joined = policydoc.departments(documents)
        >>> [(d.name, d.mentions, d.documents) for d in joined if not d.known]
        [('Balloon Office', 2, ('plan', 'report'))]
    """
    found: dict[str, list[tuple[str, Department]]] = {}
    for key, document in documents.items():
        for department in document.departments:
            found.setdefault(department.id, []).append((key, department))
    joined = (_joined(identity, uses) for identity, uses in found.items())
    return tuple(sorted(joined, key=lambda department: (-department.mentions, department.id)))


def _joined(identity: str, uses: list[tuple[str, Department]]) -> JoinedDepartment:
    _, shown = max(uses, key=lambda use: use[1].mentions)
    return JoinedDepartment(
        id=identity,
        name=shown.name,
        name_en=shown.name_en,
        name_zh=shown.name_zh,
        kind=shown.kind,
        jurisdiction=shown.jurisdiction,
        known=shown.known,
        mentions=sum(department.mentions for _, department in uses),
        documents=tuple(key for key, _ in uses),
        surfaces=_surfaces(uses),
    )


def _surfaces(uses: Iterable[tuple[str, Department]]) -> tuple[JoinedSurface, ...]:
    counts: Counter[str] = Counter()
    documents: dict[str, list[str]] = {}
    for key, department in uses:
        for surface in department.surfaces:
            counts[surface.text] += surface.count
            documents.setdefault(surface.text, []).append(key)
    return tuple(
        JoinedSurface(text, count, tuple(documents[text])) for text, count in counts.most_common()
    )


for _public in (JoinedDepartment, JoinedSurface, departments):
    _public.__module__ = "policydoc"
