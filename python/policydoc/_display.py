"""How objects show themselves: one line for a terminal, a bounded table for a notebook."""

from __future__ import annotations

import html
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

import policydoc

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policydoc import Document, Provision

    _Shown = (
        Document
        | Provision
        | policydoc.TextBlock
        | policydoc.Responsibility
        | policydoc.Mention
        | policydoc.Department
    )

LINE = 60  # the longest text shown in one line
CELL = 300  # the longest text shown in a cell
ROWS = 50  # the most rows of a table
NAMES = 8  # the most names in a cell


def line(shown: _Shown) -> str:
    """The object in one line."""
    match shown:
        case policydoc.Document():
            return f"<Document: {_counts(shown)}>"
        case policydoc.Provision():
            return f"<{shown.type.capitalize()} {shown.id}: {_short(_words(shown), LINE)}>"
        case policydoc.TextBlock():
            return f"<{shown.type.capitalize()}: {_short(shown.text, LINE)}>"
        case policydoc.Responsibility():
            names = _names(mention.surface for mention in shown.mentions)
            return f"<Responsibility {shown.role}: {_short(names, LINE)}>"
        case policydoc.Mention():
            return f"<Mention: {_short(shown.surface, LINE)} ({shown.id or 'ambiguous'})>"
        case policydoc.Department():
            return f"<Department {shown.id}: {_short(shown.name, LINE)}>"


def document_html(document: Document) -> str:
    """Title, counts and tasks; sections where there are no tasks."""
    title = document.front_matter.title
    name = _escaped(title.text if title else "Document")
    rows = _table(document.tasks or document.sections)
    return f"<div><strong>{name}</strong><br>{_counts(document)}{rows}</div>"


def provision_html(provision: Provision) -> str:
    """The provision, and the provisions directly inside it."""
    inside = (child for child in provision.children if isinstance(child, policydoc.Provision))
    return f"<div>{_table([provision, *inside])}</div>"


def _table(provisions: Sequence[Provision]) -> str:
    heads = "".join(f"<th>{head}</th>" for head in ("id", "marker", "text", "departments"))
    rows = "".join(map(_row, provisions[:ROWS]))
    more = len(provisions) - ROWS
    rest = f"<p>… and {more} more</p>" if more > 0 else ""
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{rest}"


def _row(provision: Provision) -> str:
    names = _names(mention.surface for mention in provision.mentions)
    plain = (_escaped(text) for text in (provision.id, provision.marker or ""))
    words = (_escaped(text) for text in (_words(provision), names))
    cells = [f"<td>{cell}</td>" for cell in plain]
    cells += [f'<td style="text-align:left">{cell}</td>' for cell in words]
    return f"<tr>{''.join(cells)}</tr>"


def _counts(document: Document) -> str:
    counts = {
        "section": len(document.sections),
        "task": len(document.tasks),
        "department": len(document.departments),
    }
    return ", ".join(f"{n} {noun}{'' if n == 1 else 's'}" for noun, n in counts.items())


def _words(provision: Provision) -> str:
    """The words a provision is known by: its heading and text."""
    return " — ".join(filter(None, (provision.heading, provision.text)))


def _names(names: Iterable[str]) -> str:
    names = iter(names)
    shown = list(islice(names, NAMES))
    return "; ".join([*shown, "…"] if next(names, None) is not None else shown)


def _short(text: str, limit: int) -> str:
    """At most so many characters, on one line: what would break or move it is a space."""
    plain = "".join(map(_plain, text[:limit]))
    return plain + "…" if len(text) > limit else plain


def _plain(ch: str) -> str:
    moves = unicodedata.category(ch) in {"Cc", "Zl", "Zp"}
    moves = moves or unicodedata.bidirectional(ch) in _DIRECTIONS
    return " " if moves else ch


_DIRECTIONS = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


def _escaped(text: str) -> str:
    # Notebooks typeset what stands between dollars.
    return html.escape(_short(text, CELL)).replace("$", "&#36;")
