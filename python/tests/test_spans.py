"""Spans are code points: a slice of the text is what was quoted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import policydoc
from conftest import CASES, ROOT, SEEDS, TEXTS

Spanned = tuple[str, policydoc.Span]


def words(text: str) -> str:
    """A text without white space, which quotes join at line ends."""
    return "".join(text.split())


def quotes(doc: policydoc.Document) -> Iterator[Spanned]:
    """Each text that the document quotes, with its span."""
    front = doc.front_matter
    single = (
        front.title,
        front.issuer,
        front.issued_on,
        front.document_number,
        front.addressees,
        front.release,
    )
    for quote in (*single, *front.issuers, *front.other):
        if quote is not None:
            yield quote.text, quote.span
    for provision in doc.provisions:
        for text, span in (
            (provision.marker, provision.marker_span),
            (provision.heading, provision.heading_span),
            (provision.text, provision.text_span),
        ):
            assert (text is None) == (span is None)
            if text is not None and span is not None:
                yield text, span
        for responsibility in provision.responsibilities:
            for phrase in responsibility.open_ended:
                yield phrase.text, phrase.span


def check(doc: policydoc.Document) -> None:
    """The invariants of spans."""
    for text, (start, end) in quotes(doc):
        assert words(doc.text[start:end]) == words(text)
    for mention in doc.mentions:
        start, end = mention.span
        assert doc.text[start:end] == mention.surface
    end = 0
    for block in doc.body:
        assert end <= block.span[0] <= block.span[1] <= len(doc.text)
        end = block.span[1]
    for provision in doc.provisions:
        end = provision.span[0]
        for child in provision.children:
            assert end <= child.span[0] <= child.span[1] <= provision.span[1]
            assert child.parent == provision
            end = child.span[1]
        for responsibility in provision.responsibilities:
            assert provision.span[0] <= responsibility.span[0]
            assert responsibility.span[1] <= provision.span[1]
    assert all(0 <= d.span[0] <= d.span[1] <= len(doc.text) for d in doc.diagnostics)


@pytest.mark.parametrize("name", TEXTS)
def test_slices_are_quotes(name: str) -> None:
    check(policydoc.parse(TEXTS[name]))


@pytest.mark.parametrize("path", CASES + SEEDS, ids=lambda path: str(path.relative_to(ROOT)))
def test_slices_are_quotes_in_every_case(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", errors="replace")
    doc = policydoc.parse(text)
    check(doc)
    assert doc.text == text


def test_chinese_and_astral_text_is_sliced_right(chinese: policydoc.Document) -> None:
    task = chinese.tasks[0]
    assert task.heading_span is not None
    assert task.text_span is not None
    assert chinese.text[slice(*task.heading_span)] == "放宽准入"
    assert chinese.text[slice(*task.text_span)] == "制定并公布𠮷野服务业开放目录。"


def test_lone_surrogates_keep_their_place() -> None:
    text = TEXTS["surrogate"]
    doc = policydoc.parse(text)
    assert doc.text == text.replace("\ud800", "\ufffd")
    assert doc.provisions[1].text == "Three."
    assert doc.provisions[1].text_span == (text.index("Three"), len(text))
