"""What the tests share: texts in the manner of real documents."""

from __future__ import annotations

from pathlib import Path

import pytest

import policydoc

ROOT = Path(__file__).parents[2]

ENGLISH = """\
Notice of the Riverside District Government on the Work Plan for Open Services

To all sub-district offices:

The plan is issued to you. Please carry it out.

Work Plan for Open Services

I. General requirements
We shall open up services step by step.
II. Main tasks
(I) Easier access
1. We shall publish the list of fields for open services.
Responsible departments: Commerce Bureau of Riverside District and all other relevant units
2. We shall shorten the time for a permit.
Responsible departments: Market Regulation Bureau of Riverside District
(II) Better oversight
3. We shall report each year 🎏 on what was done.
Responsible departments: Commerce Bureau of Riverside District
"""

CHINESE = """\
河滨市人民政府关于扩大服务业开放的实施意见

各区人民政府，市政府各部门：

现提出如下意见。

一、总体要求
坚持依法有序开放。
二、重点任务
（一）放宽准入。制定并公布𠮷野服务业开放目录。（责任单位：市商务局、市财政局）
（二）加强监管。每年报告一次开放情况。（责任单位：市市场监管局等有关部门）
"""

TEXTS = {
    "english": ENGLISH,
    "chinese": CHINESE,
    "crlf": ENGLISH.replace("\n", "\r\n"),
    "astral": "一、𠮷🎏é\u0301。\n责任单位：市财政局\n二、𠀋𠀋𠀋。\n责任单位：市商务局",
    "empty": "",
    "blank": "\n \t\u3000\n",
    "surrogate": "1. One \ud800 two.\n2. Three.",
}

CASES = sorted((ROOT / "tests" / "cases").rglob("*.txt"))
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@pytest.fixture
def english() -> policydoc.Document:
    """The English text, parsed."""
    return policydoc.parse(ENGLISH)


@pytest.fixture
def chinese() -> policydoc.Document:
    """The Chinese text, parsed."""
    return policydoc.parse(CHINESE)
