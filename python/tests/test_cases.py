"""The cases that the Rust tests use: both sides see the same in them."""

from __future__ import annotations

import re
import subprocess
import sysconfig
from pathlib import Path

import pytest

import policydoc
from conftest import CASES, ROOT

PROVISION = re.compile(r"^ *(section|task|item) (\S+) \[(.+?)\] [\w-]+(?: |$)", re.MULTILINE)
DEPARTMENT = re.compile(r"^department (\S+): .* x(\d+)", re.MULTILINE)


def test_there_are_cases() -> None:
    assert len(CASES) > 50


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_is_as_accepted(path: Path) -> None:
    accepted = path.with_suffix(".snap").read_text(encoding="utf-8")
    doc = policydoc.parse(path.read_bytes().decode())
    provisions = [(p.type, p.id, p.marker) for p in doc.provisions]
    assert provisions == PROVISION.findall(accepted)
    departments = [(department.id, str(department.mentions)) for department in doc.departments]
    assert departments == DEPARTMENT.findall(accepted)


def test_the_command_writes_what_the_package_writes(tmp_path: Path) -> None:
    script = Path(sysconfig.get_path("scripts"), "policydoc")
    out = tmp_path / "out.jsonl"
    subprocess.run([script, "convert", ROOT / "tests" / "cases", "-o", out], check=True)
    documents = policydoc.parse_files((ROOT / "tests" / "cases").rglob("*.txt"))
    written = out.read_text(encoding="utf-8").splitlines()
    assert sorted(document.to_json() for document in documents) == sorted(written)
