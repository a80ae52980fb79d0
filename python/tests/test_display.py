"""How objects show themselves."""

from __future__ import annotations

import re

import policydoc
from conftest import ENGLISH


def test_one_line_each(english: policydoc.Document) -> None:
    assert repr(english).startswith("<Document: 4 sections, 3 tasks, ")
    assert repr(english.tasks[1]) == "<Task 2.1.2: We shall shorten the time for a permit.>"
    assert repr(english.sections[2]) == "<Section 2.1: Easier access>"
    assert repr(english.tasks[0].responsibilities[0]).startswith("<Responsibility responsible: ")
    assert repr(policydoc.parse("Just words.").body[0]) == "<Paragraph: Just words.>"


def test_one_line_whatever_the_text() -> None:
    hostile = "1. One\u2028two\u202ethree\x1b[31m\x00 " + "long " * 100 + "\n2. End."
    doc = policydoc.parse(hostile)
    shown = "".join(map(repr, (doc, *doc.provisions, *doc.body)))
    assert shown.isprintable()
    assert all(len(repr(provision)) < 100 for provision in doc.provisions)


def test_html_is_escaped() -> None:
    doc = policydoc.parse('1. <script>alert("x")</script> & $x$.\n2. <b>Two</b>.')
    for html in (doc._repr_html_(), doc.tasks[0]._repr_html_()):
        assert "<script" not in html
        assert "<b>" not in html
        assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#36;x&#36;." in html


def test_html_is_bounded() -> None:
    doc = policydoc.parse("\n".join(f"{n}. Word {'and word ' * 200}." for n in range(1, 301)))
    html = doc._repr_html_()
    assert html.count("<tr>") == 51
    assert "… and 250 more" in html
    assert len(html) < 30_000


def test_html_is_well_formed(english: policydoc.Document) -> None:
    html = english._repr_html_()
    opened = re.findall(r"<(\w+)[ >]", html)
    closed = re.findall(r"</(\w+)>", html)
    assert sorted(tag for tag in opened if tag != "br") == sorted(closed)
    assert "Work Plan for Open Services" in html
    assert all(task.id in html for task in english.tasks)
    assert ENGLISH.splitlines()[-2][3:20] in html
