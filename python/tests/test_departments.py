"""Departments of several documents, and gazetteers of one's own."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import policydoc

BALLOONS = "kind_id\ten_local\tzh_local\nballoon-office\tBalloon Office\t气球办公室\n"
TEXT = "北京市方案\n\n一、管好气球。\n责任单位：市气球办公室"


def test_documents_are_joined_by_identity() -> None:
    documents = {
        "en": policydoc.parse(
            "Notice of the State Council\n\n1. Fund it.\n"
            "Responsible: Ministry of Finance, Ministry of Commerce\n"
            "2. Report it.\nResponsible: Ministry of Finance of China, Ministry of Finance"
        ),
        "zh": policydoc.parse("国务院通知\n\n一、安排资金。\n责任单位：财政部"),
    }
    first, *others = policydoc.departments(documents)
    ids = {department.id for document in documents.values() for department in document.departments}
    assert {first.id, *(other.id for other in others)} == ids
    assert first.id == "cn/finance"
    assert first.known
    assert first.documents == ("en", "zh")
    assert first.mentions == sum(
        department.mentions
        for document in documents.values()
        for department in document.departments
        if department.id == first.id
    )
    assert first.surfaces[0] == policydoc.EntrySurface("Ministry of Finance", 2, ("en",))
    assert policydoc.EntrySurface("财政部", 1, ("zh",)) in first.surfaces
    assert policydoc.departments({}) == ()


def test_documents_go_by_their_files_or_texts(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    documents = [policydoc.parse_file(path), policydoc.parse(TEXT)]
    (entry,) = policydoc.departments(documents)
    sha256 = documents[1].to_dict()["source"]["sha256"]
    assert entry.documents == ("plan.txt", sha256)
    with pytest.raises(TypeError, match="not str"):
        policydoc.departments({"one": TEXT})  # type: ignore[arg-type]


def test_exceptions_name_no_department() -> None:
    assert policydoc.departments({"missing": OSError("no such file")}) == ()


def test_the_most_mentioned_come_first() -> None:
    text = (
        "1. One.\nResponsible: Ministry of Commerce\n"
        "2. Two.\nResponsible: Ministry of Finance, Ministry of Commerce"
    )
    joined = policydoc.departments({"one": policydoc.parse(text), "two": policydoc.parse(text)})
    assert [(department.name, department.mentions) for department in joined] == [
        ("Ministry of Commerce", 4),
        ("Ministry of Finance", 2),
    ]


def test_departments_as_of_a_year() -> None:
    text = "北京市方案\n\n一、办好展览。\n责任单位：市{}局"
    documents = {
        "then": policydoc.parse(text.format("旅游")),
        "now": policydoc.parse(text.format("文化和旅游")),
    }
    as_named = policydoc.departments(documents)
    assert len(as_named) == 2
    assert all(entry.as_named == (entry.id,) for entry in as_named)
    (entry,) = policydoc.departments(documents, as_of=2020)
    assert entry.id == "cn/beijing/culture-tourism"
    assert set(entry.as_named) == {"cn/beijing/culture-tourism", "cn/beijing/tourism"}
    assert entry.documents == ("then", "now")
    parser = policydoc.Parser()
    assert policydoc.departments(documents, as_of=2020, parser=parser) == (entry,)


def test_predecessors_and_successors_are_told() -> None:
    (department,) = policydoc.parse("北京市方案\n\n一、办好展览。\n责任单位：市旅游局").departments
    ids = {(related.relation, related.id) for related in department.related}
    assert ("successor", "cn/beijing/culture-tourism") in ids
    assert all(1949 <= related.year <= 2100 for related in department.related)


def test_a_gazetteer_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(BALLOONS, encoding="utf-8")
    assert not policydoc.parse(TEXT).departments[0].known
    for gazetteer in (path, str(path), [path]):
        parser = policydoc.Parser(gazetteer=gazetteer)
        (department,) = parser.parse(TEXT).departments
        assert department.id == "cn/beijing/balloon-office"
        assert department.known
    assert parser == policydoc.Parser(gazetteer=path)
    assert parser != policydoc.Parser()
    assert repr(parser) == f'Parser(gazetteer=["{path}"])'


def test_a_gazetteer_goes_with_pickled_documents(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(BALLOONS, encoding="utf-8")
    pickled = pickle.dumps(policydoc.Parser(gazetteer=path, language="zh").parse(TEXT))
    path.unlink()
    assert pickle.loads(pickled).departments[0].id == "cn/beijing/balloon-office"


def test_a_wrong_gazetteer_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("kind_id\tcolour\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"mine\.tsv:1: unknown column `colour`"):
        policydoc.Parser(gazetteer=path)
    with pytest.raises(FileNotFoundError):
        policydoc.Parser(gazetteer=tmp_path / "none.tsv")
