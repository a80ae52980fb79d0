"""The README of the project: its Python is true."""

from __future__ import annotations

import doctest
from typing import TYPE_CHECKING

from conftest import ROOT

if TYPE_CHECKING:
    import pytest


def test_the_readme_of_the_project_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert tried
    assert not failed
