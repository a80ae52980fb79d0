"""Read government policy documents, English and Chinese.

The text of a document goes in; its section tree, its numbered tasks, who is responsible for
each, and one identity for every department come out.

Examples:
    >>> import policydoc
    >>> policydoc.parse("1. Publish a plan.\\nResponsible: Ministry of Finance")
    <Document: 0 sections, 1 task, 1 department>
"""

from policydoc._core import (
    Department,
    Document,
    Mention,
    ParseError,
    Parser,
    Provision,
    Responsibility,
    Table,
    Tables,
    TextBlock,
    __version__,
    departments,
    parse,
    parse_bytes,
    parse_file,
    parse_files,
    parse_many,
    tables,
)
from policydoc._errors import ReadError, ReadWarning
from policydoc._values import (
    Diagnostic,
    Entry,
    EntrySurface,
    FrontMatter,
    IssuedOn,
    Issuer,
    Quote,
    Related,
    Source,
    Span,
    Surface,
)

__all__ = [
    "Department",
    "Diagnostic",
    "Document",
    "Entry",
    "EntrySurface",
    "FrontMatter",
    "IssuedOn",
    "Issuer",
    "Mention",
    "ParseError",
    "Parser",
    "Provision",
    "Quote",
    "ReadError",
    "ReadWarning",
    "Related",
    "Responsibility",
    "Source",
    "Span",
    "Surface",
    "Table",
    "Tables",
    "TextBlock",
    "__version__",
    "departments",
    "parse",
    "parse_bytes",
    "parse_file",
    "parse_files",
    "parse_many",
    "tables",
]
