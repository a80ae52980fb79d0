"""The tables, written by Rust and read back by pyarrow, duckdb and polars.

What each reader finds in each format is compared with rows worked out anew from the documents'
JSON, which another part of the code writes. To run it::

    pip install -r crates/policydoc-table/tests/roundtrip/requirements.txt
    pytest crates/policydoc-table/tests/roundtrip
"""

import datetime
import json
import subprocess
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest

ROOT = Path(__file__).parents[4]

NASTY = """\
=HYPERLINK("http://example.org","A plan, in ""quotes"", for é 😀\u2028and more")

一、=总体要求

+加强“组织”领导，'落实'责\x00任\x0b。

-其余由各区负责。

（一）@方案
責任单位：市发展改革委、市财政局，等有关部门

1. 'Tis a plan; it has\tone tab.

Responsible: Ministry of Finance; Ministry of
Commerce and all other relevant units

1. Again.

二、＝全角
（责任单位：市商务局）
1. 发布方案。
责任单位：市财政局、市教育局
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    inputs = [ROOT / "seeds/dongcheng-2019.txt"]
    texts = {"nasty.txt": NASTY, "=1+1.txt": NASTY.replace("\n", "\r\n"), "empty.txt": ""}
    for name, text in texts.items():
        inputs.append(folder / name)
        inputs[-1].write_bytes(text.encode())
    inputs.append(folder / "missing.txt")
    command = ["cargo", "run", "--quiet", "-p", "policydoc-table", "--features", "parquet"]
    subprocess.run([*command, "--example", "tables", "--", folder, *inputs], cwd=ROOT, check=True)
    return folder


@pytest.fixture(scope="session")
def schema(folder: Path) -> dict[str, dict[str, str]]:
    """For each table the types of its columns."""
    tables = json.loads((folder / "schema.json").read_text("utf-8"))["tables"]
    return {
        table["name"]: {column["name"]: column["type"] for column in table["columns"]}
        for table in tables
    }


@pytest.fixture(scope="session")
def expected(folder: Path, schema: dict[str, dict[str, str]]) -> dict[str, list[dict]]:
    """The rows of each table, from the JSON."""
    tables: dict[str, list[dict]] = {name: [] for name in schema}
    for line in (folder / "documents.jsonl").read_text("utf-8").split("\n"):
        if line:
            add_document(json.loads(line), tables)
    missing = {name: None for name in schema["documents"]}
    missing["document"] = str(folder / "missing.txt")
    missing["error"] = "No such file or directory (os error 2)"
    counts = ["length", "sections", "tasks", "items", "mentions", "departments", "diagnostics"]
    tables["documents"].append(missing | dict.fromkeys(counts, 0))
    return tables


def quoted(prefix: str, quote: dict | None) -> dict:
    start, end = quote["span"] if quote else (None, None)
    text = quote["text"] if quote else None
    return {prefix: text, f"{prefix}_start": start, f"{prefix}_end": end}


def lines(blocks: list[dict]) -> str | None:
    return "\n".join(block["text"] for block in blocks) or None


def unnumbered(blocks: list[dict]) -> list[dict]:
    return [block for block in blocks if block["type"] in ("paragraph", "table")]


def several(values: list[str]) -> str | None:
    return "; ".join(values) or None


def linked(related: list[dict], relation: str) -> str | None:
    return several([link["id"] for link in related if link["relation"] == relation])


def add_document(document: dict, tables: dict[str, list[dict]]) -> None:
    source, front = document["source"], document["front_matter"]
    key = source["name"]
    provisions: list[dict] = []
    mentions: list[dict] = []
    walk(document, document["body"], None, 0, provisions, mentions)
    issued = front["issued_on"]
    kinds = [provision["type"] for provision in provisions]
    tables["documents"].append(
        {
            "document": key,
            "error": None,
            **source,
            "language": document["language"],
            **quoted("title", front["title"]),
            **quoted("issuer", front["issuer"]),
            "issuer_id": several([i["id"] for i in front["issuers"] if i["id"]]),
            **quoted("issued_on", issued),
            "issued_on": datetime.date.fromisoformat(issued["date"]) if issued else None,
            **quoted("document_number", front["document_number"]),
            **quoted("addressees", front["addressees"]),
            **quoted("release", front["release"]),
            "front_matter": lines(front["other"]),
            "paragraphs": lines(unnumbered(document["body"])),
            "coverage": document["coverage"],
            "sections": kinds.count("section"),
            "tasks": kinds.count("task"),
            "items": kinds.count("item"),
            "mentions": sum(not mention["inherited"] for mention in mentions),
            "departments": len(document["departments"]),
            "diagnostics": len(document["diagnostics"]),
        }
    )
    tables["provisions"] += provisions
    tables["mentions"] += mentions
    for department in document["departments"]:
        related = department.pop("related")
        tables["departments"].append(
            department
            | {
                "document": key,
                "surfaces": several([surface["text"] for surface in department["surfaces"]]),
                "predecessors": linked(related, "predecessor"),
                "successors": linked(related, "successor"),
            }
        )
    for position, diagnostic in enumerate(document["diagnostics"]):
        start, end = diagnostic.pop("span")
        inside = [p["id"] for p in provisions if p["span_start"] <= start < p["span_end"]]
        tables["diagnostics"].append(
            diagnostic
            | {
                "document": key,
                "position": position,
                "span_start": start,
                "span_end": end,
                "provision_id": inside[-1] if inside else None,
            }
        )


def walk(
    document: dict,
    blocks: list[dict],
    parent: str | None,
    depth: int,
    provisions: list[dict],
    mentions: list[dict],
) -> None:
    for block in blocks:
        if unnumbered([block]):
            continue
        statements = block["responsibilities"]
        named = [mention for statement in statements for mention in statement["departments"]]
        open_ended = [open["text"] for statement in statements for open in statement["open_ended"]]
        provisions.append(
            {
                "document": document["source"]["name"],
                "id": block["id"],
                "parent_id": parent,
                "position": len(provisions),
                "depth": depth,
                "type": block["type"],
                "marker": block["marker"],
                "number": block["number"],
                **span("heading", block),
                **span("text", block),
                "paragraphs": lines(unnumbered(block["children"])),
                "span_start": block["span"][0],
                "span_end": block["span"][1],
                "responsibilities": len(statements),
                "mentions": len(named),
                "open_ended": several(open_ended),
            }
        )
        for statement in statements:
            for mention in statement["departments"]:
                row = mention_row(document, block, statement, mention, len(mentions))
                mentions.append(
                    row
                    | {
                        "surface": mention["surface"],
                        "span_start": mention["span"][0],
                        "span_end": mention["span"][1],
                        "candidates": several(mention.get("candidates", [])),
                        "statement_start": statement["span"][0],
                        "statement_end": statement["span"][1],
                        "inherited": False,
                        "stated_in": block["id"],
                    }
                )
        for statement in block["inherited"]:
            for mention in statement["departments"]:
                row = mention_row(document, block, statement, mention, len(mentions))
                mentions.append(row | {"inherited": True, "stated_in": statement["from"]})
        walk(document, block["children"], block["id"], depth + 1, provisions, mentions)


def mention_row(document: dict, block: dict, statement: dict, mention: dict, position: int) -> dict:
    names = {department["id"]: department["name"] for department in document["departments"]}
    return {
        "document": document["source"]["name"],
        "position": position,
        "provision_id": block["id"],
        "provision_type": block["type"],
        "role": mention["role"],
        "department_id": mention["id"],
        "department_name": names.get(mention["id"]),
        "label": statement["label"],
    }


def span(field: str, block: dict) -> dict:
    start, end = block[f"{field}_span"] or (None, None)
    return {field: block[field], f"{field}_start": start, f"{field}_end": end}


PARQUET = {
    "pyarrow": lambda path: pyarrow.parquet.read_table(path).to_pylist(),
    "duckdb": lambda path: rows(duckdb.sql(f"from read_parquet('{path}')")),
    "polars": lambda path: pl.read_parquet(path).to_dicts(),
}


def rows(relation: duckdb.DuckDBPyRelation) -> list[dict]:
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


def csv_pyarrow(path: Path, columns: dict[str, str]) -> list[dict]:
    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    convert = pyarrow.csv.ConvertOptions(
        column_types={name: types[kind] for name, kind in columns.items()},
        null_values=[""],
        strings_can_be_null=True,
    )
    parse = pyarrow.csv.ParseOptions(newlines_in_values=True)
    return pyarrow.csv.read_csv(path, parse_options=parse, convert_options=convert).to_pylist()


def csv_duckdb(path: Path, columns: dict[str, str]) -> list[dict]:
    types = {
        "text": "varchar",
        "integer": "bigint",
        "number": "double",
        "boolean": "boolean",
        "date": "date",
    }
    columns = {name: types[kind] for name, kind in columns.items()}
    return rows(duckdb.sql(f"from read_csv('{path}', header = true, columns = {columns})"))


def csv_polars(path: Path, columns: dict[str, str]) -> list[dict]:
    types = {
        "text": pl.String,
        "integer": pl.Int64,
        "number": pl.Float64,
        "boolean": pl.Boolean,
        "date": pl.Date,
    }
    return pl.read_csv(
        path, schema={name: types[kind] for name, kind in columns.items()}
    ).to_dicts()


CSV = {"pyarrow": csv_pyarrow, "duckdb": csv_duckdb, "polars": csv_polars}


def check(found: list[dict], expected: list[dict], columns: dict[str, str]) -> None:
    assert len(found) == len(expected)
    for got, want in zip(found, expected, strict=True):
        assert list(got) == list(columns)
        # The JSON does not tell where a statement stands that a provision takes over.
        assert {name: got[name] for name in want} == want


@pytest.mark.parametrize("reader", PARQUET)
def test_parquet(reader: str, folder: Path, schema: dict, expected: dict) -> None:
    for table, columns in schema.items():
        found = PARQUET[reader](folder / f"{table}.parquet")
        check(found, expected[table], columns)


@pytest.mark.parametrize("reader", CSV)
def test_csv(reader: str, folder: Path, schema: dict, expected: dict) -> None:
    for table, columns in schema.items():
        found = CSV[reader](folder / f"{table}.csv", columns)
        for row in found:
            for name, kind in columns.items():
                if kind == "text" and row[name] is not None:
                    assert not row[name].startswith(tuple("=+-@＝＋－＠\t\r\n"))
                    row[name] = row[name].removeprefix("'")
        want = [
            {name: value.replace("\0", "\ufffd") if isinstance(value, str) else value
             for name, value in row.items()}
            for row in expected[table]
        ]  # fmt: skip
        check(found, want, columns)


def test_the_documents_hold_what_is_hard_to_write(expected: dict) -> None:
    texts = "".join(
        str(value) for table in expected.values() for row in table for value in row.values()
    )
    for hard in ['"', "\n", "\0", "\u2028", "😀", "'Tis", "=HYPERLINK"]:
        assert hard in texts, repr(hard)
    assert all(expected.values())
    assert {True, False} == {mention["inherited"] for mention in expected["mentions"]}


def test_spans_are_code_points(folder: Path) -> None:
    text = (folder / "nasty.txt").read_bytes().decode()
    table = pyarrow.parquet.read_table(folder / "provisions.parquet").to_pylist()
    headings = [row for row in table if row["document"] == "nasty.txt" and row["heading"]]
    assert headings
    for row in headings:
        assert text[row["heading_start"] : row["heading_end"]] == row["heading"]


def test_no_column_needs_quotes_in_sql(folder: Path, schema: dict) -> None:
    for table, columns in schema.items():
        names = ", ".join(columns)
        relation = duckdb.sql(f"select {names} from read_parquet('{folder}/{table}.parquet')")
        assert relation.columns == list(columns)
