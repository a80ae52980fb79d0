"""The compiled part of policydoc.

The docstrings are copied from the Rust source: ``python tests/stub_docs.py``.
"""

from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from typing import Any, Literal, TypeAlias, final, overload

from typing_extensions import CapsuleType

from policydoc._values import Diagnostic, Entry, FrontMatter, Quote, Related, Source, Span, Surface

__all__ = [
    "Department",
    "Document",
    "Mention",
    "ParseError",
    "Parser",
    "Provision",
    "Responsibility",
    "Table",
    "Tables",
    "TextBlock",
    "__version__",
    "_command",
    "_document",
    "_panic",
    "_parser",
    "_part",
    "departments",
    "parse",
    "parse_bytes",
    "parse_file",
    "parse_files",
    "parse_many",
    "tables",
]

_Language: TypeAlias = Literal["en", "zh"]
_Format: TypeAlias = Literal[
    "text", "markdown", "html", "mht", "docx", "odt", "rtf", "xlsx", "xls", "ods", "pdf"
]
_Role: TypeAlias = Literal["responsible", "lead", "support"]
_Found: TypeAlias = Document | BaseException
_Documents: TypeAlias = Mapping[str, _Found] | Iterable[_Found]
_Block: TypeAlias = Provision | TextBlock
_Named: TypeAlias = Responsibility | Mention | Department

__version__: str

class ParseError(Exception):
    """A text made the parser fail: a defect of policydoc, since any text gives a document.

    It is an ordinary exception, so that one text does not end a batch. Please report the text.
    """

def parse(text: str, /) -> Document:
    """Parses the text of a policy document.

    Any text gives a document. Other Python threads run meanwhile. A lone surrogate, which is no
    character, becomes U+FFFD.

    Args:
        text: The document's text, English or Chinese.

    Returns:
        The document. Its spans count code points of ``text``.

    Examples:
        >>> import policydoc
        >>> doc = policydoc.parse(
        ...     "1. We shall publish a plan.\\nResponsible: Ministry of Finance"
        ... )
        >>> task = doc.tasks[0]
        >>> task.marker, task.text
        ('1.', 'We shall publish a plan.')
        >>> start, end = task.text_span
        >>> doc.text[start:end]
        'We shall publish a plan.'
    """

def parse_file(
    path: str | PathLike[str],
    /,
    *,
    format: _Format | None = None,
    encoding: str | None = None,
    isolated: bool = False,
) -> Document:
    """Parses a file: plain text in any encoding, Markdown, HTML, MHT, DOCX, ODT, RTF, XLSX,
    XLS, ODS or PDF.

    A file made to harm can hang or crash what reads it: read files of strangers with
    ``isolated=True``, in a process of their own.

    Args:
        path: The file.
        format: The format to read it as, whatever it looks like: ``"text"``, ``"markdown"``,
            ``"html"``, ``"mht"``, ``"docx"``, ``"odt"``, ``"rtf"``, ``"xlsx"``, ``"xls"``,
            ``"ods"`` or ``"pdf"``.
        encoding: The encoding of text, as the WHATWG Encoding Standard names it: ``"gb18030"``.
        isolated: Whether the file is read, and parsed once to see that it can be, in a process of
            its own with the limits of the command: two minutes, and 2 GiB of memory where the
            system holds to that.

    Returns:
        The document; ``Document.source`` describes the file.

    Raises:
        OSError: The file cannot be opened.
        ReadError: The file cannot be read: it is damaged, protected, of an unknown format; or it
            broke down what read it, in a process of its own.

    Warns:
        ReadWarning: Something was lost in reading, as bytes that are no characters.

    Examples:
        >>> import pathlib, policydoc, tempfile
        >>> folder = tempfile.TemporaryDirectory()
        >>> path = pathlib.Path(folder.name, "plan.txt")
        >>> _ = path.write_text("一、加强组织领导。\\n责任单位：市财政局", encoding="gb18030")
        >>> doc = policydoc.parse_file(path)
        >>> doc.language, doc.source.name, doc.source.encoding
        ('zh', 'plan.txt', 'gb18030')
        >>> folder.cleanup()
    """

def parse_bytes(
    data: bytes,
    /,
    *,
    name: str | None = None,
    media_type: str | None = None,
    format: _Format | None = None,
    encoding: str | None = None,
) -> Document:
    """Parses the bytes of a file, as a download gives them.

    Args:
        data: The bytes.
        name: The file's name; its extension helps to tell the format.
        media_type: The media type that a server gave: ``"text/html; charset=gb2312"``.
        format: The format to read them as, as for :func:`parse_file`.
        encoding: The encoding of text, as for :func:`parse_file`.

    Returns:
        The document.

    Raises:
        ReadError: The bytes cannot be read.

    Examples:
        >>> import policydoc
        >>> page = "<ol><li>Publish a plan.<li>Report on it.</ol>"
        >>> doc = policydoc.parse_bytes(page.encode(), media_type="text/html")
        >>> [(provision.marker, provision.text) for provision in doc.provisions]
        [('1.', 'Publish a plan.'), ('2.', 'Report on it.')]
    """

@overload
def parse_many(
    texts: Iterable[str],
    /,
    *,
    jobs: int | None = None,
    return_exceptions: Literal[False] = False,
) -> list[Document]:
    """Parses many texts, on several cores.

    Args:
        texts: The texts.
        jobs: How many threads work; one a core where this is ``None``.
        return_exceptions: Whether an exception stands in the place of its document, instead of
            being raised.

    Returns:
        The documents in the order of the texts.

    Examples:
        >>> import policydoc
        >>> documents = policydoc.parse_many(["1. One thing.\\n2. Two things.", "Just words."])
        >>> [len(document.provisions) for document in documents]
        [2, 0]
    """

@overload
def parse_many(
    texts: Iterable[str],
    /,
    *,
    jobs: int | None = None,
    return_exceptions: bool,
) -> list[Document | Exception]:
    """Parses many texts, on several cores.

    Args:
        texts: The texts.
        jobs: How many threads work; one a core where this is ``None``.
        return_exceptions: Whether an exception stands in the place of its document, instead of
            being raised.

    Returns:
        The documents in the order of the texts.

    Examples:
        >>> import policydoc
        >>> documents = policydoc.parse_many(["1. One thing.\\n2. Two things.", "Just words."])
        >>> [len(document.provisions) for document in documents]
        [2, 0]
    """

@overload
def parse_files(
    paths: Iterable[str | PathLike[str]],
    /,
    *,
    jobs: int | None = None,
    return_exceptions: Literal[False] = False,
    isolated: bool = False,
) -> list[Document]:
    """Reads and parses many files, on several cores. They are read as :func:`parse_file` does.

    Args:
        paths: The files.
        jobs: How many threads work; one a core where this is ``None``.
        return_exceptions: Whether an exception stands in the place of its document, instead of
            being raised.
        isolated: Whether files are read in processes of their own, as for :func:`parse_file`.

    Returns:
        The documents in the order of the paths.

    Examples:
        >>> import pathlib, policydoc, tempfile
        >>> folder = tempfile.TemporaryDirectory()
        >>> path = pathlib.Path(folder.name, "plan.txt")
        >>> _ = path.write_text("1. Publish a plan.\\n2. Report on it.")
        >>> document, missing = policydoc.parse_files([path, "none"], return_exceptions=True)
        >>> document
        <Document: 0 sections, 2 tasks, 0 departments>
        >>> missing
        FileNotFoundError(2, 'No such file or directory')
        >>> folder.cleanup()
    """

@overload
def parse_files(
    paths: Iterable[str | PathLike[str]],
    /,
    *,
    jobs: int | None = None,
    return_exceptions: bool,
    isolated: bool = False,
) -> list[Document | Exception]:
    """Reads and parses many files, on several cores. They are read as :func:`parse_file` does.

    Args:
        paths: The files.
        jobs: How many threads work; one a core where this is ``None``.
        return_exceptions: Whether an exception stands in the place of its document, instead of
            being raised.
        isolated: Whether files are read in processes of their own, as for :func:`parse_file`.

    Returns:
        The documents in the order of the paths.

    Examples:
        >>> import pathlib, policydoc, tempfile
        >>> folder = tempfile.TemporaryDirectory()
        >>> path = pathlib.Path(folder.name, "plan.txt")
        >>> _ = path.write_text("1. Publish a plan.\\n2. Report on it.")
        >>> document, missing = policydoc.parse_files([path, "none"], return_exceptions=True)
        >>> document
        <Document: 0 sections, 2 tasks, 0 departments>
        >>> missing
        FileNotFoundError(2, 'No such file or directory')
        >>> folder.cleanup()
    """

def departments(
    documents: _Documents,
    /,
    *,
    as_of: int | None = None,
    parser: Parser | None = None,
) -> tuple[Entry, ...]:
    """Joins the departments of documents by their identity.

    A department's identity depends on its document and the rules alone, so joining is all there
    is to do: nothing is merged here that a document keeps apart.

    Args:
        documents: The documents, as a mapping or an iterable: see :func:`tables`. Exceptions
            among them are passed over.
        as_of: Count departments as what they were, or had become, in this year, by the links
            between predecessors and successors; as the documents name them where this is ``None``.
        parser: The parser with the gazetteer that holds the links; the built-in one where this is
            ``None``.

    Returns:
        The departments, the most often mentioned first.

    Examples:
        What is worth adding to a gazetteer of one's own:

        >>> import policydoc
        >>> documents = {
        ...     "plan": policydoc.parse("1. Plant trees.\\nResponsible: Balloon Office"),
        ...     "report": policydoc.parse("1. Count trees.\\nResponsible: Balloon Office"),
        ... }
        >>> unknown = [entry for entry in policydoc.departments(documents) if not entry.known]
        >>> [(entry.name, entry.mentions, entry.documents) for entry in unknown]
        [('Balloon Office', 2, ('plan', 'report'))]
    """

def tables(documents: _Documents, /) -> Tables:
    """Documents as tables: one row a document, a provision, a mention, a department, a diagnostic.

    The tables are handed over without copying to any library that reads Arrow: polars, pandas,
    pyarrow, duckdb. Keys join them: ``document`` and, within it, the provision's and the
    department's ``id``.

    Args:
        documents: The documents, as a mapping from what to call each of them, or an iterable:
            then they go by the names of their files, or by the SHA-256 of a text. Files of one
            name in several folders need a mapping. An exception among them, as
            :func:`parse_files` can give, is a row of ``documents`` with an ``error``.

    Returns:
        The tables.

    Raises:
        ValueError: An exception stands in an iterable, and has no name.

    Examples:
        >>> import policydoc
        >>> document = policydoc.parse("1. One thing.\\n2. Two things.")
        >>> tables = policydoc.tables({"plan": document})
        >>> tables.provisions
        <Table provisions: 2 rows>
        >>> tables.provisions.columns[:3]
        ('document', 'id', 'parent_id')
    """

@final
class Parser:
    """A parser with rules of one's own, for many documents.

    Args:
        language: The language of the documents, ``"en"`` or ``"zh"``; each document's own is
            detected where this is ``None``.
        gazetteer: Tables of what is known besides the built-in gazetteer: the path of a TSV file,
            or several. The first line names the columns. With a column ``kind_id`` a table adds
            kinds of organ, with ``place_id`` places, with ``org_id`` single organs; names stand in
            columns like ``en_local`` and ``zh_local``, several parted by ``|``.

    Raises:
        ValueError: The language is none of these, or a line of a table cannot be used.
        OSError: A table cannot be opened.

    Examples:
        >>> import pathlib, tempfile
        >>> from policydoc import Parser
        >>> folder = tempfile.TemporaryDirectory()
        >>> path = pathlib.Path(folder.name, "mine.tsv")
        >>> _ = path.write_text("kind_id\\ten_local\\nballoon-office\\tBalloon Office\\n")
        >>> parser = Parser(language="en", gazetteer=path)
        >>> parser.parse("1. Count balloons.\\nResponsible: Balloon Office").departments[0].kind
        'balloon-office'
        >>> folder.cleanup()
    """
    def __new__(
        cls,
        *,
        language: _Language | None = None,
        gazetteer: str | PathLike[str] | Sequence[str | PathLike[str]] | None = None,
    ) -> Parser: ...
    @property
    def language(self) -> _Language | None:
        """The language of the documents; ``None`` where each document's own is detected."""
    def parse(self, text: str, /) -> Document:
        """Parses a text, as :func:`policydoc.parse` does."""
    def parse_file(
        self,
        path: str | PathLike[str],
        /,
        *,
        format: _Format | None = None,
        encoding: str | None = None,
        isolated: bool = False,
    ) -> Document:
        """Parses a file, as :func:`policydoc.parse_file` does."""
    def parse_bytes(
        self,
        data: bytes,
        /,
        *,
        name: str | None = None,
        media_type: str | None = None,
        format: _Format | None = None,
        encoding: str | None = None,
    ) -> Document:
        """Parses the bytes of a file, as :func:`policydoc.parse_bytes` does."""
    @overload
    def parse_many(
        self,
        texts: Iterable[str],
        /,
        *,
        jobs: int | None = None,
        return_exceptions: Literal[False] = False,
    ) -> list[Document]:
        """Parses many texts, as :func:`policydoc.parse_many` does."""
    @overload
    def parse_many(
        self,
        texts: Iterable[str],
        /,
        *,
        jobs: int | None = None,
        return_exceptions: bool,
    ) -> list[Document | Exception]:
        """Parses many texts, as :func:`policydoc.parse_many` does."""
    @overload
    def parse_files(
        self,
        paths: Iterable[str | PathLike[str]],
        /,
        *,
        jobs: int | None = None,
        return_exceptions: Literal[False] = False,
        isolated: bool = False,
    ) -> list[Document]:
        """Reads and parses many files, as :func:`policydoc.parse_files` does."""
    @overload
    def parse_files(
        self,
        paths: Iterable[str | PathLike[str]],
        /,
        *,
        jobs: int | None = None,
        return_exceptions: bool,
        isolated: bool = False,
    ) -> list[Document | Exception]:
        """Reads and parses many files, as :func:`policydoc.parse_files` does."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Document:
    """A parsed document: its text, and what was found in it.

    Spans are pairs ``(start, end)`` in code points, so that ``doc.text[start:end]`` is the quoted
    text. Documents are equal when their text and everything found in it are; parts are equal when
    they are the same part of equal documents. A pickled document holds text and rules, and is
    parsed anew when it is loaded.

    Examples:
        >>> import policydoc
        >>> doc = policydoc.parse("I. General\\n1. Publish a plan.\\n2. Report on it.")
        >>> [provision.id for provision in doc.provisions]
        ['1', '1.1', '1.2']
        >>> doc.coverage
        1.0
    """
    @property
    def text(self) -> str:
        """The text that all spans refer to."""
    @property
    def source(self) -> Source:
        """The file the document was read from."""
    @property
    def language(self) -> _Language:
        """The language of most of the text: ``"en"`` or ``"zh"``."""
    @property
    def front_matter(self) -> FrontMatter:
        """What stands before and around the body: title, issuer, date, number, addressees."""
    @property
    def body(self) -> tuple[_Block, ...]:
        """The blocks of the body in document order."""
    @property
    def provisions(self) -> tuple[Provision, ...]:
        """All sections, tasks and items, parents before children."""
    @property
    def sections(self) -> tuple[Provision, ...]:
        """All sections, parents before children."""
    @property
    def tasks(self) -> tuple[Provision, ...]:
        """All tasks in document order."""
    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions of departments, in the order of the provisions that name them."""
    @property
    def departments(self) -> tuple[Department, ...]:
        """The departments, the most often mentioned first."""
    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What a careful reader would want to know, in document order."""
    @property
    def coverage(self) -> float:
        """The share of the visible characters that belong to a block, a marker, a heading, a field
        of the front matter or a responsibility: 1.0 where nothing was lost.
        """
    def to_json(self) -> str:
        """The document as JSON, by the contract that ``policydoc schema`` prints: the same bytes
        that the command and the Rust library write.
        """
    def to_dict(self) -> dict[str, Any]:
        """The document as plain dicts and lists: what :meth:`to_json` writes, read back.

        Examples:
            >>> import policydoc
            >>> policydoc.parse("1. Publish a plan.").to_dict()["body"][0]["marker"]
            '1.'
        """
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Document: ...
    def __deepcopy__(self, _memo: object, /) -> Document: ...

@final
class Provision:
    """A numbered unit of the body: a section, a task or an item.

    Examples:
        >>> import policydoc
        >>> doc = policydoc.parse("I. Plans\\n1. Publish a plan.\\n2. Report on it.")
        >>> section = doc.sections[0]
        >>> section.marker, section.number, section.heading
        ('I.', 1, 'Plans')
        >>> [child.id for child in section.children]
        ['1.1', '1.2']
    """
    @property
    def type(self) -> Literal["section", "task", "item"]:
        """``"section"``, ``"task"`` or ``"item"``."""
    @property
    def id(self) -> str:
        """The path of ordinals from the top, as ``"2.1.12"``; the same in every language. A path
        that was used before gets ``~2``, ``~3``.
        """
    @property
    def marker(self) -> str | None:
        """The marker as written: ``"(I)"``, ``"十二、"``."""
    @property
    def marker_span(self) -> Span | None:
        """Where the marker stands."""
    @property
    def number(self) -> int | None:
        """The ordinal that the marker gives: 12 for ``（十二）``, 3 for ``1.2.3``."""
    @property
    def heading(self) -> str | None:
        """The heading without marker and final full stop."""
    @property
    def heading_span(self) -> Span | None:
        """Where the heading stands."""
    @property
    def text(self) -> str | None:
        """Its own running text, without marker, heading and responsibilities; broken lines are
        joined. Further paragraphs are among the children.
        """
    @property
    def text_span(self) -> Span | None:
        """Where the text stands."""
    @property
    def span(self) -> Span:
        """The provision with everything inside it."""
    @property
    def responsibilities(self) -> tuple[Responsibility, ...]:
        """Who carries it out, as stated in this provision itself."""
    @property
    def inherited(self) -> tuple[Responsibility, ...]:
        """Responsibilities that are stated elsewhere for this provision: by the section it lies in,
        or by a rule that holds from some provision on. ``Responsibility.provision`` tells where.
        """
    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The departments that its own responsibilities name."""
    @property
    def children(self) -> tuple[_Block, ...]:
        """The blocks inside it, in document order."""
    @property
    def parent(self) -> Provision | None:
        """The provision it lies in; ``None`` at the top of the body."""
    @property
    def depth(self) -> int:
        """How many provisions it lies in: 0 at the top of the body."""
    @property
    def document(self) -> Document:
        """The document it belongs to."""
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class TextBlock:
    """Text of the body without a number: a paragraph, or the rows of a table."""
    @property
    def type(self) -> Literal["paragraph", "table"]:
        """``"paragraph"`` or ``"table"``."""
    @property
    def text(self) -> str:
        """The words, broken lines joined."""
    @property
    def span(self) -> Span:
        """Where they stand."""
    @property
    def parent(self) -> Provision | None:
        """The provision it lies in; ``None`` at the top of the body."""
    @property
    def document(self) -> Document:
        """The document it belongs to."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Responsibility:
    """A statement of who carries a provision out.

    Examples:
        >>> import policydoc
        >>> doc = policydoc.parse("1. Publish a plan.\\nResponsible: Ministry of Finance")
        >>> responsibility = doc.tasks[0].responsibilities[0]
        >>> responsibility.label, responsibility.role
        ('Responsible', 'responsible')
    """
    @property
    def label(self) -> str | None:
        """The label as written: ``"District-level responsible departments"``, ``"责任单位"``."""
    @property
    def role(self) -> _Role:
        """The role it gives, ``"responsible"``, ``"lead"`` or ``"support"``; the first one where it
        gives several.
        """
    @property
    def span(self) -> Span:
        """The whole statement."""
    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The departments it names, in the order of the text."""
    @property
    def open_ended(self) -> tuple[Quote, ...]:
        """The phrases that leave the list open: ``"and other units"``, ``"等有关部门"``."""
    @property
    def provision(self) -> Provision:
        """The provision that states it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Mention:
    """One department's name as written.

    Examples:
        >>> import policydoc
        >>> doc = policydoc.parse("1. Publish a plan.\\nResponsible: Ministry of Finance")
        >>> mention = doc.mentions[0]
        >>> mention.surface, doc.text[slice(*mention.span)]
        ('Ministry of Finance', 'Ministry of Finance')
    """
    @property
    def surface(self) -> str:
        """The name exactly as written, without a leading article."""
    @property
    def span(self) -> Span:
        """Where it stands."""
    @property
    def role(self) -> _Role:
        """The part the department has: ``"responsible"``, ``"lead"`` or ``"support"``."""
    @property
    def id(self) -> str | None:
        """The department's identity; ``None`` where it is ambiguous."""
    @property
    def department(self) -> Department | None:
        """The department meant; ``None`` where it is ambiguous."""
    @property
    def candidates(self) -> tuple[str, ...]:
        """The identities it could have, where it is ambiguous."""
    @property
    def responsibility(self) -> Responsibility:
        """The statement it stands in."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Department:
    """A department: what the mentions of a document resolve to.

    ``id`` is the same in every document and language; join by it. Two ``Department`` objects are
    equal when they are the same department of equal documents.

    Examples:
        >>> import policydoc
        >>> doc = policydoc.parse("1. Publish a plan.\\nResponsible: Ministry of Finance")
        >>> department = doc.departments[0]
        >>> department.name, department.mentions
        ('Ministry of Finance', 1)
    """
    @property
    def id(self) -> str:
        """Place ``/`` kind, as ``"cn/beijing/dongcheng/commerce"``."""
    @property
    def name(self) -> str:
        """The name to show: the fullest one that the document uses."""
    @property
    def name_en(self) -> str | None:
        """The English name from the gazetteer."""
    @property
    def name_zh(self) -> str | None:
        """The Chinese name from the gazetteer."""
    @property
    def kind(self) -> str | None:
        """The kind of organ; ``None`` where the gazetteer does not know it."""
    @property
    def jurisdiction(self) -> str | None:
        """The place it belongs to; ``None`` where that cannot be told."""
    @property
    def known(self) -> bool:
        """Whether the gazetteer knows it."""
    @property
    def mentions(self) -> int:
        """How often it is mentioned."""
    @property
    def surfaces(self) -> tuple[Surface, ...]:
        """The names used for it, the most frequent first."""
    @property
    def related(self) -> tuple[Related, ...]:
        """The departments that went before it and came after it, from the gazetteer. They are
        others: a link is no licence to take them for one.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Tables:
    """The tables of some documents."""
    @property
    def documents(self) -> Table:
        """A row for each document, and for each file that could not be read."""
    @property
    def provisions(self) -> Table:
        """A row for each section, task and item."""
    @property
    def mentions(self) -> Table:
        """A row for each department that a provision names or takes over."""
    @property
    def departments(self) -> Table:
        """A row for each department of each document."""
    @property
    def diagnostics(self) -> Table:
        """A row for each diagnostic."""

@final
class Table:
    """A table that can be handed to any library that reads Arrow.

    ``polars.DataFrame(table)``, ``pyarrow.table(table)``, ``pandas.DataFrame.from_arrow(table)``
    and ``duckdb.from_arrow(table)`` take it as it is.

    Examples:
        >>> import policydoc
        >>> table = policydoc.tables([policydoc.parse("1. One thing.")]).provisions
        >>> len(table), table.name
        (1, 'provisions')
    """
    @property
    def name(self) -> str:
        """The table's name."""
    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns. ``policydoc schema --tables`` says what they mean."""
    def __len__(self) -> int: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> CapsuleType: ...

# What the command calls.
def _command(arguments: Sequence[str], worker: Sequence[str], /) -> int: ...

# What the tests see a defect of the parser with.
def _panic(message: str) -> None: ...

# What pickle calls.
def _parser(language: _Language | None, gazetteer: Sequence[tuple[str, str]]) -> Parser: ...
def _document(
    rules: tuple[_Language | None, Sequence[tuple[str, str]]],
    text: str,
    fields: tuple[str | None, str | None, str | None, int | None, str | None],
    noticed: Sequence[tuple[str, str, str | None, int, int]],
) -> Document: ...
def _part(document: Document, kind: str, index: int) -> _Block | _Named: ...
