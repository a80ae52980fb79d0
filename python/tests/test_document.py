"""What a document holds."""

from __future__ import annotations

import copy
import datetime
import hashlib
import json
import pickle
from typing import Any

import pytest

import policydoc
from conftest import CHINESE, ENGLISH, TEXTS


def test_tree_of_an_english_document(english: policydoc.Document) -> None:
    assert english.language == "en"
    assert [section.id for section in english.sections] == ["1", "2", "2.1", "2.2"]
    assert [task.id for task in english.tasks] == ["2.1.1", "2.1.2", "2.2.3"]
    task = english.tasks[0]
    assert (task.type, task.marker, task.number, task.depth) == ("task", "1.", 1, 2)
    assert task.text == "We shall publish the list of fields for open services."
    assert task.parent == english.sections[2]
    assert task.document is english
    assert english.sections[2].heading == "Easier access"
    assert english.body[-1] == english.sections[1]
    assert english.coverage == 1.0


def test_front_matter(english: policydoc.Document, chinese: policydoc.Document) -> None:
    title = english.front_matter.title
    assert title is not None
    assert title.text == "Work Plan for Open Services"
    addressees = chinese.front_matter.addressees
    assert addressees is not None
    assert addressees.text == "各区人民政府，市政府各部门"
    signed = "一、加强领导。\n二、落实责任。\n\n河滨市人民政府\n2024年2月29日\n"
    issued_on = policydoc.parse(signed).front_matter.issued_on
    assert issued_on is not None
    assert issued_on.date == datetime.date(2024, 2, 29)


def test_responsibilities(english: policydoc.Document) -> None:
    (responsibility,) = english.tasks[0].responsibilities
    assert responsibility.label == "Responsible departments"
    assert responsibility.role == "responsible"
    assert responsibility.provision == english.tasks[0]
    assert english.text[slice(*responsibility.span)].startswith("Responsible dep")


def test_mentions_and_departments(english: policydoc.Document) -> None:
    (responsibility,) = english.tasks[0].responsibilities
    (mention,) = responsibility.mentions
    assert mention.surface == "Commerce Bureau of Riverside District"
    assert mention.role == "responsible"
    assert mention.responsibility == responsibility
    assert [phrase.text for phrase in responsibility.open_ended] == ["all other relevant units"]
    assert english.mentions[0] == mention
    assert english.tasks[0].mentions == (mention,)
    department = mention.department
    assert department is not None
    assert department == english.departments[0]
    assert (department.id, department.mentions) == (mention.id, 2)
    assert department.surfaces == (policydoc.Surface(mention.surface, 2),)


def test_inherited_responsibilities_tell_where_they_stand() -> None:
    doc = policydoc.parse(
        "一、重点任务（责任单位：市财政局）\n1. 制定目录。（责任单位：市商务局）\n2. 每年报告。",
    )
    task = doc.tasks[0]
    assert [r.provision.id for r in task.inherited] == ["1"]
    assert task.inherited[0] == doc.sections[0].responsibilities[0]


def test_the_source_of_a_string() -> None:
    source = policydoc.parse("一、财政。").source
    assert (source.name, source.format, source.encoding) == (None, None, None)
    assert source.bytes == 15
    assert source.sha256 == hashlib.sha256("一、财政。".encode()).hexdigest()


def test_diagnostics() -> None:
    doc = policydoc.parse("1. One thing.\n2. Another.\n4. A last one.")
    (diagnostic,) = doc.diagnostics
    assert (diagnostic.code, diagnostic.severity) == ("skipped-number", "warning")
    assert doc.text[slice(*diagnostic.span)] == "4."


@pytest.mark.parametrize("name", TEXTS)
def test_dict_is_json_read_back(name: str) -> None:
    doc = policydoc.parse(TEXTS[name])
    assert doc.to_dict() == json.loads(doc.to_json())


def test_dict_says_what_the_objects_say(english: policydoc.Document) -> None:
    written = english.to_dict()
    assert written["policydoc"] == "1"
    assert written["coverage"] == english.coverage

    def check(blocks: tuple[Any, ...], written: list[dict[str, Any]]) -> None:
        assert len(blocks) == len(written)
        for block, entry in zip(blocks, written, strict=True):
            for key, value in entry.items():
                if key == "children":
                    check(block.children, value)
                elif key == "responsibilities":
                    assert [r.label for r in block.responsibilities] == [r["label"] for r in value]
                elif key.endswith("span") and value is not None:
                    assert list(getattr(block, key)) == value
                elif key != "inherited":
                    assert getattr(block, key) == value

    check(english.body, written["body"])


def parts(doc: policydoc.Document) -> list[object]:
    """One object of each class."""
    every = [
        doc,
        doc.body[0],
        doc.tasks[0],
        doc.tasks[0].responsibilities[0],
        *doc.mentions[:1],
        *doc.departments[:1],
        doc.front_matter,
        doc.front_matter.title,
        doc.source,
        policydoc.Parser(language="en"),
    ]
    return [part for part in every if part is not None]


def test_equality_is_by_document_and_place(english: policydoc.Document) -> None:
    again = policydoc.parse(ENGLISH)
    assert again is not english
    for part, same in zip(parts(english), parts(again), strict=True):
        assert part == same
        assert hash(part) == hash(same)
    assert english != policydoc.parse(CHINESE)
    assert english.tasks[0] != english.tasks[1]
    assert english.tasks[0] != policydoc.parse(ENGLISH + "\n4. More.").tasks[0]
    assert english != policydoc.Parser(language="zh").parse(ENGLISH)
    assert policydoc.Parser() != policydoc.Parser(language="en")
    assert len({*english.tasks, *again.tasks}) == len(english.tasks)


def test_everything_can_be_pickled_and_copied(english: policydoc.Document) -> None:
    for part in parts(english):
        assert pickle.loads(pickle.dumps(part)) == part
        assert copy.copy(part) == part
        assert copy.deepcopy(part) == part
    assert copy.copy(english) is english


def test_a_pickle_of_parts_holds_the_document_once(english: policydoc.Document) -> None:
    assert len(pickle.dumps(english.tasks)) < 2 * len(pickle.dumps(english))
    first, second, _ = pickle.loads(pickle.dumps(english.tasks))
    assert first.document is second.document


def test_a_pickled_document_keeps_its_rules_and_source() -> None:
    doc = policydoc.Parser(language="zh").parse(ENGLISH)
    again = pickle.loads(pickle.dumps(doc))
    assert again.language == "zh"
    assert again.source == doc.source


def test_objects_cannot_be_changed(english: policydoc.Document) -> None:
    for part in parts(english):
        with pytest.raises(AttributeError):
            part.text = "other"  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match="cannot create"):
        type(english)()


def test_parts_outlive_their_document() -> None:
    (first, _, _) = policydoc.parse(ENGLISH).tasks
    assert first.id == "2.1.1"
    assert first.document.tasks[0] == first


def test_sequences_are_made_once(english: policydoc.Document) -> None:
    for name in ("text", "body", "provisions", "sections", "tasks", "mentions", "departments"):
        assert getattr(english, name) is getattr(english, name)
