"""Docstrings, stubs and the README: what is shown to users runs."""

from __future__ import annotations

import doctest
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import policydoc
import stub_docs
from conftest import CHINESE, ENGLISH

PYTHON = Path(__file__).parents[1]


def examples() -> list[doctest.DocTest]:
    """The examples in all docstrings, those of compiled functions among them."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    found = finder.find(policydoc)
    for name, function in inspect.getmembers(policydoc, inspect.isbuiltin):
        found += finder.find(function, name=f"policydoc.{name}")
    return [test for test in found if test.examples]


EXAMPLES = examples()


def test_the_entry_points_have_examples() -> None:
    names = {example.name.removeprefix("policydoc.") for example in EXAMPLES}
    assert names >= {"parse", "parse_bytes", "parse_file", "parse_files", "parse_many", "tables"}
    assert names >= {"Parser", "Document", "Document.to_dict", "Provision", "departments"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_examples_are_true(example: doctest.DocTest) -> None:
    report: list[str] = []
    doctest.DocTestRunner().run(example, out=report.append, clear_globs=False)
    assert not report, "".join(report)


def test_the_readme_is_true() -> None:
    failed, tried = doctest.testfile(str(PYTHON / "README.md"), module_relative=False)
    assert tried
    assert not failed


def test_the_stub_has_the_docstrings_of_the_module() -> None:
    stub = stub_docs.STUB.read_text(encoding="utf-8")
    assert stub == stub_docs.documented(stub), "run `python tests/stub_docs.py`"


def run(*command: str, cwd: Path) -> None:
    """Runs a tool of this Python, which must find nothing to say."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_stub_fits_the_installed_package(tmp_path: Path) -> None:
    run("mypy.stubtest", "policydoc", cwd=tmp_path)


@pytest.mark.parametrize("command", ["mypy", "ruff check", "ruff format --check"])
def test_the_code_is_clean(command: str) -> None:
    run(*command.split(), cwd=PYTHON)


def test_the_example_runs(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "意见.txt").write_text(CHINESE, encoding="utf-8")
    (tmp_path / "empty.docx").touch()
    command = [sys.executable, "-P", str(PYTHON / "examples" / "folder.py"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "<Tables: 3 documents, 11 provisions, " in done.stdout
    assert "empty.docx" in done.stdout
    assert "Commerce Bureau of Riverside District -> " in done.stdout
