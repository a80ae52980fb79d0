"""Many texts at once, and tables of them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import policydoc
from conftest import CHINESE, ENGLISH, TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable


def test_many_texts_are_parsed_as_one_is() -> None:
    texts = [*TEXTS.values()] * 10
    docs = policydoc.parse_many(iter(texts))
    assert docs == [policydoc.parse(text) for text in texts]
    assert docs == policydoc.parse_many(texts, jobs=2)
    assert policydoc.parse_many([]) == []


def test_many_texts_are_parsed_by_a_parser() -> None:
    parser = policydoc.Parser(language="zh")
    assert [doc.language for doc in parser.parse_many([ENGLISH, CHINESE])] == ["zh", "zh"]


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(TypeError, match="`parse`"):
        policydoc.parse_many("1. One.")
    with pytest.raises(TypeError):
        policydoc.parse_many([b"1. One."])  # type: ignore[list-item]
    for jobs in 0, -1, 99999:
        with pytest.raises(ValueError, match="from 1 to 1024"):
            policydoc.parse_many(["1. One."], jobs=jobs)


def test_a_forked_process_can_parse_many() -> None:
    policydoc.parse_many([ENGLISH] * 4, jobs=2)
    child = os.fork()
    if child == 0:
        os._exit(len(policydoc.parse_many([ENGLISH] * 4, jobs=2)))
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 4


@pytest.fixture
def tables() -> policydoc.Tables:
    """The tables of two documents and a failure."""
    english, chinese = policydoc.parse_many([ENGLISH, CHINESE])
    documents: dict[str, policydoc.Document | Exception] = {
        "english": english,
        "chinese": chinese,
        "missing": OSError("no such file"),
    }
    return policydoc.tables(documents)


def test_tables_have_the_rows_of_the_documents(tables: policydoc.Tables) -> None:
    docs = [policydoc.parse(ENGLISH), policydoc.parse(CHINESE)]
    documents = pl.DataFrame(tables.documents)
    assert documents["document"].to_list() == ["english", "chinese", "missing"]
    assert documents["error"].to_list() == [None, None, "no such file"]
    assert documents["tasks"].to_list() == [len(doc.tasks) for doc in docs] + [0]
    provisions = pl.DataFrame(tables.provisions)
    assert provisions["id"].to_list() == [p.id for doc in docs for p in doc.provisions]
    assert provisions["text"].to_list() == [p.text for doc in docs for p in doc.provisions]
    departments = pl.DataFrame(tables.departments)
    assert departments["id"].to_list() == [d.id for doc in docs for d in doc.departments]
    mentions = pl.DataFrame(tables.mentions).filter(~pl.col("inherited"))
    assert mentions["surface"].to_list() == [m.surface for doc in docs for m in doc.mentions]


def by_polars(table: policydoc.Table) -> list[dict[str, Any]]:
    return pl.DataFrame(table).to_dicts()


def by_pyarrow(table: policydoc.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pa.table(table).to_pylist()
    return rows


def by_pandas(table: policydoc.Table) -> list[dict[str, Any]]:
    frame = pd.DataFrame.from_arrow(table).astype(object)
    rows: list[dict[str, Any]] = frame.where(frame.notna(), None).to_dict("records")
    return rows


def by_duckdb(table: policydoc.Table) -> list[dict[str, Any]]:
    relation = duckdb.from_arrow(table)
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


@pytest.mark.parametrize("read", [by_polars, by_pyarrow, by_pandas, by_duckdb])
def test_tables_are_read_by(
    read: Callable[[policydoc.Table], list[dict[str, Any]]], tables: policydoc.Tables
) -> None:
    table = tables.provisions
    rows = read(table)
    assert len(rows) == len(table) > 0
    assert tuple(rows[0]) == table.columns
    provisions = [*policydoc.parse(ENGLISH).provisions, *policydoc.parse(CHINESE).provisions]
    for row, provision in zip(rows, provisions, strict=True):
        for name in ("id", "type", "marker", "number", "heading", "text", "depth"):
            assert row[name] == getattr(provision, name), name


def test_tables_can_be_read_twice_and_outlive_their_documents(tables: policydoc.Tables) -> None:
    first = pa.table(tables.provisions)
    assert pa.table(tables.provisions) == first
    assert first.num_rows == len(tables.provisions)


def test_empty_tables_have_their_columns() -> None:
    tables = policydoc.tables([])
    for table in (tables.documents, tables.provisions, tables.mentions, tables.departments):
        assert len(table) == 0
        assert tuple(pa.table(table).column_names) == table.columns


def test_documents_without_keys_are_told_apart_by_their_text() -> None:
    documents = pl.DataFrame(policydoc.tables(policydoc.parse_many([ENGLISH, CHINESE])).documents)
    assert documents["document"].to_list() == documents["sha256"].to_list()
    assert documents["document"].n_unique() == 2


def test_what_is_no_document_is_refused() -> None:
    with pytest.raises(ValueError, match="an exception needs a key"):
        policydoc.tables([OSError("gone")])
    with pytest.raises(TypeError, match="not str"):
        policydoc.tables(["1. One."])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="int"):
        policydoc.tables({1: policydoc.parse(ENGLISH)})  # type: ignore[arg-type]


def test_one_line_each(tables: policydoc.Tables) -> None:
    assert repr(tables).startswith("<Tables: 3 documents, 11 provisions, ")
    assert repr(tables.documents) == "<Table documents: 3 rows>"
